"""pack check, pack schema: for authors of content packs."""

from __future__ import annotations

import argparse
import json
import sys

from onboard import locations
from onboard.cli import common
from onboard.content.loader import load_pack
from onboard.content.problems import PackInvalid
from onboard.content.schema import pack_schema
from onboard.wording import say


def check(options: argparse.Namespace) -> int:
    """0 when nothing is found, 1 when something is."""
    folder = options.folder or locations.packs() / locations.DEFAULT_PACK
    try:
        pack = load_pack(folder)
    except PackInvalid as refusal:
        if options.json:
            common.print_json({"findings": list(refusal.problems)})
        else:
            sys.stdout.write(f"{refusal}\n")
        return 1
    if options.json:
        common.print_json({"findings": []})
        return 0
    content = pack.content
    sys.stdout.write(
        say(
            "cli.pack-fine",
            name=pack.id,
            version=pack.version,
            questions=len(content.questions),
            items=len(content.items),
            risks=len(content.risks),
            clauses=len(content.clauses),
        )
        + "\n"
    )
    return 0


def schema(options: argparse.Namespace) -> int:
    pack = load_pack(options.folder) if options.folder else None
    sys.stdout.write(json.dumps(pack_schema(pack), indent=2, ensure_ascii=False) + "\n")
    return 0

"""pack new, pack check, pack coverage, pack schema: for authors of content packs."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from onboard import locations
from onboard.cli import common
from onboard.cli.new_pack import make_pack
from onboard.content.advice import advice
from onboard.content.folder import language_of
from onboard.content.loader import load_pack
from onboard.content.pack import ContentPack
from onboard.content.problems import PackInvalid, PackProblem
from onboard.content.proofs import prove as proofs
from onboard.content.schema import pack_schema
from onboard.errors import UserFacingError
from onboard.files import write_checked
from onboard.wording import say


def new(options: argparse.Namespace) -> int:
    """A small pack that works, to be changed bit by bit."""
    name = make_pack(options.folder, options.id)
    sys.stdout.write(say("cli.pack-new", name=name, folder=options.folder) + "\n")
    return 0


def check(options: argparse.Namespace) -> int:
    """0 when nothing is found, 1 when something is."""
    try:
        pack = load_pack(_folder(options))
    except PackInvalid as refusal:
        if options.json:
            common.print_json({"findings": list(refusal.problems), "proved": False})
        else:
            sys.stdout.write(f"{refusal}\n")
        return 1
    proved = not options.no_proofs and proofs.is_available()
    found = proofs.prove(pack) if proved else ()
    beside = ("idle-question",) if proved else ()  # the proof of it is the stricter one
    findings = sorted([*found, *(part for part in advice(pack) if part.code not in beside)])
    if options.json:
        common.print_json({"findings": findings, "proved": proved})
    else:
        sys.stdout.write(_told(pack, findings, proved=proved))
    return 1 if findings else 0


def _told(pack: ContentPack, findings: list[PackProblem], *, proved: bool) -> str:
    content = pack.content
    lines = [f"{finding} [{finding.code}]" for finding in findings]
    lines.append(
        say(
            "cli.pack-found" if findings else "cli.pack-fine",
            name=pack.id,
            version=pack.version,
            found=len(findings),
            questions=len(content.questions),
            items=len(content.items),
            risks=len(content.risks),
            clauses=len(content.clauses),
        )
    )
    if proved:
        lines.append(say("cli.pack-proved"))
    elif not proofs.is_available():
        lines.append(say("cli.pack-not-proved"))
    return "\n".join(lines) + "\n"


def coverage(options: argparse.Namespace) -> int:
    """Which lines serve which entry of each control list, and which entries none serves."""
    content = load_pack(_folder(options)).content
    served: dict[str, dict[str, list[str]]] = {
        name: {entry: [] for entry in framework.entries}
        for name, framework in content.frameworks.items()
    }
    for key, item in content.items.items():
        for name, ids in item.frameworks.items():
            for entry in ids:
                served[name][entry].append(key)
    if options.json:
        common.print_json({"coverage": served})
        return 0
    for name, framework in content.frameworks.items():
        met = sum(bool(items) for items in served[name].values())
        total = len(framework.entries)
        sys.stdout.write(say("cli.coverage", name=framework.name, met=met, of=total) + "\n")
        for entry, text in framework.entries.items():
            items = ", ".join(served[name][entry]) or "–"
            sys.stdout.write(f"  {entry}{f' {text}' if text else ''}: {items}\n")
    for key, asked in content.insurers.items():
        sys.stdout.write(f"{key}: {asked.ask}\n  {', '.join(asked.items)}\n")
    return 0


def translate(options: argparse.Namespace) -> int:
    """Write `es.po` and the like: all that is to be said, and what has been said already."""
    from onboard.content import translation

    file = f"{options.language}.po"
    if language_of(file) is None:
        raise UserFacingError("cli.no-language", found=options.language)
    pack = load_pack(options.folder)
    kept = pack.catalogues.get(options.language)
    try:
        catalogue = translation.read_catalogue(file, kept) if kept is not None else None
    except ValueError as error:
        raise UserFacingError("pack.bad-translation", why=str(error)) from error
    text = translation.updated(pack.content, options.language, catalogue)
    write_checked(options.folder / file, text.encode("utf-8"))
    said, total = translation.progress(text)
    told = say("cli.pack-translate", file=file, said=said, total=total)
    sys.stdout.write(f"{told}\n")
    return 0


def no_preview(_: argparse.Namespace) -> int:
    """Stands in where the program runs without its window."""
    raise UserFacingError("cli.no-preview")


def schema(options: argparse.Namespace) -> int:
    pack = load_pack(options.folder) if options.folder else None
    sys.stdout.write(json.dumps(pack_schema(pack), indent=2, ensure_ascii=False) + "\n")
    return 0


def _folder(options: argparse.Namespace) -> Path:
    folder: Path | None = options.folder
    return folder or locations.packs() / locations.DEFAULT_PACK

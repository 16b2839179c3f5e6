"""verify of one paper or of a chain, and rebuild: a client back from signed papers alone."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from onboard.cli import common, paper_commands
from onboard.errors import UserFacingError
from onboard.files import read_checked, read_start
from onboard.pdf.foreign_text import one_line
from onboard.wording import say

if TYPE_CHECKING:
    from onboard.pdf.chain import Link


def verify(options: argparse.Namespace) -> int:
    """One paper by itself; several, or with `--chain`, as papers that name each other."""
    if len(options.pdf) == 1 and not options.chain:
        return paper_commands.verify(options)
    return _verify_chain(options)


def _verify_chain(options: argparse.Namespace) -> int:
    from onboard.pdf.chain import Chain, verify_chain
    from onboard.pdf.told import verification_text

    opened = [_bytes(path) for path in options.pdf]
    pdfs = [data for data, _ in opened]
    pack = paper_commands.pack_of(options, pdfs)
    known = [paper_commands.known_paper(options, pdf, pack) for pdf in pdfs]
    chain = verify_chain(pdfs, known)
    chain = Chain(tuple(map(_as_opened, chain.links, (why for _, why in opened))))
    if options.json:
        rows = [
            {
                "file": one_line(path.name),
                "reference": link.reference,
                "amends": link.amends or None,
                "place": link.place,
                "other_key": link.is_other_key,
                **paper_commands.verification_data(link.verification),
            }
            for path, link in zip(options.pdf, chain.links, strict=True)
        ]
        common.print_json({"whole": chain.is_whole, "papers": rows})
    else:
        for path, link in zip(options.pdf, chain.links, strict=True):
            key = "chain.paper" if link.reference else "chain.no-reference"
            sys.stdout.write(say(key, file=one_line(path.name), reference=link.reference) + "\n")
            for line in (*verification_text(link.verification), link.told):
                sys.stdout.write(f"  {line}\n")
        key = "chain.whole" if chain.is_whole else "chain.broken"
        sys.stdout.write(say(key, count=len(chain.links)) + "\n")
    return 0 if chain.is_whole else 2 if chain.is_unreadable else 1


def _bytes(path: Path) -> tuple[bytes, str]:
    """Of a file, or nothing and the reason in a sentence."""
    from onboard.pdf.limits import LARGEST

    try:
        return read_start(path, LARGEST + 1), ""
    except UserFacingError as error:
        return b"", str(error)


def _as_opened(link: Link, why: str) -> Link:
    """What could not be opened is not told to be empty."""
    if not why:
        return link
    return replace(link, verification=replace(link.verification, changes=(why,)))


def rebuild(options: argparse.Namespace) -> int:
    """Bring a client back into the store of this home, and say what did not come back."""
    from onboard.content.loader import load_pack

    pdfs = [read_checked(path) for path in options.pdf]
    pack = load_pack(options.pack) if options.pack is not None else None
    with common.application(options) as opened:
        rebuilt = opened.desk.rebuild(*pdfs, pack=pack)
    key = "cli.rebuilt" if rebuilt.is_same_facts else "cli.rebuilt-other"
    name = rebuilt.engagement.client.name
    sys.stdout.write(say(key, name=name, count=len(pdfs), sha256=rebuilt.facts_sha256) + "\n")
    listing = "\n".join(f"  {sentence}" for sentence in rebuilt.not_brought_back)
    sys.stdout.write(f"{say('cli.rebuilt-lost')}\n{listing}\n")
    for paper in rebuilt.engagement.papers:
        if paper.is_on_paper:
            told = say("rebuild.by-pen", reference=paper.reference, owner=paper.owner)
            sys.stdout.write(told + "\n")
    return 0

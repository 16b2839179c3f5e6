"""paper, specification-answers: short papers beside the agreement, and a filled sheet read back."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from typing import TYPE_CHECKING

from onboard.cli import common
from onboard.files import read_checked, write_checked
from onboard.wording import say

if TYPE_CHECKING:
    from onboard.papers.supplier_answers import SupplierAnswers
    from onboard.papers.supplier_told import ToldAnswers
    from onboard.snapshot import EngagementSnapshot

SUPPLIER_SHEET = "supplier-sheet"
"""The one kind that is a table to fill in, and no PDF."""
KINDS = (
    "first-90-days",
    "when-it-breaks",
    "maker-calls",
    "engineer",
    "visit",
    "review",
    "supplier-list",
    "insurer",
    "safe-switch",
    "letter",
    SUPPLIER_SHEET,
)
"""Named here too, so that asking for help loads nothing; a test holds both lists together."""


def paper(options: argparse.Namespace) -> int:
    """Write one short paper of an answers file."""
    pack, firm, case = common.load_case(options.file, options.decisions, options.pack)
    snapshot = common.snapshot_of(pack, firm, case)
    write_checked(options.out, _made(options.kind, snapshot))
    sys.stdout.write(say("cli.written", path=options.out) + "\n")
    return 0


def _made(kind: str, snapshot: EngagementSnapshot) -> bytes:
    if kind == SUPPLIER_SHEET:
        from onboard.papers.supplier_sheet import supplier_sheet

        return supplier_sheet(snapshot)
    from onboard.papers.sheets.kinds import compose_sheet
    from onboard.pdf.plain import sheet_pdf

    return sheet_pdf(compose_sheet(kind, snapshot), datetime.now().astimezone())


def specification_answers(options: argparse.Namespace) -> int:
    """Read what a supplier filled in; 0 when every line says yes, 1 when there is talk left."""
    from onboard.papers.supplier_answers import LARGEST, read_answers
    from onboard.papers.supplier_told import told_answers

    pack, firm, case = common.load_case(options.file, options.decisions, options.pack)
    snapshot = common.snapshot_of(pack, firm, case)
    data = read_checked(options.answers, LARGEST)
    found = read_answers(data, options.answers.name, snapshot)
    if options.json:
        common.print_json(_data(found))
    else:
        sys.stdout.write("\n".join(_told(told_answers(found, snapshot))) + "\n")
    return 0 if found.is_all_yes else 1


def _data(found: SupplierAnswers) -> dict[str, object]:
    return {
        "all_yes": found.is_all_yes,
        "answers": list(found.answers.values()),
        "missing": found.missing,
        "extra": found.extra,
        "changed": found.changed,
        "unanswered": found.unanswered,
        "unread": found.unread,
        "open": found.open,
    }


def _told(told: ToldAnswers) -> list[str]:
    if not told.parts:
        return [told.counted, say("answers.all-fine")]
    lines = [told.counted]
    for part in told.parts:
        lines += [part.title, *(f"  {text}" for text in part.lines)]
    return lines

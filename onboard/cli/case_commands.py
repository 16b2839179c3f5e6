"""ask, recommend, check-order: what follows from an answers file."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from onboard import report
from onboard.cli import common, texts
from onboard.content.pack import ContentPack
from onboard.content.problems import did_you_mean
from onboard.errors import UserFacingError
from onboard.files import write_checked
from onboard.order_check import check_order as compare
from onboard.papers.bill_file import FORMATS, json_bytes, save_bill
from onboard.papers.bill_table import bill_table
from onboard.recommendation.estate import OrderedItem
from onboard.recommendation.shopping import MOST, read_list, suggestion, understand
from onboard.snapshot import EngagementSnapshot
from onboard.wording import say


def ask(options: argparse.Namespace) -> int:
    pack, firm, case = common.load_case(options.file, folder=options.pack)
    snapshot = common.snapshot_of(pack, firm, case)
    if options.json:
        common.print_json(report.ask_data(snapshot))
    else:
        sys.stdout.write(texts.next_question(snapshot))
    return 0


def recommend(options: argparse.Namespace) -> int:
    if options.format not in ("text", *FORMATS):
        raise UserFacingError("cli.format-later", name=options.format)
    pack, firm, case = common.load_case(options.file, options.decisions, options.pack)
    snapshot = common.snapshot_of(pack, firm, case)
    if options.format in FORMATS and options.out is not None:
        save_bill(snapshot, options.out, options.format, is_marked=False)
    elif options.format == "xlsx":
        raise UserFacingError("table.needs-out")
    else:
        data = _printed(snapshot, options.format)
        if options.out is None:
            sys.stdout.write(data.decode("utf-8"))
            return 0
        write_checked(options.out, data)
    sys.stderr.write(say("cli.written", path=options.out) + "\n")
    return 0


def _printed(snapshot: EngagementSnapshot, kind: str) -> bytes:
    match kind:
        case "json":
            return json_bytes(snapshot)
        case "csv":
            return bill_table(snapshot)
        case _:
            return texts.plan(snapshot).encode("utf-8")


def check_order(options: argparse.Namespace) -> int:
    pack, firm, case = common.load_case(options.file, folder=options.pack)
    added = tuple(entry for text in options.add for entry in _added(pack, text))
    engagement = case.engagement
    order = (*engagement.order, *added) if not added or not engagement.order else added
    engagement = replace(engagement, order=order)
    check = compare(pack, firm, engagement, case.on)
    if options.json:
        common.print_json(report.order_data(check))
    else:
        sys.stdout.write(texts.order(pack, check))
    return 0


def _added(pack: ContentPack, text: str) -> tuple[OrderedItem, ...]:
    """One `--add`: an id with a number, or the owner's words."""
    name, equals, number = text.partition("=")
    if not equals:
        found = read_list(pack, text)
    elif number.strip().isdecimal() and 0 < int(number) <= MOST:
        found = (replace(understand(pack, name), quantity=int(number), words=text),)
    else:
        raise UserFacingError("cli.order-bad-add", text=text, hint="")
    unknown = next((entry for entry in found if entry.item is None), None)
    if unknown is not None or not found:
        words = unknown.words if unknown is not None else text
        near = suggestion(pack, words)
        hint = (
            say("order.did-you-mean", near=near) if near else did_you_mean(name, pack.content.items)
        )
        raise UserFacingError("cli.order-bad-add", text=words, hint=hint.strip())
    return found

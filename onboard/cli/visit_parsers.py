"""The options of visit, bill-question and dates."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from onboard.cli import visit_commands as run
from onboard.wording import say

Add = Callable[..., Any]


def register(commands: Any, add: Add) -> None:
    """Add the three commands to the others."""
    _visit(commands, add)
    _bill(commands, add)
    dates = add(commands, "dates", run.dates)
    dates.add_argument("--client", metavar="ID|NAME", help=say("cli.help-dates-client"))
    dates.add_argument("--out", type=Path, required=True, metavar="FILE.ics")
    dates.add_argument(
        "--with-details", action="store_true", help=say("cli.help-dates-with-details")
    )


def _visit(commands: Any, add: Add) -> None:
    visit = commands.add_parser("visit", help=say("cli.help-visit"))
    inner = visit.add_subparsers(dest="visit_command", required=True, parser_class=type(visit))

    def one(name: str, deed: Callable[[argparse.Namespace], int], *, named: bool = True) -> Any:
        made = add(inner, name, deed, prefix="visit-")
        made.add_argument("client", metavar="ID|NAME")
        if named:
            made.add_argument("--visit", metavar="ID", help=say("cli.help-visit-which"))
        return made

    begin = one("begin", run.begin, named=False)
    begin.add_argument("--on", type=_day, metavar="DAY", help=say("cli.help-visit-on"))
    begin.add_argument("--present", nargs="+", required=True, metavar="NAME")
    begin.add_argument("--review", action="store_true", help=say("cli.help-visit-review"))
    for name, deed in (("list", run.listed), ("show", run.show)):
        told = one(name, deed, named=name == "show")
        told.add_argument("--json", action="store_true", help=say("cli.help-json"))
    check = one("check", run.check)
    check.add_argument("promise", metavar="NUMBER")
    check.add_argument("state", choices=run.KEPT)
    check.add_argument("--note", default="")
    point = one("point", run.point)
    point.add_argument("key", metavar="KEY|TEXT")
    way = point.add_mutually_exclusive_group(required=True)
    way.add_argument("--done", action="store_true")
    way.add_argument("--by", type=_day, metavar="DAY")
    point.add_argument("--new", action="store_true", help=say("cli.help-visit-new"))
    pulse = one("pulse", run.pulse)
    pulse.add_argument("person")
    pulse.add_argument("said", nargs="+", metavar="QUESTION=WORD", help=run.pulse_help())
    measure = one("measure", run.measure)
    measure.add_argument("question")
    measure.add_argument("value")
    one("anything-else", run.anything_else).add_argument("text", nargs="?", default="")
    one("close", run.close)
    sheet = one("sheet", run.sheet)
    sheet.add_argument("--out", type=Path, required=True, metavar="PDF")


def _bill(commands: Any, add: Add) -> None:
    bill = commands.add_parser("bill-question", help=say("cli.help-bill-question"))
    inner = bill.add_subparsers(dest="bill_command", required=True, parser_class=type(bill))
    ask = add(inner, "ask", run.ask_bill, prefix="bill-")
    ask.add_argument("client", metavar="ID|NAME")
    ask.add_argument("--on", type=_day, required=True, metavar="DAY")
    ask.add_argument("--minutes", type=int, required=True)
    ask.add_argument("--doubt", required=True)
    settle = add(inner, "settle", run.settle_bill, prefix="bill-")
    settle.add_argument("client", metavar="ID|NAME")
    settle.add_argument("question", metavar="ID")
    settle.add_argument("outcome", choices=run.OUTCOMES)
    settle.add_argument("--note", default="")
    told = add(inner, "list", run.bills, prefix="bill-")
    told.add_argument("client", metavar="ID|NAME")
    for each in (ask, told):
        each.add_argument("--json", action="store_true", help=say("cli.help-json"))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(say("visit.no-such-day", found=text[:40])) from error

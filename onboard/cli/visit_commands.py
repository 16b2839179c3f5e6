"""visit, bill-question, dates: what follows signing, for scripts."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from onboard.cli import common
from onboard.errors import UserFacingError
from onboard.visits.entries import BillOutcome, Kept
from onboard.wording import day, say, say_count

if TYPE_CHECKING:
    from onboard.bootstrap import Application
    from onboard.engagement import EngagementId
    from onboard.visiting.bill import BillReading
    from onboard.visiting.view import VisitView

KEPT = tuple(kept.value for kept in Kept)
OUTCOMES = tuple(outcome.value for outcome in BillOutcome)


def pulse_help() -> str:
    """The questions and the words of the scale, so that nobody has to guess them."""
    return say("cli.help-visit-pulse-said")


def begin(options: argparse.Namespace) -> int:
    """Open a visit and print its id."""
    with common.application(options, create=False) as opened:
        key = common.client_named(opened, options.client)
        on = options.on or opened.clock.now().date()
        kind = "review" if options.review else "visit"
        made = opened.visits.begin(key, on, options.present, kind)
    sys.stdout.write(made.id + "\n")
    return 0


def listed(options: argparse.Namespace) -> int:
    """All visits of a client."""
    with common.application(options, create=False) as opened:
        found = opened.visits.visits(common.client_named(opened, options.client))
    if options.json:
        rows = [
            {"id": each.id, "kind": each.kind, "on": each.on, "present": each.present,
             "closed": each.is_closed}
            for each in found
        ]  # fmt: skip
        common.print_json({"visits": rows})
        return 0
    for each in found:
        state = say("visit.is-closed" if each.is_closed else "visit.is-open")
        kind = say(f"visit.{each.kind}")
        sys.stdout.write(f"{each.id}  {kind}, {day(each.on)} – {state}\n")
    return 0


def show(options: argparse.Namespace) -> int:
    """One visit with all that is asked and what was said. The private note is left out."""
    with common.application(options, create=False) as opened:
        key, visit = _which(opened, options)
        view = opened.visits.view(key, visit)
    if options.json:
        common.print_json(_data(view))
    else:
        sys.stdout.write("\n".join(_text(view)) + "\n")
    return 0


def check(options: argparse.Namespace) -> int:
    with common.application(options, create=False) as opened:
        key, visit = _which(opened, options)
        state = Kept(options.state)
        opened.visits.check(key, visit, options.promise, state, options.note)
    return _written_down()


def point(options: argparse.Namespace) -> int:
    with common.application(options, create=False) as opened:
        key, visit = _which(opened, options)
        if options.new:
            opened.visits.add_point(key, visit, options.key, options.by)
        else:
            opened.visits.settle_point(key, visit, options.key, options.by)
    return _written_down()


def pulse(options: argparse.Namespace) -> int:
    said = dict(each.partition("=")[::2] for each in options.said)
    with common.application(options, create=False) as opened:
        key, visit = _which(opened, options)
        opened.visits.pulse(key, visit, options.person, said)
    return _written_down()


def measure(options: argparse.Namespace) -> int:
    with common.application(options, create=False) as opened:
        key, visit = _which(opened, options)
        problem = opened.visits.measure(key, visit, options.question, options.value)
    if problem is not None:
        raise UserFacingError("visit.not-measured", text=str(problem))
    return _written_down()


def anything_else(options: argparse.Namespace) -> int:
    with common.application(options, create=False) as opened:
        key, visit = _which(opened, options)
        opened.visits.anything_else(key, visit, options.text)
    return _written_down()


def close(options: argparse.Namespace) -> int:
    with common.application(options, create=False) as opened:
        key, visit = _which(opened, options)
        opened.visits.close(key, visit)
    sys.stdout.write(say("visit.closed-now") + "\n")
    return 0


def sheet(options: argparse.Namespace) -> int:
    """Write the sheet of a visit as it was written down, without the private note."""
    from onboard.files import write_checked
    from onboard.pdf.plain import sheet_pdf
    from onboard.visiting.record_sheet import visit_record

    with common.application(options, create=False) as opened:
        key, visit = _which(opened, options)
        document = visit_record(opened.visits.view(key, visit))
        write_checked(options.out, sheet_pdf(document, opened.clock.now()))
    sys.stdout.write(say("cli.written", path=options.out) + "\n")
    return 0


def ask_bill(options: argparse.Namespace) -> int:
    """Keep a doubt, and say what both have signed about it."""
    with common.application(options, create=False) as opened:
        key = common.client_named(opened, options.client)
        made = opened.visits.ask_bill(key, options.on, options.minutes, options.doubt)
        reading = opened.visits.read_bill(key, made.id)
    if options.json:
        common.print_json(_bill_data(reading))
    else:
        sys.stdout.write("\n".join(_bill_text(reading)) + "\n")
    return 0


def settle_bill(options: argparse.Namespace) -> int:
    with common.application(options, create=False) as opened:
        key = common.client_named(opened, options.client)
        outcome = BillOutcome(options.outcome)
        opened.visits.settle_bill(key, options.question, outcome, options.note)
    return _written_down()


def bills(options: argparse.Namespace) -> int:
    with common.application(options, create=False) as opened:
        found = opened.visits.bills(common.client_named(opened, options.client))
    if options.json:
        common.print_json({"questions": list(found)})
        return 0
    for each in found:
        outcome = say(f"bill.{each.outcome.value}")
        told = say("bill.line", day=day(each.line_on), minutes=each.minutes, doubt=each.doubt)
        sys.stdout.write(f"{each.id}  {told} – {outcome}\n")
    return 0


def dates(options: argparse.Namespace) -> int:
    """Write the days to come as an iCalendar file; "saved" is said after it was read back."""
    from onboard.visiting.calendar_file import write_calendar

    with common.application(options, create=False) as opened:
        only = common.client_named(opened, options.client) if options.client else None
        days = opened.visits.days(only, with_details=options.with_details)
        count = write_calendar(options.out, days, opened.clock.now())
    sys.stdout.write(say_count("dates.written", count, path=options.out) + "\n")
    return 0


def _which(opened: Application, options: argparse.Namespace) -> tuple[EngagementId, str]:
    """The visit that is named, or the newest one that is still open."""
    key = common.client_named(opened, options.client)
    if options.visit:
        return key, options.visit
    found = opened.visits.visits(key)
    open_ones = [each for each in found if not each.is_closed] or list(found)
    if not open_ones:
        raise UserFacingError("visit.none")
    return key, open_ones[-1].id


def _written_down() -> int:
    sys.stdout.write(say("visit.written-down") + "\n")
    return 0


def _data(view: VisitView) -> dict[str, Any]:
    visit = view.visit
    return {
        "id": visit.id,
        "kind": visit.kind,
        "on": visit.on,
        "present": visit.present,
        "promises": [
            {
                "number": each.promise.key,
                "title": each.promise.title,
                "text": each.promise.text,
                "paper": each.promise.reference,
                "state": each.checked.state if each.checked else None,
                "note": each.checked.note if each.checked else "",
            }
            for each in view.promises
        ],
        "points": [
            {
                "key": each.point.key,
                "text": each.point.text,
                "state": each.settled.state if each.settled else None,
                "by": each.settled.by if each.settled else None,
            }
            for each in view.points
        ],
        "pains": [
            {"question": each.pain.key, "ask": each.pain.ask, "first_day": each.pain.first,
             "today": each.today or None}
            for each in view.pains
        ],
        "pulses": visit.pulses,
        "anything_else": visit.anything_else,
        "closed": visit.is_closed,
        "missing": view.missing,
    }  # fmt: skip


def _text(view: VisitView) -> list[str]:
    from onboard.visiting.view import kept_text, settled_text

    visit = view.visit
    lines = [f"{say(f'visit.{visit.kind}')}, {day(visit.on)}: {', '.join(visit.present)}"]
    lines.append(say("visit.promises"))
    lines += [
        f"  {each.promise.number} {each.promise.title} – {kept_text(each)}"
        for each in view.promises
    ]
    lines.append(say("visit.points"))
    lines += [
        f"  [{each.point.key}] {each.point.text} – {settled_text(each)}" for each in view.points
    ]
    if view.pains:
        lines.append(say("visit.pains"))
        lines += [
            f"  [{each.pain.key}] {each.pain.ask} {each.pain.first} → {each.today or '–'}"
            for each in view.pains
        ]
    return [*lines, *(view.missing or [say("visit.can-close")])]


def _bill_data(reading: BillReading) -> dict[str, Any]:
    return {
        "id": reading.question.id,
        "maker_time": reading.maker_time,
        "speak_up": reading.speak_up,
        "days": reading.days,
        "last_day": reading.last_day,
        "steps": reading.steps,
    }


def _bill_text(reading: BillReading) -> list[str]:
    lines = [f"{reading.question.id}"]
    for clause in (reading.maker_time, reading.speak_up):
        if clause is None:
            continue
        lines.append(say("bill.signed-in", number=clause.number, reference=clause.reference))
        lines.append(f"  “{clause.text}”")
        if clause.initials:
            lines.append("  " + say("bill.initials", initials=clause.initials))
    return [*lines, say("bill.how"), *(f"  {step}" for step in reading.steps)]

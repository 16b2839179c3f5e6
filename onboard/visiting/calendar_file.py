"""Days as an iCalendar file (RFC 5545), and read back again: all-day events, nothing else.

Written here and not by a library: five properties of one kind of event, and what a file must not do
(lines too long, texts that end an event early) fits on this page; see docs/adr/0025-visits.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from onboard.errors import UserFacingError
from onboard.files import read_checked, write_checked
from onboard.visiting.dates import DueDay

LONGEST_LINE = 75
"""In octets, without the line's end."""
LARGEST = 20_000_000


class Event(NamedTuple):
    uid: str
    on: date
    summary: str


def event_of(due: DueDay) -> Event:
    """With an id that tells nothing of the client and stays when the day moves."""
    named = hashlib.sha256(f"{due.client}\n{due.key}".encode()).hexdigest()[:32]
    summary = "".join(" " if ord(each) < 32 else each for each in due.summary)
    return Event(f"{named}@onboard.invalid", due.on, summary)


def calendar(days: Iterable[DueDay], now: datetime) -> bytes:
    """The file. A later one with the same days moves them, and adds none twice."""
    stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//onboard//dates//EN", "METHOD:PUBLISH"]
    for event in map(event_of, days):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{event.uid}",
            f"DTSTAMP:{stamp}",
            # Grows with time: a calendar takes the newer one of two with the same id.
            f"SEQUENCE:{int(now.timestamp()) // 60}",
            f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(event.summary)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode("utf-8")


def read_events(data: bytes) -> tuple[Event, ...]:
    """The events of a file that `calendar` has written.

    Raises:
        ValueError: it is none.
    """
    text = data.decode("utf-8").replace("\r\n ", "")
    found: list[Event] = []
    told: dict[str, str] = {}
    lines = text.split("\r\n")
    if lines[0] != "BEGIN:VCALENDAR" or lines[-2:] != ["END:VCALENDAR", ""]:
        raise ValueError("not a calendar")
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            told = {}
        elif line == "END:VEVENT":
            day = told["DTSTART;VALUE=DATE"]
            on = date(int(day[:4]), int(day[4:6]), int(day[6:]))
            found.append(Event(told["UID"], on, _unescaped(told["SUMMARY"])))
        else:
            told[name] = value
    return tuple(found)


def write_calendar(path: Path, days: Iterable[DueDay], now: datetime) -> int:
    """Write the file and read it back; how many days are in it.

    Raises:
        UserFacingError: it cannot be written, or reads differently from what was to be written.
    """
    wanted = tuple(days)
    write_checked(path, calendar(wanted, now))
    try:
        is_same = read_events(read_checked(path, LARGEST)) == tuple(map(event_of, wanted))
    except (ValueError, KeyError):
        is_same = False
    if not is_same:
        raise UserFacingError("cli.read-back-failed", name=path.name)
    return len(wanted)


def _escaped(text: str) -> str:
    """A text on one line: what would end it or the event is told apart."""
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\n", "\\n")


def _unescaped(text: str) -> str:
    out, is_escape = [], False
    for each in text:
        if is_escape:
            out.append("\n" if each in "nN" else each)
        elif each != "\\":
            out.append(each)
        is_escape = each == "\\" and not is_escape
    return "".join(out)


def _folded(line: str) -> Iterator[str]:
    """Parts of at most 75 octets; those after the first begin with a space. No letter is cut."""
    part, room = "", LONGEST_LINE
    for each in line:
        size = len(each.encode("utf-8"))
        if size > room:
            yield part
            part, room = " ", LONGEST_LINE - 1
        part += each
        room -= size
    yield part

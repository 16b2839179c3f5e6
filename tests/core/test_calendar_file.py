"""Days as an iCalendar file: what RFC 5545 asks of lines, texts, days and ids."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboard.engagement import EngagementId
from onboard.errors import UserFacingError
from onboard.visiting import calendar_file
from onboard.visiting.calendar_file import calendar, event_of, read_events, write_calendar
from onboard.visiting.dates import DueDay

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def a_day(
    about: str = "", on: date = date(2027, 3, 1), name: str = "Café Zoë; Sons, Ltd"
) -> DueDay:
    return DueDay(EngagementId("one"), name, "later:ups", on, "later", about)


@given(st.text(max_size=300))
def test_any_text_comes_back_and_no_line_is_longer_than_75_octets(about: str) -> None:
    about = about.encode("utf-8", "ignore").decode()
    day = a_day(about)
    data = calendar([day], NOW)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    assert data.count(b"BEGIN:VEVENT") - about.count("BEGIN:VEVENT") <= 1
    assert read_events(data) == (event_of(day),)


def test_an_event_takes_the_whole_day_and_tells_a_calendar_that_it_is_newer() -> None:
    lines = calendar([a_day("UPS")], NOW).decode().split("\r\n")
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert "DTSTART;VALUE=DATE:20270301" in lines
    assert "DTEND;VALUE=DATE:20270302" in lines
    assert "DTSTAMP:20261122T093000Z" in lines
    assert any(line.startswith("PRODID:") for line in lines)
    later = calendar([a_day("UPS", date(2027, 4, 1))], NOW.replace(day=23)).decode()
    uid, other = (next(one for one in text if one.startswith("UID:")) for text in
                  (lines, later.split("\r\n")))  # fmt: skip
    assert uid == other
    assert "Zo" not in uid
    assert _sequence(later) > _sequence("\r\n".join(lines))


def test_signs_with_a_meaning_are_escaped() -> None:
    text = calendar([a_day("a;b,c\\d")], NOW).decode().replace("\r\n ", "")
    assert "a\\;b\\,c\\\\d – Café Zoë\\; Sons\\, Ltd" in text


def test_saved_is_said_only_of_a_file_that_reads_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert write_calendar(tmp_path / "a.ics", [a_day()], NOW) == 1
    monkeypatch.setattr(calendar_file, "read_events", lambda _data: ())
    with pytest.raises(UserFacingError) as caught:
        write_calendar(tmp_path / "b.ics", [a_day()], NOW)
    assert caught.value.message_id == "cli.read-back-failed"


def _sequence(text: str) -> int:
    return int(next(one for one in text.split("\r\n") if one.startswith("SEQUENCE:"))[9:])

"""Answers of tables, as they are read back to the owner."""

from __future__ import annotations

from datetime import date

from onboard import locations
from onboard.content.loader import load_pack
from onboard.interview.readback import heard
from onboard.sample import sample_case


def test_a_day_is_never_multiplied() -> None:
    pack = load_pack(locations.packs() / locations.DEFAULT_PACK)
    case = sample_case(pack, date(2026, 11, 21))
    told = [heard(pack, answer) for answer in case.engagement.answers.values() if answer.value]
    promises = next(text for text in told if "A call back on the same day" in text)
    assert "18 May 2026, A call back on the same day, It was kept, but late (3 ×)" in promises
    computers = next(text for text in told if "Windows 11" in text)
    assert "5 × Desktop" in computers

"""Which copies stay: many of the last days, few of long ago."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from onboard.safekeeping.ages import USUAL, kept

TODAY = date(2026, 11, 22)
days = st.dates(date(2024, 1, 1), date(2026, 12, 31))


def test_a_copy_of_each_day_for_two_years_leaves_days_weeks_and_months() -> None:
    staying = kept((TODAY - timedelta(days=back) for back in range(730)), TODAY)
    past = sorted(staying, reverse=True)
    assert past[:7] == [TODAY - timedelta(days=back) for back in range(7)]
    assert len(past) <= USUAL.days + USUAL.weeks + USUAL.months
    assert {(day.year, day.month) for day in past} == {
        (2025, 12),
        *((2026, month) for month in range(1, 12)),
    }


def test_a_laptop_that_rested_for_a_year_loses_nothing_by_that() -> None:
    old = {date(2025, 10, day) for day in range(1, 6)}
    assert kept({*old, TODAY}, TODAY) == {*old, TODAY}


def test_a_day_that_is_yet_to_come_is_a_wrong_clock_and_pushes_nothing_out() -> None:
    week = {TODAY - timedelta(days=back) for back in range(7)}
    ahead = {TODAY + timedelta(days=400 + more) for more in range(30)}
    assert kept(week | ahead, TODAY) == week | ahead


@given(st.sets(days), days)
def test_what_stays_is_of_what_was_made_and_the_newest_is_among_it(
    made: set[date], today: date
) -> None:
    staying = kept(made, today)
    assert staying <= made
    past = [day for day in made if day <= today]
    if past:
        assert max(past) in staying
        assert len([day for day in staying if day <= today]) <= 23
    assert kept(staying, today) == staying


@given(st.lists(st.integers(1, 9), min_size=1, max_size=120))
def test_letting_go_day_by_day_keeps_a_copy_for_each_of_the_last_months(gaps: list[int]) -> None:
    """A copy that went is gone: what stays each day must be enough for all later days."""
    day, staying, made = date(2025, 1, 1), frozenset[date](), set[date]()
    for gap in gaps:
        day += timedelta(days=gap)
        made.add(day)
        staying = kept({*staying, day}, day)
    assert staying == kept(made, day)

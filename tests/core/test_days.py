"""Days as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from onboard.interview.days import day_problem, example_day, read_day
from onboard.wording import speaking

DAY = date(2027, 3, 31)
APRIL = date(2027, 4, 3)
MARCH = date(2027, 3, 4)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "typed",
    [
        "2027-03-31", "2027-3-31", " 2027/03/31 ", "2027.3.31",
        "31 March 2027", "March 31, 2027", "march 31st 2027", "31st of March, 2027", "31-Mar-2027",
        "Wednesday, 31 March 2027", "31. March 2027", "31 Mar 27",
        "31 de marzo de 2027", "31 marzo 2027", "el miércoles 31 de marzo del 2027", "31-mar.-2027",
        "3/31/2027", "31/3/2027", "31.03.2027", "31.3.27", "31-3-2027",
    ],
)  # fmt: skip
def test_one_day_is_read_however_it_is_typed(typed: str, language: str) -> None:
    assert read_day(typed, language=language) == DAY


@pytest.mark.parametrize(
    ("typed", "language", "meant"),
    [
        ("3/4/2027", "en", MARCH),
        ("3/4/2027", "es", APRIL),
        ("03-04-2027", "en", MARCH),
        ("3.4.2027", "en", APRIL),
        ("3.4.2027", "es", APRIL),
    ],
)
def test_figures_alone_go_by_the_order_of_the_language(
    typed: str, language: str, meant: date
) -> None:
    assert read_day(typed, language=language) == meant


@pytest.mark.parametrize("number", range(1, 13))
@pytest.mark.parametrize("language", ["en", "es"])
def test_each_month_has_its_name(number: int, language: str) -> None:
    from babel.dates import get_month_names

    for width in ("wide", "abbreviated"):
        name = get_month_names(width, locale=language)[number]  # type: ignore[arg-type]
        assert read_day(f"5 {name} 2027") == date(2027, number, 5), name


@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        ("March 2026", "Which day in “March 2026”?"),
        ("3/2026", "Which day in “3/2026”?"),
        ("2026", "Which day in “2026”?"),
        ("31 March", "Which year is meant by “31 March”?"),
        ("3/31", "Which year is meant by “3/31”?"),
        ("31 February 2027", "“31 February 2027” is not in the calendar."),
        ("2027-13-01", "“2027-13-01” is not in the calendar."),
        ("soon", "“soon” is not a day we can read."),
        ("3 or 4 March 2027", "“3 or 4 March 2027” is not a day we can read."),
    ],
)
def test_what_is_missing_is_asked_in_one_sentence(typed: str, asks: str) -> None:
    assert read_day(typed) is None
    told = day_problem(typed, DAY)
    assert told.startswith(asks)
    assert "31 March 2027" in told
    with speaking("es"):
        assert "31 de marzo de 2027" in day_problem(typed, DAY)


def test_a_good_day_and_an_empty_field_have_no_problem() -> None:
    assert day_problem("", DAY) == day_problem("31 March 2027", DAY) == ""


def test_the_example_lies_where_it_is_asked() -> None:
    today = date(2026, 11, 21)
    assert example_day(today) == date(2027, 2, 28)
    assert example_day(today, is_past=True) == date(2026, 6, 30)

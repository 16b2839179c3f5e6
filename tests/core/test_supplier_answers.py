"""The sheet that a supplier fills in: out, filled, back in, and everything that may be wrong."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboard.case_file import read_case
from onboard.content.loader import load_pack
from onboard.errors import UserFacingError
from onboard.firm import Earning, FirmProfile
from onboard.locations import DEFAULT_PACK, packs
from onboard.papers import supplier_answers
from onboard.papers.supplier_answers import SupplierAnswers, read_answers
from onboard.papers.supplier_sheet import COLUMNS, asked, supplier_sheet
from onboard.snapshot import EngagementSnapshot, derive
from onboard.wording import say, speaking

DAY = date(2026, 11, 21)
T1 = Path(__file__).parent.parent / "packs" / "samples" / "t1.yaml"
PACK = load_pack(packs() / DEFAULT_PACK)
FIRM = FirmProfile(name="Example IT Partners", earnings=(Earning("licence", True, "Club"),))

Rows = list[list[str]]
AT = {name: place for place, name in enumerate(COLUMNS)}


@pytest.fixture(scope="module")
def snapshot() -> EngagementSnapshot:
    return derive(PACK, FIRM, read_case(T1, PACK, DAY).engagement, DAY)


def _rows(snapshot: EngagementSnapshot) -> Rows:
    return list(csv.reader(io.StringIO(supplier_sheet(snapshot).decode("utf-8-sig"), newline="")))


def _bytes(rows: Rows, mark: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=mark).writerows(rows)
    return out.getvalue().encode(encoding)


def _filled(snapshot: EngagementSnapshot, answer: str = "yes") -> Rows:
    head, *rows = _rows(snapshot)
    for row in rows:
        row[AT["answer"]] = answer
    return [head, *rows]


def _read(rows: Rows, snapshot: EngagementSnapshot, mark: str = ",") -> SupplierAnswers:
    return read_answers(_bytes(rows, mark), "a.csv", snapshot)


def test_the_sheet_has_each_wanted_line_and_no_price_risk_or_firm(
    snapshot: EngagementSnapshot,
) -> None:
    """S0.20: what any supplier may see."""
    head, *rows = _rows(snapshot)
    assert len(head) == len(COLUMNS)
    assert {row[0] for row in rows} == set(asked(snapshot))
    text = supplier_sheet(snapshot).decode("utf-8-sig")
    for secret in ("Example IT Partners", "Club", "$"):
        assert secret not in text
    for rated in snapshot.register.risks:
        assert rated.story not in text


def test_no_cell_of_ours_is_a_formula(snapshot: EngagementSnapshot) -> None:
    items = dict(PACK.content.items)
    key = next(iter(asked(snapshot)))
    items[key] = items[key].model_copy(  # type: ignore[index]
        update={"done_means": '=HYPERLINK("http://example.com")', "test": "@SUM(1)"}
    )
    evil = replace(PACK, content=PACK.content.model_copy(update={"items": items}))
    told = derive(evil, FIRM, read_case(T1, PACK, DAY).engagement, DAY)
    rows = _rows(told)
    for row in rows:
        for cell in row:
            assert not cell.startswith(("=", "+", "@", "|", "\t", "\r"))
    found = _read(_filled(told), told)
    assert found.is_all_yes, "the apostrophe that made a cell harmless is no change"


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_sheet_filled_with_yes_leaves_nothing_open(
    snapshot: EngagementSnapshot, mark: str, encoding: str
) -> None:
    data = _bytes(_filled(snapshot, " YES "), mark, encoding)
    found = read_answers(data, "a.csv", snapshot)
    assert found.is_all_yes
    assert found.count("yes") == len(asked(snapshot))


def test_it_goes_out_and_comes_back_in_spanish() -> None:
    pack = PACK.in_language("es")
    with speaking("es"):
        told = derive(pack, FIRM, read_case(T1, pack, DAY).engagement, DAY)
        for answer in ("sí", "Sí", "SÍ"):
            assert _read(_filled(told, answer), told).is_all_yes
        assert _read(_filled(told, "en su lugar"), told).open
        assert _rows(told)[0][1] == say("answers.col-need")


def test_missing_extra_changed_and_open_lines_are_named(snapshot: EngagementSnapshot) -> None:
    """S0.20: what was specified beside what was quoted."""
    head, *rows = _filled(snapshot)
    gone = rows.pop(0)
    rows[0][AT["answer"]] = "no"
    rows[1][AT["answer"]], rows[1][AT["instead"]] = "instead", "a box of our own"
    rows[2][AT["number"]] = "1000"
    rows[3][AT["answer"]] = ""
    rows[4][AT["price"]], rows[4][AT["per"]] = "1,200.50", "month"
    rows.append(["gold-cable", "Gold cable", "1", "cable", *[""] * 8])
    found = _read([head, *rows], snapshot)
    assert found.missing == [gone[0]]
    assert found.extra == ["gold-cable Gold cable"]
    assert [(each.line, each.theirs) for each in found.changed] == [(rows[2][0], "1000")]
    assert found.unanswered == [rows[3][0]]
    assert not found.unread
    refused, other = sorted(found.open, key=lambda each: each.answer, reverse=True)
    by_item = {str(line.item): line for line in snapshot.lines}
    assert refused.without == by_item[rows[0][0]].leaving_out.without
    assert refused.without
    assert other.instead == "a box of our own"
    assert other.done_means
    assert str(found.answers[rows[4][0]].price) == "1200.50"
    assert found.answers[rows[4][0]].per == "month"


@pytest.mark.parametrize(
    ("column", "text", "says"),
    [
        ("answer", "perhaps", "perhaps"),
        ("answer", "=1+1", "=1+1"),
        ("price", "12 or 13", "12 or 13"),
        ("price", "1.234", "1.234"),
        ("price", "-5", "-5"),
        ("per", "week", "week"),
    ],
)
def test_what_is_not_certain_is_told_and_not_guessed(
    snapshot: EngagementSnapshot, column: str, text: str, says: str
) -> None:
    rows = _filled(snapshot)
    rows[3][AT["per"]] = "once"
    rows[3][AT[column]] = text
    found = _read(rows, snapshot)
    assert any(says in each and "4" in each for each in found.unread)
    line = found.answers.get(rows[3][0])
    assert line is None or line.price is None


def test_a_price_without_its_time_and_an_instead_without_a_what_are_told(
    snapshot: EngagementSnapshot,
) -> None:
    rows = _filled(snapshot)
    rows[1][AT["price"]] = "12"
    rows[2][AT["answer"]] = "instead"
    found = _read(rows, snapshot)
    assert say("answers.row-no-per", row=2) in found.unread
    assert say("answers.row-instead", row=3) in found.unread


def test_rows_of_another_length_and_doubled_rows_are_told(snapshot: EngagementSnapshot) -> None:
    rows = _filled(snapshot)
    rows[2] = [*rows[2], "more"]
    rows.append(list(rows[1]))
    rows.append(["", " ", *[""] * 10])
    found = _read(rows, snapshot)
    assert len(found.unread) == 2
    assert found.missing == [rows[2][0]]


def test_signs_that_cannot_be_seen_reach_no_terminal(snapshot: EngagementSnapshot) -> None:
    rows = _filled(snapshot)
    rows[1][AT["answer"]], rows[1][AT["instead"]] = "instead", "a\x1b[31mred\u202e\x07box"
    rows.append(["\x1b]0;x\x07line", "y", *[""] * 10])
    found = _read(rows, snapshot)
    told = "".join([*found.extra, *(each.instead for each in found.open)])
    assert not any(each in told for each in "\x1b\x07\u202e")


def _of(*texts: str) -> Callable[[EngagementSnapshot], bytes]:
    return lambda _: "\n".join(texts).encode()


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (_of(""), "answers.no-sheet"),
        (_of("a,b,c", "1,2,3"), "answers.no-sheet"),
        (_of('"never closed'), "answers.no-sheet"),
        (lambda s: supplier_sheet(s).replace(b"Line", b"Lime", 1), "answers.no-sheet"),
        (lambda s: supplier_sheet(s).decode("utf-8-sig").encode("utf-16"), "answers.not-text"),
        (lambda _: b"PK\x03\x04\x00\xff", "answers.not-text"),
        (lambda s: supplier_sheet(s) + b"\0", "answers.not-text"),
        (lambda s: supplier_sheet(s) + b"x" * 2_100_000, "answers.too-long"),
        (lambda s: supplier_sheet(s) + b"x\r\n" * 2_100, "answers.too-long"),
        (lambda s: supplier_sheet(s) + b"x" * 5_000, "answers.too-long"),
    ],
)
def test_a_file_that_is_no_such_sheet_is_refused_with_a_sentence(
    snapshot: EngagementSnapshot, made: Callable[[EngagementSnapshot], bytes], why: str
) -> None:
    with pytest.raises(UserFacingError) as refused:
        read_answers(made(snapshot), "a.csv", snapshot)
    assert refused.value.message_id == why
    assert "a.csv" in str(refused.value)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_whatever_is_typed_it_is_read_or_refused(data: st.DataObject) -> None:
    told = _CASE
    rows = _filled(told)
    place = data.draw(st.integers(1, len(rows) - 1))
    column = data.draw(st.integers(0, len(COLUMNS) - 1))
    rows[place][column] = data.draw(st.text(st.characters(codec="utf-8"), max_size=40))
    try:
        found = _read(rows, told)
    except UserFacingError:
        return
    lines = set(asked(told))
    assert set(found.missing) <= lines
    assert set(found.answers) <= lines
    assert len(found.answers) <= len(lines)


_CASE = derive(PACK, FIRM, read_case(T1, PACK, DAY).engagement, DAY)
assert supplier_answers.MOST_ROWS < 2_100

"""Answer and decision files: what they give, and every mistake told at once with its line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tiny_pack import TEXTS, tiny_pack

from onboard.case_file import (
    MAX_FILE_BYTES,
    Case,
    pack_id_of,
    read_case,
    read_decisions,
    read_parsed,
)
from onboard.content.loader import build_pack
from onboard.content.model import QuestionId
from onboard.decisions import Choice
from onboard.errors import UserFacingError
from onboard.interview.answers import AnswerState, How, Sureness

TODAY = date(2026, 11, 21)

ANSWERS = """\
pack: tiny
on: 2026-11-20
client: {name: A Dental Office, owner: The Owner}
answers:
  people: 6
  backup: {value: usb, words: "the stick", by: owner, how: alone, sure: believed}
  stick-place: {later: true}
estate:
  - {item: guard, quantity: 8, until: 2027-03-31}
  - {item: computer, quantity: {unknown: true}}
order: ["3 PCs", "a coffee machine"]
firm:
  name: Example IT
  own_prices: [{item: guard, amount: 33.50, per: year}]
"""


def written(folder: Path, text: str, name: str = "answers.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def read(folder: Path, text: str) -> Case:
    return read_case(written(folder, text), tiny_pack(), TODAY)


def refused(folder: Path, text: str) -> list[str]:
    """The lines of the listing, without the file's name before them."""
    with pytest.raises(UserFacingError) as caught:
        read(folder, text)
    assert caught.value.message_id == "file.problems"
    listing = str(caught.value.arguments["listing"])
    return [line.strip().removeprefix("answers.yaml:") for line in listing.splitlines()]


def test_a_whole_file_is_read_as_it_stands(tmp_path: Path) -> None:
    case = read(tmp_path, ANSWERS)
    engagement = case.engagement
    assert case.on == date(2026, 11, 20)
    assert engagement.client.name == "A Dental Office"

    answers = engagement.answers
    assert answers[QuestionId("people")].value == 6
    backup = answers[QuestionId("backup")]
    assert (backup.value, backup.words, backup.by) == ("usb", "the stick", "owner")
    assert (backup.how, backup.sure) == (How.ALONE, Sureness.BELIEVED)
    assert answers[QuestionId("stick-place")].state is AnswerState.LATER

    seats, computers = engagement.estate
    assert (seats.item, seats.quantity, seats.until) == ("guard", 8, date(2027, 3, 31))
    assert computers.quantity is None, "an unknown number is never 0"
    assert [(line.item, line.quantity) for line in engagement.order] == [
        ("computer", 3), (None, 1),
    ]  # fmt: skip
    assert case.firm is not None
    assert case.firm.own_prices[0].amount == Decimal("33.50")


def test_without_a_day_today_counts(tmp_path: Path) -> None:
    assert read(tmp_path, "answers: {people: 6}\n").on == TODAY


def test_the_pack_is_named_before_it_is_loaded(tmp_path: Path) -> None:
    assert pack_id_of(read_parsed(written(tmp_path, ANSWERS))) == "tiny"
    assert pack_id_of(read_parsed(written(tmp_path, "answers: {}\n"))) is None


def test_every_problem_comes_at_once_with_line_and_nearest_name(tmp_path: Path) -> None:
    text = """\
on: 21.11.2026
client: {nme: A Dental Office}
answers:
  peple: 6
  people: 600
  backup: {value: usb, sure: certain}
  stick-place: {words: somewhere}
estate:
  - {item: gaurd, quantity: -1}
order: [3]
surprise: 1
"""
    found = refused(tmp_path, text)
    expected = [
        ("11: ", "surprise"),
        ("1: ", "21.11.2026"),
        ("2: ", 'Did you mean "name"?'),
        ("4: ", 'Did you mean "people"?'),
        ("5: ", "600"),
        ("6: ", "certain"),
        ("7: ", "stick-place"),
        ("9: ", "-1"),
        ("9: ", 'Did you mean "guard"?'),
        ("10: ", "3 PCs"),
    ]
    for line, part in expected:
        assert [each for each in found if each.startswith(line) and part in each], (line, part)
    assert len(found) == len(expected)


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("answers: [1]\n", "1: ", "answers"),
        ("client: 3\n", "1: ", "client"),
        ("answers:\n  backup: {maybe: 1}\n", "2: ", "backup"),
        ("answers:\n  backup: disk\n", "2: ", "disk"),
        ("estate: [guard]\n", "1: ", "estate"),
        ("estate:\n  - {item: guard, quantity: many}\n", "2: ", "many"),
        ("estate:\n  - {item: guard, until: soon}\n", "2: ", "soon"),
        ("firm:\n  own_prices: [{item: guard, amount: -3}]\n", "2: ", "-3"),
        ("firm:\n  own_prices: [{item: guard, amount: 3, per: week}]\n", "2: ", "week"),
        ("firm:\n  terms: {reply: 4}\n", "2: ", "reply"),
    ],
)
def test_each_kind_of_mistake_is_told(tmp_path: Path, text: str, line: str, part: str) -> None:
    assert any(each.startswith(line) and part in each for each in refused(tmp_path, text))


@pytest.mark.parametrize(
    ("data", "message_id"),
    [
        (b"\xff\xfe\x00", "file.no-text"),
        (b"- just\n- a list\n", "file.no-parts"),
        (b"", "file.no-parts"),
        (b"a: &x 1\n", "file.problems"),
        (b"#" * (MAX_FILE_BYTES + 1), "file.too-large"),
    ],
    ids=["no text", "a list", "empty", "shortcut", "too large"],
)
def test_a_file_that_is_something_else_is_told(
    tmp_path: Path, data: bytes, message_id: str
) -> None:
    path = tmp_path / "answers.yaml"
    path.write_bytes(data)
    with pytest.raises(UserFacingError) as caught:
        read_case(path, tiny_pack(), TODAY)
    assert caught.value.message_id == message_id
    assert "answers.yaml" in str(caught.value)
    assert str(tmp_path) not in str(caught.value)


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.yaml", tmp_path):
        with pytest.raises(UserFacingError) as caught:
            read_parsed(path)
        assert caught.value.message_id == "file.unreadable"


# ---- decisions


def decided(folder: Path, text: str) -> Case:
    case = read(folder, ANSWERS)
    return read_decisions(written(folder, text, "decisions.yaml"), case, tiny_pack())


def test_decisions_carry_who_and_why(tmp_path: Path) -> None:
    """S0.15, trap 4: the reason in the owner's words; names are stored as text."""
    text = """\
decisions:
  - {line: guard, choice: decline, reason: "too dear", initials: DR, until: 2027-05-21}
  - {line: computer, choice: later, by: 2027-01-31}
initials: {p1-finish: DR}
clauses: {p1-finish: {text: "We finish by Friday.", by: owner}}
"""
    engagement = decided(tmp_path, text).engagement
    declined, later = engagement.decisions
    assert (declined.line, declined.choice, declined.reason) == (
        "guard",
        Choice.DECLINE,
        "too dear",
    )
    assert (declined.initials, declined.until) == ("DR", date(2027, 5, 21))
    assert declined.name == "The Owner"
    assert (later.choice, later.by) == (Choice.LATER, date(2027, 1, 31))
    assert [edit.text for edit in engagement.clause_edits] == ["We finish by Friday."]
    assert [(mark.clause, mark.initials) for mark in engagement.clause_initials] == [
        ("p1-finish", "DR"),
    ]  # fmt: skip


def test_every_problem_of_a_decisions_file_comes_at_once(tmp_path: Path) -> None:
    text = """\
decisions:
  - {line: gaurd, choice: accept}
  - {line: guard, choice: declin}
  - {line: guard, choice: offer, offer: gold}
  - {line: guard, choice: decline, cheaper: [pray]}
  - accept
clauses: {p1-finsh: {struck: true}}
initials: {p1: DR}
"""
    with pytest.raises(UserFacingError) as caught:
        decided(tmp_path, text)
    listing = str(caught.value.arguments["listing"]).splitlines()
    found = [line.strip().removeprefix("decisions.yaml:") for line in listing]
    for line, part in [
        ("2: ", 'Did you mean "guard"?'),
        ("3: ", 'Did you mean "decline"?'),
        ("4: ", "gold"),
        ("5: ", "pray"),
        ("6: ", "decisions"),
        ("7: ", 'Did you mean "p1-finish"?'),
        ("8: ", "p1"),
    ]:
        assert [each for each in found if each.startswith(line) and part in each], (line, part)
    assert len(found) == 7


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("people: 6", "people: {value: 40, unknown: true}", "more than one of value, unknown"),
        ("people: 6", "people: {unknown: true, later: true}", "more than one of value, unknown"),
        ("people: 6", "people: {unknown: perhaps}", "must be yes or no"),
        ("amount: 33.50", "amount: 1e60", "1e60"),
        ("item: guard, amount", "item: guard, offer: gold, amount", '"gold"'),
        ("item: guard, quantity: 8", "item: guard, offer: gold, quantity: 8", '"gold"'),
        ("  name: Example IT", "  name: Example IT\n  currency: bananas", "is no currency"),
        ("on: 2026-11-20", "on: 9999-12-31", "9999-12-31"),
    ],
)
def test_nothing_that_was_written_is_dropped_without_a_word(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    assert says in " ".join(refused(tmp_path, ANSWERS.replace(old, new, 1)))


@pytest.mark.parametrize(("written_as", "taken"), [("true", True), ("yes", True), ("no", False)])
def test_a_tick_is_read_however_yes_is_written(
    tmp_path: Path, written_as: str, taken: bool
) -> None:
    optional = dict(TEXTS)
    optional["risks.yaml"] = optional["risks.yaml"].replace(
        "title: We finish\n", "title: We finish\n    optional: true\n"
    )
    pack = build_pack(optional)
    case = read_case(written(tmp_path, ANSWERS), pack, TODAY)
    ticks = written(tmp_path, f"clauses: {{p1-finish: {{taken: {written_as}}}}}\n", "d.yaml")
    found = read_decisions(ticks, case, pack).engagement.clauses_taken
    assert found == (("p1-finish",) if taken else ())


@pytest.mark.parametrize(("row", "says"), [("perhaps", "yes or no"), ("yes", "only an optional")])
def test_a_tick_that_cannot_be_is_told(tmp_path: Path, row: str, says: str) -> None:
    pack = tiny_pack()
    case = read_case(written(tmp_path, ANSWERS), pack, TODAY)
    ticks = written(tmp_path, f"clauses: {{p1-finish: {{taken: {row}}}}}\n", "d.yaml")
    with pytest.raises(UserFacingError) as caught:
        read_decisions(ticks, case, pack)
    assert says in str(caught.value)

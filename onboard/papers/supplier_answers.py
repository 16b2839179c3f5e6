"""What a supplier filled in, read strictly: what is missing, changed or added, and what is open."""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal

from onboard.amounts import parse_amount
from onboard.errors import UserFacingError
from onboard.papers.supplier_sheet import COLUMNS, OURS, asked, head
from onboard.snapshot import EngagementSnapshot
from onboard.spreadsheet import harmless
from onboard.wording import LANGUAGES, say

LARGEST = 2_000_000
"""Bytes; a sheet of two hundred lines has fifty thousand."""
MOST_ROWS = 2_000
LONGEST_CELL = 4_000
_MARKS = (",", ";", "\t")
"""Between cells: what spreadsheet programs of different countries write."""


@dataclass(frozen=True, slots=True)
class SupplierAnswer:
    """One line as it was answered."""

    line: str
    answer: str
    """"yes", "no" or "instead"."""
    instead: str = ""
    price: Decimal | None = None
    per: str = ""
    """"once", "month" or "year"; empty without a price."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """A cell of ours that reads differently now."""

    line: str
    column: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """What a no or an instead leaves open."""

    line: str
    name: str
    answer: str
    instead: str
    without: str
    done_means: str


@dataclass(slots=True)
class SupplierAnswers:
    """The filled sheet beside ours. Nothing in it is a mark for the supplier."""

    answers: dict[str, SupplierAnswer] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """One sentence for each row, or part of one, that could not be understood."""
    open: list[LeftOpen] = field(default_factory=list)

    @property
    def is_all_yes(self) -> bool:
        """Whether there is nothing to talk about."""
        lists = (self.missing, self.extra, self.changed, self.unanswered, self.unread, self.open)
        return not any(lists)

    def count(self, answer: str) -> int:
        return sum(each.answer == answer for each in self.answers.values())


def read_answers(data: bytes, name: str, snapshot: EngagementSnapshot) -> SupplierAnswers:
    """Compare a filled sheet with what is asked.

    Raises:
        UserFacingError: "answers.not-text", "answers.no-sheet", "answers.too-long".
    """
    rows = _rows(data, name)
    wanted = asked(snapshot)
    found = SupplierAnswers()
    seen: set[str] = set()
    for number, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(COLUMNS):
            problem = say("answers.row-cells", row=number, found=len(row), wanted=len(COLUMNS))
            found.unread.append(problem)
            continue
        cells = dict(zip(COLUMNS, (_plain(cell) for cell in row), strict=True))
        line = cells["line"]
        if line in seen:
            found.unread.append(say("answers.row-twice", row=number, line=line))
            continue
        seen.add(line)
        if line not in wanted:
            found.extra.append(" ".join(filter(None, (line, cells["need"]))))
            continue
        _compare(found, cells, wanted[line])
        _answer(found, number, cells)
    found.missing.extend(line for line in wanted if line not in seen)
    _leave_open(found, snapshot)
    return found


def _rows(data: bytes, name: str) -> list[tuple[int, list[str]]]:
    """Row number and cells, behind the first row."""
    if len(data) > LARGEST:
        raise UserFacingError("answers.too-long", name=name, limit=MOST_ROWS)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserFacingError("answers.not-text", name=name) from error
    if "\0" in text:
        raise UserFacingError("answers.not-text", name=name)
    heads = [[_same(cell) for cell in head(language)] for language in LANGUAGES]
    for mark in _MARKS:
        rows = _table(text, mark, name)
        if rows and [_same(_plain(cell)) for cell in rows[0]] in heads:
            return list(enumerate(rows, start=1))[1:]
    raise UserFacingError("answers.no-sheet", name=name)


def _table(text: str, mark: str, name: str) -> list[list[str]]:
    """All rows with this mark between cells; empty where it is no such table."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True):
            rows.append(row)
            if len(rows) > MOST_ROWS or any(len(cell) > LONGEST_CELL for cell in row):
                raise UserFacingError("answers.too-long", name=name, limit=MOST_ROWS)
    except csv.Error:
        return []
    return rows


def _plain(cell: str) -> str:
    """A cell without what cannot be seen, and without the apostrophe that made it harmless."""
    text = "".join(each if each not in "\r\n\t" else " " for each in cell)
    text = "".join(each for each in text if unicodedata.category(each) not in ("Cc", "Cf", "Cs"))
    text = " ".join(text.split())
    return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text


def _same(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip().casefold()


def _compare(found: SupplierAnswers, cells: dict[str, str], ours: tuple[str, ...]) -> None:
    for column, mine in zip(OURS, ours, strict=True):
        if _same(cells[column]) != _same(_plain(mine)):
            label = say(f"answers.col-{column}")
            found.changed.append(Changed(cells["line"], label, mine, cells[column]))


def _answer(found: SupplierAnswers, number: int, cells: dict[str, str]) -> None:
    """What stands in a supplier's own cells; a cell that is not certain is told, never guessed."""
    price = per = None
    if cells["price"]:
        price = parse_amount(cells["price"])
        if price is None:
            found.unread.append(say("answers.row-price", row=number, text=cells["price"]))
    if cells["per"]:
        per = _word(cells["per"], ("once", "month", "year"))
        if per is None:
            found.unread.append(say("answers.row-per", row=number, text=cells["per"]))
    elif cells["price"]:
        found.unread.append(say("answers.row-no-per", row=number))
    if not cells["answer"]:
        found.unanswered.append(cells["line"])
        return
    answer = _word(cells["answer"], ("yes", "no", "instead"))
    if answer is None:
        found.unread.append(say("answers.row-answer", row=number, text=cells["answer"]))
        return
    if answer == "instead" and not cells["instead"]:
        found.unread.append(say("answers.row-instead", row=number))
    found.answers[cells["line"]] = SupplierAnswer(
        cells["line"],
        answer,
        cells["instead"],
        price,
        per or "",
        cells["note"],
    )


def _word(text: str, words: tuple[str, ...]) -> str | None:
    """Which of the words it is, in any language that we speak."""
    for word in words:
        if _same(text) in {_same(say(f"answers.{word}", language=each)) for each in LANGUAGES}:
            return word
    return None


def _leave_open(found: SupplierAnswers, snapshot: EngagementSnapshot) -> None:
    items = snapshot.pack.content.items
    for line in snapshot.lines:
        given = found.answers.get(line.item)
        if given is None or given.answer == "yes":
            continue
        item = items[line.item]
        found.open.append(
            LeftOpen(
                str(line.item),
                line.line.name,
                given.answer,
                given.instead,
                line.leaving_out.without,
                item.done_means,
            )
        )

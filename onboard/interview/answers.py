"""What one client has told us, with who said it, when and how sure it is."""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from onboard.content.model import QuestionId

Row = tuple[tuple[str, str | int], ...]
"""One row of a table: pairs of column id and value, in the pack's column order."""

AnswerValue = str | int | Decimal | date | tuple[str, ...] | tuple[Row, ...]


class AnswerState(Enum):
    GIVEN = "given"
    UNKNOWN = "unknown"  # "I don't know"
    LATER = "later"  # "ask me later"; counts as unknown until answered
    PRIVATE = "private"  # the owner keeps it to himself; counts as unknown for everybody else


class How(Enum):
    ALONE = "alone"
    TOGETHER = "together"
    IMPORTED = "imported"


class Sureness(Enum):
    BELIEVED = "believed"
    SHOWN = "shown"
    VERIFIED = "verified"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `value` is None unless the state is GIVEN."""

    question: QuestionId
    state: AnswerState
    value: AnswerValue | None = None
    words: str = ""
    """The owner's own words, kept beside the choice."""
    by: str = "owner"
    how: How = How.TOGETHER
    sure: Sureness = Sureness.BELIEVED
    at: datetime | None = None
    sealed: str = ""
    """A private answer, readable with the owner's own code only; see `ports.AnswerSealer`."""


class Answers(Mapping[QuestionId, Answer]):
    """All answers of an engagement by question; change is a new value."""

    __slots__ = ("_by_question",)

    def __init__(self, answers: Iterable[Answer] = ()) -> None:
        self._by_question = {answer.question: answer for answer in answers}

    def __getitem__(self, question: QuestionId) -> Answer:
        return self._by_question[question]

    def __iter__(self) -> Iterator[QuestionId]:
        return iter(self._by_question)

    def __len__(self) -> int:
        return len(self._by_question)

    def items(self) -> ItemsView[QuestionId, Answer]:
        """Without a step in Python for each, as a mapping would have by itself."""
        return self._by_question.items()

    def with_(self, answer: Answer) -> Answers:
        return Answers({**self._by_question, answer.question: answer}.values())

    def without(self, question: QuestionId) -> Answers:
        return Answers(kept for key, kept in self._by_question.items() if key != question)

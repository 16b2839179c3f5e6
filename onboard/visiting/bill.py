"""A doubt about a line of a bill: the signed clauses, the time limit, and how to read the line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onboard.content.pack import ContentPack
from onboard.visiting.promises import Data, SignedPromise
from onboard.visits.folding import BillQuestion
from onboard.wording import day, say, speaking

LIMIT = "question-days"
"""The blank with the time to question a bill."""
LONGEST = 1000


@dataclass(frozen=True, slots=True)
class BillReading:
    """What both have signed about time with makers and about doubts; nothing else is quoted."""

    question: BillQuestion
    maker_time: SignedPromise | None
    """None: no signed paper has such a clause, and so nothing is quoted."""
    speak_up: SignedPromise | None
    days: int | None
    """Within how many days a bill may be questioned; None: the papers name none."""
    steps: tuple[str, ...] = ()
    """How to read the line out, in plain words."""

    @property
    def last_day(self) -> date | None:
        """Counted from the day on the line: the bill itself came later, so there is room."""
        return None if self.days is None else self.question.line_on + timedelta(days=self.days)


def bill_reading(
    question: BillQuestion,
    pack: ContentPack,
    promises: Sequence[SignedPromise],
    newest: Data,
    today: date,
) -> BillReading:
    """`pack` is that of the newest signed paper, and `newest` the data in that paper."""
    by_title = {each.title: each for each in promises}
    clauses, quoted = pack.content.clauses, pack.content.papers
    makers = [clauses[key].title for key in quoted.maker_calls if key in clauses]
    maker_time = next((by_title[title] for title in makers if title in by_title), None)
    readable = next(
        (clause for wish, clause in quoted.expected.items() if wish.value == "readable-bill"), None
    )
    title = clauses[readable].title if readable is not None and readable in clauses else ""
    speak_up = by_title.get(title)
    days = _days(newest, speak_up) if speak_up is not None else None
    steps = _steps(question, maker_time, speak_up, days, today)
    return BillReading(question, maker_time, speak_up, days, steps)


def _days(newest: Data, speak_up: SignedPromise) -> int | None:
    """The signed number of days, where the clause has the firm's word as a plain number of days."""
    told = str(newest.get("firm", {}).get("terms", {}).get(LIMIT, ""))
    with speaking(str(newest["document"]["language"])):
        units = say("bill.day-words").split()
    number, _, unit = told.partition(" ")
    is_plain = number.isdigit() and unit.casefold() in units and told in speak_up.text
    return int(number) if is_plain and 0 < int(number) < LONGEST else None


def _steps(
    question: BillQuestion,
    maker_time: SignedPromise | None,
    speak_up: SignedPromise | None,
    days: int | None,
    today: date,
) -> tuple[str, ...]:
    steps = [
        say("bill.step-line", day=day(question.line_on), minutes=question.minutes),
        say("bill.step-doubt", doubt=question.doubt.rstrip(".")),
        say("bill.step-clause" if maker_time is not None else "bill.step-no-clause"),
        say("bill.step-notes"),
    ]
    if days is not None:
        last = question.line_on + timedelta(days=days)
        key = "bill.step-in-time" if today <= last else "bill.step-later"
        steps.append(say(key, day=day(last), count=days))
    elif speak_up is not None:
        steps.append(say("bill.step-limit-in-words"))
    else:
        steps.append(say("bill.step-no-limit"))
    return (*steps, say("bill.step-end"))

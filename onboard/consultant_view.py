"""What only the consultant sees beside the talk: what is parked, how sure, how fast, what it earns.

Nothing of it is in the owner's room, in a paper or in an export.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from onboard.content.model import QuestionId
from onboard.flags import Flag
from onboard.interview.answers import AnswerState, Sureness
from onboard.recommendation.money import Money
from onboard.snapshot import EngagementSnapshot

HUNDRED = Decimal(100)
CENT = Decimal("0.01")
SITTING_PAUSE_MINUTES = 30
"""After so long a pause another sitting begins, and the pace is counted anew."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast this sitting goes."""

    answered: int
    """In this sitting."""
    minutes: int
    left: int
    """Questions that may still come, at most."""
    minutes_left: int | None
    """At the pace so far; None within the first minute, which says nothing yet."""


@dataclass(frozen=True, slots=True)
class Margin:
    """What the firm keeps of the first year, of the lines whose part it has said."""

    first_year: Money
    unsaid: int
    """Bought lines that count nothing here, as the firm has not said its part."""


@dataclass(frozen=True, slots=True)
class ConsultantView:
    urgent: tuple[Flag, ...]
    to_find_out: tuple[Flag, ...]
    parked: tuple[QuestionId, ...]
    """"Ask me later", on the path."""
    unknown: tuple[QuestionId, ...]
    """"I don't know", on the path."""
    believed: tuple[QuestionId, ...]
    """Answers that insurers rely on, and that nobody has looked at yet."""
    pace: Pace
    margin: Margin
    note: str


def consultant_view(snapshot: EngagementSnapshot, now: datetime) -> ConsultantView:
    answers, path = snapshot.engagement.answers, snapshot.path
    here = [key for key in path.questions if key in answers]
    return ConsultantView(
        urgent=snapshot.urgent,
        to_find_out=snapshot.to_find_out,
        parked=path.parked,
        unknown=tuple(key for key in here if answers[key].state is AnswerState.UNKNOWN),
        believed=tuple(
            key
            for key in here
            if key in snapshot.pack.asked_by_insurers
            and answers[key].state is AnswerState.GIVEN
            and answers[key].sure is Sureness.BELIEVED
        ),
        pace=_pace(snapshot, now),
        margin=_margin(snapshot),
        note=snapshot.engagement.private_note,
    )


def _pace(snapshot: EngagementSnapshot, now: datetime) -> Pace:
    left = snapshot.path.at_most_left
    moments = sorted(
        (answer.at for answer in snapshot.engagement.answers.values() if answer.at is not None),
        reverse=True,
    )
    sitting: list[datetime] = []
    later = now
    for at in moments:
        if (later - at).total_seconds() > SITTING_PAUSE_MINUTES * 60:
            break
        sitting.append(at)
        later = at
    if not sitting:
        return Pace(0, 0, left, None)
    minutes = (now - sitting[-1]).total_seconds() / 60
    if minutes < 1:
        return Pace(len(sitting), 0, left, None)
    return Pace(len(sitting), round(minutes), left, round(minutes / len(sitting) * left))


def _margin(snapshot: EngagementSnapshot) -> Margin:
    items, firm = snapshot.pack.content.items, snapshot.firm
    low = high = Decimal(0)
    unsaid = 0
    bill = snapshot.chosen if snapshot.engagement.decisions else snapshot.bill
    for line in bill.to_buy:
        earning = firm.earning(line.item, items[line.item].kind.value)
        if earning.percent is None:
            unsaid += not line.cost.is_zero
            continue
        first = line.cost.first_year
        low += first.low * earning.percent / HUNDRED
        high += first.high * earning.percent / HUNDRED
    rounded = [amount.quantize(CENT, ROUND_HALF_UP) for amount in (low, high)]
    return Margin(Money(rounded[0], rounded[1], snapshot.currency), unsaid)

"""Answers that were given long ago and still decide something: they are asked again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from onboard.acceptance_life import months_later
from onboard.content.model import QuestionId
from onboard.interview.answers import Answer, AnswerState
from onboard.snapshot import EngagementSnapshot

GOOD_FOR_MONTHS = 12


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """One answer that is too old to build on."""

    question: QuestionId
    before: Answer
    """As it was signed, or given."""
    today: Answer | None
    """Given since; None while it waits."""
    lines: tuple[str, ...]
    """Names of the lines that rest on it."""
    for_insurers: bool
    """An insurer asks for it too."""


def asked_again(snapshot: EngagementSnapshot) -> tuple[AskedAgain, ...]:
    """Answers older than a year that a line or an insurer relies on, in the order of the talk.

    While an amendment is drafted, those that were answered meanwhile stand beside the old ones.
    """
    facts = snapshot.engagement
    signed = facts.amending.was.answers if facts.amending is not None else facts.answers
    rests = _resting(snapshot)
    found = []
    for key in snapshot.path.questions:
        before = signed.get(key)
        asked = key in snapshot.pack.asked_by_insurers
        if before is None or not _is_old(before, snapshot.on):
            continue
        if key not in rests and not asked:
            continue
        now = facts.answers.get(key)
        today = now if now is not None and now != before else None
        found.append(AskedAgain(key, before, today, rests.get(key, ()), asked))
    return tuple(found)


def _is_old(answer: Answer, on: date) -> bool:
    given = answer.state is AnswerState.GIVEN and answer.at is not None
    return (
        given and answer.at is not None and (months_later(answer.at.date(), GOOD_FOR_MONTHS) <= on)
    )


def _resting(snapshot: EngagementSnapshot) -> dict[QuestionId, tuple[str, ...]]:
    """The names of the lines that rest on each answer, owned ones too."""
    found: dict[QuestionId, list[str]] = defaultdict(list)
    for plan_line in snapshot.lines:
        for chain in snapshot.explainer.chains(plan_line.line):
            for question in chain.questions:
                if plan_line.line.name not in found[question]:
                    found[question].append(plan_line.line.name)
    return {question: tuple(names) for question, names in found.items()}

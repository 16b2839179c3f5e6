"""Whom the owner calls when something cannot wait: calmly, with a name and a number."""

from __future__ import annotations

from onboard.firm import Contact
from onboard.interview.answers import AnswerState
from onboard.snapshot import EngagementSnapshot
from onboard.wording import say


def whom_to_call(snapshot: EngagementSnapshot, adviser: Contact) -> str:
    """One sentence: the adviser, or else who helps today, or else how to find somebody."""
    if adviser.can_be_reached and adviser.phone:
        return say("urgent.call", name=adviser.whom, phone=adviser.phone)
    if adviser.can_be_reached:
        return say("urgent.write", name=adviser.whom, email=adviser.email)
    return say("urgent.helper" if _has_helper(snapshot) else "urgent.find")


def _has_helper(snapshot: EngagementSnapshot) -> bool:
    helper = snapshot.pack.content.helper
    if helper is None:
        return False
    answer = next(
        (each for key, each in snapshot.engagement.answers.items() if key == helper.question), None
    )
    if answer is None or answer.state is not AnswerState.GIVEN:
        return False
    return answer.value not in helper.nobody

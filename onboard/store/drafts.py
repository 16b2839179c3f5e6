"""The draft of an amendment inside the sealed facts of an engagement.

Decisions are kept in rows that only grow, and a draft may be withdrawn: so those made in a draft
lie here, beside the facts as they were signed, and become rows when the amendment is signed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from onboard.decisions import Decision
from onboard.engagement import (
    FACTS,
    Amending,
    ClauseEdit,
    ClauseInitials,
    Client,
    Engagement,
    NextStep,
    PackPin,
    Remark,
    facts_alone,
)
from onboard.interview.answers import Answer, Answers
from onboard.recommendation.estate import Holding, OrderedItem
from onboard.store.records import build


def settled_decisions(engagement: Engagement) -> tuple[Decision, ...]:
    """The decisions that stand in rows: those of signed papers, without a draft's own."""
    draft = engagement.amending
    return engagement.decisions if draft is None else draft.was.decisions


def drafted_decisions(engagement: Engagement) -> tuple[Decision, ...]:
    """Those that a draft has added."""
    draft = engagement.amending
    return () if draft is None else engagement.decisions[len(draft.was.decisions) :]


def draft_data(engagement: Engagement) -> dict[str, object] | None:
    """What is kept of a draft; the signed decisions are in their rows."""
    draft = engagement.amending
    if draft is None:
        return None
    was = {name: getattr(draft.was, name) for name in FACTS if name != "decisions"}
    return {
        "reference": draft.reference,
        "digest": draft.digest,
        "since": draft.since,
        "was": {**was, "answers": tuple(draft.was.answers.values())},
        "decisions": drafted_decisions(engagement),
    }


def with_draft(read: Engagement, data: Mapping[str, Any]) -> Engagement:
    """The engagement with its draft, out of the rows and what `draft_data` kept."""
    was = replace(read, **{name: REVIVED[name](value) for name, value in data["was"].items()})
    made = tuple(build(Decision, entry) for entry in data["decisions"])
    draft = Amending(data["reference"], data["digest"], data["since"], facts_alone(was))
    return replace(read, decisions=(*read.decisions, *made), amending=draft)


def each(kind: type[Any]) -> Callable[[Any], Any]:
    return lambda rows: tuple(build(kind, row) for row in rows)


def same(value: Any) -> Any:
    return value


REVIVED: Mapping[str, Callable[[Any], Any]] = {
    "client": lambda value: build(Client, value),
    "pack": lambda value: build(PackPin, value),
    "answers": lambda rows: Answers(build(Answer, row) for row in rows),
    "estate": each(Holding),
    "order": each(OrderedItem),
    "clause_edits": each(ClauseEdit),
    "clause_initials": each(ClauseInitials),
    "clauses_taken": same,
    "opened": same,
    "heard_confirmed": same,
    "corrections": same,
    "remarks": each(Remark),
    "alone": same,
    "answers_aside": each(Answer),
    "estate_aside": each(Holding),
    "next_step": lambda value: None if value is None else build(NextStep, value),
}

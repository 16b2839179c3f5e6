"""All facts of a client as bytes and back: how he stood when he was taken along."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from onboard.decisions import Decision
from onboard.engagement import (
    Device,
    Ending,
    Engagement,
    EngagementId,
    Installed,
    SignedPaper,
)
from onboard.store.drafts import REVIVED, draft_data, each, same, with_draft
from onboard.store.records import to_bytes, value_from

_MORE: Mapping[str, Callable[[Any], Any]] = {
    "id": EngagementId,
    "created": same,
    "decisions": each(Decision),
    "private_note": same,
    "version": same,
    "papers": each(SignedPaper),
    "installed": each(Installed),
    "endings": each(Ending),
    "devices": each(Device),
}
_DRAFT = "amending"


def facts_bytes(engagement: Engagement) -> bytes:
    """Every field; a new one is not forgotten, for reading it back would say so."""
    told: dict[str, object] = {
        field.name: getattr(engagement, field.name) for field in fields(Engagement)
    }
    told["answers"] = tuple(engagement.answers.values())
    told[_DRAFT] = draft_data(engagement)
    if engagement.amending is not None:
        told["decisions"] = engagement.amending.was.decisions
    return to_bytes(told)


def facts_from(data: bytes) -> Engagement:
    """The engagement that `facts_bytes` wrote."""
    told = dict(value_from(data))
    draft = told.pop(_DRAFT)
    revive = {**REVIVED, **_MORE}
    read = Engagement(**{name: revive[name](value) for name, value in told.items()})
    return read if draft is None else with_draft(read, draft)

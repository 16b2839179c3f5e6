"""The record of changes in words, and as a table for others; ids and times, nobody's answers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from onboard.engagement import EngagementId
from onboard.errors import UserFacingError
from onboard.services import OnboardingService
from onboard.spreadsheet import harmless
from onboard.store.history import LoggedEvent
from onboard.visits.entries import Kind as TalkKind
from onboard.wording import moment, say

KINDS = frozenset(
    (
        "engagement-added",
        "client-changed",
        "pack-changed",
        "answer-saved",
        "answer-removed",
        "estate-changed",
        "order-changed",
        "clauses-changed",
        "initials-changed",
        "decision-made",
        "decision-drafted",
        "clauses-taken",
        "questions-opened",
        "heard-confirmed",
        "corrections-changed",
        "remarks-changed",
        "next-step-changed",
        "alone-changed",
        "installed-changed",
        "endings-changed",
        "amendment-drafted",
        "amendment-closed",
        "note-changed",
        "paper-stored",
        "paper-signed",
        "paper-refused",
        "paper-withdrawn",
        "paper-stamped",
        "agreement-prepared",
        "rebuilt-from-paper",
        "handover-asking",
        "handover-answering",
        "handover-received",
        "handover-expired",
        "handover-answered",
        "handover-merged",
        *(f"talk-{kind.value}" for kind in TalkKind),
        "client-archived",
        "client-restored",
        "client-taken",
        "client-sent-back",
        "client-brought-back",
        "handover-taken",
        "handover-carried",
        "taking-received",
        "taking-expired",
        "devices-changed",
        "client-erased",
        "papers-erased",
    )
)


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """One entry as a person reads it."""

    number: int
    at: datetime
    who: str
    what: str

    def __str__(self) -> str:
        return say("log.line", when=moment(self.at.astimezone()), who=self.who, what=self.what)


def told(events: Iterable[LoggedEvent], names: Mapping[str, str]) -> tuple[ToldEvent, ...]:
    """`names` are the words for ids of questions and lines; an id without any stands for itself."""
    return tuple(
        ToldEvent(event.sequence, event.at, _who(event), _what(event, names)) for event in events
    )


def names_of(service: OnboardingService, engagement_id: EngagementId) -> dict[str, str]:
    """The words for the questions and lines of a client's pack; none for one who was erased."""
    try:
        content = service.pack(service.engagement(engagement_id)).content
    except UserFacingError:
        return {}
    names = {str(key): question.ask for key, question in content.questions.items()}
    return names | {str(key): item.name for key, item in content.items.items()}


def as_table(events: Iterable[ToldEvent]) -> bytes:
    """CSV with a heading; a cell that a spreadsheet would take for a formula is made harmless."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([say(f"log.column-{name}") for name in ("number", "when", "who", "what")])
    for event in events:
        when = event.at.astimezone().isoformat(timespec="seconds")
        writer.writerow([event.number, when, harmless(event.who), harmless(event.what)])
    return out.getvalue().encode("utf-8-sig")


def _who(event: LoggedEvent) -> str:
    """The colleague by the name that the firm's server knows; on a laptop the role alone."""
    role = say("log.who-consultant") if event.actor == "consultant" else event.actor
    return say("log.who-named", name=event.login, role=role) if event.login else role


def _what(event: LoggedEvent, names: Mapping[str, str]) -> str:
    what = say(f"log.{event.kind}") if event.kind in KINDS else event.kind
    subject = names.get(event.subject, event.subject)
    return say("log.about", what=what, subject=subject) if subject else what

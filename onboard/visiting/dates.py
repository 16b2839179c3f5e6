"""The days of one client that belong into a calendar, each with a key that stays the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from onboard.acceptances import acceptances
from onboard.decisions import Position
from onboard.desk.attention import review_on
from onboard.desk.working_out import overview
from onboard.engagement import EngagementId
from onboard.snapshot import EngagementSnapshot
from onboard.visits.folding import Point, Visit
from onboard.wording import say


@dataclass(frozen=True, slots=True)
class DueDay:
    """One day of one client."""

    client: EngagementId
    client_name: str
    key: str
    """What it is about; the day may move and the key stays."""
    on: date
    kind: str
    about: str = ""
    """What it is about in words, for who asked for more than names."""

    @property
    def summary(self) -> str:
        """Without `about` nothing is told but who, and what kind of day it is."""
        kind = say(f"dates.{self.kind}")
        if self.about:
            return say("dates.about", kind=kind, about=self.about, name=self.client_name)
        return say("dates.plain", kind=kind, name=self.client_name)


def due_days(
    snapshot: EngagementSnapshot,
    visits: Iterable[Visit],
    waiting: Iterable[Point],
    reviewed: date | None,
    *,
    with_details: bool,
) -> tuple[DueDay, ...]:
    """All days of a client, the next first."""
    facts = snapshot.engagement
    found = [
        DueDay(facts.id, facts.client.name, key, on, kind, about if with_details else "")
        for key, on, kind, about in (
            *_of_the_file(snapshot, reviewed),
            *((f"visit:{each.id}", each.on, each.kind, "") for each in visits),
            *(
                (f"point:{each.about}", each.by, "point", each.text)
                for each in waiting
                if each.by is not None
            ),
        )
    ]
    return tuple(sorted(found, key=lambda day: (day.on, day.key)))


def _of_the_file(
    snapshot: EngagementSnapshot, reviewed: date | None
) -> Iterator[tuple[str, date, str, str]]:
    facts, view = snapshot.engagement, overview(snapshot)
    if view.signed_on is not None:
        yield "review", review_on(view.signed_on, reviewed), "review-due", ""
    if facts.next_step is not None and facts.next_step.on >= snapshot.on:
        yield "next-step", facts.next_step.on, "next-step", facts.next_step.text
    for each in acceptances(snapshot):
        if each.line is None or each.is_over:
            continue
        name = each.line.line.name
        if each.ends is not None:
            yield f"no-ends:{each.decision.line}", each.ends, "no-ends", name
        if each.review is not None and each.review != each.ends:
            yield f"no-review:{each.decision.line}", each.review, "no-review", name
    for line in snapshot.lines:
        made = line.settled.decision
        if line.settled.position is Position.LATER and made is not None and made.by is not None:
            yield f"later:{line.item}", made.by, "later", line.line.name
    for system in view.systems:
        if system.ends is not None and system.ends >= snapshot.on:
            yield f"support:{system.id}", system.ends, "support", system.name
    seen: dict[str, int] = {}
    for owned in snapshot.owned:
        if owned.until is None or owned.until < snapshot.on:
            continue
        item = snapshot.pack.content.items.get(owned.item)
        number = seen[owned.item] = seen.get(owned.item, 0) + 1
        name = item.name if item is not None else str(owned.item)
        yield f"paid:{owned.item}:{number}", owned.until, "paid-until", name

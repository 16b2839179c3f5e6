"""The list of all clients: found by a few letters, filtered, sorted by what needs attention."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cached_property

from onboard.desk.attention import WEIGHT, Attention, Marks, attention, review_on, stage_of
from onboard.desk.overview import Overview, Stage, Things
from onboard.desk.prices import TodaysPrices
from onboard.engagement import EngagementId, FileState


@dataclass(frozen=True, slots=True)
class FileCard:
    """What the store hands out of one file, without opening it."""

    id: EngagementId
    version: int
    changed_at: datetime
    marks: Marks
    overview: Overview | None
    """As it was worked out last; None: never."""
    name: str = ""
    """As it stands now; told only where the overview is older than the file."""
    owner: str = ""
    state: FileState = FileState.OPEN
    """Likewise."""

    @property
    def is_fresh(self) -> bool:
        return self.overview is not None and self.overview.version == self.version

    def is_due(self, today: date) -> bool:
        """Whether its overview wants to be worked out again."""
        view = self.overview
        if view is None or not self.is_fresh:
            return True
        return view.renew_on is not None and view.renew_on <= today


@dataclass(slots=True)
class DeskClient:
    """One row of the desk."""

    card: FileCard
    name: str
    owner: str
    business: str
    stage: Stage
    needs: Mapping[Attention, int]
    weight: int

    @property
    def id(self) -> EngagementId:
        return self.card.id

    @property
    def view(self) -> Overview | None:
        return self.card.overview

    @property
    def is_archived(self) -> bool:
        return self.card.marks.archived is not None

    @property
    def is_closed(self) -> bool:
        return self.stage in (Stage.SIGNED, Stage.HALF_SIGNED)

    @property
    def next_day(self) -> date | None:
        """The day of the next step, or of the next review of a signed file."""
        view = self.view
        if view is None:
            return None
        if view.step.on is not None or view.signed_on is None:
            return view.step.on
        return review_on(view.signed_on, self.card.marks.reviewed)


class Sorting(Enum):
    ATTENTION = "attention"
    NAME = "name"
    CHANGED = "changed"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which clients are to be shown; nothing given: all that are not archived."""

    text: str = ""
    stage: Stage | None = None
    need: Attention | None = None
    archived: bool = False
    sorting: Sorting = Sorting.ATTENTION


AllThings = Mapping[EngagementId, Things]


@dataclass(frozen=True)
class Desk:
    """All clients on one day."""

    clients: tuple[DeskClient, ...]
    today: date
    prices: Mapping[str, TodaysPrices]
    """Today's prices by pack."""
    things: Callable[[], AllThings]
    """Read when somebody first asks for it."""

    def shown(self, wanted: Wanted) -> list[DeskClient]:
        """Those that are wanted, in the order that is wanted."""
        words = folded(wanted.text).split()
        found = [
            client
            for client, hay in zip(self.clients, self._folded, strict=True)
            if client.is_archived is wanted.archived
            and (wanted.stage is None or client.stage is wanted.stage)
            and (wanted.need is None or wanted.need in client.needs)
            and all(word in hay for word in words)
        ]
        return self._sorted(found, wanted.sorting)

    def counts(self) -> Mapping[Attention, int]:
        """How many clients need something of each kind, in the order of `Attention`."""
        found = Counter(kind for client in self._current for kind in client.needs)
        return {kind: found[kind] for kind in Attention if found[kind]}

    def stages(self) -> Mapping[Stage, int]:
        found = Counter(client.stage for client in self._current)
        return {stage: found[stage] for stage in Stage if found[stage]}

    @property
    def archived(self) -> int:
        return len(self.clients) - len(self._current)

    @cached_property
    def by_id(self) -> Mapping[EngagementId, DeskClient]:
        return {client.id: client for client in self.clients}

    def due(self) -> list[EngagementId]:
        """Files whose overview is to be worked out again; those that were never, first."""
        waiting = [client.card for client in self.clients if client.card.is_due(self.today)]
        return [card.id for card in sorted(waiting, key=lambda card: card.overview is not None)]

    @cached_property
    def _current(self) -> list[DeskClient]:
        return [client for client in self.clients if not client.is_archived]

    @cached_property
    def _folded(self) -> list[str]:
        return [
            folded(f"{client.name} {client.owner} {client.business}") for client in self.clients
        ]

    def _sorted(self, found: list[DeskClient], sorting: Sorting) -> list[DeskClient]:
        match sorting:
            case Sorting.ATTENTION:
                late = date.max
                found.sort(key=lambda one: (-one.weight, one.next_day or late))
            case Sorting.NAME:
                found.sort(key=lambda one: folded(one.name))
            case Sorting.NEXT:
                late = date.max
                found.sort(key=lambda one: one.next_day or late)
            case Sorting.CHANGED:
                pass  # the store hands them out so
        return found


def desk_of(
    cards: Iterable[FileCard],
    prices: Mapping[str, TodaysPrices],
    today: date,
    things: Callable[[], AllThings],
) -> Desk:
    """The desk on a day; `cards` come the last changed first.

    `things` is asked for only where prices are others than when an overview was worked out.
    """
    made = [_client(card, _changed(card, prices, things), today) for card in cards]
    return Desk(tuple(made), today, prices, things)


def _changed(
    card: FileCard, prices: Mapping[str, TodaysPrices], things: Callable[[], AllThings]
) -> int:
    """How many signed lines of a file cost something else today."""
    view = card.overview
    if view is None or view.signed_on is None:
        return 0
    todays = prices.get(view.pack)
    if todays is None or todays.mark == view.price_check.mark:
        return view.price_check.changed
    found = things().get(card.id)
    return len(todays.changed(found.signed.prices)) if found is not None else 0


def _client(card: FileCard, prices_changed: int, today: date) -> DeskClient:
    view, marks = card.overview, card.marks
    if view is None:
        stage = _AS_TOLD[card.state]
        return DeskClient(card, card.name, card.owner, "", stage, {}, 0)
    needs = attention(view, marks, prices_changed, today)
    weight = sum(WEIGHT[kind] for kind in needs)
    if card.is_fresh:
        stage, name, owner = stage_of(view, marks), view.name, view.owner
    else:
        stage, name, owner = _stage_meanwhile(card, view), card.name, card.owner
    return DeskClient(card, name, owner, view.business, stage, needs, weight)


def _stage_meanwhile(card: FileCard, view: Overview) -> Stage:
    """Signed or not is told of the file as it is now; how far a talk is, as of then."""
    told = _AS_TOLD[card.state]
    return stage_of(view, card.marks) if told is Stage.OPEN and not view.signed_on else told


_AS_TOLD = {
    FileState.OPEN: Stage.OPEN,
    FileState.ASKED: Stage.ASKED,
    FileState.HALF_SIGNED: Stage.HALF_SIGNED,
    FileState.AMENDING: Stage.AMENDING,
    FileState.SIGNED: Stage.SIGNED,
}


def folded(text: str) -> str:
    """Without accents and case, so that “cafe” finds “Café”."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def named_alike(clients: Sequence[DeskClient]) -> frozenset[str]:
    """Names that several of them have: these are told apart by the minute of the last change."""
    counts = Counter(client.name for client in clients)
    return frozenset(name for name, count in counts.items() if count > 1)

"""Who is hit: by the end of a product, or by anything that ends before a day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from onboard.desk.clients import Desk, DeskClient, folded
from onboard.desk.overview import Overview, Things

NameOf = Callable[[str, str], str]
"""The name of an item of a pack: of (pack, item)."""


class HitKind(Enum):
    SYSTEM = "system"  # a system on their list of computers or servers
    OWNED = "owned"  # there already
    SIGNED = "signed"  # bought by a signed paper


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing of one client."""

    kind: HitKind
    id: str
    name: str
    number: int
    ends: date | None
    """End of its maker's support, or of what it is paid for."""


@dataclass(frozen=True, slots=True)
class HitClient:
    client: DeskClient
    hits: tuple[Hit, ...]

    @property
    def number(self) -> int:
        return sum(hit.number for hit in self.hits)


def who_is_hit(desk: Desk, name_of: NameOf, product: str, before: date | None) -> list[HitClient]:
    """Clients with something that matches both, the most of it first; without either, nobody.

    `product` has words of a name, or an id; `before` is a day by which something ends or has ended.
    """
    words = folded(product).split()
    if not words and before is None:
        return []
    found, things = [], desk.things()
    for client in desk.clients:
        view = client.view
        if view is None or client.is_archived:
            continue
        held = things.get(client.id, Things())
        hits = tuple(hit for hit in _things(view, held, name_of) if _is_hit(hit, words, before))
        if hits:
            found.append(HitClient(client, hits))
    return sorted(found, key=lambda each: (-each.number, folded(each.client.name)))


def _is_hit(hit: Hit, words: list[str], before: date | None) -> bool:
    if before is not None and (hit.ends is None or hit.ends > before):
        return False
    if not words:
        return True
    hay = folded(f"{hit.name} {hit.id}")
    return all(word in hay for word in words)


def _things(view: Overview, things: Things, name_of: NameOf) -> Iterator[Hit]:
    for system in view.systems:
        yield Hit(HitKind.SYSTEM, system.id, system.name, system.number, system.ends)
    for owned in things.owned:
        name = name_of(view.pack, owned.item)
        yield Hit(HitKind.OWNED, owned.item, name, owned.number, owned.until)
    for item, count in things.signed.bought:
        yield Hit(HitKind.SIGNED, item, name_of(view.pack, item), count, None)

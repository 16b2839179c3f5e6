"""The card "Before you buy a computer": one page for anyone, without a client's file.

What a computer needs is the pack's own: the companions of its computers, each with its reason and
its counting rule. Questions and expectations are sentences of the catalogue.
"""

from __future__ import annotations

from dataclasses import dataclass

from onboard.content.conditions import ALWAYS
from onboard.content.model import CompanionKind, Item, ItemId, ItemKind, OrderedTerm, Per
from onboard.content.pack import ContentPack
from onboard.errors import UserFacingError
from onboard.wording import day, say

QUESTIONS = 10
EXPECTATIONS = 8


@dataclass(frozen=True, slots=True)
class CardNeed:
    """One thing that a computer needs, in words an owner follows."""

    name: str
    why: str
    counting: str


@dataclass(frozen=True, slots=True)
class BuyingCard:
    """The whole card, without layout."""

    title: str
    lead: str
    needs_title: str
    columns: tuple[str, str, str]
    needs: tuple[CardNeed, ...]
    """The weightiest first: where the page is full, the last ones are only named."""
    questions_title: str
    questions: tuple[str, ...]
    expectations_title: str
    expectations: tuple[str, ...]
    close: str
    foot: str
    source: str
    language: str = "en"


def computers(pack: ContentPack) -> tuple[ItemId, ...]:
    """The pack's computers: hardware that a population `per: computer` counts when ordered.

    A pack that marks no population has none but by what they need: the first hardware that must be
    protected, and what is protected together with it.
    """
    content = pack.content
    hardware = {key: item for key, item in content.items.items() if item.kind is ItemKind.HARDWARE}
    if any(population.per is not None for population in content.populations.values()):
        counted = {
            term.ordered
            for population in content.populations.values()
            if population.per is Per.COMPUTER
            for term in population.add
            if isinstance(term, OrderedTerm)
        }
        return tuple(ItemId(key) for key in hardware if key in counted)
    guarded = {key: _guarded(pack, item) for key, item in hardware.items()}
    first = next((places for places in guarded.values() if places), frozenset())
    return tuple(ItemId(key) for key, places in guarded.items() if places & first)


def buying_card(pack: ContentPack) -> BuyingCard:
    """The card of a pack.

    Raises:
        UserFacingError: "card.no-computer", the pack offers no computers.
    """
    worded = pack.in_words_of(None)
    needs = _needs(worded)
    identity = pack.content.pack
    if not needs:
        raise UserFacingError("card.no-computer", pack=identity.title)
    return BuyingCard(
        title=say("card.title"),
        lead=say("card.lead"),
        needs_title=say("card.needs-title"),
        columns=(say("card.column-what"), say("card.column-why"), say("card.column-count")),
        needs=needs,
        questions_title=say("card.ask-title"),
        questions=tuple(say(f"card.ask-{number}") for number in range(1, QUESTIONS + 1)),
        expectations_title=say("card.expect-title"),
        expectations=tuple(say(f"card.expect-{number}") for number in range(1, EXPECTATIONS + 1)),
        close=say("card.close"),
        foot=say(
            "card.foot",
            pack=identity.title,
            version=identity.version,
            day=day(identity.checked_on),
        ),
        source=f"{identity.title} {identity.version}",
    )


def _needs(pack: ContentPack) -> tuple[CardNeed, ...]:
    """Each companion once, what is never less than a must before all others."""
    items = pack.content.items
    found: dict[str, CardNeed] = {}
    for computer in computers(pack):
        for part in items[computer].requires:
            item = items[part.item]
            # A reason with a condition speaks of one client; the item's own speaks to everyone.
            why = part.because if part.when == ALWAYS else item.plain.issue
            found.setdefault(part.item, CardNeed(item.name, why, item.counting))
    ranked = sorted(found, key=lambda key: not items[key].baseline)
    return tuple(found[key] for key in ranked)


def _guarded(pack: ContentPack, item: Item) -> frozenset[str]:
    """The populations in which this thing must be protected."""
    return frozenset(
        part.covers
        for part in item.requires
        if part.covers is not None
        and part.kind is CompanionKind.PROTECTIVE
        and pack.content.items[part.item].baseline
    )

"""A loaded pack: its content, its pin, and the look-ups that every stage needs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from onboard.content.model import ItemId, PackContent, QuestionId, Section


@dataclass(frozen=True)
class ContentPack:
    """Immutable; equal packs have equal `sha256` (over `data`, the bytes that the store keeps)."""

    content: PackContent
    sha256: str
    data: bytes

    def __hash__(self) -> int:
        return hash(self.sha256)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ContentPack) and other.sha256 == self.sha256

    @property
    def id(self) -> str:
        return self.content.pack.id

    @property
    def version(self) -> str:
        return self.content.pack.version

    @property
    def currency(self) -> str:
        return self.content.pack.currency

    @cached_property
    def section_by_id(self) -> dict[str, Section]:
        return {section.id: section for section in self.content.sections}

    @cached_property
    def questions_in_order(self) -> tuple[QuestionId, ...]:
        """Section by section, within a section as the author wrote them."""
        place = {section.id: index for index, section in enumerate(self.content.sections)}
        ids = sorted(
            self.content.questions, key=lambda key: place[self.content.questions[key].section]
        )
        return tuple(QuestionId(key) for key in ids)

    @cached_property
    def question_of_count(self) -> dict[str, QuestionId]:
        """The table question behind each named count."""
        return {
            count: QuestionId(key)
            for key, question in self.content.questions.items()
            for count in question.counts
        }

    @cached_property
    def items_in_order(self) -> tuple[ItemId, ...]:
        """Every item after all that need it or bring it; ties by id, so file order is no matter."""
        followers: dict[str, set[str]] = {key: set() for key in self.content.items}
        waiting = dict.fromkeys(self.content.items, 0)
        for key in self.content.items:
            for target in self.leads_to(key) - followers[key]:
                followers[key].add(target)
                waiting[target] += 1
        ready = sorted((key for key, count in waiting.items() if not count), reverse=True)
        ordered: list[ItemId] = []
        while ready:
            key = ready.pop()
            ordered.append(ItemId(key))
            for target in followers[key]:
                waiting[target] -= 1
                if not waiting[target]:
                    ready.append(target)
            ready.sort(reverse=True)
        return tuple(ordered)

    def leads_to(self, item_id: str) -> set[str]:
        """The items whose quantity this item changes: what it needs and what it includes."""
        item = self.content.items[item_id]
        needed = {requirement.item for requirement in item.requires}
        included = {part.item for part in item.includes}
        offered = {part.item for offer in item.offers.values() for part in offer.includes}
        return needed | included | offered

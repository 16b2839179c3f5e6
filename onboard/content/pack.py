"""A loaded pack: its content, its pin, and the look-ups that every stage needs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from onboard.content.folder import language_of
from onboard.content.model import ItemId, PackContent, QuestionId, Section
from onboard.content.parts import PLACEHOLDER, PackPart


@dataclass(frozen=True)
class ContentPack:
    """Immutable; equal packs speak one language and have one `sha256`, over the kept `data`."""

    content: PackContent
    sha256: str
    data: bytes
    written: ContentPack | None = None
    """For a translation: the pack in the language that it was written in."""

    def __hash__(self) -> int:
        return hash((self.sha256, self.language))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ContentPack):
            return False
        return (other.sha256, other.language) == (self.sha256, self.language)

    @property
    def id(self) -> str:
        return self.content.pack.id

    @property
    def version(self) -> str:
        return self.content.pack.version

    @property
    def currency(self) -> str:
        return self.content.pack.currency

    @property
    def language(self) -> str:
        return self.content.pack.language

    @property
    def is_translation(self) -> bool:
        """Whether its texts are read in another language than they were written in."""
        return self.written is not None

    @cached_property
    def catalogues(self) -> dict[str, str]:
        """The text of each catalogue by its language."""
        texts = json.loads(self.data.decode("utf-8"))
        named = {language_of(file): text for file, text in texts.items()}
        return {language: text for language, text in named.items() if language}

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """What this pack can be read in; the first is the one it was written in."""
        written = self.written or self
        return tuple(dict.fromkeys((written.language, *sorted(written.catalogues))))

    def in_language(self, language: str) -> ContentPack:
        """The same pack in another language, as it was written where it does not know that one.

        Only texts and words differ: ids, rules and the pin are the same. A catalogue that cannot be
        read is left out: the files of clients open all the same, and `pack check` tells of it.
        """
        if self.written is not None:
            return self.written.in_language(language)
        if language == self.language or language not in self.catalogues:
            return self
        if language not in self._told:
            self._told[language] = self._in(language)
        return self._told[language]

    @cached_property
    def _told(self) -> dict[str, ContentPack]:
        return {}

    def _in(self, language: str) -> ContentPack:
        from onboard.content.translation import read_catalogue, translated  # slow to import

        try:
            catalogue = read_catalogue(f"{language}.po", self.catalogues[language])
        except ValueError:
            return self
        content = translated(self.content, language, catalogue)
        return ContentPack(content, self.sha256, self.data, written=self)

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

    def in_words_of(self, kind: str | None) -> ContentPack:
        """The same pack as people of one line of work would say it; see `Trades`.

        Only texts differ: ids, rules and the pin are the same.
        """
        if kind not in self._worded:
            self._worded[kind] = self._in_words(kind)
        return self._worded[kind]

    @cached_property
    def _worded(self) -> dict[str | None, ContentPack]:
        return {}

    def _in_words(self, kind: str | None) -> ContentPack:
        trades = self.content.trades
        if trades is None:
            return self
        trade = trades.kinds.get(kind or "")
        words = {**trades.words, **(trade.words if trade else {})}
        parts = ("questions", "items", "risks", "needs", "flags", "working", "helper", "fit")
        changed = {part: _worded(getattr(self.content, part), words) for part in parts}
        content = self.content.model_copy(update=changed)
        return ContentPack(content, self.sha256, self.data, written=self.written)

    def analogy(self, kind: str | None, explained: str) -> str:
        """A comparison from one line of work for a clause, a question or an item; else empty."""
        trades = self.content.trades
        trade = trades.kinds.get(kind or "") if trades is not None else None
        return trade.analogies.get(explained, "") if trade else ""

    @cached_property
    def asked_by_insurers(self) -> frozenset[str]:
        """Questions whose answers insurers rely on: how sure each one is, is noted."""
        return frozenset(key for entry in self.content.insurers.values() for key in entry.questions)

    @cached_property
    def always_standing(self) -> frozenset[str]:
        """Clauses that stand in every way of working together, and are not struck or changed."""
        working = self.content.working
        return frozenset(working.always) if working is not None else frozenset()

    @cached_property
    def may_be_private(self) -> frozenset[str]:
        """Questions whose answers the owner may keep under a code of his own."""
        helper = self.content.helper
        sections = helper.private_sections if helper is not None else ()
        questions = self.content.questions.items()
        return frozenset(key for key, question in questions if question.section in sections)

    @cached_property
    def items_said_owned(self) -> tuple[ItemId, ...]:
        """Items that an answer may say are there."""
        return tuple(ItemId(key) for key, item in self.content.items.items() if item.said_owned)

    def leads_to(self, item_id: str) -> set[str]:
        """The items whose quantity this item changes: what it needs and what it includes."""
        item = self.content.items[item_id]
        needed = {requirement.item for requirement in item.requires}
        included = {part.item for part in item.includes}
        offered = {part.item for offer in item.offers.values() for part in offer.includes}
        return needed | included | offered


def _worded(value: Any, words: Mapping[str, str]) -> Any:
    """A part of a pack with the names of `words` in its texts replaced; as it is without any."""
    match value:
        case str():
            return _filled(value, words) if "{" in value else value
        case PackPart():
            fields = {name: getattr(value, name) for name in type(value).model_fields}
            changed = {name: _worded(part, words) for name, part in fields.items()}
            different = {name: part for name, part in changed.items() if part is not fields[name]}
            return value.model_copy(update=different) if different else value
        case Mapping():
            changed = {name: _worded(part, words) for name, part in value.items()}
            same = all(part is value[name] for name, part in changed.items())
            return value if same else changed
        case tuple():
            parts = tuple(_worded(part, words) for part in value)
            return value if all(a is b for a, b in zip(parts, value, strict=True)) else parts
        case _:
            return value


def _filled(text: str, words: Mapping[str, str]) -> str:
    """Names that are no word of the pack, such as `{answer}`, stay as they are."""
    filled = PLACEHOLDER.sub(lambda found: words.get(found[1], found[0]), text)
    return text if filled == text else filled

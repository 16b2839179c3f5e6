"""An answers file: whose it is, which pack and day it names, and the facts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from onboard.case_file.values import FileReader, Place
from onboard.content.model import ItemKind, QuestionId
from onboard.content.problems import did_you_mean
from onboard.engagement import IDENTITIES, Client, Engagement, EngagementId, PackPin, Remark
from onboard.firm import Earning, FirmProfile, OwnPrice, says_an_amount
from onboard.interview.answers import Answer, Answers, AnswerState, How, Sureness
from onboard.interview.validation import AnswerProblem, validate
from onboard.recommendation.estate import Holding, OrderedItem
from onboard.recommendation.shopping import read_list
from onboard.wording import say

_CLIENT = {"name", "owner", "email", "role", "authority", "language", "identity"}
PARTS = ("pack", "on", "client", "answers", "estate", "order", "firm")


@dataclass(frozen=True, slots=True)
class Case:
    """One answers file: whose it is, which pack and day it names, and the facts."""

    engagement: Engagement
    on: date
    firm: FirmProfile | None


class AnswersReader(FileReader):
    """Reads one answers file."""

    def case(self, today: date) -> Case:
        data = self._parsed.value
        self._only(data, (), {*PARTS, "open", "remarks"})
        on = self._date(data.get("on"), ("on",)) or today
        engagement = Engagement(
            id=EngagementId(""),
            client=self._client(data.get("client") or {}),
            pack=PackPin(self._pack.id, self._pack.version, self._pack.sha256),
            created=on,
            answers=self._answers(data.get("answers") or {}),
            estate=self._estate(self._list(data, "estate")),
            order=self._order(data.get("order") or []),
            opened=self._opened(self._list(data, "open")),
            remarks=self._remarks(self._mapping(data, "remarks")),
        )
        firm = self._firm(self._mapping(data, "firm")) if data.get("firm") is not None else None
        self._stop_on_problems()
        return Case(engagement, on, firm)

    def _client(self, data: Any) -> Client:
        if not isinstance(data, dict):
            self._problem(("client",), say("file.mapping-expected", part="client"))
            return Client("")
        self._only(data, ("client",), _CLIENT)
        values = {key: self._words(data, key, ("client",)) for key in data if key in _CLIENT}
        client = Client(**{"name": "", **values})
        if client.language and client.language != self._pack.language:
            known = ", ".join(self._pack.languages)
            told = say("file.no-language", found=client.language, known=known)
            self._problem(("client", "language"), told)
        if client.identity and client.identity not in IDENTITIES:
            told = say("file.no-identity", found=client.identity, known=", ".join(IDENTITIES))
            self._problem(("client", "identity"), told)
        return client

    def _answers(self, data: Any) -> Answers:
        if not isinstance(data, dict):
            self._problem(("answers",), say("file.mapping-expected", part="answers"))
            return Answers()
        found = []
        for key, raw in data.items():
            answer = self._answer(QuestionId(str(key)), raw)
            if isinstance(answer, AnswerProblem):
                self._problem(("answers", key), str(answer))
            elif answer is not None:
                found.append(answer)
        return Answers(found)

    def _answer(self, key: QuestionId, raw: object) -> Answer | AnswerProblem | None:
        if not isinstance(raw, dict):
            return self._given(key, raw, {})
        if key not in self._pack.content.questions:
            return self._given(key, None, {})
        at = ("answers", key)
        states = {
            "unknown": AnswerState.UNKNOWN,
            "later": AnswerState.LATER,
            "private": AnswerState.PRIVATE,
        }
        shrugs = [name for name in states if self._yes(raw, name, at)]
        if shrugs == ["private"] and not self._may_be_private(key):
            self._problem(at, say("file.not-private", name=key))
            return None
        if len(shrugs) + ("value" in raw) > 1:
            self._problem(at, say("file.one-answer", name=key))
            return None
        if shrugs:
            return Answer(key, states[shrugs[0]], **self._provenance(key, raw))
        if "value" not in raw:
            self._problem(("answers", key), say("file.no-value", name=key))
            return None
        return self._given(key, raw["value"], self._provenance(key, raw))

    def _may_be_private(self, key: QuestionId) -> bool:
        return key in self._pack.may_be_private

    def _given(
        self, key: QuestionId, raw: object, provenance: dict[str, Any]
    ) -> Answer | AnswerProblem:
        value = validate(self._pack, key, raw)
        if isinstance(value, AnswerProblem):
            return value
        return Answer(key, AnswerState.GIVEN, value, **provenance)

    def _provenance(self, key: str, raw: Mapping[str, object]) -> dict[str, Any]:
        at = ("answers", key)
        self._only(raw, at, {"value", "unknown", "later", "private", "words", "by", "how", "sure"})
        found: dict[str, Any] = {"how": How.IMPORTED}
        if "words" in raw:
            found["words"] = self._words(raw, "words", at)[:2000]
        if "by" in raw:
            found["by"] = self._words(raw, "by", at)[:200]
        for name, kind in (("how", How), ("sure", Sureness)):
            if name in raw:
                try:
                    found[name] = kind(str(raw[name]))
                except ValueError:
                    options = ", ".join(option.value for option in kind)
                    hint = did_you_mean(str(raw[name]), [option.value for option in kind])
                    text = say("file.not-offered", found=raw[name], options=options, hint=hint)
                    self._problem((*at, name), text)
        return found

    def _estate(self, data: list[Any]) -> tuple[Holding, ...]:
        found = []
        for index, row in enumerate(data):
            at = ("estate", index)
            if not isinstance(row, dict):
                self._problem(at, say("file.mapping-expected", part="estate"))
                continue
            self._only(row, at, {"item", "quantity", "until", "capacity", "offer"})
            item = self._item(str(row.get("item", "")), (*at, "item"))
            raw = row.get("quantity", 1)
            unknown = isinstance(raw, dict) and self._yes(raw, "unknown", (*at, "quantity"))
            quantity = None if unknown else self._count(raw, (*at, "quantity"))
            if item is not None:
                found.append(
                    Holding(
                        item=item,
                        quantity=quantity,
                        until=self._date(row.get("until"), (*at, "until")),
                        capacity=self._count(row["capacity"], at) if "capacity" in row else None,
                        offer=self._offer(item, row, at),
                    )
                )
        return tuple(found)

    def _order(self, data: Any) -> tuple[OrderedItem, ...]:
        found = []
        for index, words in enumerate(data if isinstance(data, list) else [data]):
            at = ("order", index)
            if not isinstance(words, str):
                self._problem(at, say("file.order-words"))
                continue
            found.append(words)
        return read_list(self._pack, "\n".join(found))

    def _opened(self, names: list[Any]) -> tuple[str, ...]:
        """Questions and sections to ask beyond those that are always asked."""
        known = [*self._pack.content.questions, *self._pack.section_by_id]
        for index, name in enumerate(names):
            if name not in known:
                hint = did_you_mean(str(name), known)
                self._problem(("open", index), say("file.not-to-open", name=name, hint=hint))
        return tuple(str(name) for name in names)

    def _remarks(self, data: Mapping[Any, Any]) -> tuple[Remark, ...]:
        """What there was besides, by the part of the talk."""
        known = self._pack.section_by_id
        for section in data:
            if section not in known:
                hint = did_you_mean(str(section), known)
                self._problem(("remarks", section), say("file.no-section", name=section, hint=hint))
        return tuple(
            Remark(str(section), self._words(data, section, ("remarks",))[:2000])
            for section in data
        )

    def _firm(self, data: dict[str, Any]) -> FirmProfile:
        known = {
            "name", "consultant", "email", "phone", "currency", "tax_percent", "tax_name",
            "terms", "own_prices", "earns",
        }  # fmt: skip
        self._only(data, ("firm",), known)
        terms = self._mapping(data, "terms", ("firm",))
        for key in terms:
            if key not in self._pack.content.blanks:
                hint = did_you_mean(str(key), self._pack.content.blanks)
                self._problem(("firm", "terms", key), say("file.no-blank", name=key, hint=hint))
        at = ("firm",)
        return FirmProfile(
            name=self._words(data, "name", at),
            consultant=self._words(data, "consultant", at),
            email=self._words(data, "email", at),
            phone=self._words(data, "phone", at),
            currency=self._currency(data, at),
            tax_name=self._words(data, "tax_name", at),
            tax_percent=self._decimal(data.get("tax_percent", 0), ("firm", "tax_percent")),
            terms={str(key): self._words(terms, key, ("firm", "terms")) for key in terms},
            own_prices=tuple(self._own_prices(self._list(data, "own_prices", ("firm",)))),
            earnings=tuple(self._earnings(self._mapping(data, "earns", ("firm",)))),
        )

    def _earnings(self, data: Mapping[Any, Any]) -> list[Earning]:
        """`{licence: {margin: yes, scheme: ...}}`, by kinds of items or by single ones."""
        kinds = [kind.value for kind in ItemKind]
        found = []
        for name, row in data.items():
            at = ("firm", "earns", str(name))
            if name not in kinds and name not in self._pack.content.items:
                hint = did_you_mean(str(name), [*kinds, *self._pack.content.items])
                self._problem(at, say("file.no-earning", name=name, hint=hint))
                continue
            values = row if isinstance(row, dict) else {"margin": row}
            self._only(values, at, {"margin", "scheme"})
            margin = self._yes(values, "margin", at) if "margin" in values else None
            scheme = self._words(values, "scheme", at)
            if says_an_amount(scheme):
                self._problem((*at, "scheme"), say("firm.scheme-amount", scheme=scheme))
            found.append(Earning(str(name), margin, scheme))
        return found

    def _currency(self, data: Mapping[Any, Any], at: Place) -> str:
        found = self._words(data, "currency", at)
        if found and not re.fullmatch(r"[A-Z]{3}", found):
            self._problem((*at, "currency"), say("file.no-currency", found=found))
        return found

    def _own_prices(self, data: list[Any]) -> list[OwnPrice]:
        found = []
        for index, row in enumerate(data):
            at = ("firm", "own_prices", index)
            if not isinstance(row, dict):
                self._problem(at, say("file.mapping-expected", part="own_prices"))
                continue
            self._only(row, at, {"item", "offer", "amount", "per"})
            item = self._item(str(row.get("item", "")), at)
            if item is None:
                continue
            offer = self._offer(item, row, at) or self._pack.content.items[item].recommended
            amount = self._decimal(row.get("amount", 0), at)
            per = str(row.get("per", "once"))
            if per not in ("once", "month", "year"):
                self._problem(
                    at, say("file.not-offered", found=per, options="once, month, year", hint="")
                )
                continue
            found.append(OwnPrice(item, offer, amount, per))
        return found

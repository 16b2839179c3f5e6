"""Answers and decisions in a YAML file, as consultants script them and tests write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from onboard.content.model import ItemId, QuestionId
from onboard.content.pack import ContentPack
from onboard.content.problems import did_you_mean
from onboard.content.yaml_text import Parsed, YamlRefused, parse
from onboard.decisions import EVERY_LINE, Choice, Decision
from onboard.engagement import ClauseEdit, ClauseInitials, Client, Engagement, EngagementId, PackPin
from onboard.errors import UserFacingError
from onboard.firm import FirmProfile, OwnPrice
from onboard.interview.answers import Answer, Answers, AnswerState, How, Sureness
from onboard.interview.validation import AnswerProblem, validate
from onboard.recommendation.estate import Holding, OrderedItem
from onboard.recommendation.shopping import read_list
from onboard.wording import say

MAX_FILE_BYTES = 2_000_000
MOST_MONEY = 10**9
FIRST_YEAR, LAST_YEAR = 2000, 2199
SIDES = ("consultant", "owner")

Place = tuple[str | int, ...]
"""Where in the file a value stands."""


@dataclass(frozen=True, slots=True)
class Case:
    """One answers file: whose it is, which pack and day it names, and the facts."""

    engagement: Engagement
    on: date
    firm: FirmProfile | None


def read_parsed(path: Path) -> Parsed:
    """The values of a YAML file.

    Raises:
        UserFacingError: the file is missing, too large, no text or no YAML.
    """
    try:
        if not path.is_file():
            raise UserFacingError("file.unreadable", name=path.name)
        if path.stat().st_size > MAX_FILE_BYTES:
            raise UserFacingError("file.too-large", name=path.name, limit=MAX_FILE_BYTES // 10**6)
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise UserFacingError("file.no-text", name=path.name) from None
    except OSError:
        raise UserFacingError("file.unreadable", name=path.name) from None
    try:
        parsed = parse(text, path.name)
    except YamlRefused as refusal:
        raise UserFacingError(
            "file.problems", name=path.name, listing=f"  {refusal.problem}"
        ) from None
    if not isinstance(parsed.value, dict):
        raise UserFacingError("file.no-parts", name=path.name)
    return parsed


def pack_id_of(parsed: Parsed) -> str | None:
    named = parsed.value.get("pack")
    return str(named) if named is not None else None


def read_case(path: Path, pack: ContentPack, today: date) -> Case:
    """The facts of an answers file; every problem is told at once, with its line."""
    return _CaseReader(path.name, read_parsed(path), pack).case(today)


def read_decisions(path: Path, case: Case, pack: ContentPack) -> Case:
    """The case with the decisions, clause edits and initials of a decisions file."""
    return _CaseReader(path.name, read_parsed(path), pack).with_decisions(case)


class _CaseReader:
    def __init__(self, name: str, parsed: Parsed, pack: ContentPack) -> None:
        self._name = name
        self._parsed = parsed
        self._pack = pack
        self._problems: list[str] = []

    # ---- answers file

    def case(self, today: date) -> Case:
        data = self._parsed.value
        self._only(data, (), {"pack", "on", "client", "answers", "estate", "order", "firm", "open"})
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
        )
        firm = self._firm(self._mapping(data, "firm")) if data.get("firm") is not None else None
        self._stop_on_problems()
        return Case(engagement, on, firm)

    def _client(self, data: Any) -> Client:
        if not isinstance(data, dict):
            self._problem(("client",), say("file.mapping-expected", part="client"))
            return Client("")
        self._only(data, ("client",), {"name", "owner", "email", "role", "authority"})
        known = {"name", "owner", "email", "role", "authority"}
        values = {key: self._words(data, key, ("client",)) for key in data if key in known}
        return Client(**{"name": "", **values})

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
        shrugs = [name for name in ("unknown", "later") if self._yes(raw, name, at)]
        if len(shrugs) + ("value" in raw) > 1:
            self._problem(at, say("file.one-answer", name=key))
            return None
        if shrugs:
            state = AnswerState.UNKNOWN if shrugs == ["unknown"] else AnswerState.LATER
            return Answer(key, state, **self._provenance(key, raw))
        if "value" not in raw:
            self._problem(("answers", key), say("file.no-value", name=key))
            return None
        return self._given(key, raw["value"], self._provenance(key, raw))

    def _given(
        self, key: QuestionId, raw: object, provenance: dict[str, Any]
    ) -> Answer | AnswerProblem:
        value = validate(self._pack, key, raw)
        if isinstance(value, AnswerProblem):
            return value
        return Answer(key, AnswerState.GIVEN, value, **provenance)

    def _provenance(self, key: str, raw: Mapping[str, object]) -> dict[str, Any]:
        at = ("answers", key)
        self._only(raw, at, {"value", "unknown", "later", "words", "by", "how", "sure"})
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

    def _firm(self, data: dict[str, Any]) -> FirmProfile:
        known = {
            "name", "consultant", "email", "phone", "currency", "tax_percent", "tax_name",
            "terms", "own_prices",
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
        )

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

    # ---- decisions file

    def with_decisions(self, case: Case) -> Case:
        data = self._parsed.value
        self._only(data, (), {"decisions", "clauses", "initials"})
        decisions = []
        for index, row in enumerate(self._list(data, "decisions")):
            decision = self._decision(row, ("decisions", index), case)
            if decision is not None:
                decisions.append(decision)
        clauses = self._mapping(data, "clauses")
        edits = [self._clause_edit(key, row) for key, row in clauses.items()]
        initialled = self._mapping(data, "initials")
        initials = tuple(
            ClauseInitials(str(key), self._words(initialled, key, ("initials",))[:8])
            for key in initialled
            if self._clause(str(key), ("initials", key))
        )
        taken = tuple(
            str(key)
            for key, row in clauses.items()
            if isinstance(row, dict) and self._takes(str(key), row)
        )
        self._stop_on_problems()
        engagement = replace(
            case.engagement,
            decisions=tuple(decisions),
            clause_edits=tuple(edit for edit in edits if edit is not None),
            clauses_taken=taken,
            clause_initials=initials,
        )
        return replace(case, engagement=engagement)

    def _decision(self, row: Any, at: Place, case: Case) -> Decision | None:
        if not isinstance(row, dict):
            self._problem(at, say("file.mapping-expected", part="decisions"))
            return None
        known = {
            "line", "choice", "offer", "reason", "initials", "cheaper", "by", "until",
            "name", "role", "authority",
        }  # fmt: skip
        self._only(row, at, known)
        words = str(row.get("line", ""))
        line = EVERY_LINE if words in ("all", "*") else self._item(words, (*at, "line"))
        try:
            choice = Choice(str(row.get("choice", "")))
        except ValueError:
            options = ", ".join(option.value for option in Choice)
            found = str(row.get("choice", ""))
            hint = did_you_mean(found, [option.value for option in Choice])
            text = say("file.not-offered", found=found, options=options, hint=hint)
            self._problem((*at, "choice"), text)
            return None
        if line is None:
            return None
        signer = case.engagement.client
        return Decision(
            line=line,
            choice=choice,
            offer=self._offer(line, row, at),
            reason=self._words(row, "reason", at)[:2000],
            initials=self._words(row, "initials", at)[:8],
            cheaper=self._cheaper(line, row, at),
            by=self._date(row.get("by"), (*at, "by")),
            until=self._date(row.get("until"), (*at, "until")),
            name=self._words(row, "name", at) or signer.owner,
            role=self._words(row, "role", at) or signer.role,
            authority=self._words(row, "authority", at) or signer.authority,
        )

    def _offer(self, line: ItemId, row: Mapping[str, Any], at: Place) -> str:
        offer = self._words(row, "offer", at)
        if offer and line != EVERY_LINE:
            offers = self._pack.content.items[line].offers
            if offer not in offers:
                hint = did_you_mean(offer, offers)
                text = say("file.not-offered", found=offer, options=", ".join(offers), hint=hint)
                self._problem((*at, "offer"), text)
        return offer

    def _cheaper(self, line: ItemId, row: Mapping[str, Any], at: Place) -> tuple[str, ...]:
        raw = row.get("cheaper") or []
        steps = tuple(str(step) for step in (raw if isinstance(raw, list) else [raw]))
        known = self._pack.content.items[line].cheaper if line != EVERY_LINE else {}
        for step in steps:
            if step not in known:
                hint = did_you_mean(step, known)
                options = ", ".join(known) or "–"
                text = say("file.not-offered", found=step, options=options, hint=hint)
                self._problem((*at, "cheaper"), text)
        return steps

    def _clause_edit(self, key: object, row: Any) -> ClauseEdit | None:
        at = ("clauses", str(key))
        if not self._clause(str(key), at):
            return None
        if not isinstance(row, dict):
            self._problem(at, say("file.mapping-expected", part="clauses"))
            return None
        self._only(row, at, {"text", "struck", "by", "taken"})
        by = self._words(row, "by", at) or "owner"
        if by not in SIDES:
            hint = did_you_mean(by, SIDES)
            text = say("file.not-offered", found=by, options=", ".join(SIDES), hint=hint)
            self._problem((*at, "by"), text)
        edit = ClauseEdit(str(key), by, self._words(row, "text", at), self._yes(row, "struck", at))
        return edit if edit.text or edit.struck else None

    def _takes(self, key: str, row: Mapping[str, Any]) -> bool:
        """Whether a clause is ticked; only one that is offered can be."""
        at = ("clauses", key)
        taken = self._yes(row, "taken", at)
        clause = self._pack.content.clauses.get(key)
        if taken and clause is not None and not clause.optional:
            self._problem(at, say("file.not-optional", name=key))
        return taken

    def _clause(self, key: str, at: Place) -> bool:
        clauses = self._pack.content.clauses
        if key in clauses:
            return True
        hint = did_you_mean(key, clauses)
        self._problem(at, say("file.no-clause", name=key, hint=hint))
        return False

    # ---- small values

    def _list(self, data: Mapping[Any, Any], part: str, at: Place = ()) -> list[Any]:
        """A part that must be a list; left out or empty it is one without entries."""
        raw = data.get(part)
        if isinstance(raw, list):
            return raw
        if raw is not None:
            self._problem((*at, part), say("file.list-expected", part=part))
        return []

    def _mapping(self, data: Mapping[Any, Any], part: str, at: Place = ()) -> dict[Any, Any]:
        """A part that must be names with values; left out or empty it is one without entries."""
        raw = data.get(part)
        if isinstance(raw, dict):
            return raw
        if raw is not None:
            self._problem((*at, part), say("file.mapping-expected", part=part))
        return {}

    def _yes(self, data: Mapping[Any, Any], key: str, at: Place) -> bool:
        """A yes or no; anything else is a slip, and no yes."""
        raw = data.get(key)
        if raw in (None, False, "no", "false"):
            return False
        if raw in (True, "yes", "true"):
            return True
        self._problem((*at, key), say("file.yes-or-no", part=key))
        return False

    def _words(self, data: Mapping[Any, Any], key: Any, at: Place) -> str:
        """A single value as text, empty when nothing stands behind the name.

        A list or a mapping in its place is a slip.
        """
        raw = data.get(key)
        if isinstance(raw, (list, dict)):
            self._problem((*at, key), say("file.text-expected", part=key))
            return ""
        return "" if raw is None else str(raw)

    def _item(self, words: str, at: Place) -> ItemId | None:
        if words in self._pack.content.items:
            return ItemId(words)
        hint = did_you_mean(words, self._pack.content.items)
        self._problem(at, say("file.no-item", name=words, hint=hint))
        return None

    def _count(self, raw: object, at: Place) -> int:
        if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw <= 100_000:
            return raw
        self._problem(at, say("file.no-count", found=raw))
        return 0

    def _decimal(self, raw: object, at: Place) -> Decimal:
        try:
            amount = Decimal(str(raw))
        except InvalidOperation:
            amount = Decimal(-1)
        if amount.is_finite() and 0 <= amount <= MOST_MONEY:
            return amount
        self._problem(at, say("file.no-count", found=raw))
        return Decimal(0)

    def _date(self, raw: object, at: Place) -> date | None:
        if raw is None:
            return None
        try:
            found = date.fromisoformat(str(raw))
        except ValueError:
            found = None
        if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
            self._problem(at, say("file.no-date", found=raw))
            return None
        return found

    def _only(self, data: Mapping[Any, Any], at: Place, known: set[str]) -> None:
        for key in data:
            if key not in known:
                hint = did_you_mean(str(key), known)
                self._problem((*at, key), say("file.unknown-key", name=key, hint=hint))

    def _problem(self, at: Place, text: str) -> None:
        lines = self._parsed.lines
        while at and at not in lines:
            at = at[:-1]
        self._problems.append(f"  {self._name}:{lines.get(at, 1)}: {text}")

    def _stop_on_problems(self) -> None:
        if self._problems:
            raise UserFacingError(
                "file.problems", name=self._name, listing="\n".join(self._problems)
            )

"""One engagement in the terms of the proofs: each free variable as the engagement has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import z3

from onboard.content.model import AnswerKind, ColumnKind, ItemId, QuestionId
from onboard.content.pack import ContentPack
from onboard.content.proofs.example import Example
from onboard.content.proofs.rows import OTHER_TEXT, counted_by
from onboard.content.proofs.unknowns import Reply, Unknowns
from onboard.engagement import Client, Engagement, EngagementId, PackPin
from onboard.interview.answers import Answer, Answers, AnswerState
from onboard.interview.validation import AnswerProblem, validate
from onboard.recommendation.estate import Holding, OrderedItem

DAY = timedelta(days=1)


def blank(pack: ContentPack, on: date) -> Engagement:
    pin = PackPin(pack.id, pack.version, pack.sha256)
    return Engagement(id=EngagementId(""), client=Client("Example"), pack=pin, created=on)


def engagement_of(pack: ContentPack, example: Example, on: date) -> Engagement:
    """A counterexample as facts of a client; all it does not name is an "I don't know"."""
    assert not example.pieces, "things in several sizes are not laid out here"
    found = []
    for name, question in pack.content.questions.items():
        key = QuestionId(name)
        if name in example.answers:
            value = validate(pack, key, _raw(example.answers[name]))
            assert not isinstance(value, AnswerProblem), str(value)
            found.append(Answer(key, AnswerState.GIVEN, value))
        elif name in example.unsure or not pack.section_by_id[question.section].optional:
            found.append(Answer(key, AnswerState.UNKNOWN))
    return replace(
        blank(pack, on),
        answers=Answers(found),
        order=tuple(
            OrderedItem(f"{n} {key}", ItemId(key), n) for key, n in example.ordered.items()
        ),
        estate=(
            *(Holding(ItemId(key), n or None, capacity=1) for key, n in example.owned.items()),
            *(Holding(ItemId(key), n, until=on - DAY) for key, n in example.ended.items()),
        ),
    )


def _raw(value: object) -> object:
    if isinstance(value, tuple):
        return [dict(part) if isinstance(part, Mapping) else part for part in value]
    return value


class Solved:
    """The solver's model of one engagement; `of` gives what a term comes to there."""

    def __init__(
        self,
        unknowns: Unknowns,
        facts: Engagement,
        declined: frozenset[str] = frozenset(),
        offers: Mapping[str, str] | None = None,
    ) -> None:
        self._pairs: list[tuple[Any, Any]] = []
        pack = unknowns.pack
        for key, reply in unknowns.replies.items():
            self._reply(unknowns, key, reply, facts)
        for key, item in pack.content.items.items():
            self._item(unknowns, key, facts)
            self._set(unknowns.declined[key], z3.BoolVal(key in declined))
            offer = (offers or {}).get(key, item.recommended)
            self._set(unknowns.offer[key], list(item.offers).index(offer))
        solver = z3.Solver()
        solver.add([variable == value for variable, value in self._pairs])
        solver.add(list(unknowns.domains.values()))  # what is real must be possible
        assert solver.check() == z3.sat
        self._model = solver.model()

    def of(self, term: Any) -> Any:
        value = self._model.eval(term, model_completion=True)
        if z3.is_true(value) or z3.is_false(value):
            return z3.is_true(value)
        return value.as_long() if z3.is_int_value(value) else Decimal(value.as_decimal(9))

    def _set(self, variable: Any, value: Any) -> None:
        self._pairs.append((variable, value))

    def _item(self, unknowns: Unknowns, key: str, facts: Engagement) -> None:
        item = unknowns.pack.content.items[key]
        mine = [part for part in facts.estate if part.item == key and part.quantity]
        ended = [part for part in mine if part.until is not None and part.until < unknowns.on]
        paid = [part for part in mine if part not in ended]
        units = sum((part.quantity or 0) * (part.capacity or item.capacity) for part in paid)
        self._set(unknowns.owned[key], units)
        if item.capacity > 1:
            self._set(unknowns.pieces[key], sum(part.quantity or 0 for part in paid))
        self._set(unknowns.listed[key], z3.BoolVal(any(part.item == key for part in facts.estate)))
        self._set(unknowns.ended[key], sum(part.quantity or 0 for part in ended))
        wanted = sum(part.quantity for part in facts.order if part.item == key)
        self._set(unknowns.ordered[key], wanted)

    def _reply(self, unknowns: Unknowns, key: str, reply: Reply, facts: Engagement) -> None:
        answer = facts.answers.get(QuestionId(key))
        opened = answer is not None or key in facts.opened
        opened = opened or reply.question.section in facts.opened
        self._set(reply.opened, z3.BoolVal(opened))
        is_given = answer is not None and answer.state is AnswerState.GIVEN
        self._set(reply.given, z3.BoolVal(is_given))
        if answer is None or not is_given:
            return
        value: Any = answer.value
        match reply.question.kind:
            case AnswerKind.CHOICE | AnswerKind.TEXT:
                known = [word for word, _ in unknowns.words]
                word = value if value in known else OTHER_TEXT
                self._set(reply.fact.word, unknowns.words.code(word))
            case AnswerKind.MULTIPLE:
                for option, member in (reply.fact.members or {}).items():
                    self._set(member, z3.BoolVal(option in value))
            case AnswerKind.NUMBER:
                self._set(reply.fact.number, value)
            case AnswerKind.MONEY:
                self._set(reply.fact.number, z3.RealVal(str(value)))
            case AnswerKind.DATE:
                self._set(reply.fact.number, value.toordinal())
            case AnswerKind.TABLE:
                self._rows(unknowns, reply, [dict(row) for row in value])

    def _rows(self, unknowns: Unknowns, reply: Reply, rows: list[dict[str, Any]]) -> None:
        content = unknowns.pack.content
        counts = [counted_by(content, reply.question, row, unknowns.on) for row in rows]
        for kind in reply.rows:
            mine = [row for row, by in zip(rows, counts, strict=True) if by == kind.counts]
            self._set(kind.present, z3.BoolVal(bool(mine)))
            for column, cells in kind.sums.items():
                assert reply.question.columns[column].kind is ColumnKind.NUMBER
                self._set(cells, sum(row[column] or 0 for row in mine))
        self._set(reply.fact.number, len(rows))

"""Everything that a client may say, own, order or decline, as variables of the solver."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import assert_never

import z3

from onboard.content.model import AnswerKind, PackContent, Question
from onboard.content.pack import ContentPack
from onboard.content.proofs.logic import Bool, Number, Term, conj, disj, no, yes
from onboard.content.proofs.placed import comparisons, conditions_of
from onboard.content.proofs.rows import OTHER_TEXT, RowKind, count_of, row_kinds

MOST_MONEY = 10**12
MORE = "more/ordered"
"""The name of how many more of one item are ordered, where two orders are compared."""
FAR_DAY = date(2200, 1, 1)


@dataclass(frozen=True, slots=True)
class SymbolicFact:
    """One fact. Neither known nor unknown: off the path, where every comparison is false."""

    known: Bool
    unknown: Bool
    number: Number | None = None
    word: Number | None = None
    """The code of a word, see `Words`."""
    members: Mapping[str, Bool] | None = None


class Words:
    """Codes for the words that answers and conditions use."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}

    def code(self, word: str) -> int:
        return self._codes.setdefault(word, len(self._codes))

    def word(self, code: int) -> str:
        return next(word for word, found in self._codes.items() if found == code)

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(tuple(self._codes.items()))


@dataclass(frozen=True, slots=True)
class Reply:
    """One question: given or "I don't know", and what is given."""

    key: str
    question: Question
    given: Bool
    opened: Bool
    """Where its section is optional: whether somebody opened the question or answered it."""
    fact: SymbolicFact
    """The fact where it is given."""
    rows: tuple[RowKind, ...]
    domain: Bool

    def count(self, name: str) -> Number:
        return count_of(self.rows, name, self.question.counts[name].sum)


@dataclass
class Unknowns:
    """All free variables for one pack on one day."""

    pack: ContentPack
    on: date
    words: Words = field(default_factory=Words)

    def __post_init__(self) -> None:
        content = self.pack.content
        texts = _texts(content)
        self.replies = {
            key: _reply(content, key, question, self.on, self.words, texts.get(key, ()))
            for key, question in content.questions.items()
        }
        items = content.items
        self.ordered = {key: z3.Int(f"{key}/ordered") for key in items}
        self.owned = {key: z3.Int(f"{key}/owned") for key in items}
        self.pieces = {
            key: self.owned[key] if item.capacity == 1 else z3.Int(f"{key}/pieces")
            for key, item in items.items()
        }
        self.listed = {key: z3.Bool(f"{key}/listed") for key in items}
        self.ended = {key: z3.Int(f"{key}/ended") for key in items}
        self.declined = {key: z3.Bool(f"{key}/declined") for key in items}
        self.offer = {key: z3.Int(f"{key}/offer") for key in items}

    @cached_property
    def has_order(self) -> Bool:
        return disj(amount > 0 for amount in self.ordered.values())

    @cached_property
    def domains(self) -> dict[str, Bool]:
        """What holds of a variable, by its name."""
        found: dict[str, Bool] = {}
        for key, reply in self.replies.items():
            found[f"{key}/given"] = reply.domain
            found[f"{key}/opened"] = z3.Implies(reply.given, reply.opened)
            for name in _names(reply):
                found[name] = reply.domain
        for key, item in self.pack.content.items.items():
            found[f"{key}/ordered"] = self.ordered[key] >= 0
            found[f"{key}/owned"] = self.owned[key] >= 0
            found[f"{key}/ended"] = self.ended[key] >= 0
            found[f"{key}/listed"] = z3.Implies(
                z3.Or(self.owned[key] > 0, self.ended[key] > 0), self.listed[key]
            )
            if item.capacity > 1:  # things come in sizes, each of one unit at least
                units, pieces = self.owned[key], self.pieces[key]
                found[f"{key}/pieces"] = z3.And(
                    pieces >= 0, units >= pieces, z3.Implies(pieces == 0, units == 0)
                )
            found[f"{key}/declined"] = yes()
            found[f"{key}/offer"] = z3.And(self.offer[key] >= 0, self.offer[key] < len(item.offers))
        return found

    def recommended(self, key: str) -> int:
        item = self.pack.content.items[key]
        return list(item.offers).index(item.recommended)


def _names(reply: Reply) -> list[str]:
    terms: list[Term] = [reply.fact.number, reply.fact.word]
    terms += (reply.fact.members or {}).values()
    for kind in reply.rows:
        terms += [kind.present, *kind.sums.values()]
    return [term.decl().name() for term in terms if term is not None]


def _reply(
    content: PackContent,
    key: str,
    question: Question,
    on: date,
    words: Words,
    texts: tuple[str, ...],
) -> Reply:
    given = z3.Bool(f"{key}/given")
    rows: tuple[RowKind, ...] = ()
    number = word = None
    members: dict[str, Bool] | None = None
    match question.kind:
        case AnswerKind.CHOICE | AnswerKind.TEXT:
            word = z3.Int(f"{key}/word")
            allowed = question.options if question.kind is AnswerKind.CHOICE else texts
            domain = disj(word == words.code(value) for value in allowed)
        case AnswerKind.MULTIPLE:
            members = {option: z3.Bool(f"{key}/{option}/in") for option in question.options}
            domain = disj(members.values())
            if question.none_option is not None:
                others = (part for name, part in members.items() if name != question.none_option)
                domain = conj([domain, z3.Not(z3.And(members[question.none_option], disj(others)))])
        case AnswerKind.NUMBER:
            number = z3.Int(f"{key}/number")
            domain = z3.And(number >= question.low, number <= question.high)
        case AnswerKind.MONEY:
            number = z3.Real(f"{key}/number")
            domain = z3.And(number >= 0, number <= MOST_MONEY)
        case AnswerKind.DATE:
            number = z3.Int(f"{key}/number")
            domain = z3.And(number >= 1, number <= FAR_DAY.toordinal())
        case AnswerKind.TABLE:
            rows = row_kinds(content, key, question, on)
            number = z3.Int(f"{key}/number")  # the table itself counts its rows
            least = z3.Sum([z3.If(kind.present, 1, 0) for kind in rows])
            some = disj(kind.present for kind in rows)
            domain = conj([kind.domain for kind in rows])
            domain = z3.And(domain, number >= least, z3.Implies(number > 0, some))
        case _:
            assert_never(question.kind)
    fact = SymbolicFact(yes(), no(), number, word, members)
    return Reply(key, question, given, z3.Bool(f"{key}/opened"), fact, rows, domain)


def _texts(content: PackContent) -> dict[str, tuple[str, ...]]:
    """For each free text: the texts it is compared with, and one that is none of them."""
    found: dict[str, list[str]] = {}
    for _, condition in conditions_of(content):
        for part in comparisons(condition):
            values = part.value if isinstance(part.value, frozenset) else {part.value}
            words = sorted(value for value in values if isinstance(value, str))
            found.setdefault(part.fact, []).extend(words)
    return {
        key: (OTHER_TEXT, *dict.fromkeys(found.get(key, ())))
        for key, question in content.questions.items()
        if question.kind is AnswerKind.TEXT
    }


def value_of(raw: int | Decimal | date) -> Term:
    """A plain number, sum of money or day of a condition."""
    if isinstance(raw, date):
        return z3.IntVal(raw.toordinal())
    return z3.RealVal(str(raw)) if isinstance(raw, Decimal) else z3.IntVal(int(raw))

"""Asks the solver, and cuts a counterexample down to the answers that matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date

import z3

from onboard.content.model import AnswerKind, ColumnKind
from onboard.content.proofs.example import Example, RawAnswer
from onboard.content.proofs.logic import Bool, Mentions, Number, Term, conj, negated
from onboard.content.proofs.unknowns import MORE, Reply, Unknowns

PATIENCE_MS = 10_000
SMALL = 4


class Undecided(Exception):
    """The solver gave up on a question; nothing is proved and nothing refuted."""


class Prover:
    """One solver for all questions about a pack. A question brings only what it mentions."""

    def __init__(self, unknowns: Unknowns, patience_ms: int = PATIENCE_MS) -> None:
        self._unknowns = unknowns
        self._mentions = Mentions()
        self._amounts = {
            "owned": unknowns.owned,
            "ended": unknowns.ended,
            "ordered": unknowns.ordered,
        }
        self._solver = z3.Solver()
        self._solver.set("timeout", patience_ms)

    def mentions(self, term: Term) -> frozenset[str]:
        return self._mentions.of(term)

    def can(self, *tests: Bool) -> bool:
        """Whether some answers make all of these true.

        Raises:
            Undecided: the solver gave up.
        """
        with self._asked(tests):
            return self._holds()

    def example(self, *tests: Bool) -> Example | None:
        """The fewest and plainest answers that make all of these true, or None.

        Raises:
            Undecided: the solver gave up.
        """
        with self._asked(tests) as names:
            if not self._holds():
                return None
            return self._shortest(names)

    # ---- asking

    @contextmanager
    def _asked(self, tests: Iterable[Bool]) -> Iterator[frozenset[str]]:
        claim = conj(tests)
        names = self.mentions(claim)
        domains = self._unknowns.domains
        self._solver.push()
        try:
            self._solver.add(claim, *(domains[name] for name in sorted(names) if name in domains))
            yield names
        finally:
            self._solver.pop()

    def _holds(self, *more: Bool) -> bool:
        found = self._solver.check(*more)
        if found == z3.unknown:
            raise Undecided
        return bool(found == z3.sat)

    def _can_keep(self, test: Bool) -> bool:
        """Keeps what can be had without losing the example; giving up counts as losing it."""
        try:
            if not self._holds(test):
                return False
        except Undecided:
            return False
        self._solver.add(test)
        return True

    # ---- cutting down

    def _shortest(self, names: frozenset[str]) -> Example:
        unknowns = self._unknowns
        for key in unknowns.pack.content.items:
            if f"{key}/declined" in names:
                self._can_keep(negated(unknowns.declined[key]))
            if f"{key}/offer" in names:
                self._can_keep(unknowns.offer[key] == unknowns.recommended(key))
            for name, amounts in self._amounts.items():
                if f"{key}/{name}" in names and not self._can_keep(amounts[key] == 0):
                    self._small(amounts[key], 1)
            if f"{key}/pieces" in names:
                self._can_keep(unknowns.pieces[key] == unknowns.owned[key])
            if f"{key}/listed" in names:
                self._can_keep(negated(unknowns.listed[key]))
        if MORE in names:
            self._small(z3.Int(MORE), 1)
        given = []
        for key, reply in unknowns.replies.items():
            if f"{key}/opened" in names:
                self._can_keep(negated(reply.opened))
        for key in reversed(unknowns.pack.questions_in_order):
            reply = unknowns.replies[key]
            if f"{key}/given" in names and not self._can_keep(negated(reply.given)):
                given.append(reply)
        for reply in given:
            self._plain(reply)
        self._holds()
        return self._read(names)

    def _plain(self, reply: Reply) -> None:
        fact = reply.fact
        if reply.rows:
            for kind in reply.rows:
                if self._can_keep(negated(kind.present)):
                    continue
                for name, cells in kind.sums.items():
                    self._small(cells, reply.question.columns[name].low)
        elif fact.members is not None:
            for member in fact.members.values():
                self._can_keep(negated(member))
        elif fact.number is not None:
            self._small(fact.number, reply.question.low)

    def _small(self, number: Number, low: int) -> None:
        for value in dict.fromkeys((low, *range(1, SMALL + 1))):
            if self._can_keep(number == value):
                return
        size = SMALL
        while size < 10**6:
            size *= 2
            if self._can_keep(number <= size):
                break
        # What is left is read from the solver as it stands.
        self._holds()
        self._can_keep(number == self._solver.model().eval(number, model_completion=True))

    def _read(self, names: frozenset[str]) -> Example:
        model, unknowns = self._solver.model(), self._unknowns

        def number(term: Term) -> int:
            value = model.eval(term, model_completion=True)
            return value.as_long() if z3.is_int_value(value) else int(value.as_fraction())

        def true(term: Bool) -> bool:
            return bool(z3.is_true(model.eval(term, model_completion=True)))

        def positive(kind: str) -> dict[str, int]:
            terms = self._amounts[kind]
            found = {key: number(terms[key]) for key in terms if f"{key}/{kind}" in names}
            return {key: amount for key, amount in found.items() if amount > 0}

        listed = {
            key: 0
            for key, term in unknowns.listed.items()
            if f"{key}/listed" in names and true(term) and key not in positive("ended")
        }
        pieces = {
            key: number(term) for key, term in unknowns.pieces.items() if f"{key}/pieces" in names
        }
        owned = positive("owned")
        replies = [unknowns.replies[key] for key in unknowns.pack.questions_in_order]
        items = unknowns.pack.content.items
        offers = {
            key: list(item.offers)[number(unknowns.offer[key])]
            for key, item in items.items()
            if f"{key}/offer" in names
        }
        return Example(
            answers={
                reply.key: self._value(reply, number, true)
                for reply in replies
                if f"{reply.key}/given" in names and true(reply.given)
            },
            unsure=tuple(
                reply.key
                for reply in replies
                if f"{reply.key}/opened" in names and true(reply.opened) and not true(reply.given)
            ),
            ordered=positive("ordered"),
            more=number(z3.Int(MORE)) if MORE in names else 0,
            owned={**listed, **owned},
            pieces={key: count for key, count in pieces.items() if count != owned.get(key, count)},
            ended=positive("ended"),
            declined=tuple(
                key for key in items if f"{key}/declined" in names and true(unknowns.declined[key])
            ),
            offers={key: name for key, name in offers.items() if name != items[key].recommended},
        )

    def _value(self, reply: Reply, number, true) -> RawAnswer:  # type: ignore[no-untyped-def]
        fact = reply.fact
        match reply.question.kind:
            case AnswerKind.CHOICE | AnswerKind.TEXT:
                return self._unknowns.words.word(number(fact.word))
            case AnswerKind.MULTIPLE:
                members = fact.members or {}
                return tuple(option for option, member in members.items() if true(member))
            case AnswerKind.DATE:
                return date.fromordinal(number(fact.number))
            case AnswerKind.TABLE:
                rows: list[dict[str, str | int]] = []
                for kind in reply.rows:
                    if true(kind.present):
                        sums = {name: number(cells) for name, cells in kind.sums.items()}
                        rows += _rows(reply, dict(kind.example), sums)
                return tuple(rows)
            case _:
                return int(number(fact.number))


def _rows(
    reply: Reply, example: dict[str, str], sums: dict[str, int]
) -> Iterator[dict[str, str | int]]:
    """Rows of one kind that add up to the sums, as few as the columns allow."""
    columns = reply.question.columns
    while True:
        cells: dict[str, str | int] = {}
        for name, column in columns.items():
            if column.kind is ColumnKind.NUMBER:
                nothing = "" if column.may_be_empty else 0
                cells[name] = min(sums[name], column.high) or nothing
                sums[name] -= min(sums[name], column.high)
            else:
                cells[name] = example[name]
        yield cells
        if not any(sums.values()):
            return

"""References, kinds and cycles inside a pack: what must hold before it can be used at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from onboard.content.conditions import Condition
from onboard.content.lint.conditions import ConditionLinter
from onboard.content.lint.cycles import cycle_problems
from onboard.content.lint.mapped import mapped_problems
from onboard.content.model import (
    AnswerKind,
    BlankSource,
    EndedTerm,
    OrderedTerm,
    OwnedTerm,
    PackContent,
    Quantity,
    Question,
    SameAs,
)
from onboard.content.parts import PLACEHOLDER
from onboard.content.problems import PackProblem, did_you_mean

Place = tuple[str | int, ...]
Report = Callable[[Place, str, str], PackProblem]

MAIN_MEASURES = 3

COMPUTED_BLANKS = frozenset(
    {
        "client-name",
        "firm-name",
        "signer-name",
        "must-signer",
        "check-date",
        "acceptance-end",
        "baseline",
        "client-tasks",
        "currency",
    }
)


def structural_problems(content: PackContent, report: Report) -> list[PackProblem]:
    """Every broken reference, wrong kind and cycle of a pack whose shape is right."""
    return list(_Linter(content, report).run())


class _Linter:
    def __init__(self, content: PackContent, report: Report) -> None:
        self.content = content
        self.report = report
        self.counts = {
            count: key for key, question in content.questions.items() for count in question.counts
        }
        self.facts = set(content.questions) | set(self.counts) | set(content.populations)
        self._conditions = ConditionLinter(content, self.facts, report)

    def run(self) -> Iterator[PackProblem]:
        yield from self._names()
        for key, question in self.content.questions.items():
            yield from self._question(("questions", key), key, question)
        for key, population in self.content.populations.items():
            yield from self._quantity(("populations", key), population)
        yield from self._items()
        yield from self._needs()
        yield from self._risks()
        for key, flag in self.content.flags.items():
            yield from self._condition(("flags", key, "when"), flag.when)
        yield from self._clauses()
        for word, item in self.content.order_words.items():
            yield from self._known(("order_words", word), item, self.content.items, "item")
        yield from mapped_problems(self.content, self._condition, self.report)
        yield from cycle_problems(self.content, self.counts, self.report)

    # ---- small checks

    def _known(
        self, at: Place, name: str, known: Iterable[str], what: str
    ) -> Iterator[PackProblem]:
        names = list(known)
        if name not in names:
            text = f'there is no {what} called "{name}".{did_you_mean(name, names)}'
            yield self.report(at, "dangling", text)

    def _names(self) -> Iterator[PackProblem]:
        seen: dict[str, str] = {}
        spaces: tuple[tuple[str, Iterable[str]], ...] = (
            ("questions", self.content.questions),
            ("populations", self.content.populations),
        )
        for part, names in spaces:
            for name in names:
                if name in seen:
                    text = f'"{name}" is a name of {seen[name]} already'
                    yield self.report((part, name), "twice", text)
                seen[name] = part
        for count, key in self.counts.items():
            if count in seen:
                text = f'"{count}" is a name of {seen[count]} already'
                yield self.report(("questions", key, "counts", count), "twice", text)

    def _quantity(self, at: Place, quantity: Quantity) -> Iterator[PackProblem]:
        if quantity.at_most is not None:
            yield from self._number((*at, "at_most"), quantity.at_most)
        for field, terms in (("add", quantity.add), ("less", quantity.less)):
            for index, term in enumerate(terms):
                place = (*at, field, index)
                if isinstance(term, OrderedTerm):
                    yield from self._known(place, term.ordered, self.content.items, "item")
                elif isinstance(term, OwnedTerm):
                    yield from self._known(place, term.owned, self.content.items, "item")
                elif isinstance(term, EndedTerm):
                    yield from self._known(place, term.ended, self.content.items, "item")
                elif isinstance(term, str):
                    yield from self._number(place, term)

    def _number(self, at: Place, fact: str) -> Iterator[PackProblem]:
        yield from self._known(at, fact, self.facts, "number")
        question = self.content.questions.get(fact)
        if question is not None and question.kind is not AnswerKind.NUMBER:
            yield self.report(at, "kind", f'"{fact}" is no number question')

    # ---- parts

    def _question(self, at: Place, key: str, question: Question) -> Iterator[PackProblem]:
        sections = [section.id for section in self.content.sections]
        yield from self._known((*at, "section"), question.section, sections, "section")
        yield from self._condition((*at, "ask_if"), question.ask_if)
        choosing = question.kind in (AnswerKind.CHOICE, AnswerKind.MULTIPLE)
        if choosing and len(question.options) < 2:
            yield self.report(at, "kind", f'"{key}" needs at least two options')
        if not choosing and question.options:
            yield self.report(at, "kind", f'"{key}" is no choice and has options')
        if (question.kind is AnswerKind.TABLE) != bool(question.columns and question.counts):
            yield self.report(at, "kind", f'"{key}": a table needs columns and counts, others none')
        if question.none_option is not None:
            yield from self._known(
                (*at, "none_option"), question.none_option, question.options, "option"
            )
        for count, named in question.counts.items():
            place = (*at, "counts", count)
            for column in (named.sum, *named.where, *named.support):
                yield from self._known(place, column, question.columns, "column")
        if question.with_order and question.if_not_asked is None:
            yield self.report(at, "missing", f'"{key}" belongs to the order: give if_not_asked')
        for index, part in enumerate(question.help_for):
            yield from self._condition((*at, "help_for", index), part.when)
        yield from self._bounds((*at, "unsure"), question)
        yield from self._assumed((*at, "unsure", "assume"), question)

    def _bounds(self, at: Place, question: Question) -> Iterator[PackProblem]:
        """The least and the most that is likely lie around the guess, and within the answer."""
        unsure = question.unsure
        if unsure.low is None and unsure.high is None:
            return
        if question.kind is not AnswerKind.NUMBER or not isinstance(unsure.assume, int):
            yield self.report(at, "kind", "low and high belong to a number with a number assumed")
            return
        low = question.low if unsure.low is None else unsure.low
        high = question.high if unsure.high is None else unsure.high
        if not question.low <= low <= unsure.assume <= high <= question.high:
            yield self.report(at, "range", "low and high must lie around what is assumed")

    def _assumed(self, at: Place, question: Question) -> Iterator[PackProblem]:
        assume = question.unsure.assume
        if isinstance(assume, SameAs):
            yield from self._known(at, assume.same_as, self.facts, "number")
            return
        match question.kind:
            case AnswerKind.CHOICE if assume is not None:
                yield from self._known(at, str(assume), question.options, "option")
            case AnswerKind.MULTIPLE if assume is not None:
                values = assume if isinstance(assume, tuple) else (assume,)
                for value in values:
                    yield from self._known(at, str(value), question.options, "option")
            case AnswerKind.NUMBER if not isinstance(assume, int):
                yield self.report(at, "missing", "a number needs a careful number to assume")
            case AnswerKind.TABLE:
                given = assume if isinstance(assume, Mapping) else {}
                for count in question.counts:
                    if count not in given:
                        yield self.report(at, "missing", f'no careful number for "{count}"')
                for name, careful in given.items():
                    yield from self._known((*at, name), name, question.counts, "count")
                    if isinstance(careful, SameAs):
                        yield from self._known((*at, name), careful.same_as, self.facts, "number")
            case _:
                pass

    def _items(self) -> Iterator[PackProblem]:
        items = self.content.items
        for key, item in items.items():
            at: Place = ("items", key)
            if item.recommended not in item.offers:
                text = f'the recommended offer "{item.recommended}" is not among the offers'
                yield self.report((*at, "recommended"), "dangling", text)
            for offer_id, offer in item.offers.items():
                if offer.price.low > offer.price.high:
                    place = (*at, "offers", offer_id, "price")
                    yield self.report(place, "range", "low is above high")
                for index, part in enumerate(offer.includes):
                    place = (*at, "offers", offer_id, "includes", index)
                    yield from self._includes(place, part.item, part.over)
            for index, part in enumerate(item.includes):
                yield from self._includes((*at, "includes", index), part.item, part.over)
            for index, need in enumerate(item.requires):
                place = (*at, "requires", index)
                yield from self._known(place, need.item, items, "item")
                ways = (need.covers, need.each, need.one_for_every)
                if sum(way is not None for way in ways) != 1:
                    text = "give exactly one of covers, each, one_for_every"
                    yield self.report(place, "shape", text)
                if need.covers is not None:
                    populations = self.content.populations
                    yield from self._known(place, need.covers, populations, "population")
                yield from self._condition((*place, "when"), need.when)
            for index, exclusion in enumerate(item.excludes):
                yield from self._known((*at, "excludes", index), exclusion.item, items, "item")
            for index, said in enumerate(item.said_owned):
                place = (*at, "said_owned", index)
                yield from self._condition(place, said.when)
                yield from self._number(place, said.covers)
            for index, doer in enumerate(item.who_if):
                yield from self._condition((*at, "who_if", index), doer.when)
            for name, step in item.cheaper.items():
                for lowers in step.lowers:
                    place = (*at, "cheaper", name)
                    yield from self._known(place, lowers.risk, self.content.risks, "risk")

    def _includes(self, at: Place, item: str, over: str | None) -> Iterator[PackProblem]:
        yield from self._known(at, item, self.content.items, "item")
        if over is not None:
            yield from self._known(at, over, self.content.populations, "population")

    def _needs(self) -> Iterator[PackProblem]:
        for key, need in self.content.needs.items():
            at: Place = ("needs", key)
            yield from self._known((*at, "item"), need.item, self.content.items, "item")
            yield from self._condition((*at, "when"), need.when)
            for name in need.covers:
                yield from self._known(
                    (*at, "covers"), name, self.content.populations, "population"
                )
            if bool(need.covers) == (need.quantity is not None):
                yield self.report(at, "shape", "give exactly one of covers and quantity")
            if need.quantity is not None:
                yield from self._quantity((*at, "quantity"), need.quantity)

    def _risks(self) -> Iterator[PackProblem]:
        for key, risk in self.content.risks.items():
            at: Place = ("risks", key)
            yield from self._condition((*at, "when"), risk.when)
            for field, raises in (("up", risk.up), ("impact_up", risk.impact_up)):
                for index, part in enumerate(raises):
                    yield from self._condition((*at, field, index, "when"), part.when)
            for index, measure in enumerate(risk.measures):
                place = (*at, "measures", index)
                yield from self._known(place, measure.item, self.content.items, "item")
            if sum(measure.main for measure in risk.measures) > MAIN_MEASURES:
                yield self.report(at, "range", f"at most {MAIN_MEASURES} main measures a risk")

    def _clauses(self) -> Iterator[PackProblem]:
        used: set[str] = set()
        known = set(self.content.blanks) | COMPUTED_BLANKS
        for key, clause in self.content.clauses.items():
            yield from self._condition(("clauses", key, "when"), clause.when)
            for item in clause.rests_on:
                yield from self._known(
                    ("clauses", key, "rests_on"), item, self.content.items, "item"
                )
            for name in PLACEHOLDER.findall(clause.text + clause.measure):
                used.add(name)
                yield from self._known(("clauses", key), name, known, "blank")
        for name in PLACEHOLDER.findall(self.content.not_legal_advice):
            used.add(name)
            yield from self._known(("not_legal_advice",), name, known, "blank")
        for key, blank in self.content.blanks.items():
            if key not in used:
                yield self.report(("blanks", key), "unused", f'no clause has a blank "{key}"')
            if blank.from_question is not None:
                yield from self._known(
                    ("blanks", key), blank.from_question, self.content.questions, "question"
                )
            if blank.source is BlankSource.COMPUTED and key not in COMPUTED_BLANKS:
                yield self.report(("blanks", key), "dangling", f'"{key}" cannot be computed')

    def _condition(self, at: Place, condition: Condition) -> Iterator[PackProblem]:
        return self._conditions.problems(at, condition)

"""Parts of a pack that nothing uses, and lines that say less than an owner may expect."""

from __future__ import annotations

from collections.abc import Iterator

from onboard.content.conditions import All, AnyOf, Comparison, Condition, Not, reads
from onboard.content.model import (
    AnswerKind,
    CompanionKind,
    Item,
    ItemKind,
    PackContent,
    Quantity,
    Question,
)
from onboard.content.problems import PackProblem, Place, Report

_PRODUCTS = (ItemKind.HARDWARE, ItemKind.LICENCE)


def use_problems(content: PackContent, report: Report) -> Iterator[PackProblem]:
    """Everything about use, part by part."""
    yield from _items(content, report)
    yield from _risks(content, report)
    yield from _questions(content, report)
    yield from _careless_not(content, report)


def _items(content: PackContent, report: Report) -> Iterator[PackProblem]:
    recommended = _recommended(content)
    inseparable = _only_inseparable(content)
    for key, item in content.items.items():
        at: Place = ("items", key)
        if key not in recommended:
            yield report(at, "never-recommended", f'nothing ever recommends "{key}"')
        if key not in inseparable and not item.cheaper:
            text = f'"{key}" can be declined and offers no cheaper step'
            yield report(at, "no-cheaper-step", text)
        if not item.done_means:
            yield report(at, "no-done-means", f'"{key}" does not say what "done" means')
        if not item.test:
            yield report(at, "no-test", f'"{key}" does not say how it is tried at hand-over')
        if not item.exclusions:
            yield report(at, "no-exclusions", f'"{key}" does not say what is no part of it')
        if item.kind in _PRODUCTS and key not in inseparable and len(item.offers) < 2:
            yield report(at, "one-offer", f'"{key}" is a product with one offer only')
        mine = {
            name
            for name, risk in content.risks.items()
            if any(measure.item == key for measure in risk.measures)
        }
        for name, step in item.cheaper.items():
            if mine and not any(part.risk in mine for part in step.lowers):
                text = f'"{name}" lowers no risk that "{key}" is a measure of'
                yield report((*at, "cheaper", name), "step-beside", text)


def _recommended(content: PackContent) -> set[str]:
    """Items that a need asks for, or that come with one that is asked for or on a list."""
    wanted = {need.item for need in content.needs.values()}
    wanted |= {key for key, item in content.items.items() if item.owned_question}
    while True:
        more = {name for key in wanted for name in _brought(content.items[key])}
        if more <= wanted:
            return wanted
        wanted |= more


def _brought(item: Item) -> Iterator[str]:
    """What comes along with an item: its companions, and what it or an offer of it includes."""
    yield from (part.item for part in item.requires)
    yield from (part.item for part in item.includes)
    yield from (part.item for offer in item.offers.values() for part in offer.includes)


def _only_inseparable(content: PackContent) -> set[str]:
    """Items that come only as something's inseparable part: a no to them is a no to it."""
    parts = {
        part.item
        for item in content.items.values()
        for part in item.requires
        if part.kind is CompanionKind.INSEPARABLE
    }
    others = {need.item for need in content.needs.values()} | {
        part.item
        for item in content.items.values()
        for part in item.requires
        if part.kind is CompanionKind.PROTECTIVE
    }
    return parts - others


def _risks(content: PackContent, report: Report) -> Iterator[PackProblem]:
    recommended = _recommended(content)
    for key, risk in content.risks.items():
        if not any(measure.item in recommended for measure in risk.measures):
            text = f'no line that is ever recommended lowers "{key}"'
            yield report(("risks", key), "risk-alone", text)


def _questions(content: PackContent, report: Report) -> Iterator[PackProblem]:
    """A question whose answer nothing reads, unless it is in words or says what it is kept for."""
    used = set(_facts_read(content))
    for key, question in content.questions.items():
        is_kept = question.kind is AnswerKind.TEXT or question.informs
        if is_kept or used & {key, *question.counts}:
            continue
        text = f'nothing reads the answer to "{key}", so "I don\'t know" changes nothing'
        yield report(("questions", key), "idle-question", text)


def _facts_read(content: PackContent) -> Iterator[str]:
    for condition, _ in conditions(content):
        yield from reads(condition)
    quantities: list[Quantity] = [*content.populations.values()]
    for need in content.needs.values():
        yield from need.covers
        if need.quantity is not None:
            quantities.append(need.quantity)
    for quantity in quantities:
        yield from (term for term in (*quantity.add, *quantity.less) if isinstance(term, str))
        if quantity.at_most is not None:
            yield quantity.at_most
    yield from (blank.from_question for blank in content.blanks.values() if blank.from_question)
    yield from (key for asked in content.insurers.values() for key in asked.questions)
    if content.trades is not None:
        yield content.trades.question
    if content.budget is not None:
        yield from (key for key in (content.budget.once, content.budget.monthly) if key)
    if content.working is not None:
        yield content.working.question
    if content.helper is not None:
        helper = content.helper
        yield from (helper.question, helper.trust, helper.results, helper.outcome)
        yield from (*helper.tables, *helper.quoted)
        yield from (name for link in helper.chain for name in link.cites)
    if content.fit is not None:
        yield from (trait.question for trait in content.fit.traits)


def conditions(content: PackContent) -> Iterator[tuple[Condition, Place]]:
    """Every condition of a pack with its place."""
    for key, question in content.questions.items():
        yield question.ask_if, ("questions", key, "ask_if")
        for index, part in enumerate(question.help_for):
            yield part.when, ("questions", key, "help_for", index)
    for key, item in content.items.items():
        for index, requirement in enumerate(item.requires):
            yield requirement.when, ("items", key, "requires", index)
        for index, said in enumerate(item.said_owned):
            yield said.when, ("items", key, "said_owned", index)
        for index, doer in enumerate(item.who_if):
            yield doer.when, ("items", key, "who_if", index)
    for key, need in content.needs.items():
        yield need.when, ("needs", key, "when")
    for key, risk in content.risks.items():
        yield risk.when, ("risks", key, "when")
        for field, raises in (("up", risk.up), ("impact_up", risk.impact_up)):
            for index, raised in enumerate(raises):
                yield raised.when, ("risks", key, field, index)
    for key, flag in content.flags.items():
        yield flag.when, ("flags", key, "when")
    for key, clause in content.clauses.items():
        yield clause.when, ("clauses", key, "when")
    for key, rule in content.rules.items():
        yield rule.when, ("rules", key, "when")
    if content.helper is not None:
        for index, weighed in enumerate(content.helper.weighed):
            yield weighed.when, ("helper", "weighed", index, "when")
        for index, link in enumerate(content.helper.chain):
            yield link.when, ("helper", "chain", index, "when")


def _careless_not(content: PackContent, report: Report) -> Iterator[PackProblem]:
    for condition, at in conditions(content):
        for fact in _negated_facts(condition):
            question = content.questions.get(fact)
            if question is not None and _may_be_off(question) and at[1] != fact:
                text = (
                    f'"not" around "{fact}" is true where that question is not asked: '
                    "give it if_not_asked"
                )
                yield report(at, "careless-not", text)


def _may_be_off(question: Question) -> bool:
    return question.ask_if != All(()) and question.if_not_asked is None


def _negated_facts(condition: Condition, inside: bool = False) -> Iterator[str]:
    match condition:
        case Comparison(fact=fact):
            if inside:
                yield fact
        case Not(part):
            yield from _negated_facts(part, not inside)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _negated_facts(part, inside)

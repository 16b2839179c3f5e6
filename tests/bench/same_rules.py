"""The conditions of a pack and made-up facts for them: the same for every engine compared."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from random import Random

from onboard.content.conditions import (
    ALWAYS,
    Condition,
    Fact,
    Missing,
    reads,
)
from onboard.content.model import AnswerKind, ColumnKind, Question, QuestionId
from onboard.content.pack import ContentPack
from onboard.interview.answers import Answer, Answers, AnswerState
from onboard.interview.facts import Circumstances, FactBook
from onboard.interview.route import RoutingPath, route
from onboard.interview.validation import AnswerProblem, column_options, validate

DAY = date(2026, 11, 21)


def conditions(pack: ContentPack) -> tuple[Condition, ...]:
    """Every condition that is more than "always": of questions, needs, companions, risks, flags."""
    content = pack.content
    found = [question.ask_if for question in content.questions.values()]
    found += [need.when for need in content.needs.values()]
    found += [rule.when for item in content.items.values() for rule in item.requires]
    for risk in content.risks.values():
        found += [risk.when, *(part.when for part in (*risk.up, *risk.impact_up))]
    found += [flag.when for flag in content.flags.values()]
    return tuple(condition for condition in found if condition != ALWAYS)


def circumstances(pack: ContentPack) -> Circumstances:
    """A client with an order and every optional section opened: all questions may come."""
    optional = frozenset(part.id for part in pack.content.sections if part.optional)
    return Circumstances(DAY, ordered={next(iter(pack.content.items)): 2}, opened=optional)


def everything_asked(_question: QuestionId, _known: FactBook) -> bool:
    """Weighs nothing: what applies is asked, as in a form."""
    return True


def random_answers(pack: ContentPack, random: Random) -> Answers:
    """An answer to every question; those off the way are there and do not count."""
    return Answers(_answer(pack, key, random) for key in pack.questions_in_order)


def way(pack: ContentPack, answers: Answers) -> RoutingPath:
    return route(pack, answers, circumstances(pack), everything_asked)


def facts_of(pack: ContentPack, answers: Answers) -> dict[str, Fact]:
    """All facts that conditions read, looked up once."""
    off = way(pack, answers).off
    book = FactBook(pack, answers, circumstances(pack), off_path=off, assuming=True)
    names = sorted(frozenset().union(*(reads(each) for each in conditions(pack))))
    return {name: book[name] for name in names}


def plain(fact: object) -> object:
    """A fact as JSON knows it; what is not asked has no value."""
    match fact:
        case Missing():
            return None
        case frozenset():
            return sorted(fact)
        case date():
            return fact.isoformat()
        case Decimal():
            return float(fact)
        case _:
            return fact


def literal(value: object) -> str:
    """The value of a comparison as JSON writes it."""
    return json.dumps(plain(value))


def _answer(pack: ContentPack, key: QuestionId, random: Random) -> Answer:
    value = validate(pack, key, _reply(pack, pack.content.questions[key], random))
    if isinstance(value, AnswerProblem):
        raise RuntimeError(f"{key}: {value}")
    return Answer(key, AnswerState.GIVEN, value)


def _reply(pack: ContentPack, question: Question, random: Random) -> object:
    match question.kind:
        case AnswerKind.CHOICE:
            return random.choice(list(question.options))
        case AnswerKind.MULTIPLE:
            several = [name for name in question.options if name != question.none_option]
            if question.none_option is not None and random.random() < 0.25:
                return [question.none_option]
            return random.sample(several, random.randint(1, min(3, len(several))))
        case AnswerKind.NUMBER | AnswerKind.MONEY:
            return random.randint(question.low, min(question.high, question.low + 12))
        case AnswerKind.DATE:
            return date(2027, random.randint(1, 12), 1)
        case AnswerKind.TEXT:
            return "some words"
        case AnswerKind.TABLE:
            rows = [_row(pack, question, random) for _ in range(random.randint(0, 4))]
            each = question.row_each
            return list({row[each]: row for row in rows}.values()) if each else rows


def _row(pack: ContentPack, question: Question, random: Random) -> dict[str, object]:
    cells: dict[str, object] = {}
    for name, column in question.columns.items():
        match column.kind:
            case ColumnKind.NUMBER:
                cells[name] = random.randint(column.low, min(column.high, column.low + 9))
            case ColumnKind.CHOICE:
                cells[name] = random.choice(list(column_options(pack, column)))
            case ColumnKind.DATE:
                cells[name] = "2026-11-21"
            case ColumnKind.TEXT:
                cells[name] = "text"
    return cells

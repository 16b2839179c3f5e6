"""The proofs' model and the running engine, on the same answers: no difference anywhere."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

import pytest
from odd_pack import DAY, odd_pack
from solved import Solved, blank

from onboard.content.conditions import Missing, evaluate
from onboard.content.loader import load_pack
from onboard.content.model import AnswerKind, ColumnKind, ItemId, Level, QuestionId
from onboard.content.pack import ContentPack
from onboard.content.proofs import levels
from onboard.content.proofs.facts import Ways
from onboard.content.proofs.findings import Ground, ground
from onboard.content.proofs.placed import conditions_of
from onboard.engagement import Engagement
from onboard.firm import FirmProfile
from onboard.interview.answers import Answer, Answers, AnswerState
from onboard.interview.validation import AnswerProblem, column_options, validate
from onboard.locations import DEFAULT_PACK, packs
from onboard.recommendation.bill import BillOfMaterials, Source
from onboard.recommendation.costing import PriceList
from onboard.recommendation.estate import Holding, OrderedItem
from onboard.recommendation.explode import Wishes, explode, gross
from onboard.risk.grids import LEVEL_OF_RISK, OVERALL_LIKELIHOOD, rank
from onboard.risk.register import rate, scenarios
from onboard.snapshot import EngagementSnapshot, derive

PACKS = {"shipped": lambda: load_pack(packs() / DEFAULT_PACK), "odd": odd_pack}


@cache
def grounded(name: str) -> Ground:
    return ground(PACKS[name](), DAY)


# ---- generated engagements


def some_value(pack: ContentPack, key: QuestionId, dice: random.Random) -> Any:
    question = pack.content.questions[key]
    match question.kind:
        case AnswerKind.CHOICE:
            return dice.choice(list(question.options))
        case AnswerKind.MULTIPLE:
            several = [name for name in question.options if name != question.none_option]
            if question.none_option is not None and dice.random() < 0.2:
                return [question.none_option]
            return dice.sample(several, dice.randint(1, min(3, len(several))))
        case AnswerKind.NUMBER:
            return dice.randint(question.low, min(question.high, question.low + 25))
        case AnswerKind.MONEY:
            return dice.choice([0, 12, 40, 60, 5000])
        case AnswerKind.DATE:
            return DAY + timedelta(dice.randint(-900, 900))
        case AnswerKind.TEXT:
            return dice.choice(["A name", "cellar"])
        case AnswerKind.TABLE:
            rows = [some_row(pack, key, dice) for _ in range(dice.randint(0, 4))]
            each = pack.content.questions[key].row_each
            return list({row[each]: row for row in rows}.values()) if each else rows


def some_row(pack: ContentPack, key: QuestionId, dice: random.Random) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    for name, column in pack.content.questions[key].columns.items():
        match column.kind:
            case ColumnKind.NUMBER:
                cells[name] = dice.randint(column.low, min(column.high, column.low + 6))
            case ColumnKind.CHOICE:
                cells[name] = dice.choice(list(column_options(pack, column)))
            case ColumnKind.TEXT:
                cells[name] = dice.choice(["cellar", "attic"])
            case ColumnKind.DATE:
                cells[name] = DAY + timedelta(dice.randint(-900, 900))
        if (column.may_be_empty or column.kind is ColumnKind.DATE) and dice.random() < 0.3:
            cells[name] = ""
    return cells


def some_answer(pack: ContentPack, key: QuestionId, dice: random.Random) -> Answer:
    if dice.random() < 0.25:
        return Answer(key, dice.choice([AnswerState.UNKNOWN, AnswerState.LATER]))
    value = validate(pack, key, some_value(pack, key, dice))
    assert not isinstance(value, AnswerProblem), str(value)
    return Answer(key, AnswerState.GIVEN, value)


def some_holding(pack: ContentPack, dice: random.Random) -> Holding:
    key = dice.choice(list(pack.content.items))
    is_sized = pack.content.items[key].capacity > 1 and dice.random() < 0.5
    return Holding(
        ItemId(key),
        dice.choice([None, *range(8)]),
        until=dice.choice([None, DAY + timedelta(dice.randint(-400, 900))]),
        capacity=dice.randint(1, 48) if is_sized else None,
    )


def some_engagement(pack: ContentPack, dice: random.Random) -> Engagement:
    """A finished interview with any estate and order, and answers left over from other paths."""
    items = list(pack.content.items)
    mentioned = [key for key in ("workstation", "laptop", "server", "box") if key in items]
    order = [
        OrderedItem("wanted", ItemId(dice.choice([*items, *mentioned * 9])), dice.randint(1, 6))
        for _ in range(dice.choice([0, 0, 1, 2, 3]))
    ]
    facts = replace(
        blank(pack, DAY),
        answers=Answers(
            some_answer(pack, key, dice) for key in pack.questions_in_order if dice.random() < 0.5
        ),
        estate=tuple(some_holding(pack, dice) for _ in range(dice.randint(0, 5))),
        order=tuple(order),
        opened=("extra",) if dice.random() < 0.5 else (),
    )
    while (key := seen(pack, facts).path.next) is not None:
        facts = replace(facts, answers=facts.answers.with_(some_answer(pack, key, dice)))
    return facts


def seen(pack: ContentPack, facts: Engagement) -> EngagementSnapshot:
    return derive(pack, FirmProfile(), facts, DAY)


# ---- what differs


def differences(about: Ground, facts: Engagement, dice: random.Random) -> Iterator[str]:
    snapshot = seen(about.pack, facts)
    items = about.content.items
    declined = frozenset(key for key in items if dice.random() < 0.15)
    offers = {key: dice.choice(list(items[key].offers)) for key in items if dice.random() < 0.3}
    wishes = Wishes(
        {ItemId(key): offer for key, offer in offers.items()}, frozenset(map(ItemId, declined))
    )
    bill, known = snapshot.bill, snapshot.known
    prices = PriceList(about.pack, FirmProfile())
    chosen = explode(
        about.pack, snapshot.facts, known, facts.estate, facts.order, prices, DAY, wishes
    )
    fallen = declined | {line.item for line in chosen.lines if line.is_refused}
    solved = Solved(about.unknowns, facts, fallen, offers)
    assert solved.of(about.chosen.closed())
    yield from _on_the_way(about, snapshot, solved)
    yield from _counted(about, snapshot, solved)
    yield from _in_bill("bill", about, bill, about.bill, solved)
    yield from _in_bill("chosen", about, chosen, about.chosen, solved)
    yield from _rated(about, snapshot, solved)


def _on_the_way(about: Ground, snapshot: EngagementSnapshot, solved: Solved) -> Iterator[str]:
    path, ways = snapshot.path, about.ways
    on = {*path.questions, *path.not_asked}
    for key in about.content.questions:
        if solved.of(ways.on_path[key]) is not (key in on):
            yield f"{key} is on the path for one only"
        if solved.of(ways.off[key]) is not (key in path.off):
            yield f"{key} is off the path for one only"
    for place, condition in conditions_of(about.content):
        truth = ways.facts.truth(condition)
        found = True if solved.of(truth.true) else False if solved.of(truth.false) else None
        if found is not evaluate(condition, snapshot.facts):
            yield f"{place} is {found} for the solver alone"


def _counted(about: Ground, snapshot: EngagementSnapshot, solved: Solved) -> Iterator[str]:
    ways: Ways = about.ways
    for name in (*about.pack.question_of_count, *about.content.populations):
        fact, value = ways.facts.fact(name), snapshot.facts[name]
        if solved.of(fact.unknown) is not (value is Missing.UNKNOWN):
            yield f"{name} is unknown for one only"
        if solved.of(ways.facts.count(name)) != snapshot.facts.count(name):
            yield f"{name} is {value}, for the solver {solved.of(ways.facts.count(name))}"


def _in_bill(
    name: str, about: Ground, bill: BillOfMaterials, symbolic: Any, solved: Solved
) -> Iterator[str]:
    for key, item in about.content.items.items():
        line, other = bill.get(key), symbolic.lines[key]
        pairs = {"gross": (0, other.gross), "required": (0, other.required)}
        if line is not None:
            asked = [part for part in line.contributions if part.source is not Source.ORDER]
            pairs = {
                "gross": (gross(asked, item.spare_percent), other.gross),
                "required": (line.required, other.required),
                "on hand": (line.on_hand, other.on_hand),
                "ordered": (line.ordered, other.ordered),
                "bought": (line.quantity, other.bought),
            }
        for part, (real, term) in pairs.items():
            if solved.of(term) != real:
                yield f"{name}: {part} of {key} is {real}, for the solver {solved.of(term)}"


def _rated(about: Ground, snapshot: EngagementSnapshot, solved: Solved) -> Iterator[str]:
    facts = about.ways.facts
    applying = scenarios(about.pack, snapshot.facts, snapshot.known)
    for key, risk in about.content.risks.items():
        scenario = applying.get(key)  # type: ignore[call-overload]
        if solved.of(levels.applies(facts, risk)) is not (scenario is not None):
            yield f"{key} applies for one only"
        if scenario is None:
            continue
        real = rate(scenario, {}).level
        raises = next(n for n, test in enumerate(levels.raised(facts, risk)) if solved.of(test))
        worse = next(n for n, test in enumerate(levels.worsened(facts, risk)) if solved.of(test))
        if levels.level_of(risk, raises, worse) is not real:
            yield f"{key} is {real}, for the solver {levels.level_of(risk, raises, worse)}"
        if solved.of(levels.is_high(facts, risk)) is not (rank(real) >= rank(Level.HIGH)):
            yield f"{key} is high for one only"


# ---- tests


def compare(name: str, seeds: range) -> None:
    about = grounded(name)
    for seed in seeds:
        dice = random.Random(seed)  # noqa: S311
        facts = some_engagement(about.pack, dice)
        assert list(differences(about, facts, dice)) == [], f"seed {seed}"


@pytest.mark.slow
@pytest.mark.parametrize("name", list(PACKS))
def test_engine_and_proofs_say_the_same_of_the_same_answers(name: str) -> None:
    compare(name, range(30))


@pytest.mark.soak
@pytest.mark.parametrize("start", range(0, 800, 100))
@pytest.mark.parametrize("name", list(PACKS))
def test_engine_and_proofs_say_the_same_of_very_many_answers(name: str, start: int) -> None:
    compare(name, range(1000 + start, 1100 + start))


def test_both_hold_the_same_grids() -> None:
    rows = list(Level)
    for grid, table in ((levels.GRID_G5, OVERALL_LIKELIHOOD), (levels.GRID_I2, LEVEL_OF_RISK)):
        assert [[rows[part] for part in row] for row in grid] == [list(table[row]) for row in rows]

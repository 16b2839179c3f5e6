"""What must hold of every bill, over generated answers, estates, orders and refusals.

The shipped pack is used, because its rules are the ones that clients meet. Mutants of the engine at
the end show that these properties, or the bill's own certificate, would notice a fault.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from onboard.content.conditions import evaluate
from onboard.content.loader import build_pack, load_pack
from onboard.content.model import AnswerKind, ColumnKind, ItemId, Period, QuestionId
from onboard.content.pack import ContentPack
from onboard.decisions import EVERY_LINE, Choice, Decision, Position
from onboard.engagement import Client, Engagement, EngagementId, PackPin
from onboard.firm import FirmProfile
from onboard.interview.answers import Answer, Answers, AnswerState
from onboard.interview.validation import AnswerProblem, column_options, validate
from onboard.locations import DEFAULT_PACK, packs
from onboard.recommendation import explode as explosion
from onboard.recommendation.bill import Contribution, LineItem, Source
from onboard.recommendation.certificate import BillUnsound, certify
from onboard.recommendation.estate import Holding, OrderedItem
from onboard.recommendation.money import Cost, Money, cost_of
from onboard.risk.grids import rank
from onboard.snapshot import EngagementSnapshot, derive

DAY = date(2026, 11, 21)
EXAMPLES = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@cache
def the_pack() -> ContentPack:
    return load_pack(packs() / DEFAULT_PACK)


# ---- generated facts


def raw_values(pack: ContentPack, key: str) -> st.SearchStrategy[Any]:
    question = pack.content.questions[key]
    match question.kind:
        case AnswerKind.CHOICE:
            return st.sampled_from(list(question.options))
        case AnswerKind.MULTIPLE:
            several = [name for name in question.options if name != question.none_option]
            some: st.SearchStrategy[Any] = st.lists(
                st.sampled_from(several), min_size=1, max_size=3, unique=True
            )
            if question.none_option is not None:
                some = some | st.just([question.none_option])
            return some
        case AnswerKind.NUMBER:
            return st.integers(question.low, min(question.high, question.low + 30))
        case AnswerKind.MONEY:
            return st.integers(0, 5000)
        case AnswerKind.DATE:
            return st.dates(date(2026, 1, 1), date(2029, 1, 1))
        case AnswerKind.TEXT:
            return st.sampled_from(["A name", "Some words"])
        case AnswerKind.TABLE:
            cells: dict[str, st.SearchStrategy[Any]] = {}
            for name, column in question.columns.items():
                if column.kind is ColumnKind.NUMBER:
                    cells[name] = st.integers(column.low, min(column.high, column.low + 9))
                elif column.kind is ColumnKind.CHOICE:
                    cells[name] = st.sampled_from(list(column_options(pack, column)))
                elif column.kind is ColumnKind.DATE:
                    cells[name] = st.dates(date(2024, 1, 1), date(2029, 1, 1)).map(str)
                else:
                    cells[name] = st.just("text")
                if column.may_be_empty or column.kind is ColumnKind.DATE:
                    cells[name] = cells[name] | st.just("")
            each = question.row_each
            return st.lists(
                st.fixed_dictionaries(cells),
                max_size=4,
                unique_by=(lambda row: row[each]) if each else None,
            )


@st.composite
def engagements(draw: st.DrawFn) -> Engagement:
    """Any mix of given, unknown and missing answers with any estate and order."""
    pack = the_pack()
    found = []
    for name in pack.questions_in_order:
        state = draw(st.sampled_from(["given", "given", "given", "unknown", "missing"]))
        if state == "missing":
            continue
        if state == "unknown":
            kept = name in pack.may_be_private and draw(st.booleans())
            found.append(Answer(name, AnswerState.PRIVATE if kept else AnswerState.UNKNOWN))
            continue
        value = validate(pack, name, draw(raw_values(pack, name)))
        assert not isinstance(value, AnswerProblem), str(value)
        found.append(Answer(name, AnswerState.GIVEN, value))
    items = st.sampled_from(list(pack.content.items))
    estate = draw(
        st.lists(
            st.builds(
                Holding,
                item=items.map(ItemId),
                quantity=st.none() | st.integers(0, 20),
                until=st.none() | st.dates(DAY - timedelta(400), DAY + timedelta(900)),
            ),
            max_size=6,
        )
    )
    order = draw(
        st.lists(
            st.tuples(items, st.integers(1, 6)).map(
                lambda pair: OrderedItem(f"{pair[1]} {pair[0]}", ItemId(pair[0]), pair[1])
            ),
            max_size=3,
        )
    )
    return Engagement(
        id=EngagementId(""),
        client=Client("Example"),
        pack=PackPin(pack.id, pack.version, pack.sha256),
        created=DAY,
        answers=Answers(found),
        estate=tuple(estate),
        order=tuple(order),
    )


def seen(facts: Engagement, pack: ContentPack | None = None) -> EngagementSnapshot:
    return derive(pack or the_pack(), FirmProfile(), facts, DAY)


def with_decisions(facts: Engagement, *declined: str) -> Engagement:
    made = [Decision(EVERY_LINE, Choice.ACCEPT)]
    made += [Decision(ItemId(item), Choice.DECLINE, reason="no") for item in declined]
    return replace(facts, decisions=tuple(made))


# ---- properties


@EXAMPLES
@given(engagements())
def test_nothing_required_is_left_unsaid(facts: Engagement) -> None:
    """Design, bill 1, S0.7: every requirement ends as bought, there already, or ordered."""
    snapshot = seen(facts)
    pack = the_pack()
    for line in snapshot.bill.lines:
        there = line.on_hand + line.ordered + line.quantity * pack.content.items[line.item].capacity
        assert there >= line.required, line.item
    for key, need in pack.content.needs.items():
        if evaluate(need.when, snapshot.facts) is True:
            asked = sum(snapshot.facts.count(name) for name in need.covers)
            if need.quantity is not None:
                asked = snapshot.facts.amount(need.quantity) or 0
            if asked:
                assert snapshot.bill.by_item[ItemId(need.item)].required >= asked, key


@EXAMPLES
@given(engagements())
def test_every_line_has_a_reason_that_leads_back(facts: Engagement) -> None:
    """Design, bill 2, S0.13: each chain starts at an answer, a guess, an order or what is owned."""
    snapshot = seen(facts)
    origins = set(the_pack().content.needs) | set(the_pack().content.items)
    for line in snapshot.lines:
        assert snapshot.because(line), line.item
        assert all(snapshot.because(line)), line.item
        assert line.line.contributions
        assert {part.origin for part in line.line.contributions} <= origins


def shuffled(pack: ContentPack, seed: int) -> ContentPack:
    """The same pack with the entries of its three big lists in another order."""
    mix = random.Random(seed)  # noqa: S311  (an order of entries, not a secret)
    content = pack.content
    parts: dict[str, Any] = {}
    for name in ("items", "needs", "risks", "populations"):
        entries = list(getattr(content, name).items())
        mix.shuffle(entries)
        parts[name] = dict(entries)
    return ContentPack(content.model_copy(update=parts), pack.sha256, pack.data)


@EXAMPLES
@given(engagements(), st.integers(0, 2**16))
def test_the_order_of_entries_in_the_pack_is_no_matter(facts: Engagement, seed: int) -> None:
    """Design, bill 3: the same input gives the same bill, in the same order."""
    one, other = seen(facts), seen(facts, shuffled(the_pack(), seed))
    assert [line.item for line in one.bill.lines] == [line.item for line in other.bill.lines]
    assert one.bill.total == other.bill.total
    for mine, theirs in zip(one.bill.lines, other.bill.lines, strict=True):
        for name in ("required", "on_hand", "ordered", "quantity", "standing", "to_confirm"):
            assert getattr(mine, name) == getattr(theirs, name), mine.item
        assert set(mine.contributions) == set(theirs.contributions)
    assert {risk.risk: risk for risk in one.register.risks} == {
        risk.risk: risk for risk in other.register.risks
    }


def test_the_order_of_files_is_no_matter() -> None:
    """Design, bill 3: the pin and the bill do not depend on how files were listed."""
    texts: dict[str, str] = json.loads(the_pack().data)
    turned = dict(reversed(list(texts.items())))
    again = build_pack(turned)
    assert again.sha256 == the_pack().sha256
    assert again.items_in_order == the_pack().items_in_order


@EXAMPLES
@given(engagements())
def test_the_same_facts_give_the_same_whole_twice(facts: Engagement) -> None:
    """Design, bill 3."""
    first, second = seen(facts), seen(facts)
    assert first.bill == second.bill
    assert first.register == second.register
    assert first.lines == second.lines
    assert first.flags == second.flags


@EXAMPLES
@given(engagements())
def test_three_more_computers_lower_nothing(facts: Engagement) -> None:
    """Design, bill 4, S0.8: growth never makes a requirement smaller.

    Nobody is replaced here: an old computer that goes takes its demands with it. What is required
    only because the owner orders it (four set-ups for no computer) may find a use.
    """
    nobody = Answer(QuestionId("replaced-computers"), AnswerState.GIVEN, 0)
    facts = replace(facts, answers=facts.answers.with_(nobody))
    pc = ItemId("workstation")
    before = seen(facts)
    after = seen(replace(facts, order=(*facts.order, OrderedItem("3 PCs", pc, 3))))
    for line in before.bill.lines:
        if any(part.source is not Source.ORDER for part in line.contributions):
            assert after.bill.by_item[line.item].required >= line.required, line.item


@EXAMPLES
@given(engagements(), st.sampled_from(["endpoint-protection", "mfa", "patch-rmm", "switch"]))
def test_what_is_owned_counts_once(facts: Engagement, item: str) -> None:
    """Design, bill 4: n more seats on the shelf save n seats at most, in one line or in two."""
    plain = replace(facts, estate=())
    # The list of what is there goes before what an answer says is there.
    bare = seen(replace(plain, estate=(Holding(ItemId(item), 0),))).bill
    if bare.get(item) is None:
        return
    capacity = the_pack().content.items[item].capacity
    one = seen(replace(plain, estate=(Holding(ItemId(item), 4),))).bill.by_item[ItemId(item)]
    two = seen(replace(plain, estate=(Holding(ItemId(item), 3), Holding(ItemId(item), 1))))
    base = bare.by_item[ItemId(item)]
    assert one.on_hand - base.on_hand == 4 * capacity
    assert two.bill.by_item[ItemId(item)] == one
    assert base.quantity - one.quantity <= 4
    past = Holding(ItemId(item), 4, until=DAY - timedelta(1))
    ended = seen(replace(plain, estate=(past,))).bill.by_item[ItemId(item)]
    assert ended.on_hand == base.on_hand  # a licence that has run out is not there


@EXAMPLES
@given(engagements())
def test_totals_equal_their_parts(facts: Engagement) -> None:
    """Design, bill 6, TRAP-8."""
    snapshot = seen(with_decisions(facts))
    for bill in (snapshot.bill, snapshot.chosen):
        for name in ("once", "monthly", "yearly"):
            total = getattr(bill.total, name)
            parts = [getattr(line.cost, name) for line in bill.lines]
            assert sum(part.low for part in parts) == total.low
            assert sum(part.high for part in parts) == total.high
            assert total.low <= total.high
        for line in bill.lines:
            assert line.cost.is_zero or line.quantity


@EXAMPLES
@given(engagements(), st.data())
def test_a_declined_line_is_never_bought_and_never_helps(
    facts: Engagement, data: st.DataObject
) -> None:
    """T2, S0.15: a no orders nothing, lowers no risk, un-owns nothing, and is on paper."""
    accepted = seen(with_decisions(facts))
    lines = [line.item for line in accepted.bill.to_buy]
    if not lines:
        return
    no = data.draw(st.lists(st.sampled_from(lines), min_size=1, max_size=3, unique=True))
    refused = seen(with_decisions(facts, *no))
    assert refused.bill == accepted.bill
    for item in no:
        chosen = refused.chosen.get(item)
        assert chosen is None or not chosen.is_bought
        position = refused.line_by_item[item].settled.position
        # A part of something falls with it when another part of it is declined, too.
        whole = accepted.bill.by_item[ItemId(item)].inseparable_of
        falls = position is Position.FALLS_WITH and bool(whole)
        assert position is Position.DECLINED or falls
        owned = sum(
            held.quantity or 0
            for held in facts.estate
            if held.item == item and (held.until is None or held.until >= DAY)
        )
        if chosen is not None:
            assert chosen.on_hand >= owned
    for key, rated in refused.register.by_id.items():
        assert rank(rated.chosen.level) >= rank(accepted.register.by_id[key].chosen.level), key
        assert rated.today == accepted.register.by_id[key].today
    # What a declined line brought along may now be bought by itself; nothing else costs more.
    brought = {part for item in no for part in _brought(ItemId(item))}
    for line in refused.chosen.to_buy:
        if line.item not in brought:
            before = accepted.chosen.get(line.item)
            assert before is not None
            assert line.cost.first_year.high <= before.cost.first_year.high, line.item


def _brought(key: ItemId) -> Iterator[str]:
    """All that an item, or an offer of it, brings along."""
    item = the_pack().content.items[key]
    yield from (part.item for part in item.includes)
    yield from (part.item for offer in item.offers.values() for part in offer.includes)


@EXAMPLES
@given(engagements())
def test_nothing_past_its_support_is_on_offer(facts: Engagement) -> None:
    """Design, bill 5, S1.7: neither recommended nor offered beside."""
    content = the_pack().content
    ended = [
        product.name
        for product in content.lifecycle.values()
        if product.support_end is not None and product.support_end < DAY
    ]
    assert ended
    for line in seen(facts).bill.to_buy:
        offers = " ".join(offer.name for offer in content.items[line.item].offers.values())
        assert not [name for name in ended if name in offers], line.item


@EXAMPLES
@given(engagements())
def test_computers_past_their_support_are_never_left_without_a_named_treatment(
    facts: Engagement,
) -> None:
    """Design, bill 5, S1.7: replaced, upgraded, extended, or fenced and signed for."""
    rows = ({"kind": "desktop", "system": "win-7", "count": 2},)
    value = validate(the_pack(), QuestionId("computers"), rows)
    assert not isinstance(value, AnswerProblem), str(value)
    old = Answer(QuestionId("computers"), AnswerState.GIVEN, value)
    bill = seen(replace(facts, answers=facts.answers.with_(old), estate=())).bill
    treatments = {"workstation", "laptop", "os-upgrade", "esu", "network-segmentation"}
    assert treatments & set(bill.by_item)


# ---- mutants: the same questions asked of a broken engine

T1_LIKE = {
    "people": 8, "sites": 1, "logins": 8, "server": "none", "files-where": ["on-computers"],
    "wired-points": 20, "new-people": 3, "replaced-computers": 0,
    "computers": [{"kind": "desktop", "system": "win-11-25h2", "count": 8}],
}  # fmt: skip


def three_more_pcs() -> Engagement:
    pack = the_pack()
    found = []
    for key, raw in T1_LIKE.items():
        value = validate(pack, QuestionId(key), raw)
        assert not isinstance(value, AnswerProblem)
        found.append(Answer(QuestionId(key), AnswerState.GIVEN, value))
    return Engagement(
        id=EngagementId(""),
        client=Client("Example"),
        pack=PackPin(pack.id, pack.version, pack.sha256),
        created=DAY,
        answers=Answers(found),
        estate=(Holding(ItemId("endpoint-protection"), 8), Holding(ItemId("mfa"), 8)),
        order=(OrderedItem("3 PCs", ItemId("workstation"), 3),),
    )


Mutate = Callable[[pytest.MonkeyPatch], None]


def adds_up_coverage(patch: pytest.MonkeyPatch) -> None:
    """Sums demands over one population where they should be united."""

    def summed(contributions: list[Contribution], spare_percent: int) -> int:
        units = sum(part.amount for part in contributions)
        return -(-units * (100 + spare_percent) // 100)

    patch.setattr(explosion, "gross", summed)


def forgets_the_last_demand(patch: pytest.MonkeyPatch) -> None:
    right = explosion.gross
    patch.setattr(explosion, "gross", lambda parts, spare: right(parts[:-1], spare))


def leaves_companions_out(patch: pytest.MonkeyPatch) -> None:
    def silent(*_: object, **__: object) -> None:
        """S0.7: exactly what the supplier of the source note did."""

    patch.setattr(explosion._Explosion, "_require", silent)


def counts_the_shelf_twice(patch: pytest.MonkeyPatch) -> None:
    right = explosion._Explosion._own

    def twice(self: Any, holding: Holding, on: date) -> None:
        right(self, holding, on)
        right(self, holding, on)

    patch.setattr(explosion._Explosion, "_own", twice)


def rounds_before_adding(patch: pytest.MonkeyPatch) -> None:
    """Half of what is needed, rounded down."""
    right = explosion.gross
    patch.setattr(explosion, "gross", lambda parts, spare: right(parts, spare) // 2)


def invents_a_price(patch: pytest.MonkeyPatch) -> None:
    def one_more(amount: Money, per: Period, count: int) -> Cost:
        return cost_of(amount, per, count + 1)

    patch.setattr(explosion, "cost_of", one_more)


MUTANTS: list[Mutate] = [
    adds_up_coverage,
    forgets_the_last_demand,
    leaves_companions_out,
    counts_the_shelf_twice,
    rounds_before_adding,
    invents_a_price,
]


def questions_asked(facts: Engagement) -> None:
    """The certificate and the properties that look at one bill, on one client."""
    snapshot = seen(facts)
    bill = snapshot.bill
    certify(the_pack(), snapshot.facts, bill)
    owned = {str(holding.item): holding.quantity or 0 for holding in facts.estate}
    for line in bill.lines:
        if line.item in owned:
            assert line.on_hand == owned[line.item], "what is owned counts once"
        assert line.required == _united(line), "demands over one population are united"


def _united(line: LineItem) -> int:
    """The requirement, reckoned again in another way than the engine does."""
    item = the_pack().content.items[line.item]
    if all(part.source is Source.ORDER for part in line.contributions):
        return line.required
    populations = {part.population for part in line.contributions if part.population}
    units = 0
    for name in populations:
        units += max(part.amount for part in line.contributions if part.population == name)
    for every in {part.every for part in line.contributions if part.every}:
        together = sum(part.amount for part in line.contributions if part.every == every)
        units += together // every + bool(together % every)
    units += sum(
        part.amount
        for part in line.contributions
        if not part.population and not part.every and part.source is not Source.ORDER
    )
    spared = units * (100 + item.spare_percent)
    return spared // 100 + bool(spared % 100)


def test_the_sound_engine_answers_every_question() -> None:
    """Without a mutant nothing is found; otherwise the mutants below would prove nothing."""
    questions_asked(three_more_pcs())


@EXAMPLES
@given(engagements())
def test_the_certificate_passes_and_the_requirement_can_be_reckoned_again(
    facts: Engagement,
) -> None:
    """Design, bill: certificate and properties hold for every bill, not for one client only."""
    snapshot = seen(facts)
    certify(the_pack(), snapshot.facts, snapshot.bill)
    for line in snapshot.bill.lines:
        assert line.required == _united(line), line.item


@pytest.mark.parametrize("mutate", MUTANTS, ids=lambda mutate: mutate.__name__)
def test_a_broken_engine_is_noticed(mutate: Mutate, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each seeded fault is killed by the bill's certificate or by a property above."""
    mutate(monkeypatch)
    with pytest.raises((BillUnsound, AssertionError)):
        questions_asked(three_more_pcs())

"""The desk: what a file needs on a day, found and sorted; nothing of it goes stale by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from onboard.content.pack import ContentPack
from onboard.desk.attention import FIRST_REVIEW, Attention, Marks, attention, review_on
from onboard.desk.clients import Desk, FileCard, Sorting, Wanted, desk_of, folded, named_alike
from onboard.desk.hits import HitKind, who_is_hit
from onboard.desk.overview import (
    Kept,
    Overview,
    Owned,
    PriceCheck,
    Refusal,
    Shortfall,
    SignedLines,
    Stage,
    Step,
    System,
    Things,
)
from onboard.desk.prices import price_key, signed_lines, todays_prices
from onboard.desk.record import from_bytes, things_from_bytes, things_to_bytes, to_bytes
from onboard.desk.told import details, needs_text, step_text
from onboard.desk.working_out import overview, things
from onboard.engagement import Client, EngagementId, FileState, NextStep, SignedPaper
from onboard.firm import FirmProfile, OwnPrice
from onboard.locations import DEFAULT_PACK, packs
from onboard.packs import PackShelf
from onboard.sample import sample_case
from onboard.snapshot import EngagementSnapshot, derive

TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
PACK: ContentPack = PackShelf(packs()).shipped(DEFAULT_PACK)
FACTS = sample_case(PACK, TODAY).engagement


def a_view(name: str = "A Bakery", **facts: object) -> Overview:
    start = Overview(
        version=1,
        name=name,
        owner="Robin",
        business="Food",
        stage=Stage.TALK,
        alone=False,
        pack="tiny",
        pack_version="1.0.0",
        pack_sha256="ab",
        signed_on=None,
        step=Step("ask", "", None, 3),
    )
    return replace(start, **facts)  # type: ignore[arg-type]


def a_card(view: Overview | None, number: int = 1, **facts: object) -> FileCard:
    key = EngagementId(f"file-{number}")
    version = view.version if view is not None else 1
    return replace(FileCard(key, version, AT, Marks(), view), **facts)  # type: ignore[arg-type]


def a_desk(*views: Overview, held: Things | None = None) -> Desk:
    cards = [a_card(view, number) for number, view in enumerate(views)]
    kept = {card.id: held for card in cards if held is not None}
    return desk_of(cards, {}, TODAY, lambda: kept)


@pytest.fixture(scope="module")
def snapshot() -> EngagementSnapshot:
    return derive(PACK, FirmProfile(), FACTS, TODAY)


# ---- what is worked out


def test_an_overview_holds_what_the_list_shows(snapshot: EngagementSnapshot) -> None:
    view = overview(snapshot)
    assert (view.name, view.owner) == (FACTS.client.name, FACTS.client.owner)
    assert view.business == "Health, dental or care"
    assert view.stage in (Stage.DECIDING, Stage.READY)
    must = [each.line for each in view.refusals if each.tier == "must"]
    assert must == ["offsite-copy"]
    assert all(each.review == each.ends for each in view.refusals), "said, and not signed yet"
    short = {each.item: (each.have, each.need) for each in view.shortfalls}
    assert short["endpoint-protection"] == (8, 12)
    systems = {each.id: (each.number, each.ends) for each in view.systems}
    assert systems["win-10-22h2"] == (1, date(2025, 10, 14))
    assert systems["win-11-25h2"][0] == 7


def test_it_comes_back_from_bytes_as_it_was(snapshot: EngagementSnapshot) -> None:
    view = overview(snapshot, PriceCheck("mark", 2), Kept(("We call back within an hour",)))
    assert from_bytes(to_bytes(view)) == view
    held = things(snapshot, SignedLines((("guard", 3),), ("guard good 1 2 USD year",)))
    assert things_from_bytes(things_to_bytes(held)) == held


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"[0]", b"[1,2]", b"\xff", b"[99,1,2]"])
def test_bytes_of_another_form_are_none(data: bytes) -> None:
    assert from_bytes(data) is None


def test_the_stage_follows_the_facts(snapshot: EngagementSnapshot) -> None:
    def stage(**facts: object) -> Stage:
        changed = replace(FACTS, **facts)  # type: ignore[arg-type]
        return overview(derive(PACK, FirmProfile(), changed, TODAY)).stage

    paper = SignedPaper("EA-1", "d", "p", "Alex", signed_at=AT)
    nothing = {"answers": type(FACTS.answers)(), "estate": (), "decisions": ()}
    assert stage(**nothing) is Stage.NEW
    assert stage(decisions=(), answers=FACTS.answers.without(next(iter(FACTS.answers)))) in (
        Stage.TALK,
        Stage.DECIDING,
    )
    assert stage(papers=(paper,)) is Stage.HALF_SIGNED
    assert stage(papers=(replace(paper, owner="Dana"),)) is Stage.SIGNED


def test_a_day_on_which_more_than_dates_changes_is_named(snapshot: EngagementSnapshot) -> None:
    """Lines come and go when support ends: from that day on it is worked out again."""
    view = overview(snapshot)
    assert view.renew_on is not None
    assert view.renew_on > TODAY
    card = a_card(view)
    assert not card.is_due(TODAY)
    assert card.is_due(view.renew_on)
    ends = min(each.ends for each in view.systems if each.ends and each.ends >= TODAY)
    assert view.renew_on <= ends + timedelta(days=1)


def test_an_agreed_step_goes_before_what_is_worked_out() -> None:
    agreed = NextStep("We meet at yours", date(2026, 12, 1))
    made = overview(derive(PACK, FirmProfile(), replace(FACTS, next_step=agreed), TODAY))
    (client,) = a_desk(made).clients
    assert step_text(client, TODAY) == "Next: We meet at yours, by 1 December 2026"
    assert step_text(client, date(2026, 12, 2)).endswith("it was for 1 December 2026")


# ---- what needs somebody


REFUSALS = (
    Refusal("ups", "Battery", "must", date(2026, 12, 10), date(2027, 1, 9)),
    Refusal("mdm", "Phones", "should", date(2027, 12, 10), date(2028, 1, 9)),
)


@pytest.mark.parametrize(
    ("on", "found"),
    [
        (TODAY, {Attention.MUST}),
        (date(2026, 12, 10), {Attention.MUST, Attention.ENDING}),
        (date(2027, 1, 9), {Attention.MUST, Attention.ENDING}),
        (date(2027, 1, 10), {Attention.ENDED}),
    ],
)
def test_a_no_is_open_then_about_to_end_then_over(on: date, found: set[Attention]) -> None:
    """The same overview on other days: nothing was worked out in between."""
    assert set(attention(a_view(refusals=REFUSALS), Marks(), 0, on)) == found


def test_support_counts_from_its_own_day_on() -> None:
    system = System("win-11", "Windows 11", 7, date(2027, 10, 12), date(2026, 10, 12))
    view = a_view(systems=(system,))
    assert attention(view, Marks(), 0, date(2026, 10, 11)) == {}
    assert attention(view, Marks(), 0, date(2026, 10, 12)) == {Attention.SUPPORT: 1}


def test_a_review_is_due_until_one_is_prepared() -> None:
    signed = date(2026, 1, 5)
    view = a_view(signed_on=signed, stage=Stage.SIGNED)
    due = signed + FIRST_REVIEW
    assert attention(view, Marks(), 0, due - timedelta(days=1)) == {}
    assert attention(view, Marks(), 0, due) == {Attention.REVIEW: 1}
    assert attention(view, Marks(reviewed=due), 0, due) == {}
    assert review_on(signed, due) == due + timedelta(days=365)
    assert review_on(date(2027, 1, 1), due) == date(2027, 1, 1) + FIRST_REVIEW, "signed anew"


def test_broken_promises_come_in_from_outside() -> None:
    """Nothing records them yet; whoever does hands them in."""
    view = a_view(broken=("We call back",))
    assert attention(view, Marks(), 0, TODAY) == {Attention.BROKEN: 1}


def test_prices_are_compared_anew_only_when_they_are_others(snapshot: EngagementSnapshot) -> None:
    line = snapshot.line_by_item["offsite-copy"].line  # type: ignore[index]
    amount = line.unit_price.amount
    rows = [{
        "item": "offsite-copy", "offer": line.offer,
        "price_basis": {"unit": {"low": str(amount.low), "high": str(amount.high),
                                 "currency": amount.currency}, "per": line.unit_price.per},
        "chosen": {"quantity": 2, "offer": line.offer},
    }]  # fmt: skip
    signed = signed_lines([rows])
    assert signed.bought == (("offsite-copy", 2),)
    before = todays_prices(PACK, FirmProfile())
    assert before.check(signed.prices) == PriceCheck(before.mark, 0)
    own = OwnPrice("offsite-copy", line.offer, Decimal(999), "month")
    after = todays_prices(PACK, FirmProfile(own_prices=(own,)))
    view = a_view(
        pack=PACK.id,
        signed_on=TODAY,
        stage=Stage.SIGNED,
        price_check=before.check(signed.prices),
    )
    asked = 0

    def all_things() -> dict[EngagementId, Things]:
        nonlocal asked
        asked += 1
        return {EngagementId("file-1"): Things((), signed)}

    calm = desk_of([a_card(view)], {PACK.id: before}, TODAY, all_things)
    assert (calm.clients[0].needs, asked) == ({}, 0)
    changed = desk_of([a_card(view)], {PACK.id: after}, TODAY, all_things)
    assert changed.clients[0].needs == {Attention.PRICES: 1}
    told = details(changed.clients[0], TODAY, Things((), signed), after, lambda _, item: item)
    assert next(told).endswith("$999 a month today.")


def test_a_price_is_one_text_however_it_was_written() -> None:
    low, high = Decimal("10.50"), Decimal("100")
    written = price_key("a", "b", Decimal("10.5"), Decimal("1E+2"), "USD", "once")
    assert price_key("a", "b", low, high, "USD", "once") == written == "a b 10.5 100 USD once"


# ---- the list


def test_what_presses_most_comes_first() -> None:
    late = a_view("Late", step=Step("agreed", "Call", date(2026, 11, 1), 0))
    short = a_view("Short", shortfalls=(Shortfall("guard", "Guard", 8, 12),))
    ended = a_view("Ended", refusals=(REFUSALS[0]._replace(ends=date(2026, 1, 1)),))
    calm = a_view("Calm")
    desk = a_desk(calm, late, short, ended)
    names = [client.name for client in desk.shown(Wanted())]
    assert names == ["Ended", "Short", "Late", "Calm"]
    assert desk.counts() == {Attention.ENDED: 1, Attention.SHORT: 1, Attention.LATE: 1}
    assert needs_text(desk.shown(Wanted())[1]) == "Not enough of 1 thing"
    assert [each.name for each in desk.shown(Wanted(need=Attention.LATE))] == ["Late"]
    by_name = desk.shown(Wanted(sorting=Sorting.NAME))
    assert [each.name for each in by_name] == ["Calm", "Ended", "Late", "Short"]
    assert [each.name for each in desk.shown(Wanted(sorting=Sorting.CHANGED))] == [
        "Calm", "Late", "Short", "Ended",
    ]  # fmt: skip
    assert desk.shown(Wanted(sorting=Sorting.NEXT))[0].name == "Late"


@pytest.mark.parametrize("typed", ["cafe", "CAFÉ", "café", "oscar cafe", "garage", "  ", "strasse"])
def test_a_search_forgives_accents_and_case(typed: str) -> None:
    desk = a_desk(a_view("Café Straße", owner="Óscar", business="Garage"))
    assert len(desk.shown(Wanted(text=typed))) == 1


def test_a_search_needs_every_word() -> None:
    desk = a_desk(a_view("Café Sol"), a_view("Café Luna"))
    assert [each.name for each in desk.shown(Wanted(text="cafe lu"))] == ["Café Luna"]
    assert folded("ÀÉ ß") == "ae ss"


def test_the_archived_are_out_of_sight_and_found() -> None:
    away = a_card(a_view("Away", broken=("x",)), 2, marks=Marks(archived=AT))
    desk = desk_of([a_card(a_view("Here")), away], {}, TODAY, dict)
    assert [each.name for each in desk.shown(Wanted())] == ["Here"]
    assert [each.name for each in desk.shown(Wanted(archived=True))] == ["Away"]
    assert (desk.archived, desk.counts(), desk.stages()) == (1, {}, {Stage.TALK: 1})


def test_a_file_that_changed_since_is_told_by_its_name_of_now() -> None:
    old = a_view("Old name", broken=("x",))
    card = a_card(old, version=2, name="New name", owner="New", state=FileState.SIGNED)
    (client,) = desk_of([card], {}, TODAY, dict).clients
    assert (client.name, client.stage) == ("New name", Stage.SIGNED)
    assert client.needs == {Attention.BROKEN: 1}, "as it was known last"
    never = a_card(None, 3, name="Never", owner="N", state=FileState.ASKED)
    desk = desk_of([card, never], {}, TODAY, dict)
    assert desk.clients[1].stage is Stage.ASKED
    assert desk.due() == ["file-3", "file-1"], "those that were never looked through come first"


def test_questions_that_were_sent_go_before_how_far_it_is() -> None:
    asked = a_card(a_view(), marks=Marks(asked=True))
    assert desk_of([asked], {}, TODAY, dict).clients[0].stage is Stage.ASKED


def test_names_that_several_have_are_told_apart() -> None:
    assert named_alike(a_desk(a_view("A"), a_view("A"), a_view("B")).clients) == {"A"}


# ---- who is hit


WINDOWS = System("win-10-22h2", "Windows 10 22H2", 3, date(2025, 10, 14), date(2024, 10, 14))
HELD = Things((Owned("guard", 8, date(2027, 4, 1)),), SignedLines((("guard", 4),), ()))


def name_of(_pack: str, item: str) -> str:
    return {"guard": "Virus guard"}.get(item, item)


def test_who_has_a_system_or_a_thing() -> None:
    desk = a_desk(a_view("A", systems=(WINDOWS,)), a_view("B"), held=HELD)
    found = who_is_hit(desk, name_of, "WINDOWS 10", None)
    assert [(each.client.name, each.number) for each in found] == [("A", 3)]
    found = who_is_hit(desk, name_of, "virus", None)
    assert {hit.kind for each in found for hit in each.hits} == {HitKind.OWNED, HitKind.SIGNED}
    assert [each.number for each in found] == [12, 12]


def test_who_has_anything_that_ends_by_a_day() -> None:
    desk = a_desk(a_view("A", systems=(WINDOWS,)), a_view("B"), held=HELD)
    found = who_is_hit(desk, name_of, "", date(2026, 1, 1))
    assert [each.client.name for each in found] == ["A"]
    both = who_is_hit(desk, name_of, "", date(2027, 4, 1))
    assert [(each.client.name, len(each.hits)) for each in both] == [("A", 2), ("B", 1)]
    assert who_is_hit(desk, name_of, "guard", date(2027, 3, 31)) == []
    assert who_is_hit(desk, name_of, "  ", None) == []


def test_the_archived_are_not_hit() -> None:
    away = a_card(a_view(systems=(WINDOWS,)), marks=Marks(archived=AT))
    assert who_is_hit(desk_of([away], {}, TODAY, dict), name_of, "windows", None) == []


def test_an_owner_is_a_client_too() -> None:
    assert overview(
        derive(PACK, FirmProfile(), replace(FACTS, alone=True, client=Client("Mine")), TODAY)
    ).alone

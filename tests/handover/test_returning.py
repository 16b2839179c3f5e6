"""The merge as a function of three versions of one client: every kind of thing, every case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from handover_kit import PACK
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onboard.content.pack import ContentPack
from onboard.decisions import EVERY_LINE, Choice, Decision, newest
from onboard.engagement import (
    ClauseEdit,
    ClauseInitials,
    Client,
    Device,
    Ending,
    Engagement,
    EngagementId,
    Installed,
    NextStep,
    PackPin,
    Remark,
    SignedPaper,
)
from onboard.errors import UserFacingError
from onboard.handing_over.papers_met import PaperNews, Versions, closing_paper, paper_news
from onboard.handing_over.returning import AMENDMENT, PAPERS, brought_back, entries
from onboard.handover.review import EntryKind
from onboard.interview.answers import Answer, Answers, AnswerState
from onboard.locations import packs
from onboard.packs import PackShelf
from onboard.recommendation.estate import Holding
from onboard.recommendation.shopping import read_list
from onboard.store.whole_facts import facts_bytes, facts_from

T0 = datetime(2026, 11, 21, 9, tzinfo=UTC)
T1, T2, NOW = (T0 + timedelta(hours=hours) for hours in (1, 2, 3))
BASE = Engagement(
    EngagementId("01a1fd70-f1c0-73ea-bd55-3d6503e170e0"),
    Client("A Dental Office", "Dana"),
    PackPin(PACK, "1.0.0", "ab" * 32),
    date(2026, 11, 21),
)
WAITS = SignedPaper("A-1", "d1", "s1", "Alex Reed", signed_at=T0)
SIGNED = replace(WAITS, owner="Dana", pdf_sha256="s2", signed_at=T1)
WITHDRAWN = replace(WAITS, withdrawn=True)
OTHER = replace(SIGNED, reference="A-2", digest="d2")
CHANGE = replace(SIGNED, reference="B-1", digest="d3", amends="A-1", amends_digest="d1")


@pytest.fixture(scope="module")
def pack() -> ContentPack:
    return PackShelf(packs()).shipped(PACK)


def an_answer(value: Any, at: datetime = T0, question: str = "people") -> Answer:
    return Answer(question, AnswerState.GIVEN, value, at=at)  # type: ignore[arg-type]


def a_no(line: str, at: datetime = T0, **more: Any) -> Decision:
    return Decision(line, Choice.DECLINE, reason="dear", at=at, **more)  # type: ignore[arg-type]


def told(pack: ContentPack, three: Versions) -> dict[str, tuple[EntryKind, bool]]:
    return {each.key: (each.kind, each.may_take) for each in entries(pack, three, NOW)}


def with_(**facts: Any) -> Engagement:
    return replace(BASE, **facts)


def things(pack: ContentPack) -> Iterator[tuple[str, str, Any, Any]]:
    """Key of the entry, field, and the field in two other versions."""
    clause = next(iter(pack.content.clauses))
    yield "answer/people", "answers", Answers([an_answer(7)]), Answers([an_answer(8)])
    yield "client", "client", Client("A", "B"), Client("A", "C")
    yield "remark/security", "remarks", (Remark("security", "a", T1),), (Remark("security", "b"),)
    yield "estate", "estate", (Holding("switch", 1),), (Holding("switch", 2),)  # type: ignore[arg-type]
    yield "order", "order", read_list(pack, "3 PCs"), read_list(pack, "4 PCs")
    yield "decision/ups", "decisions", (a_no("ups", T1),), (a_no("ups", T2, initials="DR"),)
    edits = ClauseEdit(clause, "owner", "one"), ClauseEdit(clause, "owner", struck=True)
    yield f"clause/{clause}", "clause_edits", (edits[0],), (edits[1],)
    marks = ClauseInitials(clause, "DR"), ClauseInitials(clause, "XY")
    yield f"initials/{clause}", "clause_initials", (marks[0],), (marks[1],)
    yield "heard", "corrections", ("one",), ("two",)
    step = NextStep("We meet", date(2026, 12, 1))
    yield "next-step", "next_step", step, replace(step, text="We call")
    devices = Device("D1", "desktop", "win"), Device("D2", "desktop", "win")
    yield "devices", "devices", (devices[0],), (devices[1],)
    used = Installed("ups", 1, date(2026, 11, 21), paper="A-1")  # type: ignore[arg-type]
    yield "installed/ups/A-1", "installed", (used,), (replace(used, quantity=2),)
    yield "private-note", "private_note", "one", "two"


def test_each_kind_of_thing_alone(pack: ContentPack) -> None:
    for key, field, one, two in things(pack):
        here, came = with_(**{field: one}), with_(**{field: two})
        clean = Versions(BASE, BASE, came)
        assert told(pack, clean) == {key: (EntryKind.NEW, True)}, key
        assert getattr(brought_back(pack, clean, {key}, (), NOW), field) == two, key
        assert brought_back(pack, clean, set(), (), NOW) == BASE, key
        assert told(pack, Versions(BASE, here, BASE)) == {}, key
        assert told(pack, Versions(BASE, here, here)) == {key: (EntryKind.SAME, True)}, key
        both = Versions(BASE, here, came)
        ((kind, _),) = told(pack, both).values()
        assert kind in (EntryKind.DIFFERS, EntryKind.NEWER_HERE), key
        assert getattr(brought_back(pack, both, set(), (), NOW), field) == one, key
        taken = brought_back(pack, both, {key}, (), NOW)
        if field == "decisions":
            assert newest(taken.decisions) == newest(two)
            assert taken.decisions[: len(one)] == one, "what was decided stays on record"
        else:
            assert getattr(taken, field) == two, key


def test_what_was_taken_away_there(pack: ContentPack) -> None:
    for key, field, one, _ in things(pack):
        if field in ("decisions", "corrections"):  # a decision is never unsaid
            continue
        had = with_(**{field: one})
        three = Versions(had, had, replace(had, **{field: getattr(BASE, field)}))
        assert told(pack, three) == {key: (EntryKind.NEW, True)}, key
        assert getattr(brought_back(pack, three, {key}, (), NOW), field) == getattr(BASE, field)


def test_endings_are_added_and_ticks_counted_one_by_one(pack: ContentPack) -> None:
    mine, theirs = (Ending("ups", "law", at=at) for at in (T1, T2))  # type: ignore[arg-type]
    three = Versions(BASE, with_(endings=(mine,)), with_(endings=(theirs,)))
    (key,) = told(pack, three)
    assert brought_back(pack, three, {key}, (), NOW).endings == (mine, theirs)
    three = Versions(
        with_(clauses_taken=("a", "b")),
        with_(clauses_taken=("a", "b", "c")),
        with_(clauses_taken=("a", "d")),
    )
    assert set(told(pack, three)) == {"clause-taken/b", "clause-taken/d"}
    after = brought_back(pack, three, set(told(pack, three)), (), NOW)
    assert after.clauses_taken == ("a", "c", "d")


def test_which_is_newer_is_told_by_the_clocks(pack: ContentPack) -> None:
    for here_at, came_at, kind in (
        (T2, T1, EntryKind.NEWER_HERE),
        (T1, T2, EntryKind.DIFFERS),
        (NOW + timedelta(hours=1), NOW + timedelta(days=9), EntryKind.NEWER_HERE),
        (None, T2, EntryKind.NEWER_HERE),
    ):
        here = with_(answers=Answers([an_answer(7, here_at)]))  # type: ignore[arg-type]
        came = with_(answers=Answers([an_answer(8, came_at)]))
        assert told(pack, Versions(BASE, here, came))["answer/people"][0] is kind


def test_a_private_answer_is_not_written_over(pack: ContentPack) -> None:
    kept = Answer("people", AnswerState.PRIVATE, at=T1, sealed="x")  # type: ignore[arg-type]
    three = Versions(BASE, with_(answers=Answers([kept])), with_(answers=Answers([an_answer(8)])))
    assert told(pack, three)["answer/people"][1] is False


def test_all_that_was_said_of_a_line_comes_along(pack: ContentPack) -> None:
    first, last = a_no("ups", T1), Decision("ups", Choice.ACCEPT, at=T2)  # type: ignore[arg-type]
    ours = a_no("offsite-copy", T1)
    three = Versions(BASE, with_(decisions=(ours,)), with_(decisions=(first, last)))
    after = brought_back(pack, three, {"decision/ups"}, (), NOW)
    assert after.decisions == (ours, first, last)


@pytest.mark.parametrize(
    ("base", "here", "came", "news"),
    [
        ((), (), (), PaperNews.NONE),
        ((), (), (WAITS,), PaperNews.MORE),
        ((), (), (SIGNED,), PaperNews.MORE),
        ((), (SIGNED,), (), PaperNews.NONE),
        ((), (SIGNED,), (OTHER,), PaperNews.APART),
        ((), (WAITS,), (OTHER,), PaperNews.APART),
        ((WAITS,), (WAITS,), (SIGNED,), PaperNews.MORE),
        ((WAITS,), (SIGNED,), (WAITS,), PaperNews.NONE),
        ((WAITS,), (SIGNED,), (WITHDRAWN,), PaperNews.APART),
        ((WAITS,), (WITHDRAWN,), (SIGNED,), PaperNews.APART),
        ((WAITS,), (WAITS,), (WITHDRAWN, OTHER), PaperNews.MORE),
        ((SIGNED,), (SIGNED,), (SIGNED, CHANGE), PaperNews.MORE),
        ((SIGNED,), (SIGNED, CHANGE), (SIGNED,), PaperNews.NONE),
        ((SIGNED,), (replace(SIGNED, pdf_sha256="s9"),), (SIGNED, CHANGE), PaperNews.MORE),
        ((), (WAITS,), (SIGNED,), PaperNews.MORE),  # the second time that he comes back
        ((SIGNED,), (SIGNED,), (replace(SIGNED, pdf_sha256="s9"),), PaperNews.MORE),
        ((SIGNED,), (replace(SIGNED, pdf_sha256="s9"),), (SIGNED,), PaperNews.NONE),
        ((SIGNED,), (SIGNED, CHANGE), (SIGNED, OTHER), PaperNews.APART),
    ],
)
def test_papers_go_on_or_part(
    pack: ContentPack, base: Any, here: Any, came: Any, news: PaperNews
) -> None:
    three = Versions(with_(papers=base), with_(papers=here), with_(papers=came))
    assert paper_news(three) is news
    shown = told(pack, three)
    if news is PaperNews.NONE:
        assert shown == {}
    else:
        assert shown[PAPERS][1] is (news is PaperNews.MORE)
        if news is PaperNews.MORE:
            after = brought_back(pack, three, {PAPERS}, (), NOW)
            assert [each.reference for each in after.papers] == [each.reference for each in came]


@pytest.mark.parametrize("base", [SIGNED, WITHDRAWN], ids=["signed", "withdrawn"])
@pytest.mark.parametrize(
    "altered",
    [
        replace(SIGNED, withdrawn=True),
        replace(SIGNED, owner="Somebody"),
        replace(SIGNED, reference="A-9", digest="d9", pdf_sha256="s9"),
    ],
    ids=["taken-back", "other-owner", "other-paper"],
)
def test_a_paper_that_is_for_good_is_never_replaced(
    pack: ContentPack, base: SignedPaper, altered: SignedPaper
) -> None:
    three = Versions(with_(papers=(base,)), with_(papers=(base,)), with_(papers=(altered,)))
    assert paper_news(three) is PaperNews.APART
    assert told(pack, three)[PAPERS][1] is False


def test_a_time_stamp_of_either_side_stays(pack: ContentPack) -> None:
    base, stamped = with_(papers=(SIGNED,)), replace(SIGNED, pdf_sha256="s9")
    ours = Versions(base, with_(papers=(stamped,)), with_(papers=(SIGNED, CHANGE)))
    assert brought_back(pack, ours, {PAPERS}, (), NOW).papers == (stamped, CHANGE)
    theirs = Versions(base, base, with_(papers=(stamped,)))
    assert brought_back(pack, theirs, {PAPERS}, (), NOW).papers == (stamped,)


def test_with_a_signed_paper_come_its_facts_and_ours_are_a_draft(pack: ContentPack) -> None:
    sweeping = Decision(EVERY_LINE, Choice.ACCEPT, at=T0)
    base = with_(answers=Answers([an_answer(6)]), decisions=(sweeping,))
    here = replace(base, answers=Answers([an_answer(7, T2)]), decisions=(sweeping, a_no("ups", T2)))
    came = replace(base, answers=Answers([an_answer(8, T1)]), papers=(SIGNED,))
    three = Versions(base, here, came)
    assert closing_paper(three) == SIGNED
    after = brought_back(pack, three, {PAPERS}, (), NOW)
    signed = after.agreed_facts()
    assert after.amending is not None
    assert signed.answers == came.answers
    assert signed.decisions[:2] == here.decisions, "what was decided stays on record"
    assert newest(signed.decisions)["ups"].choice is Choice.ACCEPT  # type: ignore[index]
    assert after.answers == here.answers
    assert newest(after.decisions)["ups"] == a_no("ups", T2)  # type: ignore[index]
    whole = brought_back(pack, three, {PAPERS, "answer/people", "decision/ups"}, (), NOW)
    assert whole.answers == came.answers


def test_nothing_changed_here_gives_the_very_file_that_was_signed(pack: ContentPack) -> None:
    came = with_(
        answers=Answers([an_answer(8)]), papers=(SIGNED,), decisions=(a_no("ups"),), opened=("q",)
    )
    three = Versions(BASE, BASE, came)
    assert brought_back(pack, three, set(told(pack, three)), (), NOW) == came


def test_a_paper_that_waits_is_taken_whole_or_not_at_all(pack: ContentPack) -> None:
    came = with_(answers=Answers([an_answer(8)]), papers=(WAITS,))
    three = Versions(BASE, BASE, came)
    with pytest.raises(UserFacingError) as refused:
        brought_back(pack, three, {PAPERS}, (), NOW)
    assert refused.value.message_id == "checkout.all-of-it"
    assert brought_back(pack, three, {PAPERS, "answer/people"}, (), NOW) == came
    changed = Versions(BASE, with_(private_note="x", order=read_list(pack, "3 PCs")), came)
    assert told(pack, changed)[PAPERS][1] is False


def test_a_paper_taken_back_there_opens_the_facts(pack: ContentPack) -> None:
    waiting = with_(papers=(WAITS,))
    came = with_(papers=(WITHDRAWN,), answers=Answers([an_answer(8)]))
    three = Versions(waiting, waiting, came)
    assert told(pack, three) == {
        PAPERS: (EntryKind.NEW, True),
        "answer/people": (EntryKind.NEW, True),
    }
    assert brought_back(pack, three, set(told(pack, three)), (), NOW) == came


def test_a_draft_comes_whole_into_a_closed_file(pack: ContentPack) -> None:
    from onboard.drafting import drafted

    signed = with_(papers=(SIGNED,), answers=Answers([an_answer(6)]))
    draft = drafted(signed, SIGNED, (), T1)
    came = replace(draft, answers=Answers([an_answer(8)]))
    three = Versions(signed, replace(signed, private_note="ours"), came)
    assert told(pack, three) == {AMENDMENT: (EntryKind.NEW, True)}
    after = brought_back(pack, three, {AMENDMENT}, (), NOW)
    assert after == replace(came, private_note="ours")
    dropped = Versions(draft, draft, signed)
    assert told(pack, dropped) == {}


def test_the_facts_that_went_are_read_back_as_they_were(pack: ContentPack) -> None:
    from onboard.drafting import drafted

    for _, field, one, _ in things(pack):
        facts = with_(**{field: one}, version=4)
        assert facts_from(facts_bytes(facts)) == facts, field
    draft = drafted(with_(papers=(SIGNED,), decisions=(a_no("ups"),)), SIGNED, (), T1)
    assert facts_from(facts_bytes(draft)) == draft


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_nobodys_word_is_lost_and_nothing_comes_unasked(pack: ContentPack, data: Any) -> None:
    """However both sides changed things, and whatever is ticked."""
    choices = {key: (field, one, two) for key, field, one, two in things(pack)}
    here, came = BASE, BASE
    for field, one, two in choices.values():
        for_here, for_came = data.draw(st.tuples(*[st.integers(0, 2)] * 2))
        values = (getattr(BASE, field), one, two)
        here = replace(here, **{field: values[for_here]})
        came = replace(came, **{field: values[for_came]})
    three = Versions(BASE, here, came)
    shown = told(pack, three)
    taken = {key for key in shown if data.draw(st.booleans())}
    after = brought_back(pack, three, taken, (), NOW)
    for key, (field, _, _) in choices.items():
        wanted = came if key in taken else here
        if field == "decisions":
            assert newest(after.decisions) == newest(wanted.decisions)
            assert after.decisions[: len(here.decisions)] == here.decisions
        else:
            assert getattr(after, field) == getattr(wanted, field), key

"""A client is taken along, worked on away from home, and brought back: nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from handover_kit import FIRM, TwoHomes, a_client, answered

from onboard.bootstrap import Application
from onboard.content.model import QuestionId
from onboard.decisions import EVERY_LINE, Choice, Decision, newest
from onboard.engagement import ClauseEdit, Engagement, EngagementId, NextStep
from onboard.errors import UserFacingError
from onboard.firm import FirmProfile
from onboard.handing_over.bringing_back import ReturnReview
from onboard.handing_over.returned import refuse_broken
from onboard.handover.review import EntryKind
from onboard.ports import HandoverSide, PenSigned

Q = QuestionId


@dataclass(frozen=True)
class Away:
    """A client who is out: home, laptop, and the id."""

    homes: TwoHomes
    id: EngagementId

    @property
    def home(self) -> Application:
        return self.homes.firm

    @property
    def laptop(self) -> Application:
        return self.homes.owner

    def here(self) -> Engagement:
        return self.home.service.engagement(self.id)

    def there(self) -> Engagement:
        return self.laptop.service.engagement(self.id)

    def back(self) -> ReturnReview:
        return self.home.checkout.read(self.laptop.checkout.send_back(self.id).data)

    def merged(self, *keys: str, but: tuple[str, ...] = ()) -> Engagement:
        """What may be taken and is not newer here; or just these keys."""
        review = self.back()
        taken = set(keys) or review.keys() - review.keys(EntryKind.NEWER_HERE)
        return self.home.checkout.merge(review, taken - set(but))


def taken_along(homes: TwoHomes, facts: Engagement) -> Away:
    taken = homes.firm.checkout.take(facts.id)
    homes.owner.archives.restore(taken.data, taken.code)
    homes.clock.move(minutes=1)
    return Away(homes, facts.id)


@pytest.fixture
def away(homes: TwoHomes) -> Away:
    facts = a_client(homes.firm, people=6, server="none")
    homes.firm.service.decide(facts.id, Decision(EVERY_LINE, Choice.ACCEPT))
    return taken_along(homes, facts)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(UserFacingError) as caught:
        act()
    assert "{" not in str(caught.value)
    return caught.value.message_id


def kinds(review: ReturnReview) -> dict[str, EntryKind]:
    return {entry.key: entry.kind for entry in review.entries}


def sign(home: Application, key: EngagementId, *roles: str) -> None:
    for role in roles:
        prepared = home.desk.prepare(key) if role == "consultant" else None
        name = "Alex Reed" if role == "consultant" else "Dana Rivers"
        home.desk.sign(key, role, name, prepared=prepared)


def test_nothing_done_comes_back_as_nothing(away: Away) -> None:
    before = away.here()
    assert [each.by for each in away.home.checkout.out(away.id)] == [FIRM.consultant]
    review = away.back()
    assert review.entries == ()
    assert away.home.checkout.merge(review, ()) == before
    assert away.home.checkout.out(away.id) == ()


def test_all_kinds_of_work_come_back(away: Away) -> None:
    laptop, key = away.laptop.service, away.id
    answered(away.laptop, key, people=8, backup="usb-always-in")
    laptop.remark(key, "security", "a strange call")
    laptop.decide(key, Decision("ups", Choice.DECLINE, reason="too dear", initials="DR"))  # type: ignore[arg-type]
    laptop.edit_clause(key, ClauseEdit("p7-listen", "owner", "We keep restarts to Sunday."))
    laptop.initial_clause(key, "b1-maker-time", "DR")
    laptop.agree_next_step(key, NextStep("We meet.", date(2026, 12, 4)))
    laptop.set_order(key, ["3 PCs"])
    laptop.note(key, "mine")
    review = away.back()
    assert set(kinds(review).values()) == {EntryKind.NEW}
    came = away.home.checkout.merge(review, review.keys())
    wanted = away.there()
    for name in ("answers", "remarks", "decisions", "clause_edits", "clause_initials"):
        assert getattr(came, name) == getattr(wanted, name), name
    for name in ("next_step", "order", "private_note", "estate", "opened"):
        assert getattr(came, name) == getattr(wanted, name), name
    assert away.home.workspace.verify() == []
    assert away.laptop.workspace.verify() == []
    told = [event.kind for event in away.home.workspace.history(key)]
    assert "client-taken" in told
    assert told[-1] == "client-brought-back"
    assert "client-sent-back" in [event.kind for event in away.laptop.workspace.history(key)]


def test_what_was_changed_on_both_sides_stands_side_by_side(away: Away) -> None:
    answered(away.laptop, away.id, people=8, server="nas")
    away.homes.clock.move(minutes=5)
    answered(away.home, away.id, people=7, backup="usb-always-in")
    away.homes.clock.move(minutes=5)
    answered(away.laptop, away.id, backup="none")
    review = away.back()
    assert kinds(review) == {
        "answer/people": EntryKind.NEWER_HERE,
        "answer/server": EntryKind.NEW,
        "answer/backup": EntryKind.DIFFERS,
    }
    entry = next(each for each in review.entries if each.key == "answer/people")
    assert entry.here is not None
    assert ("7" in entry.here.text, "8" in entry.came.text) == (True, True)
    assert entry.here.at is not None
    assert entry.came.at is not None
    assert entry.here.at > entry.came.at
    after = away.home.checkout.merge(review, review.keys() - {"answer/people"})
    assert after.answers[Q("people")].value == 7
    assert after.answers[Q("server")].value == "nas"
    assert after.answers[Q("backup")].value == "none"


def test_what_only_changed_here_is_left_alone(away: Away) -> None:
    answered(away.home, away.id, people=7)
    away.home.service.note(away.id, "ours")
    answered(away.laptop, away.id, backup="none")
    assert list(kinds(away.back())) == ["answer/backup"]
    after = away.merged()
    assert after.answers[Q("people")].value == 7
    assert after.private_note == "ours"


def test_the_same_file_is_merged_once_and_newer_work_again(away: Away) -> None:
    answered(away.laptop, away.id, people=8)
    first = away.laptop.checkout.send_back(away.id).data
    answered(away.laptop, away.id, people=9)
    second = away.laptop.checkout.send_back(away.id).data
    home = away.home.checkout
    review = home.read(second)
    home.merge(review, review.keys())
    assert refused(lambda: home.read(second)) == "checkout.merged-before"
    assert refused(lambda: home.read(first)) == "checkout.merged-before"
    assert refused(lambda: home.merge(review, review.keys())) == "checkout.merged-before"
    answered(away.laptop, away.id, people=10)
    assert away.merged().answers[Q("people")].value == 10


def test_somebody_saves_while_it_is_looked_at(away: Away) -> None:
    answered(away.laptop, away.id, people=8, backup="none")
    review = away.back()
    answered(away.home, away.id, people=7)
    taken = review.keys()
    before = away.here()
    assert refused(lambda: away.home.checkout.merge(review, taken)) == "checkout.changed-here"
    assert away.here() == before
    after = away.home.checkout.merge(review, {"answer/backup"})
    assert after.answers[Q("people")].value == 7


def test_a_changed_file_is_refused(away: Away) -> None:
    answered(away.laptop, away.id, people=8)
    data = away.laptop.checkout.send_back(away.id).data
    read, before = away.home.checkout.read, away.here()
    flipped = bytearray(data)
    flipped[-9] ^= 1
    other = data[:5] + bytes(32) + data[37:]
    assert refused(lambda: read(bytes(flipped))) == "checkout.damaged"
    assert refused(lambda: read(data[:-1])) == "checkout.damaged"
    assert refused(lambda: read(data[:20])) == "checkout.damaged"
    assert refused(lambda: read(data + b"\0")) == "checkout.damaged"
    assert refused(lambda: read(data[:4] + b"\2" + data[5:])) == "archive.too-new"
    assert refused(lambda: read(other)) == "checkout.other-store"
    assert refused(lambda: read(b"ONBC" + data[4:])) == "checkout.no-return"
    assert refused(lambda: away.laptop.checkout.read(data)) == "checkout.own-return"
    assert away.here() == before
    assert len(away.home.checkout.out(away.id)) == 1


def test_another_clients_file_is_refused(homes: TwoHomes) -> None:
    """By somebody who has both files, and puts one's rows under the other's number."""
    from onboard.handing_over.carrying import carried_from
    from onboard.handover.return_file import seal_return

    one = taken_along(homes, a_client(homes.firm, people=6))
    two = taken_along(homes, a_client(homes.firm, "Another Office", people=6))
    with homes.owner.workspace.unit_of_work() as work:
        lock = next(carried_from(each.content).lock for each in work.handovers.of(one.id))
        number = {"number": bytes.fromhex(lock.number)}
        body = work.archives.dump(two.id, "client-sent-back", number)
        bare = work.archives.dump(one.id, "client-sent-back")
    for rows in (body, bare):
        data = seal_return(rows, lock.key, lock.number)
        assert refused(lambda data=data: homes.firm.checkout.read(data)) == "checkout.misshapen"  # type: ignore[misc]


def test_signed_away_is_signed_at_home(away: Away) -> None:
    away.laptop.service.initial_clause(away.id, "b1-maker-time", "DR")
    sign(away.laptop, away.id, "consultant", "owner")
    review = away.back()
    assert kinds(review)["papers"] is EntryKind.NEW
    after = away.home.checkout.merge(review, review.keys())
    paper = after.signed_paper
    assert paper is not None
    assert after.papers == away.there().papers
    assert after.amending is None
    pdf = away.home.desk.latest_paper(away.id)
    assert pdf == away.laptop.desk.latest_paper(away.id)
    known = away.home.desk.known_paper(paper.reference)
    assert known is not None
    assert known.certificates == dict(paper.certificates)
    assert away.home.workspace.verify() == []
    snapshots = [home.service.signed_snapshot(home.service.engagement(away.id))
                 for home in (away.home, away.laptop)]  # fmt: skip
    assert snapshots[0].bill == snapshots[1].bill


def test_a_head_printed_away_is_known_at_home(away: Away) -> None:
    from onboard.engagement import EngagementId as Id
    from onboard.ports import AuditHead
    from onboard.store.outside import OutsideHead

    away.laptop.service.initial_clause(away.id, "b1-maker-time", "DR")
    sign(away.laptop, away.id, "consultant", "owner")
    answered(away.home, away.id, backup="none")
    away.merged()
    with away.laptop.workspace.unit_of_work() as work:
        links = work.archives.links(away.id)
    printed = next(link for link in links if link.kind == "agreement-prepared")
    head = AuditHead(printed.sequence, printed.sha256)
    good = OutsideHead("a.pdf", "R", Id(away.id), head)
    bad = OutsideHead("a.pdf", "R", Id(away.id), AuditHead(printed.sequence, "0" * 64))
    assert away.home.workspace.verify([good]) == []
    assert [each.message_id for each in away.home.workspace.verify([bad])] == [
        "store.outside-differs"
    ]


def test_what_a_colleague_changed_meanwhile_is_kept_as_a_draft(away: Away) -> None:
    """The signed facts hold; the colleague's word is in the draft of a change."""
    answered(away.laptop, away.id, people=8)
    away.laptop.service.initial_clause(away.id, "b1-maker-time", "DR")
    sign(away.laptop, away.id, "consultant", "owner")
    away.homes.clock.move(minutes=5)
    answered(away.home, away.id, people=7, backup="none")
    declined = Decision("ups", Choice.DECLINE, reason="dear", initials="DR")  # type: ignore[arg-type]
    away.home.service.decide(away.id, declined)
    review = away.back()
    after = away.home.checkout.merge(review, review.keys() - review.keys(EntryKind.NEWER_HERE))
    assert after.agreed_paper is not None
    assert after.amending is not None
    assert after.answers[Q("people")].value == 7
    assert after.answers[Q("backup")].value == "none"
    assert newest(after.decisions)["ups"].choice is Choice.DECLINE  # type: ignore[index]
    signed, there = after.agreed_facts(), away.there()
    assert signed.answers == there.answers
    bills = [home.service.signed_snapshot(home.service.engagement(away.id)).bill
             for home in (away.home, away.laptop)]  # fmt: skip
    assert bills[0] == bills[1]
    assert away.home.desk.difference(away.id).sentences
    assert away.home.workspace.verify() == []
    withdrawn = away.home.desk.withdraw_amendment(away.id)
    assert withdrawn.signed_paper is not None


def test_signed_on_both_sides_is_refused_and_kept_as_a_file(away: Away) -> None:
    for home in (away.home, away.laptop):
        home.service.initial_clause(away.id, "b1-maker-time", "DR")
        sign(home, away.id, "consultant", "owner")
        away.homes.clock.move(minutes=1)
    before = away.here()
    away.laptop.service.note(away.id, "a note")
    review = away.back()
    entry = next(each for each in review.entries if each.key == "papers")
    assert not entry.may_take
    assert "signed here" in entry.why
    (left,) = review.left
    assert left.pdf == away.laptop.desk.latest_paper(away.id)
    assert refused(lambda: away.home.checkout.merge(review, {"papers"})) == "checkout.cannot-take"
    after = away.home.checkout.merge(review, review.keys())
    assert after.papers == before.papers
    assert after.answers == before.answers
    assert after.private_note == "a note"


def test_a_paper_that_waits_comes_back_waiting(away: Away) -> None:
    away.laptop.service.initial_clause(away.id, "b1-maker-time", "DR")
    sign(away.laptop, away.id, "consultant")
    after = away.merged()
    assert after.half_signed_paper is not None
    sign(away.laptop, away.id, "owner")
    pdf = away.laptop.desk.latest_paper(away.id)
    assert pdf is not None
    after = away.merged()
    assert after.signed_paper is not None
    assert away.home.desk.latest_paper(away.id) == pdf
    assert away.home.workspace.verify() == []


ALTERED: tuple[dict[str, Any], ...] = (
    {"consultant": "Somebody Else"},
    {"certificates": (("consultant", "ab" * 32),)},
    {"certificates": ()},
    {"digest": "cd" * 32},
    {"reference": "EA-20261121-OTHER-1"},
    {"withdrawn": True, "consultant": "Somebody Else"},
)


def test_a_record_that_says_other_than_its_paper_is_refused(away: Away) -> None:
    """Whoever altered the copy teaches nobody here another name or key."""
    away.laptop.service.initial_clause(away.id, "b1-maker-time", "DR")
    printer = away.home.checkout._printer
    for role in ("consultant", "owner"):
        sign(away.laptop, away.id, role)
        came = away.back().came
        refuse_broken(printer, away.here(), came)
        paper = came.facts.papers[-1]
        for other in ALTERED:
            papers = (*came.facts.papers[:-1], replace(paper, **other))
            altered = replace(came, facts=replace(came.facts, papers=papers))
            told = refused(lambda altered=altered: refuse_broken(printer, away.here(), altered))
            assert told == "checkout.paper-broken", (role, other)


def test_a_waiting_paper_is_not_taken_over_what_was_changed_here(away: Away) -> None:
    away.laptop.service.initial_clause(away.id, "b1-maker-time", "DR")
    sign(away.laptop, away.id, "consultant")
    answered(away.home, away.id, people=7)
    review = away.back()
    entry = next(each for each in review.entries if each.key == "papers")
    assert not entry.may_take
    assert away.home.checkout.merge(review, review.keys()).half_signed_paper is None


def test_a_draft_comes_back_as_a_draft(homes: TwoHomes) -> None:
    facts = a_client(homes.firm, people=6, server="none")
    homes.firm.service.decide(facts.id, Decision(EVERY_LINE, Choice.ACCEPT))
    homes.firm.service.initial_clause(facts.id, "b1-maker-time", "DR")
    sign(homes.firm, facts.id, "consultant", "owner")
    away = taken_along(homes, facts)
    away.laptop.desk.begin_amendment(away.id)
    answered(away.laptop, away.id, people=9)
    review = away.back()
    assert list(kinds(review)) == ["amendment"]
    after = away.home.checkout.merge(review, {"amendment"})
    assert after.amending is not None
    assert after.answers[Q("people")].value == 9
    assert after.decisions == away.there().decisions
    shown = away.laptop.service.snapshot(away.there())
    yes = [Decision(line.line.item, Choice.ACCEPT) for line in shown.lines]
    away.laptop.service.decide_all(away.id, yes)
    sign(away.laptop, away.id, "consultant", "owner")
    after = away.merged()
    assert len(after.papers) == 2
    assert after.signed_paper is not None
    assert after.signed_paper.amends == after.papers[0].reference
    assert away.home.workspace.verify() == []


def test_a_closed_file_takes_no_facts_unless_it_is_opened(away: Away) -> None:
    answered(away.laptop, away.id, people=8)
    away.home.service.initial_clause(away.id, "b1-maker-time", "DR")
    sign(away.home, away.id, "consultant", "owner")
    review = away.back()
    (entry,) = review.entries
    assert (entry.key, entry.may_take) == ("answer/people", False)
    away.home.desk.begin_amendment(away.id)
    after = away.merged()
    assert after.answers[Q("people")].value == 8
    assert after.agreed_facts().answers[Q("people")].value == 6


def test_signed_with_a_pen_away(away: Away) -> None:
    from scans import scanned_pdf

    away.laptop.service.initial_clause(away.id, "b1-maker-time", "DR")
    prepared = away.laptop.desk.prepare(away.id)
    away.laptop.desk.print_to_sign(away.id, prepared)
    said = PenSigned("Dana Rivers", "Alex Reed", date(2026, 11, 21))
    away.laptop.desk.bring_scan(away.id, [scanned_pdf()], said)
    after = away.merged()
    assert after.signed_paper is not None
    assert after.signed_paper.is_on_paper


def test_an_altered_paper_is_refused(away: Away, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that hold together, around a paper that does not: by somebody with the laptop's keys."""
    import hashlib
    from dataclasses import replace

    away.laptop.service.initial_clause(away.id, "b1-maker-time", "DR")
    sign(away.laptop, away.id, "consultant", "owner")
    with away.laptop.workspace.unit_of_work() as work:
        facts = work.engagements.get(away.id)
        pdf = work.papers.latest(away.id)
        assert pdf is not None
        changed = pdf.replace(b"/Producer", b"/Producet", 1)
        changed = changed if changed != pdf else pdf[:-40] + b"%" + pdf[-39:]
        paper = replace(facts.papers[-1], pdf_sha256=hashlib.sha256(changed).hexdigest())
        work.papers.put(away.id, paper.reference, "owner", changed)
        work.engagements.save(replace(facts, papers=(paper,)))
        work.commit()
    assert refused(away.back) == "checkout.paper-broken"
    assert away.here().papers == ()


def test_the_client_is_taken_along_a_second_time(away: Away) -> None:
    answered(away.laptop, away.id, people=8)
    unsent = away.home.checkout.take(away.id)
    restore = away.laptop.archives.restore
    assert refused(lambda: restore(unsent.data, unsent.code)) == "checkout.not-sent-back"
    sent = away.laptop.checkout.send_back(away.id).data
    assert refused(lambda: restore(unsent.data, unsent.code)) == "checkout.not-sent-back"
    review = away.home.checkout.read(sent)
    away.home.checkout.merge(review, review.keys())
    answered(away.home, away.id, server="nas")
    again = away.home.checkout.take(away.id)
    assert restore(again.data, again.code).engagement == away.here()
    assert refused(lambda: restore(again.data, again.code)) == "checkout.here-already"
    assert away.laptop.workspace.verify() == []
    answered(away.laptop, away.id, people=12)
    assert away.merged().answers[Q("people")].value == 12


def test_an_unchanged_or_erased_copy_makes_room(away: Away) -> None:
    again = away.home.checkout.take(away.id)
    away.laptop.archives.restore(again.data, again.code)
    away.laptop.workspace.erase_client(away.id, with_papers=True)
    third = away.home.checkout.take(away.id)
    away.laptop.archives.restore(third.data, third.code)
    assert away.there().answers == away.here().answers
    assert away.laptop.workspace.verify() == []


@pytest.mark.parametrize("is_sent", [False, True])
def test_a_copy_that_alone_can_open_a_reply_makes_no_room(away: Away, *, is_sent: bool) -> None:
    if is_sent:
        answered(away.laptop, away.id, people=8)
        away.merged()
    away.laptop.handover.invite(away.id)
    again = away.home.checkout.take(away.id)
    restore = away.laptop.archives.restore
    assert refused(lambda: restore(again.data, again.code)) == "checkout.not-sent-back"
    away.merged()
    newest = away.home.checkout.take(away.id)
    restore(newest.data, newest.code)
    with away.laptop.workspace.unit_of_work() as work:
        assert any(each.side is HandoverSide.ASKING for each in work.handovers.of(away.id))


def test_a_client_at_home_is_never_discarded(away: Away) -> None:
    with away.home.workspace.unit_of_work() as work:
        assert refused(lambda: work.archives.discard(away.id)) == "checkout.not-carried"
    mine = a_client(away.laptop, "Mine", people=3)
    assert refused(lambda: away.laptop.checkout.send_back(mine.id)) == "checkout.not-carried"
    again = away.home.checkout.take(away.id)
    told = refused(lambda: away.home.archives.restore(again.data, again.code))
    assert told == "checkout.taken-here"


def test_the_firms_prices_come_along_but_replace_nobodys_own(away: Away) -> None:
    assert away.laptop.service.firm() == FIRM
    mine = FirmProfile("My own firm", "Me")
    away.laptop.service.save_firm(mine)
    again = away.home.checkout.take(away.id)
    came = away.laptop.archives.restore(again.data, again.code)
    assert not came.is_profile_ours
    assert away.laptop.service.firm() == mine


def test_a_copy_that_is_lost_is_given_up(away: Away) -> None:
    answered(away.laptop, away.id, people=8)
    assert away.home.checkout.given_up(away.id) == 1
    assert away.home.checkout.out(away.id) == ()
    assert away.merged().answers[Q("people")].value == 8


def test_who_is_carried_is_told(away: Away) -> None:
    carried = away.laptop.checkout.carried(away.id)
    assert carried is not None
    assert (carried.by, carried.is_sent) == (FIRM.consultant, False)
    away.laptop.checkout.send_back(away.id)
    carried = away.laptop.checkout.carried(away.id)
    assert carried is not None
    assert carried.is_sent
    assert away.home.checkout.carried(away.id) is None


def test_visits_are_added_on_both_sides(homes: TwoHomes) -> None:
    facts = a_client(homes.firm, people=6, server="none")
    homes.firm.service.decide(facts.id, Decision(EVERY_LINE, Choice.ACCEPT))
    homes.firm.service.initial_clause(facts.id, "b1-maker-time", "DR")
    sign(homes.firm, facts.id, "consultant", "owner")
    away = taken_along(homes, facts)
    visit = away.laptop.visits.begin(away.id, date(2026, 11, 21), ["Dana"])
    away.homes.clock.move(minutes=1)
    away.home.visits.begin(away.id, date(2026, 11, 21), ["Robin"])
    review = away.back()
    assert [kind for key, kind in kinds(review).items() if key.startswith("talk/")] == [
        EntryKind.NEW
    ]
    away.home.checkout.merge(review, review.keys())
    with away.home.workspace.unit_of_work() as work:
        talks = work.talks.of(away.id)
    assert visit.id in {entry.talk for entry in talks}
    assert len({entry.talk for entry in talks}) == 2
    assert away.home.workspace.verify() == []


def test_questions_sent_from_away_are_answered_at_home(away: Away) -> None:
    made = away.laptop.handover.invite(away.id)
    away.merged()
    with away.home.workspace.unit_of_work() as work:
        from onboard.handover.ask_file import sha256_of

        assert work.handovers.by_ask(sha256_of(made.data)) is not None


def test_a_private_answer_stays_the_owners(homes: TwoHomes) -> None:
    facts = a_client(homes.firm, people=6)
    away = taken_along(homes, facts)
    code = "my own words 7"
    away.home.service.keep_private(away.id, code, Q("trust-helper"), "no")
    answered(away.laptop, away.id, trust_helper="yes")
    (entry,) = away.back().entries
    assert not entry.may_take


def test_other_questions_are_refused_until_both_have_the_same(away: Away) -> None:
    from dataclasses import replace

    data = away.laptop.checkout.send_back(away.id).data
    with away.home.workspace.unit_of_work() as work:
        facts = work.engagements.get(away.id)
        pin = replace(facts.pack, version="9.9.9")
        work.engagements.save(replace(facts, pack=pin))
        work.commit()
    assert refused(lambda: away.home.checkout.read(data)) == "checkout.other-pack"


def test_no_changed_bit_gets_in_and_nothing_is_read_outside(away: Away) -> None:
    import random

    answered(away.laptop, away.id, people=8)
    away.laptop.service.note(away.id, "Quietwater")
    data = away.laptop.checkout.send_back(away.id).data
    for text in ("Dental", "Dana Rivers", "Quietwater", "client-sent-back", away.id):
        assert text.encode() not in data
    chance = random.Random(20261122)  # noqa: S311  (the same files each time)
    told = set()
    for at in (*range(45), *(chance.randrange(len(data)) for _ in range(60))):
        changed = bytearray(data)
        changed[at] ^= 1 << chance.randrange(8)
        told.add(refused(lambda changed=changed: away.home.checkout.read(bytes(changed))))  # type: ignore[misc]
    known = {"no-return", "damaged", "other-store"}
    assert told <= {*(f"checkout.{name}" for name in known), "archive.too-new"}
    assert len(away.home.checkout.out(away.id)) == 1


def test_one_file_opened_on_two_computers(away: Away) -> None:
    """Both come back; the second beside what the first has changed."""
    from handover_kit import open_home

    taken = away.home.checkout.take(away.id)
    third = open_home(away.home.home.folder.parent / "third", away.homes.clock)
    third.archives.restore(taken.data, taken.code)
    fourth = open_home(away.home.home.folder.parent / "fourth", away.homes.clock)
    fourth.archives.restore(taken.data, taken.code)
    answered(third, away.id, people=8)
    away.homes.clock.move(minutes=1)
    answered(fourth, away.id, people=9, backup="none")
    for home in (third, fourth):
        review = away.home.checkout.read(home.checkout.send_back(away.id).data)
        after = away.home.checkout.merge(review, review.keys())
        home.close()
    assert kinds(review)["answer/people"] is EntryKind.DIFFERS
    assert after.answers[Q("people")].value == 9


def test_a_client_who_was_erased_at_home_takes_nothing_back(away: Away) -> None:
    data = away.laptop.checkout.send_back(away.id).data
    away.home.workspace.erase_client(away.id)
    assert refused(lambda: away.home.checkout.read(data)) == "store.client-erased"
    assert away.home.workspace.verify() == []


def test_a_reader_takes_nobody_along(away: Away) -> None:
    from onboard.store.roles import Role

    away.home.workspace.role = Role.READER
    assert refused(lambda: away.home.checkout.take(away.id)) == "firm-store.reader"


def other_bytes(away: Away, pdf: bytes, role: str, *, is_counted: bool = True) -> None:
    """A file put beside a paper there, by somebody with the laptop's keys."""
    import hashlib

    with away.laptop.workspace.unit_of_work() as work:
        facts = work.engagements.get(away.id)
        paper = facts.papers[-1]
        work.papers.put(away.id, paper.reference, role, pdf)
        if is_counted:
            paper = replace(paper, pdf_sha256=hashlib.sha256(pdf).hexdigest())
            work.engagements.save(replace(facts, papers=(*facts.papers[:-1], paper)))
        work.commit()


@pytest.mark.parametrize("is_empty", [False, True])
def test_a_print_that_waits_for_the_pen_is_checked_too(away: Away, *, is_empty: bool) -> None:
    """Whoever prints it here again would let the owner sign other pages."""
    away.laptop.service.initial_clause(away.id, "b1-maker-time", "DR")
    away.laptop.desk.print_to_sign(away.id, away.laptop.desk.prepare(away.id))
    assert "papers" in kinds(away.back())
    other = a_client(away.laptop, people=60, server="nas")
    pdf = b"%PDF-1.7\n" if is_empty else away.laptop.desk.prepare(other.id).pdf
    other_bytes(away, pdf, "")
    assert refused(away.back) == "checkout.paper-broken"


def test_no_other_file_comes_in_under_the_name_of_a_signed_paper(away: Away) -> None:
    """The newest file of a reference is what is shown, sent and checked here."""
    away.laptop.service.initial_clause(away.id, "b1-maker-time", "DR")
    sign(away.laptop, away.id, "consultant", "owner")
    with away.laptop.workspace.unit_of_work() as work:
        unsigned, half, signed = (each.pdf for each in work.papers.kept(away.id))
    other_bytes(away, b"%PDF-1.7 another price", "owner", is_counted=False)
    other_bytes(away, half, "owner", is_counted=False)
    reference = away.merged().papers[-1].reference
    with away.home.workspace.unit_of_work() as work:
        assert work.papers.signed(away.id, reference) == signed
        assert work.papers.latest(away.id) == signed
        assert [each.pdf for each in work.papers.kept(away.id)] == [unsigned, half, signed]


def test_a_question_file_of_another_client_stands_in_nobodys_way(away: Away) -> None:
    other = a_client(away.home, people=3)
    away.home.handover.invite(other.id)
    with away.home.workspace.unit_of_work() as work:
        theirs = work.handovers.of(other.id)[0]
    away.laptop.handover.invite(away.id)
    with away.laptop.workspace.unit_of_work() as work:
        mine = next(e for e in work.handovers.of(away.id) if e.side is HandoverSide.ASKING)
        work.handovers.add(replace(mine, ask_sha256=theirs.ask_sha256))
        work.commit()
    away.merged()
    with away.home.workspace.unit_of_work() as work:
        kept = work.handovers.by_ask(theirs.ask_sha256)
    assert kept is not None
    assert kept.engagement_id == other.id


def test_two_who_merge_the_same_file_at_once_merge_it_once(away: Away) -> None:
    from concurrent.futures import ThreadPoolExecutor

    answered(away.laptop, away.id, people=8)
    away.laptop.handover.invite(away.id)
    file = away.laptop.checkout.send_back(away.id).data
    reviews = [away.home.checkout.read(file) for _ in range(2)]

    def merge(review: ReturnReview) -> str:
        try:
            away.home.checkout.merge(review, review.keys())
        except UserFacingError as error:
            return error.message_id
        return ""

    with ThreadPoolExecutor(2) as both:
        told = sorted(both.map(merge, reviews))
    assert told[0] == ""
    assert told[1] in ("checkout.merged-before", "store.changed-meanwhile", "store.busy")
    assert away.here().answers[Q("people")].value == 8
    back = [e for e in away.home.workspace.history(away.id) if e.kind == "client-brought-back"]
    assert len(back) == 1
    assert away.home.workspace.verify() == []

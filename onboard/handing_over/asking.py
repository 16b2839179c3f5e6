"""The side that asks: question files out, answers looked at and taken over."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta

from onboard.content.model import QuestionId
from onboard.content.pack import ContentPack
from onboard.content.problems import did_you_mean
from onboard.engagement import Engagement, EngagementId
from onboard.errors import UserFacingError
from onboard.handing_over.side import Side, as_too_much, refuse_if_signed
from onboard.handover import codec
from onboard.handover.ask_file import new_firm_key, seal_ask, sha256_of
from onboard.handover.file_names import file_name
from onboard.handover.frame import FileKind
from onboard.handover.merging import merged
from onboard.handover.parcel import packed
from onboard.handover.phone_code import new_code
from onboard.handover.reply_file import answered_ask, new_one_time_key, open_reply
from onboard.handover.results import HandedOut, Invitation
from onboard.handover.review import ReplyReview, entries
from onboard.handover.travelling import sent_facts
from onboard.handover.values import Ask, Lock, Scope
from onboard.ports import Handover, HandoverSide, HandoverState, UnitOfWork
from onboard.wording import day

MOST_DAYS = 180
_FIRM_KEY = "key/hand-over"
_LONGEST_PERSON = 200


class AskingSide(Side):
    """Makes question files, and reads what comes back."""

    def invite(
        self,
        engagement_id: EngagementId,
        *,
        sections: Sequence[str] = (),
        person: str = "",
        days: int = 30,
    ) -> Invitation:
        """Make a question file for the owner, or for some sections and one person.

        Raises:
            UserFacingError: signed already, no such section, nothing to ask, no such time.
        """
        if not 1 <= days <= MOST_DAYS:
            raise UserFacingError("handover.no-days", most=MOST_DAYS)
        facts = self._service.engagement(engagement_id)
        refuse_if_signed(facts)
        pack = self._service.pack(facts)
        facts, scope = self._scope(pack, facts, sections, person)
        private, public = new_one_time_key()
        lock = Lock(public, secrets.token_bytes(32))
        firm = self._service.firm()
        today = self._today()
        ask = sent_facts(
            pack,
            facts,
            scope,
            until=today + timedelta(days=days),
            firm=firm.contact,
        )
        text = codec.ask_file_bytes(ask, lock)
        self._read_back(text, ask, pack)
        own_pack = b"" if self._is_shipped(ask.pack) else pack.data
        code = new_code()
        data = seal_ask(packed(text, own_pack), code, self._firm_key())
        kept = Handover(
            engagement_id=engagement_id,
            side=HandoverSide.ASKING,
            ask_sha256=sha256_of(data),
            until=ask.until,
            content=codec.ask_bytes(ask),
            secrets=codec.lock_bytes(Lock(private, lock.token)),
            made=self._clock.now(),
        )
        with self._workspace.unit_of_work() as work:
            work.handovers.expire(today)
            work.handovers.add(kept)
            work.commit()
        name = file_name(FileKind.ASK, facts.client.name, scope.person, today)
        return Invitation(data, code, name, ask.until)

    def handed_out(self, engagement_id: EngagementId) -> tuple[HandedOut, ...]:
        """The question files made of this client, the oldest first."""
        pack = self._service.pack(self._service.engagement(engagement_id))
        with self._workspace.unit_of_work() as work:
            made = work.handovers.of(engagement_id)
        return tuple(
            HandedOut(
                codec.ask_from(each.content, pack).scope,
                each.made,
                each.until,
                HandoverState.EXPIRED if self._is_over(each) else each.state,
            )
            for each in made
            if each.side is HandoverSide.ASKING
        )

    def read(self, data: bytes) -> ReplyReview:
        """Look at an answer file beside what stands here. Nothing is changed by it.

        Raises:
            UserFacingError: it is none of ours, damaged, late, or was received before.
        """
        ask_sha256 = answered_ask(data)
        with self._workspace.unit_of_work() as work:
            kept = self._asked(work, ask_sha256)
            facts = work.engagements.get(kept.engagement_id)
        lock = codec.lock_from(kept.secrets or b"")
        body = open_reply(data, lock.key)
        pack = self._service.pack(facts)
        sent = codec.ask_from(kept.content, pack)
        told, token = codec.reply_from(body, pack, sent.scope)
        if not hmac.compare_digest(token, lock.token):
            raise UserFacingError("handover.misshapen")
        return ReplyReview(
            ask_sha256=ask_sha256,
            engagement_id=facts.id,
            client_name=facts.client.name,
            scope=sent.scope,
            until=sent.until,
            entries=tuple(entries(pack, facts, sent, told, self._clock.now())),
        )

    def merge(self, review: ReplyReview, taken: Collection[str]) -> Engagement:
        """Take the entries with these keys and no others; the hand-over is received with that.

        What is newer here is written over only where its key is among them.

        Raises:
            UserFacingError: received before, late, signed, changed here since it was looked at.
            KeyError: a key that is none of the review's.
        """
        by_key = {entry.key: entry for entry in review.entries}
        chosen = [by_key[key] for key in dict.fromkeys(taken)]
        with self._workspace.unit_of_work() as work:
            self._asked(work, review.ask_sha256)
            work.handovers.expire(self._today())
            work.handovers.receive(review.ask_sha256)
            before = work.engagements.get(review.engagement_id)
            after = merged(self._service.pack(before), before, chosen)
            if after != before:
                refuse_if_signed(before)
                work.engagements.save(after)
                work.engagements.log(before.id, "handover-merged")
            work.commit()
            return work.engagements.get(review.engagement_id)

    # ---- inside

    def _scope(
        self, pack: ContentPack, facts: Engagement, sections: Sequence[str], person: str
    ) -> tuple[Engagement, Scope]:
        """What is asked; parts of which nothing would be asked by itself are opened for it."""
        who = " ".join(person.split())[:_LONGEST_PERSON]
        if not sections:
            return facts, Scope(person=who)
        for name in sections:
            if name not in pack.section_by_id:
                hint = did_you_mean(name, pack.section_by_id)
                raise UserFacingError("handover.no-section", name=name[:60], hint=hint)
        named = tuple(section.id for section in pack.content.sections if section.id in sections)
        asked = self._asked_in(pack, facts)
        silent = [name for name in named if name not in asked.values()]
        if silent:
            facts = replace(facts, opened=tuple(dict.fromkeys((*facts.opened, *silent))))
            asked = self._asked_in(pack, facts)
        questions = tuple(key for key, section in asked.items() if section in named)
        if not questions:
            raise UserFacingError("handover.nothing-to-ask")
        return facts, Scope(named, questions, who)

    def _asked_in(self, pack: ContentPack, facts: Engagement) -> dict[QuestionId, str]:
        """Each question that comes or may come, in order, with its section."""
        path = self._service.snapshot(facts).path
        reachable = {*path.questions, *path.maybe}
        questions = pack.content.questions
        return {key: questions[key].section for key in pack.questions_in_order if key in reachable}

    def _read_back(self, text: bytes, ask: Ask, pack: ContentPack) -> None:
        """What the other side would refuse is not sent."""
        with as_too_much():
            found, _ = codec.ask_file_from(text, pack)
            if codec.ask_bytes(found) != codec.ask_bytes(ask):
                raise UserFacingError("handover.too-much")

    def _firm_key(self) -> bytes:
        """The key that signs question files, made on first use and kept sealed in the store."""
        with self._workspace.unit_of_work() as work:
            kept = work.secrets.get(_FIRM_KEY)
            if kept is None:
                kept = new_firm_key()
                work.secrets.put(_FIRM_KEY, kept)
                work.commit()
        return kept

    def _asked(self, work: UnitOfWork, ask_sha256: str) -> Handover:
        """The open hand-over that an answer file belongs to."""
        kept = work.handovers.by_ask(ask_sha256)
        if kept is None or kept.side in (HandoverSide.TAKEN, HandoverSide.CARRIED):
            raise UserFacingError("handover.no-such-ask")
        if kept.side is HandoverSide.ANSWERING:
            raise UserFacingError("handover.own-reply")
        if kept.state is HandoverState.RECEIVED:
            raise UserFacingError("handover.received")
        if self._is_over(kept) or kept.secrets is None:
            raise UserFacingError("handover.late", day=day(kept.until))
        return kept

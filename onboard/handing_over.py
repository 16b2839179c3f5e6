"""Question files out, answer files back: what consultant and owner do with them, verb by verb."""

from __future__ import annotations

import contextlib
import hmac
import json
import re
import secrets
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from onboard.canonical import canonical_bytes
from onboard.content.model import QuestionId
from onboard.content.pack import ContentPack
from onboard.content.problems import did_you_mean
from onboard.engagement import Client, Engagement, EngagementId, PackPin, new_engagement_id
from onboard.errors import UserFacingError
from onboard.handover import codec
from onboard.handover.ask_file import new_firm_key, open_ask, seal_ask, sha256_of
from onboard.handover.frame import ENDINGS, FileKind, unframed
from onboard.handover.merging import merged
from onboard.handover.parcel import pack_brought, packed, unpacked
from onboard.handover.phone_code import new_code
from onboard.handover.reply_file import answered_ask, new_one_time_key, open_reply, seal_reply
from onboard.handover.review import ReplyReview, entries
from onboard.handover.travelling import changed_since, sent_facts
from onboard.handover.values import Ask, FirmCard, Lock, Scope
from onboard.packs import PackShelf
from onboard.ports import (
    Clock,
    Handover,
    HandoverSide,
    HandoverState,
    UnitOfWork,
    Workspace,
)
from onboard.recommendation.shopping import read_list
from onboard.services import OnboardingService
from onboard.wording import day

MOST_DAYS = 180
_FIRM_KEY = "key/hand-over"
_KNOWN_FIRMS = "hand-over/firms"
_LONGEST_PERSON = 200


@dataclass(frozen=True, slots=True)
class Invitation:
    """A question file. The code is told by phone, never sent along, and kept nowhere."""

    data: bytes
    code: str
    file_name: str
    until: date


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer file, to be sent back."""

    data: bytes
    file_name: str


@dataclass(frozen=True, slots=True)
class InvitedBy:
    """Whose questions a local file answers, and which."""

    firm: FirmCard
    scope: Scope
    until: date
    is_over: bool
    """The last day is past: an answer file is not made any more."""


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A question file that was made here."""

    scope: Scope
    made: datetime | None
    until: date
    state: HandoverState


class HandoverDesk:
    """Both sides of handing questions over; which one, the file says."""

    def __init__(
        self, service: OnboardingService, workspace: Workspace, shelf: PackShelf, clock: Clock
    ) -> None:
        self._service = service
        self._workspace = workspace
        self._shelf = shelf
        self._clock = clock

    # ---- the side that asks

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
        _refuse_if_signed(facts)
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
            firm=FirmCard(firm.name, firm.consultant, firm.phone, firm.email),
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
        name = _file_name(FileKind.ASK, facts.client.name, scope.person, today)
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
                _refuse_if_signed(before)
                work.engagements.save(after)
                work.engagements.log(before.id, "handover-merged")
            work.commit()
            return work.engagements.get(review.engagement_id)

    # ---- the side that answers

    def accept(self, data: bytes, code: str, *, is_new_key_known: bool = False) -> Engagement:
        """Open a question file: a local file with its questions, the same one each time.

        The key of a firm is remembered with its first file. `is_new_key_known` says that a person
        has asked the firm about another one.

        Raises:
            UserFacingError: it is none of ours, damaged, late, made here, or the code is another.
        """
        unframed(data, FileKind.ASK)
        with self._workspace.unit_of_work() as work:
            known = work.handovers.by_ask(sha256_of(data))
        if known is not None and known.side is HandoverSide.ASKING:
            raise UserFacingError("handover.made-here")
        opened = open_ask(data, code)
        if known is not None:
            return self._service.engagement(known.engagement_id)
        text, brought = unpacked(opened.body)
        pin = codec.pin_from(text)
        with self._workspace.unit_of_work() as work:
            pack = self._pack(work, pin, brought)
            ask, lock = codec.ask_file_from(text, pack)
            if self._today() > ask.until:
                raise UserFacingError("handover.ask-over", day=day(ask.until))
            self._remember_firm(work, ask.firm, opened.signer, is_new_key_known=is_new_key_known)
            engagement = self._local(pack, ask)
            work.packs.put(pack.id, pack.version, pack.sha256, pack.data)
            work.engagements.add(engagement)
            quicker = work.handovers.by_ask(opened.sha256)
            if quicker is not None:  # another window opened the same file meanwhile
                return work.engagements.get(quicker.engagement_id)
            work.handovers.expire(self._today())
            work.handovers.add(
                Handover(
                    engagement_id=engagement.id,
                    side=HandoverSide.ANSWERING,
                    ask_sha256=opened.sha256,
                    until=ask.until,
                    content=codec.ask_bytes(ask),
                    secrets=codec.lock_bytes(lock),
                    made=self._clock.now(),
                )
            )
            work.commit()
        return engagement

    def reply(self, engagement_id: EngagementId) -> Reply:
        """Make the answer file: what was answered or changed here since the questions came.

        It may be made again after changes. The other side takes one; any other is refused there.

        Raises:
            UserFacingError: nobody has asked, or the last day is over.
        """
        with self._workspace.unit_of_work() as work:
            kept = _answered(work, engagement_id)
            if kept is None:
                raise UserFacingError("handover.not-asked")
            facts = work.engagements.get(engagement_id)
        if kept.secrets is None or self._is_over(kept):
            raise UserFacingError("handover.reply-over", day=day(kept.until))
        pack = self._service.pack(facts)
        ask = codec.ask_from(kept.content, pack)
        lock = codec.lock_from(kept.secrets)
        told = changed_since(pack, facts, ask)
        text = codec.reply_bytes(told, lock.token)
        with _as_too_much():
            codec.reply_from(text, pack, ask.scope)
        data = seal_reply(text, lock.key, kept.ask_sha256)
        with self._workspace.unit_of_work() as work:
            work.handovers.expire(self._today())
            work.engagements.log(engagement_id, "handover-answered")
            work.commit()
        name = _file_name(FileKind.REPLY, facts.client.name, ask.scope.person, self._today())
        return Reply(data, name)

    def invited_by(self, engagement_id: EngagementId) -> InvitedBy | None:
        """Whom to call and to whom the answers go back; None for a file that was begun here."""
        with self._workspace.unit_of_work() as work:
            kept = _answered(work, engagement_id)
        if kept is None:
            return None
        pack = self._service.pack(self._service.engagement(engagement_id))
        ask = codec.ask_from(kept.content, pack)
        return InvitedBy(ask.firm, ask.scope, ask.until, self._is_over(kept))

    # ---- inside

    def _today(self) -> date:
        return self._clock.now().date()

    def _is_over(self, kept: Handover) -> bool:
        is_late = kept.state is HandoverState.OPEN and self._today() > kept.until
        return is_late or kept.state is HandoverState.EXPIRED

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
        with _as_too_much():
            found, _ = codec.ask_file_from(text, pack)
            if codec.ask_bytes(found) != codec.ask_bytes(ask):
                raise UserFacingError("handover.too-much")

    def _is_shipped(self, pin: PackPin) -> bool:
        try:
            return self._shelf.shipped(pin.id).sha256 == pin.sha256
        except UserFacingError:
            return False

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
        if kept is None:
            raise UserFacingError("handover.no-such-ask")
        if kept.side is HandoverSide.ANSWERING:
            raise UserFacingError("handover.own-reply")
        if kept.state is HandoverState.RECEIVED:
            raise UserFacingError("handover.received")
        if self._is_over(kept) or kept.secrets is None:
            raise UserFacingError("handover.late", day=day(kept.until))
        return kept

    def _pack(self, work: UnitOfWork, pin: PackPin, brought: bytes) -> ContentPack:
        """The very pack that a question file names: shipped, brought along, or kept here."""
        if not self._is_shipped(pin) and brought:
            return pack_brought(brought, pin)
        try:
            return self._shelf.pinned(pin, work.packs)
        except UserFacingError as error:
            raise UserFacingError("handover.no-pack", version=pin.version) from error

    def _remember_firm(
        self, work: UnitOfWork, firm: FirmCard, signer: str, *, is_new_key_known: bool
    ) -> None:
        """The first key of a firm is taken on trust of the code; another one is asked about."""
        name = " ".join((firm.name or firm.consultant or firm.email).casefold().split())
        kept = work.secrets.get(_KNOWN_FIRMS)
        firms: dict[str, str] = json.loads(kept) if kept is not None else {}
        if firms.get(name, signer) != signer and not is_new_key_known:
            raise UserFacingError("handover.other-key")
        if name and firms.get(name) != signer:
            work.secrets.put(_KNOWN_FIRMS, canonical_bytes({**firms, name: signer}))

    def _local(self, pack: ContentPack, ask: Ask) -> Engagement:
        now = self._clock.now()
        client = ask.client
        order = "\n".join(ask.order)
        spoken_pack = pack.in_language(client.language)
        return Engagement(
            id=new_engagement_id(now),
            client=Client(client.name, owner=client.owner, language=client.language),
            pack=ask.pack,
            created=now.date(),
            answers=ask.answers,
            estate=ask.estate,
            order=read_list(spoken_pack, order) if order else (),
            opened=ask.opened,
            remarks=ask.remarks,
        )


def _refuse_if_signed(facts: Engagement) -> None:
    if facts.signed_paper is not None:
        raise UserFacingError("engagement.signed")
    if facts.half_signed_paper is not None:
        raise UserFacingError("engagement.half-signed")


def _answered(work: UnitOfWork, engagement_id: EngagementId) -> Handover | None:
    """The question file that a local file was begun with."""
    kept = work.handovers.of(engagement_id)
    return next((each for each in kept if each.side is HandoverSide.ANSWERING), None)


@contextlib.contextmanager
def _as_too_much() -> Iterator[None]:
    """What was made here does not come back: it is larger than a file may be."""
    try:
        yield
    except UserFacingError as error:
        raise UserFacingError("handover.too-much") from error


def _file_name(kind: FileKind, client: str, person: str, on: date) -> str:
    """A name that any file system takes, of the client, the person and the day."""
    plain = unicodedata.normalize("NFKD", f"{client} {person}").encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return f"{words or 'onboard'}-{on.isoformat()}{ENDINGS[kind]}"

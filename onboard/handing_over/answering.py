"""The side that answers: a question file opened, an answer file made."""

from __future__ import annotations

import json

from onboard.canonical import canonical_bytes
from onboard.content.pack import ContentPack
from onboard.engagement import Client, Engagement, EngagementId, PackPin, new_engagement_id
from onboard.errors import UserFacingError
from onboard.firm import Contact, as_seen
from onboard.handing_over.side import Side, as_too_much
from onboard.handover import codec
from onboard.handover.ask_file import open_ask, sha256_of
from onboard.handover.file_names import file_name
from onboard.handover.frame import FileKind, unframed
from onboard.handover.parcel import pack_brought, unpacked
from onboard.handover.reply_file import seal_reply
from onboard.handover.results import InvitedBy, Reply
from onboard.handover.travelling import changed_since
from onboard.handover.values import Ask
from onboard.ports import Handover, HandoverSide, UnitOfWork
from onboard.recommendation.shopping import read_list
from onboard.wording import day

_KNOWN_FIRMS = "hand-over/firms"


class AnsweringSide(Side):
    """Opens question files, and makes what goes back."""

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
        with as_too_much():
            codec.reply_from(text, pack, ask.scope)
        data = seal_reply(text, lock.key, kept.ask_sha256)
        with self._workspace.unit_of_work() as work:
            work.handovers.expire(self._today())
            work.engagements.log(engagement_id, "handover-answered")
            work.commit()
        name = file_name(FileKind.REPLY, facts.client.name, ask.scope.person, self._today())
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

    def _pack(self, work: UnitOfWork, pin: PackPin, brought: bytes) -> ContentPack:
        """The very pack that a question file names: shipped, brought along, or kept here."""
        if not self._is_shipped(pin) and brought:
            return pack_brought(brought, pin)
        try:
            return self._shelf.pinned(pin, work.packs)
        except UserFacingError as error:
            raise UserFacingError("handover.no-pack", version=pin.version) from error

    def _remember_firm(
        self, work: UnitOfWork, firm: Contact, signer: str, *, is_new_key_known: bool
    ) -> None:
        """The first key of a firm is taken on trust of the code; another one is asked about.

        So is one under a name that only looks like that of a firm: a letter of another alphabet
        would else make a stranger out of it, whom nobody asks about.
        """
        name = " ".join((firm.name or firm.consultant or firm.email).split())
        kept = work.secrets.get(_KNOWN_FIRMS)
        firms: dict[str, str] = json.loads(kept) if kept is not None else {}
        alike = {each: key for each, key in firms.items() if as_seen(each) == as_seen(name)}
        if alike and signer not in alike.values() and not is_new_key_known:
            raise UserFacingError("handover.other-key", firm=min(alike))
        if name and firms.get(name) != signer:
            same = name.casefold()  # as older stores have it
            others = {each: key for each, key in firms.items() if each.casefold() != same}
            work.secrets.put(_KNOWN_FIRMS, canonical_bytes({**others, name: signer}))

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
            alone=True,
        )


def _answered(work: UnitOfWork, engagement_id: EngagementId) -> Handover | None:
    """The question file that a local file was begun with."""
    kept = work.handovers.of(engagement_id)
    return next((each for each in kept if each.side is HandoverSide.ANSWERING), None)

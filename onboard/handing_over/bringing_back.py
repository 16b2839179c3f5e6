"""Where a client is at home: he comes back, is looked at beside the one who stayed, and merged."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from onboard.canonical import canonical_bytes
from onboard.engagement import Engagement, EngagementId
from onboard.errors import UserFacingError
from onboard.files import write_checked
from onboard.handing_over.archives import refuse_senseless
from onboard.handing_over.carrying import NUMBER, TakingNote, note_bytes, note_from, secrets_from
from onboard.handing_over.papers_met import PaperNews, Versions, closing_paper, paper_news
from onboard.handing_over.returned import (
    Returned,
    files_of,
    new_papers,
    pdf_of,
    refuse_broken,
    returned,
)
from onboard.handing_over.returning import (
    AMENDMENT,
    PAPERS,
    ReturnEntry,
    brought_back,
    entries,
)
from onboard.handing_over.talks_met import taken_talks, talk_entries
from onboard.handover.file_names import plain_file
from onboard.handover.return_file import open_return, taking_of
from onboard.handover.review import EntryKind
from onboard.ports import (
    Clock,
    Handover,
    HandoverSide,
    HandoverState,
    KeptPaper,
    Printer,
    UnitOfWork,
    Workspace,
)
from onboard.services import OnboardingService
from onboard.signing.memory import remember_consultant
from onboard.signing.names import CONSULTANT
from onboard.use_cases.room import refuse_edit_of_signed

Scratch = Callable[[], AbstractContextManager[Workspace]]
"""An empty store for a moment."""


@dataclass(frozen=True, slots=True)
class ReturnReview:
    """A client who came back, read and checked. Nothing was changed by reading the file."""

    taking: str
    """The number of the taking that he went with."""
    engagement_id: EngagementId
    client_name: str
    by: str
    at: datetime
    """When he was taken along."""
    entries: tuple[ReturnEntry, ...]
    left: tuple[KeptPaper, ...]
    """Signed papers that cannot be taken in, to be kept as files."""
    base: Engagement = field(repr=False)
    came: Returned = field(repr=False)

    @property
    def words(self) -> str:
        """How the ids of the sentences around it begin."""
        return "back"

    def keys(self, *kinds: EntryKind) -> frozenset[str]:
        """The entries of these kinds that may be taken; of all kinds without any named."""
        wanted = kinds or tuple(EntryKind)
        return frozenset(e.key for e in self.entries if e.kind in wanted and e.may_take)


class BringingBack:
    """Nothing newer is written over, and nothing is merged twice."""

    _service: OnboardingService
    _workspace: Workspace
    _printer: Printer
    _clock: Clock
    _scratch: Scratch

    def read(self, data: bytes) -> ReturnReview:
        """Look at a file beside what stands here. Nothing is changed by it.

        Raises:
            UserFacingError: it is none of ours, of another store, damaged, or was merged before;
                a paper in it does not hold; its questions are of another version.
        """
        number = taking_of(data)
        with self._workspace.unit_of_work() as work:
            kept = _taking(work, number)
            here = work.engagements.get(kept.engagement_id)
            talks = work.talks.of(kept.engagement_id)
        note, secrets = note_from(kept.content), secrets_from(kept.secrets or b"")
        came = self._opened(open_return(data, secrets.key), kept, note)
        _refuse_merged(note, came)
        if came.facts.pack != here.pack:
            raise UserFacingError("checkout.other-pack", version=came.facts.pack.version)
        refuse_broken(self._printer, here, came)
        now, pack = self._clock.now(), self._service.pack(here)
        three = Versions(secrets.base, here, came.facts)
        found = [
            *entries(pack, three, now),
            *talk_entries(note.stand.talks, talks, came.talks, now),
        ]
        return ReturnReview(
            taking=number,
            engagement_id=here.id,
            client_name=here.client.name,
            by=note.by,
            at=kept.made or now,
            entries=tuple(found),
            left=_left(three, came),
            base=secrets.base,
            came=came,
        )

    def merge(self, review: ReturnReview, taken: Collection[str]) -> Engagement:
        """Take the things with these keys and no others; the note that a copy is out goes away.

        Raises:
            UserFacingError: merged before, or changed here since it was looked at; a paper waits
                for the owner and not everything is taken with it.
            KeyError: a key that is none of the review's.
        """
        by_key = {entry.key: entry for entry in review.entries}
        chosen = [by_key[key] for key in dict.fromkeys(taken)]
        came, now = review.came, self._clock.now()
        with self._workspace.unit_of_work() as work:
            kept = _taking(work, review.taking)
            note = note_from(kept.content)
            _refuse_merged(note, came)
            merged = replace(note, merged=tuple(dict.fromkeys((*note.merged, *came.sent_before()))))
            work.handovers.note(kept, note_bytes(merged), HandoverState.RECEIVED)
            before = work.engagements.get(review.engagement_id)
            talks = work.talks.of(before.id)
            three = Versions(review.base, before, came.facts)
            pack = self._service.pack(before)
            there = [
                *entries(pack, three, now),
                *talk_entries(note.stand.talks, talks, came.talks, now),
            ]
            _refuse_changed(chosen, there)
            after = brought_back(pack, three, taken, self._lines(three, came, taken), now)
            if not {PAPERS, AMENDMENT} & set(taken):
                refuse_edit_of_signed(before, after)
            self._keep(work, before, after, came, taken)
            added = taken_talks(note.stand.talks, talks, came.talks, tuple(taken))
            if added:
                work.talks.add(before.id, added)
            for asked in came.asked:
                if work.handovers.by_ask(asked.ask_sha256) is None:  # nor another client's
                    work.handovers.add(asked)
            work.engagements.log(before.id, "client-brought-back", _told(note, came, taken))
            work.commit()
            return work.engagements.get(review.engagement_id)

    # ---- inside

    def _opened(self, body: bytes, kept: Handover, note: TakingNote) -> Returned:
        """Restored in a store for a moment, which checks all of it as one that is to stay."""
        with self._scratch() as store, store.unit_of_work() as work:
            luggage = work.archives.luggage(body)
            if luggage.get(NUMBER, b"").hex() != kept.ask_sha256:
                raise UserFacingError("checkout.misshapen")
            engagement_id = work.archives.restore(body)
            if engagement_id != kept.engagement_id:
                raise UserFacingError("checkout.misshapen")
            came = returned(work, engagement_id)
            refuse_senseless(work, came.facts, self._clock.now().date())
        forked = note.stand.sequence
        if len(came.links) <= forked or came.links[forked - 1].sha256 != note.stand.sha256:
            raise UserFacingError("checkout.misshapen")
        return came

    def _lines(
        self, three: Versions, came: Returned, taken: Collection[str]
    ) -> Sequence[Mapping[str, Any]]:
        """The lines of the paper that came signed by both, for a draft of a change of it."""
        paper = came.facts.agreed_paper
        if PAPERS not in taken or closing_paper(three) is None or paper is None:
            return ()
        pdf = pdf_of(came, paper)
        lines: Sequence[Mapping[str, Any]] = self._printer.data(pdf)["lines"] if pdf else ()
        return lines

    def _keep(
        self,
        work: UnitOfWork,
        before: Engagement,
        after: Engagement,
        came: Returned,
        taken: Collection[str],
    ) -> None:
        """Save the facts, and with the papers their files and what is remembered of them."""
        if PAPERS not in taken:
            if after != before:
                work.engagements.save(after)
            return
        new = [paper for paper in after.papers if paper not in before.papers]
        for file in files_of(came, new):
            if work.papers.known(_sha256(file.pdf)) is None:
                work.papers.put(before.id, file.reference, file.role, file.pdf)
        work.engagements.save(after)
        for paper in new:
            pdf = pdf_of(came, paper)
            if pdf is not None and paper.reference in came.remembered:
                # As the paper itself shows it, and not as it was remembered there.
                told = {
                    "sha256": _sha256(pdf),
                    "certificates": dict(paper.certificates),
                    "stamps": self._printer.stamps(pdf),
                }
                work.secrets.put(f"paper/{paper.reference}", canonical_bytes(told))
            key = dict(paper.certificates).get(CONSULTANT)
            if key is not None and paper.consultant:
                remember_consultant(work, paper.consultant, key)


def keep_beside(file: Path, papers: Sequence[KeptPaper]) -> list[Path]:
    """Signed papers that are not taken in, as files beside the one that they came in."""
    found = []
    for paper in papers:
        path = file.with_name(plain_file(f"{file.stem}-{paper.reference}", ".pdf"))
        write_checked(path, paper.pdf)
        found.append(path)
    return found


def _taking(work: UnitOfWork, number: str) -> Handover:
    kept = work.handovers.by_ask(number)
    if kept is None:
        raise UserFacingError("checkout.other-store")
    if kept.side is HandoverSide.CARRIED:
        raise UserFacingError("checkout.own-return")
    if kept.side is not HandoverSide.TAKEN:
        raise UserFacingError("checkout.misshapen")
    return kept


def _refuse_merged(note: TakingNote, came: Returned) -> None:
    if came.head.sha256 in note.merged:
        raise UserFacingError("checkout.merged-before")


def _refuse_changed(chosen: Sequence[ReturnEntry], there: Sequence[ReturnEntry]) -> None:
    """What was looked at must still stand beside it."""
    now = {entry.key: entry for entry in there}
    for entry in chosen:
        if not entry.may_take:
            raise UserFacingError("checkout.cannot-take", title=entry.title)
        same = now.get(entry.key)
        if same is None or same.standing != entry.standing or not same.may_take:
            raise UserFacingError("checkout.changed-here", title=entry.title)


def _left(three: Versions, came: Returned) -> tuple[KeptPaper, ...]:
    if paper_news(three) is not PaperNews.APART:
        return ()
    new = [paper for paper in new_papers(three.here, came.facts) if not paper.withdrawn]
    found = ((paper, pdf_of(came, paper)) for paper in new)
    return tuple(
        KeptPaper(paper.reference, "owner" if paper.owner else "consultant", pdf)
        for paper, pdf in found
        if pdf is not None
    )


def _told(note: TakingNote, came: Returned, taken: Collection[str]) -> dict[str, object]:
    """For the record: who had him, what was taken, and the links of the record kept there.

    Papers that were signed there name a link of it, which is how they can be checked here.
    """
    links = came.links[note.stand.sequence :]
    return {
        "by": note.by,
        "taken": sorted(taken),
        "links": [[link.sequence, link.at, link.kind, link.sha256] for link in links],
    }


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

"""What each room of the use cases works with: a file, its pack, and one unit of work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from onboard.content.model import QuestionId
from onboard.content.pack import ContentPack
from onboard.engagement import Engagement, EngagementId, SignedPaper
from onboard.errors import UserFacingError
from onboard.firm import FirmProfile
from onboard.packs import PackShelf
from onboard.ports import Clock, OwnerCodes, Workspace
from onboard.private_answers import is_private
from onboard.snapshot import EngagementSnapshot, derive

_TRIES = 20
"""How often a change is made to what is in the store by then, before somebody is asked."""


class Room:
    """The store, the packs and the clock."""

    def __init__(
        self, workspace: Workspace, shelf: PackShelf, clock: Clock, owner_codes: OwnerCodes
    ) -> None:
        self._owner_codes = owner_codes
        self._workspace = workspace
        self._shelf = shelf
        self._clock = clock

    def engagement(self, engagement_id: EngagementId) -> Engagement:
        with self._workspace.unit_of_work() as work:
            return work.engagements.get(engagement_id)

    def pack(self, engagement: Engagement) -> ContentPack:
        """The pack that the file was made with, in the language of the talk."""
        with self._workspace.unit_of_work() as work:
            pack = self._shelf.pinned(engagement.pack, work.packs)
        return pack.in_language(engagement.client.language)

    def firm(self) -> FirmProfile:
        with self._workspace.unit_of_work() as work:
            return work.firm.get()

    def snapshot(self, engagement: Engagement) -> EngagementSnapshot:
        """Everything computed as of today."""
        return derive(self.pack(engagement), self.firm(), engagement, self.now().date())

    def signed_snapshot(self, engagement: Engagement) -> EngagementSnapshot:
        """The facts of the newest signed paper on its own day; what happened since is left out.

        Raises:
            UserFacingError: "amend.not-signed".
        """
        paper = agreed(engagement)
        earlier = tuple(entry for entry in engagement.installed if entry.paper != paper.reference)
        facts = replace(engagement.agreed_facts(), installed=earlier)
        on = paper.signed_at.date() if paper.signed_at is not None else self.now().date()
        return derive(self.pack(facts), self.firm(), facts, on)

    def now(self) -> datetime:
        return self._clock.now()

    def _change(
        self, engagement_id: EngagementId, change: Callable[[Engagement], Engagement]
    ) -> Engagement:
        for left in reversed(range(_TRIES)):
            try:
                return self._changed(engagement_id, change)
            except UserFacingError as error:
                # A colleague saved between reading and writing: the change is made to what is now.
                if error.message_id != "store.changed-meanwhile" or not left:
                    raise
        raise AssertionError("the last try returns or raises")

    def _changed(
        self, engagement_id: EngagementId, change: Callable[[Engagement], Engagement]
    ) -> Engagement:
        with self._workspace.unit_of_work() as work:
            before = work.engagements.get(engagement_id)
            after = change(before)
            refuse_edit_of_signed(before, after)
            work.engagements.save(after)
            work.commit()
            return work.engagements.get(engagement_id)


def refuse_edit_of_signed(before: Engagement, after: Engagement) -> None:
    """Signed is closed: a change is an amendment, never an edit.

    A private note is no part of it. What happens in the world after signing is no edit either: a
    line is installed, a refusal ends because a law changed. See docs/adr/0017-amendments.md.
    """
    noted = replace(after, private_note=before.private_note)
    if noted == before:
        return
    if before.half_signed_paper is not None:
        raise UserFacingError(before.half_signed_paper.held_by)
    same = replace(noted, installed=before.installed, endings=before.endings)
    if before.signed_paper is not None and same != before:
        raise UserFacingError("engagement.signed")


def agreed(facts: Engagement) -> SignedPaper:
    paper = facts.agreed_paper
    if paper is None:
        raise UserFacingError("amend.not-signed")
    return paper


def refuse_if_private(facts: Engagement, question: QuestionId) -> None:
    """An answer that the owner keeps to himself is not written over: it is dropped first."""
    if is_private(facts, question):
        raise UserFacingError("private.kept")

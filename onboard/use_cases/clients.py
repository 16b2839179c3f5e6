"""Clients, the firm, and the packs that a file is made with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from onboard.content.pack import ContentPack
from onboard.engagement import (
    Client,
    ClientSummary,
    Engagement,
    EngagementId,
    PackPin,
    new_engagement_id,
)
from onboard.errors import UserFacingError
from onboard.firm import FirmProfile
from onboard.ports import PackRepository
from onboard.use_cases.room import Room
from onboard.wording import spoken


class Clients(Room):
    """Starts files and keeps who they are for."""

    def clients(self) -> Sequence[ClientSummary]:
        with self._workspace.unit_of_work() as work:
            return work.engagements.list()

    def new_client(self, client: Client, pack_id: str) -> Engagement:
        """Start a file, pinned to the pack as it is shipped today, in the language spoken here."""
        pack = self._shelf.shipped(pack_id)
        if not client.language and spoken() in pack.languages:
            client = replace(client, language=spoken())
        now = self._clock.now()
        engagement = Engagement(
            id=new_engagement_id(now),
            client=client,
            pack=PackPin(pack.id, pack.version, pack.sha256),
            created=now.date(),
        )
        with self._workspace.unit_of_work() as work:
            work.packs.put(pack.id, pack.version, pack.sha256, pack.data)
            work.engagements.add(engagement)
            work.commit()
        return engagement

    def set_client(self, engagement_id: EngagementId, client: Client) -> Engagement:
        return self._change(engagement_id, lambda facts: replace(facts, client=client))

    def save_firm(self, firm: FirmProfile) -> None:
        with self._workspace.unit_of_work() as work:
            work.firm.save(firm)
            work.commit()

    def pack_of_paper(
        self, pin: PackPin, kept: PackRepository, given: ContentPack | None = None
    ) -> ContentPack:
        """The very pack that a paper names: the given one, a shipped one, or the store's copy.

        Raises:
            UserFacingError: "rebuild.other-pack", "rebuild.no-pack".
        """
        if given is not None:
            if given.sha256 != pin.sha256:
                raise UserFacingError("rebuild.other-pack")
            return given
        try:
            return self._shelf.pinned(pin, kept)
        except UserFacingError as error:
            raise UserFacingError("rebuild.no-pack", name=pin.id, version=pin.version) from error

    def shipped_pack(self, pack_id: str) -> ContentPack:
        return self._shelf.shipped(pack_id).in_language(spoken())

    def packs(self) -> Mapping[str, str]:
        """The packs that a new file can be made with: title by id."""
        return self._shelf.titles()

"""The consultant's book of clients: the desk, who is hit, archive, reviews, another pack."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache

from onboard.content.pack import ContentPack
from onboard.desk.attention import Attention
from onboard.desk.clients import AllThings, Desk, DeskClient, desk_of
from onboard.desk.hits import HitClient, who_is_hit
from onboard.desk.overview import NOTHING_SIGNED, Kept, PriceCheck, SignedLines, Things
from onboard.desk.pack_move import PackMove, pack_move
from onboard.desk.prices import TodaysPrices, signed_lines, todays_prices
from onboard.desk.told import details
from onboard.desk.working_out import overview, things
from onboard.engagement import Engagement, EngagementId, PackPin
from onboard.errors import UserFacingError
from onboard.firm import FirmProfile
from onboard.packs import PackShelf
from onboard.ports import Clock, Workspace
from onboard.services import OnboardingService
from onboard.signing.desk import SigningDesk
from onboard.visits.folding import broken
from onboard.wording import spoken


class ClientBook:
    """The verbs of the list of all clients; only `begin_reoffer` and `move` change a file."""

    def __init__(
        self,
        service: OnboardingService,
        workspace: Workspace,
        signing: SigningDesk,
        shelf: PackShelf,
        clock: Clock,
    ) -> None:
        self._service = service
        self._workspace = workspace
        self._signing = signing
        self._shelf = shelf
        self._clock = clock
        self._prices: dict[str, tuple[FirmProfile, TodaysPrices]] = {}

    # ---- the desk

    def desk(self) -> Desk:
        """All clients as they were worked out last; `Desk.due` tells whose turn it is."""
        with self._workspace.unit_of_work() as work:
            cards = work.desk.cards()
            firm = work.firm.get()
        packs = {card.overview.pack for card in cards if card.overview is not None}
        return desk_of(cards, self._todays_prices(packs, firm), self._today(), cache(self._things))

    def renew(self, engagement_id: EngagementId) -> None:
        """Work one overview out and keep it. This derives the whole plan of that file."""
        facts = self._service.engagement(engagement_id)
        snapshot, signed = self._service.snapshot(facts), self._signed_lines(facts)
        prices = self._todays_prices({facts.pack.id}, snapshot.firm).get(facts.pack.id)
        check = prices.check(signed.prices) if prices is not None else PriceCheck()
        with self._workspace.unit_of_work() as work:
            kept = Kept(broken(work.talks.of(engagement_id)))
            view, held = overview(snapshot, check, kept), things(snapshot, signed)
            work.desk.keep(engagement_id, view, held)
            work.commit()

    def renew_all(self, told: Callable[[int, int], None] | None = None) -> Desk:
        """The desk with nothing left to work out; `told` hears how far it is."""
        due = self.desk().due()
        for number, engagement_id in enumerate(due, start=1):
            if told is not None:
                told(number, len(due))
            self.renew(engagement_id)
        return self.desk()

    def is_for_owners(self, desk: Desk) -> bool:
        """Whether every file here is that of an owner who sits by himself."""
        return bool(desk.clients) and all(
            client.view.alone
            if client.view is not None and client.card.is_fresh
            else self._service.engagement(client.id).alone
            for client in desk.clients
        )

    # ---- beside the facts

    def archive(self, engagement_id: EngagementId, is_archived: bool = True) -> None:
        """Put a file out of sight, or bring it back; nothing is deleted, and it opens as before."""
        with self._workspace.unit_of_work() as work:
            work.desk.archive(engagement_id, is_archived)
            work.commit()

    def reviewed(self, engagement_id: EngagementId) -> None:
        """Note that the sheet of a review was made today: the next one is a year on."""
        with self._workspace.unit_of_work() as work:
            work.desk.reviewed(engagement_id, self._today())
            work.commit()

    def begin_reoffer(self, engagement_id: EngagementId) -> Engagement:
        """Open the file so that what was declined or has ended can be decided again.

        A signed file gets the draft of an amendment; one that is open already stays as it is.
        """
        facts = self._service.engagement(engagement_id)
        if facts.signed_paper is not None:
            return self._signing.begin_amendment(engagement_id)
        if facts.half_signed_paper is not None:
            raise UserFacingError("engagement.half-signed")
        return facts

    # ---- who is hit

    def who_is_hit(
        self, desk: Desk, *, product: str = "", before: date | None = None
    ) -> list[HitClient]:
        return who_is_hit(desk, cache(self.item_name), product, before)

    def details(self, desk: Desk, client: DeskClient) -> list[str]:
        """Each thing that needs somebody, in one sentence."""
        prices = desk.prices.get(client.view.pack) if client.view is not None else None
        held = Things()
        if Attention.PRICES in client.needs:
            with self._workspace.unit_of_work() as work:
                held = work.desk.things(client.id).get(client.id, held)
        return list(details(client, desk.today, held, prices, self.item_name))

    def item_name(self, pack_id: str, item: str) -> str:
        """The name of an item today; its id where the shipped pack does not know it."""
        pack = self._shipped(pack_id)
        found = pack.content.items.get(item) if pack is not None else None
        return found.name if found is not None else item

    # ---- another version of the pack

    def versions(self, pinned: PackPin) -> Sequence[PackPin]:
        """To which versions a file can be moved: the shipped one first, then those kept here."""
        with self._workspace.unit_of_work() as work:
            kept = work.packs.versions(pinned.id)
        shipped = self._shipped(pinned.id)
        first = [PackPin(shipped.id, shipped.version, shipped.sha256)] if shipped else []
        found = {pin.sha256: pin for pin in (*first, *kept)}
        return [pin for pin in found.values() if pin.sha256 != pinned.sha256]

    def preview_move(self, engagement_id: EngagementId, to: PackPin | None = None) -> PackMove:
        """What a move would keep, ask again and retire; nothing is changed by asking.

        Raises:
            UserFacingError: "move.newest", where there is no other version to move to.
        """
        facts = self._service.engagement(engagement_id)
        pin = to or self._newer(facts)
        now = self._service.snapshot(facts)
        return pack_move(now.pack, self._pack(pin, facts), now.firm, now)

    def move(self, engagement_id: EngagementId, to: PackPin | None = None) -> PackMove:
        """Move a file to another version of its pack; moving back brings back what it was.

        A signed file gets the draft of an amendment first: its papers stay as they are.

        Raises:
            UserFacingError: "move.newest", "engagement.half-signed".
        """
        facts = self._service.engagement(engagement_id)
        pin = to or self._newer(facts)
        pack = self._pack(pin, facts)
        self.begin_reoffer(engagement_id)
        made = self.preview_move(engagement_id, pin)
        with self._workspace.unit_of_work() as work:
            work.packs.put(pack.id, pack.version, pack.sha256, pack.data)
            work.engagements.save(made.facts)
            work.commit()
        return made

    def _newer(self, facts: Engagement) -> PackPin:
        shipped = self._shelf.shipped(facts.pack.id)
        if shipped.sha256 == facts.pack.sha256:
            raise UserFacingError("move.newest", version=shipped.version)
        return PackPin(shipped.id, shipped.version, shipped.sha256)

    def _pack(self, pin: PackPin, facts: Engagement) -> ContentPack:
        with self._workspace.unit_of_work() as work:
            pack = self._shelf.pinned(pin, work.packs)
        return pack.in_language(facts.client.language)

    # ---- what is behind it

    def _signed_lines(self, facts: Engagement) -> SignedLines:
        """What the signed papers sell, out of their own data: never worked out again."""
        papers = [paper for paper in facts.papers if paper.owner]
        if not papers:
            return NOTHING_SIGNED
        bills = []
        for paper in papers:
            try:
                bills.append(self._signing.signed_bill(facts.id, paper.reference).lines)
            except UserFacingError:  # a paper that is not kept here tells nothing
                continue
        return signed_lines(bills)

    def _todays_prices(self, packs: set[str], firm: FirmProfile) -> Mapping[str, TodaysPrices]:
        """By pack; a list is made once and holds until the firm or the pack has another price."""
        found = {}
        for pack_id in packs:
            pack = self._shipped(pack_id)
            if pack is None:
                continue
            known = self._prices.get(pack_id)
            if known is None or known[0] != firm:
                known = self._prices[pack_id] = (firm, todays_prices(pack, firm))
            found[pack_id] = known[1]
        return found

    def _things(self) -> AllThings:
        with self._workspace.unit_of_work() as work:
            return work.desk.things()

    def _shipped(self, pack_id: str) -> ContentPack | None:
        try:
            return self._shelf.shipped(pack_id).in_language(spoken())
        except UserFacingError:  # no longer shipped, or broken: told of where it is used
            return None

    def _today(self) -> date:
        return self._clock.now().date()

"""What both sides of a hand-over share."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import date

from onboard.engagement import Engagement, PackPin
from onboard.errors import UserFacingError
from onboard.packs import PackShelf
from onboard.ports import Clock, Handover, HandoverState, Workspace
from onboard.services import OnboardingService


class Side:
    """One side; it knows the store, the packs and the time."""

    def __init__(
        self, service: OnboardingService, workspace: Workspace, shelf: PackShelf, clock: Clock
    ) -> None:
        self._service = service
        self._workspace = workspace
        self._shelf = shelf
        self._clock = clock

    def _today(self) -> date:
        return self._clock.now().date()

    def _is_over(self, kept: Handover) -> bool:
        is_late = kept.state is HandoverState.OPEN and self._today() > kept.until
        return is_late or kept.state is HandoverState.EXPIRED

    def _is_shipped(self, pin: PackPin) -> bool:
        try:
            return self._shelf.shipped(pin.id).sha256 == pin.sha256
        except UserFacingError:
            return False


def refuse_if_signed(facts: Engagement) -> None:
    """Signed is closed, for answers from elsewhere too."""
    if facts.signed_paper is not None:
        raise UserFacingError("engagement.signed")
    if facts.half_signed_paper is not None:
        raise UserFacingError(facts.half_signed_paper.held_by)


@contextlib.contextmanager
def as_too_much() -> Iterator[None]:
    """What was made here does not come back: it is larger than a file may be."""
    try:
        yield
    except UserFacingError as error:
        raise UserFacingError("handover.too-much") from error

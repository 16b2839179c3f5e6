"""What each room of the desk works with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onboard.engagement import EngagementId
from onboard.errors import UserFacingError
from onboard.ports import Clock, Printer, UnitOfWork, Workspace
from onboard.services import OnboardingService


class Room:
    """The service, the store, the printer and the clock; and the data of a signed paper."""

    def __init__(
        self,
        service: OnboardingService,
        workspace: Workspace,
        printer: Printer,
        clock: Clock,
        *,
        is_protected: bool,
    ) -> None:
        self._service = service
        self._workspace = workspace
        self._printer = printer
        self._clock = clock
        self._is_protected = is_protected

    def _signed_data(
        self, work: UnitOfWork, engagement_id: EngagementId, reference: str
    ) -> Mapping[str, Any]:
        pdf = work.papers.signed(engagement_id, reference)
        if pdf is None:
            raise UserFacingError("amend.lost-paper", reference=reference)
        return self._printer.data(pdf)

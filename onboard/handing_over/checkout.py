"""A client is taken along from the store where he is at home, and brought back to it."""

from __future__ import annotations

from onboard.handing_over.bringing_back import BringingBack, Scratch
from onboard.handing_over.carried import Carried
from onboard.handing_over.taking import Taking
from onboard.ports import Clock, Printer, Workspace
from onboard.services import OnboardingService


class CheckoutDesk(Taking, BringingBack, Carried):
    """At home: `take`, `out`, `given_up`, `read`, `merge`. Away: `carried`, `send_back`.

    The file is opened there as every client file is; see `onboard.handing_over.archives`.
    """

    def __init__(
        self,
        service: OnboardingService,
        workspace: Workspace,
        printer: Printer,
        clock: Clock,
        scratch: Scratch,
    ) -> None:
        self._service = service
        self._workspace = workspace
        self._printer = printer
        self._clock = clock
        self._scratch = scratch

"""The desk: everything between the last decision and the signed file in the store."""

from __future__ import annotations

from onboard.engagement import EngagementId
from onboard.signing.amending import Amending
from onboard.signing.by_pen import ByPen
from onboard.signing.preparing import Preparing
from onboard.signing.rebuilding import Rebuilding
from onboard.signing.renewing import Renewing
from onboard.signing.taking_back import TakingBack


class SigningDesk(Preparing, Amending, ByPen, TakingBack, Rebuilding, Renewing):
    """All rooms in one place."""

    def latest_paper(self, engagement_id: EngagementId) -> bytes | None:
        with self._workspace.unit_of_work() as work:
            return work.papers.latest(engagement_id)

"""The whole book, and the days of all clients for a calendar."""

from __future__ import annotations

from onboard.engagement import EngagementId
from onboard.visit_book.bills import Bills
from onboard.visit_book.visits import Visits
from onboard.visiting.dates import DueDay, due_days
from onboard.visits.folding import visits, waiting_points


class VisitBook(Visits, Bills):
    """All rooms in one place."""

    def days(
        self, only: EngagementId | None = None, *, with_details: bool = False
    ) -> tuple[DueDay, ...]:
        """The days of one client, or of all that are not put away, the next first."""
        with self._workspace.unit_of_work() as work:
            marks = {card.id: card.marks for card in work.desk.cards()}
        wanted = [
            key
            for key, mark in marks.items()
            if key == only or (only is None and not mark.archived)
        ]
        found: list[DueDay] = []
        for key in wanted:
            snapshot = self._service.snapshot(self._service.engagement(key))
            entries = self._entries(key)
            found += due_days(
                snapshot,
                visits(entries),
                waiting_points(entries),
                marks[key].reviewed,
                with_details=with_details,
            )
        return tuple(sorted(found, key=lambda each: (each.on, each.client_name, each.key)))

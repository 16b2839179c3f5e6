"""Visits, doubts about bills and days for a calendar: read and written beside the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from onboard.errors import UserFacingError
from onboard.wording import say, say_count, speaking, spoken
from ui.verbs.files import FileVerbs

if TYPE_CHECKING:
    from datetime import date

    from onboard.engagement import EngagementId
    from onboard.visit_book.book import VisitBook
    from onboard.visiting.bill import BillReading
    from onboard.visiting.view import VisitView
    from onboard.visits.entries import BillOutcome
    from onboard.visits.folding import Written


T = TypeVar("T")


class VisitAtHand(NamedTuple):
    """The visit of a client that is open; without a view none is begun yet."""

    client: EngagementId
    name: str
    today: date
    view: VisitView | None = None


class VisitVerbs(FileVerbs):
    """`visit_ready`, `visit_kept`, `bill_read` or `visit_refused` follows."""

    def open_visit(self, client: EngagementId) -> None:
        """Show the visit that is open, or that there is none; `visit_ready` follows."""

        def work() -> VisitAtHand:
            book, facts = self._book, self.application.service.engagement(client)
            open_ones = [each for each in book.visits(client) if not each.is_closed]
            view = book.view(client, open_ones[-1].id) if open_ones else None
            today = self.application.clock.now().date()
            return VisitAtHand(client, facts.client.name, today, view)

        self._at_side(work, self.visit_ready.emit)

    def begin_visit(
        self, client: EngagementId, on: date, present: Sequence[str], kind: str
    ) -> None:
        """Begin a visit; `visit_ready` follows with all that is to be asked."""

        def done(_: object) -> None:
            self.open_visit(client)

        self._at_side(lambda: self._book.begin(client, on, present, kind), done)

    def write_visit(
        self, client: EngagementId, visit: str, written: Written, *, is_closing: bool
    ) -> None:
        """Keep what a form says, and close the visit if wished; `visit_kept` follows."""

        def work() -> str:
            problems = self._book.write_down(client, visit, written)
            if problems:
                raise UserFacingError("visit.not-measured", text=str(problems[0]))
            if is_closing:
                self._book.close(client, visit)
            return say("visit.closed-now" if is_closing else "visit.kept-for-later")

        self._at_side(work, self._kept)

    def save_visit_sheet(self, client: EngagementId, path: Path) -> None:
        """The sheet of the newest visit as it was written down; `visit_kept` follows."""

        def work() -> str:
            from onboard.files import write_checked
            from onboard.pdf.plain import sheet_pdf
            from onboard.visiting.record_sheet import visit_record

            found = self._book.visits(client)
            if not found:
                raise UserFacingError("visit.none")
            document = visit_record(self._book.view(client, found[-1].id))
            write_checked(path, sheet_pdf(document, self.application.clock.now()))
            return say("paper.saved-as", name=path.name)

        self._at_side(work, self._kept)

    # ---- bills

    def read_bill(self, client: EngagementId, on: date, minutes: int, doubt: str) -> None:
        """What both have signed on a doubt; nothing is kept by asking. `bill_read` follows."""

        def work() -> BillReading:
            return self._book.reading(client, on, minutes, doubt)

        self._at_side(work, self.bill_read.emit)

    def keep_bill(
        self,
        client: EngagementId,
        reading: BillReading,
        outcome: BillOutcome,
        note: str,
    ) -> None:
        """Keep a doubt with what became of it; `visit_kept` follows."""

        def work() -> str:
            asked = reading.question
            made = self._book.ask_bill(client, asked.line_on, asked.minutes, asked.doubt)
            self._book.settle_bill(client, made.id, outcome, note)
            return say("bill.kept")

        self._at_side(work, self._kept)

    # ---- days

    def save_dates(self, only: EngagementId | None, path: Path, *, with_details: bool) -> None:
        """The days of one client or of all as a calendar file; `visit_kept` follows."""

        def work() -> str:
            from onboard.visiting.calendar_file import write_calendar

            days = self._book.days(only, with_details=with_details)
            count = write_calendar(path, days, self.application.clock.now())
            return say_count("dates.written", count, path=path.name)

        self._at_side(work, self._kept)

    # ---- what is behind it

    @property
    def _book(self) -> VisitBook:
        return self.application.visits

    def _kept(self, told: str) -> None:
        self.visit_kept.emit(told)
        self.desk_changed.emit()

    def _at_side(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        language = spoken()

        def worded() -> T:
            with speaking(language):
                return work()

        self._in_background(worded, done, self._refused)

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, UserFacingError):
            self.visit_refused.emit(str(error))
        else:
            self._tell(error)

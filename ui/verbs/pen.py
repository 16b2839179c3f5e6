"""The paper that is printed, signed with a pen, and brought back as a scan."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from onboard.errors import UserFacingError
from onboard.wording import say
from ui.verbs.base import SessionBase

if TYPE_CHECKING:
    from onboard.engagement import Engagement
    from onboard.pdf.scan import ScanPage
    from onboard.ports import PenSigned


class BroughtScan(NamedTuple):
    """Files that were picked, and the pages that they hold."""

    files: tuple[bytes, ...]
    pages: tuple[ScanPage, ...]


class PenVerbs(SessionBase):
    """Slow work runs beside the window; `paper_changed` follows."""

    def print_to_sign(self) -> None:
        """From now on the paper at hand waits for its signed pages."""
        engagement_id, prepared = self._id, self._prepared
        if self.is_busy or prepared is None:
            return

        def done(_: Engagement) -> None:
            if self._is_at_hand(engagement_id):
                self._reload()
                self.paper_changed.emit()

        self._in_background(
            lambda: self.application.desk.print_to_sign(engagement_id, prepared), done, self._tell
        )

    def read_scan(self, paths: Sequence[Path]) -> None:
        """Look what picked files hold; `scan_read` or `scan_refused` follows."""

        def work() -> BroughtScan:
            from onboard.files import read_start
            from onboard.pdf.scan import LARGEST_FILE, read_scan

            files = tuple(read_start(path, LARGEST_FILE + 1) for path in paths)
            return BroughtScan(files, read_scan(files).pages)

        self._in_background(work, self.scan_read.emit, self._refuse_scan)

    def bring_scan(self, scan: BroughtScan, signed: PenSigned) -> None:
        """Seal the scan with the paper; `paper_changed` or `scan_refused` follows."""
        if self.is_busy:
            return
        engagement_id = self._id
        untimed: list[UserFacingError] = []

        def work() -> bytes:
            return self.application.desk.bring_scan(
                engagement_id, scan.files, signed, untimed=untimed.append
            )

        def done(pdf: bytes) -> None:
            if not self._is_at_hand(engagement_id):
                return
            self._paper = pdf
            self._reload()
            self.paper_changed.emit()
            for error in untimed:
                self.problem.emit(say("page.untimed", told=error))

        self._in_background(work, done, self._refuse_scan)

    def _refuse_scan(self, error: BaseException) -> None:
        if isinstance(error, UserFacingError):
            self.scan_refused.emit(str(error))
        else:
            self._tell(error)

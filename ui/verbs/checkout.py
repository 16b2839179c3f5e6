"""A client who is taken along from a firm's store, and comes back to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from onboard.errors import UserFacingError
from onboard.wording import say
from ui.verbs.files import FileVerbs

if TYPE_CHECKING:
    from onboard.engagement import EngagementId
    from onboard.handing_over.bringing_back import ReturnReview

Told = Callable[[str, str], None]
"""Hears what went wrong, or nothing, and what came of it."""


class CheckoutVerbs(FileVerbs):
    """Each reads or writes one file beside the window."""

    _return_path: Path | None = None

    def is_at_server(self) -> bool:
        """Whether the clients here lie on a firm's server: then one can be taken along."""
        return self.application.members is not None

    def take_along(self, engagement_id: EngagementId, path: Path, answered: Told) -> None:
        """Write the file of a client to be taken along; `answered` hears its code."""

        def work() -> str:
            from onboard.files import write_checked

            made = self.application.checkout.take(engagement_id)
            write_checked(path, made.data)
            return made.code

        def done(code: str) -> None:
            answered("", code)
            self.desk_changed.emit()

        self._in_background(work, done, lambda error: self._turned_down(error, answered))

    def send_back(self, engagement_id: EngagementId, path: Path, answered: Told) -> None:
        """Write the file that goes back; `answered` hears what to do with it."""

        def work() -> str:
            from onboard.files import write_checked

            write_checked(path, self.application.checkout.send_back(engagement_id).data)
            return say("back.written", name=path.name)

        self._in_background(
            work, lambda told: answered("", told), lambda error: self._turned_down(error, answered)
        )

    def read_return(self, path: Path) -> None:
        """Read a client who came back; `review_changed` or `problem` follows."""

        def work() -> ReturnReview:
            from onboard.files import read_checked
            from onboard.handover.archive_file import LARGEST

            return self.application.checkout.read(read_checked(path, LARGEST))

        def done(review: ReturnReview) -> None:
            from onboard.handover.review import EntryKind

            if self._engagement is not None:  # not over another client's open file
                self._tell(UserFacingError("answers.file-open"))
                return
            self.review, self._return_path = review, path
            self.refused = set(review.keys(EntryKind.NEWER_HERE))
            self.review_changed.emit()

        self._in_background(work, done, self._tell)

    def merge_return(self, review: ReturnReview, taken: Sequence[str]) -> None:
        """Merge these things and no others, and open the file; `problem` may follow instead.

        A signed paper that cannot be taken in lies beside the file that it came in after that.
        """
        path = self._return_path
        keys = tuple(taken)

        def work() -> None:
            from onboard.handing_over.bringing_back import keep_beside

            if path is not None:
                keep_beside(path, review.left)
            self.application.checkout.merge(review, keys)

        def done(_: None) -> None:
            if self.review is review:
                self.leave_review()
            self.clients_changed.emit()
            if self._engagement is None:
                self.open_client(review.engagement_id)

        self._in_background(work, done, self._tell)

    def _turned_down(self, error: BaseException, answered: Told) -> None:
        """An expected problem is told where it was asked for, a fault in the window."""
        is_expected = isinstance(error, UserFacingError)
        answered(str(error) if is_expected else "", "")
        if not is_expected:
            self._tell(error)

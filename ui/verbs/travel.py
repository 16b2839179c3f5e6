"""Questions, answers and papers that go to another computer and come back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from onboard.errors import UserFacingError
from onboard.wording import say
from ui.verbs.checkout import CheckoutVerbs

if TYPE_CHECKING:
    from onboard.engagement import (
        EngagementId,
    )
    from onboard.handover.review import ReplyReview
    from onboard.ports import Ink
    from ui.received import Received


class TravelVerbs(CheckoutVerbs):
    """Each reads or writes one file beside the window."""

    # ---- questions and answers

    def invite(
        self, engagement_id: EngagementId, path: Path, sections: Sequence[str], person: str
    ) -> None:
        """Write a question file beside the window; `invited` or `problem` follows."""

        def work() -> str:
            from onboard.files import write_checked

            made = self.application.handover.invite(engagement_id, sections=sections, person=person)
            write_checked(path, made.data)
            return made.code

        def done(code: str) -> None:
            self.untold_code = (code, path.name)  # kept nowhere else, and never shown again
            self.invited.emit(code, path.name)

        self._in_background(work, done, self._tell)

    def code_noted(self) -> None:
        """The person has noted the code of the question file."""
        self.untold_code = None

    def parts_to_send(self, engagement_id: EngagementId) -> list[tuple[str, str]]:
        """Id and title of each part of a client's questions."""
        service = self.application.service
        pack = service.pack(service.engagement(engagement_id))
        return [(section.id, section.title) for section in pack.content.sections]

    def accept_questions(
        self,
        path: Path,
        code: str,
        *,
        is_new_key_known: bool = False,
        answered: Callable[[str], None] | None = None,
    ) -> None:
        """Open a question file beside the window, and then its local file.

        Args:
            path: of the file.
            code: as it was typed.
            is_new_key_known: a person has asked the firm about its other key.
            answered: hears what is wrong with the code, or nothing where it is not the code.
        """

        def work() -> EngagementId:
            from onboard.files import read_checked

            facts = self.application.handover.accept(
                read_checked(path), code, is_new_key_known=is_new_key_known
            )
            return facts.id

        def done(engagement_id: EngagementId) -> None:
            if answered is not None:
                answered("")
            self.clients_changed.emit()
            if self._engagement is None:  # nobody is taken away from what he is at
                self.open_client(engagement_id)

        def failed(error: BaseException) -> None:
            message_id = getattr(error, "message_id", "")
            is_code = message_id in ("handover.wrong-code", "handover.code-shape")
            if answered is not None:
                answered(str(error) if is_code else "")
            if is_code and answered is not None:
                return
            if message_id == "handover.other-key":
                self.other_key.emit(path, code, str(error))
            else:
                self._tell(error)

        self._in_background(work, done, failed)

    def save_reply(self, path: Path) -> None:
        """Write the answer file beside the window; `paper_saved` or `problem` follows."""
        engagement_id = self._id

        def work() -> str:
            from onboard.files import write_checked

            write_checked(path, self.application.handover.reply(engagement_id).data)
            return path.name

        self._in_background(work, lambda name: self.paper_saved.emit("reply", name), self._tell)

    def read_reply(self, path: Path) -> None:
        """Read an answer file beside the window; `review_changed` or `problem` follows."""
        from onboard.handover.review import EntryKind

        def work() -> ReplyReview:
            from onboard.files import read_checked

            return self.application.handover.read(read_checked(path))

        def done(review: ReplyReview) -> None:
            if self._engagement is not None:  # not over another client's open file
                self._tell(UserFacingError("answers.file-open"))
                return
            self.review = review
            self.refused = set(review.keys(EntryKind.NEWER_HERE))
            self.review_changed.emit()

        self._in_background(work, done, self._tell)

    def merge_review(self, taken: Sequence[str]) -> None:
        """Take these entries and no others, and open the file they went into."""
        from onboard.handover.review import ReplyReview

        review = self.review
        if review is None:
            return
        if not isinstance(review, ReplyReview):
            self.merge_return(review, taken)
            return
        if not taken:
            self._tell(UserFacingError("answers.none-taken"))
            return
        if self._try(lambda: self.application.handover.merge(review, taken)):
            self.leave_review()
            self.clients_changed.emit()
            self.open_client(review.engagement_id)

    # ---- papers from files

    def open_received(self, path: Path) -> None:
        """Read and check a paper beside the window; `received_changed` or `problem` follows."""
        self.leave_received()

        def work() -> Received:
            from ui.received import look_at

            return look_at(self.application, path)

        self._in_background(work, self._show_received, self._tell)

    def add_earlier(self, received: Received, path: Path) -> None:
        """Check a paper with the one that it changes; `received_changed` or `problem` follows."""

        def work() -> Received:
            from ui.received import with_earlier

            return with_earlier(self.application, received, path)

        def done(now: Received) -> None:
            if received is self.received:  # another paper may have been opened meanwhile
                self._show_received(now)

        self._in_background(work, done, self._tell)

    def sign_received(self, received: Received, name: str, ink: Ink, target: Path) -> None:
        """Sign it as the owner, into another file; `received_changed` or `problem` follows."""
        if received is not self.received:
            self._tell(UserFacingError("sign.other-shown"))
            return

        key = self._own_key
        untimed: list[UserFacingError] = []

        def work() -> Received:
            from ui.received import signed

            return signed(self.application, received, name, ink, target, key, untimed.append)

        def done(now: Received) -> None:
            self._show_received(now)
            for error in untimed:
                self.problem.emit(say("page.untimed-file", told=error))

        self._in_background(work, done, self._tell)

    def _show_received(self, received: Received) -> None:
        self._forget_own_key()
        self.received = received
        self.received_changed.emit()

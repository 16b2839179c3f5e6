"""The paper: laid out, signed, refused, withdrawn, changed by an amendment."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from onboard.errors import UserFacingError
from onboard.flow import Place, Stop
from onboard.wording import say
from ui.verbs.files import FileVerbs

if TYPE_CHECKING:
    from onboard.agreement.document import Document
    from onboard.content.model import ClauseId
    from onboard.papers.agreement import Agreement
    from onboard.ports import Ink
    from onboard.signing.papers import PreparedPaper


class PaperVerbs(FileVerbs):
    """Slow work runs beside the window; `paper_changed` follows."""

    @property
    def agreement(self) -> Agreement | None:
        return self._prepared.agreement if self._prepared else None

    @property
    def document(self) -> Document | None:
        """The text of the paper at hand: just laid out, or read from the kept one."""
        return self._prepared.agreement.document if self._prepared else self._document

    @property
    def paper(self) -> bytes | None:
        """The newest PDF of this client, as far as it has been made."""
        return self._paper

    def prepare_paper(self) -> None:
        """Lay the paper out beside the window; `paper_changed` follows."""
        engagement_id = self._id
        version = self._engagement.version if self._engagement is not None else -1
        if (engagement_id, version) == self._preparing:
            return  # on its way already
        self._preparing = (engagement_id, version)

        def done(prepared: PreparedPaper) -> None:
            if self._preparing == (engagement_id, version):
                self._preparing = None
            if not self._is_at_hand(engagement_id):
                return  # somebody else's file is open by now
            self._prepared, self._paper = prepared, prepared.pdf
            self.paper_version = version
            self.paper_changed.emit()

        def failed(error: BaseException) -> None:
            self._preparing = None
            self._tell(error)
            self.paper_failed.emit()

        self._in_background(lambda: self.application.desk.prepare(engagement_id), done, failed)

    def load_paper(self) -> None:
        """Fetch the newest kept paper; `paper_changed` follows."""
        engagement_id = self._id

        def work() -> tuple[bytes | None, Document | None]:
            from onboard.agreement.document import from_data
            from onboard.pdf.paper import read_data

            pdf = self.application.desk.latest_paper(engagement_id)
            return pdf, from_data(read_data(pdf)["document"]) if pdf is not None else None

        def done(loaded: tuple[bytes | None, Document | None]) -> None:
            if self._is_at_hand(engagement_id):
                self._paper, self._document = loaded
                self.paper_changed.emit()

        def failed(error: BaseException) -> None:
            self._tell(error)
            self.paper_failed.emit()

        self._in_background(work, done, failed)

    def sign(self, role: str, name: str, ink: Ink) -> None:
        """Seal the paper beside the window; `paper_changed` follows."""
        if self.is_busy:
            return
        engagement_id, prepared = self._id, self._prepared
        key = self._own_key if role == "owner" else None

        def done(pdf: bytes) -> None:
            self._forget_own_key()
            if not self._is_at_hand(engagement_id):
                return
            self._paper = pdf
            self._reload()
            self.paper_changed.emit()

        untimed: list[UserFacingError] = []

        def work() -> bytes:
            return self.application.desk.sign(
                engagement_id, role, name, ink, prepared=prepared, key=key, untimed=untimed.append
            )

        def signed(pdf: bytes) -> None:
            done(pdf)
            for error in untimed:
                self.problem.emit(say("page.untimed", told=error))

        self._in_background(work, signed, self._tell)

    def renew_time_stamp(self) -> None:
        """Put a time stamp over the signed paper, beside the window; `paper_renewed` follows."""
        if self.is_busy:
            return
        engagement_id = self._id

        def work() -> bytes | None:
            self.application.desk.renew(engagement_id)
            return self.application.desk.latest_paper(engagement_id)

        def done(pdf: bytes | None) -> None:
            if self._is_at_hand(engagement_id):
                self._paper = pdf
                self._reload()
                self.paper_changed.emit()
                self.paper_renewed.emit()

        self._in_background(work, done, self._tell)

    def clause_numbered(self, number: str) -> ClauseId | None:
        """The clause that is printed with this number."""
        from onboard.papers.promises import clause_by_number, terms

        if self._snapshot is None:
            return None
        filled = clause_by_number(terms(self._snapshot)).get(number)
        return filled.id if filled is not None else None

    def withdraw_paper(self) -> None:
        self._forget_paper()
        self._change(lambda: self.application.desk.withdraw(self._id))
        self.paper_changed.emit()

    def refuse_paper(self, name: str, reason: str) -> None:
        """Keep that the owner will not sign, and why; the facts may change again."""
        if self._try(lambda: self.application.desk.refuse(self._id, name, reason)):
            self._forget_paper()
            self._reload()
            self.paper_changed.emit()

    def save_paper(self, path: Path) -> bool:
        """Write the signed PDF where the person wants it, and read it back."""
        from onboard.files import write_checked

        pdf = self._paper
        if pdf is None:
            return False
        return self._try(lambda: write_checked(path, pdf))

    def begin_amendment(self, order: Sequence[str] = ()) -> None:
        """Open a signed file for a change, beside the window; with an order that was checked."""
        if self.is_busy:
            return
        engagement_id = self._id

        def work() -> None:
            self.application.desk.begin_amendment(engagement_id)
            if order:
                self.application.service.set_order(engagement_id, order)

        def done(_: None) -> None:
            if self._is_at_hand(engagement_id):
                self._forget_paper()
                self._reload()
                self.go(Place(Stop.PLAN if order else Stop.CHECK))

        self._in_background(work, done, self._tell)

    def withdraw_amendment(self) -> None:
        """Put a drafted change away: the facts are again those that were signed."""
        self._forget_paper()
        self._change(lambda: self.application.desk.withdraw_amendment(self._id))
        if self._snapshot is not None and self._snapshot.engagement.signed_paper is not None:
            self.go(Place(Stop.FINISH))

    def take_back(self, path: Path) -> None:
        """Bring back the paper that the owner has signed elsewhere; `paper_changed` follows."""
        if self.is_busy:
            return
        engagement_id = self._id

        def work() -> bytes:
            from onboard.files import read_checked

            pdf = read_checked(path)
            self.application.desk.take_back(engagement_id, pdf)
            return pdf

        def done(pdf: bytes) -> None:
            if not self._is_at_hand(engagement_id):
                return
            self._paper = pdf
            self._reload()
            self.paper_changed.emit()

        self._in_background(work, done, self._tell)

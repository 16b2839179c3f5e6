"""The list of all clients: read at once, looked through by and by, and what is done from there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from onboard.errors import UserFacingError
from onboard.flow import Place, Stop
from onboard.wording import say, speaking, spoken
from ui import background
from ui.verbs.files import FileVerbs

if TYPE_CHECKING:
    from datetime import date

    from onboard.desk.clients import Desk, DeskClient, Wanted
    from onboard.desk.hits import HitClient
    from onboard.desk.pack_move import PackMove
    from onboard.engagement import EngagementId, PackPin

Version = tuple["EngagementId", int]
"""A file, and the version of its facts."""
AT_ONCE = 4
"""So many files are looked through in one go beside the window."""
TOLD_EVERY = 40
"""After so many the list is drawn again."""


class DeskVerbs(FileVerbs):
    """`desk_changed` follows whenever the list is to be drawn again."""

    desk_wanted: Wanted | None = None
    """Which clients were last looked at, until the program ends."""
    _is_renewing = False
    _renewed = 0

    def desk(self) -> Desk:
        """All clients as they were last worked out; what is due is worked out beside the window."""
        desk = self.application.book.desk()
        if not self._is_renewing:
            self._renew(self._due(desk))
        return desk

    def is_for_owners(self, desk: Desk) -> bool:
        return self.application.book.is_for_owners(desk)

    def details(self, desk: Desk, client: DeskClient) -> list[str]:
        """Each thing that needs somebody, in one sentence."""
        return self.application.book.details(desk, client)

    # ---- worked out by and by

    def _due(self, desk: Desk) -> list[Version]:
        """Whose turn it is; one that could not be worked out waits until its file is changed."""
        versions = [(key, desk.by_id[key].card.version) for key in desk.due()]
        return [each for each in versions if each not in self._left_out]

    def _renew(self, due: list[Version]) -> None:
        """Work some overviews out, then the next ones; stops while a file is open."""
        self._is_renewing = bool(due)
        if not due:
            return
        book, language = self.application.book, self.own_language

        def work() -> list[Version]:
            failed = []
            with speaking(language):
                for each in due[:AT_ONCE]:
                    try:
                        book.renew(each[0])
                    except Exception:
                        failed.append(each)  # told of when somebody opens that file
            return failed

        background.run(work, partial(self._renewed_some, due), self._renewing_broke)

    def _renewed_some(self, due: list[Version], failed: list[Version]) -> None:
        self._left_out.update(failed)
        self._renewed += len(due[:AT_ONCE])
        rest = due[AT_ONCE:]
        if not self.is_open or self._engagement is not None:
            self._is_renewing = False
            return
        self._is_renewing = bool(rest)
        if not rest or self._renewed >= TOLD_EVERY:
            self._renewed = 0
            self.desk_changed.emit()  # the list is read again, and then begins anew what is due
        if rest:
            self._renew(rest)

    def _renewing_broke(self, error: BaseException) -> None:
        self._is_renewing = False
        self._tell(error)

    # ---- from the list

    def archive(self, engagement_id: EngagementId, is_archived: bool) -> None:
        """Put a file out of sight, or bring it back; nothing is deleted."""
        if self._try(lambda: self.application.book.archive(engagement_id, is_archived)):
            self.desk_changed.emit()

    def prepare_review(self, engagement_id: EngagementId, path: Path) -> None:
        """Make the sheet of a review and open that client; `paper_saved` or `problem` follows."""
        application, language = self.application, spoken()
        now = application.clock.now()

        def work() -> str:
            from onboard.files import write_checked
            from onboard.papers.sheets.agreed import as_agreed
            from onboard.papers.sheets.kinds import compose_sheet
            from onboard.pdf.paper import read_data
            from onboard.pdf.plain import sheet_pdf

            with speaking(language):
                facts = application.service.engagement(engagement_id)
                paper = application.desk.latest_paper(engagement_id)
                data = read_data(paper) if paper is not None else None
                agreed = as_agreed(application.service.snapshot(facts), data)
                write_checked(path, sheet_pdf(compose_sheet("review", agreed), now))
            application.book.reviewed(engagement_id)
            return path.name

        def done(name: str) -> None:
            if self._engagement is None:
                self.open_client(engagement_id)
            self.paper_saved.emit("extra", name)

        self._in_background(work, done, self._tell)

    def reoffer(self, engagement_id: EngagementId) -> None:
        """Open a file at its decisions; a signed one is opened for a change first."""
        self._turn_away()
        if not self._try(lambda: self._invite_of(engagement_id)):
            return
        self._change(lambda: self.application.book.begin_reoffer(engagement_id), is_saved=False)
        if self._is_at_hand(engagement_id):
            self.go(Place(Stop.DECISIONS))

    # ---- who is hit

    def who_is_hit(self, desk: Desk, product: str, before: date | None) -> list[HitClient]:
        return self.application.book.who_is_hit(desk, product=product, before=before)

    # ---- another version of the pack

    def pack_versions(self, client: DeskClient) -> Sequence[PackPin]:
        """To which versions of its pack a file can be moved; the file is not opened for it."""
        return self.application.book.versions(client.view.pin) if client.view is not None else ()

    def preview_move(self, engagement_id: EngagementId, to: PackPin) -> PackMove:
        """What a move would change.

        Raises:
            UserFacingError: it cannot be worked out.
        """
        return self.application.book.preview_move(engagement_id, to)

    def move_pack(self, engagement_id: EngagementId, to: PackPin) -> str:
        """Move a file; what was done in one sentence, or nothing where `problem` told why not."""
        from onboard.desk.told import moved_text

        try:
            move = self.application.book.move(engagement_id, to)
        except UserFacingError as error:
            self.problem.emit(str(error))
            return ""
        self.desk_changed.emit()
        return moved_text(move)

    def archived_text(self, name: str, is_archived: bool) -> str:
        return say("desk.archive-done" if is_archived else "desk.unarchive-done", name=name)

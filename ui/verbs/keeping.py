"""The safety of the store: copies, the way back, the record of changes, and forgetting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from onboard.errors import UserFacingError
from onboard.wording import day, say, say_count
from ui.verbs.locking import Answered, LockVerbs

if TYPE_CHECKING:
    from datetime import date, datetime

    from onboard.bootstrap import Application
    from onboard.engagement import EngagementId
    from onboard.safekeeping.copies import Copy
    from onboard.safekeeping.replacing import Replacement as Replacement
    from onboard.safekeeping.told_history import ToldEvent as ToldEvent
    from onboard.safekeeping.wishes import Wishes

PATIENCE = 10
"""Minutes after which a copy that failed is tried again, at the first save."""


class KeepingVerbs(LockVerbs):
    """Slow work runs beside the window; a dialog that waits hears what is wrong, or nothing."""

    _copied_on: date | None = None
    _try_again_at: datetime | None = None

    # ---- daily copies

    def keep_daily(self) -> None:
        """Write today's copy if it is wished for and not there; called at start and at saves.

        Cheap when there is nothing to do. A failure is told once and tried again later.
        """
        if self._application is None or self._is_copying:
            return
        now = self.application.clock.now()
        is_early = self._try_again_at is not None and now < self._try_again_at
        if self._copied_on == now.date() or is_early:
            return
        keeping = self.application.keeping
        if not keeping.wishes.daily:
            return
        self._is_copying = True

        def work() -> Path | None:
            return keeping.back_up() if keeping.is_due() else None

        def done(made: Path | None) -> None:
            self._is_copying, self._try_again_at = False, None
            self._copied_on = now.date()
            if made is not None:
                self.keeping_changed.emit("")
            self._lock_now()

        def failed(error: BaseException) -> None:
            self._is_copying = False
            from datetime import timedelta  # the first page comes without

            self._try_again_at = now + timedelta(minutes=PATIENCE)
            if isinstance(error, UserFacingError):
                self.problem.emit(say("keeping.daily-failed", why=str(error)))
            else:
                self._tell(error)
            self._lock_now()

        self._beside(work, done, failed)

    def _beside(
        self,
        work: Callable[[], Path | None],
        done: Callable[[Path | None], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Without a busy bar: nobody waits for it."""
        from ui import background

        background.run(work, done, failed)

    # ---- what the page shows

    def wishes(self) -> Wishes:
        return self.application.keeping.wishes

    def wish(self, wishes: Wishes) -> None:
        if self._try(lambda: self.application.keeping.wish(wishes)):
            self._copied_on = self._try_again_at = None
            self.keeping_changed.emit("")
            self.keep_daily()

    def wish_folder(self, folder: Path | None) -> None:
        """Where daily copies go from now on; None is the usual place."""
        from dataclasses import replace

        self.wish(replace(self.wishes(), folder=str(folder) if folder is not None else ""))

    def copies_folder(self) -> Path:
        return self.application.keeping.folder

    # ---- copies by hand, and the check

    def back_up(self, target: Path | None = None) -> None:
        """`keeping_changed` or `problem` follows."""
        keeping = self.application.keeping

        def done(path: Path) -> None:
            self.keeping_changed.emit(say("cli.backup-done", path=path))

        self._in_background(lambda: keeping.back_up(target), done, self._tell)

    def check_store(self, papers: Sequence[Path] = ()) -> None:
        """`store_checked` or `problem` follows."""
        keeping = self.application.keeping

        def work() -> list[str]:
            return [str(finding) for finding in keeping.verify(papers)]

        self._in_background(work, self.store_checked.emit, self._tell)

    # ---- the way back

    def look_at_backup(
        self, source: Path, secret: str | None = None, answered: Answered | None = None
    ) -> None:
        """`replacement_seen`, `secret_wanted` or `problem` follows.

        Works also where the store cannot be opened, and where there is none yet.
        """
        application, folder = self._application, self._home_folder

        def look(*, passphrase: str | None = None, recovery_code: str | None = None) -> Replacement:
            from onboard import bootstrap

            if application is not None:
                return application.keeping.look_at(
                    source, passphrase=passphrase, recovery_code=recovery_code
                )
            place = self._home = self._home or bootstrap.home(folder)
            return bootstrap.replacement_for(
                place, source, passphrase=passphrase, recovery_code=recovery_code
            )

        def work() -> Replacement:
            from onboard.keychain.secret import with_secret

            return look() if secret is None else with_secret(secret, look)

        def done(seen: Replacement) -> None:
            if answered is not None:
                answered("")
            self.replacement_seen.emit(seen)

        def failed(error: BaseException) -> None:
            message_id = getattr(error, "message_id", "")
            if message_id == "restore.secret-needed":
                self.secret_wanted.emit(source)
            elif answered is not None and message_id.startswith("keys."):
                answered(str(error))
            else:
                if answered is not None:
                    answered("")
                self._tell(error)

        self._in_background(work, done, failed)

    def bring_back(self, replacement: Replacement) -> None:
        """Close the store, put the copy in its place and open that; `opened` or `problem` follows.

        Where it fails the store stands as it was, and is opened again.
        """
        if self._application is not None:
            self._turn_away()
            self.leave_client()
            self._application.close()
            self._application = None

        def work() -> Path | None:
            from onboard import bootstrap

            place = self._home = self._home or bootstrap.home(self._home_folder)
            return bootstrap.bring_back(place, replacement)

        def done(aside: Path | None) -> None:
            told = [say("keeping.restored"), *replacement.told_of_erased()]
            if aside is not None:
                told.append(say("keeping.kept-aside", path=aside))
            self._told_after = " ".join(told)
            self._is_brought_back = True
            self.open()

        def failed(error: BaseException) -> None:
            self.open()
            self._tell(error)

        self._in_background(work, done, failed)

    _told_after = ""
    _is_brought_back = False

    def _opened(self, application: Application) -> None:
        if self._is_brought_back:
            self._is_brought_back = False
            self._try(lambda: application.workspace.note("store-restored"))
        super()._opened(application)
        told, self._told_after = self._told_after, ""
        self.keeping_changed.emit(told)

    # ---- the record of changes, and forgetting

    def history(self, engagement_id: EngagementId) -> tuple[ToldEvent, ...]:
        """What was done with a client's file, and when."""
        from onboard.safekeeping.told_history import names_of, told

        names = names_of(self.application.service, engagement_id)
        return told(self.application.keeping.history(engagement_id), names)

    def save_history(self, events: Sequence[ToldEvent], path: Path) -> None:
        """As a table; `keeping_changed` or `problem` follows."""

        def work() -> str:
            from onboard.files import write_checked
            from onboard.safekeeping.told_history import as_table

            write_checked(path, as_table(events))
            return path.name

        def done(name: str) -> None:
            self.keeping_changed.emit(say("log.saved", file=name))

        self._in_background(work, done, self._tell)

    def erase_client(self, engagement_id: EngagementId, *, with_papers: bool) -> None:
        """Forget a client for good; `keeping_changed` names the copies that still hold it."""
        keeping = self.application.keeping
        is_shared = keeping.is_shared

        def done(older: tuple[Copy, ...]) -> None:
            self._left_at.pop(engagement_id, None)
            self.clients_changed.emit()
            copies = say_count("erase.older-copies", len(older))
            told = [say("erase.done"), say("firm-store.erase-copies") if is_shared else copies]
            if older:
                told.append(", ".join(day(copy.day) for copy in older))
            aside = keeping.kept_aside()
            if aside:
                told += [say("erase.kept-aside"), *map(str, aside)]
            self.keeping_changed.emit("\n".join(told))

        self._in_background(
            lambda: keeping.erase(engagement_id, with_papers=with_papers), done, self._tell
        )

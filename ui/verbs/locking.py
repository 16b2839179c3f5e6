"""The ways into the store, and the lock that puts its keys away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from onboard.errors import UserFacingError
from onboard.wording import say
from ui.verbs.files import FileVerbs

if TYPE_CHECKING:
    from onboard.bootstrap import Application

Answered = Callable[[str], None]
"""Hears what is wrong, or an empty text."""


class LockVerbs(FileVerbs):
    """Slow work runs beside the window; a dialog that waits hears how it went."""

    _is_copying = False
    """Whether a copy is written that nobody waits for."""

    def ways_in(self) -> frozenset[str]:
        return self.application.keeping.ways_in

    def is_code_checked(self) -> bool:
        return self.application.keeping.is_code_checked

    # ---- keys

    def change_passphrase(self, present: str, new: str, answered: Answered) -> None:
        """`answered` hears what is wrong, or nothing once it is changed."""
        keeping = self.application.keeping

        def done(_: None) -> None:
            answered("")
            self.keeping_changed.emit(say("keeping.passphrase-changed"))

        self._in_background(
            lambda: keeping.change_passphrase(present, new), done, self._teller(answered)
        )

    def new_code(self) -> str:
        """A fresh recovery code; empty where it could not be made, which is told."""
        made: list[str] = []
        self._try(lambda: made.append(self.application.keeping.new_code()))
        self.keeping_changed.emit("")
        return "".join(made)

    def check_code(self, typed: str) -> str:
        """What is wrong with a code that was typed back; empty when it opens this store."""
        try:
            self.application.keeping.check_code(typed)
        except UserFacingError as error:
            return str(error)
        self.keeping_changed.emit("")
        return ""

    # ---- the lock

    def can_lock(self) -> bool:
        """Only a passphrase keeps anybody out: the keychain opens for whoever sits here."""
        return self.is_open and self.is_protected and "passphrase" in self.ways_in()

    _is_lock_wanted = False

    def lock(self) -> None:
        """Put the keys and the store away. What is half typed stays where it stands, unseen.

        What is under way ends first.
        """
        if self.is_locked or not self.can_lock():
            return
        self._is_lock_wanted = True
        self._lock_now()

    def _delivered(self) -> None:
        self._lock_now()

    def _lock_now(self) -> None:
        is_at_work = self.is_busy or self._is_copying or self._delivering
        if not self._is_lock_wanted or is_at_work or not self.is_open:
            return
        self._is_lock_wanted = False
        self.turning_away.emit()
        if self._own_key is not None:  # it is another person's, and needs no store to sign
            self._forget_own_key()
            self.certificate_read.emit("own", None)
        self.is_locked = True
        self.lock_changed.emit(True)
        self._try(self.application.keeping.note_locked)
        self.application.close()
        self._application = None

    def unlock(self, secret: str, answered: Answered) -> None:
        """`answered` hears what is wrong; `lock_changed` follows when the store is open again."""

        def work() -> Application:
            from onboard import bootstrap
            from onboard.keychain.secret import with_secret

            assert self._home is not None  # noqa: S101  (it was open)
            return with_secret(secret, partial(bootstrap.open_application, self._home))

        def done(application: Application) -> None:
            self._application = application
            self.is_locked = False
            answered("")
            self.lock_changed.emit(False)

        self._in_background(work, done, self._teller(answered))

    def _teller(self, answered: Answered) -> Callable[[BaseException], None]:
        def failed(error: BaseException) -> None:
            if isinstance(error, UserFacingError):
                answered(str(error))
            else:
                answered("")
                self._tell(error)

        return failed

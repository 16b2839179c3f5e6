"""Keys from files: the owner's own for the paper at hand, the firm's for all papers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from onboard.errors import UserFacingError
from ui.verbs.base import SessionBase

if TYPE_CHECKING:
    from onboard.engagement import Engagement
    from onboard.ports import Certificate, SigningKey


class CertificateVerbs(SessionBase):
    """A file is opened beside the window; `certificate_read` or `certificate_refused` follows."""

    @property
    def own_certificate(self) -> Certificate | None:
        """That of the owner, for the paper at hand."""
        return self._own_certificate

    def read_own_certificate(self, path: Path, password: str) -> None:
        """Sign as the owner with this one; it is kept nowhere, and forgotten with the paper."""
        before = self._engagement

        def work() -> tuple[SigningKey, Certificate]:
            key = _key(path, password)
            return key, self.application.desk.own_certificate(key)

        def done(found: tuple[SigningKey, Certificate]) -> None:
            if _id_of(before) == _id_of(self._engagement):
                self._own_key, self._own_certificate = found
                self.certificate_read.emit("own", found[1])

        self._in_background(work, done, partial(self._refuse_certificate, "own"))

    def drop_own_certificate(self) -> None:
        self._forget_own_key()
        self.certificate_read.emit("own", None)

    def read_firm_certificate(self) -> None:
        """The firm's, if one was brought in."""
        self._tell_found(lambda: self.application.desk.firm_certificate())

    def keep_firm_certificate(self, path: Path, password: str) -> None:
        """Seal all papers with this one from now on; it is kept locked in the store."""
        self._tell_found(lambda: self.application.desk.keep_firm_key(_key(path, password)))

    def drop_firm_certificate(self) -> None:
        """Go back to a key that was made here."""

        def work() -> None:
            self.application.desk.drop_firm_key()

        self._tell_found(work)

    def _tell_found(self, work: Callable[[], Certificate | None]) -> None:
        done = partial(self.certificate_read.emit, "firm")
        self._in_background(work, done, partial(self._refuse_certificate, "firm"))

    def _refuse_certificate(self, kind: str, error: BaseException) -> None:
        if isinstance(error, UserFacingError):
            self.certificate_refused.emit(kind, str(error))
        else:
            self._tell(error)


def _id_of(facts: Engagement | None) -> str:
    return facts.id if facts is not None else ""


def _key(path: Path, password: str) -> SigningKey:
    from onboard.files import read_start
    from onboard.pdf.own_key import LARGEST
    from onboard.ports import SigningKey

    return SigningKey(read_start(path, LARGEST + 1), password.encode(), made_here=False)

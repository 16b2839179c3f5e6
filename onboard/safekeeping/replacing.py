"""Bringing a backup back, here or on a new machine: told first, then done."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from onboard.errors import UserFacingError
from onboard.keychain.custody import KeyCustody
from onboard.store.describing import StoreSummary, describe
from onboard.store.faults import fits_keys, refuse_foreign_file, sidecar
from onboard.store.restoring import finish_restore, refuse_bad_copy, restore
from onboard.wording import moment, say, say_count

_UNKNOWN = ("store.wrong-key-or-damaged", "store.wrong-key")
"""Sentences on the store at hand, which say nothing of use on a file that was picked."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """Both sides of a restore, looked at and checked; nothing is changed yet."""

    source: Path
    made: datetime
    """When the copy was written, by the file's own date."""
    copy: StoreSummary
    present: StoreSummary | None
    """What stands here now; None where there is no store, or it cannot be opened."""
    is_store_there: bool
    root_key: bytes = field(repr=False)
    present_key: bytes | None = field(repr=False)

    def told(self) -> tuple[str, ...]:
        """Both sides in words, a sentence each."""
        if self.present is not None:
            here = say("keeping.would-replace", what=_told(self.present))
        elif self.is_store_there:
            here = say("keeping.would-replace-unknown")
        else:
            here = say("keeping.would-replace-nothing")
        made = say("keeping.would-bring", when=moment(self.made), what=_told(self.copy))
        return (made, here, *self.told_of_erased("restore.erased-come-back"))

    def told_of_erased(self, message: str = "restore.erased-are-back") -> tuple[str, ...]:
        """Clients who were erased here and whom the copy still holds; nothing where there is none.

        Whoever promised somebody to forget them has to erase them again.
        """
        erased = self.present.erased if self.present is not None else frozenset()
        count = len(erased & self.copy.held)
        return (say_count(message, count),) if count else ()


def look_at(
    source: Path,
    store: Path,
    custody: KeyCustody,
    *,
    present_key: bytes | None = None,
    passphrase: str | None = None,
    recovery_code: str | None = None,
) -> Replacement:
    """Open the copy and the store, and say what would take the place of what.

    The key of the store that is open fits its own copies. For any other copy, as on a new machine,
    its key file beside it is opened with a passphrase or a recovery code.

    Raises:
        UserFacingError: "restore.secret-needed" when one is wanted; or the copy is no good.
    """
    if not source.is_file():
        raise UserFacingError("restore.no-file", name=source.name)
    if store.is_file() and source.samefile(store):
        raise UserFacingError("restore.itself")
    refuse_foreign_file(source)
    root_key = _key_of(source, custody, present_key, passphrase, recovery_code)
    try:
        refuse_bad_copy(source, root_key)
    except UserFacingError as error:
        if error.message_id not in _UNKNOWN:
            raise
        raise UserFacingError("restore.not-ours", name=source.name) from error
    present = None
    if present_key is not None and store.is_file():
        with contextlib.suppress(UserFacingError):
            present = describe(store, present_key)
    made = datetime.fromtimestamp(source.stat().st_mtime).astimezone()
    copy = describe(source, root_key)
    return Replacement(source, made, copy, present, store.exists(), root_key, present_key)


def replace_store(
    replacement: Replacement, store: Path, custody: KeyCustody, at: datetime, *, is_protected: bool
) -> Path | None:
    """Do what was looked at, and let this computer's keychain open the store from now on.

    Every workspace on the store must be closed. Returns where the store of before lies now.

    Raises:
        UserFacingError: it cannot be done; the store then stands as it was.
    """
    try:
        store.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UserFacingError("home.cannot-make", folder=str(store.parent)) from error
    key, present_key = replacement.root_key, replacement.present_key
    aside = restore(replacement.source, store, key, at, present_key=present_key)
    if is_protected and sidecar(store).is_file():
        custody.mend_keychain(sidecar(store), key)
    return aside


def clear_up(store: Path) -> None:
    """Before a store is opened: a restore that was stopped is taken back, or to its end."""
    finish_restore(store)


def _told(summary: StoreSummary) -> str:
    count = say_count("keeping.clients", summary.clients)
    if summary.newest is None:
        return count
    return say("keeping.newest", clients=count, when=moment(summary.newest.astimezone()))


def _key_of(
    source: Path,
    custody: KeyCustody,
    present_key: bytes | None,
    passphrase: str | None,
    recovery_code: str | None,
) -> bytes:
    keys = sidecar(source)
    fits = fits_keys(keys, present_key) if present_key is not None else None
    if present_key is not None and (fits or not keys.is_file()):
        return present_key
    if not keys.is_file():
        raise UserFacingError("restore.no-keys", name=keys.name)
    if passphrase is None and recovery_code is None:
        raise UserFacingError("restore.secret-needed")
    return custody.unlock(keys, passphrase=passphrase, recovery_code=recovery_code)

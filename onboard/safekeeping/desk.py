"""What can be done for the safety of an opened store, for the window and the command line alike."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from onboard.engagement import EngagementId
from onboard.errors import UserFacingError
from onboard.keychain.custody import KeyCustody
from onboard.keychain.key_file import read_key_file
from onboard.keychain.secret import with_secret
from onboard.ports import Clock
from onboard.safekeeping.copies import Copies, Copy
from onboard.safekeeping.outside_papers import Check, read_heads
from onboard.safekeeping.replacing import Replacement, look_at
from onboard.safekeeping.wishes import Wishes, keep_wishes, read_wishes
from onboard.signing.memory import is_known_key
from onboard.store.findings import Finding
from onboard.store.history import LoggedEvent
from onboard.store.roles import Role
from onboard.store.workspace import SqlWorkspace

FOLDER = "backups"


class SafekeepingDesk:
    """Copies, keys, erasure, and the record of changes of one opened store."""

    def __init__(
        self,
        workspace: SqlWorkspace,
        keys: Path,
        root_key: bytes,
        custody: KeyCustody,
        clock: Clock,
        check_paper: Check,
        *,
        is_protected: bool,
    ) -> None:
        self._workspace = workspace
        self._keys = keys
        self._root_key = root_key
        self._custody = custody
        self._clock = clock
        self._check_paper = check_paper
        self.is_protected = is_protected
        """Whether there are ways in to look after; a trial folder has its key beside its data."""

    def forget_key(self) -> None:
        """Let go of the root key, as far as Python can."""
        self._root_key = b""

    @property
    def is_shared(self) -> bool:
        """Whether the store lies on a firm's server, where its copies are made and brought back."""
        return self._workspace.is_shared

    # ---- copies

    @property
    def wishes(self) -> Wishes:
        """A trial folder makes no copies by itself: nothing in it is meant to last."""
        return read_wishes(self._home, Wishes(daily=self.is_protected))

    def wish(self, wishes: Wishes) -> None:
        """With a lock by itself, the next start wants the secret too, and no longer without one."""
        had_lock = self.wishes.lock_minutes > 0
        keep_wishes(self._home, wishes)
        has_lock = wishes.lock_minutes > 0
        if self.is_protected and (has_lock or had_lock):
            self._custody.want_secret(self._keys, self._root_key, has_lock)

    def note_locked(self) -> None:
        """Until the next unlock a secret is wanted, also by whoever starts the program anew."""
        if self.is_protected:
            self._custody.want_secret(self._keys, self._root_key, True)

    def note_unlocked(self) -> None:
        """Somebody has typed a secret. A folder that cannot be written only keeps the mark."""
        if self.is_protected:
            with contextlib.suppress(UserFacingError):
                has_lock = self.wishes.lock_minutes > 0
                self._custody.want_secret(self._keys, self._root_key, has_lock)

    @property
    def folder(self) -> Path:
        """Where the daily copies go."""
        wished = self.wishes.folder
        return Path(wished) if wished else self._home / FOLDER

    def copies(self) -> tuple[Copy, ...]:
        """The newest first."""
        return self._copies().all()

    def copies_before(self, at: datetime) -> tuple[Copy, ...]:
        """Those that still hold a client who is erased at this moment; a server's are its own."""
        if self.is_shared:
            return ()
        return tuple(copy for copy in self.copies() if copy.day <= at.date())

    def kept_aside(self) -> tuple[Path, ...]:
        """Whole stores beside this one, of before a restore or an upgrade; nothing deletes them."""
        if self.is_shared:
            return ()
        store = self._workspace.path
        names = (f"{store.stem}.{why}-*{store.suffix}" for why in ("replaced", "before"))
        return tuple(sorted(path for name in names for path in store.parent.glob(name)))

    def is_due(self) -> bool:
        """Whether today's copy is wished for and not there."""
        if self.is_shared:
            return False  # its server makes them
        return self.wishes.daily and not self._copies().has_one_of(self._clock.now().date())

    def back_up(self, target: Path | None = None) -> Path:
        """Write a copy, open it to check it, and say where it is.

        Without a target it is today's among the daily ones, and old ones are let go by age.

        Raises:
            UserFacingError: why there is none; older copies stay.
        """
        if self.is_shared:
            raise UserFacingError("firm-store.copies-by-server")
        if target is None:
            path = self._copies().make(self._clock.now().date(), self._workspace.backup)
        else:
            self._workspace.backup(target)
            path = target
        self._remember_good()
        return path

    def _remember_good(self) -> None:
        """A copy is no worse for a date that could not be noted."""
        try:
            self.wish(replace(self.wishes, last_good=self._clock.now().isoformat("T", "seconds")))
        except UserFacingError:
            return

    def look_at(
        self, source: Path, *, passphrase: str | None = None, recovery_code: str | None = None
    ) -> Replacement:
        """What bringing a copy back would replace; changes nothing."""
        if self.is_shared:
            raise UserFacingError("firm-store.back-by-server")
        return look_at(
            source,
            self._workspace.path,
            self._custody,
            present_key=self._root_key,
            passphrase=passphrase,
            recovery_code=recovery_code,
        )

    # ---- keys

    @property
    def ways_in(self) -> frozenset[str]:
        return self._custody.slots(self._keys)

    @property
    def is_code_checked(self) -> bool:
        return self._custody.is_code_checked(self._keys)

    def check_code(self, typed: str) -> None:
        """Raises `UserFacingError` unless it is the recovery code in force."""
        self._custody.check_code(self._keys, self._root_key, typed)

    def new_code(self) -> str:
        """A fresh recovery code; the old one opens nothing any more."""
        self._refuse_trial()
        code = self._custody.new_recovery_code(self._keys, self._root_key)
        self._note("recovery-code-made")
        return code

    def change_passphrase(self, present: str, new: str) -> None:
        """Set or replace the passphrase. Whoever has forgotten it may give the recovery code.

        Raises:
            UserFacingError: the present one does not open the store, or the new one is too short.
        """
        self._refuse_trial()
        if "passphrase" in self.ways_in:
            with_secret(present, partial(self._custody.unlock, self._keys))
        self._custody.change_passphrase(self._keys, self._root_key, new)
        self._note("passphrase-changed")

    def _note(self, kind: str) -> None:
        """Whoever only reads in a firm's store may change their own keys, and records nothing."""
        if self._workspace.role is not Role.READER:
            self._workspace.note(kind)

    def _refuse_trial(self) -> None:
        if not self.is_protected:
            raise UserFacingError("keeping.trial")

    # ---- what was done, and forgetting

    def verify(self, papers: Sequence[Path] = ()) -> list[Finding]:
        """Check everything, also against signed papers that lie elsewhere."""
        heads, useless = read_heads(papers, self._check_paper, self._knows_key)
        return [*self._workspace.verify(heads), *useless]

    def _knows_key(self, fingerprint: str) -> bool:
        with self._workspace.unit_of_work() as work:
            return is_known_key(work, fingerprint)

    def history(self, engagement_id: EngagementId) -> tuple[LoggedEvent, ...]:
        return self._workspace.history(engagement_id)

    def erase(self, engagement_id: EngagementId, *, with_papers: bool) -> tuple[Copy, ...]:
        """Forget a client for good; the copies that still hold it are named.

        So do stores that were kept aside, see `kept_aside`.
        """
        self._workspace.erase_client(engagement_id, with_papers=with_papers)
        return self.copies_before(self._clock.now())

    @property
    def _home(self) -> Path:
        return self._keys.parent

    def _copies(self) -> Copies:
        return Copies(self.folder, read_key_file(self._keys).store_id)

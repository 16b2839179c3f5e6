"""What a person wishes for the safety of a home: daily copies, where to, and the lock.

Plain JSON beside the store, without anything of a client; a file that somebody changed is read with
care, and what makes no sense in it is as it is for a new person.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeGuard

from onboard.errors import UserFacingError
from onboard.files import write_checked

NAME = "keeping.json"
LARGEST = 8192
LOCK_MINUTES = (0, 5, 10, 15, 30, 60)
"""0: the window never locks by itself."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """`folder` is empty for the usual place beside the store."""

    daily: bool = True
    folder: str = ""
    lock_minutes: int = 0
    last_good: str = ""
    """When the last copy was written and opened to check it, as ISO text; no wish, a memory."""

    @property
    def last_good_at(self) -> datetime | None:
        try:
            at = datetime.fromisoformat(self.last_good)
        except ValueError:
            return None
        return at if at.tzinfo is not None else None


def read_wishes(home: Path, usual: Wishes) -> Wishes:
    kept = _kept(home / NAME)
    daily, folder, minutes = kept.get("daily"), kept.get("folder"), kept.get("lock_minutes")
    last = kept.get("last_good")
    return Wishes(
        daily=daily if isinstance(daily, bool) else usual.daily,
        folder=folder if _is_folder(folder) else usual.folder,
        lock_minutes=minutes if minutes in LOCK_MINUTES and minutes is not True else 0,
        last_good=last if isinstance(last, str) else "",
    )


def keep_wishes(home: Path, wishes: Wishes) -> None:
    """Raises `UserFacingError` when the folder cannot be written; what was kept then stays."""
    write_checked(home / NAME, json.dumps(asdict(wishes)).encode("utf-8"))


def _is_folder(value: object) -> TypeGuard[str]:
    """Whether it can be a folder of this computer at all; whether it is there shows later."""
    if not isinstance(value, str) or "\0" in value:
        return False
    try:
        os.fsencode(value)
    except UnicodeError:
        return False
    return not value or Path(value).is_absolute()


def _kept(path: Path) -> dict[str, object]:
    try:
        if not path.is_file() or path.stat().st_size > LARGEST:
            return {}
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError, UserFacingError):
        return {}
    return found if isinstance(found, dict) else {}

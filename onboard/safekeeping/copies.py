"""The copies of one store in one folder: one a day, each checked, kept by age."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from onboard.safekeeping.ages import USUAL, Ages, kept

SIDECAR = ".keys"
_UNFINISHED = (".part", ".copying")
_ABANDONED = 3600.0
"""Seconds after which nobody works on an unfinished copy any more, by the file's own clock."""


@dataclass(frozen=True, slots=True)
class Copy:
    path: Path
    day: date


class Copies:
    """Touches only files that bear the name of this store; others may share the folder."""

    def __init__(self, folder: Path, store_id: str, ages: Ages = USUAL) -> None:
        self.folder = folder
        self._stem = f"onboard-{store_id[:8]}"
        self._named = re.compile(re.escape(self._stem) + r"-(\d{4}-\d{2}-\d{2})\.db")
        self._ages = ages

    def all(self) -> tuple[Copy, ...]:
        """The newest first; none where the folder cannot be read, as when a disk is unplugged."""
        try:
            names = [path.name for path in self.folder.iterdir()]
        except OSError:
            return ()
        found = []
        for name in names:
            day = self._day_of(name)
            if day is not None:
                found.append(Copy(self.folder / name, day))
        return tuple(sorted(found, key=lambda copy: copy.day, reverse=True))

    def has_one_of(self, day: date) -> bool:
        return self.path_of(day).is_file()

    def path_of(self, day: date) -> Path:
        return self.folder / f"{self._stem}-{day.isoformat()}.db"

    def make(self, today: date, back_up: Callable[[Path], None]) -> Path:
        """Write today's copy, and only then let go of those that are too old to keep.

        `back_up` writes a checked copy to a path. Raises what it raises; all copies then stay.
        """
        path = self.path_of(today)
        back_up(path)
        staying = kept((copy.day for copy in self.all()), today, self._ages)
        for copy in self.all():
            if copy.day not in staying:
                _let_go(copy.path)
        self._sweep()
        return path

    def _sweep(self) -> None:
        """What a stopped program left unfinished; another window may be at work on a fresh one."""
        with contextlib.suppress(OSError):
            for path in self.folder.glob(f"{self._stem}-*"):
                if path.suffix in _UNFINISHED and time.time() - path.stat().st_mtime > _ABANDONED:
                    path.unlink(missing_ok=True)

    def _day_of(self, name: str) -> date | None:
        match = self._named.fullmatch(name)
        try:
            return date.fromisoformat(match[1]) if match else None
        except ValueError:
            return None


def _let_go(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
        path.with_suffix(SIDECAR).unlink(missing_ok=True)

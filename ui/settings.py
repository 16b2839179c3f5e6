"""How this person likes the window: language, colours, size of text; nothing of any client.

Kept where the system keeps such wishes; with `--home` in that folder, so that nothing else is
touched.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from PySide6.QtCore import QSettings

FILE_NAME = "look.ini"
SCHEMES = ("system", "light", "dark")
SCALES = (1.0, 1.25, 1.5, 2.0)


@dataclass(frozen=True, slots=True)
class Look:
    """One person's wishes. What is left open follows the system."""

    language: str = ""
    """Empty: the system's."""
    scheme: str = "system"
    scale: float = 1.0
    contrast: bool = False
    """More contrast than usual, also where the system does not ask for it."""
    still: bool = False
    """Nothing moves by itself."""

    @property
    def dark(self) -> bool | None:
        """None: as the system has it."""
        return None if self.scheme == "system" else self.scheme == "dark"


class Settings:
    """Reads and keeps the look; a file that somebody has changed is read with care."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder` is that of `--home`; None for the person's own."""
        kind, scope = QSettings.Format.IniFormat, QSettings.Scope.UserScope
        self._kept = (
            QSettings(kind, scope, "onboard", "look")
            if folder is None
            else QSettings(str(folder / FILE_NAME), kind)
        )

    def look(self) -> Look:
        """What was kept; what is missing or senseless is as it is for a new person."""
        scheme, language = self._text("scheme"), self._text("language")
        try:
            scale = float(self._text("scale") or 1.0)
        except ValueError:
            scale = 1.0
        return Look(
            language=language,
            scheme=scheme if scheme in SCHEMES else "system",
            scale=scale if scale in SCALES else 1.0,
            contrast=self._text("contrast") == "true",
            still=self._text("still") == "true",
        )

    def keep_changed(self, before: Look, after: Look) -> None:
        """Keep what a person has changed; what was asked for on the command line is no wish."""
        for field in fields(Look):
            value = getattr(after, field.name)
            if value != getattr(before, field.name):
                text = str(value).lower() if isinstance(value, bool) else str(value)
                self._kept.setValue(field.name, text)
        self._kept.sync()

    def _text(self, name: str) -> str:
        return str(self._kept.value(name, "") or "")

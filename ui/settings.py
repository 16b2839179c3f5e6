"""How this person likes the window: language, colours, size of text; nothing of any client.

Kept as plain JSON in the folder for settings; with `--home` in that folder, so that nothing else is
touched. Not by Qt's own settings: they would build objects out of what somebody put into the file.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

FILE_NAME = "look.json"
LARGEST = 4096
SCHEMES = ("system", "light", "dark")
SCALES = (1.0, 1.25, 1.5, 2.0)


class Look(NamedTuple):
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
        self._folder = folder or _own_folder()

    def look(self) -> Look:
        """What was kept; what is missing or senseless is as it is for a new person."""
        kept, usual = self._kept(), Look()
        language, scheme = kept.get("language"), kept.get("scheme")
        scale = kept.get("scale")
        return Look(
            language=language if isinstance(language, str) and language.isalpha() else "",
            scheme=scheme if scheme in SCHEMES else usual.scheme,
            scale=float(scale) if isinstance(scale, (int, float)) and scale in SCALES else 1.0,
            contrast=kept.get("contrast") is True,
            still=kept.get("still") is True,
        )

    def keep_changed(self, before: Look, after: Look) -> None:
        """Keep what a person has changed; what was asked for on the command line is no wish.

        Where it cannot be kept the look holds until the program ends, and nothing is lost by that.
        """
        import json  # the first page comes without, where nothing was wished yet

        from onboard.errors import UserFacingError
        from onboard.files import write_checked

        old, wished = before._asdict(), self.look()._asdict()
        wished |= {name: value for name, value in after._asdict().items() if value != old[name]}
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_checked(self._folder / FILE_NAME, json.dumps(wished).encode("utf-8"))
        except (OSError, UserFacingError):
            return

    def _kept(self) -> dict[str, object]:
        path = self._folder / FILE_NAME
        try:
            if not path.is_file() or path.stat().st_size > LARGEST:
                return {}
            import json

            found = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}


def _own_folder() -> Path:
    from PySide6.QtCore import QStandardPaths  # not where `--home` names the folder

    place = QStandardPaths.StandardLocation.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(place)) / "onboard"

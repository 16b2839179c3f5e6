"""Where a file is to be kept, or lies: the system's own dialogs."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from onboard.wording import say

_UNWANTED = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
"""What a client may be called, and a file may not."""


def ask_where(parent: QWidget, caption: str, suggested: str, ending: str = ".pdf") -> Path | None:
    """The person's choice of a place, with an ending; None when he changes his mind."""
    name = _UNWANTED.sub("-", suggested)
    chosen, _ = QFileDialog.getSaveFileName(parent, caption, name, _kinds(ending))
    if not chosen:
        return None
    path = Path(chosen)  # a name such as "Dr. Smith" has a dot and no ending
    if path.suffix.lower() == ending:
        return path  # the dialog has asked whether to replace it
    return _free(path.with_name(f"{path.name}{ending}"))


def _free(path: Path) -> Path:
    """Nobody was asked about this name: another file of it is not replaced."""
    number = 2
    free = path
    while free.exists():
        free = path.with_name(f"{path.stem} ({number}){path.suffix}")
        number += 1
    return free


def ask_which(parent: QWidget, caption: str, ending: str = ".pdf") -> Path | None:
    """The file that a person picks; None when he changes his mind."""
    chosen, _ = QFileDialog.getOpenFileName(parent, caption, "", _kinds(ending))
    return Path(chosen) if chosen else None


def ask_scans(parent: QWidget, caption: str) -> list[Path]:
    """The files of a scan that a person picks, by their names in order; none when he leaves."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, caption, "", say("dialog.pages-kinds"))
    return sorted((Path(each) for each in chosen), key=_by_number)


def _by_number(path: Path) -> tuple[tuple[str | int, ...], str]:
    """A scanner writes page 10 after page 9; a name begins with letters, maybe none."""
    parts = re.split(r"([0-9]+)", str(path).casefold())
    return tuple(int(part) if at % 2 else part for at, part in enumerate(parts)), str(path)


def _kinds(ending: str) -> str:
    if ending == ".pdf":
        return say("page.finish-kinds")
    return say("page.file-kinds", ending=ending)

"""Where a file is to be kept, or lies: the system's own dialogs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from onboard.wording import say


def ask_where(parent: QWidget, caption: str, suggested: str, ending: str = ".pdf") -> Path | None:
    """The person's choice of a place, with an ending; None when he changes his mind."""
    chosen, _ = QFileDialog.getSaveFileName(parent, caption, suggested, _kinds(ending))
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(ending)


def ask_which(parent: QWidget, caption: str, ending: str = ".pdf") -> Path | None:
    """The file that a person picks; None when he changes his mind."""
    chosen, _ = QFileDialog.getOpenFileName(parent, caption, "", _kinds(ending))
    return Path(chosen) if chosen else None


def _kinds(ending: str) -> str:
    if ending == ".pdf":
        return say("page.finish-kinds")
    return say("page.file-kinds", ending=ending)

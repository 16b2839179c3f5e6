"""Where a paper is to be kept: the system's own dialog."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from onboard.wording import say


def ask_where(parent: QWidget, caption: str, suggested: str) -> Path | None:
    """The person's choice of a place, with an ending; None when he changes his mind."""
    chosen, _ = QFileDialog.getSaveFileName(parent, caption, suggested, say("page.finish-kinds"))
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(".pdf")

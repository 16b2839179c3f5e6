"""A field for the bytes of a small file: chosen, shown, or taken away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from onboard.wording import say
from ui.theme import px
from ui.widgets.base import label, row
from ui.widgets.forms import action


class FileField(QWidget):
    """What cannot be used is refused with a sentence below.

    Args:
        kind: names the parts, and their sentences as in "page.KIND-choose".
    """

    changed = Signal()

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind
        self.setObjectName(kind)
        self._bytes = b""
        self._shown = label("", name=f"{kind}-shown")
        self._choose = action(say(f"page.{kind}-choose"), f"{kind}-choose")
        self._remove = action(say(f"page.{kind}-remove"), f"{kind}-remove", "quiet")
        self._choose.clicked.connect(self.choose)
        self._remove.clicked.connect(lambda: self._take(b""))
        self._problem = label("", "error", name=f"{kind}-problem")
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self._shown)
        column.addLayout(row(self._choose, self._remove, None))
        column.addWidget(self._problem)
        self._draw()

    def content(self) -> bytes:
        """The bytes; empty while there is no file."""
        return self._bytes

    def fill(self, data: bytes) -> None:
        """Show what is kept without telling anyone."""
        if data != self._bytes:
            self._bytes = data
            self._draw()

    def stops(self) -> tuple[QWidget, ...]:
        """In the order of the tab key."""
        return (self._choose, self._remove)

    def choose(self) -> None:
        """Ask for a file and take it, if it can be used."""
        path = self._ask_for_file()
        if path is None:
            return
        problem, data = self._read(path)
        self._say(problem)
        if not problem:
            self._take(data)

    def _ask_for_file(self) -> Path | None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, say(f"page.{self._kind}-choose"), "", say(f"page.{self._kind}-kinds")
        )
        return Path(chosen) if chosen else None

    def _read(self, path: Path) -> tuple[str, bytes]:
        """What is wrong with a file, or its bytes."""
        raise NotImplementedError

    def _take(self, data: bytes) -> None:
        self._bytes = data
        self._say("")
        self._draw()
        self.changed.emit()

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _draw(self) -> None:
        """Show what is there now."""
        self._remove.setVisible(bool(self._bytes))

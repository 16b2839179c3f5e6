"""A field for a file of trusted certificates: chosen, named, or taken away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from onboard.firm import certificates_in
from onboard.wording import say, say_count
from ui.theme import px
from ui.widgets.base import label, row
from ui.widgets.forms import action

MOST_BYTES = 1_000_000


class RootsField(QWidget):
    """Holds the bytes of a PEM or DER file; any other is refused with a sentence below."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("roots")
        self._bytes = b""
        self._shown = label("", name="roots-shown")
        self._choose = action(say("page.roots-choose"), "roots-choose")
        self._remove = action(say("page.roots-remove"), "roots-remove", "quiet")
        self._choose.clicked.connect(self.choose)
        self._remove.clicked.connect(lambda: self._take(b""))
        self._problem = label("", "error", name="roots-problem")
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self._shown)
        column.addLayout(row(self._choose, self._remove, None))
        column.addWidget(self._problem)
        self._draw()

    def roots(self) -> bytes:
        return self._bytes

    def fill(self, roots: bytes) -> None:
        """Show what is kept without telling anyone."""
        self._bytes = roots
        self._draw()

    def stops(self) -> tuple[QWidget, ...]:
        """In the order of the tab key."""
        return (self._choose, self._remove)

    def choose(self) -> None:
        """Ask for a file and take it, if it has certificates in it."""
        path = self._ask_for_file()
        if path is None:
            return
        roots = _read(path)
        if roots:
            self._take(roots)
        else:
            self._say(say("stamp.no-roots"))

    def _ask_for_file(self) -> Path | None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, say("page.roots-choose"), "", say("page.roots-kinds")
        )
        return Path(chosen) if chosen else None

    def _take(self, roots: bytes) -> None:
        self._bytes = roots
        self._say("")
        self._draw()
        self.changed.emit()

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _draw(self) -> None:
        count = len(certificates_in(self._bytes))
        shown = say_count("page.roots-shown", count) if count else say("page.roots-none")
        self._shown.setText(shown)
        self._remove.setVisible(bool(self._bytes))


def _read(path: Path) -> bytes:
    """The bytes of a file with certificates; empty for any other."""
    try:
        data = path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""
    except OSError:
        return b""
    return data if certificates_in(data) else b""

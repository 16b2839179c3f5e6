"""A field for a small picture: shown, chosen from a file, or taken away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from onboard.wording import say
from ui.theme import px
from ui.widgets.base import label, row
from ui.widgets.forms import action

MOST_BYTES = 200_000
MOST_PIXELS = 4000
"""On each side: a small file may unpack to a huge picture."""


class PictureField(QWidget):
    """Holds the bytes of a PNG. What cannot be used is refused with a sentence below."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("picture")
        self._png = b""
        self._shown = label("", name="picture-shown")
        self._shown.setAccessibleName(name)
        self._shown.hide()
        self._choose = action(say("page.picture-choose"), "picture-choose")
        self._remove = action(say("page.picture-remove"), "picture-remove", "quiet")
        self._choose.clicked.connect(self.choose)
        self._remove.clicked.connect(lambda: self._take(b""))
        self._remove.hide()
        self._problem = label("", "error", name="picture-problem")
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self._shown, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(row(self._choose, self._remove, None))
        column.addWidget(self._problem)

    def png(self) -> bytes:
        return self._png

    def set_png(self, png: bytes) -> None:
        """Show a picture without telling anyone."""
        if png == self._png:
            return
        self._png = png
        self._draw()

    def choose(self) -> None:
        """Ask for a file and take it, if it can be used."""
        path = self._ask_for_file()
        if path is None:
            return
        problem, png = _read(path)
        self._say(problem)
        if not problem:
            self._take(png)

    def _ask_for_file(self) -> Path | None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, say("page.picture-choose"), "", say("page.picture-kinds")
        )
        return Path(chosen) if chosen else None

    def _take(self, png: bytes) -> None:
        self._png = png
        self._say("")
        self._draw()
        self.changed.emit()

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _draw(self) -> None:
        image = _decoded(self._png) if self._png else QImage()
        self._shown.setVisible(not image.isNull())
        self._remove.setVisible(bool(self._png))
        if not image.isNull():
            room = QSize(px(160), px(64))
            fitted = image.scaled(
                room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            self._shown.setPixmap(QPixmap.fromImage(fitted))


def _read(path: Path) -> tuple[str, bytes]:
    """What is wrong with a file, or its bytes."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return say("page.picture-too-big", most=MOST_BYTES // 1000), b""
        png = path.read_bytes()
    except OSError:
        return say("page.picture-unreadable"), b""
    return ("", png) if not _decoded(png).isNull() else (say("page.picture-no-png"), b"")


def _decoded(png: bytes) -> QImage:
    """The picture; an empty one when it is no PNG or far too large."""
    data = QByteArray(png)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"png"))
    reader.setDecideFormatFromContent(False)
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > MOST_PIXELS:
        return QImage()
    return reader.read()

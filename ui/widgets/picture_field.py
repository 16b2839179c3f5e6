"""A field for a small picture."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap

from onboard.wording import say
from ui.theme import px
from ui.widgets.file_field import FileField

MOST_BYTES = 200_000
MOST_PIXELS = 4000
"""On each side: a small file may unpack to a huge picture."""


class PictureField(FileField):
    """Holds a PNG, and shows it.

    Args:
        name: what picture it is, for a screen reader.
    """

    def __init__(self, name: str) -> None:
        super().__init__("picture")
        self._shown.setAccessibleName(name)

    def _read(self, path: Path) -> tuple[str, bytes]:
        try:
            if path.stat().st_size > MOST_BYTES:
                return say("page.picture-too-big", most=MOST_BYTES // 1000), b""
            png = path.read_bytes()
        except OSError:
            return say("page.picture-unreadable"), b""
        return ("", png) if not _decoded(png).isNull() else (say("page.picture-no-png"), b"")

    def _draw(self) -> None:
        super()._draw()
        image = _decoded(self._bytes) if self._bytes else QImage()
        self._shown.setVisible(not image.isNull())
        if not image.isNull():
            room = QSize(px(160), px(64))
            fitted = image.scaled(
                room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            self._shown.setFixedSize(fitted.size())
            self._shown.setPixmap(QPixmap.fromImage(fitted))


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

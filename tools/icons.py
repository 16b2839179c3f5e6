"""Draw the marks that a style sheet cannot draw: tick, dot, arrows, in the colours of a theme.

Run again after a change of `accent`, `on_accent` or `muted` in ui/theme.py. PNG, as a frozen
program then needs no plug-in to read them; large, as Qt only makes them smaller.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF, Qt  # noqa: E402
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPen, QPolygonF  # noqa: E402

from ui.tokens import DARK, LIGHT  # noqa: E402

SIDE = 96
TICK = ((20, 50), (40, 70), (77, 27))
DOWN = ((24, 38), (48, 62), (72, 38))
UP = ((24, 58), (48, 34), (72, 58))
DOT = ((48, 48), (48, 49))  # a line of no length is not drawn


def drawn(points: tuple[tuple[int, int], ...], colour: str, width: float) -> QImage:
    """One line through the points, round at its ends, on nothing."""
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))
    painter.end()
    return image


def main() -> int:
    _app = QGuiApplication(sys.argv)  # painting needs one alive
    folder = ROOT / "resources" / "icons"
    folder.mkdir(exist_ok=True)
    for tokens in (LIGHT, DARK):
        for name, points, colour in (
            ("tick", TICK, tokens.on_accent),
            ("down", DOWN, tokens.muted),
            ("up", UP, tokens.muted),
        ):
            drawn(points, colour, 12).save(str(folder / f"{name}-{tokens.name}.png"))
        drawn(DOT, tokens.accent, 52).save(str(folder / f"dot-{tokens.name}.png"))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

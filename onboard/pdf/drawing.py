"""Small vector drawings: lines of text by coverage, the shapes of tiers, the gauge of levels."""

from __future__ import annotations

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from onboard.pdf import fonts
from onboard.pdf.tagging import TaggedCanvas

LEVELS = ("very-low", "low", "moderate", "high", "very-high")
TIERS = ("must", "should", "could")
GAUGE_WIDTH = 1.5
"""Of the gauge of a level, by its height."""


def draw_text(
    canvas: TaggedCanvas,
    x: float,
    y: float,
    text: str,
    *,
    font: str,
    size: float,
    colour: Color,
    align: str = "left",
) -> None:
    """One line at its base line; it ends with a space, so that extracted words stay apart."""
    if align != "left":
        drawn = fonts.width(text, font, size)
        x -= drawn if align == "right" else drawn / 2
    text = f"{fonts.clean(text)} "
    if fonts.can_draw_all(text, font) and canvas.write(
        x, y, [(0, 0, text)], font=font, size=size, colour=colour
    ):
        return
    line = canvas.beginText(x, y)
    line.setFillColor(colour)
    for name, part in fonts.runs(text, font):
        line.setFont(name, size)
        line.textOut(part)
    canvas.drawText(line)


def fit(text: str, font: str, size: float, width: float, smallest: float = 5.5) -> float:
    """The largest size, at most `size`, at which the line is no wider than `width`."""
    drawn = fonts.width(text, font, size)
    return size if drawn <= width else max(smallest, size * width / drawn)


def draw_mark(canvas: Canvas, mark: str, x: float, y: float, side: float, colour: Color) -> None:
    """The shape of a tier or the gauge of a level in a square, its lower left corner at x, y."""
    canvas.setFillColor(colour)
    if mark == "must":
        path = canvas.beginPath()
        path.moveTo(x, y)
        path.lineTo(x + side, y)
        path.lineTo(x + side / 2, y + side)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)
    elif mark == "should":
        inset = side * 0.06
        canvas.rect(x + inset, y + inset, side - 2 * inset, side - 2 * inset, stroke=0, fill=1)
    elif mark == "could":
        canvas.circle(x + side / 2, y + side / 2, side * 0.48, stroke=0, fill=1)
    else:
        _draw_gauge(canvas, LEVELS.index(mark), x, y, side, colour)


def _draw_gauge(canvas: Canvas, step: int, x: float, y: float, side: float, colour: Color) -> None:
    """Five steps: rising bars up to the level, dots beyond it."""
    bar = side * 0.18
    gap = (side * GAUGE_WIDTH - 5 * bar) / 4
    for index in range(5):
        height = side * (0.28 + 0.19 * index) if index <= step else bar
        canvas.rect(x + index * (bar + gap), y, bar, height, stroke=0, fill=1)


def mark_width(mark: str, side: float) -> float:
    return side if mark in TIERS else side * GAUGE_WIDTH

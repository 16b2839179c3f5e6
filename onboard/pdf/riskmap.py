"""The risk map: likelihood by impact, five by five, with numbered points, as one vector figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from reportlab.platypus import Flowable

from onboard.agreement.document import MapPoint
from onboard.content.model import Level
from onboard.pdf import fonts
from onboard.pdf.drawing import LEVELS, draw_mark, draw_text, fit
from onboard.pdf.styles import mark_colours, palette
from onboard.pdf.tagging import Element, TaggedCanvas
from onboard.risk import grids

CELL_WIDTH = 54.0
CELL_HEIGHT = 34.0
LEFT = 74.0
BOTTOM = 34.0
TOP = 4.0


class RiskMapFigure(Flowable):
    """The map alone; the names of the points stand beside it as text.

    `words` has the word of each level, "likelihood" and "impact".
    """

    canv: TaggedCanvas

    def __init__(
        self, points: tuple[MapPoint, ...], words: Mapping[str, str], element: Element
    ) -> None:
        super().__init__()
        self.points, self.words, self.element = points, words, element
        self.width = LEFT + 5 * CELL_WIDTH + 2
        self.height = BOTTOM + 5 * CELL_HEIGHT + TOP

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        x, y = self.canv.absolutePosition(0, 0)
        box = [x, y, x + self.width, y + self.height]
        self.element.attributes["Layout"] = {"BBox": box, "Placement": "/Block"}
        self.canv.begin(self.element)
        self._cells()
        self._axes()
        self._points()
        self.canv.end()

    def _cells(self) -> None:
        canvas: TaggedCanvas = self.canv
        for row, impact in enumerate(LEVELS):
            for column, likelihood in enumerate(LEVELS):
                level = grids.level(Level(likelihood), Level(impact)).value
                ink, tint = mark_colours(level)
                left, bottom = LEFT + column * CELL_WIDTH, BOTTOM + row * CELL_HEIGHT
                canvas.setFillColor(tint)
                canvas.setStrokeColor(palette().white)
                canvas.setLineWidth(1.4)
                canvas.rect(left, bottom, CELL_WIDTH, CELL_HEIGHT, stroke=1, fill=1)
                draw_mark(canvas, level, left + 4, bottom + 4, 4.6, ink)

    def _axes(self) -> None:
        colours = palette()
        for index, level in enumerate(LEVELS):
            word = self.words[level]
            size = fit(word, fonts.REGULAR, 7.4, CELL_WIDTH - 4)
            draw_text(
                self.canv,
                LEFT + (index + 0.5) * CELL_WIDTH,
                BOTTOM - 11,
                word,
                font=fonts.REGULAR,
                size=size,
                colour=colours.muted,
                align="centre",
            )
            draw_text(
                self.canv,
                LEFT - 6,
                BOTTOM + (index + 0.5) * CELL_HEIGHT - 2.6,
                word,
                font=fonts.REGULAR,
                size=size,
                colour=colours.muted,
                align="right",
            )
        draw_text(
            self.canv,
            LEFT + 2.5 * CELL_WIDTH,
            BOTTOM - 25,
            self.words["likelihood"],
            font=fonts.SEMIBOLD,
            size=8,
            colour=colours.navy,
            align="centre",
        )
        self.canv.saveState()
        self.canv.translate(9, BOTTOM + 2.5 * CELL_HEIGHT)
        self.canv.rotate(90)
        draw_text(
            self.canv,
            0,
            0,
            self.words["impact"],
            font=fonts.SEMIBOLD,
            size=8,
            colour=colours.navy,
            align="centre",
        )
        self.canv.restoreState()

    def _points(self) -> None:
        cells: dict[tuple[int, int], list[int]] = defaultdict(list)
        for point in self.points:
            place = (LEVELS.index(point.likelihood), LEVELS.index(point.impact))
            cells[place].append(point.number)
        for (column, row), numbers in sorted(cells.items()):
            _draw_numbers(
                self.canv, sorted(numbers), LEFT + column * CELL_WIDTH, BOTTOM + row * CELL_HEIGHT
            )


def draw_number(canvas: TaggedCanvas, number: int, x: float, y: float, radius: float) -> None:
    """A number in a disc, its centre at x, y."""
    colours = palette()
    canvas.setFillColor(colours.navy)
    canvas.circle(x, y, radius, stroke=0, fill=1)
    size = radius * (1.2 if number < 100 else 0.9)
    draw_text(
        canvas,
        x,
        y - size * 0.36,
        str(number),
        font=fonts.SEMIBOLD,
        size=size,
        colour=colours.white,
        align="centre",
    )


def _draw_numbers(canvas: TaggedCanvas, numbers: list[int], left: float, bottom: float) -> None:
    """Discs in rows, as large as the cell allows."""
    columns = 3 if len(numbers) <= 6 else 4 if len(numbers) <= 12 else 6
    rows = -(-len(numbers) // columns)
    step = min(CELL_WIDTH / min(columns, len(numbers)), CELL_HEIGHT / rows, 17)
    for index, number in enumerate(numbers):
        row, column = divmod(index, columns)
        in_row = min(columns, len(numbers) - row * columns)
        x = left + CELL_WIDTH / 2 + (column - (in_row - 1) / 2) * step
        y = bottom + CELL_HEIGHT / 2 - (row - (rows - 1) / 2) * step
        draw_number(canvas, number, x, y, step * 0.43)

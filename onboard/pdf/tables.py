"""ReportLab's table, measured once and drawn with tags."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

from reportlab.platypus import Flowable, Table

from onboard.pdf.tagging import TaggedCanvas

_SHARES = {"LEFT": 0.0, "CENTER": 0.5, "RIGHT": 1.0}
TableCommands = list[Any]
"""Commands of ReportLab's table style; each is a tuple of its own shape."""


class TaggedTable(Table):
    """A table whose fills and lines are artwork; its cells bring their own elements.

    A row is split only when it is taller than a page.
    """

    canv: TaggedCanvas
    page_height = 0.0
    _bkgrndcmds: TableCommands
    _linecmds: TableCommands
    _measured_for: float | None = None

    def _calc(self, available_width: float, _height: float) -> None:
        """Measure once for a width, and all rows: it is asked before, on the page and to split."""
        if self._measured_for != available_width:
            super()._calc(available_width, math.inf)  # type: ignore[misc]
            self._measured_for = available_width

    def _drawCell(  # noqa: N802  (ReportLab's name)
        self, cell: Any, style: Any, corner: tuple[float, float], size: tuple[float, float]
    ) -> None:
        """Draw what is in a cell, as ReportLab places it; no text state, for each sets its own."""
        if isinstance(cell, str) or not cell:
            return  # no text of ours is without a flowable; a split row may leave nothing
        (left, bottom), (width, height) = corner, size
        room = width - style.leftPadding - style.rightPadding
        measured = [each.wrap(room, height) for each in cell]
        gaps = [each.getSpaceAfter() + below.getSpaceBefore() for each, below in pairwise(cell)]
        used = sum(high for _, high in measured) + sum(gaps)
        if style.valign == "TOP":
            y = bottom + height - style.topPadding
        elif style.valign == "BOTTOM":
            y = bottom + style.bottomPadding + used
        else:
            y = bottom + (height + style.bottomPadding - style.topPadding + used) / 2
        for each, (wide, high), gap in zip(cell, measured, [*gaps, 0], strict=True):
            x = left + style.leftPadding + _SHARES[style.alignment] * (room - wide)
            y -= high
            each.drawOn(self.canv, x, y)
            y -= gap

    def _drawBkgrnd(self) -> None:
        if self._bkgrndcmds:
            self.canv.begin_artwork()
            super()._drawBkgrnd()  # type: ignore[misc]
            self.canv.end()

    def _drawLines(self) -> None:
        if self._linecmds:
            self.canv.begin_artwork()
            super()._drawLines()  # type: ignore[misc]
            self.canv.end()

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        parts: list[Flowable] = super().split(available_width, available_height)
        if not parts and self.page_height and available_height > 0.95 * self.page_height:
            parts = self._splitRows(available_height, doInRowSplit=1)  # type: ignore[attr-defined]
        for part in parts:
            assert isinstance(part, TaggedTable)  # noqa: S101  (as above)
            part.page_height = self.page_height
        return parts

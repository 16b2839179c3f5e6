"""Drawn strokes as smooth vector curves whose width follows the pressure."""

from __future__ import annotations

import math
from collections.abc import Sequence

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from onboard.ports import Ink

Point = tuple[float, float, float]
"""x and y in points, pressure from 0 to 1."""

_TOLERANCE = 0.15
"""How far a curve may leave the drawn points, in points of the page."""
WIDEST = 1.7
"""Of a line at full pressure, in points."""


def draw_ink(
    canvas: Canvas, ink: Ink, box: tuple[float, float, float, float], colour: Color
) -> None:
    """Fit the strokes into `box` (left, bottom, width, height); their y grows downwards."""
    canvas.setStrokeColor(colour)
    canvas.setFillColor(colour)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for stroke in _placed(ink, box):
        if len(stroke) == 1:
            x, y, pressure = stroke[0]
            canvas.circle(x, y, WIDEST * _share(pressure) * 0.6, stroke=0, fill=1)
        else:
            _draw_curve(canvas, simplified(stroke))


def simplified(points: Sequence[Point], tolerance: float = _TOLERANCE) -> list[Point]:
    """Leave out points that lie on the line between others (Ramer, Douglas, Peucker)."""
    keep = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        farthest, distance = first, 0.0
        for index in range(first + 1, last):
            off = _distance(points[index], points[first], points[last])
            if off > distance:
                farthest, distance = index, off
        if distance > tolerance:
            keep.add(farthest)
            spans += [(first, farthest), (farthest, last)]
    return [points[index] for index in sorted(keep)]


def _placed(ink: Ink, box: tuple[float, float, float, float]) -> list[list[Point]]:
    strokes = [stroke for stroke in ink if stroke]
    xs = [point[0] for stroke in strokes for point in stroke]
    ys = [point[1] for stroke in strokes for point in stroke]
    if not xs or not all(map(math.isfinite, (*xs, *ys))):
        return []
    left, bottom, width, height = box
    scale = min(
        width / max(max(xs) - min(xs), 1e-6), height / max(max(ys) - min(ys), 1e-6), width, height
    )
    return [
        [
            (left + (x - min(xs)) * scale, bottom + (max(ys) - y) * scale, pressure)
            for x, y, _, pressure in stroke
        ]
        for stroke in strokes
    ]


def _draw_curve(canvas: Canvas, points: list[Point]) -> None:
    """Catmull-Rom through the points, as Bézier pieces."""
    last_width = None
    for index in range(len(points) - 1):
        before, start = points[max(index - 1, 0)], points[index]
        end, after = points[index + 1], points[min(index + 2, len(points) - 1)]
        width = round(WIDEST * _share((start[2] + end[2]) / 2), 1)
        if width != last_width:
            canvas.setLineWidth(width)
            last_width = width
        canvas.bezier(
            start[0],
            start[1],
            start[0] + (end[0] - before[0]) / 6,
            start[1] + (end[1] - before[1]) / 6,
            end[0] - (after[0] - start[0]) / 6,
            end[1] - (after[1] - start[1]) / 6,
            end[0],
            end[1],
        )


def _share(pressure: float) -> float:
    return 0.35 + 0.65 * min(max(pressure, 0.0), 1.0)


def _distance(point: Point, start: Point, end: Point) -> float:
    length = math.hypot(end[0] - start[0], end[1] - start[1])
    if length < 1e-9:
        return math.hypot(point[0] - start[0], point[1] - start[1])
    cross = (end[0] - start[0]) * (start[1] - point[1]) - (start[0] - point[0]) * (
        end[1] - start[1]
    )
    return abs(cross) / length

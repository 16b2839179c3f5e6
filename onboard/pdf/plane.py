"""Boxes, matrices and colours of what is drawn on a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
Colour = tuple[float, float, float]
Point = tuple[float, float]

PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
WHITE: Colour = (1.0, 1.0, 1.0)
NEAR = 0.01


def along(start: Point, one: Point, two: Point, end: Point) -> Iterator[Point]:
    """Points of a curve after its start."""
    for t in (0.25, 0.5, 0.75, 1.0):
        shares = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        four = list(zip(shares, (start, one, two, end), strict=True))
        yield sum(share * x for share, (x, _) in four), sum(share * y for share, (_, y) in four)


def matrix(values: Iterable[Any]) -> Matrix:
    a, b, c, d, e, f = (float(each) for each in values)
    return a, b, c, d, e, f


def joined(first: Matrix, then: Matrix) -> Matrix:
    """What both do, one after the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    one, two = (a * p + b * r, a * q + b * s), (c * p + d * r, c * q + d * s)
    return *one, *two, e * p + f * r + t, e * q + f * s + u


def moved(point: Point, place: Matrix) -> Point:
    return joined((1, 0, 0, 1, *point), place)[4:]


def around(place: Matrix, *edges: float) -> Box:
    left, bottom, right, top = edges
    one, two = moved((left, bottom), place), moved((right, top), place)
    return upright((*one, *two))


def upright(edges: Iterable[float]) -> Box:
    left, bottom, right, top = edges
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def is_round(corners: Sequence[Point]) -> bool:
    """Whether the corners go round once and one way: what they hold has neither dent nor hole."""
    sides = [(b[0] - a[0], b[1] - a[1]) for a, b in _pairs(corners)]
    turns = [a[0] * b[1] - a[1] * b[0] for a, b in _pairs(sides)]
    return _is_one_way(turns) and all(
        _changes([side[axis] for side in sides]) <= 2 for axis in (0, 1)
    )


def is_within(box: Box, corners: Sequence[Point]) -> bool:
    """Whether a surface without dents holds the whole box."""
    if not corners or not holds(bounds(corners), box):
        return False
    places = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    return _is_one_way(
        [
            (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])
            for a, b in _pairs(corners)
            for x, y in places
        ]
    )


def _pairs(points: Sequence[Point]) -> list[tuple[Point, Point]]:
    """Each with the one after it, the last with the first."""
    return list(zip(points, [*points[1:], *points[:1]], strict=True))


def _is_one_way(turns: list[float]) -> bool:
    return all(each >= -NEAR for each in turns) or all(each <= NEAR for each in turns)


def _changes(steps: list[float]) -> int:
    """How often a way turns back, once round."""
    signs = [step > 0 for step in steps if abs(step) > NEAR]
    return sum(one != other for one, other in zip(signs, signs[1:] + signs[:1], strict=True))


def colour_of(values: Iterable[Any]) -> Colour:
    red, green, blue = (min(max(float(each), 0.0), 1.0) for each in values)
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """As WCAG 2 counts it: 1 for no difference, 21 for black on white."""
    light, dark = sorted((_light(one), _light(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _light(colour: Colour) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def bounds(points: Iterable[Point]) -> Box:
    """The box around some points."""
    x, y = zip(*points, strict=True)
    return min(x), min(y), max(x), max(y)


def holds(outer: Box, inner: Box) -> bool:
    return bounds([outer[:2], outer[2:], inner[:2], inner[2:]]) == outer


def grown(box: Box, by: float, above: float) -> Box:
    """A box with so much more at its sides, and above and below."""
    return box[0] - by, box[1] - above, box[2] + by, box[3] + above

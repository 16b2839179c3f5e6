"""Which flowables stay together on a page: headings with what follows, boxes as a whole.

ReportLab's own keep-with-next leaves pages half empty before a long table; here the page breaks
only when the head of what follows does not fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Paragraph, Table

Kind = TypeVar("Kind", bound=Flowable)
_HEAD_ROWS = 4  # header row and three more, or as many as fill the height
_HEAD_HEIGHT = 90  # points
_HEAD_LINES = 3


def spaced(flowable: Kind, before: float = 0, after: float = 0) -> Kind:
    """Space around a flowable, in points; neighbours share the larger one."""
    flowable.spaceBefore, flowable.spaceAfter = before, after
    return flowable


def leading(flowable: Kind) -> Kind:
    """Never the last thing on a page."""
    flowable.leads = True  # type: ignore[attr-defined]
    return flowable


def whole(flowable: Kind) -> Kind:
    """On one page if one page can hold it."""
    flowable.is_whole = True  # type: ignore[attr-defined]
    return flowable


def room_for(flowables: Sequence[Flowable], width: float, page_height: float) -> CondPageBreak:
    """A new page, unless all of these still fit on the one at hand."""
    heights = [_height(each, width) for each in flowables]
    return CondPageBreak(min(_stacked(flowables, heights), page_height - 1))


def _stacked(flowables: Sequence[Flowable], heights: Sequence[float]) -> float:
    """As a frame does: where two spaces meet the larger counts, and none below the last."""
    need, gap = 0.0, 0.0
    for each, height in zip(flowables, heights, strict=True):
        need += max(gap, each.getSpaceBefore()) + height
        gap = each.getSpaceAfter()
    return need


def with_breaks(story: Iterable[Flowable], width: float, page_height: float) -> list[Flowable]:
    """The story with a conditional page break wherever something must stay together."""
    result: list[Flowable] = []
    group: list[Flowable] = []
    flowables = list(story)
    for flowable, following in zip(flowables, [*flowables[1:], None], strict=True):
        group.append(flowable)
        is_first = len(group) > 1 and not any(_is_text(each) for each in group[:-1])
        if getattr(flowable, "leads", False) or (
            (is_first or isinstance(following, Table)) and _introduces(flowable, following, width)
        ):
            continue
        if len(group) > 1 or getattr(flowable, "is_whole", False):
            heights = [*(_height(each, width) for each in group[:-1]), _head(flowable, width)]
            result.append(CondPageBreak(min(_stacked(group, heights), page_height - 1)))
        result.extend(group)
        group = []
    return result + group


def _is_text(flowable: Flowable) -> bool:
    """A paragraph that is no heading: after one, what follows stands by itself."""
    return isinstance(flowable, Paragraph) and not getattr(flowable, "leads", False)


def _introduces(flowable: Flowable, following: Flowable | None, width: float) -> bool:
    """A short paragraph belongs to the table below it, and to the heading above it."""
    if following is None or not isinstance(flowable, Paragraph):
        return False
    introduced = isinstance(following, Table) or hasattr(following, "leads")
    return introduced and _height(flowable, width) < 6 * flowable.style.leading


def _height(flowable: Flowable, width: float) -> float:
    if isinstance(flowable, PageBreak):
        return 0
    _, height = flowable.wrap(width, 100_000)
    return float(height)


def _head(flowable: Flowable, width: float) -> float:
    """The least height that is worth starting with."""
    height = _height(flowable, width)
    if getattr(flowable, "is_whole", False):
        return height
    if isinstance(flowable, Table):
        return _first_rows(flowable._rowHeights)  # type: ignore[attr-defined]
    if isinstance(flowable, Paragraph):
        return min(height, _HEAD_LINES * flowable.style.leading)
    return height


def _first_rows(heights: Sequence[float]) -> float:
    """The header and the rows that make a start: three, or fewer where they are tall."""
    height = 0.0
    for number, row in enumerate(heights[:_HEAD_ROWS]):
        if number > 1 and height >= _HEAD_HEIGHT:
            break
        height += row
    return height

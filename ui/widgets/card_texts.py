"""Where the texts of a card stand: a title, a line of detail, and parts with a caption each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics

from ui.theme import font, px
from ui.widgets.base import breakable
from ui.widgets.painted import PaintedText

_TALL = 100_000
_WIDE_ENOUGH = 440
"""From this room on, at scale 1, captions stand beside their texts."""

Part = tuple[str, str]
"""A caption with its text."""


@dataclass(frozen=True, slots=True)
class CardText:
    """One text of a card, and the colour it is painted in."""

    words: PaintedText
    ink: Literal["text", "muted"]

    @property
    def bottom(self) -> float:
        return self.words.y + self.words.height


def title_font() -> QFont:
    return font(16, QFont.Weight.DemiBold)


def lay_out(
    title: str, detail: str, parts: Sequence[Part], at: tuple[int, int], room: int
) -> list[CardText]:
    """Every text from `at`, its left upper corner, downwards; the title first."""
    left, top = at
    found = [_placed(title, title_font(), "text", left, top, room)]
    if detail:
        found.append(_placed(detail, font(14), "muted", left, found[-1].bottom + px(3), room))
    captions = font(13, QFont.Weight.DemiBold)
    is_beside = room >= px(_WIDE_ENOUGH)
    indent = _widest(captions, (caption for caption, _ in parts)) + px(16) if is_beside else 0
    y = found[-1].bottom + px(7)
    for caption, text in parts:
        head = _placed(caption, captions, "muted", left, y + px(1) * is_beside, indent or room)
        below = y if is_beside else head.bottom
        body = _placed(text, font(14), "text", left + indent, below, room - indent)
        found += [head, body]
        y = max(head.bottom, body.bottom) + px(6)
    return found


def _placed(
    text: str, used: QFont, ink: Literal["text", "muted"], x: float, y: float, room: int
) -> CardText:
    text = breakable(text)
    area = QRect(0, 0, room, _TALL)
    height = QFontMetrics(used).boundingRect(area, Qt.TextFlag.TextWordWrap, text).height()
    return CardText(PaintedText(text, used, x, y, room, height), ink)


def _widest(used: QFont, texts: Iterable[str]) -> int:
    metrics = QFontMetrics(used)
    return max((metrics.horizontalAdvance(text) for text in texts), default=0)

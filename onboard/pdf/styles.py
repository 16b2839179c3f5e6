"""Colours, sizes and paragraph styles of the paper. No other module holds a colour."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from onboard.agreement.document import Align
from onboard.pdf import fonts

MARGIN = 19 * mm
TOP = 17 * mm
BOTTOM = 20 * mm


@dataclass(frozen=True, slots=True)
class Palette:
    """Dark inks that read on white and on their tints with a contrast of 4.5 or more."""

    navy: Color
    accent: Color
    accent_pale: Color
    on_navy: Color
    on_navy_soft: Color
    text: Color
    muted: Color
    rule: Color
    tint: Color
    white: Color
    warning: Color
    warning_tint: Color
    ink: Color


@cache
def palette() -> Palette:
    return Palette(
        navy=HexColor("#14253d"),
        accent=HexColor("#0c6a67"),
        accent_pale=HexColor("#8ecfc9"),
        on_navy=HexColor("#ffffff"),
        on_navy_soft=HexColor("#c6d3e1"),
        text=HexColor("#1c2430"),
        muted=HexColor("#566271"),
        rule=HexColor("#d3dae2"),
        tint=HexColor("#f4f6f9"),
        white=HexColor("#ffffff"),
        warning=HexColor("#7a3300"),
        warning_tint=HexColor("#fff3e2"),
        ink=HexColor("#10245e"),
    )


@cache
def mark_colours(mark: str) -> tuple[Color, Color]:
    """(ink, tint) of a tier or a level; the word and the shape say the same."""
    ink, tint = {
        "must": ("#8f1d1d", "#fbeaea"),
        "should": ("#7d4700", "#fff2dc"),
        "could": ("#1f567f", "#e7f1f9"),
        "very-high": ("#7d1414", "#f6cfcf"),
        "high": ("#8a3509", "#fcdfcd"),
        "moderate": ("#6b5200", "#fbf0c4"),
        "low": ("#1f5a34", "#dcf0df"),
        "very-low": ("#2c566a", "#e3eef3"),
    }[mark]
    return HexColor(ink), HexColor(tint)


_SIZES: dict[str, tuple[float, float]] = {
    "body": (9.6, 13.6),
    "lead": (10.4, 15),
    "note": (8.4, 12),
    "quote": (9.8, 13.8),
    "warning": (9.4, 13.8),
    "h1": (17, 22),
    "h2": (11.4, 15.5),
    "clause": (9.6, 13.2),
    "clause-text": (9.1, 12.7),
    "clause-note": (7.9, 10.6),
    "cell": (8.5, 11.4),
    "cell-strong": (8.5, 11.4),
    "cell-group": (8.5, 11.4),
    "cell-note": (7.6, 10.2),
    "cell-head": (7.7, 10),
    "badge": (8.1, 11.4),
    "caption": (8.6, 12),
    "label": (8.4, 12),
    "small-label": (7.4, 9.6),
    "title": (31, 38),
    "subtitle": (13.5, 19),
    "sheet-title": (22, 28),
    "contents": (9.8, 13.2),
    "firm": (16, 21),
    "highlight": (9.8, 14.2),
    "card-title": (25, 30),
    "card-lead": (10.4, 14.6),
    "card-h": (12.6, 16),
    "card-name": (8.6, 11),
    "card-cell": (8.3, 11),
    "card-count": (8.3, 11),
    "card-item": (8.9, 11.8),
    "card-close": (9.6, 13),
    "card-foot": (7.4, 10),
}
_FONTS = {
    "h1": fonts.BOLD,
    "h2": fonts.SEMIBOLD,
    "clause": fonts.SEMIBOLD,
    "cell-strong": fonts.SEMIBOLD,
    "cell-head": fonts.SEMIBOLD,
    "cell-group": fonts.SEMIBOLD,
    "badge": fonts.SEMIBOLD,
    "caption": fonts.SEMIBOLD,
    "title": fonts.BOLD,
    "sheet-title": fonts.BOLD,
    "firm": fonts.SEMIBOLD,
    "warning": fonts.MEDIUM,
    "card-title": fonts.BOLD,
    "card-h": fonts.SEMIBOLD,
    "card-name": fonts.SEMIBOLD,
    "card-close": fonts.SEMIBOLD,
    "small-label": fonts.MEDIUM,
}
_COLOURS = {
    "note": "muted",
    "clause-note": "muted",
    "lead": "muted",
    "label": "muted",
    "small-label": "muted",
    "cell-note": "muted",
    "cell-head": "navy",
    "cell-group": "accent",
    "h1": "navy",
    "h2": "accent",
    "clause": "navy",
    "caption": "navy",
    "title": "navy",
    "sheet-title": "navy",
    "firm": "on_navy",
    "subtitle": "accent",
    "warning": "warning",
    "card-title": "on_navy",
    "card-lead": "on_navy_soft",
    "card-h": "accent",
    "card-name": "navy",
    "card-count": "muted",
    "card-close": "navy",
    "card-foot": "muted",
    "quote": "navy",
}
_ALIGNMENTS: dict[Align, Literal[0, 1, 2]] = {Align.LEFT: 0, Align.CENTER: 1, Align.RIGHT: 2}


@cache
def style(name: str, align: Align = Align.LEFT) -> ParagraphStyle:
    """A paragraph style by name. Spaces between blocks are flowables of their own."""
    fonts.register()
    size, leading = _SIZES[name]
    return ParagraphStyle(
        f"{name}-{align.value}",
        fontName=_FONTS.get(name, fonts.REGULAR),
        fontSize=size,
        leading=leading,
        textColor=getattr(palette(), _COLOURS.get(name, "text")),
        alignment=_ALIGNMENTS[align],
        splitLongWords=1,
        allowWidows=0,
        allowOrphans=0,
    )

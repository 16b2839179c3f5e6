"""What a signature looks like on the page: the mark at the left, who and when at the right."""

from __future__ import annotations

import io
from datetime import datetime

from reportlab.lib.utils import simpleSplit

from onboard.pdf import fonts
from onboard.pdf.drawing import draw_text, fit
from onboard.pdf.ink import draw_ink
from onboard.pdf.styles import palette
from onboard.pdf.tagging import TaggedCanvas
from onboard.ports import Seal
from onboard.wording import day, say

_MARK = 0.5  # share of the width
_LABEL = 38.0


def draw_appearance(
    seal: Seal, size: tuple[float, float], *, key_words: str, language: str
) -> bytes:
    """One page of the field's size, in points; vector only, fonts embedded."""
    with fonts.drawing():
        return _drawn(seal, size, key_words, language)


def _drawn(seal: Seal, size: tuple[float, float], key_words: str, language: str) -> bytes:
    out = io.BytesIO()
    canvas = TaggedCanvas(out, pagesize=size, initialFontName=fonts.REGULAR, invariant=1)
    _draw_mark(canvas, seal, mark_box(size))
    _draw_words(canvas, seal, size, key_words, language)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def mark_box(size: tuple[float, float]) -> tuple[float, float, float, float]:
    """Left, bottom, width and height of the place for the drawn or typed name."""
    width, height = size
    return 12, 22, width * _MARK - 30, height - 32


def key_words(fingerprint: str, language: str, *, made_here: bool) -> str:
    """Who made the key, and the start of its fingerprint to compare."""
    kind = "made-here" if made_here else "own"
    start = fingerprint[:16].upper()
    shown = " ".join(start[index : index + 4] for index in range(0, 16, 4))
    return say(f"seal.key-{kind}", language=language, fingerprint=shown)


def moment(at: datetime, language: str) -> str:
    """21 November 2026, 14:05:30 (UTC+01:00)."""
    zone = f"{at:%z}"
    return f"{day(at.date(), language=language)}, {at:%H:%M:%S} (UTC{zone[:3]}:{zone[3:5]})"


def _draw_mark(canvas: TaggedCanvas, seal: Seal, box: tuple[float, float, float, float]) -> None:
    """The drawn strokes; or the typed name, which is an equal way to sign."""
    left, bottom, width, height = box
    if any(seal.ink):
        draw_ink(canvas, seal.ink, box, palette().ink)
        return
    size = fit(seal.name, fonts.MEDIUM, 21, width)
    draw_text(
        canvas,
        left,
        bottom + height * 0.22,
        seal.name,
        font=fonts.MEDIUM,
        size=size,
        colour=palette().ink,
    )


def _draw_words(
    canvas: TaggedCanvas, seal: Seal, size: tuple[float, float], key_words: str, language: str
) -> None:
    colours = palette()
    width, height = size
    left, room = width * _MARK + 4, width * (1 - _MARK) - 12
    role = say(f"seal.role-{seal.role}", language=language)
    y = height - 14
    draw_text(canvas, left, y, role, font=fonts.SEMIBOLD, size=8, colour=colours.accent)
    y -= 13.5
    name_size = fit(seal.name, fonts.SEMIBOLD, 10.5, room)
    draw_text(canvas, left, y, seal.name, font=fonts.SEMIBOLD, size=name_size, colour=colours.text)
    y -= 13
    rows = (
        ("time", moment(seal.at, language), 1),
        ("statement", seal.statement, 2),
        ("key", key_words, 2),
    )
    for label, text, most_lines in rows:
        words = say(f"seal.label-{label}", language=language)
        draw_text(canvas, left, y, words, font=fonts.REGULAR, size=7.2, colour=colours.muted)
        lines = simpleSplit(fonts.clean(text), fonts.REGULAR, 7.2, room - _LABEL)
        if len(lines) > most_lines:
            lines = [*lines[: most_lines - 1], f"{lines[most_lines - 1]} …"]
        for line in lines:
            draw_text(
                canvas, left + _LABEL, y, line, font=fonts.REGULAR, size=7.2, colour=colours.text
            )
            y -= 9.4
        y -= 1.2

"""Which font draws which characters, and a refusal where none can.

ReportLab draws nothing, without a word, where a font lacks a character. So each text is cut into
runs by coverage: Inter first, DejaVu behind it.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import groupby
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from onboard.errors import UserFacingError
from onboard.locations import fonts as fonts_folder

REGULAR = "Inter-Regular"
MEDIUM = "Inter-Medium"
SEMIBOLD = "Inter-SemiBold"
BOLD = "Inter-Bold"
FALLBACK = {
    REGULAR: "DejaVuSans",
    MEDIUM: "DejaVuSans",
    SEMIBOLD: "DejaVuSans-Bold",
    BOLD: "DejaVuSans-Bold",
}

_ONE_AT_A_TIME = threading.RLock()

_RIGHT_TO_LEFT = frozenset({"R", "AL", "RLE", "RLO", "RLI"})
_INVISIBLE = frozenset("\u00ad\u200b\u2060\ufeff")


@contextmanager
def drawing() -> Iterator[None]:
    """While pages are drawn: the fonts are loaded, and no other thread draws with them.

    ReportLab's fonts keep the glyphs of the page being written. No measured word outlives the page.
    """
    with _ONE_AT_A_TIME:
        register()
        try:
            yield
        finally:
            word_widths.cache_clear()


@cache
def register() -> None:
    """Load all fonts of the paper into ReportLab, once a process."""
    for name in (*FALLBACK, *sorted(set(FALLBACK.values()))):
        # asciiReadable off: the subset's order then depends on the text only.
        font = TTFont(name, str(fonts_folder() / f"{name}.ttf"), asciiReadable=False)
        pdfmetrics.registerFont(font)


def require_drawable(texts: Iterable[str]) -> None:
    """Refuse what would vanish from the paper.

    Text that runs from right to left is refused too: its letters would stand in the wrong order.

    Raises:
        UserFacingError: "paper.cannot-draw", naming the characters.
    """
    missing = {each for each in set().union(*map(clean, texts)) if not _can_draw(each)}
    if missing:
        shown = ", ".join(f"{character} ({_name(character)})" for character in sorted(missing)[:5])
        raise UserFacingError("paper.cannot-draw", characters=shown)


def markup(text: str, font: str = REGULAR) -> str:
    """`text` for ReportLab's paragraphs: escaped, each run in a font that has its characters."""
    lines = clean(text).split("\n")
    return "<br/>".join(_line(line, font) for line in lines)


def runs(text: str, font: str) -> Iterator[tuple[str, str]]:
    """(font name, text) pairs in reading order."""
    text = clean(text)
    if text and can_draw_all(text, font):
        yield font, text
        return
    for name, characters in groupby(text, key=lambda each: _font_for(each, font)):
        yield name, "".join(characters)


def width(text: str, font: str, size: float) -> float:
    """The drawn width of one line, in points."""
    text = clean(text)
    if can_draw_all(text, font):
        return word_widths(font, size)[text]
    return sum(pdfmetrics.stringWidth(part, name, size) for name, part in runs(text, font))


class WordWidths(dict[str, float]):
    """By word or line, its width in points; each is measured once."""

    def __init__(self, measure: Callable[[str, float], float], size: float) -> None:
        super().__init__()
        self._measure, self._size = measure, size

    def __missing__(self, word: str) -> float:
        self[word] = measured = self._measure(word, self._size)
        return measured


@cache
def word_widths(font: str, size: float) -> WordWidths:
    """What was measured in one font and size since drawing began."""
    register()
    return WordWidths(pdfmetrics.getFont(font).stringWidth, size)


def can_draw_all(text: str, font: str) -> bool:
    """Whether one font has every character of a text."""
    return _coverage(font).issuperset(text)


def borrowed_letters(text: str, font: str = REGULAR) -> int:
    """How many characters of a text `font` lacks: each may change the font, which takes time."""
    if text.isascii() or can_draw_all(text, font):
        return 0
    return sum(each not in _coverage(font) for each in text)


def clean(text: str) -> str:
    """One form for each character, no control characters but the line end."""
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text  # by far the most texts
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("\t", " ")
    return "".join(
        each
        for each in text
        if each == "\n" or (each not in _INVISIBLE and unicodedata.category(each) != "Cc")
    )


def _line(line: str, font: str) -> str:
    return "".join(
        escape(part) if name == font else f'<font name="{name}">{escape(part)}</font>'
        for name, part in runs(line, font)
    )


def _font_for(character: str, font: str) -> str:
    fallback = FALLBACK[font]
    has_fallback = character not in _coverage(font) and character in _coverage(fallback)
    return fallback if has_fallback else font


def _can_draw(character: str) -> bool:
    if character == "\n":
        return True
    if unicodedata.bidirectional(character) in _RIGHT_TO_LEFT:
        return False
    return character in _coverage(REGULAR) or character in _coverage(FALLBACK[REGULAR])


@cache
def _coverage(font: str) -> frozenset[str]:
    register()
    codes = pdfmetrics.getFont(font).face.charToGlyph  # type: ignore[attr-defined]
    return frozenset(map(chr, codes))


def _name(character: str) -> str:
    return unicodedata.name(character, f"U+{ord(character):04X}").lower()

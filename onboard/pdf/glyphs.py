"""Text as it stands in a page's content: each character in the code that its font gives it there.

ReportLab encodes letter by letter and writes most of them as four; a page then is twice as long.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase import pdfmetrics

IndentedLine = tuple[float, float, str]
"""How far to the right a line begins, what is added to each of its spaces, and its text."""

_ESCAPED = {code: f"\\{chr(code)}" for code in b"()\\"} | {10: "\\n", 13: "\\r"}
"""Bytes that mean something else, or turn into another, where they stand within a string."""


class Glyphs(dict[int, str]):
    """A font in one file: a table for `str.translate` that fills itself.

    Characters beyond the font's first 255 in this file are in `far`: the file gives them another
    name of the font, and ReportLab has to write them.
    """

    def __init__(self, font: str, document: Any) -> None:
        super().__init__()
        found: Any = pdfmetrics.getFont(font)
        self._font, self._document = found, document
        self.far: set[str] = set()
        self.name: str = found.getSubsetInternalName(0, document)

    def __missing__(self, code: int) -> str:
        ((part, byte),) = self._font.splitString(chr(code), self._document)
        if part:
            self.far.add(chr(code))
        else:
            self[code] = _ESCAPED.get(byte[0]) or chr(byte[0])
        return self.get(code, "")

    def string(self, text: str) -> str | None:
        """The text as a string of the page's content; none where one name does not do."""
        told = text.translate(self)
        return None if self.far and not self.far.isdisjoint(text) else f"({told})"


def shown_lines(
    glyphs: Glyphs, x: float, y: float, lines: Iterable[IndentedLine], leading: float
) -> str | None:
    """Operators for lines below each other; none where one name of the font does not do.

    Places in thousandths of a point: nobody sees less, and each digit more is one to pack.
    """
    parts: list[str] = []
    above: float | None = None
    spread = 0.0
    for indent, extra, text in lines:
        string = glyphs.string(text)
        if string is None:
            return None
        if extra != spread:
            parts.append(f"{fp_str(round(extra, 4))} Tw")
            spread = extra
        left = round(x + indent, 3)
        if above is None:
            parts.append(f"{fp_str(left, round(y, 3))} Td{string}Tj")
        elif left == above:
            parts.append(f"{string}'")
        else:
            parts.append(f"{fp_str(left - above, -leading)} Td{string}Tj")
        above = left
    if spread:
        parts.append("0 Tw")
    return " ".join(parts)

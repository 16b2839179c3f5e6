"""Whether the fonts inside a paper are the ones that this program ships, letter for letter.

What a font says that it draws and what it draws are two things. So each is cut out of the shipped
one again, by the letters that it says it has, and must be the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pikepdf import Page
from reportlab.pdfbase import pdfmetrics

from onboard.pdf import fonts
from onboard.pdf.text import letters_in

_FONT_KEYS = frozenset(
    [
        "/BaseFont",
        "/FirstChar",
        "/FontDescriptor",
        "/LastChar",
        "/Name",
        "/Subtype",
        "/ToUnicode",
        "/Type",
        "/Widths",
    ]
)
_UNSEEN = {b"name", b"OS/2", b"post"}
_CHECKSUM = slice(8, 12)
"""Of the whole font, in its table `head`."""
_NEAR = 0.01


Letters = tuple[dict[int, str], list[float]]
"""The letters of a font by their codes, and how wide each is in thousandths of its size."""


def letters_of_true(font: Any) -> Letters:
    """What a font draws, once it is sure that it is one of ours.

    `font` is a font's dictionary, of pikepdf or pyHanko.

    Raises:
        ValueError, KeyError, TypeError: it is none of ours, or draws other letters than it says.
    """
    if set(font.keys()) - _FONT_KEYS or str(font["/Subtype"]) != "/TrueType":
        raise ValueError("a font of another kind")
    if set(font["/FontDescriptor"].keys()) & {"/FontFile", "/FontFile3"}:
        raise ValueError("a font of another kind")
    name = str(font["/BaseFont"]).partition("+")[2]
    with fonts.drawing():
        if name not in (*fonts.FALLBACK, *fonts.FALLBACK.values()):
            raise ValueError("another font")
        face: Any = pdfmetrics.getFont(name).face  # type: ignore[attr-defined]
        letters = letters_in(_data(font["/ToUnicode"]))
        codes = [ord(letters[code]) for code in range(len(letters))]
        widths = [float(face.getCharWidth(code)) for code in codes]
        told = [float(each) for each in font["/Widths"]]
        if int(font["/FirstChar"]) != 0 or len(told) != len(widths):
            raise ValueError("letters without their widths")
        if any(abs(one - other) > _NEAR for one, other in zip(told, widths, strict=True)):
            raise ValueError("letters that stand closer or wider")
        if _drawn(_data(font["/FontDescriptor"]["/FontFile2"])) != _drawn(face.makeSubset(codes)):
            raise ValueError("other letters than it says")
    return letters, widths


def fonts_of(page: Page, known: dict[tuple[int, int], Letters]) -> Callable[[str], Letters]:
    """The fonts of a page by their names there; `known` are those looked at already."""

    def font(name: str) -> Letters:
        found = page.obj.Resources.Font[name]
        if not found.is_indirect:
            raise ValueError("a font without a number")
        if found.objgen not in known:
            known[found.objgen] = letters_of_true(found)
        return known[found.objgen]

    return font


def _data(stream: Any) -> bytes:
    data: bytes = stream.read_bytes() if hasattr(stream, "read_bytes") else stream.data
    return data


def _drawn(font: bytes) -> dict[bytes, bytes]:
    """All parts of a font but those that nobody sees."""
    count = int.from_bytes(font[4:6], "big")
    found: dict[bytes, bytes] = {b"": font[:4]}
    for at in range(12, 12 + 16 * count, 16):
        start, length = (int.from_bytes(font[at + i : at + i + 4], "big") for i in (8, 12))
        tag, part = font[at : at + 4], bytearray(font[start : start + length])
        if tag in found:
            raise ValueError("two parts of one name")
        if tag == b"head":
            part[_CHECKSUM] = bytes(4)
        found[tag] = bytes(part)
    return {tag: part for tag, part in found.items() if tag not in _UNSEEN}

"""The words of a paper as a reader extracts them, page by page.

Only as much of PDF as this program writes: simple fonts with a /ToUnicode map.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Any

from pikepdf import Name, Object, Page, Pdf, parse_content_stream

_CHARACTERS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[(.*?)\])", re.S)
_HEX = re.compile(rb"<([0-9A-Fa-f]+)>")


_MOST_FONTS = 64
_LARGEST_MAP = 20_000  # bytes; ours have two thousand
_LAST_CODE = 0xFF

_NOT_BODY = ("/Artifact", "/Link")


def page_texts(pdf: bytes, *, body_only: bool = False) -> list[str]:
    """The drawn text of each page, white space made equal.

    `body_only` leaves out artwork (running heads, repeated headers) and the lines of the contents.

    Raises:
        pikepdf.PdfError, ValueError, KeyError: the file is not built as ours are.
    """
    fonts: dict[tuple[int, int], dict[int, str]] = {}
    with Pdf.open(io.BytesIO(pdf), attempt_recovery=False, suppress_warnings=True) as opened:
        return [_page_text(page, fonts, body_only=body_only) for page in opened.pages]


def _page_text(page: Page, fonts: dict[tuple[int, int], dict[int, str]], *, body_only: bool) -> str:
    parts: list[str] = []
    mapping: dict[int, str] = {}
    is_left_out = False
    for instruction in parse_content_stream(page, "BDC EMC Tf Tj TJ ' \""):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "Tf":
            font = page.obj.Resources.Font[str(operands[0])]
            if not font.is_indirect:
                raise ValueError("fonts that cannot be told apart")
            if font.objgen not in fonts:
                if len(fonts) >= _MOST_FONTS:
                    raise ValueError("more fonts than any paper of ours")
                fonts[font.objgen] = _unicode_map(font)
            mapping = fonts[font.objgen]
        elif operator == "BDC":
            is_left_out = body_only and str(operands[0]) in _NOT_BODY
        elif operator == "EMC":
            is_left_out = False
        elif not is_left_out:
            strings: Iterable[Any] = operands[0] if operator == "TJ" else [operands[-1]]
            for text in strings:
                if isinstance(text, Object):  # a number here only moves the pen
                    parts.append("".join(mapping.get(code, "\ufffd") for code in bytes(text)))
    return " ".join("".join(parts).split())


def _unicode_map(font: Object) -> dict[int, str]:
    if Name.ToUnicode not in font:
        return {code: chr(code) for code in range(256)}
    return letters_in(font.ToUnicode.read_bytes())


def letters_in(source: bytes) -> dict[int, str]:
    """The letters that a /ToUnicode names, by their codes."""
    if len(source) > _LARGEST_MAP:
        raise ValueError("a font with more letters than any of ours")
    mapping: dict[int, str] = {}
    for block in _CHARACTERS.findall(source):
        for code, text in _PAIR.findall(block):
            mapping[int(code, 16)] = _decoded(text)
    for block in _RANGES.findall(source):
        for low, high, start, listed in _RANGE.findall(block):
            if int(high, 16) > _LAST_CODE:
                raise ValueError("a font of another kind than ours")
            codes = range(int(low, 16), int(high, 16) + 1)
            if start:
                first = _decoded(start)
                for offset, code in enumerate(codes):
                    mapping[code] = first[:-1] + chr(ord(first[-1]) + offset)
            else:
                for code, text in zip(codes, _HEX.findall(listed), strict=False):
                    mapping[code] = _decoded(text)
    return mapping


def _decoded(hexadecimal: bytes) -> str:
    return bytes.fromhex(hexadecimal.decode("ascii")).decode("utf-16-be")

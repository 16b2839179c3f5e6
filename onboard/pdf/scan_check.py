"""Whether the pictures of a scan stand in a paper of another version as ours always have.

Such a paper is compared by its words, and a picture can lie over any of them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from pikepdf import Matrix, Name, Page, Pdf, parse_content_stream

from onboard.pdf.scan_figure import is_grey, picture_name
from onboard.pdf.text import page_texts

_PICTURE_KEYS = frozenset(
    [
        "/BitsPerComponent",
        "/ColorSpace",
        "/Filter",
        "/Height",
        "/Length",
        "/Subtype",
        "/Type",
        "/Width",
    ]
)
_PLACES = 1.0
"""Points by which a picture may stand elsewhere than in a fresh layout."""

Drawn = tuple[str, Matrix]


def are_plainly_drawn(pdf: bytes, again: bytes, sizes: Sequence[tuple[int, int]]) -> bool:
    """One plain picture on each of the last pages, alone there and in its place; none before.

    `again` is a fresh layout of the same sheet, whose figures name their pictures but lack them.

    Raises:
        pikepdf.PdfError, KeyError, ValueError, TypeError, AttributeError: built unlike ours.
    """
    with _opened(pdf) as found, _opened(again) as fresh:
        pages, expected = list(found.pages), [_drawn(page) for page in fresh.pages]
        first = len(pages) - len(sizes)
        if first < 1 or not all(_is_without(page) for page in pages[:first]):
            return False
        scans = [
            _is_scan(page, number, size)
            for number, (page, size) in enumerate(zip(pages[first:], sizes, strict=True), 1)
        ]
        places = [_drawn(page) for page in pages[first:]]
    if not all(scans) or not _are_alike(places, expected[-len(sizes) :]):
        return False
    # Words that stand beside a picture here stood there before: none were pushed below it.
    texts = (page_texts(each, body_only=True)[-len(sizes) :] for each in (pdf, again))
    return next(texts) == next(texts)


def _opened(pdf: bytes) -> Pdf:
    return Pdf.open(io.BytesIO(pdf), attempt_recovery=False, suppress_warnings=True)


def _is_without(page: Page) -> bool:
    return Name.XObject not in page.obj.Resources and not _drawn(page)


def _is_scan(page: Page, number: int, size: tuple[int, int]) -> bool:
    pictures = dict(page.obj.Resources.get("/XObject", {}).items())
    name = f"/{picture_name(number)}"
    if set(pictures) != {name}:
        return False
    picture = pictures[name]
    colours = Name.DeviceGray if is_grey(picture.read_raw_bytes()) else Name.DeviceRGB
    return (
        set(picture.keys()) == _PICTURE_KEYS
        and picture.Type == Name.XObject
        and picture.Subtype == Name.Image
        and picture.Filter == Name.DCTDecode
        and picture.ColorSpace == colours
        and int(picture.BitsPerComponent) == 8
        and (int(picture.Width), int(picture.Height)) == size
    )


def _drawn(page: Page) -> list[Drawn]:
    return list(_drawings(page))


def _drawings(page: Page) -> Iterator[Drawn]:
    """What is drawn by its name, and where; a picture within the text has no name."""
    now, kept = Matrix(), []
    for instruction in parse_content_stream(page):
        operator = str(instruction.operator)
        if operator == "q":
            kept.append(now)
        elif operator == "Q":
            now = kept.pop()
        elif operator == "cm":
            now = Matrix(*(float(value) for value in instruction.operands)) @ now
        elif operator == "Do":
            yield str(instruction.operands[0]), now
        elif operator in ("sh", "INLINE IMAGE"):
            yield "", now


def _are_alike(found: Sequence[list[Drawn]], fresh: Sequence[list[Drawn]]) -> bool:
    return len(found) == len(fresh) and all(
        len(here) == len(there) == 1
        and here[0][0] == there[0][0]
        and all(
            abs(one - other) < _PLACES
            for one, other in zip(here[0][1].shorthand, there[0][1].shorthand, strict=True)
        )
        for here, there in zip(found, fresh, strict=True)
    )

"""The pages of a scanner's PDF as pictures; a file that can do anything is refused."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any, TypeVar

import pikepdf

from onboard.errors import UserFacingError
from onboard.pdf import pdfium
from onboard.pdf.limits import unpacks_beyond

if TYPE_CHECKING:
    from PIL.Image import Image

T = TypeVar("T")

LARGEST_STREAM = 128 * 1024 * 1024
"""Bytes of one unpacked stream: a page at 600 dots an inch in colour has 105 million."""
LARGEST_UNPACKED = 512 * 1024 * 1024
_MOST_OBJECTS = 50_000
_LARGEST_SIDE = 14_400.0
"""Points; no page of a PDF may be larger."""
_ACTIVE_KEYS = {"/JS", "/JavaScript", "/XFA", "/RichMedia", "/RichMediaContent", "/EmbeddedFiles"}
_ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/Rendition",
    "/Movie",
    "/Sound",
    "/GoToE",
    "/RichMediaExecute",
}
_TWICE = re.compile(rb"(?:Flate|LZW|RunLength)Decode\s*/(?:Flate|LZW|RunLength)Decode")


def pdf_pictures(pdf: bytes, longest: int, most: int) -> Iterator[Image]:
    """Each page drawn with its longer side in so many pixels.

    Raises:
        UserFacingError: "scan.…", why the file is not taken.
    """
    if _TWICE.search(pdf) or unpacks_beyond(pdf, LARGEST_STREAM, LARGEST_UNPACKED):
        raise UserFacingError("scan.too-large", limit=LARGEST_UNPACKED // 1024**2)
    _refuse_active(pdf)
    count = _drawn(pdf, lambda document: len(document))
    if not count:
        raise UserFacingError("scan.broken")
    if count > most:
        raise UserFacingError("scan.too-many-pages", most=most)
    for number in range(count):
        yield _page(pdf, number, longest)


def _refuse_active(pdf: bytes) -> None:
    """Scanners write pictures. What can act, or hides further files, is no scan."""
    try:
        with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as opened:
            is_locked, is_active = opened.is_encrypted, _is_active(opened)
    except pikepdf.PasswordError as error:
        raise UserFacingError("scan.locked") from error
    except Exception as error:  # a foreign file can make the library fail in any way
        raise UserFacingError("scan.broken") from error
    if is_locked:
        raise UserFacingError("scan.locked")
    if is_active:
        raise UserFacingError("scan.active")


def _is_active(pdf: pikepdf.Pdf) -> bool:
    waiting: list[tuple[Any, int]] = [(each, 0) for each in pdf.objects]
    if len(waiting) > _MOST_OBJECTS:
        return True
    seen = 0
    while waiting:
        value, depth = waiting.pop()
        seen += 1
        if seen > 20 * _MOST_OBJECTS or depth > 50:
            return True
        if isinstance(value, pikepdf.Array):
            waiting += [(each, depth + 1) for each in value if _is_inside(each)]
        elif isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
            if _ACTIVE_KEYS & set(value.keys()) or str(value.get("/S", "")) in _ACTIONS:
                return True
            waiting += [(each, depth + 1) for _, each in value.items() if _is_inside(each)]
    return False


def _is_inside(value: Any) -> bool:
    """Whether it is written here; what is only named is looked at as an object of its own."""
    return isinstance(value, pikepdf.Object) and not value.is_indirect


def _page(pdf: bytes, number: int, longest: int) -> Image:
    def work(document: Any) -> Image:
        with closing(document[number]) as page:
            width, height = page.get_size()
            if not 1 <= min(width, height) <= max(width, height) <= _LARGEST_SIDE:
                raise ValueError("a page of no size that a page has")
            with closing(page.render(scale=longest / max(width, height))) as bitmap:
                picture: Image = bitmap.to_pil().copy()
                return picture

    return _drawn(pdf, work)


def _drawn(pdf: bytes, work: Callable[[Any], T]) -> T:
    result = pdfium.attempt(pdf, work)
    if result is None:
        raise UserFacingError("scan.broken")
    return result

"""The pages of a scan, out of files that somebody brings: pictures, and nothing else of them.

What is taken in is drawn anew as plain pictures. Nothing that a file holds besides (scripts, links,
notes, hidden layers, places where a photo was taken) comes along.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onboard.errors import UserFacingError

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_FILE = 40 * 1024 * 1024
MOST_PAGES = 60
MOST_PIXELS = 60_000_000
"""Of one picture that is opened: A4 at 600 dots an inch has 35 million."""
LEAST_PIXELS = 200
"""Each side of a page that anything can be read on."""
ROOM = 11 * 1024 * 1024
"""Bytes of all pictures together; the whole paper may have 16 million."""
_SIZES = ((2340, 80), (1754, 72), (1240, 60))
"""The longer side in pixels, and the quality: 200, 150 and 106 dots an inch on A4."""


@dataclass(frozen=True, slots=True)
class ScanPage:
    """One page as a JPEG."""

    jpeg: bytes
    width: int
    height: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.jpeg).hexdigest()


@dataclass(frozen=True, slots=True)
class Scan:
    pages: tuple[ScanPage, ...]
    sources: tuple[str, ...]
    """SHA-256 of each file that was brought."""


def read_scan(files: Sequence[bytes]) -> Scan:
    """The pages of all files, in the order given.

    Raises:
        UserFacingError: "scan.…", why a file is not taken.
    """
    if not files:
        raise UserFacingError("scan.none")
    pages: list[ScanPage] = []
    for data in files:
        for picture in _pictures(data):
            pages.append(_packed(picture, *_SIZES[0]))
            if len(pages) > MOST_PAGES:
                raise UserFacingError("scan.too-many-pages", most=MOST_PAGES)
    for size, quality in _SIZES[1:]:
        if sum(len(page.jpeg) for page in pages) <= ROOM:
            break
        pages = [_packed(_opened(page.jpeg), size, quality) for page in pages]
    if sum(len(page.jpeg) for page in pages) > ROOM:
        raise UserFacingError("scan.too-large", limit=LARGEST_FILE // 1024**2)
    return Scan(tuple(pages), tuple(hashlib.sha256(data).hexdigest() for data in files))


def _pictures(data: bytes) -> Iterator[Image]:
    if not data:
        raise UserFacingError("scan.empty")
    if len(data) > LARGEST_FILE:
        raise UserFacingError("scan.too-large", limit=LARGEST_FILE // 1024**2)
    if data.startswith(b"%PDF-"):
        from onboard.pdf.scan_pdf import pdf_pictures

        yield from pdf_pictures(data, _SIZES[0][0], MOST_PAGES)
    elif data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        yield _opened(data)
    else:
        raise UserFacingError("scan.wrong-type")


def _opened(data: bytes) -> Image:
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as found:
            is_too_large = found.width * found.height > MOST_PIXELS
            if not is_too_large:
                found.load()
                return ImageOps.exif_transpose(found)
    except Exception as error:  # a foreign picture can make the library fail in any way
        raise UserFacingError("scan.broken") from error
    raise UserFacingError("scan.too-large", limit=LARGEST_FILE // 1024**2)


def _packed(picture: Image, longest: int, quality: int) -> ScanPage:
    """On white, not larger than needed, without anything but the picture."""
    from PIL import Image

    if min(picture.size) < LEAST_PIXELS:
        raise UserFacingError("scan.too-small")
    plain = _on_white(picture)
    scale = min(1.0, longest / max(plain.size))
    size = (max(1, round(plain.width * scale)), max(1, round(plain.height * scale)))
    if size != plain.size:
        plain = plain.resize(size, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=quality, optimize=True)
    return ScanPage(out.getvalue(), *size)


def _on_white(picture: Image) -> Image:
    from PIL import Image

    if picture.mode in ("1", "L"):
        return picture.convert("L")
    if picture.mode.startswith("I"):  # 16 bits of grey
        return picture.point(lambda value: value / 256).convert("L")
    if picture.mode in ("RGBA", "LA", "PA", "P"):
        clear = picture.convert("RGBA")
        ground = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(ground, clear).convert("RGB")
    return picture.convert("RGB")

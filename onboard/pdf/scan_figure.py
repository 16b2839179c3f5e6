"""Pages of a scan as figures: a place on the page, and the picture that is put there at the end."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Dictionary, Name, Pdf, Stream
from reportlab.platypus import Flowable

from onboard.agreement.document import ScannedPage
from onboard.pdf.styles import palette
from onboard.pdf.tagging import Element, TaggedCanvas


class ScanFigure(Flowable):
    """One scanned page, as large as the page of the paper has room."""

    canv: TaggedCanvas

    def __init__(self, block: ScannedPage, element: Element) -> None:
        super().__init__()
        self.block, self.element = block, element
        self.is_whole = True

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        room = min(available_height, self._tallest(available_width))
        scale = min(available_width / self.block.width, room / self.block.height)
        self.width, self.height = self.block.width * scale, self.block.height * scale
        return available_width, self._tallest(available_width)

    @staticmethod
    def _tallest(width: float) -> float:
        """One to a page: all take as much of it as the first one can below its heading."""
        return width * _TALL

    def draw(self) -> None:
        x, y = self.canv.absolutePosition(0, 0)
        box = [x, y, x + self.width, y + self.height]
        self.element.attributes["Layout"] = {"BBox": box, "Placement": "/Block"}
        self.canv.begin_artwork()
        self.canv.setStrokeColor(palette().rule)
        self.canv.setLineWidth(0.5)
        self.canv.rect(-0.5, -0.5, self.width + 1, self.height + 1)
        self.canv.end()
        self.canv.begin(self.element)
        size = f"{self.width:.3f} 0 0 {self.height:.3f} 0 0"
        self.canv._code.append(f"q {size} cm /{picture_name(self.block.number)} Do Q")
        self.canv.end()


_TALL = 1.34
"""Height to width of the place; a little less than that of the paper itself."""


def picture_name(number: int) -> str:
    return f"Scan{number}"


def with_pictures(pdf: bytes, jpegs: Sequence[bytes], sizes: Sequence[tuple[int, int]]) -> bytes:
    """The pages with the pictures that their figures name; the JPEGs stay as they are."""
    with Pdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            code = b"".join(part.read_bytes() for part in _contents(page))
            for number, (jpeg, size) in enumerate(zip(jpegs, sizes, strict=True), 1):
                name = picture_name(number)
                if f"/{name} Do".encode() in code:
                    _put(opened, page, name, jpeg, size)
        out = io.BytesIO()
        opened.save(out, static_id=True)
    return out.getvalue()


def _contents(page: pikepdf.Page) -> list[pikepdf.Object]:
    found = page.obj.Contents
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def _put(pdf: Pdf, page: pikepdf.Page, name: str, jpeg: bytes, size: tuple[int, int]) -> None:
    picture = Stream(pdf, b"")
    picture.write(jpeg, filter=Name.DCTDecode)
    picture.Type, picture.Subtype = Name.XObject, Name.Image
    picture.Width, picture.Height = size
    picture.BitsPerComponent = 8
    picture.ColorSpace = Name.DeviceGray if is_grey(jpeg) else Name.DeviceRGB
    if Name.XObject not in page.obj.Resources:
        page.obj.Resources.XObject = Dictionary()
    page.obj.Resources.XObject[f"/{name}"] = pdf.make_indirect(picture)


def is_grey(jpeg: bytes) -> bool:
    """Whether a JPEG has one channel, by the head of its frame."""
    at = 2
    while at + 9 < len(jpeg):
        marker, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if marker in _FRAMES:
            return jpeg[at + 9] == 1
        at += 2 + length
    raise ValueError("a picture without a frame")


_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def pictures_in(pdf: bytes) -> list[bytes]:
    """The JPEGs of the scan, in the order of their numbers.

    Raises:
        pikepdf.PdfError, KeyError, ValueError: the file is not built as ours are.
    """
    found: dict[str, tuple[int, int]] = {}
    jpegs: dict[str, bytes] = {}
    with Pdf.open(io.BytesIO(pdf), attempt_recovery=False, suppress_warnings=True) as opened:
        for page in opened.pages:
            if Name.XObject in page.obj.Resources:
                for key, picture in page.obj.Resources.XObject.items():
                    if found.setdefault(str(key), picture.objgen) != picture.objgen:
                        raise ValueError("two pictures of one name")
                    jpegs[str(key)] = picture.read_raw_bytes()
    names = [f"/{picture_name(number)}" for number in range(1, len(found) + 1)]
    return [jpegs[name] for name in names]

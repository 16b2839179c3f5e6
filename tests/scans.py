"""Pictures and files as a scanner makes them, and some that no scanner makes."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from PIL import Image, ImageDraw


def scanned(
    number: int = 1, *, kind: str = "PNG", mode: str = "L", size: Any = (620, 877)
) -> bytes:
    """One page with lines of grey and two strokes of a pen; not two numbers look alike."""
    picture = Image.new(mode, size, "white")
    pen = ImageDraw.Draw(picture)
    for line in range(10 + number):
        pen.line([(60, 80 + line * 30), (size[0] - 60, 80 + line * 30)], fill="grey", width=3)
    pen.line([(80, size[1] - 90), (170, size[1] - 140), (240, size[1] - 80)], fill="black", width=5)
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()


def scanned_pdf(pages: int = 2) -> bytes:
    """As many scanners write it: one picture to a page, and nothing else."""
    made = [Image.open(io.BytesIO(scanned(number, mode="RGB"))) for number in range(1, pages + 1)]
    out = io.BytesIO()
    made[0].save(out, "PDF", save_all=True, append_images=made[1:], resolution=75)
    return out.getvalue()


def with_script() -> bytes:
    with pikepdf.open(io.BytesIO(scanned_pdf(1))) as pdf:
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.Root.OpenAction = pdf.make_indirect(action)
        return _saved(pdf)


def with_file() -> bytes:
    with pikepdf.open(io.BytesIO(scanned_pdf(1))) as pdf:
        pdf.attachments["note.txt"] = b"more than a scan"
        return _saved(pdf)


def locked() -> bytes:
    with pikepdf.open(io.BytesIO(scanned_pdf(1))) as pdf:
        return _saved(pdf, encryption=pikepdf.Encryption(owner="a", user="b"))


def bomb() -> bytes:
    """A page whose contents unpack to far more than any page has."""
    with pikepdf.open(io.BytesIO(scanned_pdf(1))) as pdf:
        pdf.pages[0].obj.Contents = pdf.make_stream(b" " * (5_000_000))
        return _saved(pdf, compress_streams=True)


def _saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()

"""Whether the picture in a signature's box is the one that this program draws for it.

Whoever signs chooses the picture, so a foreign program can let a box say what its signature does
not: another name, another day, “I do not agree”, or nothing. The picture follows from the
signature, so it is drawn again; only the strokes of a drawn name cannot be known, and they must be
strokes, in their half of the box.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterator
from dataclasses import replace
from typing import Any, Literal

from pikepdf import PdfError

from onboard.errors import UserFacingError
from onboard.pdf.appearance import draw_appearance, key_words, mark_box
from onboard.pdf.drawn_check import Seen, seen_in_picture
from onboard.pdf.font_check import letters_of_true
from onboard.pdf.ink import WIDEST
from onboard.pdf.metadata import CREATOR, build
from onboard.pdf.stamp import stamp
from onboard.ports import Ink, Seal

Look = Literal["same", "same-words", "other"]

_PLACE = "/Resources/XObject/Drawn"
_DRAWN = (f"{_PLACE} code", f"{_PLACE}/Resources")
"""What one version draws otherwise than another."""
_DOT: Ink = (((0.0, 0.0, 0, 0.5),),)
_MOST_PARTS = 2_000
"""Objects of one picture; ours have some sixty."""
_LONGEST_STATEMENT = 2_000

_STROKES = re.compile(rb"(?<=1 J\n1 j\n)(.*?)(?=BT )", re.DOTALL)
_NUMBER = rb"-?(?:\d+(?:\.\d*)?|\.\d+)"
_POINT = _NUMBER + b" " + _NUMBER
_CURVE = re.compile(
    rb"(?P<width>%(n)s) w\n"
    rb"|n (?P<start>%(p)s) m (?P<controls>%(p)s %(p)s) (?P<end>%(p)s) c S\n"
    rb"|n\n(?P<dot>%(p)s m\n(?:%(p)s %(p)s %(p)s c\n){4})f\*\n" % {b"n": _NUMBER, b"p": _POINT}
)
_NEAR = 0.01


def look_of(paper: Any, signature: Any, role: str) -> Look:
    """How the picture of a signature fits the signature; `paper` is an opened one."""
    try:
        field = signature.sig_field
        seal = _seal(signature, role)
        if set(field["/AP"]) != {"/N"}:
            return "other"
        found = field["/AP"]["/N"]
        drawn = found["/Resources"]["/XObject"]["/Drawn"]
        is_inked = _STROKES.search(drawn.data) is not None
        expected = list(_expected(field, seal, signature, paper.language, is_inked=is_inked))
        if is_inked and not are_strokes(drawn.data, _size(field)):
            return "other"
        if _summary(found) in [_summary(each) for each in expected]:
            return "same"
        if _claims_this_version(paper, signature):
            return "other"
        is_alike = any(_is_alike(found, each, _size(field)) for each in expected)
        return "same-words" if is_alike else "other"
    except (
        AttributeError,
        IndexError,
        KeyError,
        TypeError,
        UserFacingError,
        ValueError,
        PdfError,
    ):
        return "other"


def _seal(signature: Any, role: str) -> Seal:
    entries = signature.sig_object
    statement = str(entries.get("/Reason", ""))
    if len(statement) > _LONGEST_STATEMENT:
        raise ValueError("a statement longer than any of ours")
    return Seal(role, str(entries["/Name"]), signature.self_reported_timestamp, statement)


def _expected(
    field: Any, seal: Seal, signature: Any, language: str, *, is_inked: bool
) -> Iterator[Any]:
    """What signing puts into the box, for a key made here and for one from elsewhere."""
    from pyhanko.pdf_utils.form_tools import annot_width_height
    from pyhanko.pdf_utils.generic import DictionaryObject
    from pyhanko.pdf_utils.layout import BoxConstraints
    from pyhanko.pdf_utils.writer import PdfFileWriter

    size = _size(field)
    fingerprint = signature.signer_cert.sha256.hex()
    if is_inked:
        seal = replace(seal, ink=_DOT)
    for is_made_here in (True, False):
        words = key_words(fingerprint, language, made_here=is_made_here)
        page = draw_appearance(seal, size, key_words=words, language=language)
        box_width, box_height = annot_width_height(field)
        box = BoxConstraints(width=box_width, height=box_height)
        holder = DictionaryObject()  # type: ignore[no-untyped-call]
        writer = PdfFileWriter()  # type: ignore[no-untyped-call]
        stamp(page).create_stamp(writer, box, {}).apply_appearance(holder)
        yield holder["/AP"]["/N"]


def _size(field: Any) -> tuple[float, float]:
    left, bottom, right, top = (float(value) for value in field["/Rect"])
    return right - left, top - bottom


def _summary(picture: Any, *, drawn: bool = True) -> bytes:
    """All that makes a picture look as it does, however it is packed and numbered.

    `drawn`: with what is drawn in it, and not only what it is drawn within.
    """
    return b"\n".join(_parts(picture, {} if drawn else _DRAWN))


def _parts(picture: Any, left_out: Container[str]) -> Iterator[bytes]:
    from pyhanko.pdf_utils.generic import (
        ArrayObject,
        DictionaryObject,
        IndirectObject,
        StreamObject,
    )

    waiting: list[tuple[str, Any]] = [("", picture)]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return
        path, value = waiting.pop()
        if isinstance(value, IndirectObject):
            value = value.get_object()  # type: ignore[no-untyped-call]
        if path in left_out:
            continue
        if isinstance(value, StreamObject) and f"{path} code" not in left_out:
            plain = _STROKES.sub(b"", value.data)
            yield f"{path} {hashlib.sha256(plain).hexdigest()}".encode()
        if isinstance(value, DictionaryObject):
            keys = sorted(set(value) - {"/Length", "/Filter", "/DecodeParms"}, reverse=True)
            yield f"{path} {keys}".encode()
            waiting += [(f"{path}{key}", value.raw_get(key)) for key in keys]
        elif isinstance(value, ArrayObject):
            yield f"{path} {len(value)}".encode()
            waiting += [(f"{path}[{at}]", value.raw_get(at)) for at in range(len(value))]
        else:
            yield f"{path} {value!r}".encode()
    raise ValueError("a picture of more parts than any of ours")


def _is_alike(found: Any, expected: Any, size: tuple[float, float]) -> bool:
    """Whether two pictures, drawn by two versions, show the same words in the same frame."""
    if _summary(found, drawn=False) != _summary(expected, drawn=False):
        return False
    return _seen(found, size).says_as(_seen(expected, size))


def _seen(picture: Any, size: tuple[float, float]) -> Seen:
    drawn = picture["/Resources"]["/XObject"]["/Drawn"]
    fonts = drawn["/Resources"]["/Font"]
    code = _STROKES.sub(b"", drawn.data)
    return seen_in_picture(code, lambda name: letters_of_true(fonts[name]), size)


def are_strokes(code: bytes, size: tuple[float, float]) -> bool:
    """Whether the drawn name is thin strokes, and stays where a name belongs."""
    strokes = _STROKES.findall(code)
    if len(strokes) != 1:
        return False
    left, bottom, width, height = mark_box(size)
    at = 0
    while at < len(strokes[0]):
        found = _CURVE.match(strokes[0], at)
        if found is None:
            return False
        at = found.end()
        if found["width"] is not None:
            if not 0 < float(found["width"]) <= WIDEST:
                return False
            continue
        # A curve bends out of the box by less than its controls do, a dot by its own size.
        ends = found["dot"] or found["start"] + b" " + found["end"]
        near = WIDEST if found["dot"] else _NEAR
        far_x, far_y = (width / 6 + near, height / 6 + near) if found["controls"] else (near, near)
        box = (left, bottom, width, height)
        if not _within(ends, box, near, near):
            return False
        if not _within(found["controls"] or b"", box, far_x, far_y):
            return False
    return True


def _within(
    points: bytes, box: tuple[float, float, float, float], far_x: float, far_y: float
) -> bool:
    values = [float(value) for value in re.findall(_NUMBER, points)]
    left, bottom, width, height = box
    return all(left - far_x <= x <= left + width + far_x for x in values[::2]) and all(
        bottom - far_y <= y <= bottom + height + far_y for y in values[1::2]
    )


def _claims_this_version(paper: Any, signature: Any) -> bool:
    """By what the signature says of the program that made it, or else the paper."""
    properties = signature.sig_object.get("/Prop_Build")
    if properties is not None:
        return str(properties["/App"].get("/REx", "")) == build()
    first = paper.reader.get_historical_resolver(0)
    info = first.get_object(first.trailer_view.raw_get("/Info").reference)
    return str(info.get("/Creator", "")) == CREATOR

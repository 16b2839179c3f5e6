"""The signing library's strict reader, with an end: a file has it take so many steps and no more.

A file of a few kilobytes can name millions of objects, and one within every limit of size can hold
a list of millions of numbers. Each becomes an object of Python, in minutes and gigabytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils import generic, misc, xref
from pyhanko.pdf_utils.decode_limits import DecodeLimits, DecodePurpose, StreamDecodeLimits
from pyhanko.pdf_utils.reader import PdfFileReader

MOST_STEPS = 1_000_000
"""Reads of a file and of the objects packed in it; a paper of ninety lines takes a third."""
MOST_ENTRIES = 100_000
"""Places in one table of places."""
MOST_FIELDS = 40
"""Of a form: two for signatures, the others for archive time stamps."""
_PIECE, _LONGEST_NUMBER = 16, 4_096
"""Bytes: a number is read in such pieces, and each is joined anew to all before it."""
_LARGEST_PACKED = 1 << 20
"""Bytes of one stream of objects or places, unpacked; ours have a tenth of it."""

_LIMIT = StreamDecodeLimits(max_output_size=_LARGEST_PACKED)
_LIMITS = DecodeLimits(
    per_purpose={DecodePurpose.OBJECT_STREAM: _LIMIT, DecodePurpose.XREF_STREAM: _LIMIT}
)


class _Counted(io.BytesIO):
    """Bytes that are read in so many steps."""

    def __init__(self, data: bytes, steps: list[int]) -> None:
        super().__init__(data)
        self._steps = steps
        self._pieces = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self._steps[0] -= 1
        self._pieces = self._pieces + 1 if size == _PIECE else 0
        if self._steps[0] < 0 or self._pieces > _LONGEST_NUMBER // _PIECE:
            raise misc.PdfReadError("more to read than in any paper of ours")
        return super().read(size)


class BoundedReader(PdfFileReader):
    """A strict reader that comes to an end."""

    def __init__(self, pdf: bytes) -> None:
        self._steps = [MOST_STEPS]
        self._packed: dict[int, tuple[_Counted, dict[int, tuple[int, int]]]] = {}
        super().__init__(_Counted(pdf, self._steps), strict=True, decode_limits=_LIMITS)

    def _get_object_from_stream(self, idnum: int, stmnum: int, idx: int) -> Any:
        """As the library does it, but the places in a stream of objects are looked up once."""
        if stmnum not in self._packed:
            self._packed[stmnum] = self._unpacked(stmnum)
        code, places = self._packed[stmnum]
        found = places.get(idnum)
        if found is None or found[0] != idx:
            raise misc.PdfStrictReadError("an object is not where the file says")
        code.seek(found[1])
        value = generic.read_object(code, generic.Reference(idnum, 0, self))
        if isinstance(value, generic.StreamObject | generic.IndirectObject):
            raise misc.PdfStrictReadError("an object that cannot stand among packed ones")
        return value

    def _unpacked(self, number: int) -> tuple[_Counted, dict[int, tuple[int, int]]]:
        """A stream of objects, and for each object in it its position and where it begins."""
        stream = generic.Reference(number, 0, self).get_object()
        if not isinstance(stream, generic.StreamObject) or stream["/Type"] != "/ObjStm":
            raise misc.PdfStrictReadError("no stream of objects")
        code = _Counted(stream.read_data(DecodePurpose.OBJECT_STREAM), self._steps)
        places: dict[int, tuple[int, int]] = {}
        for position in range(stream["/N"]):
            numbers = []
            for _ in range(2):
                misc.read_non_whitespace(code, seek_back=True)  # type: ignore[no-untyped-call]
                found = generic.NumberObject.read_from_stream(code)  # type: ignore[no-untyped-call]
                numbers.append(int(found))
            if numbers[0] in places:
                raise misc.PdfStrictReadError("two packed objects with one number")
            places[numbers[0]] = (position, int(stream["/First"]) + numbers[1])
        return code, places


def read_all(reader: Any) -> None:
    """Read every object in steps that are counted, before a library reads them that counts none.

    Raises:
        Exception: of any kind, where there is more to read than in any paper of ours.
    """
    for reference in reader.xrefs.explicit_refs_in_revision(0):
        reader.get_object(reference)


def has_foreign_form(reader: Any) -> bool:
    """Whether a form has more fields than any of ours, or fields within fields."""
    if "/AcroForm" not in reader.root:
        return False
    fields = reader.root["/AcroForm"]["/Fields"]
    return len(fields) > MOST_FIELDS or any("/Kids" in fields[at] for at in range(len(fields)))


def _bounded(entries: Any) -> Any:
    def bounded(*arguments: Any, **options: Any) -> Iterator[Any]:
        for count, entry in enumerate(entries(*arguments, **options)):
            if count > MOST_ENTRIES:
                raise misc.PdfReadError("more places than in any paper of ours")
            yield entry

    return bounded


# The only place to count in: a table may name thousands of millions of places in no bytes at all.
xref.parse_xref_stream = _bounded(xref.parse_xref_stream)

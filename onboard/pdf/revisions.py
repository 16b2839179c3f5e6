"""What each signing changed in the file: only what our own signing changes.

PyHanko's difference policy allows more than we ever do (a store of certificates, another title),
so each revision is compared with the one before it, object by object.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Any

from onboard.pdf.names import FIELDS

NOTES = {"/ModDate", "/Producer"}
"""What the signing library writes about itself into the information dictionary."""
_XMP_NOTES = {"ModifyDate", "MetadataDate", "Producer"}


def has_foreign_changes(reader: Any, signatures: int) -> bool:
    """Whether a signature's revision changed more than its own field and the file's dates.

    `reader` is pyHanko's, with one revision for each signature after the first.

    Raises:
        Exception: of any kind, where the file is not built as ours are.
    """
    names = list(FIELDS.values())
    revisions = range(1, 1 + signatures)
    return any(
        revision > len(names) or _is_foreign(reader, revision, names[revision - 1])
        for revision in revisions
    )


_HEAD = re.compile(rb"\d+ \d+ obj\s")
_TAIL = re.compile(rb"\s*endobj\s*")
_END = re.compile(rb"\s*endobj\s*startxref\s+\d+\s+%%EOF\s*")


def has_stray_bytes(reader: Any, pdf: bytes) -> bool:
    """Whether anything stands between the objects that the signatures' revisions added.

    Nobody sees it, and it is signed with the rest; a later change need only point to it.

    Raises:
        Exception: of any kind, where the file is not built as ours are.
    """
    from pyhanko.pdf_utils.generic import Reference, read_object

    stream = io.BytesIO(pdf)
    for revision in range(1, reader.xrefs.total_revisions):
        before = reader.xrefs.get_xref_container_info(revision - 1)
        place = _behind(_END, pdf, before.end_location)
        own = reader.xrefs.get_xref_container_info(revision).start_location
        found = reader.xrefs.explicit_refs_in_revision(revision)
        starts = {own, *(reader.xrefs.get_historical_ref(each, revision) for each in found)}
        for start in sorted(starts):
            if start != place:
                return True
            stream.seek(_behind(_HEAD, pdf, start))
            read_object(stream, Reference(0, 0, reader))
            place = _behind(_TAIL, pdf, stream.tell())
    return False


def _behind(pattern: re.Pattern[bytes], pdf: bytes, place: int) -> int:
    found = pattern.match(pdf, place)
    if found is None:
        raise ValueError("bytes that no signing writes")
    return found.end()


def _is_foreign(reader: Any, revision: int, field: str) -> bool:
    before = reader.get_historical_resolver(revision - 1)
    after = reader.get_historical_resolver(revision)
    if reader.xrefs.refs_freed_in_revision(revision):
        return True
    places = object_places(before)
    if places != object_places(after):
        return True
    allowed = _allowed(before, places, field, is_first=revision == 1)
    if revision == 1 and set(root_of(after)["/Perms"]) != {"/DocMDP"}:
        return True
    changed = reader.xrefs.explicit_refs_in_revision(revision)
    new = {each for each in changed if reader.xrefs.get_introducing_revision(each) == revision}
    if new - tables(reader, revision) - _used(after, new, allowed):
        return True  # nobody sees it, and a later change need only point to it
    for reference in changed - new:
        if reference == places["metadata"]:
            if statements(before) != statements(after):
                return True
        elif reference not in allowed or differs(
            before.get_object(reference), after.get_object(reference), allowed[reference]
        ):
            return True
    return False


def object_places(resolver: Any) -> dict[str, Any]:
    """The objects that signing may write again, by what they are."""
    trailer, root = resolver.trailer_view, root_of(resolver)
    return {
        "root": trailer.raw_get("/Root").reference,
        "info": trailer.raw_get("/Info").reference,
        "form": root.raw_get("/AcroForm").reference,
        "metadata": root.raw_get("/Metadata").reference,
    }


def root_of(resolver: Any) -> Any:
    """The catalog at that time; asked of the trailer itself it would be today's."""
    return resolver.get_object(resolver.trailer_view.raw_get("/Root").reference)


def _allowed(
    resolver: Any, places: dict[str, Any], field: str, *, is_first: bool
) -> dict[Any, set[str]]:
    """Object to the keys that may be new or other in it."""
    fields = root_of(resolver)["/AcroForm"]["/Fields"]
    own = [
        fields.raw_get(index).reference
        for index in range(len(fields))
        if str(fields[index]["/T"]) == field
    ]
    return {
        places["root"]: {"/Perms", "/Extensions"} if is_first else set(),
        places["info"]: NOTES,
        places["form"]: {"/SigFlags"},
        **{reference: {"/V", "/AP"} for reference in own},
    }


def _used(resolver: Any, new: set[Any], allowed: dict[Any, set[str]]) -> set[Any]:
    """What of the new objects is seen through the entries that may be new or other."""
    from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject

    waiting: list[Any] = [
        holder.raw_get(key)
        for holder, keys in ((resolver.get_object(each), keys) for each, keys in allowed.items())
        for key in keys
        if key in holder
    ]
    used: set[Any] = set()
    while waiting:
        value = waiting.pop()
        if hasattr(value, "reference"):
            if value.reference in new - used:
                used.add(value.reference)
                waiting.append(resolver.get_object(value.reference))
        elif isinstance(value, DictionaryObject):
            waiting.extend(value.raw_get(key) for key in value)
        elif isinstance(value, ArrayObject):
            waiting.extend(value.raw_get(at) for at in range(len(value)))
    return used


def tables(reader: Any, revision: int) -> set[Any]:
    """The table of places itself, which is an object of the revision too."""
    info = reader.xrefs.get_xref_container_info(revision)
    reference = getattr(info, "stream_ref", None)
    return {reference} if reference is not None else set()


def differs(before: Any, after: Any, free: set[str]) -> bool:
    return _rest(before, free) != _rest(after, free)


def _rest(value: Any, free: Iterable[str]) -> dict[str, bytes]:
    """A dictionary's other entries as they are written in the file."""
    return {key: written(value.raw_get(key)) for key in value if key not in free}


def written(value: Any) -> bytes:
    out = io.BytesIO()
    value.write_to_stream(out)
    return out.getvalue()


def statements(resolver: Any) -> list[tuple[Any, Any]]:
    """What the XMP says, without the notes of the signing library."""
    from pyhanko.pdf_utils.metadata.xmp_xml import parse_xmp

    reference = root_of(resolver).raw_get("/Metadata").reference
    # Not through the resolver: it cannot hand out what the reader has already taken for XMP.
    data = resolver.reader.get_object(reference, resolver.revision).data
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or len(data) > 100_000:
        raise ValueError("metadata with a document type")
    pairs = [
        (name, value)
        for part in parse_xmp(io.BytesIO(data))
        for name, value in part
        if name.local_name not in _XMP_NOTES
    ]
    return sorted(pairs, key=lambda pair: str(pair[0]))

"""What an archive time stamp added to the file: its own field and its proofs, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onboard.pdf.revisions import (
    NOTES,
    differs,
    object_places,
    root_of,
    statements,
    tables,
    written,
)

READABLE_NAME = "Time stamp"
"""Of the field, for whoever lists them; the same in every language, so that it can be compared."""
_STREAM_KEYS = {"/Length", "/Filter"}
_STORE = {"/Certs": "certificate", "/CRLs": "list", "/OCSPs": "answer"}
LARGEST_PART = 1 << 20
"""Bytes of one certificate or list."""


def stamp_field(number: int) -> str:
    """The name of the field that holds the archive time stamp of this number, from 1."""
    return f"TimeStamp{number}"


def has_foreign_archive(reader: Any, signatures: int, stamps: Sequence[Any]) -> bool:
    """Whether a revision behind the signatures holds more than one archive time stamp of ours.

    Raises:
        Exception: of any kind, where the file is not built as ours are.
    """
    return any(
        stamp.field_name != stamp_field(number)
        or stamp.signed_revision != signatures + number
        or _is_foreign(reader, signatures + number, stamp.field_name)
        for number, stamp in enumerate(stamps, 1)
    )


def _is_foreign(reader: Any, revision: int, name: str) -> bool:
    before = reader.get_historical_resolver(revision - 1)
    after = reader.get_historical_resolver(revision)
    if reader.xrefs.refs_freed_in_revision(revision):
        return True
    places = object_places(before)
    if places != object_places(after) or statements(before) != statements(after):
        return True
    form, page = places["form"], _first_page(before)
    field = _added(before, after, form, "/Fields")
    if field is None or field != _added(before, after, page, "/Annots"):
        return True
    value = after.get_object(field).raw_get("/V").reference
    store = _store(before, after)
    if store is None or not _is_our_field(after, field, page, name) or not _is_stamp(after, value):
        return True
    free = {
        places["root"]: {"/DSS"},
        places["info"]: NOTES,
        form: {"/Fields"},
        page: {"/Annots"},
    }
    lists = {*_list_object(after, form, "/Fields"), *_list_object(after, page, "/Annots")}
    own = {field, value, *store, *lists, places["metadata"]}
    if any(
        differs(before.get_object(place), after.get_object(place), keys)
        for place, keys in free.items()
    ):
        return True
    changed = reader.xrefs.explicit_refs_in_revision(revision)
    new = {field, value} <= {
        each for each in changed if reader.xrefs.get_introducing_revision(each) == revision
    }
    return not new or not changed <= {*free, *own, *tables(reader, revision)}


def _first_page(resolver: Any) -> Any:
    pages = root_of(resolver)["/Pages"]
    while True:
        first = pages["/Kids"].raw_get(0).reference
        pages = resolver.get_object(first)
        if pages["/Type"] == "/Page":
            return first


def _added(before: Any, after: Any, place: Any, key: str) -> Any | None:
    """The one reference that a list has more at its end than it had."""
    earlier, later = (_references(each.get_object(place), key) for each in (before, after))
    if earlier is None or later is None or len(later) != len(earlier) + 1:
        return None
    return later[-1] if later[:-1] == earlier else None


def _references(holder: Any, key: str) -> list[Any] | None:
    if key not in holder:
        return []
    listed = holder[key]
    found = [listed.raw_get(index) for index in range(len(listed))]
    if not all(hasattr(each, "reference") for each in found):
        return None
    return [each.reference for each in found]


def _list_object(resolver: Any, place: Any, key: str) -> set[Any]:
    """The object that a list is, where it is one of its own."""
    value = resolver.get_object(place).raw_get(key)
    return {value.reference} if hasattr(value, "reference") else set()


def _is_our_field(resolver: Any, place: Any, page: Any, name: str) -> bool:
    """A field that nobody sees and that does nothing."""
    field = resolver.get_object(place)
    told = {key: written(field.raw_get(key)) for key in field if key not in _TOLD}
    return (
        field.raw_get("/P").reference == page
        and str(field["/T"]) == name
        and str(field["/TU"]) == READABLE_NAME
        and told == _FIELD
    )


_TOLD = {"/V", "/P", "/T", "/TU"}
_FIELD = {
    "/FT": b"/Sig",
    "/Type": b"/Annot",
    "/Subtype": b"/Widget",
    "/F": b"132",
    "/Rect": b"[ 0 0 0 0 ]",
}


def _is_stamp(resolver: Any, place: Any) -> bool:
    stamp = resolver.get_object(place)
    return set(stamp) == {"/Type", "/Filter", "/SubFilter", "/Contents", "/ByteRange"} and (
        stamp["/Type"] == "/DocTimeStamp"
        and stamp["/Filter"] == "/Adobe.PPKLite"
        and stamp["/SubFilter"] == "/ETSI.RFC3161"
    )


def _store(before: Any, after: Any) -> set[Any] | None:
    """The objects of the store of certificates and lists; None where it holds anything else."""
    earlier, later = (root_of(each) for each in (before, after))
    if "/DSS" not in later:
        return None
    place = later.raw_get("/DSS").reference
    if "/DSS" in earlier and earlier.raw_get("/DSS").reference != place:
        return None
    store = after.get_object(place)
    old = before.get_object(place) if "/DSS" in earlier else {}
    if not set(store) <= {"/Type", *_STORE} or store.get("/Type", "/DSS") != "/DSS":
        return None
    parts = {place}
    for key, kind in _STORE.items():
        now, then = _references(store, key), _references(old, key)
        if now is None or then is None or now[: len(then)] != then:
            return None
        for reference in now[len(then) :]:
            part = after.get_object(reference)
            if not set(part) <= _STREAM_KEYS or not _is_a(kind, part.data):
                return None
            parts.add(reference)
    return parts


def _is_a(kind: str, data: bytes) -> bool:
    """Whether this is nothing but one certificate, one list or one answer."""
    from cryptography import x509
    from cryptography.x509 import ocsp

    if len(data) > LARGEST_PART:
        return False
    try:
        match kind:
            case "certificate":
                x509.load_der_x509_certificate(data)
            case "list":
                x509.load_der_x509_crl(data)
            case _:
                ocsp.load_der_ocsp_response(data)
    except ValueError:
        return False
    return True

"""Whether the pages are those that this program sets from the data inside the paper.

Rendering is deterministic, so the paper is set again and must be the same, byte for byte. Words
alone prove little: a picture, a note or a white field drawn over a page leaves its words as they
were. Only where another version of the program made the paper its words have to do, together with
a list of what may stand in such a file at all.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

import pikepdf
from pikepdf import Name, Object, Pdf
from reportlab.lib.pagesizes import A4, LETTER

from onboard.agreement.document import Document, ScannedPage, from_data
from onboard.errors import UserFacingError
from onboard.pdf.document_limits import is_document_too_large
from onboard.pdf.drawn_check import seen_in
from onboard.pdf.layout import Draft, lay_out
from onboard.pdf.limits import unpacks_beyond
from onboard.pdf.metadata import CREATOR, producer
from onboard.pdf.names import AGREEMENT_FILE, BILL_FILE, FIELDS
from onboard.pdf.paper import Paper, attached_stream
from onboard.pdf.setter import set_paper
from onboard.pdf.spoken_check import listed_in, spoken_by, spoken_in
from onboard.pdf.text import page_texts
from onboard.pdf.words import are_same_words

Rendition = Literal["same", "same-words", "other"]

LARGEST_STREAM, LARGEST_STREAMS = 2 << 20, 6 << 20
"""Bytes of one stream and of all, in and out, whose words are looked for; ours take two million."""
MOST_PAGES = 400

UNLIKE_OURS = (
    AttributeError,
    IndexError,
    KeyError,
    TypeError,
    UserFacingError,
    ValueError,
    pikepdf.PdfError,
)
"""What looking at a file of somebody else's making may raise."""

_ROOT_KEYS = frozenset(
    [
        "/AF",
        "/AcroForm",
        "/DSS",  # of an archive time stamp, which has its own check
        "/Extensions",
        "/Lang",
        "/MarkInfo",
        "/Metadata",
        "/Names",
        "/Outlines",
        "/OutputIntents",
        "/PageMode",
        "/Pages",
        "/Perms",
        "/StructTreeRoot",
        "/Type",
        "/ViewerPreferences",
    ]
)
_PAGE_KEYS = frozenset(
    [
        "/Annots",
        "/Contents",
        "/MediaBox",
        "/Parent",
        "/Resources",
        "/Rotate",
        "/StructParents",
        "/Tabs",
        "/Type",
    ]
)
_STAMP = re.compile(r"TimeStamp\d{1,3}")
"""Names of the fields of archive time stamps."""
_TREE_KEYS = {"/Count", "/Kids", "/Parent", "/Type"}
_DEEPEST = 10
RESOURCE_KEYS = frozenset(("/Font", "/ProcSet", "/ExtGState"))
_LINK_KEYS = frozenset(
    ["/Border", "/Contents", "/Dest", "/F", "/Rect", "/StructParent", "/Subtype", "/Type", "/P"]
)
_FIELD_KEYS = frozenset(
    [
        "/AP",
        "/F",
        "/FT",
        "/Lock",
        "/P",
        "/Rect",
        "/StructParent",
        "/Subtype",
        "/T",
        "/TU",
        "/Type",
        "/V",
    ]
)


def rendition(paper: Paper) -> Rendition:
    """How the first state of the paper, before any signature, fits the data inside.

    "same": byte for byte what this program makes of it. "same-words": another version made it,
    and it says the same. "other": anything else.
    """
    try:
        document = replace(from_data(paper.data["document"]), language=paper.language)
        if is_document_too_large(paper.data["document"]) or not _bill_holds(paper):
            return "other"
        if document.reference != paper.data.get("reference"):
            return "other"  # it goes by the one, and people read the other
        if any(isinstance(each, ScannedPage) for part in document.sections for each in part.blocks):
            return "other"  # those stand in papers that were signed with a pen
        size = page_size(paper)
        if size is None:
            return "other"
        if is_of_this_version(paper):
            return "same" if _is_same(paper, document, size) else "other"
        return "same-words" if _has_same_words(paper, document, size) else "other"
    except UNLIKE_OURS:
        return "other"


def _is_same(paper: Paper, document: Document, size: tuple[float, float]) -> bool:
    at = datetime.fromisoformat(paper.data["made_at"])
    if at.tzinfo is None:
        return False
    again = set_paper(
        document, _attached(paper, AGREEMENT_FILE), _attached(paper, BILL_FILE), at, size
    )
    # Later revisions must build on this one, not on another put between them.
    ends = paper.reader.xrefs.get_xref_container_info(0).end_location
    return paper.pdf.startswith(again) and ends <= len(again)


def _attached(paper: Paper, name: str) -> bytes:
    data: bytes = attached_stream(paper.files[name]).data
    return data


def _bill_holds(paper: Paper) -> bool:
    expected = paper.data.get("bill_sha256")
    found = hashlib.sha256(_attached(paper, BILL_FILE)).hexdigest()
    return expected is None or expected == found


def page_size(paper: Paper) -> tuple[float, float] | None:
    """A4 or Letter, by the first page; no other was ever made."""
    box = [float(value) for value in paper.reader.root["/Pages"]["/Kids"][0]["/MediaBox"]]
    for size in (A4, LETTER):
        if len(box) == 4 and all(
            abs(found - wanted) < 0.01 for found, wanted in zip(box, (0, 0, *size), strict=True)
        ):
            return size
    return None


def is_of_this_version(paper: Paper) -> bool:
    """By what the first revision says of itself; a later one may say anything."""
    first = paper.reader.get_historical_resolver(0)
    info = first.get_object(first.trailer_view.raw_get("/Info").reference)
    return (str(info.get("/Creator", "")), str(info.get("/Producer", ""))) == (
        CREATOR,
        producer(),
    )


def _has_same_words(paper: Paper, document: Document, size: tuple[float, float]) -> bool:
    """Pages may break elsewhere, so running heads and page numbers are left out."""
    from onboard.pdf.reading import read_all

    if unpacks_beyond(paper.pdf, LARGEST_STREAM, LARGEST_STREAMS):
        return False
    read_all(paper.reader)
    with opened(paper.pdf) as pdf:
        if any(foreign_parts(pdf)):
            return False
    again = lay_out(document, size)
    return says_as(paper.pdf, again)


def opened(pdf: bytes) -> Pdf:
    return Pdf.open(io.BytesIO(pdf), attempt_recovery=False, suppress_warnings=True)


def says_as(pdf: bytes, again: Draft) -> bool:
    """Whether a paper shows, reads out and lists the words of a fresh layout, and no others."""
    words = " ".join(page_texts(pdf, body_only=True)).split()
    if not are_same_words(words, " ".join(page_texts(again.pdf, body_only=True)).split()):
        return False
    with opened(pdf) as found, opened(again.pdf) as fresh:
        if spoken_in(found) - spoken_by(again.root) or listed_in(found) - listed_in(fresh):
            return False
        return seen_in(found).says_as(seen_in(fresh))


def foreign_parts(pdf: Pdf, resources: frozenset[str] = RESOURCE_KEYS) -> Iterator[bool]:
    """Whatever can show, hide or do something and was never written by any version."""
    yield len(pdf.pages) > MOST_PAGES
    yield bool(set(pdf.Root.keys()) - _ROOT_KEYS)
    yield bool(set(pdf.Root.Names.keys()) - {"/EmbeddedFiles", "/Dests"})
    yield bool(set(pdf.Root.get(Name.AcroForm, {}).keys()) - {"/Fields", "/SigFlags"})
    box = list(pdf.pages[0].obj.get(Name.MediaBox, []))
    for page in pdf.pages:
        yield any(set(each.keys()) - _TREE_KEYS for each in _above(page.obj))
        yield bool(set(page.obj.keys()) - _PAGE_KEYS)
        yield list(page.obj.get(Name.MediaBox, [])) != box or int(page.obj.get("/Rotate", 0)) != 0
        yield bool(set(page.obj.Resources.keys()) - resources)
        for annotation in page.obj.get(Name.Annots, []):
            yield _is_foreign_annotation(annotation)


def _above(page: Object) -> Iterator[Object]:
    """What a page stands in, and takes over what it does not say itself."""
    here = page
    for _ in range(_DEEPEST):
        if Name.Parent not in here:
            return
        here = here.Parent
        yield here
    raise ValueError("pages within pages without an end")


def _is_foreign_annotation(annotation: Any) -> bool:
    if not isinstance(annotation, Object) or Name.Subtype not in annotation:
        return True
    keys = set(annotation.keys())
    if annotation.Subtype == Name.Link:
        return bool(keys - _LINK_KEYS)
    is_field = annotation.Subtype == Name.Widget and annotation.get(Name.FT) == Name.Sig
    name = str(annotation.get(Name.T))
    is_unseen = [float(edge) for edge in annotation.Rect] == [0, 0, 0, 0]
    is_known = name in FIELDS.values() or (is_unseen and _STAMP.fullmatch(name) is not None)
    return not is_field or not is_known or bool(keys - _FIELD_KEYS)

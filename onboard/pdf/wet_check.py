"""Whether a paper that was signed with a pen still is what was sealed: print, scan and sheet."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pikepdf

from onboard import canonical
from onboard.agreement.document import Document, Facts, ScannedPage, SignatureBox, from_data
from onboard.papers.on_paper import FORMAT, ScannedPicture, on_paper
from onboard.pdf.document_limits import is_document_too_large
from onboard.pdf.layout import lay_out
from onboard.pdf.limits import unpacks_beyond
from onboard.pdf.names import FIELDS, ON_PAPER_FILE
from onboard.pdf.paper import Paper, attached_stream
from onboard.pdf.reading import read_all
from onboard.pdf.rendition import (
    LARGEST_STREAM,
    LARGEST_STREAMS,
    RESOURCE_KEYS,
    UNLIKE_OURS,
    Rendition,
    foreign_parts,
    is_of_this_version,
    opened,
    page_size,
    rendition,
    says_as,
)
from onboard.pdf.scan import Scan, ScanPage
from onboard.pdf.scan_check import are_plainly_drawn
from onboard.pdf.scan_figure import pictures_in
from onboard.pdf.wet_ink import as_printed, set_on_paper
from onboard.ports import PenSigned

_ALL_RESOURCES = RESOURCE_KEYS | {"/XObject"}
_LONGEST_NAME = 200


def signing_roles(paper: Paper) -> tuple[str, ...]:
    """Whose signatures a paper takes in the file, in their order."""
    return tuple(FIELDS) if paper.printed is None else ("consultant",)


def pen_signed(paper: Paper) -> PenSigned | None:
    """Who signed with a pen and when, as the consultant has written it; None where nobody did.

    Raises:
        ValueError, KeyError, TypeError: on-paper.json is not one that this program writes.
    """
    if paper.by_pen is None:
        return None
    names = paper.by_pen["names"]
    owner, consultant = names["owner"], names["consultant"]
    for name in (owner, consultant):
        if not isinstance(name, str) or not name.strip() or len(name) > _LONGEST_NAME:
            raise ValueError("no name")
    return PenSigned(owner, consultant, date.fromisoformat(paper.by_pen["signed_on"]))


def pen_problems(paper: Paper) -> list[str]:
    """Ids of what is wrong with the print, the scan and what is said of them."""
    if paper.printed is None or paper.by_pen is None:
        return []
    said, problems = paper.by_pen, []
    try:
        pen_signed(paper)
        rest = {key: value for key, value in said.items() if key != "digest"}
        if said["format"] != FORMAT or canonical.digest(rest) != said["digest"]:
            problems.append("verify.on-paper-data")
        if not _is_the_print(paper.printed, said):
            problems.append("verify.other-print")
        if not _is_a_day_to_sign(paper, said) or not _is_the_sealer(paper, said):
            problems.append("verify.on-paper-who-when")
        read_all(paper.reader)
        found = [hashlib.sha256(each).hexdigest() for each in pictures_in(paper.pdf)]
        if not found or found != [each["sha256"] for each in said["scan"]]:
            problems.append("verify.other-scan")
    except (KeyError, ValueError, TypeError, AttributeError, pikepdf.PdfError):
        problems.append("verify.on-paper-data")
    return problems


def _is_a_day_to_sign(paper: Paper, said: Mapping[str, Any]) -> bool:
    """Not before the print and not after the seal; clocks may be a time zone apart."""
    made = datetime.fromisoformat(paper.data["made_at"]).date()
    sealed = datetime.fromisoformat(said["made_at"]).date()
    for signature in paper.reader.embedded_regular_signatures[:1]:
        at = signature.self_reported_timestamp
        sealed = sealed if at is None else at.date()
    on = date.fromisoformat(said["signed_on"])
    return made.toordinal() - 1 <= on.toordinal() <= sealed.toordinal() + 1


def _is_the_sealer(paper: Paper, said: Mapping[str, Any]) -> bool:
    """Whoever seals is the consultant of the sheet: his key is what is known of him."""
    return all(
        str(each.sig_object.get("/Name", "")) == said["names"]["consultant"]
        for each in paper.reader.embedded_regular_signatures
    )


def _is_the_print(printed: Paper, said: Mapping[str, Any]) -> bool:
    """The attached agreement is the one that is named, unsigned and in one piece."""
    agreement = said["agreement"]
    return (
        hashlib.sha256(printed.pdf).hexdigest() == agreement["sha256"]
        and printed.data.get("digest") == agreement["digest"]
        and printed.data.get("reference") == said["reference"]
        and not printed.open_points
        and not printed.reader.embedded_signatures
        and printed.reader.xrefs.total_revisions == 1
    )


def rendition_of(paper: Paper) -> Rendition:
    """How the pages fit the data inside; of a paper that was signed with a pen, both papers'."""
    if paper.printed is None:
        return rendition(paper)
    found = (rendition(paper.printed), _sheet_rendition(paper, paper.printed))
    if "other" in found:
        return "other"
    return "same-words" if "same-words" in found else "same"


def _sheet_rendition(paper: Paper, printed: Paper) -> Rendition:
    said = paper.by_pen or {}
    try:
        document = replace(from_data(said["document"]), language=printed.language)
        size = page_size(paper)
        if size is None or is_document_too_large(said["document"]):
            return "other"
        fresh, data = _sheet_again(paper, printed)
        if is_of_this_version(paper):
            is_true = said == data and _is_same(paper, printed, document, size)
            return "same" if is_true else "other"
        is_true = _names_the_same(document, fresh) and _has_same_words(paper, document, size)
        return "same-words" if is_true else "other"
    except UNLIKE_OURS:
        return "other"


def _sheet_again(paper: Paper, printed: Paper) -> tuple[Document, dict[str, Any]]:
    """The sheet and on-paper.json as this program makes them of what is known of the paper."""
    said, signed = paper.by_pen or {}, pen_signed(paper)
    if signed is None:
        raise ValueError("nobody signed")
    document, data = on_paper(
        as_printed(printed),
        signed,
        [ScannedPicture(each["sha256"], each["width"], each["height"]) for each in said["scan"]],
        said["sources"],
        datetime.fromisoformat(said["made_at"]),
    )
    return document, json.loads(data)


def _names_the_same(found: Document, fresh: Document) -> bool:
    """Whether a sheet of another version, in other words, speaks of the same paper and people."""
    return _named(found) == _named(fresh)


def _named(document: Document) -> tuple[Any, ...]:
    """All on a sheet that is not worded by a version of the program."""
    blocks = [block for section in document.sections for block in section.blocks]
    rows = [row for block in blocks if isinstance(block, Facts) for row in block.rows]
    who, digests = [value for _, value in rows[:3]], [value for _, value in rows[-2:]]
    boxes = [
        (each.role, each.name, each.capacity) for each in blocks if isinstance(each, SignatureBox)
    ]
    pages = [
        (each.number, each.width, each.height) for each in blocks if isinstance(each, ScannedPage)
    ]
    head = (document.reference, document.language, document.cover.subtitle, document.cover.firm)
    told = [value for _, value in document.cover.facts]
    return (*head, told, len(rows), who, digests, boxes, pages)


def _is_same(paper: Paper, printed: Paper, document: Document, size: tuple[float, float]) -> bool:
    said = paper.by_pen or {}
    pictures = zip(pictures_in(paper.pdf), said["scan"], strict=True)
    pages = tuple(ScanPage(jpeg, each["width"], each["height"]) for jpeg, each in pictures)
    again = set_on_paper(
        document,
        attached_stream(paper.files[ON_PAPER_FILE]).data,
        printed.pdf,
        Scan(pages, ()),
        datetime.fromisoformat(said["made_at"]),
        size,
    )
    ends = paper.reader.xrefs.get_xref_container_info(0).end_location
    return paper.pdf.startswith(again) and ends <= len(again)


def _has_same_words(paper: Paper, document: Document, size: tuple[float, float]) -> bool:
    if unpacks_beyond(paper.pdf, LARGEST_STREAM, LARGEST_STREAMS):
        return False
    with opened(paper.pdf) as pdf:
        if any(foreign_parts(pdf, _ALL_RESOURCES)):
            return False
    again = lay_out(document, size, as_sheet=True)
    sizes = [(each["width"], each["height"]) for each in (paper.by_pen or {})["scan"]]
    if not are_plainly_drawn(paper.pdf, again.pdf, sizes):
        return False
    return says_as(paper.pdf, again)

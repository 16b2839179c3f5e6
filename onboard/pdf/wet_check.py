"""Whether a paper that was signed with a pen still is what was sealed: print, scan and sheet."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pikepdf

from onboard import canonical
from onboard.agreement.document import Document, from_data
from onboard.errors import UserFacingError
from onboard.papers.on_paper import FORMAT
from onboard.pdf.layout import lay_out
from onboard.pdf.limits import is_document_too_large
from onboard.pdf.names import FIELDS, ON_PAPER_FILE
from onboard.pdf.paper import Paper, attached_stream
from onboard.pdf.rendition import (
    RESOURCE_KEYS,
    Rendition,
    foreign_parts,
    is_of_this_version,
    page_size,
    rendition,
)
from onboard.pdf.scan import Scan, ScanPage
from onboard.pdf.scan_figure import pictures_in
from onboard.pdf.text import page_texts
from onboard.pdf.wet_ink import set_on_paper
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
        found = [hashlib.sha256(each).hexdigest() for each in pictures_in(paper.pdf)]
        if not found or found != [each["sha256"] for each in said["scan"]]:
            problems.append("verify.other-scan")
    except (KeyError, ValueError, TypeError, AttributeError, pikepdf.PdfError):
        problems.append("verify.on-paper-data")
    return problems


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
        if is_of_this_version(paper):
            return "same" if _is_same(paper, printed, document, size) else "other"
        return "same-words" if _has_same_words(paper, document, size) else "other"
    except (KeyError, ValueError, TypeError, UserFacingError, pikepdf.PdfError):
        return "other"


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
    with pikepdf.open(io.BytesIO(paper.pdf), attempt_recovery=False, suppress_warnings=True) as pdf:
        if any(foreign_parts(pdf, _ALL_RESOURCES)):
            return False
    words = " ".join(page_texts(paper.pdf, body_only=True)).split()
    again = lay_out(document, size, as_sheet=True)
    return words == " ".join(page_texts(again.pdf, body_only=True)).split()

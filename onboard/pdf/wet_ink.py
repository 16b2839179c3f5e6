"""A paper that was signed with a pen: the printed agreement inside, its scan as pages."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pikepdf

from onboard.agreement.document import Document, from_data
from onboard.errors import UserFacingError
from onboard.papers.on_paper import PrintedPaper, ScannedPicture, on_paper
from onboard.pdf.finish import Attachment, finish
from onboard.pdf.layout import lay_out
from onboard.pdf.names import AGREEMENT_PDF, ON_PAPER_FILE
from onboard.pdf.paper import Paper, open_paper
from onboard.pdf.scan import Scan, read_scan
from onboard.pdf.scan_figure import with_pictures
from onboard.pdf.setter import metadata_of
from onboard.ports import PenSigned
from onboard.wording import say


def with_scan(
    pdf: bytes,
    files: Sequence[bytes],
    signed: PenSigned,
    at: datetime,
    page_size: tuple[float, float],
) -> bytes:
    """The unsealed paper around an unsigned agreement and the scan of its signed print.

    Raises:
        UserFacingError: "on-paper.…" or "scan.…", why not.
    """
    paper = open_paper(pdf)
    if paper.printed is not None or paper.reader.embedded_signatures:
        raise UserFacingError("on-paper.not-unsigned")
    if paper.open_points:
        raise UserFacingError("seal.open-points", points=" ".join(paper.open_points))
    if hashlib.sha256(pdf).hexdigest() in (hashlib.sha256(each).hexdigest() for each in files):
        raise UserFacingError("on-paper.is-the-print")
    scan = read_scan(files)
    printed = as_printed(paper)
    pictures = [ScannedPicture(page.sha256, page.width, page.height) for page in scan.pages]
    document, data = on_paper(printed, signed, pictures, scan.sources, at)
    return set_on_paper(document, data, pdf, scan, at, page_size)


def set_on_paper(
    document: Document,
    data: bytes,
    agreement: bytes,
    scan: Scan,
    at: datetime,
    page_size: tuple[float, float],
) -> bytes:
    """The same input gives the same bytes."""
    language = document.language
    inside = [
        Attachment(
            AGREEMENT_PDF,
            agreement,
            "application/pdf",
            say("on-paper.agreement-file", language=language),
        ),
        Attachment(
            ON_PAPER_FILE,
            data,
            "application/json",
            say("on-paper.data-file", language=language),
        ),
    ]
    draft = lay_out(document, page_size, as_sheet=True)
    jpegs = [page.jpeg for page in scan.pages]
    pages = with_pictures(draft.pdf, jpegs, [(page.width, page.height) for page in scan.pages])
    return finish(replace(draft, pdf=pages), metadata_of(document, at), inside)


def as_printed(paper: Paper) -> PrintedPaper:
    """What the sheet names of the agreement."""
    document = from_data(paper.data["document"])
    with pikepdf.open(io.BytesIO(paper.pdf)) as opened:
        pages = len(opened.pages)
    return PrintedPaper(
        reference=document.reference,
        digest=str(paper.data.get("digest", "")),
        language=paper.language,
        firm=document.cover.firm,
        client=document.cover.subtitle,
        sha256=hashlib.sha256(paper.pdf).hexdigest(),
        pages=pages,
        footer_note=document.footer_note,
    )

"""A document that nobody signs: pages for archives and screen readers, with nothing attached."""

from __future__ import annotations

from datetime import datetime

from reportlab.lib.pagesizes import A4

from onboard.agreement.document import Document
from onboard.pdf.finish import finish
from onboard.pdf.layout import lay_out
from onboard.pdf.metadata import Metadata


def sheet_pdf(document: Document, at: datetime, page_size: tuple[float, float] = A4) -> bytes:
    """A short paper: its text begins on the first page. Else as `plain_pdf`."""
    return plain_pdf(document, at, page_size, as_sheet=True)


def plain_pdf(
    document: Document,
    at: datetime,
    page_size: tuple[float, float] = A4,
    *,
    as_sheet: bool = False,
) -> bytes:
    """The pages of a document; the same input gives the same bytes.

    Raises:
        UserFacingError: "paper.cannot-draw", a character that no font has.
    """
    metadata = Metadata(
        title=document.cover.title,
        author=document.cover.firm or document.cover.title,
        subject=document.cover.subtitle,
        language=document.language,
        at=at,
    )
    return finish(lay_out(document, page_size, as_sheet=as_sheet), metadata, ())

"""Set a document as a paper with its data attached; the same input gives the same bytes."""

from __future__ import annotations

from datetime import datetime

from onboard.agreement.document import Document
from onboard.pdf.finish import Attachment, finish
from onboard.pdf.layout import lay_out
from onboard.pdf.metadata import Metadata
from onboard.pdf.names import AGREEMENT_FILE, BILL_FILE
from onboard.wording import say


def set_paper(
    document: Document, data: bytes, table: bytes, at: datetime, page_size: tuple[float, float]
) -> bytes:
    """The unsigned paper; `page_size` is width and height in points.

    Raises:
        UserFacingError: "paper.cannot-draw", a character that no font has.
    """
    language = document.language
    agreement = say("paper.agreement-file", language=language)
    bill = say("paper.bill-file", language=language)
    attachments = [
        Attachment(AGREEMENT_FILE, data, "application/json", agreement),
        Attachment(BILL_FILE, table, "text/csv", bill),
    ]
    return finish(lay_out(document, page_size), metadata_of(document, at), attachments)


def metadata_of(document: Document, at: datetime) -> Metadata:
    return Metadata(
        title=f"{document.cover.title} {document.reference}",
        author=document.cover.firm,
        subject=document.cover.subtitle,
        language=document.language,
        at=at,
    )

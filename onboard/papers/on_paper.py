"""The sheet that stands before a scan: what was signed with a pen, and what the seal proves."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onboard import canonical
from onboard.agreement.document import (
    Bullets,
    Cover,
    Document,
    Emphasis,
    Facts,
    Paragraph,
    ScannedPage,
    Section,
    SignatureBox,
    to_data,
)
from onboard.ports import PenSigned
from onboard.wording import day, say, speaking

FORMAT = "onboard-on-paper-1"


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """The agreement that was printed, as far as the sheet names it."""

    reference: str
    digest: str
    language: str
    firm: str
    client: str
    sha256: str
    """Of the whole file."""
    pages: int
    footer_note: str = ""


@dataclass(frozen=True, slots=True)
class ScannedPicture:
    sha256: str
    width: int
    height: int


def on_paper(
    printed: PrintedPaper,
    signed: PenSigned,
    pictures: Sequence[ScannedPicture],
    sources: Sequence[str],
    at: datetime,
) -> tuple[Document, bytes]:
    """The sheet with a place for each scanned page, and on-paper.json."""
    with speaking(printed.language):
        document = _document(printed, signed, pictures)
    said: dict[str, Any] = {
        "format": FORMAT,
        "reference": printed.reference,
        "made_at": at,
        "document": to_data(document),
        "agreement": {
            "digest": printed.digest,
            "sha256": printed.sha256,
            "pages": printed.pages,
        },
        "signed_on": signed.on,
        "names": {"consultant": signed.consultant, "owner": signed.owner},
        "scan": [
            {"sha256": each.sha256, "width": each.width, "height": each.height} for each in pictures
        ],
        "sources": list(sources),
    }
    data = json.loads(canonical.canonical_bytes(said))
    data["digest"] = canonical.digest(data)
    return document, canonical.canonical_bytes(data)


def _document(
    printed: PrintedPaper, signed: PenSigned, pictures: Sequence[ScannedPicture]
) -> Document:
    on, count = day(signed.on), len(pictures)
    lead = say("on-paper.lead", on=on, reference=printed.reference)
    rows = (
        (say("on-paper.owner"), signed.owner),
        (say("on-paper.consultant"), signed.consultant),
        (say("on-paper.date"), on),
        (say("on-paper.pages"), say("on-paper.pages-text", pages=printed.pages, scanned=count)),
        (say("on-paper.digest"), printed.digest),
        (say("on-paper.sha256"), printed.sha256),
    )
    proofs = (
        say("on-paper.proves-sealed"),
        say("on-paper.proves-same"),
        say("on-paper.proves-not", owner=signed.owner),
        say("on-paper.keep-ink"),
    )
    seal = SignatureBox(
        "consultant",
        say("on-paper.seal"),
        signed.consultant,
        printed.firm,
        say("on-paper.statement"),
    )
    pages = tuple(
        ScannedPage(
            number, each.width, each.height, say("on-paper.page", number=number, count=count)
        )
        for number, each in enumerate(pictures, 1)
    )
    return Document(
        reference=printed.reference,
        running_title=say("on-paper.title"),
        language=printed.language,
        cover=Cover(
            title=say("on-paper.title"),
            subtitle=printed.client,
            firm=printed.firm,
            facts=((say("on-paper.reference"), printed.reference), (say("on-paper.date"), on)),
            highlights_title="",
            highlights=(),
            note=lead,
        ),
        contents_title=say("agreement.contents"),
        sections=(
            Section(say("on-paper.who"), (Facts(rows),)),
            Section(
                say("on-paper.proof"),
                (Bullets(proofs), Paragraph(say("on-paper.where-text"), Emphasis.NOTE)),
            ),
            Section(say("on-paper.sealed"), (seal,)),
            Section(say("on-paper.scan"), pages, new_page=True),
        ),
        footer_note=printed.footer_note,
    )

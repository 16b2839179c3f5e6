"""The printer: a document becomes a paper, a paper gets its signatures."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4

from onboard.agreement.document import Document, to_data
from onboard.errors import UserFacingError
from onboard.firm import TimeStampServer
from onboard.pdf.document_limits import is_document_too_large
from onboard.pdf.paper import open_paper
from onboard.pdf.setter import set_paper
from onboard.ports import Certificate, CheckedPaper, PenSigned, Seal, Signer, SigningKey

if TYPE_CHECKING:
    from onboard.pdf.verify import Verification

_REMEMBERED = 7


@dataclass(frozen=True, slots=True)
class PdfPrinter:
    """Implements `onboard.ports.Printer` with ReportLab, pikepdf and pyHanko."""

    page_size: tuple[float, float] = A4
    """Width and height in points."""
    _made: list[tuple[int, bytes]] = field(default_factory=list, init=False, compare=False)
    """Length and SHA-256 of the last papers set here from their own data."""

    def render(self, document: Document, data: bytes, table: bytes, *, at: datetime) -> bytes:
        """The unsigned paper. The same input gives the same bytes.

        Raises:
            UserFacingError: "paper.cannot-draw", a character that no font has; "paper.too-long",
                more than would be looked at when the paper is checked.
        """
        said = to_data(document)
        if is_document_too_large(said):
            raise UserFacingError("paper.too-long")
        pdf = set_paper(document, data, table, at, self.page_size)
        if _is_its_data(said, data, at):
            self._remember(pdf)
        return pdf

    def _remember(self, pdf: bytes) -> None:
        self._made[:] = [*self._made[-_REMEMBERED:], (len(pdf), hashlib.sha256(pdf).digest())]

    def with_scan(
        self, pdf: bytes, scans: Sequence[bytes], signed: PenSigned, *, at: datetime
    ) -> bytes:
        """The unsigned paper, and the scan of its signed print, as one file to be sealed.

        Raises:
            UserFacingError: "on-paper.…", "scan.…" or "seal.…", why not.
        """
        from onboard.pdf.rendition import rendition
        from onboard.pdf.wet_ink import with_scan

        made = with_scan(pdf, scans, signed, at, self.page_size)
        if not self._has_made(pdf) and rendition(open_paper(pdf)) == "other":
            raise UserFacingError("seal.pages-differ")
        self._remember(made)
        return made

    def new_key(self, name: str, organisation: str, at: datetime) -> SigningKey:
        from onboard.pdf.keys import make_key  # cryptography is slow to import

        return make_key(name, organisation, at)

    def certificate(self, key: SigningKey, at: datetime) -> Certificate:
        """Whose certificate a key file from elsewhere holds.

        Raises:
            UserFacingError: "certificate.…" or "seal.key-…", why it cannot sign at that time.
        """
        from onboard.pdf.own_key import own_certificate  # cryptography is slow to import

        return own_certificate(key, at)

    def fingerprint(self, key: SigningKey) -> str:
        """SHA-256 of the key's certificate, as 64 hexadecimal characters."""
        from onboard.pdf.keys import certificate_fingerprint

        return certificate_fingerprint(key)

    def seal(
        self,
        pdf: bytes,
        seal: Seal,
        key: SigningKey,
        server: TimeStampServer | None = None,
        untimed: Callable[[UserFacingError], None] | None = None,
    ) -> bytes:
        """Add one signature; the paper's own earlier bytes stay as they are.

        `server` is asked for time stamps; `untimed` is told why there are none.

        Raises:
            UserFacingError: "seal.…", why this paper cannot be signed so.
        """
        from onboard.pdf.seal import seal_paper  # pyHanko is slow to import

        is_made_here = self._has_made(pdf)
        return seal_paper(pdf, seal, key, is_made_here=is_made_here, server=server, untimed=untimed)

    def stamp(self, pdf: bytes, server: TimeStampServer) -> bytes:
        """Add an archive time stamp to a paper that both have signed.

        Raises:
            UserFacingError: "renew.…" or "stamp.…", why not; the paper is as it was.
        """
        from onboard.pdf.archive import with_archive_stamp  # pyHanko is slow to import
        from onboard.pdf.verify import verify_pdf

        status = verify_pdf(pdf).status
        if status != "unchanged":
            raise UserFacingError(f"renew.{status}")
        return with_archive_stamp(pdf, server)

    def stamps(self, pdf: bytes) -> int:
        """How many archive time stamps a paper has."""
        return len(open_paper(pdf).reader.embedded_timestamp_signatures)

    def signers(self, pdf: bytes) -> dict[str, Signer]:
        """By role; empty unless the paper is whole and unchanged."""
        from onboard.pdf.verify import verify_pdf  # pyHanko is slow to import

        found = verify_pdf(pdf)
        if found.status not in ("unchanged", "incomplete"):
            return {}
        return _signers(found)

    def check(self, pdf: bytes) -> CheckedPaper:
        """Whether a paper is whole and signed by both, and what it holds; raises nothing."""
        from onboard.pdf.verify import verify_pdf  # pyHanko is slow to import

        found = verify_pdf(pdf)
        data = {} if found.status == "unreadable" else open_paper(pdf).data
        return CheckedPaper(found.status, found.changes, _signers(found), data, found.by_pen)

    def data(self, pdf: bytes) -> dict[str, Any]:
        """agreement.json of a paper that this program keeps.

        Raises:
            UserFacingError: "verify.…", the file cannot be read.
        """
        return open_paper(pdf).data

    def language(self, pdf: bytes) -> str:
        """The language of a paper.

        Raises:
            UserFacingError: "verify.…", the file cannot be read.
        """
        return open_paper(pdf).language

    def _has_made(self, pdf: bytes) -> bool:
        """Whether the paper's first state came from here; what was added is looked at anyway."""
        return any(hashlib.sha256(pdf[:size]).digest() == made for size, made in self._made)


def _signers(found: Verification) -> dict[str, Signer]:
    return {
        report.role: Signer(report.name, report.when, report.fingerprint)
        for report in found.signatures
        if report.valid
    }


def _is_its_data(document: dict[str, Any], data: bytes, at: datetime) -> bool:
    try:
        said = json.loads(data)
        return bool(said["document"] == document and datetime.fromisoformat(said["made_at"]) == at)
    except (ValueError, TypeError, KeyError):
        return False

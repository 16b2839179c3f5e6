"""Signatures as PAdES: the consultant certifies, the owner approves, in that order."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from onboard.errors import UserFacingError
from onboard.firm import TimeStampServer
from onboard.pdf import fonts
from onboard.pdf.appearance import draw_appearance, key_words
from onboard.pdf.container_check import those_above
from onboard.pdf.keys import LoadedKey, load_key
from onboard.pdf.metadata import build
from onboard.pdf.names import FIELDS
from onboard.pdf.paper import Paper, open_paper
from onboard.pdf.stamp import stamp
from onboard.pdf.time_stamper import NoTimeStamp
from onboard.ports import Seal, SigningKey


def seal_paper(
    pdf: bytes,
    seal: Seal,
    key: SigningKey,
    *,
    is_made_here: bool = False,
    server: TimeStampServer | None = None,
    untimed: Untimed | None = None,
) -> bytes:
    """Add one signature to a paper of ours, as an incremental update.

    `is_made_here`: this very program has just set these pages from the data inside, so that they
    need not be set again to be compared. `server` stamps the signature with the time, and the
    owner's with an archive time stamp behind it; where it cannot, the paper is signed without and
    `untimed` is told why.

    Raises:
        UserFacingError: "seal.…" or "paper.cannot-draw"; the paper stays as it was.
    """
    if seal.role not in FIELDS:
        raise ValueError(f"no such role: {seal.role!r}")
    try:
        paper = open_paper(pdf)
    except UserFacingError as error:
        raise UserFacingError("seal.not-ours") from error
    _require_turn(paper, seal.role)
    if not is_made_here:
        _require_own_pages(paper, seal.role)
    fonts.require_drawable((seal.name, seal.statement))
    loaded = load_key(key, seal.at)
    if server is None:
        return _sign(paper, seal, loaded, made_here=key.made_here)
    return _sign_in_time(paper, seal, loaded, server, untimed or _unheard, made_here=key.made_here)


Untimed = Callable[[UserFacingError], None]
"""Is told why a paper has no time stamp."""


def _unheard(_: UserFacingError) -> None:
    """Nobody asked why."""


def _sign_in_time(
    paper: Paper,
    seal: Seal,
    key: LoadedKey,
    server: TimeStampServer,
    untimed: Untimed,
    *,
    made_here: bool,
) -> bytes:
    """Sign with the time of a server, as far as it answers."""
    from onboard.pdf.archive import with_archive_stamp
    from onboard.pdf.time_stamper import time_stamper
    from onboard.pdf.wet_check import signing_roles

    try:
        signed = _sign(paper, seal, key, made_here=made_here, stamper=time_stamper(server))
    except NoTimeStamp as error:
        untimed(error)
        return _sign(paper, seal, key, made_here=made_here)
    if seal.role == signing_roles(paper)[-1]:
        try:
            return with_archive_stamp(signed, server)
        except NoTimeStamp as error:
            untimed(error)
    return signed


def _require_turn(paper: Paper, role: str) -> None:
    from onboard.pdf.verify import changes_since_signing  # verify is pyHanko's slow half

    if paper.open_points:
        raise UserFacingError("seal.open-points", points=" ".join(paper.open_points))
    signed = [signature.field_name for signature in paper.reader.embedded_signatures]
    if paper.printed is not None and (role != "consultant" or signed):
        raise UserFacingError("on-paper.sealed-before")
    if FIELDS[role] in signed:
        raise UserFacingError(f"seal.{role}-twice")
    if role == "owner" and FIELDS["consultant"] not in signed:
        raise UserFacingError("seal.consultant-first")
    if changes_since_signing(paper):
        raise UserFacingError("seal.changed")


def _require_own_pages(paper: Paper, role: str) -> None:
    """Nobody signs pages that say something else than the data inside, or hide it."""
    from onboard.pdf.facts_check import facts_hold
    from onboard.pdf.wet_check import rendition_of

    found = rendition_of(paper)
    if found == "other" or ("facts" in paper.data and facts_hold(paper.data, None) is False):
        raise UserFacingError("seal.pages-differ")
    if found == "same-words" and role == "consultant":  # nothing is lost by making it again
        raise UserFacingError("seal.other-version")


def _sign(
    paper: Paper, seal: Seal, key: LoadedKey, *, made_here: bool, stamper: Any = None
) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers
    from pyhanko.sign.signers.pdf_byterange import BuildProps

    field = FIELDS[seal.role]
    is_first = seal.role == "consultant"
    is_last = seal.role == "owner" or paper.printed is not None
    appearance = draw_appearance(
        seal,
        _field_size(paper.reader, field),
        key_words=key_words(key.fingerprint, paper.language, made_here=made_here),
        language=paper.language,
    )
    details = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        name=seal.name,
        reason=seal.statement,
        certify=is_first,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES if is_last else fields.MDPPerm.FILL_FORMS,
        subfilter=fields.SigSeedSubFilter.PADES,
        app_build_props=BuildProps(name="onboard", revision=build()),
    )
    signer = _signer(details, key, appearance, seal.at, stamper)
    writer = IncrementalPdfFileWriter(io.BytesIO(paper.pdf), strict=True)
    signed: bytes = signer.sign_pdf(writer, existing_fields_only=True).getvalue()
    return signed


def _signer(details: Any, key: LoadedKey, appearance: bytes, at: datetime, stamper: Any) -> Any:
    """PyHanko's signer at the given time; by itself it would ask the computer's clock."""
    from asn1crypto import x509  # type: ignore[import-untyped]
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    for certificate in those_above(key.certificate, key.others):  # a check takes no others
        store.register(x509.Certificate.load(certificate.public_bytes(Encoding.DER)))

    class OpenedKeySigner(signers.Signer):
        """Signs with the key as it is opened. PyHanko's own opens and checks it for each try."""

        async def async_sign_raw(
            self, data: bytes, digest_algorithm: str, dry_run: bool = False
        ) -> bytes:
            return _signature(key, data)

    opened = OpenedKeySigner(
        signing_cert=x509.Certificate.load(key.certificate.public_bytes(Encoding.DER)),
        cert_registry=store,
    )

    class SignerAt(signers.PdfSigner):
        def register_extensions(self, pdf_out: Any, *, md_algorithm: str) -> None:
            """PAdES alone. For a curve pyHanko would make it PDF 2.0, and PDF/A-3 is 1.7."""
            from pyhanko.sign.signers.constants import ESIC_EXTENSION_1

            pdf_out.register_extension(ESIC_EXTENSION_1)

        def init_signing_session(self, *arguments: Any, **options: Any) -> Any:
            session = super().init_signing_session(*arguments, **options)
            session.system_time = at
            return session

    return SignerAt(details, signer=opened, timestamper=stamper, stamp_style=stamp(appearance))


def _signature(key: LoadedKey, data: bytes) -> bytes:
    """The bare signature over the SHA-256 of `data`."""
    if isinstance(key.private, rsa.RSAPrivateKey):
        return key.private.sign(data, padding.PKCS1v15(), SHA256())
    return key.private.sign(data, ec.ECDSA(SHA256()))


def _field_size(reader: Any, name: str) -> tuple[float, float]:
    listed = reader.root["/AcroForm"]["/Fields"]
    for field in (listed[index] for index in range(len(listed))):
        if str(field["/T"]) == name:
            left, bottom, right, top = (float(value) for value in field["/Rect"])
            return right - left, top - bottom
    raise UserFacingError("seal.not-ours")

"""Signing with a certificate of one's own: what is taken, what is refused, and what verify says."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from own_keys import MAIL, SERVER, Authority, Ring
from paper_factory import AT, OWNER, Stages

from onboard.errors import UserFacingError
from onboard.pdf import seal as sealing
from onboard.pdf.keys import LoadedKey
from onboard.pdf.own_key import own_certificate
from onboard.pdf.paper import open_paper
from onboard.pdf.printer import PdfPrinter
from onboard.pdf.told import verification_text
from onboard.pdf.verify import verify_pdf
from onboard.ports import KnownPaper, SigningKey


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority(AT)


@pytest.mark.parametrize("bits", [0, 2048])
@pytest.mark.parametrize("purpose", [None, MAIL])
def test_a_certificate_for_signing_says_whose_it_is(
    authority: Authority, bits: int, purpose: object
) -> None:
    found = own_certificate(authority.key("Olga Owner", bits=bits, purpose=purpose), AT)
    assert (found.name, found.issuer) == ("Olga Owner", "An Example Authority")
    assert not found.is_self_made


@pytest.mark.parametrize(
    ("make", "message_id"),
    [
        (lambda made: SigningKey(b"", b""), "certificate.no-file"),
        (lambda made: SigningKey(b"%PDF-1.7", b""), "certificate.no-file"),
        (lambda made: SigningKey(bytes(2_000_000), b""), "certificate.no-file"),
        (lambda made: replace(made.key(), secret=b"another"), "certificate.password"),
        (lambda made: replace(made.key(), secret=b""), "certificate.password"),
        (lambda made: made.without_key(), "certificate.no-key"),
        (lambda made: made.key(days=(-30, -1)), "certificate.expired"),
        (lambda made: made.key(days=(1, 30)), "certificate.not-yet"),
        (lambda made: made.key(bits=1024), "certificate.weak"),
        (lambda made: made.key(ca=True), "certificate.not-for-signing"),
        (lambda made: made.key(signs=False), "certificate.not-for-signing"),
        (lambda made: made.key(purpose=SERVER), "certificate.not-for-signing"),
    ],
)
def test_what_cannot_sign_is_refused_in_one_sentence(
    authority: Authority, make: Callable[[Authority], SigningKey], message_id: str
) -> None:
    with pytest.raises(UserFacingError) as refused:
        own_certificate(make(authority), AT)
    assert refused.value.message_id == message_id
    assert "{" not in str(refused.value)


@pytest.fixture(scope="module")
def signed(authority: Authority, small: Stages) -> bytes:
    return PdfPrinter().seal(small.half, OWNER, authority.key("O. Owner"))


def test_verify_names_the_certificate_and_says_that_nobody_checked_it(signed: bytes) -> None:
    found = verify_pdf(signed)
    assert (found.status, found.changes) == ("unchanged", ())
    report = found.signatures[1]
    assert (report.proof, report.trusted) == ("certificate", None)
    assert report.certificate is not None
    assert (report.certificate.name, report.name) == ("O. Owner", "The Owner")
    assert found.signatures[0].certificate is None
    told = "\n".join(verification_text(found))
    assert "The certificate names O. Owner. It says that An Example Authority issued it" in told
    assert "not checked against a list of trusted issuers" in told


def test_roots_decide_whether_the_issuer_is_trusted(signed: bytes, authority: Authority) -> None:
    mine = verify_pdf(signed, known=KnownPaper(signer_roots=authority.roots))
    assert [report.trusted for report in mine.signatures] == [None, True]
    assert "leads to an issuer that is trusted here" in "\n".join(verification_text(mine))
    other = Authority(AT, "Another Authority")
    theirs = verify_pdf(signed, known=KnownPaper(signer_roots=other.roots))
    assert (theirs.status, theirs.signatures[1].trusted) == ("unchanged", False)
    alike = Authority(AT)  # the same name, and another key
    assert (
        verify_pdf(signed, known=KnownPaper(signer_roots=alike.roots)).signatures[1].trusted
        is False
    )


def forced(pdf: bytes, key: SigningKey, at: datetime = AT, above: tuple[Any, ...] = ()) -> bytes:
    """Signed by another program, which asks nothing of a key."""
    private, certificate, others = pkcs12.load_key_and_certificates(key.pkcs12, key.secret)
    assert isinstance(private, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey)
    assert certificate is not None
    loaded = LoadedKey(private, certificate, (*others, *above))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "load_key", lambda *_: loaded)
        return sealing.seal_paper(pdf, replace(OWNER, at=at), key, is_made_here=True)


@pytest.mark.parametrize("parts", [{"days": (-30, -1)}, {"days": (1, 30)}, {"bits": 1024}])
def test_a_key_that_this_program_signs_with_for_nobody_is_no_good_signature(
    authority: Authority, small: Stages, parts: dict[str, Any]
) -> None:
    pdf = forced(small.half, authority.key(**parts))
    assert verify_pdf(pdf).status == "altered"
    told = verify_pdf(pdf, known=KnownPaper(signer_roots=authority.roots))
    assert any("too weak, of another kind, or not valid" in each for each in told.changes)


def test_a_certificate_for_a_server_is_not_trusted_to_sign(
    authority: Authority, small: Stages
) -> None:
    pdf = forced(small.half, authority.key(purpose=SERVER))
    found = verify_pdf(pdf, known=KnownPaper(signer_roots=authority.roots))
    assert found.signatures[1].trusted is False


def test_a_day_that_cannot_be_is_told(authority: Authority, small: Stages) -> None:
    key = authority.key(days=(-4000, 300))
    found = verify_pdf(forced(small.half, key, AT.replace(year=2019)))
    assert found.status == "unchanged", "a clock may be wrong"
    assert "signed before it was made" in found.changes[0]


@pytest.mark.parametrize(
    ("size", "status", "trusted"), [(12, "unchanged", False), (40, "altered", None)]
)
def test_certificates_that_vouch_for_each_other_in_rings_take_no_time(
    authority: Authority, small: Stages, size: int, status: str, trusted: bool | None
) -> None:
    ring = Ring(AT, size)
    pdf = forced(small.half, ring.key, above=ring.certificates)
    start = time.monotonic()
    found = verify_pdf(pdf, known=KnownPaper(signer_roots=authority.roots))
    assert (found.status, found.signatures[1].trusted) == (status, trusted)
    assert time.monotonic() - start < 10


def test_only_certificates_above_the_own_one_are_put_into_a_paper(
    authority: Authority, small: Stages, printer: PdfPrinter
) -> None:
    from asn1crypto import cms

    key, stranger = authority.key(), Authority(AT, "Somebody Else").under(Authority(AT, "A Third"))
    private, certificate, others = pkcs12.load_key_and_certificates(key.pkcs12, key.secret)
    assert certificate is not None
    packed = pkcs12.serialize_key_and_certificates(
        b"own", private, certificate, [*others, stranger], NoEncryption()
    )
    signed = printer.seal(small.half, OWNER, SigningKey(packed, b""))
    found = verify_pdf(signed, known=KnownPaper(signer_roots=authority.roots))
    assert (found.status, found.signatures[1].trusted) == ("unchanged", True)
    value = open_paper(signed).reader.embedded_regular_signatures[1].pkcs7_content
    carried = cms.ContentInfo.load(value)["content"]["certificates"]
    assert len(carried) == 1 + len(others)

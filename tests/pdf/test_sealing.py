from __future__ import annotations

import io
import os
import shutil
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from paper_factory import AT, CONSULTANT, OWNER, TABLE, Stages, a_document, its_data

from onboard.errors import UserFacingError
from onboard.pdf.keys import load_key
from onboard.pdf.printer import PdfPrinter
from onboard.pdf.text import page_texts
from onboard.pdf.verify import verify_pdf
from onboard.ports import Seal, SigningKey


def refusal(pdf: bytes, seal: Seal, key: SigningKey) -> str:
    with pytest.raises(UserFacingError) as caught:
        PdfPrinter().seal(pdf, seal, key)
    assert str(caught.value)
    return caught.value.message_id


def own_key(private: object, *, days: int = 30, password: bytes = b"firm") -> SigningKey:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Example firm")])
    algorithm = None if isinstance(private, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())  # type: ignore[attr-defined]
        .serial_number(7)
        .not_valid_before(AT - timedelta(days=60))
        .not_valid_after(AT + timedelta(days=days))
        .sign(private, algorithm)  # type: ignore[arg-type]
    )
    packed = pkcs12.serialize_key_and_certificates(
        b"own",
        private,  # type: ignore[arg-type]
        certificate,
        None,
        BestAvailableEncryption(password),
    )
    return SigningKey(packed, password, made_here=False)


def test_pyhanko_finds_both_signatures_valid(stages: Stages) -> None:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.fields import MDPPerm
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    reader = PdfFileReader(io.BytesIO(stages.signed), strict=True)
    first, second = reader.embedded_signatures
    results = [
        validate_pdf_signature(
            each, ValidationContext(trust_roots=[each.signer_cert], allow_fetching=False)
        )
        for each in (first, second)
    ]
    assert all(result.bottom_line for result in results)
    assert first.docmdp_level is MDPPerm.FILL_FORMS
    assert results[0].modification_level is ModificationLevel.FORM_FILLING
    assert results[1].coverage is SignatureCoverageLevel.ENTIRE_FILE
    assert first.self_reported_timestamp == AT
    assert reader.root["/AcroForm"]["/Fields"][1]["/Lock"]["/P"] == 1


@pytest.mark.skipif(not shutil.which("pdfsig") and not os.environ.get("CI"), reason="no poppler")
def test_pdfsig_finds_both_signatures_valid(stages: Stages, tmp_path: Path) -> None:
    path = tmp_path / "signed.pdf"
    path.write_bytes(stages.signed)
    said = subprocess.run(["pdfsig", path], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature Validation: Signature is Valid.") == 2
    assert "- Total document signed" in said.split("Signature #2")[1]


def test_signing_only_adds_bytes(stages: Stages) -> None:
    assert stages.half.startswith(stages.unsigned)
    assert stages.signed.startswith(stages.half)


def test_the_box_shows_role_name_time_words_and_key(stages: Stages, tmp_path: Path) -> None:
    owner = appearance_text(stages.signed, "Owner")
    assert "Owner The Owner Time 21 November 2026, 14:05:30 (UTC+01:00)" in owner
    assert "I have read this paper and agree to it." in owner
    assert "made by the consultant’s program" in owner


def test_a_typed_name_is_the_mark_and_a_drawn_one_is_curves(stages: Stages) -> None:
    assert appearance_text(stages.signed, "Owner").startswith("The Owner Owner The Owner")
    drawn = appearance_text(stages.signed, "Consultant")
    assert drawn.startswith("Consultant The Consultant")
    assert appearance_code(stages.signed, "Consultant").count(b" c S") > 10
    assert appearance_code(stages.signed, "Owner").count(b" c S") == 0


def test_the_owner_cannot_sign_first(stages: Stages) -> None:
    assert refusal(stages.unsigned, OWNER, stages.owner_key) == "seal.consultant-first"


def test_nobody_signs_twice(stages: Stages) -> None:
    assert refusal(stages.half, CONSULTANT, stages.consultant_key) == "seal.consultant-twice"
    assert refusal(stages.signed, CONSULTANT, stages.consultant_key) == "seal.consultant-twice"
    assert refusal(stages.signed, OWNER, stages.owner_key) == "seal.owner-twice"


def test_open_points_are_named_and_stop_the_signing(printer: PdfPrinter, stages: Stages) -> None:
    document = a_document()
    data = its_data(document, open_points=("the price of the server is missing",))
    pdf = printer.render(document, data, TABLE, at=AT)
    with pytest.raises(UserFacingError, match="the price of the server is missing") as caught:
        printer.seal(pdf, CONSULTANT, stages.consultant_key)
    assert caught.value.message_id == "seal.open-points"


def test_a_paper_that_does_not_say_it_is_ready_is_not_signed(
    printer: PdfPrinter, stages: Stages
) -> None:
    pdf = printer.render(a_document(), b'{"format": "x"}', TABLE, at=AT)
    assert refusal(pdf, CONSULTANT, stages.consultant_key) == "seal.open-points"


@pytest.mark.parametrize("pdf", [b"", b"no", b"%PDF-1.7\n1 0 obj\n"])
def test_what_is_not_ours_is_not_signed(pdf: bytes, stages: Stages) -> None:
    assert refusal(pdf, CONSULTANT, stages.consultant_key) == "seal.not-ours"


def test_a_changed_paper_is_not_signed(stages: Stages) -> None:
    assert refusal(stages.half + b"\n%", OWNER, stages.owner_key) == "seal.changed"


def test_a_name_that_cannot_be_drawn_is_refused(stages: Stages) -> None:
    seal = replace(CONSULTANT, name="张伟")
    assert refusal(stages.unsigned, seal, stages.consultant_key) == "paper.cannot-draw"


def test_a_key_made_here_is_rsa_3072_locked_with_a_random_secret(stages: Stages) -> None:
    loaded = load_key(stages.owner_key, AT)
    assert isinstance(loaded.private, rsa.RSAPrivateKey)
    assert loaded.private.key_size == 3072
    assert len(bytes.fromhex(stages.owner_key.secret.decode())) == 32
    assert stages.owner_key.secret != stages.consultant_key.secret


def test_a_firms_own_key_signs_and_is_named_so(stages: Stages) -> None:
    key = own_key(ec.generate_private_key(ec.SECP256R1()))
    pdf = PdfPrinter().seal(stages.unsigned, CONSULTANT, key)
    assert "the signer’s own certificate" in appearance_text(pdf, "Consultant")
    report = verify_pdf(pdf).signatures[0]
    assert report.valid
    assert verify_pdf(pdf).status == "incomplete"
    assert report.fingerprint == load_key(key, AT).fingerprint


def test_keys_that_viewers_cannot_check_are_refused(stages: Stages) -> None:
    for private in (
        ed25519.Ed25519PrivateKey.generate(),
        rsa.generate_private_key(65537, 1024),  # noqa: S505  (refused for it)
        ec.generate_private_key(ec.SECP521R1()),
    ):
        assert refusal(stages.unsigned, CONSULTANT, own_key(private)) == "seal.key-kind"


def test_unusable_key_files_are_refused(stages: Stages) -> None:
    key = own_key(ec.generate_private_key(ec.SECP256R1()))
    wrong = replace(key, secret=b"wrong")
    assert refusal(stages.unsigned, CONSULTANT, wrong) == "seal.key-unreadable"
    garbage = replace(key, pkcs12=b"garbage")
    assert refusal(stages.unsigned, CONSULTANT, garbage) == "seal.key-unreadable"
    old = own_key(ec.generate_private_key(ec.SECP256R1()), days=-1)
    assert refusal(stages.unsigned, CONSULTANT, old) == "seal.key-dates"


def _appearance_page(pdf: pikepdf.Pdf, field: str) -> pikepdf.Object:
    (widget,) = [each for each in pdf.Root.AcroForm.Fields if str(each.T) == field]
    return next(iter(widget.AP.N.Resources.XObject.values()))


def appearance_code(data: bytes, field: str) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return _appearance_page(pdf, field).read_bytes()


def appearance_text(data: bytes, field: str) -> str:
    """The words of a signature's picture, set on a page of its own to be extracted."""
    with pikepdf.open(io.BytesIO(data)) as pdf, pikepdf.new() as single:
        drawn = single.copy_foreign(_appearance_page(pdf, field))
        page = single.add_blank_page()
        page.obj.Resources = drawn.Resources
        page.obj.Contents = single.make_stream(drawn.read_bytes())
        out = io.BytesIO()
        single.save(out)
    return page_texts(out.getvalue())[0]


@pytest.mark.parametrize("length", [1, 62, 63, 64, 65, 100])
def test_a_long_name_with_accents_has_a_key(length: int) -> None:
    """A certificate counts bytes, not letters: é is two."""
    key = load_key(PdfPrinter().new_key("é" * length, "ñ" * length, AT), AT)
    (name,) = key.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    assert str(name.value) == "é" * min(length, 32)

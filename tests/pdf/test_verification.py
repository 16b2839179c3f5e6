from __future__ import annotations

import hashlib
import io
import json
import random
from collections.abc import Callable

import pikepdf
import pytest
from paper_factory import AT, CONSULTANT, OWNER, TABLE, Stages, a_document, its_data
from reportlab.pdfgen.canvas import Canvas

from onboard import canonical
from onboard.pdf import limits
from onboard.pdf.keys import load_key
from onboard.pdf.metadata import LAYOUT
from onboard.pdf.printer import PdfPrinter
from onboard.pdf.verify import verify_pdf
from onboard.ports import KnownPaper


def noise(seed: int) -> bytes:
    return random.Random(seed).randbytes(5000)  # noqa: S311


def remembered(stages: Stages) -> KnownPaper:
    return KnownPaper(
        {
            "consultant": load_key(stages.consultant_key, AT).fingerprint,
            "owner": load_key(stages.owner_key, AT).fingerprint,
        },
        hashlib.sha256(stages.signed).hexdigest(),
    )


def test_an_untouched_paper_is_unchanged(stages: Stages) -> None:
    found = verify_pdf(stages.signed)
    assert (found.status, found.changes, found.data_matches_paper) == ("unchanged", (), True)
    assert not found.identity_known
    assert [(each.role, each.name, each.valid) for each in found.signatures] == [
        ("consultant", "The Consultant", True),
        ("owner", "The Owner", True),
    ]
    assert found.signatures[1].when == AT
    assert found.signatures[1].proof == "self-made"


def test_the_signers_are_known_where_the_paper_was_sealed(stages: Stages) -> None:
    found = verify_pdf(stages.signed, known=remembered(stages))
    assert found.status == "unchanged"
    assert found.identity_known


def test_a_half_signed_paper_says_who_is_missing(stages: Stages) -> None:
    found = verify_pdf(stages.half)
    assert found.status == "incomplete"
    assert found.changes == ("The owner has not signed yet.",)
    assert found.signatures[0].valid


def test_an_unsigned_paper_says_who_is_missing(stages: Stages) -> None:
    found = verify_pdf(stages.unsigned)
    assert found.status == "incomplete"
    assert len(found.changes) == 2
    assert found.signatures == ()


def test_a_paper_rolled_back_to_its_first_signature_is_never_complete(stages: Stages) -> None:
    rolled_back = stages.signed[: len(stages.half)]
    assert verify_pdf(rolled_back).status == "incomplete"
    known = verify_pdf(rolled_back, known=remembered(stages))
    assert known.status == "altered"
    assert "A signature that this computer remembers is no longer on the paper." in known.changes


def resaved(pdf: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(out)
    return out.getvalue()


def with_other_attachment(pdf: bytes) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    specification = writer.root["/AF"][0]
    stream = specification["/EF"]["/F"]
    stream._data = its_data(a_document(reference="EA-2026-9999"))
    stream._encoded_data = None
    writer.update_container(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_words_on_a_page(pdf: bytes) -> bytes:
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    drawn = generic.StreamObject(stream_data=b"q 1 0 0 rg 60 500 200 30 re f Q")
    writer.add_stream_to_page(2, writer.add_object(drawn))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        lambda pdf: pdf + b"\n",
        lambda pdf: pdf + b"% more\n%%EOF\n",
        lambda pdf: pdf.replace(b"%%EOF", b"%%EOG", 1),
        resaved,
        with_other_attachment,
        with_words_on_a_page,
    ],
    ids=["newline", "appended", "inner", "saved-again", "attachment", "drawn-over"],
)
def test_a_changed_paper_is_altered(stages: Stages, change: Callable[[bytes], bytes]) -> None:
    for pdf in (stages.signed, stages.half):
        found = verify_pdf(change(pdf))
        assert found.status in ("altered", "unreadable")
        assert found.changes


@pytest.mark.parametrize("change", [with_other_attachment, with_words_on_a_page])
def test_an_update_before_signing_is_altered(
    stages: Stages, change: Callable[[bytes], bytes]
) -> None:
    assert verify_pdf(change(stages.unsigned)).status == "altered"


def test_the_pages_must_say_what_the_data_says(printer: PdfPrinter) -> None:
    other = its_data(a_document(lines=33))
    found = verify_pdf(printer.render(a_document(), other, TABLE, at=AT))
    assert found.status == "altered"
    assert found.data_matches_paper is False
    assert found.changes[0] == "The pages are not those that belong to the data inside the paper."


def test_the_digest_must_be_that_of_the_data(printer: PdfPrinter) -> None:
    data = json.loads(its_data(a_document())) | {"protected": False}
    pdf = printer.render(a_document(), canonical.canonical_bytes(data), TABLE, at=AT)
    found = verify_pdf(pdf)
    assert found.status == "altered"
    assert found.changes[0] == "The data inside the paper was changed."
    assert found.data_matches_paper is None  # nothing is set again for a paper that is changed


def test_a_look_alike_with_other_keys_is_told_from_the_one_we_know(
    printer: PdfPrinter, stages: Stages
) -> None:
    keys = [printer.new_key(seal.name, "Example", AT) for seal in (CONSULTANT, OWNER)]
    fake = printer.seal(stages.unsigned, CONSULTANT, keys[0])
    fake = printer.seal(fake, OWNER, keys[1])
    assert verify_pdf(fake).status == "unchanged"
    assert not verify_pdf(fake).identity_known
    found = verify_pdf(fake, known=remembered(stages))
    assert found.status == "altered"
    assert not found.identity_known


def encrypted(pdf: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def blank(_pdf: bytes) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(10, 10, "x")
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda _: b"", "empty"),
        (lambda _: noise(3), "not a PDF"),
        (lambda _: b"%PDF-1.7\n" + noise(4), "damaged"),
        (lambda _: b"%PDF-1.7\n" + b"[" * 100_000, "damaged"),
        (lambda pdf: pdf[: len(pdf) // 2], "damaged"),
        (lambda pdf: pdf[: len(pdf) - 30], "damaged"),
        (encrypted, "password"),
        (blank, "not an agreement"),
    ],
    ids=["empty", "noise", "noise-in-pdf", "deep", "half", "cut", "locked", "foreign"],
)
def test_what_cannot_be_read_has_a_plain_reason(
    stages: Stages, change: Callable[[bytes], bytes], reason: str
) -> None:
    found = verify_pdf(change(stages.signed))
    assert found.status == "unreadable"
    assert len(found.changes) == 1
    assert reason in found.changes[0]


def test_a_huge_file_is_not_opened(stages: Stages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST", len(stages.signed) - 1)
    assert "far larger" in verify_pdf(stages.signed).changes[0]


def test_a_file_that_unpacks_without_end_is_not_opened(printer: PdfPrinter) -> None:
    bomb = printer.render(a_document(), b" " * (limits.LARGEST_UNPACKED + 1), TABLE, at=AT)
    assert len(bomb) < limits.LARGEST
    assert "far larger" in verify_pdf(bomb).changes[0]


def test_filters_that_unpack_twice_are_not_followed(stages: Stages) -> None:
    for filters in (
        b"/FlateDecode /FlateDecode",
        b"/LZWDecode",
        b"/Fl#61teDecode",
    ):
        extra = b"%PDF-1.7\n9 0 obj\n<< /Filter [" + filters + b"] >>\nstream\nx\nendstream\n"
        assert limits.has_unusual_filters(extra)
        assert verify_pdf(extra + stages.signed).status == "unreadable"
    assert not limits.has_unusual_filters(stages.signed)


@pytest.mark.parametrize("language", ["../../../../tmp/x", "", 7, None, "xx-klingon"])
def test_a_strange_language_in_a_foreign_file_is_survived(
    printer: PdfPrinter, language: object
) -> None:
    data = json.loads(its_data(a_document()))
    data["document"]["language"] = language
    pdf = printer.render(a_document(), canonical.canonical_bytes(data), TABLE, at=AT)
    assert verify_pdf(pdf).status == "altered"


def test_a_paper_of_another_layout_is_compared_by_its_words(
    printer: PdfPrinter, stages: Stages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onboard.pdf.styles.BOTTOM", 200)
    monkeypatch.setattr("onboard.pdf.layout.BOTTOM", 200)
    assert verify_pdf(stages.signed).status == "altered"  # claims this layout, is another
    monkeypatch.setattr("onboard.pdf.rendition.CREATOR", f"onboard, layout {LAYOUT + 1}")
    found = verify_pdf(stages.signed)
    assert found.status == "unchanged"
    assert found.data_matches_paper
    assert "only its words were compared" in found.changes[0]


def test_checking_says_nothing_on_the_log(stages: Stages, caplog: pytest.LogCaptureFixture) -> None:
    verify_pdf(with_words_on_a_page(stages.signed))
    assert caplog.records == []

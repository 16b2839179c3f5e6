"""A paper signed with a pen: its scan taken in, sealed, checked, and every tampering seen."""

from __future__ import annotations

import io
import json
import random
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pikepdf
import pytest
from paper_factory import AT, CONSULTANT, OWNER, TABLE, Stages, its_data, small_document
from PIL import Image
from scans import bomb, locked, scanned, scanned_pdf, with_file, with_script
from time_server import Served
from updates import sealed_by_force, updated

from onboard import canonical
from onboard.agreement.document import ScannedPage, to_data
from onboard.errors import UserFacingError
from onboard.pdf import scan, scan_pdf, wet_ink
from onboard.pdf.names import AGREEMENT_PDF, ON_PAPER_FILE
from onboard.pdf.paper import open_paper, read_data
from onboard.pdf.printer import PdfPrinter
from onboard.pdf.scan import read_scan
from onboard.pdf.told import verification_text
from onboard.pdf.verify import verify_pdf
from onboard.ports import KnownPaper, PenSigned
from onboard.wording import day

SIGNED = PenSigned("The Owner", "The Consultant", date(2026, 11, 21))
SEAL = replace(
    CONSULTANT, ink=(), statement="I keep the agreement and the scan of its signed print together."
)


@pytest.fixture(scope="module")
def unsealed(small: Stages) -> bytes:
    scans = [scanned(1), scanned(2, kind="JPEG", mode="RGB")]
    return PdfPrinter().with_scan(small.unsigned, scans, SIGNED, at=AT)


@pytest.fixture(scope="module")
def sealed(unsealed: bytes, small: Stages) -> bytes:
    return PdfPrinter().seal(unsealed, SEAL, small.consultant_key)


# ---- what is taken in


def test_pictures_and_pdfs_are_taken_page_by_page_in_their_order() -> None:
    files = [scanned(1), scanned_pdf(2), scanned(4, kind="JPEG", mode="RGB")]
    found = read_scan(files)
    assert len(found.pages) == 4
    assert len(found.sources) == 3
    for page in found.pages:
        with Image.open(io.BytesIO(page.jpeg)) as picture:
            assert (picture.format, picture.size) == ("JPEG", (page.width, page.height))
    assert found == read_scan(files)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "I;16"])
def test_every_kind_of_picture_becomes_a_plain_one(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (300, 400)).save(out, "PNG")
    (page,) = read_scan([out.getvalue()]).pages
    with Image.open(io.BytesIO(page.jpeg)) as picture:
        assert picture.mode in ("L", "RGB")
        assert not picture.getexif()


def test_a_photo_lies_as_it_was_held_and_says_nothing_else() -> None:
    picture, out = Image.new("RGB", (400, 300), "white"), io.BytesIO()
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "A maker"
    picture.save(out, "JPEG", exif=exif)
    (page,) = read_scan([out.getvalue()]).pages
    assert (page.width, page.height) == (300, 400)
    assert b"A maker" not in page.jpeg


def a_huge_picture() -> bytes:
    """Its head says so many dots that nobody would unpack them."""
    small = bytearray(scanned())
    small[16:24] = (9000).to_bytes(4) + (9000).to_bytes(4)
    small[29:33] = zlib.crc32(small[12:29]).to_bytes(4)
    return bytes(small)


@pytest.mark.parametrize(
    ("make", "message_id"),
    [
        (lambda: b"", "scan.empty"),
        (lambda: b"GIF89a...", "scan.wrong-type"),
        (lambda: b"\x89PNG\r\n\x1a\nnothing", "scan.broken"),
        (lambda: b"%PDF-1.7\nnothing\n%%EOF", "scan.broken"),
        (lambda: scanned(size=(90, 120)), "scan.too-small"),
        (a_huge_picture, "scan.too-large"),
        (lambda: bytes(scan.LARGEST_FILE + 1), "scan.too-large"),
        (with_script, "scan.active"),
        (with_file, "scan.active"),
        (locked, "scan.locked"),
    ],
)
def test_what_is_no_scan_is_refused_in_one_sentence(
    make: Callable[[], bytes], message_id: str
) -> None:
    with pytest.raises(UserFacingError) as refused:
        read_scan([make()])
    assert refused.value.message_id == message_id
    assert "{" not in str(refused.value)


def test_a_file_that_unpacks_to_far_more_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_pdf, "LARGEST_STREAM", 4_000_000)
    with pytest.raises(UserFacingError) as refused:
        read_scan([bomb()])
    assert refused.value.message_id == "scan.too-large"


def test_a_scan_of_too_many_pages_is_refused() -> None:
    with pytest.raises(UserFacingError) as refused:
        read_scan([scanned(size=(200, 200))] * (scan.MOST_PAGES + 1))
    assert refused.value.message_id == "scan.too-many-pages"
    with pytest.raises(UserFacingError) as refused:
        read_scan([])
    assert refused.value.message_id == "scan.none"


def test_a_scan_of_large_pages_is_made_to_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    noise = Image.frombytes("L", (1000, 1000), random.Random(4).randbytes(1_000_000))  # noqa: S311
    out = io.BytesIO()
    noise.resize((2600, 2600)).save(out, "JPEG")
    (large,) = read_scan([out.getvalue()]).pages
    monkeypatch.setattr(scan, "ROOM", len(large.jpeg) - 1)
    (smaller,) = read_scan([out.getvalue()]).pages
    assert smaller.width < large.width
    monkeypatch.setattr(scan, "ROOM", 1000)
    with pytest.raises(UserFacingError) as refused:
        read_scan([out.getvalue()])
    assert refused.value.message_id == "scan.too-large"


@pytest.mark.parametrize("stage", ["half", "signed", "sealed"])
def test_a_scan_goes_only_with_an_unsigned_paper(stage: str, small: Stages, sealed: bytes) -> None:
    pdf = sealed if stage == "sealed" else getattr(small, stage)
    with pytest.raises(UserFacingError) as refused:
        PdfPrinter().with_scan(pdf, [scanned()], SIGNED, at=AT)
    assert refused.value.message_id == "on-paper.not-unsigned"


def test_neither_the_print_itself_nor_an_open_paper_is_taken(small: Stages) -> None:
    with pytest.raises(UserFacingError) as refused:
        PdfPrinter().with_scan(small.unsigned, [small.unsigned], SIGNED, at=AT)
    assert refused.value.message_id == "on-paper.is-the-print"
    document = small_document()
    data = its_data(document, open_points=("A price is missing.",))
    unready = PdfPrinter().render(document, data, TABLE, at=AT)
    with pytest.raises(UserFacingError) as refused:
        PdfPrinter().with_scan(unready, [scanned()], SIGNED, at=AT)
    assert refused.value.message_id == "seal.open-points"


# ---- what is sealed


def test_the_print_lies_inside_byte_for_byte_and_speaks_for_the_paper(
    sealed: bytes, small: Stages
) -> None:
    paper = open_paper(sealed)
    assert paper.printed is not None
    assert paper.printed.pdf == small.unsigned
    assert read_data(sealed) == read_data(small.unsigned)
    with pikepdf.open(io.BytesIO(sealed)) as pdf:
        assert set(pdf.attachments) == {AGREEMENT_PDF, ON_PAPER_FILE}
        assert pdf.attachments[AGREEMENT_PDF].get_file().read_bytes() == small.unsigned


def test_verify_says_what_is_proven_and_no_more(sealed: bytes) -> None:
    found = verify_pdf(sealed)
    assert (found.status, found.changes, found.data_matches_paper) == ("unchanged", (), True)
    assert found.is_same_drawing
    assert found.by_pen == SIGNED
    assert [each.role for each in found.signatures] == ["consultant"]
    told = verification_text(found)
    assert told[0] == "Signed on paper, scan kept."
    assert told[1] == "Who sealed it is not known on this computer."
    assert any("Nothing here proves that the pen strokes are by The Owner" in line for line in told)
    assert not any("signed by both" in line for line in told)


def test_the_same_input_gives_the_same_bytes(unsealed: bytes, small: Stages) -> None:
    scans = [scanned(1), scanned(2, kind="JPEG", mode="RGB")]
    assert PdfPrinter().with_scan(small.unsigned, scans, SIGNED, at=AT) == unsealed


def test_an_unsealed_scan_is_not_finished(unsealed: bytes) -> None:
    found = verify_pdf(unsealed)
    assert found.status == "incomplete"
    assert found.changes == ("The scan is not sealed by the consultant.",)


def test_a_sealed_scan_takes_no_further_signature(sealed: bytes, small: Stages) -> None:
    for seal, key in ((OWNER, small.owner_key), (SEAL, small.consultant_key)):
        with pytest.raises(UserFacingError) as refused:
            PdfPrinter().seal(sealed, seal, key)
        assert refused.value.message_id == "on-paper.sealed-before"


def test_a_seal_with_the_time_of_a_server_is_kept_for_years(
    unsealed: bytes, small: Stages, time_server: Served
) -> None:
    printer = PdfPrinter()
    stamped = printer.seal(unsealed, SEAL, small.consultant_key, time_server.trusted)
    found = verify_pdf(stamped)
    assert (found.status, found.times.level) == ("unchanged", "B-LTA")
    renewed = printer.stamp(stamped, time_server.trusted)
    assert verify_pdf(renewed).status == "unchanged"


# ---- what is tampered with


def altered(pdf: bytes) -> tuple[str, ...]:
    found = verify_pdf(pdf)
    assert found.status == "altered", found
    assert found.by_pen is None
    return found.changes


@pytest.mark.parametrize("seed", range(12))
def test_a_changed_byte_is_seen(sealed: bytes, seed: int) -> None:
    spoilt = bytearray(sealed)
    spoilt[random.Random(seed).randrange(len(spoilt))] ^= 0x41  # noqa: S311
    assert verify_pdf(bytes(spoilt)).status in ("altered", "unreadable")


def _swap_scan(writer: Any) -> None:
    """Other strokes of the pen in the place of those that were sealed."""
    page = writer.root["/Pages"]["/Kids"][1]
    picture = page["/Resources"]["/XObject"]["/Scan1"]
    picture._encoded_data, picture._data = read_scan([scanned(7)]).pages[0].jpeg, None
    writer.update_container(picture)


def _note_over_page(writer: Any) -> None:
    from pyhanko.pdf_utils import generic

    page = writer.root["/Pages"]["/Kids"][1]
    name = generic.NameObject
    note = generic.DictionaryObject({name("/Type"): name("/Annot"), name("/Subtype"): name("/Ink")})
    page[name("/Annots")] = generic.ArrayObject([writer.add_object(note)])
    writer.update_container(page)


def _swap_file(inside: str) -> Callable[[Any], None]:
    def change(writer: Any) -> None:
        listed = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
        at = next(index for index in range(0, len(listed), 2) if str(listed[index]) == inside)
        stream = listed[at + 1]["/EF"]["/F"]
        stream._data, stream._encoded_data = stream.data.replace(b"2026", b"2025"), None
        writer.update_container(stream)

    return change


@pytest.mark.parametrize(
    "change",
    [_swap_scan, _note_over_page, _swap_file(AGREEMENT_PDF), _swap_file(ON_PAPER_FILE)],
    ids=["scan", "note", "print", "data"],
)
def test_a_later_revision_is_seen(sealed: bytes, change: Callable[[Any], None]) -> None:
    assert verify_pdf(updated(sealed, change)).status in ("altered", "unreadable")


def test_bytes_behind_the_end_and_a_roll_back_are_seen(sealed: bytes, unsealed: bytes) -> None:
    assert verify_pdf(sealed + b"\n%more\n%%EOF\n").status != "unchanged"
    known = KnownPaper({"consultant": "00" * 32}, "11" * 32)
    assert verify_pdf(unsealed, known=known).status == "altered"


def _resealed(pdf: bytes, small: Stages) -> bytes:
    """By somebody who holds the key, and whose program refuses nothing."""
    return sealed_by_force(pdf, SEAL, small.consultant_key)


def _set_again(
    sealed: bytes,
    *,
    said: Callable[[dict[str, Any]], Mapping[str, Any]] = dict,
    pages: Callable[[list[bytes]], list[bytes]] = list,
    agreement: bytes | None = None,
) -> bytes:
    """The same paper with other parts, set by our own program as if all were well."""
    paper = open_paper(sealed)
    assert paper.printed is not None
    assert paper.by_pen is not None
    data = json.loads(json.dumps(paper.by_pen))
    changed = dict(said(data))
    changed["digest"] = canonical.digest({k: v for k, v in changed.items() if k != "digest"})
    from onboard.agreement.document import from_data
    from onboard.pdf.scan_figure import pictures_in

    jpegs = pages(pictures_in(sealed))
    sizes = [(each["width"], each["height"]) for each in data["scan"]]
    return wet_ink.set_on_paper(
        from_data(changed["document"]),
        canonical.canonical_bytes(changed),
        agreement or paper.printed.pdf,
        scan.Scan(
            tuple(scan.ScanPage(jpeg, *size) for jpeg, size in zip(jpegs, sizes, strict=True)), ()
        ),
        AT,
        (595.2755905511812, 841.8897637795277),
    )


def test_setting_it_again_as_it_is_changes_nothing(sealed: bytes, unsealed: bytes) -> None:
    assert _set_again(sealed) == unsealed


def test_another_scan_under_a_true_seal_is_seen(sealed: bytes, small: Stages) -> None:
    other = read_scan([scanned(9)]).pages[0].jpeg
    spoilt = _resealed(_set_again(sealed, pages=lambda old: [other, old[1]]), small)
    assert "The scanned pages are not those that were taken in." in altered(spoilt)
    swapped = _resealed(_set_again(sealed, pages=lambda old: old[::-1]), small)
    assert "The scanned pages are not those that were taken in." in altered(swapped)


def test_another_print_under_a_true_seal_is_seen(sealed: bytes, small: Stages) -> None:
    document = replace(small_document(), running_title="Something else")
    other = PdfPrinter().render(document, its_data(document), TABLE, at=AT)
    for agreement in (other, small.half):
        spoilt = _resealed(_set_again(sealed, agreement=agreement), small)
        told = altered(spoilt)
        assert "The agreement inside is not the one that was printed and signed." in told


def test_noted_things_changed_by_hand_are_seen(sealed: bytes, small: Stages) -> None:
    """The sheet says who signed and when; so do the data, and both must agree with the pages."""

    def without_owner(data: dict[str, Any]) -> Mapping[str, Any]:
        return data | {"names": {"consultant": "The Consultant"}}

    assert altered(_resealed(_set_again(sealed, said=without_owner), small))
    assert altered(_resealed(_set_again(sealed, said=lambda data: data | {"format": "x"}), small))


def test_pages_that_are_not_of_their_data_are_seen(sealed: bytes, small: Stages) -> None:
    with pikepdf.open(io.BytesIO(_set_again(sealed))) as pdf:
        del pdf.pages[1].obj.Resources.XObject["/Scan1"].Height
        pdf.pages[1].obj.Resources.XObject["/Scan1"].Height = 10
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    assert altered(_resealed(out.getvalue(), small))


def test_a_paper_of_another_version_is_compared_by_its_words(sealed: bytes, small: Stages) -> None:
    with pikepdf.open(io.BytesIO(_set_again(sealed))) as pdf:
        pdf.docinfo["/Creator"] = "onboard, layout 0"
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    found = verify_pdf(_resealed(out.getvalue(), small))
    assert found.status == "unchanged", found
    assert not found.is_same_drawing


def test_an_agreement_that_is_signed_in_the_file_shows_no_scan(small: Stages) -> None:
    """Such a page would have a hole where its picture should be."""
    document = small_document()
    last = document.sections[-1]
    blocks = (*last.blocks, ScannedPage(1, 100, 100, "A page"))
    document = replace(document, sections=(*document.sections[:-1], replace(last, blocks=blocks)))
    assert to_data(document)
    pdf = PdfPrinter().render(document, its_data(document), TABLE, at=AT)
    assert "other" not in verify_pdf(small.unsigned).changes
    assert verify_pdf(pdf).status == "altered"


# ---- a false sheet under a true seal


def _as_another_version(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.docinfo["/Creator"] = "onboard, layout 0"
        out = io.BytesIO()
        opened.save(out, deterministic_id=True)
    return out.getvalue()


def _told_instead(old: str, new: str) -> Callable[[dict[str, Any]], Mapping[str, Any]]:
    """The sheet says something else than the data beside it."""

    def said(data: dict[str, Any]) -> Mapping[str, Any]:
        document = json.dumps(data["document"])
        assert old in document
        return data | {"document": json.loads(document.replace(old, new))}

    return said


@pytest.mark.parametrize("is_of_old", [False, True], ids=["this-version", "another"])
@pytest.mark.parametrize("what", ["reference", "client", "owner", "day", "digest", "sha256"])
def test_a_sheet_that_tells_something_else_is_seen(
    sealed: bytes, small: Stages, what: str, is_of_old: bool
) -> None:
    by_pen, data = open_paper(sealed).by_pen, read_data(sealed)
    assert by_pen is not None
    old = {
        "reference": data["reference"],
        "client": data["document"]["cover"]["subtitle"],
        "owner": "The Owner",
        "day": day(SIGNED.on),
        "digest": data["digest"],
        "sha256": by_pen["agreement"]["sha256"],
    }[what]
    new = old[:-1] + ("0" if old[-1] != "0" else "1")
    false = _set_again(sealed, said=_told_instead(old, new))
    if is_of_old:
        false = _as_another_version(false)
    found = verify_pdf(_resealed(false, small))
    assert (found.status, found.data_matches_paper) == ("altered", False)


@pytest.mark.parametrize(("days", "status"), [(-30, "altered"), (-1, "unchanged"), (2, "altered")])
def test_nobody_signs_before_the_print_or_after_the_seal(
    small: Stages, days: int, status: str
) -> None:
    on = AT.date() + timedelta(days=days)
    pdf = PdfPrinter().with_scan(small.unsigned, [scanned(1)], replace(SIGNED, on=on), at=AT)
    assert verify_pdf(_resealed(pdf, small)).status == status


def test_a_seal_in_another_name_than_the_sheets_is_seen(unsealed: bytes, small: Stages) -> None:
    spoilt = sealed_by_force(unsealed, replace(SEAL, name="A Stranger"), small.consultant_key)
    assert "The names or the day that are noted do not go with the seal" in altered(spoilt)[0]


# ---- a picture over the words of a paper that says another version made it

Spoil = Callable[[pikepdf.Pdf], None]


def _another_picture(pdf: pikepdf.Pdf, page: pikepdf.Page, name: str) -> None:
    jpeg = read_scan([scanned(8, kind="JPEG", mode="RGB")]).pages[0]
    picture = pikepdf.Stream(pdf, b"")
    picture.write(jpeg.jpeg, filter=pikepdf.Name.DCTDecode)
    picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    picture.Width, picture.Height = jpeg.width, jpeg.height
    picture.BitsPerComponent, picture.ColorSpace = 8, pikepdf.Name.DeviceRGB
    page.obj.Resources.XObject = pikepdf.Dictionary({name: pdf.make_indirect(picture)})


def _append(pdf: pikepdf.Pdf, page: pikepdf.Page, code: bytes) -> None:
    page.contents_add(pdf.make_stream(b"/Artifact BMC " + code + b" EMC"))


def _second_of_a_name(pdf: pikepdf.Pdf) -> None:
    _another_picture(pdf, pdf.pages[0], "/Scan1")
    _append(pdf, pdf.pages[0], b"q 595 0 0 842 0 0 cm /Scan1 Do Q")


def _scan_over_the_sheet(pdf: pikepdf.Pdf) -> None:
    scan = pdf.pages[1].obj.Resources.XObject["/Scan1"]
    pdf.pages[0].obj.Resources.XObject = pikepdf.Dictionary({"/Scan1": scan})
    _append(pdf, pdf.pages[0], b"q 595 0 0 842 0 0 cm /Scan1 Do Q")


def _picture_in_the_text(pdf: pikepdf.Pdf) -> None:
    inline = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q"
    _append(pdf, pdf.pages[0], inline)


def _scan_drawn_twice(pdf: pikepdf.Pdf) -> None:
    _append(pdf, pdf.pages[1], b"q 595 0 0 842 0 0 cm /Scan1 Do Q")


def _scan_drawn_elsewhere(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[1]
    page.contents_coalesce()
    code = page.obj.Contents.read_bytes()
    assert b"/Scan1 Do" in code
    code = code.replace(b"/Scan1 Do", b"0.1 0 0 0.1 0 0 cm /Scan1 Do")
    page.obj.Contents = pdf.make_stream(code)


def _mask_on_a_scan(pdf: pikepdf.Pdf) -> None:
    scan = pdf.pages[1].obj.Resources.XObject["/Scan1"]
    scan.Decode = pikepdf.Array([1, 0])


@pytest.mark.parametrize(
    "spoil",
    [
        _second_of_a_name,
        _scan_over_the_sheet,
        _picture_in_the_text,
        _scan_drawn_twice,
        _scan_drawn_elsewhere,
        _mask_on_a_scan,
    ],
)
def test_no_picture_lies_over_a_paper_of_another_version(
    sealed: bytes, small: Stages, spoil: Spoil
) -> None:
    with pikepdf.open(io.BytesIO(_as_another_version(_set_again(sealed)))) as pdf:
        spoil(pdf)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    assert altered(_resealed(out.getvalue(), small))

"""Papers made to look like ours: pages that hide or show more than the data inside says."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from paper_factory import AT, CONSULTANT, OWNER, TABLE, Stages, a_document, its_data
from pikepdf import Array, Dictionary, Name, Pdf, String
from reportlab.lib.pagesizes import A5, LETTER

from onboard import canonical
from onboard.errors import UserFacingError
from onboard.pdf.printer import PdfPrinter
from onboard.pdf.seal import seal_paper
from onboard.pdf.verify import verify_pdf
from onboard.ports import SigningKey

DIFFERS = "The pages are not those that belong to the data inside the paper."


def edited(pdf: bytes, change: Callable[[Pdf], None]) -> bytes:
    out = io.BytesIO()
    with Pdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        opened.save(out, object_stream_mode=pikepdf.ObjectStreamMode.preserve)
    return out.getvalue()


def _picture(pdf: Pdf) -> Any:
    drawn = pdf.make_stream(b"1 1 0.6 rg 0 0 420 60 re f")
    drawn.Type, drawn.Subtype = Name.XObject, Name.Form
    drawn.BBox = Array([0, 0, 420, 60])
    return pdf.make_indirect(drawn)


def _annotate(pdf: Pdf, annotation: Dictionary) -> None:
    page = pdf.pages[0].obj
    if Name.Annots not in page:
        page.Annots = Array([])
    page.Annots.append(pdf.make_indirect(annotation))


def picture_over_a_page(pdf: Pdf) -> None:
    page = pdf.pages[0]
    page.obj.Resources.XObject = Dictionary(Over=_picture(pdf))
    page.contents_add(pdf.make_stream(b"q /Artifact <</Type /Layout>> BDC /Over Do EMC Q"))


def stamp(pdf: Pdf) -> None:
    look = Dictionary(N=_picture(pdf))
    place = Array([40, 300, 460, 360])
    _annotate(pdf, Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=place, F=4, AP=look))


def link_to_elsewhere(pdf: Pdf) -> None:
    place, action = Array([0, 0, 600, 800]), Dictionary(S=Name.URI, URI=String("http://a.example/"))
    _annotate(pdf, Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=place, A=action))


def action_on_opening(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert('x')"))


def layer_switched_off(pdf: Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    for page in pdf.pages:
        page.obj.Resources.Properties = Dictionary(M=layer)
        page.contents_add(pdf.make_stream(b"/OC /M BDC "), prepend=True)
        page.contents_add(pdf.make_stream(b" EMC"))


def cut_page(pdf: Pdf) -> None:
    pdf.pages[2].obj.CropBox = Array([0, 0, 50, 50])


def white_field(pdf: Pdf) -> None:
    pdf.pages[1].contents_add(pdf.make_stream(b"q 1 g 0 0 700 900 re f Q"))


def other_table(pdf: Pdf) -> None:
    names = pdf.Root.Names.EmbeddedFiles.Names
    names[3].EF.F.write(b"item,quantity\r\nsomething-else,90\r\n")


def other_title(pdf: Pdf) -> None:
    pdf.trailer.Info.Title = String("Another paper")


VISIBLE_TO_A_LIST = (
    picture_over_a_page,
    stamp,
    link_to_elsewhere,
    action_on_opening,
    layer_switched_off,
    cut_page,
)
FORGERIES = (*VISIBLE_TO_A_LIST, white_field, other_table, other_title)


def signed_by_force(pdf: bytes, stages: Stages) -> bytes:
    half = seal_paper(pdf, CONSULTANT, stages.consultant_key, is_made_here=True)
    return seal_paper(half, OWNER, stages.owner_key, is_made_here=True)


def refused(pdf: bytes, key: SigningKey, seal: Any = CONSULTANT) -> str:
    with pytest.raises(UserFacingError) as caught:
        PdfPrinter().seal(pdf, seal, key)
    assert str(caught.value)
    return caught.value.message_id


@pytest.mark.parametrize("change", FORGERIES, ids=lambda each: each.__name__)
def test_pages_that_are_not_set_from_the_data_are_found_and_not_signed(
    stages: Stages, change: Callable[[Pdf], None]
) -> None:
    forged = edited(stages.unsigned, change)
    assert refused(forged, stages.consultant_key) == "seal.pages-differ"
    found = verify_pdf(signed_by_force(forged, stages))
    assert (found.status, found.changes) == ("altered", (DIFFERS,))
    assert found.data_matches_paper is False


def test_the_owner_does_not_sign_such_pages_either(stages: Stages) -> None:
    forged = edited(stages.unsigned, white_field)
    half = seal_paper(forged, CONSULTANT, stages.consultant_key, is_made_here=True)
    assert refused(half, stages.owner_key, OWNER) == "seal.pages-differ"


def as_of_another_version(pdf: Pdf) -> None:
    pdf.trailer.Info.Creator = String("onboard, layout 0")


@pytest.mark.parametrize("change", VISIBLE_TO_A_LIST, ids=lambda each: each.__name__)
def test_another_version_is_no_way_around_for_what_can_be_listed(
    stages: Stages, change: Callable[[Pdf], None]
) -> None:
    forged = edited(edited(stages.unsigned, as_of_another_version), change)
    found = verify_pdf(signed_by_force(forged, stages))
    assert (found.status, found.changes) == ("altered", (DIFFERS,))


def test_a_paper_of_another_version_is_said_to_be_checked_by_its_words(stages: Stages) -> None:
    older = edited(stages.unsigned, as_of_another_version)
    assert refused(older, stages.consultant_key) == "seal.other-version"
    half = seal_paper(older, CONSULTANT, stages.consultant_key, is_made_here=True)
    found = verify_pdf(PdfPrinter().seal(half, OWNER, stages.owner_key))
    assert found.status == "unchanged"
    assert "only its words were compared" in found.changes[0]


def test_a_paper_signed_in_another_process_is_set_again_and_signed(stages: Stages) -> None:
    half = PdfPrinter().seal(stages.unsigned, CONSULTANT, stages.consultant_key)
    assert verify_pdf(PdfPrinter().seal(half, OWNER, stages.owner_key)).status == "unchanged"


def test_letter_paper_is_set_again_as_letter() -> None:
    document = a_document()
    letter = PdfPrinter(LETTER).render(document, its_data(document), TABLE, at=AT)
    assert verify_pdf(letter).data_matches_paper
    small = PdfPrinter(A5).render(document, its_data(document), TABLE, at=AT)
    assert verify_pdf(small).data_matches_paper is False


def with_data(**changes: object) -> bytes:
    data = json.loads(its_data(a_document())) | changes
    del data["digest"]
    data["digest"] = canonical.digest(data)
    return canonical.canonical_bytes(data)


def test_the_attached_table_is_the_one_that_the_data_names(printer: PdfPrinter) -> None:
    named = with_data(bill_sha256=hashlib.sha256(TABLE).hexdigest())
    assert verify_pdf(printer.render(a_document(), named, TABLE, at=AT)).data_matches_paper
    other = printer.render(a_document(), named, TABLE + b"more,1\r\n", at=AT)
    assert verify_pdf(other).data_matches_paper is False


def test_a_digest_that_does_not_hold_is_not_signed(printer: PdfPrinter, stages: Stages) -> None:
    data = json.loads(its_data(a_document())) | {"protected": False}
    pdf = printer.render(a_document(), canonical.canonical_bytes(data), TABLE, at=AT)
    assert refused(pdf, stages.consultant_key) == "seal.changed"


@pytest.mark.parametrize("name", ["Somebody Else", "Thе Owner"])  # the second one with a Cyrillic е
def test_who_signs_in_the_place_of_another_is_told(stages: Stages, name: str) -> None:
    found = verify_pdf(seal_paper(stages.half, replace(OWNER, name=name), stages.owner_key))
    assert found.status == "unchanged"
    assert (
        f"names The Owner to sign as the owner, but the signature is in the name of {name}."
        in (found.changes[0])
    )
    assert verify_pdf(stages.signed).changes == ()


def appended(first: bytes, second: bytes) -> bytes:
    """`second` behind `first`, as a file of its own that does not build on it."""
    out = io.BytesIO()
    with Pdf.open(io.BytesIO(second)) as opened:
        opened.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    body, table = out.getvalue().rsplit(b"\nxref\n", 1)
    moved = len(first)
    table = re.sub(rb"(\d{10})(?= \d{5} n)", lambda each: b"%010d" % (int(each[1]) + moved), table)
    table = re.sub(
        rb"startxref\n(\d+)", lambda each: b"startxref\n%d" % (int(each[1]) + moved), table
    )
    return first + body + b"\nxref\n" + table


def test_a_true_paper_in_front_of_another_proves_nothing(stages: Stages) -> None:
    other = appended(stages.unsigned, edited(stages.unsigned, white_field))
    half = seal_paper(other, CONSULTANT, stages.consultant_key, is_made_here=True)
    assert verify_pdf(half).status == "altered"
    assert refused(half, stages.owner_key, OWNER) == "seal.changed"

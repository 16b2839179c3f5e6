"""Faults planted in a right paper, one at a time, to know that the engine finds such faults.

Each names the profile that must find it, and the clauses of the standard that it breaks.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from vera import Profile

Plant = Callable[[Pdf], object]


@dataclass(frozen=True, slots=True)
class Defect:
    name: str
    profile: Profile
    clauses: tuple[str, ...]
    """A rejection by none of these would not be for the fault."""
    planted: Callable[[bytes], bytes]


DEFECTS: list[Defect] = []

LET_PASS = {
    "metadata-that-is-no-xml": "the engine mends what it reads",
    "two-titles-that-differ": "part 3 of the standard no longer asks that they are the same",
    "a-field-that-says-nothing": "its structure element says the same, and either will do",
}
"""What the engine is known to accept, and why."""


def rewritten(pdf: bytes, change: Plant = lambda _: None, **how: Any) -> bytes:
    """The paper written anew, with this change."""
    out = io.BytesIO()
    with Pdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        opened.save(out, **how)
    return out.getvalue()


def _breaks(profile: Profile, *clauses: str) -> Callable[[Plant], Plant]:
    """A fault that is planted in the opened file."""

    def keep(plant: Plant) -> Plant:
        _keep(plant, profile, clauses, lambda pdf: rewritten(pdf, plant))
        return plant

    return keep


def _breaks_bytes(
    profile: Profile, *clauses: str
) -> Callable[[Callable[[bytes], bytes]], Callable[[bytes], bytes]]:
    """A fault of the file's own framing."""

    def keep(plant: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
        _keep(plant, profile, clauses, plant)
        return plant

    return keep


def _keep(
    plant: Callable[..., object],
    profile: Profile,
    clauses: tuple[str, ...],
    planted: Callable[[bytes], bytes],
) -> None:
    name = plant.__name__.replace("_", "-")  # type: ignore[attr-defined]
    DEFECTS.append(Defect(name, profile, clauses, planted))


# ---- framing


@_breaks_bytes("3a", "6.1.3")
def encrypted(pdf: bytes) -> bytes:
    return rewritten(pdf, encryption=pikepdf.Encryption(owner="o", user=""))


@_breaks_bytes("3a", "6.1.3")
def bytes_after_the_end(pdf: bytes) -> bytes:
    return pdf + b"more\n"


@_breaks_bytes("3a", "6.1.2")
def bytes_before_the_start(pdf: bytes) -> bytes:
    return b"more\n" + pdf


@_breaks_bytes("3a", "6.1.3")
def no_identifier_of_the_file(pdf: bytes) -> bytes:
    return rewritten(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable).replace(
        b"/ID ", b"/Id "
    )


# ---- who, what and when


@_breaks("3a", "6.6.2.1")
def no_metadata(pdf: Pdf) -> None:
    del pdf.Root.Metadata


@_breaks("3a", "6.6.4")
def no_claim_of_archive_format(pdf: Pdf) -> None:
    _in_metadata(pdf, "<pdfaid:part>3</pdfaid:part>", "")


@_breaks("3a", "6.6.4")
def no_level_of_the_claim(pdf: Pdf) -> None:
    _in_metadata(pdf, "<pdfaid:conformance>A</pdfaid:conformance>", "")


@_breaks("3a", "6.6.2.3.1", "6.6.2.3.2", "6.6.2.3.3")
def a_schema_that_is_not_described(pdf: Pdf) -> None:
    _in_metadata(pdf, "<pdfaSchema:prefix>pdfuaid<", "<pdfaSchema:prefix>other<")
    _in_metadata(pdf, "http://www.aiim.org/pdfua/ns/id/</pdfaS", "urn:other</pdfaS")


@_breaks("3a", "6.6.2.1")
def metadata_that_is_no_xml(pdf: Pdf) -> None:
    _in_metadata(pdf, "</rdf:RDF>", "")


@_breaks("ua1", "5")
def no_claim_of_accessible_format(pdf: Pdf) -> None:
    _in_metadata(pdf, "<pdfuaid:part>1</pdfuaid:part>", "")


@_breaks("ua1", "7.1")
def no_title(pdf: Pdf) -> None:
    _in_metadata(pdf, "dc:title>", "dc:source>")


@_breaks("ua1", "7.1")
def the_window_shows_the_name_of_the_file(pdf: Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


@_breaks("3a", "6.6.3")
def two_titles_that_differ(pdf: Pdf) -> None:
    pdf.trailer.Info.Title = String("Another title")


@_breaks("ua1", "7.2")
def no_language(pdf: Pdf) -> None:
    del pdf.Root.Lang


@_breaks("ua1", "7.2")
def a_language_that_is_none(pdf: Pdf) -> None:
    pdf.Root.Lang = String("not a language")


# ---- colours, fonts and what is drawn


@_breaks("3a", "6.2.4.3")
def no_colour_profile(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents


@_breaks("3a", "6.2.3")
def a_colour_profile_that_is_none(pdf: Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile.write(b"no profile")


@_breaks("3a", "6.2.4.3")
def colours_of_a_printing_press(pdf: Pdf) -> None:
    _draw(pdf, b"/Artifact BMC 0 0 0 1 k 9 9 9 9 re f EMC")


@_breaks("3a", "6.2.2")
def an_operator_that_is_none(pdf: Pdf) -> None:
    _draw(pdf, b"/Artifact BMC BX 1 nonsense EX EMC")


@_breaks("3a", "6.2.11.4.1")
def a_font_that_is_not_embedded(pdf: Pdf) -> None:
    del _font(pdf).FontDescriptor.FontFile2


@_breaks("3a", "6.2.11.5")
def widths_that_are_not_the_fonts(pdf: Pdf) -> None:
    font = _font(pdf)
    font.Widths = Array([float(width) + 100 for width in font.Widths])


@_breaks("3a", "6.2.11.7.2")
def letters_that_stand_for_no_text(pdf: Pdf) -> None:
    del _font(pdf).ToUnicode


@_breaks("3a", "6.2.11.4.1", "6.2.11.8")
def a_letter_that_the_font_lacks(pdf: Pdf) -> None:
    name = next(iter(pdf.pages[0].obj.Resources.Font.keys()))
    _draw(pdf, f"/Artifact BMC BT {name} 9 Tf (\\377) Tj ET EMC".encode())


@_breaks("3a", "6.2.10")
def a_blend_mode_that_is_none(pdf: Pdf) -> None:
    _state(pdf, BM=Name("/Nonsense"))


@_breaks("3a", "6.2.5")
def a_transfer_curve(pdf: Pdf) -> None:
    _state(pdf, TR=Name.Identity)


@_breaks("3a", "6.2.8")
def a_picture_smoothed_by_the_reader(pdf: Pdf) -> None:
    grey = {"Width": 1, "Height": 1, "ColorSpace": Name.DeviceGray, "BitsPerComponent": 8}
    picture = Stream(pdf, b"\0", Type=Name.XObject, Subtype=Name.Image, Interpolate=True, **grey)
    pdf.pages[0].obj.Resources.XObject = Dictionary(Seen=pdf.make_indirect(picture))
    _draw(pdf, b"/Artifact BMC q 9 0 0 9 0 0 cm /Seen Do Q EMC")


@_breaks("3a", "6.9")
def a_layer_without_a_name(pdf: Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Layer")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(Order=Array([layer])))


# ---- what acts, and what is attached


@_breaks("3a", "6.5.1")
def a_script_at_opening(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


@_breaks("3a", "6.5.1")
def a_link_that_starts_a_program(pdf: Pdf) -> None:
    link = _annotation(pdf, "/Link")
    del link["/Dest"]
    link.A = Dictionary(S=Name.Launch, F=String("program"))


@_breaks("3a", "6.5.2")
def an_action_of_the_document(pdf: Pdf) -> None:
    pdf.Root.AA = Dictionary(WC=Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit])))


@_breaks("3a", "6.8")
def an_attachment_without_its_relation(pdf: Pdf) -> None:
    del pdf.Root.AF[0]["/AFRelationship"]


@_breaks("3a", "6.8")
def an_attachment_of_no_kind(pdf: Pdf) -> None:
    del pdf.Root.AF[0].EF.F["/Subtype"]


@_breaks("3a", "6.8")
def an_attachment_without_a_name(pdf: Pdf) -> None:
    del pdf.Root.AF[0]["/UF"]


@_breaks("3a", "6.8")
def an_attachment_that_belongs_to_nothing(pdf: Pdf) -> None:
    del pdf.Root.AF


# ---- signature fields and links


@_breaks("3a", "6.3.3")
def a_field_without_a_picture(pdf: Pdf) -> None:
    del _annotation(pdf, "/Widget")["/AP"]


@_breaks("3a", "6.3.2")
def a_field_that_is_not_printed(pdf: Pdf) -> None:
    _annotation(pdf, "/Widget").F = 0


@_breaks("3a", "6.3.1")
def a_note_with_sound(pdf: Pdf) -> None:
    link = _annotation(pdf, "/Link")
    link.Subtype = Name.Sound


@_breaks("3a", "6.4.1")
def a_form_that_asks_for_new_pictures(pdf: Pdf) -> None:
    pdf.Root.AcroForm.NeedAppearances = True


@_breaks("3a", "6.4.2")
def a_form_of_another_kind(pdf: Pdf) -> None:
    pdf.Root.AcroForm.XFA = Stream(pdf, b"<xdp/>")


@_breaks("ua1", "7.18.5")
def a_link_outside_the_tags(pdf: Pdf) -> None:
    link = _element(pdf, "/Link")
    link.K = Array([each for each in link.K if not isinstance(each, Dictionary)])
    del _annotation(pdf, "/Link")["/StructParent"]


@_breaks("ua1", "7.18.5", "7.18.1")
def a_link_that_says_nothing(pdf: Pdf) -> None:
    del _annotation(pdf, "/Link")["/Contents"]


@_breaks("ua1", "7.18.4")
def a_field_outside_the_tags(pdf: Pdf) -> None:
    _element(pdf, "/Form").S = Name.P


@_breaks("ua1", "7.18.1")
def a_field_that_says_nothing(pdf: Pdf) -> None:
    del _annotation(pdf, "/Widget")["/TU"]


@_breaks("ua1", "7.18.3")
def fields_in_the_order_of_their_making(pdf: Pdf) -> None:
    for page in pdf.pages:
        del page.obj["/Tabs"]


# ---- tags


@_breaks("3a", "6.7.2.2")
def not_marked_as_tagged(pdf: Pdf) -> None:
    del pdf.Root.MarkInfo


@_breaks("ua1", "7.1")
def no_tags(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot


@_breaks("ua1", "7.1")
def tags_under_suspicion(pdf: Pdf) -> None:
    pdf.Root.MarkInfo.Suspects = True


@_breaks("ua1", "7.1")
def content_without_a_tag(pdf: Pdf) -> None:
    _draw(pdf, b"9 9 9 9 re f")


@_breaks("ua1", "7.1")
def content_inside_artwork(pdf: Pdf) -> None:
    _draw(pdf, b"/Artifact BMC /P <</MCID 0>> BDC 9 9 9 9 re f EMC EMC")


@_breaks("ua1", "7.1")
def artwork_inside_content(pdf: Pdf) -> None:
    _draw(pdf, b"/P <</MCID 0>> BDC /Artifact BMC 9 9 9 9 re f EMC EMC")


@_breaks("ua1", "7.1")
def empty_artwork_inside_content(pdf: Pdf) -> None:
    _draw(pdf, b"/P <</MCID 0>> BDC /Artifact BMC EMC EMC")


@_breaks("3a", "6.7.3.4")
def a_tag_that_nobody_knows(pdf: Pdf) -> None:
    _element(pdf, "/BlockQuote").S = Name("/Saying")


@_breaks("ua1", "7.1")
def tags_that_stand_for_each_other(pdf: Pdf) -> None:
    _element(pdf, "/BlockQuote").S = Name("/One")
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(One=Name("/Other"), Other=Name("/One"))


@_breaks("ua1", "7.4.2")
def a_level_of_heading_left_out(pdf: Pdf) -> None:
    _element(pdf, "/H2").S = Name.H4


@_breaks("ua1", "7.3")
def a_figure_without_words(pdf: Pdf) -> None:
    del _element(pdf, "/Figure")["/Alt"]


@_breaks("ua1", "7.5")
def header_cells_of_no_column(pdf: Pdf) -> None:
    for each in _elements(pdf):
        if each.S == "/TH":
            del each["/A"]


@_breaks("ua1", "7.2")
def a_row_outside_its_table(pdf: Pdf) -> None:
    _element(pdf, "/TBody").S = Name.Sect


@_breaks("ua1", "7.2")
def a_cell_outside_its_row(pdf: Pdf) -> None:
    _element(pdf, "/TR").S = Name.P


@_breaks("ua1", "7.2")
def a_row_with_a_cell_too_few(pdf: Pdf) -> None:
    row = next(each for each in _elements(pdf) if each.S == "/TR" and len(each.K) > 2)
    row.K = Array(list(row.K)[:-1])


@_breaks("ua1", "7.2")
def an_entry_outside_its_list(pdf: Pdf) -> None:
    _element(pdf, "/L").S = Name.Sect


@_breaks("ua1", "7.2")
def a_list_with_something_else_in_it(pdf: Pdf) -> None:
    _element(pdf, "/LI").S = Name.P


@_breaks("ua1", "7.2")
def a_line_outside_the_contents(pdf: Pdf) -> None:
    _element(pdf, "/TOC").S = Name.Sect


@_breaks("ua1", "7.9")
def a_note_without_a_name(pdf: Pdf) -> None:
    _element(pdf, "/BlockQuote").S = Name.Note


# ---- tools


def _in_metadata(pdf: Pdf, old: str, new: str) -> None:
    xmp = pdf.Root.Metadata.read_bytes().decode()
    assert old in xmp
    pdf.Root.Metadata.write(xmp.replace(old, new).encode())


def _draw(pdf: Pdf, operators: bytes) -> None:
    pdf.pages[0].contents_add(operators)


def _font(pdf: Pdf) -> Any:
    return next(iter(pdf.pages[0].obj.Resources.Font.values()))


def _state(pdf: Pdf, **entries: Any) -> None:
    """A graphics state with these entries, used once."""
    pdf.pages[0].obj.Resources.ExtGState = Dictionary(Odd=Dictionary(**entries))
    _draw(pdf, b"/Artifact BMC q /Odd gs 9 9 9 9 re f Q EMC")


def _annotation(pdf: Pdf, kind: str) -> Any:
    notes = (note for page in pdf.pages for note in page.obj.get("/Annots", []))
    return next(note for note in notes if note.Subtype == kind)


def _element(pdf: Pdf, tag: str) -> Any:
    return next(each for each in _elements(pdf) if str(each.S) == tag)


def _elements(pdf: Pdf) -> Iterator[Any]:
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        each = waiting.pop(0)
        if isinstance(each, Array):
            waiting[:0] = list(each)
        elif isinstance(each, Dictionary) and "/S" in each:
            yield each
            waiting[:0] = [each.get("/K", Array())]

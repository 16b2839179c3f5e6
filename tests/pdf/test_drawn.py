"""Papers of another version are compared by their words: those have to be seen where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from paper_factory import CONSULTANT, OWNER, Stages
from pikepdf import Array, Dictionary, Name, Pdf, String
from test_forgery import DIFFERS, as_of_another_version, edited, signed_by_force
from time_server import Served
from updates import field, numbers, sealed_with

from onboard.pdf import appearance
from onboard.pdf import seal as sealing
from onboard.pdf.seal import seal_paper
from onboard.pdf.verify import verify_pdf

Change = Callable[[Pdf], None]


def _code(pdf: Pdf, page: int = 1) -> bytes:
    return bytes(pdf.pages[page].obj.Contents.read_bytes())


def _rewritten(pdf: Pdf, old: bytes, new: bytes, page: int = 1) -> None:
    code = _code(pdf, page)
    assert re.search(old, code, re.DOTALL), code[:900]
    changed = re.sub(old, new, code, count=1, flags=re.DOTALL)
    pdf.pages[page].obj.Contents = pdf.make_stream(changed)


def _added(pdf: Pdf, code: bytes, page: int = 1) -> None:
    pdf.pages[page].contents_add(pdf.make_stream(code))


LAST_WORDS = rb"(BT (?:(?!BT ).)*?ET)(?!.*BT )"


def white_field(pdf: Pdf) -> None:
    _added(pdf, b"q 1 g 60 500 300 200 re f Q".replace(b"1 g", b"1 1 1 rg"))


def white_line(pdf: Pdf) -> None:
    _added(pdf, b"q 1 1 1 RG 40 w n 60 600 m 500 600 l S Q")


def white_words(pdf: Pdf) -> None:
    _rewritten(pdf, LAST_WORDS, rb"1 1 1 rg \1")
    _rewritten(pdf, rb"(1 1 1 rg BT \S+ \S+ Tf) \S+ \S+ \S+ rg", rb"\1 1 1 1 rg")


def white_words_on_a_field_never_drawn(pdf: Pdf) -> None:
    field = rb"0 0 0 rg 0 0 600 900 re n 0 0 m f "
    _rewritten(pdf, LAST_WORDS, field + rb"\1")
    _rewritten(pdf, rb"(0 0 m f BT \S+ \S+ Tf) \S+ \S+ \S+ rg", rb"\1 1 1 1 rg")


def words_beside_the_page(pdf: Pdf) -> None:
    _rewritten(pdf, LAST_WORDS, rb"q 1 0 0 1 3000 0 cm \1 Q")


def words_upside_down(pdf: Pdf) -> None:
    _rewritten(pdf, LAST_WORDS, rb"q 1 0 0 -1 0 800 cm \1 Q")


def tiny_words(pdf: Pdf) -> None:
    _rewritten(pdf, LAST_WORDS, rb"q .1 0 0 .1 60 60 cm \1 Q")


def words_without_ink(pdf: Pdf) -> None:
    _rewritten(pdf, LAST_WORDS, rb"3 Tr \1 0 Tr")


def words_cut_away(pdf: Pdf) -> None:
    _rewritten(pdf, LAST_WORDS, rb"q 0 0 1 1 re W n \1 Q")


def words_struck_out(pdf: Pdf) -> None:
    code = _code(pdf)
    place = re.search(rb"([\d.]+) ([\d.]+) Td", code)
    assert place
    x, y = float(place[1]), float(place[2]) + 3
    _added(pdf, b"q 0 0 0 RG .5 w n %f %f m %f %f l S Q" % (x, y, x + 100, y))


def words_in_each_others_place(pdf: Pdf) -> None:
    """The names of two sums, exchanged on the page and not in the file."""
    places = re.findall(rb"rg ([\d.]+) ([\d.]+) Td", _code(pdf))
    x = next(x for x, _ in places if [each for each, _ in places].count(x) == 5)
    *_, one, two = [b"%s %s Td" % each for each in places if each[0] == x]
    code = _code(pdf).replace(one, b"X").replace(two, one).replace(b"X", two)
    pdf.pages[1].obj.Contents = pdf.make_stream(code)


def a_figure_beside_a_price(pdf: Pdf) -> None:
    """Artwork's words are compared without their figures: page numbers change."""
    *_, last = re.finditer(rb"BT (\S+) (\S+) Tf (\S+ \S+ \S+) rg (\S+) (\S+) Td\(", _code(pdf))
    name, size, colour, x, y = last.groups()
    told = b"(" + re.findall(rb"Td\((.)[^)]*\)Tj", _code(pdf), re.DOTALL)[0][:1] + b")"
    beside = b"%s %s Td %s Tj ET EMC" % (b"%f" % (float(x) - 8), y, told)
    _added(
        pdf, b"/Artifact <</Type /Layout>> BDC BT %s %s Tf %s rg " % (name, size, colour) + beside
    )


def other_words_as_artwork(pdf: Pdf) -> None:
    words = re.findall(rb"BT \S+ \S+ Tf \S+ \S+ \S+ rg \S+ \S+ Td\([^)]*\)Tj ET", _code(pdf))[-1]
    moved = re.sub(rb"rg \S+ \S+ Td", rb"rg 60 60 Td", words)
    _added(pdf, b"/Artifact <</Type /Layout>> BDC %s EMC" % moved)


def words_copied_otherwise(pdf: Pdf) -> None:
    _rewritten(pdf, rb"<</MCID (\d+)>>", rb"<</MCID \1 /ActualText (EUR 1.00)>>")


def words_heard_otherwise(pdf: Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, Dictionary) and each.get("/S") == Name.H1:
            each.ActualText = String("You pay nothing")
            return


def a_picture_told_otherwise(pdf: Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, Dictionary) and "/Alt" in each:
            each.Alt = String("You pay nothing")
            return


def a_heading_listed_otherwise(pdf: Pdf) -> None:
    pdf.Root.Outlines.First.Title = String("You pay nothing")


def a_heading_that_starts_something(pdf: Pdf) -> None:
    item = pdf.Root.Outlines.First
    item.A = Dictionary(S=Name.URI, URI=String("http://a.example/"))


def pages_turned_by_the_tree(pdf: Pdf) -> None:
    pdf.Root.Pages.Rotate = 180
    for page in pdf.pages:
        del page.obj.Rotate


def pages_cut_by_the_tree(pdf: Pdf) -> None:
    pdf.Root.Pages.CropBox = Array([0, 0, 300, 300])


def form_of_another_kind(pdf: Pdf) -> None:
    pdf.Root.AcroForm.XFA = String("<xdp/>")


def links_with_a_frame(pdf: Pdf) -> None:
    links = [each for page in pdf.pages for each in page.obj.get(Name.Annots, Array())]
    for link in links:
        if link.Subtype == Name.Link:
            link.Border = Array([0, 0, 400])


def _fonts(pdf: Pdf, page: int = 1) -> list[Dictionary]:
    return [font for _, font in pdf.pages[page].obj.Resources.Font.items()]


def letters_drawn_otherwise(pdf: Pdf) -> None:
    """Two letters of a font exchange their shapes; what is read out stays."""
    program = _fonts(pdf)[0].FontDescriptor.FontFile2
    data = bytearray(program.read_bytes())
    tables = {bytes(data[at : at + 4]): at for at in range(12, 12 + 16 * data[5], 16)}
    at = int.from_bytes(data[tables[b"cmap"] + 8 : tables[b"cmap"] + 12], "big") + 12 + 10
    data[at + 2 : at + 6] = data[at + 4 : at + 6] + data[at + 2 : at + 4]
    program.write(bytes(data))


def letters_of_no_width(pdf: Pdf) -> None:
    _fonts(pdf)[0].Widths = Array([0 for _ in _fonts(pdf)[0].Widths])


def letters_renamed(pdf: Pdf) -> None:
    font = _fonts(pdf)[0]
    font.Encoding = Dictionary(Type=Name.Encoding, Differences=Array([1, Name.A, Name.B]))


def fonts_in_place(pdf: Pdf) -> None:
    """Fonts without a number of their own cannot be told apart by it."""
    fonts = pdf.pages[1].obj.Resources.Font
    for key, font in list(fonts.items()):
        fonts[key] = Dictionary(dict(font.items()))


def font_of_before_brought_back(pdf: Pdf) -> None:
    """What is read out goes by one font, and what is seen by the one before it."""
    used = re.findall(rb"BT (/\S+) ", _code(pdf))
    other = next(each for each in used if each != used[-1])
    _rewritten(pdf, rb"BT (/\S+ \S+) Tf((?:(?!BT ).)*)\Z", other + rb" 9 Tf q \1 Tf Q BT\2")


def values_that_no_viewer_reads_alike(pdf: Pdf) -> None:
    _rewritten(pdf, LAST_WORDS, rb"[[[ ]]] 0 d \1")


def too_many_values(pdf: Pdf) -> None:
    _rewritten(pdf, LAST_WORDS, rb"0 0 q \1 Q")


FORGERIES: tuple[Change, ...] = (
    white_field, white_line, white_words, white_words_on_a_field_never_drawn, words_beside_the_page,
    words_upside_down, tiny_words, words_without_ink, words_cut_away, words_struck_out,
    words_in_each_others_place, a_figure_beside_a_price, other_words_as_artwork,
    words_copied_otherwise, words_heard_otherwise, a_picture_told_otherwise,
    a_heading_listed_otherwise, a_heading_that_starts_something, pages_turned_by_the_tree,
    pages_cut_by_the_tree, form_of_another_kind, links_with_a_frame, letters_drawn_otherwise,
    letters_of_no_width, letters_renamed, fonts_in_place, font_of_before_brought_back,
    values_that_no_viewer_reads_alike, too_many_values,
)  # fmt: skip


@pytest.mark.parametrize("change", FORGERIES, ids=lambda each: each.__name__)
def test_what_is_not_seen_as_it_is_read_is_told(small: Stages, change: Change) -> None:
    forged = edited(edited(small.unsigned, as_of_another_version), change)
    found = verify_pdf(signed_by_force(forged, small))
    assert (found.status, found.changes) == ("altered", (DIFFERS,))


@pytest.mark.parametrize("size", ["small", "stages"])
def test_what_is_seen_as_it_is_read_passes(size: str, request: pytest.FixtureRequest) -> None:
    paper: Stages = request.getfixturevalue(size)
    found = verify_pdf(signed_by_force(edited(paper.unsigned, as_of_another_version), paper))
    assert found.status == "unchanged"
    assert "only its words were compared" in found.changes[0]


# ---- the picture of a signature


def _drawn_elsewhere(small: Stages, change: Callable[[Any, Any], None]) -> bytes:
    """The owner's signature by a version that sets the words of the box elsewhere."""

    def draw(*arguments: Any, **more: Any) -> bytes:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(appearance, "_LABEL", 44.0)
            return appearance.draw_appearance(*arguments, **more)

    def changed(writer: Any) -> None:
        picture = field(writer, "Owner")["/AP"].raw_get("/N").get_object()
        change(picture, picture["/Resources"]["/XObject"]["/Drawn"])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "build", lambda: "layout 0")
        patch.setattr(sealing, "draw_appearance", draw)
        return sealed_with(small.half, OWNER, small.owner_key, changed, late=True)


def _recoded(stream: Any, code: bytes) -> None:
    stream._data, stream._encoded_data = code, None


def red_field_in_the_frame(picture: Any, _: Any) -> None:
    _recoded(picture, picture.data + b"\nq 1 0 0 rg 0 0 468 88 re f Q")


def cut_frame(picture: Any, _: Any) -> None:
    picture["/BBox"] = numbers(0, 88, 20, 0)


def words_in_white(_: Any, drawn: Any) -> None:
    _recoded(drawn, re.sub(rb"\S+ \S+ \S+ rg", b"1 1 1 rg", drawn.data))


def words_shifted_out(_: Any, drawn: Any) -> None:
    _recoded(drawn, b"1 0 0 1 300 0 cm " + drawn.data)


def other_letters(_: Any, drawn: Any) -> None:
    for font in map(drawn["/Resources"]["/Font"].__getitem__, drawn["/Resources"]["/Font"]):
        program = font["/FontDescriptor"]["/FontFile2"]
        _recoded(program, program.data.replace(b"glyf", b"glyg"))


@pytest.mark.parametrize(
    "change",
    [red_field_in_the_frame, cut_frame, words_in_white, words_shifted_out, other_letters],
    ids=lambda each: each.__name__,
)
def test_a_box_of_another_version_shows_its_words(
    small: Stages, change: Callable[[Any, Any], None]
) -> None:
    found = verify_pdf(_drawn_elsewhere(small, change))
    assert found.status == "altered"
    assert "picture in a signature’s box is not the one" in found.changes[0]


def test_a_box_that_another_version_drew_elsewhere_passes(small: Stages) -> None:
    found = verify_pdf(_drawn_elsewhere(small, lambda *_: None))
    assert found.status == "unchanged"
    assert "only its words were compared" in found.changes[0]


def test_a_stamped_paper_of_another_version_passes(small: Stages, time_server: Served) -> None:
    older, server = edited(small.unsigned, as_of_another_version), time_server.trusted
    half = seal_paper(older, CONSULTANT, small.consultant_key, is_made_here=True, server=server)
    signed = seal_paper(half, OWNER, small.owner_key, is_made_here=True, server=server)
    found = verify_pdf(signed)
    assert found.status == "unchanged"
    assert found.times.level == "B-LTA"

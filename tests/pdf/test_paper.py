from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pikepdf
import pytest
from paper_factory import AT, TABLE, Stages, a_document, its_data
from reportlab.lib.pagesizes import letter

from onboard.agreement.document import (
    Bullets,
    Cell,
    Column,
    Cover,
    Document,
    Emphasis,
    Grid,
    Paragraph,
    RiskMap,
    Section,
    from_data,
)
from onboard.errors import UserFacingError
from onboard.pdf.cover import BAND, TEXT_TOP, band_height
from onboard.pdf.flowables import Text
from onboard.pdf.fonts import clean
from onboard.pdf.layout import lay_out
from onboard.pdf.paper import read_data
from onboard.pdf.printer import PdfPrinter
from onboard.pdf.setting import Setting
from onboard.pdf.tagging import Element
from onboard.pdf.text import page_texts

UNDRAWN = {"language", "running_title", "footer_note", "kind", "role", "state", "mark"}
"""Fields that are no words of the body; marks and states are drawn as words of the catalogue."""


def words_of(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, RiskMap):  # its text stands behind the figure, for a reading voice
        yield value.caption
        for point in value.points:
            yield point.name
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            if each.name not in UNDRAWN:
                yield from words_of(getattr(value, each.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from words_of(item)


def one_section(*blocks: object) -> Document:
    return replace(a_document(), sections=(Section("Only part", blocks),))  # type: ignore[arg-type]


def body(pdf: bytes) -> str:
    return " ".join(" ".join(page_texts(pdf, body_only=True)).split())


def rendered(document: Document) -> bytes:
    return PdfPrinter().render(document, its_data(document), TABLE, at=AT)


def test_every_word_of_the_document_is_on_the_paper(stages: Stages) -> None:
    text = body(stages.unsigned)
    levels = {"very-low", "low", "moderate", "high", "very-high"}
    for words in words_of(a_document()):
        if words not in levels:
            assert " ".join(clean(words).split()) in text


def test_seven_pages_with_page_numbers_contents_and_outline(stages: Stages) -> None:
    texts = page_texts(stages.unsigned)
    assert len(texts) == 7
    for number, text in enumerate(texts[1:], start=2):
        assert f"Page {number} of 7" in text
    with pikepdf.open(io.BytesIO(stages.unsigned)) as pdf:
        titles = [item.title for item in pdf.open_outline().root]
        links = [note for note in pdf.pages[1].obj.Annots if note.Subtype == "/Link"]
        targets = [pdf.pages.index(link.Dest[0]) for link in links]
    assert titles[0] == "Contents"
    assert titles[1:] == [
        f"{number}  {part.title}" for number, part in enumerate(a_document().sections, start=1)
    ]
    assert len(targets) == 6
    for title, target in zip(titles[1:], targets, strict=True):
        assert " ".join(title.split()) in texts[target]
        assert f"{' '.join(title.split())} {target + 1}" in texts[1]


def test_all_fonts_are_embedded(stages: Stages) -> None:
    with pikepdf.open(io.BytesIO(stages.signed)) as pdf:
        found = [
            each
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"
        ]
        assert len(found) > 4
        assert all("/FontFile2" in font.FontDescriptor for font in found)


def test_same_input_gives_the_same_bytes_in_any_process(stages: Stages) -> None:
    document = a_document()
    assert rendered(document) == stages.unsigned
    code = (
        "import hashlib; from paper_factory import *; from onboard.pdf.printer import PdfPrinter;"
        "d = a_document(); b = PdfPrinter().render(d, its_data(d), TABLE, at=AT);"
        "print(hashlib.sha256(b).hexdigest())"
    )
    here = Path(__file__).resolve()
    path = os.pathsep.join([str(here.parent), str(here.parents[2])])
    for seed in ("1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path, "TZ": "Asia/Tokyo"}
        run = subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout.strip() == hashlib.sha256(stages.unsigned).hexdigest()


def test_papers_made_at_the_same_time_do_not_mix() -> None:
    documents = [a_document(lines=lines) for lines in (3, 12, 30)]
    one_by_one = [rendered(document) for document in documents]
    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(rendered, documents * 2)) == one_by_one * 2


def test_rendering_does_not_load_pyhanko() -> None:
    code = (
        "import sys; from paper_factory import *; from onboard.pdf.printer import PdfPrinter;"
        "d = a_document(); PdfPrinter().render(d, its_data(d), TABLE, at=AT);"
        "print([name for name in sys.modules if name.startswith(('pyhanko', 'PySide6'))])"
    )
    here = Path(__file__).resolve()
    path = os.pathsep.join([str(here.parent), str(here.parents[2])])
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "[]"


def test_attached_files_are_the_bytes_given(stages: Stages) -> None:
    with pikepdf.open(io.BytesIO(stages.signed)) as pdf:
        files = {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}
        related = [spec.AFRelationship for spec in pdf.Root.AF]
    assert files == {"agreement.json": its_data(a_document()), "bill.csv": TABLE}
    assert related == ["/Data", "/Data"]
    assert from_data(read_data(stages.signed)["document"]) == a_document()


def test_the_table_header_repeats_and_rows_stay_whole() -> None:
    texts = page_texts(rendered(a_document(lines=120)))
    pages = [text for text in texts if "If left out" in text]
    assert len(pages) > 3
    assert body(rendered(a_document(lines=120))).count("How many Each Together") == 1


def test_a_cell_longer_than_a_page_is_still_drawn_whole() -> None:
    long = "word " * 2500 + "end-of-cell"
    table = Grid("Long", (Column("A"), Column("B")), ((Cell("x"), Cell(long)),))
    assert "end-of-cell" in body(rendered(one_section(table)))


def test_one_word_wider_than_its_column_does_not_stop_the_paper() -> None:
    table = Grid("Wide", tuple(Column("C") for _ in range(6)), ((Cell("Ж" * 90),) * 6,))
    document = one_section(table, Paragraph("L" * 400))
    letters = body(rendered(document)).replace(" ", "")
    assert letters.count("Ж") == 6 * 90
    assert "L" * 400 in letters


def test_a_long_text_runs_on_over_pages() -> None:
    text = " ".join(f"word{number}" for number in range(2000))
    document = one_section(*(Paragraph(text, each) for each in Emphasis), Bullets((text, "end")))
    assert body(rendered(document)).count(text) == len(Emphasis) + 1


@pytest.mark.parametrize("lines_before", [5, 14, 24, 34, 44])
def test_what_belongs_on_one_page_goes_to_the_next_only_where_it_must(lines_before: int) -> None:
    """No page stays nearly empty, and the two places to sign are never torn apart."""
    before = Section("Before", tuple(Paragraph(f"Line {n}.") for n in range(lines_before)))
    together = Section("Together", tuple(Paragraph(f"Part {n}.") for n in range(12)), new_page=True)
    document = replace(a_document(), sections=(before, together))
    pages = page_texts(rendered(document))
    held = [page for page in pages if "Part 0." in page]
    assert len(held) == 1
    assert all(f"Part {n}." in held[0] for n in range(12))
    alone = rendered(replace(document, sections=(before, replace(together, new_page=False))))
    fits = any("Part 0." in page and "Part 11." in page for page in page_texts(alone))
    shares = f"Line {lines_before - 1}." in held[0]
    assert shares is fits


def test_marks_are_words_as_well_as_shapes() -> None:
    cells = tuple((Cell("", mark=mark), Cell("Beside", mark=mark)) for mark in ("must", "very-low"))
    text = body(rendered(one_section(Grid("Marks", (Column("A"), Column("B")), cells))))
    assert "Must Must Beside Very low Very low Beside" in text


def test_the_footer_note_stands_on_every_page() -> None:
    texts = page_texts(rendered(a_document(footer_note="This copy is not protected.")))
    assert all("This copy is not protected." in text for text in texts)


def test_an_almost_empty_document_is_a_paper_too() -> None:
    cover = Cover("Title", "", "Firm", (), "", (), "")
    document = Document("R-1", "Run", "en", cover, "Contents", ())
    assert len(page_texts(rendered(document))) == 2


def test_letter_size() -> None:
    with pikepdf.open(io.BytesIO(lay_out(a_document(), letter).pdf)) as pdf:
        assert [float(each) for each in pdf.pages[3].obj.MediaBox] == [0, 0, 612, 792]


@pytest.mark.parametrize("text", ["Łódź, Ελλάδα, Україна, Việt", "☑ done", "Հայերեն", "e\u0301te"])
def test_names_of_many_scripts_are_drawn(text: str) -> None:
    document = one_section(Paragraph(text, Emphasis.LEAD))
    assert clean(text) in body(rendered(document))


@pytest.mark.parametrize("text", ["张伟", "नरेश", "😀", "שלום", "محمد"])
def test_what_no_font_can_draw_is_refused_by_name(text: str) -> None:
    with pytest.raises(UserFacingError) as caught:
        rendered(one_section(Paragraph(f"Signed by {text}")))
    assert caught.value.message_id == "paper.cannot-draw"
    assert text[0] in str(caught.value)


def test_markup_in_a_text_is_only_text() -> None:
    text = "<b>5 < 6 & 7</b> <img src='x'/>"
    assert text in body(rendered(one_section(Paragraph(text), Paragraph("&amp;"))))


def test_a_long_name_of_the_firm_stays_on_its_band() -> None:
    """It is white, and would not be seen below it."""
    usual = replace(a_document().cover, firm="Example firm")
    long = replace(usual, firm="The Very Long Name of a Firm in the Upper Valley, " * 5)
    setting = Setting(480, 700, "en")
    assert band_height(usual, setting) == BAND
    firm = Text(long.firm, "firm", Element("Document").add("P"))
    assert band_height(long, setting) > TEXT_TOP + firm.wrap(setting.width, 1000)[1] > BAND


def test_what_a_cover_cannot_hold_goes_on_upon_a_plain_page() -> None:
    """There it has a number at its foot, and no band behind dark words."""
    document = a_document()
    cover = replace(document.cover, highlights=tuple("one more thing. " * 30 for _ in range(6)))
    texts = page_texts(rendered(replace(document, cover=cover)))
    assert "one more thing." in texts[1]
    assert f"Page 2 of {len(texts)}" in texts[1]

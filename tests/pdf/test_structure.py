"""What a screen reader finds in the agreement, as another program reads it out: poppler."""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from every_paper import ACCOUNTING, IT, sample_agreement
from paper_factory import Stages, a_document
from pikepdf import Pdf
from struct_text import Tag, tags_of, text_of

from onboard.agreement.document import (
    AcceptanceText,
    Block,
    Bullets,
    Cell,
    ClauseText,
    Document,
    Facts,
    Grid,
    Paragraph,
    RiskMap,
    SignatureBox,
    Subheading,
)
from onboard.pdf.fonts import clean

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("poppler"),  # each paper is read once a run
    pytest.mark.skipif(
        not shutil.which("pdfinfo") and not os.environ.get("CI"), reason="no poppler"
    ),
]

LONG_WORD = 30


@dataclass(frozen=True)
class Read:
    document: Document
    pdf: bytes
    tags: Tag
    text: str


@pytest.fixture(scope="session")
def readings() -> dict[str, Read]:
    """What was read already: poppler takes seconds, and the order of tests is random."""
    return {}


@pytest.fixture(
    params=[
        "blocks",
        ACCOUNTING,
        pytest.param(IT, marks=pytest.mark.soak),  # poppler reads it for half a minute
    ],
)
def read(
    request: pytest.FixtureRequest, readings: dict[str, Read], stages: Stages, tmp_path: Path
) -> Read:
    """The paper with every kind of block, signed by both, and the sample agreement of a pack."""
    name: str = request.param
    if name not in readings:
        document, pdf = (
            (a_document(), stages.signed) if name == "blocks" else sample_agreement(name)
        )
        path = tmp_path / "paper.pdf"
        path.write_bytes(pdf)
        readings[name] = Read(document, pdf, tags_of(path), text_of(path))
    return readings[name]


def flat(text: str) -> str:
    return " ".join(clean(text).split())


def as_drawn(text: str) -> re.Pattern[str]:
    words = (
        re.escape(word) if len(word) < LONG_WORD else " ?".join(map(re.escape, word))
        for word in flat(text).split()
    )
    return re.compile(" ".join(words))


def blocks(document: Document) -> Iterator[Block]:
    for section in document.sections:
        yield from section.blocks


def spoken(block: Block) -> Iterator[str]:
    """The texts of a block in the order in which they make sense."""
    match block:
        case Paragraph(text) | Subheading(text):
            yield text
        case Bullets(items):
            yield from items
        case Facts(rows):
            yield from (text for row in rows for text in row)
        case Grid(caption, columns, rows, totals):
            yield caption
            yield from (column.title for column in columns)
            yield from (text for row in (*rows, *totals) for cell in row for text in said(cell))
        case RiskMap(caption, _, points):
            yield caption
            yield from (point.name for point in points)
        case ClauseText():
            is_changed = bool(block.state)
            yield from (block.number, block.title)
            yield from (block.note, block.text) if is_changed else (block.text, block.note)
            yield from (block.measure, block.initials_label, block.initials)
        case AcceptanceText():
            yield from (block.line, block.risk, *(label for label, _ in block.levels))
            yield from (block.reason, *block.steps)
            yield from (text for row in block.facts for text in row)
            yield from (block.initials_label, block.initials)
        case SignatureBox():
            yield from (block.label, block.name, block.capacity, block.statement)


def said(cell: Cell) -> tuple[str, str]:
    return ("" if cell.mark else cell.text, cell.note)


def test_all_is_read_in_order_with_spaces_between_words(read: Read) -> None:
    """Each text is found behind the one before it, its lines and pages joined by one space.

    A word too long for its line, as an address or a fingerprint, may hold a space where it breaks.
    """
    cover = read.document.cover
    texts = [cover.firm, cover.title, cover.subtitle]
    texts += [text for row in cover.facts for text in row]
    texts += [cover.highlights_title, *cover.highlights, cover.note, read.document.contents_title]
    texts += [section.title for section in read.document.sections]
    for section in read.document.sections:
        texts.append(section.title)
        texts += [text for block in section.blocks for text in spoken(block)]
    whole, at = flat(read.tags.whole_text), 0
    for text in texts:
        found = as_drawn(text).search(whole, at)
        assert found, (text, whole[at : at + 200])
        at = found.end()


def test_headings_are_those_of_the_paper_and_leave_no_level_out(read: Read) -> None:
    document = read.document
    headings = list(read.tags.every("H1", "H2", "H3", "H4"))
    sections = [f"{number} {part.title}" for number, part in enumerate(document.sections, start=1)]
    first = [flat(each.text) for each in headings if each.name == "H1"]
    assert first == [
        flat(title) for title in (document.cover.title, document.contents_title, *sections)
    ]
    below = [flat(each.text) for each in headings if each.name != "H1"]
    expected = [document.cover.highlights_title]
    for block in blocks(document):
        match block:
            case Subheading(text):
                expected.append(text)
            case ClauseText():
                expected.append(f"{block.number} {block.title}")
            case AcceptanceText():
                expected.append(block.line)
            case SignatureBox():
                expected.append(block.label)
            case _:
                pass
    assert below == [flat(text) for text in expected]
    levels = [int(each.name[1]) for each in headings]
    assert levels[0] == 1
    assert all(here <= before + 1 for before, here in pairwise(levels))


def test_lists_have_entries_with_a_label_and_a_body(read: Read) -> None:
    lists = list(read.tags.every("L"))
    for listed in lists:
        assert listed.children
        assert any(each.startswith("/ListNumbering") for each in listed.attributes)
        for entry in listed.children:
            assert (entry.name, [part.name for part in entry.children]) == ("LI", ["Lbl", "LBody"])
            assert all(part.text.strip() for part in entry.children)
    bodies = [flat(each.text) for each in read.tags.every("LBody")]
    expected = list(read.document.cover.highlights)
    for block in blocks(read.document):
        match block:
            case Bullets(items):
                expected += items
            case RiskMap(_, _, points):
                expected += [point.name for point in points]
            case AcceptanceText(steps=steps):
                expected += steps
            case _:
                pass
    assert bodies == [flat(text) for text in expected]


def test_tables_have_rows_of_one_length_and_header_cells(read: Read) -> None:
    tables = list(read.tags.every("Table"))
    for table in tables:
        rows = list(table.every("TR"))
        assert len({len(row.children) for row in rows}) == 1
        heads = list(table.every("TH"))
        assert heads
        for head in heads:
            assert head.text.strip()
            assert any(each.startswith("/Scope") for each in head.attributes)
    with_head = [table for table in tables if next(table.every("THead"), None) is not None]
    grids = [block for block in blocks(read.document) if isinstance(block, Grid)]
    assert len(with_head) == len(grids)
    for table, grid in zip(with_head, grids, strict=True):
        (head,) = table.every("THead")
        # Drawn again on each page, read once.
        assert [flat(each.text) for each in head.every("TH")] == [
            flat(column.title) for column in grid.columns
        ]
        caption = next(table.every("Caption"), None)
        assert (flat(caption.text) if caption else "") == flat(grid.caption)
        (body,) = table.every("TBody")
        assert len(body.children) == len(grid.rows)


def test_figures_say_in_words_what_they_show(read: Read) -> None:
    maps = [block for block in blocks(read.document) if isinstance(block, RiskMap)]
    assert maps
    with Pdf.open(io.BytesIO(read.pdf)) as opened:
        figures = [
            str(each.Alt)
            for each in opened.objects
            if isinstance(each, type(opened.Root)) and each.get("/S") == "/Figure"
        ]
    assert figures == [block.text for block in maps]
    assert len(list(read.tags.every("Figure"))) == len(maps)


def test_lines_and_parts_end_with_a_space_or_a_hyphen(read: Read) -> None:
    """So that no reader glues the last word of one to the first of the next."""
    texts = [text for tag in read.tags.all() for text in tag.texts]
    assert all(text.endswith((" ", "-")) for text in texts if text)


def test_each_paragraph_can_be_copied_whole(read: Read) -> None:
    """Taken by its places on the page, without the tags; what a page break cuts is two parts."""
    foot = re.escape(flat(read.document.reference)) + r"|Page \d+ of \d+"
    kept = [line for line in read.text.splitlines() if not re.match(foot, line.strip("\f "))]
    text = " ".join(" ".join(kept).split())
    paragraphs = [block for block in blocks(read.document) if isinstance(block, Paragraph)]
    assert paragraphs
    assert [each.text for each in paragraphs if flat(each.text) not in text] == []

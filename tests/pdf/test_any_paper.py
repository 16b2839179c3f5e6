"""Whatever an agreement says, it is whole once both have signed, and no changed byte passes."""

from __future__ import annotations

import io
import os
from dataclasses import replace

import pikepdf
import pytest
from attacks import flipped
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from paper_factory import AT, CONSULTANT, OWNER, TABLE, Stages, a_document, its_data

from onboard.agreement.document import (
    Bullets,
    Cell,
    Column,
    Document,
    Grid,
    Paragraph,
    Section,
    SignatureBox,
)
from onboard.errors import UserFacingError
from onboard.pdf.appearance import draw_appearance
from onboard.pdf.box_check import are_strokes
from onboard.pdf.printer import PdfPrinter
from onboard.pdf.verify import verify_pdf
from onboard.ports import Ink, Seal

LETTERS = "abcdefghij XYZ äßéñŁžőΩλя‘“–…€%&<>/()[]{}\\#'\"0123456789-.,:;!?"
words = st.text(LETTERS, min_size=1, max_size=60).filter(lambda text: bool(text.strip()))
texts = st.text(LETTERS, min_size=1, max_size=900).filter(lambda text: bool(text.strip()))
names = st.text("abcdef XYZäßéñŁΩя.-'", min_size=1, max_size=60).filter(
    lambda text: bool(text.strip())
)
grids = st.builds(
    lambda caption, rows: Grid(
        caption, (Column("A", 4), Column("B", 2)), tuple((Cell(a), Cell(b)) for a, b in rows)
    ),
    words,
    st.lists(st.tuples(words, words), min_size=1, max_size=40),
)
blocks = st.one_of(
    st.builds(Paragraph, texts),
    st.builds(lambda each: Bullets(tuple(each)), st.lists(words, min_size=1, max_size=12)),
    grids,
)
sections = st.builds(
    lambda title, each: Section(title, tuple(each)), words, st.lists(blocks, min_size=1, max_size=6)
)
points = st.tuples(
    st.floats(-2000, 2000), st.floats(-2000, 2000), st.integers(0, 9000), st.floats(-1, 2)
)
inks: st.SearchStrategy[Ink] = st.lists(st.lists(points, max_size=30).map(tuple), max_size=8).map(
    tuple
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    document = a_document(lines=draw(st.integers(1, 6)))
    own = tuple(draw(st.lists(sections, min_size=1, max_size=4)))
    cover = replace(document.cover, title=draw(words), subtitle=draw(words))
    return replace(
        document,
        running_title=draw(words),
        cover=cover,
        sections=(*own, document.sections[-1]),
        language=draw(st.sampled_from(["en", "es"])),
    )


LONG = bool(os.environ.get("SOAK"))
# Seeded: the same papers each time, so that a failure is one of what was changed.
SOME = settings(
    max_examples=2000 if LONG else 6,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate, Phase.shrink) if LONG else (Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


def signed(document: Document, seals: tuple[Seal, Seal], stages: Stages) -> bytes:
    printer = PdfPrinter()
    pdf = printer.render(document, its_data(document), TABLE, at=AT)
    half = printer.seal(pdf, seals[0], stages.consultant_key)
    return printer.seal(half, seals[1], stages.owner_key)


def signed_by(document: Document, name: str) -> Document:
    """The paper names whoever is to sign it."""
    last = document.sections[-1]
    blocks = tuple(
        replace(each, name=name)
        if isinstance(each, SignatureBox) and each.role == "consultant"
        else each
        for each in last.blocks
    )
    return replace(document, sections=(*document.sections[:-1], replace(last, blocks=blocks)))


@SOME
@given(document=documents(), name=names, inks=st.tuples(inks, inks))
def test_any_agreement_signed_by_both_is_unchanged(
    stages: Stages, document: Document, name: str, inks: tuple[Ink, Ink]
) -> None:
    seals = (replace(CONSULTANT, name=name, ink=inks[0]), replace(OWNER, ink=inks[1]))
    try:
        pdf = signed(signed_by(document, name), seals, stages)
    except UserFacingError as error:
        if error.message_id != "paper.cannot-draw":
            raise
        return
    found = verify_pdf(pdf)
    assert (found.status, found.changes) == ("unchanged", ())
    assert [each.name for each in found.signatures] == [name, OWNER.name]
    place = len(pdf) * (1 + len(name)) // 64 % len(pdf)
    assert verify_pdf(flipped(pdf, place)).status in ("altered", "unreadable")


BOX = (479.56, 88.0)
INKS = settings(SOME, max_examples=2000 if LONG else 60)


@INKS
@given(ink=inks)
def test_any_drawn_name_is_known_for_strokes(ink: Ink) -> None:
    """The check of the box lets through all that is drawn by our own hand."""
    page = draw_appearance(replace(OWNER, ink=ink), BOX, key_words="Key", language="en")
    with pikepdf.open(io.BytesIO(page)) as opened:
        code = opened.pages[0].Contents.read_bytes()
    has_strokes = any(ink)
    assert are_strokes(code, BOX) == has_strokes


@pytest.mark.soak
@pytest.mark.parametrize("share", range(8))
def test_each_byte_of_the_last_revision_counts(stages: Stages, share: int) -> None:
    for place in range(len(stages.half) + 3 * share, len(stages.signed), 3 * 8):
        found = verify_pdf(flipped(stages.signed, place))
        assert found.status in ("altered", "unreadable"), place

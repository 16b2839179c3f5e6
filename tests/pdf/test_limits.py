"""What a file may unpack to is counted to its end, and counting always ends."""

from __future__ import annotations

import zlib
from dataclasses import replace

import pytest
from paper_factory import AT, TABLE, a_document, its_data

from onboard.agreement.document import to_data
from onboard.errors import UserFacingError
from onboard.pdf.document_limits import (
    LONGEST_TEXT,
    LONGEST_WORD,
    MOST_BORROWED,
    MOST_PARTS,
    is_document_too_large,
)
from onboard.pdf.limits import LARGEST_UNPACKED, has_unusual_filters, is_too_large
from onboard.pdf.paper import open_paper
from onboard.pdf.printer import PdfPrinter
from onboard.pdf.rendition import rendition


def _stream(data: bytes) -> bytes:
    return b"1 0 obj<</Filter/FlateDecode>>stream\n" + zlib.compress(data) + b"\nendstream "


def test_counting_ends_whatever_stands_behind_a_stream() -> None:
    for size in range(65_400, 65_700, 7):
        for rest in (b"", b"x" * 70_000):
            assert not is_too_large(_stream(bytes(size)) + rest)


def test_a_stream_that_unpacks_beyond_the_limit_is_too_large() -> None:
    assert is_too_large(_stream(bytes(LARGEST_UNPACKED + 1)))


def test_packing_that_is_not_counted_is_seen_wherever_it_stands() -> None:
    for spelled in (
        b"/Filter[/FlateDecode/FlateDecode]",
        b"/Filter 7 0 R",
        b"/F#69lter /FlateDecode",
        b"/Filter /Fl#61teDecode",
    ):
        assert has_unusual_filters(b"%PDF-1.7\n1 0 obj<<" + spelled + b"/X (9 0 obj)>>stream\n")
    assert not has_unusual_filters(b"1 0 obj<</Filter /FlateDecode>>stream\n")


def test_a_document_beyond_any_of_ours_is_not_set() -> None:
    plain = to_data(a_document())
    assert not is_document_too_large(plain)
    for text in ("x" * (LONGEST_WORD + 1), "x " * LONGEST_TEXT):
        assert is_document_too_large(plain | {"running_title": text})
    assert is_document_too_large(plain | {"sections": plain["sections"] * 30})
    assert is_document_too_large(plain | {"more": ["x"] * MOST_PARTS})
    row = [{"text": "some words " * 300}] * 20
    borrowed = "☎ Нотатка " * (MOST_BORROWED // 10)
    assert not is_document_too_large(plain | {"more": [borrowed] * 9})
    assert is_document_too_large(plain | {"more": [borrowed] * 11})
    assert is_document_too_large(plain | {"more": {"rows": [row]}})
    assert is_document_too_large(plain | {"more": ["some words " * 900] * 100})


def test_what_could_not_be_checked_later_is_refused_before_anybody_signs() -> None:
    document = replace(a_document(), running_title="some words " * LONGEST_TEXT)
    with pytest.raises(UserFacingError) as refused:
        PdfPrinter().render(document, its_data(document), TABLE, at=AT)
    assert refused.value.message_id == "paper.too-long"


def test_a_paper_of_hundreds_of_lines_is_made_and_known_again() -> None:
    document = a_document(lines=600)
    made = PdfPrinter().render(document, its_data(document), TABLE, at=AT)
    assert rendition(open_paper(made)) == "same"

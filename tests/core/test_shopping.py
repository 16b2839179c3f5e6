"""The owner's own list: what is understood, what is left open, and nothing guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_pack import tiny_pack

from onboard.content.loader import load_pack
from onboard.content.pack import ContentPack
from onboard.locations import DEFAULT_PACK, packs
from onboard.recommendation.shopping import MOST, split_list, suggestion, understand


@pytest.fixture(scope="module")
def shipped() -> ContentPack:
    return load_pack(packs() / DEFAULT_PACK)


def read(words: str, pack: ContentPack | None = None) -> tuple[int, str | None]:
    ordered = understand(pack or tiny_pack(), words)
    return ordered.quantity, ordered.item


@pytest.mark.parametrize(
    ("words", "item", "quantity"),
    [
        ("3 PCs", "workstation", 3),
        ("3 Microsoft Office", "office-suite", 3),
        ("three new PCs", "workstation", 3),
        ("3x Desktop computers", "workstation", 3),
        ("3 × pc", "workstation", 3),
        ("a laptop", "laptop", 1),
        ("2 Notebooks", "laptop", 2),
        ("antivirus", "endpoint-protection", 1),
        ("5 antivirus licences", "endpoint-protection", 5),
    ],
)
def test_the_owners_own_words_are_recognised(
    shipped: ContentPack, words: str, item: str, quantity: int
) -> None:
    """S0.5: the owner's order list in his words, items in it recognised."""
    assert read(words, shipped) == (quantity, item)


@pytest.mark.parametrize(
    ("words", "quantity"),
    [
        ("computer", 1), ("1 computer", 1), ("12 computers", 12), ("twelve computers", 12),
        ("2 pieces of computer", 2), ("2 pcs. computer", 2), ("4x computer", 4),
        ("0 computers", 0), ("9999 computers", MOST),
    ],
)  # fmt: skip
def test_how_many(words: str, quantity: int) -> None:
    assert read(words) == (quantity, "computer")


@pytest.mark.parametrize(
    "words", ["computer", "Desktop Computer", "DESKTOPS", "tower", "pc", "dekstop computer"]
)
def test_ids_names_words_and_small_slips_all_lead_there(words: str) -> None:
    assert read(words)[1] == "computer"


@pytest.mark.parametrize(
    "words", ["3 coffee machines", "something", "3", "", "!!!", "the", "5 new"]
)
def test_what_fits_nothing_is_left_open(words: str) -> None:
    assert read(words)[1] is None


def test_the_words_are_kept_as_they_were_written() -> None:
    """S2.11: the owner's words, verbatim."""
    assert understand(tiny_pack(), "  3 shiny PCs, the fast ones! ").words == (
        "3 shiny PCs, the fast ones!"
    )


def test_the_nearest_name_is_offered_and_not_taken() -> None:
    assert read("desk")[1] is None
    assert suggestion(tiny_pack(), "2 desk") == "desktop"
    assert suggestion(tiny_pack(), "2 coffee machines") is None


@given(st.text(max_size=40))
def test_any_words_are_read_with_a_sensible_count(words: str) -> None:
    ordered = understand(tiny_pack(), words)
    assert 0 <= ordered.quantity <= MOST
    assert ordered.item in (None, "computer", "guard")


@pytest.mark.parametrize(
    ("typed", "wishes"),
    [
        ("3 PCs, 3 Microsoft Office", ("3 PCs", "3 Microsoft Office")),
        ("3 PCs and 3 Microsoft Office", ("3 PCs", "3 Microsoft Office")),
        ("3 PCs\n3 Microsoft Office", ("3 PCs", "3 Microsoft Office")),
        ("3 PCs; 1 printer & 2 laptops", ("3 PCs", "1 printer", "2 laptops")),
        ("chairs and tables", ("chairs and tables",)),
        ("", ()),
    ],
)
def test_a_list_in_one_line_is_taken_apart(
    shipped: ContentPack, typed: str, wishes: tuple[str, ...]
) -> None:
    """S0.5: people type commas and "and"."""
    assert split_list(shipped, typed) == wishes

"""The card "before you buy a computer": S0.17, S0.18."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pikepdf
import pytest
from paper_factory import AT
from reportlab.lib.pagesizes import letter

from onboard.content.loader import build_pack, load_pack
from onboard.content.model import Per
from onboard.content.pack import ContentPack
from onboard.errors import UserFacingError
from onboard.locations import DEFAULT_PACK, packs
from onboard.papers.buying_card import BuyingCard, CardNeed, buying_card, computers
from onboard.pdf.card import card_pdf
from onboard.pdf.text import page_texts


@cache
def shipped() -> ContentPack:
    return load_pack(packs() / DEFAULT_PACK)


@cache
def pdf() -> bytes:
    return card_pdf(buying_card(shipped()), AT)


def with_populations(pack: ContentPack, **marks: Per | None) -> ContentPack:
    """The pack with these marks and no others."""
    populations = {
        key: population.model_copy(update={"per": marks.get(key.replace("-", "_"))})
        for key, population in pack.content.populations.items()
    }
    content = pack.content.model_copy(update={"populations": populations})
    return ContentPack(content, pack.sha256, pack.data)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_it_is_one_page_with_every_word_on_it() -> None:
    texts = page_texts(pdf())
    assert len(texts) == 1
    page, card = squeezed(texts[0]), buying_card(shipped())
    said = [card.title, card.lead, card.close, card.foot, *card.questions, *card.expectations]
    said += [text for need in card.needs for text in (need.name, need.why, need.counting)]
    assert [text for text in said if squeezed(text) not in page] == []
    assert (len(card.questions), len(card.expectations)) == (10, 8)


@pytest.mark.parametrize("marks", [{}, {"all_computers": Per.COMPUTER}])
def test_what_a_computer_needs_comes_from_the_pack(marks: dict[str, Per]) -> None:
    """Marked or not: the computers' companions, what is never less than a must first."""
    pack = with_populations(shipped(), **marks)
    assert computers(pack) == ("workstation", "laptop")
    card, items = buying_card(pack), pack.content.items
    needed = {part.item for key in computers(pack) for part in items[key].requires}
    assert {need.name for need in card.needs} == {items[key].name for key in needed}
    first, second = card.needs[:2]
    assert first.name == items["endpoint-protection"].name
    assert first.counting == items["endpoint-protection"].counting
    assert items["patch-rmm"].name == second.name
    by_name = {need.name: need for need in card.needs}
    assert by_name[items["app-check"].name].why == items["app-check"].plain.issue
    assert not any("{" in text for need in card.needs for text in (need.name, need.why))


def test_a_pack_without_computers_has_no_card() -> None:
    pack = with_populations(shipped(), users=Per.PERSON)
    assert computers(pack) == ()
    with pytest.raises(UserFacingError, match="no card to make"):
        buying_card(pack)
    items = {key: item for key, item in shipped().content.items.items() if not item.requires}
    bare = ContentPack(shipped().content.model_copy(update={"items": items}), shipped().sha256, b"")
    assert computers(with_populations(bare)) == ()


@pytest.mark.parametrize("size", [None, letter])
@pytest.mark.parametrize("count", [0, 1, 11, 30])
@pytest.mark.parametrize("length", [1, 6])
def test_it_stays_one_page_whatever_a_pack_needs(
    count: int, length: int, size: tuple[float, float] | None
) -> None:
    """What has no room in the table is named below it: nothing is dropped in silence."""
    words = "what a person needs to know " * length
    needs = tuple(CardNeed(f"Thing {number} of it", words, words) for number in range(count))
    card: BuyingCard = replace(buying_card(shipped()), needs=needs)
    texts = page_texts(card_pdf(card, AT, size) if size else card_pdf(card, AT))
    assert len(texts) == 1
    for need in needs:
        assert squeezed(need.name) in squeezed(texts[0])
    assert squeezed(card.foot) in squeezed(texts[0])


def test_the_page_is_not_half_empty() -> None:
    """The last line stands in the lowest tenth."""
    with pikepdf.open(io.BytesIO(pdf())) as opened:
        page = opened.pages[0]
        heights = [
            float(instruction.operands[5])
            for instruction in pikepdf.parse_content_stream(page, "cm")
            if float(instruction.operands[5]) > 0
        ]
        assert min(heights) < 0.1 * float(page.mediabox[3])


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
            yield kid
            yield from elements(kid)


def test_it_is_tagged_and_for_archives_like_the_agreement() -> None:
    with pikepdf.open(io.BytesIO(pdf())) as opened:
        root = opened.Root
        tags = [str(each.S) for each in elements(root.StructTreeRoot)]
        assert tags.count("/H1") == 1
        assert tags.count("/H2") == 3
        assert tags.count("/L") == 2
        assert tags.count("/LI") == 18
        assert tags.count("/TR") == 1 + len(buying_card(shipped()).needs)
        assert {"/Table", "/TH", "/TD", "/Lbl", "/LBody"} <= set(tags)
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "en"
        assert root.get("/PageMode") != "/UseOutlines"  # there are none to show
        assert "/AF" not in root
        xmp = root.Metadata.read_bytes().decode()
        for claim in ("<pdfaid:part>3", "<pdfaid:conformance>A", "<pdfuaid:part>1"):
            assert claim in xmp
        fonts = [
            each
            for each in opened.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"
        ]
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)


def test_the_same_pack_and_day_give_the_same_bytes() -> None:
    assert card_pdf(buying_card(shipped()), AT) == pdf()


def test_a_copied_pack_can_be_read_back() -> None:
    """The marks of populations are part of a pack's text and of its schema."""
    import json

    texts = json.loads(shipped().data)
    again = build_pack(texts)
    assert computers(again) == computers(shipped())

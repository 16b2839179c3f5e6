"""A whole list in one breath, as owners type it: S0.5, TRAP-5."""

from __future__ import annotations

import random
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_pack import TEXTS, changed

from onboard.content.loader import build_pack, load_pack
from onboard.content.pack import ContentPack
from onboard.locations import DEFAULT_PACK, packs
from onboard.recommendation.item_names import item_names
from onboard.recommendation.order_grammar import ENGLISH
from onboard.recommendation.order_words import MOST
from onboard.recommendation.shopping import read_list, suggestion, suggestions, understand

Wish = tuple[str, str | None, int]
PC, SEAT, PRINTER = "workstation", "office-suite", "printer"


@cache
def shipped() -> ContentPack:
    return load_pack(packs() / DEFAULT_PACK)


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """Once and before the clock of the properties runs."""
    item_names(shipped())


def read(text: str) -> list[Wish]:
    return [(wish.words, wish.item, wish.quantity) for wish in read_list(shipped(), text)]


def meant(text: str) -> list[tuple[str | None, int]]:
    return [(item, quantity) for _, item, quantity in read(text)]


@pytest.mark.parametrize(
    ("typed", "wishes"),
    [
        ("3 pcs w/ office & a printer", [(PC, 3), (SEAT, 3), (PRINTER, 1)]),
        ("3 desktops + office 365 x3, 1 laser printer", [(PC, 3), (SEAT, 3), (PRINTER, 1)]),
        ("get me 3x pc, 3 office licences", [(PC, 3), (SEAT, 3)]),
        ("office (3)", [(SEAT, 3)]),
        ("office: 3 seats", [(SEAT, 3)]),
        ("office - 3", [(SEAT, 3)]),
        ("Office qty 3", [(SEAT, 3)]),
        ("a couple of laptops", [("laptop", 2)]),
        ("twenty-five PCs", [(PC, 25)]),
        ("a dozen computers plus an antivirus", [(PC, 12), ("endpoint-protection", 1)]),
        ("1,200 pcs", [(PC, 1200)]),
        ("3pcs", [(PC, 3)]),
        ("Three PC's", [(PC, 3)]),
        ("thre computers", [(PC, 3)]),
        ("365 office", [(SEAT, 1)]),
        ("office 365", [(SEAT, 1)]),
        ("3 office 365 and 2 windows 11", [(SEAT, 3), ("os-upgrade", 2)]),
        ("2 pcs. screens", [("monitor-kit", 2)]),
        ("We need 3 PCs. Also 2 laptops!", [(PC, 3), ("laptop", 2)]),
        ("3 PCs and 5 chairs", [(PC, 3), (None, 5)]),
        ("3 pcs with screen, keyboard and mouse", [(PC, 3), ("monitor-kit", 3)]),
        ("3 screens, keyboard and mouse", [("monitor-kit", 3)]),
        ("3 office, word, excel", [(SEAT, 3)]),
        ("3 pcs for the new people", [(PC, 3)]),
        ("office for 3 people", [(SEAT, 3)]),
        ("a printer for 3 people", [(PRINTER, 1)]),
    ],
)
def test_counts_and_joints(typed: str, wishes: list[tuple[str, int]]) -> None:
    assert meant(typed) == wishes


@pytest.mark.parametrize(
    ("typed", "seats"),
    [
        ("3 pcs w/ office", 3),
        ("3 pcs with 2 office", 2),
        ("3 pcs with an office", 1),
        ("3 pcs and office", 1),
        ("3 pcs, office", 1),
        ("3 pcs with antivirus and office", 3),
        ("3 pcs with 1 antivirus and office", 1),
        ("3 pcs, office on each", 3),
        ("3 pcs\nwith office", 3),
        ("2 laptops and 3 pcs incl. office", 3),
    ],
)
def test_with_goes_with_each_and_everything_else_counts_for_itself(typed: str, seats: int) -> None:
    """S0.5: three computers with Office are three seats, if the owner gives no other count."""
    assert meant(typed)[-1] == (SEAT, seats)


@pytest.mark.parametrize(
    "typed",
    [
        "no office", "without office", "w/o office", "office or word", "we don't need a printer",
        "office chair", "a painter", "3 laser pointers", "toner", "an iPhone",
        "2 coffee machines", "windows 12", "3 tables", "!!!", "with", "and",
    ],
)  # fmt: skip
def test_nothing_is_guessed(typed: str) -> None:
    assert {item for item, _ in meant(typed)} <= {None}


def test_the_owner_reads_his_own_words() -> None:
    """S2.11: where a count is passed on, the word that passes it on belongs to them."""
    assert [words for words, _, _ in read("We need 3 PCs w/ Ofice & a Printer!")] == [
        "We need 3 PCs",
        "w/ Ofice",
        "a Printer!",
    ]


def test_what_is_not_understood_is_read_back_with_the_nearest_name() -> None:
    words, item, _ = read("3 pcs, 2 office chairs")[-1]
    assert (words, item) == ("2 office chairs", None)
    assert suggestion(shipped(), words) == "office"
    assert suggestion(shipped(), "2 coffee machines") is None


def two_alike() -> ContentPack:
    """A pack in which a slip lies between two items, and one word names both."""
    texts = changed("items.yaml", "words: [pc, desktop]", 'words: [pc, desktop, "guard post"]')
    return build_pack({**TEXTS, **texts})


@pytest.mark.parametrize("typed", ["guard ppst", "3 gard post", "guard posd", "guard-pst"])
def test_one_near_item_is_taken(typed: str) -> None:
    assert understand(two_alike(), typed).item == "computer"


def between() -> ContentPack:
    texts = changed("items.yaml", "words: [antivirus]", "words: [antivirus, deskton]")
    return build_pack(
        {**texts, "items.yaml": texts["items.yaml"].replace("[pc, desktop]", "[pc, desktop, kit]")}
    )


@pytest.mark.parametrize("typed", ["deskto", "3 desktom", "DESKTOB", "two new deskto?"])
def test_what_lies_between_two_items_is_never_taken_in_silence(typed: str) -> None:
    """Both are named, and neither is ordered."""
    pack = between()
    assert understand(pack, typed).item is None
    assert set(suggestions(pack, typed)) == {"Desktop computer", "Virus guard"}
    assert suggestion(pack, typed) in (
        "Desktop computer or Virus guard",
        "Virus guard or Desktop computer",
    )
    assert understand(pack, "desktop").item == "computer"
    assert understand(pack, "deskton").item == "guard"


def test_one_word_for_two_items_names_none() -> None:
    texts = changed("items.yaml", "words: [antivirus]", "words: [antivirus, desktop]")
    pack = build_pack(texts)
    assert understand(pack, "3 desktops").item is None
    assert understand(pack, "3 pcs").item == "computer"


@given(st.data())
def test_a_slip_between_two_names_is_never_chosen(data: st.DataObject) -> None:
    """Whatever is typed: an item is only taken when no other is as near."""
    pack = between()
    letters = data.draw(st.text("deskton", min_size=5, max_size=9))
    found = understand(pack, letters).item
    names = {"desktop": "computer", "deskton": "guard"}
    if found in names.values() and letters not in names:
        near = item_names(pack).near((letters,))
        assert near in ((), (found,))


LISTS = [
    "3 pcs with office and a printer",
    "3 desktops + office 365 x3, 1 laser printer",
    "2 laptops, 3 microsoft ofice; a screen",
    "twenty five computers with antivirus",
]


def _noisy(text: str, noise: list[str], places: random.Random) -> str:
    """Noise at the head, at the end, and behind whole words where it splits no name or count."""
    joints = [" with ", " and ", ", ", "; ", " + "]
    for joint in joints:
        pieces = text.split(joint)
        extra = [f" {places.choice(noise)}" if places.random() < 0.5 else "" for _ in pieces]
        text = joint.join(piece + more for piece, more in zip(pieces, extra, strict=True))
    return f"{' '.join(places.choices(noise, k=places.randint(0, 3)))} {text}"


@given(
    st.sampled_from(LISTS),
    st.lists(st.sampled_from(sorted(ENGLISH.noise)), min_size=1, max_size=5),
    st.randoms(use_true_random=False),
)
def test_noise_and_case_change_nothing(text: str, noise: list[str], places: random.Random) -> None:
    telling = item_names(shipped()).telling
    noise = [word for word in noise if word not in telling] or ["please"]
    typed = "".join(
        each.upper() if places.random() < 0.5 else each for each in _noisy(text, noise, places)
    )
    assert meant(typed) == meant(text)


PIECES = [
    "3", "pcs", "office", "with", "w/", "and", "&", ",", "\n", "a", "each", "x3", "printer",
    "screen", "keyboard", "chairs", "please", "2", "for", "or", ".", "no", "word", "+", "(4)",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))
def test_a_kept_list_reads_the_same_again(text: str) -> None:
    """The window shows the kept words one a line, and reads them when they are changed."""
    wishes = read_list(shipped(), text)
    assert read_list(shipped(), "\n".join(wish.words for wish in wishes)) == wishes


@given(st.text(max_size=60))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    for wish in read_list(shipped(), text):
        assert 0 <= wish.quantity <= MOST
        assert wish.words
        assert wish.words in text
        suggestion(shipped(), wish.words)

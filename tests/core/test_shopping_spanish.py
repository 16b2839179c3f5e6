"""An owner's list in Spanish, read against the shipped pack, with English words mixed in."""

from __future__ import annotations

import pytest

from onboard import locations
from onboard.content.loader import load_pack
from onboard.content.pack import ContentPack
from onboard.recommendation.shopping import read_list


@pytest.fixture(scope="module")
def pack() -> ContentPack:
    return load_pack(locations.packs() / locations.DEFAULT_PACK).in_language("es")


def wishes(pack: ContentPack, text: str) -> list[tuple[str | None, int]]:
    return [(wish.item, wish.quantity) for wish in read_list(pack, text)]


@pytest.mark.parametrize(
    "text",
    [
        "3 computadoras, 3 office",
        "tres computadoras y tres office",
        "3 computadoras con office",
        "necesitamos 3 computadoras nuevas con Office, por favor",
        "Quiero comprar 3 pc y 3 licencias de office",
        "3 computers con office",
        "tres computadoras, cada una con office",
    ],
)
def test_three_computers_with_office(pack: ContentPack, text: str) -> None:
    assert wishes(pack, text) == [("workstation", 3), ("office-suite", 3)]


def test_a_number_with_y_is_one_number(pack: ContentPack) -> None:
    found = wishes(pack, "treinta y dos computadoras y una impresora")
    assert found[0] == ("workstation", 32)
    assert [count for _, count in found] == [32, 1]


def test_what_is_not_wanted_is_not_ordered(pack: ContentPack) -> None:
    found = wishes(pack, "2 computadoras sin office")
    assert found[0] == ("workstation", 2)
    assert all(item != "office-suite" for item, _ in found)


def test_once_is_eleven_in_spanish_alone(pack: ContentPack) -> None:
    english = load_pack(locations.packs() / locations.DEFAULT_PACK)
    assert wishes(pack, "once computadoras") == [("workstation", 11)]
    assert wishes(english, "once computers")[0][1] != 11

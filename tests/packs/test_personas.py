"""Each persona's interview stays short, and its bill and risks are what an expert expects."""

from __future__ import annotations

from pathlib import Path

import pytest
from persona_kit import NAMES, Persona, read_persona, talk, whole

from onboard.content.loader import load_pack
from onboard.content.pack import ContentPack
from onboard.locations import DEFAULT_PACK, packs

MOST_QUESTIONS = 45


@pytest.fixture(scope="module")
def pack() -> ContentPack:
    return load_pack(packs() / DEFAULT_PACK)


@pytest.fixture(params=NAMES)
def persona(request: pytest.FixtureRequest, pack: ContentPack, tmp_path: Path) -> Persona:
    return read_persona(request.param, pack, tmp_path)


def test_there_are_twelve_who_differ() -> None:
    assert len(NAMES) >= 12


def test_the_talk_ends_within_the_limit(persona: Persona, pack: ContentPack) -> None:
    told = talk(persona, pack)
    assert told.snapshot.path.is_done
    assert len(told.asked) <= MOST_QUESTIONS
    assert len(set(told.asked)) == len(told.asked), "nothing is asked twice"


def test_the_bill_has_what_an_expert_expects(persona: Persona, pack: ContentPack) -> None:
    bill = whole(persona, pack)
    wrong = []
    for item, expected in persona.lines.items():
        line = bill.line_by_item.get(item)  # type: ignore[call-overload]
        bought = line.line.quantity if line is not None else 0
        if "quantity" in expected and bought != expected["quantity"]:
            wrong.append(f"{item}: {bought} and not {expected['quantity']} ({expected['why']})")
        if bought < expected.get("at_least", 0):
            wrong.append(f"{item}: {bought} is too few ({expected['why']})")
        tier = expected.get("tier")
        if tier and line is not None and line.tier.value != tier:
            wrong.append(f"{item}: {line.tier.value} and not {tier} ({expected['why']})")
    assert wrong == []


def test_nothing_is_bought_that_is_there_or_that_an_expert_forbids(
    persona: Persona, pack: ContentPack
) -> None:
    bought = {line.item for line in whole(persona, pack).lines if line.line.is_bought}
    assert bought & set(persona.covered) == set()
    assert bought & set(persona.never) == set()


def test_the_worst_risks_are_seen_and_no_small_one_is_called_high(
    persona: Persona, pack: ContentPack
) -> None:
    levels = {rated.risk: rated.today.level for rated in whole(persona, pack).register.risks}
    high = {risk for risk, level in levels.items() if level.value in ("high", "very-high")}
    assert set(persona.top_risks) - high == set()
    assert high & set(persona.not_high) == set()


def test_every_line_is_explained_from_an_answer_an_order_or_a_rule(
    persona: Persona, pack: ContentPack
) -> None:
    snapshot = whole(persona, pack)
    for line in snapshot.lines:
        chains = snapshot.explainer.chains(line.line)
        assert chains, line.item
        assert all(step.strip() for chain in chains for step in chain.steps), line.item
        assert snapshot.because(line)[-1], "and last what the numbers are"

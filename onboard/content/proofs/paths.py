"""Proofs that nothing in a pack is idle: each question is reached, each condition can come true."""

from __future__ import annotations

from collections.abc import Iterator

from onboard.content.conditions import ALWAYS, Condition
from onboard.content.problems import Place
from onboard.content.proofs.findings import Claim, Finding, Ground
from onboard.content.proofs.logic import Bool, conj
from onboard.content.proofs.placed import conditions_of


def reachable(ground: Ground) -> Iterator[Claim]:
    """Some answers lead to each question."""
    for key, on_path in ground.ways.on_path.items():
        yield _possible(
            ground, ("questions", key, "ask_if"), on_path, "unreachable",
            f'no answers lead to the question "{key}"',
        )  # fmt: skip


def can_fire(ground: Ground) -> Iterator[Claim]:
    """Some answers make each condition true, and each need then asks for something."""
    content, facts = ground.content, ground.ways.facts
    for key, need in content.needs.items():
        fires = facts.truth(need.when).true
        text = f'no answers make "{key}" ask for "{need.item}"'
        asks = ground.bill.asked[key] > 0
        yield _possible(ground, ("needs", key, "when"), conj([fires, asks]), "never-fires", text)
    for place, name, condition in _conditions(ground):
        text = f"no answers make this condition true: {name}"
        yield _possible(ground, place, facts.truth(condition).true, "never-fires", text)
    for edge in ground.bill.edges:
        if edge.requirement.when == ALWAYS:
            continue
        text = f'"{edge.parent}" never comes with "{edge.requirement.item}"'
        place = ("items", edge.parent, "requires", edge.index, "when")
        test = conj([edge.demand > 0, facts.truth(edge.requirement.when).true])
        yield _possible(ground, place, test, "never-fires", text)


def always_fires(ground: Ground) -> Iterator[Claim]:
    """No condition of a need is true whatever is answered; worth knowing, no fault."""
    for key, need in ground.content.needs.items():
        if need.when == ALWAYS:
            continue
        text = f'the condition of "{key}" is true whatever is answered'
        false = ground.ways.facts.truth(need.when).false
        yield _possible(ground, ("needs", key, "when"), false, "always-fires", text)


def _conditions(ground: Ground) -> Iterator[tuple[Place, str, Condition]]:
    """All but those of needs and companions, which must ask for something too, and of questions."""
    for place, condition in conditions_of(ground.content):
        apart = place[0] == "needs" or place[-1] == "ask_if" or place[2:3] == ("requires",)
        if condition != ALWAYS and not apart:
            yield place, f'"{place[1]}", {place[0]}', condition


def _possible(ground: Ground, place: Place, test: Bool, code: str, text: str) -> Claim:
    def refute() -> Finding | None:
        return None if ground.prover.can(test) else Finding(place, code, text)

    return Claim(place, refute)

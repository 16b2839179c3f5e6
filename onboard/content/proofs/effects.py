"""Proof that an "I don't know" matters: some other answer to each question has another effect."""

from __future__ import annotations

from collections.abc import Iterator

import z3

from onboard.content.conditions import Comparison, evaluate
from onboard.content.model import AnswerKind, PackContent
from onboard.content.problems import Place
from onboard.content.proofs.findings import Claim, Finding, Ground
from onboard.content.proofs.logic import Term, no, yes
from onboard.content.proofs.placed import comparisons, conditions_of


def unsure_matters(ground: Ground) -> Iterator[Claim]:
    """A careful default and some other answer lead to different plans, questions or papers."""
    effects = list(_effects(ground))
    told = _told(ground.content)
    for key, question in ground.content.questions.items():
        is_kept = question.kind is AnswerKind.TEXT or bool(question.informs)
        if not is_kept and key not in told:
            yield _claim(ground, key, effects)


def _claim(ground: Ground, key: str, effects: list[Term]) -> Claim:
    place: Place = ("questions", key, "unsure")
    given = ground.unknowns.replies[key].given

    def refute() -> Finding | None:
        on_path = ground.ways.on_path[key]
        readers = [part for part in effects if given.decl().name() in ground.prover.mentions(part)]
        for reader in readers:
            unsure = z3.substitute(reader, (given, no()))
            told = z3.substitute(reader, (given, yes()))
            if ground.prover.can(on_path, unsure != told):
                return None
        return Finding(place, "unsure-idle", _why(key, bool(readers)))

    return Claim(place, refute)


def _why(key: str, is_read: bool) -> str:
    if not is_read:
        return f'nothing in the pack looks at "{key}", so no answer changes anything'
    return f'no answer to "{key}" leads to anything else than "I don\'t know" does'


def _effects(ground: Ground) -> Iterator[Term]:
    """Everything that an answer can change."""
    content, facts = ground.content, ground.ways.facts
    yield from ground.ways.on_path.values()
    yield from ground.bill.asked.values()
    covered = {part.covers for item in content.items.values() for part in item.requires}
    for population in sorted(name for name in covered if name is not None):
        yield facts.count(population)
    for _, condition in conditions_of(content):
        truth = facts.truth(condition)
        yield truth.true
        yield truth.false


def _told(content: PackContent) -> set[str | None]:
    """Questions whose answers words are made of: they fill a blank, or say whose words are used."""
    told: set[str | None] = {blank.from_question for blank in content.blanks.values()}
    told.update(key for entry in content.insurers.values() for key in entry.questions)
    return told | {content.trades.question if content.trades is not None else None}


def alike_options(content: PackContent) -> Iterator[Finding]:
    """Options that no condition and no blank tells apart: worth knowing, no fault."""
    looked_at: dict[str, list[Comparison]] = {}
    for _, condition in conditions_of(content):
        for part in comparisons(condition):
            looked_at.setdefault(part.fact, []).append(part)
    told = _told(content)
    for key, question in content.questions.items():
        if not question.options or key in told:
            continue
        groups: dict[tuple[object, ...], list[str]] = {}
        for option in question.options:
            is_set = question.kind is AnswerKind.MULTIPLE
            facts = {key: frozenset({option}) if is_set else option}
            seen = tuple(evaluate(part, facts) for part in looked_at.get(key, ()))
            groups.setdefault(seen, []).append(option)
        for alike in groups.values():
            if len(alike) > 1:
                text = f'nothing tells these answers to "{key}" apart: {", ".join(alike)}'
                yield Finding(("questions", key, "options"), "options-alike", text)

"""The personas: small businesses as an adviser sees them, written from their facts alone."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from onboard.case_file import Case, read_case
from onboard.content.model import QuestionId
from onboard.content.pack import ContentPack
from onboard.content.yaml_text import parse
from onboard.firm import FirmProfile
from onboard.interview.answers import Answer, Answers, AnswerState
from onboard.snapshot import EngagementSnapshot, derive

FOLDER = Path(__file__).parent / "personas"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


@dataclass(frozen=True)
class Persona:
    """One business with what an expert would put on its bill, and what never."""

    name: str
    case: Case
    lines: dict[str, dict[str, Any]]
    covered: list[str]
    never: dict[str, str]
    top_risks: list[str]
    not_high: list[str]


@dataclass
class Talk:
    """An interview as `ask` leads it: question by question, from nothing."""

    snapshot: EngagementSnapshot
    asked: list[QuestionId] = field(default_factory=list)
    shrugs: list[QuestionId] = field(default_factory=list)
    """Questions that the persona's file says nothing about; answered "I don't know"."""


def read_persona(name: str, pack: ContentPack, folder: Path) -> Persona:
    """The persona of a golden file; `folder` takes the answers file that is cut out of it."""
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    case_text, _, expected_text = text.partition("\nexpect:\n")
    answers = folder / f"{name}.yaml"
    answers.write_text(textwrap.dedent(case_text.partition("case:\n")[2]), encoding="utf-8")
    case = read_case(answers, pack, date(2026, 11, 21))
    expected = parse("expect:\n" + expected_text, name).value["expect"]
    return Persona(
        name=name,
        case=case,
        lines=expected["lines"],
        covered=expected["covered"],
        never=expected["never"],
        top_risks=expected["top_risks"],
        not_high=expected["not_high"],
    )


def whole(persona: Persona, pack: ContentPack) -> EngagementSnapshot:
    """The snapshot of everything the persona tells."""
    return derive(pack, FirmProfile(), persona.case.engagement, persona.case.on)


def talk(persona: Persona, pack: ContentPack) -> Talk:
    """Lead the whole interview; the persona answers what its file says, and shrugs at the rest."""
    facts = replace(persona.case.engagement, answers=Answers())
    told = Talk(derive(pack, FirmProfile(), facts, persona.case.on))
    while (key := told.snapshot.path.next) is not None:
        answer = persona.case.engagement.answers.get(key)
        if answer is None:
            told.shrugs.append(key)
            answer = Answer(key, AnswerState.UNKNOWN)
        told.asked.append(key)
        facts = replace(facts, answers=facts.answers.with_(answer))
        told.snapshot = derive(pack, FirmProfile(), facts, persona.case.on)
    return told

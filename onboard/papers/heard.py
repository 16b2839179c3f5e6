"""What we heard: the owner's answers in his own words, with what each led to."""

from __future__ import annotations

from collections import defaultdict

from onboard.agreement.document import Bullets, Cell, Column, Emphasis, Grid, Paragraph, Section
from onboard.content.model import QuestionId
from onboard.interview.answers import AnswerState
from onboard.interview.readback import heard
from onboard.snapshot import EngagementSnapshot
from onboard.wording import say


def led_to(snapshot: EngagementSnapshot) -> dict[QuestionId, tuple[str, ...]]:
    """The names of the lines that rest on each answer."""
    found: dict[QuestionId, list[str]] = defaultdict(list)
    for plan_line in snapshot.lines:
        if not plan_line.line.is_bought:
            continue
        for chain in snapshot.explainer.chains(plan_line.line):
            for question in chain.questions:
                if plan_line.line.name not in found[question]:
                    found[question].append(plan_line.line.name)
    return {question: tuple(names) for question, names in found.items()}


def heard_section(snapshot: EngagementSnapshot) -> Section:
    """One table a section of the questionnaire; corrections of the owner stand below."""
    consequences = led_to(snapshot)
    blocks: list[Grid | Paragraph | Bullets] = [
        Paragraph(say("agreement.heard-lead", name=snapshot.engagement.client.name), Emphasis.LEAD)
    ]
    columns = (Column(say("agreement.col-heard"), 6), Column(say("agreement.col-led-to"), 4))
    for section in snapshot.pack.content.sections:
        rows = []
        for key in snapshot.path.questions:
            answer = snapshot.engagement.answers.get(key)
            question = snapshot.pack.content.questions[key]
            if answer is None or answer.state is not AnswerState.GIVEN:
                continue
            if question.section != section.id:
                continue
            note = say("agreement.in-words", words=answer.words) if answer.words else ""
            names = consequences.get(key, ())
            rows.append((Cell(heard(snapshot.pack, answer), note=note), Cell(_shortened(names))))
        if rows:
            blocks.append(Grid(section.title, columns, tuple(rows)))
    if snapshot.engagement.corrections:
        blocks.append(Paragraph(say("agreement.corrections")))
        blocks.append(Bullets(snapshot.engagement.corrections))
    return Section(say("agreement.heard-title"), tuple(blocks))


def _shortened(names: tuple[str, ...], most: int = 4) -> str:
    if len(names) <= most:
        return ", ".join(names)
    return say("agreement.and-more", names=", ".join(names[:most]), count=len(names) - most)

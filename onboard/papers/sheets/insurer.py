"""What an insurer commonly asks, and what we can show for it; it fills in nobody's form."""

from __future__ import annotations

from onboard.agreement.document import (
    Cell,
    Column,
    Document,
    Emphasis,
    Grid,
    Paragraph,
    Section,
)
from onboard.content.model import InsurerQuestion, QuestionId
from onboard.decisions import Position
from onboard.interview.answers import Answer, AnswerState
from onboard.interview.readback import heard
from onboard.papers.plan import bought
from onboard.papers.sheets.parts import LINE, by_hand, part, sheet
from onboard.snapshot import EngagementSnapshot
from onboard.wording import day, say


def can_be_made(snapshot: EngagementSnapshot) -> bool:
    """Whether the pack knows what insurers ask."""
    return bool(snapshot.pack.content.insurers)


def insurer(snapshot: EngagementSnapshot) -> Document:
    """Each answer with how it is known, by whom and when; what nobody knows says so."""
    asked = snapshot.pack.content.insurers.values()
    rows = tuple(row for entry in asked for row in _rows(snapshot, entry))
    columns = (
        Column(say("sheets.col-asked"), 12),
        Column(say("sheets.col-how-known"), 4),
        Column(say("sheets.col-by-whom"), 5),
        Column(say("sheets.col-proof"), 5),
    )
    sections = (
        Section("", (Paragraph(say("sheets.insurer-warning"), Emphasis.WARNING),)),
        part(
            say("sheets.insurer-title"),
            Paragraph(say("sheets.insurer-lead")),
            Grid("", columns, rows),
            Paragraph(say("sheets.insurer-source"), Emphasis.NOTE),
        ),
        by_hand(snapshot, say("sheets.insurer-read")),
    )
    return sheet(snapshot, "insurer", sections, foot=say("sheets.insurer-foot"))


def _rows(snapshot: EngagementSnapshot, entry: InsurerQuestion) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = [
        (Cell(entry.ask, note=_helps(snapshot, entry), strong=True), Cell(""), Cell(""), Cell(""))
    ]
    for name in entry.questions:
        key = QuestionId(name)
        answer = snapshot.engagement.answers.get(key)
        if answer is None or answer.state is not AnswerState.GIVEN:
            question = snapshot.pack.content.questions[key]
            unknown = Cell(say("sheets.not-known"), strong=True)
            rows.append((Cell(question.ask), unknown, Cell(""), Cell(LINE[:14])))
            continue
        words = say("agreement.in-words", words=answer.words) if answer.words else ""
        rows.append(
            (
                Cell(heard(snapshot.pack, answer), note=words),
                Cell(say(f"sheets.sure-{answer.sure.value}")),
                Cell(_by(snapshot, answer)),
                Cell(LINE[:14]),
            )
        )
    return rows


def _by(snapshot: EngagementSnapshot, answer: Answer) -> str:
    owner = snapshot.engagement.client.owner or say("agreement.the-owner")
    who = owner if answer.by == "owner" else answer.by
    return f"{who}, {day(answer.at.date())}" if answer.at else who


def _helps(snapshot: EngagementSnapshot, entry: InsurerQuestion) -> str:
    """The lines that make a good answer true, with what became of each."""
    told = []
    for item in entry.items:
        line = next((each for each in snapshot.lines if each.item == item), None)
        if line is None:
            continue
        if bought(line):
            state = say("sheets.line-comes")
        elif line.settled.position is Position.COVERED:
            state = say("sheets.line-there")
        elif line.settled.position is Position.DECLINED:
            state = say("sheets.line-refused")
        elif line.settled.position is Position.LATER:
            state = say("sheets.line-later")
        else:
            state = say("sheets.line-open")
        told.append(f"{line.line.name} ({state})")
    return say("sheets.helps", names=", ".join(told)) if told else ""

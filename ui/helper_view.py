"""The present helper in words: tables, chain, quotes, outcome and its checklist."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from onboard.content.model import ChainStage
from onboard.papers.wordings import doer
from onboard.wording import say
from ui.theme import px
from ui.widgets.base import card, label, rule
from ui.widgets.facts import NOTHING, facts
from ui.widgets.listed import points

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from PySide6.QtWidgets import QVBoxLayout

    from onboard.content.model import HelperOutcome, QuestionId
    from onboard.present_helper import FilledTable, HelperView, Link


def add_weighed(column: QVBoxLayout, view: HelperView) -> None:
    """Who it is, and the bond beside the results."""
    if view.who:
        column.addWidget(label(view.who))
    if view.weighed:
        frame, inside = card("note")
        inside.addWidget(label(view.weighed, name="weighed"))
        column.addWidget(frame)


def add_told(column: QVBoxLayout, view: HelperView, *, without: Container[QuestionId] = ()) -> None:
    """Tables, the chain, and the owner's own words; `without` tables that stand elsewhere."""
    for table in view.tables:
        if table.question not in without:
            add_table(column, table)
    if view.chain:
        _part(column, say("agreement.chain-title"))
        column.addWidget(label(say("agreement.chain-lead"), "muted"))
    for stage in ChainStage:
        links = [link for link in view.chain if link.stage is stage]
        if links:
            _add_stage(column, stage, links)
    for question, words in view.quotes:
        _add_quote(column, question, words)
    if view.would_act:
        _add_quote(column, say("agreement.would-act"), view.would_act, name="would-act")


def add_table(column: QVBoxLayout, table: FilledTable) -> None:
    """A row that is filled in shows every cell; rows that are not are named together."""
    _part(column, table.title)
    told = [row for row in table.rows if any(row[1:])]
    for number, row in enumerate(told):
        if number:
            column.addWidget(rule())
        column.addWidget(label(row[0] or NOTHING, "field"))
        column.addLayout(facts(list(zip(table.columns, row, strict=True))[1:]))
    left = [row[0] for row in table.rows if not any(row[1:])]
    if left:
        names = "; ".join(left)
        column.addWidget(label(say("page.table-left-empty", names=names), "muted"))


def add_outcome(column: QVBoxLayout, outcome: HelperOutcome) -> None:
    """What was decided, with everything to do, by when and by whom."""
    _part(column, outcome.title)
    column.addWidget(label(outcome.lead))
    steps = enumerate(outcome.checklist, start=1)
    for by, group in groupby(steps, key=lambda step: step[1].by):
        column.addSpacing(px(6))
        column.addWidget(label(by[:1].upper() + by[1:], "field"))
        for number, step in group:
            column.addLayout(_step(f"{number}.", step.text, doer(step.who)))


def _step(number: str, text: str, who: str) -> QHBoxLayout:
    """A step with its number before it, and below it who does it."""
    line = QHBoxLayout()
    line.setSpacing(px(8))
    place = label(number, wrap=False)
    place.setMinimumWidth(px(26))
    line.addWidget(place, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(label(say("page.checklist", text=text, who=who.casefold())), 1)
    return line


def _add_stage(column: QVBoxLayout, stage: ChainStage, links: Sequence[Link]) -> None:
    """Links that rest on the same answers stand together above them: they are cited once."""
    frame, inside = card("note")
    inside.setSpacing(px(4))
    inside.addWidget(label(say(f"agreement.chain-{stage.value}"), "subheading"))
    for said, group in groupby(links, key=_cited):
        inside.addSpacing(px(2))
        for link in group:
            inside.addWidget(points([link.text], name=f"link-{stage.value}"))
        inside.addWidget(label(say("page.chain-said", said=said), "muted"))
    column.addWidget(frame)


def _cited(link: Link) -> str:
    return " ".join(said.rstrip(".") + "." for _, said in link.cites)


def _add_quote(column: QVBoxLayout, question: str, words: str, name: str = "") -> None:
    column.addSpacing(px(4))
    column.addWidget(label(question, "muted"))
    column.addWidget(label(f"“{words}”", name=name))


def _part(column: QVBoxLayout, title: str) -> None:
    column.addSpacing(px(8))
    column.addWidget(label(title, "subheading"))

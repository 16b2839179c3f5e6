"""The present helper in words: chain, tables, quotes, outcome and its checklist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onboard.content.model import ChainStage
from onboard.papers.helper import link_text
from onboard.papers.wordings import doer
from onboard.wording import say
from ui.theme import px
from ui.widgets.base import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from onboard.content.model import HelperOutcome
    from onboard.present_helper import HelperView


def add_helper(column: QVBoxLayout, view: HelperView) -> None:
    """Put everything that is told of the helper into a column, part by part."""
    column.addWidget(label(view.who))
    if view.weighed:
        column.addWidget(label(view.weighed, name="weighed"))
    for table in view.tables:
        _part(column, table.title)
        for row in table.rows:
            pairs = zip(table.columns, row, strict=True)
            told = [f"{title}: {cell or '–'}" for title, cell in list(pairs)[1:]]
            column.addWidget(label(f"•  {row[0] or '–'}. {'; '.join(told)}"))
    for stage in ChainStage:
        links = [link for link in view.chain if link.stage is stage]
        if links:
            _part(column, say(f"agreement.chain-{stage.value}"))
            for link in links:
                column.addWidget(label(f"•  {link_text(link)}", name=f"link-{stage.value}"))
    for question, words in view.quotes:
        column.addWidget(label(question, "muted"))
        column.addWidget(label(f"“{words}”"))
    if view.would_act:
        column.addWidget(label(say("agreement.would-act"), "muted"))
        column.addWidget(label(f"“{view.would_act}”", name="would-act"))
    if view.outcome is not None:
        add_outcome(column, view.outcome)


def add_outcome(column: QVBoxLayout, outcome: HelperOutcome) -> None:
    """What was decided, with everything to do, by when and by whom."""
    _part(column, outcome.title)
    column.addWidget(label(outcome.lead))
    for text in _steps(outcome):
        column.addWidget(label(text))


def _steps(outcome: HelperOutcome) -> Iterator[str]:
    for number, step in enumerate(outcome.checklist, start=1):
        told = say("page.checklist", text=step.text, by=step.by, who=doer(step.who).casefold())
        yield f"{number}.  {told}"


def _part(column: QVBoxLayout, title: str) -> None:
    column.addSpacing(px(6))
    column.addWidget(label(title, "subheading"))

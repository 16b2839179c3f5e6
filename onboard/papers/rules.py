"""The rules that may apply to this business, each with how binding it is."""

from __future__ import annotations

from onboard.agreement.document import Cell, Column, Emphasis, Grid, Paragraph, Section
from onboard.snapshot import EngagementSnapshot
from onboard.wording import day, say


def rules_section(snapshot: EngagementSnapshot) -> Section:
    """Told, never decided: whether a rule applies is for a lawyer to say. Empty without rules."""
    columns = (
        Column(say("agreement.col-rule"), 5),
        Column(say("agreement.col-binding"), 3),
        Column(say("agreement.col-rule-asks"), 9),
    )
    rows = tuple(
        (
            Cell(
                rule.name, note=say("agreement.rule-source", source=rule.source, day=day(rule.on))
            ),
            Cell(say(f"rule.{rule.status.value}")),
            Cell(rule.text, note=rule.note),
        )
        for rule in snapshot.rules.values()
    )
    title = say("agreement.rules-title")
    lead = Paragraph(say("agreement.rules-lead"), Emphasis.LEAD)
    return Section(title, (lead, Grid("", columns, rows)) if rows else ())

"""The risks as a map and as a table: today, with everything, as chosen."""

from __future__ import annotations

from onboard.agreement.document import (
    Cell,
    Column,
    Emphasis,
    Grid,
    MapPoint,
    Paragraph,
    RiskMap,
    Section,
)
from onboard.papers.wordings import level_name
from onboard.snapshot import EngagementSnapshot
from onboard.wording import say


def risks_section(snapshot: EngagementSnapshot) -> Section:
    """Worst first, numbered alike in map and table."""
    ranked = snapshot.register.worst_first()
    points = tuple(
        MapPoint(number, rated.name, rated.chosen.likelihood.value, rated.chosen.impact.value)
        for number, rated in enumerate(ranked, start=1)
    )
    text = "; ".join(
        say(
            "agreement.map-point",
            number=number,
            name=rated.name,
            likelihood=level_name(rated.chosen.likelihood),
            impact=level_name(rated.chosen.impact),
        )
        for number, rated in enumerate(ranked, start=1)
    )
    columns = (
        Column(say("agreement.col-risk"), 7),
        Column(say("agreement.level-today"), 3),
        Column(say("agreement.level-everything"), 3),
        Column(say("agreement.level-chosen"), 3),
    )
    rows = tuple(
        (
            Cell(f"{number}. {rated.name}", note=" ".join(rated.raised_by)),
            *(
                Cell("", mark=rating.level.value)
                for rating in (rated.today, rated.recommended, rated.chosen)
            ),
        )
        for number, rated in enumerate(ranked, start=1)
    )
    return Section(
        say("agreement.risks-title"),
        (
            Paragraph(say("agreement.risks-lead"), Emphasis.LEAD),
            RiskMap(say("agreement.map-caption"), text, points),
            Grid("", columns, rows),
            Paragraph(say("agreement.risks-method"), Emphasis.NOTE),
        ),
    )

"""Short phrases about lines that several pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onboard.papers.plan import fate
from onboard.papers.wordings import amount, doer, price, tier_name, unit_price
from onboard.papers.wordings import line_price as papers_line_price
from onboard.wording import say

if TYPE_CHECKING:
    from onboard.recommendation.money import Cost
    from onboard.snapshot import EngagementSnapshot, PlanLine

__all__ = [
    "amount",
    "doer",
    "fate",
    "line_price",
    "number",
    "price",
    "price_note",
    "tier_name",
    "totals",
]


def number(line: PlanLine) -> str:
    """How many of what, with a word where the number is a guess."""
    text = f"{line.line.quantity} × {line.line.name}"
    return f"{text} ({say('agreement.to-confirm')})" if line.line.to_confirm else text


def line_price(line: PlanLine) -> str:
    """What a line costs, or that its price is not known in this currency yet."""
    return papers_line_price(line.line)


def price_note(line: PlanLine) -> str:
    """What one costs and on what basis."""
    return unit_price(line.line)


def totals(snapshot: EngagementSnapshot, cost: Cost) -> str:
    return say(
        "cli.totals",
        once=amount(cost.once),
        monthly=amount(cost.monthly),
        yearly=amount(cost.yearly),
    )

"""Short phrases about lines that several pages share."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from onboard.interview.days import day_problem, example_day
from onboard.papers.plan import fate, to_confirm
from onboard.papers.wordings import amount, doer, price, tier_name, unit_price, whole_amount
from onboard.papers.wordings import line_price as papers_line_price
from onboard.wording import day, say

if TYPE_CHECKING:
    from onboard.content.pack import ContentPack
    from onboard.interview.validation import AnswerProblem
    from onboard.recommendation.money import Cost
    from onboard.risk.sums import Reckoning
    from onboard.snapshot import EngagementSnapshot, PlanLine

__all__ = [
    "amount",
    "doer",
    "fate",
    "line_price",
    "number",
    "price",
    "price_basis",
    "price_note",
    "problem_sentence",
    "purpose",
    "sum_line",
    "tier_name",
    "totals",
]

_MISFITS = {
    "answer.no-number": "page.misfit-number",
    "answer.out-of-range": "page.misfit-number",
    "answer.no-amount": "page.misfit-amount",
    "answer.pick-some": "page.misfit-pick",
    "answer.none-and-more": "page.misfit-none",
    "answer.no-text": "page.misfit-text",
    "answer.too-long": "page.misfit-long",
    "answer.no-table": "page.misfit-table",
    "answer.too-many-rows": "page.misfit-rows",
    "answer.cell-no-number": "page.misfit-cell-number",
    "answer.cell-no-date": "page.misfit-cell-date",
    "answer.cell-not-offered": "page.misfit-cell",
}
"""The command line names a question by its id; in the window the question stands just above."""


def number(line: PlanLine, snapshot: EngagementSnapshot) -> str:
    """How many of what, with the bounds where the number is a guess."""
    text = f"{line.line.quantity} × {line.line.name}"
    open_part = to_confirm(snapshot, line)
    return f"{text} ({open_part})" if open_part else text


def purpose(line: PlanLine, snapshot: EngagementSnapshot) -> str:
    """What a line is for: how it is today, and how it is with it."""
    plain = snapshot.pack.content.items[line.item].plain
    today = say("page.line-today", text=plain.issue)
    with_it = say("page.line-with", text=plain.benefit)
    return f"{today}\n{with_it}"


def sum_line(reckoning: Reckoning) -> str:
    """A sum with its amount, and that some numbers are guesses where they are."""
    text = f"{reckoning.sum.name}: {amount(reckoning.amount)}"
    return f"{text} ({say('page.sum-guessed')})" if reckoning.is_guessed else text


def line_price(line: PlanLine) -> str:
    """What a line costs, or that its price is not known in this currency yet."""
    return papers_line_price(line.line)


def price_note(line: PlanLine) -> str:
    """What one costs and on what basis."""
    return unit_price(line.line)


def price_basis(line: PlanLine) -> str:
    """On what a price rests: an estimate, a quote; nothing while there is no price."""
    price_of_one = line.line.unit_price
    return say(f"agreement.basis-{price_of_one.basis.value}") if price_of_one.is_confirmed else ""


def totals(snapshot: EngagementSnapshot, cost: Cost) -> str:
    return say(
        "cli.totals",
        once=whole_amount(snapshot, cost.once),
        monthly=whole_amount(snapshot, cost.monthly),
        yearly=whole_amount(snapshot, cost.yearly),
    )


def problem_sentence(pack: ContentPack, problem: AnswerProblem) -> str:
    """What is wrong with an answer, beside its question: without ids, with the question's ends."""
    question = pack.content.questions[problem.question]
    today = date.today()  # noqa: DTZ011  (for an example alone)
    if problem.message_id == "answer.no-date":
        example = example_day(today, is_past=question.day == "past")
        return day_problem(dict(problem.arguments)["found"], example)
    ends = {"low": str(question.low), "high": str(question.high)}
    ends["example"] = day(example_day(today))
    key = _MISFITS.get(problem.message_id, "page.misfit-other")
    return say(key, arguments={**ends, **dict(problem.arguments)})

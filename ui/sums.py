"""The owner's sums in words and bars."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onboard.content.model import QuestionId
from onboard.content.reckoned import PLAN_YEAR
from onboard.risk.sums import bars
from onboard.wording import day, say
from ui import phrases
from ui.widgets.cost_bars import Bar, CostBars
from ui.widgets.data_table import DataTable

if TYPE_CHECKING:
    from onboard.recommendation.money import Money
    from onboard.risk.sums import Reckoning, Term
    from onboard.snapshot import EngagementSnapshot


def sum_details(snapshot: EngagementSnapshot, reckoning: Reckoning) -> Iterator[str]:
    """Every line of a sum with its numbers, what is left out, and where it all comes from."""
    for figure in reckoning.figures:
        yield f"{figure.text} = {phrases.amount(figure.amount)}"
        for term in figure.terms:
            if term.origin != "rule":
                origin = say(f"sum.{term.origin}")
                yield f"    {_name(snapshot, term)}: {_number(term)} ({origin})"
    for text in reckoning.left_out:
        yield say("sum.left-out", text=text)
    yield say("sum.source", source=reckoning.sum.source, day=day(reckoning.sum.on))


def cost_bars(snapshot: EngagementSnapshot) -> CostBars | None:
    """The plan of a year beside what the owner told; none where nothing was told."""
    told = bars(snapshot.pack, snapshot.known, snapshot.currency)
    if not told:
        return None
    questions = snapshot.pack.content.questions
    plan = _bar(say("sum.plan-bar"), snapshot.bill.total.a_year)
    rows = [_bar(questions[bar.question].ask, bar.amount) for bar in told]
    drawn = CostBars()
    drawn.show_bars([plan, *rows])
    return drawn


def bars_table(snapshot: EngagementSnapshot) -> DataTable:
    """What the bars draw, in words."""
    told = bars(snapshot.pack, snapshot.known, snapshot.currency)
    questions = snapshot.pack.content.questions
    rows = [(say("sum.plan-bar"), phrases.amount(snapshot.bill.total.a_year))]
    rows += [(questions[bar.question].ask, phrases.amount(bar.amount)) for bar in told]
    heads = (say("page.bars-what"), say("page.bars-amount"))
    made = DataTable(say("ui.cost-bars"), heads, rows, (6, 4))
    made.setObjectName("bars-table")
    return made


def _bar(name: str, amount: Money) -> Bar:
    return Bar(name, float(amount.low), float(amount.high), phrases.amount(amount))


def _name(snapshot: EngagementSnapshot, term: Term) -> str:
    if term.fact == PLAN_YEAR:
        return say("sum.plan-bar")
    content = snapshot.pack.content
    if term.fact in content.blanks:
        return content.blanks[term.fact].label
    if term.fact in content.populations:
        return content.populations[term.fact].name
    owner = snapshot.pack.question_of_count.get(term.fact, QuestionId(term.fact))
    return content.questions[owner].ask


def _number(term: Term) -> str:
    low, high = format(term.low.normalize(), "f"), format(term.high.normalize(), "f")
    return low if low == high else f"{low} – {high}"

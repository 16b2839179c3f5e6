"""What to notice at once: urgent things, contradictions, things that do not go together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from onboard.content.conditions import Condition, evaluate, reads
from onboard.content.model import FlagKind, ItemId, QuestionId
from onboard.content.pack import ContentPack
from onboard.interview.answers import Answers, AnswerState
from onboard.interview.facts import FactBook
from onboard.interview.route import RoutingPath
from onboard.recommendation.bill import BillOfMaterials
from onboard.recommendation.estate import Holding
from onboard.recommendation.explain import Explainer
from onboard.risk.sums import Reckoning
from onboard.wording import money, say

SOON = timedelta(days=90)
SMALL_PRICE = "small-price-large-harm"
TO_FIND_OUT = "to-find-out"
"""What would be urgent if a careful guess were right: nobody has said so."""


@dataclass(frozen=True, slots=True)
class Flag:
    """Something to notice at once."""

    kind: str
    text: str
    answers: tuple[QuestionId, ...] = ()
    do_now: str = ""
    lines: tuple[ItemId, ...] = ()
    """Lines of the plan that it is about, or that take it away."""

    @property
    def told(self) -> str:
        """What it is and what to do now, in one text."""
        return f"{self.text} {self.do_now}".strip()


def answer_flags(
    pack: ContentPack, facts: FactBook, known: FactBook, answers: Answers, path: RoutingPath
) -> tuple[Flag, ...]:
    """Flags that answers raise; a question nobody has come to yet raises none.

    What would be urgent and rests on a careful guess is a thing to find out, never an alarm. The
    others rest on answers alone.
    """
    waiting = frozenset(path.questions) | frozenset(path.maybe) | frozenset(path.not_asked)
    waiting -= frozenset(answers)
    raised = []
    for flag in pack.content.flags.values():
        questions = _questions(pack, flag.when)
        book = facts if flag.kind is FlagKind.URGENT else known
        if evaluate(flag.when, book) is True and not waiting.intersection(questions):
            lines = tuple(ItemId(item) for item in flag.items)
            if evaluate(flag.when, known) is True:
                raised.append(Flag(flag.kind.value, flag.text, questions, flag.do_now, lines))
            else:
                text = flag.if_unknown or _not_known(pack, answers, questions)
                raised.append(Flag(TO_FIND_OUT, text, questions, lines=lines))
    return tuple(raised)


def _not_known(pack: ContentPack, answers: Answers, keys: tuple[QuestionId, ...]) -> str:
    """For a pack that has no words of its own: which questions nobody could answer yet."""
    given = {key for key in keys if key in answers and answers[key].state is AnswerState.GIVEN}
    asked = [f"“{pack.content.questions[key].ask}”" for key in keys if key not in given]
    return say("flag.to-find-out", asks=" ".join(asked))


def _questions(pack: ContentPack, condition: Condition) -> tuple[QuestionId, ...]:
    facts = sorted(reads(condition))
    owners = (pack.question_of_count.get(fact, QuestionId(fact)) for fact in facts)
    return tuple(dict.fromkeys(key for key in owners if key in pack.content.questions))


def bill_flags(
    pack: ContentPack, bill: BillOfMaterials, estate: tuple[Holding, ...], on: date
) -> tuple[Flag, ...]:
    """What runs out, and what is ordered beyond need."""
    flags = []
    for holding in estate:
        item = pack.content.items.get(holding.item)
        if item is None or holding.until is None:
            continue
        days = (holding.until - on).days
        if days < 0:
            flags.append(Flag("ends-soon", say("flag.ended", name=item.name, days=-days)))
        elif holding.until <= on + SOON:
            flags.append(Flag("ends-soon", say("flag.ends-soon", name=item.name, days=days)))
    flags.extend(
        Flag("unused", say("flag.unused", name=line.name, surplus=line.surplus, have=line.on_hand))
        for line in bill.lines
        if line.surplus and line.ordered
    )
    return tuple(flags)


def meeting_flags(
    pack: ContentPack, answers: Answers, bill: BillOfMaterials, explainer: Explainer
) -> tuple[Flag, ...]:
    """Lines that do not go together and meet; both stay, each with its reasons, for a person."""
    flags = []
    for line in bill.lines:
        for exclusion in pack.content.items[line.item].excludes:
            other = bill.get(exclusion.item)
            if other is None:
                continue
            chains = [next(iter(explainer.chains(each)), None) for each in (line, other)]
            reasons = [" → ".join(chain.steps).rstrip(".") if chain else "" for chain in chains]
            text = say(
                "flag.meet",
                one=line.name,
                other=other.name,
                because=exclusion.because,
                one_reason=reasons[0],
                other_reason=reasons[1],
            )
            asked = dict.fromkeys(key for chain in chains if chain for key in chain.questions)
            told = tuple(key for key in asked if key in answers)
            flags.append(Flag(FlagKind.CONTRADICTION.value, text, told))
    return tuple(flags)


def alarm_flags(
    bill: BillOfMaterials, alarming: frozenset[ItemId], stop: Reckoning | None
) -> tuple[Flag, ...]:
    """Lines that cost less in a year than one harm, and stand against it."""
    if stop is None:
        return ()
    least = money(stop.amount.low, stop.amount.low, stop.amount.currency)
    flags = []
    for line in bill.lines:
        if line.item in alarming:
            year = line.cost.first_year
            price = money(year.high, year.high, year.currency)
            key = "flag.small-price-guess" if stop.is_guessed else "flag.small-price"
            text = say(key, name=line.name, price=price, sum=stop.sum.name, amount=least)
            flags.append(Flag(SMALL_PRICE, text, lines=(line.item,)))
    return tuple(flags)

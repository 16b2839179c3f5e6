"""Why a line is on the bill: chains from an answer or an order to the line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onboard.content.conditions import Comparison, evaluate, reads, reasons
from onboard.content.model import ItemId, QuestionId
from onboard.content.pack import ContentPack
from onboard.interview.answers import Answers
from onboard.interview.facts import FactBook
from onboard.interview.readback import said
from onboard.recommendation.bill import BillOfMaterials, Contribution, LineItem, Source
from onboard.wording import say

DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Chain:
    """One way from an answer, an order or a rule to a line, in words, cause first."""

    steps: tuple[str, ...]
    questions: tuple[QuestionId, ...]
    """The answers it rests on."""
    parents: tuple[ItemId, ...]
    """The lines it passes through, nearest last."""


class Explainer:
    """Chains for one bill; each line's chains are computed when asked for."""

    def __init__(
        self, pack: ContentPack, answers: Answers, facts: FactBook, bill: BillOfMaterials
    ) -> None:
        self._pack, self._answers, self._facts, self._bill = pack, answers, facts, bill
        self._behind: dict[str, tuple[QuestionId, ...]] = {}
        self._because: dict[ItemId, tuple[LineItem, tuple[str, ...]]] = {}

    def chains(self, line: LineItem) -> tuple[Chain, ...]:
        """All chains, those that begin with the owner's own order first, without repeats."""
        found = [self._chain(part, line, 0) for part in line.contributions]
        unique = list(dict.fromkeys(found))
        unique.sort(key=lambda chain: not self._begins_with_order(chain))
        return tuple(unique)

    def because(self, line: LineItem) -> tuple[str, ...]:
        """Every chain as one text, and last what the numbers are."""
        known, told = self._because.get(line.item, (None, ()))
        if known is not line:  # of another bill, or not asked for yet
            texts = dict.fromkeys(" → ".join(chain.steps) for chain in self.chains(line))
            told = (*texts, self.counting(line))
            self._because[line.item] = line, told
        return told

    def counting(self, line: LineItem) -> str:
        """How the number came about, in one sentence."""
        if line.on_hand_unknown:
            return say("reason.count-unknown", required=line.required, unit=line.unit)
        names = dict.fromkeys(
            self._pack.content.populations[part.population].name
            for part in line.contributions
            if part.population
        )
        over = say("reason.for-every", names=" + ".join(names)) if names else ""
        numbers = {"required": line.required, "have": line.on_hand, "over": over}
        if line.ordered:
            return say("reason.count-ordered", ordered=line.ordered, arguments=numbers)
        return say("reason.count", arguments=numbers)

    def _begins_with_order(self, chain: Chain) -> bool:
        return bool(chain.parents) and self._is_ordered(chain.parents[0])

    def _is_ordered(self, key: ItemId) -> bool:
        line = self._bill.get(key)
        return line is not None and line.ordered > 0

    def _chain(self, part: Contribution, line: LineItem, depth: int) -> Chain:
        match part.source:
            case Source.ORDER:
                return Chain((self._order_step(line),), (), ())
            case Source.NEED:
                return self._need(part)
            case Source.COMPANION:
                return self._companion(part, depth)

    def _order_step(self, line: LineItem) -> str:
        pieces = line.ordered // self._pack.content.items[line.item].capacity
        return say("reason.order", count=pieces, name=line.name)

    def _need(self, part: Contribution) -> Chain:
        need = self._pack.content.needs[part.origin]
        cited: tuple[Comparison, ...] = ()
        if evaluate(need.when, self._facts) is True:
            cited = reasons(need.when, self._facts)
        facts = [comparison.fact for comparison in cited]
        if not facts:
            facts = sorted(reads(need.when)) + list(need.covers)
            if need.quantity is not None:
                facts += [term for term in need.quantity.add if isinstance(term, str)]
        questions = tuple(dict.fromkeys(key for fact in facts for key in self._questions(fact)))
        steps = tuple(said(self._pack, key, self._answers.get(key)) for key in questions[:3])
        return Chain((*steps, part.because), questions, ())

    def _companion(self, part: Contribution, depth: int) -> Chain:
        parent = self._bill.get(part.origin)
        if parent is None:
            name = self._pack.content.items[part.origin].name
            return Chain((say("reason.owned", name=name), part.because), (), (ItemId(part.origin),))
        if parent.ordered:
            above = Chain((self._order_step(parent),), (), ())
        elif depth < DEEPEST and parent.contributions:
            above = self._chain(parent.contributions[0], parent, depth + 1)
            above = Chain((*above.steps, parent.name), above.questions, above.parents)
        else:
            above = Chain((parent.name,), (), ())
        return Chain((*above.steps, part.because), above.questions, (*above.parents, parent.item))

    def _questions(self, fact: str) -> tuple[QuestionId, ...]:
        """The questions behind a fact; a population stands for all it is counted from."""
        if fact not in self._behind:
            self._behind[fact] = tuple(dict.fromkeys(self._look_behind(fact)))
        return self._behind[fact]

    def _look_behind(self, fact: str) -> Iterator[QuestionId]:
        content = self._pack.content
        owner = self._pack.question_of_count.get(fact, QuestionId(fact))
        if owner in content.questions:
            adds_nothing = self._facts.is_off_path(owner) or self._facts[fact] == 0
            yield from () if adds_nothing else (owner,)
            return
        population = content.populations.get(fact)
        if population is not None:
            for term in (*population.add, *population.less):
                if isinstance(term, str):
                    yield from self._questions(term)

"""What was asked, what was answered, and what is known by it: before anything is recommended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from onboard.content.conditions import evaluate
from onboard.content.model import FieldRule, QuestionId
from onboard.content.pack import ContentPack
from onboard.engagement import Engagement
from onboard.firm import FirmProfile
from onboard.flags import TO_FIND_OUT, Flag, answer_flags
from onboard.interview.answers import Answers, AnswerState
from onboard.interview.assumptions import Assumption, assumptions
from onboard.interview.facts import Circumstances, FactBook, Guess
from onboard.interview.glossary import words_in
from onboard.interview.route import RoutingPath, route
from onboard.recommendation.estate import Holding
from onboard.risk.weight import weighty
from onboard.wording import spoken


@dataclass(frozen=True)
class Understanding:
    """Equal facts on equal days give the same. Each part is computed once, when first looked at."""

    pack: ContentPack
    firm: FirmProfile
    engagement: Engagement
    on: date
    language: str = field(default_factory=spoken, compare=False)
    """In which its sentences are said."""

    @cached_property
    def circumstances(self) -> Circumstances:
        return _circumstances(self.engagement, self.on)

    @cached_property
    def path(self) -> RoutingPath:
        answers = self.engagement.answers
        return route(self.pack, answers, self.circumstances, weighty(self.pack))

    @cached_property
    def facts(self) -> FactBook:
        """Answers, with careful defaults where there are none."""
        return self._book(assuming=True)

    @cached_property
    def known(self) -> FactBook:
        """Answers alone."""
        return self._book(assuming=False)

    @cached_property
    def assumptions(self) -> tuple[Assumption, ...]:
        facts = self.engagement
        return assumptions(self.pack, facts.answers, self.path, alone=facts.is_alone)

    @cached_property
    def waiting(self) -> tuple[QuestionId, ...]:
        """What nobody knew on an earlier day: first in line when the talk goes on."""
        answers = self.engagement.answers
        return tuple(
            key
            for key in self.path.questions
            if key in answers and answers[key].state in (AnswerState.UNKNOWN, AnswerState.LATER)
            if _is_before(answers[key].at, self.on)
        )

    def help_of(self, key: QuestionId) -> str:
        """The help beside a question, for how easy these people find computers."""
        question = self.pack.content.questions[key]
        fits = (part.text for part in question.help_for if evaluate(part.when, self.known) is True)
        return next(fits, question.help)

    def words_of(self, key: QuestionId) -> dict[str, str]:
        """The words of a question that the glossary explains."""
        return words_in(self.pack, self.pack.content.questions[key])

    @cached_property
    def owned(self) -> tuple[Holding, ...]:
        """What is there today: as the owner told, and what was installed since."""
        return self.engagement.owned(self.on)

    @property
    def way_is_open(self) -> bool:
        """Whether nobody has chosen yet how both work together, where the pack offers ways."""
        working = self.pack.content.working
        return working is not None and not isinstance(self.known[working.question], str)

    @cached_property
    def urgent(self) -> tuple[Flag, ...]:
        """The flags that cannot wait, as somebody said so; they need no bill."""
        return tuple(flag for flag in self._said if flag.kind == "urgent")

    @cached_property
    def to_find_out(self) -> tuple[Flag, ...]:
        """What could be urgent, and nobody knows yet; it needs no bill."""
        return tuple(flag for flag in self._said if flag.kind == TO_FIND_OUT)

    def analogy(self, explained: str) -> str:
        """A comparison from the owner's own work for a clause, a question or an item."""
        kind = line_of_work(self.pack, self.engagement.answers)
        return self.pack.analogy(kind, explained)

    @cached_property
    def contradictions(self) -> tuple[Flag, ...]:
        """Answers that do not go together; they need no bill."""
        return tuple(flag for flag in self._said if flag.kind == "contradiction")

    @cached_property
    def rules(self) -> Mapping[str, FieldRule]:
        """The rules that may apply to this business, by what was answered."""
        rules = self.pack.content.rules
        return {key: rule for key, rule in rules.items() if evaluate(rule.when, self.known) is True}

    @cached_property
    def _said(self) -> tuple[Flag, ...]:
        answers = self.engagement.answers
        return answer_flags(self.pack, self.facts, self.known, answers, self.path)

    def _book(self, *, assuming: bool, guess: Guess = Guess.CAREFUL) -> FactBook:
        return FactBook(
            self.pack,
            self.engagement.answers,
            self.circumstances,
            off_path=self.path.off,
            assuming=assuming,
            guess=guess,
        )

    def _likely(self, guess: Guess) -> FactBook:
        return self.facts if guess is Guess.CAREFUL else self._book(assuming=True, guess=guess)


def _is_before(at: datetime | None, day: date) -> bool:
    return at is not None and at.date() < day


def line_of_work(pack: ContentPack, answers: Answers) -> str | None:
    trades = pack.content.trades
    answer = answers.get(QuestionId(trades.question)) if trades is not None else None
    return str(answer.value) if answer is not None and answer.value is not None else None


def _circumstances(engagement: Engagement, on: date) -> Circumstances:
    ordered: dict[str, int] = {}
    for wanted in engagement.order:
        if wanted.item is not None and wanted.quantity > 0:
            ordered[wanted.item] = ordered.get(wanted.item, 0) + wanted.quantity
    owned: dict[str, int] = {}
    ended: dict[str, int] = {}
    for holding in engagement.owned(on):
        has_ended = holding.until is not None and holding.until < on
        pieces = ended if has_ended else owned
        pieces[holding.item] = pieces.get(holding.item, 0) + (holding.quantity or 0)
    return Circumstances(on, ordered, owned, ended, frozenset(engagement.opened))

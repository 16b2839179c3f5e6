"""What the names of a pack stand for, and the looks at them that all parts share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from onboard.content.conditions import Condition
from onboard.content.lint.conditions import condition_problems
from onboard.content.lint.kinds import kind_of
from onboard.content.model import AnswerKind, PackContent
from onboard.content.problems import PackProblem, Place, Report, unknown_names


@dataclass(frozen=True)
class Names:
    """One pack under inspection, and where its findings are told."""

    content: PackContent
    report: Report

    @cached_property
    def counts(self) -> dict[str, str]:
        """The table question behind each named count."""
        return {
            count: key
            for key, question in self.content.questions.items()
            for count in question.counts
        }

    @cached_property
    def facts(self) -> frozenset[str]:
        """Everything that a condition may compare."""
        return frozenset({*self.content.questions, *self.counts, *self.content.populations})

    def known(self, at: Place, name: str, known: Iterable[str], what: str) -> Iterator[PackProblem]:
        yield from unknown_names(at, [name], known, what, self.report)

    def condition(self, at: Place, condition: Condition) -> Iterator[PackProblem]:
        yield from condition_problems(self.content, self.facts, at, condition, self.report)

    def number(
        self, at: Place, fact: str, *others: AnswerKind, beside: Iterable[str] = ()
    ) -> Iterator[PackProblem]:
        """`fact` must be a number question, a count or a population, or of a kind of `others`."""
        yield from self.known(at, fact, [*self.facts, *beside], "number")
        if fact in self.facts and kind_of(self.content, fact) not in (AnswerKind.NUMBER, *others):
            yield self.report(at, "kind", f'"{fact}" is no number question')

"""Urgent flags that a careful guess can raise, and that have no words for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onboard.content.conditions import All, AnyOf, Comparison, Condition, Fact, Not, evaluate
from onboard.content.model import FlagKind, PackContent, SameAs
from onboard.content.problems import PackProblem, Report


def guess_problems(content: PackContent, report: Report) -> Iterator[PackProblem]:
    """What "I don't know" makes of urgent flags: without words of their own, a general sentence."""
    guesses = dict(_guesses(content))
    for key, flag in content.flags.items():
        if flag.if_unknown or flag.kind is not FlagKind.URGENT:
            continue
        if _may_be_guessed(flag.when, guesses, is_wanted=True):
            text = f'"{key}" can rest on a guess and does not say what to find out (if_unknown)'
            yield report(("flags", key), "no-if-unknown", text)


def _guesses(content: PackContent) -> Iterator[tuple[str, Fact]]:
    """The careful value of each fact that has one by itself."""
    for key, question in content.questions.items():
        assume = question.unsure.assume
        if isinstance(assume, Mapping):
            yield from ((name, value) for name, value in assume.items() if isinstance(value, int))
        elif assume is not None and not isinstance(assume, SameAs):
            yield key, frozenset(assume) if isinstance(assume, tuple) else assume


def _may_be_guessed(condition: Condition, guesses: Mapping[str, Fact], *, is_wanted: bool) -> bool:
    """Whether any comparison comes out as is wanted by a guess alone."""
    match condition:
        case Comparison():
            known = condition.fact in guesses
            return known and evaluate(condition, guesses) is is_wanted
        case Not():
            return _may_be_guessed(condition.part, guesses, is_wanted=not is_wanted)
        case All() | AnyOf():
            parts = condition.parts
            return any(_may_be_guessed(part, guesses, is_wanted=is_wanted) for part in parts)

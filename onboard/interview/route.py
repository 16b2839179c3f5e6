"""Which questions apply, given the answers so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from onboard.content.conditions import evaluate
from onboard.content.model import Depth, QuestionId
from onboard.content.pack import ContentPack
from onboard.interview.answers import Answers, AnswerState
from onboard.interview.facts import Circumstances, FactBook

Weighty = Callable[[QuestionId, FactBook], bool]
"""Whether an answer to this question could still decide something that matters much."""


@dataclass(frozen=True, slots=True)
class RoutingPath:
    """The derived way through the questions. Nothing of it is stored."""

    questions: tuple[QuestionId, ...]
    """On the path, in order, answered or not."""
    maybe: tuple[QuestionId, ...]
    """Could come onto the path, depending on questions not answered yet."""
    not_asked: tuple[QuestionId, ...]
    """Apply, but decide nothing that matters much: their careful default stands."""
    off: frozenset[QuestionId]
    """Do not apply."""
    set_aside: tuple[QuestionId, ...]
    """Have an answer that does not count at the moment; it comes back with the path."""
    next: QuestionId | None
    answered: int
    parked: tuple[QuestionId, ...]
    """Answered with "ask me later"."""

    @property
    def is_done(self) -> bool:
        return self.next is None

    @property
    def at_most_left(self) -> int:
        return len(self.questions) - self.answered + len(self.maybe)

    def before(self, question: QuestionId) -> QuestionId | None:
        """The neighbour that Back leads to."""
        at = self._index(question)
        return self.questions[at - 1] if at > 0 else None

    def after(self, question: QuestionId) -> QuestionId | None:
        """The neighbour that Next leads to."""
        if question not in self.questions:
            return self.next
        at = self._index(question)
        return self.questions[at + 1] if at + 1 < len(self.questions) else None

    def _index(self, question: QuestionId) -> int:
        return self.questions.index(question) if question in self.questions else 0


def route(
    pack: ContentPack,
    answers: Answers,
    circumstances: Circumstances,
    weighty: Weighty,
) -> RoutingPath:
    """Walk all questions in order once.

    A question whose gate is an "I don't know" is judged by the gate's careful default; one whose
    gate has not come yet is a *maybe*. Questions of an optional section, and those of depth `more`,
    come when a person has opened them or their section himself.
    """
    content = pack.content
    off: set[QuestionId] = set()
    on_path: list[QuestionId] = []
    maybe: list[QuestionId] = []
    not_asked: list[QuestionId] = []
    unanswered = frozenset(key for key in pack.questions_in_order if key not in answers)
    for key in pack.questions_in_order:
        question = content.questions[key]
        # What is not asked stands at its careful default, for the gates behind it too.
        waiting = unanswered.difference(not_asked)
        settled = _Settled(pack, answers, circumstances, frozenset(off), waiting)
        applies = evaluate(question.ask_if, settled)
        is_opened = key in circumstances.opened or question.section in circumstances.opened
        is_extra = pack.section_by_id[question.section].optional
        if question.with_order and not circumstances.has_order:
            applies = False
        if is_extra and not is_opened and key not in answers:
            applies = False
        if applies is False:
            off.add(key)
        elif applies is None:
            maybe.append(key)
        elif (
            question.depth is Depth.CORE
            or is_opened
            or key in answers
            or weighty(key, settled.known)
        ):
            on_path.append(key)
        else:
            not_asked.append(key)
    answered = [key for key in on_path if key in answers]
    return RoutingPath(
        questions=tuple(on_path),
        maybe=tuple(maybe),
        not_asked=tuple(not_asked),
        off=frozenset(off),
        set_aside=tuple(key for key in pack.questions_in_order if key in off and key in answers),
        next=next((key for key in on_path if key not in answers), None),
        answered=len(answered),
        parked=tuple(key for key in answered if answers[key].state is AnswerState.LATER),
    )


class _Settled(FactBook):
    """Facts for gates: careful defaults for what was answered with a shrug, not for the rest."""

    def __init__(
        self,
        pack: ContentPack,
        answers: Answers,
        circumstances: Circumstances,
        off_path: frozenset[QuestionId],
        unanswered: frozenset[QuestionId],
    ) -> None:
        super().__init__(pack, answers, circumstances, off_path=off_path, assuming=True)
        self.known = FactBook(pack, answers, circumstances, off_path=off_path, assuming=False)
        self._unanswered = unanswered
        self._owner_of = pack.question_of_count

    def __getitem__(self, name: str):  # type: ignore[no-untyped-def]
        owner = self._owner_of.get(name, QuestionId(name))
        if owner in self._unanswered and owner not in self._off_path:
            return self.known[name]
        return super().__getitem__(name)

"""Answers that the owner seals under a code of his own."""

from __future__ import annotations

from dataclasses import replace

from onboard.content.model import QuestionId
from onboard.engagement import Engagement, EngagementId
from onboard.interview.answers import Answer, AnswerState
from onboard.interview.validation import AnswerProblem, validate
from onboard.private_answers import as_owner_sees, is_private, opens, with_private
from onboard.use_cases.room import Room


class KeepingPrivate(Room):
    """For everybody else they count as unknown."""

    def keep_private(
        self,
        engagement_id: EngagementId,
        code: str,
        question: QuestionId,
        raw: object,
        *,
        words: str = "",
    ) -> Engagement | AnswerProblem:
        """Seal an answer under the owner's own code; for everybody else it counts as unknown.

        Raises:
            UserFacingError: a code that is short, or other than that of the answers kept before.
        """
        facts = self.engagement(engagement_id)
        pack = self.pack(facts)
        value = validate(pack, question, raw)
        if isinstance(value, AnswerProblem):
            return value
        answer = Answer(question, AnswerState.GIVEN, value, words, at=self._clock.now())
        key = self._owner_codes(code)
        return self._change(engagement_id, lambda now: with_private(pack, now, answer, key))

    def seen_with(self, engagement_id: EngagementId, code: str) -> Engagement:
        """The file as its owner sees it, private answers in clear. To be looked at, never saved.

        Raises:
            UserFacingError: "private.wrong-code".
        """
        facts = self.engagement(engagement_id)
        return as_owner_sees(self.pack(facts), facts, self._owner_codes(code))

    def drop_private(
        self, engagement_id: EngagementId, question: QuestionId, code: str | None
    ) -> Engagement:
        """Take a private answer away, so that the question is open again.

        Without a code the answer goes unread: for an owner who has lost it, and said so.

        Raises:
            UserFacingError: "private.wrong-code".
        """
        key = None if code is None else self._owner_codes(code)

        def change(facts: Engagement) -> Engagement:
            if not is_private(facts, question):
                return facts
            if key is not None:
                opens(facts, question, key)
            return _without_private(facts, question)

        return self._change(engagement_id, change)


def _without_private(facts: Engagement, question: QuestionId) -> Engagement:
    """Without a private answer, also where it lies beside a draft."""
    draft = facts.amending
    if draft is not None and is_private(draft.was, question):
        was = replace(draft.was, answers=draft.was.answers.without(question))
        facts = replace(facts, amending=replace(draft, was=was))
    return replace(facts, answers=facts.answers.without(question))

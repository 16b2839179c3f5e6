"""The interview: answers, remarks, and what is on the path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onboard.content.model import QuestionId
from onboard.engagement import Engagement, EngagementId, Remark
from onboard.errors import UserFacingError
from onboard.interview.answers import Answer, AnswerState, How, Sureness
from onboard.interview.validation import MAX_TEXT, AnswerProblem, validate
from onboard.use_cases.room import Room, refuse_if_private


class Answering(Room):
    """Keeps what was said, and how sure it is."""

    def record_answer(
        self,
        engagement_id: EngagementId,
        question: QuestionId,
        raw: object,
        *,
        words: str = "",
        by: str = "owner",
        how: How = How.TOGETHER,
        sure: Sureness | None = None,
        seen: Engagement | None = None,
    ) -> Engagement | AnswerProblem:
        """Keep an answer; input that cannot be one comes back as a problem and changes nothing.

        Without `sure` it is as sure as it was; another value is believed until it is looked at.
        `seen` is the file as it was on screen: what somebody else has answered since is not
        overwritten unseen.

        Raises:
            UserFacingError: "store.answered-meanwhile".
        """
        facts = self.engagement(engagement_id)
        value = validate(self.pack(facts), question, raw)
        if isinstance(value, AnswerProblem):
            return value
        before = facts.answers.get(question)
        if sure is None:
            is_same = before is not None and before.value == value
            sure = before.sure if before is not None and is_same else Sureness.BELIEVED
        answer = Answer(question, AnswerState.GIVEN, value, words, by, how, sure, self._clock.now())
        return self._answered(engagement_id, answer, seen)

    def record_unknown(
        self,
        engagement_id: EngagementId,
        question: QuestionId,
        state: AnswerState = AnswerState.UNKNOWN,
        *,
        by: str = "owner",
        how: How = How.TOGETHER,
        words: str = "",
    ) -> Engagement:
        """Keep "I don't know" or "ask me later"."""
        answer = Answer(question, state, None, words, by, how, Sureness.BELIEVED, self._clock.now())
        return self._answered(engagement_id, answer)

    def remark(self, engagement_id: EngagementId, section: str, text: str) -> Engagement:
        """Keep what there was besides at the end of a part; an empty text takes it away."""
        kept = text.strip()[:MAX_TEXT]

        def change(facts: Engagement) -> Engagement:
            others = tuple(entry for entry in facts.remarks if entry.section != section)
            mine = (Remark(section, kept, self._clock.now()),) if kept else ()
            return replace(facts, remarks=(*others, *mine))

        return self._change(engagement_id, change)

    def open_questions(self, engagement_id: EngagementId, names: Sequence[str]) -> Engagement:
        """Put questions, or all of a section, on the path that would not be asked otherwise."""
        return self._change(
            engagement_id,
            lambda facts: replace(facts, opened=tuple(dict.fromkeys((*facts.opened, *names)))),
        )

    def confirm_heard(
        self, engagement_id: EngagementId, corrections: Sequence[str] = ()
    ) -> Engagement:
        """The owner says that "what we heard" is right, with these corrections kept."""
        now = self._clock.now()
        kept = _lines(corrections)
        return self._change(
            engagement_id,
            lambda facts: replace(facts, heard_confirmed=now, corrections=kept),
        )

    def keep_corrections(
        self, engagement_id: EngagementId, corrections: Sequence[str]
    ) -> Engagement:
        """Keep corrections to "what we heard" while they are still being written."""
        kept = _lines(corrections)
        return self._change(engagement_id, lambda facts: replace(facts, corrections=kept))

    def set_alone(self, engagement_id: EngagementId, alone: bool) -> Engagement:
        """Keep whether the owner sits by himself; answers say so from then on."""
        return self._change(engagement_id, lambda facts: replace(facts, alone=alone))

    def note(self, engagement_id: EngagementId, text: str) -> Engagement:
        """Keep the consultant's private note."""
        return self._change(engagement_id, lambda facts: replace(facts, private_note=text.strip()))

    def _answered(
        self, engagement_id: EngagementId, answer: Answer, seen: Engagement | None = None
    ) -> Engagement:
        def change(facts: Engagement) -> Engagement:
            refuse_if_private(facts, answer.question)
            there = facts.answers.get(answer.question)
            is_new = seen is not None and there != seen.answers.get(answer.question)
            is_same = there is not None and _says(there) == _says(answer)
            if is_new and not is_same:
                raise UserFacingError("store.answered-meanwhile")
            return replace(facts, answers=facts.answers.with_(answer))

        return self._change(engagement_id, change)


def _says(answer: Answer) -> tuple[AnswerState, object]:
    return answer.state, answer.value


def _lines(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(text.strip() for text in texts if text.strip())

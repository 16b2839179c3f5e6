"""Answers that the owner keeps to himself, and the look at them with his code.

Each is sealed by itself and bound to its file and its question. Everybody else sees that there is
one, and nothing of it; it counts as unknown. The code is kept nowhere: who loses it, loses them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from onboard.canonical import canonical_bytes, plain
from onboard.content.model import QuestionId
from onboard.content.pack import ContentPack
from onboard.engagement import Engagement
from onboard.errors import UserFacingError
from onboard.interview.answers import Answer, Answers, AnswerState, How
from onboard.interview.validation import AnswerProblem, validate
from onboard.ports import OwnerCode


def with_private(
    pack: ContentPack, facts: Engagement, answer: Answer, code: OwnerCode
) -> Engagement:
    """The facts with this answer sealed under the code.

    Raises:
        UserFacingError: "private.not-here", or "private.wrong-code" where others are sealed
            under another code.
    """
    if answer.question not in pack.may_be_private:
        raise UserFacingError("private.not-here")
    opened_answers(pack, facts, code)
    content = {
        "value": _raw(answer.value),
        "words": answer.words,
        "at": answer.at.isoformat() if answer.at is not None else "",
    }
    sealed = code.seal(canonical_bytes(plain(content)), _place(facts, answer.question))
    kept = Answer(answer.question, AnswerState.PRIVATE, how=How.ALONE, at=answer.at, sealed=sealed)
    return replace(facts, answers=facts.answers.with_(kept))


def opened_answers(pack: ContentPack, facts: Engagement, code: OwnerCode) -> Answers:
    """The private answers that this code opens, for the owner's eyes; nothing of it is saved.

    One that does not open, because it is damaged or came from elsewhere, hides no other.

    Raises:
        UserFacingError: "private.wrong-code", when there are some and none opens.
    """
    kept = [
        answer
        for answer in facts.answers.values()
        if answer.state is AnswerState.PRIVATE and answer.sealed
    ]
    found: list[Answer] = []
    refusal: UserFacingError | None = None
    opened = 0
    for answer in kept:
        try:
            plain_answer = _opened(pack, facts, answer, code)
        except UserFacingError as error:
            refusal = error
            continue
        opened += 1
        if plain_answer is not None:
            found.append(plain_answer)
    if kept and not opened and refusal is not None:
        raise refusal
    return Answers(found)


def as_owner_sees(pack: ContentPack, facts: Engagement, code: OwnerCode) -> Engagement:
    """The same file with the private answers in clear, to be looked at and never saved."""
    answers = facts.answers
    for answer in opened_answers(pack, facts, code).values():
        answers = answers.with_(answer)
    return replace(facts, answers=answers)


def opens(facts: Engagement, question: QuestionId, code: OwnerCode) -> None:
    """Raise `UserFacingError` ("private.wrong-code") unless the code opens this answer."""
    answer = facts.answers[question]
    if answer.sealed:
        code.open(answer.sealed, _place(facts, question))


def is_private(facts: Engagement, question: QuestionId) -> bool:
    answer = facts.answers.get(question)
    return answer is not None and answer.state is AnswerState.PRIVATE


def _opened(pack: ContentPack, facts: Engagement, answer: Answer, code: OwnerCode) -> Answer | None:
    content = json.loads(code.open(answer.sealed, _place(facts, answer.question)))
    value = validate(pack, answer.question, content["value"])
    if isinstance(value, AnswerProblem):
        return None  # a newer pack does not offer it any more
    at = datetime.fromisoformat(content["at"]) if content["at"] else None
    return Answer(answer.question, AnswerState.GIVEN, value, content["words"], how=How.ALONE, at=at)


def _raw(value: object) -> object:
    """As a person or a file would give it: rows as mappings."""
    if isinstance(value, tuple) and value and isinstance(value[0], tuple):
        return [dict(row) for row in value]
    return list(value) if isinstance(value, tuple) else value


def _place(facts: Engagement, question: str) -> str:
    return f"{facts.id}/{question}"


def counted(answers: Mapping[QuestionId, Answer]) -> int:
    """How many answers the owner keeps to himself."""
    return sum(answer.state is AnswerState.PRIVATE for answer in answers.values())

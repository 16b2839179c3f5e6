"""Chosen entries of an answer file into the facts, checked against the pack once more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from onboard.content.pack import ContentPack
from onboard.engagement import Engagement, Remark
from onboard.errors import UserFacingError
from onboard.handover.review import Content, Entry, order_words
from onboard.handover.single import Misshapen, checked_holding, raw_of, value_from
from onboard.interview.answers import Answer, AnswerState
from onboard.recommendation.estate import Holding
from onboard.recommendation.shopping import read_list


def merged(pack: ContentPack, facts: Engagement, taken: Iterable[Entry]) -> Engagement:
    """The facts with these entries; what was not taken stays as it is.

    Raises:
        UserFacingError: an entry that is kept private here, that changed here since it was looked
            at, or that the pack does not offer.
    """
    for entry in taken:
        if not entry.may_take:
            raise UserFacingError("private.kept")
        if _standing(facts, entry) != entry.standing:
            raise UserFacingError("handover.changed-here", title=entry.title)
        facts = _with(pack, facts, entry)
    return facts


def _standing(facts: Engagement, entry: Entry) -> Content | None:
    if entry.key == "estate":
        return facts.estate
    if entry.key == "order":
        return order_words(facts)
    if entry.question is not None:
        return facts.answers.get(entry.question)
    return next((each for each in facts.remarks if each.section == entry.section), None)


def _with(pack: ContentPack, facts: Engagement, entry: Entry) -> Engagement:
    content = entry.content
    if isinstance(content, Answer):
        return replace(facts, answers=facts.answers.with_(_checked(pack, content)))
    if isinstance(content, Remark):
        others = tuple(each for each in facts.remarks if each.section != content.section)
        return replace(facts, remarks=(*others, content))
    if entry.key == "order":
        words = "\n".join(each for each in content if isinstance(each, str))
        return replace(facts, order=read_list(pack, words) if words else ())
    holdings = tuple(each for each in content if isinstance(each, Holding))
    try:
        return replace(facts, estate=tuple(checked_holding(pack, each) for each in holdings))
    except Misshapen:
        raise UserFacingError("handover.misshapen") from None


def _checked(pack: ContentPack, answer: Answer) -> Answer:
    if answer.state is not AnswerState.GIVEN:
        return answer
    try:
        return replace(answer, value=value_from(pack, answer.question, raw_of(answer.value)))
    except Misshapen:
        raise UserFacingError("handover.misshapen") from None

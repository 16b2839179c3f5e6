"""What may leave this computer: facts of the scope, and of these only what the other side may see.

Private notes, margins, decisions, papers and answers that the owner keeps to himself never do.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onboard.content.pack import ContentPack
from onboard.engagement import Engagement
from onboard.firm import Contact
from onboard.handover.review import order_words
from onboard.handover.single import Misshapen, checked_holding, raw_of, value_from
from onboard.handover.values import Ask, ClientCard, Scope, Told
from onboard.interview.answers import Answer, Answers, AnswerState, How
from onboard.recommendation.estate import Holding

_OWNER = "owner"


def sent_facts(
    pack: ContentPack, facts: Engagement, scope: Scope, *, until: date, firm: Contact
) -> Ask:
    """What a question file says of these facts."""
    client = facts.client
    remarks = [each for each in facts.remarks if each.section in pack.section_by_id]
    return Ask(
        until=until,
        pack=facts.pack,
        client=ClientCard(client.name, client.owner, client.language),
        firm=firm,
        scope=scope,
        opened=tuple(name for name in facts.opened if _may_open(pack, scope, name)),
        answers=_of_scope(pack, facts, scope),
        estate=_estate(pack, facts) if scope.is_all else (),
        order=order_words(facts) if scope.is_all else (),
        remarks=tuple(each for each in remarks if scope.has_section(each.section)),
    )


def changed_since(pack: ContentPack, facts: Engagement, ask: Ask) -> Told:
    """What was given or changed here since the questions came, by whoever was asked, alone."""
    answers = _of_scope(pack, facts, ask.scope).values()
    changed = [each for each in answers if each != ask.answers.get(each.question)]
    remarks = [
        each
        for each in facts.remarks
        if each.section in pack.section_by_id and ask.scope.has_section(each.section)
    ]
    estate, order = _estate(pack, facts), order_words(facts)
    is_all = ask.scope.is_all
    return Told(
        answers=Answers(_alone(each, ask.scope.person) for each in changed),
        estate=estate if is_all and estate != ask.estate else None,
        order=order if is_all and order != ask.order else None,
        remarks=tuple(each for each in remarks if each not in ask.remarks),
    )


def _alone(answer: Answer, person: str) -> Answer:
    """An answer that nobody else named as his own is that of the person who was asked."""
    by = person if person and answer.by == _OWNER else answer.by
    return replace(answer, how=How.ALONE, by=by)


def _of_scope(pack: ContentPack, facts: Engagement, scope: Scope) -> Answers:
    return Answers(
        replace(answer, sealed="")
        for key, answer in facts.answers.items()
        if scope.has(pack, key)
        and answer.state is not AnswerState.PRIVATE
        and _can_travel(pack, answer)
    )


def _can_travel(pack: ContentPack, answer: Answer) -> bool:
    """Whether the pack still offers what was answered; otherwise it counts for nothing here too."""
    if answer.state is not AnswerState.GIVEN:
        return True
    try:
        value_from(pack, answer.question, raw_of(answer.value))
    except Misshapen:
        return False
    return True


def _estate(pack: ContentPack, facts: Engagement) -> tuple[Holding, ...]:
    found = []
    for holding in facts.estate:
        try:
            found.append(checked_holding(pack, holding))
        except Misshapen:
            continue
    return tuple(found)


def _may_open(pack: ContentPack, scope: Scope, name: str) -> bool:
    if name in pack.section_by_id:
        return scope.has_section(name)
    question = pack.content.questions.get(name)
    return question is not None and scope.has_section(question.section)

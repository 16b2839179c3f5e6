"""The facts of a client as single things that can be compared and set, one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from onboard.content.model import ItemId, QuestionId
from onboard.content.pack import ContentPack
from onboard.decisions import Decision, newest
from onboard.engagement import Ending, Engagement, Installed, Remark
from onboard.handing_over.part_sides import (
    clause_side,
    clause_title,
    client_side,
    decision_side,
    devices_side,
    ending_side,
    estate_side,
    heard_side,
    installed_side,
    item_name,
    order_side,
    remark_side,
    step_side,
    text_side,
    tick_side,
)
from onboard.handover.review import Side, answer_side
from onboard.interview.answers import Answer, AnswerState
from onboard.wording import say


@dataclass(frozen=True, slots=True)
class Part:
    """One thing in three versions: as it was taken along, as it stands here, as it came back."""

    key: str
    title: str
    base: Any
    here: Any
    came: Any
    side: Callable[[Any], Side]
    put: Callable[[Engagement, Any], Engagement]
    """The facts with one of the three versions in this place."""
    section: str = ""
    question: QuestionId | None = None
    is_fact: bool = True
    """Of what a paper is made; what is not may change while a paper is signed."""

    @property
    def is_kept_private(self) -> bool:
        """The owner keeps his answer to himself: that is not written over."""
        return isinstance(self.here, Answer) and self.here.state is AnswerState.PRIVATE


def parts(
    pack: ContentPack, base: Engagement, here: Engagement, came: Engagement
) -> Iterator[Part]:
    """Every single thing that any of the three has, in the order of the talk."""
    yield _whole("client", "checkout.client", base, here, came, client_side)
    for section in pack.content.sections:
        for key in pack.questions_in_order:
            if pack.content.questions[key].section == section.id:
                yield _answer(pack, key, base, here, came)
        yield _remark(pack, section.id, base, here, came)
    yield _whole("estate", "handover.entry-estate", base, here, came, estate_side(pack))
    yield _whole("order", "handover.entry-order", base, here, came, order_side)
    yield from _decisions(pack, base, here, came)
    yield from _by_clause(pack, "clause_edits", "clause", "checkout.clause", base, here, came)
    yield from _by_clause(
        pack, "clause_initials", "initials", "checkout.initials", base, here, came
    )
    yield from _ticks(pack, base, here, came)
    yield _heard(base, here, came)
    yield _whole("next_step", "checkout.next-step", base, here, came, step_side)
    yield _whole("devices", "checkout.devices", base, here, came, devices_side)
    yield from _installed(pack, base, here, came)
    yield from _endings(pack, base, here, came)
    yield _whole("private_note", "checkout.note", base, here, came, text_side, is_fact=False)


def opened_too(here: Engagement, came: Engagement) -> Engagement:
    """Questions that somebody opened on either side are open; nothing is lost by that."""
    return replace(here, opened=tuple(dict.fromkeys((*here.opened, *came.opened))))


# ---- one kind each


def _part(
    key: str,
    title: str,
    sides: Sequence[Any],
    side: Callable[[Any], Side],
    put: Callable[[Engagement, Any], Engagement],
    section: str = "",
    *,
    is_fact: bool = True,
) -> Part:
    """`sides` are the three versions in their order."""
    base, here, came = sides
    return Part(key, title, base, here, came, side, put, section, is_fact=is_fact)


def _whole(
    name: str,
    title: str,
    base: Engagement,
    here: Engagement,
    came: Engagement,
    side: Callable[[Any], Side],
    *,
    is_fact: bool = True,
) -> Part:
    """A fact that is one value, or a list that only counts as a whole."""
    before, now, then = (getattr(facts, name) for facts in (base, here, came))

    def put(facts: Engagement, value: Any) -> Engagement:
        changed: dict[str, Any] = {name: value}
        return replace(facts, **changed)

    key = name.replace("_", "-")
    return Part(key, say(title), before, now, then, side, put, is_fact=is_fact)


def _answer(
    pack: ContentPack, key: QuestionId, base: Engagement, here: Engagement, came: Engagement
) -> Part:
    question = pack.content.questions[key]
    before, now, then = (facts.answers.get(key) for facts in (base, here, came))

    def put(facts: Engagement, value: Answer | None) -> Engagement:
        answers = facts.answers.without(key) if value is None else facts.answers.with_(value)
        return replace(facts, answers=answers)

    def side(value: Answer) -> Side:
        return answer_side(pack, value)

    name = f"answer/{key}"
    return Part(name, question.ask, before, now, then, side, put, question.section, key)


def _remark(
    pack: ContentPack, section: str, base: Engagement, here: Engagement, came: Engagement
) -> Part:
    def of(facts: Engagement) -> Remark | None:
        return next((each for each in facts.remarks if each.section == section), None)

    def put(facts: Engagement, value: Remark | None) -> Engagement:
        others = tuple(each for each in facts.remarks if each.section != section)
        return replace(facts, remarks=others if value is None else (*others, value))

    title = say("handover.entry-remark", section=pack.section_by_id[section].title)
    sides = [of(base), of(here), of(came)]
    return _part(f"remark/{section}", title, sides, remark_side, put, section)


def _decisions(
    pack: ContentPack, base: Engagement, here: Engagement, came: Engagement
) -> Iterator[Part]:
    """For each line the newest word counts; all that was said there comes along with it."""
    three = [newest(facts.decisions) for facts in (base, here, came)]
    for line in dict.fromkeys(line for made in three for line in made):

        def put(facts: Engagement, value: Decision | None, line: ItemId = line) -> Engagement:
            if value is None or newest(facts.decisions).get(line) == value:
                return facts
            known = set(facts.decisions)
            source = came if value in came.decisions else here
            said = (each for each in source.decisions if each.line == line and each not in known)
            before = tuple(each for each in said if each != value)
            return replace(facts, decisions=(*facts.decisions, *before, value))

        known = line in pack.content.items
        name = item_name(pack, line) if known else say("checkout.every-line")
        title = say("checkout.decision", line=name)
        sides = [made.get(line) for made in three]
        yield _part(f"decision/{line}", title, sides, decision_side(pack), put)


def _by_clause(
    pack: ContentPack,
    field: str,
    kind: str,
    title: str,
    base: Engagement,
    here: Engagement,
    came: Engagement,
) -> Iterator[Part]:
    """Words or initials beside a clause: one of each."""
    three: list[dict[str, Any]] = [
        {each.clause: each for each in getattr(facts, field)} for facts in (base, here, came)
    ]
    for clause in dict.fromkeys(clause for made in three for clause in made):

        def put(facts: Engagement, value: Any, clause: str = clause) -> Engagement:
            others = tuple(each for each in getattr(facts, field) if each.clause != clause)
            changed: dict[str, Any] = {field: others if value is None else (*others, value)}
            return replace(facts, **changed)

        told = say(title, clause=clause_title(pack, clause))
        sides = [made.get(clause) for made in three]
        yield _part(f"{kind}/{clause}", told, sides, clause_side, put)


def _ticks(
    pack: ContentPack, base: Engagement, here: Engagement, came: Engagement
) -> Iterator[Part]:
    """Clauses that the owner may tick."""
    three = [frozenset(facts.clauses_taken) for facts in (base, here, came)]
    for clause in dict.fromkeys((*base.clauses_taken, *here.clauses_taken, *came.clauses_taken)):

        def put(facts: Engagement, value: bool, clause: str = clause) -> Engagement:
            others = tuple(each for each in facts.clauses_taken if each != clause)
            return replace(facts, clauses_taken=(*others, clause) if value else others)

        title = say("checkout.clause-taken", clause=clause_title(pack, clause))
        sides = [clause in taken for taken in three]
        yield _part(f"clause-taken/{clause}", title, sides, tick_side, put)


def _heard(base: Engagement, here: Engagement, came: Engagement) -> Part:
    """What the owner said of “what we heard”, with his corrections."""

    def of(facts: Engagement) -> tuple[datetime | None, tuple[str, ...]]:
        return facts.heard_confirmed, facts.corrections

    def put(facts: Engagement, value: tuple[datetime | None, tuple[str, ...]]) -> Engagement:
        return replace(facts, heard_confirmed=value[0], corrections=value[1])

    sides = [of(base), of(here), of(came)]
    return _part("heard", say("checkout.heard"), sides, heard_side, put)


def _installed(
    pack: ContentPack, base: Engagement, here: Engagement, came: Engagement
) -> Iterator[Part]:
    three = [{(each.line, each.paper): each for each in f.installed} for f in (base, here, came)]
    for key in dict.fromkeys(key for made in three for key in made):

        def put(
            facts: Engagement, value: Installed | None, key: tuple[ItemId, str] = key
        ) -> Engagement:
            others = tuple(each for each in facts.installed if (each.line, each.paper) != key)
            return replace(facts, installed=others if value is None else (*others, value))

        title = say("checkout.installed", line=item_name(pack, key[0]))
        sides = [made.get(key) for made in three]
        name = f"installed/{key[0]}/{key[1]}"
        yield _part(name, title, sides, installed_side, put, is_fact=False)


def _endings(
    pack: ContentPack, base: Engagement, here: Engagement, came: Engagement
) -> Iterator[Part]:
    """A no that ended sooner; these are only ever added."""
    three = [{(each.line, each.at): each for each in facts.endings} for facts in (base, here, came)]
    for number, key in enumerate(dict.fromkeys(key for made in three for key in made)):

        def put(
            facts: Engagement, value: Ending | None, key: tuple[ItemId, Any] = key
        ) -> Engagement:
            others = tuple(each for each in facts.endings if (each.line, each.at) != key)
            return replace(facts, endings=others if value is None else (*others, value))

        title = say("checkout.ending", line=item_name(pack, key[0]))
        sides = [made.get(key) for made in three]
        name = f"ending/{key[0]}/{number}"
        yield _part(name, title, sides, ending_side, put, is_fact=False)

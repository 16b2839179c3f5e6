"""The parts of a talk, and a bar that is true and never runs backwards."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from onboard import locations
from onboard.content.loader import load_pack
from onboard.content.model import AnswerKind, QuestionId
from onboard.engagement import Client, Engagement, EngagementId, PackPin
from onboard.firm import FirmProfile
from onboard.interview.answers import Answer, Answers, AnswerState
from onboard.interview.progress import PartState, advance, parts
from onboard.snapshot import EngagementSnapshot, derive

PACK = load_pack(locations.packs() / locations.DEFAULT_PACK)
ON = date(2026, 11, 21)


def snapshot(answers: Answers) -> EngagementSnapshot:
    pin = PackPin(PACK.id, PACK.version, PACK.sha256)
    facts = Engagement(EngagementId("1"), Client("Made-up Ltd"), pin, ON, answers)
    return derive(PACK, FirmProfile(), facts, ON)


def any_answer(draw: st.DrawFn, key: QuestionId) -> Answer:
    question = PACK.content.questions[key]
    if question.kind is AnswerKind.CHOICE and draw(st.booleans()):
        value = draw(st.sampled_from(sorted(question.options)))
        return Answer(key, AnswerState.GIVEN, value)
    return Answer(key, draw(st.sampled_from([AnswerState.UNKNOWN, AnswerState.LATER])))


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_the_bar_never_runs_backwards_and_ends_when_nothing_is_left(data: st.DataObject) -> None:
    answers, bar = Answers(), None
    for _ in range(60):
        path = snapshot(answers).path
        here = advance(path, bar)
        assert bar is None or here.share >= bar.share
        assert 0 <= here.share <= 1
        assert (here.share == 1) <= path.is_done
        bar = here
        if path.next is None:
            break
        known = [key for key in path.questions if key in answers]
        changes = known and data.draw(st.integers(0, 5)) == 0
        key = data.draw(st.sampled_from(known)) if changes else path.next
        answers = answers.with_(data.draw(st.composite(any_answer)(key)))
    last = snapshot(answers).path
    if last.is_done and not last.at_most_left:
        assert advance(last, bar).share == 1


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_changed_answer_opens_exactly_the_parts_with_a_new_question(
    data: st.DataObject,
) -> None:
    answers = Answers()
    while (key := snapshot(answers).path.next) is not None:
        answers = answers.with_(data.draw(st.composite(any_answer)(key)))
    before = snapshot(answers)
    assert {part.state for part in parts(PACK, before.path, answers)} == {PartState.DONE}
    changed = data.draw(st.sampled_from(sorted(before.path.questions)))
    answers = answers.with_(data.draw(st.composite(any_answer)(changed)))
    after = snapshot(answers)
    new = {key for key in after.path.questions if key not in answers}
    opened = {
        part.section
        for part in parts(PACK, after.path, answers)
        if part.state is not PartState.DONE
    }
    assert opened == {PACK.content.questions[key].section for key in new}


def test_a_part_leads_to_its_first_open_question() -> None:
    empty = snapshot(Answers())
    first = parts(PACK, empty.path, Answers())[0]
    assert first.state is PartState.TODO
    assert first.first == empty.path.questions[0]
    answers = Answers([Answer(first.first, AnswerState.UNKNOWN)])
    now = snapshot(answers)
    again = parts(PACK, now.path, answers)[0]
    assert again.state is PartState.STARTED
    assert again.first == now.path.next
    assert (again.answered, again.left) == (1, first.left - 1)

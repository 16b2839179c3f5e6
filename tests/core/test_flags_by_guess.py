"""An alarm rests on what was said; what rests on a guess is a thing to find out."""

from __future__ import annotations

from datetime import date

import pytest
from tiny_pack import TEXTS

from onboard.content.loader import build_pack
from onboard.content.model import QuestionId
from onboard.content.pack import ContentPack
from onboard.flags import TO_FIND_OUT, Flag, answer_flags
from onboard.interview.answers import Answer, AnswerState
from onboard.interview.facts import Circumstances, FactBook
from onboard.interview.route import route
from onboard.risk.weight import weighty

ON = date(2026, 11, 21)
FLAG = """
flags:
  no-copies: {kind: urgent, when: {backup: none}, text: No copies., do_now: Copy today.%s}
"""
BACKUP = QuestionId("backup")


def tiny(more: str = "") -> ContentPack:
    return build_pack({**TEXTS, "flags.yaml": FLAG % more})


def raised(pack: ContentPack, answer: Answer) -> tuple[Flag, ...]:
    answers = {answer.question: answer}
    around = Circumstances(ON, {})
    books = [FactBook(pack, answers, around, assuming=assuming) for assuming in (True, False)]
    path = route(pack, answers, around, weighty(pack))
    return answer_flags(pack, books[0], books[1], answers, path)


def test_what_was_said_is_an_alarm() -> None:
    [flag] = raised(tiny(), Answer(BACKUP, AnswerState.GIVEN, "none"))
    assert (flag.kind, flag.told) == ("urgent", "No copies. Copy today.")


@pytest.mark.parametrize("state", [AnswerState.UNKNOWN, AnswerState.LATER])
def test_what_nobody_knows_is_a_thing_to_find_out(state: AnswerState) -> None:
    pack = tiny(", if_unknown: 'It is not known yet. Find out this week.'")
    [flag] = raised(pack, Answer(BACKUP, state))
    assert (flag.kind, flag.told) == (TO_FIND_OUT, "It is not known yet. Find out this week.")


def test_a_pack_without_such_words_names_the_question() -> None:
    [flag] = raised(tiny(), Answer(BACKUP, AnswerState.UNKNOWN))
    assert flag.kind == TO_FIND_OUT
    assert flag.told == "It is not known yet: “Do you keep copies?” Find out this week."

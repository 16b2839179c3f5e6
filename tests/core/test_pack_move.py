"""Moving a file to another version of its pack: told before, nothing lost, and back again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tiny_pack import TEXTS, tiny_pack

from onboard.content.loader import build_pack
from onboard.content.model import ItemId, QuestionId
from onboard.content.pack import ContentPack
from onboard.decisions import Choice, Decision
from onboard.desk.pack_move import PackMove, moved_to, pack_move
from onboard.desk.told import move_parts, moved_text
from onboard.engagement import Client, Engagement, EngagementId, PackPin
from onboard.firm import FirmProfile
from onboard.interview.answers import Answer, Answers, AnswerState, AnswerValue
from onboard.recommendation.estate import Holding, OrderedItem
from onboard.snapshot import derive

TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
OLD = tiny_pack()


def newer(**changes: tuple[str, str, str]) -> ContentPack:
    """The tiny pack, version 2, with these changes: name=(file, old, new)."""
    texts = {**TEXTS, "pack.yaml": TEXTS["pack.yaml"].replace("1.0.0", "2.0.0")}
    for file, old, new in changes.values():
        assert old in texts[file], old
        texts[file] = texts[file].replace(old, new)
    return build_pack(texts)


QUESTIONS = "questions.yaml"
OTHER_BOUND = (QUESTIONS, "high: 50", "high: 10")
OTHER_WORDS = (QUESTIONS, "ask: Do you keep copies?", "ask: Do you keep copies elsewhere?")
HELP_ALONE = (QUESTIONS, "why: Disks die.", "why: Every disk dies one day.")
NO_STICK = (
    QUESTIONS,
    TEXTS[QUESTIONS][TEXTS[QUESTIONS].index("  stick-place:") : TEXTS[QUESTIONS].index("popul")],
    "",
)
ONE_MORE = (
    QUESTIONS,
    "populations:\n",
    """\
  alarm:
    section: business
    ask: Is there an alarm?
    why: Thieves come at night.
    kind: choice
    options: {"yes": Yes, "no": No}
    unsure: {assume: "no", assumed_text: We plan as if not., who: you, say: Is there one?}
populations:
""",
)
DEARER = ("items.yaml", "low: 35, high: 35", "low: 55, high: 55")


def said(key: str, value: AnswerValue) -> Answer:
    return Answer(QuestionId(key), AnswerState.GIVEN, value, at=AT)


def a_file(**facts: object) -> Engagement:
    start = Engagement(
        id=EngagementId("file"),
        client=Client("Corner Dental"),
        pack=PackPin(OLD.id, OLD.version, OLD.sha256),
        created=TODAY,
        answers=Answers([said("people", 12), said("backup", "usb"), said("stick-place", "here")]),
        estate=(Holding(ItemId("guard"), 3),),
    )
    return replace(start, **facts)  # type: ignore[arg-type]


def move(facts: Engagement, new: ContentPack, old: ContentPack = OLD) -> PackMove:
    return pack_move(old, new, FirmProfile(), derive(old, FirmProfile(), facts, TODAY))


def test_what_is_the_same_is_kept() -> None:
    made = move(a_file(), newer(help=HELP_ALONE))
    assert (made.kept, made.to_check, made.retired, made.new) == (3, (), (), ())
    assert made.after.version == "2.0.0"
    assert made.facts.answers == a_file().answers
    assert list(move_parts(made)) == []


def test_a_question_in_other_words_is_to_be_checked_and_its_answer_counts_on() -> None:
    made = move(a_file(), newer(words=OTHER_WORDS))
    (entry,) = made.to_check
    assert (entry.ask, entry.is_asked_again) == ("Do you keep copies elsewhere?", False)
    assert made.facts.answers["backup"] == said("backup", "usb")  # type: ignore[index]
    assert made.kept == 2


def test_an_answer_that_cannot_stand_is_put_aside_and_asked_again() -> None:
    made = move(a_file(), newer(bound=OTHER_BOUND))
    (entry,) = made.to_check
    assert (entry.question, entry.is_asked_again) == ("people", True)
    assert made.facts.answers[QuestionId("people")].state is AnswerState.LATER
    assert made.facts.answers_aside == (said("people", 12),)


def test_retired_and_new_questions_are_told() -> None:
    made = move(a_file(), newer(gone=NO_STICK, more=ONE_MORE))
    assert made.retired == ("Where is the stick?",)
    assert made.new == ("Is there an alarm?",)
    assert made.facts.answers_aside == (said("stick-place", "here"),)
    titles = [title for title, _ in move_parts(made)]
    assert titles == ["New questions", "No longer asked; the answers are kept aside"]
    assert "2 answers kept, 0 to check, 1 new questions" in moved_text(made)


def test_a_decision_on_what_has_changed_is_asked_again() -> None:
    snapshot = derive(OLD, FirmProfile(), a_file(), TODAY)
    (line,) = snapshot.lines
    yes = Decision(line.item, Choice.ACCEPT, at=AT, made_on=line.fingerprint)
    made = move(a_file(decisions=(yes,)), newer(price=DEARER))
    assert made.stale == ("Virus guard",)
    assert move(a_file(decisions=(yes,)), newer(help=HELP_ALONE)).stale == ()


CHANGES = [
    {"bound": OTHER_BOUND},
    {"gone": NO_STICK},
    {"more": ONE_MORE, "gone": NO_STICK, "bound": OTHER_BOUND},
    {"words": OTHER_WORDS, "price": DEARER},
]


@pytest.mark.parametrize("changes", CHANGES)
def test_moving_back_brings_everything_back(changes: dict[str, tuple[str, str, str]]) -> None:
    facts, new = a_file(), newer(**changes)
    there = moved_to(new, facts)
    assert moved_to(OLD, there) == facts
    derive(new, FirmProfile(), there, TODAY).lines  # noqa: B018  (it can be worked out)


def test_what_was_said_meanwhile_is_not_written_over_on_the_way_back() -> None:
    there = moved_to(newer(bound=OTHER_BOUND), a_file())
    said_since = replace(there, answers=there.answers.with_(said("people", 9)))
    back = moved_to(OLD, said_since)
    assert back.answers[QuestionId("people")].value == 9


def test_what_is_no_longer_sold_is_put_aside() -> None:
    bare = {**TEXTS, "pack.yaml": TEXTS["pack.yaml"].replace("1.0.0", "2.0.0")}
    bare["items.yaml"] = bare["items.yaml"].replace("guard", "shield")
    bare["risks.yaml"] = bare["risks.yaml"].replace("guard", "shield")
    new = build_pack(bare)
    facts = a_file(order=(OrderedItem("2 guards", ItemId("guard"), 2),))
    made = move(facts, new)
    assert made.not_sold == ("Virus guard",)
    assert made.facts.estate_aside == facts.estate
    assert made.facts.order == (OrderedItem("2 guards", None, 2),)
    assert moved_to(OLD, made.facts).estate == facts.estate


def test_a_private_answer_moves_unread() -> None:
    hidden = Answer(QuestionId("backup"), AnswerState.PRIVATE, sealed="xyz", at=AT)
    facts = a_file(answers=Answers([hidden]))
    assert moved_to(newer(words=OTHER_WORDS), facts).answers == facts.answers

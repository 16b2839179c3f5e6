"""Somebody else answers the question that stands on the screen."""

from __future__ import annotations

from pathlib import Path

from onboard.bootstrap import Application, home, open_application
from onboard.content.model import QuestionId
from onboard.engagement import EngagementId
from tests.ui.pages.page_kit import a_session, with_client

PEOPLE, SITES = QuestionId("people"), QuestionId("sites")


def test_the_second_is_told_what_stands_there_and_may_say_it_again(tmp_path: Path) -> None:
    for session in a_session(tmp_path):
        with_client(session)
        snapshot = session.snapshot
        assert snapshot is not None
        whose = snapshot.engagement.id
        problems: list[str] = []
        session.problem.connect(problems.append)
        other = open_application(home(session.application.home.folder))
        other.service.record_answer(whose, PEOPLE, 6)
        assert session.answer(SITES, 2) == ""  # another question: both stand
        assert "6" in _stored(other, whose, PEOPLE)
        assert _stored(other, whose, SITES) == "2"
        other.service.record_answer(whose, SITES, 3)
        said = session.answer(SITES, 4)
        assert "3" in said
        assert _stored(other, whose, SITES) == "3"
        assert session.snapshot is not None
        assert session.snapshot.engagement.answers[SITES].value == 3
        assert session.answer(SITES, 4) == ""
        assert _stored(other, whose, SITES) == "4"
        assert problems == []
        other.close()


def _stored(other: Application, whose: EngagementId, key: QuestionId) -> str:
    return str(other.service.engagement(whose).answers[key].value)

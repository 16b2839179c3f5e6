from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Dress, Show
from page_kit import LONG_NAME, LOOKS, a_session, faults, part, settle, shown, tab_to, with_client
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from onboard.content.model import QuestionId
from onboard.flow import Place, Stop
from onboard.interview.answers import AnswerState
from ui.pages.together import TogetherPage
from ui.session import EngagementSession
from ui.widgets.choices import ChoiceCards

MARKS = re.compile(r"\b(scor\w+|grad(e|es|ed|ing)|points|rat(ing|ings|ed)|stars?)\b", re.IGNORECASE)
LONG_TEXT = "It took them until the third week of the month before anyone called us back. " * 6
LONG_WORD = "Computerreparaturbetrieb"
PAINS: list[dict[str, object]] = [
    {
        "pain": "slow-help",
        "often": "weekly",
        "last": "2026-11-02",
        "today": "2 days",
        "target": "4 hours",
        "by-when": "2027-03-31",
    },
    {"pain": "were-down", "often": "yearly", "today": "3 days in a year"},
]
CHANCES: list[dict[str, object]] = [
    {"when": "2026-03-01", "promised": "A second copy", "happened": "not-kept", "times": 2}
]
HELPED: dict[str, object] = {
    "provider-now": "firm",
    "pains": ["slow-help", "slow-fix"],
    "trust-helper": "mostly",
    "results-helper": "seldom",
    "pains-measured": PAINS,
    "chances": CHANCES,
    "would-act": "A third day of standstill in a year.",
    "helper-outcome": "stay-with-conditions",
}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[EngagementSession]:
    for opened in a_session(tmp_path):
        yield with_client(opened)


def _tell(session: EngagementSession, **told: object) -> None:
    for name, value in told.items():
        key = QuestionId(name.replace("_", "-"))
        session.open_questions(key)
        assert session.answer(key, value) == "", key


def _with_helper(session: EngagementSession, **instead: object) -> None:
    told = {key.replace("-", "_"): value for key, value in HELPED.items()}
    _tell(session, **(told | instead))


def _page(session: EngagementSession, show: Show) -> TogetherPage:
    page = TogetherPage(session)
    session.snapshot_changed.connect(page.show_snapshot)
    page.show_snapshot(shown(session))
    show(page)
    settle()
    return page


def _texts(page: QWidget) -> str:
    """All that can be read or heard on a page, folded parts too."""
    settle()
    found = [made.text() for made in page.findChildren(QLabel)]
    for made in (*page.findChildren(QPushButton), *page.findChildren(QRadioButton)):
        found += [made.text(), made.accessibleName(), made.accessibleDescription()]
    return "\n".join(found)


def _focus(page: QWidget) -> str:
    focused = page.window().focusWidget()
    return focused.objectName() if focused is not None else ""


def _cards(page: QWidget, name: str) -> list[QRadioButton]:
    return part(page, ChoiceCards, name).findChildren(QRadioButton)


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_the_page_can_be_read_and_used(
    dress: Dress, show: Show, session: EngagementSession, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    page = _page(session, show)
    assert faults(page) == []
    _with_helper(session)
    assert faults(page) == []


def test_the_longest_texts_are_shown_whole(
    dress: Dress, show: Show, session: EngagementSession
) -> None:
    dress(dark=True, scale=2.0)
    firm = session.application.service.firm()
    terms = {"hour-rate": f"USD 120, {LONG_NAME}", "rate-department": LONG_TEXT[:300]}
    session.save_firm(replace(firm, name=LONG_NAME, terms=terms))
    long_row = {"today": LONG_TEXT[:190], "target": LONG_WORD, "by-when": "2027-03-31"}
    _with_helper(
        session,
        mood=LONG_TEXT,
        would_act=f"{LONG_TEXT} {LONG_WORD}",
        process_helper=LONG_TEXT,
        stay_or_leave=LONG_TEXT,
        pains_measured=[{"pain": "many-faults", **long_row}, *PAINS],
        maker_hours=12,
        hour_cost="37.36",
        helper_outcome="switch-safely",
    )
    page = _page(session, show)
    for fold in page.findChildren(QPushButton):
        if fold.isCheckable():
            fold.click()
    settle()
    texts = [made.text() for made in page.findChildren(QLabel) if made.isVisible()]
    assert f"“{LONG_TEXT.strip()}”" in texts
    assert faults(page) == []


# ---- ways of working


def test_every_way_says_the_same_things_in_the_same_order(
    show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    working = shown(session).pack.content.working
    assert working is not None
    cards = _cards(page, "ways")
    assert [card.text() for card in cards] == [way.name for way in working.models.values()]
    for card in cards:
        captions = [line.partition(": ")[0] for line in card.accessibleDescription().split("\n")]
        assert captions == ["What you pay", "What we do", "What you do", "What it means", "Clauses"]
        painted = [text.text for text in card.text_rects()]  # type: ignore[attr-defined]
        assert painted[1::2] == captions
        assert all(text and "{" not in text for text in painted)


def test_captions_of_all_ways_line_up(show: Show, session: EngagementSession) -> None:
    page = _page(session, show)
    edges = {
        (number % 2, text.x)
        for card in _cards(page, "ways")
        for number, text in enumerate(card.text_rects()[1:])  # type: ignore[attr-defined]
    }
    assert len(edges) == 2, "one edge for captions, one for texts"


def test_the_price_of_a_way_is_the_firms_own(show: Show, session: EngagementSession) -> None:
    page = _page(session, show)
    assert "USD 99 a head" not in _texts(page)
    firm = session.application.service.firm()
    session.save_firm(replace(firm, terms={"rate-department": "USD 99 a head"}))
    assert "USD 99 a head" in _cards(page, "ways")[0].accessibleDescription()


def test_a_guess_is_said_and_is_no_choice(show: Show, session: EngagementSession) -> None:
    page = _page(session, show)
    assert part(page, QLabel, "way-guess").text() == (
        "Until you choose, we plan with “An adviser with a duty to speak”."
    )
    assert not any(card.isChecked() for card in _cards(page, "ways"))
    assert "role-wanted" not in shown(session).engagement.answers


def test_a_way_is_chosen_by_keyboard_and_keeps_the_focus(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    first = _cards(page, "ways")[0]
    tab_to(qtbot, page, first)
    qtbot.keyClick(first, Qt.Key.Key_Space)
    settle()
    answer = shown(session).engagement.answers[QuestionId("role-wanted")]
    assert (answer.state, answer.value) == (AnswerState.GIVEN, "department")
    assert page.findChild(QLabel, "way-guess") is None
    assert _focus(page) == "option-department"
    qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Down)
    settle()
    assert shown(session).engagement.answers[QuestionId("role-wanted")].value == "adviser"
    assert _focus(page) == "option-adviser"


# ---- the time with a maker's support


def test_both_costs_stand_beside_each_other_with_their_lines(
    show: Show, session: EngagementSession
) -> None:
    _tell(session, maker_hours=10, hour_cost="40")
    page = _page(session, show)
    assert page.findChild(QLabel, "cost-maker-we-call") is None
    assert (
        "Not worked out, as our rate or a number of yours is missing: If we call the makers"
        in _texts(page)
    )
    firm = session.application.service.firm()
    session.save_firm(replace(firm, terms={"hour-rate": "USD 120"}))
    settle()
    ours, yours = (part(page, QLabel, f"cost-maker-{who}-call") for who in ("we", "you"))
    assert (ours.text(), yours.text()) == ("$1,200", "$400 – $1,600")
    assert (
        ours.mapTo(page, ours.rect().topLeft()).y() == yours.mapTo(page, yours.rect().topLeft()).y()
    )
    folds = [part(page, QPushButton, f"sum-maker-{who}-call") for who in ("we", "you")]
    names = {fold.accessibleName() for fold in folds}
    assert len(names) == 2, "each says whose lines it opens"
    folds[0].click()
    visible = [made.text() for made in page.findChildren(QLabel) if made.isVisible()]
    assert any("our rate for an hour = $1,200" in text for text in visible)


def test_the_explanation_opens_by_keyboard(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    entry = shown(session).pack.content.explained["maker-time"]
    titles = {part.title for part in entry.parts}

    def seen() -> set[str]:
        return {made.text() for made in page.findChildren(QLabel) if made.isVisible()}

    assert not titles & seen()
    fold = part(page, QPushButton, "explain-maker-time")
    tab_to(qtbot, page, fold)
    qtbot.keyClick(fold, Qt.Key.Key_Space)
    settle()
    assert titles <= seen()
    assert faults(page) == []


def test_what_is_chosen_is_asked_above_its_answers(show: Show, session: EngagementSession) -> None:
    page = _page(session, show)
    ask = shown(session).pack.content.questions[QuestionId("maker-time")].ask
    frame = part(page, QFrame, "explained-maker-time")
    assert ask in [made.text() for made in frame.findChildren(QLabel) if made.isVisible()]


def test_who_calls_the_maker_is_chosen_here(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    tab_to(qtbot, page, _cards(page, "choose-maker-time")[0])
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space):
        qtbot.keyClick(page.window().focusWidget(), key)
        settle()
    assert shown(session).engagement.answers[QuestionId("maker-time")].value == "ourselves"
    assert _focus(page) == "option-ourselves"


# ---- the helper of today


def test_where_nobody_helps_nothing_is_said_of_a_helper(
    show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    assert page.findChild(QFrame, "helper") is None
    _tell(session, provider_now="nobody")
    assert page.findChild(QFrame, "helper") is None
    assert page.findChild(QFrame, "outcome") is None


def test_a_helper_of_whom_nothing_is_told_is_a_fine_start(
    show: Show, session: EngagementSession
) -> None:
    _tell(session, provider_now="firm")
    page = _page(session, show)
    assert "You told nothing about your helper yet. That is fine." in _texts(page)
    _tell(session, trust_helper="yes", results_helper="seldom")
    assert "You told nothing about your helper yet" not in _texts(page)
    assert "That bond is worth a lot" in part(page, QLabel, "weighed").text()


def test_links_of_the_chain_stand_by_stage_and_cite_what_they_rest_on(
    show: Show, session: EngagementSession
) -> None:
    _with_helper(session)
    page = _page(session, show)
    fails = [made.text() for made in page.findChildren(QLabel, "link-fails")]
    assert "•  Help is slow to answer." in fails
    assert "•  Results come less often than you need them." in fails
    texts = [made.text() for made in page.findChildren(QLabel)]
    cited = "You told us: What bothers you now: Help is slow to answer; Fixes take too long."
    assert texts.count(cited) == 1, "answers that several links rest on are cited once"
    assert "You told us: You seldom get the results you need." in texts
    assert page.findChild(QLabel, "link-price") is None, "no link without an answer"
    _tell(session, fit_budget="not-yet")
    assert part(page, QLabel, "link-price").text().startswith("•  There is no fixed sum")


def test_tables_show_each_told_row_and_name_the_empty_ones(
    show: Show, session: EngagementSession
) -> None:
    _with_helper(session)
    page = _page(session, show)
    texts = [made.text() for made in part(page, QFrame, "helper").findChildren(QLabel)]
    start = texts.index("Slow answers")
    assert texts[start : start + 11] == [
        "Slow answers",
        *("How often", "Weekly", "Last time", "2 November 2026", "Today’s number", "2 days"),
        *("What it should be", "4 hours", "By when", "31 March 2027"),
    ]
    assert texts[texts.index("Standstill") + 4] == "–", "what is not known is no number"
    empty = next(text for text in texts if text.startswith("Left empty: "))
    assert empty == (
        "Left empty: Slow fixes; No plan ahead; Many small problems; Lost files; Virus; Break-in."
    )


def test_the_outcome_brings_its_steps_and_keeps_the_focus(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    _tell(session, provider_now="firm")
    page = _page(session, show)
    outcomes = shown(session).pack.content.helper.outcomes  # type: ignore[union-attr]
    frame = part(page, QFrame, "outcome")
    assert outcomes["as-is"].title not in [made.text() for made in frame.findChildren(QLabel)]
    first = _cards(page, "choose-helper-outcome")[0]
    tab_to(qtbot, page, first)
    qtbot.keyClick(first, Qt.Key.Key_Space)
    settle()
    assert _focus(page) == "option-as-is"
    for number, name in enumerate(("as-is", "stay-with-conditions", "switch-safely", "undecided")):
        _tell(session, helper_outcome=name)
        frame = part(page, QFrame, "outcome")
        assert _cards(page, "choose-helper-outcome")[number].isChecked()
        steps = outcomes[name].checklist
        texts = [made.text() for made in frame.findChildren(QLabel)]
        assert [text for text in texts if re.fullmatch(r"\d+\.", text)] == [
            f"{count}." for count in range(1, len(steps) + 1)
        ]
        for step in steps:
            assert any(text.startswith(f"{step.text} (") for text in texts)
            assert step.by[:1].upper() + step.by[1:] in texts


def test_a_section_about_the_helper_is_opened_by_keyboard(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    _tell(session, provider_now="firm")
    page = _page(session, show)
    assert "cover-helper" not in shown(session).path.questions
    link = part(page, QPushButton, "tell-practice")
    assert link.accessibleName() == "Answer the questions of: How your helper works"
    tab_to(qtbot, page, link)
    qtbot.keyClick(link, Qt.Key.Key_Return)
    assert session.place == Place(Stop.QUESTIONS, QuestionId("cover-helper"))
    assert "cover-helper" in shown(session).path.questions


# ---- a look at oneself, both of us


def test_what_was_not_looked_at_is_left_open(show: Show, session: EngagementSession) -> None:
    page = _page(session, show)
    fit = shown(session).pack.content.fit
    assert fit is not None
    said = {
        trait.question: part(page, QLabel, f"fit-{trait.question}").text() for trait in fit.traits
    }
    assert set(said.values()) == {"Not looked at yet"}
    _tell(session, fit_calm="partly")
    assert part(page, QLabel, "fit-fit-calm").text() == "You said: Partly"
    assert part(page, QLabel, "fit-fit-trust").text() == "Not looked at yet"
    texts = [made.text() for made in part(page, QFrame, "fit").findChildren(QLabel)]
    for trait in fit.traits:
        assert trait.advice in texts
        assert trait.provider in texts, "we look at ourselves as well"


def test_the_look_at_oneself_leads_to_its_questions(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    link = part(page, QPushButton, "look-at-fit")
    tab_to(qtbot, page, link)
    qtbot.keyClick(link, Qt.Key.Key_Return)
    assert session.place == Place(Stop.QUESTIONS, QuestionId("fit-budget"))


# ---- the whole page


def test_nothing_on_the_page_is_a_mark_for_anyone(show: Show, session: EngagementSession) -> None:
    page = _page(session, show)
    outcomes = ("as-is", "stay-with-conditions", "switch-safely", "undecided")
    for outcome in outcomes:
        _with_helper(session, fit_budget="partly", fit_calm="that-is-us", helper_outcome=outcome)
        found = MARKS.search(_texts(page))
        assert found is None, found
    assert MARKS.search("Your score: 3 of 5 stars")


def test_tab_reaches_every_control_in_its_order(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    _with_helper(session)
    page = _page(session, show)
    settle()
    expected = [
        made
        for made in page.findChildren(QPushButton)
        if made.isVisible() and made.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    start = _cards(page, "ways")[0]
    start.setFocus(Qt.FocusReason.TabFocusReason)
    tops: list[int] = []
    reached: set[QWidget] = set()
    for _ in range(len(expected) + 12):
        focus = page.window().focusWidget()
        if focus in reached:
            break
        reached.add(focus)
        tops.append(_top(page))
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert set(expected) <= reached
    assert tops == sorted(tops), "from top to bottom"
    for name in ("ways", "choose-maker-time", "choose-helper-outcome"):
        assert any(card in reached for card in _cards(page, name)), name


def _top(page: TogetherPage) -> int:
    """How far down the column the keyboard is."""
    focus = page.window().focusWidget()
    return focus.mapTo(page.column.parentWidget(), focus.rect().topLeft()).y()

"""Two rooms: what the owner sees, and the consultant's side that is never in the owner's window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QSlider, QWidget
from pytestqt.qtbot import QtBot

from onboard.consultant_view import Pace
from onboard.content.model import ItemId, QuestionId
from onboard.decisions import Position
from onboard.firm import Earning, FirmProfile
from onboard.flow import Place, Stop
from onboard.interview.answers import AnswerState
from tests.ui import checks
from tests.ui.pages.page_kit import LOOKS, a_session, settle, with_client
from ui.dialogs.decline import DeclineDialog
from ui.pages.waiting import WaitingPage
from ui.rooms import Room
from ui.session import EngagementSession
from ui.settings import Look
from ui.widgets.consultant_panel import ConsultantPanel, _pace_text
from ui.wizard_window import WizardWindow

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
NOTE = "Zanzibar: he is afraid of his brother-in-law"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[EngagementSession]:
    for opened in a_session(tmp_path):
        with_client(opened)
        opened.set_order(["3 PCs"])
        yield opened


@pytest.fixture
def window(qtbot: QtBot, session: EngagementSession) -> Iterator[WizardWindow]:
    firm = session.firm() or FirmProfile()
    earnings = tuple(
        Earning(kind, margin=True, percent=Decimal("17.31"))
        for kind in ("hardware", "licence", "service", "task")
    )
    session.save_firm(replace(firm, earnings=earnings))
    snapshot = session.snapshot
    assert snapshot is not None
    session.keep_note(snapshot.engagement.id, NOTE)
    made = WizardWindow(session)
    qtbot.addWidget(made)
    made.resize(1400, 800)
    made.show()
    session.go(Place(Stop.PLAN))
    yield made
    made.close()


def _panel(window: WizardWindow) -> ConsultantPanel | None:
    found = window.findChildren(ConsultantPanel)
    return found[0] if found else None


def texts(widget: QWidget) -> str:
    """Everything the accessible tree says of a window: names, descriptions and values."""
    found: list[str] = []
    waiting: list[QAccessibleInterface] = [QAccessible.queryAccessibleInterface(widget)]
    while waiting:
        node = waiting.pop()
        if node is None or not node.isValid():
            continue
        found += [node.text(kind) for kind in QAccessible.Text if kind.value < 5]
        written = node.textInterface()
        if written is not None:
            found.append(written.text(0, written.characterCount()))
        waiting += [node.child(number) for number in range(node.childCount())]
    return "\n".join(found)


def test_the_window_begins_in_the_owners_room_and_has_no_private_part(window: WizardWindow) -> None:
    assert window.room is Room.OWNER
    assert _panel(window) is None
    assert "Zanzibar" not in texts(window)


def test_the_consultants_side_shows_note_pace_and_margin_and_goes_again(
    qtbot: QtBot, window: WizardWindow
) -> None:
    window.change_room()
    panel = _panel(window)
    assert panel is not None
    assert panel.isVisible()
    said = texts(window)
    assert "Zanzibar" in said
    margin = panel.findChild(QLabel, "margin")
    assert isinstance(margin, QLabel)
    assert "first year" in margin.text()
    assert panel.findChild(QLabel, "pace") is not None
    window.change_room()
    qtbot.waitUntil(lambda: _panel(window) is None)
    assert "Zanzibar" not in texts(window)


def test_the_owners_screen_follows_and_holds_nothing_private(
    qtbot: QtBot, window: WizardWindow, session: EngagementSession
) -> None:
    """Neither built nor painted: not in the tree, and the pixels are those without any note."""
    window.change_room()
    owners = window.open_owner_screen()
    assert owners is not None
    assert owners.isVisible()
    for stop in (Stop.PLAN, Stop.DECISIONS, Stop.TOGETHER, Stop.HEARD, Stop.CHECK):
        session.go(Place(stop))
        assert owners.shown_name == window.shown_name == stop.value
        assert _panel(owners) is None
        said = texts(owners)
        assert "Zanzibar" not in said
        assert "17.31" not in said
        settle()
        with_note = owners.grab().toImage()
        snapshot = session.snapshot
        assert snapshot is not None
        session.keep_note(snapshot.engagement.id, "")
        session.snapshot_changed.emit(session.snapshot)
        settle()
        assert owners.grab().toImage() == with_note
        session.keep_note(snapshot.engagement.id, NOTE)
    assert owners.open_owner_screen() is None
    owners.change_room()
    assert owners.room is Room.OWNER
    assert _panel(owners) is None


def test_the_comparison_of_pixels_would_notice_the_note(window: WizardWindow) -> None:
    window.change_room()
    panel = _panel(window)
    assert panel is not None
    before = window.grab().toImage()
    panel.note.setPlainText("something else")
    assert window.grab().toImage() != before


def _both(window: WizardWindow, name: str) -> tuple[QAbstractButton, QAbstractButton]:
    owners = window.open_owner_screen()
    assert owners is not None
    settle()
    here = window.shown.findChild(QAbstractButton, name)
    there = owners.shown.findChild(QAbstractButton, name)
    assert here is not None
    assert there is not None
    return here, there


def test_what_is_opened_in_one_window_is_open_in_the_other(
    window: WizardWindow, session: EngagementSession
) -> None:
    snapshot = session.snapshot
    assert snapshot is not None
    line = next(line for line in snapshot.lines if snapshot.because(line))
    here, there = _both(window, f"because-{line.item}")
    here.click()
    assert there.isChecked()
    there.click()
    assert not here.isChecked()
    session.go(Place(Stop.QUESTIONS, snapshot.path.questions[0]))
    here, there = _both(window, "why")
    here.click()
    assert there.isChecked()


def test_the_moment_of_the_map_and_the_price_are_those_of_both_windows(
    window: WizardWindow,
) -> None:
    here, there = _both(window, "moment-today")
    here.click()
    assert there.isChecked()
    owners = window.open_owner_screen()
    assert owners is not None
    mine = window.shown.findChild(QSlider, "price-slider")
    other = owners.shown.findChild(QSlider, "price-slider")
    assert mine is not None
    assert other is not None
    mine.setValue(2)
    assert other.value() == 2
    other.setValue(1)
    assert mine.value() == 1


def test_the_owners_screen_scrolls_to_the_same_part(window: WizardWindow) -> None:
    owners = window.open_owner_screen()
    assert owners is not None
    owners.resize(900, 700)
    settle()
    bar = window.shown._scroll.verticalScrollBar()
    for value in (bar.maximum() // 2, bar.maximum() // 4, 0):
        bar.setValue(value)
        settle()
        assert bar.value() == value, "nothing scrolls back"
        assert int(owners.shown._anchor()) == int(window.shown._anchor())


def test_a_screen_that_is_opened_later_shows_what_is_looked_at(
    window: WizardWindow, session: EngagementSession
) -> None:
    settle()
    moment = window.shown.findChild(QAbstractButton, "moment-chosen")
    assert moment is not None
    moment.click()
    _, there = _both(window, "moment-chosen")
    assert there.isChecked()
    session.leave_client()
    assert session.looking.seen("PlanPage") == {}


def _dialogs(window: WizardWindow) -> list[DeclineDialog]:
    return [made for made in window.findChildren(DeclineDialog) if made.isVisible()]


def _refuse(window: WizardWindow, session: EngagementSession) -> str:
    session.go(Place(Stop.DECISIONS))
    settle()
    snapshot = session.snapshot
    assert snapshot is not None
    item = snapshot.open_lines[0].item
    button = window.shown.findChild(QPushButton, f"no-{item}")
    assert button is not None
    button.click()
    settle()
    return item


def test_a_no_is_read_and_initialled_on_the_owners_screen(
    window: WizardWindow, session: EngagementSession
) -> None:
    owners = window.open_owner_screen()
    assert owners is not None
    item = _refuse(window, session)
    assert _dialogs(window) == []
    (dialog,) = _dialogs(owners)
    line = window.shown.findChild(QLabel, "asked-elsewhere")
    assert line is not None
    assert line.isVisible()
    assert line.text().startswith(dialog.windowTitle())
    assert "Zanzibar" not in texts(owners)
    assert checks.all_findings(window) == []
    dialog.reason.setPlainText("too dear")
    bring = window.shown.findChild(QPushButton, "bring-asking-here")
    assert bring is not None
    bring.click()
    settle()
    assert _dialogs(owners) == []
    (here,) = _dialogs(window)
    assert here.reason.toPlainText() == "too dear"
    there = owners.shown.findChild(QLabel, "asked-elsewhere")
    assert there is not None
    assert there.isVisible()
    here.initials.setText("OO")
    here.yes.click()
    if here.isVisible():  # asked once more
        here.yes.click()
    settle()
    assert not there.isVisible()
    assert not line.isVisible()
    snapshot = session.snapshot
    assert snapshot is not None
    assert snapshot.line_by_item[ItemId(item)].settled.position is Position.DECLINED


def test_without_an_owners_screen_the_dialog_opens_here(
    window: WizardWindow, session: EngagementSession
) -> None:
    owners = window.open_owner_screen()
    assert owners is not None
    _refuse(window, session)
    assert len(_dialogs(owners)) == 1
    owners.close()
    settle()
    (dialog,) = _dialogs(window)
    dialog.reject()
    _refuse(window, session)
    assert len(_dialogs(window)) == 1
    session.go(Place(Stop.PLAN))
    assert _dialogs(window) == []


def test_other_clients_are_not_on_the_owners_screen(
    window: WizardWindow, session: EngagementSession
) -> None:
    snapshot = session.snapshot
    assert snapshot is not None
    name = snapshot.engagement.client.name
    owners = window.open_owner_screen()
    assert owners is not None
    session.leave_client()
    assert window.shown_name == "clients"
    assert owners.shown_name == "waiting"
    assert name not in texts(owners.shown)
    assert "Your answers are saved." in texts(owners.shown)


def test_before_any_file_the_owners_screen_says_that_one_begins(
    window: WizardWindow, session: EngagementSession
) -> None:
    fresh = EngagementSession()
    waiting = WaitingPage(fresh)
    assert waiting.lead.text() == "We begin in a moment."
    session.leave_client()
    assert WaitingPage(session).title.text() == "Thank you"


def test_a_file_is_opened_again_where_it_was_left(
    window: WizardWindow, session: EngagementSession
) -> None:
    snapshot = session.snapshot
    assert snapshot is not None
    key = snapshot.engagement.id
    session.confirm_heard(())
    for place in (Place(Stop.TOGETHER), Place(Stop.QUESTIONS, snapshot.path.questions[2])):
        session.go(place)
        session.leave_client()
        session.open_client(key)
        assert session.place == place


def test_a_note_is_kept_while_it_is_typed_and_follows_its_client(
    window: WizardWindow, session: EngagementSession
) -> None:
    window.change_room()
    panel = _panel(window)
    assert panel is not None
    snapshot = session.snapshot
    assert snapshot is not None
    panel.note.setPlainText("ask about the cellar")
    panel.flush()
    assert session.private_note(snapshot.engagement.id) == "ask about the cellar"
    window.finish_later()
    assert not panel.isVisible(), "no file, no panel"


def test_a_note_half_typed_is_kept_when_the_file_is_left_and_is_not_overwritten(
    window: WizardWindow, session: EngagementSession
) -> None:
    window.change_room()
    panel = _panel(window)
    assert panel is not None
    snapshot = session.snapshot
    assert snapshot is not None
    key = snapshot.engagement.id
    panel.note.setPlainText("typed just now")
    window.finish_later()
    assert session.private_note(key) == "typed just now"
    session.keep_note(key, "written from the list")
    session.open_client(key)
    assert panel.note.toPlainText() == "written from the list"
    panel.note.setPlainText("for the first client")
    with_client(session, "Other Dental")
    assert session.private_note(key) == "for the first client"
    panel.note.setPlainText("beside another window")
    window._flush_shown()
    assert session.snapshot is not None
    assert session.private_note(session.snapshot.engagement.id) == "beside another window"


def test_the_panel_leads_to_any_section_where_there_is_no_rail(
    window: WizardWindow, session: EngagementSession
) -> None:
    window.change_room()
    panel = _panel(window)
    assert panel is not None
    assert window.rail.isVisible()
    assert not panel.go_button.isVisible()
    window.resize(1100, 800)
    settle()
    assert not window.rail.isVisible()
    assert panel.go_button.isVisible()
    snapshot = session.snapshot
    assert snapshot is not None
    section = snapshot.pack.content.questions[snapshot.path.questions[-1]].section
    panel.steps.setCurrentIndex(panel.steps.findData(f"section:{section}"))
    panel.go_button.click()
    assert session.place is not None
    assert session.place.question is not None
    assert snapshot.pack.content.questions[session.place.question].section == section
    assert checks.all_findings(panel) == []


def test_parked_questions_lead_there(window: WizardWindow, session: EngagementSession) -> None:
    snapshot = session.snapshot
    assert snapshot is not None
    key = snapshot.path.questions[3]
    session.answer_unknown(QuestionId(key), later=True)
    assert session.snapshot is not None
    assert session.snapshot.engagement.answers[key].state is AnswerState.LATER
    window.change_room()
    panel = _panel(window)
    assert panel is not None
    go = panel.findChild(QPushButton, f"go-{key}")
    assert isinstance(go, QPushButton)
    go.click()
    assert session.place == Place(Stop.QUESTIONS, key)


def test_the_keyboard_alone_changes_the_room(window: WizardWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL_SHIFT)
    assert window.room is Room.CONSULTANT
    panel = _panel(window)
    assert panel is not None
    assert not window.rooms.isVisible()
    for made in (panel.screen_button, panel.hide_button, panel.note):
        assert made.accessibleName()
        assert made.focusPolicy() & Qt.FocusPolicy.TabFocus
    panel.hide_button.click()
    assert window.room is Room.OWNER
    assert window.rooms.isVisible()
    window.rooms.click()
    assert window.room is Room.CONSULTANT


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", [1120, 1000, 800, 640])
def test_the_mouse_finds_the_consultants_side_with_large_text_too(
    window: WizardWindow, session: EngagementSession, language: str, width: int
) -> None:
    session.speak(language)
    window.set_look(Look(scale=2.0))
    window.resize(width, 760)
    settle()
    parts = (window.look, window.rooms, window.later, window.back, window.next)
    for part in parts:
        assert part.isVisible()
        assert part.width() >= part.sizeHint().width()
        assert part.mapTo(window, part.rect().topRight()).x() <= window.width()
    places = {part.mapTo(window, part.rect().topLeft()).toTuple() for part in parts}
    assert len(places) == len(parts)
    QTest.mouseClick(window.rooms, Qt.MouseButton.LeftButton)
    assert window.room is Room.CONSULTANT
    window.set_look(Look(scheme="light"))
    session.speak("en")


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_both_rooms_can_be_read_and_used(window: WizardWindow, *, dark: bool, scale: float) -> None:
    window.set_look(Look(scheme="dark" if dark else "light", scale=scale))
    for width, height in ((1400, 900), (1240, 760), (900, 640)):
        window.resize(width, height)
        for room in (Room.CONSULTANT, Room.OWNER):
            if window.room is not room:
                window.change_room()
            settle()
            assert checks.all_findings(window) == []
    window.set_look(Look(scheme="light"))


def test_with_nothing_left_the_pace_counts_no_questions() -> None:
    assert _pace_text(Pace(0, 0, 0, None)) == "No questions are left."
    assert "At most 3" in _pace_text(Pace(0, 0, 3, None))

"""Walk the sample client through the very same wizard, off screen or on, by gestures alone.

Leaves the signed agreement and a picture of every page. Used where there is no display, and by the
journeys in the tests.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from onboard.flow import Stop
from onboard.wording import say
from ui import background
from ui.session import EngagementSession
from ui.wizard_window import WizardWindow

if TYPE_CHECKING:
    from onboard.case_file import Case
    from onboard.interview.answers import Answer
    from onboard.ports import Ink

W = TypeVar("W", bound=QWidget)


class WalkFailed(Exception):
    """A gesture did not lead where it should."""


class Walker:
    """Hands on the wizard: finds controls by name, types, clicks, and takes pictures."""

    def __init__(self, window: WizardWindow, pictures: Path | None) -> None:
        self.window = window
        self._pictures = pictures
        self._number = 0
        self.seen: list[str] = []

    def settle(self) -> None:
        """Let everything that is under way arrive."""
        for _ in range(3):
            if self.window.shown_name:
                self.window.shown.complete()
            QApplication.processEvents()
            if not background.wait_for_all():
                raise WalkFailed("work in the background does not end")
        QApplication.processEvents()

    def picture(self, name: str, of: QWidget | None = None) -> None:
        """Of the window, or of a dialog above it."""
        self.settle()
        self.seen.append(name)
        if self._pictures is not None:
            self._number += 1
            file = self._pictures / f"{self._number:03d}-{name}.png"
            if not (of or self.window).grab().save(str(file)):
                raise WalkFailed(f"{file.name} could not be written")

    def find(self, kind: type[W], name: str, within: QWidget | None = None) -> W:
        found = (within or self.window.shown).findChild(kind, name)
        if found is None:
            raise WalkFailed(f"there is no {name} on the page {self.window.shown_name}")
        return found

    def click(self, name: str, within: QWidget | None = None) -> None:
        button = self.find(QWidget, name, within)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())
        self.settle()

    def type_into(self, name: str, text: str, within: QWidget | None = None) -> None:
        """Replace what stands in a field, as assistive technology does."""
        field = self.find(QWidget, name, within)
        field.setFocus()
        if isinstance(field, QLineEdit):
            field.setText(text)
        elif isinstance(field, QPlainTextEdit):
            field.setPlainText(text)
        else:
            raise WalkFailed(f"{name} is no text field")
        self.settle()

    def next(self) -> None:
        """Press Next, with the keyboard."""
        before = (self.window.session.place, self.window.shown_name)
        self.window.next.setFocus()
        QTest.keyClick(self.window.next, Qt.Key.Key_Space)
        self.settle()
        if (self.window.session.place, self.window.shown_name) == before:
            raise WalkFailed(f"Next does not lead on from {before}: {self._complaint()}")

    def dialog(self) -> QDialog:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                return widget
        for dialog in self.window.findChildren(QDialog):
            if dialog.isVisible():
                return dialog
        raise WalkFailed("no dialog is open")

    def _complaint(self) -> str:
        label = self.window.shown.findChild(QWidget, "error")
        return label.property("text") if label is not None and label.isVisible() else ""


def walk(application: QApplication, folder: Path) -> int:
    """The whole road of the sample client into `folder`; 0 when the paper is signed by both."""
    from onboard import bootstrap
    from onboard.errors import UserFacingError
    from onboard.files import write_checked

    try:
        pictures = folder / "pages"
        pictures.mkdir(parents=True, exist_ok=True)
        for old in pictures.glob("*.png"):
            old.unlink()
    except OSError as error:
        sys.stderr.write(say("home.cannot-make", folder=str(folder)) + "\n")
        raise SystemExit(1) from error
    number = 1
    while (folder / f"home-{number}").exists():
        number += 1
    session = EngagementSession(bootstrap.home(folder / f"home-{number}"))
    window = WizardWindow(session)
    window.resize(1120, 760)
    window.show()
    walker = Walker(window, pictures)
    try:
        pdf = walk_sample(walker)
        write_checked(folder / "agreement.pdf", pdf)
    except (WalkFailed, UserFacingError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    finally:
        window.hide()
        session.close()
        window.deleteLater()
        application.processEvents()
    sys.stdout.write(
        say("ui.walked", pdf=folder / "agreement.pdf", count=len(walker.seen), pictures=pictures)
        + "\n"
    )
    return 0


def walk_sample(walker: Walker) -> bytes:
    """From the first page to both signatures; returns the signed paper."""
    from onboard.sample import sample_case, sample_ink

    window, session = walker.window, walker.window.session
    walker.picture("clients-opening")
    session.open()
    walker.settle()
    walker.picture("clients-empty")
    pack = session.shipped_pack()
    case = sample_case(pack, session.application.clock.now().date())
    _firm(walker, case)
    _new_client(walker, case)
    _welcome(walker, case)
    _have(walker, case)
    _questions(walker, case)
    walker.picture("check")
    walker.next()
    walker.picture("plan")
    walker.next()
    _decide(walker, case)
    walker.next()
    walker.picture("together")
    walker.next()
    walker.picture("heard")
    walker.click("heard-yes")
    walker.next()
    walker.settle()
    for entry in case.engagement.clause_initials:
        walker.type_into(f"initials-{entry.clause}", entry.initials)
        walker.find(QLineEdit, f"initials-{entry.clause}").editingFinished.emit()
        walker.settle()
    walker.picture("sign-consultant")
    _sign(walker, "consultant", sample_ink(3))
    walker.picture("sign-owner")
    _sign(walker, "owner", sample_ink(8))
    walker.picture("finish")
    if window.shown_name != Stop.FINISH.value or session.paper is None:
        raise WalkFailed("the paper is not signed by both")
    return session.paper


def _firm(walker: Walker, case: Case) -> None:
    """Your firm: the card and every term typed; own prices go in at once."""
    if walker.window.shown.findChild(QWidget, "advise") is not None:
        walker.picture("clients-begin")
        walker.click("advise")
    walker.click("your-firm")
    firm = case.firm
    if firm is not None:
        card = {
            "name": firm.name,
            "consultant": firm.consultant,
            "email": firm.email,
            "phone": firm.phone,
        }
        for part, text in card.items():
            walker.type_into(part, text)
        for key, text in firm.terms.items():
            walker.type_into(f"term-{key}", text)
        walker.window.shown.flush()
        typed = walker.window.session.firm()
        if typed is None or typed.name != firm.name or typed.terms != firm.terms:
            raise WalkFailed("the firm was not kept as it was typed")
        if firm.own_prices:
            walker.window.session.save_firm(replace(typed, own_prices=firm.own_prices))
    walker.picture("firm")
    walker.click("done")


def _new_client(walker: Walker, case: Case) -> None:
    client = case.engagement.client
    walker.click("new-client")
    walker.type_into("business", client.name)
    walker.type_into("owner", client.owner)
    walker.picture("clients-new")
    walker.click("start")


def _welcome(walker: Walker, case: Case) -> None:
    client = case.engagement.client
    for part, text in (
        ("role", client.role),
        ("email", client.email),
        ("authority", client.authority),
    ):
        walker.type_into(part, text)
    walker.type_into("order", "\n".join(entry.words for entry in case.engagement.order))
    walker.window.shown.flush()
    walker.picture("welcome")
    walker.next()


def _have(walker: Walker, case: Case) -> None:
    walker.picture("have-empty")
    for holding in case.engagement.estate:
        card = walker.find(QWidget, f"have-{holding.item}")
        if holding.quantity is None:
            walker.click("unknown", card)
        else:
            walker.type_into("number", str(holding.quantity), card)
        if holding.until is not None:
            walker.type_into("date", holding.until.isoformat(), card)
        if holding.capacity is not None:
            walker.type_into(
                "number", str(holding.capacity), walker.find(QWidget, "capacity", card)
            )
        if holding.offer:
            offers = walker.find(QComboBox, "offer", card)
            offers.setCurrentIndex(offers.findData(holding.offer))
        walker.settle()
    walker.window.shown.flush()
    snapshot = walker.window.session.snapshot
    kept = set(snapshot.engagement.estate) if snapshot is not None else set()
    if kept != set(case.engagement.estate):
        raise WalkFailed(f"what is owned was not kept: {kept ^ set(case.engagement.estate)}")
    walker.picture("have")
    walker.next()
    walker.picture("tasks")
    walker.next()


def _questions(walker: Walker, case: Case) -> None:
    session = walker.window.session
    session.open_questions(*case.engagement.opened)
    pictured: set[str] = set()
    for _ in range(200):
        place = session.place
        if place is None or place.stop is not Stop.QUESTIONS or place.question is None:
            return
        question = session.shipped_pack().content.questions[place.question]
        answer = case.engagement.answers.get(place.question)
        if answer is None or answer.value is None:
            walker.click("dont-know")
        else:
            _answer(walker, question.kind.value, answer)
        if answer is not None and answer.words:
            walker.type_into("words", answer.words)
            walker.window.shown.flush()
        besides = walker.find(QWidget, "besides")
        for remark in case.engagement.remarks:
            if besides.isVisible() and remark.section == question.section:
                walker.type_into("besides", remark.text)
                walker.window.shown.flush()
        if question.kind.value not in pictured:
            pictured.add(question.kind.value)
            walker.picture(f"question-{question.kind.value}")
        walker.next()
    raise WalkFailed("the questions do not end")


def _answer(walker: Walker, kind: str, answer: Answer) -> None:
    editor = walker.window.shown.editor  # type: ignore[attr-defined]
    match kind:
        case "choice":
            walker.click(f"option-{answer.value}", editor)
        case "multiple":
            for option in answer.value:  # type: ignore[union-attr]
                walker.click(f"option-{option}", editor)
        case _:
            editor.put(answer.value)
    walker.window.shown.flush()
    walker.settle()


def _decide(walker: Walker, case: Case) -> None:
    """Refuse, put off or change what the sample does; say yes to the rest of each tier."""
    walker.picture("decisions")
    session = walker.window.session
    for decision in case.engagement.decisions:
        snapshot = session.snapshot
        line = snapshot.line_by_item.get(decision.line) if snapshot is not None else None
        if line is None or not line.line.is_bought:
            continue
        match decision.choice.value:
            case "decline":
                walker.click(f"no-{decision.line}")
                dialog = walker.dialog()
                walker.type_into("reason", decision.reason, dialog)
                walker.type_into("initials", decision.initials, dialog)
                for step in decision.cheaper:
                    walker.find(QPushButton, "sheet-yes", dialog)
                    tick = dialog.findChild(QWidget, f"step-{step}")
                    if tick is not None:
                        tick.setChecked(True)  # type: ignore[attr-defined]
                _accept(walker, dialog, "decline-dialog")
                if walker.window.session.snapshot is snapshot:  # a small price: asked once more
                    _accept(walker, dialog, "decline-dialog-again")
            case "later":
                walker.click(f"later-{decision.line}")
                dialog = walker.dialog()
                dialog.by.set_text(_iso(decision.by))  # type: ignore[attr-defined]
                _accept(walker, dialog, "later-dialog")
            case _:
                continue
    for tier in ("must", "should", "could"):
        for _ in range(3):  # a yes may bring lines back that wait for one of their own
            if walker.window.shown.findChild(QPushButton, f"yes-to-all-{tier}") is None:
                break
            walker.click(f"yes-to-all-{tier}")
    walker.picture("decisions-done")


def _accept(walker: Walker, dialog: QDialog, name: str) -> None:
    walker.picture(name, of=dialog)
    walker.click("sheet-yes", dialog)


def _iso(when: date | None) -> str:
    return when.isoformat() if when is not None else ""


def _sign(walker: Walker, role: str, ink: Ink) -> None:
    panel = walker.find(QWidget, f"panel-{role}")
    consent = walker.find(QWidget, "consent", panel)
    consent.setChecked(True)  # type: ignore[attr-defined]
    draw(panel, ink)
    walker.click("sign", panel)
    walker.settle()
    walker.settle()


def draw(panel: QWidget, ink: Ink) -> None:
    """Move the mouse over the pad as a hand would."""
    from ui.widgets.ink_pad import InkPad

    pad = panel.findChild(InkPad)
    if pad is None:
        raise WalkFailed("there is no ink pad")
    xs = [point[0] for stroke in ink for point in stroke]
    ys = [point[1] for stroke in ink for point in stroke]
    left, top = min(xs), min(ys)
    scale = min(
        (pad.width() - 40) / (max(xs) - left or 1), (pad.height() - 40) / (max(ys) - top or 1)
    )

    def at(x: float, y: float):  # type: ignore[no-untyped-def]
        from PySide6.QtCore import QPoint

        return QPoint(round(20 + (x - left) * scale), round(20 + (y - top) * scale))

    for stroke in ink:
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=at(*stroke[0][:2]))
        for x, y, _, _ in stroke[1:]:
            QTest.mouseMove(pad, at(x, y))
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=at(*stroke[-1][:2]))

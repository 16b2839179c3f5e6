"""Every dialog in its states, above the page that opens it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QBuffer, Qt
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QDialog, QWidget

from onboard.content.parts import QuestionId
from onboard.flow import Stop
from onboard.wording import say
from tools.scenes import checkout, desk, firm_store, keeping, tables, travel, visits
from tools.scenes.homes import OWNER_CODE
from tools.scenes.stage import Scene, Stage, State
from tools.scenes.texts import INITIALS, NAME, REASON, WORDS
from ui.dialogs.clause import ClauseDialog
from ui.dialogs.decline import DeclineDialog, LaterDialog
from ui.dialogs.look import LookDialog
from ui.dialogs.move_pack import MovePackDialog
from ui.dialogs.note import NoteDialog
from ui.dialogs.own_certificate import OwnCertificateDialog
from ui.dialogs.preview import PreviewDialog
from ui.dialogs.private import DropPrivateDialog, KeepPrivateDialog, LeavePrivateDialog
from ui.dialogs.private import LookDialog as LookPrivateDialog
from ui.dialogs.refuse import RefuseDialog
from ui.dialogs.send_questions import (
    CodeDialog,
    OpenQuestionsDialog,
    OtherKeyDialog,
    SendQuestionsDialog,
)
from ui.dialogs.sheet import Sheet
from ui.dialogs.signed_pages import ScannedSheet, SignedPagesDialog
from ui.dialogs.who_is_hit import WhoIsHitDialog
from ui.widgets.date_field import DateField
from ui.wizard_window import WizardWindow

EMPTY, TYPICAL, WORST, PROBLEM = State.EMPTY, State.TYPICAL, State.WORST, State.PROBLEM
HOME = {EMPTY: "typical", TYPICAL: "typical", WORST: "worst", PROBLEM: "typical"}
LINE = "offsite-copy"
"""A must with cheaper steps and much to say about a no."""


SHEETS: dict[str, type[Sheet]] = {
    "decline": DeclineDialog,
    "later": LaterDialog,
    "clause": ClauseDialog,
    "note": NoteDialog,
    "look": LookDialog,
    "private": KeepPrivateDialog,
    "drop-private": DropPrivateDialog,
    "look-private": LookPrivateDialog,
    "send": SendQuestionsDialog,
    "code": CodeDialog,
    "asked": OpenQuestionsDialog,
    "key": OtherKeyDialog,
    "preview": PreviewDialog,
    "refuse": RefuseDialog,
    "leave-private": LeavePrivateDialog,
    "hit": WhoIsHitDialog,
    "move": MovePackDialog,
    "signed-pages": SignedPagesDialog,
    "certificate": OwnCertificateDialog,
    **firm_store.SHEETS,
    **keeping.SHEETS,
    **tables.SHEETS,
    **visits.SHEETS,
    **checkout.SHEETS,
}


def dialog_scenes() -> Iterator[Scene]:
    shows = (
        *(_decline, _later, _clause, _note, _look, _private, _drop, _look_private),
        *(travel.send, travel.code, travel.asked, travel.key, travel.preview),
        *(_refuse, _leave_private, desk.hit, desk.move, _signed_pages, _certificate),
        *firm_store.SHOWS,
        *keeping.SHOWS,
        *tables.SHOWS,
        *visits.SHOWS,
        *checkout.SHOWS,
    )
    for name, show in zip(SHEETS, shows, strict=True):
        for state in State:
            yield Scene(f"dialog-{name}", state, _in_state(show, state, SHEETS[name]))
    for state in State:
        yield Scene("dialog-calendar", state, _in_state(_calendar, state, QWidget))


def _in_state(
    show: Callable[[Stage, State], QWidget], state: State, kind: type[QWidget]
) -> Callable[[Stage], QWidget]:
    def shown(stage: Stage) -> QWidget:
        dialog = show(stage, state)
        assert isinstance(dialog, kind)
        return dialog

    return shown


def _opened(stage: Stage, dialog: QDialog, *, press: bool = False) -> QDialog:
    dialog.open()
    stage.settle()
    if press:
        dialog.yes.click()  # type: ignore[attr-defined]
    return dialog


def _decisions(stage: Stage, state: State) -> WizardWindow:
    """Where the dialog opens does not matter to it; this page is built fast."""
    return stage.window(HOME[state], "undecided", Stop.WELCOME)


def _decline(stage: Stage, state: State) -> QWidget:
    window = _decisions(stage, state)
    snapshot = window.session.snapshot
    assert snapshot is not None
    dialog = DeclineDialog(window, snapshot, snapshot.line_by_item[LINE])  # type: ignore[index]
    if state in (TYPICAL, WORST):
        is_worst = state is WORST
        dialog.reason.setPlainText(REASON if is_worst else "Too dear this year.")
        dialog.initials.setText(INITIALS if is_worst else "DR")
        for tick in dialog._steps.values():
            tick.box.setChecked(True)
    return _opened(stage, dialog, press=state in (WORST, PROBLEM))


def _later(stage: Stage, state: State) -> QWidget:
    window = _decisions(stage, state)
    snapshot = window.session.snapshot
    assert snapshot is not None
    dialog = LaterDialog(window, snapshot, snapshot.line_by_item[LINE])  # type: ignore[index]
    text = {TYPICAL: "2031-06-30", WORST: "el año que viene, dicen", PROBLEM: "2020-01-01"}
    dialog.by.set_text(text.get(state, ""))
    return _opened(stage, dialog, press=state in (WORST, PROBLEM))


def _clause(stage: Stage, state: State) -> QWidget:
    window = stage.window(HOME[state], "ready", Stop.SIGN)
    number = _a_clause(window)
    window.shown._edit_clause(number)  # type: ignore[attr-defined]
    dialog = stage.dialog(window)
    assert isinstance(dialog, ClauseDialog)
    match state:
        case State.EMPTY | State.PROBLEM:
            dialog.text.setPlainText("")
        case State.WORST:
            dialog.text.setPlainText(WORDS)
        case State.TYPICAL:
            dialog.side.set_value("owner")
    if state in (WORST, PROBLEM):
        dialog.yes.click()
    return dialog


def _a_clause(window: WizardWindow) -> str:
    """The number of the clause with the longest title that can be changed."""
    from onboard.agreement.document import ClauseText

    document = window.session.document
    assert document is not None
    found = [
        block
        for section in document.sections
        for block in section.blocks
        if isinstance(block, ClauseText) and window.session.clause_numbered(block.number)
    ]
    return max(found, key=lambda block: len(block.title)).number


def _leave_private(stage: Stage, state: State) -> QWidget:
    """It is the same question whatever was typed below it."""
    typed = _private(stage, state)
    return _opened(stage, LeavePrivateDialog(typed))


def _refuse(stage: Stage, state: State) -> QWidget:
    window = stage.window(HOME[state], "half", Stop.SIGN)
    owner = window.session.snapshot.engagement.client.owner  # type: ignore[union-attr]
    dialog = RefuseDialog(window, owner)
    texts = {TYPICAL: REASON, WORST: WORDS}
    dialog.first_focus().setPlainText(texts.get(state, ""))  # type: ignore[attr-defined]
    return _opened(stage, dialog, press=state is PROBLEM)


def _signed_pages(stage: Stage, state: State) -> QWidget:
    """Nothing picked yet, two pages, many pages and long names, and a scan that is refused."""
    long = state is WORST
    window = stage.window(HOME[state])
    owner, consultant = (NAME, NAME) if long else ("Dana Rivers", "Alex Reed")
    dialog = SignedPagesDialog(window, owner, consultant)
    _opened(stage, dialog)
    if state in (TYPICAL, WORST):
        dialog.show_scan([_a_sheet(number) for number in range(1, 21 if long else 3)])
        dialog._day.set_text("2026-11-21")
    if state in (WORST, PROBLEM):
        dialog.tell_refused(say("scan.active"))
    stage.settle()
    return dialog


def _certificate(stage: Stage, state: State) -> QWidget:
    """Nothing picked, a file and a password, a long name, and a password that opens nothing."""
    window = stage.window(HOME[state])
    kind = "firm" if state is WORST else "owner"
    dialog = OwnCertificateDialog(window, say(f"dialog.certificate-{kind}"))
    if state is not EMPTY:
        dialog.show_file(Path(f"{NAME if state is WORST else 'own'}.p12"))
        dialog._password.setText("not a real one")
    if state in (WORST, PROBLEM):
        dialog.tell_refused(say("certificate.password"))
    return _opened(stage, dialog)


def _a_sheet(number: int) -> ScannedSheet:
    """Lines of grey, and two strokes of a pen."""
    picture = QImage(310, 438, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.setPen(QPen(Qt.GlobalColor.gray, 3))
    for line in range(10 + number % 12):
        painter.drawLine(30, 40 + 14 * line, 280, 40 + 14 * line)
    painter.setPen(QPen(Qt.GlobalColor.black, 2))
    painter.drawLine(40, 400, 90, 370)
    painter.drawLine(90, 370, 120, 402)
    painter.end()
    held = QBuffer()
    picture.save(held, "JPEG")  # type: ignore[call-overload]
    return ScannedSheet(bytes(held.data().data()), picture.width(), picture.height())


def _note(stage: Stage, state: State) -> QWidget:
    window = stage.window(HOME[state])
    name = window.session.clients()[-1].client_name
    texts = {TYPICAL: "Likes to be called in the morning.", WORST: WORDS * 3}
    dialog = NoteDialog(window, name, texts.get(state, ""))
    if state is PROBLEM:
        dialog._tell(_disk_full())
    return _opened(stage, dialog)


def _disk_full() -> str:
    from onboard.errors import UserFacingError

    return str(UserFacingError("store.disk-full"))


def _look(stage: Stage, state: State) -> QWidget:
    """In a file the note tells that the client's papers change their language too."""
    window = (
        stage.window("typical")
        if state in (EMPTY, PROBLEM)
        else stage.window(HOME[state], "undecided", Stop.WELCOME)
    )
    window.open_look()
    return stage.dialog(window)


def _private(stage: Stage, state: State) -> QWidget:
    """Kept under the owner's code; with a code that is too short in the problem."""
    key = QuestionId("pains-measured" if state is WORST else "trust-helper")
    window = stage.window(HOME[state], "undecided", Stop.QUESTIONS, key)
    session, snapshot = window.session, window.session.snapshot
    assert snapshot is not None
    dialog = KeepPrivateDialog(window, session, snapshot, key)
    if state is TYPICAL:
        dialog.editor.fill("yes")
        dialog.words.setPlainText("He came on a Sunday once.")
        dialog.code.field.setText(OWNER_CODE)
    if state is WORST:
        dialog.editor.fill(snapshot.engagement.answers[key].value)
        dialog.words.setPlainText(WORDS)
    if state is PROBLEM:
        dialog._keep_raw("yes")
        dialog.code.field.setText("short")
    return _opened(stage, dialog, press=state in (WORST, PROBLEM))


def _drop(stage: Stage, state: State) -> QWidget:
    key = QuestionId("trust-helper")
    window = stage.window(HOME[state], "private", Stop.QUESTIONS, key)
    dialog = DropPrivateDialog(window, window.session, key)
    if state is TYPICAL:
        dialog.code.field.setText(OWNER_CODE)
    if state in (WORST, PROBLEM):
        dialog.code.field.setText("not the owner's code")
    return _opened(stage, dialog, press=state in (WORST, PROBLEM))


def _look_private(stage: Stage, state: State) -> QWidget:
    window = stage.window(HOME[state], "private", Stop.TOGETHER)
    dialog = LookPrivateDialog(window, window.session)
    codes = {TYPICAL: OWNER_CODE, WORST: OWNER_CODE, PROBLEM: "not the owner's code"}
    dialog.code.field.setText(codes.get(state, ""))
    return _opened(stage, dialog, press=state is not EMPTY)


def _calendar(stage: Stage, state: State) -> QWidget:
    """The calendar below a field for a day."""
    dialog = _later(stage, EMPTY if state is PROBLEM else state)
    field = dialog.by  # type: ignore[attr-defined]
    assert isinstance(field, DateField)
    texts = {EMPTY: "", TYPICAL: "2026-12-04", WORST: "2029-09-30", PROBLEM: "some day"}
    field.set_text(texts[state])
    field.open_calendar()
    popup = field._popup
    assert popup is not None
    stage.later(popup.close)
    return popup

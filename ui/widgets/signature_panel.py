"""Where one person signs: name, mark by hand or typed, consent, and the button that does it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from onboard.wording import say
from ui.theme import px
from ui.widgets.base import button, label, row
from ui.widgets.consent import Consent
from ui.widgets.ink_pad import InkPad

LONGEST_NAME = 100


class SignaturePanel(QFrame):
    """Asks for all it needs before it lets a person sign, one missing thing at a time.

    Args:
        role_label: for whom the person signs, as a heading.
        statement: what the signature says.
        name: the name to begin with; may be empty.
        consent: the sentence that has to be agreed to.
    """

    signed = Signal(str, object)
    """The name, and the strokes as `InkPad.strokes` gives them; no strokes: the name is typed."""

    name_changed = Signal(str)

    def __init__(
        self,
        role_label: str,
        statement: str,
        name: str = "",
        consent: str = "",
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self.setProperty("kind", "signing")
        self.setAccessibleName(role_label)
        self._is_typed = False
        self._is_busy = False
        self._name = QLineEdit(name)
        self._name.setObjectName("signer-name")
        self._name.setAccessibleName(say("ui.signer-name"))
        self._name.setMaxLength(LONGEST_NAME)
        self._pad = InkPad()
        self._typed = _TypedMark()
        self._undo = button(say("ui.undo-stroke"), "undo", "quiet")
        self._clear = button(say("ui.clear-ink"), "clear", "quiet")
        self._switch = button(say("ui.type-instead"), "type-instead")
        self._consent = Consent(consent or say("ui.consent"))
        self._problem = label("", "error", name="sign-problem")
        self._problem.hide()
        self._sign = button(say("ui.sign"), "sign", "primary")
        self._fill(role_label, statement)
        self._connect()
        self._show_way()

    def set_busy(self, is_busy: bool) -> None:
        """While the paper is being sealed nothing here can be changed or sent twice."""
        self._is_busy = is_busy
        for part in (self._name, self._pad, self._switch, self._consent, self._sign):
            part.setEnabled(not is_busy)
        self._sign.setText(say("ui.signing") if is_busy else say("ui.sign"))
        self._sign.setAccessibleName(self._sign.text())
        self._enable_tools()

    def set_problem(self, text: str) -> None:
        """Say in the panel what is wrong; an empty text takes it back."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        if text and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _fill(self, role_label: str, statement: str) -> None:
        title = label(say("ui.signer-name"), "field")
        title.setBuddy(self._name)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(18), px(20), px(18))
        column.setSpacing(px(10))
        column.addWidget(label(role_label, "heading"))
        column.addWidget(label(statement))
        column.addSpacing(px(4))
        column.addWidget(title)
        column.addWidget(self._name)
        column.addSpacing(px(4))
        column.addWidget(self._pad)
        column.addWidget(self._typed)
        column.addLayout(row(self._undo, self._clear, None, spacing=4))
        column.addWidget(self._switch, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(px(4))
        column.addWidget(self._consent)
        column.addWidget(self._problem)
        column.addSpacing(px(4))
        column.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        self._name.textChanged.connect(self._typed.show_name)
        self._name.textChanged.connect(self.name_changed)
        self._name.textChanged.connect(self._forget_problem)
        self._pad.changed.connect(self._forget_problem)
        self._pad.changed.connect(self._enable_tools)
        self._consent.toggled.connect(self._forget_problem)
        self._undo.clicked.connect(self._pad.undo)
        self._clear.clicked.connect(self._pad.clear)
        self._switch.clicked.connect(self._change_way)
        self._sign.clicked.connect(self._try_to_sign)

    def _forget_problem(self) -> None:
        self.set_problem("")

    def _change_way(self) -> None:
        self._is_typed = not self._is_typed
        self._forget_problem()
        self._show_way()

    def _show_way(self) -> None:
        self._typed.show_name(self._name.text())
        for part in (self._pad, self._undo, self._clear):
            part.setVisible(not self._is_typed)
        self._typed.setVisible(self._is_typed)
        words = say("ui.draw-instead") if self._is_typed else say("ui.type-instead")
        self._switch.setText(words)
        self._switch.setAccessibleName(words)
        self._enable_tools()

    def _enable_tools(self) -> None:
        has_strokes = bool(self._pad.strokes()) and not self._is_busy
        for tool in (self._undo, self._clear):
            if tool.hasFocus() and not has_strokes:
                self._pad.setFocus(Qt.FocusReason.OtherFocusReason)
            tool.setEnabled(has_strokes)

    def _try_to_sign(self) -> None:
        name = self._name.text().strip()
        missing = self._missing(name)
        if missing is not None:
            message, place = missing
            self.set_problem(say(message))
            place.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._forget_problem()
        self.signed.emit(name, () if self._is_typed else self._pad.strokes())

    def _missing(self, name: str) -> tuple[str, QWidget] | None:
        """The first thing that is not there yet, from the top: its sentence and its place."""
        if not name:
            return "ui.name-missing", self._name
        if not self._is_typed and not self._pad.has_ink():
            return "ui.ink-missing", self._pad
        if not self._consent.is_given():
            return "ui.consent-missing", self._consent
        return None


class _TypedMark(QFrame):
    """The typed name, large, as it will stand on the paper."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "note")
        self._name = label("", "big", name="typed-name")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(18), px(14), px(18), px(14))
        column.setSpacing(px(6))
        column.addWidget(self._name)
        column.addWidget(label(say("ui.typed-counts"), "muted"))

    def show_name(self, name: str) -> None:
        self._name.setText(name.strip() or "…")
        self._name.setAccessibleName(say("ui.typed-mark", name=name.strip()))

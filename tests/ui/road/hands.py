"""Hands for whole walks: a walker that checks every page, and one that has only a keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from tests.ui import checks
from ui.walk import Walker
from ui.wizard_window import WizardWindow

MOST_TABS = 600


class StrayWindows(QObject):
    """Notes every window that comes up besides the wizard and its dialogs."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_new = event.type() is QEvent.Type.Show and isinstance(watched, QWidget)
        if is_new and watched.isWindow() and not isinstance(watched, (WizardWindow, QDialog)):  # type: ignore[attr-defined]
            self.found.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


class CheckingWalker(Walker):
    """Runs the automatic checks on every page where a picture would be taken."""

    def __init__(self, window: WizardWindow) -> None:
        super().__init__(window, None)
        self.findings: list[str] = []

    def picture(self, name: str, of: QWidget | None = None) -> None:
        super().picture(name, of)
        seen = checks.all_findings(of or self.window)
        self.findings.extend(f"{name}: {text}" for text in seen)


class KeyboardWalker(Walker):
    """Tab, arrows, space, enter and letters; no mouse, and nothing set from outside."""

    def __init__(self, window: WizardWindow) -> None:
        super().__init__(window, None)

    def click(self, name: str, within: QWidget | None = None) -> None:
        target = self.find(QWidget, name, within)
        self.reach(target)
        if isinstance(target, QRadioButton) and target.isChecked():
            return
        QTest.keyClick(target, Qt.Key.Key_Space)
        self.settle()

    def type_into(self, name: str, text: str, within: QWidget | None = None) -> None:
        field = self.find(QWidget, name, within)
        self.reach(field)
        assert isinstance(field, (QLineEdit, QPlainTextEdit))
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, text)
        self.settle()

    def next(self) -> None:
        self.reach(self.window.next)
        super().next()

    def reach(self, target: QWidget) -> None:
        """Tab until the target has the focus; inside a group of radio buttons, arrow down."""
        for _ in range(MOST_TABS):
            focus = QApplication.focusWidget()
            if focus is target:
                return
            if focus is not None and _same_group(focus, target):
                QTest.keyClick(focus, Qt.Key.Key_Down)
                if QApplication.focusWidget() is target:
                    return
                continue
            QTest.keyClick(focus or self.window, Qt.Key.Key_Tab)
        raise AssertionError(f"{target.objectName()} cannot be reached by the keyboard")


def _same_group(one: QWidget, other: QWidget) -> bool:
    if not (isinstance(one, QRadioButton) and isinstance(other, QRadioButton)):
        return False
    groups = one.window().findChildren(QButtonGroup)
    return any({one, other} <= set(group.buttons()) for group in groups)

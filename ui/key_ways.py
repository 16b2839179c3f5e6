"""What Enter and Esc mean where the keyboard stands (ADR 1)."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)


def pressed_by_enter(focus: QWidget | None, began_at: QWidget | None) -> QAbstractButton | None:
    """The button that Enter presses; None where Enter goes on to the next page.

    A picked radio button has nothing left to press: there, Enter goes on. So it does from a check
    box that the window itself chose: who walks through his answers changes none.
    """
    match focus:
        case QRadioButton() if focus.isChecked():
            return None
        case QCheckBox() if focus is began_at:
            return None
        case QAbstractButton() if focus.isEnabled() and focus.isVisible():
            return focus
    return None


def is_field(focus: QWidget | None) -> bool:
    """Whether Esc first leaves a field in which somebody may have typed."""
    return isinstance(focus, (QLineEdit, QPlainTextEdit, QAbstractSpinBox))

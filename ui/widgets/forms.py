"""Parts of a form: a caption above its field, a problem below it, a button that Enter presses."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.theme import px
from ui.widgets.base import button, label, repolish


class Labelled(QWidget):
    """A field with its caption above and, when something is wrong, a sentence below."""

    def __init__(self, caption: str, field: QWidget, hint: str = "") -> None:
        super().__init__()
        self.field = field
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        self._caption = label(caption, "field")
        self._caption.setBuddy(field)
        column.addWidget(self._caption)
        if hint:
            column.addWidget(label(hint, "muted"))
            field.setAccessibleDescription(hint)
        column.addWidget(field)
        self._problem = label("", "error")
        self._problem.hide()
        column.addWidget(self._problem)

    @property
    def has_problem(self) -> bool:
        return bool(self._problem.text())

    def say_problem(self, text: str) -> None:
        """Show what is wrong; an empty text says that nothing is."""
        if text == self._problem.text():
            return
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self.field.setProperty("problem", bool(text))
        repolish(self.field)


def action(text: str, name: str, kind: str = "", *, spoken: str = "") -> QPushButton:
    """A button for a page's own deed: Enter presses it, and does not go on to the next page."""
    made = button(text, name, kind, spoken=spoken)
    made.setAutoDefault(True)
    return made


def caption_of(field: QWidget, text: str) -> QLabel:
    """The words above a field; to a screen reader they say the field's whole name.

    On Linux Qt tells the name of a list by the label that belongs to it and by nothing else.
    Without a text the label is not seen, and still heard.
    """
    made = label(text, "field")
    made.setBuddy(field)
    made.setAccessibleName(field.accessibleName())
    if not text:
        made.hide()
    return made


def muted(text: str) -> QLabel:
    return label(text, "muted")

"""Small building blocks: labels with a role, buttons, cards, a keyboard-only focus ring."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.by_number import hand, plain_text
from ui.theme import px

if TYPE_CHECKING:
    _Mixed = QWidget
else:
    _Mixed = object


class KeyboardRing(_Mixed):
    """Mix-in: `shows_ring` while the focus came by the keyboard; Qt has no :focus-visible.

    Stands before the Qt class, and is none itself: an object with two Qt bases is made as the
    first of them only, and crashes when the second is used.
    """

    shows_ring = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.shows_ring = event.reason() in _keyboard_reasons()
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.shows_ring = False
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.shows_ring = True
        super().keyPressEvent(event)


@cache
def _keyboard_reasons() -> frozenset[QtCore.Qt.FocusReason]:
    reason = QtCore.Qt.FocusReason
    return frozenset(
        {
            reason.TabFocusReason,
            reason.BacktabFocusReason,
            reason.ShortcutFocusReason,
            reason.OtherFocusReason,
        }
    )


LONGEST_WORD, PIECE = 24, 12
"""A word with more letters than this may be broken, after so many letters each."""
_ENDLESS = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_PIECE = re.compile(rf"\S{{1,{PIECE}}}")
BREAK = "\u200b"


def breakable(text: str) -> str:
    """The text with places to break in words that no line could hold; there is nothing to see."""
    return _ENDLESS.sub(lambda word: BREAK.join(_PIECE.findall(word[0])), text)


class Words(QLabel):
    """A text that wraps, whatever a person typed: also a word that is wider than the page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = ""
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802  (Qt's name)
        self._text = text
        super().setText(breakable(text))

    def text(self) -> str:
        """As it was typed."""
        return self._text


class Heading(Words):
    """A text that names what stands below it; `ui.spoken` tells it as such."""

    level = 1
    """1 for the page, 2 for a part of it, 3 for what stands in a part."""


BULLET = "•  "
"""Before each point of a list."""


HEADINGS = {"title": 1, "big": 2, "heading": 2, "subheading": 3}
"""The kinds of text that are headings, with the level of each."""


def label(text: str, kind: str = "", *, wrap: bool = True, name: str = "") -> QLabel:
    """A plain-text label; `kind` is one of the variants of the style sheet."""
    made = Words(text) if kind not in HEADINGS else Heading(text)
    if isinstance(made, Heading):
        made.level = HEADINGS[kind]
    return as_label(made, kind, name, wrap=wrap)


def as_label(made: QLabel, kind: str = "", name: str = "", *, wrap: bool = True) -> QLabel:
    """Dress a text of any class as one of these."""
    plain_text(made)  # what clients typed is never read as markup
    made.setWordWrap(wrap)
    if kind:
        made.setProperty("kind", kind)
    if name:
        made.setObjectName(name)
    # Not Minimum: a page would then be as tall as its texts at their own, narrower width.
    policy = made.sizePolicy()
    policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
    made.setSizePolicy(policy)
    return made


def button(text: str, name: str, kind: str = "", *, spoken: str = "") -> QPushButton:
    """A push button; `spoken` is its accessible name where the caption alone is not enough."""
    made = QPushButton(text)
    _dress(made, name, kind, spoken)
    return made


class AnswerButton(QPushButton):
    """A button that stays down while it is what was said; `said` comes at every press.

    Not `clicked`: assistive technology toggles a button that can stay down, and does not click it.
    """

    said = Signal()

    def __init__(self, text: str, name: str, *, spoken: str = "") -> None:
        super().__init__(text)
        _dress(self, name, "", spoken)
        self.setCheckable(True)
        self._is_showing = False
        self.toggled.connect(lambda _: None if self._is_showing else self.said.emit())

    def show_said(self, is_said: bool) -> None:
        """Stay down or not, without telling anyone."""
        self._is_showing = True
        self.setChecked(is_said)
        self._is_showing = False


def _dress(made: QPushButton, name: str, kind: str, spoken: str) -> None:
    made.setObjectName(name)
    if kind:
        made.setProperty("kind", kind)
    made.setAccessibleName(spoken or made.text().replace("&", ""))
    made.setCursor(hand())
    made.setAutoDefault(False)


def card(kind: str = "card") -> tuple[QFrame, QVBoxLayout]:
    """A framed box with its column."""
    frame = QFrame()
    frame.setProperty("kind", kind)
    column = QVBoxLayout(frame)
    column.setContentsMargins(px(16), px(14), px(16), px(14))
    column.setSpacing(px(8))
    return frame, column


def row(*widgets: QWidget | None, spacing: float = 10) -> QHBoxLayout:
    """Widgets side by side; None is a stretch."""
    line = QHBoxLayout()
    line.setSpacing(px(spacing))
    for widget in widgets:
        if widget is None:
            line.addStretch(1)
        else:
            line.addWidget(widget)
    return line


def rule() -> QFrame:
    """A thin line between parts."""
    line = QFrame()
    line.setProperty("kind", "line")
    return line


def let_go(widget: QWidget) -> None:
    """Take a part away for good; nobody finds it on the page any more, and it shows nothing.

    Hidden first: a layout shows its children a moment later, and a child that has lost its parent
    by then would come up as a window of its own.
    """
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()


def empty(layout: QLayout) -> None:
    """Take everything out of a layout, layouts inside it too, and let it go."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            let_go(widget)
        elif inner is not None:
            empty(inner)
            inner.deleteLater()


def show_if(widget: QWidget, is_wanted: bool) -> None:
    """As `setVisible`, and nothing at all where it is so already: Qt would lay out anew."""
    is_said = _was_told(widget)
    if is_wanted:
        if is_said and widget.isHidden():  # of what nothing was said the layout shows by itself
            widget.show()
    elif not is_said or not widget.isHidden():
        widget.hide()


def _was_told(widget: QWidget) -> bool:
    """Whether somebody said of it that it is to be seen, or not to be seen.

    As long as the first page does without the names of `Qt`, what is hidden was told so.
    """
    if "Qt" not in vars(QtCore):
        return widget.isHidden()
    return widget.testAttribute(QtCore.Qt.WidgetAttribute.WA_WState_ExplicitShowHide)


def plain_tip(widget: QWidget, text: str) -> None:
    """A tool tip that says what is written: Qt would read a client's name as markup."""
    if not text:
        widget.setToolTip("")
        return
    from html import escape  # brings tables that the first page does without

    widget.setToolTip(f"<span>{escape(text)}</span>")


def repolish(widget: QWidget) -> None:
    """Let a changed property take effect in the style sheet."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)

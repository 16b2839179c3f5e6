"""One line of a plan as a card: name, tier, price, and reasons that open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from onboard.wording import say
from ui.theme import px
from ui.widgets.base import BULLET, label
from ui.widgets.notes import Badge, Expander


@dataclass(frozen=True, slots=True)
class LineText:
    """What a card says."""

    id: str
    title: str
    mark: str
    mark_text: str
    price: str
    price_note: str
    text: str
    details: tuple[str, ...] = ()
    """Each on a line of its own, behind "because you said"."""


class LineCard(QFrame):
    """Draws one `LineText`; pages add their own controls to `foot`."""

    def __init__(self, text: LineText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setObjectName(f"line-{text.id}")
        self.setAccessibleName(f"{text.title}. {text.mark_text}. {text.price}")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(16), px(12))
        column.setSpacing(px(5))
        top = QHBoxLayout()
        top.setSpacing(px(10))
        top.addWidget(label(text.title, "subheading"), 1)
        top.addWidget(Badge(text.mark, text.mark_text), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addWidget(label(text.text))
        money = label(text.price, "money")
        column.addWidget(money)
        if text.price_note:
            column.addWidget(label(text.price_note, "muted"))
        if text.details:
            column.addWidget(why(text.details, f"because-{text.id}"))
        self.foot = QVBoxLayout()
        self.foot.setSpacing(px(6))
        column.addLayout(self.foot)


def why(details: Sequence[str], name: str) -> Expander:
    """The reasons, closed at first."""
    return Expander(say("ui.because"), "\n".join(f"{BULLET}{text}" for text in details), name)

"""The foot of the window: back, on, out, and as much besides as there is room for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from onboard.wording import say
from ui.theme import Theme, px
from ui.widgets.base import button, label


class Footer(QFrame):
    """Its buttons are the window's; this room knows how they stand and what fits."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("footer")
        self._wanted: tuple[object, ...] | None = None
        """What it was dressed for; the words of all buttons come with the language."""
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(24), px(10), px(24), px(10))
        rows.setSpacing(px(8))
        self._upper, self._line = QHBoxLayout(), QHBoxLayout()
        for line in (self._upper, self._line):
            line.setSpacing(px(8))
            rows.addLayout(line)
        self.back = button("", "back")
        self.look = button("", "look", "quiet")
        self.saved = label("", "saved", wrap=False)
        self.later = button("", "later", "quiet")
        self.rooms = button("", "room", "quiet")
        self.rooms.hide()  # until the window is dressed; shown without a parent it would be one
        self.next = button("", "next", "primary")
        self._is_double = True
        self._stand(is_double=False)

    def name_parts(self) -> None:
        """In the language that is spoken now."""
        self._wanted = None
        for part, key in (
            (self.back, "ui.back"),
            (self.look, "ui.look"),
            (self.later, "ui.later"),
            (self.rooms, "room.to-consultant"),
            (self.next, "ui.next"),
        ):
            part.setText(say(key))
            part.setAccessibleName(say(key))
        self.look.setAccessibleName(say("ui.look-spoken"))

    def name_next(self, caption: str | None) -> None:
        """Next as the page at hand calls it; None hides it."""
        self.next.setVisible(caption is not None)
        self.next.setText(caption or say("ui.next"))
        self.next.setAccessibleName(caption or say("ui.next"))

    def dress(self, room: int, leaving: str, *, leads: bool, has_rooms: bool) -> None:
        """As many words and buttons as there is room for: languages differ by half.

        Args:
            room: pixels from the first button to the last.
            leaving: id of the words that leave the file.
            leads: whether this window does; the one that follows it closes no file.
            has_rooms: whether the way to the consultant's side is offered.
        """
        told = (self.next.text(), self.next.isHidden(), self.back.isHidden(), say(leaving))
        wanted = (room, Theme.scale, leads, has_rooms, *told)
        if wanted == self._wanted:
            return  # at most questions nothing of it is another
        self._wanted = wanted
        self.later.setText(say(leaving))
        self.later.setAccessibleName(say(leaving))
        self.look.setVisible(leads)
        self.later.setVisible(leads)
        self.rooms.setVisible(has_rooms)
        short = {self.later: f"{leaving}-short", self.rooms: "room.to-consultant-short"}
        if self._shortened([self.back, self.look, self.rooms, self.later, self.next], short, room):
            self._stand(is_double=False)
            return
        # Never hidden: without these buttons large text would be a trap for who has a mouse.
        self._shortened([self.look, self.rooms, self.later], short, room)
        self._stand(is_double=True)

    def _shortened(
        self, parts: Sequence[QPushButton], short: Mapping[QPushButton, str], room: int
    ) -> bool:
        """Say it in short where it must be; whether all that is to be seen now stands there."""
        for part, words in short.items():
            if self._fits(parts, room):
                return True
            part.setText(say(words))
        return self._fits(parts, room)

    def _fits(self, parts: Sequence[QPushButton], room: int) -> bool:
        """Whether these stand in one row uncut."""
        shown = [part for part in parts if part.isVisibleTo(self)]
        # The word that something was saved comes and goes; its place is kept.
        saved = self.saved.fontMetrics().horizontalAdvance(say("ui.saved"))
        layout = self.layout()
        sides = layout.contentsMargins().left() + layout.contentsMargins().right() if layout else 0
        needed = sum(part.sizeHint().width() for part in shown) + saved + sides
        return needed + self._line.spacing() * (len(shown) + 1) <= room

    def _stand(self, *, is_double: bool) -> None:
        """All in one row; or in two, the ways out of the page above, where one is too short."""
        if is_double == self._is_double:
            return
        self._is_double = is_double
        for line in (self._upper, self._line):
            while line.count():
                line.takeAt(0)
        quiet: tuple[QWidget | None, ...] = (self.look, self.rooms, None)
        if is_double:
            _fill(self._upper, (*quiet, self.later))
            _fill(self._line, (self.back, None, self.saved, self.next))
        else:
            _fill(self._line, (self.back, *quiet, self.saved, self.later, self.next))


def _fill(line: QHBoxLayout, parts: Iterable[QWidget | None]) -> None:
    """Parts side by side; None is a stretch."""
    for part in parts:
        if part is None:
            line.addStretch(1)
        else:
            line.addWidget(part)

"""The foot of the window: back, on, out, and as much besides as there is room for."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout

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
        self._line = line = QHBoxLayout(self)
        line.setContentsMargins(px(24), px(10), px(24), px(10))
        line.setSpacing(px(8))
        self.back = button("", "back")
        self.look = button("", "look", "quiet")
        self.saved = label("", "saved", wrap=False)
        self.later = button("", "later", "quiet")
        self.rooms = button("", "room", "quiet")
        self.rooms.hide()  # until the window is dressed; shown without a parent it would be one
        self.next = button("", "next", "primary")
        line.addWidget(self.back)
        line.addWidget(self.look)
        line.addWidget(self.rooms)
        line.addStretch(1)
        for part in (self.saved, self.later, self.next):
            line.addWidget(part)

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
        self.rooms.setText(say("room.to-consultant"))
        if not self._fits(room):
            self.later.setText(say(f"{leaving}-short"))
        if not self._fits(room):
            self.rooms.setText(say("room.to-consultant-short"))
        for part in (self.rooms, self.look):
            if not self._fits(room):
                part.hide()

    def _fits(self, room: int) -> bool:
        """Whether all that is to be seen stands there uncut."""
        parts = [self.back, self.look, self.rooms, self.later, self.next]
        shown = [part for part in parts if part.isVisibleTo(self)]
        # The word that something was saved comes and goes; its place is kept.
        saved = self.saved.fontMetrics().horizontalAdvance(say("ui.saved"))
        sides = self._line.contentsMargins().left() + self._line.contentsMargins().right()
        needed = sum(part.sizeHint().width() for part in shown) + saved + sides
        return needed + self._line.spacing() * (len(shown) + 1) <= room

"""What a page is: a scrolling column with a heading, and a tiny contract with the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from onboard.wording import say
from ui.by_number import never_sideways, no_focus
from ui.slices import Slices
from ui.theme import px
from ui.widgets.base import label, show_if
from ui.widgets.column import Column, first_stop_below, parts_of
from ui.widgets.looked import Looker, Seen

if TYPE_CHECKING:
    from onboard.snapshot import EngagementSnapshot
    from ui.session import EngagementSession

SCROLLED = "scrolled"
"""The name by which the place of a page is told."""
COLUMN = 760
"""The widest a line of text gets, at scale 1."""


class Page(Looker, QWidget):
    """Builds widgets, draws snapshots, turns gestures into session verbs.

    `show_snapshot` may be called at any time, with any snapshot. `leave` is asked before the window
    goes on; a page that is not ready says why and stays.
    """

    wide = False
    """Pages with tables use the whole width."""
    on_owner_screen = False
    """Whether it stands in the window that follows; that window says so."""

    def __init__(self, session: EngagementSession, parent: QWidget | None = None) -> None:
        """With `parent` from the start: to get one later, Qt would dress all parts twice."""
        super().__init__(parent)
        self.session = session
        self.setObjectName("page")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        never_sideways(self._scroll)
        no_focus(self._scroll)
        outer.addWidget(self._scroll)
        self.inner = Column()
        self.inner.setObjectName("inner")
        self.column = QVBoxLayout(self.inner)
        self.column.setSpacing(px(12))
        self._scroll.setWidget(self.inner)
        self.eyebrow = label("", "eyebrow")
        self.title = label("", "title", name="title")
        self.lead = label("", "lead")
        for part in (self.eyebrow, self.title, self.lead):
            part.hide()
            self.column.addWidget(part)
        self.slices = Slices(self, self.inner)
        """What is built by and by; see `complete`."""
        self.slices.done.connect(self.look_again)
        self._is_following = False
        session.looking.looked.connect(self._follow)
        self._scroll.verticalScrollBar().valueChanged.connect(self._tell_scrolled)
        self.build()
        self.column.addStretch(1)

    # ---- what a page fills in

    def build(self) -> None:
        """Make the widgets of the page, once."""

    def show_snapshot(self, snapshot: EngagementSnapshot) -> None:
        """Draw what is computed."""

    def leave(self) -> bool:
        """Whether the window may go on; called for Next only."""
        return True

    def flush(self) -> None:
        """Save what is still being typed; called on every way out."""

    def put_away(self) -> None:
        """Close what is open beside the page; called before the page is let go."""

    def next_caption(self) -> str | None:
        """The caption of Next; None hides it."""
        return ""

    def first_focus(self) -> QWidget | None:
        return None

    def tells_problems(self) -> bool:
        """Whether the page itself shows what the session reports; the window does so otherwise."""
        return False

    # ---- what all pages share

    @property
    def is_complete(self) -> bool:
        """Whether all that the page has to show stands there."""
        return self.slices.is_done

    def complete(self) -> None:
        """Build at once what would come by and by."""
        self.slices.finish()

    def head(self, title: str, lead: str = "", eyebrow: str = "") -> None:
        """Set the heading; the window announces it when the page comes up."""
        for part, text in ((self.eyebrow, eyebrow), (self.title, title), (self.lead, lead)):
            part.setText(text)
            show_if(part, bool(text))
        self.setAccessibleName(title)

    def announce(self) -> None:
        """Tell a screen reader which page this is; a window that comes up tells it by itself."""
        if not self.isVisible():
            return
        self.tell(". ".join(part for part in (self.eyebrow.text(), self.title.text()) if part))

    def to_top(self) -> None:
        self._scroll.verticalScrollBar().setValue(0)

    # ---- what the other window follows

    @property
    def _name(self) -> str:
        return type(self).__name__

    def looked_at(self, name: str, seen: Seen) -> None:
        """A part was opened, picked or moved: both windows show it so."""
        if self.session.snapshot is not None:
            self.session.looking.look(self._name, name, seen)

    def _tell_scrolled(self) -> None:
        """The owner's screen scrolls by itself too, while it is drawn: then it tells nobody."""
        is_mine = not self.on_owner_screen or self.window().isActiveWindow()
        has_other = self.session.looking.has_owner_screen
        if has_other and is_mine and not self._is_following and self.isVisible():
            self.looked_at(SCROLLED, self._anchor())

    def look_again(self) -> None:
        """Show all parts as they are looked at; those that were built anew are closed at first."""
        for name in self.session.looking.seen(self._name):
            if name != SCROLLED or self.on_owner_screen:
                self._follow(self._name, name)

    def _follow(self, page: str, name: str) -> None:
        seen = self.session.looking.seen(page).get(name) if page == self._name else None
        if seen is None:
            return
        if name == SCROLLED:
            self._scroll_to(float(seen))
            return
        picked = seen if isinstance(seen, str) else name
        match self.findChild(QWidget, picked):
            case QAbstractButton() as made:
                made.setChecked(bool(seen))
            case QAbstractSlider() as made if isinstance(seen, int):
                made.setValue(seen)

    def _anchor(self) -> float:
        """The part at the upper edge by its number, and how much of it is past; -1 at the top.

        Windows of other widths and sizes of text have the same parts at other heights.
        """
        top = self._scroll.verticalScrollBar().value()
        if not top:
            return -1.0
        for number, part in enumerate(parts_of(self.inner.layout())):
            above = part.mapTo(self.inner, part.rect().topLeft()).y()
            if not part.isHidden() and above + part.height() > top:
                past = (top - above) / max(1, part.height())
                return number + min(max(past, 0.0), 0.999)
        return -1.0

    def _scroll_to(self, anchor: float) -> None:
        bar, parts = self._scroll.verticalScrollBar(), list(parts_of(self.inner.layout()))
        number = int(anchor)
        if self._anchor() == anchor or number >= len(parts) or not self.isVisible():
            return
        height = 0
        if anchor >= 0:
            part = parts[number]
            above = part.mapTo(self.inner, part.rect().topLeft()).y()
            height = above + round((anchor - number) * part.height())
        self._is_following = True
        bar.setValue(height)
        self._is_following = False

    def keep_scrolled(self) -> Callable[[], None]:
        """What brings the page back to where it is scrolled now, once it is built anew."""
        bar = self._scroll.verticalScrollBar()
        place = bar.value() if self.isVisible() else 0

        def back() -> None:
            if place and self.isVisible():
                self.inner.adjustSize()
                bar.setValue(place)

        return back

    def jump_to(self, part: QWidget, title: str) -> None:
        """Bring a part to the top of the view, and the keyboard to what comes first in it."""
        for layout in (self.inner.layout(), self.layout()):
            if layout is not None:
                layout.activate()
        self.inner.adjustSize()
        top = part.mapTo(self.inner, part.rect().topLeft()).y()
        bar = self._scroll.verticalScrollBar()
        bar.setValue(top - px(12))
        stop = first_stop_below(self, self.inner, top)
        if stop is not None:
            stop.setFocus()
            self.bring_into_view(stop)
        self.tell(title)

    def tell(self, text: str) -> None:
        """Say something to a screen reader."""
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def bring_into_view(self, widget: QWidget) -> None:
        self._scroll.ensureWidgetVisible(widget, 0, px(40))

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Never cap the column with setMaximumWidth: wrapped labels would be cut.
        super().resizeEvent(event)
        side = px(48) if self.width() > px(640) else px(20)
        spare = 0 if self.wide else self.width() - side - px(COLUMN)
        self.column.setContentsMargins(side, px(28), max(side, spare), px(24))


class BrokenPage(Page):
    """What stands where a page could not be drawn: nothing half done, nothing of another client.

    The window says above what happened; Back, Next and the list of clients still lead away.
    """

    def build(self) -> None:
        self.head(say("page.broken-title"), say("page.broken-lead"))

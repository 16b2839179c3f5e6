"""The consultant's side of a window: a panel beside the page, there in his own room alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import px

if TYPE_CHECKING:
    from ui.session import EngagementSession
    from ui.widgets.consultant_panel import ConsultantPanel
    from ui.widgets.rail import RailStep

PANEL_WIDTH = 300
LEAST_PAGE = 560
"""With less room beside it, at scale 1, the consultant's side takes the window for itself."""


class ConsultantSide(QObject):
    """Nothing of it is loaded or made until it is asked for."""

    question_picked = Signal(str)
    step_picked = Signal(str)
    screen_wanted = Signal()
    hidden_wanted = Signal()

    def __init__(
        self, window: QWidget, session: EngagementSession, across: QHBoxLayout, page_side: QWidget
    ) -> None:
        """`page_side` is what stands beside the panel in `across`."""
        super().__init__(window)
        self._session, self._across, self._page_side = session, across, page_side
        self._panel: ConsultantPanel | None = None

    @property
    def is_there(self) -> bool:
        return self._panel is not None

    def room_taken(self, window: QWidget) -> int:
        """Pixels that the panel takes from the page."""
        is_seen = self._panel is not None and self._panel.isVisibleTo(window)
        return px(PANEL_WIDTH) if is_seen else 0

    def build(self) -> None:
        from ui.widgets.consultant_panel import ConsultantPanel

        self._panel = panel = ConsultantPanel()
        panel.note_written.connect(self._session.keep_note)
        panel.picked.connect(self.question_picked)
        panel.step_picked.connect(self.step_picked)
        panel.screen_wanted.connect(self.screen_wanted)
        panel.hidden_wanted.connect(self.hidden_wanted)
        self._across.addWidget(panel)
        self.draw()

    def drop(self) -> None:
        """Let it go; what was being typed in it is saved."""
        panel, self._panel = self._panel, None
        if panel is not None:
            panel.flush()
            self._across.removeWidget(panel)
            panel.hide()
            panel.setParent(None)
            panel.deleteLater()

    def build_anew(self) -> None:
        """In another language or size, where it is there."""
        if self._panel is not None:
            self.drop()
            self.build()

    def draw(self) -> None:
        snapshot = self._session.snapshot
        if self._panel is not None and snapshot is not None:
            self._panel.show_view(snapshot, self._session.now())

    def show_steps(self, steps: Sequence[RailStep]) -> None:
        """The stops of the way, where the window has no room for the rail."""
        if self._panel is not None:
            self._panel.show_steps(steps)

    def dress(self, width: int, *, in_file: bool) -> None:
        """It stands beside a file alone; in a narrow window it has all of it, and the way back."""
        if self._panel is not None:
            self._panel.setVisible(in_file)
            is_alone = in_file and width < px(PANEL_WIDTH + LEAST_PAGE)
            self._panel.fill_window(is_alone)
            self._page_side.setVisible(not is_alone)
        elif self._page_side.isHidden():
            self._page_side.show()

    def flush(self) -> None:
        if self._panel is not None:
            self._panel.flush()

    def forget(self) -> None:
        """Nothing of one client is left for the next."""
        if self._panel is not None:
            self._panel.forget()

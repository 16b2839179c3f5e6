"""Moving a file to another version of its pack: what would change, and then the deed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from onboard.desk.overview import Stage
from onboard.desk.told import move_parts
from onboard.errors import UserFacingError
from onboard.wording import say, say_count
from ui.dialogs.sheet import Sheet
from ui.theme import px
from ui.widgets.base import empty, label
from ui.widgets.forms import Labelled, muted
from ui.widgets.listed import points
from ui.widgets.pick_list import pick_list

if TYPE_CHECKING:
    from onboard.desk.clients import DeskClient
    from onboard.desk.pack_move import PackMove
    from onboard.engagement import PackPin
    from ui.session import EngagementSession


class MovePackDialog(Sheet):
    """`wished` tells to which version to move when it is accepted."""

    wished = Signal(object, object)
    """Of which file, and the version."""

    def __init__(self, parent: QWidget, session: EngagementSession, client: DeskClient) -> None:
        title = say("desk.move-title", name=client.name)
        super().__init__(parent, title, say("desk.move-yes"), say("desk.move-no"))
        self.setObjectName("move-dialog")
        self._session = session
        self._client = client
        self._pins = list(session.pack_versions(client))
        self._problem = ""
        self.column.addWidget(label(say("desk.move-lead")))
        if client.stage is Stage.SIGNED:
            self.column.addWidget(label(say("desk.move-signed")))
        self._list = pick_list(say("desk.move-version"), "move-version")
        for pin in self._pins:
            mark = pin.sha256[:8]
            self._list.addItem(say("desk.move-option", version=pin.version, mark=mark))
        self.column.addWidget(Labelled(say("desk.move-version"), self._list))
        self._parts = QVBoxLayout()
        self._parts.setSpacing(px(6))
        self.column.addLayout(self._parts)
        self.column.addStretch(1)
        self._list.currentIndexChanged.connect(self._preview)
        self._preview()

    @property
    def version(self) -> PackPin:
        return self._pins[self._list.currentIndex()]

    def accept(self) -> None:
        wished = self.version
        super().accept()
        self.wished.emit(self._client.id, wished)

    def missing(self) -> tuple[str, QWidget | None]:
        return self._problem, None

    def _preview(self, *_: object) -> None:
        empty(self._parts)
        self._problem = ""
        try:
            self._draw(self._session.preview_move(self._client.id, self.version))
        except (UserFacingError, IndexError) as error:
            told = isinstance(error, UserFacingError)
            self._problem = str(error) if told else say("desk.move-why-not")
        self._tell(self._problem)

    def _draw(self, move: PackMove) -> None:
        before, after = move.before.version, move.after.version
        title = say("desk.move-from-to", before=before, after=after)
        self._parts.addWidget(label(title, "heading"))
        self._parts.addWidget(label(say_count("desk.move-kept", move.kept)))
        parts = list(move_parts(move))
        for title, texts in parts:
            self._parts.addWidget(label(title, "heading"))
            for text in texts:
                self._parts.addWidget(points([text]))
        if not parts:
            self._parts.addWidget(muted(say("desk.move-same")))

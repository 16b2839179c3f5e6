"""The consultant's desk: what needs somebody, a field to find a client, the list, and the deeds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from onboard.desk.attention import Attention
from onboard.desk.clients import Desk, DeskClient, Sorting, Wanted, named_alike
from onboard.desk.overview import Stage
from onboard.desk.told import kind_text, needs_text, stage_text, step_text
from onboard.wording import day, say, say_count
from ui.client_deeds import ClientDeeds
from ui.theme import px
from ui.widgets.base import AnswerButton, empty, label, row, show_if
from ui.widgets.client_list import ClientList, Told
from ui.widgets.forms import Labelled, action, muted
from ui.widgets.pick_list import pick_list
from ui.widgets.text_fields import LineField
from ui.widgets.wrap_layout import EvenLayout, WrapLayout

if TYPE_CHECKING:
    from ui.session import EngagementSession

MANY = 12
"""From so many clients on there is a field to find one."""
ARCHIVED = "archived"


class ClientDesk(QWidget):
    """Draws a `Desk`; what was looked for last is kept by the session."""

    drawn = Signal()

    def __init__(self, session: EngagementSession, desk: Desk) -> None:
        super().__init__()
        self._session = session
        self._desk = desk
        self._wanted = session.desk_wanted or Wanted()
        self._alike = named_alike(desk.clients)
        self._shown: list[DeskClient] = []
        self._is_filling = False
        self._has_chosen = False
        """Whether somebody picked a client; until then the first is shown."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(10))
        self._build()
        self.show_desk(desk)

    # ---- building

    def _build(self) -> None:
        self._needs_title = label(say("desk.needs-title"), "heading")
        self._chips = QWidget()
        self._chip_line = WrapLayout(self._chips, spacing=px(8))
        self._chip_line.setContentsMargins(0, 0, 0, 0)
        hit = action(say("desk.hit-open"), "who-is-hit")
        hit.clicked.connect(self._ask_who_is_hit)
        self._column.addLayout(row(self._needs_title, None, hit))
        self._column.addWidget(self._chips)
        self.finder = LineField(say("page.clients-find"), "find-client")
        self.finder.setText(self._wanted.text)
        self.finder.textChanged.connect(self._on_text)
        self.stage_list = pick_list(say("desk.pick-stage"), "pick-stage")
        self.stage_list.currentIndexChanged.connect(self._on_stage)
        self.sort_list = pick_list(say("desk.pick-sort"), "pick-sort")
        for sorting in Sorting:
            self.sort_list.addItem(say(f"desk.sort-{sorting.value}"), sorting.value)
        self.sort_list.setCurrentIndex(list(Sorting).index(self._wanted.sorting))
        self.sort_list.currentIndexChanged.connect(self._on_sorting)
        self._filters = QWidget()
        across = EvenLayout(px(200), spacing=px(10))
        across.setContentsMargins(0, 0, 0, 0)
        self._filters.setLayout(across)
        for caption, field in (
            ("page.clients-find", self.finder),
            ("desk.pick-stage", self.stage_list),
            ("desk.pick-sort", self.sort_list),
        ):
            across.addWidget(Labelled(say(caption), field))
        self._column.addWidget(self._filters)
        self._count = muted("")
        self._count.setObjectName("shown-count")
        self._nothing = label(say("page.clients-not-found"), "muted", name="not-found")
        self._waiting = muted("")
        self._waiting.setObjectName("desk-waiting")
        self._done = label("", "saved", name="desk-done")
        self.list = ClientList(say("desk.list"), "client-list", self._told)
        self.list.setAccessibleDescription(say("desk.list-hint"))
        self.list.picked.connect(self._on_picked)
        self.list.opened.connect(self._open)
        self._deeds = ClientDeeds(self._session)
        self._deeds.done.connect(self.tell_done)
        for part in (self._done, self._count, self._nothing, self.list, self._waiting, self._deeds):
            self._column.addWidget(part)
        dates = action(say("desk.dates-all"), "dates-all", spoken=say("dates.title-all"))
        dates.clicked.connect(self._save_all_dates)
        self._column.addLayout(row(dates, None))
        self._done.hide()

    # ---- what is shown

    def show_desk(self, desk: Desk) -> None:
        """Draw clients as they are known now; who was picked stays picked."""
        self._desk = desk
        self._alike = named_alike(desk.clients)
        self._fill_chips(desk.counts())
        self._fill_stages()
        show_if(self._filters, len(desk.clients) > MANY or bool(desk.archived))
        waiting = len(desk.due())
        show_if(self._waiting, bool(waiting))
        if waiting:
            self._waiting.setText(say_count("desk.renewing", waiting))
        self._show()

    def tell_done(self, text: str) -> None:
        self._done.setText(text)
        show_if(self._done, bool(text))

    def first_focus(self) -> QWidget:
        return self.list

    @property
    def shown(self) -> list[DeskClient]:
        return self._shown

    def _show(self) -> None:
        before = self._picked_id() if self._has_chosen else ""
        self._session.desk_wanted = self._wanted
        self._shown = self._desk.shown(self._wanted)
        show_if(self._nothing, not self._shown)
        show_if(self.list, bool(self._shown))
        show_if(self._count, len(self._desk.clients) > 1)
        self._count.setText(say_count("desk.shown", len(self._shown)))
        ids: list[str] = [client.id for client in self._shown]
        self._has_chosen = before in ids
        self._is_filling = True
        self.list.show_rows(self._shown, ids.index(before) if before in ids else 0)
        self._is_filling = False
        self.drawn.emit()

    def _picked_id(self) -> str:
        row = self.list.current
        return self._shown[row].id if 0 <= row < len(self._shown) else ""

    def _fill_chips(self, counts: Mapping[Attention, int]) -> None:
        empty(self._chip_line)
        wanted = self._wanted.need
        if wanted is not None and wanted not in counts:
            counts = {**counts, wanted: 0}  # what is pressed can be let go
        for kind, count in counts.items():
            text = kind_text(kind)
            chip = AnswerButton(
                say("desk.chip", kind=text, count=count),
                f"need-{kind.value}",
                spoken=say("desk.chip-spoken", kind=text, count=count),
            )
            chip.show_said(kind is wanted)
            chip.said.connect(partial(self._on_chip, kind))
            self._chip_line.addWidget(chip)
        show_if(self._chips, bool(counts))
        self._needs_title.setText(say("desk.needs-title") if counts else say("desk.calm"))

    def _fill_stages(self) -> None:
        self._is_filling = True
        self.stage_list.clear()
        stages = self._desk.stages()
        self.stage_list.addItem(say("desk.stage-all", count=sum(stages.values())), "")
        for stage, count in stages.items():
            text = say("desk.stage-one", stage=stage_text(stage), count=count)
            self.stage_list.addItem(text, stage.value)
        if self._desk.archived or self._wanted.archived:
            text = say("desk.stage-archived", count=self._desk.archived)
            self.stage_list.addItem(text, ARCHIVED)
        wanted = self._wanted.stage
        value = ARCHIVED if self._wanted.archived else wanted.value if wanted else ""
        self.stage_list.setCurrentIndex(max(0, self.stage_list.findData(value)))
        self._is_filling = False

    def _told(self, client: DeskClient) -> Told:
        when = day(client.card.changed_at.astimezone().date())
        changed = say("desk.changed", day=when)
        if client.name in self._alike:
            at = client.card.changed_at.astimezone()
            changed = say("desk.changed-at", day=when, time=f"{at:%H:%M}")
        away = say("desk.archived") if client.is_archived else ""
        copies = client.card.marks.copies
        is_here = any(copy.is_here for copy in copies)
        out = say("checkout.row-here" if is_here else "checkout.row") if copies else ""
        parts = (client.owner, stage_text(client.stage), changed, away, out)
        line = " · ".join(part for part in parts if part)
        needs = needs_text(client)
        return Told(client.name, line, needs or step_text(client, self._desk.today), not needs)

    # ---- gestures

    def _on_text(self, text: str) -> None:
        self._wanted = replace(self._wanted, text=text)
        self._show()

    def _on_stage(self) -> None:
        if self._is_filling:
            return
        value = str(self.stage_list.currentData() or "")
        is_archived = value == ARCHIVED
        stage = Stage(value) if value and not is_archived else None
        self._wanted = replace(self._wanted, stage=stage, archived=is_archived)
        self._show()

    def _on_sorting(self) -> None:
        self._wanted = replace(self._wanted, sorting=Sorting(self.sort_list.currentData()))
        self._show()

    def _on_chip(self, kind: Attention) -> None:
        """Press once to see only these, and once more to see all."""
        need = None if self._wanted.need is kind else kind
        self._wanted = replace(self._wanted, need=need)
        for chip in self._chips.findChildren(AnswerButton):
            chip.show_said(need is not None and chip.objectName() == f"need-{need.value}")
        self._show()

    def _ask_who_is_hit(self) -> None:
        from ui.dialogs.who_is_hit import WhoIsHitDialog

        dialog = WhoIsHitDialog(self.window(), self._session)
        dialog.wished.connect(self._session.open_client)
        dialog.open()

    def _save_all_dates(self) -> None:
        self._deeds.save_all_dates()

    def _on_picked(self, row: int) -> None:
        self._has_chosen = self._has_chosen or not self._is_filling
        picked = self._shown[row] if 0 <= row < len(self._shown) else None
        self._deeds.show_client(self._desk, picked)

    def _open(self, row: int) -> None:
        self._session.open_client(self._shown[row].id)

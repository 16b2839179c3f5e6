"""Bringing in the pages that were signed with a pen: the scan, the names, the day on the paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from onboard.wording import say, say_count
from ui.dialogs.save_as import ask_scans
from ui.dialogs.sheet import Sheet
from ui.theme import px
from ui.widgets.base import label, row
from ui.widgets.date_field import DateField
from ui.widgets.forms import action
from ui.widgets.pdf_view import PageShape, PdfView, Wish
from ui.widgets.text_fields import LineField


class ScannedSheet(NamedTuple):
    """One page of the scan: its picture as a JPEG, and how large that is."""

    jpeg: bytes
    width: int
    height: int


class SignedPagesDialog(Sheet):
    """`owner`, `consultant` and `on` are what was written; it stays open until it is told to go.

    `picked` carries the paths of files, `confirmed` follows when all is there.
    """

    picked = Signal(object)
    confirmed = Signal()

    def __init__(self, parent: QWidget, owner: str, consultant: str) -> None:
        title = say("dialog.pages-title")
        super().__init__(parent, title, say("dialog.pages-yes"), say("dialog.pages-no"))
        self.setObjectName("signed-pages-dialog")
        self._sheets: tuple[ScannedSheet, ...] = ()
        self._has_day_problem = False
        self.column.addWidget(label(say("dialog.pages-lead")))
        self._choose = action(say("dialog.pages-choose"), "choose-scan")
        self._choose.clicked.connect(self._ask)
        self._read = label(say("dialog.pages-none"), "muted", name="scan-read")
        self.column.addLayout(row(self._choose, None))
        self.column.addWidget(self._read)
        self._view = PdfView(say("dialog.pages-view"))
        self._view.setFixedHeight(px(250))
        self._view.wanted.connect(self._draw)
        self._view.hide()
        self.column.addWidget(self._view)
        self._owner = self._name_field("owner", owner)
        self._consultant = self._name_field("consultant", consultant)
        self.column.addWidget(label(say("dialog.pages-day"), "field"))
        self._day = DateField(say("dialog.pages-day"), is_past=True)
        self._day.changed.connect(self.recheck)
        self.column.addWidget(self._day)
        self.column.addWidget(label(say("dialog.pages-proof"), "muted"))
        self.column.addStretch(1)

    def _name_field(self, role: str, name: str) -> LineField:
        caption = say(f"dialog.pages-{role}")
        field = LineField(caption, f"pages-{role}")
        field.fill(name)
        field.textChanged.connect(self.recheck)
        self.column.addWidget(label(caption, "field"))
        self.column.addWidget(field)
        return field

    def first_focus(self) -> QWidget:
        return self._choose

    # ---- the scan

    def _ask(self) -> None:
        paths = ask_scans(self, say("dialog.pages-choose"))
        if paths:
            self.recheck()
            self._read.setText(say("dialog.pages-reading"))
            self.picked.emit(paths)

    def show_scan(self, sheets: Sequence[ScannedSheet]) -> None:
        """The pages as they were taken in, to be looked at."""
        self._sheets = tuple(sheets)
        self._read.setText(say_count("dialog.pages-count", len(sheets)))
        self._view.show()
        count = len(sheets)
        shapes = []
        for number, sheet in enumerate(sheets, 1):
            told = say("dialog.pages-sheet", number=number, count=count)
            shapes.append(PageShape(sheet.width, sheet.height, told))
        self._view.show_pages(shapes)
        self.recheck()
        self.set_busy(False)

    def tell_refused(self, text: str) -> None:
        """Why the scan or the day was not taken; what was read before stays."""
        if not self._sheets:
            self._read.setText(say("dialog.pages-none"))
        else:
            self._read.setText(say_count("dialog.pages-count", len(self._sheets)))
        self.set_busy(False)
        self._tell(text)

    def set_busy(self, is_busy: bool) -> None:
        """While the file is sealed nothing is pressed twice."""
        for part in (self.yes, self._choose):
            part.setEnabled(not is_busy)

    def _draw(self, wishes: Sequence[Wish]) -> None:
        for wish in wishes:
            picture = QImage.fromData(self._sheets[wish.number].jpeg)
            if picture.isNull():
                self._view.put_failed(wish.number)
                continue
            size = QSize(wish.width, round(picture.height() * wish.width / picture.width()))
            smooth = Qt.TransformationMode.SmoothTransformation
            keep = Qt.AspectRatioMode.IgnoreAspectRatio
            self._view.put(wish, picture.scaled(size, keep, smooth))

    # ---- what was written

    def missing(self) -> tuple[str, QWidget | None]:
        if not self._sheets:
            return say("dialog.pages-no-scan"), self._choose
        for field, text in ((self._owner, self.owner), (self._consultant, self.consultant)):
            if not text:
                return say("dialog.pages-no-name"), field
        if self.on is None:
            return self._day.problem or say("dialog.pages-no-day"), self._day
        return "", None

    def accept(self) -> None:
        """Sealing may still refuse the scan or the day; whoever seals closes this."""
        self.set_busy(True)
        self.confirmed.emit()

    def finish(self) -> None:
        super().accept()

    @property
    def owner(self) -> str:
        return self._owner.text().strip()

    @property
    def consultant(self) -> str:
        return self._consultant.text().strip()

    @property
    def on(self) -> date | None:
        try:
            return date.fromisoformat(self._day.text())
        except ValueError:
            return None

"""It is signed: who signed what, what happens next and when, and the paper to take along."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from onboard.agreement.document import Facts
from onboard.papers.review import next_step_text, review_section
from onboard.snapshot import derive
from onboard.wording import day, say
from ui.dialogs.more_papers import MorePapers
from ui.dialogs.save_as import ask_where
from ui.page import Page
from ui.paper_reader import PaperReader
from ui.theme import px
from ui.widgets.base import card, empty, label, row
from ui.widgets.forms import action, muted
from ui.widgets.wrap_layout import ButtonLine

if TYPE_CHECKING:
    from onboard.engagement import SignedPaper
    from onboard.snapshot import EngagementSnapshot


class FinishPage(Page):
    """The end of the wizard."""

    def build(self) -> None:
        self._paper: SignedPaper | None = None
        self._saved_to: Path | None = None
        self._reader: PaperReader | None = None
        self._parts = QVBoxLayout()
        self._parts.setSpacing(px(14))
        self.column.addLayout(self._parts)
        self._save = action(say("page.finish-save"), "save-copy", "primary")
        self._save.clicked.connect(self._save_copy)
        deeds = ButtonLine(spacing=px(10))
        deeds.addWidget(self._save)
        self.column.addLayout(deeds)
        self._told = label("", "saved", name="saved-to")
        self._told.hide()
        self.column.addWidget(self._told)
        self._folder = action(say("page.finish-folder"), "open-folder")
        self._folder.clicked.connect(self._open_folder)
        self._folder.hide()
        self.column.addLayout(row(self._folder, None))
        self._print = action(say("print.offer"), "print")
        self._print.clicked.connect(self._print_it)
        deeds.addWidget(self._print)
        self._printed = label("", "saved", name="printed")
        self._printed.hide()
        self.column.addWidget(self._printed)
        self.session.paper_printed.connect(self._on_printed)
        self._renew = action(say("page.finish-renew"), "renew-time-stamp")
        self._renew.clicked.connect(self._renew_stamp)
        self.column.addLayout(row(self._renew, None))
        self._renew_why = muted(say("page.finish-renew-why"))
        self.column.addWidget(self._renew_why)
        self._renewed = label("", "saved", name="renewed")
        self._renewed.hide()
        self.column.addWidget(self._renewed)
        self.session.paper_renewed.connect(self._on_renewed)
        self.session.firm_changed.connect(self._dress)
        self._look = action(say("reading.look"), "look")
        self._look.clicked.connect(self._look_at_paper)
        deeds.addWidget(self._look)
        self._change = action(say("change.begin"), "begin-change")
        self._change.clicked.connect(lambda: self.session.begin_amendment())
        self._change_why = muted(say("change.begin-why"))
        self.column.addLayout(row(self._change, None))
        self.column.addWidget(self._change_why)
        self._reading = QVBoxLayout()
        self.column.addLayout(self._reading)
        self._more = QVBoxLayout()
        self.column.addLayout(self._more)
        self.column.addSpacing(px(8))
        back = action(say("page.finish-back"), "all-clients", "quiet")
        back.clicked.connect(self.session.leave_client)
        self.column.addLayout(row(back, None))
        self.session.paper_changed.connect(self._dress)

    def next_caption(self) -> str | None:
        return None

    def first_focus(self) -> QWidget | None:
        return self._save

    # ---- drawing

    def show_snapshot(self, snapshot: EngagementSnapshot) -> None:
        paper = snapshot.engagement.signed_paper
        if _reference(paper) != _reference(self._paper):
            self._renewed.hide()
        if paper != self._paper:
            self._saved_to = None
            self._printed.hide()
            self._put_away()
        self._paper = paper
        empty(self._parts)
        empty(self._more)
        if paper is None:
            self.head(say("page.finish-not-yet"), say("page.finish-not-yet-lead"))
        else:
            self._draw(snapshot, paper)
            self._more.addWidget(MorePapers(self.session))
            if self.session.paper is None and not self.session.is_busy:
                self.session.load_paper()
        self._dress()

    def _draw(self, snapshot: EngagementSnapshot, paper: SignedPaper) -> None:
        self.head(say("page.finish-title"), say("page.finish-lead"))
        frame, inside = card("signing")
        inside.setContentsMargins(px(22), px(20), px(22), px(20))
        for name, role in ((paper.owner, "owner"), (paper.consultant, "consultant")):
            inside.addWidget(label(f"✓ {name}", "subheading"))
            inside.addWidget(
                muted(say(f"page.finish-{role}", name=snapshot.engagement.client.name))
            )
        if paper.signed_on is not None:
            told = label(say("page.finish-by-pen", day=day(paper.signed_on)), name="by-pen")
            inside.addWidget(told)
        signed = paper.signed_at.astimezone().date() if paper.signed_at else snapshot.on
        inside.addWidget(
            label(say("page.finish-reference", reference=paper.reference, day=day(signed)))
        )
        self._parts.addWidget(frame)
        # The dates were set on the day of signing, and do not move with the calendar.
        then = derive(snapshot.pack, snapshot.firm, snapshot.engagement, signed)
        self._parts.addWidget(_dates_card(then))

    def _dress(self) -> None:
        has_paper = self._paper is not None and self.session.paper is not None
        self._save.setVisible(self._paper is not None)
        self._save.setEnabled(has_paper)
        self._change.setVisible(self._paper is not None)
        self._change_why.setVisible(self._paper is not None)
        self._print.setVisible(self._paper is not None)
        self._print.setEnabled(has_paper)
        firm = self.session.firm()
        can_renew = self._paper is not None and firm is not None and bool(firm.time_stamp_url)
        for part in (self._renew, self._renew_why):
            part.setVisible(can_renew)
        self._renew.setEnabled(has_paper)
        self._look.setVisible(self._paper is not None)
        self._look.setEnabled(has_paper and self.session.document is not None)
        caption = say("reading.look" if self._reader is None else "reading.look-away")
        self._look.setText(caption)
        self._look.setAccessibleName(caption)
        saved = self._saved_to
        self._told.setText(say("page.finish-saved", name=saved.name) if saved else "")
        self._told.setVisible(saved is not None)
        self._folder.setVisible(saved is not None)

    # ---- gestures

    def _save_copy(self) -> None:
        if self._paper is None:
            return
        path = ask_where(self.window(), say("page.finish-save"), f"{self._paper.reference}.pdf")
        if path is not None and self.session.save_paper(path):
            self._saved_to = path
            self._dress()
            self._folder.setFocus()

    def _print_it(self) -> None:
        from ui.dialogs.print_paper import ask_printer

        self._printed.hide()
        printer = ask_printer(self.window(), say("print.offer"))
        if printer is not None:
            self.session.print_paper(printer)

    def _on_printed(self, kind: str) -> None:
        if kind == "agreement":
            self._printed.setText(say("print.done"))
            self._printed.show()

    def _renew_stamp(self) -> None:
        self._renewed.hide()
        self.session.renew_time_stamp()

    def _on_renewed(self) -> None:
        self._renewed.setText(say("page.finish-renewed"))
        self._renewed.show()

    def _look_at_paper(self) -> None:
        """Show the signed pages below the button, or put them away again."""
        pdf, document = self.session.paper, self.session.document
        if self._reader is not None:
            self._put_away()
        elif pdf is not None and document is not None:
            self._reader = PaperReader(pdf, document, as_text=self.session.reads_as_text)
            self._reader.fit(self.height())
            self._reader.as_text_changed.connect(self._remember_way)
            self._reading.addWidget(self._reader)
        self._dress()

    def _put_away(self) -> None:
        empty(self._reading)
        self._reader = None

    def _remember_way(self, as_text: bool) -> None:
        self.session.reads_as_text = as_text

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._reader is not None:
            self._reader.fit(self.height())

    def _open_folder(self) -> None:
        if self._saved_to is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved_to.parent)))


def _reference(paper: SignedPaper | None) -> str:
    return paper.reference if paper is not None else ""


def _dates_card(snapshot: EngagementSnapshot) -> QWidget:
    """The review schedule, as it stands in the paper."""
    frame, inside = card()
    frame.setObjectName("dates")
    inside.addWidget(label(say("page.finish-next"), "heading"))
    inside.addWidget(label(next_step_text(snapshot), name="finish-next-step"))
    blocks = review_section(snapshot).blocks
    rows = [pair for block in blocks if isinstance(block, Facts) for pair in block.rows]
    for when, text in rows:
        date = label(when, "field")
        date.setFixedWidth(px(150))
        line = row(date, label(text))
        line.setAlignment(date, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        inside.addLayout(line)
    return frame

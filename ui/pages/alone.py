"""Where an owner ends who sat alone: the answers go to a consultant, or the plan stays with him."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from onboard.contact import whom_to_call
from onboard.wording import say
from ui.dialogs.save_paper import SavePaper
from ui.page import Page
from ui.theme import px
from ui.widgets.base import card, label, row
from ui.widgets.forms import action, muted
from ui.widgets.notes import Banner

if TYPE_CHECKING:
    from onboard.snapshot import EngagementSnapshot


class AlonePage(Page):
    """Nobody signs here: an agreement has two sides, and the consultant signs first."""

    def build(self) -> None:
        self.urgent = Banner("warning", "alone-urgent")
        self.column.addWidget(self.urgent)
        self.find_out = Banner("note", "alone-find-out")
        self.column.addWidget(self.find_out)
        self._body = QVBoxLayout()
        self._body.setSpacing(px(12))
        self.column.addLayout(self._body)
        self._send_to = label("", "subheading")
        self._add_sending()
        self._add_keeping()
        self._add_together()

    def show_snapshot(self, snapshot: EngagementSnapshot) -> None:
        self.head(say("page.alone-title"), say("page.alone-lead"))
        urgent = snapshot.urgent
        told = [flag.told for flag in urgent]
        whom = whom_to_call(snapshot, self.session.adviser())
        self.urgent.say(
            "\n".join([*told, whom]) if told else "", say("page.urgent") if told else ""
        )
        unsure = "\n".join(flag.told for flag in snapshot.to_find_out)
        self.find_out.say(unsure, say("page.find-out") if unsure else "")
        invitation = self.session.invitation
        self._sending.setVisible(invitation is not None)
        adviser = self.session.adviser()
        self._send_to.setText(say("page.alone-send", name=adviser.whom))

    def _add_sending(self) -> None:
        """The first end: sealed answers for whoever sent the questions."""
        self._sending, column = card("signing")
        self._sending.setObjectName("send-answers")
        column.addWidget(self._send_to)
        column.addWidget(label(say("page.alone-send-lead")))
        save = self.session.save_reply
        column.addWidget(SavePaper(self.session, "reply", say("reply.offer-why"), save))
        self._body.addWidget(self._sending)

    def _add_keeping(self) -> None:
        frame, column = card()
        column.addWidget(label(say("page.alone-keep"), "subheading"))
        column.addWidget(label(say("page.alone-keep-lead")))
        session = self.session
        plan = SavePaper(session, "ownplan", say("ownplan.offer-why"), session.save_own_plan)
        spec = SavePaper(session, "spec", say("spec.offer-why"), session.save_specification)
        column.addWidget(plan)
        column.addWidget(spec)
        self._body.addWidget(frame)

    def _add_together(self) -> None:
        frame, column = card()
        column.addWidget(label(say("page.alone-meet"), "subheading"))
        column.addWidget(muted(say("page.alone-meet-lead")))
        together = action(say("page.alone-together"), "sign-together")
        together.clicked.connect(lambda: self.session.set_alone(False))
        column.addLayout(row(together, None))
        self._body.addWidget(frame)

    def first_focus(self) -> QWidget | None:
        """What is worth doing here; Enter on Done would close the file before it is read."""
        is_invited = self.session.invitation is not None
        return self.findChild(QPushButton, "save-reply" if is_invited else "save-ownplan")

    def next_caption(self) -> str | None:
        return say("page.alone-done")

    def leave(self) -> bool:
        """It is the last page: Done closes the file, in which everything is saved."""
        self.session.leave_client()
        return False

"""Read and sign: the paper's own words, edits and strikes, both signatures one after the other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from onboard.agreement.document import ClauseText
from onboard.flow import Place, Stop
from onboard.wording import say
from ui.dialogs.clause import ClauseDialog
from ui.page import Page
from ui.reading import PaperView
from ui.theme import px
from ui.widgets.base import button, card, empty, label, row
from ui.widgets.notes import Banner
from ui.widgets.signature_panel import SignaturePanel
from ui.widgets.text_fields import LineField

if TYPE_CHECKING:
    from onboard.snapshot import EngagementSnapshot


class SignPage(Page):
    """The paper is laid out when one comes here; a change lays it out anew."""

    def build(self) -> None:
        self._drawn_for: object = None
        self._panel: SignaturePanel | None = None
        self.hindrances = Banner("warning", "hindrances")
        self.column.addWidget(self.hindrances)
        self._body = QVBoxLayout()
        self._body.setSpacing(px(12))
        self.column.addLayout(self._body)
        self.session.paper_changed.connect(self._on_paper)
        self.session.problem.connect(self._on_problem)

    # ---- drawing

    def show_snapshot(self, snapshot: EngagementSnapshot) -> None:
        self.head(say("page.sign-title"), say("page.sign-lead"))
        facts = snapshot.engagement
        if facts.signed_paper is not None:
            return  # signed by both: the window is on its way to the last page
        state = (facts.id, facts.version, self.session.agreement is not None)
        if state == self._drawn_for:
            return
        self._drawn_for = state
        if facts.half_signed_paper is None and not self._is_current(snapshot):
            self._show_waiting()
            self.session.prepare_paper()
            return
        self._draw(snapshot)

    def _is_current(self, snapshot: EngagementSnapshot) -> bool:
        """Whether the laid-out paper says what the snapshot says."""
        return self.session.paper_version == snapshot.engagement.version

    def _show_waiting(self) -> None:
        empty(self._body)
        self._panel = None
        self._body.addWidget(label(say("page.sign-preparing"), "lead"))

    def _on_paper(self) -> None:
        snapshot = self.session.snapshot
        place = self.session.place
        if snapshot is None or place is None or place.stop is not Stop.SIGN:
            return
        if snapshot.engagement.signed_paper is not None:
            self.session.go(Place(Stop.FINISH))
            return
        self._draw(snapshot)

    def _draw(self, snapshot: EngagementSnapshot) -> None:
        facts = snapshot.engagement
        self._drawn_for = (facts.id, facts.version, self.session.agreement is not None)
        empty(self._body)
        self._panel = None
        waiting = facts.half_signed_paper
        agreement = self.session.agreement
        points = agreement.open_points if agreement is not None and waiting is None else ()
        self.hindrances.say(
            "\n".join(f"•  {point}" for point in points),
            say("agreement.not-ready") if points else "",
        )
        if waiting is not None:
            self._body.addWidget(label(say("page.sign-consultant-done", name=waiting.consultant)))
            back = button(say("page.sign-withdraw"), "withdraw")
            back.clicked.connect(self.session.withdraw_paper)
            self._body.addLayout(row(back, None))
        if self.session.paper is None:
            self.session.load_paper()
        if agreement is not None:
            view = PaperView(agreement.document, can_change=waiting is None)
            view.change_wanted.connect(self._edit_clause)
            self._body.addWidget(view)
        copy = button(say("page.sign-save-copy"), "save-copy")
        copy.clicked.connect(self._save_copy)
        copy.setEnabled(self.session.paper is not None)
        self._body.addLayout(row(copy, None))
        if agreement is not None and waiting is None:
            self._add_initials(snapshot)
        if points:
            go = button(say("page.sign-to-decisions"), "to-decisions", "primary")
            go.clicked.connect(lambda: self.session.go(Place(Stop.DECISIONS)))
            self._body.addLayout(row(go, None))
            return
        self._add_panel(snapshot)

    def _add_initials(self, snapshot: EngagementSnapshot) -> None:
        """The clauses that want the owner's initials."""
        entered = {part.clause: part.initials for part in snapshot.engagement.clause_initials}
        for key, clause in snapshot.pack.content.clauses.items():
            if not (clause.initials and clause.core):
                continue
            frame, column = card()
            column.addWidget(label(say("page.sign-initials", title=clause.title), "field"))
            field = LineField(clause.title, f"initials-{key}", say("dialog.initials-hint"))
            field.setMaxLength(8)
            field.fill(entered.get(key, ""))
            field.editingFinished.connect(self._initialler(key, field))
            column.addWidget(field)
            self._body.addWidget(frame)

    def _initialler(self, key: str, field: LineField):  # type: ignore[no-untyped-def]
        def save() -> None:
            snapshot = self.session.snapshot
            entered = snapshot.engagement.clause_initials if snapshot is not None else ()
            before = next((part.initials for part in entered if part.clause == key), "")
            if field.text().strip() != before:
                self.session.initial_clause(key, field.text())

        return save

    def _add_panel(self, snapshot: EngagementSnapshot) -> None:
        facts = snapshot.engagement
        role = "owner" if facts.half_signed_paper is not None else "consultant"
        name = facts.client.owner
        if role == "consultant":
            name = snapshot.firm.consultant or snapshot.firm.name
        self._panel = SignaturePanel(
            say(f"agreement.sign-{role}"),
            say(f"agreement.statement-{role}"),
            name,
            consent=say(f"page.sign-consent-{role}"),
        )
        self._panel.setObjectName(f"panel-{role}")
        self._panel.signed.connect(lambda who, ink: self._sign(role, who, ink))
        self._body.addWidget(self._panel)

    # ---- gestures

    def _sign(self, role: str, name: str, ink: object) -> None:
        if self._panel is not None:
            self._panel.set_busy(True)
        self.session.sign(role, name, ink)  # type: ignore[arg-type]

    def _on_problem(self, text: str) -> None:
        if self._panel is not None:
            self._panel.set_busy(False)

    def _save_copy(self) -> None:
        caption = say("page.sign-save-copy")
        name, _ = QFileDialog.getSaveFileName(
            self.window(), caption, "agreement.pdf", "PDF (*.pdf)"
        )
        if name:
            self.session.save_paper(Path(name))

    def _edit_clause(self, number: str) -> None:
        key = self.session.clause_numbered(number)
        agreement = self.session.agreement
        if key is None or agreement is None:
            return
        blocks = (block for section in agreement.document.sections for block in section.blocks)
        for block in blocks:
            if isinstance(block, ClauseText) and block.number == number:
                self._open_clause(ClauseDialog(self.window(), key, block))
                return

    def _open_clause(self, dialog: ClauseDialog) -> None:
        dialog.accepted.connect(lambda: self.session.edit_clause(dialog.edit))
        dialog.open()

    def next_caption(self) -> str | None:
        return None

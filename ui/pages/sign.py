"""Read and sign: the paper's own pages, edits and strikes, both signatures one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from onboard.agreement.document import ClauseText, Document
from onboard.engagement import IDENTITIES
from onboard.flow import Place, Stop
from onboard.papers.evidence import refused_before
from onboard.papers.open_points import open_points
from onboard.papers.promises import terms
from onboard.wording import day, say
from ui.amending_note import AmendingNote
from ui.dialogs.clause import ClauseDialog
from ui.dialogs.refuse import RefuseDialog
from ui.dialogs.save_as import ask_where, ask_which
from ui.key_ways import is_field
from ui.own_certificate import OwnersCertificate
from ui.page import Page
from ui.paper_reader import PaperReader
from ui.pen_way import PenOffer, PenWait
from ui.theme import px
from ui.widgets.base import BULLET, button, card, empty, label, row
from ui.widgets.consent import Consent
from ui.widgets.forms import caption_of
from ui.widgets.notes import Banner
from ui.widgets.pick_list import pick_list
from ui.widgets.signature_panel import SignaturePanel
from ui.widgets.text_fields import LineField

if TYPE_CHECKING:
    from onboard.snapshot import EngagementSnapshot


class SignPage(Page):
    """The paper is laid out when one comes here; a change lays it out anew."""

    def build(self) -> None:
        self._drawn_for: object = None
        self._is_waiting = False
        self._failure = ""
        self._panel: SignaturePanel | None = None
        self._reader: PaperReader | None = None
        self._first: QWidget | None = None
        self._stood = ""
        """The part that had the keyboard when the page was drawn anew."""
        self.amending = AmendingNote(self.session)
        self.column.addWidget(self.amending)
        self.hindrances = Banner("warning", "hindrances")
        self.column.addWidget(self.hindrances)
        self._body = QVBoxLayout()
        self._body.setSpacing(px(12))
        self.column.addLayout(self._body)
        self.session.paper_changed.connect(self._on_paper)
        self.session.paper_failed.connect(self._on_failed)
        self.session.problem.connect(self._on_problem)

    def first_focus(self) -> QWidget | None:
        """What to do first: decide what is open, try again, and otherwise the paper itself."""
        if self._first is not None:
            return self._first
        return self._reader.first_focus() if self._reader is not None else None

    # ---- drawing

    def show_snapshot(self, snapshot: EngagementSnapshot) -> None:
        self.head(say("page.sign-title"), say("page.sign-lead"))
        self.amending.show_snapshot(snapshot)
        facts = snapshot.engagement
        if facts.signed_paper is not None:
            return  # signed by both: the window is on its way to the last page
        if self._state(snapshot) != self._drawn_for:
            self._draw(snapshot)

    def _state(self, snapshot: EngagementSnapshot) -> object:
        facts = snapshot.engagement
        return (facts.id, facts.version, self.session.paper_version, self.session.document)

    def _draw(self, snapshot: EngagementSnapshot) -> None:
        """The paper to read with a place to sign, or a note that it is on its way."""
        self._drawn_for = self._state(snapshot)
        self._is_waiting = False
        self._note_keyboard()
        empty(self._body)
        self._panel = self._reader = self._first = None
        self.hindrances.say("")
        waiting = snapshot.engagement.half_signed_paper
        is_current = self.session.paper_version == snapshot.engagement.version
        if waiting is None and not is_current:
            self._show_waiting()
            self.session.prepare_paper()
        elif self.session.document is None or self.session.paper is None:
            self._show_waiting()
            self.session.load_paper()
        elif waiting is None:
            self._draw_offer(snapshot, self.session.document)
        elif waiting.is_on_paper:
            self._draw_by_pen(snapshot, self.session.document)
        else:
            self._draw_half_signed(snapshot, self.session.document, waiting.consultant)

    def _show_waiting(self) -> None:
        self._is_waiting = True
        self._failure = ""
        self._body.addWidget(label(say("page.sign-preparing"), "lead"))

    def _on_paper(self) -> None:
        snapshot, place = self.session.snapshot, self.session.place
        if snapshot is None or place is None or place.stop is not Stop.SIGN:
            return
        if snapshot.engagement.signed_paper is not None:
            self.session.go(Place(Stop.FINISH))
            return
        self._draw(snapshot)
        self._take_keyboard()

    def _take_keyboard(self) -> None:
        """The paper comes after the page: the keyboard goes where it stood, or to what is first.

        Who writes beside the page meanwhile is not called away.
        """
        stood, self._stood = self._stood, ""
        known = self.findChild(QWidget, stood) if stood else None
        target, focus = known or self.first_focus(), self.window().focusWidget()
        is_busy = focus is not None and (self.isAncestorOf(focus) or is_field(focus))
        if target is None or is_busy or not self.isVisible():
            return
        target.setFocus()
        if known is not None:
            self.inner.adjustSize()
            self.bring_into_view(known)

    def _note_keyboard(self) -> None:
        """A choice lays the paper out anew, and all that stands here with it."""
        focus = self.window().focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self._stood = focus.objectName() or self._stood

    def _on_failed(self) -> None:
        """What happened, and the way to try again. Coming back to the page tries again too."""
        if not self._is_waiting:
            return
        self._is_waiting = False
        self._drawn_for = None
        empty(self._body)
        told = Banner("problem", "paper-failed")
        self._body.addWidget(told)
        told.say(self._failure)
        again = button(say("page.sign-again"), "lay-out-again", "primary")
        again.clicked.connect(self._again)
        self._body.addLayout(row(again, None))
        self._first = again
        self._take_keyboard()

    def _again(self) -> None:
        snapshot = self.session.snapshot
        if snapshot is not None:
            self._draw(snapshot)

    def _draw_offer(self, snapshot: EngagementSnapshot, document: Document) -> None:
        """Before the first signature: either side can still change it."""
        agreement = self.session.agreement
        points = list(agreement.open_points) if agreement is not None else []
        if snapshot.open_lines and points:
            points = list(open_points(snapshot, terms(snapshot), in_short=True))
        self.hindrances.say(
            "\n".join(f"{BULLET}{point}" for point in points),
            say("agreement.not-ready") if points else "",
        )
        self._tell_refused(snapshot)
        if snapshot.open_lines:  # beside what says so, and not below all of the paper
            go = button(say("page.sign-to-decisions"), "to-decisions", "primary")
            go.clicked.connect(lambda: self.session.go(Place(Stop.DECISIONS)))
            self._first = go
            self._body.addLayout(row(go, None))
        self._add_reading(document, can_change=True)
        self._add_identity(snapshot)
        self._add_optional(snapshot)
        self._add_initials(snapshot)
        if not points:
            self._add_panel(snapshot, "consultant")
            self._body.addWidget(PenOffer(self.session))

    def _draw_by_pen(self, snapshot: EngagementSnapshot, document: Document) -> None:
        """Printed, and now with the pen: the paper waits for its signed pages."""
        self._body.addWidget(label(say("page.pen-waits")))
        self._body.addWidget(PenWait(self.session, snapshot))
        self._add_reading(document, can_change=False, is_by_pen=True)
        self._add_ways_back(snapshot, say("page.pen-stop"))

    def _draw_half_signed(
        self, snapshot: EngagementSnapshot, document: Document, consultant: str
    ) -> None:
        self._body.addWidget(label(say("page.sign-consultant-done", name=consultant)))
        self._add_reading(document, can_change=False)
        self._add_panel(snapshot, "owner")
        own = OwnersCertificate(self.session, snapshot.engagement.client.owner)
        if self._panel is not None:
            self._panel.name_changed.connect(own.show_name)
        self._body.insertWidget(self._body.count() - 1, own)  # seen before the button that signs
        elsewhere = button(say("page.sign-elsewhere"), "take-back")
        elsewhere.clicked.connect(self._take_back)
        self._body.addWidget(label(say("page.sign-elsewhere-lead"), "muted"))
        self._body.addLayout(row(elsewhere, None))
        self._add_ways_back(snapshot, say("page.sign-withdraw"))

    def _add_ways_back(self, snapshot: EngagementSnapshot, withdraw: str) -> None:
        back = button(withdraw, "withdraw", "quiet")
        back.clicked.connect(self.session.withdraw_paper)
        self._body.addLayout(row(back, None))
        refuse = button(say("page.sign-refuse"), "refuse", "quiet")
        refuse.clicked.connect(lambda: self._ask_why(snapshot.engagement.client.owner))
        self._body.addLayout(row(refuse, None))

    def _ask_why(self, owner: str) -> None:
        dialog = RefuseDialog(self.window(), owner)
        dialog.accepted.connect(lambda: self.session.refuse_paper(dialog.name, dialog.reason))
        dialog.open()

    def _tell_refused(self, snapshot: EngagementSnapshot) -> None:
        """What the owner said when he would not sign the paper before."""
        refused = refused_before(snapshot.engagement)
        if not refused:
            return
        last = refused[-1]
        told = Banner("note", "refused")
        self._body.addWidget(told)
        told.say(
            say("agreement.refused-text", name=last.name, day=day(last.on), reason=last.reason),
            say("page.sign-refused", reference=last.reference),
        )

    def _add_identity(self, snapshot: EngagementSnapshot) -> None:
        """How the consultant knows who signs; it stands in the paper, so it is asked before."""
        client = snapshot.engagement.client
        asked = say("page.sign-identity", owner=client.owner or client.name)
        picked = pick_list(asked, "identity")
        picked.addItem(say("page.identity-unsaid"), "")
        for way in IDENTITIES:
            picked.addItem(say(f"page.identity-{way}"), way)
        picked.setCurrentIndex(picked.findData(client.identity))
        picked.activated.connect(
            lambda _: self.session.set_client(
                replace(client, identity=str(picked.currentData() or ""))
            )
        )
        self._body.addWidget(caption_of(picked, asked))
        self._body.addWidget(picked)

    def _add_reading(
        self, document: Document, *, can_change: bool, is_by_pen: bool = False
    ) -> None:
        pdf = self.session.paper
        assert pdf is not None  # noqa: S101  (the paper is drawn when there is one)
        self._reader = PaperReader(
            pdf,
            document,
            can_change=can_change,
            is_half_signed=not can_change,
            is_by_pen=is_by_pen,
            as_text=self.session.reads_as_text,
        )
        self._reader.fit(self.height())
        self._reader.change_wanted.connect(self._edit_clause)
        self._reader.as_text_changed.connect(self._remember_way)
        self._body.addWidget(self._reader)
        copy = button(say("page.sign-save-copy"), "save-copy")
        copy.clicked.connect(self._save_copy)
        self._body.addLayout(row(copy, None))

    def _add_optional(self, snapshot: EngagementSnapshot) -> None:
        """Clauses that stand only when they are ticked; no tick is there beforehand."""
        offered = terms(snapshot).offered
        if not offered:
            return
        frame, column = card()
        column.addWidget(label(say("page.sign-optional"), "field"))
        for filled in offered:
            tick = Consent(f"{filled.clause.title}. {filled.text}", f"take-{filled.id}")
            tick.box.setChecked(filled.id in snapshot.engagement.clauses_taken)
            tick.toggled.connect(self._taker(filled.id))
            column.addWidget(tick)
        self._body.addWidget(frame)

    def _taker(self, key: str) -> Callable[[bool], None]:
        return lambda taken: self.session.take_clause(key, taken)

    def _add_initials(self, snapshot: EngagementSnapshot) -> None:
        """The clauses that want the owner's initials."""
        agreed = terms(snapshot)
        for filled in agreed.to_initial:
            title = filled.clause.title
            frame, column = card()
            column.addWidget(label(say("page.sign-initials", title=title), "field"))
            field = LineField(title, f"initials-{filled.id}", say("dialog.initials-hint"))
            field.setMaxLength(8)
            field.fill(agreed.initials.get(filled.id, ""))
            keep = self._initialler(filled.id, field)
            field.editingFinished.connect(keep)
            # Assistive technology writes without going there; who types is not interrupted.
            field.saved.connect(self._unless_typing(field, keep))
            column.addWidget(field)
            self._body.addWidget(frame)

    def _unless_typing(self, field: LineField, keep: Callable[[], None]) -> Callable[[str], None]:
        return lambda _: None if field.hasFocus() else keep()

    def _initialler(self, key: str, field: LineField) -> Callable[[], None]:
        def save() -> None:
            snapshot = self.session.snapshot
            entered = snapshot.engagement.clause_initials if snapshot is not None else ()
            before = next((part.initials for part in entered if part.clause == key), "")
            if field.text().strip() != before:
                self.session.initial_clause(key, field.text())

        return save

    def _add_panel(self, snapshot: EngagementSnapshot, role: str) -> None:
        name = snapshot.engagement.client.owner
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._reader is not None:
            self._reader.fit(self.height())

    # ---- gestures

    def _remember_way(self, as_text: bool) -> None:
        self.session.reads_as_text = as_text

    def _sign(self, role: str, name: str, ink: object) -> None:
        if self._panel is not None:
            self._panel.set_busy(True)
        self.session.sign(role, name, ink)  # type: ignore[arg-type]

    def tells_problems(self) -> bool:
        """While the paper is laid out, what goes wrong takes the place of the waiting text."""
        return self._is_waiting

    def _on_problem(self, text: str) -> None:
        self._failure = text
        if self._panel is not None:
            self._panel.set_busy(False)

    def _take_back(self) -> None:
        path = ask_which(self.window(), say("page.sign-elsewhere"))
        if path is not None:
            self.session.take_back(path)

    def _save_copy(self) -> None:
        path = ask_where(self.window(), say("page.sign-save-copy"), "agreement.pdf")
        if path is not None:
            self.session.save_paper(path)

    def _edit_clause(self, number: str) -> None:
        key = self.session.clause_numbered(number)
        document = self.session.document
        if key is None or document is None:
            return
        blocks = (block for section in document.sections for block in section.blocks)
        for block in blocks:
            if isinstance(block, ClauseText) and block.number == number:
                self._open_clause(ClauseDialog(self.window(), key, block))
                return

    def _open_clause(self, dialog: ClauseDialog) -> None:
        dialog.accepted.connect(lambda: self.session.edit_clause(dialog.edit))
        dialog.open()

    def next_caption(self) -> str | None:
        return None

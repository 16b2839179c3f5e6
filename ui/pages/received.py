"""A paper from a file: who signed it, whether it was changed, and the owner's turn to sign."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from onboard.wording import say
from ui.dialogs.save_as import ask_where, ask_which
from ui.own_certificate import OwnersCertificate
from ui.page import Page
from ui.paper_reader import PaperReader
from ui.received import Received
from ui.theme import px
from ui.widgets.base import empty, label
from ui.widgets.forms import action
from ui.widgets.notes import Banner
from ui.widgets.signature_panel import SignaturePanel
from ui.widgets.wrap_layout import ButtonLine


class ReceivedPage(Page):
    """Works without any client: the paper brings along all that is needed."""

    done = Signal()

    def build(self) -> None:
        self._panel: SignaturePanel | None = None
        self._reader: PaperReader | None = None
        self._earlier: QPushButton | None = None
        self.head(say("page.received-title"), say("page.received-lead"))
        self.problem = Banner("problem", "received-problem")
        self.column.addWidget(self.problem)
        self._pick = action(say("page.received-pick"), "pick-paper", "primary")
        self._pick.clicked.connect(self._ask)
        back = action(say("page.finish-back"), "all-clients", "quiet")
        back.clicked.connect(self._leave)
        buttons = ButtonLine(spacing=px(10))
        buttons.addWidget(self._pick)
        buttons.addWidget(back)
        self.column.addLayout(buttons)
        self._body = QVBoxLayout()
        self._body.setSpacing(px(12))
        self.column.addLayout(self._body)
        self.session.received_changed.connect(self._draw)
        self.session.problem.connect(self._on_problem)
        if self.session.received is not None:
            self._draw()

    def next_caption(self) -> str | None:
        return None

    def tells_problems(self) -> bool:
        return True

    # ---- drawing

    def _draw(self) -> None:
        had_focus = self._earlier is not None and self._earlier.hasFocus()
        empty(self._body)
        self._panel = self._reader = self._earlier = None
        self.problem.say("")
        received = self.session.received
        if received is None:
            return
        kind = "problem" if received.status in ("altered", "unreadable") else "note"
        self._body.addWidget(label(received.path.name, "subheading", name="received-name"))
        told = Banner(kind, "received-verdict")
        self._body.addWidget(told)
        first, *rest = received.told
        told.say("\n".join(rest), first)
        self._add_chain(received)
        if received.document is not None:
            self._reader = PaperReader(
                received.pdf,
                received.document,
                is_half_signed=received.status == "incomplete",
                as_text=self.session.reads_as_text,
            )
            self._reader.fit(self.height())
            self._reader.as_text_changed.connect(self._remember_way)
            self._body.addWidget(self._reader)
        if received.waits_for_owner:
            self._panel = SignaturePanel(
                say("agreement.sign-owner"),
                say("agreement.statement-owner"),
                received.owner,
                consent=say("page.sign-consent-owner"),
            )
            self._panel.setObjectName("panel-owner")
            self._panel.signed.connect(lambda name, ink: self._sign(received, name, ink))
            own = OwnersCertificate(self.session, received.owner)
            self._panel.name_changed.connect(own.show_name)
            self._body.addWidget(own)  # seen before the button that signs
            self._body.addWidget(self._panel)
        if received.saved_as:
            self._body.addWidget(
                label(say("page.received-send-back", name=received.saved_as), "saved")
            )
        if had_focus:  # the button that was pressed is gone; the keyboard stays near
            (self._earlier or self._pick).setFocus()

    def _add_chain(self, received: Received) -> None:
        """What was found of it and the papers that it changes, and the way to choose them."""
        if received.chain is not None:
            kind = "note" if received.chain.is_sound else "problem"
            told = Banner(kind, "received-chain")
            self._body.addWidget(told)
            told.say("\n".join(received.chain.told), received.chain.verdict)
        if not received.changes:
            return
        key = "page.received-changes" if received.chain is None else "page.received-changes-more"
        lead = label(say(key, reference=received.changes), name="received-changes")
        choose = action(say("page.received-pick-earlier", reference=received.changes), "earlier")
        choose.clicked.connect(lambda: self._ask_earlier(received))
        buttons = ButtonLine(spacing=px(10))
        buttons.addWidget(choose)
        self._body.addWidget(lead)
        self._body.addLayout(buttons)
        self._earlier = choose

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._reader is not None:
            self._reader.fit(self.height())

    # ---- gestures

    def _leave(self) -> None:
        self.session.leave_received()
        self.done.emit()

    def _remember_way(self, as_text: bool) -> None:
        self.session.reads_as_text = as_text

    def _ask(self) -> None:
        path = ask_which(self.window(), say("page.received-pick"))
        if path is not None:
            self.session.open_received(path)

    def _ask_earlier(self, received: Received) -> None:
        caption = say("page.received-pick-earlier", reference=received.changes)
        path = ask_which(self.window(), caption)
        if path is not None:
            self.session.add_earlier(received, path)

    def _sign(self, received: Received, name: str, ink: object) -> None:
        """Signs the very paper that was read, whatever has been picked meanwhile."""
        suggested = say("page.received-file", name=received.path.stem)
        path = ask_where(self.window(), say("page.received-save"), suggested)
        if path is None:
            return
        if self._panel is not None:
            self._panel.set_busy(True)
        self.session.sign_received(received, name, ink, path)  # type: ignore[arg-type]

    def _on_problem(self, text: str) -> None:
        if self.isVisible():
            self.problem.say(text)
        if self._panel is not None:
            self._panel.set_busy(False)

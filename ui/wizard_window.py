"""The window: rail, one page at a time, and a footer; Back and Next are neighbours on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from onboard.flow import Place, Stop
from onboard.wording import say, spoken
from ui import theme
from ui.consultant_side import PANEL_WIDTH, ConsultantSide
from ui.footer import Footer
from ui.page import Page
from ui.page_stack import OUTSIDE, PageStack
from ui.rooms import Room
from ui.session import EngagementSession
from ui.settings import SCALES, Look, Settings
from ui.theme import px
from ui.widgets.base import label
from ui.widgets.busy_bar import BusyBar
from ui.widgets.column import next_stop
from ui.widgets.notes import Banner
from ui.widgets.rail import Rail

if TYPE_CHECKING:
    from pathlib import Path

    from onboard.snapshot import EngagementSnapshot

NARROW = 860
"""Below this width, at scale 1, the rail makes room for the page."""


class WizardWindow(QWidget):
    """Composes pages. Where one is comes from the session; nothing is remembered as a stack."""

    def __init__(
        self,
        session: EngagementSession,
        *,
        follows: WizardWindow | None = None,
        settings: Settings | None = None,
    ) -> None:
        super().__init__()
        self.session = session
        self._settings = settings
        """Where the look is kept; None while it is only tried out."""
        self.room = Room.OWNER
        self._follows = follows
        """The consultant's window whose place this one shows; None for the window that leads."""
        self._owner_screen: WizardWindow | None = None
        self.setObjectName("canvas")
        self.setMinimumSize(640, 480)
        self._shown = ""
        self._began_at: QWidget | None = None
        """Where the keyboard stood when the page came up, until somebody has moved it."""
        self._build()
        self._name_parts()
        self._connect()
        place = session.place
        self.show_page(self._page_at(place) if place is not None else self._outside)

    @property
    def _outside(self) -> str:
        """What stands here while no file is open."""
        return "clients" if self._follows is None else "waiting"

    def focusNextPrevChild(self, next: bool) -> bool:
        """The Tab key goes through the window as it is read, not as its parts were made."""
        stop = next_stop(self, self.focusWidget(), is_forward=next)
        if stop is None:
            return super().focusNextPrevChild(next)
        reason = (
            QtCore.Qt.FocusReason.TabFocusReason
            if next
            else QtCore.Qt.FocusReason.BacktabFocusReason
        )
        self._began_at = None
        stop.setFocus(reason)
        if self.shown.isAncestorOf(stop):
            self.shown.bring_into_view(stop)
        return True

    # ---- building

    def _build(self) -> None:
        self.rail = Rail()
        self.rail.hide()
        self.stack = PageStack(self.session, on_owner_screen=self._follows is not None)
        self.footer = Footer()
        self.trial = QFrame()
        self.trial.setObjectName("trial")
        trial_row = QHBoxLayout(self.trial)
        trial_row.setContentsMargins(px(20), px(6), px(20), px(6))
        self._trial_text = label("", "muted")
        trial_row.addWidget(self._trial_text)
        self.problem = Banner("problem", "problem")
        self.busy = BusyBar(say("ui.busy"))
        self.busy.hide()
        self.trial.hide()  # until its words are known
        self._main = QWidget()
        right = QVBoxLayout(self._main)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        for part in (self.trial, self.problem, self.busy):
            right.addWidget(part)
        right.addWidget(self.stack, 1)
        right.addWidget(self.footer)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addWidget(self._main, 1)
        self._side = ConsultantSide(self, self.session, across, self._main)
        self.rail.setFixedWidth(px(252))
        foot = self.footer
        self.back, self.next, self.later = foot.back, foot.next, foot.later
        self.look, self.rooms, self.saved = foot.look, foot.rooms, foot.saved

    def _name_parts(self) -> None:
        """What stands on every page, in the language that is spoken now."""
        leads = self._follows is None
        self.setWindowTitle(say("ui.window-title" if leads else "room.screen-title"))
        self._name_strip()
        self.busy.name(say("ui.busy"))
        self.footer.name_parts()

    def _name_strip(self) -> None:
        """What holds for all that is done here, above every page."""
        keys = [] if self.session.is_protected else ["ui.trial"]
        keys += [] if self.session.may_change else ["ui.reads-only"]
        self._trial_text.setText(" ".join(say(key) for key in keys))
        self.trial.setVisible(bool(keys))

    def _connect(self) -> None:
        session = self.session
        session.place_changed.connect(self._on_place)
        session.snapshot_changed.connect(self._on_snapshot)
        session.saved.connect(lambda: self.saved.setText(say("ui.saved")))
        if self._follows is None:  # sentences may name files of other clients
            session.problem.connect(self._on_problem)
        session.busy_changed.connect(self._on_busy)
        session.opened.connect(self._on_opened)
        session.review_changed.connect(self._on_review)
        session.turning_away.connect(self._flush_shown)
        session.invited.connect(self._on_invited)
        session.other_key.connect(self._on_other_key)
        self.stack.wanted.connect(self.show_page)
        self.stack.look_wanted.connect(self.open_look)
        self.stack.left.connect(self._leave_firm)
        self.stack.broke.connect(self._on_broken)
        self._side.question_picked.connect(self._go_to_question)
        self._side.step_picked.connect(self._on_rail)
        self._side.screen_wanted.connect(self.open_owner_screen)
        self._side.hidden_wanted.connect(self.change_room)
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_next)
        self.later.clicked.connect(self.finish_later)
        self.look.clicked.connect(self.open_look)
        session.language_changed.connect(self.build_anew)
        self.rail.picked.connect(self._on_rail)
        self.rooms.clicked.connect(self.change_room)
        for keys, gesture in (
            ("Alt+Left", self.go_back),
            ("Alt+Right", self.go_next),
            ("Ctrl++", self._next_text_size),
            ("Ctrl+Shift+K", self.change_room),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(gesture)

    # ---- pages

    def page(self, name: str) -> Page:
        """The page of this name, built when it is first asked for."""
        return self.stack.page(name)

    @property
    def shown(self) -> Page:
        return self.page(self._shown)

    @property
    def shown_name(self) -> str:
        return self._shown

    def show_page(self, name: str) -> None:
        """Bring a page up, drawn from the present snapshot."""
        if self._shown and self._shown != name:
            self.shown.flush()
        is_new = self._shown != name
        self._shown = name
        page = self.stack.drawn(name)
        self.stack.setCurrentWidget(page)
        self._dress()
        self._focus(page)
        if is_new:
            page.to_top()
        page.announce()

    def _on_broken(self, name: str) -> None:
        if self._shown == name:
            self.stack.setCurrentWidget(self.stack.page(name))
            self._dress()

    def _focus(self, page: Page) -> None:
        target = self._began_at = page.first_focus()
        if target is not None:
            target.setFocus()
        elif self.next.isVisible():
            self.next.setFocus()

    def _dress(self) -> None:
        """Footer and rail as the page at hand wants them."""
        in_file = self.session.place is not None and self._shown not in OUTSIDE
        self.footer.setVisible(in_file)
        self.footer.name_next(self.shown.next_caption())
        self.back.setVisible(in_file and self._shown != Stop.FINISH.value)
        self._dress_rail()

    def _dress_rail(self) -> None:
        snapshot, place = self.session.snapshot, self.session.place
        is_wide = self.width() >= px(NARROW)
        if self._side.is_there:
            is_wide = self.width() >= px(NARROW + PANEL_WIDTH)
        visible = snapshot is not None and place is not None and is_wide
        self.rail.setVisible(visible and self._shown not in OUTSIDE)
        in_file = place is not None and self._shown not in OUTSIDE
        self._side.dress(self.width(), in_file=in_file)
        self._dress_footer()
        if snapshot is not None and place is not None:
            from ui.rail_steps import jumps, rail_steps

            self.rail.show_steps(
                snapshot.engagement.client.name,
                rail_steps(snapshot, place, self.session.asked),
            )
            if self._side.is_there:
                listed = [] if is_wide else jumps(snapshot, place, self.session.asked)
                self._side.show_steps(listed)

    def _dress_footer(self) -> None:
        beside = self.rail.width() if self.rail.isVisibleTo(self) else 0
        self.footer.dress(
            self.width() - beside - self._side.room_taken(self),
            "ui.close-client" if self._shown == Stop.FINISH.value else "ui.later",
            leads=self._follows is None,
            has_rooms=self._has_rooms,
        )

    @property
    def _has_rooms(self) -> bool:
        """Whether this window can show the consultant's side."""
        is_owners = self._follows is None and self.room is Room.OWNER
        return is_owners and self.session.has_consultant

    # ---- what the session tells

    def _on_opened(self) -> None:
        self._name_strip()
        if self._shown == "clients":
            QTimer.singleShot(0, self, lambda: self._focus(self.shown))  # once the list is there

    def _on_review(self) -> None:
        if self.session.review is not None and self._follows is None:
            self.show_page("answers")

    def _on_invited(self, code: str, name: str) -> None:
        """The code is told once, whatever page stands here; it stays until it is noted."""
        from ui.dialogs.send_questions import CodeDialog

        if self._follows is not None:
            return
        dialog = CodeDialog(self, code, name)
        dialog.accepted.connect(self.session.code_noted)
        dialog.open()

    def _on_other_key(self, path: Path, code: str, told: str) -> None:
        from ui.dialogs.send_questions import OtherKeyDialog

        if self._follows is not None:
            return
        dialog = OtherKeyDialog(self, told)
        dialog.accepted.connect(
            lambda: self.session.accept_questions(path, code, is_new_key_known=True)
        )
        dialog.open()

    def _on_place(self, place: Place | None) -> None:
        self.problem.say("")
        self.saved.setText("")
        if place is None:
            self.stack.drafts.clear()  # nobody else finds them
            self._side.forget()
            self.show_page(self._outside)
            return
        self.show_page(self._page_at(place))

    def _page_at(self, place: Place) -> str:
        """The page of a stop; an owner who sits alone has nobody to sign with."""
        is_alone = place.stop is Stop.SIGN and self.session.is_alone
        return "alone" if is_alone else place.stop.value

    def _on_snapshot(self, snapshot: EngagementSnapshot) -> None:
        if self._shown and self._shown != "clients":
            self.stack.setCurrentWidget(self.stack.drawn(self._shown))
            self._dress()
        self._side.draw()

    def _on_problem(self, text: str) -> None:
        self.problem.say("" if self.shown.tells_problems() else text)
        self.saved.setText("")

    def _on_busy(self, is_busy: bool) -> None:
        self.busy.setVisible(is_busy)
        self.next.setEnabled(not is_busy)

    # ---- the two rooms

    def change_room(self) -> None:
        """Between what the owner may see and the same with the consultant's side beside it."""
        is_owners = self.room is Room.OWNER
        if self._follows is not None or (is_owners and not self._has_rooms):
            return
        self.room = Room.CONSULTANT if is_owners else Room.OWNER
        if is_owners:
            self._side.build()
        else:
            self._side.drop()
        self._dress()

    def _go_to_question(self, key: str) -> None:
        from onboard.content.parts import QuestionId

        self.shown.flush()
        self.session.go(Place(Stop.QUESTIONS, QuestionId(key)))

    def open_owner_screen(self) -> WizardWindow | None:
        """A second window for the owner's screen: it follows this one, without its private side."""
        if self._follows is not None:
            return None
        if self._owner_screen is None:
            self._owner_screen = WizardWindow(self.session, follows=self)
            self._owner_screen.resize(self.size())
        self._owner_screen.show()
        self._owner_screen.raise_()
        self.session.looking.owner_screen(is_there=True)
        return self._owner_screen

    # ---- gestures

    def go_next(self) -> None:
        """To the neighbour, if the page is ready to be left."""
        if self.session.place is None or self.session.is_busy:
            return
        page = self.shown
        if page.next_caption() is None:
            return
        page.flush()
        if page.leave():
            self.session.go_next()

    def go_back(self) -> None:
        if self._shown in OUTSIDE and self._shown != "clients":
            self._leave_firm()
        elif self.session.place is not None and not self.session.is_busy:
            self.shown.flush()
            self.session.go_back()

    def finish_later(self) -> None:
        """Everything is saved already; leave the file for now."""
        if self.session.place is not None and not self.session.is_busy:
            self._flush_shown()
            self.session.leave_client()

    def _leave_firm(self) -> None:
        self.shown.flush()
        if self.session.place is not None:
            self.show_page(self._page_at(self.session.place))
        else:
            self.show_page("clients")

    def _on_rail(self, step: str) -> None:
        from ui.rail_steps import place_of

        if self.session.snapshot is not None and not self.session.is_busy:
            self.shown.flush()
            self.session.go(place_of(step, self.session.snapshot, self.session.asked))

    def _next_text_size(self) -> None:
        """100, 125, 150, 200 percent, and round again."""
        if self._follows is not None:
            self._follows._next_text_size()
            return
        now = min(range(len(SCALES)), key=lambda index: abs(SCALES[index] - theme.Theme.scale))
        self.set_look(self.wishes._replace(scale=SCALES[(now + 1) % len(SCALES)]))

    @property
    def wishes(self) -> Look:
        """The look in force, with the language that is spoken."""
        now = theme.Theme
        return Look(spoken(), now.scheme, now.scale, contrast=now.contrast, still=now.still)

    def open_look(self) -> None:
        """Let the person choose language, size of text, colours and movement."""
        if self._follows is not None:
            return
        from ui.dialogs.look import LookDialog

        has_client = self.session.snapshot is not None
        note = say("look.with-client" if has_client else "look.alone")
        dialog = LookDialog(self, self.wishes, self.session.languages(), note)
        dialog.accepted.connect(lambda: self.set_look(dialog.look))
        dialog.open()

    def set_look(self, look: Look) -> None:
        """Switch language, colours or text size; pages are built anew, their lengths are fixed."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101  (a window needs an application)
        self.shown.flush()
        wished = self.wishes._replace(language=self.session.own_language)
        theme.apply(app, dark=look.dark, scale=look.scale, contrast=look.contrast, still=look.still)
        before = spoken()
        if look.language != before:
            self.session.speak(look.language)
        if spoken() == before:  # otherwise all windows have been built anew already
            self.build_anew()
            if self._owner_screen is not None:
                self._owner_screen.build_anew()
        if self._settings is not None:
            self._settings.keep_changed(wished, look._replace(language=self.session.own_language))

    def build_anew(self) -> None:
        """After look or language have changed: every page of this window."""
        if self._shown:
            self.shown.flush()
        self._name_parts()
        self.rail.setFixedWidth(px(252))
        self.rail.forget()
        name = self._shown
        self.stack.let_all_go()
        self._shown = ""
        self._side.build_anew()
        if name:
            self.show_page(name)

    # ---- the manners of a wizard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter):
            if not event.isAutoRepeat():  # a key that is held down presses once
                self._enter()
        elif event.key() == QtCore.Qt.Key.Key_Escape:
            if not event.isAutoRepeat():
                self._escape()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        """Press the button that has the keyboard; from anywhere else, go on."""
        from ui.key_ways import pressed_by_enter  # not for the first page

        focus, began_at = self.focusWidget(), self._began_at
        self._began_at = None
        pressed = pressed_by_enter(focus, began_at)
        if pressed is not None:
            pressed.click()
        else:
            self.go_next()

    def _escape(self) -> None:
        """One step out at a time: out of a field, to "Save and finish later", and then the file.

        Whoever presses it once too often, after a dialog or in a note, is still where he was.
        """
        if self._follows is not None or self.session.place is None:
            return
        from ui.key_ways import is_field

        focus = self.focusWidget()
        if is_field(focus):
            self._flush_shown()
            self._step_out().setFocus()
        elif focus is not self.later and self.later.isVisible():
            self.later.setFocus()
        else:
            self.finish_later()

    def _step_out(self) -> QWidget:
        """Where the keyboard stands once it has left a field."""
        return self.next if self.next.isVisible() and self.next.isEnabled() else self.later

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._shown:
            self._dress_rail()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and not self.isActiveWindow():
            self._flush_shown()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._flush_shown()
        if self._follows is not None:
            self.session.looking.owner_screen(is_there=False)
        if self._owner_screen is not None:
            self.session.looking.asked()  # it would come here, as the owner's screen goes
            self._owner_screen.close()
            self._owner_screen.deleteLater()
            self._owner_screen = None
        super().closeEvent(event)

    def _flush_shown(self) -> None:
        """Save what is still being typed, on the page and beside it."""
        if self.session.is_locked:  # it was saved before, and nothing has been typed since
            return
        if self._shown:
            self.shown.flush()
        self._side.flush()

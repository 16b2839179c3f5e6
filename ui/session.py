"""The one object that pages talk to: verbs that save, and a snapshot that is announced."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from onboard.errors import UserFacingError
from onboard.flow import Place, Stop
from onboard.locations import DEFAULT_PACK
from onboard.wording import LANGUAGES, say, speaking, spoken
from ui import background, tongue
from ui.received import Received

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtPrintSupport import QPrinter

    from onboard.agreement.document import Document
    from onboard.bootstrap import Application, Home
    from onboard.content.model import ClauseId, QuestionId
    from onboard.content.pack import ContentPack
    from onboard.decisions import Decision
    from onboard.engagement import (
        ClauseEdit,
        Client,
        ClientSummary,
        Engagement,
        EngagementId,
        NextStep,
    )
    from onboard.firm import Contact, FirmProfile
    from onboard.handover.results import InvitedBy
    from onboard.handover.review import ReplyReview
    from onboard.interview.answers import How, Sureness
    from onboard.interview.progress import Advance
    from onboard.order_check import OrderCheck
    from onboard.papers.agreement import Agreement
    from onboard.ports import Ink
    from onboard.recommendation.estate import Holding
    from onboard.signing import PreparedPaper
    from onboard.snapshot import EngagementSnapshot

T = TypeVar("T")


class EngagementSession(QObject):
    """Holds the opened store and the client at hand. Slow work runs beside the window."""

    opened = Signal()
    """The store can be used."""
    locked = Signal(str)
    """A secret is needed: "new" or "needs-secret"."""
    recovery_code = Signal(str)
    clients_changed = Signal()
    firm_changed = Signal()
    turning_away = Signal()
    """Another file is about to be shown: what is being typed has to be saved now."""
    language_changed = Signal()
    """Everything is said in another language from now on."""
    snapshot_changed = Signal(object)
    place_changed = Signal(object)
    saved = Signal()
    problem = Signal(str)
    busy_changed = Signal(bool)
    paper_changed = Signal()
    paper_failed = Signal()
    paper_renewed = Signal()
    """A time stamp stands over the whole paper."""
    paper_printed = Signal(str)
    """A paper has gone to the printer: its kind."""
    paper_saved = Signal(str, str)
    """A paper that nobody signs is written: its kind, and the name of its file."""
    invited = Signal(str, str)
    """A question file is written: its code, and the name of the file."""
    other_key = Signal(object, str, str)
    """A question file is signed with another key than the firm's: its path, the code, and why."""
    review_changed = Signal()
    """Answers from a file are at hand, or have been taken."""
    received_changed = Signal()
    """Another paper from a file is at hand, or it has been signed."""
    card_saved = Signal(str)
    """The buying card is written; with the name of its file."""

    def __init__(self, home: Home | None = None, home_folder: Path | None = None) -> None:
        super().__init__()
        self._home = home
        self._home_folder = home_folder
        self._application: Application | None = None
        self._engagement: Engagement | None = None
        self._snapshot: EngagementSnapshot | None = None
        self._firm: FirmProfile | None = None
        self._prepared: PreparedPaper | None = None
        self._paper: bytes | None = None
        self._document: Document | None = None
        self._preparing: tuple[EngagementId, int] | None = None
        self.own_language = spoken()
        """That of this person, while no client's file is open."""
        self.paper_version = -1
        """The version of the facts that the laid-out paper says."""
        self.place: Place | None = None
        self._back_to: Place | None = None
        """Where a question was opened from, to be gone back to when it is answered."""
        self._open_before: frozenset[QuestionId] = frozenset()
        """What was open when it was opened."""
        self.tried_order: str | None = None
        """An order that is only being asked about, while its file is open."""
        self.untold_code: tuple[str, str] | None = None
        """The code of a question file and the file's name, until somebody has noted it."""
        self._advance: Advance | None = None
        self._running = 0
        self.review: ReplyReview | None = None
        """Answers from a file that nobody has taken yet."""
        self.refused: set[str] = set()
        """The keys of those that are not to be taken; what is newer here, at first."""
        self.invitation: InvitedBy | None = None
        """Whose questions the file at hand answers; None where it was begun here."""
        self.received: Received | None = None
        """The paper that was opened from a file."""
        self.waits_for = ""
        """The secret that `locked` last asked for; empty when none is needed."""
        self.unread_code = ""
        """A recovery code that nobody has written down yet: it is never shown again."""
        self.reads_as_text = False
        """Whether papers are read as words instead of pages, until the program ends."""

    # ---- opening and closing

    def open(self, passphrase: str | None = None, recovery_code: str | None = None) -> None:
        """Open the store beside the window; `opened`, `locked` or `problem` follows."""

        def work() -> Application:
            from onboard import bootstrap

            place = self._home or bootstrap.home(self._home_folder)
            self._home = place
            application = bootstrap.open_application(
                place, passphrase=passphrase, recovery_code=recovery_code
            )
            _read_pack(application)
            return application

        def done(application: Application) -> None:
            self._opened(application)
            background.run(partial(_get_ready, application), _nothing, _nothing)

        self._in_background(work, done, self._not_opened)

    def use(self, application: Application) -> None:
        """Work with an application that is open already."""
        self._opened(application)

    def _opened(self, application: Application) -> None:
        self._application = application
        self._home = application.home
        self._firm = application.service.firm()
        self.waits_for = ""
        self.unread_code = application.new_recovery_code
        if self.unread_code:
            self.recovery_code.emit(self.unread_code)
        self.opened.emit()
        self.clients_changed.emit()

    def _not_opened(self, error: BaseException) -> None:
        message_id = getattr(error, "message_id", "")
        if message_id in ("keys.passphrase-needed", "keys.passphrase-short"):
            self.waits_for = "new"
        elif message_id.startswith("keys."):
            self.waits_for = "needs-secret"
        if self.waits_for:
            self.locked.emit(self.waits_for)
        if message_id != "keys.passphrase-needed":
            self._tell(error)

    def recovery_code_kept(self) -> None:
        """The person has written the code down."""
        self.unread_code = ""

    @property
    def is_open(self) -> bool:
        return self._application is not None

    @property
    def is_protected(self) -> bool:
        return self._home is None or self._home.is_protected

    @property
    def application(self) -> Application:
        assert self._application is not None  # noqa: S101  (pages act only after `opened`)
        return self._application

    def close(self) -> None:
        background.wait_for_all()
        if self._application is not None:
            self._application.close()
            self._application = None

    # ---- clients and firm

    def clients(self) -> Sequence[ClientSummary]:
        return self.application.service.clients() if self.is_open else ()

    def firm(self) -> FirmProfile | None:
        return self._firm

    def shipped_pack(self) -> ContentPack:
        return self.application.service.shipped_pack(DEFAULT_PACK)

    def save_firm(self, firm: FirmProfile) -> None:
        def save() -> None:
            self.application.service.save_firm(firm)
            self._firm = firm

        if self._try(save):
            self.firm_changed.emit()
            self.saved.emit()
            if self._engagement is not None:
                self._show(self._engagement)

    def packs(self) -> Mapping[str, str]:
        """What a new client can be asked about: the title of each pack by its id."""
        return self.application.service.packs()

    def new_client(self, client: Client, pack_id: str = DEFAULT_PACK) -> None:
        self._turn_away()
        self._change(lambda: self.application.service.new_client(client, pack_id))
        self.clients_changed.emit()
        if self._snapshot is not None:
            self.go(Place(Stop.WELCOME))

    def open_client(self, engagement_id: EngagementId) -> None:
        """Open a file where it was left."""
        from onboard.flow import resume

        self._turn_away()
        if not self._try(lambda: self._invite_of(engagement_id)):
            return
        self._change(lambda: self.application.service.engagement(engagement_id), is_saved=False)
        if self._snapshot is not None:
            self.go(resume(self._snapshot, self.asked))

    def _invite_of(self, engagement_id: EngagementId) -> None:
        """Known before the file is shown: its pages say whom to call."""
        self.invitation = self.application.handover.invited_by(engagement_id)

    def _put_away(self) -> None:
        """Papers and answers from files are not for whoever comes next."""
        if self.received is not None:
            self.leave_received()
        if self.review is not None:
            self.leave_review()

    def _turn_away(self) -> None:
        """Before another file is shown: what is still being typed belongs to the one at hand."""
        if self._engagement is not None:
            self.turning_away.emit()
        self._forget_paper()
        self._put_away()
        self._back_to = None
        self.invitation = None

    def set_client(self, client: Client) -> None:
        self._change(lambda: self.application.service.set_client(self._id, client))
        self.clients_changed.emit()

    def speak(self, language: str) -> None:
        """Speak another language: with the client at hand, or else with this person."""
        if self._engagement is None:
            self.own_language = language
            self._speak(language)
        elif language != self._engagement.client.language:
            self.set_client(replace(self._engagement.client, language=language))
            self._forget_paper()

    def languages(self) -> tuple[str, ...]:
        """What can be spoken here and now: with a client, what his pack can be read in."""
        if self._snapshot is None:
            return tuple(LANGUAGES)
        if self._snapshot.engagement.is_closed:
            return (spoken(),)  # a paper keeps its language, and so does its file
        return tuple(name for name in self._snapshot.pack.languages if name in LANGUAGES)

    def _speak(self, language: str) -> None:
        before = spoken()
        if tongue.speak(language) != before:
            self.language_changed.emit()

    def leave_client(self) -> None:
        """Back to the list; everything is saved already."""
        self._engagement = self._snapshot = self.place = self._back_to = None
        self.invitation = self.tried_order = None
        self._forget_paper()
        self._put_away()
        self._speak(self.own_language)
        self.clients_changed.emit()
        self.place_changed.emit(None)

    # ---- where one is

    @property
    def snapshot(self) -> EngagementSnapshot | None:
        return self._snapshot

    def go(self, place: Place) -> None:
        self._back_to = None
        self._go(place)

    def _go(self, place: Place) -> None:
        self.place = place
        self.place_changed.emit(place)

    def visit(self, question: QuestionId) -> None:
        """Open one question from another page; Next and Back lead there again."""
        came_from = self.place
        if came_from is not None and came_from.stop is not Stop.QUESTIONS:
            self._back_to = came_from
            self._open_before = self._open_questions()
        self._go(Place(Stop.QUESTIONS, question))

    def _open_questions(self) -> frozenset[QuestionId]:
        if self._snapshot is None:
            return frozenset()
        answers = self._snapshot.engagement.answers
        return frozenset(key for key in self._snapshot.path.questions if key not in answers)

    @property
    def is_visiting(self) -> bool:
        """Whether the question at hand was opened from another page."""
        return self._back_to is not None

    def go_next(self) -> None:
        from onboard.flow import after

        if self._snapshot is None or self.place is None:
            return
        if self._back_to is not None:
            self._go_on_visiting(self._back_to)
            return
        self.go(after(self.place, self._snapshot, self.asked))

    def _go_on_visiting(self, back_to: Place) -> None:
        """To a question that the changed answer has brought along, or else back."""
        new = self._open_questions() - self._open_before
        path = self._snapshot.path.questions if self._snapshot is not None else ()
        following = next((key for key in path if key in new), None)
        if following is None:
            self.go(back_to)
        else:
            self._go(Place(Stop.QUESTIONS, following))

    @property
    def asked(self) -> tuple[QuestionId, ...]:
        """The questions that somebody was asked alone; empty: all of them."""
        return self.invitation.scope.questions if self.invitation is not None else ()

    def go_back(self) -> None:
        from onboard.flow import before

        if self._snapshot is None or self.place is None:
            return
        if self._back_to is not None:
            self.go(self._back_to)
            return
        earlier = before(self.place, self._snapshot, self.asked)
        if earlier is None:
            self.leave_client()
        else:
            self.go(earlier)

    # ---- the interview

    @property
    def share_done(self) -> float:
        """How far the questions are, 0 to 1; it never runs backwards while a file is open."""
        if self.asked and self._snapshot is not None:
            answers = self._snapshot.engagement.answers
            return sum(key in answers for key in self.asked) / len(self.asked)
        return self._advance.share if self._advance is not None else 0.0

    def answer(
        self, question: QuestionId, raw: object, words: str = "", sure: Sureness | None = None
    ) -> str:
        """Keep an answer; returns the sentence of what is wrong with it, or nothing."""
        from onboard.interview.validation import AnswerProblem
        from ui.phrases import problem_sentence

        facts = self._engagement
        assert facts is not None  # noqa: S101  (a question is being answered)
        service = self.application.service
        try:
            kept = service.record_answer(
                facts.id,
                question,
                raw,
                words=words,
                by=self._speaker(),
                how=self._how(),
                sure=sure,
            )
        except UserFacingError as error:
            self.problem.emit(str(error))
            return ""
        if isinstance(kept, AnswerProblem):
            return problem_sentence(service.pack(facts), kept)  # nothing has changed
        self._change(lambda: kept)
        return ""

    def answer_unknown(self, question: QuestionId, *, later: bool, words: str = "") -> None:
        from onboard.interview.answers import AnswerState

        state = AnswerState.LATER if later else AnswerState.UNKNOWN
        self._change(
            lambda: self.application.service.record_unknown(
                self._id, question, state, by=self._speaker(), how=self._how(), words=words
            )
        )

    def open_questions(self, *names: str) -> None:
        self._change(lambda: self.application.service.open_questions(self._id, names))

    def remark(self, section: str, text: str) -> None:
        self._change(lambda: self.application.service.remark(self._id, section, text))

    def answer_opened(self, question: QuestionId, raw: object) -> str:
        """Keep an answer to a question that is not asked by itself."""
        self.open_questions(question)
        opened = self._engagement
        if opened is None or question not in opened.opened:
            return ""  # refused, and said so
        return self.answer(question, raw)

    # ---- what the owner keeps to himself

    def keep_private(self, code: str, question: QuestionId, raw: object, words: str) -> str:
        """Seal an answer under the owner's code; returns the sentence of what is wrong, if any."""
        from onboard.interview.validation import AnswerProblem
        from ui.phrases import problem_sentence

        service = self.application.service
        try:
            kept = service.keep_private(self._id, code, question, raw, words=words)
        except UserFacingError as error:
            return str(error)
        if isinstance(kept, AnswerProblem):
            return problem_sentence(service.pack(service.engagement(self._id)), kept)
        self._change(lambda: kept)
        return ""

    def drop_private(self, question: QuestionId, code: str | None) -> str:
        """Take a private answer away; returns the sentence of what is wrong, if any."""
        try:
            kept = self.application.service.drop_private(self._id, question, code)
        except UserFacingError as error:
            return str(error)
        self._change(lambda: kept)
        return ""

    def seen_with(self, code: str) -> EngagementSnapshot | str:
        """Everything as the owner sees it with his code, or the sentence why not. Not announced."""
        service = self.application.service
        try:
            return service.snapshot(service.seen_with(self._id, code))
        except UserFacingError as error:
            return str(error)

    def set_estate(self, estate: tuple[Holding, ...]) -> None:
        self._change(lambda: self.application.service.set_estate(self._id, estate))

    def set_order(self, words: Sequence[str]) -> None:
        self._change(lambda: self.application.service.set_order(self._id, words))

    def order_check(self) -> OrderCheck | None:
        """What the owner's own list lacks; None without a list."""
        from onboard.order_check import check_order

        snapshot = self._snapshot
        if snapshot is None or not snapshot.engagement.order:
            return None
        return check_order(snapshot.pack, snapshot.firm, snapshot.engagement, snapshot.on)

    def try_order(self, text: str) -> OrderCheck | None:
        """What an order lacks that is only being asked about; nothing is kept."""
        from onboard.order_check import check_order
        from onboard.recommendation.shopping import read_list

        snapshot = self._snapshot
        if snapshot is None or not text.strip():
            return None
        order = read_list(snapshot.pack, text)
        facts = replace(snapshot.engagement, order=order)
        return check_order(snapshot.pack, snapshot.firm, facts, snapshot.on)

    def open_order(self, engagement_id: EngagementId) -> None:
        """Open a file at the page of its order."""
        self.open_client(engagement_id)
        if self._snapshot is not None:
            self.go(Place(Stop.ORDER))

    # ---- decisions

    def decide(self, *decisions: Decision) -> None:
        self._change(lambda: self.application.service.decide_all(self._id, decisions))

    def adviser(self) -> Contact:
        """Who advises: whoever sent the questions, or else the firm of this computer."""
        from onboard.firm import Contact

        if self.invitation is not None:
            return self.invitation.firm
        return self._snapshot.firm.contact if self._snapshot is not None else Contact()

    def set_alone(self, alone: bool) -> None:
        """Keep whether the owner sits by himself, and show the page that fits."""
        self._change(lambda: self.application.service.set_alone(self._id, alone))
        if self.place is not None and self.place.stop is Stop.SIGN:
            self.go(self.place)

    @property
    def is_alone(self) -> bool:
        """Whether the owner sits by himself, and no paper waits to be signed."""
        return self._engagement is not None and self._engagement.is_alone

    def agree_next_step(self, step: NextStep | None) -> None:
        self._change(lambda: self.application.service.agree_next_step(self._id, step))

    def now(self) -> datetime:
        return self.application.service.now()

    def private_note(self, engagement_id: EngagementId) -> str:
        return self.application.service.engagement(engagement_id).private_note

    def keep_note(self, engagement_id: EngagementId, text: str) -> None:
        def keep() -> None:
            kept = self.application.service.note(engagement_id, text)
            if self._is_at_hand(engagement_id):
                self._take(kept)  # nothing that the pages draw has changed: not announced

        self._try(keep)

    def edit_clause(self, edit: ClauseEdit) -> None:
        self._change(lambda: self.application.service.edit_clause(self._id, edit))

    def take_clause(self, clause: str, taken: bool) -> None:
        self._change(lambda: self.application.service.take_clause(self._id, clause, taken))

    def initial_clause(self, clause: str, initials: str) -> None:
        self._change(lambda: self.application.service.initial_clause(self._id, clause, initials))

    def confirm_heard(self, corrections: Sequence[str]) -> None:
        self._change(lambda: self.application.service.confirm_heard(self._id, corrections))

    def keep_corrections(self, corrections: Sequence[str]) -> None:
        """Keep what the owner would put differently, before he says that the rest is right."""
        self._change(lambda: self.application.service.keep_corrections(self._id, corrections))

    # ---- the paper

    @property
    def agreement(self) -> Agreement | None:
        return self._prepared.agreement if self._prepared else None

    @property
    def document(self) -> Document | None:
        """The text of the paper at hand: just laid out, or read from the kept one."""
        return self._prepared.agreement.document if self._prepared else self._document

    @property
    def paper(self) -> bytes | None:
        """The newest PDF of this client, as far as it has been made."""
        return self._paper

    def prepare_paper(self) -> None:
        """Lay the paper out beside the window; `paper_changed` follows."""
        engagement_id = self._id
        version = self._engagement.version if self._engagement is not None else -1
        if (engagement_id, version) == self._preparing:
            return  # on its way already
        self._preparing = (engagement_id, version)

        def done(prepared: PreparedPaper) -> None:
            if self._preparing == (engagement_id, version):
                self._preparing = None
            if not self._is_at_hand(engagement_id):
                return  # somebody else's file is open by now
            self._prepared, self._paper = prepared, prepared.pdf
            self.paper_version = version
            self.paper_changed.emit()

        def failed(error: BaseException) -> None:
            self._preparing = None
            self._tell(error)
            self.paper_failed.emit()

        self._in_background(lambda: self.application.desk.prepare(engagement_id), done, failed)

    def load_paper(self) -> None:
        """Fetch the newest kept paper; `paper_changed` follows."""
        engagement_id = self._id

        def work() -> tuple[bytes | None, Document | None]:
            from onboard.agreement.document import from_data
            from onboard.pdf.paper import read_data

            pdf = self.application.desk.latest_paper(engagement_id)
            return pdf, from_data(read_data(pdf)["document"]) if pdf is not None else None

        def done(loaded: tuple[bytes | None, Document | None]) -> None:
            if self._is_at_hand(engagement_id):
                self._paper, self._document = loaded
                self.paper_changed.emit()

        def failed(error: BaseException) -> None:
            self._tell(error)
            self.paper_failed.emit()

        self._in_background(work, done, failed)

    def sign(self, role: str, name: str, ink: Ink) -> None:
        """Seal the paper beside the window; `paper_changed` follows."""
        if self.is_busy:
            return
        engagement_id, prepared = self._id, self._prepared

        def done(pdf: bytes) -> None:
            if not self._is_at_hand(engagement_id):
                return
            self._paper = pdf
            self._reload()
            self.paper_changed.emit()

        untimed: list[UserFacingError] = []

        def work() -> bytes:
            return self.application.desk.sign(
                engagement_id, role, name, ink, prepared=prepared, untimed=untimed.append
            )

        def signed(pdf: bytes) -> None:
            done(pdf)
            for error in untimed:
                self.problem.emit(say("page.untimed", told=error))

        self._in_background(work, signed, self._tell)

    def renew_time_stamp(self) -> None:
        """Put a time stamp over the signed paper, beside the window; `paper_renewed` follows."""
        if self.is_busy:
            return
        engagement_id = self._id

        def work() -> bytes | None:
            self.application.desk.renew(engagement_id)
            return self.application.desk.latest_paper(engagement_id)

        def done(pdf: bytes | None) -> None:
            if self._is_at_hand(engagement_id):
                self._paper = pdf
                self._reload()
                self.paper_changed.emit()
                self.paper_renewed.emit()

        self._in_background(work, done, self._tell)

    def clause_numbered(self, number: str) -> ClauseId | None:
        """The clause that is printed with this number."""
        from onboard.papers.promises import clause_by_number, terms

        if self._snapshot is None:
            return None
        filled = clause_by_number(terms(self._snapshot)).get(number)
        return filled.id if filled is not None else None

    def withdraw_paper(self) -> None:
        self._forget_paper()
        self._change(lambda: self.application.desk.withdraw(self._id))
        self.paper_changed.emit()

    def refuse_paper(self, name: str, reason: str) -> None:
        """Keep that the owner will not sign, and why; the facts may change again."""
        if self._try(lambda: self.application.desk.refuse(self._id, name, reason)):
            self._forget_paper()
            self._reload()
            self.paper_changed.emit()

    def save_paper(self, path: Path) -> bool:
        """Write the signed PDF where the person wants it, and read it back."""
        from onboard.files import write_checked

        pdf = self._paper
        if pdf is None:
            return False
        return self._try(lambda: write_checked(path, pdf))

    def begin_amendment(self, order: Sequence[str] = ()) -> None:
        """Open a signed file for a change, beside the window; with an order that was checked."""
        if self.is_busy:
            return
        engagement_id = self._id

        def work() -> None:
            self.application.desk.begin_amendment(engagement_id)
            if order:
                self.application.service.set_order(engagement_id, order)

        def done(_: None) -> None:
            if self._is_at_hand(engagement_id):
                self._forget_paper()
                self._reload()
                self.go(Place(Stop.PLAN if order else Stop.CHECK))

        self._in_background(work, done, self._tell)

    def withdraw_amendment(self) -> None:
        """Put a drafted change away: the facts are again those that were signed."""
        self._forget_paper()
        self._change(lambda: self.application.desk.withdraw_amendment(self._id))
        if self._snapshot is not None and self._snapshot.engagement.signed_paper is not None:
            self.go(Place(Stop.FINISH))

    def take_back(self, path: Path) -> None:
        """Bring back the paper that the owner has signed elsewhere; `paper_changed` follows."""
        if self.is_busy:
            return
        engagement_id = self._id

        def work() -> bytes:
            from onboard.files import read_checked

            pdf = read_checked(path)
            self.application.desk.take_back(engagement_id, pdf)
            return pdf

        def done(pdf: bytes) -> None:
            if not self._is_at_hand(engagement_id):
                return
            self._paper = pdf
            self._reload()
            self.paper_changed.emit()

        self._in_background(work, done, self._tell)

    # ---- questions and answers that travel

    def invite(
        self, engagement_id: EngagementId, path: Path, sections: Sequence[str], person: str
    ) -> None:
        """Write a question file beside the window; `invited` or `problem` follows."""

        def work() -> str:
            from onboard.files import write_checked

            made = self.application.handover.invite(engagement_id, sections=sections, person=person)
            write_checked(path, made.data)
            return made.code

        def done(code: str) -> None:
            self.untold_code = (code, path.name)  # kept nowhere else, and never shown again
            self.invited.emit(code, path.name)

        self._in_background(work, done, self._tell)

    def code_noted(self) -> None:
        """The person has noted the code of the question file."""
        self.untold_code = None

    def parts_to_send(self, engagement_id: EngagementId) -> list[tuple[str, str]]:
        """Id and title of each part of a client's questions."""
        service = self.application.service
        pack = service.pack(service.engagement(engagement_id))
        return [(section.id, section.title) for section in pack.content.sections]

    def accept_questions(self, path: Path, code: str, *, is_new_key_known: bool = False) -> None:
        """Open a question file beside the window, and then its local file.

        `is_new_key_known`: a person has asked the firm about its other key.
        """

        def work() -> EngagementId:
            from onboard.files import read_checked

            facts = self.application.handover.accept(
                read_checked(path), code, is_new_key_known=is_new_key_known
            )
            return facts.id

        def done(engagement_id: EngagementId) -> None:
            self.clients_changed.emit()
            if self._engagement is None:  # nobody is taken away from what he is at
                self.open_client(engagement_id)

        def failed(error: BaseException) -> None:
            if getattr(error, "message_id", "") == "handover.other-key":
                self.other_key.emit(path, code, str(error))
            else:
                self._tell(error)

        self._in_background(work, done, failed)

    def save_reply(self, path: Path) -> None:
        """Write the answer file beside the window; `paper_saved` or `problem` follows."""
        engagement_id = self._id

        def work() -> str:
            from onboard.files import write_checked

            write_checked(path, self.application.handover.reply(engagement_id).data)
            return path.name

        self._in_background(work, lambda name: self.paper_saved.emit("reply", name), self._tell)

    def read_reply(self, path: Path) -> None:
        """Read an answer file beside the window; `review_changed` or `problem` follows."""
        from onboard.handover.review import EntryKind

        def work() -> ReplyReview:
            from onboard.files import read_checked

            return self.application.handover.read(read_checked(path))

        def done(review: ReplyReview) -> None:
            if self._engagement is not None:  # not over another client's open file
                self._tell(UserFacingError("answers.file-open"))
                return
            self.review = review
            self.refused = set(review.keys(EntryKind.NEWER_HERE))
            self.review_changed.emit()

        self._in_background(work, done, self._tell)

    def merge_review(self, taken: Sequence[str]) -> None:
        """Take these entries and no others, and open the file they went into."""
        review = self.review
        if review is None:
            return
        if not taken:
            self._tell(UserFacingError("answers.none-taken"))
            return
        if self._try(lambda: self.application.handover.merge(review, taken)):
            self.leave_review()
            self.clients_changed.emit()
            self.open_client(review.engagement_id)

    def leave_review(self) -> None:
        """Put the answers away; the file that they came in can be read again."""
        self.review = None
        self.refused = set()
        self.review_changed.emit()

    # ---- papers from files

    def open_received(self, path: Path) -> None:
        """Read and check a paper beside the window; `received_changed` or `problem` follows."""
        self.leave_received()

        def work() -> Received:
            from ui.received import look_at

            return look_at(self.application, path)

        self._in_background(work, self._show_received, self._tell)

    def leave_received(self) -> None:
        """Put the paper away: no other may be taken for it."""
        self.received = None
        self.received_changed.emit()

    def sign_received(self, received: Received, name: str, ink: Ink, target: Path) -> None:
        """Sign it as the owner, into another file; `received_changed` or `problem` follows."""
        if received is not self.received:
            self._tell(UserFacingError("sign.other-shown"))
            return

        def work() -> Received:
            from ui.received import signed

            return signed(self.application, received, name, ink, target)

        self._in_background(work, self._show_received, self._tell)

    def _show_received(self, received: Received) -> None:
        self.received = received
        self.received_changed.emit()

    # ---- the card for everyone

    def has_buying_card(self) -> bool:
        """Whether the pack says what a computer needs."""
        from onboard.papers.buying_card import computers

        try:
            return bool(computers(self.shipped_pack()))
        except UserFacingError:
            return False  # a pack that cannot be used is told of where it is used

    def save_buying_card(self, path: Path) -> None:
        """Make and write the card beside the window; `card_saved` or `problem` follows."""
        pack, now, language = self.shipped_pack(), self.application.clock.now(), spoken()

        def work() -> str:
            from onboard.files import write_checked
            from onboard.papers.buying_card import buying_card
            from onboard.pdf.card import card_pdf

            with speaking(language):
                write_checked(path, card_pdf(buying_card(pack), now))
            return path.name

        self._in_background(work, self.card_saved.emit, self._tell)

    # ---- papers that nobody signs

    def save_booklet(self, path: Path) -> None:
        """Make and write the booklet of all questions; `paper_saved` or `problem` follows."""
        self._save_plain("booklet", self.booklet, path)

    def booklet(self) -> Document:
        """All questions, to look at or to print before anything is begun."""
        from onboard.papers.booklet import booklet

        facts = self._engagement
        service = self.application.service
        return booklet(service.pack(facts) if facts is not None else self.shipped_pack())

    def print_booklet(self, printer: QPrinter) -> None:
        """Print the booklet beside the window; `paper_printed` or `problem` follows."""
        now, document = self.application.clock.now(), self.booklet()

        def made() -> bytes:
            from onboard.pdf.plain import plain_pdf

            return plain_pdf(document, now)

        self._print("booklet", made, printer)

    def print_paper(self, printer: QPrinter) -> None:
        """Print the paper at hand beside the window; `paper_printed` or `problem` follows."""
        pdf = self._paper
        if pdf is not None:
            self._print("agreement", lambda: pdf, printer)

    def _print(self, kind: str, made: Callable[[], bytes], printer: QPrinter) -> None:
        def work() -> None:
            from ui.printing import print_pdf

            print_pdf(made(), printer)

        self._in_background(work, lambda _: self.paper_printed.emit(kind), self._tell)

    def save_specification(self, path: Path) -> None:
        """Make and write the list for any supplier; `paper_saved` or `problem` follows."""
        snapshot = self._snapshot
        if snapshot is None:
            return

        def document() -> Document:
            from onboard.papers.specification import specification

            return specification(snapshot)

        self._save_plain("spec", document, path)

    def save_own_plan(self, path: Path) -> None:
        """Make and write the plan that nobody signs; `paper_saved` or `problem` follows."""
        snapshot = self._snapshot
        if snapshot is None:
            return

        def document() -> Document:
            from onboard.papers.own_plan import own_plan

            return own_plan(snapshot)

        self._save_plain("ownplan", document, path)

    def save_order_sheet(self, check: OrderCheck, path: Path) -> None:
        """Make and write the sheet on an order; `paper_saved` or `problem` follows."""

        def document() -> Document:
            from onboard.papers.order_sheet import order_sheet

            return order_sheet(check)

        self._save_plain("sheet", document, path)

    def extras(self) -> tuple[str, ...]:
        """The kinds of short papers that the file at hand has what it takes for."""
        from onboard.papers.sheets.kinds import offered

        return offered(self._snapshot) if self._snapshot is not None else ()

    def save_extra(self, kind: str, path: Path) -> None:
        """Make and write one short paper; `paper_saved` or `problem` follows."""
        made = self._extra(kind)

        def work() -> str:
            from onboard.files import write_checked

            write_checked(path, made())
            return path.name

        self._in_background(work, lambda name: self.paper_saved.emit("extra", name), self._tell)

    def print_extra(self, kind: str, printer: QPrinter) -> None:
        """Print one short paper beside the window; `paper_printed` or `problem` follows."""
        self._print("extra", self._extra(kind), printer)

    def _extra(self, kind: str) -> Callable[[], bytes]:
        """What makes it, in the language of now and with the words that were signed."""
        snapshot, paper = self._snapshot, self._paper
        assert snapshot is not None  # noqa: S101  (verbs of a file need an open file)
        now, language = self.application.clock.now(), spoken()

        def made() -> bytes:
            from onboard.papers.sheets.agreed import as_agreed
            from onboard.papers.sheets.kinds import SUPPLIER_SHEET, compose_sheet
            from onboard.papers.supplier_sheet import supplier_sheet
            from onboard.pdf.paper import read_data
            from onboard.pdf.plain import sheet_pdf

            with speaking(language):
                agreed = as_agreed(snapshot, read_data(paper) if paper is not None else None)
                if kind == SUPPLIER_SHEET:
                    return supplier_sheet(agreed)
                return sheet_pdf(compose_sheet(kind, agreed), now)

        return made

    def _save_plain(self, kind: str, document: Callable[[], Document], path: Path) -> None:
        now = self.application.clock.now()

        language = spoken()

        def work() -> str:
            from onboard.files import write_checked
            from onboard.pdf.plain import plain_pdf

            with speaking(language):
                write_checked(path, plain_pdf(document(), now))
            return path.name

        self._in_background(work, lambda name: self.paper_saved.emit(kind, name), self._tell)

    # ---- inside

    @property
    def is_busy(self) -> bool:
        """Whether anything runs beside the window."""
        return self._running > 0

    def _is_at_hand(self, engagement_id: EngagementId) -> bool:
        return self._engagement is not None and self._engagement.id == engagement_id

    def _forget_paper(self) -> None:
        self._prepared = self._paper = self._document = None
        self.paper_version = -1

    @property
    def _id(self) -> EngagementId:
        assert self._engagement is not None  # noqa: S101  (verbs of a file need an open file)
        return self._engagement.id

    def _how(self) -> How:
        from onboard.interview.answers import How

        facts = self._engagement
        return How.ALONE if facts is not None and facts.alone else How.TOGETHER

    def _speaker(self) -> str:
        owner = self._engagement.client.owner if self._engagement else ""
        return owner or "owner"

    def _change(self, verb: Callable[[], Engagement], *, is_saved: bool = True) -> None:
        try:
            self._show(verb())
        except UserFacingError as error:
            self.problem.emit(str(error))
            return
        if is_saved:
            self.saved.emit()

    def _reload(self) -> None:
        self._change(lambda: self.application.service.engagement(self._id), is_saved=False)

    def _show(self, engagement: Engagement) -> None:
        self._take(engagement)
        self.snapshot_changed.emit(self._snapshot)

    def _take(self, engagement: Engagement) -> None:
        from onboard.interview.progress import advance
        from onboard.snapshot import derive

        is_other = self._engagement is None or self._engagement.id != engagement.id
        self._engagement = engagement
        service = self.application.service
        firm = self._firm or service.firm()
        pack = service.pack(engagement)
        self._snapshot = derive(pack, firm, engagement, service.now().date())
        self._advance = advance(self._snapshot.path, None if is_other else self._advance)
        self._speak(engagement.client.language or pack.language)

    def _try(self, action: Callable[[], object]) -> bool:
        try:
            action()
        except UserFacingError as error:
            self.problem.emit(str(error))
            return False
        return True

    def _in_background(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        self._count(1)

        def finished(result: T) -> None:
            self._count(-1)
            done(result)

        def broke(error: BaseException) -> None:
            self._count(-1)
            failed(error)

        background.run(work, finished, broke)

    def _count(self, by: int) -> None:
        self._running += by
        self.busy_changed.emit(self.is_busy)

    def report(self, error: BaseException) -> None:
        """Tell of a fault that nobody caught: one sentence, and a report without anyone's data."""
        self._tell(error)

    def _tell(self, error: BaseException) -> None:
        if isinstance(error, UserFacingError):
            self.problem.emit(str(error))
            return
        from onboard.diagnostics import keep_report
        from onboard.wording import say

        folder = self._home.folder if self._home is not None else None
        log = keep_report(error, folder)
        self.problem.emit(say("cli.unexpected", kind=type(error).__name__, log=log))


def _read_pack(application: Application) -> None:
    """Have the shipped pack read before a page asks for it; a broken one is told of there."""
    with suppress(UserFacingError):
        application.service.shipped_pack(DEFAULT_PACK)


def _get_ready(application: Application) -> None:
    """Load beside the window what the first client's file will take, in each language."""
    import babel.dates
    import babel.numbers  # noqa: F401  (loaded here, used by the sentences)

    import onboard.papers.explained
    import onboard.papers.phases
    import onboard.snapshot  # noqa: F401  (loaded here, used by the pages)

    with suppress(UserFacingError):
        pack = application.service.shipped_pack(DEFAULT_PACK)
        for language in pack.languages:
            pack.in_language(language)
        application.service.packs()


def _nothing(_: object) -> None:
    """Nobody waits for it; what fails here is told where it is really used."""

"""The opened store and the client at hand; how slow work and problems are told."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from onboard.errors import UserFacingError
from onboard.flow import Place
from onboard.locations import DEFAULT_PACK
from onboard.wording import spoken
from ui import background, tongue
from ui.looking import Looking

if TYPE_CHECKING:
    from onboard.agreement.document import Document
    from onboard.bootstrap import Application, Home
    from onboard.content.model import QuestionId
    from onboard.engagement import (
        Engagement,
        EngagementId,
    )
    from onboard.firm import FirmProfile
    from onboard.handing_over.bringing_back import ReturnReview
    from onboard.handover.results import InvitedBy
    from onboard.handover.review import ReplyReview
    from onboard.interview.answers import How
    from onboard.interview.progress import Advance
    from onboard.ports import Certificate, SigningKey
    from onboard.signing.papers import PreparedPaper
    from onboard.snapshot import EngagementSnapshot
    from ui.received import Received

T = TypeVar("T")


class SessionBase(QObject):
    """Holds the opened store and the client at hand. Slow work runs beside the window."""

    opened = Signal()
    """The store can be used."""
    locked = Signal(str)
    """A secret is needed: "new" or "needs-secret"."""
    recovery_code = Signal(str)
    clients_changed = Signal()
    firm_changed = Signal()
    desk_changed = Signal()
    """The list of all clients is to be drawn again."""
    visit_ready = Signal(object)
    """A `VisitAtHand` to be shown."""
    visit_kept = Signal(str)
    """Something of a visit, a bill or the days was kept or saved; in one sentence."""
    visit_refused = Signal(str)
    """It was not; why, in one sentence."""
    bill_read = Signal(object)
    """What both have signed on a doubt about a bill."""
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
    certificate_read = Signal(str, object)
    """"own" or "firm", and whose certificate signs now; None: a key that is made here."""
    certificate_refused = Signal(str, str)
    """"own" or "firm", and why it cannot be taken."""
    scan_read = Signal(object)
    """The pages of picked files, as a `BroughtScan`."""
    scan_refused = Signal(str)
    """Why picked files, or what was typed beside them, cannot be taken."""
    paper_printed = Signal(str)
    """A paper has gone to the printer: its kind."""
    paper_saved = Signal(str, str)
    """A paper that nobody signs is written: its kind, and the name of its file."""
    supplier_read = Signal(str, object)
    """A supplier's filled sheet was read: the name of its file, and its `ToldAnswers`."""
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
    keeping_changed = Signal(str)
    """Something about the safety of the store is new, told in words; they may be empty."""
    store_checked = Signal(object)
    """The check is through: what was found, in sentences."""
    replacement_seen = Signal(object)
    """A backup was looked at: what it would replace."""
    secret_wanted = Signal(object)
    """A backup has keys of its own: its path, and a secret is needed to look into it."""
    members_read = Signal(object)
    """Everybody of a firm, as `Member`s."""
    members_changed = Signal(str)
    """Somebody was let in or out, or may do something else now; in one sentence."""
    server_changed = Signal(str)
    """Another place is opened at the next start; in one sentence."""
    lock_changed = Signal(bool)
    """The screen was locked, or is open again."""

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
        self._own_key: SigningKey | None = None
        self._own_certificate: Certificate | None = None
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
        self._left_at: dict[EngagementId, Place] = {}
        """Where each file was left, until the program ends."""
        self.had_file = False
        """Whether a client's file has been open and was left."""
        self.looking = Looking()
        """What both windows show alike beside the facts."""
        self._running = 0
        self._delivering = 0
        """Outcomes that are being told of at this moment; they need the store."""
        self.review: ReplyReview | ReturnReview | None = None
        """Answers from a file that nobody has taken yet."""
        self.refused: set[str] = set()
        """The keys of those that are not to be taken; what is newer here, at first."""
        self.invitation: InvitedBy | None = None
        """Whose questions the file at hand answers; None where it was begun here."""
        self.received: Received | None = None
        """The paper that was opened from a file."""
        self._left_out: set[tuple[EngagementId, int]] = set()
        """Files, with their version, that could not be worked out for the list of all clients."""
        self.waits_for = ""
        """The secret that `locked` last asked for; empty when none is needed."""
        self.unread_code = ""
        """A recovery code that nobody has written down yet: it is never shown again."""
        self.is_locked = False
        """Whether keys and store are put away until somebody unlocks; what is on screen stays."""
        self.saved.connect(self.keep_daily)
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

    def keep_daily(self) -> None:
        """Write today's copy if it is time; see `KeepingVerbs`."""

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
        self.keep_daily()

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

    # ---- what is at hand

    @property
    def snapshot(self) -> EngagementSnapshot | None:
        return self._snapshot

    @property
    def is_alone(self) -> bool:
        """Whether the owner sits by himself, and no paper waits to be signed."""
        return self._engagement is not None and self._engagement.is_alone

    def _speak(self, language: str) -> None:
        before = spoken()
        if tongue.speak(language) != before:
            self.language_changed.emit()

    @property
    def is_busy(self) -> bool:
        """Whether anything runs beside the window."""
        return self._running > 0

    def _is_at_hand(self, engagement_id: EngagementId) -> bool:
        return self._engagement is not None and self._engagement.id == engagement_id

    def _forget_own_key(self) -> None:
        self._own_key = self._own_certificate = None

    def _forget_paper(self) -> None:
        self._forget_own_key()
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
        before = None if is_other else self._snapshot
        self._snapshot = derive(pack, firm, engagement, service.now().date(), before)
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
            self._deliver(partial(done, result))

        def broke(error: BaseException) -> None:
            self._deliver(partial(failed, error))

        background.run(work, finished, broke)

    def _deliver(self, delivery: Callable[[], None]) -> None:
        """The work is over, so pages may act again; what closes the store waits for its outcome."""
        self._delivering += 1
        try:
            self._count(-1)
            delivery()
        finally:
            self._delivering -= 1
            self._delivered()

    def _delivered(self) -> None:
        """An outcome has arrived everywhere; see `LockVerbs`."""

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
            pack.in_language(language).in_words_of(None)
        application.service.packs()


def _nothing(_: object) -> None:
    """Nobody waits for it; what fails here is told where it is really used."""

"""What is measured inside one process: each case returns its samples in milliseconds, by name.

Run as `python -m tests.bench.cases NAME FOLDER`; prints one JSON object.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, cast

from tests.bench import engine, papers
from tests.bench import saving as saving_beside

if TYPE_CHECKING:
    from onboard.bootstrap import Application
    from onboard.content.pack import ContentPack
    from onboard.engagement import Engagement, EngagementId
    from onboard.interview.answers import Answers
    from onboard.services import OnboardingService
    from ui.wizard_window import WizardWindow

TODAY = date(2026, 11, 21)
REPEATS = 7
BUSY = " busy"
"""Behind a name: its time on the processor, which other work on the machine does not lengthen."""


GESTURE = "gesture: "
"""Before a name: the longest wait that this gesture caused."""
MEMORY_AT = (20, 200)
"""After so many pages the memory is read."""


@dataclass
class Samples:
    """Milliseconds and other numbers, by the name of what was measured."""

    by_name: dict[str, list[float]] = field(default_factory=dict)

    @contextmanager
    def time(self, name: str, count: int = 1) -> Iterator[None]:
        """Time what stands in the block; `count` is how often it is done there."""
        start, busy = perf_counter(), process_time()
        yield
        self.add(name, (perf_counter() - start) * 1000 / count)
        self.add(f"{name}{BUSY}", (process_time() - busy) * 1000 / count)

    def take_off(self, name: str, clock: float, busy: float) -> None:
        """Leave out of the last sample what has a row of its own."""
        self.by_name[name][-1] -= clock
        self.by_name[f"{name}{BUSY}"][-1] -= busy

    def add(self, name: str, number: float) -> None:
        self.by_name.setdefault(name, []).append(number)


def core(samples: Samples, folder: Path) -> None:
    """What follows from facts: the way through the questions, and the whole plan."""
    from onboard.firm import FirmProfile
    from onboard.snapshot import derive
    from tests.bench.synthetic import synthetic_pack

    pack = synthetic_pack()
    samples.add("questions", len(pack.content.questions))
    samples.add("items", len(pack.content.items))
    firm = FirmProfile()
    for answers in _growing(pack):
        facts = facts_of(pack, answers)
        with samples.time("path"):
            path = derive(pack, firm, facts, TODAY).path
        if path.questions:
            with samples.time("question-page"):  # what the page of a question looks at
                snapshot = derive(pack, firm, facts, TODAY)
                _ = snapshot.path, snapshot.urgent
    for _ in range(REPEATS):
        snapshot = derive(pack, firm, facts, TODAY)
        with samples.time("lines"):
            lines = snapshot.lines
        with samples.time("rest"):
            _ = snapshot.register, snapshot.flags, [snapshot.because(line) for line in lines]
    samples.add("plan-lines", len(lines))


def answering(samples: Samples, folder: Path) -> None:
    """From a given answer to the next question painted, in the window, with the real store."""
    for _ in _answering(samples, folder):
        pass


def bare_page(samples: Samples, folder: Path) -> None:
    """The same way once more; then a bare page with the widgets that each question had."""
    from PySide6.QtWidgets import QApplication

    from tests.bench.bare_page import BarePage, recipe

    recipes = [recipe(window.shown) for window in _answering(Samples(), folder)]
    qt = QApplication.instance()
    assert isinstance(qt, QApplication)
    qt.setStyleSheet("")  # the look is ours, and no part of what Qt itself needs
    page = BarePage()
    page.resize(1120, 760)
    page.show()
    page.show_recipe(recipes[0])
    qt.processEvents()
    for wanted in recipes[1:]:
        samples.add("widgets", len(wanted))
        with samples.time("bare-page"):
            page.show_recipe(wanted)
            qt.processEvents()


def _answering(samples: Samples, folder: Path) -> Iterator[WizardWindow]:
    """Answer every question of the made-up pack; the window at each, as it then stands."""
    from PySide6.QtWidgets import QApplication

    from onboard.engagement import Client
    from tests.bench.synthetic import PACK_ID, replies, synthetic_pack
    from ui import theme
    from ui.session import EngagementSession
    from ui.wizard_window import WizardWindow

    qt = QApplication(["bench"])
    theme.apply(qt, dark=False)
    opened = _with_synthetic_pack(folder)
    session = EngagementSession(opened.home)
    window = WizardWindow(session)
    window.resize(1120, 760)
    window.show()
    session.use(opened)
    facts = opened.service.new_client(Client("Made-up Ltd", "A. Owner"), PACK_ID)
    session.open_client(facts.id)
    reply_to = dict(replies(synthetic_pack()))
    _to_questions(session)
    qt.processEvents()
    stored = _SavingTimed(opened.service)
    session.use(replace(opened, service=cast("OnboardingService", stored)))
    while (place := session.place) is not None and place.question is not None:
        question = place.question
        stored.reset()
        yield window
        with samples.time("answer-to-next"):
            with samples.time("answer-drawn"):
                problem = session.answer(question, reply_to[question])
                qt.processEvents()  # lays out and paints what has changed
            with samples.time("next-painted"):
                window.go_next()
                qt.processEvents()
        samples.take_off("answer-drawn", stored.clock, stored.busy)
        if problem or session.place == place:
            raise RuntimeError(f"{question} did not lead on: {problem}")
    session.close()
    window.close()


class _SavingTimed:
    """The service as it is, and how long its saving of an answer took, in milliseconds."""

    def __init__(self, service: OnboardingService) -> None:
        self._service = service
        self.reset()

    def reset(self) -> None:
        self.clock = self.busy = 0.0

    def __getattr__(self, name: str) -> object:
        return getattr(self._service, name)

    def record_answer(self, *given: object, **named: object) -> object:
        start, busy = perf_counter(), process_time()
        try:
            return self._service.record_answer(*given, **named)  # type: ignore[arg-type]
        finally:
            self.clock += (perf_counter() - start) * 1000
            self.busy += (process_time() - busy) * 1000


def memory(samples: Samples, folder: Path) -> None:
    """What the process holds after so many pages forward and back, in the real window."""
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    from onboard import bootstrap
    from onboard.flow import Place, Stop
    from ui import background, theme
    from ui.session import EngagementSession
    from ui.wizard_window import WizardWindow

    qt = QApplication(["bench"])
    theme.apply(qt, dark=False)
    opened = bootstrap.open_application(bootstrap.home(folder / "home"))
    session = EngagementSession(opened.home)
    window = WizardWindow(session)
    window.resize(1120, 760)
    window.show()
    engagement_id, _ = _sample_client(opened)
    session.use(opened)
    session.open_client(engagement_id)

    def settle() -> None:
        for _ in range(2):
            window.shown.complete()
            qt.processEvents()
            background.wait_for_all()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def walk() -> Iterator[None]:
        """Forward to the paper and back to the first page, for ever."""
        while True:
            for gesture, end in ((session.go_next, Stop.SIGN), (session.go_back, Stop.WELCOME)):
                while session.place is not None and session.place.stop is not end:
                    gesture()
                    settle()
                    yield
            laps.append(None)

    laps: list[None] = []
    session.go(Place(Stop.WELCOME))
    way = walk()
    while not laps:  # once through all, so that every page is there
        next(way)
    for number in range(1, max(MEMORY_AT) + 1):
        next(way)
        if number in MEMORY_AT:
            samples.add(f"memory-{number}", _resident_mib())
    session.close()


def _resident_mib() -> float:
    """What of the process is in memory now, not its peak."""
    import gc
    import os

    gc.collect()
    fields = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def loop(samples: Samples, folder: Path) -> None:
    """How long the event loop is not free on the sample's whole road."""
    from tests.bench.loop import road

    waits = road(folder)
    for clock, busy in waits.all:
        samples.add("wait", clock)
        samples.add(f"wait{BUSY}", busy)
    for clock, busy, name in waits.by_gesture:
        samples.add(f"{GESTURE}{name}", clock)
        samples.add("gesture", clock)
        samples.add(f"gesture{BUSY}", busy)


def saving(samples: Samples, folder: Path) -> None:
    """One answer made durable, while the file grows."""
    from onboard.engagement import Client
    from tests.bench.synthetic import PACK_ID, replies, synthetic_pack

    opened = _with_synthetic_pack(folder)
    facts = opened.service.new_client(Client("Made-up Ltd", "A. Owner"), PACK_ID)
    for key, reply in replies(synthetic_pack()):
        with samples.time("save-answer"):
            result = opened.service.record_answer(facts.id, key, reply)  # type: ignore[arg-type]
        if not hasattr(result, "answers"):
            raise RuntimeError(f"{key}: {result}")
    opened.close()


def packs(samples: Samples, folder: Path) -> None:
    """Reading and checking a pack, once as a process does it and again."""
    from onboard import locations
    from onboard.content.loader import build_pack, load_pack
    from tests.bench.synthetic import pack_texts

    for number in range(3):
        with samples.time("shipped-pack" if number else "shipped-pack-first"):
            load_pack(locations.packs() / locations.DEFAULT_PACK)
    texts = pack_texts()
    for _ in range(3):
        with samples.time("synthetic-pack"):
            build_pack(texts)


def shopping(samples: Samples, folder: Path) -> None:
    """An owner's list with slips, read against the names of 500 items."""
    from onboard.recommendation.shopping import read_list, suggestion
    from tests.bench.synthetic import synthetic_pack

    pack = synthetic_pack(items=500)
    for number in range(REPEATS):
        typed = f"we need {number + 2} gagdet {number + 90} w/ thinng {number} & a coffee machine"
        with samples.time("read-list" if number else "read-list-first"):
            wishes = read_list(pack, typed)
        with samples.time("suggestion"):
            suggestion(pack, wishes[-1].words)
        expected = [f"item-{number + 90}", f"item-{number}", None]
        if [wish.item for wish in wishes] != expected:
            raise RuntimeError(f"{typed} was read as {wishes}")


def paper(samples: Samples, folder: Path) -> None:
    """The sample's agreement from decided facts to both signatures, twice in one process."""
    from onboard import bootstrap
    from onboard.pdf.paper import open_paper
    from onboard.pdf.verify import verify_pdf
    from onboard.sample import CONSULTANT, sample_ink

    opened = bootstrap.open_application(bootstrap.home(folder / "home"))
    desk = opened.desk
    for turn in ("first", "again"):
        engagement_id, owner = _sample_client(opened)
        with samples.time(f"paper-{turn}"):
            with samples.time(f"render-{turn}"):
                prepared = desk.prepare(engagement_id)
            desk.sign(engagement_id, "consultant", CONSULTANT, sample_ink(3), prepared=prepared)
            signed = desk.sign(engagement_id, "owner", owner, sample_ink(8))
        with samples.time(f"verify-{turn}"):
            result = verify_pdf(signed)
        if result.status != "unchanged" or len(result.signatures) != 2:
            raise RuntimeError(f"the paper is {result.status}")
    samples.add("pages", len(open_paper(signed).reader.root["/Pages"]["/Kids"]))
    samples.add("kib", len(signed) / 1024)
    opened.close()


SIXTY = 60
"""Lines of a bill."""


def eight(samples: Samples, _folder: Path) -> None:
    """A paper of seven pages: its pages made, the owner's key made, both signatures set."""
    from onboard.pdf.paper import open_paper
    from onboard.pdf.printer import PdfPrinter
    from tests.pdf.paper_factory import AT, CONSULTANT, OWNER, TABLE, a_document, its_data

    printer = PdfPrinter()
    firm = printer.new_key(CONSULTANT.name, "Example", AT)
    document = a_document()
    for turn in ("first", "again"):
        with samples.time(f"eight-{turn}"):
            unsigned = printer.render(document, its_data(document), TABLE, at=AT)
            half = printer.seal(unsigned, CONSULTANT, firm)
            signed = printer.seal(half, OWNER, printer.new_key(OWNER.name, "Example", AT))
    pages = len(open_paper(signed).reader.root["/Pages"]["/Kids"])
    if pages != 7:
        raise RuntimeError(f"the paper has {pages} pages")
    sixty = a_document(lines=SIXTY)
    table = "item,quantity\r\n" + "".join(f"line-{n},{n * 7 % 13}\r\n" for n in range(SIXTY))
    unsigned = printer.render(sixty, its_data(sixty), table.encode(), at=AT)
    samples.add("sixty-kib", len(unsigned) / 1024)
    samples.add("sixty-pages", len(open_paper(unsigned).reader.root["/Pages"]["/Kids"]))


CLIENTS, ANSWERS = 2_000, 100


def desk(samples: Samples, folder: Path) -> None:
    """The list of two thousand clients, each with a hundred answers: drawn, and a name found."""
    from PySide6.QtWidgets import QApplication, QLineEdit

    from onboard import bootstrap
    from tests.bench.many_clients import fill, name_of
    from ui import background, theme
    from ui.session import EngagementSession
    from ui.widgets.client_list import ClientList
    from ui.wizard_window import WizardWindow

    qt = QApplication(["bench"])
    theme.apply(qt, dark=False)
    place = bootstrap.home(folder / "home")
    opened = bootstrap.open_application(place)
    file = _signed_sample(opened)
    (client,) = opened.book.desk().clients
    if client.view is None:
        raise RuntimeError("the file was not looked through")
    with samples.time("desk-filled"):
        facts = opened.service.engagement(file)
        with opened.workspace.unit_of_work() as work:
            things = work.desk.things()[file]
        fill(opened.workspace, facts, client.view, things, CLIENTS, ANSWERS)
    opened.close()
    opened = bootstrap.open_application(place)
    opened.service.shipped_pack("small-office-it")  # the program reads it while it opens the store
    session = EngagementSession(opened.home)
    window = WizardWindow(session)
    window.resize(1120, 760)
    window.show()
    qt.processEvents()
    with samples.time("desk-first"):
        session.use(opened)
        qt.processEvents()
    for _ in range(REPEATS):
        background.wait_for_all()
        session.open_client(file)
        qt.processEvents()
        with samples.time("desk-drawn"):
            session.leave_client()
            qt.processEvents()
    shown = window.findChild(ClientList, "client-list")
    finder = window.findChild(QLineEdit, "find-client")
    if shown is None or finder is None or shown.client_model.rowCount() != CLIENTS + 1:
        raise RuntimeError("the list does not show all clients")
    for number in range(REPEATS):
        with samples.time("desk-search"):
            finder.setText(name_of(number * 37).casefold())
            qt.processEvents()
        if shown.client_model.rowCount() != 1:
            raise RuntimeError("the client was not found")
        finder.setText("")
        qt.processEvents()
    with samples.time("desk-hit"):
        session.who_is_hit(opened.book.desk(), "windows 10", None)
    session.close()
    window.close()


def _signed_sample(opened: Application) -> EngagementId:
    """The sample, signed by both and looked through for the list."""
    from onboard.sample import CONSULTANT, sample_ink

    file, owner = _sample_client(opened)
    opened.desk.sign(
        file, "consultant", CONSULTANT, sample_ink(3), prepared=opened.desk.prepare(file)
    )
    opened.desk.sign(file, "owner", owner, sample_ink(8))
    opened.book.renew(file)
    return file


CASES: dict[str, Callable[[Samples, Path], None]] = {
    "core": core,
    "answering": answering,
    "bare-page": bare_page,
    "memory": memory,
    "loop": loop,
    "saving": saving,
    "packs": packs,
    "shopping": shopping,
    "paper": paper,
    "eight": eight,
    "desk": desk,
    "paper-layout": papers.paper_layout,
    "sealing": papers.sealing,
    **engine.CASES,
    **saving_beside.CASES,
}


def _growing(pack: ContentPack) -> Iterator[Answers]:
    """No answer, one, two … all of them."""
    from onboard.content.model import QuestionId
    from onboard.interview.answers import Answer, Answers, AnswerState
    from onboard.interview.validation import AnswerProblem, validate
    from tests.bench.synthetic import replies

    answers = Answers()
    yield answers
    for key, reply in replies(pack):
        question = QuestionId(key)
        value = validate(pack, question, reply)
        if isinstance(value, AnswerProblem):
            raise RuntimeError(f"{key}: {value}")
        answers = answers.with_(Answer(question, AnswerState.GIVEN, value))
        yield answers


def facts_of(pack: ContentPack, answers: Answers) -> Engagement:
    from onboard.engagement import Client, Engagement, EngagementId, PackPin

    return Engagement(
        id=EngagementId("bench"),
        client=Client("Made-up Ltd"),
        pack=PackPin(pack.id, pack.version, pack.sha256),
        created=TODAY,
        answers=answers,
    )


def _with_synthetic_pack(folder: Path) -> Application:
    """An opened home whose shelf holds the synthetic pack."""
    from onboard import bootstrap
    from onboard.keychain.owner_code import TypedCode
    from onboard.packs import PackShelf
    from onboard.services import OnboardingService
    from tests.bench.synthetic import write_pack

    write_pack(folder / "packs")
    opened = bootstrap.open_application(bootstrap.home(folder / "home"))
    shelf = PackShelf(folder / "packs")

    service = OnboardingService(opened.workspace, shelf, opened.clock, TypedCode)
    return replace(opened, shelf=shelf, service=service)


def _to_questions(session: object) -> None:
    from onboard.flow import Place, Stop
    from ui.session import EngagementSession

    assert isinstance(session, EngagementSession)
    assert session.snapshot is not None
    session.go(Place(Stop.QUESTIONS, session.snapshot.path.next))


def _sample_client(opened: Application) -> tuple[EngagementId, str]:
    """The sample's facts and decisions in the store; its file and its owner."""
    from onboard import locations
    from onboard.sample import sample_case

    service = opened.service
    pack = service.shipped_pack(locations.DEFAULT_PACK)
    case = sample_case(pack, opened.clock.now().date())
    if case.firm is not None:
        service.save_firm(case.firm)
    facts = service.new_client(case.engagement.client, pack.id)
    with opened.workspace.unit_of_work() as work:
        saved = work.engagements.get(facts.id)
        work.engagements.save(
            replace(
                saved,
                answers=case.engagement.answers,
                estate=case.engagement.estate,
                order=case.engagement.order,
                clause_edits=case.engagement.clause_edits,
                clause_initials=case.engagement.clause_initials,
                heard_confirmed=opened.clock.now(),
            )
        )
        work.commit()
    service.decide_all(facts.id, case.engagement.decisions)
    return facts.id, facts.client.owner


def main(arguments: list[str]) -> int:
    name, folder = arguments
    samples = Samples()
    CASES[name](samples, Path(folder))
    sys.stdout.write(json.dumps(samples.by_name) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""One client's whole way through a real store: facts in by verbs, a signed file out."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pikepdf import Pdf

from onboard import bootstrap
from onboard.case_file import Case, read_case
from onboard.content.model import ItemId, QuestionId
from onboard.content.pack import ContentPack
from onboard.decisions import EVERY_LINE, Choice, Decision
from onboard.engagement import ClauseEdit, Client, Engagement, EngagementId
from onboard.errors import UserFacingError
from onboard.firm import FirmProfile
from onboard.interview.answers import Answer
from onboard.interview.validation import AnswerProblem
from onboard.locations import DEFAULT_PACK
from onboard.pdf.paper import read_data
from onboard.pdf.text import page_texts
from onboard.pdf.verify import verify_pdf
from onboard.snapshot import EngagementSnapshot

SAMPLES = Path(__file__).parent.parent / "packs" / "samples"
START = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
DAY = START.date()
FIRM = FirmProfile(name="Example IT Partners", consultant="Alex Reed", email="hello@example.com")


class TestClock:
    """Moves one second whenever somebody asks, so that no two facts are of one moment."""

    __test__ = False

    def __init__(self) -> None:
        self._now = START

    def go_to(self, day: date) -> None:
        """The same hour on a later day."""
        self._now = datetime.combine(day, START.timetz())

    def now(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now


class Journey:
    """An opened throw-away home with one client in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = TestClock()
        self.application = self._open()
        self.id = EngagementId("")

    def _open(self) -> bootstrap.Application:
        return bootstrap.open_application(bootstrap.home(self.folder), clock=self.clock)

    def reopen(self) -> None:
        """As another start of the program: nothing is remembered but the file."""
        self.application.close()
        self.application = self._open()

    @property
    def pack(self) -> ContentPack:
        return self.application.service.shipped_pack(DEFAULT_PACK)

    def begin(self, client: Client) -> None:
        self.application.service.save_firm(FIRM)
        self.id = self.application.service.new_client(client, DEFAULT_PACK).id

    def tell(self, name: str) -> Case:
        """Give every fact of a sample file to the service, one verb each."""
        case = read_case(SAMPLES / name, self.pack, DAY)
        self.begin(case.engagement.client)
        for key, answer in case.engagement.answers.items():
            self.answer(key, answer)
        self.application.service.set_estate(self.id, case.engagement.estate)
        self.application.service.set_order(
            self.id, [entry.words for entry in case.engagement.order]
        )
        return case

    def answer(self, key: QuestionId, answer: Answer) -> None:
        service = self.application.service
        if answer.value is None:
            service.record_unknown(self.id, key, answer.state)
            return
        kept = service.record_answer(self.id, key, answer.value, words=answer.words)
        assert not isinstance(kept, AnswerProblem), str(kept)

    @property
    def facts(self) -> Engagement:
        return self.application.service.engagement(self.id)

    @property
    def snapshot(self) -> EngagementSnapshot:
        return self.application.service.snapshot(self.facts)

    def decide(self, line: str, choice: Choice, **more: Any) -> None:
        """One decision, made on the line as it stands now."""
        made_on = ""
        if line != EVERY_LINE:
            made_on = self.snapshot.line_by_item[ItemId(line)].fingerprint
        decision = Decision(ItemId(line), choice, made_on=made_on, **more)
        self.application.service.decide(self.id, decision)

    def accept_the_rest(self) -> None:
        """Yes to all that is left, and initials beside the clause that asks for them."""
        self.decide(EVERY_LINE, Choice.ACCEPT)
        self.application.service.initial_clause(self.id, "b1-maker-time", "TO")

    def sign_by_both(self) -> bytes:
        """Prepare, sign as consultant, sign as owner; the paper must have no open point."""
        desk = self.application.desk
        prepared = desk.prepare(self.id)
        assert prepared.agreement.open_points == ()
        desk.sign(self.id, "consultant", FIRM.consultant, prepared=prepared)
        with pytest.raises(UserFacingError) as refused:
            self.application.service.set_order(self.id, ["another PC"])
        assert refused.value.message_id == "engagement.half-signed"
        return desk.sign(self.id, "owner", self.facts.client.owner)

    def expect_closed(self, pdf: bytes) -> None:
        """The file is unchanged, kept, whole after a restart, and nothing can be edited."""
        desk = self.application.desk
        known = desk.known_paper(read_data(pdf)["reference"], pdf)
        assert known is not None
        result = verify_pdf(pdf, known=known)
        assert (result.status, result.changes) == ("unchanged", ())
        assert result.identity_known
        assert result.data_matches_paper
        assert [(each.role, each.name, each.valid) for each in result.signatures] == [
            ("consultant", FIRM.consultant, True),
            ("owner", self.facts.client.owner, True),
        ]
        self.reopen()
        assert self.application.desk.latest_paper(self.id) == pdf
        assert self.application.workspace.verify() == []
        before = self.facts
        for edit in self._edits():
            with pytest.raises(UserFacingError) as refused:
                edit()
            assert refused.value.message_id == "engagement.signed"
        assert self.facts == before

    def _edits(self) -> list[Callable[[], object]]:
        service, desk, key = self.application.service, self.application.desk, self.id
        question = next(iter(self.pack.content.questions))
        return [
            lambda: service.record_unknown(key, QuestionId(question), words="changed"),
            lambda: service.set_estate(key, ()) if self.facts.estate else desk.prepare(key),
            lambda: service.set_order(key, ["seven PCs"]),
            lambda: service.set_client(key, replace(self.facts.client, owner="Another")),
            lambda: service.decide(key, Decision(EVERY_LINE, Choice.DECLINE)),
            lambda: service.edit_clause(
                key, ClauseEdit(next(iter(self.pack.content.clauses)), "owner", struck=True)
            ),
            lambda: service.initial_clause(key, next(iter(self.pack.content.clauses)), "XX"),
            lambda: service.confirm_heard(key, ["changed"]),
            lambda: desk.prepare(key),
        ]


def words_of(pdf: bytes) -> str:
    """Everything that a reader can extract from the pages, in one string."""
    return " ".join(page_texts(pdf))


def table_of(pdf: bytes) -> dict[str, dict[str, str]]:
    """bill.csv, by item."""
    with Pdf.open(io.BytesIO(pdf)) as opened:
        data = opened.attachments["bill.csv"].get_file().read_bytes().decode("utf-8")
    return {row["item"]: row for row in csv.DictReader(io.StringIO(data, newline=""))}


def section_of(pdf: bytes, title: str) -> dict[str, Any]:
    """One section of the document that the signed data holds."""
    sections = read_data(pdf)["document"]["sections"]
    found: dict[str, Any] = next(part for part in sections if part["title"] == title)
    return found


def months_after(months: int) -> date:
    """A day so many months after the start."""
    years, month = divmod(DAY.month - 1 + months, 12)
    return date(DAY.year + years, month + 1, DAY.day)

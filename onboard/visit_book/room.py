"""What the rooms of the book share: entries, and the data in the signed papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from onboard.content.model import QuestionId
from onboard.engagement import Engagement, EngagementId
from onboard.errors import UserFacingError
from onboard.interview.answers import Answer, AnswerState
from onboard.interview.validation import MAX_TEXT
from onboard.ports import Clock, Printer, UnitOfWork, Workspace
from onboard.report.facts_back import engagement_from, pin_of
from onboard.services import OnboardingService
from onboard.visiting.promises import Data
from onboard.visits.entries import Entry, Kind


@dataclass(frozen=True, slots=True)
class Signed:
    """What the signed papers of a file say."""

    papers: tuple[Data, ...]
    first_day: Mapping[QuestionId, Answer]


class VisitRoom:
    """Each verb adds entries and commits; nothing that was written down is changed."""

    def __init__(
        self,
        service: OnboardingService,
        workspace: Workspace,
        printer: Printer,
        clock: Clock,
    ) -> None:
        self._service = service
        self._workspace = workspace
        self._printer = printer
        self._clock = clock

    def _signed(self, facts: Engagement) -> Signed:
        """Out of the data in the papers that both signed, the oldest first."""
        with self._workspace.unit_of_work() as work:
            papers = tuple(self._data(work, facts))
            if not papers:
                raise UserFacingError("amend.not-signed")
            return Signed(papers, self._first_day(work, papers[0]))

    def _data(self, work: UnitOfWork, facts: Engagement) -> list[Mapping[str, Any]]:
        found = []
        for paper in facts.papers:
            if not paper.owner:
                continue
            pdf = work.papers.signed(facts.id, paper.reference)
            if pdf is None:
                raise UserFacingError("amend.lost-paper", reference=paper.reference)
            found.append(self._printer.data(pdf))
        return found

    def _first_day(self, work: UnitOfWork, data: Data) -> Mapping[QuestionId, Answer]:
        try:
            pack = self._service.pack_of_paper(pin_of(data), work.packs)
            answers = engagement_from(data, pack).answers
        except (UserFacingError, ValueError):  # that pack is gone: nothing to measure against
            return {}
        return {key: one for key, one in answers.items() if one.state is AnswerState.GIVEN}

    def _entries(self, engagement_id: EngagementId) -> Sequence[Entry]:
        with self._workspace.unit_of_work() as work:
            return work.talks.of(engagement_id)

    def _tell(
        self,
        engagement_id: EngagementId,
        talk: str,
        kind: Kind,
        about: str = "",
        state: str = "",
        text: str = "",
        *,
        on: date | None = None,
        words: tuple[tuple[str, str], ...] = (),
    ) -> None:
        now = self._clock.now()
        self._add(engagement_id, Entry(talk, kind, now, about, state, text, on, words))

    def _add(self, engagement_id: EngagementId, *entries: Entry) -> None:
        with self._workspace.unit_of_work() as work:
            work.talks.add(engagement_id, entries)
            work.commit()


def said(text: str) -> str:
    """As it is kept. Raises `UserFacingError` where it is far too long."""
    told = text.strip()
    if len(told) > MAX_TEXT:
        raise UserFacingError("visit.too-long", most=MAX_TEXT)
    return told

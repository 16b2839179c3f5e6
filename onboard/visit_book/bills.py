"""Doubts about lines of a bill, the signed words on them, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onboard.engagement import EngagementId, new_engagement_id
from onboard.errors import UserFacingError
from onboard.report.facts_back import pin_of
from onboard.visit_book.room import VisitRoom, said
from onboard.visiting.bill import BillReading, bill_reading
from onboard.visiting.promises import signed_promises
from onboard.visits.entries import BillOutcome, Entry, Kind
from onboard.visits.folding import BillQuestion, bill_questions

LONGEST_CASE = 100_000
"""Minutes on one line of a bill; more is a slip of the pen."""


class Bills(VisitRoom):
    """Only signed words are quoted."""

    def ask_bill(
        self, engagement_id: EngagementId, line_on: date, minutes: int, doubt: str
    ) -> BillQuestion:
        """Write down a doubt about a line of a bill.

        Raises:
            UserFacingError: "amend.not-signed", "bill.cannot-be".
        """
        made = self._asked(engagement_id, line_on, minutes, doubt)
        self._add(engagement_id, made)
        return bill_questions([made])[0]

    def reading(
        self, engagement_id: EngagementId, line_on: date, minutes: int, doubt: str
    ) -> BillReading:
        """The signed words on a doubt that is not written down yet; raises as `ask_bill`."""
        question = bill_questions([self._asked(engagement_id, line_on, minutes, doubt)])[0]
        return self._reading(engagement_id, question)

    def _asked(self, engagement_id: EngagementId, line_on: date, minutes: int, doubt: str) -> Entry:
        if self._service.engagement(engagement_id).agreed_paper is None:
            raise UserFacingError("amend.not-signed")
        now = self._clock.now()
        told = said(doubt)
        if not told or not 0 < minutes <= LONGEST_CASE or line_on > now.date():
            raise UserFacingError("bill.cannot-be")
        words = (("minutes", str(minutes)),)
        return Entry(
            str(new_engagement_id(now)), Kind.BILL_ASKED, now, text=told, on=line_on, words=words
        )

    def settle_bill(
        self, engagement_id: EngagementId, question_id: str, outcome: BillOutcome, note: str = ""
    ) -> None:
        """What became of a doubt. Raises `UserFacingError` ("bill.none")."""
        self._bill(engagement_id, question_id)
        self._tell(engagement_id, question_id, Kind.BILL_SETTLED, "", outcome.value, said(note))

    def bills(self, engagement_id: EngagementId) -> Sequence[BillQuestion]:
        return bill_questions(self._entries(engagement_id))

    def read_bill(self, engagement_id: EngagementId, question_id: str) -> BillReading:
        """The signed words on a doubt.

        Raises:
            UserFacingError: "bill.none", "amend.lost-paper".
        """
        return self._reading(engagement_id, self._bill(engagement_id, question_id))

    def _reading(self, engagement_id: EngagementId, question: BillQuestion) -> BillReading:
        facts = self._service.engagement(engagement_id)
        papers = self._signed(facts).papers
        with self._workspace.unit_of_work() as work:
            pack = self._service.pack_of_paper(pin_of(papers[-1]), work.packs)
        pack = pack.in_language(str(papers[-1]["document"]["language"]))
        today = self._clock.now().date()
        return bill_reading(question, pack, signed_promises(papers), papers[-1], today)

    def _bill(self, engagement_id: EngagementId, question_id: str) -> BillQuestion:
        for question in self.bills(engagement_id):
            if question.id == question_id:
                return question
        raise UserFacingError("bill.none")

"""Answers, what is kept private, and decisions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from onboard.errors import UserFacingError
from onboard.flow import Place, Stop
from ui.verbs.files import FileVerbs

if TYPE_CHECKING:
    from datetime import datetime

    from onboard.content.model import QuestionId
    from onboard.decisions import Decision
    from onboard.engagement import (
        ClauseEdit,
        EngagementId,
        NextStep,
    )
    from onboard.firm import Contact
    from onboard.interview.answers import Sureness
    from onboard.order_check import OrderCheck
    from onboard.recommendation.estate import Holding
    from onboard.snapshot import EngagementSnapshot


class InterviewVerbs(FileVerbs):
    """Each saves at once, and announces what follows."""

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
        """Keep an answer; returns the sentence of what is wrong with it, or nothing.

        Of two numbers the higher one is kept, and both stand in the owner's words.
        """
        from onboard.interview.validation import AnswerProblem
        from ui.phrases import problem_sentence

        facts = self._engagement
        assert facts is not None  # noqa: S101  (a question is being answered)
        service = self.application.service
        raw, words = self._taken(question, raw, words)
        try:
            kept = service.record_answer(
                facts.id,
                question,
                raw,
                words=words,
                by=self._speaker(),
                how=self._how(),
                sure=sure,
                seen=facts,
            )
        except UserFacingError as error:
            if error.message_id == "store.answered-meanwhile":
                return self._somebody_elses(facts.id, question)
            self.problem.emit(str(error))
            return ""
        if isinstance(kept, AnswerProblem):
            return problem_sentence(service.pack(facts), kept)  # nothing has changed
        self._change(lambda: kept)
        return ""

    def _somebody_elses(self, engagement_id: EngagementId, question: QuestionId) -> str:
        """See the file as it is now, and say what stands there; what is typed stays in place."""
        from onboard.interview.readback import answer_text
        from onboard.wording import say

        service = self.application.service
        now = service.engagement(engagement_id)
        self._take(now)
        there = now.answers.get(question)
        if there is None:
            return say("page.taken-back-meanwhile")
        return say("page.answered-meanwhile", answer=answer_text(service.pack(now), there))

    def _taken(self, question: QuestionId, raw: object, words: str) -> tuple[object, str]:
        from onboard.content.model import AnswerKind
        from onboard.interview.counts import taken_of

        asked = self._snapshot.pack.content.questions.get(question) if self._snapshot else None
        if asked is None or asked.kind is not AnswerKind.NUMBER:
            return raw, words
        return taken_of(raw, words, asked.unit)

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
        raw, words = self._taken(question, raw, words)
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
        from dataclasses import replace

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
    def has_consultant(self) -> bool:
        """Whether a consultant may sit here: not with an owner alone, nor with sent questions."""
        return not self.is_alone and self.invitation is None

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

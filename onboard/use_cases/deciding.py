"""Decisions, and the words of the paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onboard.decisions import Decision
from onboard.engagement import ClauseEdit, ClauseInitials, Engagement, EngagementId, NextStep
from onboard.errors import UserFacingError
from onboard.next_step import checked_step
from onboard.use_cases.room import Room


class Deciding(Room):
    """Keeps each yes and no, and what was changed in the clauses."""

    def decide(self, engagement_id: EngagementId, decision: Decision) -> Engagement:
        """Append a decision; the newest for a line counts."""
        return self.decide_all(engagement_id, (decision,))

    def decide_all(self, engagement_id: EngagementId, decisions: Sequence[Decision]) -> Engagement:
        now = self._clock.now()
        made = tuple(replace(decision, at=decision.at or now) for decision in decisions)
        return self._change(
            engagement_id, lambda facts: replace(facts, decisions=(*facts.decisions, *made))
        )

    def edit_clause(self, engagement_id: EngagementId, edit: ClauseEdit) -> Engagement:
        """Change or strike a clause; an edit without text that strikes nothing restores it.

        Raises:
            UserFacingError: "clause.always", for one that stands in every way of working.
        """
        dated = replace(edit, at=edit.at or self._clock.now())
        pack = self.pack(self.engagement(engagement_id))
        if edit.clause in pack.always_standing and (edit.struck or edit.text):
            raise UserFacingError("clause.always", title=pack.content.clauses[edit.clause].title)

        def change(facts: Engagement) -> Engagement:
            others = tuple(old for old in facts.clause_edits if old.clause != edit.clause)
            kept = (*others, dated) if dated.struck or dated.text else others
            return replace(facts, clause_edits=kept)

        return self._change(engagement_id, change)

    def initial_clause(self, engagement_id: EngagementId, clause: str, initials: str) -> Engagement:
        entry = ClauseInitials(clause, initials.strip(), self._clock.now())

        def change(facts: Engagement) -> Engagement:
            others = tuple(old for old in facts.clause_initials if old.clause != clause)
            kept = (*others, entry) if entry.initials else others
            return replace(facts, clause_initials=kept)

        return self._change(engagement_id, change)

    def take_clause(self, engagement_id: EngagementId, clause: str, taken: bool) -> Engagement:
        """The owner ticks an optional clause, or takes the tick back."""

        def change(facts: Engagement) -> Engagement:
            others = tuple(name for name in facts.clauses_taken if name != clause)
            return replace(facts, clauses_taken=(*others, clause) if taken else others)

        return self._change(engagement_id, change)

    def agree_next_step(self, engagement_id: EngagementId, step: NextStep | None) -> Engagement:
        """Keep what happens next, by when and by whom; None brings the worked-out one back.

        Raises:
            UserFacingError: "next.no-text" or "next.past-day".
        """
        step = None if step is None else checked_step(step, self._clock.now().date())
        return self._change(engagement_id, lambda facts: replace(facts, next_step=step))

"""What the client has already, and what he wrote on his own list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onboard.engagement import Engagement, EngagementId
from onboard.errors import UserFacingError
from onboard.intake.computers import Preview, counted, has_typed
from onboard.interview.answers import Answer, AnswerState, How
from onboard.interview.validation import AnswerProblem, validate
from onboard.recommendation.estate import Holding
from onboard.recommendation.shopping import read_list
from onboard.use_cases.room import Room, refuse_if_private


class Holdings(Room):
    """Computers, things in use, and lists from elsewhere."""

    def set_estate(self, engagement_id: EngagementId, estate: tuple[Holding, ...]) -> Engagement:
        return self._change(engagement_id, lambda facts: replace(facts, estate=estate))

    def take_computers(
        self, engagement_id: EngagementId, taken: Preview, *, is_added: bool | None
    ) -> Engagement | AnswerProblem:
        """Count computers out of a list into the pack's table, and keep the single ones.

        Args:
            engagement_id: of the client.
            taken: the list, as a person has looked at it.
            is_added: to what stands in the table; False: in its place; None: there is nothing.

        Raises:
            UserFacingError: "intake.nothing", "intake.typed-before", "private.kept".
        """
        facts = self.engagement(engagement_id)
        pack = self.pack(facts)
        if not taken.taken:
            raise UserFacingError("intake.nothing")
        if is_added is None and has_typed(facts, taken.question):
            raise UserFacingError("intake.typed-before")
        rows = counted(pack, facts, taken, is_added=is_added is not False)
        value = validate(pack, taken.question, rows)
        if isinstance(value, AnswerProblem):
            return value
        given = AnswerState.GIVEN
        answer = Answer(taken.question, given, value, how=How.IMPORTED, at=self._clock.now())

        def change(now: Engagement) -> Engagement:
            if now.version != facts.version:  # what was shown is no longer so
                raise UserFacingError("store.changed-meanwhile")
            refuse_if_private(now, taken.question)
            kept = now.devices if is_added is not False else ()
            devices = (*kept, *taken.taken)
            return replace(now, answers=now.answers.with_(answer), devices=devices)

        return self._change(engagement_id, change)

    def remembered_columns(self, kind: str, shape: str) -> bytes | None:
        """How a person mapped the columns of a list of this shape before."""
        with self._workspace.unit_of_work() as work:
            return work.secrets.get(f"columns/{kind}/{shape[:32]}")

    def remember_columns(self, kind: str, shape: str, mapping: bytes) -> None:
        """Sealed in the store, because names of columns may say something of a client."""
        with self._workspace.unit_of_work() as work:
            work.secrets.put(f"columns/{kind}/{shape[:32]}", mapping)
            work.commit()

    def set_order(self, engagement_id: EngagementId, words: Sequence[str]) -> Engagement:
        """Keep the owner's own shopping list, each line in his words."""
        pack = self.pack(self.engagement(engagement_id))
        order = read_list(pack, "\n".join(words))
        return self._change(engagement_id, lambda facts: replace(facts, order=order))

"""What happens once a paper is signed: lines come into use, and a no ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onboard.acceptance_life import ending_of
from onboard.acceptances import Acceptance, acceptances
from onboard.asking_again import AskedAgain, asked_again
from onboard.content.model import ItemId
from onboard.decisions import Choice, newest
from onboard.engagement import Ending, Engagement, EngagementId, Installed
from onboard.errors import UserFacingError
from onboard.installing import stays
from onboard.interview.validation import MAX_TEXT
from onboard.use_cases.room import Room, agreed

ENDING_KINDS = ("system", "law", "attack", "other")


class AfterSigning(Room):
    """Nothing here edits what was signed."""

    def installed(
        self,
        engagement_id: EngagementId,
        line: ItemId,
        quantity: int,
        until: date | None = None,
        on: date | None = None,
    ) -> Engagement:
        """Keep that a signed line came into use, so that the next order check counts it.

        Once for each line of a paper: saying it again changes nothing.

        Raises:
            UserFacingError: "installed.…", not signed, no such line, or numbers that cannot be.
        """
        now = self._clock.now()
        day = on or now.date()
        if quantity < 1 or day > now.date() or (until is not None and until < day):
            raise UserFacingError("installed.cannot-be")
        signed = self.signed_snapshot(self.engagement(engagement_id))
        if signed.bill.get(line) is None:
            raise UserFacingError("installed.no-line", name=line)
        is_held = stays(signed, line)

        def change(facts: Engagement) -> Engagement:
            paper = agreed(facts).reference
            if any(entry.line == line and entry.paper == paper for entry in facts.installed):
                return facts
            entry = Installed(line, quantity, day, until, paper, is_held, now)
            return replace(facts, installed=(*facts.installed, entry))

        return self._change(engagement_id, change)

    def not_installed(self, engagement_id: EngagementId, line: ItemId) -> Engagement:
        """Take back that a line of the newest signed paper was installed."""

        def change(facts: Engagement) -> Engagement:
            paper = agreed(facts).reference
            kept = tuple(
                entry
                for entry in facts.installed
                if not (entry.line == line and entry.paper == paper)
            )
            return replace(facts, installed=kept)

        return self._change(engagement_id, change)

    def end_acceptance(
        self, engagement_id: EngagementId, line: ItemId, reason: str, kind: str = "other"
    ) -> Engagement:
        """End a no before its day: a system, a law or an attack changed what it rested on.

        Raises:
            UserFacingError: "acceptance.none", "acceptance.no-reason".
        """
        told = reason.strip()[:MAX_TEXT]
        if not told:
            raise UserFacingError("acceptance.no-reason")
        if kind not in ENDING_KINDS:
            raise ValueError(f"no such kind of ending: {kind!r}")
        now = self._clock.now()
        firm = self.firm()
        ending = Ending(line, told, kind, now.date(), firm.consultant or firm.name, now)

        def change(facts: Engagement) -> Engagement:
            said = newest(facts.decisions).get(line)
            if said is None or said.choice is not Choice.DECLINE:
                raise UserFacingError("acceptance.none")
            if ending_of(facts, said) is not None:
                return facts
            return replace(facts, endings=(*facts.endings, ending))

        return self._change(engagement_id, change)

    def acceptances(self, engagement: Engagement) -> tuple[Acceptance, ...]:
        """Every no with its review and its end, those that come back first."""
        return acceptances(self.snapshot(engagement))

    def asked_again(self, engagement: Engagement) -> tuple[AskedAgain, ...]:
        """Answers that are too old to build on, each with what rests on it."""
        return asked_again(self.snapshot(engagement))

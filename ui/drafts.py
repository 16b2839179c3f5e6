"""What stands in a question's fields and is not saved: it comes again when one returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onboard.content.model import QuestionId
    from onboard.engagement import EngagementId


@dataclass(frozen=True, slots=True)
class Draft:
    """Lives as long as the window, and in that window alone: the other screen shows none of it."""

    raw: object = None
    """As it was typed or picked; None where nothing was."""
    words: str = ""
    problem: str = ""
    """Why it could not be read; empty where it only waits for Next."""

    @property
    def is_empty(self) -> bool:
        return not self.raw and not self.words.strip()


Drafts = dict[tuple["EngagementId", "QuestionId"], Draft]

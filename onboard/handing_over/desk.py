"""Both sides of handing questions over; which one a file is on, it says itself."""

from __future__ import annotations

from onboard.handing_over.answering import AnsweringSide
from onboard.handing_over.asking import AskingSide


class HandoverDesk(AskingSide, AnsweringSide):
    """Asks: `invite`, `handed_out`, `read`, `merge`. Answers: `accept`, `reply`, `invited_by`."""

"""What handing over gives to whoever asked for it: files to send, and where things stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from onboard.firm import Contact
from onboard.handover.values import Scope
from onboard.ports import HandoverState


@dataclass(frozen=True, slots=True)
class Invitation:
    """A question file. The code is told by phone, never sent along, and kept nowhere."""

    data: bytes
    code: str
    file_name: str
    until: date


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer file, to be sent back."""

    data: bytes
    file_name: str


@dataclass(frozen=True, slots=True)
class InvitedBy:
    """Whose questions a local file answers, and which."""

    firm: Contact
    scope: Scope
    until: date
    is_over: bool
    """The last day is past: an answer file is not made any more."""


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A question file that was made here."""

    scope: Scope
    made: datetime | None
    until: date
    state: HandoverState

    @property
    def is_open(self) -> bool:
        """Answers may still come."""
        return self.state is HandoverState.OPEN

    @property
    def is_received(self) -> bool:
        return self.state is HandoverState.RECEIVED

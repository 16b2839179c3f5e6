"""What the desk needs to know of one file, kept until the file is changed.

Whatever depends on the day of looking stands as a date, so that an overview is as true next month
as today. The few things that do not, such as a line that comes only once support has ended, say by
themselves from which day on they want to be worked out again (`renew_on`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple

from onboard.content.model import Tier
from onboard.engagement import PackPin

FORM = 1
"""Of what is worked out here; an overview of another form is worked out anew."""


class Stage(Enum):
    """How far a file is."""

    OPEN = "open"  # not signed; nobody has looked how far it is
    NEW = "new"
    ASKED = "asked"  # questions were sent, and their answers have not come back
    TALK = "talk"
    DECIDING = "deciding"
    READY = "ready"  # everything is decided, and nothing is signed
    HALF_SIGNED = "half-signed"
    SIGNED = "signed"
    AMENDING = "amending"


class System(NamedTuple):
    """A system on their list of computers or servers, with its maker's dates."""

    id: str
    name: str
    number: int
    ends: date | None
    soon_from: date | None
    """From this day on its end counts as near."""


class Owned(NamedTuple):
    """Something that is there, and until when it is paid for."""

    item: str
    number: int
    until: date | None


class Refusal(NamedTuple):
    """A signed or said no, with its days."""

    line: str
    name: str
    tier: str
    review: date | None
    ends: date | None
    """Its last day; one that something ended sooner has that day."""


class Shortfall(NamedTuple):
    """Fewer seats than there are people or computers."""

    item: str
    name: str
    have: int
    need: int


class Step(NamedTuple):
    """What happens next: as both agreed, or the kind of what waits first."""

    kind: str
    text: str
    on: date | None
    number: int


class SignedLines(NamedTuple):
    """What is bought by the signed papers."""

    bought: tuple[tuple[str, int], ...] = ()
    """Line and quantity."""
    prices: tuple[str, ...] = ()
    """One `price_key` a line, as it was signed."""


class PriceCheck(NamedTuple):
    """How many signed lines cost something else, by one price list: true while that one stands."""

    mark: str = ""
    changed: int = 0


class Kept(NamedTuple):
    """What was found at visits since signing."""

    broken: tuple[str, ...] = ()


NOTHING_SIGNED = SignedLines()
NOTHING_KEPT = Kept()
NOT_CHECKED = PriceCheck()


class Things(NamedTuple):
    """What the list itself does not show, and so does not read: who is hit asks for it."""

    owned: tuple[Owned, ...] = ()
    signed: SignedLines = NOTHING_SIGNED


@dataclass(frozen=True, slots=True)
class Overview:
    """The facts of one file that a list of all files shows."""

    version: int
    """The version of the facts that it was worked out from."""
    name: str
    owner: str
    business: str
    """Their line of work, in words."""
    stage: Stage
    alone: bool
    pack: str
    pack_version: str
    pack_sha256: str
    signed_on: date | None
    step: Step
    refusals: tuple[Refusal, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    systems: tuple[System, ...] = ()
    price_check: PriceCheck = NOT_CHECKED
    broken: tuple[str, ...] = ()
    renew_on: date | None = None

    @property
    def pin(self) -> PackPin:
        return PackPin(self.pack, self.pack_version, self.pack_sha256)


def is_must(refusal: Refusal) -> bool:
    return refusal.tier == Tier.MUST.value

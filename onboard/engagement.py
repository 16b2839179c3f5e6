"""The aggregate of facts: what one client has told us and decided. Nothing computed stands here."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum
from typing import Any, NewType

from onboard.content.model import ItemId
from onboard.decisions import Decision
from onboard.interview.answers import Answer, Answers
from onboard.recommendation.estate import Holding, OrderedItem

EngagementId = NewType("EngagementId", str)
"""A UUIDv7 as text, made by the client of the store."""


def new_engagement_id(now: datetime) -> EngagementId:
    """A fresh id that sorts by time (RFC 9562, version 7)."""
    stamp = int(now.timestamp() * 1000) << 80
    high = 0x7 << 76 | secrets.randbits(12) << 64
    low = 0b10 << 62 | secrets.randbits(62)
    return EngagementId(str(uuid.UUID(int=stamp | high | low)))


IDENTITIES = ("known", "id-seen", "business-reached")
"""They know each other; a photo ID was shown; reached at the business's own address or number."""


@dataclass(frozen=True, slots=True)
class Client:
    """Who is advised."""

    name: str
    owner: str = ""
    email: str = ""
    role: str = ""
    """The signing owner's role in the business."""
    authority: str = ""
    """By what right the signer binds the business, in a sentence."""
    language: str = ""
    """In which we talk, and in which the papers are; empty: that of the pack."""
    identity: str = ""
    """How the consultant knows who signs, one of `IDENTITIES`; empty: nobody has said."""


class FileState(Enum):
    """How far a client's file is."""

    OPEN = "open"
    ASKED = "asked"  # questions were sent, and their answers have not come back
    HALF_SIGNED = "half-signed"
    AMENDING = "amending"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class ClientSummary:
    """One row of the desk, readable without the whole engagement."""

    id: EngagementId
    client_name: str
    changed_at: datetime
    signed: bool
    owner: str = ""
    state: FileState = FileState.OPEN


@dataclass(frozen=True, slots=True)
class PackPin:
    """The exact pack an engagement was made with; the store keeps a copy of its bytes."""

    id: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ClauseEdit:
    """A clause changed or struck by either side before signing."""

    clause: str
    by: str
    """"consultant" or "owner"."""
    text: str = ""
    """The new text; empty together with `struck`."""
    struck: bool = False
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ClauseInitials:
    """The owner's initials beside a clause that asks for them."""

    clause: str
    initials: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """What the owner added at the end of one part of the talk, in his own words."""

    section: str
    text: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    """What happens next, by when and by whom: the last line of the decisions."""

    text: str
    on: date
    who: str = "us"
    """"us", "you" or "supplier"."""


ON_PAPER = "on-paper"


@dataclass(frozen=True, slots=True)
class SignedPaper:
    """A paper that left the wizard: after the consultant's, and after the owner's signature."""

    reference: str
    digest: str
    """Of the agreement's data, as printed in the paper."""
    pdf_sha256: str
    consultant: str
    owner: str = ""
    """Empty while only the consultant has signed. Names are kept as text for good."""
    signed_at: datetime | None = None
    certificates: tuple[tuple[str, str], ...] = ()
    """(role, SHA-256 fingerprint of the certificate), pinned for verification."""
    withdrawn: bool = False
    """Taken back, or refused, before the owner signed."""
    refused_because: str = ""
    """Why the owner would not sign, in his words; empty: nobody refused."""
    refused_by: str = ""
    """Who refused, as text for good."""
    refused_at: datetime | None = None
    amends: str = ""
    """Reference of the paper that this one changes; empty for the first."""
    amends_digest: str = ""
    """The digest printed in that paper."""
    how: str = ""
    """"on-paper": printed, and signed with a pen; empty: signed in the file."""
    signed_on: date | None = None
    """The day that stands beside the pen's signatures, as the consultant has read it."""

    @property
    def is_on_paper(self) -> bool:
        return self.how == ON_PAPER

    @property
    def held_by(self) -> str:
        """Id of the sentence that says why nothing changes while this one waits."""
        return "on-paper.waits" if self.is_on_paper else "engagement.half-signed"


@dataclass(frozen=True, slots=True)
class Installed:
    """A bought line that came into use: a fact of the world, told after the paper was signed."""

    line: ItemId
    quantity: int
    on: date
    until: date | None = None
    """Until when it is paid for."""
    paper: str = ""
    """Reference of the paper that the line stands in."""
    is_held: bool = True
    """False for what the next order needs anew, such as setting up: then it is only a record."""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """A signed no that ended sooner, because what it was decided on is no longer so."""

    line: ItemId
    reason: str
    kind: str = "other"
    """"system", "law", "attack" or "other"."""
    on: date | None = None
    name: str = ""
    """Who said so, as text for good."""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Device:
    """One computer out of a list of a management tool; its question only counts them."""

    name: str
    kind: str
    """A value of the pack's table, as is `system`."""
    system: str
    serial: str = ""
    user: str = ""
    bought: date | None = None
    warranty: date | None = None
    """Until when the maker repairs it."""


@dataclass(frozen=True, slots=True)
class Engagement:
    """Facts of one client. A change is a new value; `OnboardingService` saves it."""

    id: EngagementId
    client: Client
    pack: PackPin
    created: date
    answers: Answers = field(default_factory=Answers)
    estate: tuple[Holding, ...] = ()
    order: tuple[OrderedItem, ...] = ()
    decisions: tuple[Decision, ...] = ()
    """In the order made; the newest for a line counts."""
    clause_edits: tuple[ClauseEdit, ...] = ()
    clause_initials: tuple[ClauseInitials, ...] = ()
    clauses_taken: tuple[str, ...] = ()
    """Optional clauses that the owner ticked."""
    opened: tuple[str, ...] = ()
    """Questions and sections that somebody opened beyond those that are always asked."""
    heard_confirmed: datetime | None = None
    """When the owner said that "what we heard" is right."""
    corrections: tuple[str, ...] = ()
    """What the owner said should read differently in "what we heard"."""
    remarks: tuple[Remark, ...] = ()
    """What there was besides, part by part: "is there anything else?"."""
    alone: bool = False
    """Whether the owner fills it in without anybody beside him."""
    next_step: NextStep | None = None
    """As both agreed; None: the one that is worked out stands."""
    private_note: str = ""
    """The consultant's own: in no paper, no export and on no page that an owner sees."""
    papers: tuple[SignedPaper, ...] = ()
    installed: tuple[Installed, ...] = ()
    """What of the signed lines is in use by now."""
    endings: tuple[Ending, ...] = ()
    """Signed refusals that ended before their day."""
    answers_aside: tuple[Answer, ...] = ()
    """Answers that cannot stand in the pack that the file was moved to; they come back with one
    that knows them."""
    estate_aside: tuple[Holding, ...] = ()
    """Likewise, what they have."""
    amending: Amending | None = None
    """The draft of an amendment: while there is one, facts may be changed again."""
    devices: tuple[Device, ...] = ()
    """Single computers, where a list of them was brought in. In no paper."""
    version: int = 0
    """Counts saves, to notice a second writer."""

    @property
    def is_alone(self) -> bool:
        """Whether an owner sits by himself, and no paper has left the wizard yet."""
        return self.alone and not self.papers

    @property
    def is_closed(self) -> bool:
        """Whether a paper is signed, by one side or both: its facts are not edited."""
        return self.signed_paper is not None or self.half_signed_paper is not None

    @property
    def agreed_paper(self) -> SignedPaper | None:
        """The newest paper that both have signed, also while a change of it is drafted."""
        return next((paper for paper in reversed(self.papers) if paper.owner), None)

    @property
    def signed_paper(self) -> SignedPaper | None:
        """The paper that closes the file: signed by both, and no amendment of it is drafted."""
        return self.agreed_paper if self.amending is None else None

    def owned(self, on: date) -> tuple[Holding, ...]:
        """What is there on a day: what the owner told of, and what was installed by then."""
        since = (
            Holding(entry.line, entry.quantity, entry.until)
            for entry in self.installed
            if entry.is_held and entry.on <= on
        )
        return (*self.estate, *since)

    def agreed_facts(self) -> Engagement:
        """The facts as they stand in the newest signed paper, while a change is drafted too."""
        return self if self.amending is None else back_to_signed(self, self.amending)

    @property
    def half_signed_paper(self) -> SignedPaper | None:
        """The paper that waits for the owner, if there is one."""
        newest = self.papers[-1] if self.papers else None
        waits = newest is not None and not newest.owner and not newest.withdrawn
        return newest if waits else None


@dataclass(frozen=True, slots=True)
class Amending:
    """A draft of an amendment: what it changes, since when, and the facts as they were signed."""

    reference: str
    digest: str
    since: datetime
    was: Engagement
    """The facts before; its papers, what is installed and the private note do not count."""


FACTS = (
    "client",
    "pack",
    "answers",
    "estate",
    "order",
    "decisions",
    "clause_edits",
    "clause_initials",
    "clauses_taken",
    "opened",
    "heard_confirmed",
    "corrections",
    "remarks",
    "alone",
    "next_step",
    "answers_aside",
    "estate_aside",
)
"""The facts that a paper is made of, and what was put aside beside them.

What happens in the world afterwards is not among them.
"""


def back_to_signed(facts: Engagement, draft: Amending) -> Engagement:
    """The facts as they were signed; papers, installations, endings and the note stay."""
    signed: dict[str, Any] = {name: getattr(draft.was, name) for name in FACTS}
    return replace(facts, amending=None, **signed)


def facts_alone(facts: Engagement) -> Engagement:
    """Only what a paper is made of, to be kept beside a draft."""
    whole: dict[str, Any] = {name: getattr(facts, name) for name in FACTS}
    return Engagement(id=facts.id, created=facts.created, **whole)

"""What the core needs from outside: time, a store, a place for keys, a printer that seals."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from types import TracebackType
from typing import Any, Protocol, Self

from onboard.agreement.document import Document
from onboard.content.pack import ContentPack
from onboard.desk.clients import FileCard
from onboard.desk.overview import Overview, Things
from onboard.engagement import ClientSummary, Engagement, EngagementId, PackPin
from onboard.errors import UserFacingError
from onboard.firm import FirmProfile, TimeStampServer
from onboard.visits.entries import Entry


class Clock(Protocol):
    def now(self) -> datetime:
        """The present moment, with its time zone."""


@dataclass(frozen=True, slots=True)
class AuditHead:
    """The newest link of an engagement's audit chain; printed in the paper before signing."""

    sequence: int
    sha256: str


class EngagementRepository(Protocol):
    def get(self, engagement_id: EngagementId) -> Engagement:
        """The facts as saved. Raises `UserFacingError` when the store has no such client."""

    def add(self, engagement: Engagement) -> None: ...

    def save(self, engagement: Engagement) -> None:
        """Write what differs from the saved facts, each change with its audit event.

        Raises `UserFacingError` ("store.changed-meanwhile") when somebody saved in between.
        """

    def list(self, only: Collection[EngagementId] | None = None) -> Sequence[ClientSummary]:
        """All clients, or only these, the last changed first."""

    def audit_head(self, engagement_id: EngagementId) -> AuditHead: ...

    def log(self, engagement_id: EngagementId, kind: str, told: object = None) -> None:
        """An audit event that changes no fact ("agreement-prepared", "demo-opened").

        `told` is what it says besides, sealed as the chain is.
        """


class FirmRepository(Protocol):
    def get(self) -> FirmProfile: ...

    def person(self) -> str:
        """Under which name somebody works here: the login at a server; empty on a laptop."""

    def save(self, firm: FirmProfile) -> None: ...


class PackRepository(Protocol):
    def put(self, pack_id: str, version: str, sha256: str, data: bytes) -> None:
        """Keep a pack's bytes for good; the same hash twice is no change."""

    def get(self, sha256: str) -> bytes: ...

    def versions(self, pack_id: str) -> Sequence[PackPin]:
        """Every version of a pack that is kept, the last kept first."""


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """A paper as it was kept."""

    reference: str
    role: str
    """"unsigned", "consultant" or "owner": who signed last."""
    pdf: bytes = field(repr=False)


class PaperRepository(Protocol):
    def put(self, engagement_id: EngagementId, reference: str, role: str, pdf: bytes) -> None:
        """Append a sealed paper ("unsigned", "consultant", "owner"); never replaces one."""

    def latest(self, engagement_id: EngagementId) -> bytes | None: ...

    def signed(self, engagement_id: EngagementId, reference: str) -> bytes | None:
        """The paper with this reference as both have signed it."""

    def known(self, pdf_sha256: str) -> tuple[EngagementId, str] | None:
        """The engagement and reference of a stored paper, by the hash of its bytes."""

    def kept(self, engagement_id: EngagementId) -> Sequence[KeptPaper]:
        """Every paper of a client, in the order in which they were kept."""


class SecretRepository(Protocol):
    def put(self, name: str, secret: bytes) -> None: ...

    def get(self, name: str) -> bytes | None: ...


class HandoverSide(Enum):
    ASKING = "asking"  # the question file was made here
    ANSWERING = "answering"  # it was opened here
    TAKEN = "taken"  # the whole client was taken along from here
    CARRIED = "carried"  # the client of another store is here for a while


class HandoverState(Enum):
    OPEN = "open"
    RECEIVED = "received"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Handover:
    """One question file, on the side that made it or on the side that opened it.

    Or one taking of a whole client: then `ask_sha256` is its number, and there is no last day.
    """

    engagement_id: EngagementId
    side: HandoverSide
    ask_sha256: str
    """Of the whole file; an answer file names it."""
    until: date
    content: bytes
    """What the question file says, without its lock."""
    secrets: bytes | None
    """Keys and token; None as soon as they are of no use any more."""
    state: HandoverState = HandoverState.OPEN
    made: datetime | None = None


class HandoverRepository(Protocol):
    def add(self, handover: Handover) -> None: ...

    def by_ask(self, ask_sha256: str) -> Handover | None: ...

    def of(self, engagement_id: EngagementId) -> Sequence[Handover]:
        """All of one engagement, the oldest first."""

    def receive(self, ask_sha256: str) -> None:
        """Close an open one for good and delete its secrets.

        Raises `UserFacingError` ("handover.received") when somebody was quicker.
        """

    def expire(self, today: date) -> None:
        """Close every open one whose last day is over, and delete its secrets."""

    def note(self, known: Handover, content: bytes, state: HandoverState | None = None) -> None:
        """Write down how it stands with a taking; its secrets stay.

        Raises `UserFacingError` ("store.changed-meanwhile") when it is not as `known` any more.
        """

    def is_carried(self, engagement_id: EngagementId) -> bool:
        """Whether the client of another store is, or was, here for a while; also if erased."""


@dataclass(frozen=True, slots=True)
class AuditLink:
    """One event of an audit chain, without what it says."""

    sequence: int
    at: str
    kind: str
    sha256: str


class ArchiveRepository(Protocol):
    def dump(
        self,
        engagement_id: EngagementId,
        event: str = "client-archived",
        luggage: Mapping[str, bytes] | None = None,
    ) -> bytes:
        """Everything of one client, keys and audit chain too; to be sealed at once.

        `event` is what the chain says of it; `luggage` travels beside the rows, by name.
        """

    def luggage(self, data: bytes) -> Mapping[str, bytes]:
        """What travels beside the rows. Raises `UserFacingError` ("archive.misshapen")."""

    def links(self, engagement_id: EngagementId) -> Sequence[AuditLink]:
        """The whole audit chain of a client."""

    def discard(self, engagement_id: EngagementId) -> None:
        """Remove the copy of a client that was carried here, so that a newer one can come."""

    def restore(self, data: bytes) -> EngagementId:
        """Put a client in who is not here yet; the same facts, papers and audit chain.

        Raises `UserFacingError` ("archive.…"); the caller then does not commit.
        """


@dataclass(frozen=True, slots=True)
class KnownPaper:
    """What this computer remembers of a paper it sealed."""

    certificates: Mapping[str, str] = field(default_factory=dict)
    """Role to the SHA-256 of the signer's certificate, hexadecimal."""
    sha256: str = ""
    """Of the whole file, hexadecimal; empty: not remembered."""
    consultants: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Name of each consultant whose signature was seen here to the certificates it came with."""
    stamps: int = 0
    """Archive time stamps that the paper had."""
    roots: bytes = b""
    """Certificates that a time-stamp server's must lead to here; empty: none is configured."""
    signer_roots: bytes = b""
    """Certificates that a signer's own must lead to here; empty: none is given."""
    pack: ContentPack | None = None
    """The questions that the paper names, where this computer has those very ones."""
    before: Mapping[str, Any] | None = None
    """The data of the paper that this one changes, where this computer has it."""


class DeskRepository(Protocol):
    """What the list of all clients is read from, and what is noted of a file beside its facts."""

    def cards(self) -> Sequence[FileCard]:
        """All files, the last changed first, without opening any; erased clients are left out.

        So many queries, however many clients there are.
        """

    def things(self, only: EngagementId | None = None) -> Mapping[EngagementId, Things]:
        """What all have that the list does not show, or one of them."""

    def keep(self, engagement_id: EngagementId, view: Overview, things: Things) -> None:
        """Keep an overview in the place of the one before."""

    def archive(self, engagement_id: EngagementId, is_archived: bool) -> None:
        """Put a file out of sight, or bring it back; nothing of it is deleted."""

    def reviewed(self, engagement_id: EngagementId, on: date) -> None:
        """Note that a review was prepared."""


class TalkRepository(Protocol):
    """What is written down at visits and about bills, in the order in which it was."""

    def of(self, engagement_id: EngagementId) -> Sequence[Entry]: ...

    def add(self, engagement_id: EngagementId, entries: Sequence[Entry]) -> None:
        """Append, each with its audit event; nothing is ever changed or removed."""


class UnitOfWork(Protocol):
    """One transaction. Leaving the block without `commit` rolls back."""

    engagements: EngagementRepository
    firm: FirmRepository
    packs: PackRepository
    papers: PaperRepository
    secrets: SecretRepository
    handovers: HandoverRepository
    archives: ArchiveRepository
    desk: DeskRepository
    talks: TalkRepository

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def commit(self) -> None: ...


class Workspace(Protocol):
    """An opened store."""

    def unit_of_work(self) -> UnitOfWork: ...

    def close(self) -> None: ...


class OwnerCode(Protocol):
    """A code that only the owner knows; what is sealed under it nobody else can read."""

    def seal(self, plain: bytes, bound_to: str) -> str: ...

    def open(self, sealed: str, bound_to: str) -> bytes:
        """Raises `UserFacingError` ("private.wrong-code") for another code or another place."""


class OwnerCodes(Protocol):
    def __call__(self, code: str) -> OwnerCode:
        """Raises `UserFacingError` ("private.code-short")."""


InkPoint = tuple[float, float, int, float]
"""x, y, milliseconds, pressure 0 to 1."""
Ink = tuple[tuple[InkPoint, ...], ...]


@dataclass(frozen=True, slots=True)
class Seal:
    """What one signature adds to a paper."""

    role: str  # "consultant" or "owner"
    name: str
    at: datetime
    statement: str
    """The reason, as in "I certify this offer" / "I agree to this document"."""
    ink: Ink = ()
    """Drawn strokes; empty: the typed name stands as the mark."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class SigningKey:
    """A PKCS#12 file and the random secret that opens it; `made_here` says who made the key."""

    pkcs12: bytes = field(repr=False)
    secret: bytes = field(repr=False)
    made_here: bool = True


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate says of its holder, and who says so."""

    name: str
    issuer: str
    until: datetime
    fingerprint: str
    """SHA-256, hexadecimal."""
    is_self_made: bool = False
    """It only vouches for itself."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who has signed a paper, as it stands in the paper."""

    name: str
    when: datetime | None
    fingerprint: str
    """SHA-256 of the certificate."""


@dataclass(frozen=True, slots=True)
class PenSigned:
    """What the consultant says of a paper that both have signed with a pen."""

    owner: str
    """The name as it is written on the paper."""
    consultant: str
    on: date
    """The day that stands beside the signatures."""


@dataclass(frozen=True, slots=True)
class CheckedPaper:
    """A paper from outside, with what a strict check says of it."""

    status: str
    """"unchanged", "altered", "incomplete" or "unreadable"."""
    told: tuple[str, ...]
    """What is wrong or missing, in sentences."""
    signers: Mapping[str, Signer]
    data: Mapping[str, Any]
    """agreement.json; empty where it cannot be read."""
    by_pen: PenSigned | None = None
    """Who signed on paper, where the file holds a scan of that."""


class Printer(Protocol):
    """Lays a paper out and seals it."""

    def render(self, document: Document, data: bytes, table: bytes, *, at: datetime) -> bytes:
        """The unsigned PDF with `data` (agreement.json) and `table` (bill.csv) attached."""

    def with_scan(
        self, pdf: bytes, scans: Sequence[bytes], signed: PenSigned, *, at: datetime
    ) -> bytes:
        """The unsigned paper, and the scan of its signed print, as one file to be sealed.

        Raises `UserFacingError` where a file is no scan, or the paper is not an unsigned one.
        """

    def new_key(self, name: str, organisation: str, at: datetime) -> SigningKey: ...

    def certificate(self, key: SigningKey, at: datetime) -> Certificate:
        """Whose certificate a key file from elsewhere holds.

        Raises `UserFacingError` where it cannot be opened, or may not sign at that time.
        """

    def fingerprint(self, key: SigningKey) -> str:
        """SHA-256 of the key's certificate, as 64 hexadecimal characters."""

    def signers(self, pdf: bytes) -> Mapping[str, Signer]:
        """By role; empty unless the paper is whole and unchanged."""

    def check(self, pdf: bytes) -> CheckedPaper:
        """Whether a paper is whole and signed by both, and what it holds; raises nothing."""

    def data(self, pdf: bytes) -> Mapping[str, Any]:
        """agreement.json of a paper that this program keeps."""

    def language(self, pdf: bytes) -> str:
        """The language of a paper."""

    def seal(
        self,
        pdf: bytes,
        seal: Seal,
        key: SigningKey,
        server: TimeStampServer | None = None,
        untimed: Callable[[UserFacingError], None] | None = None,
    ) -> bytes:
        """Add one signature. The consultant's comes first; raises `UserFacingError` otherwise.

        `server` is asked for time stamps; `untimed` is told why there are none.
        """

    def stamp(self, pdf: bytes, server: TimeStampServer) -> bytes:
        """Add an archive time stamp to a paper that both have signed.

        Raises `UserFacingError`; the paper is then as it was.
        """

    def stamps(self, pdf: bytes) -> int:
        """How many archive time stamps a paper has."""

"""The tables: plain ids, states, times and hashes; sealed bytes for all that a person said.

The same models are meant for PostgreSQL: ids are made by the program, no sequences, canonical bytes
instead of JSON columns, nothing that only SQLite can do.
"""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from typing import Annotated

import sqlalchemy as sa
from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """A moment, always kept in UTC. A time without a zone is refused: it means nothing later."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without time zone")
        moment = value.astimezone(UTC)
        return moment if dialect.name == "postgresql" else moment.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = sa.MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - read once by SQLAlchemy, in this form
        datetime: UtcDateTime(),
        date: sa.Date(),
        uuid.UUID: sa.Uuid(),
        bytes: LargeBinary(),
    }


Id = Annotated[uuid.UUID, mapped_column(primary_key=True)]
Key = Annotated[uuid.UUID, mapped_column(ForeignKey("data_key.id"))]
OfEngagement = Annotated[uuid.UUID, mapped_column(ForeignKey("engagement.id"))]
"""Without an index of its own: each table has a unique key that starts with it."""
Sha256Hex = Annotated[str, mapped_column(String(64))]
Sha256 = Annotated[bytes, mapped_column(LargeBinary(32))]


class DataKeyRow(Base):
    """One key for sealed fields, wrapped. Destroyed: `wrapped` is empty for good."""

    __tablename__ = "data_key"
    id: Mapped[Id]
    purpose: Mapped[str] = mapped_column(String(20))  # "firm", "client" or "paper"
    wrapped: Mapped[bytes | None]
    created_at: Mapped[datetime]
    destroyed_at: Mapped[datetime | None]


class SealedRow(Base):
    """What rows with a sealed `body` have in common."""

    __abstract__ = True
    id: Mapped[Id]
    key_id: Mapped[Key]
    body: Mapped[bytes]


class FirmRow(SealedRow):
    __tablename__ = "firm"
    created_at: Mapped[datetime]


class ClientRow(SealedRow):
    __tablename__ = "client"
    firm_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("firm.id"), index=True)
    paper_key_id: Mapped[Key]
    """Papers outlive a request to forget the interview, hence their own key."""
    erased_at: Mapped[datetime | None]


class PackVersionRow(Base):
    """The bytes of a pack, found by their hash; never changed."""

    __tablename__ = "pack_version"
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    pack_id: Mapped[str] = mapped_column(String(80))
    version: Mapped[str] = mapped_column(String(40))
    content: Mapped[bytes]
    stored_at: Mapped[datetime]


class SecretRow(SealedRow):
    """A sealed secret of the firm, such as a signing key."""

    __tablename__ = "secret"
    name: Mapped[str] = mapped_column(String(120), unique=True)


class EngagementRow(SealedRow):
    __tablename__ = "engagement"
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    pack_id: Mapped[str] = mapped_column(String(80))
    pack_version: Mapped[str] = mapped_column(String(40))
    pack_sha256: Mapped[Sha256Hex]
    created_on: Mapped[date]
    changed_at: Mapped[datetime] = mapped_column(index=True)
    version: Mapped[int] = mapped_column()
    # The version is set by hand, because it is a fact of the aggregate; SQLAlchemy compares it.
    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012


class AnswerRow(SealedRow):
    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("engagement_id", "question_id"),)
    engagement_id: Mapped[OfEngagement]
    question_id: Mapped[str] = mapped_column(String(120))


class ListedRow(SealedRow):
    """One entry of a list, at its place."""

    __abstract__ = True
    engagement_id: Mapped[OfEngagement]
    position: Mapped[int]


class HoldingRow(ListedRow):
    __tablename__ = "holding"
    __table_args__ = (UniqueConstraint("engagement_id", "position"),)


class OrderedItemRow(ListedRow):
    __tablename__ = "ordered_item"
    __table_args__ = (UniqueConstraint("engagement_id", "position"),)


class ClauseEditRow(ListedRow):
    __tablename__ = "clause_edit"
    __table_args__ = (UniqueConstraint("engagement_id", "position"),)


class ClauseInitialsRow(ListedRow):
    __tablename__ = "clause_initials"
    __table_args__ = (UniqueConstraint("engagement_id", "position"),)


class DecisionRow(ListedRow):
    """Append-only: a decision is never changed, a newer one supersedes it."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("engagement_id", "position"),)


class TalkEntryRow(ListedRow):
    """Append-only: what was written down at a visit, or about a bill."""

    __tablename__ = "talk_entry"
    __table_args__ = (UniqueConstraint("engagement_id", "position"),)


class SignatureRow(SealedRow):
    """Append-only: who signed which paper. A later signature on it is the next revision."""

    __tablename__ = "signature"
    __table_args__ = (UniqueConstraint("engagement_id", "position", "revision"),)
    engagement_id: Mapped[OfEngagement]
    position: Mapped[int]
    revision: Mapped[int]
    by_owner: Mapped[bool]


class AgreementPaperRow(SealedRow):
    """Append-only: a PDF as it left the wizard. The sealed body notes the audit head of then."""

    __tablename__ = "agreement_paper"
    __table_args__ = (UniqueConstraint("engagement_id", "sequence"),)
    engagement_id: Mapped[OfEngagement]
    sequence: Mapped[int]
    reference: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(20))
    pdf: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    pdf_sha256: Mapped[str] = mapped_column(String(64), index=True)
    """Over the plain PDF: anyone who holds the paper can compare."""
    stored_at: Mapped[datetime]


class HandoverRow(SealedRow):
    """A question file that was made or opened here. `secrets` goes when it is of no use."""

    __tablename__ = "handover"
    engagement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("engagement.id"), index=True)
    side: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    ask_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    until: Mapped[date]
    secrets: Mapped[bytes | None]
    made_at: Mapped[datetime]


class OverviewRow(SealedRow):
    """What the desk shows of a file, sealed; worked out from the facts, and so never missed."""

    __tablename__ = "overview"
    engagement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("engagement.id"), unique=True)


class ThingsRow(SealedRow):
    """What belongs to an overview and is seldom read; apart, so that the list reads less."""

    __tablename__ = "overview_things"
    engagement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("engagement.id"), unique=True)


class FileMarkRow(Base):
    """What is noted of a file beside its facts; it is no part of what was agreed."""

    __tablename__ = "file_mark"
    engagement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("engagement.id"), primary_key=True)
    archived_at: Mapped[datetime | None]
    reviewed_on: Mapped[date | None]


class MemberRow(Base):
    """A person of a firm on one computer. Without `wrapped` nobody has let them in yet."""

    __tablename__ = "member"
    __table_args__ = (UniqueConstraint("login", "public_key"),)
    id: Mapped[Id]
    login: Mapped[str] = mapped_column(String(63))
    """The name with which the server knows them."""
    public_key: Mapped[Sha256]
    asked_at: Mapped[datetime]
    role: Mapped[str | None] = mapped_column(String(20))
    wrapped: Mapped[bytes | None]
    """The firm's key, sealed to this public key."""
    admitted_at: Mapped[datetime | None]


class EventRow(Base):
    """Append-only: one link of an audit chain, hashed over the sealed payload."""

    __tablename__ = "event"
    chain_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(String(40))
    """ISO text: a round trip through the database must not change what was hashed."""
    actor: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(60))
    key_id: Mapped[Key]
    payload: Mapped[bytes]
    payload_sha256: Mapped[Sha256]
    previous: Mapped[Sha256]
    hash: Mapped[Sha256] = mapped_column(unique=True)


APPEND_ONLY: tuple[type[Base], ...] = (
    EventRow,
    DecisionRow,
    SignatureRow,
    AgreementPaperRow,
    PackVersionRow,
    TalkEntryRow,
)

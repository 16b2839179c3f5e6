"""Make the first tables.

A step is frozen once released: it names no model, because models move on.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

LISTS = ("holding", "ordered_item", "clause_edit", "clause_initials", "decision")


def upgrade() -> None:
    _make_keys_and_firm()
    op.create_table(
        "pack_version",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("pack_id", sa.String(80), nullable=False),
        sa.Column("version", sa.String(40), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _moment("stored_at"),
    )
    _make_client_and_engagement()
    _make_sealed(
        "answer",
        _refers("engagement_id", "engagement"),
        sa.Column("question_id", sa.String(120), nullable=False),
        sa.UniqueConstraint("engagement_id", "question_id"),
    )
    for name in LISTS:
        _make_sealed(
            name,
            _refers("engagement_id", "engagement"),
            sa.Column("position", sa.Integer(), nullable=False),
            sa.UniqueConstraint("engagement_id", "position"),
        )
    _make_sealed(
        "signature",
        _refers("engagement_id", "engagement"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("by_owner", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("engagement_id", "position", "revision"),
    )
    _make_papers()
    _make_events()


def downgrade() -> None:
    for name in ("event", "agreement_paper", "signature", *reversed(LISTS), "answer", "engagement"):
        op.drop_table(name)
    for name in ("client", "pack_version", "secret", "firm", "data_key"):
        op.drop_table(name)


def _make_keys_and_firm() -> None:
    op.create_table(
        "data_key",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("wrapped", sa.LargeBinary()),
        _moment("created_at"),
        sa.Column("destroyed_at", sa.DateTime(timezone=True)),
    )
    _make_sealed("firm", _moment("created_at"))
    _make_sealed(
        "secret", sa.Column("name", sa.String(120), nullable=False), sa.UniqueConstraint("name")
    )


def _make_client_and_engagement() -> None:
    _make_sealed(
        "client",
        _refers("firm_id", "firm"),
        _refers("paper_key_id", "data_key"),
        sa.Column("erased_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_client_firm_id", "client", ["firm_id"])
    _make_sealed(
        "engagement",
        _refers("client_id", "client"),
        sa.Column("pack_id", sa.String(80), nullable=False),
        sa.Column("pack_version", sa.String(40), nullable=False),
        sa.Column("pack_sha256", sa.String(64), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        _moment("changed_at"),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_index("ix_engagement_changed_at", "engagement", ["changed_at"])
    op.create_index("ix_engagement_client_id", "engagement", ["client_id"])


def _make_papers() -> None:
    _make_sealed(
        "agreement_paper",
        _refers("engagement_id", "engagement"),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(80), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("pdf_sha256", sa.String(64), nullable=False),
        _moment("stored_at"),
        sa.UniqueConstraint("engagement_id", "sequence"),
    )
    op.create_index("ix_agreement_paper_pdf_sha256", "agreement_paper", ["pdf_sha256"])


def _make_events() -> None:
    op.create_table(
        "event",
        sa.Column("chain_id", sa.Uuid(), primary_key=True),
        sa.Column("sequence", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("actor", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(60), nullable=False),
        _refers("key_id", "data_key"),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("payload_sha256", sa.LargeBinary(32), nullable=False),
        sa.Column("previous", sa.LargeBinary(32), nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.UniqueConstraint("hash"),
    )


def _make_sealed(name: str, *parts: Any) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), primary_key=True),
        _refers("key_id", "data_key"),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        *parts,
    )


def _refers(column: str, table: str) -> sa.Column[Any]:
    return sa.Column(column, sa.Uuid(), sa.ForeignKey(f"{table}.id"), nullable=False)


def _moment(column: str) -> sa.Column[Any]:
    return sa.Column(column, sa.DateTime(timezone=True), nullable=False)

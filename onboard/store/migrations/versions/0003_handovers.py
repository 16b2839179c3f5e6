"""Keep what it takes to read the answer to a question file, and to make one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "handover",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("key_id", sa.Uuid(), sa.ForeignKey("data_key.id"), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("engagement_id", sa.Uuid(), sa.ForeignKey("engagement.id"), nullable=False),
        sa.Column("side", sa.String(20), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("ask_sha256", sa.String(64), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("secrets", sa.LargeBinary()),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("ask_sha256"),
    )
    op.create_index("ix_handover_engagement_id", "handover", ["engagement_id"])


def downgrade() -> None:
    op.drop_table("handover")

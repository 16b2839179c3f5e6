"""Keep an overview of each file for the desk, and what is noted of a file beside its facts.

No overview is made here: a store with two thousand clients must open at once. The desk works out
what is missing by and by, and lists the clients meanwhile.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("overview", "overview_things"):
        op.create_table(
            table,
            sa.Column("id", sa.Uuid(), primary_key=True),
            sa.Column("key_id", sa.Uuid(), sa.ForeignKey("data_key.id"), nullable=False),
            sa.Column("body", sa.LargeBinary(), nullable=False),
            sa.Column("engagement_id", sa.Uuid(), sa.ForeignKey("engagement.id"), nullable=False),
            sa.UniqueConstraint("engagement_id"),
        )
    op.create_table(
        "file_mark",
        sa.Column("engagement_id", sa.Uuid(), sa.ForeignKey("engagement.id"), primary_key=True),
        sa.Column("archived_at", sa.DateTime(timezone=True)),
        sa.Column("reviewed_on", sa.Date()),
    )


def downgrade() -> None:
    op.drop_table("file_mark")
    op.drop_table("overview_things")
    op.drop_table("overview")

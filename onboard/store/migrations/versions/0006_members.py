"""Keep who belongs to a firm: the firm's key, wrapped for each of them alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "member",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("login", sa.String(63), nullable=False),
        sa.Column("public_key", sa.LargeBinary(32), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("role", sa.String(20)),
        sa.Column("wrapped", sa.LargeBinary()),
        sa.Column("admitted_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("login", "public_key"),
    )


def downgrade() -> None:
    op.drop_table("member")

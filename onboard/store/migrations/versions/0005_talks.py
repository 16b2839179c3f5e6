"""Keep what is written down at visits and about bills; nothing of it is ever changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

OPERATIONS = ("UPDATE", "DELETE")


def upgrade() -> None:
    op.create_table(
        "talk_entry",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("key_id", sa.Uuid(), sa.ForeignKey("data_key.id"), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("engagement_id", sa.Uuid(), sa.ForeignKey("engagement.id"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.UniqueConstraint("engagement_id", "position"),
    )
    if op.get_bind().dialect.name != "sqlite":
        _refuse_on_server()
        return
    for operation in OPERATIONS:
        op.execute(
            f"CREATE TRIGGER talk_entry_refuses_{operation.lower()} BEFORE {operation} "
            "ON talk_entry BEGIN SELECT RAISE(ABORT, 'talk_entry is append-only'); END"
        )


def downgrade() -> None:
    op.drop_table("talk_entry")


def _refuse_on_server() -> None:
    """By the function that the other tables of records have."""
    for name, events, each in (
        ("change", "UPDATE OR DELETE", "ROW"),
        ("truncate", "TRUNCATE", "STATEMENT"),
    ):
        op.execute(
            f"CREATE TRIGGER talk_entry_refuses_{name} BEFORE {events} ON talk_entry "
            f"FOR EACH {each} EXECUTE FUNCTION onboard_refuse()"
        )

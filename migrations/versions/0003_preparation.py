"""What tables offer, what counts in a seating, whom people named, own days of the checklist."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _add("groups", "offers", "[]")
    _add("seatings", "weights", "{}")
    _add("identities", "answered", "{}")
    with op.batch_alter_table("checklist") as table:
        table.add_column(sa.Column("days", sa.Integer(), nullable=True))


def _add(table_name: str, column: str, empty: str) -> None:
    with op.batch_alter_table(table_name) as table:
        table.add_column(sa.Column(column, sa.Text(), nullable=False, server_default=empty))
    with op.batch_alter_table(table_name) as table:
        table.alter_column(column, existing_type=sa.Text(), server_default=None)

"""The checklist's own days: how long before the workshop an item should be done."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("checklist") as batch:
        batch.add_column(sa.Column("days", sa.Integer(), nullable=True))

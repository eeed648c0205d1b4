"""The room: stations, what they sent, and what a station is to send."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _create_stations()
    _create_broadcasts()
    _create_room()
    _create_received()
    _create_station_marks()
    _create_outbox()
    _create_enrolments()
    _widen_group_states()


def _create_stations() -> None:
    op.create_table(
        "stations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Float(), nullable=False),
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("wants", sa.Text(), nullable=False),
        sa.Column("held", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("joined_at", sa.Text(), nullable=False),
        sa.Column("revoked_at", sa.Text(), nullable=False),
        sa.Column("compared_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stations"),
    )


def _create_broadcasts() -> None:
    op.create_table(
        "broadcasts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_broadcasts"),
    )


def _create_room() -> None:
    op.create_table(
        "room",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("room_id", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("key_pem", sa.Text(), nullable=False),
        sa.Column("certificate_pem", sa.Text(), nullable=False),
        sa.Column("renewals", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_room"),
    )


def _create_received() -> None:
    op.create_table(
        "received",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_received"),
        sa.UniqueConstraint("station", "seq", "hash", name="uq_received_station"),
    )
    op.create_index("ix_received_entry_id", "received", ["entry_id"])


def _create_station_marks() -> None:
    op.create_table(
        "station_marks",
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("through", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("heard_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("station", name="pk_station_marks"),
    )


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_outbox"),
        sa.UniqueConstraint("entry_id", name="uq_outbox_entry_id"),
    )


def _create_enrolments() -> None:
    op.create_table(
        "enrolments",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_enrolments"),
    )


def _widen_group_states() -> None:
    said = ("help_said_at", "finished_said_at", "confirmed_said_at")
    with op.batch_alter_table("group_states", recreate="always") as batch:
        for name in said:
            # The default is for the rows that are there; the table that stays has none.
            batch.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("group_states") as batch:
        for name in said:
            batch.alter_column(name, server_default=None)
    op.execute("UPDATE group_states SET help_said_at = help_asked_at")
    op.execute("UPDATE group_states SET finished_said_at = finished_at")
    op.execute("UPDATE group_states SET confirmed_said_at = confirmed_at")

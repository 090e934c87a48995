"""The first tables: tickets, the log, counters, desks, remembered replies, the outbox and the house.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Seq = sa.BigInteger().with_variant(sa.Integer, "sqlite")
OPEN = sa.text("state IN ('called', 'missed', 'parked', 'waiting')")


def upgrade() -> None:
    op.create_table(
        "tickets",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("letter", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("service", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("arrived_at", sa.BigInteger, nullable=False),
        sa.Column("place_at", sa.BigInteger, nullable=False),
        sa.Column("booked_for", sa.BigInteger),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("desk", sa.Text),
        sa.Column("calls", sa.Integer, nullable=False),
        sa.Column("called_at", sa.BigInteger),
        sa.Column("last_call_at", sa.BigInteger),
        sa.Column("wait_ended_at", sa.BigInteger),
        sa.Column("returns", sa.Integer, nullable=False),
        sa.Column("paper", sa.String(16), nullable=False),
        sa.Column("help_wanted", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tickets"),
        sa.UniqueConstraint("letter", "day", "number", name="uq_tickets_letter_day_number"),
    )
    op.create_index("ix_tickets_open", "tickets", ["state"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_table(
        "events",
        sa.Column("seq", Seq, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("ticket", sa.Text, nullable=False),
        sa.Column("desk", sa.Text),
        sa.Column("cause", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("detail", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_events"),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name="fk_events_ticket"),
    )
    op.create_index("ix_events_ticket", "events", ["ticket", "seq"])
    op.create_table(
        "counters",
        sa.Column("letter", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("letter", "day", name="pk_counters"),
    )
    op.create_table(
        "desks",
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("desk", sa.Text, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("day", "desk", name="pk_desks"),
    )
    op.create_table(
        "requests",
        sa.Column("request", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("reply", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("request", name="pk_requests"),
    )
    op.create_index("ix_requests_at", "requests", ["at"])
    op.create_table(
        "outbox",
        sa.Column("seq", Seq, autoincrement=False, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.Column("sent", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("seq", "topic", name="pk_outbox"),
    )
    op.create_index("ix_outbox_unsent", "outbox", ["seq", "topic"], sqlite_where=sa.text("sent = 0"),
                    postgresql_where=sa.text("sent = false"))
    op.create_index("ix_outbox_sent", "outbox", ["expires_at"], sqlite_where=sa.text("sent = 1"),
                    postgresql_where=sa.text("sent = true"))
    house = op.create_table(
        "house",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("day", sa.Date),
        sa.Column("day_began", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_house"),
        sa.CheckConstraint("id = 1", name=op.f("ck_house_one_row")),
    )
    op.bulk_insert(house, [{"id": 1, "day": None, "day_began": 0}])
    _make_the_log_append_only()


def _make_the_log_append_only() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER events_no_{verb.lower()} BEFORE {verb} ON events"
                       " BEGIN SELECT RAISE(ABORT, 'events are append-only'); END")
        return
    op.execute("CREATE FUNCTION events_are_append_only() RETURNS trigger LANGUAGE plpgsql"
               " AS $$ BEGIN RAISE EXCEPTION 'events are append-only'; END $$")
    op.execute("CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events"
               " EXECUTE FUNCTION events_are_append_only()")

"""Bookings: the times given out, the quarters of an hour that they take, their log, and who comes.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

Seq = sa.BigInteger().with_variant(sa.Integer, "sqlite")
HELD = sa.text("state = 'held'")


def upgrade() -> None:
    op.create_table(
        "bookings",
        sa.Column("id", Seq, autoincrement=False, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("task", sa.Text, nullable=False),
        sa.Column("service", sa.Text, nullable=False),
        sa.Column("start", sa.BigInteger, nullable=False),
        sa.Column("end", sa.BigInteger, nullable=False),
        sa.Column("lane", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("held_until", sa.BigInteger),
        sa.Column("ticket", sa.Text),
        sa.Column("uid", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_bookings"),
        sa.UniqueConstraint("code", name="uq_bookings_code"),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name="fk_bookings_ticket"),
    )
    op.create_index("ix_bookings_start", "bookings", ["start"])
    op.create_index("ix_bookings_ticket", "bookings", ["ticket"])
    op.create_index("ix_bookings_uid", "bookings", ["uid", "id"])
    op.create_index("ix_bookings_held", "bookings", ["held_until"], sqlite_where=HELD, postgresql_where=HELD)
    op.create_table(
        "booking_quarters",
        sa.Column("service", sa.Text, nullable=False),
        sa.Column("quarter", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("lane", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("booking", Seq, nullable=False),
        sa.PrimaryKeyConstraint("service", "quarter", "lane", name="pk_booking_quarters"),
        sa.ForeignKeyConstraint(["booking"], ["bookings.id"], name="fk_booking_quarters_booking"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "booking_events",
        sa.Column("seq", Seq, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("booking", Seq, nullable=False),
        sa.Column("cause", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("detail", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_booking_events"),
        sa.ForeignKeyConstraint(["booking"], ["bookings.id"], name="fk_booking_events_booking"),
    )
    op.create_index("ix_booking_events_booking", "booking_events", ["booking", "seq"])
    op.create_table(
        "persons",
        sa.Column("booking", Seq, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("contact", sa.Text, nullable=False),
        sa.Column("born", sa.Text, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("booking", name="pk_persons"),
        sa.ForeignKeyConstraint(["booking"], ["bookings.id"], name="fk_persons_booking"),
    )
    op.create_index("ix_persons_contact", "persons", ["contact"])
    _make_the_log_append_only()


def _make_the_log_append_only() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER booking_events_no_{verb.lower()} BEFORE {verb} ON booking_events"
                       " BEGIN SELECT RAISE(ABORT, 'events are append-only'); END")
        return
    op.execute("CREATE TRIGGER booking_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON booking_events"
               " EXECUTE FUNCTION events_are_append_only()")

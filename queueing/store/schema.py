"""The tables: columns bear the names of the fields they keep, so that a row is a value and back.

Times are whole microseconds since 1970 in UTC: exact, sortable, the same on every database, and subtractable
in SQL. The logs `events` and `booking_events` are append-only, and triggers hold them so against every mistake
of code and console.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TypeVar

import sqlalchemy as sa

from queueing.bookings import BookingKind, BookingState, Channel
from queueing.floor import DeskStatus
from queueing.tickets import OPEN_STATES, Kind, Paper, State

HEAD = "0004"
"""Revision that `metadata` describes; a test holds it against the migrations."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Moment(sa.types.TypeDecorator[datetime]):
    """A point in time, kept as microseconds since 1970 in UTC; a time without zone is refused."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> int | None:  # noqa: ARG002
        """Turn an aware time into its number."""
        return None if value is None else microseconds(value)

    def process_result_value(self, value: int | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """Turn a number into an aware UTC time."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)


def microseconds(time: datetime) -> int:
    """Return an aware time as microseconds since 1970 in UTC; a time without zone is a ValueError."""
    if time.tzinfo is None:
        raise ValueError(f"a time without zone cannot be stored: {time}; use aware UTC")
    return (time - _EPOCH) // _MICROSECOND


Word = TypeVar("Word", State, Kind, Paper, DeskStatus, BookingState, BookingKind, Channel)


def _one_of(words: type[Word]) -> sa.Enum:
    """Return a column type for an enumeration, kept by its values; a new word needs no migration."""
    return sa.Enum(words, native_enum=False, length=16, values_callable=lambda enum: [w.value for w in enum])


Seq = sa.BigInteger().with_variant(sa.Integer, "sqlite")
"""SQLite makes only an INTEGER key the row's own number."""

IS_OPEN = sa.text(f"state IN ({', '.join(repr(s.value) for s in sorted(OPEN_STATES))})")
"""Literal, because SQLite uses a partial index only for the very words of its definition."""

metadata = sa.MetaData(naming_convention={
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
})

tickets = sa.Table(
    "tickets", metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("letter", sa.Text, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("service", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("arrived_at", Moment, nullable=False),
    sa.Column("place_at", Moment, nullable=False),
    sa.Column("booked_for", Moment),
    sa.Column("state", _one_of(State), nullable=False),
    sa.Column("desk", sa.Text),
    sa.Column("calls", sa.Integer, nullable=False),
    sa.Column("called_at", Moment),
    sa.Column("last_call_at", Moment),
    sa.Column("wait_ended_at", Moment),
    sa.Column("returns", sa.Integer, nullable=False),
    sa.Column("paper", _one_of(Paper), nullable=False),
    sa.Column("help_wanted", sa.Boolean, nullable=False),
    sa.Column("station", sa.Text),
    sa.Column("ready", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.UniqueConstraint("letter", "day", "number"),
)
TALKING = sa.text("state = 'called' AND station IS NOT NULL")
sa.Index(
    "uq_tickets_talking", tickets.c.station, unique=True, sqlite_where=TALKING, postgresql_where=TALKING,
)
"""No station is ever in two conversations (Q-14)."""
sa.Index("ix_tickets_open", tickets.c.state, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN)

events = sa.Table(
    "events", metadata,
    sa.Column("seq", Seq, primary_key=True, autoincrement=False),
    sa.Column("kind", _one_of(Kind), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("ticket", sa.Text, sa.ForeignKey("tickets.id"), nullable=False),
    sa.Column("desk", sa.Text),
    sa.Column("cause", sa.Text, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("detail", sa.JSON, nullable=False),
    sa.Index("ix_events_ticket", "ticket", "seq"),
)

counters = sa.Table(
    "counters", metadata,
    sa.Column("letter", sa.Text, primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("last", sa.Integer, nullable=False),
)

desks = sa.Table(
    "desks", metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("desk", sa.Text, primary_key=True),
    sa.Column("status", _one_of(DeskStatus), nullable=False),
)

requests = sa.Table(
    "requests", metadata,
    sa.Column("request", sa.Text, primary_key=True),
    sa.Column("fingerprint", sa.Text, nullable=False),
    sa.Column("reply", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Index("ix_requests_at", "at"),
)

outbox = sa.Table(
    "outbox", metadata,
    sa.Column("seq", Seq, primary_key=True, autoincrement=False),
    sa.Column("topic", sa.Text, primary_key=True),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Column("expires_at", Moment, nullable=False),
    sa.Column("sent", sa.Boolean, nullable=False),
)
SENT = outbox.c.sent == sa.true()
UNSENT = outbox.c.sent == sa.false()
sa.Index("ix_outbox_sent", outbox.c.expires_at, sqlite_where=SENT, postgresql_where=SENT)
sa.Index("ix_outbox_unsent", outbox.c.seq, outbox.c.topic, sqlite_where=UNSENT, postgresql_where=UNSENT)

house = sa.Table(
    "house", metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("day", sa.Date),
    sa.Column("day_began", sa.BigInteger, nullable=False),
    sa.CheckConstraint("id = 1", name="one_row"),
)

bookings = sa.Table(
    "bookings", metadata,
    sa.Column("id", Seq, primary_key=True, autoincrement=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("task", sa.Text, nullable=False),
    sa.Column("service", sa.Text, nullable=False),
    sa.Column("start", Moment, nullable=False),
    sa.Column("end", Moment, nullable=False),
    sa.Column("lane", sa.Integer, nullable=False),
    sa.Column("state", _one_of(BookingState), nullable=False),
    sa.Column("channel", _one_of(Channel), nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("held_until", Moment),
    sa.Column("ticket", sa.Text, sa.ForeignKey("tickets.id")),
    sa.Column("uid", sa.Text),
    sa.Column("branch", sa.Text),
    sa.Column("seat", sa.Integer, nullable=False, server_default=sa.text("-1")),
    sa.UniqueConstraint("code"),
    sa.Index("ix_bookings_start", "start"),
    sa.Index("ix_bookings_ticket", "ticket"),
    sa.Index("ix_bookings_uid", "uid", "id"),
)
IS_HELD = sa.text("state = 'held'")
sa.Index("ix_bookings_held", bookings.c.held_until, sqlite_where=IS_HELD, postgresql_where=IS_HELD)

booking_quarters = sa.Table(
    "booking_quarters", metadata,
    sa.Column("service", sa.Text, primary_key=True),
    sa.Column("quarter", Moment, primary_key=True, autoincrement=False),
    sa.Column("lane", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("booking", Seq, sa.ForeignKey("bookings.id"), nullable=False),
    sqlite_with_rowid=False,
)
"""What open bookings take; its key makes it impossible to give the same time out twice (B-02)."""

booking_events = sa.Table(
    "booking_events", metadata,
    sa.Column("seq", Seq, primary_key=True),
    sa.Column("kind", _one_of(BookingKind), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("booking", Seq, sa.ForeignKey("bookings.id"), nullable=False),
    sa.Column("cause", sa.Text, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("detail", sa.JSON, nullable=False),
    sa.Index("ix_booking_events_booking", "booking", "seq"),
)

persons = sa.Table(
    "persons", metadata,
    sa.Column("booking", Seq, sa.ForeignKey("bookings.id"), primary_key=True, autoincrement=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("contact", sa.Text, nullable=False),
    sa.Column("born", sa.Text, nullable=False),
    sa.Column("topic", sa.Text, nullable=False),
    sa.Index("ix_persons_contact", "contact"),
)
"""All that the house knows of people; in a table of its own, so that it can be wiped (S-03)."""

mails = sa.Table(
    "mails", metadata,
    sa.Column("id", Seq, primary_key=True),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
)
"""What citizens are still to be told; holds their addresses, so each goes as soon as it is sent (S-03)."""

PERSONAL = (persons, mails)
"""What is deleted from these must leave the database's files as well."""

version = sa.Table(
    "alembic_version", sa.MetaData(),
    sa.Column("version_num", sa.String(32), nullable=False),
    sa.PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Alembic's own table, exactly as it makes it; read without importing Alembic, which costs 0.3 s."""

APPEND_ONLY = {
    "sqlite": tuple(
        f"CREATE TRIGGER {log}_no_{verb.lower()} BEFORE {verb} ON {log}"
        " BEGIN SELECT RAISE(ABORT, 'events are append-only'); END"
        for log in ("events", "booking_events") for verb in ("UPDATE", "DELETE")
    ),
    "postgresql": (
        ("CREATE FUNCTION events_are_append_only() RETURNS trigger LANGUAGE plpgsql"
         " AS $$ BEGIN RAISE EXCEPTION 'events are append-only'; END $$"),
        ("CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events"
         " EXECUTE FUNCTION events_are_append_only()"),
        ("CREATE TRIGGER booking_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON booking_events"
         " EXECUTE FUNCTION events_are_append_only()"),
    ),
}


@sa.event.listens_for(metadata, "after_create")
def _after_create(_metadata: sa.MetaData, connection: sa.Connection, **_options: object) -> None:
    for statement in APPEND_ONLY[connection.dialect.name]:
        connection.exec_driver_sql(statement)
    connection.execute(house.insert(), {"id": 1, "day": None, "day_began": 0})

"""A small house for tests of the rules: Monday 23 November 2026, 10.00 is an open hour in it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from queueing.duty import Duty, duty_now
from queueing.floor import Floor
from queueing.hours import Hours, Shift
from queueing.house import Desk, Entry, House, Service
from queueing.names import DeskId, ServiceId
from queueing.tickets import State, Ticket, ticket_id

KVIK, BORGERSERVICE, IT = ServiceId("kvik"), ServiceId("borgerservice"), ServiceId("it-hjaelp")
ONE, TWO, HELP_DESK = DeskId("skranke-1"), DeskId("skranke-2"), DeskId("it-1")
OPENING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""10.00 in Næstved."""
MINUTE = timedelta(minutes=1)
KEY = b"a key for tests only"


def house() -> House:
    week = [[Shift(time(10), time(14), 3), Shift(time(14), time(18), 2)]] * 5 + [[], []]
    return House(
        site="testhus",
        services={
            KVIK: Service(id=KVIK, letter="K", entry=Entry.WALK_IN, expected=4 * MINUTE,
                          longest_wait=20 * MINUTE, limit=5 * MINUTE),
            BORGERSERVICE: Service(id=BORGERSERVICE, letter="B", entry=Entry.APPOINTMENT,
                                   expected=15 * MINUTE, longest_wait=45 * MINUTE),
            IT: Service(id=IT, letter="I", entry=Entry.WALK_IN, expected=15 * MINUTE,
                        longest_wait=45 * MINUTE),
        },
        desks={
            ONE: Desk(id=ONE, name="Skranke 1", services=frozenset({KVIK, BORGERSERVICE})),
            TWO: Desk(id=TWO, name="Skranke 2", services=frozenset({KVIK, BORGERSERVICE})),
            HELP_DESK: Desk(id=HELP_DESK, name="IT-bord 1", services=frozenset({IT})),
        },
        hours=Hours(zone=ZoneInfo("Europe/Copenhagen"), weeks={KVIK: week, BORGERSERVICE: week, IT: week}),
    )


def walk_in(number: int, minute: float, service: ServiceId = KVIK) -> Ticket:
    """Return a waiting ticket that came so many minutes after opening."""
    came = OPENING + minute * MINUTE
    letter = {KVIK: "K", BORGERSERVICE: "B", IT: "I"}[service]
    return Ticket(
        id=ticket_id(came.date(), letter, number), letter=letter, number=number, day=came.date(),
        service=service, language="da", arrived_at=came, place_at=came, state=State.WAITING,
    )


def booked(number: int, came: float, due: float) -> Ticket:
    """Return a checked-in booking of Borgerservice; minutes after opening."""
    ticket = walk_in(number, came, BORGERSERVICE)
    time_ = OPENING + due * MINUTE
    late = came - due > 10
    changed: dict[str, object] = {"booked_for": time_, "place_at": ticket.arrived_at if late else time_}
    return Ticket(**{**{f: getattr(ticket, f) for f in Ticket.__dataclass_fields__}, **changed})  # type: ignore[arg-type]


def duty(floor: Floor | None = None, minute: float = 0) -> Duty:
    return duty_now(house(), floor or Floor(), OPENING + minute * MINUTE)

"""What the hub shows of the floor: slips, calls, the board, services and desks, as payloads of the wire."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from broker import messages as m
from queueing import calling
from queueing.bookings import Booking
from queueing.duty import Duty, anybody_for, duty_now
from queueing.floor import Floor
from queueing.house import Desk, Entry, House, Service
from queueing.names import ServiceId
from queueing.outlook import Outlook
from queueing.reception import Standing
from queueing.tickets import Event, Kind, State, Ticket
from queueing.wait import Estimate, estimate, fits_before_closing

MOST_CALLS = 40
MOST_LISTED = 50


def wait(found: Estimate) -> m.Wait:
    """Return an estimate as the wire tells it."""
    return m.Wait(
        kind=found.kind.value, low=found.low, high=found.high, passes_closing=found.passes_closing,
    )


def slip(standing: Standing, *, copy_of_first: bool = False) -> m.Slip:
    """Return what a ticket's paper says."""
    ticket = standing.ticket
    return m.Slip(
        number=ticket.label, service=ticket.service, language=ticket.language,
        ahead=standing.estimate.ahead, wait=wait(standing.estimate), issued_at=ticket.arrived_at,
        code=standing.code, copy_of_first=copy_of_first, booked_for=ticket.booked_for,
    )


def booking(made: Booking) -> m.BookingView:
    """Return a booking as everybody may see it."""
    return m.BookingView(
        code=made.code, task=made.task, service=made.service, start=made.start, end=made.end,
        state=made.state.value, channel=made.channel.value, language=made.language,
        number=None if made.ticket is None else made.ticket[-4:], branch=made.branch,
    )


def call(house: House, event: Event, ticket: Ticket) -> m.Call:
    """Return the announcement of a CALLED or RECALLED event."""
    if event.desk is None:
        raise ValueError(f"event {event.seq} calls {ticket.label} to no desk")
    return m.Call(
        id=call_id(event), seq=event.seq, number=ticket.label, service=ticket.service, desk=event.desk,
        place=house.desk(event.desk).name, called_at=event.at,
        expires_at=event.at + house.rules.call_lifetime, times=_times(event), language=ticket.language,
        station=ticket.station,
    )


def call_id(event: Event) -> str:
    """Return the id of a call: its ticket and the event's seq."""
    return f"{event.ticket}.{event.seq}"


def happening(event: Event, service: str) -> m.Happening:
    """Return an event as those who watch see it."""
    return m.Happening(
        seq=event.seq, kind=event.kind.value, at=event.at, number=event.ticket[-4:], service=service,
        desk=event.desk, cause=event.cause, actor=event.actor, detail=dict(event.detail),
    )


def standing_calls(events: Iterable[Event]) -> list[Event]:
    """Return the calls that hold, from CALLED, RECALLED and CALL_UNDONE events; newest first, both."""
    held: list[Event] = []
    undone: set[str] = set()
    for event in events:
        if event.kind is Kind.CALL_UNDONE:
            undone.add(event.ticket)
        elif event.ticket not in undone:
            held.append(event)
        elif event.kind is Kind.CALLED:
            undone.remove(event.ticket)  # that was the call which was taken back
    return held


def services(
    house: House, floor: Floor, now: datetime, outlook: Mapping[ServiceId, Outlook],
) -> m.Services:
    """Return every service as citizens want to know it."""
    duty = duty_now(house, floor, now)
    return m.Services(services=tuple(
        _service(s, floor, now, duty, outlook.get(s.id), staffed=anybody_for(house, floor, s.id))
        for s in house.services.values()
    ))


def _service(
    service: Service, floor: Floor, now: datetime, duty: Duty, outlook: Outlook | None, *, staffed: bool,
) -> m.ServiceState:
    hours = duty.house.hours
    found = estimate(service.id, floor, now, duty)
    taken_here = service.takes_walk_ins or service.entry is Entry.STATION
    closes = hours.closes_at(service.id, now)
    fits = fits_before_closing(found, service.id, now, duty)
    minutes = None
    if outlook is not None and service.entry is Entry.EITHER:
        minutes = int(outlook.here_and_now.total_seconds() // 60)
    opens = None
    if closes is None or not fits:
        opens = hours.opens_at(service.id, closes or now)
    return m.ServiceState(
        service=service.id, open=closes is not None,
        takes_tickets=fits and staffed and taken_here and (minutes is None or minutes > 0),
        staff=hours.staff(service.id, now), waiting=len(floor.waiting([service.id])), ahead=found.ahead,
        wait=wait(found), closes_at=closes, opens_at=opens, here_and_now_minutes=minutes,
        next_free=None if outlook is None else outlook.next_free,
    )


@dataclass(slots=True)
class DeskViews:
    """Draws desks; desks with the same services share the work of sorting the line."""

    house: House
    floor: Floor
    now: datetime
    newest_calls: Mapping[str, str]
    """Id of the newest call, by ticket."""
    shown: Mapping[str, Sequence[str]]
    """Displays that have painted a call, by call id."""
    remote: Callable[[Ticket, str], m.Remote | None]
    """Tells the far end of a ticket's call, for a visit over a screen."""
    duty: Duty = field(init=False)
    _waiting: list[Ticket] = field(init=False)
    _aside: list[Ticket] = field(init=False)
    _unreachable: list[Ticket] = field(init=False)

    def __post_init__(self) -> None:
        self.duty = duty_now(self.house, self.floor, self.now)
        self._waiting = sorted(self.floor.waiting(), key=lambda t: calling.rank(t, self.now, self.duty))
        aside = (t for t in self.floor.tickets.values() if t.state in (State.PARKED, State.MISSED))
        self._aside = sorted(aside, key=lambda t: t.id)
        self._unreachable = [t for t in self._waiting if not self.duty.reaches(t)]

    def desk(self, desk: Desk) -> m.DeskState:
        """Return one desk as its window and button show it."""
        line = [t for t in self._waiting if calling.may_call(desk, t, self.duty)]
        first = calling.choose(line, desk, self.now, self.duty)
        aside = [t for t in (*self._unreachable, *self._aside) if t.service in desk.services]
        visit = self.floor.at_desk(desk.id)
        return m.DeskState(
            desk=desk.id, status=self.floor.status(desk.id).value,
            visit=None if visit is None else self._visit(visit),
            next=None if first is None else self._listed(first.ticket),
            waiting=tuple(self._listed(t) for t in [*line[:MOST_LISTED], *aside[:MOST_LISTED]]),
            total_waiting=len(line),
        )

    def _visit(self, ticket: Ticket) -> m.Visit:
        rules = self.house.rules
        called = ticket.called_at or self.now
        ended = ticket.wait_ended_at or called
        last = ticket.last_call_at or called
        newest = self.newest_calls.get(ticket.id, "none")
        limit = self.house.services[ticket.service].limit
        undo_until = called + rules.undo_within
        return m.Visit(
            number=ticket.label, service=ticket.service, language=ticket.language,
            waited_seconds=max(0, int((ended - _wait_began(ticket)).total_seconds())),
            called_at=called, last_call_at=last, calls=max(1, ticket.calls), call=newest,
            shown_by=tuple(self.shown.get(newest, ())),
            limit_seconds=None if limit is None else int(limit.total_seconds()),
            undo_until=undo_until if self.now <= undo_until else None,
            recall_from=last + rules.recall_gap if ticket.calls < rules.most_calls else None,
            remote=self.remote(ticket, newest),
        )

    def _listed(self, ticket: Ticket) -> m.Waiting:
        lost_since = None if ticket.station is None else self.duty.lost.get(ticket.station)
        return _waiting(ticket, lost_since)


def _wait_began(ticket: Ticket) -> datetime:
    """Return when the wait began: for a booking its time, not an early check-in (Q-06)."""
    return ticket.arrived_at if ticket.booked_for is None else max(ticket.arrived_at, ticket.booked_for)


def _waiting(ticket: Ticket, lost_since: datetime | None) -> m.Waiting:
    return m.Waiting(
        number=ticket.label, service=ticket.service,
        state="waiting" if ticket.state is State.WAITING else
        "parked" if ticket.state is State.PARKED else "missed",
        arrived_at=ticket.arrived_at, booked_for=ticket.booked_for, help_wanted=ticket.help_wanted,
        station=ticket.station, lost_since=lost_since,
    )


def _times(event: Event) -> int:
    return int(event.detail.get("calls") or 1)

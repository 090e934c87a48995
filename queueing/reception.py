"""The use cases of the house: each is one transaction's worth of work, done whole or refused with a reason.

Reception reads the floor, decides by the rules, and records events; the caller opens and commits the
transaction. Nothing here reads a clock, draws a random number or knows the wire.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from queueing import calling, codes
from queueing.calling import Choice, Rule
from queueing.duty import anybody_for, duty_now
from queueing.errors import Reason, Refused
from queueing.floor import DeskStatus
from queueing.house import Desk, DeskId, Entry, House, Service, ServiceId
from queueing.ports import UnitOfWork
from queueing.tickets import Event, Kind, Paper, State, Ticket, TicketId, Value, evolve, ticket_id
from queueing.wait import Estimate, WaitKind, estimate, fits_before_closing


@dataclass(frozen=True, slots=True)
class Ask:
    """Who asks for something, under which request id, and when."""

    id: str
    actor: str
    now: datetime
    events: list[Event] = field(default_factory=list)
    """What it has caused so far."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A ticket in the line: what its paper and its citizen's screen say."""

    ticket: Ticket
    estimate: Estimate
    code: str


@dataclass(frozen=True, slots=True)
class Summons:
    """A call: the event, the ticket as called, and why it was this one."""

    event: Event
    ticket: Ticket
    choice: Choice


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a press led to: whom it called (None: nobody waits) and whose visit it ended."""

    summons: Summons | None
    finished: Ticket | None


class Reception:
    """The use cases of one house."""

    def __init__(self, house: House, key: bytes) -> None:
        self.house = house
        self._key = key
        """Signs the codes on slips."""

    # ---- citizens

    def issue(
        self, uow: UnitOfWork, ask: Ask, service_name: str, language: str, *, help_wanted: bool = False,
    ) -> Standing:
        """Issue a walk-in ticket; refuses what is closed, unstaffed, too late, or by appointment only."""
        service = self.house.service(service_name)
        self.begin_day(uow, ask)
        found = self.admission(uow, service, ask.now)
        ticket = self._draw(uow, ask, service, {
            "language": language, "place_at": ask.now.isoformat(), "help_wanted": help_wanted,
            "estimate_seconds": int(found.mean.total_seconds()), "low": found.low, "high": found.high,
        })
        return Standing(ticket, found, self.code(ticket))

    def issue_booked(
        self, uow: UnitOfWork, ask: Ask, service_id: ServiceId, language: str, *,
        booked_for: datetime, keeps_time: bool,
    ) -> Standing:
        """Issue the ticket of a citizen with a booked time, who is served even if the line is long (Q-06)."""
        service = self.house.services[service_id]
        place_at = booked_for if keeps_time else ask.now
        ticket = self._draw(uow, ask, service, {
            "language": language, "place_at": place_at.isoformat(), "booked_for": booked_for.isoformat(),
        })
        return self.standing(uow, ticket, ask.now)

    def close_ticket(self, uow: UnitOfWork, ask: Ask, ticket: Ticket, reason: str) -> Ticket:
        """Take a ticket out of the line without service, with a reason."""
        changed, _ = self._record(uow, ask, Kind.CLOSED, ticket, detail={"reason": reason})
        return changed

    def admission(self, uow: UnitOfWork, service: Service, now: datetime) -> Estimate:
        """Return the wait of one who takes a ticket now; refuses when none may be given."""
        if service.entry is Entry.APPOINTMENT:
            raise Refused(Reason.NEEDS_BOOKING, f"{service.id} is by appointment only.",
                          "Book a time with the contact centre or at a desk.", service=service.id)
        if service.entry is Entry.STATION:
            raise Refused(Reason.ONLY_AT_BRANCH, f"{service.id} starts at a branch library's station.",
                          "Use the station there, or another service here.", service=service.id)
        duty = duty_now(self.house, uow.floor, now)
        found = estimate(service.id, uow.floor, now, duty)
        if found.kind is WaitKind.CLOSED:
            raise self._closed(Reason.CLOSED, f"{service.id} is closed now.", service, now)
        if not anybody_for(self.house, uow.floor, service.id):
            raise Refused(Reason.NOBODY_ON_DUTY, f"All desks for {service.id} have closed for today.",
                          "Ask the staff; a desk must open first.", service=service.id)
        if not fits_before_closing(found, service.id, now, duty):
            raise self._closed(
                Reason.CLOSING_SOON, f"{service.id} cannot serve another before closing time.", service, now,
            )
        return found

    def come_back(self, uow: UnitOfWork, ask: Ask, code: str) -> Standing:
        """Take a missed ticket back with half of its waiting kept; show a waiting one its place."""
        self.begin_day(uow, ask)
        label = codes.label_in(self._key, self._day(uow), code)
        if label is None:
            raise Refused(Reason.WRONG_CODE, "This is not the code of one of today's tickets.",
                          "Scan the code on the ticket again, or take a new ticket.")
        ticket = self._by_label(uow, label)
        if ticket.state is State.MISSED:
            ticket = self._return(uow, ask, ticket)
        if ticket.state is not State.WAITING:
            raise self._wrong_state(ticket, "be put back into the line")
        return self.standing(uow, ticket, ask.now)

    def standing(self, uow: UnitOfWork, ticket: Ticket, now: datetime) -> Standing:
        """Return where an open ticket stands in the line."""
        duty = duty_now(self.house, uow.floor, now)
        found = estimate(ticket.service, uow.floor, now, duty, ticket)
        return Standing(ticket, found, self.code(ticket))

    def reprint(self, uow: UnitOfWork, ask: Ask, label: str) -> Standing:
        """Return the standing of an open ticket whose paper shall come again."""
        ticket = self._by_label(uow, label)
        if not ticket.is_open:
            raise self._wrong_state(ticket, "be printed again")
        return self.standing(uow, ticket, ask.now)

    def paper(self, uow: UnitOfWork, ask: Ask, label: str, paper: str) -> Ticket:
        """Note what is known about a ticket's paper."""
        ticket = self._by_label(uow, label)
        changed, _ = self._record(uow, ask, Kind.PAPER, ticket, detail={"paper": Paper(paper).value})
        return changed

    # ---- desks

    def call_next(self, uow: UnitOfWork, ask: Ask, desk_name: str, label: str | None = None) -> Pressed:
        """End the desk's visit and call who is next, or the one that staff chose (Q-04, Q-05)."""
        desk = self.house.desk(desk_name)
        self.begin_day(uow, ask)
        self._ensure_calling(uow, desk)
        current = uow.floor.at_desk(desk.id)
        choice = self._choice(uow, desk, ask.now, label)
        if choice is None and current is None:
            raise Refused(Reason.NOBODY_WAITS, f"Nobody waits for {desk.name}.",
                          "Press again when somebody has taken a ticket.", desk=desk.id)
        finished = None
        if current is not None:
            finished, _ = self._record(uow, ask, Kind.FINISHED, current, desk=desk.id)
        if choice is None:
            return Pressed(None, finished)
        return Pressed(self._call(uow, ask, desk, choice, finished), finished)

    def recall(self, uow: UnitOfWork, ask: Ask, desk_name: str) -> Summons:
        """Call the desk's citizen again: at most 3 calls, 60 s apart (Q-09)."""
        ticket = self._visit(uow, desk_name)
        rules = self.house.rules
        if ticket.calls >= rules.most_calls:
            raise Refused(Reason.TOO_MANY_CALLS, f"{ticket.label} was called {ticket.calls} times.",
                          "Mark it as not met; the citizen can come back with the ticket.",
                          number=ticket.label, calls=ticket.calls)
        gap = ask.now - (ticket.last_call_at or ask.now)
        if timedelta(0) <= gap < rules.recall_gap:
            left = int((rules.recall_gap - gap).total_seconds()) + 1
            raise Refused(Reason.TOO_SOON, f"{ticket.label} was called {int(gap.total_seconds())} s ago.",
                          f"Call again in {left} s.", number=ticket.label, seconds=left)
        detail: dict[str, Value] = {"calls": ticket.calls + 1}
        changed, event = self._record(uow, ask, Kind.RECALLED, ticket, desk=ticket.desk, detail=detail)
        return Summons(event, changed, Choice(changed, Rule.CHOSEN_BY_STAFF))

    def finish(self, uow: UnitOfWork, ask: Ask, desk_name: str) -> Ticket:
        """End the visit at a desk."""
        return self._end_visit(uow, ask, desk_name, Kind.FINISHED)

    def no_show(self, uow: UnitOfWork, ask: Ask, desk_name: str) -> Ticket:
        """Put the desk's citizen, who did not come, into the missed pool."""
        return self._end_visit(uow, ask, desk_name, Kind.MISSED)

    def park(self, uow: UnitOfWork, ask: Ask, desk_name: str) -> Ticket:
        """Set the visit at a desk aside, with its place kept."""
        return self._end_visit(uow, ask, desk_name, Kind.PARKED)

    def resume_ticket(self, uow: UnitOfWork, ask: Ask, label: str) -> Ticket:
        """Put a parked ticket back into the line, in its old place."""
        ticket = self._by_label(uow, label)
        if ticket.state is not State.PARKED:
            raise self._wrong_state(ticket, "be taken back from parking")
        changed, _ = self._record(uow, ask, Kind.RESUMED, ticket)
        return changed

    def transfer(
        self, uow: UnitOfWork, ask: Ask, desk_name: str, to_service: str | None, to_desk: str | None,
    ) -> Ticket:
        """Send the visit on to a service or a desk; number and place stay (Q-11)."""
        ticket = self._visit(uow, desk_name)
        if to_service is None and to_desk is None:
            raise Refused(Reason.MALFORMED, "A transfer needs somewhere to go.", "Name a service or a desk.")
        service = self.house.service(to_service or ticket.service)
        goal = None if to_desk is None else self.house.desk(to_desk)
        if goal is not None and service.id not in goal.services:
            raise Refused(Reason.NOT_COMPETENT, f"{goal.name} does not serve {service.id}.",
                          "Choose another desk, or a service that this desk has.",
                          desk=goal.id, service=service.id)
        detail: dict[str, Value] = {"service": service.id, "to_desk": None if goal is None else goal.id}
        changed, _ = self._record(uow, ask, Kind.TRANSFERRED, ticket, desk=ticket.desk, detail=detail)
        return changed

    def undo(self, uow: UnitOfWork, ask: Ask, desk_name: str) -> Ticket:
        """Take the last call back within 30 s: the ticket gets its place, the ended visit goes on (Q-10)."""
        ticket = self._visit(uow, desk_name)
        called = self._last(uow, ticket, Kind.CALLED)
        within = self.house.rules.undo_within
        if ask.now - called.at > within:
            raise Refused(Reason.TOO_LATE, f"The call of {ticket.label} is more than "
                          f"{int(within.total_seconds())} s old.", "Use park, transfer or not met instead.",
                          number=ticket.label)
        detail = {name: called.detail.get(name) for name in ("state", "desk", "wait_ended_at")}
        changed, _ = self._record(uow, ask, Kind.CALL_UNDONE, ticket, desk=ticket.desk, detail=detail)
        self._reopen_what_it_ended(uow, ask, called)
        return changed

    def open_desk(self, uow: UnitOfWork, ask: Ask, desk_name: str) -> None:
        """Open a desk for the day, or again after a pause."""
        self._set_desk(uow, ask, desk_name, DeskStatus.OPEN)

    def pause_desk(self, uow: UnitOfWork, ask: Ask, desk_name: str) -> None:
        """Let a desk rest; a visit under way goes on."""
        self._set_desk(uow, ask, desk_name, DeskStatus.PAUSED)

    def close_desk(self, uow: UnitOfWork, ask: Ask, desk_name: str) -> None:
        """Close a desk for today; its visit must have ended."""
        desk = self.house.desk(desk_name)
        current = uow.floor.at_desk(desk.id)
        if current is not None:
            raise Refused(Reason.DESK_BUSY, f"{current.label} is still at {desk.name}.",
                          "Finish the visit first.", desk=desk.id, number=current.label)
        self._set_desk(uow, ask, desk_name, DeskStatus.CLOSED)

    # ---- the day

    def begin_day(self, uow: UnitOfWork, ask: Ask) -> None:
        """Start a new business day when the date has changed; open tickets are closed first (Q-12)."""
        today = self.house.hours.business_day(ask.now)
        if uow.floor.day is not None and uow.floor.day >= today:
            return  # a clock that jumped back must not start a second day
        for ticket in list(uow.floor.tickets.values()):
            self._record(uow, ask, Kind.CLOSED, ticket, detail={"reason": "day_end"})
        uow.start_day(today)

    # ---- looking

    def code(self, ticket: Ticket) -> str:
        """Return the code that the ticket's slip bears."""
        return codes.ticket_code(self._key, ticket.day, ticket.label)

    def find(self, uow: UnitOfWork, label: str) -> Ticket:
        """Return one of today's tickets, open or not; refuses an unknown number."""
        return self._by_label(uow, label)

    def next_for(self, uow: UnitOfWork, desk: Desk, now: datetime) -> Choice | None:
        """Return whom a press of this desk would call now."""
        return calling.choose(uow.floor.waiting(), desk, now, duty_now(self.house, uow.floor, now))

    # ---- inside

    def _draw(self, uow: UnitOfWork, ask: Ask, service: Service, detail: dict[str, Value]) -> Ticket:
        """Record a new ticket under the service's next number of the day (Q-01)."""
        day = self._day(uow)
        number = uow.draw_number(service.letter, day)
        if number > self.house.rules.highest_number:
            raise Refused(Reason.NO_NUMBERS_LEFT, f"All numbers of {service.letter} are used today.",
                          "Serve by paper numbers from 900, or wait for tomorrow.", service=service.id)
        ticket, _ = self._record(
            uow, ask, Kind.ISSUED, None, ticket_id(day, service.letter, number),
            detail={"letter": service.letter, "number": number, "day": day.isoformat(),
                    "service": service.id, **detail},
        )
        return ticket

    def _choice(self, uow: UnitOfWork, desk: Desk, now: datetime, label: str | None) -> Choice | None:
        if label is None:
            return self.next_for(uow, desk, now)
        ticket = self._by_label(uow, label)
        if ticket.state not in (State.WAITING, State.PARKED, State.MISSED):
            raise self._wrong_state(ticket, "be called")
        if ticket.service not in desk.services:
            raise Refused(Reason.NOT_COMPETENT, f"{desk.name} does not serve {ticket.service}.",
                          "Call it from a desk that does, or transfer it.",
                          desk=desk.id, service=ticket.service)
        return Choice(ticket, Rule.CHOSEN_BY_STAFF)

    def _call(
        self, uow: UnitOfWork, ask: Ask, desk: Desk, choice: Choice, finished: Ticket | None,
    ) -> Summons:
        """Record the call, with all that an undo needs to give back."""
        before = choice.ticket
        ended = before.wait_ended_at
        detail: dict[str, Value] = {
            **choice.facts, "rule": choice.rule.value, "state": before.state.value, "desk": before.desk,
            "wait_ended_at": None if ended is None else ended.isoformat(),
            "finished": None if finished is None else finished.id,
        }
        ticket, event = self._record(uow, ask, Kind.CALLED, before, desk=desk.id, detail=detail)
        return Summons(event, ticket, choice)

    def _return(self, uow: UnitOfWork, ask: Ask, ticket: Ticket) -> Ticket:
        if ticket.returns >= self.house.rules.most_returns:
            raise Refused(Reason.TOO_MANY_RETURNS, f"{ticket.label} missed its call too often.",
                          "Take a new ticket, or ask the staff.", number=ticket.label)
        kept = (ask.now - ticket.arrived_at) / 2
        detail: dict[str, Value] = {"place_at": (ask.now - kept).isoformat()}
        changed, _ = self._record(uow, ask, Kind.RETURNED, ticket, detail=detail)
        return changed

    def _end_visit(self, uow: UnitOfWork, ask: Ask, desk_name: str, kind: Kind) -> Ticket:
        ticket = self._visit(uow, desk_name)
        changed, _ = self._record(uow, ask, kind, ticket, desk=ticket.desk)
        return changed

    def _reopen_what_it_ended(self, uow: UnitOfWork, ask: Ask, called: Event) -> None:
        """Give the desk back the visit that the same press had finished."""
        name = called.detail.get("finished")
        ended = None if name is None else uow.ticket(TicketId(str(name)))
        if ended is not None and ended.state is State.FINISHED:
            self._record(uow, ask, Kind.REOPENED, ended, desk=called.desk)

    def _set_desk(self, uow: UnitOfWork, ask: Ask, desk_name: str, status: DeskStatus) -> None:
        desk = self.house.desk(desk_name)
        self.begin_day(uow, ask)
        if uow.floor.status(desk.id) is not status:
            uow.set_desk(desk.id, status)

    def _ensure_calling(self, uow: UnitOfWork, desk: Desk) -> None:
        """Refuse a desk that is paused or closed; a first press of the day opens it."""
        status = uow.floor.status(desk.id)
        if status is DeskStatus.PAUSED:
            raise Refused(Reason.DESK_PAUSED, f"{desk.name} is paused.", "Resume it first.", desk=desk.id)
        if status is DeskStatus.CLOSED:
            raise Refused(Reason.DESK_CLOSED, f"{desk.name} is closed today.", "Open it first.", desk=desk.id)
        if status is DeskStatus.UNATTENDED:
            uow.set_desk(desk.id, DeskStatus.OPEN)

    def _visit(self, uow: UnitOfWork, desk_name: str) -> Ticket:
        desk = self.house.desk(desk_name)
        ticket = uow.floor.at_desk(DeskId(desk.id))
        if ticket is None:
            raise Refused(Reason.NOBODY_AT_DESK, f"Nobody is at {desk.name}.", "Call somebody first.",
                          desk=desk.id)
        return ticket

    def _by_label(self, uow: UnitOfWork, label: str) -> Ticket:
        ticket = uow.ticket(TicketId(f"{self._day(uow).isoformat()}-{label}")) if uow.floor.day else None
        if ticket is None:
            raise Refused(Reason.UNKNOWN_TICKET, f"There is no ticket {label[:8]!r} today.",
                          "Check the letter and the three digits.", number=label[:8])
        return ticket

    def _last(self, uow: UnitOfWork, ticket: Ticket, kind: Kind) -> Event:
        return next(e for e in reversed(uow.history(ticket.id)) if e.kind is kind)

    def _day(self, uow: UnitOfWork) -> date:
        if uow.floor.day is None:
            raise RuntimeError("no business day yet: begin_day() comes first")
        return uow.floor.day

    def _closed(self, reason: Reason, message: str, service: Service, now: datetime) -> Refused:
        opens = self.house.hours.opens_at(service.id, now)
        if reason is Reason.CLOSING_SOON:
            opens = self.house.hours.opens_at(service.id, self.house.hours.closes_at(service.id, now) or now)
        if opens is None:
            return Refused(reason, message, "No opening is planned; ask the staff.", service=service.id)
        return Refused(reason, message, f"It opens {opens.isoformat(timespec='minutes')}.",
                       service=service.id, opens_at=opens.isoformat())

    @staticmethod
    def _wrong_state(ticket: Ticket, wish: str) -> Refused:
        return Refused(Reason.WRONG_STATE, f"{ticket.label} is {ticket.state} and cannot {wish}.",
                       "Look at the ticket's history: kvik why.",
                       number=ticket.label, state=ticket.state.value)

    @staticmethod
    def _record(
        uow: UnitOfWork, ask: Ask, kind: Kind, ticket: Ticket | None, new: TicketId | None = None, *,
        desk: DeskId | None = None, detail: dict[str, Value] | None = None,
    ) -> tuple[Ticket, Event]:
        """Append one event and store the ticket that it leads to."""
        about = new if ticket is None else ticket.id
        if about is None:
            raise ValueError("an event needs a ticket, or the id of the one that it issues")
        event = Event(
            seq=uow.floor.last_seq + 1, kind=kind, at=ask.now, ticket=about, desk=desk,
            cause=ask.id, actor=ask.actor, detail=detail or {},
        )
        changed = evolve(ticket, event)
        uow.record(event, changed)
        ask.events.append(event)
        return changed, event

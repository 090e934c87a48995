"""What staff can do at a desk: call, recall, finish, undo, send on, set aside; and whether the desk is open."""

from __future__ import annotations

from datetime import datetime, timedelta

from queueing import calling
from queueing.calling import Choice, Rule
from queueing.cases import Ask, Cases, Pressed, Summons
from queueing.duty import duty_now
from queueing.errors import Reason, Refused
from queueing.floor import DeskStatus
from queueing.house import Desk, Entry, Service
from queueing.names import DeskId
from queueing.ports import UnitOfWork
from queueing.station_cases import line_lost
from queueing.tickets import Event, Kind, State, Ticket, TicketId, Value


class DeskCases(Cases):
    """The use cases at the desks."""

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
        left = None if current is None else self._leave(uow, ask, current)
        if choice is None:
            return Pressed(None, left)
        return Pressed(self._call(uow, ask, desk, choice, left), left)

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
        """Put the desk's citizen, who did not come, into the missed pool; a lost line is no no-show."""
        ticket = self._visit(uow, desk_name)
        if self._lost_since(uow, ticket) is not None:
            raise Refused(Reason.LINE_LOST, f"The line to {ticket.station} is lost; {ticket.label} cannot come.",
                          "Wait for the line, or set the visit aside: it comes back by itself.",
                          number=ticket.label, station=str(ticket.station))
        return self._end_visit(uow, ask, desk_name, Kind.MISSED)

    def park(self, uow: UnitOfWork, ask: Ask, desk_name: str) -> Ticket:
        """Set the visit at a desk aside, with its place kept."""
        ticket = self._visit(uow, desk_name)
        lost_since = self._lost_since(uow, ticket)
        detail = {} if lost_since is None else line_lost(lost_since)
        changed, _ = self._record(uow, ask, Kind.PARKED, ticket, desk=ticket.desk, detail=detail)
        return changed

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
        if ticket.station is None and service.entry is Entry.STATION:
            raise Refused(Reason.ONLY_AT_BRANCH, f"{ticket.label} sits at no screen, and {service.id} needs one.",
                          "Choose another service.", service=service.id)
        if ticket.station is not None and not self._has_screen(service, goal):
            raise Refused(Reason.NOT_COMPETENT, f"{ticket.label} sits at a screen, and {service.id} has none.",
                          "Book a time there instead.", service=service.id)
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

    def next_for(self, uow: UnitOfWork, desk: Desk, now: datetime) -> Choice | None:
        """Return whom a press of this desk would call now."""
        return calling.choose(uow.floor.waiting(), desk, now, duty_now(self.house, uow.floor, now))

    # ---- inside

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
        if ticket.station in uow.floor.lost:
            raise Refused(Reason.LINE_LOST, f"The line to {ticket.station} is lost.",
                          "Wait until it is back, or call somebody else.",
                          number=ticket.label, station=str(ticket.station))
        self._check_seat(uow, ticket)
        return Choice(ticket, Rule.CHOSEN_BY_STAFF)

    def _call(
        self, uow: UnitOfWork, ask: Ask, desk: Desk, choice: Choice, left: Ticket | None,
    ) -> Summons:
        """Record the call, with all that an undo needs to give back."""
        before = choice.ticket
        ended = before.wait_ended_at
        detail: dict[str, Value] = {
            **choice.facts, "rule": choice.rule.value, "state": before.state.value, "desk": before.desk,
            "wait_ended_at": None if ended is None else ended.isoformat(),
            "finished": None if left is None else left.id,
        }
        ticket, event = self._record(uow, ask, Kind.CALLED, before, desk=desk.id, detail=detail)
        return Summons(event, ticket, choice)

    def _leave(self, uow: UnitOfWork, ask: Ask, current: Ticket) -> Ticket:
        """End the visit that a press leaves; one whose line is lost is set aside instead, and goes on later."""
        lost_since = self._lost_since(uow, current)
        kind, detail = (Kind.FINISHED, {}) if lost_since is None else (Kind.PARKED, line_lost(lost_since))
        left, _ = self._record(uow, ask, kind, current, desk=current.desk, detail=detail)
        return left

    @staticmethod
    def _lost_since(uow: UnitOfWork, ticket: Ticket) -> datetime | None:
        return None if ticket.station is None else uow.floor.lost.get(ticket.station)

    def _has_screen(self, service: Service, goal: Desk | None) -> bool:
        """Whether those who serve a service, or one desk of theirs, serve citizens at stations too."""
        screen = self.house.over_screen()
        desks = self.house.desks_for(service.id) if goal is None else (goal,)
        return screen is not None and any(screen.id in desk.services for desk in desks)

    def _end_visit(self, uow: UnitOfWork, ask: Ask, desk_name: str, kind: Kind) -> Ticket:
        ticket = self._visit(uow, desk_name)
        changed, _ = self._record(uow, ask, kind, ticket, desk=ticket.desk)
        return changed

    def _reopen_what_it_ended(self, uow: UnitOfWork, ask: Ask, called: Event) -> None:
        """Give the desk back the visit that the same press had finished, or set aside.

        Not where a new visit has begun at its station: a chair has one citizen (Q-14).
        """
        name = called.detail.get("finished")
        ended = None if name is None else uow.ticket(TicketId(str(name)))
        if ended is None or ended.state not in (State.FINISHED, State.PARKED):
            return
        present = None if ended.station is None else uow.floor.at_station(ended.station)
        if present is None or present.id == ended.id:
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

    def _last(self, uow: UnitOfWork, ticket: Ticket, kind: Kind) -> Event:
        return next(e for e in reversed(uow.history(ticket.id)) if e.kind is kind)

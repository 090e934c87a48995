"""What citizens can do: take a ticket, come with a booked time, come back after a missed call, print again."""

from __future__ import annotations

from datetime import datetime

from queueing import codes
from queueing.cases import Ask, Cases, Standing
from queueing.duty import anybody_for, duty_now
from queueing.errors import Reason, Refused
from queueing.house import Entry, Service
from queueing.names import ServiceId, StationId
from queueing.ports import UnitOfWork
from queueing.tickets import Kind, Paper, State, Ticket, Value, ticket_id
from queueing.wait import Estimate, estimate, fits_before_closing


class CitizenCases(Cases):
    """The use cases at the kiosk."""

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
        booked_for: datetime, keeps_time: bool, station: StationId | None = None,
    ) -> Standing:
        """Issue the ticket of a citizen with a booked time, who is served even if the line is long (Q-06)."""
        service = self.house.services[service_id]
        place_at = booked_for if keeps_time else ask.now
        detail: dict[str, Value] = {} if station is None else {"station": station}
        ticket = self._draw(uow, ask, service, {
            "language": language, "place_at": place_at.isoformat(), "booked_for": booked_for.isoformat(), **detail,
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
        return self._admitted(uow, service, now)

    def check_open(self, service: Service, now: datetime) -> None:
        """Refuse a service that is closed."""
        if not self.house.hours.open_at(service.id, now):
            raise self._closed(Reason.CLOSED, f"{service.id} is closed now.", service, now)

    def _admitted(self, uow: UnitOfWork, service: Service, now: datetime) -> Estimate:
        """Return the wait of one who joins the line now; refuses what is closed, unstaffed or too late."""
        duty = duty_now(self.house, uow.floor, now)
        found = estimate(service.id, uow.floor, now, duty)
        self.check_open(service, now)
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

    def _return(self, uow: UnitOfWork, ask: Ask, ticket: Ticket) -> Ticket:
        if ticket.returns >= self.house.rules.most_returns:
            raise Refused(Reason.TOO_MANY_RETURNS, f"{ticket.label} missed its call too often.",
                          "Take a new ticket, or ask the staff.", number=ticket.label)
        self._check_seat(uow, ticket)
        detail: dict[str, Value] = {"place_at": fair_place(ticket, ask.now).isoformat()}
        changed, _ = self._record(uow, ask, Kind.RETURNED, ticket, detail=detail)
        return changed

    def _closed(self, reason: Reason, message: str, service: Service, now: datetime) -> Refused:
        opens = self.house.hours.opens_at(service.id, now)
        if reason is Reason.CLOSING_SOON:
            opens = self.house.hours.opens_at(service.id, self.house.hours.closes_at(service.id, now) or now)
        if opens is None:
            return Refused(reason, message, "No opening is planned; ask the staff.", service=service.id)
        return Refused(reason, message, f"It opens {opens.isoformat(timespec='minutes')}.",
                       service=service.id, opens_at=opens.isoformat())


def fair_place(ticket: Ticket, now: datetime) -> datetime:
    """Return the place of one who comes back: with half of the wait kept."""
    return now - (now - ticket.arrived_at) / 2

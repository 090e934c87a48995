"""What a citizen at a branch library's station can do, and what a lost line does to the place in the queue.

A station has one citizen at a time. Who sits there waits by the same rules as everybody else; they can be
called only while the station is heard (Q-14). A lost line costs nobody their place for 10 minutes, and makes
nobody a no-show: after that the ticket is set aside, and comes back by itself with a fair place.
"""

from __future__ import annotations

from datetime import datetime

from queueing.cases import Ask, Standing
from queueing.citizen_cases import CitizenCases, fair_place
from queueing.errors import Reason, Refused
from queueing.floor import Floor
from queueing.house import Service, Station
from queueing.names import StationId
from queueing.ports import UnitOfWork
from queueing.tickets import Kind, State, Ticket, Value

LINE_LOST = "line_lost"
"""Why a ticket was set aside."""


class StationCases(CitizenCases):
    """The use cases at the stations."""

    def start_visit(self, uow: UnitOfWork, ask: Ask, station_name: str, language: str) -> Standing:
        """Let the citizen at a station join the line; refuses what is closed, and a station that is taken."""
        station = self.house.station(station_name)
        service = self._screen_service(station)
        self.begin_day(uow, ask)
        self.check_station_free(uow, ask, station)
        found = self._admitted(uow, service, ask.now)
        ticket = self._draw(uow, ask, service, {
            "language": language, "place_at": ask.now.isoformat(), "station": station.id,
            "estimate_seconds": int(found.mean.total_seconds()), "low": found.low, "high": found.high,
        })
        return Standing(ticket, found, self.code(ticket))

    def ready_visit(self, uow: UnitOfWork, ask: Ask, station_name: str) -> Ticket:
        """Note that the citizen at a station is ready; one who missed the call comes back into the line."""
        ticket = self._guest(uow, station_name, ask.now)
        if ticket.state is State.MISSED:
            ticket = self._return(uow, ask, ticket)
        if not ticket.ready:
            ticket, _ = self._record(uow, ask, Kind.READY, ticket)
        return ticket

    def end_visit(self, uow: UnitOfWork, ask: Ask, station_name: str) -> Ticket:
        """End the visit at a station: a conversation is finished, and who waits leaves the line."""
        ticket = self._guest(uow, station_name, ask.now)
        if ticket.state is State.CALLED:
            changed, _ = self._record(uow, ask, Kind.FINISHED, ticket, desk=ticket.desk)
        else:
            changed, _ = self._record(uow, ask, Kind.CLOSED, ticket, detail={"reason": "left"})
        return changed

    def guest(self, floor: Floor, station: StationId, now: datetime) -> Ticket | None:
        """Return whom a station's screen is about: who sits there, or has just missed the call."""
        present = floor.at_station(station)
        if present is not None:
            return present
        grace = self.house.rules.line_grace
        missed = [t for t in floor.missed(station) if t.last_call_at is not None and now - t.last_call_at < grace]
        return max(missed, key=lambda t: t.last_call_at or t.arrived_at, default=None)

    def check_station_free(self, uow: UnitOfWork, ask: Ask, station: Station) -> None:
        """Refuse a station that is not heard, unless it asks itself, or that has a citizen already."""
        if station.id in uow.floor.lost and ask.actor != station.id:
            raise Refused(Reason.LINE_LOST, f"{station.id} is not connected.",
                          "Turn the station on, and look at its network.", station=station.id)
        present = uow.floor.at_station(station.id)
        if present is not None:
            raise Refused(Reason.STATION_BUSY, f"{present.label} sits at {station.id}.",
                          "End that visit first.", station=station.id, number=present.label)

    def keep_stations(self, uow: UnitOfWork, ask: Ask) -> None:
        """Set aside whose line is lost for too long, and take back whose line has returned."""
        for ticket in [t for t in uow.floor.tickets.values() if t.station is not None]:
            lost_since = uow.floor.lost.get(StationId(ticket.station or ""))
            if lost_since is not None:
                self._set_aside(uow, ask, ticket, lost_since)
            elif ticket.state is State.PARKED:
                self._take_back(uow, ask, ticket)

    # ---- inside

    def _screen_service(self, station: Station) -> Service:
        service = self.house.reached_from(station)
        if service is None:
            raise Refused(Reason.UNKNOWN_SERVICE, f"No service is given over the screen at {station.id}.",
                          'Give one of its services entry = "station", and restart the hub.')
        return service

    def _guest(self, uow: UnitOfWork, station_name: str, now: datetime) -> Ticket:
        station = self.house.station(station_name)
        ticket = self.guest(uow.floor, station.id, now)
        if ticket is None:
            raise Refused(Reason.NOBODY_AT_STATION, f"Nobody is at {station.id}.", "Start a visit first.",
                          station=station.id)
        return ticket

    def _set_aside(self, uow: UnitOfWork, ask: Ask, ticket: Ticket, lost_since: datetime) -> None:
        if ticket.state is State.WAITING and ask.now - lost_since > self.house.rules.line_grace:
            self._record(uow, ask, Kind.PARKED, ticket, detail=line_lost(lost_since))

    def _take_back(self, uow: UnitOfWork, ask: Ask, ticket: Ticket) -> None:
        """Give a ticket that lost its line its place again; a fair one, when that took too long."""
        parked = next(e for e in reversed(uow.history(ticket.id)) if e.kind is Kind.PARKED)
        if parked.detail.get("reason") != LINE_LOST:
            return
        gone = ask.now - datetime.fromisoformat(str(parked.detail["since"]))
        late = gone > self.house.rules.line_grace
        detail: dict[str, Value] = {"place_at": fair_place(ticket, ask.now).isoformat()} if late else {}
        self._record(uow, ask, Kind.RESUMED, ticket, detail=detail)


def line_lost(since: datetime) -> dict[str, Value]:
    """Return the detail of a ticket that is set aside because its line is lost."""
    return {"reason": LINE_LOST, "since": since.isoformat()}

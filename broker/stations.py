"""Stations as the hub hears them: which are there, since when a line is lost, and whether the pictures open.

In memory: after a start every station counts as lost until it is heard, which costs no citizen the place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from broker import messages as m
from broker.views import wait
from config.video import Side
from queueing.names import StationId
from queueing.tickets import State
from queueing.wait import Estimate, WaitKind, estimate

if TYPE_CHECKING:
    from broker.meetings import Meetings
    from queueing.duty import Duty
    from queueing.floor import Floor
    from queueing.reception import Reception
    from queueing.tickets import Ticket

Picture = Literal["opening", "open", "failed"]
_PICTURES_KEPT = 1000
_CALLED = Estimate(WaitKind.NOW)


class StationBook:
    """What the hub knows of its stations; used by the writer thread only."""

    def __init__(self, reception: Reception, meetings: Meetings, started: datetime) -> None:
        self._reception = reception
        self._meetings = meetings
        self._stations = tuple(reception.house.stations)
        self._lost: Mapping[StationId, datetime] = dict.fromkeys(self._stations, started)
        self._pictures: dict[str, Picture] = {}

    @property
    def lost(self) -> Mapping[StationId, datetime]:
        """Return the stations that are not heard, and since when; never changed, only replaced."""
        return self._lost

    def presence(self, device: str, *, online: bool, now: datetime) -> bool:
        """Note that a station came or went; True when that changes anything."""
        station = StationId(device)
        if station not in self._stations or online == (station not in self._lost):
            return False
        others = {s: since for s, since in self._lost.items() if s != station}
        self._lost = others if online else {**others, station: now}
        return True

    def picture(self, call: str, state: Picture) -> None:
        """Note whether the picture of a call's conversation stands at the station."""
        self._pictures[call] = state
        while len(self._pictures) > _PICTURES_KEPT:
            self._pictures.pop(next(iter(self._pictures)))

    # ---- views

    def remote(self, ticket: Ticket, call: str) -> m.Remote | None:
        """Return the far end of a visit as its officer needs it; None for one in the house."""
        if ticket.station is None:
            return None
        return m.Remote(
            station=ticket.station, ready=ticket.ready, lost_since=self._lost.get(ticket.station),
            video=self._pictures.get(call, "opening"),
            conversation=self._meetings.conversation(ticket, call, Side.DESK),
        )

    def states(
        self, floor: Floor, now: datetime, duty: Duty, newest_calls: Mapping[str, str],
    ) -> Iterable[m.StationState]:
        """Yield every station as its screen shows it."""
        for station in self._stations:
            guest = self._reception.guest(floor, station, now)
            visit = None if guest is None else self._visit(guest, floor, now, duty, newest_calls)
            yield m.StationState(station=station, visit=visit)

    def _visit(
        self, ticket: Ticket, floor: Floor, now: datetime, duty: Duty, newest_calls: Mapping[str, str],
    ) -> m.StationVisit:
        called = ticket.state is State.CALLED
        found = estimate(ticket.service, floor, now, duty, ticket) if ticket.state is State.WAITING else _CALLED
        desk = ticket.desk if called else None
        return m.StationVisit(
            number=ticket.label, service=ticket.service, language=ticket.language,
            state=_SHOWN[ticket.state], ready=ticket.ready, ahead=found.ahead, wait=wait(found),
            arrived_at=ticket.arrived_at, booked_for=ticket.booked_for,
            place="" if desk is None else duty.house.desks[desk].name, called_at=ticket.called_at,
            times=ticket.calls, conversation=self._meetings.conversation(
                ticket, newest_calls.get(ticket.id, "none"), Side.STATION,
            ) if called else None,
        )


_SHOWN: dict[State, Literal["waiting", "called", "parked", "missed"]] = {
    State.WAITING: "waiting", State.CALLED: "called", State.PARKED: "parked", State.MISSED: "missed",
}

"""The clerk for stations: what a citizen at a branch library asks for, as use cases of the reception."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broker import messages as m
from broker import views
from broker.work import Done, Serve
from config.devices import desk_device
from queueing.errors import Reason, Refused
from queueing.names import StationId
from queueing.ports import UnitOfWork
from queueing.reception import Ask, Reception
from queueing.tickets import Ticket

if TYPE_CHECKING:
    from broker.alarms import AlarmBook
    from broker.stations import StationBook


class StationClerk:
    """Serves the actions of stations, and what desks report of their end of a conversation."""

    def __init__(self, reception: Reception, stations: StationBook, alarms: AlarmBook) -> None:
        self._reception = reception
        self._stations = stations
        self._alarms = alarms

    def actions(self) -> dict[str, Serve]:
        """Return what serves each action."""
        return {
            "start-visit": self._start,
            "ready-visit": self._ready,
            "end-visit": self._end,
            "report-video": self._report,
        }

    def _start(self, uow: UnitOfWork, ask: Ask, data: m.StartVisit, _done: Done) -> m.Payload:
        return m.Taken(slip=views.slip(self._reception.start_visit(uow, ask, data.station, data.language)))

    def _ready(self, uow: UnitOfWork, ask: Ask, data: m.AtStation, _done: Done) -> m.Payload:
        self._reception.ready_visit(uow, ask, data.station)
        return m.Nothing()

    def _end(self, uow: UnitOfWork, ask: Ask, data: m.AtStation, _done: Done) -> m.Payload:
        self._reception.end_visit(uow, ask, data.station)
        return m.Nothing()

    def _report(self, uow: UnitOfWork, ask: Ask, data: m.VideoReport, _done: Done) -> m.Payload:
        """Take in what became of a picture: of its own visit only, and for the officer the station's counts."""
        visit = self._visit_of(uow, ask.actor)
        if visit is None or not data.call.startswith(f"{visit.id}."):
            raise Refused(Reason.WRONG_STATE, f"{ask.actor} has no conversation {data.call}.",
                          "Report the present one only.")
        if ask.actor == visit.station and data.state != "closed":
            self._stations.picture(data.call, data.state)
        self._alarms.video(ask.actor, failed=data.state == "failed", now=ask.now)
        return m.Nothing()

    def _visit_of(self, uow: UnitOfWork, device: str) -> Ticket | None:
        if device in self._reception.house.stations:
            return uow.floor.at_station(StationId(device))
        return next((v for desk, v in uow.floor.visits().items() if device == desk_device(desk)), None)

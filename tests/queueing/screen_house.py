"""The small house with branch libraries: two stations at Fuglebjerg, one at Glumsø, served at the desks of B."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from queueing.hours import Hours
from queueing.house import Desk, Entry, House, Service, Station
from queueing.names import BranchId, ServiceId, StationId
from queueing.tickets import State, Ticket, replay
from tests.queueing import booked_house
from tests.queueing.small_house import BORGERSERVICE, KVIK, MINUTE, ONE, TWO

SCREEN = ServiceId("skaerm")
FUGLEBJERG, GLUMSOE = BranchId("fuglebjerg"), BranchId("glumsoe")
NEAR, NEXT_TO_IT, FAR = StationId("fuglebjerg-1"), StationId("fuglebjerg-2"), StationId("glumsoe-1")
STATIONS = (Station(id=NEAR, branch=FUGLEBJERG), Station(id=NEXT_TO_IT, branch=FUGLEBJERG),
            Station(id=FAR, branch=GLUMSOE))


def house() -> House:
    plain = booked_house.house()
    screen = Service(
        id=SCREEN, letter="S", entry=Entry.STATION, expected=15 * MINUTE, longest_wait=45 * MINUTE,
    )
    served = frozenset({KVIK, BORGERSERVICE, SCREEN})
    return replace(
        plain,
        services={**plain.services, SCREEN: screen},
        desks={**plain.desks, ONE: Desk(id=ONE, name="Skranke 1", services=served),
               TWO: Desk(id=TWO, name="Skranke 2", services=served)},
        hours=Hours(zone=plain.hours.zone, weeks=plain.hours.weeks, same_staff={SCREEN: BORGERSERVICE}),
        stations={station.id: station for station in STATIONS},
    )


class Trial(booked_house.Trial):
    """Appointments and reception of this house, with lines that the test cuts and mends."""

    def __init__(self) -> None:
        super().__init__(house())
        self.lost: dict[StationId, datetime] = {}

    def do(self, use_case: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        def with_lines(uow: Any, ask: Any, *rest: Any, **more: Any) -> Any:
            uow.floor.lost = self.lost
            return use_case(uow, ask, *rest, **more)

        return super().do(with_lines, *arguments, **named)

    def start(self, station: StationId = NEAR) -> str:
        label: str = self.do(self.reception.start_visit, station, "da").ticket.label
        return label

    def cut(self, station: StationId = NEAR) -> None:
        self.lost = {**self.lost, station: self.now}
        self.do(self.reception.keep_stations)

    def mend(self, station: StationId = NEAR) -> None:
        self.lost = {s: since for s, since in self.lost.items() if s != station}
        self.do(self.reception.keep_stations)

    def pass_minutes(self, minutes: float) -> None:
        self.now += minutes * MINUTE
        self.do(self.reception.keep_stations)

    def take(self, service: str = "kvik") -> str:
        label: str = self.do(self.reception.issue, service, "da").ticket.label
        return label

    def press_for(self, label: str, desk: str = "skranke-1") -> None:
        self.do(self.reception.call_next, desk, label)

    def ticket(self, label: str) -> Ticket:
        found: Ticket = self.do(lambda uow, _ask: self.reception.find(uow, label))
        return found

    def state(self, label: str) -> State:
        return self.ticket(label).state

    def check_log(self) -> None:
        """The log replays to the state that is stored (Q-03)."""
        for name, events in self.store.histories.items():
            assert replay(events) == self.store.tickets[name]

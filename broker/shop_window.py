"""The hub's retained state: board, services, desks and alarms, published when they change."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from broker import messages as m
from broker import views
from broker.topics import (
    ALARMS,
    BOARD,
    CALENDARS,
    DESK,
    HAPPENING,
    SERVICES,
    STATION,
    SUMMONSES,
    Topic,
)
from queueing.tickets import Event, Kind

if TYPE_CHECKING:
    from broker.alarms import AlarmBook
    from broker.calendars.book import CalendarBook
    from broker.link import Link
    from broker.stations import StationBook
    from broker.summons import SummonsBook
    from queueing.floor import Floor
    from queueing.house import House
    from queueing.names import ServiceId
    from queueing.outlook import Outlook
    from queueing.ports import UnitOfWork

_ACKNOWLEDGED_KEPT = 200
REPEATED_FOR = timedelta(seconds=10)
"""On a cluster: how long what has changed is told again, since a node may not know yet who reads at another."""


class ShopWindow:
    """Draws what everybody may see from the floor; used by the writer thread only."""

    def __init__(
        self, house: House, *, alarms: AlarmBook, summons: SummonsBook, stations: StationBook,
        calendars: CalendarBook, link: Link,
    ) -> None:
        self._house = house
        self._alarms = alarms
        self._summons = summons
        self._stations = stations
        self._calendars = calendars
        self._link = link
        self._calls: deque[m.Call] = deque(maxlen=views.MOST_CALLS)
        self._seq = 0
        self._shown: dict[str, list[str]] = {}
        self._published: dict[str, m.Payload] = {}
        self._changed_at: dict[str, datetime] = {}
        self._now = datetime.min.replace(tzinfo=UTC)
        self._repeats = False

    def load(self, uow: UnitOfWork) -> None:
        """Take over the day's calls from the store, after a start or a rolled back transaction."""
        events = views.standing_calls(uow.calls(2 * views.MOST_CALLS))
        self._calls.clear()
        for event in events[: views.MOST_CALLS]:
            ticket = uow.ticket(event.ticket)
            if ticket is not None:
                self._calls.append(views.call(self._house, event, ticket))
        self._seq = uow.floor.last_seq

    def happened(self, events: Iterable[Event], floor: Floor, calls: Iterable[m.Call]) -> None:
        """Take in what a transaction committed, and tell those who watch."""
        for call in calls:
            self._calls.appendleft(call)
        for event in events:
            self._seq = event.seq
            if event.kind is Kind.CALL_UNDONE:
                self._forget(event)
            happening = views.happening(event, self._service_of(event, floor))
            self._link.publish(HAPPENING, happening, seq=event.seq)

    def new_day(self) -> None:
        """Clear the board."""
        self._calls.clear()

    def shown(self, device: str, calls: Iterable[str]) -> None:
        """Note that a display has painted calls."""
        for call in calls:
            displays = self._shown.setdefault(call, [])
            if device not in displays:
                displays.append(device)
        while len(self._shown) > _ACKNOWLEDGED_KEPT:
            self._shown.pop(next(iter(self._shown)))

    def forget_published(self) -> None:
        """Publish everything again at the next draw, since the broker may have lost it."""
        self._published.clear()

    def draw(
        self, floor: Floor, now: datetime, outlook: Mapping[ServiceId, Outlook], *, heartbeat: bool,
    ) -> None:
        """Publish what has changed; with `heartbeat` the services even if they have not, and news of a cluster."""
        self._now, self._repeats = now, heartbeat and bool(self._link.identity.nodes)
        self._publish(BOARD, m.Board(seq=self._seq, calls=tuple(self._calls)))
        self._publish(SERVICES, views.services(self._house, floor, now, outlook), always=heartbeat)
        self._alarms.keep(now)
        self._publish(ALARMS, self._alarms.alarms())
        self._publish(SUMMONSES, self._summons.summonses())
        self._publish(CALENDARS, self._calendars.calendars())
        newest = {c.id.rpartition(".")[0]: c.id for c in reversed(self._calls)}
        desks = views.DeskViews(self._house, floor, now, newest, self._shown, self._stations.remote)
        for desk in self._house.desks.values():
            self._publish(DESK, desks.desk(desk), desk=desk.id)
        for state in self._stations.states(floor, now, desks.duty, newest):
            self._publish(STATION, state, device=state.station)

    def _service_of(self, event: Event, floor: Floor) -> str:
        """Return the service of an event's ticket; of one that has left the floor, the service of its letter."""
        ticket = floor.tickets.get(event.ticket)
        if ticket is not None:
            return ticket.service
        letter = event.ticket[-4]
        return next(s.id for s in self._house.services.values() if s.letter == letter)

    def _forget(self, undone: Event) -> None:
        """Take the ticket's present summons off the board: its recalls, and the call itself."""
        for call in list(self._calls):
            if call.id.startswith(f"{undone.ticket}."):
                self._calls.remove(call)
                if call.times == 1:
                    return

    def _publish(
        self, topic: Topic, payload: m.Payload, *, always: bool = False, desk: str = "", device: str = "",
    ) -> None:
        name = topic.at(self._house.site, desk=desk, device=device)
        if self._published.get(name) != payload:
            self._published[name], self._changed_at[name] = payload, self._now
            always = True
        if always or (self._repeats and self._now - self._changed_at[name] < REPEATED_FOR):
            self._link.publish(topic, payload, seq=self._seq, desk=desk, device=device)

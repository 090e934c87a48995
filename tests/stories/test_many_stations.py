"""Two hundred stations at one house: all tap at once, all are cut off at once, and none is lost or doubled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from broker import messages as m
from broker.identity import identity_of
from broker.link import Link
from broker.topics import DESK, STATION
from config.connection import find_connection, house_clock
from config.folder import DataFolder
from config.load import SHIPPED
from kvik.premises import only_house, prepare
from tests.patience import wait_for
from tests.stories.conftest import OPENING, StoryHouse, kill

MANY = 200
NAMES = [f"station-{n:03d}" for n in range(1, MANY + 1)]


class Station:
    """One station's link, with the last that it was told, and every conversation that it ever had."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.state: m.StationState | None = None
        self.rooms: set[str] = set()
        self.replies: list[m.Reply | None] = []
        connection = find_connection(device=name, data=folder)
        self.link = Link(identity_of(connection), house_clock(connection))
        self.link.listen(STATION, lambda envelope: self._hear(envelope.data), device=name)

    def _hear(self, state: m.StationState) -> None:
        self.state = state
        if state.visit is not None and state.visit.conversation is not None:
            self.rooms.add(state.visit.conversation.room)

    @property
    def number(self) -> str:
        return "" if self.state is None or self.state.visit is None else self.state.visit.number

    def start_visit(self) -> None:
        self.link.ask("start-visit", m.StartVisit(station=self.name), self.replies.append, timeout=30)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[StoryHouse]:
    site = tmp_path / "site.toml"
    shipped = SHIPPED.read_text("utf-8")
    site.write_text(shipped + "".join(
        f'\n[[stations]]\nid = "{name}"\nbranch = "fuglebjerg"\npanel_mm = [527, 296]\n' for name in NAMES
    ), "utf-8")
    folder = DataFolder(tmp_path / "house")
    folder.create()
    with only_house(folder), ExitStack() as stack:
        found = StoryHouse(prepare(folder, site, OPENING), stack)
        found.open()
        yield found


@pytest.fixture
def stations(house: StoryHouse) -> Iterator[list[Station]]:
    found = [Station(name, house.folder.path) for name in NAMES]
    try:
        for station in found:
            station.link.start()
        wait_for(lambda: all(s.link.connected for s in found), "all stations are connected")
        yield found
    finally:
        for station in found:
            station.link.stop()


def test_two_hundred_stations_at_once(house: StoryHouse, stations: list[Station]) -> None:
    for station in stations:
        station.start_visit()
    wait_for(lambda: all(s.replies for s in stations), "all are answered")
    outcomes = Counter(r.outcome if r else "silence" for s in stations for r in s.replies)
    given = {s.name: r.result["slip"]["number"] for s in stations for r in s.replies if r and r.outcome == "done"}
    # The last ticket is given while it can still be served before closing time.
    assert outcomes["silence"] == 0
    assert set(given.values()) == {f"S{n:03d}" for n in range(1, len(given) + 1)}
    assert len(given) > 20
    wait_for(lambda: all(s.number == given.get(s.name, "") for s in stations), "each screen shows its own")

    kill(house.broker.pid)
    wait_for(lambda: not any(s.link.connected for s in stations), "all lines are cut")
    house.broker.start()
    wait_for(lambda: all(s.link.connected for s in stations), "all are back")
    desks = [d.id for d in house.site.desks.values() if "skaerm" in d.services]
    seen = {desk: house.listen("console", DESK, desk=desk) for desk in desks}
    wait_for(lambda: all(told.last is not None and told.last.next for told in seen.values()), "desks can call")
    called = {desk: house.done("console", "press", m.Press(desk=desk))["call"] for desk in desks}
    assert len({call["number"] for call in called.values()}) == len(desks)
    assert len({call["station"] for call in called.values()}) == len(desks)
    by_name = {s.name: s for s in stations}
    wait_for(
        lambda: all(by_name[c["station"]].rooms for c in called.values()), "who is called has a conversation",
    )
    rooms = Counter(room for s in stations for room in s.rooms)
    assert set(rooms.values()) == {1}
    talking = {name for name, s in by_name.items() if s.rooms}
    assert talking == {call["station"] for call in called.values()}

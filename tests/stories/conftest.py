"""A house of real processes for the stories: each wait is bounded, and a story that fails shows the logs."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from broker.identity import identity_of
from broker.link import Link
from broker.messages import Envelope, Payload, Reply
from broker.nats import account
from broker.topics import DESK, PRESENCE, Topic
from config.connection import find_connection, house_clock
from config.folder import DataFolder
from config.load import SHIPPED
from kvik.child import Child
from kvik.premises import Premises, only_house, prepare
from printer.simulated import SimulatedPrinter
from tests.cluster import Cluster
from tests.databases import new_database
from tests.patience import PATIENCE, PatientLink, wait_for

OPENING = "2026-11-23T10:00"
"""A Monday on which every service is open."""


@dataclass
class Seen:
    """The messages of one topic so far."""

    envelopes: list[Envelope[Any]] = field(default_factory=list)

    @property
    def payloads(self) -> list[Any]:
        return [envelope.data for envelope in self.envelopes]

    @property
    def last(self) -> Any:
        return self.envelopes[-1].data if self.envelopes else None


class StoryHouse:
    """Broker, printer, hub and whatever a story adds, on a folder of its own, opened on a Monday at 10."""

    def __init__(self, premises: Premises, stack: ExitStack) -> None:
        self.folder = premises.folder
        self.site = premises.site
        self.broker = premises.broker
        # Taken at once: a port that was free a moment ago may soon be the near end of somebody's connection.
        self.printer = stack.enter_context(SimulatedPrinter(premises.folder.tickets, port=premises.printer_port))
        self._premises = premises
        self._stack = stack
        self._links: dict[str, Link] = {}

    def open(self) -> None:
        """Start what every house has."""
        self.broker.start()
        self._stack.callback(self.broker.stop)
        self._premises.publish()
        self.hub = self.start("hub", "broker.hub")

    def start(self, device: str, module: str, *arguments: str) -> Child:
        """Start a process of the house and wait until it says that it is there."""
        child = Child(device, [module, "--data", str(self.folder.path), *arguments], self.log(device))
        self._stack.callback(child.stop)
        self.bring_back(child)
        return child

    def bring_back(self, child: Child) -> None:
        """Start a process, again if need be, and wait until it says that it is there."""
        seen, before = self.listen("console", PRESENCE, device=child.name), self.link("console").clock.now()
        child.start()
        wait_for(
            lambda: any(e.data.online and e.time > before for e in list(seen.envelopes)),
            f"{child.name} is there; its log: {child.last_words()}",
        )

    def log(self, name: str) -> Path:
        return self.folder.logs / f"{name}.log"

    def link(self, device: str) -> Link:
        """Return the connected link of a device; it lasts as long as the house."""
        if device not in self._links:
            connection = find_connection(device=device, data=self.folder.path)
            link = PatientLink(identity_of(connection), house_clock(connection))
            self._stack.callback(link.stop)
            link.start()
            wait_for(lambda: link.connected, f"{device} is connected")
            self._links[device] = link
        return self._links[device]

    def listen(self, who: str, topic: Topic, **where: str) -> Seen:
        seen = Seen()
        self.link(who).listen(topic, seen.envelopes.append, **where)
        return seen

    def call(self, device: str, action: str, payload: Payload) -> Reply:
        return self.link(device).call(action, payload, timeout=PATIENCE)

    def done(self, device: str, action: str, payload: Payload) -> dict[str, Any]:
        """Return the result of something that must succeed."""
        reply = self.call(device, action, payload)
        assert reply.outcome == "done", reply
        return reply.result

    def desk(self, desk: str) -> Seen:
        """Return what a desk's window is told."""
        return self.listen(f"desk-{desk}", DESK, desk=desk)


def kill(pid: int | None) -> None:
    """End a process as a power cut would."""
    assert pid is not None
    os.kill(pid, signal.SIGKILL)


def kill_child(child: Child) -> None:
    kill(child.pid)
    wait_for(lambda: not child.alive, f"{child.name} is dead")


@pytest.fixture
def site_file() -> Path | None:
    """Return the site's file of a story; the shipped one unless the story has its own."""
    return None


@pytest.fixture
def house(tmp_path: Path, site_file: Path | None) -> Iterator[StoryHouse]:
    folder = DataFolder(tmp_path / "house")
    folder.create()
    with only_house(folder), ExitStack() as stack:
        found = StoryHouse(prepare(folder, site_file, OPENING), stack)
        found.open()
        yield found


# ---- houses that share a broker cluster and a PostgreSQL, by nothing but their sites' files


@dataclass
class Town:
    """Houses that share a cluster of three nodes and a PostgreSQL, each with a database of its own."""

    cluster: Cluster
    houses: list[StoryHouse]


@contextmanager
def town_of(folder: Path, postgresql: str, *sites: str) -> Iterator[Town]:
    """Open a house for each site id, all on one cluster and one PostgreSQL."""
    with ExitStack() as stack:
        cluster = Cluster(folder / "cluster")
        stack.callback(cluster.stop)
        houses = [
            StoryHouse(_shared_premises(folder, site, cluster, new_database(postgresql), stack), stack)
            for site in sites
        ]
        cluster.start({
            h.site.id: account(h.site.id, h.site.devices(), h.folder.keys().password) for h in houses
        })
        for house in houses:
            house.open()
        yield Town(cluster, houses)


def _shared_premises(folder: Path, site: str, cluster: Cluster, database: str, stack: ExitStack) -> Premises:
    """Return the premises of a house whose site's file is the shipped one but for its id and where things run."""
    data = DataFolder(folder / site)
    data.create()
    stack.enter_context(only_house(data))
    file = data.path / "site.toml"
    file.write_text(shared_site(site, cluster.hosts, database), encoding="utf-8")
    return prepare(data, file, OPENING)


def shared_site(site: str, hosts: list[str], database: str) -> str:
    """Return the shipped site's file with another id, broker and database."""
    text = SHIPPED.read_text(encoding="utf-8").replace('id = "naestved"', f'id = "{site}"', 1)
    before, broker, _where = text.partition("[broker]\n")
    assert broker
    return f'{before}[broker]\nhosts = {hosts}\nmqtt = "3.1.1"\n\n[database]\nurl = "{database}"\n'


@pytest.fixture
def open_town(tmp_path: Path, postgresql: str) -> Callable[..., AbstractContextManager[Town]]:
    """Return what opens houses of these site ids on one cluster and one PostgreSQL."""
    return lambda *sites: town_of(tmp_path, postgresql, *sites)


@pytest.fixture
def town(open_town: Callable[..., AbstractContextManager[Town]]) -> Iterator[Town]:
    """Give a cluster with one house on it, `cluster_house`."""
    with open_town("naestved") as found:
        yield found


@pytest.fixture
def cluster_house(town: Town) -> StoryHouse:
    """Give a house as the fixture `house` does, on a cluster and PostgreSQL."""
    return town.houses[0]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Show the logs of the house's processes with a story that failed."""
    report: Any = yield
    folder = getattr(item, "funcargs", {}).get("tmp_path")
    if report.failed and folder is not None:
        for log in sorted(folder.rglob("*.log")):
            report.sections.append((f"{log.name}", log.read_text(encoding="utf-8", errors="replace")[-4000:]))
    return report

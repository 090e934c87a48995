from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import TypeVar

import pytest

from broker.hub import Hub
from broker.link import Link
from broker.messages import Envelope, Payload, Reply
from broker.topics import Topic
from config.load import load_site
from queueing.clock import SystemClock
from queueing.store import open_store
from tests.conftest import RealBroker
from tests.patience import PATIENCE, PatientLink

Result = TypeVar("Result", bound=Payload)
OPENING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""Monday, 10.00 in Næstved."""
KEY = b"a key for tests only"


class Seen:
    """Collects the messages of one topic, and waits for the one that a test is after."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []  # type: ignore[type-arg]
        self._came = Event()

    def take(self, envelope: Envelope) -> None:  # type: ignore[type-arg]
        self.envelopes.append(envelope)
        self._came.set()

    @property
    def payloads(self) -> list:  # type: ignore[type-arg]
        return [e.data for e in self.envelopes]

    def until(self, wanted: Callable[[list], object]) -> list:  # type: ignore[type-arg]
        """Return the payloads so far once they satisfy `wanted`; fails when they do not in time."""
        deadline = SystemClock().monotonic() + PATIENCE
        while not wanted(self.payloads):
            self._came.clear()
            left = deadline - SystemClock().monotonic()
            if wanted(self.payloads):
                break
            if left <= 0 or not self._came.wait(left):
                raise AssertionError(f"not seen in {PATIENCE:g} s; seen was {self.payloads}")
        return self.payloads


class House:
    """A broker, a hub on SQLite, and links to it."""

    def __init__(self, broker: RealBroker, folder: Path, site_file: Path | None = None) -> None:
        self.broker = broker
        self.database = f"sqlite:///{folder / 'house.sqlite3'}"
        self.clock = SystemClock(OPENING - datetime.now(UTC))
        self.site = load_site(site_file)
        self._stack = ExitStack()
        self._hub: ExitStack | None = None
        self._links: dict[str, Link] = {}

    def start_hub(self) -> None:
        self._hub = ExitStack()
        store = open_store(self.database, self.clock)
        self._hub.callback(store.close)
        hub = Hub(
            site=self.site, store=store, identity=self.broker.identity("hub"), key=KEY, clock=self.clock,
        )
        hub.start()
        self._hub.callback(hub.stop)
        assert hub.wait_until_ready(PATIENCE)

    def stop_hub(self) -> None:
        if self._hub is not None:
            self._hub.close()
            self._hub = None

    def link(self, device: str) -> Link:
        """Return the link of a device, started anew when it was stopped; it is stopped with the house.

        A second connection would take the place of the first.
        """
        return self._running(device) or self.another(device)

    def another(self, device: str) -> Link:
        """Return a link as from another machine under the same identity."""
        return self._started(device, lambda _link: None)

    def watch(self, device: str, topic: Topic, /, **where: str) -> Seen:
        """Return what a device sees of a topic from now on, retained state first."""
        seen = Seen()
        running = self._running(device)
        if running is not None:
            running.listen(topic, seen.take, **where)
        else:
            self._started(device, lambda link: link.listen(topic, seen.take, **where))
        return seen

    def _running(self, device: str) -> Link | None:
        link = self._links.get(device)
        return None if link is None or link._stopping else link  # noqa: SLF001 - it is seen nowhere else

    def _started(self, device: str, prepare: Callable[[Link], None]) -> Link:
        link = PatientLink(self.broker.identity(device), self.clock)
        up = Event()
        link.on_connection(lambda is_up: up.set() if is_up else None)
        prepare(link)
        link.start()
        self._stack.callback(link.stop)
        assert up.wait(PATIENCE)
        self._links[device] = link
        return link

    def close(self) -> None:
        self._stack.close()
        self.stop_hub()


@contextmanager
def running_house(broker: RealBroker, folder: Path, site_file: Path | None = None) -> Iterator[House]:
    house = House(broker, folder, site_file)
    house.start_hub()
    try:
        yield house
    finally:
        house.close()


@pytest.fixture
def house(mosquitto: RealBroker, tmp_path: Path) -> Iterator[House]:
    with running_house(mosquitto, tmp_path) as house:
        yield house


def result(reply: Reply, kind: type[Result]) -> Result:
    """Return the result in a reply that must not be a refusal."""
    assert reply.outcome == "done", reply.refusal
    return kind.model_validate(reply.result)

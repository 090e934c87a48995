"""A real broker with a door for other machines, and what devices need to come in there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import Any

from broker.acl import access_list
from broker.identity import Identity
from broker.link import Link
from broker.messages import Envelope
from broker.server import BrokerServer, BrokerUser, RemoteDoor, free_port
from broker.topics import Role
from broker.trouble import Trouble
from config.authority import Authority, Issued
from config.devices import Device
from config.load import load_site
from config.pack import Credentials
from queueing.clock import SystemClock
from tests.patience import PATIENCE

CLOCK = SystemClock()
SITE = load_site(None)
DEVICES = {device.id: device for device in (*SITE.devices(), Device("kiosk-2", "kiosk"))}
PASSWORD = "for tests"


@dataclass(frozen=True)
class FarHouse:
    """The broker and its authority; devices come in on `server.remote.port`."""

    server: BrokerServer
    authority: Authority
    folder: Path

    def near(self, device: str) -> Identity:
        """Return a device on the house's own machine."""
        return self._identity(device, self.server.port, password=PASSWORD)

    def far(self, device: str, credentials: Credentials | None = None, **changes: Any) -> Identity:
        """Return a device on another machine, with a new certificate unless it is given one."""
        assert self.server.remote is not None
        shown = credentials or self.write(device, self.authority.issue(device))
        return replace(self._identity(device, self.server.remote.port, credentials=shown), **changes)

    def write(self, name: str, issued: Issued, authority: str | None = None) -> Credentials:
        """Write what was issued to a folder of its own."""
        folder = self.folder / f"far-{name}"
        folder.mkdir(exist_ok=True)
        files = Credentials(folder / "authority.crt", folder / "device.crt", folder / "device.key")
        files.authority.write_text(authority or issued.authority)
        files.certificate.write_text(issued.certificate)
        if issued.key is not None:
            files.key.write_text(issued.key)
        return files

    def _identity(self, device: str, port: int, **more: Any) -> Identity:
        known = DEVICES[device]
        return Identity(**{
            "device": device, "password": "", "host": "127.0.0.1", "port": port, "site": SITE.id,
            "role": Role(known.role), "desk": known.desk, **more,
        })


@contextmanager
def running_far_house(
    folder: Path, names: tuple[str, ...] = ("127.0.0.1",), host: str = "127.0.0.1", port: int | None = None,
) -> Iterator[FarHouse]:
    authority = Authority(folder / "authority", SITE.id, CLOCK)
    authority.ensure(names)
    door = RemoteDoor(host, port or free_port(), authority.certificate, authority.server, authority.revoked)
    server = BrokerServer(
        folder / "broker", users=[BrokerUser(name, PASSWORD) for name in DEVICES],
        access=access_list(SITE.id, DEVICES.values()), remote=door,
    )
    server.start()
    try:
        yield FarHouse(server, authority, folder)
    finally:
        server.stop()


class Watched:
    """A link, and what a test waits for on it."""

    def __init__(self, identity: Identity, **settings: Any) -> None:
        self.link = Link(identity, CLOCK, **settings)
        self.envelopes: list[Envelope[Any]] = []
        self._changed = Event()
        self.link.on_connection(lambda _up: self._changed.set())

    def hear(self, envelope: Envelope[Any]) -> None:
        self.envelopes.append(envelope)
        self._changed.set()

    def until(self, wanted: Callable[[], object]) -> None:
        deadline = CLOCK.monotonic() + PATIENCE
        while not wanted():
            self._changed.clear()
            left = deadline - CLOCK.monotonic()
            assert wanted() or (left > 0 and self._changed.wait(left)), f"not within {PATIENCE:g} s"

    def until_up(self) -> None:
        self.until(lambda: self.link.connected)

    def until_trouble(self, trouble: Trouble) -> None:
        self.until(lambda: self.link.trouble is trouble)
        assert not self.link.connected


@contextmanager
def started(identity: Identity, **settings: Any) -> Iterator[Watched]:
    watched = Watched(identity, **settings)
    watched.link.start()
    try:
        yield watched
    finally:
        watched.link.stop()

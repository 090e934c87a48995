"""A house to measure: a real broker and a real hub as processes in a folder that is thrown away."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from zoneinfo import ZoneInfo

from broker.acl import access_list
from broker.identity import identity_of
from broker.link import Link
from broker.parent_death import ending_with_us
from broker.server import BrokerServer, BrokerUser
from broker.topics import PRESENCE
from config.connection import find_connection, house_clock
from config.folder import DataFolder, HouseFile
from config.load import load_site
from config.site import Site
from queueing.clock import SystemClock

START_SECONDS = 20.0
OPEN_MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
_SCREENS = """[[kiosks]]
id = "kiosk-1"
printer = "tcp://127.0.0.1:0"
printer_model = "epson-tm-t20iii"
panel_mm = [476, 846]

[[displays]]
id = "hall-1"
panel_mm = [1210, 680]
farthest_seat_m = 10.0
"""
LETTERS = "ABCDEFGHIJKLMNOPQRST"


class BenchError(Exception):
    """The house to be measured did not come up."""


@dataclass(slots=True)
class Trial:
    """A running house; `processes` by name, with how long each took until it was ready."""

    folder: DataFolder
    site: Site
    clock: SystemClock
    broker: BrokerServer
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    ready_seconds: dict[str, float] = field(default_factory=dict)
    _links: dict[str, Link] = field(default_factory=dict)

    def start(self, name: str, device: str, module: str, *arguments: str) -> None:
        """Start a part as its own process and wait until its presence is online."""
        watcher = self.link("console")
        online = Event()
        watcher.listen(PRESENCE, lambda e: online.set() if e.data.online else None, device=device)
        began = time.perf_counter()
        command = [sys.executable, "-m", module, "--data", str(self.folder.path), *arguments]
        with (self.folder.logs / f"{name}.log").open("wb") as log:
            self.processes[name] = subprocess.Popen(ending_with_us(command), stdout=log, stderr=subprocess.STDOUT)
        if not online.wait(START_SECONDS):
            said = (self.folder.logs / f"{name}.log").read_text(errors="replace")
            raise BenchError(f"{name} was not ready within {START_SECONDS:g} s; it said:\n{said[-2000:]}")
        self.ready_seconds[name] = time.perf_counter() - began

    def link(self, device: str) -> Link:
        """Return the connected link of a device, the same one every time; it ends with the house."""
        if device not in self._links:
            self._links[device] = self._connected(device)
        return self._links[device]

    def let_go(self, device: str) -> None:
        """End the link of a device, so that a process may be that device."""
        self._links.pop(device).stop()

    def _connected(self, device: str) -> Link:
        found = find_connection(device=device, data=self.folder.path)
        link = Link(identity_of(found), house_clock(found))
        up = Event()
        link.on_connection(lambda is_up: up.set() if is_up else None)
        link.start()
        if not up.wait(START_SECONDS):
            link.stop()
            raise BenchError(f"{device} cannot connect to the broker of the trial")
        return link

    def stop(self) -> None:
        """End everything, faces first."""
        for link in self._links.values():
            link.stop()
        for process in reversed(self.processes.values()):
            process.terminate()
        for process in reversed(self.processes.values()):
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(timeout=10)
        self.broker.stop()


@contextmanager
def trial_house(*, many_services: bool = False) -> Iterator[Trial]:
    """Start a broker for the shipped site, or for one with 20 walk-in services, at 10.00 on a Monday."""
    with TemporaryDirectory(prefix="kvik-bench-") as name:
        folder = DataFolder(Path(name))
        folder.create()
        site_file = None
        if many_services:
            site_file = folder.path / "bench.toml"
            site_file.write_text(_busy_site(), encoding="utf-8")
        trial = _opened(folder, site_file)
        try:
            yield trial
        finally:
            trial.stop()


def _opened(folder: DataFolder, site_file: Path | None) -> Trial:
    site = load_site(site_file)
    secrets = folder.keys()
    secrets.ensure(d.id for d in site.devices())
    broker = BrokerServer(
        folder.broker, users=[BrokerUser(d.id, secrets.password(d.id)) for d in site.devices()],
        access=access_list(site.id, site.devices()),
    )
    broker.start()
    offset = OPEN_MONDAY - datetime.now(UTC)
    folder.write_house(HouseFile.of_this_process(
        site=site.id, host=broker.host, port=broker.port, site_file=site_file,
        clock_offset_seconds=offset.total_seconds(),
    ))
    return Trial(folder, site, SystemClock(timedelta(seconds=offset.total_seconds())), broker)


def _busy_site() -> str:
    """Return a site whose numbers last for a benchmark: 20 services of 899 numbers."""
    services = "\n".join(
        f"""[services.s-{letter.lower()}]
letter = "{letter}"
entry = "walk-in"
name = {{ da = "Ydelse {letter}", en = "Service {letter}" }}
about = {{ da = "Kun til måling", en = "For measuring only" }}
place = {{ da = "Her", en = "Here" }}
expected = "1 min"
longest_wait = "60 min"
shifts = [{{ days = "mon-sun", from = "08:00", to = "23:00", staff = 40 }}]
""" for letter in LETTERS
    )
    desks = "\n".join(
        f'[desks.d-{letter.lower()}]\nname = "Skranke {letter}"\nservices = ["s-{letter.lower()}"]\n'
        for letter in LETTERS
    )
    return (
        'id = "bench"\nname = "Målehuset"\ntime_zone = "Europe/Copenhagen"\nlanguages = ["da", "en"]\n\n'
        f'{services}\n{desks}\n{_SCREENS}'
    )

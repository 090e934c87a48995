"""What stands before a house can open: its folder for one alone, secrets, clock, ports and broker."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from broker.acl import access_list
from broker.server import BrokerServer, BrokerUser, free_port
from config.folder import DataFolder, HouseFile, unwritable
from config.load import load_site
from config.site import Site
from kvik.answers import RefusedError
from kvik.day import DayBook, Start, choose_start, real_now
from kvik.line import SecureLine, authority_of, remote_door
from kvik.moments import local_moment

if TYPE_CHECKING:
    from config.authority import Authority

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class SharedBroker:
    """A cluster that is there already, by one of its nodes: others start, watch and stop it."""

    host: str
    port: int
    alive: bool = True

    def start(self) -> None:
        """Do nothing."""

    def stop(self) -> None:
        """Do nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Premises:
    """A house that is ready to open."""

    site: Site
    site_file: Path | None
    folder: DataFolder
    broker: BrokerServer | SharedBroker
    printer_port: int
    start: Start
    simulated: bool
    days: DayBook
    line: SecureLine | None = None
    """The door for devices on other machines, where the site has one."""

    @property
    def printer(self) -> str:
        """Return the URL of the simulated printer."""
        return f"tcp://{HOST}:{self.printer_port}"

    def publish(self) -> None:
        """Tell the parts and the command line where the house is; the broker must run."""
        self.folder.write_house(HouseFile.of_this_process(
            site=self.site.id, site_file=self.site_file, host=self.broker.host, port=self.broker.port,
            printer=self.printer, clock_offset_seconds=self.start.offset.total_seconds(),
        ))


@contextmanager
def only_house(folder: DataFolder) -> Iterator[None]:
    """Keep the folder for this process alone; raises RefusedError when another house has it."""
    with _opened(folder.path / "house.lock") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RefusedError(
                "already_running", f"A house already runs on {folder.path} (process {_owner(lock)}).",
                "Use that one, stop it with Ctrl-C, or start this one with --data and another folder.",
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _opened(file: Path) -> IO[str]:
    """Return a file for reading and writing; raises FolderError."""
    try:
        return file.open("a+", encoding="utf-8")
    except OSError as error:
        raise unwritable(file, error) from error


def prepare(folder: DataFolder, site_file: Path | None, at: str | None) -> Premises:
    """Return the premises of a house whose folder is ours; raises RefusedError and SetupError."""
    last = folder.last_house()
    if site_file is None and last is not None and last.site_file is not None:
        site_file = Path(last.site_file)
    site = load_site(site_file)
    zone = ZoneInfo(site.time_zone)
    days = DayBook(folder.path / "day.json")
    lived, now = days.read(), real_now()
    start = choose_start(None if at is None else local_moment(at, zone, now), lived, now, zone)
    printer = urlsplit(last.printer).port if last is not None and last.printer else None
    authority = authority_of(folder, site.id) if site.broker.remote is not None else None
    broker = _broker(site, folder, last.port if last is not None else None, authority)
    return Premises(
        site=site, site_file=site_file, folder=folder, start=start, days=days, simulated=bool(start.offset),
        broker=broker, printer_port=_kept(printer) or free_port(HOST),
        line=_secure_line(site, authority, broker),
    )


def _secure_line(
    site: Site, authority: Authority | None, broker: BrokerServer | SharedBroker,
) -> SecureLine | None:
    """Return what looks after the door for other machines; None where there is none, or others look after it."""
    if authority is None or site.broker.remote is None or not isinstance(broker, BrokerServer):
        return None
    return SecureLine(authority, site.broker.remote.names, broker)


def _broker(
    site: Site, folder: DataFolder, last_port: int | None, authority: Authority | None,
) -> BrokerServer | SharedBroker:
    """Return the broker, which knows each device by its secret; a cluster is told of them by hand."""
    keys, devices = folder.keys(), site.devices()
    keys.ensure((d.id for d in devices), health_card=site.scanner.health_card)
    if site.broker.nodes:
        return SharedBroker(*site.broker.nodes[0])
    remote = site.broker.remote
    return BrokerServer(
        folder.broker, users=[BrokerUser(d.id, keys.password(d.id)) for d in devices],
        access=access_list(site.id, devices), host=HOST, port=site.broker.port or _kept(last_port),
        remote=remote_door(authority, remote) if authority is not None and remote is not None else None,
    )


def _kept(port: int | None) -> int | None:
    """Return the port of the last time if it is free, so that nobody need look for the house again."""
    if port is None:
        return None
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return None
    return port


def _owner(lock: IO[str]) -> str:
    lock.seek(0)
    return lock.read().strip() or "unknown"

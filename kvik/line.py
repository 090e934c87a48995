"""The door for devices on other machines, while the house runs: who is shut out is off, and its certificate lasts.

A command that revokes a device only writes the authority's list. The house notices within a moment and starts its
broker again: all connections end, and that device's does not come back. See docs/decisions/0008.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from broker.server import BrokerServer, RemoteDoor
from config.remote import RemoteSettings
from queueing.clock import SystemClock

if TYPE_CHECKING:
    from config.authority import Authority
    from config.folder import DataFolder

RENEWAL_LOOK_SECONDS = 3600.0
Stamp = tuple[int, int]


class SecureLine:
    """Looks after the second door of a broker; used by the supervisor's thread only."""

    def __init__(self, authority: Authority, names: Sequence[str], broker: BrokerServer) -> None:
        self._authority = authority
        self._names = tuple(names)
        self._broker = broker
        self._seen: Stamp | None = None
        self._look_again_at = time.monotonic() + RENEWAL_LOOK_SECONDS

    def opened(self) -> None:
        """Note which list the broker has begun with; raises AuthorityError and OSError."""
        self._seen = _stamp(self._authority.revoked)
        self._authority.note_in_force(self._authority.list_digest())

    def look_after(self) -> str | None:
        """Act on what changed and return what there is to tell; raises BrokerError, AuthorityError and OSError."""
        if not self._broker.alive:
            return None  # it is started again by the one who looks after it
        if _stamp(self._authority.revoked) != self._seen:
            return self._shut_out()
        if time.monotonic() >= self._look_again_at:
            return self._renew()
        return None

    def _shut_out(self) -> str:
        seen, digest = _stamp(self._authority.revoked), self._authority.list_digest()
        self._broker.restart()
        self._seen = seen
        self._authority.note_in_force(digest)
        return "a device's certificate was revoked; all connections began anew, and that device is off"

    def _renew(self) -> str | None:
        self._look_again_at = time.monotonic() + RENEWAL_LOOK_SECONDS
        if not self._authority.ensure(self._names):
            return None
        self._broker.reload()
        return "the house's certificate was renewed"


def authority_of(folder: DataFolder, site: str) -> Authority:
    """Return a house's certificate authority; its clock is the machine's, also in a trial at another hour."""
    from config.authority import Authority  # noqa: PLC0415 - the library loads only where certificates are made

    return Authority(folder.authority, site, SystemClock())


def remote_door(authority: Authority, settings: RemoteSettings) -> RemoteDoor:
    """Return the second door of the broker, with all its files; raises AuthorityError and OSError."""
    authority.ensure(settings.names)
    return RemoteDoor(settings.host, settings.port, authority.certificate, authority.server, authority.revoked)


def _stamp(path: Path) -> Stamp | None:
    """Return what changes whenever a file is replaced; None when it is gone."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns

"""What the simulated printer hangs at: a port of the network, or a serial line that is a pty.

All plugs are used by the printer's own thread, never wait, and misbehave as `Faults` says.
"""

from __future__ import annotations

import os
import socket
import struct
import tty
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from printer.simulated_faults import Faults

RECEIVE_BUFFER = 4096
"""Bytes that the system holds for the printer beside its own buffer; the least it does is about 2 kB."""
Waiting = socket.socket | int
"""Something that `select` takes."""


class Plug(Protocol):
    """One way to the printer; one host at a time."""

    @property
    def url(self) -> str:
        """Return the address as the configuration writes it."""
        ...

    def start(self) -> None:
        """Let hosts connect; raises OSError."""
        ...

    def attend(self, faults: Faults) -> None:
        """Be plugged or unplugged, as the faults say."""
        ...

    def waiting(self) -> list[Waiting]:
        """Return what to select for new hosts."""
        ...

    def talking(self) -> list[Waiting]:
        """Return what to select for data."""
        ...

    def take(self, ready: Collection[Waiting], most: int, faults: Faults) -> bytes:
        """Return what came, at most so much."""
        ...

    def say(self, data: bytes) -> None:
        """Answer the host, if there is one."""
        ...

    def hang_up(self) -> None:
        """Drop the host."""
        ...

    def close(self) -> None:
        """End all."""
        ...


class TcpPlug:
    """A port on loopback; port 0 takes a free one."""

    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self.port = port
        self._listener: socket.socket | None = None
        self._client: socket.socket | None = None
        self._received = 0

    @property
    def url(self) -> str:
        """Return `tcp://host:port`."""
        return f"tcp://{self._host}:{self.port}"

    def start(self) -> None:
        """Listen; raises OSError when the port is taken."""
        listener = socket.create_server((self._host, self.port), backlog=4)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER)
        self.port = listener.getsockname()[1]
        self._listener = listener

    def attend(self, faults: Faults) -> None:
        """Stop or start to listen, as the faults say."""
        if faults.refuse and self._listener is not None:
            self.close()
        elif not faults.refuse and self._listener is None:
            self.start()

    def waiting(self) -> list[Waiting]:
        """Return the listener while no host is connected."""
        return [self._listener] if self._client is None and self._listener is not None else []

    def talking(self) -> list[Waiting]:
        """Return the connection, if there is one."""
        return [] if self._client is None else [self._client]

    def take(self, ready: Collection[Waiting], most: int, faults: Faults) -> bytes:
        """Accept a host, or return what it sent; a connection is reset after as many bytes as ordered."""
        if self._listener in ready:
            self._accept()
        if self._client is None or self._client not in ready:
            return b""
        try:
            data = self._client.recv(most)
        except OSError:
            data = b""
        limit = faults.reset_after
        if limit is not None:
            data = data[:max(0, limit - self._received)]
        self._received += len(data)
        if not data or self._received == limit:
            self._drop(reset=limit is not None)
        return data

    def say(self, data: bytes) -> None:
        """Send an answer; a host that does not take it in a second is dropped."""
        if self._client is None:
            return
        try:
            self._client.sendall(data)
        except OSError:
            self._drop()

    def hang_up(self) -> None:
        """Close the connection, as printers do that were idle for long."""
        self._drop()

    def close(self) -> None:
        """Close connection and listener."""
        self._drop()
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.close()

    def _accept(self) -> None:
        if self._listener is not None:
            self._client, _ = self._listener.accept()
            self._client.settimeout(1.0)
            self._received = 0

    def _drop(self, *, reset: bool = False) -> None:
        client, self._client = self._client, None
        if client is None:
            return
        if reset:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.close()


class PtyPlug:
    """A serial line; `link` is the stable name that udev would give it, whichever pty it is after a replug."""

    def __init__(self, link: Path | None = None) -> None:
        self._link = link
        self._ours: int | None = None
        self._theirs: int | None = None
        self._name = ""
        self._received = 0

    @property
    def url(self) -> str:
        """Return `serial:///dev/...`."""
        return f"serial://{self._link or self._name}"

    def start(self) -> None:
        """Plug in: a new pty under the same stable name."""
        self._ours, self._theirs = os.openpty()
        tty.setraw(self._theirs)
        os.set_blocking(self._ours, False)
        self._name = os.ttyname(self._theirs)
        self._received = 0
        if self._link is not None:
            self._link.unlink(missing_ok=True)
            self._link.symlink_to(self._name)

    def attend(self, faults: Faults) -> None:
        """Unplug or plug in again, as the faults say."""
        if faults.refuse and self._ours is not None:
            self.close()
        elif not faults.refuse and self._ours is None:
            self.start()

    def waiting(self) -> list[Waiting]:
        """Return nothing: who opens the line is not seen."""
        return []

    def talking(self) -> list[Waiting]:
        """Return our end."""
        return [] if self._ours is None else [self._ours]

    def take(self, ready: Collection[Waiting], most: int, faults: Faults) -> bytes:
        """Return what came; the plug is pulled after as many bytes as ordered."""
        if self._ours is None or self._ours not in ready:
            return b""
        limit = faults.reset_after
        if limit is not None:
            most = min(most, max(1, limit - self._received))
        data = os.read(self._ours, most)
        self._received += len(data)
        if limit is not None and self._received >= limit:
            self.close()
        return data

    def say(self, data: bytes) -> None:
        """Send an answer; what the line does not hold is lost, as on a real one."""
        if self._ours is not None:
            with suppress(BlockingIOError):
                os.write(self._ours, data)

    def hang_up(self) -> None:
        """Pull the plug; it is put back at the next look."""
        self.close()

    def close(self) -> None:
        """Unplug: the name is gone, and whoever has it open hears so."""
        if self._link is not None and self._ours is not None:
            self._link.unlink(missing_ok=True)
        for end in (self._ours, self._theirs):
            if end is not None:
                os.close(end)
        self._ours = self._theirs = None

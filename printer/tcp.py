"""Printers on the network: raw TCP, usually port 9100."""

from __future__ import annotations

import select
import socket

from printer.transport import Gone, Unreachable

DEFAULT_PORT = 9100
CHUNK = 4096


class TcpTransport:
    """One connection to one printer; the socket never blocks, waiting is done by poll."""

    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self._port = port
        self._socket: socket.socket | None = None

    @property
    def address(self) -> str:
        """Return `tcp://host:port`."""
        return f"tcp://{self._host}:{self._port}"

    def open(self, timeout: float) -> None:
        """Connect within `timeout` seconds; raises Unreachable."""
        self.close()
        try:
            connection = socket.create_connection((self._host, self._port), timeout)
        except OSError as error:
            raise Unreachable(f"{self.address}: {error}. Check power, network cable and address.") from error
        connection.setblocking(False)  # noqa: FBT003 - the name is the standard library's
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        self._socket = connection

    def write(self, data: memoryview, timeout: float) -> int:
        """Pass on what the kernel takes within `timeout` seconds; 0 is a stall. Raises Gone."""
        connection = self._connected()
        if not _wait(connection, select.POLLOUT, timeout):
            return 0
        try:
            return connection.send(data)
        except BlockingIOError:
            return 0
        except OSError as error:
            raise self._gone(str(error)) from error

    def read(self, timeout: float) -> bytes:
        """Return what came within `timeout` seconds, or nothing; raises Gone when the printer closed."""
        connection = self._connected()
        if not _wait(connection, select.POLLIN, timeout):
            return b""
        try:
            data = connection.recv(CHUNK)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise self._gone(str(error)) from error
        if not data:
            raise self._gone("the printer closed the connection")
        return data

    def close(self) -> None:
        """Close the connection, if there is one."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _connected(self) -> socket.socket:
        if self._socket is None:
            raise self._gone("not connected")
        return self._socket

    def _gone(self, why: str) -> Gone:
        self.close()
        return Gone(f"{self.address}: {why}. Check power and network cable.")


def _wait(connection: socket.socket, event: int, timeout: float) -> bool:
    """Return whether the event, or an end of the connection, came within `timeout` seconds."""
    poll = select.poll()
    poll.register(connection, event)
    return bool(poll.poll(max(0, round(timeout * 1000))))

"""Printers on the network: raw TCP, usually port 9100."""

from __future__ import annotations

import socket

from printer.descriptor import read_some, write_some
from printer.transport import Gone, Unreachable

DEFAULT_PORT = 9100


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
        try:
            return write_some(self._connected(), data, timeout)
        except OSError as error:
            raise self._gone(error.strerror or str(error)) from error

    def read(self, timeout: float) -> bytes:
        """Return what came within `timeout` seconds, or nothing; raises Gone when the printer closed."""
        try:
            return read_some(self._connected(), timeout)
        except OSError as error:
            raise self._gone(error.strerror or str(error)) from error

    def paper_out(self) -> bool:
        """Return False: a network tells nothing by itself."""
        return False

    def close(self) -> None:
        """Close the connection, if there is one."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _connected(self) -> int:
        if self._socket is None:
            raise self._gone("not connected")
        return self._socket.fileno()

    def _gone(self, why: str) -> Gone:
        self.close()
        return Gone(f"{self.address}: {why}. Check power and network cable.")

"""The control port of the simulated printer: faults as lines of JSON, for tests and for people with netcat.

`{"paper_out": true}` changes what it names, `{}` changes nothing, "clear" mends everything; the answer is one
line with all faults as they are now, or with what is wrong with the line.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from printer.simulated_faults import FaultControl
from printer.simulated_plugs import Waiting

LONGEST_LINE = 4096
SECONDS = 1.0
"""A visitor has so long to say a line."""


class ControlPort:
    """Listens on loopback, one line to a connection; used by the printer's own thread."""

    def __init__(self, faults: FaultControl, port: int) -> None:
        self._faults = faults
        self._listener = socket.create_server(("127.0.0.1", port), backlog=8)
        self.port: int = self._listener.getsockname()[1]

    def waiting(self) -> list[Waiting]:
        """Return what to select."""
        return [self._listener]

    def serve(self, ready: Collection[Waiting]) -> None:
        """Serve one visitor, if there is one."""
        if self._listener not in ready:
            return
        visitor, _ = self._listener.accept()
        with visitor:
            visitor.settimeout(SECONDS)
            try:
                visitor.sendall(self._answer(_line(visitor)) + b"\n")
            except OSError:  # gone, or silent; the printer goes on
                return

    def close(self) -> None:
        """Stop listening."""
        self._listener.close()

    def _answer(self, line: bytes) -> bytes:
        try:
            self._obey(line.strip())
        except (ValueError, TypeError) as error:
            return json.dumps({"error": str(error)[:200]}).encode()
        return json.dumps(asdict(self._faults.now)).encode()

    def _obey(self, line: bytes) -> None:
        if line == b"clear":
            self._faults.clear()
            return
        wishes: Any = json.loads(line)
        if not isinstance(wishes, dict):
            raise ValueError('Say e.g. {"paper_out": true}, or clear.')  # noqa: TRY004 - of the line, not of us
        self._faults.set(**wishes)


def _line(visitor: socket.socket) -> bytes:
    line = b""
    while b"\n" not in line and len(line) < LONGEST_LINE:
        more = visitor.recv(LONGEST_LINE)
        if not more:
            break
        line += more
    return line


def control(port: int, line: str) -> dict[str, Any]:
    """Say a line to a simulated printer's control port and return its answer; raises OSError."""
    with socket.create_connection(("127.0.0.1", port), SECONDS) as connection:
        connection.sendall(line.encode() + b"\n")
        answer: dict[str, Any] = json.loads(_line(connection))
    return answer

"""A printer that is not there: it speaks ESC/POS on TCP, draws its paper, and misbehaves on request.

`python -m printer.simulated --port 9100 --folder tickets` runs one. Every ticket that is cut becomes three
files: a picture, its text, and the bytes that made it.
"""

from __future__ import annotations

import argparse
import signal
import socket
import struct
import sys
import threading
from contextlib import suppress
from dataclasses import fields
from io import BytesIO
from pathlib import Path
from select import select
from types import TracebackType
from typing import Self

from printer.models import MODELS, Fence, find_model
from printer.simulated_device import Device
from printer.simulated_faults import FaultControl, Faults
from printer.simulated_paper import Ticket

LOOPBACK = "127.0.0.1"
CHUNK = 4096
TICK = 0.01
"""Seconds between two steps of a printer that prints at a given speed."""
IDLE = 1.0
STOP_SECONDS = 5.0


class SimulatedPrinter:
    """A printer on loopback with one connection at a time; port 0 takes a free one. Use it in a `with`."""

    def __init__(self, folder: Path, *, port: int = 0, model: str = "epson-tm-t20iii") -> None:
        self.folder = folder
        self._wished_port = port
        self._wake_read, self._wake_write = socket.socketpair()
        self._wake_write.setblocking(False)  # noqa: FBT003 - the name is the standard library's
        self.faults = FaultControl(self._wake)
        known = find_model(model)
        self._device = Device(
            self.faults, self._keep, width=known.width, clears_buffer=known.clears_buffer,
            process_id=known.fence is Fence.PROCESS_ID,
        )
        self._listener: socket.socket | None = None
        self._client: socket.socket | None = None
        self._received = 0
        self._stopping = threading.Event()
        self._hanging_up = threading.Event()
        self._thread = threading.Thread(target=self._run, name="simulated printer", daemon=True)
        self._count = 0
        self.port = port
        self.received = bytearray()
        """All bytes since the start, in order."""

    @property
    def url(self) -> str:
        """Return the address as the configuration writes it."""
        return f"tcp://{LOOPBACK}:{self.port}"

    @property
    def tickets(self) -> list[str]:
        """Return the names of the tickets in the folder, oldest first."""
        return sorted(path.stem for path in self.folder.glob("*.png"))

    def start(self) -> None:
        """Listen and print; raises OSError when the port is taken."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._count = max((int(name[:4]) for name in self.tickets if name[:4].isdigit()), default=0)
        self._listen(self._wished_port)
        self._thread.start()

    def stop(self) -> None:
        """Close everything and join the thread."""
        self._stopping.set()
        self._wake()
        if self._thread.is_alive():
            self._thread.join(STOP_SECONDS)
        for each in (self._client, self._listener, self._wake_read, self._wake_write):
            if each is not None:
                each.close()

    def hang_up(self) -> None:
        """Close the connection, as printers do that were idle for long."""
        self._hanging_up.set()
        self._wake()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _wake(self) -> None:
        with suppress(BlockingIOError):  # it has been woken, and has not looked yet
            self._wake_write.send(b"!")

    def _listen(self, port: int) -> None:
        listener = socket.create_server((LOOPBACK, port), backlog=4)
        self.port = listener.getsockname()[1]
        self._listener = listener

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._turn()

    def _turn(self) -> None:
        self._open_or_refuse()
        wanted = [self._wake_read]
        if self._client is None and self._listener is not None:
            wanted.append(self._listener)
        if self._client is not None and self._device.room:
            wanted.append(self._client)
        ready, _, _ = select(wanted, [], [], TICK if self._device.busy else IDLE)
        if self._wake_read in ready:
            self._wake_read.recv(CHUNK)
        if self._listener in ready:
            self._accept()
        if self._client in ready:
            self._read()
        self._device.process()
        self._device.tell_changes()
        self._answer()

    def _open_or_refuse(self) -> None:
        refuse = self.faults.now.refuse
        if refuse and self._listener is not None:
            self._listener.close()
            self._listener = None
            self._drop()
        elif not refuse and self._listener is None:
            self._listen(self.port)
        if self._hanging_up.is_set():
            self._hanging_up.clear()
            self._drop()

    def _accept(self) -> None:
        if self._listener is not None:
            self._client, _ = self._listener.accept()
            self._client.settimeout(1.0)
            self._received = 0

    def _read(self) -> None:
        assert self._client is not None  # noqa: S101 - selected a line above
        limit = self.faults.now.reset_after
        try:
            data = self._client.recv(min(CHUNK, self._device.room))
        except OSError:
            data = b""
        if limit is not None:
            data = data[:max(0, limit - self._received)]
        self._received += len(data)
        self.received += data
        self._device.receive(data)
        if not data or self._received == limit:
            self._drop(reset=limit is not None)

    def _answer(self) -> None:
        answers = self._device.answers()
        if self._client is None or not answers:
            return
        try:
            self._client.sendall(answers)
        except OSError:
            self._drop()

    def _drop(self, *, reset: bool = False) -> None:
        if self._client is None:
            return
        if reset:
            self._client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._client.close()
        self._client = None

    def _keep(self, ticket: Ticket, raw: bytes) -> None:
        """Write a ticket's three files; each appears whole, and the picture last."""
        self._count += 1
        name = f"{self._count:04d}" + (f"-{ticket.number}" if ticket.number else "")
        _write(self.folder / f"{name}.bin", raw)
        _write(self.folder / f"{name}.txt", ticket.text.encode("utf-8"))
        picture = BytesIO()
        ticket.image.save(picture, format="PNG")
        _write(self.folder / f"{name}.png", picture.getvalue())


def _write(path: Path, data: bytes) -> None:
    unready = path.with_name(f".{path.name}.part")
    unready.write_bytes(data)
    unready.replace(path)


def main(arguments: list[str] | None = None) -> int:
    """Run a simulated printer until SIGTERM or SIGINT; returns 0, or 1 when its port is taken."""
    wishes = _parser().parse_args(arguments)
    printer = SimulatedPrinter(wishes.folder, port=wishes.port, model=wishes.model)
    printer.faults.set(**dict.fromkeys(wishes.fault, True))
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    try:
        printer.start()
    except OSError as error:
        sys.stderr.write(f"Port {wishes.port}: {error}. Choose another with --port, or 0 for a free one.\n")
        return 1
    sys.stdout.write(f"{printer.url}\n")
    sys.stdout.flush()
    ended.wait()
    printer.stop()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m printer.simulated", description=main.__doc__)
    parser.add_argument("--port", type=int, default=9100, help="port on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--folder", type=Path, required=True, help="where the tickets go")
    parser.add_argument("--model", default="epson-tm-t20iii", choices=MODELS, help="which printer to be")
    switches = [fault.name for fault in fields(Faults) if fault.default is False]
    parser.add_argument("--fault", action="append", default=[], choices=switches, help="wrong at the start")
    return parser


if __name__ == "__main__":
    sys.exit(main())

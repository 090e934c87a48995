"""A printer that is not there: it speaks ESC/POS, draws its paper, and misbehaves on request.

`python -m printer.simulated --port 9100 --folder tickets` runs one. Every ticket that is cut becomes three
files: a picture, its text, and the bytes that made it.
"""

from __future__ import annotations

import argparse
import logging
import signal
import socket
import sys
import threading
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from select import select
from types import TracebackType
from typing import Self

from printer.models import MODELS, find_model
from printer.simulated_control import ControlPort
from printer.simulated_device import Device
from printer.simulated_faults import SWITCHES, FaultControl
from printer.simulated_paper import Ticket
from printer.simulated_plugs import Plug, PtyPlug, TcpPlug, Waiting

logger = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
ENDING = (signal.SIGINT, signal.SIGTERM)
CHUNK = 4096
TICK = 0.005
"""Seconds between two steps of a printer that has something to do."""
IDLE = 1.0
STOP_SECONDS = 5.0


class SimulatedPrinter:
    """A printer at a plug, by default a free port on loopback, and with a control port if wished; for a `with`."""

    def __init__(
        self, folder: Path, *, port: int = 0, model: str = "epson-tm-t20iii", plug: Plug | None = None,
        control_port: int | None = None,
    ) -> None:
        self.folder = folder
        self._wake_read, self._wake_write = socket.socketpair()
        self._wake_write.setblocking(False)  # noqa: FBT003 - the name is the standard library's
        self.faults = FaultControl(self._wake)
        self._device = Device(self.faults, self._keep, find_model(model))
        self._plug = plug or TcpPlug(LOOPBACK, port)
        self._control_port = control_port
        self._control: ControlPort | None = None
        self._stopping = threading.Event()
        self._hanging_up, self._hung_up = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="simulated printer", daemon=True)
        self._count = 0
        self.received = bytearray()
        """All bytes since the start, in order."""

    @property
    def url(self) -> str:
        """Return the address as the configuration writes it."""
        return self._plug.url

    @property
    def port(self) -> int:
        """Return the port of the network that it listens at; 0 at another plug."""
        return self._plug.port if isinstance(self._plug, TcpPlug) else 0

    @property
    def control_port(self) -> int:
        """Return the port for faults; 0 without one."""
        return self._control.port if self._control is not None else 0

    @property
    def tickets(self) -> list[str]:
        """Return the names of the tickets in the folder, oldest first."""
        return sorted(path.stem for path in self.folder.glob("*.png"))

    def start(self) -> None:
        """Listen and print; raises OSError when a port is taken."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._count = max((int(name[:4]) for name in self.tickets if name[:4].isdigit()), default=0)
        self._plug.start()
        if self._control_port is not None:
            self._control = ControlPort(self.faults, self._control_port)
        self._thread.start()

    def stop(self) -> None:
        """Close everything and join the thread."""
        self._stopping.set()
        self._wake()
        if self._thread.is_alive():
            self._thread.join(STOP_SECONDS)
        self._plug.close()
        if self._control is not None:
            self._control.close()
        self._wake_read.close()
        self._wake_write.close()

    def hang_up(self) -> None:
        """Close the connection, as printers do that were idle for long; a serial plug is pulled and put back.

        Returns when that is done.
        """
        self._hung_up.clear()
        self._hanging_up.set()
        self._wake()
        self._hung_up.wait(STOP_SECONDS)

    def take_ticket(self) -> None:
        """Take the ticket that a presenter holds out."""
        self._device.take_ticket()
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

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._turn()

    def _turn(self) -> None:
        if self._hanging_up.is_set():
            self._hanging_up.clear()
            self._plug.hang_up()
            self._hung_up.set()
        self._plug.attend(self.faults.now)
        ready = self._ready()
        if self._wake_read in ready:
            self._wake_read.recv(CHUNK)
        if self._control is not None:
            self._control.serve(ready)
        data = self._plug.take(ready, self._most(), self.faults.now)
        self.received += data
        self._device.receive(data)
        self._device.process()
        self._device.tell_changes()
        answers = self._device.answers()
        if answers:
            self._plug.say(answers)

    def _ready(self) -> list[Waiting]:
        """Wait until there is something to do, and return who has it."""
        wanted: list[Waiting] = [self._wake_read, *self._plug.waiting()]
        if self._control is not None:
            wanted += self._control.waiting()
        if self._device.room:
            wanted += self._plug.talking()
        ready, _, _ = select(wanted, [], [], TICK if self._device.busy else IDLE)
        return ready

    def _most(self) -> int:
        """Return how many bytes to read at once: what has room, or fewer where only small pieces get through."""
        return max(1, min(CHUNK, self._device.room, self.faults.now.at_most or CHUNK))

    def _keep(self, ticket: Ticket, raw: bytes) -> None:
        """Write a ticket's three files; each appears whole, and the picture last. A full disk stops no printer."""
        self._count += 1
        name = f"{self._count:04d}" + (f"-{ticket.number}" if ticket.number else "")
        picture = BytesIO()
        ticket.image.save(picture, format="PNG")
        try:
            _write(self.folder / f"{name}.bin", raw)
            _write(self.folder / f"{name}.txt", ticket.text.encode("utf-8"))
            _write(self.folder / f"{name}.png", picture.getvalue())
        except OSError as error:
            logger.warning("the paper of %s is printed, and cannot be kept in %s: %s", name, self.folder,
                           error.strerror)


def _write(path: Path, data: bytes) -> None:
    unready = path.with_name(f".{path.name}.part")
    unready.write_bytes(data)
    unready.replace(path)


def main(arguments: list[str] | None = None) -> int:
    """Run a simulated printer until SIGTERM or SIGINT; returns 0, or 1 when its port is taken."""
    wishes = _parser().parse_args(arguments)
    printer = SimulatedPrinter(
        wishes.folder, port=wishes.port, model=wishes.model, plug=PtyPlug(wishes.link) if wishes.pty else None,
        control_port=wishes.control,
    )
    printer.faults.set(mm_per_second=wishes.speed or None, **dict.fromkeys(wishes.fault, True))
    # Kept back from all threads and fetched by this one: what the kernel hands to another would not wake it.
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        printer.start()
    except OSError as error:
        sys.stderr.write(f"{_not_started(wishes, error)}\n")
        return 1
    control = f" control {LOOPBACK}:{printer.control_port}" if printer.control_port else ""
    sys.stdout.write(f"{printer.url}{control}\n")
    sys.stdout.flush()
    signal.sigwait(ENDING)
    printer.stop()
    return 0


def _not_started(wishes: argparse.Namespace, error: OSError) -> str:
    """Return why there is no printer, and how to mend it."""
    if error.filename is not None:
        name = error.filename2 or error.filename  # a link is named second
        return f"{name} cannot be used: {error.strerror}. Choose another with --folder or --link."
    ports = f"{wishes.port}" if wishes.control is None else f"{wishes.port} or {wishes.control}"
    options = "--port" if wishes.control is None else "--port or --control"
    return f"Port {ports} cannot be used: {error.strerror}. Choose another with {options}, or 0 for a free one."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m printer.simulated", description=main.__doc__)
    parser.add_argument("--port", type=int, default=9100, help="port on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--pty", action="store_true", help="hang at a serial line instead of a port")
    parser.add_argument("--link", type=Path, help="stable name of the serial line")
    parser.add_argument("--control", type=int, help="port for faults while it runs; 0 takes a free one")
    parser.add_argument("--speed", type=float, default=0, help="mm of paper a second; 0 prints at once")
    parser.add_argument("--folder", type=Path, required=True, help="where the tickets go")
    parser.add_argument("--model", default="epson-tm-t20iii", choices=MODELS, help="which printer to be")
    parser.add_argument("--fault", action="append", default=[], choices=SWITCHES, help="wrong at the start")
    return parser


if __name__ == "__main__":
    sys.exit(main())

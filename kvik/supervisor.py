"""The supervisor: starts a house's processes top-down, keeps them running, ends them in reverse."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from broker.messages import Envelope, Presence
from broker.server import BrokerError
from broker.topics import PRESENCE
from config.connection import find_connection
from config.devices import CONSOLE, HUB
from config.errors import SetupError
from kvik.answers import RefusedError
from kvik.child import Child
from kvik.console import Console
from kvik.day import NOTE_SECONDS
from kvik.premises import HOST, Premises

log = logging.getLogger(__name__)
READY_SECONDS = 20.0
GLANCE_SECONDS = 0.02
BROKER_PAUSE_SECONDS = 1.0
PRINTER = "printer"
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Faces:
    """Which screens a house shall have on this machine, by device id."""

    kiosks: tuple[str, ...]
    displays: tuple[str, ...]
    desks: tuple[str, ...]
    stations: tuple[str, ...] = ()
    headless: bool


@dataclass(slots=True)
class Part:
    """One child and how to know that it is ready."""

    child: Child
    ready: Callable[[], bool]


@dataclass(slots=True)
class Presences:
    """Which devices are there, and when they said so."""

    since: dict[str, datetime] = field(default_factory=dict)

    def heard(self, envelope: Envelope[Any]) -> None:
        """Take in a birth message or a last will."""
        data: Presence = envelope.data
        if data.online:
            self.since[data.device] = envelope.time
        else:
            self.since.pop(data.device, None)


class Supervisor:
    """One house as a tree of processes; used by the main thread only, whose end ends the children."""

    def __init__(self, premises: Premises, faces: Faces, tell: Tell) -> None:
        self._premises = premises
        self._tell = tell
        self._presences = Presences()
        self._opened: datetime | None = None
        self._console: Console | None = None
        self._parts = [self._printer_part(), self._part(HUB, "broker.hub"), *self._face_parts(faces)]
        self._broker_again_at: float | None = None
        self._line_trouble = ""
        self._note_at = 0.0

    @property
    def running(self) -> list[str]:
        """Return the names of the processes that run, in the order of their start."""
        return ["broker", *(part.child.name for part in self._parts if part.child.alive)]

    @property
    def console(self) -> Console:
        """Return the supervisor's own link to the house."""
        if self._console is None:
            raise RuntimeError("open() comes before anything is asked")
        return self._console

    # ---- opening

    def open(self, wanted: Callable[[], bool]) -> None:
        """Start everything and wait until it is ready, or no longer wanted; raises RefusedError."""
        self._start_broker()
        self._premises.publish()
        self._opened = self._connect().now
        printer, hub, *faces = self._parts
        for step in ([printer, hub], faces):
            for part in step:
                part.child.start()
            for part in step:
                self._await(part, wanted)

    def _start_broker(self) -> None:
        try:
            self._premises.broker.start()
        except BrokerError as error:
            raise RefusedError("no_broker", "The house has no message broker.", str(error)) from None
        if self._premises.line is not None:
            self._premises.line.opened()

    def _connect(self) -> Console:
        folder = self._premises.folder
        console = Console(find_connection(device=CONSOLE, data=folder.path, site=self._premises.site_file))
        for device in self._premises.site.devices():
            console.on(PRESENCE, self._presences.heard, device=device.id)
        console.start()
        self._console = console
        return console

    def _await(self, part: Part, wanted: Callable[[], bool]) -> None:
        until = time.monotonic() + READY_SECONDS
        while wanted() and not part.ready():
            if not part.child.alive:
                _check_hub(part.child)
                return  # the house opens without it; it is looked after later
            if time.monotonic() > until:
                self._tell(f"{part.child.name} is not ready after {READY_SECONDS:.0f} s; see {part.child.log}")
                return
            time.sleep(GLANCE_SECONDS)

    # ---- running

    def look_after(self) -> None:
        """Start again what has ended, and note the time; call it a few times a second."""
        self._look_after_broker()
        self._look_after_line()
        for part in self._parts:
            news = part.child.look_after()
            if news is not None:
                self._tell(news)
        if time.monotonic() >= self._note_at:
            self._note()

    def _look_after_broker(self) -> None:
        broker, now = self._premises.broker, time.monotonic()
        if broker.alive:
            return
        if self._broker_again_at is None:
            self._tell("broker ended; it starts again")
            self._broker_again_at = now
        if now >= self._broker_again_at:
            self._broker_again_at = now + BROKER_PAUSE_SECONDS
            self._restart_broker()

    def _restart_broker(self) -> None:
        try:
            self._premises.broker.start()
        except BrokerError as error:
            log.error("the broker does not start again: %s", error)  # noqa: TRY400 - a sentence is enough
        else:
            self._broker_again_at = None

    def _look_after_line(self) -> None:
        """Shut out who was revoked, and renew the house's certificate; trouble is told once, and tried again."""
        line, news = self._premises.line, None
        try:
            news = line.look_after() if line is not None else None
        except (BrokerError, SetupError, OSError) as error:
            if str(error) != self._line_trouble:
                log.error("devices on other machines: %s", error)  # noqa: TRY400 - a sentence is enough
            self._line_trouble = str(error)
        if news is not None:
            self._line_trouble = ""
            self._tell(news)

    def _note(self) -> None:
        """Note how far the house has come; a full disk must not end it."""
        self._note_at = time.monotonic() + NOTE_SECONDS
        try:
            self._premises.days.note(self.console.now, simulated=self._premises.simulated)
        except OSError as error:
            log.warning("cannot note the house's time in %s: %s", self._premises.folder.path, error)

    # ---- closing

    def close(self) -> None:
        """End everything in reverse; what was never started is passed over."""
        faces, first = self._parts[2:], self._parts[:2]
        for step in (faces, first[::-1]):
            for part in step[::-1]:
                part.child.ask_to_stop()
            for part in step[::-1]:
                part.child.stop()
        if self._console is not None:
            self._note()
            self._console.stop()
        self._premises.broker.stop()

    # ---- the parts

    def _printer_part(self) -> Part:
        here = self._premises
        arguments = ["printer.simulated", "--port", str(here.printer_port), "--folder", str(here.folder.tickets)]
        return Part(self._child(PRINTER, arguments), lambda: _listens(here.printer_port))

    def _face_parts(self, faces: Faces) -> list[Part]:
        rooms = (
            ("kiosk", faces.kiosks), ("display", faces.displays), ("desk", faces.desks),
            ("branch", faces.stations),
        )
        more = ["--headless"] if faces.headless else []
        return [
            self._part(device, room, "--device", device, *more) for room, devices in rooms for device in devices
        ]

    def _part(self, device: str, module: str, *more: str) -> Part:
        here = self._premises
        arguments = [module, "--data", str(here.folder.path), *more]
        if here.site_file is not None:
            arguments += ["--site", str(here.site_file)]
        return Part(self._child(device, arguments), lambda: self._arrived(device))

    def _child(self, name: str, arguments: list[str]) -> Child:
        return Child(name, arguments, self._premises.folder.logs / f"{name}.log")

    def _arrived(self, device: str) -> bool:
        """Whether a device came since we opened; a killed house leaves old births behind."""
        since = self._presences.since.get(device)
        return since is not None and self._opened is not None and since >= self._opened


def _check_hub(child: Child) -> None:
    """Give the house up when it is its hub that fell."""
    if child.name == HUB:
        raise RefusedError("no_hub", f"The hub did not start: {child.last_words()}", f"Its log: {child.log}")


def _listens(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), timeout=0.2).close()
    except OSError:
        return False
    return True

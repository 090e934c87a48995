"""The push-button box on a serial port: opened by its stable path, reopened after every loss."""

from __future__ import annotations

import logging
import termios
import threading
from contextlib import suppress
from pathlib import Path

import serial

from desk.box_lines import HEARTBEAT, BoxLines, KeyLine, lamp_line
from desk.button import Stroke
from desk.driver import Lamp, Plug, Tell
from queueing.clock import Clock

log = logging.getLogger(__name__)
SOURCE = "serial"
BAUD = 115200
READ_SECONDS = 0.2
WRITE_SECONDS = 0.5
RETRY_SECONDS = 0.5
"""Pause between attempts to open; a replugged box is back well within 5 s."""
SILENT_AFTER = 6.0
"""Seconds without a line after which a box that has a heartbeat counts as hung."""
LARGEST_READ = 256
_GONE = (OSError, termios.error)
"""What pyserial raises once the plug is pulled; SerialException is an OSError, termios.error is not."""


class SerialButton:
    """The driver of one box; its thread is the only one that touches the port."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self.path = path
        self._clock = clock
        self._tell: Tell = lambda _happening: None
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._port: serial.Serial | None = None
        self._lamp: Lamp | None = None
        self._lamp_is_new = False
        self._button = 0
        self._trouble = ""

    def start(self, tell: Tell) -> None:
        """Open the port as soon as it is there, and tell what the box says."""
        self._tell = tell
        self._thread = threading.Thread(target=self._run, name=f"button {self.path.name}")
        self._thread.start()

    def show(self, lamp: Lamp) -> None:
        """Light the lamp of the button that was pressed last."""
        with self._lock:
            self._lamp, self._lamp_is_new = lamp, True
            self._interrupt()

    def stop(self) -> None:
        """Close the port and end the thread."""
        self._stopping.set()
        with self._lock:
            self._interrupt()
        if self._thread is not None:
            self._thread.join(timeout=5)

    # ---- the thread

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                port = self._open()
            except _GONE as error:
                self._complain(f"{self.path} cannot be opened: {_why(error)}; plug the box in")
            else:
                self._serve(port)
            self._stopping.wait(RETRY_SECONDS)

    def _open(self) -> serial.Serial:
        port = serial.Serial(
            str(self.path), BAUD, timeout=READ_SECONDS, write_timeout=WRITE_SECONDS, exclusive=True,
        )
        port.reset_input_buffer()  # presses from before anybody listened call nobody
        return port

    def _serve(self, port: serial.Serial) -> None:
        """Read until the plug is pulled, the box hangs, or the driver stops."""
        with self._lock:
            self._port, self._button, self._lamp_is_new = port, 0, self._lamp is not None
        log.info("button box at %s", self.path)
        self._trouble = ""
        self._tell(Plug(SOURCE, present=True, detail=str(self.path)))
        try:
            why = self._read(port)
        except _GONE as error:
            why = _why(error)
        with self._lock:
            self._port = None
        with suppress(*_GONE):
            port.close()
        self._tell(Plug(SOURCE, present=False, detail=why))
        if not self._stopping.is_set():
            self._complain(f"the button box at {self.path} is gone: {why}; plug it in again")

    def _read(self, port: serial.Serial) -> str:
        """Tell lines as they come; returns why there will be no more."""
        lines, heard, beats = BoxLines(), self._clock.monotonic(), False
        while not self._stopping.is_set():
            self._light(port)
            chunk = port.read(min(LARGEST_READ, port.in_waiting) or 1)
            now = self._clock.monotonic()
            for line in lines.feed(chunk, now) if chunk else ():
                heard, beats = now, beats or line == HEARTBEAT
                self._hear(line, now)
            if beats and now - heard > SILENT_AFTER:
                return f"no line for {SILENT_AFTER:g} s"
        return "stopped"

    def _hear(self, line: KeyLine | str, now: float) -> None:
        if isinstance(line, KeyLine):
            self._button = line.button
            self._tell(Stroke(f"{SOURCE}:{line.button}", line.edge, now, line.count))

    def _light(self, port: serial.Serial) -> None:
        """Write the newest lamp, if it is not written yet; a box that does not take it keeps its presses."""
        with self._lock:
            lamp = self._lamp if self._lamp_is_new else None
            self._lamp_is_new = False
        if lamp is not None:
            with suppress(serial.SerialTimeoutException):
                port.write(lamp_line(self._button, lamp))

    def _interrupt(self) -> None:
        """Wake the thread out of its read; the lock is held, so that the port stays open meanwhile."""
        if self._port is not None:
            self._port.cancel_read()

    def _complain(self, trouble: str) -> None:
        """Log trouble once, not at every attempt."""
        if trouble != self._trouble:
            log.warning("%s", trouble)
        self._trouble = trouble


def _why(error: BaseException) -> str:
    return str(getattr(error, "strerror", None) or error)


"""The thread of one scanner: opened by its stable path, read, classed, and opened again after every loss."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kiosk.scanners.classify import Scan
from kiosk.scanners.framing import Frames
from queueing.clock import Clock

log = logging.getLogger(__name__)
SILENCE_SECONDS = 0.2
"""A scanner sends without pauses; what has begun and then rests for so long does not go on."""
RETRY_SECONDS = 0.5
"""Pause between attempts to open; a replugged scanner is back well within 5 s."""
MOST_A_SECOND = 5
"""Scans that are told; a scanner that never rests cannot drown the screen."""
STOP_SECONDS = 5.0


class Port(Protocol):
    """An open scanner; only the reader's thread touches it."""

    def read(self) -> bytes | None:
        """Return what was sent, None after a silence of 0.2 s; raises OSError when the plug is pulled."""
        ...

    def close(self) -> None:
        """Let go of the scanner; raises nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Plug:
    """The scanner came or went."""

    present: bool
    detail: str
    """Where it is, or why it is gone; for technicians."""


Opener = Callable[[Path], Port]
Tell = Callable[[Scan | Plug], None]


class Reader:
    """Reads one scanner; `tell` is called on its thread, and hears classes and clean codes only."""

    def __init__(
        self, path: Path, open_port: Opener, classify: Callable[[bytes], Scan], clock: Clock,
    ) -> None:
        self._path = path
        self._open = open_port
        self._classify = classify
        self._clock = clock
        self._tell: Tell = lambda _news: None
        self._told_at: deque[float] = deque(maxlen=MOST_A_SECOND)
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._trouble = ""

    def start(self, tell: Tell) -> None:
        """Open the scanner as soon as it is there."""
        self._tell = tell
        self._thread = threading.Thread(target=self._run, name=f"scanner {self._path.name}")
        self._thread.start()

    def stop(self) -> None:
        """Close the scanner and end the thread, within about 0.2 s."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(timeout=STOP_SECONDS)

    # ---- the thread

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                port = self._open(self._path)
            except OSError as error:
                self._complain(f"{self._path} cannot be opened: {_why(error)}; plug the scanner in")
            else:
                self._serve(port)
            self._stopping.wait(RETRY_SECONDS)

    def _serve(self, port: Port) -> None:
        """Read until the plug is pulled or the reader stops."""
        log.info("scanner at %s", self._path)
        self._trouble = ""
        self._tell(Plug(present=True, detail=str(self._path)))
        try:
            self._read(port)
        except OSError as error:
            why = f"the scanner at {self._path} is gone: {_why(error)}"
            self._complain(f"{why}; plug it in again")
            self._tell(Plug(present=False, detail=why))
        finally:
            port.close()

    def _read(self, port: Port) -> None:
        frames = Frames()
        while not self._stopping.is_set():
            chunk = port.read()
            if chunk is None and frames.forget():
                self._complain(f"the scanner at {self._path} stopped without CR, LF or ETX; set its suffix to CR")
            for frame in frames.feed(chunk or b""):
                self._pass_on(self._classify(frame))

    def _pass_on(self, scan: Scan) -> None:
        now = self._clock.monotonic()
        if len(self._told_at) == MOST_A_SECOND and now - self._told_at[0] < 1.0:
            return
        self._told_at.append(now)
        self._tell(scan)

    def _complain(self, trouble: str) -> None:
        """Log trouble once, not at every attempt."""
        if trouble != self._trouble:
            log.warning("%s", trouble)
        self._trouble = trouble


def _why(error: OSError) -> str:
    """Return what the system says; never an exception's own words."""
    return error.strerror or type(error).__name__

"""One process of the house as the supervisor's child: started, watched, started again, ended."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from broker.parent_death import ending_with_us

ROOT = Path(__file__).resolve().parents[1]
STOP_SECONDS = 4.0
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
STEADY_SECONDS = 30.0
"""A child that ran for so long has earned a quick restart again."""
LARGEST_LOG = 1_000_000
QT_PACKAGES = (
    "libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 libxcb-cursor0 libxcb-icccm4 "
    "libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"
)
"""What Qt needs of Debian."""


class Child:
    """A Python module of ours as a process, with a log of its own.

    Start it from a thread that lives as long as the child shall: the kernel ends it with that thread, so that
    nothing is left behind even when the supervisor is killed.
    """

    def __init__(self, name: str, arguments: Sequence[str], log: Path) -> None:
        self.name = name
        self.log = log
        self._arguments = tuple(arguments)
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._pause = FIRST_PAUSE
        self._again_at: float | None = None

    @property
    def pid(self) -> int | None:
        """Return its process id while it runs."""
        return self._process.pid if self._process is not None and self.alive else None

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it now, unless it runs; returns at once."""
        if self.alive:
            return
        self._shorten_log()
        command = ending_with_us([sys.executable, "-m", *self._arguments])
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, env=_environment(),
                start_new_session=True,  # Ctrl-C is the supervisor's to answer, in its order
            )
        self._started = time.monotonic()
        self._again_at = None

    def look_after(self) -> str | None:
        """Start it again after a crash, later each time; returns what there is to tell."""
        if self.alive or self._process is None:
            return None
        now = time.monotonic()
        if self._again_at is None:
            if now - self._started > STEADY_SECONDS:
                self._pause = FIRST_PAUSE
            self._again_at = now + self._pause
            self._pause = min(2 * self._pause, LONGEST_PAUSE)
            return f"{self.name} ended, {self.ending()}; it starts again in {self._again_at - now:g} s"
        if now >= self._again_at:
            self.start()
        return None

    def ask_to_stop(self) -> None:
        """Tell it to end; `stop` waits for it."""
        if self._process is not None and self.alive:
            self._process.terminate()

    def stop(self) -> None:
        """End it and wait until it is gone, within a few seconds."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(STOP_SECONDS)

    def ending(self) -> str:
        """Return how it ended: its last words if it left by itself, else the signal."""
        code = None if self._process is None else self._process.poll()
        if code is not None and code < 0:
            return f"by signal {-code}"
        words = self.last_words()
        mend = f" (sudo apt install {QT_PACKAGES})" if "cannot open shared object file" in words else ""
        return f"saying: {words}{mend}"

    def last_words(self) -> str:
        """Return the last line of its log."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines() if self.log.exists() else []
        return next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing")

    def _shorten_log(self) -> None:
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".old.log"))


def _environment() -> dict[str, str]:
    """Return our environment, with our own packages found from every folder."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1"}

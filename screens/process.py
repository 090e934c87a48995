"""The process around a face: Qt's environment, stray exceptions, signals, and how long the start took."""

from __future__ import annotations

import gc
import logging
import os
import signal
import socket
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, QTimer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType, TracebackType

    from PySide6.QtGui import QGuiApplication

log = logging.getLogger(__name__)


def prepare(*, headless: bool) -> None:
    """Set up logging and Qt's environment; comes before the application is made.

    The software renderer is six times cheaper than OpenGL on a processor alone; without the idle time every
    update comes 5 ms earlier.
    """
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    os.environ.setdefault("QT_QPA_UPDATE_IDLE_TIME", "0")
    if headless:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.excepthook = _log_stray
    threading.excepthook = lambda a: _log_stray(a.exc_type, a.exc_value, a.exc_traceback)


def has_screen() -> bool:
    """Whether Qt finds a place to show windows; without one it would abort the process."""
    return os.environ.get("XDG_SESSION_TYPE") == "wayland" or any(
        os.environ.get(name) for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    )


def _log_stray(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None,
) -> None:
    """Log what a slot or thread raised; Qt would go on without a word."""
    log.critical("a part of this face failed", exc_info=(kind, error or kind(), trace))


@contextmanager
def ending_on_signals(app: QGuiApplication) -> Iterator[None]:
    """End the loop at SIGTERM and SIGINT at once; Python's own handlers would wait for the next event."""
    ours, theirs = socket.socketpair()
    theirs.settimeout(0)
    before = signal.set_wakeup_fd(theirs.fileno())
    notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(app.quit)
    handlers = {number: signal.signal(number, _wake_up) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        notifier.setEnabled(False)
        for number, handler in handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(before)
        ours.close()
        theirs.close()


@contextmanager
def collecting_here(app: QObject, every_ms: int = 10_000) -> Iterator[None]:
    """Collect Python's garbage in this thread alone, now and then.

    Python collects in whatever thread happens to allocate; a QObject that the link's thread frees stops its
    timers from there, and Qt crashes.
    """
    gc.collect()
    gc.freeze()  # what stands now stays, and need not be looked at again
    gc.disable()
    timer = QTimer(app, interval=every_ms)
    timer.timeout.connect(_collect)
    timer.start()
    try:
        yield
    finally:
        timer.stop()
        gc.unfreeze()
        gc.enable()


def _collect() -> None:
    """Take no arguments from the signal; Qt cannot look into a builtin."""
    gc.collect()


def age_seconds() -> float:
    """Return the seconds since the kernel started this process."""
    stat = Path("/proc/self/stat").read_text(encoding="ascii")
    started = int(stat.rpartition(")")[2].split()[19]) / os.sysconf("SC_CLK_TCK")
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started


def _wake_up(_number: int, _frame: FrameType | None) -> None:
    """Leave the work to the wake-up descriptor."""

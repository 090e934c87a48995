"""What every test gets and must keep: a real broker, fixed seeds and painting, and nothing left behind."""

from __future__ import annotations

import gc
import logging
import os
import re
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from pytestqt.qtbot import QtBot

from broker.acl import Device, access_list
from broker.identity import Identity
from broker.server import BrokerServer, BrokerUser
from broker.topics import Role
from config.folder import DataFolder, HouseFile
from config.load import load_site
from tests.databases import running_postgresql
from tests.patience import PATIENCE

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication

# Screens are painted in memory by the processor, so that a picture is the same on every machine.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.load_profile("house")
GRACE_SECONDS = 10.0
"""How long threads and children of a test may take to end after it."""
MACHINE_IS_SLOW = "took .* s for one transaction"
"""Said of a disk that others keep busy; no test may fail for that."""


@dataclass(frozen=True)
class RealBroker:
    """A running Mosquitto that knows all devices of a site; a device's password is its name reversed."""

    server: BrokerServer
    site: str
    devices: dict[str, Device]

    def identity(self, device: str, **changes: Any) -> Identity:
        """Return the identity of a device of the site, with some fields changed for tests of bad ones."""
        known = self.devices[device]
        identity = Identity(
            device=device, password=password_of(device), host=self.server.host, port=self.server.port,
            site=self.site, role=Role(known.role), desk=known.desk,
        )
        return replace(identity, **changes)

    def kill(self) -> None:
        """End the broker as a power cut would; `server.start()` brings it back on the same port."""
        os.kill(self.server.pid, signal.SIGKILL)
        assert self.server.wait(PATIENCE)


def password_of(device: str) -> str:
    return device[::-1]


@pytest.fixture
def mosquitto(tmp_path: Path) -> Iterator[RealBroker]:
    """Start a fresh broker for one test."""
    with running_broker(tmp_path) as broker:
        yield broker


@contextmanager
def running_broker(folder: Path, site_file: Path | None = None) -> Iterator[RealBroker]:
    """Start a fresh broker with the devices and access list of a site, the shipped one by default; 30 ms."""
    site = load_site(site_file)
    devices: dict[str, Device] = {device.id: device for device in site.devices()}
    server = BrokerServer(
        folder / "broker", users=[BrokerUser(name, password_of(name)) for name in devices],
        access=access_list(site.id, devices.values()),
    )
    server.start()
    broker = RealBroker(server, site.id, devices)
    yield broker
    if server.alive:
        broker.kill()  # its files are thrown away; a polite end would cost 0.1 s a test
    server.stop()


@pytest.fixture
def house_folder(tmp_path: Path, mosquitto: RealBroker) -> DataFolder:
    """Return the data folder of a house whose broker runs in this process, but lets nobody of the folder in."""
    folder = DataFolder(tmp_path / "data")
    folder.create()
    folder.keys().ensure(mosquitto.devices)
    folder.write_house(HouseFile.of_this_process(
        site=mosquitto.site, host=mosquitto.server.host, port=mosquitto.server.port,
    ))
    return folder


@pytest.fixture
def browsers_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Let browsers make their folders where nobody else's are; its name is short, since sockets lie in it."""
    with tempfile.TemporaryDirectory(prefix="kvik-") as folder:
        monkeypatch.setenv("TMPDIR", folder)
        yield Path(folder)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Return the folder of the socket of a PostgreSQL that lives for the test run."""
    with running_postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    """Return the application class that the screens run with."""
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415 - most rooms' tests need no Qt

    return QGuiApplication


class PatientBot(QtBot):
    """Waits as long as all tests do, where pytest-qt would give up after 5 s."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        super().__init__(request)
        for wait in ("waitUntil", "waitSignal", "waitSignals"):
            setattr(self, wait, partial(getattr(self, wait), timeout=round(1000 * PATIENCE)))


@pytest.fixture
def qtbot(qapp: QGuiApplication, request: pytest.FixtureRequest) -> QtBot:
    """Return pytest-qt's helper, made patient."""
    return PatientBot(request)


# ---- what a test may leave behind: nothing


@pytest.fixture(autouse=True)
def qt_garbage_goes_here(request: pytest.FixtureRequest) -> Iterator[None]:
    """Collect what a test with Qt leaves in the thread that made it.

    Python collects in whichever thread happens to allocate; a QObject with a timer that dies in a link's thread
    takes the process with it some tests later.
    """
    if "qapp" not in request.fixturenames:
        yield
        return
    gc.disable()
    yield
    _forget_language(request.getfixturevalue("qapp"))
    gc.collect()
    gc.enable()


def _forget_language(app: QGuiApplication) -> None:
    """Take the translators off the one application that all tests share; the next test reads Danish again."""
    from PySide6.QtCore import QCoreApplication, Qt, QTranslator  # noqa: PLC0415 - most rooms' tests need no Qt

    for translator in app.findChildren(QTranslator):
        QCoreApplication.removeTranslator(translator)
    app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture(autouse=True)
def no_leaks(qt_garbage_goes_here: None) -> Iterator[None]:
    """Fail a test that leaves a thread or a child process running."""
    threads, children = set(threading.enumerate()), _children()
    yield
    deadline = time.monotonic() + GRACE_SECONDS
    left: list[str] = []
    while time.monotonic() < deadline:
        left = [*_new_threads(threads), *(f"child process {pid}" for pid in _children() - children)]
        if not left:
            return
        time.sleep(0.01)
    pytest.fail(f"left running after the test: {', '.join(left)}", pytrace=False)


def _new_threads(known: set[threading.Thread]) -> list[str]:
    """Return the names of threads that Python started since; Qt's own are not Python's to join."""
    started = (t for t in threading.enumerate() if t not in known)
    return [f"thread {t.name}" for t in started if not isinstance(t, threading._DummyThread)]  # noqa: SLF001


def _children() -> set[int]:
    """Return the processes that we started and that are still there."""
    found: set[int] = set()
    for task in Path("/proc/self/task").iterdir():
        try:
            found.update(map(int, (task / "children").read_text().split()))
        except FileNotFoundError:  # a thread that ended meanwhile
            continue
    return found


class _Collector(logging.Handler):
    """Keeps what was logged as a warning or worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_surprises_in_the_log(request: pytest.FixtureRequest, no_leaks: None) -> Iterator[None]:
    """Fail a test that logs a warning it did not announce, or announces one that does not come.

    `@pytest.mark.expects_log("pattern", ...)`: each must come. `@pytest.mark.may_log(...)`: each may come.
    """
    collector = _Collector()
    logging.getLogger().addHandler(collector)
    yield
    logging.getLogger().removeHandler(collector)
    expected = _patterns(request, "expects_log")
    tolerated = [*_patterns(request, "may_log"), MACHINE_IS_SLOW]
    surprises = [
        line for line in collector.lines if not any(re.search(p, line) for p in (*expected, *tolerated))
    ]
    missing = [p for p in expected if not any(re.search(p, line) for line in collector.lines)]
    if surprises:
        pytest.fail("unexpected in the log:\n" + "\n".join(surprises), pytrace=False)
    if missing:
        pytest.fail(f"never logged: {missing}; logged was {collector.lines}", pytrace=False)


def _patterns(request: pytest.FixtureRequest, marker: str) -> list[str]:
    return [pattern for mark in request.node.iter_markers(marker) for pattern in mark.args]

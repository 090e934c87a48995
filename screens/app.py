"""Start-up and end of every face: kiosk, hall display, desk, branch station.

A face is a `Face` (who it is, where its QML lives) and a function that builds its parts on a `Stage`:

    FACE = Face(name="kiosk", role=Role.KIOSK, room=Path(__file__).parent, module="Kiosk", size=(1080, 1920),
                panel_mm=(398, 708), build=build)

    def build(stage: Stage) -> Part: ...          # connect to stage.bridge, import what is heavy, return a Part

    def main(argv: Sequence[str]) -> int:
        return run(FACE, argv)

The bridge listens to the topic `services` for every face, since its heartbeat tells whether the hub is alive;
listening to it once more would bring every message twice.

`run` reads the arguments, finds the house, makes the application, the link and its bridge, calls `build`, loads
`<room>/qml/<module>/Main.qml` with the part's `properties()` as initial properties, starts the link, and stops
everything in reverse at SIGTERM, SIGINT or the window's end. Main.qml is a `FaceWindow` of the module `Screens`,
which also offers `Theme`, `House` (name, time, date, language, silent), `Words` and the shared controls.
Without a screen (`--headless`) the window's picture is kept in `<data>/screens/<device>.png`.

Exit codes: 0 ended as asked, 1 the environment does not allow it (said on stderr), 2 wrong arguments.
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtQml import QQmlApplicationEngine
    from PySide6.QtQuick import QQuickWindow

    from broker.link import Link
    from broker.topics import Role
    from config.connection import Connection
    from config.site import Site
    from queueing.clock import Clock
    from screens.bridge import Bridge
    from screens.house import House
    from screens.languages import Languages

log = logging.getLogger(__name__)
QML = Path(__file__).parent / "qml"


class Part(Protocol):
    """What a face is made of, besides its QML."""

    def properties(self) -> dict[str, QObject]:
        """Return the initial properties of Main.qml, by name."""
        ...

    def start(self) -> None:
        """Begin what may wait until the first frame stands."""
        ...

    def stop(self) -> None:
        """End threads and children; called once, before the link stops."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One kind of screen."""

    name: str
    role: Role
    room: Path
    """Folder of the package; QML in `qml/<module>`, texts in `translations`."""
    module: str
    size: tuple[int, int]
    """Pixels of the drawing that the layout follows; also the window without a screen."""
    panel_mm: tuple[float, float]
    """Width and height of the panel that a site is expected to have."""
    build: Callable[[Stage], Part]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What stands when a face builds its parts."""

    site: Site
    device: str
    desk: str | None
    data: Path | None
    """The house's data folder, if the face runs beside it."""
    headless: bool
    clock: Clock
    link: Link
    bridge: Bridge
    house: House


@dataclass(slots=True)
class Arguments:
    """What the command line of a face says."""

    data: Path | None
    site: Path | None
    device: str
    headless: bool
    fullscreen: bool
    size: tuple[int, int] | None


def parse(face: Face, argv: Sequence[str]) -> Arguments:
    """Read a face's command line; exits with 2 and a usage line when it is wrong."""
    parser = argparse.ArgumentParser(
        prog=f"kvik {face.name}", description=f"Run a {face.name} of the house.",
        epilog=f"example: kvik {face.name} --data data --device {face.name}-1 --headless",
    )
    parser.add_argument("--data", type=Path, help="the house's data folder (default: data)")
    parser.add_argument("--site", type=Path, help="configuration of the site (default: the shipped one)")
    parser.add_argument("--device", default=f"{face.name}-1", help="identity of this screen (default: %(default)s)")
    parser.add_argument("--headless", action="store_true", help="no window; keep its picture in DATA/screens")
    parser.add_argument("--fullscreen", action="store_true", help="fill the panel, without frame and pointer")
    parser.add_argument("--size", type=_size, metavar="WxH", help="size of the window in pixels")
    return Arguments(**vars(parser.parse_args(argv)))


def run(face: Face, argv: Sequence[str]) -> int:
    """Run a face until it is told to end; returns the exit code."""
    arguments = parse(face, argv)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    _set_environment(headless=arguments.headless)
    _catch_strays()
    try:
        with ExitStack() as stack:
            return _play(face, arguments, stack)
    except EnvironmentError as error:
        sys.stderr.write(f"kvik {face.name}: {error}\n")
        return 1


def _play(face: Face, arguments: Arguments, stack: ExitStack) -> int:
    from config.connection import find_connection

    connection = find_connection(device=arguments.device, data=arguments.data, site=arguments.site)
    app = make_application()
    languages = _languages(app, face)
    link, bridge, clock = _join(connection, arguments.device)
    engine = make_engine()
    stack.callback(_discard, engine)
    house = house_of(engine)
    house.open(connection.site, clock, languages, bridge)
    stack.callback(link.stop)
    stage = Stage(
        site=connection.site, device=arguments.device, desk=connection.desk, data=arguments.data,
        headless=arguments.headless, clock=clock, link=link, bridge=bridge, house=house,
    )
    part = face.build(stage)
    stack.callback(part.stop)
    link.start()
    window = load(engine, face, part)
    if arguments.headless and arguments.data is not None:
        from screens.snapshots import Snapshots

        stack.callback(Snapshots(window, arguments.data / "screens" / f"{arguments.device}.png").stop)
    _after_first_frame(window, arguments.device, part)
    show(window, face, arguments)
    with _ending_on_signals(app):
        return app.exec()


# ---- the steps, also for tests


def make_application() -> QGuiApplication:
    """Return the application with the house's font, after a check that this Qt may be trusted."""
    from PySide6.QtGui import QGuiApplication

    from screens.fonts import use_house_font
    from screens.guard import check

    app = cast("QGuiApplication", QGuiApplication.instance() or QGuiApplication(["kvik"]))
    check()
    use_house_font(app)
    return app


def make_engine() -> QQmlApplicationEngine:
    """Return an engine that knows the module `Screens`."""
    from PySide6.QtQml import QQmlApplicationEngine

    import screens.house  # noqa: F401 - registers its types with QML

    engine = QQmlApplicationEngine()
    engine.addImportPath(str(QML))
    return engine


def house_of(engine: QQmlApplicationEngine) -> House:
    """Return the engine's `House`."""
    return cast("House", engine.singletonInstance("Screens", "House"))


def load(engine: QQmlApplicationEngine, face: Face, part: Part) -> QQuickWindow:
    """Load the face's Main.qml, still hidden; raises RuntimeError with Qt's own words when it does not load."""
    from PySide6.QtQuick import QQuickWindow  # noqa: F401 - gives the root object its Python type

    house = house_of(engine)
    house.language_changed.connect(engine.retranslate)
    engine.addImportPath(str(face.room / "qml"))
    engine.setInitialProperties({
        "referenceSize": _qsize(face.size), "panelMillimetres": _qsize(face.panel_mm), **part.properties(),
    })
    engine.loadFromModule(face.module, "Main")
    if not engine.rootObjects():
        raise RuntimeError(f"{face.room / 'qml' / face.module / 'Main.qml'} does not load; Qt says why above")
    return cast("QQuickWindow", engine.rootObjects()[0])


def show(window: QQuickWindow, face: Face, arguments: Arguments) -> None:
    """Show the window: the panel's size, the size asked for, or the drawing's size as far as the screen has room."""
    from PySide6.QtCore import Qt

    width, height = arguments.size or face.size
    if arguments.fullscreen:
        window.setFlag(Qt.WindowType.FramelessWindowHint)
        window.setCursor(Qt.CursorShape.BlankCursor)
        window.showFullScreen()
        return
    room = window.screen().availableSize()
    fit = 1.0 if arguments.headless or arguments.size else min(1.0, 0.9 * room.height() / height, room.width() / width)
    window.resize(int(width * fit), int(height * fit))
    window.show()


def _languages(app: QGuiApplication, face: Face) -> Languages:
    from screens.languages import OWN, Languages

    return Languages(app, (OWN, face.room))


def _join(connection: Connection, device: str) -> tuple[Link, Bridge, Clock]:
    from broker.link import Identity, Link
    from broker.topics import SERVICES, Role
    from queueing.clock import SystemClock
    from screens.bridge import Bridge

    clock = SystemClock(connection.clock_offset)
    link = Link(Identity(
        device=device, password=connection.password, host=connection.host, port=connection.port,
        site=connection.site.id, role=Role(connection.role), desk=connection.desk,
    ), clock)
    bridge = Bridge(link)
    bridge.listen(SERVICES)
    return link, bridge, clock


def _after_first_frame(window: QQuickWindow, device: str, part: Part) -> None:
    """Say once how long the start took, and then let the part begin the rest."""
    from PySide6.QtCore import Qt, QTimer

    def first() -> None:
        log.info("%s: first frame after %.2f s", device, _age_of_process())
        QTimer.singleShot(0, window, part.start)

    window.frameSwapped.connect(first, Qt.ConnectionType.SingleShotConnection)


def _age_of_process() -> float:
    """Return the seconds since the kernel started this process."""
    import time

    started = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started / os.sysconf("SC_CLK_TCK")


def _discard(engine: QQmlApplicationEngine) -> None:
    """Take the QML down while the Python objects that it reads still stand."""
    for window in engine.rootObjects():
        window.deleteLater()
    engine.deleteLater()
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _set_environment(*, headless: bool) -> None:
    """Choose Qt's software renderer: six times cheaper than OpenGL on a processor alone."""
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    os.environ.setdefault("QT_QPA_UPDATE_IDLE_TIME", "0")
    if headless:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


def _catch_strays() -> None:
    """Log what a slot raised; Qt would go on without a word."""
    def stray(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.critical("a part of this face failed", exc_info=(kind, error, trace))

    sys.excepthook = stray
    threading.excepthook = lambda a: stray(a.exc_type, a.exc_value or a.exc_type(), a.exc_traceback)


@contextmanager
def _ending_on_signals(app: QGuiApplication) -> Iterator[None]:
    """End the application's loop at SIGTERM and SIGINT; Python's own handlers would wait for the next event."""
    from PySide6.QtCore import QSocketNotifier

    ours, theirs = socket.socketpair()
    for end in (ours, theirs):
        end.setblocking(False)
    before = signal.set_wakeup_fd(theirs.fileno())
    notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(app.quit)
    handlers = {s: signal.signal(s, _nothing) for s in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        notifier.setEnabled(False)
        for number, handler in handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(before)
        ours.close()
        theirs.close()


def _nothing(_number: int, _frame: Any) -> None:  # noqa: ANN401 - a frame of the interpreter
    """Leave the work to the wake-up descriptor."""


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height)


def _qsize(pair: tuple[float, float]) -> Any:  # noqa: ANN401 - QSizeF, imported late
    from PySide6.QtCore import QSizeF

    return QSizeF(*pair)

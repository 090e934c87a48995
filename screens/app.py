"""Start-up and end of every face: kiosk, hall display, desk, branch station.

A face says who it is, where its QML lives, and how its parts are built:

    FACE = Face(name="kiosk", room=Path(__file__).parent, module="Kiosk", size=(1080, 1920),
                panel_mm=(476, 846), build=build)

    def build(stage: Stage) -> Part: ...          # connect to stage.bridge, return what QML needs

    def main(argv: Sequence[str]) -> int:
        return run(FACE, argv)

`run` reads the arguments, finds the house, makes the application, the link and its bridge, calls `build`,
loads `<room>/qml/<module>/Main.qml` with the part's `properties()` as initial properties, starts the link and
ends everything in reverse at SIGTERM, SIGINT or the window's end. Main.qml is a `FaceWindow` of the module
`Screens`, which also offers `Theme`, `House` (name, time, date, language, silent), `Words` and the
shared controls. Without a screen (`--headless`) the window's picture is kept in `<data>/screens/<device>.png`.

The bridge listens to the topic `services` for every face, since its heartbeat tells whether the hub is alive;
listening to it once more would bring every message twice.

Exit codes: 0 ended as asked, 1 the environment does not allow it (said on stderr), 2 wrong arguments.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSizeF, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from broker.identity import identity_of
from broker.link import Link
from broker.topics import SERVICES
from config.connection import find_connection, house_clock
from config.errors import SetupError
from screens import guard
from screens.bridge import Bridge
from screens.fonts import use_house_font
from screens.house import House
from screens.languages import OWN, Languages
from screens.process import age_seconds, collecting_here, ending_on_signals, has_screen, prepare

if TYPE_CHECKING:
    from config.connection import Connection
    from config.site import Site
    from queueing.clock import Clock

log = logging.getLogger(__name__)
QML = Path(__file__).parent / "qml"
WRONG_ENVIRONMENT = 1


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
    room: Path
    """Folder of the package; QML in `qml/<module>`, texts in `translations`."""
    module: str
    size: tuple[int, int]
    """Pixels of the drawing that the layout follows; also the window without a screen."""
    panel_mm: tuple[float, float]
    """Width and height of the panel where the site's configuration gives none."""
    build: Callable[[Stage], Part]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What stands when a face builds its parts."""

    connection: Connection
    headless: bool
    clock: Clock
    link: Link
    bridge: Bridge
    house: House

    @property
    def site(self) -> Site:
        """The house that this screen belongs to."""
        return self.connection.site

    @property
    def device(self) -> str:
        """Identity of this screen."""
        return self.connection.device

    @property
    def desk(self) -> str | None:
        """The desk that this screen is bound to."""
        return self.connection.desk

    @property
    def branch(self) -> str | None:
        """The branch library where this screen stands; None for the house itself."""
        return self.connection.branch


@dataclass(slots=True)
class Arguments:
    """What the command line of a face says."""

    data: Path | None = None
    site: Path | None = None
    device: str = ""
    headless: bool = False
    fullscreen: bool = False
    size: tuple[int, int] | None = None


def parse(face: Face, argv: Sequence[str]) -> Arguments:
    """Read a face's command line; exits with 2 and a usage line when it is wrong."""
    parser = argparse.ArgumentParser(
        prog=f"kvik {face.name}", description=f"Run a {face.name} of the house.",
        epilog=f"example: kvik {face.name} --data data --device {face.name}-1 --headless",
    )
    add = parser.add_argument
    add("--data", type=Path, help="the house's data folder")
    add("--site", type=Path, help="configuration of the site (default: the shipped one)")
    add("--device", default=f"{face.name}-1", help="identity of this screen (default: %(default)s)")
    add("--headless", action="store_true", help="no window; keep its picture in DATA/screens")
    add("--fullscreen", action="store_true", help="fill the panel, without frame and pointer")
    add("--size", type=_size, metavar="WxH", help="size of the window in pixels")
    return Arguments(**vars(parser.parse_args(argv)))


def run(face: Face, argv: Sequence[str]) -> int:
    """Run a face until it is told to end; returns the exit code."""
    arguments = parse(face, argv)
    prepare(headless=arguments.headless)
    if not has_screen():
        sys.stderr.write(f"kvik {face.name}: there is no screen here: neither DISPLAY nor WAYLAND_DISPLAY is set. "
                         "Start it in a graphical session, or paint pictures with --headless.\n")
        return WRONG_ENVIRONMENT
    try:
        connection = find_connection(device=arguments.device, data=arguments.data, site=arguments.site)
        return _play(face, arguments, connection)
    except (OSError, SetupError, guard.BrokenQtError) as error:
        sys.stderr.write(f"kvik {face.name}: {error}\n")
        return WRONG_ENVIRONMENT


def _play(face: Face, arguments: Arguments, connection: Connection) -> int:
    """Build from the bottom up, run, and take down in reverse."""
    app = make_application()
    engine = make_engine()
    stage = _stage(connection, engine, headless=arguments.headless)
    stage.house.open(
        stage.site, stage.clock, Languages(app, (OWN, face.room)), stage.bridge, place=place_of(connection),
    )
    part = face.build(stage)
    with ExitStack() as stack:
        stack.callback(discard, engine)
        stack.callback(stage.link.stop)
        stack.callback(part.stop)
        window = load(engine, face, part, panel_of(stage.site, stage.device) or face.panel_mm)
        if arguments.headless:
            stack.callback(_keep_pictures(window, connection.folder.screens / f"{connection.device}.png"))
        _after_first_frame(window, connection.device, part)
        show(window, face, arguments)
        stage.link.start()
        with ending_on_signals(app), collecting_here(app):
            return app.exec()


def _stage(connection: Connection, engine: QQmlApplicationEngine, *, headless: bool) -> Stage:
    clock = house_clock(connection)
    link = Link(identity_of(connection), clock)
    bridge = Bridge(link, engine)
    bridge.listen(SERVICES)
    return Stage(
        connection=connection, headless=headless, clock=clock, link=link, bridge=bridge, house=house_of(engine),
    )


# ---- the steps, also for tests


def make_application() -> QGuiApplication:
    """Return the application with the house's font, after a check that this Qt may be trusted."""
    app = cast("QGuiApplication", QGuiApplication.instance() or QGuiApplication(["kvik"]))
    guard.check()
    use_house_font(app)
    return app


def make_engine() -> QQmlApplicationEngine:
    """Return an engine that knows the module `Screens`."""
    engine = QQmlApplicationEngine()
    engine.addImportPath(str(QML))
    return engine


def house_of(engine: QQmlApplicationEngine) -> House:
    """Return the engine's `House`."""
    return cast("House", engine.singletonInstance("Screens", "House"))


def load(
    engine: QQmlApplicationEngine, face: Face, part: Part, panel_mm: tuple[float, float],
) -> QQuickWindow:
    """Load the face's Main.qml, still hidden; raises RuntimeError when Qt refuses it."""
    house_of(engine).language_changed.connect(engine.retranslate)
    engine.addImportPath(str(face.room / "qml"))
    engine.setInitialProperties({
        "referenceSize": QSizeF(*face.size), "panelMillimetres": QSizeF(*panel_mm), **part.properties(),
    })
    engine.loadFromModule(face.module, "Main")
    if not engine.rootObjects():
        raise RuntimeError(f"{face.room / 'qml' / face.module}/Main.qml does not load; Qt says why above")
    return cast("QQuickWindow", engine.rootObjects()[0])


def place_of(connection: Connection) -> str:
    """Return the name of where a device stands: its branch library, or the house."""
    branch = connection.site.branches.get(connection.branch or "")
    return connection.site.name if branch is None else branch.name


def panel_of(site: Site, device: str) -> tuple[float, float] | None:
    """Return width and height of a device's panel in millimetres, as far as the site says."""
    panels = {d.id: d.panel_mm for group in (site.kiosks, site.displays, site.stations) for d in group}
    return panels.get(device)


def show(window: QQuickWindow, face: Face, arguments: Arguments) -> None:
    """Show the window: the whole panel, the size asked for, or the drawing's as far as the screen has room."""
    if arguments.fullscreen:
        window.setFlag(Qt.WindowType.FramelessWindowHint)
        window.setCursor(Qt.CursorShape.BlankCursor)
        window.setGeometry(window.screen().geometry())  # where no window manager makes it so
        window.showFullScreen()
        return
    width, height = arguments.size or face.size
    room = window.screen().availableSize()
    fit = 1.0 if arguments.headless or arguments.size else min(
        1.0, 0.9 * room.height() / height, room.width() / width)
    window.resize(int(width * fit), int(height * fit))
    window.show()


def discard(engine: QQmlApplicationEngine) -> None:
    """Take the QML down while the Python objects that it reads still stand."""
    for window in engine.rootObjects():
        window.deleteLater()
    engine.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _keep_pictures(window: QQuickWindow, file: Path) -> Callable[[], None]:
    """Keep the file the picture of the window; returns what ends that."""
    from screens.snapshots import Snapshots  # noqa: PLC0415 - never needed where there is a screen

    return Snapshots(window, file).stop


def _after_first_frame(window: QQuickWindow, device: str, part: Part) -> None:
    """Say once how long the start took, and then let the part begin the rest."""
    def first() -> None:
        log.info("%s: first frame after %.2f s", device, age_seconds())
        QTimer.singleShot(0, window, part.start)

    window.frameSwapped.connect(first, Qt.ConnectionType.SingleShotConnection)


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height)

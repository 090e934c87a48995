"""Desk buttons without a window: `kvik button`, or `python -m desk.button_app`, for one desk or for all.

Composition root: driver -> client -> link, and back to the lamp. Everything is decided in the main thread, one
happening after the other; the threads of driver and link only put theirs into its queue.

Exit codes: 0 ended as asked, 1 the environment does not allow it (said on stderr), 2 wrong arguments.
"""

from __future__ import annotations

import argparse
import logging
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from broker.identity import identity_of
from broker.link import Link, new_id
from broker.topics import DESK
from config.connection import Connection, find_connection, find_site, house_clock
from config.errors import SetupError
from desk.client import ANSWER_SECONDS, LAMPS, DeskClient, Kind, Outcome
from desk.driver import Driver, Happening, Lamp, Plug
from desk.visit_lamp import VisitLamp
from queueing.clock import SystemClock

if TYPE_CHECKING:
    from broker.messages import DeskState, Envelope, Payload, Reply
    from config.secrets import Secrets
    from queueing.clock import Clock

log = logging.getLogger(__name__)
DEFAULT_DEVICE = "button-skranke-1"
WRONG_ENVIRONMENT = 1
STOP_SECONDS = 5.0
LONGEST_SLEEP = 1.0
"""A signal that the kernel hands to another thread does not wake this one."""
_SAID = {
    Kind.NOBODY: "nobody waits", Kind.OFFLINE: "no connection, nothing was done; press again in a moment",
    Kind.UNANSWERED: "the hub does not answer; press again in a moment",
    Kind.BUSY: "ignored: the last press is not answered yet", Kind.COOLING: "ignored: pressed twice within 2 s",
}


class NoButtonError(OSError):
    """This device has no button that this program can read."""


class ButtonApp:
    """One button of one desk: its driver, its client, and the queue between all threads."""

    def __init__(self, link: Link, driver: Driver, clock: Clock, *, session: str) -> None:
        desk = link.identity.desk
        if desk is None:
            raise NoButtonError(f"{link.identity.device} belongs to no desk; use e.g. button-skranke-1")
        self._link, self._device = link, link.identity.device
        self._driver = driver
        self._clock = clock
        self._visit_lamp = VisitLamp()
        self._in_doubt = False
        """The hub has not answered the last press; the lamp says offline."""
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._client = DeskClient(
            desk=desk, device=link.identity.device, session=session, clock=clock, ask=self._ask, tell=self._show,
        )
        link.listen(DESK, self._on_state, desk=desk)
        link.on_connection(lambda up: self._jobs.put(lambda: self._connected(up=up)))

    def run(self) -> None:
        """Serve until `stop`."""
        self._driver.show(Lamp.OFFLINE)
        self._driver.start(self._on_happening)
        self._link.start()
        try:
            self._work()
        finally:
            self._driver.stop()
            self._link.stop()

    def stop(self) -> None:
        """End `run`; from any thread and from a signal handler."""
        self._jobs.put(None)

    # ---- in the main thread

    def _work(self) -> None:
        while True:
            try:
                job = self._jobs.get(timeout=self._patience())
            except Empty:
                self._tick()
                continue
            if job is None:
                return
            job()

    def _patience(self) -> float:
        due = self._client.next_tick()
        decided = None if due is None else max(0.0, due - self._clock.monotonic())
        waits = (decided, self._visit_lamp.seconds_left(self._clock.now()), LONGEST_SLEEP)
        return min(wait for wait in waits if wait is not None)

    def _tick(self) -> None:
        self._client.tick()
        lamp = self._visit_lamp.tick(self._clock.now())
        if lamp is not None:
            self._driver.show(lamp)

    def _hear(self, state: DeskState) -> None:
        self._client.hear(state)
        lamp = self._visit_lamp.hear(state.visit)
        if lamp is not None:
            self._driver.show(lamp)

    def _connected(self, *, up: bool) -> None:
        self._client.connected = up
        log.info("%s: %s to the house", self._device, "connected" if up else "no connection")
        self._driver.show(self._visit_lamp.state if up else Lamp.OFFLINE)

    def _handle(self, happening: Happening) -> None:
        if not isinstance(happening, Plug):
            self._client.stroke(happening)
        elif happening.present:
            log.info("%s: button ready: %s", self._device, happening.detail)
        else:
            self._client.unplugged(happening.source)

    def _show(self, outcome: Outcome) -> None:
        self._driver.show(LAMPS[outcome.kind])
        if outcome.kind is Kind.UNANSWERED:
            self._in_doubt = True
        elif self._in_doubt and outcome.kind in (Kind.DONE, Kind.NOBODY, Kind.REFUSED):
            self._in_doubt = False
            self._driver.show(self._visit_lamp.state)  # the hub is back; offline would come back after the answer
        if outcome.kind is not Kind.SENT:
            log.info("%s: %s: %s", self._device, outcome.action, said(outcome))

    # ---- from other threads

    def _on_happening(self, happening: Happening) -> None:
        self._jobs.put(lambda: self._handle(happening))

    def _on_state(self, envelope: Envelope[DeskState]) -> None:
        self._jobs.put(lambda: self._hear(envelope.data))

    def _ask(self, action: str, payload: Payload, request: str) -> None:
        def answered(reply: Reply | None) -> None:
            self._jobs.put(lambda: self._client.answered(request, reply))

        self._link.ask(action, payload, answered, request_id=request, timeout=ANSWER_SECONDS)


def said(outcome: Outcome) -> str:
    """Return an outcome as one line of the log."""
    if outcome.kind is Kind.REFUSED:
        facts = ", ".join(f"{name} {value}" for name, value in outcome.facts.items())
        return f"refused: {outcome.reason}" + (f" ({facts})" if facts else "")
    ended = f"{outcome.finished} is finished; " if outcome.finished else ""
    ended += f"{outcome.set_aside} is set aside until its line is back; " if outcome.set_aside else ""
    called = f"called {outcome.number}" if outcome.number else "done"
    return ended + _SAID.get(outcome.kind, called)


def choose_driver(connection: Connection, clock: Clock, *, port: Path | None, keyboard: bool) -> Driver:
    """Return the driver that was asked for, else the one that the site names for this button."""
    source = next((b.source for b in connection.site.buttons if b.id == connection.device), None)
    if source is None:
        raise NoButtonError(f"{connection.device} is no button; use e.g. {DEFAULT_DEVICE}")
    if port is not None:
        source = f"serial://{port}"
    driver = driver_of("keyboard:" if keyboard else source, clock, connection.folder.keys())
    if driver is None:
        raise NoButtonError(
            f"{connection.device} has the source {source!r} in the site's file, which this program cannot read; "
            "write serial:///dev/..., evdev:///dev/..., mqtt://HOST/TOPIC or keyboard: there, "
            "or say --serial PATH or --keyboard",
        )
    return driver


def driver_of(source: str, clock: Clock, secrets: Secrets) -> Driver | None:
    """Return the driver for a button's URL, or None; each imports what it needs only where it is used.

    Raises SecretError when the URL names a user of a broker whose password is not among the secrets.
    """
    where = urlsplit(source)
    if where.scheme == "serial":
        from desk.serial_button import SerialButton  # noqa: PLC0415

        return SerialButton(Path(where.path), clock)
    if where.scheme == "evdev":
        from desk.evdev_button import EvdevButton, key_of  # noqa: PLC0415

        return EvdevButton(Path(where.path), clock, key=key_of(source))
    if where.scheme == "mqtt":
        from desk.mqtt_button import MqttButton, user_of  # noqa: PLC0415

        user = user_of(source)
        return MqttButton(source, SystemClock(), secrets.broker_password(user) if user else "")
    if where.scheme == "keyboard":
        from desk.terminal_button import TerminalButton  # noqa: PLC0415

        return TerminalButton(clock)
    return None


def apps_of(given: argparse.Namespace) -> list[ButtonApp]:
    """Return one program, or with --all one for each button that the site names a device for."""
    if not given.all:
        return [_app(given.device, given)]
    site = find_site(data=given.data, site=given.site)
    devices = [button.id for button in site.buttons if not button.source.startswith("keyboard")]
    if not devices:
        raise NoButtonError('the site names no button but keyboards; write button = "evdev:///dev/..." '
                            "at a desk, as docs/hardware.md tells")
    apps = [app for app in (_app_or_none(device, given) for device in devices) if app is not None]
    if not apps:
        raise NoButtonError("none of the site's buttons can be served; the log says why")
    return apps


def _app_or_none(device: str, given: argparse.Namespace) -> ButtonApp | None:
    """Return one of several programs; what is wrong with one desk's button must not stop the others."""
    try:
        return _app(device, given)
    except (OSError, SetupError) as error:
        log.error("%s is not served: %s", device, error)  # noqa: TRY400 - the message says all
        return None


def _app(device: str, given: argparse.Namespace) -> ButtonApp:
    connection = find_connection(device=device, data=given.data, site=given.site)
    clock = house_clock(connection)
    driver = choose_driver(connection, clock, port=given.serial, keyboard=given.keyboard)
    return ButtonApp(_link(connection, clock), driver, clock, session=new_id()[:8])


def run_all(apps: Sequence[ButtonApp]) -> None:
    """Serve all buttons until one ends; the first one here, the others in threads of their own.

    One that breaks ends all, so that whoever started the program starts it again; no desk stays dead unseen.
    """
    def stop_all() -> None:
        for app in apps:
            app.stop()

    def serve(app: ButtonApp) -> None:
        with ExitStack() as stack:
            stack.callback(stop_all)
            app.run()

    threads = [threading.Thread(target=serve, args=(app,), name="button") for app in apps[1:]]
    for thread in threads:
        thread.start()
    try:
        serve(apps[0])
    finally:
        for thread in threads:
            thread.join(timeout=STOP_SECONDS)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a button until it is told to stop."""
    given = _parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        apps = apps_of(given)
    except (OSError, SetupError) as error:
        sys.stderr.write(f"kvik button: {error}\n")
        return WRONG_ENVIRONMENT
    with ExitStack() as stack:
        for number in (signal.SIGINT, signal.SIGTERM):
            stack.callback(signal.signal, number, signal.signal(number, lambda _n, _f: apps[0].stop()))
        run_all(apps)
    return 0


def _link(connection: Connection, clock: Clock) -> Link:
    return Link(identity_of(connection), clock)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kvik button", description="Run the button of a desk.",
        epilog="example: kvik button --data data --device button-skranke-3 --serial /dev/kvik-button-3",
    )
    add = parser.add_argument
    add("--data", type=Path, help="the house's data folder")
    add("--site", type=Path, help="configuration of the site (default: the house's own)")
    add("--device", default=DEFAULT_DEVICE, help="identity of this button (default: %(default)s)")
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--serial", type=Path, metavar="PATH", help="a push-button box on this serial port")
    source.add_argument("--keyboard", action="store_true", help="keys of this terminal: Space or Enter, and r")
    source.add_argument("--all", action="store_true", help="every button that the site names a device for")
    return parser


if __name__ == "__main__":
    sys.exit(main())

"""A desk button without a window: `kvik button`, or `python -m desk.button_app`.

Composition root: driver -> client -> link, and back to the lamp. Everything is decided in the main thread, one
happening after the other; the threads of driver and link only put theirs into its queue.

Exit codes: 0 ended as asked, 1 the environment does not allow it (said on stderr), 2 wrong arguments.
"""

from __future__ import annotations

import argparse
import logging
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from broker.link import Identity, Link, new_id
from broker.topics import DESK, Role
from config.connection import Connection, find_connection, house_clock
from config.errors import SetupError
from desk.client import ANSWER_SECONDS, LAMPS, DeskClient, Kind, Outcome
from desk.driver import Driver, Happening, Lamp, Plug

if TYPE_CHECKING:
    from broker.messages import DeskState, Envelope, Payload, Reply
    from queueing.clock import Clock

log = logging.getLogger(__name__)
DEFAULT_DEVICE = "button-skranke-1"
WRONG_ENVIRONMENT = 1
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
        self._link = link
        self._driver = driver
        self._clock = clock
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
                self._client.tick()
                continue
            if job is None:
                return
            job()

    def _patience(self) -> float | None:
        due = self._client.next_tick()
        return None if due is None else max(0.0, due - self._clock.monotonic())

    def _connected(self, *, up: bool) -> None:
        self._client.connected = up
        log.info("%s to the house", "connected" if up else "no connection")
        self._driver.show(Lamp.READY if up else Lamp.OFFLINE)

    def _handle(self, happening: Happening) -> None:
        if not isinstance(happening, Plug):
            self._client.stroke(happening)
        elif happening.present:
            log.info("button ready: %s", happening.detail)
        else:
            self._client.unplugged(happening.source)

    def _show(self, outcome: Outcome) -> None:
        self._driver.show(LAMPS[outcome.kind])
        if outcome.kind is not Kind.SENT:
            log.info("%s: %s", outcome.action, said(outcome))

    # ---- from other threads

    def _on_happening(self, happening: Happening) -> None:
        self._jobs.put(lambda: self._handle(happening))

    def _on_state(self, envelope: Envelope[DeskState]) -> None:
        self._jobs.put(lambda: self._client.hear(envelope.data))

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
    called = f"called {outcome.number}" if outcome.number else "done"
    return ended + _SAID.get(outcome.kind, called)


def choose_driver(connection: Connection, clock: Clock, *, port: Path | None, keyboard: bool) -> Driver:
    """Return the driver that was asked for, else the one that the site names for this button."""
    source = next((b.source for b in connection.site.buttons if b.id == connection.device), "")
    where = urlsplit(source)
    if port is None and not keyboard and where.scheme == "serial":
        port = Path(where.path)
    if port is not None:
        from desk.serial_button import SerialButton  # noqa: PLC0415 - pyserial only where there is a port

        return SerialButton(port, clock)
    if keyboard or where.scheme == "keyboard":
        from desk.terminal_button import TerminalButton  # noqa: PLC0415 - termios only where there is a tty

        return TerminalButton(clock)
    raise NoButtonError(
        f"{connection.device} has the source {source!r} in the site's file, which this program cannot read; "
        "write serial:///dev/... or keyboard: there, or say --serial PATH or --keyboard",
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run a button until it is told to stop."""
    given = _parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        connection = find_connection(device=given.device, data=given.data, site=given.site)
        clock = house_clock(connection)
        driver = choose_driver(connection, clock, port=given.serial, keyboard=given.keyboard)
        app = ButtonApp(_link(connection, clock), driver, clock, session=new_id()[:8])
    except (OSError, SetupError) as error:
        sys.stderr.write(f"kvik button: {error}\n")
        return WRONG_ENVIRONMENT
    with ExitStack() as stack:
        for number in (signal.SIGINT, signal.SIGTERM):
            stack.callback(signal.signal, number, signal.signal(number, lambda _n, _f: app.stop()))
        app.run()
    return 0


def _link(connection: Connection, clock: Clock) -> Link:
    return Link(Identity(
        device=connection.device, password=connection.password, host=connection.host, port=connection.port,
        site=connection.site.id, role=Role(connection.role), desk=connection.desk,
    ), clock)


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
    return parser


if __name__ == "__main__":
    sys.exit(main())

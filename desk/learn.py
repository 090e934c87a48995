"""`kvik button learn`: press a button, and be told what it is and what to write into the site's file.

Listens to every button that can be found for a while: devices that type, boxes on serial ports, and radio
buttons behind a broker that is named. Exit codes: 0 something was pressed, 1 nothing was.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from queue import Empty, SimpleQueue
from urllib.parse import urlsplit

from broker.foreign import ForeignListener
from desk.button import Edge, Stroke
from desk.button_app import driver_of
from desk.driver import Happening
from desk.radio_lines import ACTION_SUFFIX, read_press
from queueing.clock import Clock, SystemClock

PLACES = {"evdev": ("dev/kvik-button*", "dev/input/by-id/*-event-kbd"), "serial": ("dev/serial/by-id/*",)}
PATTERNS = ("zigbee2mqtt/#", "+/events/rpc")
DEFAULT_SECONDS = 30.0
Pressed = Callable[[str], None]


def candidates(root: Path = Path("/")) -> Iterator[str]:
    """Yield the URLs of all that may be a button on this machine."""
    for scheme, patterns in PLACES.items():
        for pattern in patterns:
            yield from (f"{scheme}:///{path.relative_to(root)}" for path in sorted(root.glob(pattern)))


def listen_to(url: str, clock: Clock, pressed: Pressed, stack: ExitStack) -> None:
    """Tell a button's URL when it is pressed, until the stack is closed."""
    driver = driver_of(url, clock)
    if driver is None:
        return

    def hear(happening: Happening) -> None:
        if isinstance(happening, Stroke) and happening.edge in (Edge.DOWN, Edge.CLICK, Edge.HOLD):
            pressed(url)

    driver.start(hear)
    stack.callback(driver.stop)


def overhear(host: str, port: int | None, pressed: Pressed, stack: ExitStack) -> None:
    """Tell the URLs of radio buttons that are pressed, until the stack is closed."""
    where = host if port is None else f"{host}:{port}"

    def hear(topic: str, raw: bytes) -> None:
        if read_press(topic, raw) is not None:
            pressed(f"mqtt://{where}/{topic.removesuffix(ACTION_SUFFIX)}")

    listener = ForeignListener(
        host, port, PATTERNS, on_message=hear, on_up=lambda: None, on_down=lambda: None,
    )
    listener.start()
    stack.callback(listener.stop)


def learn(
    urls: Sequence[str], broker: str | None, seconds: float, *, clock: Clock, say: Callable[[str], object],
) -> bool:
    """Say the configuration line of each button that is pressed in time; returns whether any was."""
    heard: SimpleQueue[str] = SimpleQueue()
    known: set[str] = set()
    until = clock.monotonic() + seconds
    with ExitStack() as stack:
        for url in urls:
            listen_to(url, clock, heard.put, stack)
        if broker is not None:
            parts = urlsplit(f"//{broker}")
            overhear(parts.hostname or "127.0.0.1", parts.port, heard.put, stack)
        while (left := until - clock.monotonic()) > 0:
            try:
                url = heard.get(timeout=left)
            except Empty:
                break
            if url not in known:
                known.add(url)
                say(f'pressed; write at its desk:  button = "{url}"\n')
    return bool(known)


def main(argv: Sequence[str] | None = None) -> int:
    """Listen, and say what was pressed."""
    parser = argparse.ArgumentParser(prog="kvik button learn", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--broker", metavar="HOST[:PORT]", help="listen to radio buttons here, too")
    parser.add_argument("--seconds", type=float, default=DEFAULT_SECONDS, help="how long (default: %(default)g)")
    given = parser.parse_args(argv)
    urls = list(candidates())
    sys.stdout.write(f"Listening to {len(urls)} devices for {given.seconds:g} s. Press the button now.\n")
    sys.stdout.flush()
    if learn(urls, given.broker, given.seconds, clock=SystemClock(), say=sys.stdout.write):
        return 0
    sys.stderr.write(
        "Nothing was pressed. Is it plugged in, and may you read it (groups input and dialout)? "
        "For a radio button say --broker HOST.\n",
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())

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
from urllib.parse import quote, urlsplit

from broker.foreign import ForeignListener
from config.errors import SetupError
from config.folder import data_folder
from desk.button import Edge, Stroke
from desk.driver import Driver, Happening
from desk.evdev_button import EvdevButton
from desk.radio_lines import ACTION_SUFFIX, read_press
from desk.serial_button import SerialButton
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
    path = Path(urlsplit(url).path)
    is_keyboard = url.startswith("evdev:")
    # Without a grab: one of the keyboards is that of the person who learns.
    driver: Driver = EvdevButton(path, clock, grab=False) if is_keyboard else SerialButton(path, clock)

    def hear(happening: Happening) -> None:
        if isinstance(happening, Stroke) and happening.edge is Edge.DOWN:
            pressed(f"{url}?key={happening.button.rpartition(':')[2]}" if is_keyboard else url)

    driver.start(hear)
    stack.callback(driver.stop)


def overhear(broker: str, password: str, pressed: Pressed, stack: ExitStack) -> None:
    """Tell the URLs of radio buttons that are pressed, until the stack is closed; broker is [USER@]HOST[:PORT]."""
    parts = urlsplit(f"//{broker}")

    def hear(topic: str, raw: bytes) -> None:
        press = read_press(topic, raw)
        if press is not None:
            which = f"?button={quote(press.button)}" if press.button else ""
            pressed(f"mqtt://{broker}/{quote(topic.removesuffix(ACTION_SUFFIX))}{which}")

    listener = ForeignListener(
        parts.hostname or "", parts.port, PATTERNS, user=parts.username or "", password=password,
        on_message=hear, on_up=lambda: None, on_down=lambda: None,
    )
    listener.start()
    stack.callback(listener.stop)


def learn(
    urls: Sequence[str], broker: str | None, seconds: float, *, clock: Clock, say: Callable[[str], object],
    password: str = "",
) -> bool:
    """Say the configuration line of each button that is pressed in time; returns whether any was."""
    heard: SimpleQueue[str] = SimpleQueue()
    known: set[str] = set()
    until = clock.monotonic() + seconds
    with ExitStack() as stack:
        for url in urls:
            listen_to(url, clock, heard.put, stack)
        if broker is not None:
            overhear(broker, password, heard.put, stack)
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
    parser.add_argument(
        "--broker", metavar="[USER@]HOST[:PORT]", type=_broker, help="listen to radio buttons here, too",
    )
    parser.add_argument("--data", type=Path, help="the house's data folder, with the password of USER")
    parser.add_argument("--seconds", type=float, default=DEFAULT_SECONDS, help="how long (default: %(default)g)")
    given = parser.parse_args(argv)
    try:
        password = _password(given.broker, given.data)
    except SetupError as error:
        sys.stderr.write(f"kvik button learn: {error}\n")
        return 1
    urls = list(candidates())
    sys.stdout.write(f"Listening to {len(urls)} devices for {given.seconds:g} s. Press the button now.\n")
    sys.stdout.flush()
    if learn(urls, given.broker, given.seconds, clock=SystemClock(), say=_say, password=password):
        return 0
    sys.stderr.write(
        "Nothing was pressed. Is it plugged in, and may you read it (groups input and dialout)? "
        "For a radio button say --broker HOST.\n",
    )
    return 1


def _broker(given: str) -> str:
    """Return what names a broker; raises ArgumentTypeError for what does not."""
    try:
        parts = urlsplit(f"//{given}")
        names_one = bool(parts.hostname) and not parts.path and parts.port != 0
    except ValueError:  # a port that is no number, or too high
        names_one = False
    if not names_one:
        raise argparse.ArgumentTypeError(f"{given!r} names no broker; write e.g. 127.0.0.1 or me@10.0.0.7:1883")
    return given


def _password(broker: str | None, data: Path | None) -> str:
    user = urlsplit(f"//{broker or ''}").username
    return data_folder(data).keys().broker_password(user) if user else ""


def _say(line: str) -> None:
    sys.stdout.write(line)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

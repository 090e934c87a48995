"""The two ends of a far line as processes: a broker with its hub's ear, and a device; each says what it notices.

python -m tests.stories.far_ends house FOLDER PORT      the house; says "ready", then the device's presence
python -m tests.stories.far_ends branch DATA DEVICE     the device, from its pack; says "up" and "down"
"""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from broker.identity import identity_of
from broker.link import Link
from broker.messages import Envelope
from broker.topics import PRESENCE
from config.connection import find_connection, house_clock
from tests.broker.far_house import running_far_house, started
from tests.stories.netns import HOUSE_ADDRESS

DEVICE = "kiosk-1"


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def house(folder: Path, port: int, ended: threading.Event) -> None:
    with ExitStack() as stack:
        far = stack.enter_context(running_far_house(folder, (HOUSE_ADDRESS,), host=HOUSE_ADDRESS, port=port))
        hub = stack.enter_context(started(far.near("hub")))
        hub.link.listen(PRESENCE, _say_presence, device=DEVICE)
        hub.until_up()
        say("ready")
        ended.wait()


def _say_presence(envelope: Envelope[Any]) -> None:
    say("online" if envelope.data.online else "offline")


def branch(data: Path, device: str, ended: threading.Event) -> None:
    connection = find_connection(device=device, data=data)
    link = Link(identity_of(connection), house_clock(connection))
    link.on_connection(lambda is_up: say("up" if is_up else "down"))
    link.start()
    ended.wait()
    link.stop()


def main() -> None:
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    role, folder, what = sys.argv[1:]
    if role == "house":
        house(Path(folder), int(what), ended)
    else:
        branch(Path(folder), what, ended)


if __name__ == "__main__":
    main()

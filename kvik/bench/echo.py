"""The other end of the round trip: a process under the hub's name that sends bytes straight back."""

from __future__ import annotations

import argparse
import sys
import threading
from pathlib import Path

from broker.hub import SWITCH_SECONDS
from broker.identity import identity_of
from broker.link import Link
from broker.topics import CALL, SHOWN
from config.connection import find_connection, house_clock


def main() -> int:
    """Echo until the process is ended; a line on stdout tells that it is ready."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    found = find_connection(device="hub", data=parser.parse_args().data)
    sys.setswitchinterval(SWITCH_SECONDS)
    link = Link(identity_of(found), house_clock(found))
    link.listen_raw(SHOWN, lambda _topic, raw: _back(link, raw), device="+")
    link.on_connection(lambda up: _tell_ready() if up else None)
    link.start()
    threading.Event().wait()
    return 0


def _back(link: Link, raw: bytes) -> None:
    link.publish_raw(CALL, raw)


def _tell_ready() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

"""Durable tickets a second: closed-loop clients, each a link of its own, in processes beside the hub.

`python -m kvik.bench.crowd --data DIR --clients N --seconds S --first K` is one such process; it prints the
number of tickets it was given and the seconds that took.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

from broker import messages as m
from broker.hub import SWITCH_SECONDS
from broker.link import Identity, Link
from broker.topics import Role
from config.connection import Connection, find_connection, house_clock
from kvik.bench.trial import LETTERS, BenchError, Trial

MOST_PROCESSES = 2
"""More than the machine has cores would measure the clients."""


def tickets_per_second(trial: Trial, clients: int, seconds: float) -> float:
    """Return how many tickets a second the hub commits for so many clients."""
    processes = min(MOST_PROCESSES, clients)
    share = clients // processes
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "kvik.bench.crowd", "--data", str(trial.folder.path), "--clients", str(share),
             "--seconds", str(seconds), "--first", str(n * share)],
            stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True,
        )
        for n in range(processes)
    ]
    try:
        return _run(started)
    finally:
        for process in started:
            process.kill()
            process.communicate()


def _run(started: list[subprocess.Popen[str]]) -> float:
    for process in started:
        if process.stdout is None or process.stdout.readline() != "ready\n":
            raise BenchError("a client of the crowd did not start")
    for process in started:
        if process.stdin is not None:
            process.stdin.write("go\n")
            process.stdin.flush()
    rate = 0.0
    for process in started:
        line = process.stdout.readline().split() if process.stdout else []
        if len(line) != 2:  # noqa: PLR2004 - tickets and seconds
            raise BenchError("a client of the crowd gave up")
        rate += int(line[0]) / float(line[1])
    return rate


def main() -> int:
    """Connect, wait for a line on stdin, take tickets for the given time."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--clients", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--first", type=int, required=True)
    given = parser.parse_args()
    sys.setswitchinterval(SWITCH_SECONDS)
    found = find_connection(device="console", data=given.data)
    links = [_connected(found) for _ in range(given.clients)]
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    began = time.perf_counter()
    with ThreadPoolExecutor(given.clients) as pool:
        taken = sum(pool.map(
            lambda pair: _take_until(pair[1], pair[0] + given.first, began + given.seconds), enumerate(links),
        ))
    sys.stdout.write(f"{taken} {time.perf_counter() - began}\n")
    sys.stdout.flush()
    for link in links:
        link.stop()
    return 0


def _connected(found: Connection) -> Link:
    link = Link(
        Identity(device="console", password=found.password, host=found.host, port=found.port,
                 site=found.site.id, role=Role.CONSOLE),
        house_clock(found),
    )
    up = threading.Event()
    link.on_connection(lambda is_up: up.set() if is_up else None)
    link.start()
    if not up.wait(10):
        raise BenchError("a client of the crowd cannot connect")
    return link


def _take_until(link: Link, client: int, deadline: float) -> int:
    """Take tickets of every service in turn, so that no letter's numbers run out."""
    taken = 0
    for number in count(client):
        if time.perf_counter() >= deadline:
            return taken
        service = f"s-{LETTERS[number % len(LETTERS)].lower()}"
        if link.call("take", m.Take(service=service), timeout=10).outcome == "done":
            taken += 1
    return taken


if __name__ == "__main__":
    sys.exit(main())

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
from pathlib import Path

from broker import messages as m
from broker.hub import SWITCH_SECONDS
from broker.identity import identity_of
from broker.link import Link
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
    clients = [Client(link, n + given.first, began + given.seconds) for n, link in enumerate(links)]
    for client in clients:
        client.start()
    taken = sum(client.result() for client in clients)
    sys.stdout.write(f"{taken} {time.perf_counter() - began}\n")
    sys.stdout.flush()
    for link in links:
        link.stop()
    return 0


def _connected(found: Connection) -> Link:
    link = Link(identity_of(found), house_clock(found))
    up = threading.Event()
    link.on_connection(lambda is_up: up.set() if is_up else None)
    link.start()
    if not up.wait(10):
        raise BenchError("a client of the crowd cannot connect")
    return link


class Client:
    """Takes one ticket after the other, of every service in turn, so that no letter's numbers run out."""

    def __init__(self, link: Link, first: int, deadline: float) -> None:
        self._link = link
        self._number = first
        self._deadline = deadline
        self._taken = 0
        self._ended = threading.Event()

    def start(self) -> None:
        """Ask for the first."""
        self._next()

    def result(self) -> int:
        """Wait until the time is up, and return how many tickets were taken."""
        self._ended.wait()
        return self._taken

    def _next(self) -> None:
        if time.perf_counter() >= self._deadline:
            self._ended.set()
            return
        service = f"s-{LETTERS[self._number % len(LETTERS)].lower()}"
        self._number += 1
        self._link.ask("take", m.Take(service=service), self._answered, timeout=10)

    def _answered(self, reply: m.Reply | None) -> None:
        self._taken += reply is not None and reply.outcome == "done"
        self._next()


if __name__ == "__main__":
    sys.exit(main())

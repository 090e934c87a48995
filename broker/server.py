"""Mosquitto as our child process: own configuration, own port, own folder; it never outlives its parent."""

from __future__ import annotations

import getpass
import logging
import os
import re
import signal
import socket
import subprocess
import threading
from collections import deque
from collections.abc import Iterable
from pathlib import Path

from broker.mosquitto import (
    BrokerError,
    BrokerUser,
    Files,
    RemoteDoor,
    configuration,
    find_program,
    password_line,
)
from broker.parent_death import ending_with_us

__all__ = ["BrokerError", "BrokerServer", "BrokerUser", "RemoteDoor"]
log = logging.getLogger(__name__)
START_SECONDS = 10.0
STOP_SECONDS = 5.0
TERM_EVERY_SECONDS = 0.25
"""Mosquitto loses a TERM that comes in its first moment, so it is asked again."""
_OPENED = re.compile(r"Opening ipv[46] listen socket on port (\d+)")
ATTEMPTS = 5
"""Between finding a free port and listening on it another program may take it."""


class BrokerServer:
    """One Mosquitto of our own.

    `users` may connect and `access` (see broker.acl) says to what; `port` None takes a free one and keeps it
    over restarts. `remote` is a second listener, for devices on other machines. Start it from a thread that lives
    as long as the broker shall: it ends with that thread.
    """

    def __init__(
        self, folder: Path, *, users: Iterable[BrokerUser], access: str, port: int | None = None,
        host: str = "127.0.0.1", remote: RemoteDoor | None = None,
    ) -> None:
        self.host = host
        self.remote = remote
        self._files = Files(folder.resolve())
        self._users = tuple(users)
        self._access = access
        self._wanted_port = port
        self._port = port
        self._child: subprocess.Popen[str] | None = None
        self._said: deque[str] = deque(maxlen=20)
        self._running = False
        self._settled = threading.Event()
        """Set when it runs, and when it has ended."""
        self._reader: threading.Thread | None = None

    @property
    def port(self) -> int:
        """Return the port it listens on."""
        if self._port is None:
            raise BrokerError("the broker has no port before its first start")
        return self._port

    @property
    def alive(self) -> bool:
        """Return whether the process runs; False after a crash, until it is started again."""
        return self._child is not None and self._child.poll() is None

    @property
    def pid(self) -> int:
        """Return the process id; raises BrokerError when it was never started."""
        if self._child is None:
            raise BrokerError("the broker was not started")
        return self._child.pid

    def start(self) -> None:
        """Start it and return when it accepts connections, within 10 s; raises BrokerError."""
        if self.alive:
            return
        for _ in range(ATTEMPTS):
            self._launch()
            if self._accepts():
                self._wanted_port = self._port  # clients know it now
                return
            self.stop()
            if not self._can_try_again():
                break
        raise BrokerError(self._why_not())

    def stop(self) -> None:
        """End it and wait until it is gone; a broker that was stopped may be started again."""
        child, self._child = self._child, None
        if child is None:
            return
        if not _ended(child):
            child.kill()
            child.wait()
        self._join_reader(child)

    def restart(self) -> None:
        """End it and start it again: all connections end, and only those who still may come back."""
        self.stop()
        self.start()

    def reload(self) -> None:
        """Make it read its certificates again, while all connections stand."""
        if self.alive:
            os.kill(self.pid, signal.SIGHUP)

    def wait(self, timeout: float) -> bool:
        """Return True as soon as the process has ended, False when it still runs after `timeout` seconds."""
        if self._child is None:
            return True
        try:
            self._child.wait(timeout)
        except subprocess.TimeoutExpired:
            return False
        return True

    def _launch(self) -> None:
        program = find_program()
        self._join_reader(self._child)
        if self._port is None:
            self._port = free_port(self.host)
        self._write_files()
        self._said.clear()
        self._running = False
        self._settled.clear()
        # TERM would be lost in the moment when Mosquitto has just begun.
        command = ending_with_us([str(program.path), "-c", str(self._files.configuration)], "KILL")
        self._child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            text=True, errors="replace", umask=0o077,
            start_new_session=True,  # Ctrl-C is ours to answer, in our order
        )
        reader = threading.Thread(target=self._read, args=(self._child,), name="broker-log", daemon=True)
        reader.start()
        self._reader = reader

    def _write_files(self) -> None:
        files = self._files
        files.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_private(files.passwords, "".join(password_line(user) + "\n" for user in self._users))
        write_private(files.access, self._access)
        run_as = getpass.getuser() if os.geteuid() == 0 else None
        write_private(files.configuration, configuration(
            find_program(), files, self.host, self.port, run_as=run_as, remote=self.remote,
        ))

    def _accepts(self) -> bool:
        return self._settled.wait(START_SECONDS) and self._running

    def _can_try_again(self) -> bool:
        """Give up a port that was free a moment ago, so that the next attempt takes another."""
        if self._taken_port() == self._port and self._wanted_port is None:
            self._port = None
            return True
        return False

    def _why_not(self) -> str:
        said = " | ".join(self._said) or "nothing"
        taken = self._taken_port()
        if taken is not None:
            return (
                f"port {taken} on {self._host_of(taken)} is taken by another program; "
                f"end that one (ss -ltnp 'sport = :{taken}') or choose another port"
            )
        return f"Mosquitto did not start in {self._files.folder}; it said: {said}"

    def _taken_port(self) -> int | None:
        """Return the port that another program has, when that was why it did not start."""
        said = "\n".join(self._said)
        opened = _OPENED.findall(said)
        return int(opened[-1]) if opened and "Address already in use" in said else None

    def _host_of(self, port: int) -> str:
        return self.remote.host if self.remote is not None and self.remote.port == port else self.host

    def _read(self, child: subprocess.Popen[str]) -> None:
        for line in child.stderr or ():
            said = line.rstrip()
            self._said.append(said)
            log.log(_level(said, running=self._running), "mosquitto: %s", said)
            if said.startswith("mosquitto version") and said.endswith("running"):
                self._running = True
                self._settled.set()
        self._running = False
        self._settled.set()

    def _join_reader(self, child: subprocess.Popen[str] | None) -> None:
        if self._reader is not None:
            self._reader.join(STOP_SECONDS)
            self._reader = None
        if child is not None and child.stderr is not None:
            child.stderr.close()


def _ended(child: subprocess.Popen[str]) -> bool:
    """Ask a process to end until it has, for 5 s at most; tell whether it has."""
    for _ in range(int(STOP_SECONDS / TERM_EVERY_SECONDS)):
        child.terminate()
        try:
            child.wait(TERM_EVERY_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        return True
    return False


def free_port(host: str = "127.0.0.1") -> int:
    """Return a port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
    return port


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read."""
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")


def _level(said: str, *, running: bool) -> int:
    """Return the log level of a line; a start that fails reports its errors by itself."""
    if said.startswith("Error") and running:
        return logging.ERROR
    if said.startswith("Warning:") and "root/administrator" not in said:
        return logging.WARNING
    if "not authorised" in said:
        return logging.INFO
    return logging.DEBUG

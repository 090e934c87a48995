"""Two hosts on one machine: network namespaces for the house and a branch, joined by one line that can be cut.

    with two_hosts() as hosts:
        broker = hosts.house.start([sys.executable, "-m", "kvik", "run", ...])
        hosts.cut()
        ...
        hosts.restore()

Addresses are those of the namespaces alone, so several pairs and the machine itself do not meet. It needs root,
and skips the test where that, or the kernel, does not let it make namespaces. Whatever happens, the processes end
and the namespaces go; what a killed test run left behind goes with the next.
"""

from __future__ import annotations

import itertools
import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.patience import PATIENCE

HOUSE_ADDRESS = "10.231.0.1"
BRANCH_ADDRESS = "10.231.0.2"
STOP_SECONDS = 5.0
_OURS = re.compile(r"kvik-(\d+)-\d+-(house|branch)")
_numbers = itertools.count()


@dataclass
class Host:
    """One of the two; processes that are started here see its network and no other."""

    name: str
    address: str
    _children: list[subprocess.Popen[Any]] = field(default_factory=list)

    def start(self, command: Sequence[str], **settings: Any) -> subprocess.Popen[Any]:
        """Start a process on this host, as subprocess.Popen does; it ends with the hosts at the latest."""
        child = subprocess.Popen(["ip", "netns", "exec", self.name, *command], **settings)
        self._children.append(child)
        return child

    def run(self, *command: str) -> str:
        """Run a command on this host to its end and return what it said."""
        return _run("ip", "netns", "exec", self.name, *command)

    def deaf(self, *, is_deaf: bool) -> None:
        """Drop all that comes over the line to this host, without a word to the sender; or take it again."""
        if is_deaf:
            self.run("iptables", "-A", "INPUT", "-i", "eth0", "-j", "DROP")
        else:
            self.run("iptables", "-F", "INPUT")

    def end_processes(self) -> None:
        """End what was started here, politely first."""
        for child in reversed(self._children):
            child.terminate()
            try:
                child.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
            for pipe in (child.stdin, child.stdout, child.stderr):
                if pipe is not None:
                    pipe.close()


@dataclass(frozen=True)
class Hosts:
    """The house and a branch, and the line between them."""

    house: Host
    branch: Host

    def cut(self, *, to_house: bool = True, to_branch: bool = True) -> None:
        """Drop what goes over the line, in both directions or one."""
        self.restore()
        self.house.deaf(is_deaf=to_house)
        self.branch.deaf(is_deaf=to_branch)

    def restore(self) -> None:
        """Let everything through again."""
        self.house.deaf(is_deaf=False)
        self.branch.deaf(is_deaf=False)


@contextmanager
def two_hosts() -> Iterator[Hosts]:
    """Make both hosts and their line; skips the test where that cannot be done."""
    if os.geteuid() != 0:
        pytest.skip("needs root for network namespaces")
    _remove_left_behind()
    prefix = f"kvik-{os.getpid()}-{next(_numbers)}"
    house = Host(f"{prefix}-house", HOUSE_ADDRESS)
    branch = Host(f"{prefix}-branch", BRANCH_ADDRESS)
    with ExitStack() as stack:
        for host in (house, branch):
            _make(host)
            stack.callback(_remove, host.name)
        _join(house, branch)
        for host in (house, branch):
            stack.callback(host.end_processes)
        yield Hosts(house, branch)


def _make(host: Host) -> None:
    try:
        _run("ip", "netns", "add", host.name)
    except subprocess.CalledProcessError as error:
        pytest.skip(f"needs root for network namespaces: {error.stderr.strip()}")


def _join(one: Host, other: Host) -> None:
    """Lay the line: a pair of virtual network cards, one in each namespace."""
    peer = ("peer", "name", "eth0", "netns", other.name)
    _run("ip", "link", "add", "eth0", "netns", one.name, "type", "veth", *peer)
    for host in (one, other):
        _run("ip", "-n", host.name, "addr", "add", f"{host.address}/24", "dev", "eth0")
        for card in ("lo", "eth0"):
            _run("ip", "-n", host.name, "link", "set", card, "up")


def _remove(name: str) -> None:
    _run("ip", "netns", "del", name)


def _remove_left_behind() -> None:
    """Remove the namespaces of test runs that were killed."""
    for line in _run("ip", "netns", "list").splitlines():
        found = _OURS.match(line)
        if found and not Path(f"/proc/{found[1]}").exists():
            _remove(found[0])


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE).stdout

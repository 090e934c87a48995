"""A device on another host: its line is cut without a word, both ends notice, and it is back when the line is."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.authority import Authority
from config.folder import DataFolder
from config.load import SHIPPED
from config.pack import About
from config.packing import site_for_devices, unpack, write_pack
from queueing.clock import SystemClock
from tests.patience import PATIENCE
from tests.stories.far_ends import DEVICE
from tests.stories.netns import HOUSE_ADDRESS, Host, Hosts, two_hosts

ROOT = Path(__file__).parents[2]
PORT = 8883


class End:
    """One end of the line, and what it said so far."""

    def __init__(self, host: Host, *arguments: str) -> None:
        self.said: list[str] = []
        self._changed = threading.Condition()
        self._process = host.start(
            [sys.executable, "-m", "tests.stories.far_ends", *arguments],
            stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )
        self._reader = threading.Thread(target=self._read, name="far-end")
        self._reader.start()

    def until(self, word: str) -> None:
        """Wait until its newest word is this one."""
        with self._changed:
            assert self._changed.wait_for(lambda: self.said[-1:] == [word], PATIENCE), (word, self.said)

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE)
        self._reader.join(PATIENCE)

    def _read(self) -> None:
        for line in self._process.stdout or ():
            with self._changed:
                self.said.append(line.strip())
                self._changed.notify_all()


@pytest.fixture
def hosts() -> Iterator[Hosts]:
    with two_hosts() as hosts:
        yield hosts


@pytest.fixture
def ends(hosts: Hosts, tmp_path: Path) -> Iterator[tuple[End, End]]:
    """Open the house on one host and carry a pack to the other."""
    house = End(hosts.house, "house", str(tmp_path / "house"), str(PORT))
    house.until("ready")
    authority = Authority(tmp_path / "house" / "authority", "naestved", SystemClock())
    about = About(site="naestved", device=DEVICE, host=HOUSE_ADDRESS, port=PORT)
    write_pack(tmp_path / "pack.zip", about, site_for_devices(SHIPPED), authority.issue(DEVICE))
    unpack(tmp_path / "pack.zip", DataFolder(tmp_path / "branch"))
    branch = End(hosts.branch, "branch", str(tmp_path / "branch"), DEVICE)
    branch.until("up")
    house.until("online")
    yield house, branch
    branch.close()
    house.close()


@pytest.mark.parametrize(("to_house", "to_branch", "seconds"), [(True, True, 15.0), (False, True, 0.0)])
def test_both_ends_notice_and_the_device_is_back(
    hosts: Hosts, ends: tuple[End, End], to_house: bool, to_branch: bool, seconds: float,  # noqa: FBT001 - parameters
) -> None:
    house, branch = ends
    cut = time.monotonic()
    hosts.cut(to_house=to_house, to_branch=to_branch)
    branch.until("down")
    house.until("offline")
    assert not threading.Event().wait(max(0.0, cut + seconds - time.monotonic()))  # the line stays cut so long
    assert branch.said[-1] == "down"
    hosts.restore()
    branch.until("up")
    house.until("online")


def test_the_hosts_see_each_other_and_nothing_else(hosts: Hosts) -> None:
    hosts.branch.run("python3", "-c", f"import socket; socket.create_server(('{hosts.branch.address}', 0))")
    with pytest.raises(subprocess.CalledProcessError, match="non-zero"):
        hosts.house.run("ip", "route", "get", "192.0.2.1")
    assert "eth0" in hosts.house.run("ip", "route", "get", hosts.branch.address)


def test_nothing_stays_behind() -> None:
    with two_hosts() as hosts:
        child = hosts.branch.start(["sleep", "60"])
        names = {hosts.house.name, hosts.branch.name}
    assert child.poll() is not None
    listed = subprocess.run(
        ["ip", "netns", "list"], check=True, capture_output=True, text=True, timeout=PATIENCE,
    ).stdout
    assert not names & set(listed.split())

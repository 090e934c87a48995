"""House and branch as two hosts, and the line between them cut in every way.

Each story ends with the queue, the station's screen and the desk's screen as they must be.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from config.load import SHIPPED
from tests.patience import PATIENCE, wait_for
from tests.stories.netns import HOUSE_ADDRESS, Hosts, two_hosts

ROOT = Path(__file__).parents[2]
STATION = "station-glumsoe"
DOOR = f'\n[broker.remote]\nhost = "{HOUSE_ADDRESS}"\nnames = ["{HOUSE_ADDRESS}"]\n'
HOUR_AS_SECONDS = 18.0
"""An hour, when the ten minutes for which a place is kept are three seconds."""


class Town:
    """A house on one host and a branch's station on the other, with everything that is read on both."""

    def __init__(self, hosts: Hosts, folder: Path, stack: ExitStack, grace: str) -> None:
        self.hosts = hosts
        self._folder, self._stack = folder, stack
        self._site = folder / "site.toml"
        shipped = SHIPPED.read_text("utf-8").replace('line_grace = "10 min"', f'line_grace = "{grace}"')
        self._site.write_text(shipped + DOOR, "utf-8")
        self._house = folder / "house"
        self._branch = folder / "branch"
        self._process = hosts.house.start(
            [sys.executable, "-m", "tests.stories.house_on_a_host", str(self._house), str(self._site)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n"
        self._carry_the_pack()
        self.station = self.sit_down()

    def _carry_the_pack(self) -> None:
        pack = self._folder / "pack.zip"
        self.kvik("device", "pack", STATION, "--out", str(pack))
        self.hosts.branch.run(
            sys.executable, "-m", "kvik", "device", "unpack", str(pack), "--data", str(self._branch))

    def sit_down(self, name: str = "station") -> subprocess.Popen[str]:
        """Start the station's screen at the branch, and wait until it is up."""
        with (self._folder / f"{name}.log").open("ab") as log:
            screen: subprocess.Popen[str] = self.hosts.branch.start(
                [sys.executable, "-m", "tests.stories.eyes", "branch.app", str(self._folder / f"{name}.txt"),
                 "--data", str(self._branch), "--device", STATION, "--headless"],
                cwd=ROOT, stdout=log, stderr=log,
            )
        return screen

    # ---- doing

    def kvik(self, *words: str) -> dict[str, Any]:
        """Run a command in the house; it must succeed."""
        said = self.hosts.house.run(
            sys.executable, "-m", "kvik", *words, "--json", "--data", str(self._house), "--site", str(self._site))
        found: dict[str, Any] = json.loads(said)
        return found

    def tries(self, *words: str) -> dict[str, Any]:
        """Run a command in the house; return nothing when it fails, as while a part is being brought back."""
        try:
            return self.kvik(*words)
        except subprocess.CalledProcessError:
            return {}

    def kill(self, part: str) -> None:
        """Kill the broker or the hub, as a power cut would; the house brings it back."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"kill {part}\n")
        self._process.stdin.flush()

    # ---- reading

    def station_says(self, words: str, name: str = "station") -> None:
        self._says(self._folder / f"{name}.txt", words)

    def desk_says(self, words: str) -> None:
        self._says(self._house / "desk.txt", words)

    def _says(self, file: Path, words: str) -> None:
        try:
            wait_for(lambda: file.exists() and words in file.read_text("utf-8"), words)
        except AssertionError as error:
            said = file.read_text("utf-8") if file.exists() else ""
            raise AssertionError(f"{error}; {file.name} says {said!r}") from None

    def visit(self) -> dict[str, Any] | None:
        """Return the visit at the station as the queue knows it."""
        found: dict[str, Any] | None = self.kvik("station", "status", STATION)["visit"]
        return found

    def online(self) -> bool:
        return bool(self.tries("station", "status", STATION).get("online"))


@pytest.fixture
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    """Open a town; a parameter says for how long a lost line keeps the place, ten minutes otherwise."""
    with two_hosts() as hosts, ExitStack() as stack:
        town = Town(hosts, tmp_path, stack, getattr(request, "param", "10 min"))
        town.station_says("Tal med Borgerservice")
        wait_for(town.online, "the house hears the station")
        yield town


def lasting(seconds: float, since: float) -> None:
    """Let so many seconds pass since a moment."""
    time.sleep(max(0.0, since + seconds - time.monotonic()))


@pytest.mark.timeout(240)
def test_a_minute_without_a_line_costs_nobody_the_place(town: Town) -> None:
    town.kvik("visit", "start", STATION)
    town.station_says("Du er den næste.")
    town.desk_says("S 001, skærm i Glumsø")
    town.kvik("take", "kvik", "--no-paper")

    cut = time.monotonic()
    town.hosts.cut()
    town.station_says("Linjen er afbrudt.")
    town.station_says("Du er nummer S 001.")
    town.station_says("Du beholder din plads i 10 minutter.")
    town.station_says("Ring 55 88 55 88.")
    town.desk_says("Glumsø: linjen er afbrudt")
    assert town.kvik("press", "skranke-1")["call"]["number"] == "K001"
    lasting(60, cut)
    town.hosts.restore()

    town.station_says("Du er den næste.")
    town.desk_says("S 001, skærm i Glumsø")
    assert town.kvik("press", "skranke-1")["call"]["number"] == "S001"
    town.station_says("Skranke 1 er klar.")  # opens by itself
    town.desk_says("Samtalen er åben")
    visit = town.visit()
    assert visit is not None
    assert (visit["number"], visit["state"]) == ("S001", "called")


@pytest.mark.parametrize("town", ["3 s"], indirect=True)
def test_after_an_hour_without_a_line_half_of_the_wait_is_kept(town: Town) -> None:
    town.kvik("visit", "start", STATION)
    town.station_says("Du er den næste.")
    cut = time.monotonic()
    town.hosts.cut()
    town.station_says("Linjen er afbrudt.")
    wait_for(lambda: (town.visit() or {}).get("state") == "parked", "the queue sets the visit aside")
    town.desk_says("Parkeret")
    lasting(HOUR_AS_SECONDS, cut)
    town.hosts.restore()
    town.station_says("Du er den næste.")
    wait_for(lambda: (town.visit() or {}).get("state") == "waiting", "the queue takes it back")
    events = town.kvik("why", "S001")["history"]
    assert [e["kind"] for e in events] == ["issued", "parked", "resumed"]
    assert events[1]["detail"]["reason"] == "line_lost"
    assert events[2]["detail"]["place_at"] > events[0]["at"]
    town.desk_says("S 001, skærm i Glumsø")


def test_a_line_that_is_deaf_in_one_direction_breaks_no_conversation(town: Town) -> None:
    town.kvik("visit", "start", STATION)
    town.kvik("visit", "ready", STATION)
    town.kvik("press", "skranke-1")
    town.station_says("Skranke 1 er klar.")
    town.hosts.cut(to_house=False, to_branch=True)
    town.station_says("Samtalen er afbrudt.")
    town.station_says("Du er stadig i samtale med Skranke 1.")
    town.desk_says("Linjen er afbrudt")
    refused = town.hosts.house.start(
        [sys.executable, "-m", "kvik", "no-show", "skranke-1", "--data", str(town._house)],  # noqa: SLF001
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    assert refused.wait(PATIENCE) == 1  # nobody is a no-show because of the network
    town.hosts.restore()
    town.station_says("Skranke 1 er klar.")
    town.desk_says("Samtalen er åben")
    visit = town.visit()
    assert visit is not None
    assert (visit["number"], visit["state"], visit["times"]) == ("S001", "called", 1)


def test_whatever_is_killed_comes_back_to_the_same_visit(town: Town) -> None:
    town.kvik("visit", "start", STATION)
    town.station_says("Du er den næste.")
    town.kill("broker")
    wait_for(town.online, "the station is back after the broker's death")
    town.station_says("Forbundet")
    town.kill("hub")
    wait_for(lambda: town.tries("press", "skranke-1").get("call"), "the hub is back and calls")
    town.station_says("Skranke 1 er klar.")
    town.station.kill()
    town.station.wait()
    town.desk_says("Linjen er afbrudt")
    town.station = town.sit_down()
    town.station_says("Skranke 1 er klar.")
    town.desk_says("Samtalen er åben")
    town.kvik("visit", "end", STATION)
    town.station_says("Tak for samtalen.")
    town.station_says("Tal med Borgerservice")
    town.desk_says("Ingen ved skranken")
    assert town.visit() is None


def test_two_stations_with_one_name_are_told_and_the_queue_stays_right(town: Town) -> None:
    town.kvik("visit", "start", STATION)
    town.station_says("Du er den næste.")
    second = town.sit_down("second")
    town.station_says("Du er den næste.", name="second")
    town.station_says("Linjen bruges af en anden skærm.")
    town.desk_says("To skærme bruger navnet Glumsø.")
    town.kvik("press", "skranke-1")
    town.station_says("Skranke 1 er klar.", name="second")
    town.desk_says("Samtalen er åben")
    second.terminate()
    second.wait(PATIENCE)
    visit = town.visit()
    assert visit is not None
    assert (visit["number"], visit["state"]) == ("S001", "called")

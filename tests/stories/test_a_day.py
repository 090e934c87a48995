"""A whole house with one command: opened, lived in, closed with Ctrl-C, and opened again."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.patience import PATIENCE, wait_for
from tests.stories.conftest import OPENING


class Running:
    """One `kvik run`, with what it said so far."""

    def __init__(self, process: subprocess.Popen[bytes], output: int) -> None:
        self.process = process
        self.said = ""
        self._output = output
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        with suppress(OSError):  # how a terminal tells that nobody is left to speak
            while said := os.read(self._output, 4096):
                self.said += said.decode(errors="replace")

    def says(self, text: str) -> None:
        wait_for(lambda: text in self.said or self.process.poll() is not None, f"it says {text!r}")
        assert text in self.said, self.said

    def press(self, key: str) -> None:
        os.write(self._output, key.encode())

    def stop(self) -> int:
        """Press Ctrl-C and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.ended()

    def ended(self) -> int:
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return code


@contextmanager
def running(data: Path, *more: str, terminal: bool = False) -> Iterator[Running]:
    """Run a house; with `terminal` its output and keys are those of a terminal, else a pipe and nothing."""
    command = [sys.executable, "-m", "kvik", "run", "--headless", "--at", OPENING, "--data", str(data), *more]
    ours, theirs = pty.openpty() if terminal else os.pipe()
    keys = theirs if terminal else subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=keys, stdout=theirs, stderr=theirs)
    os.close(theirs)
    found = Running(process, ours)
    try:
        yield found
    finally:
        if process.poll() is None:
            found.stop()
        os.close(ours)


def kvik(data: Path, *words: str) -> dict[str, Any]:
    said = subprocess.run(
        [sys.executable, "-m", "kvik", *words, "--json", "--data", str(data)], capture_output=True, text=True,
        timeout=PATIENCE, check=False,
    )
    assert said.returncode == 0, said.stdout + said.stderr
    found = json.loads(said.stdout)
    assert isinstance(found, dict)
    return found


def answers(data: Path) -> bool:
    """Whether the hub does something harmless when it is asked."""
    asked = subprocess.run(
        [sys.executable, "-m", "kvik", "open", "skranke-6", "--data", str(data)], capture_output=True,
        timeout=PATIENCE, check=False,
    )
    return asked.returncode == 0


def children_of(pid: int) -> list[int]:
    return [int(child) for task in Path(f"/proc/{pid}/task").iterdir()
            for child in (task / "children").read_text().split()]


def files(folder: Path, pattern: str) -> list[str]:
    return sorted(path.name for path in folder.glob(pattern))


def test_a_house_is_opened_lived_in_closed_and_opened_again(tmp_path: Path) -> None:
    data = tmp_path / "house"
    with running(data) as house:
        house.says("Ctrl-C closes the house")
        live_a_little(data, house)
        parts = children_of(house.process.pid)
        assert len(parts) == 7, house.said  # broker, printer, hub, kiosk, hall, desk, station
        assert house.stop() == 0
        assert not [pid for pid in parts if Path(f"/proc/{pid}").exists()]
    with running(data) as house:
        house.says("Ctrl-C closes the house")
        assert "goes on with the day" in house.said
        assert kvik(data, "take", "kvik")["ticket"] == "K002"
        assert kvik(data, "board")["calls"][0]["number"] == "K001"
        assert house.stop() == 0


def live_a_little(data: Path, house: Running) -> None:
    """Take a ticket, get its paper, be called, and find it all in the data folder."""
    taken = kvik(data, "take", "kvik")
    assert (taken["ticket"], taken["paper_at"]) == ("K001", "kiosk-1")
    wait_for(lambda: files(data / "tickets", "*.png") == ["0001-K001.png"], "the ticket's picture")
    assert files(data / "tickets", "*.txt") == ["0001-K001.txt"]
    assert files(data / "tickets", "*.bin") == ["0001-K001.bin"]
    kvik(data, "press", "skranke-1")
    wait_for(lambda: kvik(data, "board")["calls"], "the call is on the board")
    house.says("K 001  is called to Skranke 1")
    house.says("K 001  paper: printed")
    screens = ["desk-skranke-1.png", "hall-1.png", "kiosk-1.png", "station-fuglebjerg.png"]
    wait_for(lambda: files(data / "screens", "*.png") == screens, "a picture of each screen")
    assert "10:0" in house.said
    assert "set by --at" in house.said


def test_a_second_house_is_refused_on_the_same_folder_and_free_on_another(tmp_path: Path) -> None:
    data, other = tmp_path / "house", tmp_path / "other"
    with running(data) as first:
        first.says("Ctrl-C closes the house")
        with running(data) as second:
            assert second.ended() == 1
            assert "A house already runs" in second.said
        with running(other) as third:
            third.says("Ctrl-C closes the house")
            assert kvik(data, "take", "kvik")["ticket"] == "K001"
            assert kvik(other, "take", "kvik")["ticket"] == "K001"
            assert kvik(data, "take", "kvik")["ticket"] == "K002"
            assert third.stop() == 0
        assert kvik(data, "take", "kvik")["ticket"] == "K003"


def test_a_part_that_falls_is_started_again_and_nothing_outlives_a_killed_house(tmp_path: Path) -> None:
    data = tmp_path / "house"
    with running(data) as house:
        house.says("Ctrl-C closes the house")
        parts = children_of(house.process.pid)
        hub = next(pid for pid in parts if b"broker.hub" in Path(f"/proc/{pid}/cmdline").read_bytes())
        os.kill(hub, signal.SIGKILL)
        house.says("hub ended, by signal 9")
        wait_for(lambda: answers(data), "the hub is started again, and answers")
        assert kvik(data, "take", "kvik")["ticket"] == "K001"
        parts = children_of(house.process.pid)
        house.process.kill()
        house.ended()
        wait_for(lambda: not [pid for pid in parts if is_there(pid)], "nothing is left")


def is_there(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_an_earlier_day_is_refused_and_the_mend_named(tmp_path: Path) -> None:
    data = tmp_path / "house"
    with running(data, "--at", "2026-11-24T10:00") as house:
        house.says("Ctrl-C closes the house")
        house.stop()
    with running(data) as house:
        assert house.ended() == 1
        assert "is on an earlier day" in house.said
        assert "--at 2026-11-24T10:00" in house.said


def test_ctrl_c_while_it_opens_leaves_nothing(tmp_path: Path) -> None:
    with running(tmp_path / "house") as house:
        house.says("Opening")
        wait_for(lambda: len(children_of(house.process.pid)) >= 2, "the first parts are there")
        parts = children_of(house.process.pid)
        assert house.stop() == 0
        assert "Closed." in house.said
        assert not [pid for pid in parts if is_there(pid)]


def test_a_desk_that_is_not_there_is_refused_before_anything_starts(tmp_path: Path) -> None:
    with running(tmp_path / "house", "--desk", "skranke-99") as house:
        assert house.ended() == 1
        assert "skranke-99" in house.said
        assert "Opening" not in house.said


def test_keys_take_tickets_and_call_them(tmp_path: Path) -> None:
    with running(tmp_path / "house", terminal=True) as house:
        house.says("Keys: k take a ticket, n next at Skranke 1, r call again, q quit.")
        house.press("k")
        house.says("K 001  takes a ticket for KVIK")
        house.press("n")
        house.says("K 001  is called to Skranke 1")
        house.press("r")
        house.says("K001 was called")  # a minute must pass, and so it is refused in words
        house.press("q")
        assert house.ended() == 0

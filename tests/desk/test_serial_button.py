from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, SimpleQueue

import pytest
import serial

from desk import serial_button
from desk.button import Edge, Stroke
from desk.driver import Happening, Lamp, Plug
from desk.serial_button import SerialButton
from queueing.clock import SystemClock
from tests.desk.boxes import Box
from tests.patience import PATIENCE

gone = pytest.mark.expects_log("the button box at .* is gone: .*; plug it in again")


@pytest.fixture
def box(tmp_path: Path) -> Iterator[Box]:
    box = Box(tmp_path / "kvik-button-3")
    yield box
    box.unplug()


class Ear:
    """A started driver and what it told."""

    def __init__(self, path: Path) -> None:
        self.told: SimpleQueue[Happening] = SimpleQueue()
        self.driver = SerialButton(path, SystemClock())
        self.driver.start(self.told.put)

    def next(self) -> Happening:
        return self.told.get(timeout=PATIENCE)

    def key(self) -> tuple[str, Edge, int | None]:
        told = self.next()
        assert isinstance(told, Stroke), told
        return told.button, told.edge, told.counter

    def plug(self) -> bool:
        told = self.next()
        assert isinstance(told, Plug), told
        return told.present

    def nothing(self) -> None:
        with pytest.raises(Empty):
            self.told.get(timeout=0.15)


@pytest.fixture
def ear(box: Box) -> Iterator[Ear]:
    box.plug()
    ear = Ear(box.path)
    assert ear.plug()
    yield ear
    ear.driver.stop()


def test_a_press_is_told_with_its_count_and_answered_with_a_lamp(box: Box, ear: Ear) -> None:
    box.says("H\nD 1 42\n")
    assert ear.key() == ("serial:1", Edge.DOWN, 42)
    ear.driver.show(Lamp.ACCEPTED)
    box.hears("L 1 accepted")
    box.says("U 1 42\nD 2 7\n")
    assert [ear.key(), ear.key()] == [("serial:1", Edge.UP, 42), ("serial:2", Edge.DOWN, 7)]
    ear.driver.show(Lamp.NOBODY)
    box.hears("L 2 nobody")


def test_a_press_is_told_at_once(box: Box, ear: Ear) -> None:
    before = time.monotonic()
    box.says("D 1 1\n")
    told = ear.next()
    assert isinstance(told, Stroke)
    assert before <= told.at < before + 0.1


def test_the_lamp_shows_the_present_state_to_a_box_that_is_plugged_in_later(box: Box) -> None:
    box.plug()
    ear = Ear(box.path)
    ear.driver.show(Lamp.OFFLINE)
    try:
        box.hears("L 0 offline")
    finally:
        ear.driver.stop()


def test_garbage_and_half_lines_call_nobody(box: Box, ear: Ear) -> None:
    box.says(b"\xff\x00\x1b[A" * 500 + b"\nD 1\nD 1 4")
    ear.nothing()
    box.says("2\n")
    assert ear.key() == ("serial:1", Edge.DOWN, 42)
    ear.nothing()


def test_presses_from_before_anybody_listened_are_forgotten(box: Box) -> None:
    box.plug()
    box.says("D 1 1\nU 1 1\n")
    ear = Ear(box.path)
    try:
        assert ear.plug()
        ear.nothing()
    finally:
        ear.driver.stop()


@gone
def test_a_box_is_back_within_five_seconds_of_being_plugged_in_again(box: Box, ear: Ear) -> None:
    box.unplug()
    assert not ear.plug()
    box.plug()
    assert ear.plug()
    box.says("D 1 1\n")
    assert ear.key() == ("serial:1", Edge.DOWN, 1)
    ear.driver.show(Lamp.READY)
    box.hears("L 1 ready")


@gone
def test_half_a_line_from_before_the_unplugging_is_no_beginning_of_one_after_it(box: Box, ear: Ear) -> None:
    box.says("D 1 ")
    box.unplug()
    assert not ear.plug()
    box.plug()
    assert ear.plug()
    box.says("42\n")
    ear.nothing()


@pytest.mark.expects_log("kvik-button-3 cannot be opened: .*; plug the box in")
def test_a_missing_box_is_said_once_and_waited_for(box: Box, caplog: pytest.LogCaptureFixture) -> None:
    ear = Ear(box.path)
    try:
        time.sleep(3 * serial_button.RETRY_SECONDS)
        assert caplog.text.count("cannot be opened") == 1
        box.plug()
        assert ear.plug()
    finally:
        ear.driver.stop()


@pytest.mark.expects_log("cannot be opened")
def test_a_port_has_one_owner(box: Box, ear: Ear) -> None:
    second = Ear(box.path)
    try:
        second.nothing()
        box.says("D 1 1\n")
        assert ear.key() == ("serial:1", Edge.DOWN, 1)
        second.nothing()
    finally:
        second.driver.stop()


@pytest.mark.expects_log("is gone: no line for")
def test_a_box_whose_heart_stops_is_opened_again(
    box: Box, ear: Ear, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(serial_button, "SILENT_AFTER", 0.3)
    box.says("H\n")
    assert not ear.plug()
    assert ear.plug()
    ear.nothing()  # a box that has not said it yet need not say it


def test_lamps_and_presses_pass_each_other(box: Box, ear: Ear) -> None:
    for _ in range(50):
        ear.driver.show(Lamp.IGNORED)
        box.says("D 1 1\n")
        assert ear.key() == ("serial:1", Edge.DOWN, 1)


@gone
def test_a_close_that_fails_after_the_unplugging_ends_nothing(
    box: Box, ear: Ear, monkeypatch: pytest.MonkeyPatch,
) -> None:
    import termios  # noqa: PLC0415 - only this test needs it

    close = serial.Serial.close

    def failing(port: serial.Serial) -> None:
        close(port)
        raise termios.error(5, "Input/output error")

    monkeypatch.setattr(serial.Serial, "close", failing)
    box.unplug()
    assert not ear.plug()
    monkeypatch.undo()
    box.plug()
    assert ear.plug()


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_stopping_leaves_no_descriptor_open(box: Box) -> None:
    box.plug()
    before = open_files()
    ear = Ear(box.path)
    assert ear.plug()
    ear.driver.stop()
    assert open_files() == before

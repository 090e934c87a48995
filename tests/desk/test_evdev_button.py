from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desk.button import Edge, Stroke
from desk.driver import Happening, Lamp, Plug
from desk.evdev_button import CAPS_LOCK, EV_KEY, NUM_LOCK, SCROLL_LOCK, EvdevButton
from desk.simulated_button import F13, SimulatedButton
from queueing.clock import SystemClock

PATH = Path("/dev/kvik-button-3")


class Pedal:
    """A driver with a simulated pedal, and what the driver told."""

    def __init__(self) -> None:
        self.button = SimulatedButton(PATH)
        self.told: list[Happening] = []
        self.driver = EvdevButton(PATH, SystemClock(), self.button.open)

    @property
    def edges(self) -> list[Edge]:
        return [h.edge for h in self.told if isinstance(h, Stroke)]

    @property
    def plugs(self) -> list[bool]:
        return [h.present for h in self.told if isinstance(h, Plug)]


def until(condition: Callable[[], object], seconds: float = 5.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "never happened"
        time.sleep(0.005)


@pytest.fixture
def pedal() -> Iterator[Pedal]:
    pedal = Pedal()
    pedal.button.plug()
    pedal.driver.start(pedal.told.append)
    until(lambda: pedal.plugs == [True])
    yield pedal
    pedal.driver.stop()
    assert not pedal.button.grabbed


def test_a_pedal_is_grabbed_and_tells_when_it_went_down(pedal: Pedal) -> None:
    assert pedal.button.grabbed
    pedal.button.happen(EV_KEY, F13, 1, ago=0.5)
    until(lambda: pedal.edges == [Edge.DOWN])
    stroke = next(h for h in pedal.told if isinstance(h, Stroke))
    assert stroke.button == f"evdev:{F13}"
    assert 0.5 <= time.monotonic() - stroke.at < 1.0


def test_repeats_are_told_as_repeats(pedal: Pedal) -> None:
    pedal.button.down()
    pedal.button.repeat()
    pedal.button.up()
    until(lambda: pedal.edges == [Edge.DOWN, Edge.REPEAT, Edge.UP])


@pytest.mark.expects_log("is gone: No such device; plug it in again")
@pytest.mark.expects_log("cannot be opened: No such file")
def test_a_pulled_plug_is_told_at_once_and_a_new_one_is_found(pedal: Pedal) -> None:
    pedal.button.down()
    pedal.button.unplug()
    until(lambda: pedal.plugs == [True, False], 0.5)
    time.sleep(0.6)
    pedal.button.plug()
    until(lambda: pedal.plugs == [True, False, True])
    pedal.button.down()
    until(lambda: pedal.edges[-1] is Edge.DOWN)


def test_lost_events_are_told_like_a_lost_plug(pedal: Pedal) -> None:
    pedal.button.down()
    pedal.button.overflow()
    until(lambda: pedal.plugs == [True, False])


def test_what_is_no_key_is_nothing(pedal: Pedal) -> None:
    for kind, code, value in ((0, 0, 0), (4, 4, 458756), (EV_KEY, F13, 7), (17, 1, 1)):
        pedal.button.happen(kind, code, value)
    pedal.button.down()
    until(lambda: pedal.edges == [Edge.DOWN])


@pytest.mark.parametrize(("lamp", "lit"), [
    (Lamp.READY, {NUM_LOCK}), (Lamp.ACCEPTED, {NUM_LOCK, CAPS_LOCK}), (Lamp.NOBODY, {NUM_LOCK, SCROLL_LOCK}),
    (Lamp.OVER, {NUM_LOCK, SCROLL_LOCK}), (Lamp.OFFLINE, {SCROLL_LOCK}),
])
def test_lights_answer(pedal: Pedal, lamp: Lamp, lit: set[int]) -> None:
    pedal.driver.show(lamp)
    until(lambda: {light for light, on in pedal.button.lights.items() if on} == lit)

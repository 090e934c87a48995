from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.button import ButtonMachine, Edge, Stroke
from desk.driver import Happening, Lamp, Plug
from desk.evdev_button import CAPS_LOCK, EV_KEY, MODIFIERS, NUM_LOCK, SCROLL_LOCK, EvdevButton, key_of
from desk.simulated_button import F13, Event, SimulatedButton
from queueing.clock import SystemClock
from tests.patience import wait_for

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


@pytest.fixture
def pedal() -> Iterator[Pedal]:
    pedal = Pedal()
    pedal.button.plug()
    pedal.driver.start(pedal.told.append)
    wait_for(lambda: pedal.plugs == [True])
    yield pedal
    pedal.driver.stop()
    assert not pedal.button.grabbed


def test_a_pedal_is_grabbed_and_tells_when_it_went_down(pedal: Pedal) -> None:
    assert pedal.button.grabbed
    pedal.button.happen(EV_KEY, F13, 1, ago=0.5)
    wait_for(lambda: pedal.edges == [Edge.DOWN])
    stroke = next(h for h in pedal.told if isinstance(h, Stroke))
    assert stroke.button == f"evdev:{F13}"
    assert time.monotonic() - stroke.at >= 0.5


def test_repeats_are_told_as_repeats(pedal: Pedal) -> None:
    pedal.button.down()
    pedal.button.repeat()
    pedal.button.up()
    wait_for(lambda: pedal.edges == [Edge.DOWN, Edge.REPEAT, Edge.UP])


@pytest.mark.expects_log("is gone: No such device; plug it in again")
@pytest.mark.expects_log("cannot be opened: No such file")
def test_a_pulled_plug_is_told_at_once_and_a_new_one_is_found(pedal: Pedal) -> None:
    pedal.button.down()
    pedal.button.unplug()
    wait_for(lambda: pedal.plugs == [True, False])
    time.sleep(0.6)
    pedal.button.plug()
    wait_for(lambda: pedal.plugs == [True, False, True])
    pedal.button.down()
    wait_for(lambda: pedal.edges[-1] is Edge.DOWN)


def test_lost_events_are_told_like_a_lost_plug(pedal: Pedal) -> None:
    pedal.button.down()
    pedal.button.overflow()
    wait_for(lambda: pedal.plugs == [True, False])


def test_what_is_no_key_is_nothing(pedal: Pedal) -> None:
    for kind, code, value in ((0, 0, 0), (4, 4, 458756), (EV_KEY, F13, 7), (17, 1, 1)):
        pedal.button.happen(kind, code, value)
    pedal.button.down()
    wait_for(lambda: pedal.edges == [Edge.DOWN])


@pytest.mark.parametrize(("lamp", "lit"), [
    (Lamp.READY, {NUM_LOCK}), (Lamp.ACCEPTED, {NUM_LOCK, CAPS_LOCK}), (Lamp.NOBODY, {NUM_LOCK, SCROLL_LOCK}),
    (Lamp.OVER, {NUM_LOCK, SCROLL_LOCK}), (Lamp.OFFLINE, {SCROLL_LOCK}),
])
def test_lights_answer(pedal: Pedal, lamp: Lamp, lit: set[int]) -> None:
    pedal.driver.show(lamp)
    wait_for(lambda: {light for light, on in pedal.button.lights.items() if on} == lit)


@pytest.mark.expects_log("is gone: No such device; plug it in again")
@pytest.mark.may_log("cannot be opened: No such file")
def test_the_key_up_of_a_pulled_plug_calls_nobody(pedal: Pedal) -> None:  # S-06
    """Only while a recall is possible does a press act as the key comes up; the kernel makes one up here."""
    machine = ButtonMachine()
    pedal.button.down()
    wait_for(lambda: pedal.edges == [Edge.DOWN])
    pedal.button.unplug()
    wait_for(lambda: pedal.plugs == [True, False])
    for told in pedal.told[1:]:
        if isinstance(told, Stroke):
            assert machine.feed(told, told.at, may_recall=True) == []
        elif not told.present:
            machine.unplugged(told.source)
    assert machine.next_tick() is None


def test_keys_that_only_accompany_another_are_no_press(pedal: Pedal) -> None:
    for code in sorted(MODIFIERS):
        pedal.button.happen(EV_KEY, code, 1)
    pedal.button.down()
    wait_for(lambda: pedal.edges)
    assert pedal.edges == [Edge.DOWN]


@pytest.mark.parametrize(("url", "key"), [
    ("evdev:///dev/x?key=183", 183), ("evdev:///dev/x", None), ("evdev:///dev/x?key=F13", None),
    ("evdev:///dev/x?key=²", None),
])
def test_a_url_may_name_the_one_key(url: str, key: int | None) -> None:
    assert key_of(url) == key


def test_other_keys_of_the_same_device_are_no_press() -> None:
    button, told = SimulatedButton(PATH), list[Happening]()
    driver = EvdevButton(PATH, SystemClock(), button.open, key=29, grab=False)
    button.plug()
    driver.start(told.append)
    wait_for(lambda: told)
    assert not button.grabbed
    button.down()
    button.happen(EV_KEY, 29, 1)
    wait_for(lambda: len(told) > 1)
    driver.stop()
    assert [h.button for h in told if isinstance(h, Stroke)] == ["evdev:29"]


def test_an_answer_passes_after_two_seconds(pedal: Pedal) -> None:
    pedal.driver.show(Lamp.READY)
    pedal.driver.show(Lamp.REFUSED)
    wait_for(lambda: pedal.button.lights.get(SCROLL_LOCK) == 1)
    wait_for(lambda: pedal.button.lights == {NUM_LOCK: 1, CAPS_LOCK: 0, SCROLL_LOCK: 0})


def test_a_lamp_answers(pedal: Pedal) -> None:
    pedal.driver.show(Lamp.ACCEPTED)
    wait_for(lambda: pedal.button.lights.get(CAPS_LOCK) == 1)


whatever = st.builds(
    Event, st.integers(0, 31), st.integers(0, 0x2FF), st.integers(-2**31, 2**31 - 1), st.floats(allow_nan=False),
)


@given(st.lists(whatever, max_size=40))
def test_whatever_the_kernel_says_only_a_key_going_down_is_a_press(events: list[Event]) -> None:
    told: list[Happening] = []
    driver = EvdevButton(PATH, SystemClock())
    driver._tell = told.append  # noqa: SLF001 - what its thread would do
    for event in events:
        driver._hear(event)  # noqa: SLF001
    downs = [e for e in events if e.type == EV_KEY and e.value == 1 and e.code not in MODIFIERS]
    assert len([h for h in told if isinstance(h, Stroke) and h.edge is Edge.DOWN]) == len(downs)

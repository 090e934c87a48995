from __future__ import annotations

import os
import termios
from collections.abc import Iterator
from queue import Empty, SimpleQueue

import pytest

from desk.button import Edge, Stroke
from desk.driver import Happening, Lamp, Plug
from desk.terminal_button import NoTerminalError, TerminalButton
from queueing.clock import SystemClock
from tests.patience import PATIENCE


class Terminal:
    """A person at a real pseudo-terminal."""

    def __init__(self) -> None:
        self.keyboard, self.end = os.openpty()
        self.before = termios.tcgetattr(self.end)
        self.told: SimpleQueue[Happening] = SimpleQueue()
        self.driver = TerminalButton(SystemClock(), self.end)
        self.driver.start(self.told.put)
        assert isinstance(self.told.get(timeout=PATIENCE), Plug)

    def types(self, keys: bytes) -> None:
        os.write(self.keyboard, keys)

    def edge(self) -> Edge:
        told = self.told.get(timeout=PATIENCE)
        assert isinstance(told, Stroke), told
        return told.edge


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    terminal = Terminal()
    yield terminal
    terminal.driver.stop()
    for end in (terminal.keyboard, terminal.end):
        if end >= 0:
            os.close(end)


def test_space_and_enter_press_and_r_holds(terminal: Terminal) -> None:
    terminal.types(b" \nr")
    assert [terminal.edge() for _ in range(3)] == [Edge.CLICK, Edge.CLICK, Edge.HOLD]


def test_other_keys_are_nothing(terminal: Terminal) -> None:
    terminal.types(b"x\x1b[A\xc3\xa6")
    with pytest.raises(Empty):
        terminal.told.get(timeout=0.15)


def test_a_key_that_repeats_itself_is_one_press(terminal: Terminal) -> None:
    from desk.button import ButtonMachine, Verdict  # noqa: PLC0415 - machine and driver together, here only

    machine, verdicts = ButtonMachine(), []
    terminal.types(b" " * 40)
    for _ in range(40):
        told = terminal.told.get(timeout=PATIENCE)
        assert isinstance(told, Stroke)
        verdicts += [d.verdict for d in machine.feed(told, told.at, may_recall=False)]
    assert verdicts == [Verdict.CALL]


def test_the_terminal_is_given_back_as_it_was(terminal: Terminal) -> None:
    assert termios.tcgetattr(terminal.end) != terminal.before
    terminal.driver.show(Lamp.ACCEPTED)
    terminal.driver.stop()
    assert termios.tcgetattr(terminal.end) == terminal.before
    terminal.driver = TerminalButton(SystemClock(), terminal.end)  # never started: nothing to stop


def test_a_terminal_that_is_closed_is_told(terminal: Terminal) -> None:
    os.close(terminal.keyboard)
    terminal.keyboard = -1
    told = terminal.told.get(timeout=PATIENCE)
    assert isinstance(told, Plug)
    assert not told.present


def test_without_a_terminal_it_says_what_to_do() -> None:
    reading, writing = os.pipe()
    try:
        with pytest.raises(NoTerminalError, match="start it from one, or name the button's port with --serial"):
            TerminalButton(SystemClock(), reading)
    finally:
        os.close(reading)
        os.close(writing)

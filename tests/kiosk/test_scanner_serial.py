from __future__ import annotations

import logging
import os
import random
import termios
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import serial

from kiosk.scanners import reader
from kiosk.scanners.civil import keyed_hash
from kiosk.scanners.classify import STRANGE, Kind, Scan
from kiosk.scanners.serial_port import SerialPort
from kiosk.scanners.simulated import SimulatedSerial
from queueing.clock import ManualClock
from tests.kiosk.cards import KEY, NUMBER, NUMBERS, TODAY, stripe
from tests.kiosk.scanner_ear import Ear
from tests.patience import PATIENCE

TICKET = Scan(Kind.TICKET, "K012ACDEFG")
Test = Callable[..., None]
unended = pytest.mark.expects_log("stopped without CR, LF or ETX; set its suffix to CR")


def gone(test: Test) -> Test:
    """Mark a test in which the plug is pulled; whether opening is tried before it is back, timing decides."""
    return pytest.mark.expects_log("the scanner at .* is gone: .*; plug it in again")(
        pytest.mark.may_log("cannot be opened: .*; plug the scanner in")(test))


@pytest.fixture
def scanner(tmp_path: Path) -> Iterator[SimulatedSerial]:
    scanner = SimulatedSerial(tmp_path / "kvik-scanner")
    yield scanner
    scanner.unplug()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "RETRY_SECONDS", 0.02)


@pytest.fixture
def ear(scanner: SimulatedSerial) -> Iterator[Ear]:
    scanner.plug()
    ear = Ear(scanner.path, SerialPort)
    assert ear.plug()
    yield ear
    ear.stop()


@pytest.mark.parametrize("sent", [
    b"K012ACDEFG\r", b"K012ACDEFG\n", b"K012ACDEFG\r\n", b"\x02K012ACDEFG\x03", b"k012acdefg\r",
])
def test_a_ticket_is_read_however_the_scanner_ends_it(scanner: SimulatedSerial, ear: Ear, sent: bytes) -> None:
    scanner.send(sent)
    assert ear.next() == TICKET
    ear.nothing()


def test_a_code_does_not_wait_for_the_silence_behind_it(
    scanner: SimulatedSerial, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reader, "SILENCE_SECONDS", 10 * PATIENCE)
    scanner.plug()
    ear = Ear(scanner.path, SerialPort)
    try:
        assert ear.plug()
        scanner.send(b"K012ACDEFG\r")
        assert ear.next() == TICKET
    finally:
        ear.stop()


def test_a_code_may_come_in_halves(scanner: SimulatedSerial, ear: Ear) -> None:
    for byte in b"K012ACDEFG\r":
        scanner.send(bytes([byte]))
        time.sleep(0.002)
    assert ear.next() == TICKET


@unended
def test_half_a_code_is_forgotten_after_a_silence(scanner: SimulatedSerial, ear: Ear) -> None:
    scanner.send(b"ACD")
    ear.nothing(2.5 * reader.SILENCE_SECONDS)
    scanner.send(b"EFG\r")
    assert ear.next() == STRANGE


def test_a_long_line_is_strange_and_the_next_code_is_read(scanner: SimulatedSerial, ear: Ear) -> None:  # S-07
    scanner.send(b"K012ACDEFG" * 1000 + b"\r")
    assert ear.next() == STRANGE
    scanner.send(b"K012ACDEFG\r")
    assert ear.next() == TICKET


@pytest.mark.may_log("stopped without CR")
def test_garbage_reads_as_nothing_of_ours(scanner: SimulatedSerial, ear: Ear) -> None:  # S-07
    garbage = random.Random(7).randbytes(20_000)  # noqa: S311 - the same garbage every time
    scanner.send(garbage.replace(b"\x02", b"") + b"\r")
    time.sleep(1.1)  # the reader takes its breath
    scanner.send(b"\rK012ACDEFG\r")
    told = [ear.next()]
    while told[-1] != TICKET:
        told.append(ear.next())
    assert set(told[:-1]) <= {STRANGE}
    assert len(told) <= 2 * reader.MOST_A_SECOND + 1


def test_a_scanner_that_never_rests_is_told_five_times_a_second(scanner: SimulatedSerial) -> None:
    clock = ManualClock(datetime(2026, 11, 23, 9, tzinfo=UTC))
    scanner.plug()
    ear = Ear(scanner.path, SerialPort, clock)
    try:
        assert ear.plug()
        scanner.send(b"noise\r" * 500)
        assert [ear.next() for _ in range(reader.MOST_A_SECOND)] == [STRANGE] * reader.MOST_A_SECOND
        ear.nothing()
        clock.advance(timedelta(seconds=1))
        scanner.send(b"K012ACDEFG\r")
        assert ear.next() == TICKET
    finally:
        ear.stop()


@pytest.mark.expects_log("kvik-scanner cannot be opened: No such file or directory; plug the scanner in")
def test_a_missing_scanner_is_said_once_and_waited_for(
    scanner: SimulatedSerial, caplog: pytest.LogCaptureFixture,
) -> None:
    ear = Ear(scanner.path, SerialPort)
    try:
        time.sleep(0.2)
        assert caplog.text.count("cannot be opened") == 1
        scanner.plug()
        assert ear.plug()
        scanner.send(b"K012ACDEFG\r")
        assert ear.next() == TICKET
    finally:
        ear.stop()


@gone
def test_a_scanner_is_back_when_it_is_plugged_in_again(
    scanner: SimulatedSerial, ear: Ear, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.undo()  # with the pauses that it has in the kiosk
    scanner.unplug()
    assert not ear.plug()
    scanner.plug()
    assert ear.plug()
    scanner.send(b"K012ACDEFG\r")
    assert ear.next() == TICKET


@gone
def test_half_a_code_from_before_the_unplugging_begins_none_after_it(scanner: SimulatedSerial, ear: Ear) -> None:
    scanner.send(b"ACD")
    scanner.unplug()
    assert not ear.plug()
    scanner.plug()
    assert ear.plug()
    scanner.send(b"EFG\r")
    assert ear.next() == STRANGE


def test_what_was_scanned_before_anybody_listened_is_forgotten(scanner: SimulatedSerial) -> None:
    scanner.plug()
    with serial.Serial(str(scanner.path)):  # raw from now on, as after an earlier reader
        scanner.send(b"K012ACDEFG\r")
    ear = Ear(scanner.path, SerialPort)
    try:
        assert ear.plug()
        ear.nothing()
    finally:
        ear.stop()


@pytest.mark.expects_log("cannot be opened: .*; plug the scanner in")
def test_a_scanner_has_one_reader(scanner: SimulatedSerial, ear: Ear) -> None:
    second = Ear(scanner.path, SerialPort)
    try:
        second.nothing()
        scanner.send(b"K012ACDEFG\r")
        assert ear.next() == TICKET
        second.nothing()
    finally:
        second.stop()


def fail_once(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let a method of ports do its work and fail all the same, the next time, as termios does."""
    really = getattr(serial.Serial, name)

    def failing(port: serial.Serial, *arguments: int) -> None:
        monkeypatch.setattr(serial.Serial, name, really)
        really(port, *arguments)
        raise termios.error(5, "Input/output error")

    monkeypatch.setattr(serial.Serial, name, failing)


@gone
def test_a_close_that_fails_after_the_unplugging_ends_nothing(
    scanner: SimulatedSerial, ear: Ear, monkeypatch: pytest.MonkeyPatch,
) -> None:
    fail_once(monkeypatch, "close")
    scanner.unplug()
    assert not ear.plug()
    scanner.plug()
    assert ear.plug()


@pytest.mark.expects_log("the scanner at .* is gone: Input/output error")
def test_a_read_that_fails_as_termios_does_ends_nothing(
    scanner: SimulatedSerial, ear: Ear, monkeypatch: pytest.MonkeyPatch,
) -> None:
    fail_once(monkeypatch, "read")
    assert not ear.plug()
    assert ear.plug()
    scanner.send(b"K012ACDEFG\r")
    assert ear.next() == TICKET


@pytest.mark.expects_log("cannot be opened: Input/output error; plug the scanner in")
def test_an_opening_that_fails_as_termios_does_is_tried_again(
    scanner: SimulatedSerial, monkeypatch: pytest.MonkeyPatch,
) -> None:
    scanner.plug()
    fail_once(monkeypatch, "_reset_input_buffer")
    ear = Ear(scanner.path, SerialPort)
    assert ear.plug()
    ear.stop()


def test_stopping_leaves_no_thread_and_no_descriptor(scanner: SimulatedSerial) -> None:
    def open_files() -> int:
        return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - one number

    scanner.plug()
    before = open_files()
    ear = Ear(scanner.path, SerialPort)
    assert ear.plug()
    ear.stop()
    assert open_files() == before
    assert not any("scanner" in thread.name for thread in threading.enumerate())


def test_a_reader_that_never_began_can_be_stopped(scanner: SimulatedSerial) -> None:
    reader.Reader(scanner.path, SerialPort, lambda _frame: STRANGE, ManualClock(datetime.now(UTC))).stop()


@unended
@gone
def test_of_a_health_card_nothing_but_its_hash_leaves_the_reader(
    scanner: SimulatedSerial, ear: Ear, caplog: pytest.LogCaptureFixture,
) -> None:  # S-01, S-02
    caplog.set_level(logging.DEBUG)
    told = []
    for number in NUMBERS[:2]:
        scanner.send(f"{number}\r".encode())
        scanner.send(f"{stripe(number)}\r".encode("latin-1"))
        told += [ear.next(), ear.next()]
    assert [scan.code for scan in told] == [keyed_hash(KEY, TODAY, n) for n in NUMBERS[:2] for _ in range(2)]
    scanner.send(stripe(NUMBER).encode("latin-1"))  # without its end
    ear.nothing(2.5 * reader.SILENCE_SECONDS)
    scanner.send(stripe(NUMBER).encode("latin-1")[:-20])
    scanner.unplug()
    assert not ear.plug()
    said = caplog.text + repr(told)
    assert not any(private in said for private in (*NUMBERS, "GRETHE", "STOREGADE", "HANSEN"))

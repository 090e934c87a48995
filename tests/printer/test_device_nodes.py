"""Printers behind device nodes; a pty or a pair of sockets stands in for the kernel's device."""

from __future__ import annotations

import errno
import os
import socket
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from printer.addresses import open_transport
from printer.serial_port import Flow, SerialTransport
from printer.simulated import SimulatedPrinter
from printer.simulated_plugs import PtyPlug
from printer.spool import Outcome
from printer.status import State
from printer.transport import BadAddress, Gone, Unreachable
from printer.usblp import LPGETSTATUS, PAPER_OUT, UsblpTransport
from tests.patience import wait_for
from tests.printer.conftest import Owned

Own = Callable[..., Owned]
LOGS = pytest.mark.may_log(r"printer.spool: printer (serial|usblp)://")


class Port:
    """The kernel's printer driver: one file that two programs cannot open, and the port's status behind it."""

    def __init__(self, folder: Path) -> None:
        self.name = folder / "lp0"
        self.status = 0x18
        self.asked: list[int] = []
        self.near, self.far = socket.socketpair()
        self.name.symlink_to(f"/proc/self/fd/{self.near.fileno()}")

    def transport(self) -> UsblpTransport:
        return _Usblp(self.near, self)

    def ioctl(self, _fd: int, request: int, answer: bytearray) -> None:
        self.asked.append(request)
        answer[0] = self.status

    def close(self) -> None:
        self.near.close()
        self.far.close()


class _Usblp(UsblpTransport):
    """Opens a socket, which has no path, and is the driver for all that follows."""

    def __init__(self, near: socket.socket, port: Port) -> None:
        super().__init__("/dev/usb/lp0", port.ioctl)
        self._near = near

    def _opened(self, path: str) -> int:  # noqa: ARG002
        fd = os.dup(self._near.fileno())
        os.set_blocking(fd, False)
        return fd


@pytest.fixture
def port(tmp_path: Path) -> Iterator[Port]:
    port = Port(tmp_path)
    yield port
    port.close()


@pytest.fixture
def serial_printer(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[SimulatedPrinter]:
    """A printer at a serial line with a stable name, as udev gives it."""
    with SimulatedPrinter(tmp_path / "tickets", plug=PtyPlug(tmp_path / "kvik-printer")) as printer:
        yield printer


# ---- addresses


def test_urls_of_all_kinds_open_their_transports() -> None:
    for url, address in (
        ("usblp:///dev/usb/lp0", "usblp:///dev/usb/lp0"),
        ("serial:///dev/ttyUSB0?baud=9600&flow=xonxoff", "serial:///dev/ttyUSB0"),
        ("serial:///dev/serial/by-id/usb-FTDI_0-if00", "serial:///dev/serial/by-id/usb-FTDI_0-if00"),
        ("usb://04b8:0e28", "usb://04b8:0e28"),
        ("usb://04B8:0E28/X5MU012345", "usb://04b8:0e28/X5MU012345"),
    ):
        assert open_transport(url).address == address


@pytest.mark.parametrize("url", [
    "usblp:dev/usb/lp0", "usblp://", "serial:///dev/ttyS0?baud=123", "serial:///dev/ttyS0?flow=dsrdtr",
    "serial:///dev/ttyS0?speed=9600", "serial://ttyS0", "usb://", "usb://04b8", "usb://zzzz:0e28", "usb:///dev/x",
])
def test_a_bad_url_of_a_device_is_refused_with_the_way_to_write_it(url: str) -> None:
    with pytest.raises(BadAddress, match=r"rite (serial|usblp|usb|the device)"):
        open_transport(url)


# ---- usblp


def test_usblp_tells_exactly_how_far_it_came_when_it_gave_up(port: Port) -> None:
    # P-04
    transport = port.transport()
    transport.open(1.0)
    data, passed_on = memoryview(bytes(range(256)) * 8192), 0
    began = time.monotonic()
    while count := transport.write(data[passed_on:], 0.05):
        passed_on += count
    assert time.monotonic() - began >= 0.05
    transport.close()
    port.near.close()
    received = b""
    while chunk := port.far.recv(1 << 20):
        received += chunk
    assert received == bytes(data[:passed_on])


def test_usblp_reads_answers_and_is_quiet_without_them(port: Port) -> None:
    transport = port.transport()
    transport.open(1.0)
    assert transport.read(0.01) == b""
    port.far.sendall(b"\x12\x12")
    assert transport.read(1.0) == b"\x12\x12"
    transport.close()


def test_usblp_notices_that_it_was_unplugged(port: Port) -> None:
    transport = port.transport()
    transport.open(1.0)
    port.far.close()
    with pytest.raises(Gone, match=r"usblp:///dev/usb/lp0.*Check power and cable"):
        transport.read(1.0)
    with pytest.raises(Gone, match="not connected"):
        transport.write(memoryview(b"x"), 0.1)


def test_usblp_asks_the_port_itself_for_paper(port: Port) -> None:
    transport = port.transport()
    assert not transport.paper_out()
    transport.open(1.0)
    assert not transport.paper_out()
    port.status = 0x18 | PAPER_OUT
    assert transport.paper_out()
    assert port.asked == [LPGETSTATUS, LPGETSTATUS]
    transport.close()


def test_a_device_that_has_no_port_status_says_nothing_of_paper(tmp_path: Path) -> None:
    """The real ioctl, at a real device that does not know it."""
    ours, theirs = os.openpty()
    transport = UsblpTransport(os.ttyname(theirs))
    transport.open(1.0)
    assert not transport.paper_out()
    transport.close()
    os.close(ours)
    os.close(theirs)


@pytest.mark.parametrize(("number", "words"), [
    (errno.ENOENT, "nothing is plugged in"), (errno.ENODEV, "nothing is plugged in"),
    (errno.EBUSY, "another program uses it"), (errno.EACCES, "access is denied.*group"),
])
def test_what_keeps_a_device_from_opening_is_said_with_its_mend(number: int, words: str) -> None:
    class Refused(UsblpTransport):
        def _opened(self, path: str) -> int:  # noqa: ARG002
            raise OSError(number, os.strerror(number))

    with pytest.raises(Unreachable, match=f"usblp:///dev/usb/lp0: {words}"):
        Refused("/dev/usb/lp0").open(1.0)


def test_a_missing_device_is_found_when_it_is_plugged_in(tmp_path: Path) -> None:
    name = tmp_path / "lp0"
    transport = UsblpTransport(str(name))
    with pytest.raises(Unreachable, match="nothing is plugged in"):
        transport.open(1.0)
    os.mkfifo(name)
    transport.open(1.0)
    assert stat.S_ISFIFO(name.stat().st_mode)
    transport.close()


@LOGS
def test_a_silent_printer_whose_port_says_no_paper_is_out_of_paper(port: Port, own: Own) -> None:
    # P-01
    port.status = 0x18 | PAPER_OUT
    owned = own(port.transport())
    owned.wait_for(State.PAPER_OUT)
    assert State.SILENT not in owned.states


# ---- serial


def test_a_ticket_is_printed_over_a_serial_line(serial_printer: SimulatedPrinter, own: Own) -> None:
    # P-01
    result = own(serial_printer.url).print("K012")
    assert (result.outcome, result.state) == (Outcome.PRINTED, State.READY)
    assert serial_printer.tickets == ["0001-K012"]


def test_a_serial_line_is_ours_alone(serial_printer: SimulatedPrinter) -> None:
    first, second = (SerialTransport(serial_printer.url[9:], 115_200, Flow.RTSCTS) for _ in range(2))
    first.open(1.0)
    with pytest.raises(Unreachable, match="another program uses it"):
        second.open(1.0)
    first.close()
    second.open(1.0)
    second.close()


def test_a_serial_line_that_takes_nothing_stalls() -> None:
    # P-04
    ours, theirs = os.openpty()
    transport = SerialTransport(os.ttyname(theirs), 9600, Flow.XONXOFF)
    transport.open(1.0)
    data, passed_on = memoryview(bytes(200_000)), 0
    while count := transport.write(data[passed_on:], 0.05):
        passed_on += count
    assert 0 < passed_on < len(data)
    transport.close()  # and does not wait for what nobody takes
    os.close(ours)
    os.close(theirs)


def test_a_serial_line_that_is_pulled_out_is_gone_and_closes_quietly() -> None:
    ours, theirs = os.openpty()
    transport = SerialTransport(os.ttyname(theirs), 115_200, Flow.NONE)
    transport.open(1.0)
    os.close(theirs)
    os.close(ours)
    with pytest.raises(Gone, match="Check power and cable"):
        transport.read(1.0)
    transport.close()


@LOGS
def test_a_serial_printer_is_found_again_by_its_name(
    serial_printer: SimulatedPrinter, own: Own,
) -> None:
    # P-04
    owned = own(serial_printer.url)
    assert owned.print("K001").outcome is Outcome.PRINTED
    before = Path(serial_printer.url[9:]).readlink()
    serial_printer.faults.set(refuse=True)
    owned.wait_for(State.OFFLINE)
    holder = os.openpty()  # takes the number that was free
    serial_printer.faults.clear()
    owned.wait_for(State.READY)
    assert Path(serial_printer.url[9:]).readlink() != before
    assert owned.print("K002").outcome is Outcome.PRINTED
    assert serial_printer.tickets == ["0001-K001", "0002-K002"]
    for end in holder:
        os.close(end)


@LOGS
def test_a_plug_pulled_in_the_middle_of_a_ticket_leaves_the_next_one_whole(
    serial_printer: SimulatedPrinter, own: Own,
) -> None:
    # P-02
    owned = own(serial_printer.url)
    owned.wait_for(State.READY)
    serial_printer.faults.set(reset_after=3000)
    assert owned.print("K001").outcome is not Outcome.PRINTED
    serial_printer.faults.clear()
    owned.wait_for(State.READY)
    assert owned.print("K002").outcome is Outcome.PRINTED
    wait_for(lambda: serial_printer.tickets, "a ticket")
    last = serial_printer.tickets[-1]
    assert last.endswith("K002")
    assert (serial_printer.folder / f"{last}.txt").read_text().count("Borgernes Hus") == 1

"""Printers by libusb: pyusb talks to a bus that is simulated below it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from printer.models import MODELS
from printer.simulated_device import Device
from printer.simulated_faults import FaultControl
from printer.simulated_paper import Ticket
from printer.simulated_usb import PRODUCT, SERIAL, VENDOR, SimulatedUsb
from printer.spool import Outcome
from printer.status import State
from printer.transport import Gone, Unreachable
from printer.usb_bulk import UsbTransport
from tests.printer.conftest import Owned

Own = Callable[..., Owned]
LOGS = pytest.mark.may_log(r"printer.spool: printer usb://")


@dataclass
class Bus:
    """A bus with one printer, and the paper that comes out of it."""

    tickets: list[Ticket] = field(default_factory=list)
    faults: FaultControl = field(default_factory=FaultControl)

    def __post_init__(self) -> None:
        device = Device(self.faults, lambda ticket, _raw: self.tickets.append(ticket), MODELS["epson-tm-t20iii"])
        self.usb = SimulatedUsb(device)

    def transport(self, serial: str | None = None) -> UsbTransport:
        return UsbTransport(VENDOR, PRODUCT, serial, self.usb)


@pytest.fixture
def bus() -> Bus:
    return Bus()


@pytest.mark.parametrize("serial", [None, SERIAL])
def test_a_ticket_is_printed_over_usb(bus: Bus, own: Own, serial: str | None) -> None:
    # P-01
    result = own(bus.transport(serial)).print("K012")
    assert (result.outcome, result.state) == (Outcome.PRINTED, State.READY)
    assert [ticket.number for ticket in bus.tickets] == ["K012"]


def test_the_printer_among_the_interfaces_is_taken_and_given_back(bus: Bus) -> None:
    transport = bus.transport()
    transport.open(1.0)
    assert bus.usb.claimed == {1}
    assert not bus.usb.driver_active
    transport.write(memoryview(b"\x10\x04\x01"), 0.5)
    assert transport.read(0.5) == b"\x12"
    transport.close()
    transport.close()
    assert bus.usb.claimed == set()
    assert bus.usb.driver_active
    assert bus.usb.handles == 0


def test_a_printer_that_nobody_has_set_up_is_set_up(bus: Bus) -> None:
    bus.usb.configured = False
    transport = bus.transport()
    transport.open(1.0)
    assert bus.usb.configured
    transport.close()


def test_a_transfer_that_is_cut_off_counts_exactly(bus: Bus) -> None:
    transport = bus.transport()
    transport.open(1.0)
    bus.usb.takes_at_most = 7
    assert transport.write(memoryview(bytes(100)), 0.1) == 7
    transport.close()


def test_a_full_printer_stalls(bus: Bus) -> None:
    # P-04
    bus.faults.set(cover_open=True, deaf_when_full=True)
    transport = bus.transport()
    transport.open(1.0)
    data, passed_on = memoryview(b"x" * 20_000), 0
    while count := transport.write(data[passed_on:], 0.05):
        passed_on += count
    assert passed_on == 4096
    transport.close()


def test_a_quiet_printer_is_no_trouble(bus: Bus) -> None:
    # P-04
    transport = bus.transport()
    transport.open(1.0)
    assert transport.read(0) == b""
    assert transport.read(0.02) == b""
    transport.close()


@pytest.mark.parametrize(("wrong", "words"), [
    ({"plugged": False}, "nothing is plugged in"), ({"busy": True}, "another program uses it"),
    ({"denied": True}, "access is denied.*udev"),
])
def test_what_keeps_it_from_opening_is_said_with_its_mend(bus: Bus, wrong: dict[str, bool], words: str) -> None:
    for name, value in wrong.items():
        setattr(bus.usb, name, value)
    with pytest.raises(Unreachable, match=f"usb://04b8:0e28: {words}"):
        bus.transport().open(1.0)
    assert bus.usb.handles == 0


def test_another_serial_number_is_another_printer(bus: Bus) -> None:
    with pytest.raises(Unreachable, match="nothing is plugged in"):
        bus.transport("OTHER").open(1.0)


def test_unplugging_is_noticed_by_reading_and_by_writing(bus: Bus) -> None:
    for use in (lambda t: t.read(0.1), lambda t: t.write(memoryview(b"x"), 0.1)):
        bus.usb.plugged = True
        transport = bus.transport()
        transport.open(1.0)
        bus.usb.plugged = False
        with pytest.raises(Gone, match="Check power and cable"):
            use(transport)
        with pytest.raises(Gone, match="not connected"):
            use(transport)


def test_the_port_tells_of_paper(bus: Bus) -> None:
    transport = bus.transport()
    assert not transport.paper_out()
    transport.open(1.0)
    assert not transport.paper_out()
    bus.usb.port_status = 0x38
    assert transport.paper_out()
    bus.usb.plugged = False
    assert not transport.paper_out()
    transport.close()


@LOGS
def test_a_replugged_printer_is_found_again(bus: Bus, own: Own) -> None:
    # P-04
    owned = own(bus.transport())
    owned.wait_for(State.READY)
    bus.usb.plugged = False
    owned.wait_for(State.OFFLINE)
    assert owned.print("K001").outcome is Outcome.FAILED
    bus.usb.plugged = True
    owned.wait_for(State.READY)
    assert owned.print("K002").outcome is Outcome.PRINTED
    assert [ticket.number for ticket in bus.tickets] == ["K002"]

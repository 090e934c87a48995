"""The simulated printer as an adversary: slow, full, late, deaf, with a presenter, steered from outside."""

from __future__ import annotations

import dataclasses
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from printer.encoder import encode
from printer.models import MODELS
from printer.simulated import SimulatedPrinter
from printer.simulated_control import control
from printer.simulated_device import BUFFER, Device
from printer.simulated_faults import FaultControl
from printer.simulated_paper import Ticket
from printer.slip import slip
from printer.spool import Outcome
from printer.status import State
from tests.patience import PATIENCE
from tests.printer.conftest import QUICK, Owned, make_content

Own = Callable[..., Owned]
LOGS = pytest.mark.may_log(r"printer.spool: printer ")
CUT = b"\x1dVB\x00"


def presenter() -> tuple[Device, FaultControl, list[Ticket]]:
    tickets: list[Ticket] = []
    faults = FaultControl()
    return Device(faults, lambda ticket, _raw: tickets.append(ticket), MODELS["custom-vkp80"]), faults, tickets


def test_its_buffer_fills_before_a_head_that_runs_at_real_speed() -> None:
    faults = FaultControl()
    faults.set(mm_per_second=250.0)
    printed: list[float] = []
    device = Device(faults, lambda *_: printed.append(time.monotonic()), MODELS["epson-tm-t20iii"])
    data = encode(slip(make_content()), MODELS["epson-tm-t20iii"]).data
    began, passed = time.monotonic(), 0
    fullest = 0
    while not printed:
        piece = data[passed:passed + device.room]
        device.receive(piece)
        passed += len(piece)
        fullest = max(fullest, BUFFER - device.room)
        device.process()
        assert time.monotonic() - began < PATIENCE
        time.sleep(0.001)
    assert printed[0] - began > 0.2  # 15 cm at 25 cm a second
    assert fullest > BUFFER - 700


def test_a_ticket_at_real_speed_is_fenced_when_it_is_out(simulated: SimulatedPrinter, own: Own) -> None:
    # P-01
    owned = own(simulated.url)
    owned.wait_for(State.READY)
    simulated.faults.set(mm_per_second=500.0)
    began = time.monotonic()
    assert owned.print("K012").outcome is Outcome.PRINTED
    assert time.monotonic() - began > 0.2


def test_small_pieces_make_a_whole_ticket(simulated: SimulatedPrinter, own: Own) -> None:
    simulated.faults.set(at_most=97)
    assert own(simulated.url).print("K012").outcome is Outcome.PRINTED
    assert simulated.tickets == ["0001-K012"]


def test_answers_that_are_a_little_late_are_waited_for(simulated: SimulatedPrinter, own: Own) -> None:
    simulated.faults.set(answer_delay=0.2)
    assert own(simulated.url).print("K012").outcome is Outcome.PRINTED


@LOGS
def test_answers_that_are_too_late_answer_nothing_else(simulated: SimulatedPrinter, own: Own) -> None:
    # P-01
    owned = own(simulated.url, "epson-tm-t20iii", dataclasses.replace(QUICK, answer=0.1))
    owned.wait_for(State.READY)
    simulated.faults.set(answer_delay=0.4)
    owned.wait_for(State.SILENT)
    assert owned.print("K001").outcome is Outcome.FAILED
    simulated.faults.clear()
    owned.wait_for(State.READY)
    assert owned.print("K002").outcome is Outcome.PRINTED
    assert simulated.tickets == ["0001-K002"]


@LOGS
def test_a_reason_that_was_told_outlives_the_silence_after_it(simulated: SimulatedPrinter, own: Own) -> None:
    """A printer with its buffer full may answer nothing while its paper is out."""
    # P-01
    owned = own(simulated.url)
    owned.wait_for(State.READY)
    simulated.faults.set(paper_out_after=1500, deaf_when_full=True)
    first = owned.print("K001")
    assert (first.outcome is not Outcome.PRINTED, first.state) == (True, State.PAPER_OUT)
    assert owned.print("K002").outcome is Outcome.FAILED
    assert owned.printer.health.state is State.PAPER_OUT
    simulated.faults.clear()
    owned.wait_for(State.READY)
    assert owned.print("K003").outcome is Outcome.PRINTED
    last = simulated.tickets[-1]
    assert last.endswith("K003")
    assert (simulated.folder / f"{last}.txt").read_text().count("Borgernes Hus") == 1


# ---- presenter


def test_a_presenter_holds_the_ticket_out_until_it_is_taken() -> None:
    device, faults, tickets = presenter()
    device.receive(b"K 001\n" + CUT)
    device.process()
    device.receive(b"\x10\x04\x14")
    assert device.answers() == bytes.fromhex("10 0f 20 00 00 00")
    device.take_ticket()
    faults.set(near_end=True, cover_open=True, jam=True, cutter_error=True)
    device.receive(b"\x10\x04\x14")
    assert device.answers() == bytes.fromhex("10 0f 04 02 40 01")
    assert [ticket.number for ticket in tickets] == ["K001"]


@pytest.mark.parametrize(("command", "paper"), [(b"\x1de\x02", 0), (b"\x1de\x05", 0), (b"\x1de\x03\x0c", 0x20)])
def test_a_presenter_retracts_ejects_and_presents(command: bytes, paper: int) -> None:
    device, _, _ = presenter()
    device.receive(b"K 001\n" + CUT + command + b"\x1b@")
    device.process()
    device.receive(b"\x10\x04\x14")
    assert device.answers() == bytes((0x10, 0x0F, paper, 0, 0, 0))


def test_tickets_come_from_a_presenter_and_the_one_left_behind_makes_way(tmp_path: Path, own: Own) -> None:
    with SimulatedPrinter(tmp_path, model="custom-vkp80") as printer:
        owned = own(printer.url, "custom-vkp80")
        assert owned.print("K001").outcome is Outcome.PRINTED
        owned.wait_for(State.READY)
        assert owned.print("K002").outcome is Outcome.PRINTED
        assert printer.tickets == ["0001-K001", "0002-K002"]
        assert bytes(printer.received).count(b"\x1de\x05") == 2
        owned.printer.stop()


# ---- steered from outside


def test_faults_are_set_and_mended_through_the_control_port(tmp_path: Path) -> None:
    with SimulatedPrinter(tmp_path, control_port=0) as printer:
        assert control(printer.control_port, '{"paper_out": true, "mm_per_second": 200}')["paper_out"] is True
        assert printer.faults.now.mm_per_second == 200
        assert "error" in control(printer.control_port, '{"no_such_fault": true}')
        assert "error" in control(printer.control_port, "nonsense")
        assert "error" in control(printer.control_port, "[1]")
        assert control(printer.control_port, "{}")["paper_out"] is True
        assert control(printer.control_port, "clear")["paper_out"] is False
        with socket.create_connection(("127.0.0.1", printer.control_port), 2.0):
            pass  # one who says nothing
        assert control(printer.control_port, "{}")["cover_open"] is False


def test_as_a_program_at_a_pty_it_prints_and_is_steered(tmp_path: Path, own: Own) -> None:
    command = [
        sys.executable, "-m", "printer.simulated", "--pty", "--link", str(tmp_path / "line"), "--control", "0",
        "--folder", str(tmp_path / "paper"), "--fault", "near_end",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            url, port = process.stdout.readline().strip().split(" control 127.0.0.1:")
            owned = own(url)
            owned.wait_for(State.NEAR_END)
            assert control(int(port), "clear")["near_end"] is False
            owned.wait_for(State.READY)
            assert owned.print("K007").outcome is Outcome.PRINTED
            owned.printer.stop()
        finally:
            process.terminate()
        assert process.wait(PATIENCE) == 0
    assert (tmp_path / "paper" / "0001-K007.png").exists()
    assert not (tmp_path / "line").exists()



from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from printer.models import MODELS, PLAIN
from printer.simulated import SimulatedPrinter
from printer.simulated_device import Device
from printer.simulated_faults import FaultControl
from printer.simulated_paper import HEAD_TO_CUTTER, Ticket
from tests.patience import PATIENCE, wait_for

CUT = b"\x1dVB\x00"


def device() -> tuple[Device, list[Ticket]]:
    tickets: list[Ticket] = []
    return Device(FaultControl(), lambda ticket, _raw: tickets.append(ticket), MODELS["epson-tm-t20iii"]), tickets


def paper_of(data: bytes) -> Ticket:
    printer, tickets = device()
    printer.receive(data + CUT)
    printer.process()
    return tickets[-1]


@pytest.fixture
def talk(simulated: SimulatedPrinter) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", simulated.port), 5.0) as connection:
        yield connection


def test_a_cut_ticket_becomes_three_files_named_by_count_and_number(
    simulated: SimulatedPrinter, talk: socket.socket,
) -> None:
    sent = b"\x1b@K 012\nTak\n" + CUT
    talk.sendall(sent + b"\x1b@Uden nummer\n" + CUT)
    wait_for(lambda: len(simulated.tickets) == 2, "two tickets")
    assert sorted(path.name for path in simulated.folder.iterdir()) == [
        "0001-K012.bin", "0001-K012.png", "0001-K012.txt", "0002.bin", "0002.png", "0002.txt",
    ]
    assert (simulated.folder / "0001-K012.bin").read_bytes() == sent
    assert (simulated.folder / "0001-K012.txt").read_text() == "K 012\nTak\n"
    with Image.open(simulated.folder / "0001-K012.png") as picture:
        assert picture.width == 576


@pytest.mark.expects_log("is printed, and cannot be kept")
def test_a_folder_that_takes_nothing_stops_no_printer(simulated: SimulatedPrinter, talk: socket.socket) -> None:
    in_the_way = simulated.folder / "0001-K012.bin"
    in_the_way.mkdir()
    talk.sendall(b"\x1b@K 012\nTak\n" + CUT + b"\x1b@K 013\nTak\n" + CUT)
    wait_for((simulated.folder / "0002-K013.png").exists, "the second ticket")


def test_counting_goes_on_after_a_restart(tmp_path: Path) -> None:
    for _ in range(2):
        with SimulatedPrinter(tmp_path) as printer:
            before = len(printer.tickets)
            with socket.create_connection(("127.0.0.1", printer.port), 5.0) as connection:
                connection.sendall(b"B 007\n" + CUT)
                wait_for(lambda: len(printer.tickets) > before, "a ticket")  # noqa: B023 - read at once
    assert printer.tickets == ["0001-B007", "0002-B007"]


@pytest.mark.parametrize(("fault", "answers"), [
    ({}, "12 12 12 12"), ({"near_end": True}, "12 12 12 1e"), ({"paper_out": True}, "1a 32 12 72"),
    ({"cover_open": True}, "1a 16 12 12"), ({"cutter_error": True}, "1a 52 1a 12"),
    ({"offline": True}, "1a 12 12 12"),
])
def test_it_answers_dle_eot_whatever_is_wrong(
    simulated: SimulatedPrinter, talk: socket.socket, fault: dict[str, bool], answers: str,
) -> None:
    simulated.faults.set(**fault)
    talk.sendall(bytes.fromhex("10 04 01 10 04 02 10 04 03 10 04 04"))
    assert received(talk, 4) == bytes.fromhex(answers)


def test_it_tells_changes_by_itself_after_gs_a(simulated: SimulatedPrinter, talk: socket.socket) -> None:
    talk.sendall(b"\x1da\xff")
    assert received(talk, 4) == bytes.fromhex("10 00 00 0f")
    simulated.faults.set(cover_open=True)
    assert received(talk, 4) == bytes.fromhex("38 00 00 0f")


def test_it_answers_fences_when_it_comes_to_them(simulated: SimulatedPrinter, talk: socket.socket) -> None:
    simulated.faults.set(near_end=True)
    talk.sendall(b"K 001\n" + CUT + bytes.fromhex("1d 28 48 06 00 30 30") + b"abcd" + b"\x1dr\x01")
    assert received(talk, 8) == b"\x37\x22abcd\x00\x03"


def test_it_serves_one_connection_at_a_time(simulated: SimulatedPrinter, talk: socket.socket) -> None:
    talk.sendall(b"\x10\x04\x01")
    assert received(talk, 1) == b"\x12"
    with socket.create_connection(("127.0.0.1", simulated.port), 5.0) as second:
        second.sendall(b"\x10\x04\x01")
        second.settimeout(0.05)
        with pytest.raises(TimeoutError):
            second.recv(1)
        talk.close()
        second.settimeout(5.0)
        assert received(second, 1) == b"\x12"


def test_a_picture_that_was_left_open_swallows_what_follows() -> None:
    """The adversary is real: without the flush, the next ticket would be part of the picture."""
    printer, tickets = device()
    printer.receive(b"\x1dv0\x00\x48\x00\x80\x00" + b"\xff" * 100)
    printer.receive(b"\x1b@K 002\n" + CUT)
    printer.process()
    assert tickets == []
    printer.receive(bytes(9300) + b"\x1b@" + CUT + b"K 003\n" + CUT)
    printer.process()
    assert [ticket.number for ticket in tickets] == ["", "K003"]


def test_clearing_the_buffer_forgets_what_was_not_printed() -> None:
    printer, tickets = device()
    printer.receive(b"K 001\n" + bytes.fromhex("10 14 08 01 03 14 01 06 02 08") + b"K 002\n" + CUT)
    printer.process()
    assert [ticket.text for ticket in tickets] == ["K 002\n"]


def test_letters_stand_in_a_grid_and_grow_with_their_size() -> None:
    small = paper_of(b"HH\n").image
    large = paper_of(b"\x1d!\x11HH\n").image
    box, large_box = ink(small), ink(large)
    assert box[0] < 12 < box[2] <= 24
    assert HEAD_TO_CUTTER <= box[1] < box[3] <= HEAD_TO_CUTTER + 24
    assert (large_box[3] - large_box[1]) == pytest.approx(2 * (box[3] - box[1]), abs=2)
    assert large_box[2] == pytest.approx(2 * box[2], abs=3)


def test_alignment_moves_the_line() -> None:
    left, centre, right = (ink(paper_of(b"\x1ba" + bytes((n,)) + b"H\n").image) for n in (0, 1, 2))
    assert left[0] < 12
    assert centre[0] == pytest.approx(288, abs=8)
    assert right[2] > 564


def test_bold_has_more_ink() -> None:
    plain, bold = (paper_of(b"\x1bE" + bytes((n,)) + b"Hej\n").image for n in (0, 1))
    assert bold.histogram()[0] > 1.2 * plain.histogram()[0]


def test_a_line_that_is_too_long_goes_on_below() -> None:
    assert paper_of(b"x" * 50 + b"\n").text == "x" * 48 + "\nxx\n"


def test_danish_is_read_in_code_page_858() -> None:
    assert paper_of(bytes.fromhex("91 9b 86 92 9d 8f 20 d5") + b"\n").text == "æøåÆØÅ €\n"


def ink(image: Image.Image) -> tuple[int, int, int, int]:
    box = image.convert("L").point(lambda shade: 255 - shade).getbbox()
    assert box is not None
    return box


def received(connection: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        data += connection.recv(count - len(data))
    return data


def code_command(function: int, data: bytes) -> bytes:
    return b"\x1d(k" + bytes((len(data) + 2, 0)) + b"1" + bytes((function,)) + data


@given(st.lists(st.one_of(
    st.binary(max_size=30),
    st.sampled_from([b"\x1d(k", b"\x1dv0\x00", b"\x1b!", b"\x1ba", b"\x1d!", b"\x10\x04", CUT, b"\x1b@"]),
    st.tuples(st.sampled_from(b"ACEPQ"), st.binary(max_size=8)).map(lambda code: code_command(*code)),
), max_size=30))
def test_no_bytes_break_it(pieces: list[bytes]) -> None:
    printer, _ = device()
    for piece in pieces:
        printer.receive(piece)
        printer.process()
        printer.tell_changes()
    assert printer.room > 0


def test_as_a_program_it_says_its_address_prints_and_ends_on_sigterm(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "printer.simulated", "--port", "0", "--folder", str(tmp_path / "paper")]
    with subprocess.Popen([*command, "--fault", "near_end"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline().rsplit(":", 1)[1])
        with socket.create_connection(("127.0.0.1", port), 5.0) as connection:
            connection.sendall(b"\x10\x04\x04")
            assert received(connection, 1) == b"\x1e"
            taken = subprocess.run(
                [*command[:4], str(port), *command[5:]], capture_output=True, text=True, timeout=PATIENCE,
                check=False,
            )
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
    assert taken.returncode == 1
    assert "--port" in taken.stderr


def test_models_of_both_widths_can_be_simulated(tmp_path: Path) -> None:
    with SimulatedPrinter(tmp_path, model="plain-58mm") as printer:
        with socket.create_connection(("127.0.0.1", printer.port), 5.0) as connection:
            connection.sendall(b"K 001\n" + CUT)
            wait_for(lambda: printer.tickets, "a ticket")
        with Image.open(tmp_path / "0001-K001.png") as picture:
            assert (picture.width, PLAIN.width) == (384, 576)

from __future__ import annotations

import dataclasses
import socket
import threading
from collections.abc import Callable
from typing import Any

import pytest

from printer.encoder import encode
from printer.link import Timing
from printer.models import MODELS
from printer.simulated import SimulatedPrinter
from printer.slip import Code, slip
from printer.spool import QUEUE_LENGTH, Outcome
from printer.status import State
from tests.printer.conftest import QUICK, Owned, make_content

Own = Callable[..., Owned]
BY_ID = "epson-tm-t20iii"
BY_SENSOR = "plain-80mm"
IMPATIENT = dataclasses.replace(QUICK, longest=0.5)
LOGS = pytest.mark.may_log(r"printer.spool: printer tcp://127.0.0.1:\d+: ")


def text_of(simulated: SimulatedPrinter, name: str) -> str:
    return (simulated.folder / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("model", [BY_ID, BY_SENSOR])
def test_a_ticket_is_printed_when_its_fence_came(simulated: SimulatedPrinter, own: Own, model: str) -> None:
    # P-01
    owned = own(simulated.url, model)
    result = owned.print("K012")
    assert (result.outcome, result.state, result.job) == (Outcome.PRINTED, State.READY, "K012")
    assert simulated.tickets == ["0001-K012"]
    assert owned.states == [State.READY]


def test_tickets_come_in_order_and_each_once(simulated: SimulatedPrinter, own: Own) -> None:
    owned = own(simulated.url)
    numbers = [f"K{number:03d}" for number in range(1, 7)]
    assert all(owned.submit(number) for number in numbers)
    owned.wait_until(lambda: len(owned.results) == 6, "six results")
    assert {result.outcome for result in owned.results} == {Outcome.PRINTED}
    assert [name[5:] for name in simulated.tickets] == numbers


@LOGS
@pytest.mark.parametrize(("fault", "state"), [
    ("paper_out", State.PAPER_OUT), ("cover_open", State.COVER_OPEN), ("cutter_error", State.ERROR),
    ("offline", State.OFFLINE), ("silent", State.SILENT), ("refuse", State.OFFLINE),
])
def test_a_printer_in_trouble_fails_the_job_and_prints_nothing_late(
    simulated: SimulatedPrinter, own: Own, fault: str, state: State,
) -> None:
    # P-02, P-04
    owned = own(simulated.url)
    owned.wait_for(State.READY)
    simulated.faults.set(**{fault: True})
    if fault == "refuse":  # a line takes what is written to it until its loss is noticed
        owned.wait_for(state)
    for number in ("K001", "K002", "K003"):
        result = owned.print(number)
        assert (result.outcome, result.state) == (Outcome.FAILED, state)
    simulated.faults.clear()
    owned.wait_for(State.READY)
    assert owned.print("K004").outcome is Outcome.PRINTED
    assert simulated.tickets == ["0001-K004"]


@LOGS
@pytest.mark.parametrize(("fault", "state"), [
    ("near_end", State.NEAR_END), ("paper_out", State.PAPER_OUT), ("cover_open", State.COVER_OPEN),
    ("silent", State.SILENT), ("refuse", State.OFFLINE),
])
def test_a_change_is_told_while_idle_and_so_is_its_end(
    simulated: SimulatedPrinter, own: Own, fault: str, state: State,
) -> None:
    # P-01
    owned = own(simulated.url)
    owned.wait_for(State.READY)
    simulated.faults.set(**{fault: True})
    owned.wait_for(state)
    simulated.faults.clear()
    owned.wait_for(State.READY)
    assert owned.states == [State.READY, state, State.READY]


def test_a_printer_near_its_end_still_prints(simulated: SimulatedPrinter, own: Own) -> None:
    # P-03
    simulated.faults.set(near_end=True)
    result = own(simulated.url).print("K012")
    assert (result.outcome, result.state) == (Outcome.PRINTED, State.NEAR_END)


@LOGS
def test_a_printer_that_is_switched_on_later_is_found(simulated: SimulatedPrinter, own: Own) -> None:
    # P-04
    simulated.faults.set(refuse=True)
    owned = own(simulated.url)
    owned.wait_for(State.OFFLINE)
    simulated.faults.clear()
    owned.wait_for(State.READY)


@LOGS
def test_without_a_fence_it_is_unknown_and_never_repeated(simulated: SimulatedPrinter, own: Own) -> None:
    # P-01, P-02
    simulated.faults.set(fence_lost=True)
    owned = own(simulated.url, BY_ID, IMPATIENT)
    result = owned.print("K001")
    assert (result.outcome, result.state) == (Outcome.UNKNOWN, State.READY)
    simulated.faults.clear()
    assert owned.print("K002").outcome is Outcome.PRINTED
    assert simulated.tickets == ["0001-K001", "0002-K002"]


@LOGS
def test_a_printer_that_falls_silent_after_the_data_is_unknown(simulated: SimulatedPrinter, own: Own) -> None:
    # P-01
    owned = own(simulated.url)
    owned.wait_for(State.READY)
    simulated.faults.set(silent_after=4000)
    result = owned.print("K001")
    assert (result.outcome, result.state) == (Outcome.UNKNOWN, State.SILENT)


@LOGS
@pytest.mark.parametrize("model", [BY_ID, BY_SENSOR])
def test_paper_that_ends_in_the_middle_leaves_the_next_ticket_whole(
    simulated: SimulatedPrinter, own: Own, model: str,
) -> None:
    # P-02
    owned = own(simulated.url, model)
    owned.wait_for(State.READY)
    simulated.faults.set(paper_out_after=3000)
    first = owned.print("K001")
    assert (first.outcome, first.state) == (Outcome.UNKNOWN, State.PAPER_OUT)
    assert owned.print("K002").outcome is Outcome.FAILED
    simulated.faults.clear()
    owned.wait_for(State.READY)
    assert owned.print("K003").outcome is Outcome.PRINTED
    last = simulated.tickets[-1]
    assert last.endswith("K003")
    assert text_of(simulated, last).count("Borgernes Hus") == 1
    assert not any(name.endswith("K002") for name in simulated.tickets)
    if MODELS[model].clears_buffer:
        assert not any(name.endswith("K001") for name in simulated.tickets)


@LOGS
@pytest.mark.parametrize("after", [60, 3000, 7600])
@pytest.mark.parametrize("model", [BY_ID, BY_SENSOR])
def test_a_connection_that_breaks_in_the_middle_cannot_swallow_the_next_ticket(
    simulated: SimulatedPrinter, own: Own, model: str, after: int,
) -> None:
    # P-02
    owned = own(simulated.url, model)
    owned.wait_for(State.READY)
    simulated.faults.set(reset_after=after)
    assert owned.print("K001").outcome is not Outcome.PRINTED
    simulated.faults.clear()
    assert owned.print("K002").outcome is Outcome.PRINTED
    last = simulated.tickets[-1]
    assert last.endswith("K002")
    ours = text_of(simulated, last)
    assert ours.count("Borgernes Hus") == 1
    assert ours.count("Tak, fordi du venter.") == 1


def test_a_slow_printer_that_says_it_is_well_gets_its_time(simulated: SimulatedPrinter, own: Own) -> None:
    # P-01
    simulated.faults.set(bytes_per_second=7000)
    assert own(simulated.url).print("K012").outcome is Outcome.PRINTED


@LOGS
def test_a_printer_that_takes_no_data_is_given_up(own: Own) -> None:
    # P-04
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        owned = own(f"tcp://127.0.0.1:{deaf.getsockname()[1]}")
        result = owned.print("K001")
        assert (result.outcome, result.state) == (Outcome.FAILED, State.SILENT)


@LOGS
def test_a_job_is_never_sent_after_its_deadline(simulated: SimulatedPrinter, own: Own) -> None:
    # P-02
    owned = own(simulated.url)
    assert owned.submit("K001", within=-0.001)
    owned.wait_until(lambda: owned.results, "a result")
    assert owned.results[0].outcome is Outcome.FAILED
    assert "deadline" in owned.results[0].why
    assert owned.print("K002").outcome is Outcome.PRINTED
    assert simulated.tickets == ["0001-K002"]


@LOGS
def test_a_burst_while_the_printer_hangs_does_not_print_later(simulated: SimulatedPrinter, own: Own) -> None:
    # P-02, P-04
    simulated.faults.set(silent=True)
    owned = own(simulated.url)
    taken = [owned.submit(f"K{number:03d}", within=0.3) for number in range(1, 30)]
    assert QUEUE_LENGTH <= sum(taken) <= QUEUE_LENGTH + 2
    owned.wait_until(lambda: len(owned.results) == sum(taken), "all results")
    simulated.faults.clear()
    owned.wait_for(State.READY)
    assert {result.outcome for result in owned.results} == {Outcome.FAILED}
    assert owned.print("K100").outcome is Outcome.PRINTED
    assert simulated.tickets == ["0001-K100"]


def test_a_printer_that_closes_an_idle_connection_is_no_trouble(simulated: SimulatedPrinter, own: Own) -> None:
    owned = own(simulated.url, BY_ID, dataclasses.replace(QUICK, poll=1000.0))
    owned.wait_for(State.READY)
    simulated.hang_up()
    assert owned.print("K012").outcome is Outcome.PRINTED
    assert owned.states == [State.READY]


@LOGS
def test_stopping_answers_for_every_job_and_ends_the_thread(simulated: SimulatedPrinter, own: Own) -> None:
    simulated.faults.set(silent=True)
    owned = own(simulated.url)
    for number in ("K001", "K002", "K003"):
        assert owned.submit(number)
    owned.printer.stop()
    assert [result.outcome for result in owned.results] == [Outcome.FAILED] * 3
    assert not owned.submit("K004")
    assert not any(thread.name.startswith("printer ") for thread in threading.enumerate())


@pytest.mark.expects_log("job odd cannot be encoded")
@LOGS
def test_a_slip_that_cannot_be_encoded_fails_alone(simulated: SimulatedPrinter, own: Own) -> None:
    owned = own(simulated.url)
    assert owned.printer.print("odd", (Code("\udc80"),))
    owned.wait_until(lambda: owned.results, "a result")
    assert owned.results[0].outcome is Outcome.FAILED
    assert owned.print("K002").outcome is Outcome.PRINTED


@pytest.mark.expects_log("unexpected")
@LOGS
def test_a_listener_that_fails_does_not_end_printing(simulated: SimulatedPrinter, own: Own) -> None:
    owned = own(simulated.url)
    heard: list[Any] = []

    def listen(result: object) -> None:
        heard.append(result)
        if len(heard) == 1:
            raise RuntimeError("a listener's bug")

    owned.printer._on_result = listen  # noqa: SLF001 - a listener that goes wrong once
    owned.submit("K001")
    owned.submit("K002")
    owned.wait_until(lambda: len(heard) == 2, "both results")
    assert simulated.tickets == ["0001-K001", "0002-K002"]


def test_bytes_that_were_kept_print_again_the_same(simulated: SimulatedPrinter, own: Own) -> None:
    owned = own(simulated.url)
    owned.print("K012")
    kept = (simulated.folder / "0001-K012.bin").read_bytes()
    assert kept == encode(slip(make_content("K012")), MODELS[BY_ID]).data
    assert owned.printer.print("again", kept)
    owned.wait_until(lambda: len(owned.results) == 2, "a result")
    assert owned.results[1].outcome is Outcome.PRINTED
    pictures = [(simulated.folder / f"{name}.png").read_bytes() for name in ("0001-K012", "0002-K012")]
    assert pictures[0] == pictures[1]


def test_no_wait_is_longer_than_allowed() -> None:  # P-04
    timing = Timing()
    assert max(timing.connect, timing.write, timing.answer, timing.fence) <= 2
    assert timing.connect + timing.retry_longest + timing.answer <= 5  # until a printer is found again

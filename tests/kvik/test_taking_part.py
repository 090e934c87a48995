"""Tickets and calls from the command line, at a real house over its real broker."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from printer.simulated import SimulatedPrinter
from tests.kvik.conftest import Terminal
from tests.patience import PATIENCE


@pytest.mark.parametrize(("face", "of_another"), [
    ("kiosk", "hall-1"), ("display", "kiosk-1"), ("desk", "kiosk-1"), ("station", "kiosk-1"), ("button", "hall-1"),
])
def test_no_part_takes_the_identity_of_another_kind(house: Terminal, face: str, of_another: str) -> None:
    command = [sys.executable, "-m", "kvik", face, "--device", of_another, "--data", str(house.data)]
    command += [] if face == "button" else ["--headless"]
    said = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert said.returncode == 1
    assert of_another in said.stderr
    assert "use " in said.stderr.lower()


def waiting_ticket(house: Terminal, service: str = "kvik") -> str:
    return str(house.done("take", service, "--no-paper")["ticket"])


def state(house: Terminal, ticket: str) -> str:
    return str(house.done("why", ticket)["state"])


def test_take_answers_with_the_ticket_once_it_is_in_the_line(house: Terminal) -> None:
    taken = house.done("take", "kvik", "--lang", "en")
    assert re.fullmatch(r"K\d{3}", taken["ticket"])
    assert taken["slip"]["number"] == taken["ticket"]
    assert taken["slip"]["language"] == "en"
    assert taken["paper_at"] is None  # this house has no kiosk that could print
    assert state(house, taken["ticket"]) == "waiting"


def test_each_take_is_a_wish_of_its_own(house: Terminal) -> None:
    first, second = house.done("take", "kvik"), house.done("take", "kvik")
    assert first["request"] != second["request"]
    assert int(second["ticket"][1:]) == int(first["ticket"][1:]) + 1


def test_people_read_number_name_and_wait(house: Terminal) -> None:
    said = house("take", "KVIK")
    assert said.code == 0
    assert re.match(r"K \d{3}  KVIK  \d+ ahead  .+\(no paper: no kiosk is there\)\n", said.out)


def test_press_calls_the_one_that_was_chosen(house: Terminal) -> None:
    ticket = waiting_ticket(house)
    called = house.done("press", "skranke-1", "--ticket", ticket)
    assert called["call"]["number"] == ticket
    assert called["call"]["place"] == "Skranke 1"
    assert called["rule"] == "chosen_by_staff"
    house.done("finish", "skranke-1")
    assert state(house, ticket) == "finished"


def test_press_takes_who_is_next_and_says_so(house: Terminal) -> None:
    waiting_ticket(house, "it-hjaelp")
    said = house("press", "it-1")
    assert re.fullmatch(r"(I \d{3} is finished\. )?I \d{3}  to .+\n", said.out)


def test_a_number_may_be_typed_as_people_write_it(house: Terminal) -> None:
    ticket = waiting_ticket(house)
    typed = f"{ticket[0].lower()} {int(ticket[1:])}"
    assert house.done("why", typed)["ticket"] == ticket


@pytest.mark.parametrize(
    ("action", "desk", "after"),
    [("no-show", "skranke-2", "missed"), ("undo", "skranke-3", "waiting"), ("park", "skranke-4", "parked"),
     ("finish", "skranke-2", "finished")],
)
def test_the_visit_at_a_desk_ends_in_each_way(house: Terminal, action: str, desk: str, after: str) -> None:
    ticket = waiting_ticket(house)
    house.done("press", desk, "--ticket", ticket)
    house.done(action, desk)
    assert state(house, ticket) == after


def test_a_parked_ticket_comes_back_into_the_line(house: Terminal) -> None:
    ticket = waiting_ticket(house)
    house.done("press", "skranke-5", "--ticket", ticket)
    house.done("park", "skranke-5")
    house.done("resume", ticket)
    assert state(house, ticket) == "waiting"


@pytest.mark.parametrize("goal", ["bibliotekar", "skranke-1"])
def test_transfer_keeps_the_number(house: Terminal, goal: str) -> None:
    ticket = waiting_ticket(house)
    house.done("press", "skranke-6", "--ticket", ticket)
    house.done("transfer", "skranke-6", "--to", goal)
    told = house.done("why", ticket)
    assert told["state"] == "waiting"
    assert told["history"][-1]["kind"] == "transferred"


def test_pause_open_and_close_change_whether_a_desk_calls(house: Terminal) -> None:
    house.done("pause", "it-2")
    assert house.refused("press", "it-2")["reason"] == "desk_paused"
    house.done("open", "it-2")
    house.done("close", "it-2")
    assert house.refused("press", "it-2")["reason"] == "desk_closed"
    house.done("open", "it-2")


def test_recall_too_soon_says_how_long_to_wait(house: Terminal) -> None:
    ticket = waiting_ticket(house)
    house.done("press", "skranke-1", "--ticket", ticket)
    refused = house.refused("recall", "skranke-1")
    assert refused["reason"] == "too_soon"
    assert 0 < refused["facts"]["seconds"] <= 60
    house.done("finish", "skranke-1")


@pytest.mark.parametrize(
    ("words", "reason", "named"),
    [
        (["take", "pas"], "unknown_service", "borgerservice"),
        (["take", "borgerservice"], "needs_booking", "Book a time"),
        (["take", "skaerm"], "only_at_branch", "station"),
        (["take", "kvik", "--lang", "xx"], "unknown_language", "da, en"),
        (["take", "kvik", "--kiosk", "kiosk-9"], "unknown_device", "kiosk-1"),
        (["press", "skranke-99"], "unknown_desk", "skranke-1"),
        (["press", "Skranke 1"], "malformed", "skranke-1"),
        (["press", "skranke-1", "--ticket", "K999"], "unknown_ticket", "letter"),
        (["press", "skranke-1", "--ticket", "hello"], "malformed", "K012"),
        (["finish", "sal2-bord-4"], "nobody_at_desk", "Call somebody"),
        (["transfer", "skranke-1", "--to", "kantinen"], "unknown_goal", "bibliotekar"),
        (["resume", "K999"], "unknown_ticket", "letter"),
        (["why", "K999"], "unknown_ticket", "letter"),
    ],
)
def test_a_refusal_names_the_reason_and_the_mend(
    house: Terminal, words: list[str], reason: str, named: str,
) -> None:
    refused = house.refused(*words)
    assert refused["reason"] == reason
    assert named in refused["fix"]


@pytest.mark.parametrize(
    "words",
    [["take"], ["take", "kvik", "--nonsense"], ["transfer", "skranke-1"], ["watch", "--count", "0"],
     ["take", "kvik", "--kiosk", "kiosk-1", "--no-paper"]],
)
def test_wrong_use_ends_with_2_and_the_usage(house: Terminal, words: list[str]) -> None:
    said = house(*words)
    assert said.code == 2
    assert "Usage: kvik" in said.err
    assert not said.out


@pytest.mark.parametrize(
    "words",
    [["take", "kvik"], ["press", "skranke-1"], ["undo", "skranke-1"], ["resume", "K001"], ["board"],
     ["why", "K001"], ["watch"]],
)
def test_without_a_house_every_command_says_how_to_start_one(nowhere: Terminal, words: list[str]) -> None:
    refused = nowhere.refused(*words)
    assert refused["reason"] == "not_running"
    assert "kvik run" in refused["fix"]


def test_a_ticket_is_printed_again_on_any_printer(house: Terminal, tmp_path: Path) -> None:  # P-02
    ticket = waiting_ticket(house)
    with SimulatedPrinter(tmp_path / "paper") as printer:
        said = house.done("printer", "print", ticket, "--to", printer.url)
        assert said["paper"] == "printed"
        [paper] = (tmp_path / "paper").glob(f"*{ticket}.txt")
        text = paper.read_text(encoding="utf-8")
        assert house.refused("printer", "print", "K899", "--to", printer.url)["reason"] == "unknown_ticket"
        assert len(printer.tickets) == 1
    assert f"{ticket[0]} {ticket[1:]}" in text
    assert "kopi" in text.lower()

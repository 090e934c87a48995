"""Board, story, events and hours from the command line."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from config.load import SHIPPED
from tests.kvik.conftest import OPENING, Terminal
from tests.kvik.test_taking_part import waiting_ticket
from tests.patience import PATIENCE, wait_for


def board_with(house: Terminal, ticket: str) -> dict[str, Any]:
    """Return the board once a call is on it; the hub answers the caller first."""
    def there() -> dict[str, Any] | None:
        told = house.done("board")
        return told if told["calls"] and told["calls"][0]["number"] == ticket else None

    return wait_for(there, f"{ticket} at the head of the board") or {}


def test_the_board_shows_the_newest_call_first_and_every_service(house: Terminal) -> None:
    ticket = waiting_ticket(house)
    house.done("press", "skranke-3", "--ticket", ticket)
    told = board_with(house, ticket)
    assert told["live"] is True
    assert [s["service"] for s in told["services"]] == [
        "kvik", "borgerservice", "bibliotekar", "it-hjaelp", "skaerm",
    ]
    said = house("board")
    assert f"{ticket[0]} {ticket[1:]}  Skranke 3  KVIK" in said.out
    assert "IT-hjælp" in said.out


def test_why_tells_the_ticket_s_story_in_both_languages(house: Terminal) -> None:
    ticket = waiting_ticket(house)
    house.done("press", "skranke-4", "--ticket", ticket)
    told = house.done("why", ticket)
    assert [event["kind"] for event in told["history"]] == ["issued", "called"]
    assert "Skranke 4" in told["sentences"]["da"]
    said = house("why", ticket)
    assert said.out.startswith(f"{ticket[0]} {ticket[1:]}  called\n")
    assert "takes a ticket for KVIK" in said.out


def test_a_house_whose_words_nobody_reads_any_more_is_closed_in_its_order(tmp_path: Path) -> None:
    data = tmp_path / "data"
    command = [sys.executable, "-m", "kvik", "run", "--headless", "--data", str(data), "--at", OPENING]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert any(line.startswith("Ctrl-C closes the house") for line in running.stdout)
        running.stdout.close()
        Terminal(data).done("take", "kvik", "--no-paper")
        assert running.wait(PATIENCE) == 1
        assert "Traceback" not in running.stderr.read()
    assert "Normal disconnection" in (data / "logs" / "hub.log").read_text(encoding="utf-8")


def test_watch_tells_each_event_once_as_it_happens(house: Terminal) -> None:
    command = [sys.executable, "-m", "kvik", "watch", "--count", "6", "--json", "--data", str(house.data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as watching:
        tickets, deadline = [], time.monotonic() + PATIENCE
        while watching.poll() is None and time.monotonic() < deadline:
            tickets.append(waiting_ticket(house, "it-hjaelp"))
            time.sleep(0.1)
        said, _ = watching.communicate(timeout=PATIENCE)
    events = [json.loads(line) for line in said.splitlines()]
    assert len(events) == 6
    issued = [e["number"] for e in events if (e["type"], e["kind"]) == ("happening", "issued")]
    assert len(issued) >= 2  # a machine that others keep busy may raise an alarm between them
    assert issued == tickets[tickets.index(issued[0]):][:len(issued)]


def test_watch_ends_after_the_seconds_that_were_asked_for(house: Terminal) -> None:
    assert house("watch", "--seconds", "0").code == 0


@pytest.mark.parametrize(
    ("service", "at", "staff", "closes", "opens"),
    [
        ("kvik", "2026-11-23T10:00", 3, "2026-11-23T18:00:00+01:00", "2026-11-24T10:00:00+01:00"),
        ("kvik", "2026-11-28 12:00", 2, "2026-11-28T14:00:00+01:00", "2026-11-30T10:00:00+01:00"),
        ("borgerservice", "2026-11-25T10:00", 0, None, "2026-11-25T14:00:00+01:00"),
        ("kvik", "2026-12-25T12:00", 0, None, "2026-12-28T10:00:00+01:00"),
    ],
)
def test_hours_know_staff_closing_and_next_opening(  # noqa: PLR0917
    house: Terminal, service: str, at: str, staff: int, closes: str | None, opens: str,
) -> None:
    row = house.done("hours", service, "--at", at)["services"][0]
    assert row["open"] is (closes is not None)
    assert (row["staff"], row["closes_at"], row["opens_at"]) == (staff, closes, opens)


def test_hours_say_why_the_house_is_closed(nowhere: Terminal) -> None:
    told = nowhere.done("hours", "--at", "2026-12-25T12:00")
    assert told["house_closed"] == {"da": "Juledag", "en": "Christmas Day"}
    assert "closed: Juledag" in nowhere("hours", "--at", "2026-12-25T12:00").out


def test_hours_use_the_clock_of_the_house_that_runs(house: Terminal) -> None:
    assert house.done("hours")["at"].startswith("2026-11-23T10:")


def test_hours_refuse_an_unknown_service_and_a_wrong_time(nowhere: Terminal) -> None:
    assert nowhere.refused("hours", "pas")["reason"] == "unknown_service"
    said = nowhere("hours", "--at", "teatime")
    assert said.code == 2
    assert "2026-11-23T10:00" in said.err


def test_hours_show_what_nobody_queues_for_too(nowhere: Terminal) -> None:
    rows = {r["service"]: r for r in nowhere.done("hours", "--at", "2026-11-24T16:30")["services"]}
    names = ("kontaktcenter", "callcenter", "bygning")
    assert [rows[name]["open"] for name in names] == [False, True, True]
    assert "Kulturformidlere" in nowhere("hours").out


def test_a_time_that_the_clocks_skip_is_wrong_use(nowhere: Terminal) -> None:
    said = nowhere("hours", "--at", "2027-03-28T02:30")
    assert said.code == 2
    assert "does not exist" in said.err


def test_of_a_time_that_comes_twice_the_first_is_meant_and_said(nowhere: Terminal) -> None:
    said = nowhere("hours", "--at", "2026-10-25T02:30", "--json")
    assert said.json["at"] == "2026-10-25T02:30:00+02:00"
    assert "comes twice" in said.err


def test_another_site_is_read_where_it_is_named(nowhere: Terminal, tmp_path: Path) -> None:
    shipped = SHIPPED.read_text(encoding="utf-8")
    other = tmp_path / "other.toml"
    other.write_text(shipped.replace('id = "naestved"', 'id = "koege"', 1), encoding="utf-8")
    said = nowhere("contract", "--site", str(other), "--write", str(tmp_path / "out"), "--json")
    assert said.json["written"] == [str(tmp_path / "out" / "asyncapi.json"), str(tmp_path / "out" / "koege.acl")]

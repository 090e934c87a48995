"""Calendars from the command line, at a real house whose clock stands at 10.00 on a Monday."""

from __future__ import annotations

import csv
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from broker import messages as m
from config.load import load_site
from kvik.calendars import status_text
from kvik.console import words_of
from tests.kvik.conftest import Terminal

ROWS = """uid;start;task;name
kommunen-1;14-12-2026 10:00;pas;Ida Hansen
kommunen-2;14-12-2026 10:15;yoga;Bo
"""


def test_a_file_in_and_the_house_out(house: Terminal, tmp_path: Path) -> None:  # B-05, S-08
    source = tmp_path / "bookinger.csv"
    source.write_text(ROWS, encoding="utf-8")
    first = house.done("calendar", "import", str(source))
    assert (first["taken"], [r["where"] for r in first["refused"]]) == (1, ["line 3"])
    said = house("calendar", "import", str(source))
    assert said.code == 0
    assert said.out.startswith("0 taken, 0 changed, 0 cancelled, 1 unchanged, 1 refused\n")
    assert "Name one in `tasks` of the calendar, or give a task for all (--task)." in said.out
    assert house.done("calendar", "import", str(source), "--task", "skat")["taken"] == 1

    out = tmp_path / "skranke-1.ics"
    house.done("calendar", "export", "--desk", "skranke-1", "--to", str(out), "--initials")
    summaries = {str(e["SUMMARY"]) for e in Calendar.from_ical(out.read_bytes()).walk("VEVENT")}
    assert "Pas eller kørekort · IH" in summaries
    table = tmp_path / "ud.csv"
    house.done("calendar", "export", "--service", "borgerservice", "--to", str(table), "--days", "30")
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert [(r["task"], r["start"]) for r in rows if r["channel"] == "import"] == [
        ("pas", "2026-12-14 10:00+01:00"), ("skat", "2026-12-14 10:15+01:00"),
    ]
    assert not any(r["initials"] for r in rows)
    assert house("calendar", "export", "--service", "bibliotekar").out.startswith("BEGIN:VCALENDAR")


def test_a_house_that_watches_no_calendar_says_how_to(house: Terminal) -> None:
    assert house.done("calendar", "status")["calendars"] == []
    assert "[calendars] in the site's file" in house("calendar", "status").out


def test_what_is_told_of_watched_calendars() -> None:  # B-05
    at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    fault = m.NotImported(where="line 3", reason="unknown_task", message="None tells.", fix="Name one.")
    told = m.Calendars(calendars=(
        m.CalendarState(calendar="new"),
        m.CalendarState(calendar="kommunen", looked_at=at, changed_at=at - timedelta(days=1), refused=21,
                        report=m.ImportReport(unchanged=7, refused=(fault,))),
        m.CalendarState(calendar="far", looked_at=at, failures=4, trouble=fault),
    ))
    text = status_text(words_of(load_site(None)), at, told)
    assert text.splitlines() == [
        "calendar  looked at  new at            taken  changed  cancelled  unchanged  refused",
        "new       -          -                     0        0          0          0        0",
        "kommunen  10:00      Sun 22 Nov 10:00      0        0          0          7       21",
        "far       10:00      -                     0        0          0          0        0",
        "",
        "kommunen refused:",
        "where   reason                     to mend it",
        "line 3  unknown_task  None tells.  Name one.",
        "and 20 more",
        "",
        "far could not be read 4 times in a row: None tells. Name one.",
    ]


def test_what_cannot_be_done_is_told(house: Terminal, tmp_path: Path) -> None:
    assert house.refused("calendar", "import", str(tmp_path / "gone.ics"))["reason"] == "unavailable"
    assert house.refused("calendar", "export", "--desk", "skranke-9")["reason"] == "unknown_desk"
    nowhere = str(tmp_path / "gone" / "a.ics")
    assert house.refused("calendar", "export", "--desk", "skranke-1", "--to", nowhere)["reason"] == "unwritable"
    assert house("calendar", "export").code == 2
    assert house("calendar", "import", "a.ics", "--zone", "Atlantis").code == 2


@pytest.mark.parametrize("address", ["http://example.dk/a.ics", "ftp://example.dk/a.ics", "https://", "https://[x/a"])
def test_an_address_that_the_sites_file_could_not_have_is_wrong_use(house: Terminal, address: str) -> None:  # S-08
    said = house("calendar", "import", address)
    assert (said.code, "FILE|URL" in said.err) == (2, True)


def test_a_pipe_is_no_calendar_and_keeps_nobody_waiting(house: Terminal, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.ics")
    assert "it is no file" in house.refused("calendar", "import", str(tmp_path / "a.ics"))["message"]


def test_what_is_called_ics_and_is_no_calendar_is_told_as_that(house: Terminal, tmp_path: Path) -> None:
    (tmp_path / "a.ics").write_bytes(b"<html>\xff")
    assert "BEGIN:VCALENDAR" in house.refused("calendar", "import", str(tmp_path / "a.ics"))["message"]

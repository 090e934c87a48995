"""Calendars from the command line, at a real house whose clock stands at 10.00 on a Monday."""

from __future__ import annotations

import csv
from pathlib import Path

from icalendar import Calendar

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
    assert "Name it in `tasks` of the calendar, or give one for all (--task)." in said.out
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


def test_what_cannot_be_done_is_told(house: Terminal, tmp_path: Path) -> None:
    assert house.refused("calendar", "import", str(tmp_path / "gone.ics"))["reason"] == "unavailable"
    assert house.refused("calendar", "export", "--desk", "skranke-9")["reason"] == "unknown_desk"
    nowhere = str(tmp_path / "gone" / "a.ics")
    assert house.refused("calendar", "export", "--desk", "skranke-1", "--to", nowhere)["reason"] == "unwritable"
    assert house("calendar", "export").code == 2
    assert house("calendar", "import", "a.ics", "--zone", "Atlantis").code == 2

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from config.load import load_site
from config.report import UnknownServiceError, hours_report, summary, summary_lines

SITE = load_site(None)
MONDAY_TEN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_an_open_service() -> None:
    (row,) = hours_report(SITE, MONDAY_TEN, "kvik").as_dict()["services"]
    assert row == {
        "service": "kvik", "name": {"da": "KVIK", "en": "Quick help"}, "queue": True, "open": True, "staff": 3,
        "closes_at": "2026-11-23T18:00:00+01:00", "opens_at": "2026-11-24T10:00:00+01:00",
        "today": [{"from": "2026-11-23T10:00:00+01:00", "to": "2026-11-23T18:00:00+01:00"}],
    }


def test_a_closed_service_says_when_it_opens() -> None:
    tuesday_evening = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
    (row,) = hours_report(SITE, tuesday_evening, "borgerservice").rows
    assert (row.open, row.staff, row.closes_at) == (False, 0, None)
    assert row.opens_at == datetime(2026, 11, 25, 13, 0, tzinfo=UTC)


def test_a_closed_day_says_why_in_every_language() -> None:
    report = hours_report(SITE, datetime(2026, 12, 25, 9, 0, tzinfo=UTC))
    assert report.as_dict()["house_closed"] == {"da": "Juledag", "en": "Christmas Day"}
    assert report.lines()[0] == "Friday 25 December 2026, 10:00; closed: Christmas Day"
    assert "closed: Juledag" in report.lines("da")[0]
    assert not any(row.open for row in report.rows)


def test_lines_for_people() -> None:
    lines = hours_report(SITE, MONDAY_TEN).lines("da")
    assert lines[0] == "Monday 23 November 2026, 10:00"
    assert lines[1].split() == [
        "KVIK", "open", "until", "18:00", "staff", "3", "opens", "Tue", "24", "Nov", "10:00"]
    assert [line.split("  ")[0] for line in lines[1:]] == [
        "KVIK", "Borgerservice", "Bibliotekar", "IT-hjælp", "Skærmbetjening", "Bygningen", "Kontaktcenter",
        "Callcenter", "Kulturformidlere", "Børneformidlere", "Selvbetjening i Fuglebjerg",
        "Selvbetjening i Glumsø",
    ]


def test_staff_that_the_file_does_not_tell_is_not_made_up() -> None:
    rows = {row.id: row for row in hours_report(SITE, MONDAY_TEN).rows}
    assert rows["bygning"].open
    assert rows["bygning"].staff is None
    assert rows["kontaktcenter"].staff == 2
    assert [row.id for row in rows.values() if row.queue] == list(SITE.services)


def test_an_opening_later_today_is_told_without_its_date() -> None:
    (row,) = hours_report(SITE, datetime(2026, 11, 23, 8, 0, tzinfo=UTC), "kvik").lines()[1:]
    assert row.endswith("opens 10:00")


def test_a_report_is_json() -> None:
    for report in (hours_report(SITE, MONDAY_TEN).as_dict(), summary(SITE)):
        assert json.loads(json.dumps(report)) == report


def test_an_unknown_service_is_told_with_those_that_exist() -> None:
    with pytest.raises(UnknownServiceError, match=r"no service 'pas'\. Use one of: kvik, borgerservice"):
        hours_report(SITE, MONDAY_TEN, "pas")


def test_the_summary_of_a_file() -> None:
    found = summary(SITE)
    assert found["services"]["borgerservice"]["week"] == {
        "mon": ["10:00-14:00 staff 3", "14:00-18:00 staff 2"], "tue": ["10:00-14:00 staff 2"],
        "wed": ["14:00-18:00 staff 2"], "thu": ["10:00-14:00 staff 2", "14:00-18:00 staff 2"],
        "fri": ["10:00-14:00 staff 2"],
    }
    assert found["devices"] == 26
    assert found["stations"] == {"station-fuglebjerg": "fuglebjerg", "station-glumsoe": "glumsoe"}
    assert found["kiosks"] == {"kiosk-1": {"printer": "tcp://127.0.0.1:0", "printer_model": "epson-tm-t20iii"}}


def test_the_summary_puts_days_that_are_alike_together() -> None:
    lines = "\n".join(summary_lines(SITE, "da"))
    assert "mon-fri 10:00-14:00 staff 3, 14:00-18:00 staff 2; sat 10:00-14:00 staff 2" in lines
    assert "the staff of borgerservice" in lines
    assert lines.startswith("Borgernes Hus · Næstved (naestved), Europe/Copenhagen, languages da, en\n")
    assert "Lokalbibliotek Fuglebjerg  station-fuglebjerg" in lines
    assert lines.endswith("Kiosks kiosk-1; displays hall-1; 26 devices with an identity of their own")

"""Calendar files, read: zones, repetitions, bounds, and every kind of odd file."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.calendars.csv_file import read_csv
from broker.calendars.events import LARGEST, MOST_EVENTS, Window
from broker.calendars.ics import MOST_SERIES, read_ics
from queueing.clock import SystemClock
from queueing.errors import Reason, Refused
from tests.patience import PATIENCE

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WINDOW = Window(NOW, NOW + timedelta(days=365))
ZONE = ZoneInfo("Europe/Copenhagen")
TEN = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ROMANCE = """BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:{summer}
TZOFFSETTO:{winter}
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:{winter}
TZOFFSETTO:{summer}
END:DAYLIGHT
END:VTIMEZONE"""


def ics(*events: str, head: str = "") -> bytes:
    bodies = [f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT" for event in events]
    lines = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//", *filter(None, [head]), *bodies])
    return f"{lines}\nEND:VCALENDAR\n".replace("\n", "\r\n").encode()


def event(uid: str = "a", start: str = ";TZID=Europe/Copenhagen:20261124T100000", *more: str) -> str:
    return "\n".join([f"UID:{uid}", f"DTSTART{start}", "SUMMARY:Pas", *more])


def starts(raw: bytes) -> list[tuple[datetime, bool]]:
    reading = read_ics(raw, WINDOW)
    assert not reading.faults
    return sorted((e.start, e.cancelled) for e in reading.events)


def faults(raw: bytes) -> list[str]:
    reading = read_ics(raw, WINDOW)
    assert all(f.where and f.message and f.fix for f in reading.faults)
    assert not reading.events
    return [f.reason for f in reading.faults]


@pytest.mark.parametrize("start", [
    ":20261124T090000Z", ";TZID=Europe/Copenhagen:20261124T100000", ";TZID=Romance Standard Time:20261124T100000",
    ';TZID="W. Europe Standard Time":20261124T100000', ";TZID=GMT Standard Time:20261124T090000",
])
def test_one_instant_in_every_certain_zone(start: str) -> None:  # B-05
    assert starts(ics(event("a", start))) == [(TEN, False)]


def test_a_zone_is_what_its_own_file_says_and_is_forgotten_after_it() -> None:  # B-05
    mine = event("a", ";TZID=Kommunens tid:20261124T100000")
    here = ROMANCE.format(name="Kommunens tid", winter="+0100", summer="+0200")
    elsewhere = ROMANCE.format(name="Kommunens tid", winter="+0500", summer="+0600")
    assert starts(ics(mine, head=here)) == [(TEN, False)]
    assert starts(ics(mine, head=elsewhere)) == [(TEN - timedelta(hours=4), False)]
    assert faults(ics(mine)) == ["unknown_zone"]


@pytest.mark.parametrize(("start", "reason"), [
    (";TZID=Atlantis Standard Time:20261124T100000", "unknown_zone"),
    (";TZID=/vendor.example/Europe/Copenhagen:20261124T100000", "unknown_zone"),
    (":20261124T100000", "no_zone"), (";VALUE=DATE:20261124", "all_day"), (":2026", "malformed"),
])
def test_a_time_that_is_not_certain_is_refused_never_guessed(start: str, reason: str) -> None:  # B-05
    assert faults(ics(event("a", start))) == [reason]


def test_a_time_without_zone_is_taken_where_the_site_says_what_it_means() -> None:  # B-05
    [found] = read_ics(ics(event("a", ":20261124T100000")), WINDOW, ZONE).events
    assert found.start == TEN


@pytest.mark.parametrize("name", ["EXDATE", "RDATE", "RECURRENCE-ID", "DTEND"])
def test_an_unknown_zone_is_found_wherever_it_hides(name: str) -> None:  # B-05
    hidden = f"{name};TZID=Atlantis:20261125T100000"
    assert faults(ics(event("a", ":20261124T090000Z", "RRULE:FREQ=DAILY;COUNT=3", hidden))) == ["unknown_zone"]


def test_a_series_with_gaps_and_exceptions() -> None:  # B-05
    zone = ";TZID=Romance Standard Time"
    raw = ics(
        event("s", f"{zone}:20261124T100000", "RRULE:FREQ=DAILY;COUNT=5", f"EXDATE{zone}:20261125T100000",
              f"DTEND{zone}:20261124T101500"),
        event("s", f"{zone}:20261126T110000", f"RECURRENCE-ID{zone}:20261126T100000"),
        event("s", f"{zone}:20261127T100000", f"RECURRENCE-ID{zone}:20261127T100000", "STATUS:CANCELLED"),
    )
    hour = timedelta(hours=1)
    assert starts(raw) == [
        (TEN, False), (TEN + DAY, True), (TEN + 2 * DAY + hour, False), (TEN + 3 * DAY, True),
        (TEN + 4 * DAY, False),
    ]
    found = {e.uid: e for e in read_ics(raw, WINDOW).events}
    assert found["s#20261126T090000Z"].start == TEN + 2 * DAY + hour  # the name of a date stays when it moves
    assert found["s#20261124T090000Z"].length == timedelta(minutes=15)


def test_a_series_keeps_its_local_time_over_the_change_of_clocks() -> None:  # B-05, R-09
    start, rule = ";TZID=Romance Standard Time:20261124T100000", "RRULE:FREQ=MONTHLY;COUNT=6"
    found = starts(ics(event("s", start, rule)))
    local = [s.astimezone(ZONE).strftime("%d.%m %H:%M") for s, _ in found]
    assert local == ["24.11 10:00", "24.12 10:00", "24.01 10:00", "24.02 10:00", "24.03 10:00", "24.04 10:00"]


def test_a_series_that_is_called_off_is_called_off_on_all_its_days() -> None:  # B-05
    raw = ics(event("s", ":20261124T090000Z", "RRULE:FREQ=DAILY;COUNT=2", "STATUS:CANCELLED"))
    assert starts(raw) == [(TEN, True), (TEN + DAY, True)]


def test_what_is_past_or_too_far_ahead_is_passed_over() -> None:
    when = {"old": ":20251124T090000Z", "far": ":20291124T090000Z", "now": ":20261124T090000Z"}
    raw = ics(*(event(uid, start) for uid, start in when.items()))
    reading = read_ics(raw, WINDOW)
    assert [e.uid for e in reading.events] == ["now"]
    assert reading.passed_over == 2


def test_an_endless_series_ends_with_the_window() -> None:  # B-05
    raw = ics(event("s", ":20261124T090000Z", "RRULE:FREQ=DAILY"))
    assert len(read_ics(raw, WINDOW).events) == 364


@pytest.mark.parametrize("until", ["20261101T000000Z", "20261121"])
def test_series_that_ended_long_ago_cost_nothing(until: str) -> None:  # B-05
    rule = f"RRULE:FREQ=DAILY;UNTIL={until}"
    began = SystemClock().monotonic()
    reading = read_ics(ics(*(event(f"s{n}", ":20000124T090000Z", rule) for n in range(400))), WINDOW)
    assert (reading.events, reading.passed_over) == ([], 400)
    assert SystemClock().monotonic() - began < PATIENCE  # they would cost minutes


@pytest.mark.parametrize("until", ["20261124T090000Z", "20261125"])
def test_a_series_that_ends_within_the_window_is_taken(until: str) -> None:  # B-05
    rule = f"RRULE:FREQ=DAILY;UNTIL={until}"
    assert starts(ics(event("s", ":20261101T090000Z", rule))) == [(TEN - DAY, False), (TEN, False)]


@pytest.mark.parametrize("rule", [
    "RRULE:FREQ=SECONDLY", "RRULE:FREQ=HOURLY;COUNT=3", "RRULE:FREQ=DAILY;BYHOUR=1,2,3",
    "RRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY", "RDATE:" + ",".join(["20261124T090000Z"] * 5000),
])
def test_series_that_would_flood_are_refused(rule: str) -> None:  # B-05
    assert faults(ics(event("s", ":20261124T090000Z", *rule.split("\n")))) == ["too_much"]


def test_a_series_from_before_computers_is_refused() -> None:  # B-05
    assert faults(ics(event("s", ":19010101T090000Z", "RRULE:FREQ=DAILY"))) == ["too_much"]


@pytest.mark.parametrize("raw", [
    b"BEGIN:VCALENDAR\r\n" + b" " * LARGEST, b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * (MOST_EVENTS + 1),
    ics(*(event(f"s{n}", ":20261124T090000Z", "RRULE:FREQ=DAILY") for n in range(30))),
])
def test_calendars_beyond_the_bounds_are_refused(raw: bytes) -> None:  # B-05
    with pytest.raises(Refused) as caught:
        read_ics(raw, WINDOW)
    assert caught.value.reason is Reason.TOO_LARGE


def test_only_so_many_events_may_repeat() -> None:  # B-05
    raw = ics(*(event(f"s{n}", ":20261124T090000Z", "RRULE:FREQ=DAILY;COUNT=1") for n in range(MOST_SERIES + 1)))
    reading = read_ics(raw, WINDOW)
    assert (len(reading.events), [f.reason for f in reading.faults]) == (MOST_SERIES, ["too_much"])


def test_events_without_name_or_time_are_refused_one_by_one() -> None:
    raw = ics("SUMMARY:x\nDTSTART:20261124T090000Z", "UID:b\nSUMMARY:x", event("c", ":20261124T090000Z"))
    reading = read_ics(raw, WINDOW)
    assert [f.reason for f in reading.faults] == ["no_uid", "malformed"]
    assert [e.uid for e in reading.events] == ["c"]


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_do_worse_than_be_refused(junk: bytes) -> None:
    for raw in (junk, b"BEGIN:VCALENDAR\r\n" + junk, ics(junk.decode("utf-8", "replace"))):
        with suppress(Refused):
            read_ics(raw, WINDOW)
        with suppress(Refused):
            read_csv(raw, WINDOW, ZONE)


def test_a_csv_as_spreadsheets_write_it() -> None:  # B-05
    raw = (
        "\ufeffUID;Start;Task;Minutes;Status;Name;Contact\r\n"
        "1;24-11-2026 10:00;Pas;15;;Åse Ø.;+45 12 34 56 78\r\n"
        "2;2026-11-24T10:00+01:00;pas;;Aflyst;;\r\n"
        "3;24.11.2026 10:00;pas;;;\r\n"
        ";24.11.2026 10:00;pas;;;\r\n5;i morgen;pas;;;\r\n6;24.11.2026 10:00;pas;lang;;\r\n"
        "7;24.11.2020 10:00;pas;;;\r\n8;28-03-2027 02:30;pas;;;\r\n9;31-10-2027 02:30;pas;;;\r\n"
    ).encode()
    reading = read_csv(raw, WINDOW, ZONE)
    assert [(e.uid, e.start, e.cancelled) for e in reading.events] == [
        ("1", TEN, False), ("2", TEN, True), ("3", TEN, False),
    ]
    assert (reading.events[0].person.name, reading.events[0].person.contact) == ("Åse Ø.", "12345678")
    assert [(f.where, f.reason) for f in reading.faults] == [
        ("line 5", "no_uid"), ("line 6", "malformed"), ("line 7", "malformed"), ("line 9", "malformed"),
        ("line 10", "malformed"),
    ]
    assert reading.passed_over == 1


@pytest.mark.parametrize(("raw", "reason"), [
    (b"uid,start\r\n1,2\r\n", Reason.MALFORMED), (b"\xff\xfe\x00", Reason.MALFORMED), (b"", Reason.MALFORMED),
    (b"uid,start,task\r\n" + b"1,x,y\r\n" * (MOST_EVENTS + 1), Reason.TOO_LARGE),
    (b"uid,start,task\r\n" + b"x" * LARGEST, Reason.TOO_LARGE),
])
def test_csv_files_that_cannot_be_taken(raw: bytes, reason: Reason) -> None:  # B-05
    with pytest.raises(Refused) as caught:
        read_csv(raw, WINDOW, ZONE)
    assert caught.value.reason is reason

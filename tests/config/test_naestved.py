"""The shipped site, held against the facts of the house as they were typed by another hand."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from broker.topics import Role
from config.devices import Device
from config.load import load_site
from queueing.house import Entry, Rules
from queueing.names import ServiceId, TaskId
from queueing.slots import slots

SITE = load_site(None)
HOUSE = SITE.house()
ZONE = ZoneInfo("Europe/Copenhagen")
MONDAY = datetime(2026, 11, 23, tzinfo=ZONE)
SECOND = timedelta(seconds=1)

# Staff by weekday from Monday, "-" when closed.
STAFF = """
kvik           10-14  3 3 3 3 3 2 -
kvik           14-18  2 2 2 2 2 - -
borgerservice  10-14  3 2 - 2 2 - -
borgerservice  14-18  2 - 2 2 - - -
bibliotekar    10-14  1 1 1 1 1 - -
bibliotekar    14-18  1 1 1 1 1 - -
it-hjaelp      10-18  2 2 2 2 2 - -
skaerm         10-14  3 2 - 2 2 - -
skaerm         14-18  2 - 2 2 - - -
kontaktcenter  10-15  2 2 2 2 2 - -
callcenter     09-17  - 1 - - - - -
"""
OPEN = """
kvik              10-18 10-18 10-18 10-18 10-18 10-14 -
borgerservice     10-18 10-14 14-18 10-18 10-14 -     -
bibliotekar       10-18 10-18 10-18 10-18 10-18 -     -
it-hjaelp         10-18 10-18 10-18 10-18 10-18 -     -
skaerm            10-18 10-14 14-18 10-18 10-14 -     -
kontaktcenter     10-15 10-15 10-15 10-15 10-15 -     -
callcenter        -     09-17 -     -     -     -     -
bygning           08-22 08-22 08-22 08-22 08-22 08-22 08-22
"""
SERVICES = ["kvik", "borgerservice", "bibliotekar", "it-hjaelp", "skaerm"]


def expected_staff(service: str, at: datetime) -> int:
    for line in STAFF.strip().splitlines():
        name, hours, *days = line.split()
        first, last = (int(hour) for hour in hours.split("-"))
        staff = days[at.weekday()]
        if name == service and first <= at.hour < last and staff != "-":
            return int(staff)
    return 0


def expected_stretch(service: str, weekday: int) -> tuple[int, int] | None:
    row = next(line.split() for line in OPEN.strip().splitlines() if line.startswith(service))
    if row[1 + weekday] == "-":
        return None
    first, last = row[1 + weekday].split("-")
    return int(first), int(last)


@pytest.mark.parametrize("service", [*SERVICES, "kontaktcenter", "callcenter"])
def test_staff_at_every_quarter_of_an_hour_of_a_week(service: str) -> None:
    name = ServiceId(service)
    for quarter in range(7 * 24 * 4):
        at = MONDAY + quarter * timedelta(minutes=15)
        for moment in (at, at + timedelta(minutes=14)):
            staff = expected_staff(service, moment)
            assert HOUSE.hours.staff(name, moment.astimezone(UTC)) == staff, f"{service} {moment}"
            assert HOUSE.hours.open_at(name, moment.astimezone(UTC)) is (staff > 0), f"{service} {moment}"


@pytest.mark.parametrize("service", [*SERVICES, "kontaktcenter", "callcenter", "bygning"])
def test_opening_and_closing_on_every_day_of_a_week(service: str) -> None:
    name = ServiceId(service)
    for weekday in range(7):
        day = MONDAY + timedelta(days=weekday)
        stretch = expected_stretch(service, weekday)
        if stretch is None:
            assert HOUSE.hours.stretches(name, day.date()) == ()
            continue
        opens, closes = day.replace(hour=stretch[0]), day.replace(hour=stretch[1])
        assert HOUSE.hours.stretches(name, day.date()) == ((opens, closes),)
        assert HOUSE.hours.opens_at(name, day.astimezone(UTC)) == opens
        assert HOUSE.hours.closes_at(name, (closes - SECOND).astimezone(UTC)) == closes
        assert not HOUSE.hours.open_at(name, (opens - SECOND).astimezone(UTC))
        assert not HOUSE.hours.open_at(name, closes.astimezone(UTC))


# Danish public holidays on weekdays, from the almanac, and the customs of the house.
@pytest.mark.parametrize(("day", "reason"), [
    ("2026-01-01", "Nytårsdag"), ("2026-04-02", "Skærtorsdag"), ("2026-04-03", "Langfredag"),
    ("2026-04-06", "Anden påskedag"), ("2026-05-14", "Kristi himmelfartsdag"),
    ("2026-05-25", "Anden pinsedag"), ("2026-06-05", "Grundlovsdag"), ("2026-12-24", "Juleaften"),
    ("2026-12-25", "Juledag"), ("2026-12-31", "Nytårsaften"), ("2027-03-26", "Langfredag"),
    ("2028-12-26", "Anden juledag"),
])
def test_the_house_is_closed_on_holidays(day: str, reason: str) -> None:
    closed = date.fromisoformat(day)
    assert HOUSE.hours.closed_reason(closed) == reason
    assert all(HOUSE.hours.stretches(ServiceId(service), closed) == () for service in SERVICES)


@pytest.mark.parametrize("day", [
    "2024-04-26", "2026-05-01",  # Store bededag, abolished in 2024, and the first of May
    "2026-12-23", "2026-12-28", "2027-01-04", "2026-04-01", "2026-04-07",
])
def test_the_house_is_open_on_days_that_are_no_holidays(day: str) -> None:
    opened = date.fromisoformat(day)
    assert HOUSE.hours.closed_reason(opened) is None
    assert HOUSE.hours.stretches(ServiceId("kvik"), opened) != ()


WEEKS = {
    "ordinary": date(2026, 11, 23), "long night": date(2026, 10, 19), "short night": date(2027, 3, 29),
    "Easter": date(2027, 3, 22), "Christmas": date(2026, 12, 21),
}


@pytest.mark.parametrize("task", SITE.tasks)
@pytest.mark.parametrize("monday", WEEKS.values(), ids=WEEKS)
def test_times_are_given_out_at_every_quarter_that_one_shift_serves_whole(task: str, monday: date) -> None:
    # B-01
    found = HOUSE.tasks[TaskId(task)]
    for day in (monday + timedelta(days=n) for n in range(8)):
        midnight = datetime(day.year, day.month, day.day, tzinfo=ZONE)
        given = {
            s.start: s.staff for s in
            slots(HOUSE.hours, found.service, found.length, day, taken={}, now=midnight - timedelta(days=90))
        }
        closed = HOUSE.hours.closed_reason(day) is not None
        for quarter in range(24 * 4):
            start = midnight + quarter * timedelta(minutes=15)  # in wall time, as the facts are
            last = start + found.length - SECOND
            shift = (start.hour < 14) == (last.hour < 14)
            staff = expected_staff(found.service, start)
            served = not closed and shift and staff and expected_staff(found.service, last)
            assert given.pop(start.astimezone(UTC), 0) == (staff if served else 0), f"{task} {start}"
        assert not given


def test_after_christmas_borgerservice_opens_on_the_first_weekday_that_is_none() -> None:
    evening = datetime(2026, 12, 23, 18, tzinfo=ZONE)
    assert HOUSE.hours.opens_at(ServiceId("borgerservice"), evening) == datetime(2026, 12, 28, 10, tzinfo=ZONE)


def test_a_holiday_has_its_name_in_every_language() -> None:
    assert SITE.closed_words(date(2026, 12, 25)) == {"da": "Juledag", "en": "Christmas Day"}
    assert SITE.closed_words(date(2026, 12, 24)) == {"da": "Juleaften", "en": "Christmas Eve"}
    assert SITE.closed_words(date(2026, 11, 23)) is None


# ---- services, desks, devices


@pytest.mark.parametrize(("service", "letter", "entry", "minutes", "longest"), [
    ("kvik", "K", Entry.WALK_IN, 4, 20), ("borgerservice", "B", Entry.APPOINTMENT, 15, 45),
    ("bibliotekar", "L", Entry.EITHER, 15, 45), ("it-hjaelp", "I", Entry.WALK_IN, 15, 45),
    ("skaerm", "S", Entry.STATION, 15, 45),
])
def test_services(service: str, letter: str, entry: Entry, minutes: int, longest: int) -> None:
    found = HOUSE.service(service)
    assert (found.letter, found.entry) == (letter, entry)
    assert found.expected == timedelta(minutes=minutes)
    assert found.longest_wait == timedelta(minutes=longest)
    assert found.limit == (timedelta(minutes=5) if service == "kvik" else None)


def test_desks() -> None:
    front = {f"skranke-{n}": f"Skranke {n}" for n in range(1, 7)}
    upstairs = {"sal2-bord-4": "2. sal, bord 4"}
    help_desks = {f"it-{n}": f"IT-bord {n}" for n in range(1, 4)}
    assert {d.id: d.name for d in HOUSE.desks.values()} == front | upstairs | help_desks
    assert all(HOUSE.desk(d).services == {"kvik", "borgerservice", "skaerm"} for d in front)
    assert HOUSE.desk("sal2-bord-4").services == {"bibliotekar"}
    assert [d.id for d in HOUSE.desks_for(ServiceId("it-hjaelp"))] == list(help_desks)


def test_every_desk_has_a_window_and_a_button_and_every_device_a_role() -> None:
    devices = {d.id: d for d in SITE.devices()}
    assert len(devices) == len(SITE.devices())
    assert {d.role for d in devices.values()} == {role.value for role in Role}
    assert devices["kiosk-1"] == Device("kiosk-1", "kiosk")
    assert devices["hall-1"] == Device("hall-1", "display")
    for desk in HOUSE.desks:
        assert devices[f"desk-{desk}"] == Device(f"desk-{desk}", "desk", desk)
        assert devices[f"button-{desk}"] == Device(f"button-{desk}", "button", desk)
    assert [b.desk for b in SITE.buttons] == list(HOUSE.desks)


def test_rules_are_those_of_the_queue() -> None:
    assert HOUSE.rules == Rules()


def test_citizens_read_no_word_of_what_is_gone_or_not_turned_on() -> None:
    texts = [
        text for service in SITE.services.values()
        for words in (service.name, service.about, service.place) for text in words.values()
    ]
    assert len(texts) == 5 * 3 * 2
    assert not [t for t in texts if "nemid" in t.lower() or "sundhedskort" in t.lower()]


def test_ids_are_short_enough_for_the_wire() -> None:
    assert all(len(d.id) <= 40 for d in SITE.devices())


def test_who_serves_kvik_and_the_screen_are_not_counted_twice() -> None:
    together = HOUSE.hours.staff_together(map(ServiceId, ("kvik", "borgerservice", "skaerm")),
                                          MONDAY.replace(hour=11))
    assert together == 6


def test_every_rule_of_the_queue_can_be_set_in_the_file() -> None:
    assert set(type(SITE.rules).model_fields) == {field.name for field in fields(Rules)}
    assert type(SITE.rules)().rules() == Rules()


def test_no_kiosk_reads_health_cards_unless_the_file_says_so() -> None:  # S-02
    assert SITE.scanner.health_card is False
    assert type(SITE.scanner)().health_card is False
    assert [kiosk.scanner for kiosk in SITE.kiosks] == ["keyboard:"]

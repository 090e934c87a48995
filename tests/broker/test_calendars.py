"""Calendars at a real hub: taken in by command, folder and address, given out again, and nothing about persons."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError

import pytest
from icalendar import Calendar

from broker import messages as m
from broker.alarms import AlarmBook
from broker.calendars.book import MOST_SHOWN, CalendarBook
from broker.calendars.export import initials_of, safe, to_csv, to_ics
from broker.calendars.feeds import import_file
from broker.calendars.fetching import fetch
from broker.link import Link
from broker.topics import ALARMS, CALENDARS
from config.calendars import CalendarSettings
from queueing.errors import Reason, Refused
from tests.broker.conftest import House, Seen, result
from tests.broker.test_bookings import CPRS, QUARTER, TEN, TOMORROW, booked
from tests.broker.test_calendars_read import ZONE, event, ics
from tests.patience import PATIENCE, wait_for

ROMANCE = ";TZID=Romance Standard Time:20261124T"
QUARTER_PAST = f"{ROMANCE}101500"


@pytest.fixture
def console(house: House) -> Link:
    return house.link("console")


def taken_in(house: House, console: Link, raw: bytes, name: str = "a.ics", **more: object) -> m.ImportReport:
    def store(part: object) -> m.ImportReport:
        reply = console.call("import-bookings", m.ImportBookings.model_validate({"bookings": part}))
        return result(reply, m.ImportReport)

    return import_file(house.site, name, raw, house.clock.now(), store, **more)  # type: ignore[arg-type]


def told(report: m.ImportReport) -> tuple[int, int, int, int, list[str]]:
    assert all(r.where and r.message and r.fix for r in report.refused)
    return report.taken, report.changed, report.cancelled, report.unchanged, [r.reason for r in report.refused]


def bookings(link: Link) -> list[m.BookingFound]:
    reply = link.call("find-bookings", m.FindBookings(day=TOMORROW))
    return list(result(reply, m.BookingsFound).bookings)


def open_starts(link: Link) -> list[int]:
    """Return the open bookings of tomorrow, as minutes after 10.00."""
    found = [b.booking for b in bookings(link) if b.booking.state == "booked"]
    return [int((b.start - TEN) / timedelta(minutes=1)) for b in found]


def test_the_same_calendar_twice_books_once_and_changes_follow(house: House, console: Link) -> None:  # B-05
    ida = "ATTENDEE;CN=Ida B.:mailto:IDA@example.org"
    raw = ics(event("a", f"{ROMANCE}100000"), event("b", QUARTER_PAST, ida))
    assert told(taken_in(house, console, raw)) == (2, 0, 0, 0, [])
    assert told(taken_in(house, console, raw)) == (0, 0, 0, 2, [])
    assert open_starts(console) == [0, 15]
    found = bookings(console)[1]
    assert found.booking.channel == "import"
    assert (found.person.name, found.person.contact) == ("Ida B.", "ida@example.org")
    changed = ics(event("a", f"{ROMANCE}110000"), event("b", QUARTER_PAST, "STATUS:CANCELLED"))
    assert told(taken_in(house, console, changed)) == (0, 1, 1, 0, [])
    assert told(taken_in(house, console, changed)) == (0, 0, 0, 2, [])
    assert open_starts(console) == [60]


def test_a_booking_keeps_its_code_when_the_other_system_moves_it(house: House, console: Link) -> None:  # B-05
    taken_in(house, console, ics(event("a", f"{ROMANCE}100000")))
    [before] = bookings(console)
    taken_in(house, console, ics(event("a", f"{ROMANCE}103000")))
    [after] = bookings(console)
    assert (after.booking.code, after.booking.start) == (before.booking.code, TEN + 2 * QUARTER)


def test_imported_bookings_take_the_same_capacity_as_all(house: House, console: Link) -> None:  # B-02
    booked(console, TEN)
    raw = ics(*(event(f"e{n}", f"{ROMANCE}100000") for n in range(3)), event("free", QUARTER_PAST))
    assert told(taken_in(house, console, raw)) == (2, 0, 0, 0, ["just_taken", "just_taken"])
    assert open_starts(console) == [0, 0, 15]  # two of staff, and the rest was not held up


def test_each_refusal_says_which_why_and_how_to_mend_it(house: House, console: Link) -> None:  # B-05
    raw = ics(
        event("night", f"{ROMANCE}030000"), event("odd", f"{ROMANCE}100700"),
        event("zone", ";TZID=Nowhere:20261124T100000"),
        event("unknown", f"{ROMANCE}100000").replace("SUMMARY:Pas", "SUMMARY:Yoga"),
        event("long", f"{ROMANCE}100000", "DURATION:PT1H"),
        event("twice", f"{ROMANCE}100000"), event("lone", f"{ROMANCE}100000", "RECURRENCE-ID:20261124T090000Z"),
    )
    report = taken_in(house, console, raw)
    assert {r.where: r.reason for r in report.refused} == {
        "night": "not_bookable", "odd": "not_bookable", "zone": "unknown_zone", "unknown": "unknown_task",
        "long": "too_long",
    }
    assert report.taken == 2


def test_words_become_tasks_by_the_sites_own_table_then_by_name(house: House, console: Link) -> None:  # B-05
    def summary(uid: str, text: str, start: str) -> str:
        return event(uid, start).replace("SUMMARY:Pas", text)

    raw = ics(
        summary("table", "SUMMARY:Ansøgning om pas (voksen)", f"{ROMANCE}100000"),
        summary("category", "CATEGORIES:Housing benefit\nSUMMARY:Ida", f"{ROMANCE}101500"),
        summary("default", "SUMMARY:Ida", f"{ROMANCE}110000"),
    )
    report = taken_in(house, console, raw, tasks={"om pas": "pas"}, task="skat")
    assert told(report) == (3, 0, 0, 0, [])
    assert [b.booking.task for b in bookings(console)] == ["pas", "boligstoette", "skat"]
    again = taken_in(house, console, raw, tasks={"om pas": "pas"}, task="flytning")
    assert again.changed == 1
    assert [b.booking.task for b in bookings(console) if b.booking.state == "booked"][-1] == "flytning"


def test_what_the_house_cancelled_stays_cancelled(house: House, console: Link) -> None:  # B-05
    raw = ics(event("a", f"{ROMANCE}100000"))
    taken_in(house, console, raw)
    console.call("cancel-booking", m.AboutBooking(code=bookings(console)[0].booking.code))
    assert told(taken_in(house, console, raw)) == (0, 0, 0, 1, [])
    assert open_starts(console) == []


def test_a_date_left_out_of_a_series_is_given_back(house: House, console: Link) -> None:  # B-05
    rule = "RRULE:FREQ=WEEKLY;COUNT=3"
    assert told(taken_in(house, console, ics(event("s", f"{ROMANCE}100000", rule)))) == (3, 0, 0, 0, [])
    gap = f"EXDATE{ROMANCE}100000"
    assert told(taken_in(house, console, ics(event("s", f"{ROMANCE}100000", rule, gap)))) == (0, 0, 1, 2, [])
    assert open_starts(console) == []


def test_many_bookings_go_in_parts(house: House, console: Link) -> None:
    rows = "".join(f"u{n},2026-{12 - n % 2}-{1 + n % 28:02} 03:00,pas\r\n" for n in range(120))
    report = taken_in(house, console, f"uid,start,task\r\n{rows}".encode(), "a.csv")
    assert {r.reason for r in report.refused} == {"not_bookable"}
    assert 50 < len(report.refused) <= 120


# ---- watched by the hub


def watch(house: House, **settings: object) -> None:
    house.stop_hub()
    every = settings.pop("every", timedelta(seconds=30))
    watched = CalendarSettings.model_validate({"id": "kommunen", **settings}).model_copy(update={"every": every})
    house.site = house.site.model_copy(update={"calendars": {"kommunen": watched}})
    house.start_hub()


def seen_of_it(seen: Seen, wanted: Callable[[m.CalendarState], object]) -> m.CalendarState:
    """Return what is told of the one calendar once it is as wanted."""
    told = seen.until(lambda s: any(wanted(c) for x in s for c in x.calendars))
    return next(c for x in told for c in x.calendars if wanted(c))


@contextmanager
def served(content: dict[str, bytes], *, drip: bool = False) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            raw = content.get(self.path)
            self.send_response(200 if raw is not None else 404)
            self.end_headers()
            self.wfile.write(raw or b"")
            if drip:
                stop.wait(5)

        def log_message(self, *_: object) -> None:
            pass

    stop = threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        stop.set()
        server.shutdown()
        server.server_close()
        thread.join(PATIENCE)


@pytest.mark.expects_log("calendar kommunen, ugly")
def test_the_hub_takes_a_folder_in_by_itself(house: House, tmp_path: Path) -> None:  # B-05
    folder = tmp_path / "calendars"
    folder.mkdir()
    ugly = event("ugly", ";TZID=Nowhere:20261124T100000")
    (folder / "a.ics").write_bytes(ics(event("a", f"{ROMANCE}100000"), ugly))
    (folder / "b.csv").write_text("uid,start,task\nb,2026-11-24 11:00,pas\n")
    (folder / "notes.txt").write_text("nothing")
    watch(house, path=str(folder))
    console = house.link("console")
    wait_for(lambda: open_starts(console) == [0, 60])


def test_the_hub_takes_an_address_in_by_itself(house: House) -> None:  # B-05
    with served({"/b.ics?key=1": ics(event("a", f"{ROMANCE}100000").replace("Pas", "Tid til pas"))}) as address:
        watch(house, url=f"{address}/b.ics?key=1", tasks={"til pas": "pas"})
        console = house.link("console")
        wait_for(lambda: open_starts(console) == [0])


@pytest.mark.expects_log("calendar kommunen: The calendar 127.0.0.1/gone.ics cannot be read")
def test_an_address_that_fails_is_told_and_the_house_goes_on(
    house: House, caplog: pytest.LogCaptureFixture,
) -> None:
    with served({}) as address:
        watch(house, url=f"{address}/gone.ics?key=secret")
        wait_for(lambda: "cannot be read" in caplog.text)
        assert "secret" not in caplog.text
        assert house.link("console").call("take", m.Take(service="kvik")).outcome == "done"


def test_an_address_that_answers_no_leaves_no_connection_open() -> None:
    with served({}) as address, pytest.raises(Refused, match="cannot be read: Not Found") as refused:
        list(fetch(f"{address}/gone.ics"))
    answer = refused.value.__context__
    assert isinstance(answer, HTTPError)
    assert answer.closed


@pytest.mark.expects_log("calendar kommunen, odd")
def test_what_a_calendar_brought_and_what_was_refused_can_be_seen(house: House, tmp_path: Path) -> None:  # B-05
    file = tmp_path / "a.ics"
    odd = event("odd", f"{ROMANCE}110000").replace("SUMMARY:Pas", "SUMMARY:Ida Hansen")
    file.write_bytes(ics(event("a", f"{ROMANCE}100000"), odd))
    watch(house, path=str(file))
    state = seen_of_it(house.watch("desk-skranke-1", CALENDARS), lambda c: c.looked_at)
    assert (state.calendar, state.report.taken, state.refused) == ("kommunen", 1, 1)
    assert state.changed_at == state.looked_at
    assert [(r.where, r.reason) for r in state.report.refused] == [("odd", "unknown_task")]
    assert "Ida" not in state.model_dump_json()  # a summary often is a name
    [alarm] = house.watch("desk-skranke-1", ALARMS).until(lambda s: s and s[-1].alarms)[-1].alarms
    assert (alarm.kind, alarm.device, alarm.detail) == ("calendar", "kommunen", "refused")


@pytest.mark.may_log("calendar kommunen: The calendar gone.ics cannot be read")
def test_a_calendar_that_is_out_of_reach_three_times_is_an_alarm_until_it_is_back(
    house: House, tmp_path: Path,
) -> None:  # B-05
    file = tmp_path / "gone.ics"
    watch(house, every=timedelta(seconds=0.05), path=str(file))
    seen, alarms = house.watch("console", CALENDARS), house.watch("console", ALARMS)
    alarms.until(lambda s: any(a.kind == "calendar" and a.detail == "unread" for x in s for a in x.alarms))
    state = seen_of_it(seen, lambda c: c.failures >= 3)
    assert state.trouble.reason == "unavailable"
    assert "gone.ics" in state.trouble.message
    file.write_bytes(ics(event("a", f"{ROMANCE}100000")))
    state = seen_of_it(seen, lambda c: c.changed_at)
    assert (state.failures, state.trouble) == (0, None)
    alarms.until(lambda s: not s[-1].alarms)


@pytest.mark.parametrize(("came", "raised"), [
    ("u", ""), ("uu", ""), ("uuu", "unread"), ("uuur", "refused"), ("uuuu.", ""), ("r", "refused"),
    ("ruu", "refused"), ("ruuu", "unread"), ("r.", ""),
])
def test_when_a_calendar_is_an_alarm(house: House, came: str, raised: str) -> None:
    book = AlarmBook()
    calendars = CalendarBook(["kommunen"], book)
    fault = m.NotImported(where="line 1", reason="malformed", message="It is odd.", fix="Mend it.")
    outcomes = {"u": Refused(Reason.UNAVAILABLE, "gone", "find it"), ".": m.ImportReport(),
                "r": m.ImportReport(refused=(fault,) * 30)}
    for letter in came:
        calendars.looked("kommunen", outcomes[letter], house.clock.now())
    assert "".join(a.detail for a in book.alarms().alarms) == raised
    [state] = calendars.calendars().calendars
    assert (state.refused, len(state.report.refused)) in ((0, 0), (30, MOST_SHOWN))


def test_an_address_has_so_long_to_answer_and_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("broker.calendars.fetching.SECONDS", 0.2)
    with served({"/": b"BEGIN"}, drip=True) as address, pytest.raises(Refused) as caught:
        list(fetch(f"{address}/"))
    assert caught.value.reason is Reason.UNAVAILABLE


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"gone\.ics cannot be read: No such file"):
        list(fetch(str(tmp_path / "gone.ics")))


# ---- given out


def test_bookings_out_as_a_calendar_with_names_that_stay(house: House, console: Link) -> None:
    code = booked(console, TEN, name="Ida M. Hansen", contact="ida@example.org").code
    now = house.clock.now()
    first = to_ics(bookings(console), house.site, now=now)
    assert b"Ida" not in first
    assert b"example.org" not in first
    [one] = Calendar.from_ical(first).walk("VEVENT")
    assert (str(one["UID"]), one["DTSTART"].dt, one["DTEND"].dt) == (f"{code}@naestved.kvik", TEN, TEN + QUARTER)
    assert str(one["SUMMARY"]) == "Pas eller kørekort"
    assert str(one["LOCATION"]) == "Borgernes Hus · Næstved, Skrankerne i stueetagen"
    again = to_ics(bookings(console), house.site, now=now, initials=True)
    [same] = Calendar.from_ical(again).walk("VEVENT")
    assert (same["UID"], str(same["SUMMARY"])) == (one["UID"], "Pas eller kørekort · IMH")
    console.call("cancel-booking", m.AboutBooking(code=code))
    assert not Calendar.from_ical(to_ics(bookings(console), house.site, now=now)).walk("VEVENT")


def test_who_subscribes_reads_at_which_branch_a_citizen_sits(house: House, console: Link) -> None:
    booked(console, TEN, "skat", branch="fuglebjerg")
    [event] = Calendar.from_ical(to_ics(bookings(console), house.site, now=house.clock.now())).walk("VEVENT")
    assert str(event["LOCATION"]) == "Lokalbibliotek Fuglebjerg, Skærmen på lokalbiblioteket"
    head, row = to_csv(bookings(console), ZONE).splitlines()
    assert dict(zip(head.split(","), row.split(","), strict=True))["branch"] == "fuglebjerg"
    gone = house.site.model_copy(update={"branches": {}, "tasks": {}})
    [event] = Calendar.from_ical(to_ics(bookings(console), gone, now=house.clock.now())).walk("VEVENT")
    assert (str(event["LOCATION"]), str(event["SUMMARY"])) == ("Borgernes Hus · Næstved", "skat")


@pytest.mark.parametrize("cell", ["=1+1", "+45", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(cell: str) -> None:  # S-08
    assert safe(cell) == f"'{cell}"
    view = m.BookingView.model_construct(
        code=cell, task="pas", service="borgerservice", start=TEN, end=TEN + QUARTER, state="booked",
        channel="desk", language="da", number=None, branch=None,
    )
    found = m.BookingFound.model_construct(booking=view, person=m.PersonView(name="=Ib"))
    head, row = to_csv([found], ZONE, initials=True).split("\r\n", 1)
    assert head.startswith("code,task,service,start")
    assert row.lstrip('"').startswith("'")
    assert ",2026-11-24 10:00+01:00," in row


def test_initials_hold_letters_only() -> None:
    names = {"Ida M. Hansen": "IMH", "åse": "Å", "=cmd 12": "", "a b c d": "ABC", "": ""}
    assert {name: initials_of(name) for name in names} == names


# ---- nothing about persons where it does not belong


@pytest.mark.parametrize("cpr", CPRS)
def test_numbers_of_persons_in_a_calendar_get_nowhere(
    house: House, console: Link, tmp_path: Path, caplog: pytest.LogCaptureFixture, cpr: str,
) -> None:  # S-01
    caplog.set_level(logging.DEBUG)
    sent: list[str] = []
    original = console.call

    def overheard(action: str, data: m.Payload, **more: float) -> m.Reply:
        reply = original(action, data, **more)
        sent.extend((data.model_dump_json(), reply.model_dump_json()))
        return reply

    console.call = overheard  # type: ignore[method-assign, assignment]
    who = f"ATTENDEE;CN=Ib {cpr}:mailto:{cpr.replace(' ', '')}@a.dk"
    words = f"SUMMARY:Pas {cpr}\nDESCRIPTION:{cpr}\nLOCATION:{cpr}\n{who}"
    calendar = ics(
        event(cpr, f"{ROMANCE}100000").replace("SUMMARY:Pas", words),
        event(f"{cpr}-z", f";TZID={cpr}:20261124T100000"), event(f"{cpr}-y", f"{ROMANCE}030000"),
        event(f"{cpr}-x", f"{ROMANCE}110000").replace("SUMMARY:Pas", f"SUMMARY:{cpr}"),
    )
    rows = "\r\n".join((
        "uid,start,task,name,contact,topic", f"{cpr},2026-11-24 10:30,bibliotekar-dobbelt,{cpr},{cpr},{cpr}",
        f"x,2026-11-24 10:30,{cpr},,,", f"y,{cpr},pas,,,",
    ))
    reports = [
        taken_in(house, console, calendar, tasks={"pas": "pas"}),
        taken_in(house, console, rows.encode(), f"{cpr}.csv"),
    ]
    assert [told(r)[0] for r in reports] == [1, 1]
    assert sum(len(r.refused) for r in reports) == 5
    given = to_ics(bookings(console), house.site, now=house.clock.now(), initials=True).decode()
    house.stop_hub()
    spoken = " ".join([*sent, caplog.text, given, *(r.model_dump_json() for r in reports)])
    files = b"".join(f.read_bytes() for f in tmp_path.rglob("house.sqlite3*"))
    assert b"[fjernet]" in files
    for shape in {cpr, cpr.replace("-", "").replace(" ", "").replace(".", "")}:
        assert shape not in spoken
        assert shape.encode() not in files

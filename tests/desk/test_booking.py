from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from broker import messages as m
from broker.topics import SERVICES, SUMMONSES
from config.load import load_site
from desk.birthday import day_of_birth
from desk.topic import TopicCard
from tests.desk.conftest import DONE, MORNING, SKRANKE, DeskWindow, state, visit
from tests.screens.conftest import touch

NBSP = "\u00a0"
TODAY = date(2026, 11, 23)


def free(*minutes: int, staff: int = 3) -> tuple[m.FreeTime, ...]:
    start = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    quarter = timedelta(minutes=15)
    starts = [start + timedelta(minutes=n) for n in minutes]
    return tuple(m.FreeTime(start=s, end=s + quarter, staff=staff, free=1) for s in starts)


TIMES = (*free(0, 15, 45), *free(60, 75, 105, staff=2))


def reply(payload: m.Payload) -> m.Reply:
    return m.Reply(outcome="done", result=payload.model_dump(mode="json"))


def answer_slots(shown: DeskWindow, times: tuple[m.FreeTime, ...] = TIMES, day: date = TODAY) -> None:
    shown.hub.reply = reply(m.FreeTimes(task="pas", day=day, times=times))


def view(**more: object) -> m.BookingView:
    return m.BookingView.model_validate({
        "code": "K7M4PX", "task": "pas", "service": "borgerservice", "start": TIMES[1].start, "end": TIMES[1].end,
        "state": "booked", "channel": "desk", "language": "da", **more,
    })


def key(shown: DeskWindow, which: Qt.Key) -> None:
    QTest.keyClick(shown.window, which)


def opened(shown: DeskWindow, told: m.DeskState | None = None) -> None:
    shown.shows(told or state(visit()))
    answer_slots(shown)
    key(shown, Qt.Key.Key_F9)
    shown.until_said("13.15 •••")


def test_it_shows_tasks_days_and_free_times_by_staffing(desk_window: DeskWindow) -> None:
    opened(desk_window)
    for words in ("Bestil tid · K", "Pas eller kørekort", "Borgerservice · 15 min", "man", "23. nov", "13.00 •••",
                  "13.30", "14.15 ••", "Mandag 23. november · 13.00", "Medbring: Gyldig legitimation"):
        desk_window.until_said(words)
    assert desk_window.hub.asked[0].data == m.AskSlots(task="pas", day=TODAY)


def test_arrows_and_enter_book_print_and_end_the_visit(desk_window: DeskWindow) -> None:
    opened(desk_window)
    key(desk_window, Qt.Key.Key_Right)
    desk_window.until_said("november · 13.15")
    desk_window.hub.reply = reply(m.Booked(booking=view(), finished="K012"))
    key(desk_window, Qt.Key.Key_Return)
    desk_window.until_said("Tiden er bestilt. Kode K7M 4PX")
    wish = desk_window.hub.asked[-1].data
    assert wish == m.Book(
        task="pas", start=TIMES[1].start, channel="desk", paper_at="kiosk-1", ends_visit_at=SKRANKE,
    )
    key(desk_window, Qt.Key.Key_Return)
    desk_window.until_said("Kald næste")


def test_the_next_citizen_begins_with_the_first_task_again(desk_window: DeskWindow) -> None:
    opened(desk_window)
    desk_window.counter._appointments.choose_task("bibliotekar")  # noqa: SLF001 - as its key does
    desk_window.until_said("Bibliotekar, 15 min")
    key(desk_window, Qt.Key.Key_Escape)
    key(desk_window, Qt.Key.Key_F9)
    desk_window.until_said("Pas eller kørekort, 15 min")
    desk_window.qtbot.waitUntil(lambda: desk_window.hub.asked[-1].data == m.AskSlots(task="pas", day=TODAY))


def test_a_time_that_was_just_taken_is_told_and_others_are_shown(desk_window: DeskWindow) -> None:  # B-02
    opened(desk_window)
    desk_window.hub.refuses("just_taken")
    key(desk_window, Qt.Key.Key_Return)
    desk_window.until_said("Tiden er lige taget. Vælg en anden.")
    desk_window.qtbot.waitUntil(lambda: desk_window.hub.actions[-1] == "slots")


def test_a_day_without_times_is_passed_over(desk_window: DeskWindow) -> None:
    desk_window.shows(state())
    answer_slots(desk_window, ())
    key(desk_window, Qt.Key.Key_F9)
    desk_window.until_said("Ingen ledige tider denne dag.")
    days = [e.data.day for e in desk_window.hub.asked]
    assert days == [TODAY + timedelta(days=n) for n in range(5)]


def test_a_booking_is_found_moved_and_cancelled(desk_window: DeskWindow) -> None:
    opened(desk_window, state())
    desk_window.hub.reply = reply(m.BookingsFound(bookings=(
        m.BookingFound(booking=view(), person=m.PersonView(name="M. H.")),
    )))
    key(desk_window, Qt.Key.Key_F3)
    desk_window.until_said(f"i{NBSP}dag{NBSP}13.15 · M. H.")
    assert desk_window.hub.asked[-1].data == m.FindBookings(day=TODAY)
    answer_slots(desk_window)
    desk_window.counter._appointments.move("K7M4PX", "pas", "")  # noqa: SLF001 - as its button does
    desk_window.until_said("Ny tid til K7M4PX")
    desk_window.until_said("13.15 •••")
    desk_window.hub.reply = reply(m.Booked(booking=view()))
    key(desk_window, Qt.Key.Key_Return)
    desk_window.until_said("Tiden er flyttet. Kode K7M 4PX")
    assert desk_window.hub.asked[-1].data == m.MoveBooking(code="K7M4PX", start=TIMES[0].start)


def test_another_task_ends_the_move_and_begins_a_booking(desk_window: DeskWindow) -> None:
    opened(desk_window, state())
    book = desk_window.counter._appointments  # noqa: SLF001 - as its keys do
    book.move("K7M4PX", "pas", "")
    desk_window.until_said("Flyt tiden")
    desk_window.qtbot.waitUntil(lambda: book.property("time") != "")
    book.choose_task("skat")
    desk_window.until_said("Bestil og udskriv")
    desk_window.qtbot.waitUntil(lambda: book.property("time") != "")
    desk_window.hub.reply = reply(m.Booked(booking=view(task="skat")))
    key(desk_window, Qt.Key.Key_Return)
    desk_window.until_said("Tiden er bestilt.")
    assert "move-booking" not in desk_window.hub.actions


def find_all(shown: DeskWindow, *found: m.BookingView) -> None:
    shown.hub.reply = reply(m.BookingsFound(bookings=tuple(
        m.BookingFound(booking=b, person=m.PersonView(name="M. H.")) for b in found)))
    key(shown, Qt.Key.Key_F3)
    shown.until_said(f"i{NBSP}dag{NBSP}13.15 · M. H.")


def test_a_cancelled_time_is_listed_as_such_and_can_be_changed_no_more(desk_window: DeskWindow) -> None:
    opened(desk_window, state())
    find_all(desk_window, view())
    desk_window.hub.reply = reply(m.Booked(booking=view(state="cancelled")))
    touch(desk_window.window, desk_window.control("Aflys"))
    desk_window.until_said("Tiden er aflyst.")
    desk_window.until_said("K7M4PX · Pas eller kørekort · aflyst")
    assert "Flyt" not in desk_window.texts()
    assert "Aflys" not in desk_window.texts()


def test_tab_goes_through_a_whole_day_and_stays_in_sight(desk_window: DeskWindow) -> None:
    opened(desk_window, state())
    find_all(desk_window, *(view(code=f"A{sign}{sign}{sign}{sign}{sign}") for sign in "ACDEFGHJKLMN"))
    for _ in range(12):
        key(desk_window, Qt.Key.Key_Tab)
        key(desk_window, Qt.Key.Key_Tab)
    focused = desk_window.window.activeFocusItem()
    assert focused is not None
    assert focused.property("text") == "Aflys"
    place = focused.mapToScene(focused.boundingRect().bottomRight())
    assert place.y() < desk_window.window.height()
    answer_slots(desk_window)
    key(desk_window, Qt.Key.Key_Backtab)
    key(desk_window, Qt.Key.Key_Return)
    desk_window.until_said("Ny tid til ANNNNN")


def test_a_time_that_is_only_held_can_be_given_back_but_not_moved(desk_window: DeskWindow) -> None:
    opened(desk_window, state())
    find_all(desk_window, view(state="held"))
    desk_window.until_said("Aflys")
    assert "Flyt" not in desk_window.texts()


def test_a_booking_that_met_silence_is_the_same_one_when_it_is_said_again(desk_window: DeskWindow) -> None:
    opened(desk_window, state())
    book = desk_window.counter._appointments  # noqa: SLF001 - what has arrived
    desk_window.hub.reply = None
    key(desk_window, Qt.Key.Key_Return)
    desk_window.qtbot.waitUntil(lambda: desk_window.hub.actions[-1] == "book")
    [request] = book._waiting  # noqa: SLF001 - so as not to wait until the answer is given up
    desk_window.bridge.replied.emit(request, None)
    desk_window.until_said("Huset svarer ikke. Tryk igen om lidt.")
    desk_window.hub.reply = reply(m.Booked(booking=view()))
    key(desk_window, Qt.Key.Key_Return)
    desk_window.until_said("Tiden er bestilt. Kode K7M 4PX")
    first, second = (e.id for e in desk_window.hub.asked if e.type == "command.book")
    assert first == second


@pytest.mark.parametrize(("typed", "kept"), [
    ("", ""), ("0503", "0503"), ("5/3", "0503"), ("05-03-", "0503"), ("5. 3.", "0503"), ("050348", "0503"),
    ("2902", "2902"), ("3102", None), ("503", None), ("marts", None), ("13/13", None),
])
def test_a_birthday_however_it_is_typed(typed: str, kept: str | None) -> None:  # B-03
    assert day_of_birth(typed) == kept


def test_a_birthday_that_cannot_be_is_told_and_nothing_is_booked(desk_window: DeskWindow) -> None:  # B-03
    opened(desk_window, state())
    desk_window.counter._appointments.book("", "", "3102", "", False)  # noqa: FBT003, SLF001 - as Enter does
    desk_window.until_said("Den fødselsdag findes ikke. Skriv dag og måned, fx 0503.")
    assert "book" not in desk_window.hub.actions


@pytest.mark.parametrize(("words", "wish"), [
    ("k7m 4px", m.FindBookings(code="K7M4PX")), ("21 22 23 24", m.FindBookings(contact="21 22 23 24")),
    ("", m.FindBookings(day=TODAY)),
])
def test_a_search_knows_codes_from_contacts(desk_window: DeskWindow, words: str, wish: m.FindBookings) -> None:
    opened(desk_window)
    desk_window.hub.reply = reply(m.BookingsFound(bookings=()))
    desk_window.counter._appointments.find(words)  # noqa: SLF001 - as Enter does
    desk_window.qtbot.waitUntil(lambda: desk_window.hub.asked[-1].data == wish)


def services(**more: object) -> m.Services:
    return m.Services.model_validate({"services": ({
        "service": "borgerservice", "open": True, "takes_tickets": False, "staff": 3, "waiting": 0, "ahead": 0,
        "wait": {"kind": "now"}, **more,
    },)})


def test_at_four_minutes_the_first_free_time_is_offered(desk_window: DeskWindow) -> None:
    desk_window.shows(state(visit(245)))
    desk_window.hub.tells(SERVICES, services(next_free=TIMES[1].start))
    desk_window.until_said(f"Tilbyd en tid i Borgerservice (F9): første ledige i{NBSP}dag{NBSP}13.15")


def summons(standing: str, service: str = "kvik", **more: object) -> m.Summonses:
    return m.Summonses.model_validate({"summonses": (
        {"number": "L012", "service": service, "state": standing, "since": MORNING, **more},
    )})


def test_who_is_called_hears_it_and_accepts_with_one_key(desk_window: DeskWindow) -> None:  # B-08
    desk_window.shows(state())
    with desk_window.qtbot.waitSignal(desk_window.counter.summoned):
        desk_window.hub.tells(SUMMONSES, summons("asked"))
    desk_window.until_said("venter på dig (KVIK)")
    desk_window.hub.reply = DONE
    key(desk_window, Qt.Key.Key_F11)
    desk_window.qtbot.waitUntil(lambda: desk_window.hub.actions == ["accept-summons"])
    assert desk_window.hub.asked[0].data == m.AcceptSummons(desk=SKRANKE, ticket="L012", minutes=2)
    desk_window.hub.tells(SUMMONSES, summons("coming", minutes=2))
    desk_window.until_said("Du er på vej til")
    desk_window.hub.tells(SUMMONSES, m.Summonses())
    desk_window.qtbot.waitUntil(lambda: not desk_window.says("Du er på vej til"))


def test_others_see_a_summons_only_when_nobody_answers(desk_window: DeskWindow) -> None:  # B-08
    desk_window.shows(state())
    desk_window.hub.tells(SUMMONSES, summons("asked", "bibliotekar"))
    desk_window.qtbot.wait(60)
    assert not desk_window.says("venter på")
    desk_window.hub.tells(SUMMONSES, summons("escalated", "bibliotekar"))
    desk_window.until_said("og ingen har svaret")


def test_a_time_is_booked_at_a_branch_where_a_screen_will_do(desk_window: DeskWindow) -> None:
    opened(desk_window)
    book = desk_window.counter._appointments  # noqa: SLF001 - what has arrived
    assert not desk_window.says("Sted:")  # a passport needs the citizen in the house
    book.choose_task("skat")
    desk_window.until_said("Sted: her i huset")
    desk_window.qtbot.waitUntil(lambda: book.property("time") != "")
    key(desk_window, Qt.Key.Key_F4)
    desk_window.until_said("Sted: skærm i Fuglebjerg")
    desk_window.qtbot.waitUntil(lambda: desk_window.hub.asked[-1].data == m.AskSlots(
        task="skat", day=TODAY, branch="fuglebjerg"))
    desk_window.qtbot.waitUntil(lambda: book.property("time") != "")
    desk_window.hub.reply = reply(m.Booked(booking=view(task="skat", branch="fuglebjerg")))
    key(desk_window, Qt.Key.Key_Return)
    desk_window.qtbot.waitUntil(lambda: desk_window.hub.actions[-1] == "book")
    assert desk_window.hub.asked[-1].data.branch == "fuglebjerg"


def test_places_go_round_and_end_with_a_task_that_needs_the_house(desk_window: DeskWindow) -> None:
    opened(desk_window)
    book = desk_window.counter._appointments  # noqa: SLF001 - as its keys do
    book.choose_task("skat")
    seen = []
    for _ in range(3):
        key(desk_window, Qt.Key.Key_F4)
        seen.append(book.property("place"))
    assert seen == ["Fuglebjerg", "Glumsø", ""]
    key(desk_window, Qt.Key.Key_F4)
    book.choose_task("pas")
    assert book.property("place") == ""


def test_downstairs_offers_a_time_when_nobody_can_come(desk_window: DeskWindow) -> None:  # B-08
    desk_window.shows(state())
    desk_window.hub.tells(SUMMONSES, summons("unanswered", "bibliotekar"))
    desk_window.until_said("får ikke fat i Bibliotekar. Tilbyd borgeren en tid: F9.")


@pytest.mark.parametrize(("minutes", "shown"), [(16, False), (14, True), (-29, True), (-31, False)])
def test_the_topic_is_shown_shortly_before_a_double_time(
    desk_window: DeskWindow, minutes: int, *, shown: bool,
) -> None:  # B-08, S-03
    start = MORNING + timedelta(minutes=minutes)
    view = m.BookingView(
        code="H4K7PX", task="bibliotekar-dobbelt", service="bibliotekar", start=start,
        end=start + timedelta(minutes=30), state="arrived", channel="desk", language="da", number="L004",
    )
    others = [view.model_copy(update=change) for change in ({"state": "cancelled"}, {"task": "pas"})]
    found = [m.BookingFound(booking=b, person=m.PersonView(topic="Slægt i Fensmark")) for b in (view, *others)]
    desk_window.hub.reply = m.Reply(
        outcome="done", result=m.BookingsFound(bookings=tuple(found)).model_dump(mode="json"))
    card = TopicCard(
        site=load_site(None), desk="sal2-bord-4", house=desk_window.house, bridge=desk_window.bridge,
        clock=desk_window.clock, parent=desk_window.counter,
    )
    desk_window.counter._topic = card  # noqa: SLF001 - the window of a desk downstairs has none
    desk_window.counter.made.emit()
    with desk_window.qtbot.waitSignal(card.changed):
        card.look()
    assert desk_window.says("Slægt i Fensmark") is shown
    if shown:
        assert desk_window.says(f"Kl. {desk_window.house.time_text(start)}, L\u00a0004: Slægt i Fensmark")

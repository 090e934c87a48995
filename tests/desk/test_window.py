from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from broker import messages as m
from broker.topics import SERVICES
from desk.button import Edge, Stroke
from desk.driver import Plug
from desk.key_button import KeyButton
from queueing.clock import SystemClock
from queueing.errors import Reason
from tests.desk.conftest import DONE, LINE, SKRANKE, DeskWindow, alarm, state, visit, waits

DEVICE = f"desk-{SKRANKE}"
NBSP = "\u00a0"
GREEN, AMBER, RED = QColor("#358000"), QColor("#FEBB30"), QColor("#CC0000")


def middle(item: QQuickItem) -> QPoint:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()


def click(shown: DeskWindow, words: str) -> None:
    QTest.mouseClick(
        shown.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle(shown.control(words)),
    )


def key(shown: DeskWindow, which: Qt.Key) -> None:
    QTest.keyClick(shown.window, which)


def asked(shown: DeskWindow, *actions: str) -> None:
    shown.qtbot.waitUntil(lambda: shown.hub.actions == list(actions))
    shown.qtbot.waitUntil(lambda: shown.counter.property("busy") == "")


def number(text: str) -> str:
    return text.replace(" ", NBSP)


# ---- what it shows


def test_it_shows_who_is_here_and_who_is_next(desk_window: DeskWindow) -> None:
    desk_window.shows(state(visit()))
    for words in ("Skranke 3 · KVIK, Borgerservice", "Åben · 10.42", "Betjener nu", number("K 012"),
                  "KVIK · ventede 4 min · dansk", "3:06", "af 5:00", "Kald næste", number("B 105") + ", tid 10.45",
                  "Venter (4)", "tid 10.45", "3 min", "1 min", "Skærm, Fuglebjerg", "Vist i hallen"):
        desk_window.until_said(words)


def test_an_idle_desk_says_whom_it_will_call(desk_window: DeskWindow) -> None:
    desk_window.shows(state(line=LINE[1:]))
    desk_window.until_said("Ingen ved skranken")
    assert desk_window.control(f"Kald næste, {number('K 013')}")


def test_it_says_when_nobody_waits_and_what_a_press_would_end(desk_window: DeskWindow) -> None:
    desk_window.shows(state(line=()))
    assert desk_window.control("Kald næste, Ingen venter")
    desk_window.shows(state(visit(), line=()))
    desk_window.until_said(f"Ingen venter. Et tryk afslutter {number('K 012')}.")


def test_the_parked_and_the_missed_have_headings_of_their_own(desk_window: DeskWindow) -> None:
    line = (waits("K007", 22, state="missed"), *LINE[:2], waits("K009", 12, state="parked"))
    desk_window.shows(state(line=line))
    desk_window.until_said("Parkeret")
    desk_window.until_said("Ikke mødt")
    rows = [text for text in desk_window.texts() if re.fullmatch(rf"[A-Z]{NBSP}\d{{3}}", text)]
    assert sorted(rows) == [number(n) for n in ("B 105", "K 007", "K 009", "K 013")]


def test_a_long_line_says_how_many_are_not_listed(desk_window: DeskWindow) -> None:
    line = tuple(waits(f"K{n:03d}", n) for n in range(1, 51))
    desk_window.shows(state(line=line, total_waiting=57))
    desk_window.until_said("og 7 til")


def test_somebody_who_wants_help_is_marked(desk_window: DeskWindow) -> None:
    desk_window.shows(state(line=(waits("K013", 3, help_wanted=True),)))
    assert desk_window.control(f"{number('K 013')}, 3 min, vil gerne have hjælp")


# ---- time


@pytest.mark.parametrize(("seconds", "words", "colour"), [
    (239, "Tager det længere tid? Så viderestil.", GREEN),
    (240, "Under et minut tilbage.", AMBER),
    (299, "Under et minut tilbage.", AMBER),
    (300, "De 5 minutter er gået.", RED),
])
def test_the_five_minutes_are_told_in_words_and_colour(
    desk_window: DeskWindow, seconds: int, words: str, colour: QColor,
) -> None:
    desk_window.shows(state(visit(seconds - 10)))
    desk_window.passes(10)
    desk_window.until_said(words)
    gone, bar = f"{seconds // 60}:{seconds % 60:02d}", desk_window.picture()
    assert desk_window.says(gone)
    left = bar.width()
    assert any(bar.pixelColor(x, y) == colour for x in range(0, left, 3) for y in range(240, 300, 2))


def test_a_service_without_a_limit_has_no_bar(desk_window: DeskWindow) -> None:
    desk_window.shows(state(visit(number="B105", service="borgerservice", limit_seconds=None)))
    desk_window.until_said("3:06 ved skranken")
    assert not desk_window.says("af ")


def test_seconds_go_on_by_themselves(desk_window: DeskWindow) -> None:
    desk_window.shows(state(visit(186)))
    desk_window.clock.advance(timedelta(seconds=1))
    desk_window.until_said("3:07")


def test_waiting_minutes_go_on_without_asking_the_hub(desk_window: DeskWindow) -> None:
    desk_window.shows(state(visit()))
    desk_window.passes(120)
    desk_window.until_said("5 min")
    assert desk_window.hub.actions == []


def test_a_call_that_the_hall_has_not_shown_is_told_after_three_seconds(desk_window: DeskWindow) -> None:  # D-06
    desk_window.shows(state(visit(0, shown_by=())))
    desk_window.until_said("Sendt til hallen")
    desk_window.passes(2.9)
    assert not desk_window.says("Ikke bekræftet")
    desk_window.passes(0.2)
    desk_window.until_said("Ikke bekræftet i hallen")
    desk_window.shows(state(visit(0)))
    desk_window.until_said("Vist i hallen")


def test_undo_is_offered_only_as_long_as_it_is_possible(desk_window: DeskWindow) -> None:
    desk_window.shows(state(visit(4)))
    desk_window.until_said("F8 · 26 s")
    key(desk_window, Qt.Key.Key_F8)
    asked(desk_window, "undo")
    desk_window.passes(26)
    assert not desk_window.says("Fortryd")
    key(desk_window, Qt.Key.Key_F8)
    desk_window.qtbot.wait(50)
    assert desk_window.hub.actions == ["undo"]


# ---- keys and touches


@pytest.mark.parametrize(("which", "action"), [
    (Qt.Key.Key_Return, "press"), (Qt.Key.Key_Enter, "press"), (Qt.Key.Key_Space, "press"),
    (Qt.Key.Key_F2, "recall"), (Qt.Key.Key_F3, "no-show"), (Qt.Key.Key_F5, "park"), (Qt.Key.Key_F6, "finish"),
    (Qt.Key.Key_F7, "pause"),
])
def test_every_key_does_what_its_button_says(desk_window: DeskWindow, which: Qt.Key, action: str) -> None:
    desk_window.shows(state(visit()))
    key(desk_window, which)
    asked(desk_window, action)
    assert desk_window.hub.asked[0].data.desk == SKRANKE
    assert desk_window.hub.asked[0].source == DEVICE


@pytest.mark.parametrize(("words", "action"), [
    ("Kald næste", "press"), ("Kald igen", "recall"), ("Ikke mødt", "no-show"), ("Parkér", "park"),
    ("Afslut", "finish"), ("Pause", "pause"),
])
def test_every_button_can_be_clicked(desk_window: DeskWindow, words: str, action: str) -> None:
    desk_window.shows(state(visit()))
    click(desk_window, words)
    asked(desk_window, action)


def test_a_button_can_be_touched(desk_window: DeskWindow) -> None:
    desk_window.shows(state(visit()))
    screen = QTest.createTouchDevice()
    spot = middle(desk_window.control("Kald næste"))
    QTest.touchEvent(desk_window.window, screen).press(0, spot, desk_window.window).commit()
    QTest.touchEvent(desk_window.window, screen).release(0, spot, desk_window.window).commit()
    asked(desk_window, "press")


def test_the_press_names_the_desk_and_its_sequence(desk_window: DeskWindow) -> None:
    desk_window.shows(state())
    click(desk_window, "Kald næste")
    asked(desk_window, "press")
    envelope = desk_window.hub.asked[0]
    assert envelope.data == m.Press(desk=SKRANKE, sequence=1)
    assert envelope.id == f"{DEVICE}-test-1"


def test_a_double_click_calls_once_and_says_so_when_it_goes_on(desk_window: DeskWindow) -> None:  # S-06
    desk_window.shows(state(visit()))
    for _ in range(5):
        click(desk_window, "Kald næste")
    asked(desk_window, "press")
    desk_window.clock.advance(timedelta(seconds=1))
    click(desk_window, "Kald næste")
    desk_window.until_said("To tryk lige efter hinanden tæller som ét.")
    assert desk_window.hub.actions == ["press"]


def test_one_in_the_line_can_be_called_by_a_click(desk_window: DeskWindow) -> None:
    desk_window.shows(state(visit()))
    click(desk_window, number("K 014"))
    asked(desk_window, "press")
    assert desk_window.hub.asked[0].data.ticket == "K014"


def test_one_in_the_line_can_be_called_by_arrows_and_enter(desk_window: DeskWindow) -> None:
    desk_window.shows(state(visit()))
    for _ in range(8):
        key(desk_window, Qt.Key.Key_Tab)
        if desk_window.window.activeFocusItem().property("standing") is not None:  # a row of the line
            break
    for _ in range(2):
        key(desk_window, Qt.Key.Key_Down)
    key(desk_window, Qt.Key.Key_Return)
    asked(desk_window, "press")
    assert desk_window.hub.asked[0].data.ticket == "K014"


def test_a_parked_one_is_called_by_its_row_and_put_back_by_its_button(desk_window: DeskWindow) -> None:
    desk_window.shows(state(line=(waits("K009", 12, state="parked"),)))
    click(desk_window, f"Sæt {number('K 009')} tilbage i køen")
    asked(desk_window, "resume-ticket")
    assert desk_window.hub.asked[0].data == m.AboutTicket(ticket="K009")
    click(desk_window, f"{number('K 009')}, 12 min")
    asked(desk_window, "resume-ticket", "press")


def test_enter_on_another_button_is_that_button(desk_window: DeskWindow) -> None:
    desk_window.shows(state(visit()))
    desk_window.control("Afslut").forceActiveFocus()
    key(desk_window, Qt.Key.Key_Return)
    asked(desk_window, "finish")


def test_nothing_can_be_done_with_a_visit_that_is_not_there(desk_window: DeskWindow) -> None:
    desk_window.shows(state())
    for which in (Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F4, Qt.Key.Key_F5, Qt.Key.Key_F6, Qt.Key.Key_F8):
        key(desk_window, which)
    click(desk_window, "Afslut")
    desk_window.qtbot.wait(50)
    assert desk_window.hub.actions == []


def test_the_desks_own_key_recalls_when_it_is_held(desk_window: DeskWindow) -> None:
    desk_window.shows(state(visit()))
    told: list[Stroke | Plug] = []
    driver = KeyButton(desk_window.window, desk_window.clock)
    driver.start(lambda happening: (told.append(happening), desk_window.counter.take(happening)))
    QTest.keyPress(desk_window.window, Qt.Key.Key_F12)
    desk_window.qtbot.waitUntil(lambda: desk_window.counter._client.next_tick() is not None)  # noqa: SLF001
    desk_window.clock.advance(timedelta(seconds=1.6))
    desk_window.counter._decide()  # noqa: SLF001 - its timer follows the real clock
    QTest.keyRelease(desk_window.window, Qt.Key.Key_F12)
    asked(desk_window, "recall")
    driver.stop()
    assert [s.edge for s in told if isinstance(s, Stroke)] == [Edge.DOWN, Edge.UP]


def test_a_button_beside_the_window_asks_the_same(desk_window: DeskWindow) -> None:
    desk_window.shows(state())
    desk_window.counter.take(Stroke("serial:1", Edge.DOWN, desk_window.clock.monotonic(), 42))
    asked(desk_window, "press")
    assert desk_window.hub.asked[0].data == m.Press(desk=SKRANKE, sequence=42)


# ---- pause, opening and closing


def test_a_paused_desk_goes_on_with_its_big_button(desk_window: DeskWindow) -> None:
    desk_window.shows(state(status="paused"))
    desk_window.until_said("Pause · 10.42")
    key(desk_window, Qt.Key.Key_Return)
    asked(desk_window, "open")
    click(desk_window, "Genoptag")
    asked(desk_window, "open", "open")


def test_an_unattended_desk_is_opened_once_by_its_window(desk_window: DeskWindow) -> None:
    desk_window.shows(state(status="unattended"))
    asked(desk_window, "open")
    desk_window.shows(state())
    desk_window.shows(state(status="unattended"))
    desk_window.until_said("Ikke åbnet")
    desk_window.qtbot.wait(50)
    assert desk_window.hub.actions == ["open"]


def test_closing_for_the_day_is_asked_for_twice(desk_window: DeskWindow) -> None:
    desk_window.shows(state())
    key(desk_window, Qt.Key.Key_F10)
    desk_window.until_said("Luk Skranke 3 for i dag?")
    key(desk_window, Qt.Key.Key_Escape)
    assert not desk_window.says("for i dag?")
    key(desk_window, Qt.Key.Key_F10)
    key(desk_window, Qt.Key.Key_Return)
    asked(desk_window, "close")
    desk_window.shows(state(status="closed"))
    desk_window.until_said("Åbn skranken")


# ---- sending on


def test_a_visit_is_sent_on_by_a_digit(desk_window: DeskWindow) -> None:
    desk_window.shows(state(visit()))
    key(desk_window, Qt.Key.Key_F4)
    desk_window.until_said(f"Viderestil {number('K 012')}")
    key(desk_window, Qt.Key.Key_2)
    asked(desk_window, "transfer")
    assert desk_window.hub.asked[0].data == m.Transfer(desk=SKRANKE, to_service="bibliotekar")
    assert not desk_window.says("Viderestil K")


def test_a_visit_is_sent_on_by_arrows_and_enter(desk_window: DeskWindow) -> None:
    desk_window.shows(state(visit()))
    key(desk_window, Qt.Key.Key_F4)
    for _ in range(3):
        key(desk_window, Qt.Key.Key_Down)
    key(desk_window, Qt.Key.Key_Return)
    asked(desk_window, "transfer")
    assert desk_window.hub.asked[0].data == m.Transfer(desk=SKRANKE, to_desk="skranke-1")


def test_sending_on_shows_what_is_open_and_how_many_wait_there(desk_window: DeskWindow) -> None:
    def service(name: str, *, is_open: bool, waiting: int) -> m.ServiceState:
        return m.ServiceState(service=name, open=is_open, takes_tickets=is_open, staff=1, waiting=waiting,
                              ahead=waiting, wait=m.Wait(kind="unknown"))

    desk_window.shows(state(visit()))
    desk_window.hub.tells(SERVICES, m.Services(services=(
        service("borgerservice", is_open=True, waiting=2), service("it-hjaelp", is_open=False, waiting=0),
    )))
    click(desk_window, "Viderestil")
    desk_window.qtbot.waitUntil(lambda: bool(desk_window.control("Borgerservice, 2 venter")))
    assert desk_window.control("IT-hjælp, lukket nu")
    click(desk_window, "Skranke 1")
    asked(desk_window, "transfer")


def test_keys_of_the_desk_rest_while_a_panel_is_open(desk_window: DeskWindow) -> None:
    desk_window.shows(state(visit()))
    key(desk_window, Qt.Key.Key_F4)
    key(desk_window, Qt.Key.Key_F6)
    key(desk_window, Qt.Key.Key_Escape)
    desk_window.qtbot.wait(50)
    assert desk_window.hub.actions == []
    key(desk_window, Qt.Key.Key_Return)
    asked(desk_window, "press")


# ---- when something is wrong


def test_an_alarm_is_told_in_plain_words(desk_window: DeskWindow) -> None:
    desk_window.shows(state(), (alarm("printer", detail="paper_out"),))
    desk_window.until_said("Printeren ved kiosk 1 mangler papir.")


@pytest.mark.parametrize(("raised", "words"), [
    (alarm("printer", detail="near_end"), "mangler snart papir"),
    (alarm("printer", detail="cover_open"), "er åbent"),
    (alarm("printer", detail="error"), "sidder fast"),
    (alarm("printer", detail="silent"), "svarer ikke"),
    (alarm("calendar", "it-borger", "unread"), "Kalenderen it-borger kan ikke læses"),
    (alarm("calendar", "it-borger", "refused"), "tider i kalenderen it-borger kunne ikke hentes"),
    (alarm("offline"), "Kiosk 1 er slukket"),
    (alarm("offline", "hall-1"), "Skærm 1 i hallen er slukket"),
    (alarm("offline", f"button-{SKRANKE}"), "Knappen ved Skranke 3"),
])
def test_every_kind_of_alarm_has_its_words(desk_window: DeskWindow, raised: m.Alarm, words: str) -> None:
    desk_window.shows(state(), (raised,))
    desk_window.until_said(words)


def test_colleagues_who_went_home_are_no_alarm(desk_window: DeskWindow) -> None:
    from desk.lists import alarm_rows  # noqa: PLC0415 - beside the window's tests of the same

    gone = (alarm("offline", "desk-skranke-2"), alarm("offline", "button-skranke-2"), alarm("offline", "kiosk-1"))
    rows = alarm_rows(gone, desk_window.counter._site, SKRANKE)  # noqa: SLF001
    assert [row.device for row in rows] == ["kiosk-1"]


def test_a_citizen_who_asks_for_help_is_answered(desk_window: DeskWindow) -> None:
    desk_window.shows(state(), (alarm("printer", detail="paper_out"), alarm("help"), alarm("offline", "hall-1")))
    desk_window.until_said("En borger ved kiosk 1 beder om hjælp. Og 1 til.")
    key(desk_window, Qt.Key.Key_F11)
    asked(desk_window, "help-done")
    assert desk_window.hub.asked[0].data == m.HelpDone(device="kiosk-1")
    click(desk_window, "Jeg går derhen")
    asked(desk_window, "help-done", "help-done")


def test_nobody_is_sent_on_foot_to_a_branch(desk_window: DeskWindow) -> None:
    desk_window.shows(state(), (alarm("help", "station-glumsoe"),))
    desk_window.until_said("Glumsø")
    assert not desk_window.says("Jeg går derhen")
    click(desk_window, "Jeg tager den")
    asked(desk_window, "help-done")
    desk_window.until_said("Alle kan se, at du tager dig af det.")


def test_without_a_connection_presses_are_refused_in_sight_and_never_sent(desk_window: DeskWindow) -> None:
    desk_window.shows(state(visit()))
    desk_window.broker.kill()
    desk_window.until_said("Ingen forbindelse til huset.")
    desk_window.until_said("Ingen forbindelse · 10.42")
    for which in (Qt.Key.Key_Return, Qt.Key.Key_F2):
        key(desk_window, which)
    desk_window.until_said("Ingen forbindelse. Tryk igen om lidt.")
    desk_window.broker.server.start()
    desk_window.qtbot.waitUntil(lambda: desk_window.counter.reachable)
    desk_window.qtbot.waitUntil(lambda: desk_window.hub_link.connected)
    desk_window.qtbot.wait(100)
    assert desk_window.hub.actions == []
    assert not desk_window.says("Ingen forbindelse til huset.")


def test_a_hub_that_is_silent_is_no_connection(desk_window: DeskWindow) -> None:
    desk_window.shows(state(visit()))
    desk_window.house._fall_silent()  # noqa: SLF001 - what 10 s of silence do
    desk_window.until_said("Ingen forbindelse til huset.")
    key(desk_window, Qt.Key.Key_Return)
    desk_window.until_said("Ingen forbindelse. Tryk igen om lidt.")
    assert desk_window.hub.actions == []


def test_a_hub_that_does_not_answer_is_told_and_asked_again_as_the_same_wish(
    desk_window: DeskWindow, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("desk.counter.ANSWER_SECONDS", 0.2)
    monkeypatch.setattr(desk_window.link._asking, "_clock", SystemClock())  # noqa: SLF001
    desk_window.hub.reply = None
    desk_window.shows(state())
    key(desk_window, Qt.Key.Key_Return)
    desk_window.until_said("Huset svarer ikke. Tryk igen om lidt.")
    desk_window.passes(3)
    desk_window.hub.reply = DONE
    key(desk_window, Qt.Key.Key_Return)
    desk_window.until_said("Ingen venter lige nu.")
    assert len({e.id for e in desk_window.hub.asked}) == 1


# ---- refusals

MET = {
    Reason.NOBODY_WAITS: ({}, "Ingen venter lige nu."),
    Reason.NOBODY_AT_DESK: ({}, "Der er ingen ved skranken."),
    Reason.DESK_PAUSED: ({}, "Tryk Genoptag først."),
    Reason.DESK_CLOSED: ({}, "Tryk Åbn først."),
    Reason.DESK_BUSY: ({"number": "K012"}, "K 012 er stadig ved skranken."),
    Reason.TOO_SOON: ({"number": "K012", "seconds": 41}, "Kald igen om 41 sekunder."),
    Reason.TOO_MANY_CALLS: ({"number": "K012", "calls": 3}, "K 012 er kaldt 3 gange."),
    Reason.TOO_LATE: ({"number": "K012"}, "Det er for sent at fortryde."),
    Reason.TOO_MANY_RETURNS: ({"number": "K012"}, "K 012 er kommet tilbage for mange gange."),
    Reason.WRONG_STATE: ({"number": "K012", "state": "called"}, "K 012 er allerede kaldt."),
    Reason.NOT_COMPETENT: ({"desk": "skranke-1", "service": "bibliotekar"}, "Skranke 1 har ikke Bibliotekar."),
    Reason.UNKNOWN_TICKET: ({"number": "K012"}, "Nummeret findes ikke i dag."),
    Reason.UNKNOWN_SERVICE: ({}, "Stedet findes ikke mere."),
    Reason.UNKNOWN_DESK: ({}, "Stedet findes ikke mere."),
    Reason.UNKNOWN_DEVICE: ({}, "Huset kender ikke denne skranke."),
    Reason.NOT_ALLOWED: ({}, "Huset kender ikke denne skranke."),
    Reason.EXPIRED: ({}, "Computerens ur går forkert."),
    Reason.UNAVAILABLE: ({}, "Huset kan ikke gemme lige nu."),
    Reason.MALFORMED: ({}, "Oplysningerne kan ikke bruges."),
    Reason.JUST_TAKEN: ({}, "Tiden er lige taget."),
    Reason.NOT_BOOKABLE: ({}, "Tiden kan ikke bestilles."),
    Reason.TOO_MANY_BOOKINGS: ({}, "Der er allerede bestilt for mange tider til samme person."),
    Reason.HOLD_LAPSED: ({}, "Tiden blev holdt for længe."),
    Reason.UNKNOWN_BOOKING: ({}, "Der er ingen tid med den kode."),
    Reason.UNKNOWN_TASK: ({}, "Opgaven findes ikke mere."),
    Reason.CANCELLED: ({}, "Tiden er allerede aflyst."),
    Reason.RELEASED: ({}, "Tiden er givet videre."),
    Reason.ALREADY_IN: ({}, "Borgeren er allerede mødt op til tiden."),
    Reason.TOO_LARGE: ({}, "Det gik ikke. Tryk igen."),
    Reason.REUSED_ID: ({}, "Det gik ikke. Tryk igen."),
}


def test_every_refusal_that_staff_can_meet_is_one_plain_line(desk_window: DeskWindow) -> None:
    desk_window.shows(state(visit()))
    for reason, (facts, words) in MET.items():
        desk_window.hub.refuses(reason.value, **facts)
        desk_window.counter.order("finish")
        desk_window.until_said(words.replace("K 012", number("K 012")))
        desk_window.qtbot.waitUntil(lambda: desk_window.counter.property("busy") == "")


@pytest.mark.parametrize(("called", "words"), [
    ("finished", "er afsluttet"), ("closed", "er afsluttet"), ("waiting", "venter i køen"),
    ("parked", "er parkeret"), ("missed", "er sat som ikke mødt"),
])
def test_a_ticket_that_moved_on_is_told_where_it_is(desk_window: DeskWindow, called: str, words: str) -> None:
    desk_window.shows(state())
    desk_window.hub.refuses("wrong_state", number="K013", state=called)
    click(desk_window, number("K 013"))
    desk_window.until_said(f"{number('K 013')} {words}")


def test_a_refusal_leaves_with_the_citizen_it_was_about(desk_window: DeskWindow) -> None:
    desk_window.shows(state(visit()))
    desk_window.hub.refuses("too_soon", number="K012", seconds=41)
    key(desk_window, Qt.Key.Key_F2)
    desk_window.until_said("Kald igen om 41 sekunder.")
    desk_window.shows(state(visit(10, "K013")))
    assert not desk_window.says("Kald igen om")


# ---- sizes


@pytest.mark.parametrize("size", [(640, 456), (900, 640), (1280, 720), (1920, 1080), (700, 900)])
def test_nothing_is_cut_at_any_size(desk_window: DeskWindow, size: tuple[int, int]) -> None:
    desk_window.window.resize(*size)
    alarms = (alarm("printer", detail="paper_out"), alarm("help"))
    desk_window.shows(state(visit(4, shown_by=())), alarms)
    desk_window.picture()
    for item in desk_window.items():
        text = item.property("text")
        if not text or not item.isVisible() or item.property("truncated") is None:
            continue
        corner = item.mapToScene(QPointF(item.width(), item.height()))
        start = item.mapToScene(QPointF(0, 0))
        assert item.property("truncated") is False, text
        assert item.property("contentWidth") <= item.width() + 1, text
        assert start.x() >= 0, text
        assert corner.x() <= size[0] + 1, text
        assert corner.y() <= size[1] + 1, text


def test_every_control_has_a_name_and_a_place_in_the_tab_order(desk_window: DeskWindow) -> None:
    desk_window.shows(state(visit(4)), (alarm("help"),))
    controls = [i for i in desk_window.items() if i.isVisible() and i.property("spoken") is not None]
    assert all(c.property("spoken") for c in controls)
    stops = set()
    for _ in range(20):
        key(desk_window, Qt.Key.Key_Tab)
        focus = desk_window.window.activeFocusItem()
        stops.add(str(focus.property("spoken") or focus.metaObject().className()))
    reached = {stop.split(",")[0] for stop in stops}
    assert {"Kald igen", "Ikke mødt", "Viderestil", "Parkér", "Afslut", "Pause"} <= reached


def test_pictures_are_the_same_from_run_to_run(desk_window: DeskWindow, tmp_path: Path) -> None:
    desk_window.shows(state(visit()))
    first = desk_window.picture()
    desk_window.shows(state())
    desk_window.shows(state(visit()))
    assert desk_window.picture() == first


def test_a_ticket_of_the_line_is_printed_again(desk_window: DeskWindow) -> None:
    # P-02
    desk_window.shows(state(visit()))
    click(desk_window, "Udskriv " + number("B 105") + " igen")
    asked(desk_window, "reprint")
    desk_window.until_said("Billetten udskrives igen, mærket som kopi.")

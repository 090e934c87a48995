from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest

from broker import messages as m
from broker.alarms import AlarmBook
from broker.codec import Stamp, encode
from broker.link import Link
from broker.shop_window import ShopWindow
from broker.topics import ALARMS, BOARD, CALL, COMMAND, DESK, HAPPENING, HEALTH, LARGEST, PRINT, SERVICES, SHOWN
from tests.broker.conftest import House, result
from tests.patience import PATIENCE

TAKE = m.Take(service="kvik")
PRESS = m.Press(desk="skranke-1")


def taken(link: Link) -> m.Slip:
    return result(link.call("take", TAKE), m.Taken).slip


def test_tap_press_call_board(house: House) -> None:
    kiosk, desk = house.link("kiosk-1"), house.link("desk-skranke-1")
    calls, board = house.watch("hall-1", CALL), house.watch("console", BOARD)
    slip = taken(kiosk)
    assert (slip.number, slip.ahead, slip.code[:4]) == ("K001", 0, "K001")
    called = result(desk.call("press", PRESS), m.Called)
    assert called.call is not None
    assert (called.call.number, called.call.place, called.rule) == ("K001", "Skranke 1", "turn")
    assert calls.until(len) == [called.call]
    assert board.until(lambda seen: seen and seen[-1].calls)[-1].calls == (called.call,)


def test_the_state_is_there_for_who_comes_late(house: House) -> None:
    taken(house.link("kiosk-1"))
    house.link("desk-skranke-1").call("press", PRESS)
    board = house.watch("hall-1", BOARD).until(lambda seen: seen and seen[-1].calls)
    assert [c.number for c in board[-1].calls] == ["K001"]
    services = house.watch("kiosk-1", SERVICES).until(len)[-1].services
    assert {s.service for s in services} == set(house.site.services)
    state = house.watch("desk-skranke-1", DESK, desk="skranke-1").until(lambda seen: seen and seen[-1].visit)[-1]
    assert state.visit.number == "K001"
    assert state.visit.limit_seconds == 300


def test_the_same_request_gets_the_same_ticket(house: House) -> None:
    kiosk = house.link("kiosk-1")
    replies = [kiosk.call("take", TAKE, request_id="one-tap") for _ in range(20)]
    assert len({r.model_dump_json() for r in replies}) == 1
    assert taken(kiosk).number == "K002"


@pytest.mark.expects_log("was used for another request")
def test_an_id_used_for_another_request_is_refused(house: House) -> None:  # S-05
    kiosk = house.link("kiosk-1")
    kiosk.call("take", TAKE, request_id="one-tap")
    reply = kiosk.call("take", m.Take(service="it-hjaelp"), request_id="one-tap")
    assert reply.refusal is not None
    assert reply.refusal.reason == "reused_id"


def test_many_desks_press_at_once_and_get_different_tickets(house: House) -> None:
    kiosk = house.link("kiosk-1")
    numbers = [taken(kiosk).number for _ in range(4)]
    desks = [house.link(f"desk-skranke-{n}") for n in range(1, 7)]
    with ThreadPoolExecutor(6) as pool:
        replies = list(pool.map(
            lambda pair: pair[1].call("press", m.Press(desk=f"skranke-{pair[0]}")), enumerate(desks, start=1),
        ))
    called = [r.result["call"]["number"] for r in replies if r.outcome == "done"]
    assert sorted(called) == numbers
    assert [r.refusal.reason for r in replies if r.refusal] == ["nobody_waits"] * 2


def test_a_display_that_has_painted_is_shown_at_the_desk(house: House) -> None:  # D-06
    taken(house.link("kiosk-1"))
    desk = house.watch("desk-skranke-2", DESK, desk="skranke-2")
    call = result(house.link("button-skranke-2").call("press", m.Press(desk="skranke-2")), m.Called).call
    assert call is not None
    house.link("hall-1").publish(SHOWN, m.Shown(device="hall-1", calls=(call.id,)), device="hall-1")
    seen = desk.until(lambda states: states and states[-1].visit and states[-1].visit.shown_by)
    assert seen[-1].visit.shown_by == ("hall-1",)


def test_a_call_that_is_undone_leaves_the_board(house: House) -> None:
    kiosk, desk = house.link("kiosk-1"), house.link("desk-skranke-1")
    taken(kiosk)
    taken(kiosk)
    board = house.watch("hall-1", BOARD)
    desk.call("press", PRESS)
    desk.call("press", PRESS)
    board.until(lambda seen: seen and len(seen[-1].calls) == 2)
    desk.call("undo", m.AtDesk(desk="skranke-1"))
    left = board.until(lambda seen: seen and len(seen[-1].calls) == 1)
    assert left[-1].calls[0].number == "K001"


def test_paper_by_order_of_the_hub(house: House) -> None:
    orders = house.watch("kiosk-1", PRINT, device="kiosk-1")
    slip = result(house.link("console").call("take", m.Take(service="kvik", paper_at="kiosk-1")), m.Taken).slip
    assert orders.until(len)[-1].slip == slip
    house.link("console").call("reprint", m.Reprint(ticket=slip.number, paper_at="kiosk-1"))
    again = orders.until(lambda seen: len(seen) == 2)[-1].slip
    assert (again.number, again.copy_of_first) == (slip.number, True)


def test_alarms_stand_until_they_are_mended(house: House) -> None:
    kiosk = house.link("kiosk-1")
    alarms = house.watch("desk-skranke-1", ALARMS)

    def kinds() -> set[str]:
        return {a.kind for a in alarms.payloads[-1].alarms} if alarms.payloads else set()

    since = house.clock.now()
    out = m.Health(device="kiosk-1", printer="paper_out", scanner="missing", since=since)
    kiosk.publish(HEALTH, out, device="kiosk-1")
    kiosk.call("help", m.AskForHelp(page="home"))
    alarms.until(lambda _seen: kinds() == {"printer", "scanner", "help"})
    kiosk.publish(HEALTH, m.Health(device="kiosk-1", printer="ready", since=since), device="kiosk-1")
    house.link("desk-skranke-2").call("help-done", m.HelpDone(device="kiosk-1"))
    alarms.until(lambda _seen: kinds() == set())
    kiosk.stop()
    alarms.until(lambda _seen: kinds() == {"offline"})


def test_those_who_watch_see_every_event(house: House) -> None:
    happenings = house.watch("console", HAPPENING)
    taken(house.link("kiosk-1"))
    house.link("desk-skranke-1").call("press", PRESS)
    seen = happenings.until(lambda found: len(found) == 2)
    assert [(h.kind, h.number, h.actor) for h in seen] == [
        ("issued", "K001", "kiosk-1"), ("called", "K001", "desk-skranke-1"),
    ]


def test_why(house: House) -> None:
    kiosk, console = house.link("kiosk-1"), house.link("console")
    taken(kiosk)
    taken(kiosk)
    console.call("press", PRESS)
    called = result(console.call("why", m.AboutTicket(ticket="K001")), m.Explained)
    assert called.sentences["da"] == "K001 havde ventet længst af dem, som Skranke 1 kan betjene."
    waiting = result(console.call("why", m.AboutTicket(ticket="K002")), m.Explained)
    assert waiting.rule == "next"


# ---- the hub and the broker go away


def test_a_new_hub_goes_on_where_the_old_one_stopped(house: House) -> None:
    kiosk = house.link("kiosk-1")
    taken(kiosk)
    house.link("desk-skranke-1").call("press", PRESS)
    house.stop_hub()
    house.start_hub()
    assert taken(kiosk).number == "K002"
    board = house.watch("hall-1", BOARD).until(lambda seen: seen and seen[-1].calls)
    assert board[-1].calls[0].number == "K001"
    repeated = kiosk.call("take", TAKE, request_id="over-the-restart")
    house.stop_hub()
    house.start_hub()
    assert kiosk.call("take", TAKE, request_id="over-the-restart") == repeated


def test_after_the_broker_died_everything_is_there_again(house: House) -> None:
    kiosk = house.link("kiosk-1")
    taken(kiosk)
    back = Event()
    kiosk.on_connection(lambda up: back.set() if up else None)
    house.broker.kill()
    house.broker.server.start()
    assert back.wait(PATIENCE)
    assert kiosk.call("take", TAKE, timeout=PATIENCE).result["slip"]["number"] == "K002"
    services = house.watch("hall-1", SERVICES)
    services.until(lambda seen: seen and {s.service: s.waiting for s in seen[-1].services}["kvik"] == 2)


# ---- bad input: a clear refusal, logged once, nothing changed


def answered(house: House, raw: bytes, *, id_: str = "bad-1") -> m.Reply:
    """Send bytes as a command and return the reply to the id in them."""
    link = house.link("kiosk-1")
    found: list[m.Reply] = []
    came = Event()

    def take(reply: m.Reply | None) -> None:
        if reply is not None:
            found.append(reply)
        came.set()

    link._asking.ask(id_, COMMAND.at("naestved", device="kiosk-1", action="take"), raw, take, PATIENCE)  # noqa: SLF001
    assert came.wait(PATIENCE)
    return found[0]


def stamp(house: House, **changes: object) -> Stamp:
    fields = {"id": "bad-1", "source": "kiosk-1", "type": "command.take", "time": house.clock.now(), **changes}
    return Stamp(**fields)  # type: ignore[arg-type]


def check_nothing_happened(house: House) -> None:
    assert taken(house.link("console")).number == "K001"


@pytest.mark.expects_log("refused take of kiosk-1: The message is not what its topic promises")
@pytest.mark.parametrize(("data", "named"), [
    ({}, "data.service"), ({"service": "KVIK!"}, "data.service"), ({"service": "kvik", "cpr": "x"}, "data.cpr"),
])
def test_a_malformed_command_is_refused_with_the_field_named(
    house: House, data: dict[str, str], named: str,
) -> None:
    good = json.loads(encode(stamp(house), TAKE))
    reply = answered(house, json.dumps({**good, "data": data}).encode())
    assert reply.refusal is not None
    assert (reply.refusal.reason, named in reply.refusal.message) == ("malformed", True)
    check_nothing_happened(house)


@pytest.mark.expects_log("more than the 65536 allowed")
def test_an_oversized_command_is_refused(house: House) -> None:
    reply = answered(house, b"{" + b" " * LARGEST + b"}", id_="unreadable")
    assert reply.refusal is not None
    assert reply.refusal.reason == "too_large"
    check_nothing_happened(house)


@pytest.mark.expects_log("not what its topic promises")
def test_garbage_is_refused(house: House) -> None:
    reply = answered(house, b"\x00\xff garbage", id_="unreadable")
    assert reply.refusal is not None
    assert reply.refusal.reason == "malformed"
    check_nothing_happened(house)


@pytest.mark.expects_log("s old")
@pytest.mark.parametrize("age", [31, -60])
def test_a_command_from_another_time_is_refused(house: House, age: int) -> None:  # S-05
    old = house.clock.now() - timedelta(seconds=age)
    reply = answered(house, encode(stamp(house, time=old), TAKE))
    assert reply.refusal is not None
    assert reply.refusal.reason == "expired"
    check_nothing_happened(house)


@pytest.mark.expects_log("sent as kiosk-7")
def test_a_device_cannot_speak_as_another(house: House) -> None:  # S-04
    reply = answered(house, encode(stamp(house, source="kiosk-7"), TAKE))
    assert reply.refusal is not None
    assert reply.refusal.reason == "not_allowed"
    check_nothing_happened(house)


def test_a_desk_cannot_press_for_another(house: House) -> None:  # S-04
    taken(house.link("kiosk-1"))
    reply = house.link("desk-skranke-1").call("press", m.Press(desk="skranke-2"))
    assert reply.refusal is not None
    assert reply.refusal.reason == "not_allowed"


@pytest.mark.parametrize(("action", "data", "reason", "named"), [
    ("take", m.Take(service="pas"), "unknown_service", "pas"),
    ("take", m.Take(service="borgerservice"), "needs_booking", "borgerservice"),
    ("take", m.Take(service="kvik", paper_at="kiosk-9"), "unknown_device", "kiosk-9"),
    ("press", m.Press(desk="skranke-99"), "unknown_desk", "skranke-99"),
    ("press", m.Press(desk="skranke-1", ticket="K777"), "unknown_ticket", "K777"),
    ("why", m.AboutTicket(ticket="K777"), "unknown_ticket", "K777"),
    ("finish", m.AtDesk(desk="skranke-1"), "nobody_at_desk", "Skranke 1"),
    ("come-back", m.ComeBack(code="K001AAAAAA"), "wrong_code", "code"),
])
def test_unknown_things_are_named(house: House, action: str, data: m.Payload, reason: str, named: str) -> None:
    console = house.link("console")
    reply = console.call(action, data)
    assert reply.refusal is not None
    assert reply.refusal.reason == reason
    assert named in reply.refusal.message
    assert reply.refusal.fix
    check_nothing_happened(house)


@pytest.mark.expects_log("a command met a bug")
def test_a_bug_refuses_one_command_and_the_hub_goes_on(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object, **_named: object) -> None:
        raise ZeroDivisionError

    kiosk = house.link("kiosk-1")
    with monkeypatch.context() as patch:
        patch.setattr(AlarmBook, "help_wanted", broken)
        reply = kiosk.call("help", m.AskForHelp(page="home"))
        assert reply.refusal is not None
        assert reply.refusal.reason == "unavailable"
    assert taken(kiosk).number == "K001"
    assert kiosk.call("help", m.AskForHelp(page="home")).outcome == "done"


@pytest.mark.expects_log("the hub's own work failed")
def test_a_bug_in_a_picture_does_not_end_the_queue(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object, **_named: object) -> None:
        raise ZeroDivisionError

    kiosk = house.link("kiosk-1")
    with monkeypatch.context() as patch:
        patch.setattr(ShopWindow, "draw", broken)
        assert taken(kiosk).number == "K001"
        assert not Event().wait(0.3)
    assert taken(kiosk).number == "K002"
    services = house.watch("hall-1", SERVICES)
    services.until(lambda seen: seen and {s.service: s.waiting for s in seen[-1].services}["kvik"] == 2)


def test_a_device_that_leaves_with_the_broker_is_missed(
    house: House, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A broker that is killed tells no last will."""
    monkeypatch.setattr("broker.roll_call.ANSWER_SECONDS", 4.0)
    alarms = house.watch("desk-skranke-1", ALARMS)
    kiosk, hall = house.link("kiosk-1"), house.link("hall-1")
    taken(kiosk)  # the hub has heard of it
    house.broker.kill()
    kiosk.stop()
    house.broker.server.start()
    gone = [("kiosk-1", "offline")]
    alarms.until(lambda seen: seen and [(a.device, a.kind) for a in seen[-1].alarms] == gone)
    assert hall.connected

"""Stations over the wire: each sees and does its own, and its retained state heals what a lost line has cost."""

from __future__ import annotations

import pytest

from broker.link import Link
from broker.messages import (
    AboutBooking,
    Alarms,
    AtDesk,
    AtStation,
    Book,
    Booked,
    Called,
    CheckedIn,
    CheckIn,
    Press,
    Shown,
    StartVisit,
    StationState,
    StationVisit,
    Take,
    Taken,
    VideoReport,
)
from broker.topics import ALARMS, BOARD, CALL, DESK, SHOWN, STATION, Topic
from tests.broker.conftest import House, Seen, result

NEAR, FAR = "station-fuglebjerg", "station-glumsoe"
DESK_ONE = AtDesk(desk="skranke-1")


def watch(link: Link, topic: Topic, **where: str) -> Seen:
    """Return what a link sees of a topic from now on, retained state first."""
    seen = Seen()
    link.listen(topic, seen.take, **where)
    return seen


def states(link: Link) -> Seen:
    return watch(link, STATION, device=link.identity.device)


def desk_states(link: Link) -> Seen:
    return watch(link, DESK, desk=link.identity.desk or "")


def visit(seen: Seen, wanted) -> StationVisit:  # type: ignore[no-untyped-def]
    """Return the station's visit once it is as wanted."""
    found: StationState = seen.until(lambda all_: all_ and all_[-1].visit and wanted(all_[-1].visit))[-1]
    assert found.visit is not None
    return found.visit


def start(link: Link, station: str = NEAR) -> str:
    return result(link.call("start-visit", StartVisit(station=station)), Taken).slip.number


def refused(reply) -> str:  # type: ignore[no-untyped-def]
    assert reply.refusal is not None, reply
    reason: str = reply.refusal.reason
    return reason


def has_alarm(told: list[Alarms], kind: str, device: str) -> bool:
    return any(a.kind == kind and a.device == device for each in told[-1:] for a in each.alarms)


def test_a_visit_from_the_tap_to_the_thanks(house: House) -> None:
    station, desk = house.link(NEAR), house.link("desk-skranke-1")
    here, there, board = states(station), desk_states(desk), house.watch("hall-1", BOARD)
    assert start(station) == "S001"
    waiting = visit(here, lambda v: v.state == "waiting")
    assert (waiting.number, waiting.ahead, waiting.wait.kind, waiting.conversation) == ("S001", 0, "now", None)
    there.until(lambda all_: all_ and all_[-1].next and all_[-1].next.station == NEAR)

    assert station.call("ready-visit", AtStation(station=NEAR)).outcome == "done"
    called = result(desk.call("press", Press(desk="skranke-1")), Called)
    assert called.call is not None
    assert called.call.station == NEAR
    talking = visit(here, lambda v: v.state == "called")
    assert (talking.place, talking.times, talking.ready) == ("Skranke 1", 1, True)
    assert talking.conversation is not None
    officer = there.until(lambda all_: all_ and all_[-1].visit and all_[-1].visit.remote)[-1].visit.remote
    assert (officer.conversation.room, officer.video) == (talking.conversation.room, "opening")

    station.call("report-video", VideoReport(call=talking.conversation.call, state="open"))
    station.publish(SHOWN, Shown(device=NEAR, calls=(talking.conversation.call,)), device=NEAR)
    there.until(lambda all_: all_[-1].visit and all_[-1].visit.remote.video == "open" and all_[-1].visit.shown_by)
    station.call("end-visit", AtStation(station=NEAR))
    here.until(lambda all_: all_ and all_[-1].visit is None)
    there.until(lambda all_: all_ and all_[-1].visit is None)
    assert board.payloads[-1].calls[0].station == NEAR


def test_a_press_is_told_to_the_station(house: House) -> None:
    station, desk = house.link(NEAR), house.link("desk-skranke-1")
    here = states(station)
    start(station)
    visit(here, lambda v: v.state == "waiting")
    desk.call("press", Press(desk="skranke-1"))
    visit(here, lambda v: v.state == "called")


def test_a_lost_line_is_seen_by_the_desk_and_nobody_calls_into_it(house: House) -> None:
    station, desk = house.link(NEAR), house.link("desk-skranke-1")
    there, alarms = desk_states(desk), watch(desk, ALARMS)
    start(station)
    there.until(lambda all_: all_ and all_[-1].next)
    station.stop()
    lost = there.until(lambda all_: all_ and all_[-1].next is None and all_[-1].waiting)[-1]
    assert lost.waiting[0].lost_since is not None
    alarms.until(lambda all_: has_alarm(all_, "offline", NEAR))
    assert refused(desk.call("press", Press(desk="skranke-1"))) == "nobody_waits"

    back = house.link(NEAR)
    there.until(lambda all_: all_ and all_[-1].next is not None)
    assert visit(states(back), lambda v: v.state == "waiting").number == "S001"


def test_a_conversation_survives_the_station_the_hub_and_the_broker(house: House) -> None:
    station, desk = house.link(NEAR), house.link("desk-skranke-1")
    here = states(station)
    there = desk_states(desk)
    start(station)
    desk.call("press", Press(desk="skranke-1"))
    before = visit(here, lambda v: v.state == "called")
    station.stop()
    there.until(lambda all_: all_ and all_[-1].visit and all_[-1].visit.remote.lost_since)
    assert refused(desk.call("no-show", DESK_ONE)) == "line_lost"
    house.stop_hub()
    house.broker.kill()
    house.broker.server.start()
    house.start_hub()
    after = visit(states(house.link(NEAR)), lambda v: v.state == "called")
    assert (after.number, after.conversation) == (before.number, before.conversation)
    there.until(lambda all_: all_ and all_[-1].visit and all_[-1].visit.remote.lost_since is None)


def test_a_call_to_a_station_is_an_event_and_the_state_heals_who_missed_it(house: House) -> None:
    station, desk = house.link(NEAR), house.link("desk-skranke-1")
    calls = house.watch("console", CALL)
    start(station)
    desk.call("press", Press(desk="skranke-1"))
    calls.until(lambda all_: [c.station for c in all_] == [NEAR])
    assert visit(states(station), lambda v: v.state == "called").number == "S001"


def test_a_station_speaks_for_itself_alone(house: House) -> None:  # S-04
    station, other = house.link(NEAR), house.link(FAR)
    start(other, FAR)
    for action in ("ready-visit", "end-visit"):
        assert refused(station.call(action, AtStation(station=FAR))) == "not_allowed"
    assert refused(station.call("start-visit", StartVisit(station=FAR))) == "not_allowed"
    assert refused(station.call("check-in", CheckIn(code="H4K7PX"))) == "not_allowed"
    assert visit(states(other), lambda v: v.state == "waiting").number == "S001"


def test_a_station_sees_no_other_stations_conversation(house: House) -> None:  # S-04
    station, desk = house.link(NEAR), house.link("desk-skranke-1")
    here, stranger = states(station), watch(house.link(FAR), STATION, device=NEAR)
    halls = [watch(station, topic, **where) for topic, where in (
        (BOARD, {}), (ALARMS, {}), (CALL, {}), (DESK, {"desk": "skranke-1"}))]
    start(station)
    desk.call("press", Press(desk="skranke-1"))
    visit(here, lambda v: v.state == "called")
    assert stranger.payloads == []
    assert [seen.payloads for seen in halls] == [[], [], [], []]


def test_a_picture_that_fails_is_told_to_staff(house: House) -> None:
    station, desk = house.link(NEAR), house.link("desk-skranke-1")
    here = states(station)
    there, alarms = desk_states(desk), watch(desk, ALARMS)
    start(station)
    desk.call("press", Press(desk="skranke-1"))
    call = visit(here, lambda v: v.state == "called").conversation.call  # type: ignore[union-attr]
    station.call("report-video", VideoReport(call=call, state="failed"))
    there.until(lambda all_: all_ and all_[-1].visit and all_[-1].visit.remote.video == "failed")
    alarms.until(lambda all_: has_alarm(all_, "video", NEAR))
    station.call("report-video", VideoReport(call=call, state="open"))
    alarms.until(lambda all_: all_ and not has_alarm(all_, "video", NEAR))
    strange = VideoReport(call="2026-11-23-S099.1", state="open")
    assert refused(station.call("report-video", strange)) == "wrong_state"
    desk.call("report-video", VideoReport(call=call, state="failed"))
    alarms.until(lambda all_: has_alarm(all_, "video", "desk-skranke-1"))


def test_a_time_booked_at_a_branch(house: House) -> None:  # B-02, B-03
    console, station = house.link("console"), house.link(NEAR)
    booking = Book(task="skat", start=house.clock.now().replace(minute=30, second=0, microsecond=0),
                   branch="fuglebjerg")
    made = result(console.call("book", booking), Booked).booking
    assert made.branch == "fuglebjerg"
    assert refused(console.call("book", booking)) == "just_taken"  # one chair
    assert refused(console.call("book", booking.model_copy(update={"task": "pas"}))) == "needs_presence"
    assert refused(house.link("kiosk-1").call("check-in", CheckIn(code=made.code))) == "wrong_place"
    arrived = result(station.call("check-in", CheckIn(code=made.code, station=NEAR)), CheckedIn)
    assert arrived.slip.number == "S001"
    assert visit(states(station), lambda v: v.state == "waiting").booked_for == made.start
    assert refused(house.link(FAR).call("undo-check-in", AboutBooking(code=made.code))) == "not_allowed"
    result(station.call("undo-check-in", AboutBooking(code=made.code)), Booked)


@pytest.mark.expects_log("another machine uses the same identity")
def test_two_machines_with_one_identity_are_told_to_staff(house: House) -> None:
    alarms = house.watch("desk-skranke-1", ALARMS)
    house.link(NEAR)
    house.another(NEAR)  # throws the first off, which sees it and stands aside
    alarms.until(lambda all_: has_alarm(all_, "duplicate", NEAR))


def test_a_kiosk_gives_tickets_for_its_own_place(house: House) -> None:
    taken = house.link("kiosk-1").call("take", Take(service="skaerm"))
    assert refused(taken) == "only_at_branch"

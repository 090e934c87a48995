"""Houses on a broker cluster and a PostgreSQL that they share, by configuration alone; nodes are killed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from broker import messages as m
from broker.topics import BOARD, CALL, DESK, SERVICES
from tests.cluster import Cluster
from tests.patience import PATIENCE, wait_for
from tests.probe import Probe, RefusedError
from tests.stories.citizen import at_kiosk
from tests.stories.conftest import Seen, StoryHouse, Town

DESKS = ("skranke-1", "skranke-2", "skranke-3")
BURST = 9
STATION_1 = "station-fuglebjerg"


def announced(house: StoryHouse) -> list[str]:
    """Return the calls that the hall display has announced, in their order."""
    file = house.folder.screens / "hall-1.announced"
    return file.read_text(encoding="ascii").split() if file.exists() else []


def shown(desk: Seen) -> Any:
    visit = desk.last.visit if desk.last is not None else None
    return visit is not None and "hall-1" in visit.shown_by


@pytest.mark.may_log("is down")
def test_a_node_dies_between_tap_and_press(town: Town, cluster_house: StoryHouse, qtbot: Any) -> None:
    house, cluster = cluster_house, town.cluster
    house.start("hall-1", "display", "--device", "hall-1", "--headless")
    desk, victim = house.desk("skranke-1"), cluster.node_of("hub")
    cluster.lead_from(next(node for node in cluster.nodes if node is not victim))
    with at_kiosk(house, qtbot) as citizen:
        citizen.sees_ready("kvik")
        citizen.tap(citizen.card("kvik"))
        citizen.wait_for(lambda: citizen.session.page == "ticket")
        assert citizen.session.ticket.number == "K001"
        everyone = set(cluster.clients())
        cluster.kill(victim)
        called = house.done("desk-skranke-1", "press", m.Press(desk="skranke-1"))
        wait_for(lambda: shown(desk), "the desk reads: shown in the hall")
        wait_for(lambda: everyone <= set(cluster.clients()), "everyone is back")
    assert called["call"]["number"] == "K001"
    assert announced(house) == [called["call"]["id"]]


@pytest.mark.may_log("is down")
def test_the_node_that_leads_everything_dies_in_a_burst_of_calls(town: Town, cluster_house: StoryHouse) -> None:
    house, cluster, victim = cluster_house, town.cluster, town.cluster.node_of("hub")
    cluster.lead_from(victim)
    house.start("hall-1", "display", "--device", "hall-1", "--headless")
    calls, windows = house.listen("console", CALL), [house.desk(desk) for desk in DESKS]
    for _ in range(BURST):
        house.done("console", "take", m.Take(service="kvik"))
    results: list[dict[str, Any]] = []
    hands = [threading.Thread(target=press, args=(house, desk, results)) for desk in DESKS]
    for hand in hands:
        hand.start()
    wait_for(lambda: len(results) >= len(DESKS), "calls come in")
    cluster.kill(victim)
    for hand in hands:
        hand.join(2 * PATIENCE)
    assert sorted(result["call"]["number"] for result in results) == [f"K{n:03d}" for n in range(1, BURST + 1)]
    ids = {result["call"]["id"] for result in results}
    wait_for(lambda: set(announced(house)) == ids, "the hall has announced every call")
    assert len(announced(house)) == BURST  # and none twice
    assert {call.id for call in list(calls.payloads)} <= ids
    wait_for(lambda: all(map(shown, windows)), "the desks read: shown in the hall")


def press(house: StoryHouse, desk: str, results: list[dict[str, Any]]) -> None:
    """Call a third of the burst; a press that nobody answers is asked again under its own id."""
    for _ in range(BURST // len(DESKS)):
        reply = house.link(f"desk-{desk}").call("press", m.Press(desk=desk), timeout=PATIENCE)
        assert reply.outcome == "done", reply
        results.append(reply.result)


@pytest.mark.may_log("is down")
def test_a_visit_over_a_screen_outlives_the_node_of_its_station(
    town: Town, cluster_house: StoryHouse,
) -> None:
    house, cluster = cluster_house, town.cluster
    house.start(STATION_1, "branch", "--device", STATION_1, "--headless")
    desk, victim = house.desk("skranke-1"), cluster.node_of(STATION_1)
    cluster.lead_from(next(node for node in cluster.nodes if node is not victim))
    house.done("console", "start-visit", m.StartVisit(station=STATION_1))
    wait_for(lambda: desk.last and desk.last.next and desk.last.next.station == STATION_1, "the desk can call it")
    everyone = set(cluster.clients())
    cluster.kill(victim)
    wait_for(lambda: everyone <= set(cluster.clients()), "everyone is back")
    wait_for(
        lambda: desk.last.next is not None and desk.last.next.lost_since is None, "the house hears the station",
    )
    called = house.done("desk-skranke-1", "press", m.Press(desk="skranke-1"))["call"]
    assert (called["number"], called["station"]) == ("S001", STATION_1)
    wait_for(
        lambda: desk.last.visit is not None and STATION_1 in desk.last.visit.shown_by,
        "the conversation is on the station's screen",
    )


# ---- two houses at once


def test_two_houses_share_all_and_mix_nothing(
    open_town: Callable[..., AbstractContextManager[Town]],
) -> None:  # S-04
    with open_town("naestved", "vordingborg") as town:
        here, there = town.houses
        ears = [(h.listen("console", CALL), h.listen("console", BOARD), h.desk("skranke-1")) for h in town.houses]
        for house, visits in ((here, 3), (there, 1)):
            assert take(house, visits) == [f"K{n:03d}" for n in range(1, visits + 1)]
        days = [threading.Thread(target=serve, args=(h, n)) for h, n in ((here, 3), (there, 1))]
        for day in days:
            day.start()
        for day in days:
            day.join(PATIENCE)
        for (calls, board, desk), numbers in zip(ears, (["K001", "K002", "K003"], ["K001"]), strict=True):
            wait_for(lambda b=board, n=numbers: on(b) == n[::-1], "the board shows its own house's calls")
            assert [call.number for call in list(calls.payloads)] == numbers
            wait_for(lambda d=desk, n=numbers: at_desk(d) == n[-1], "the desk has its own citizen")
        assert_no_way_from(there, here, town.cluster)


def at_desk(desk: Seen) -> str | None:
    """Return the number at a desk."""
    visit = None if desk.last is None else desk.last.visit
    return None if visit is None else str(visit.number)


def on(board: Seen) -> list[str]:
    """Return the numbers on a board, newest first."""
    return [call.number for call in board.last.calls] if board.last is not None else []


def take(house: StoryHouse, visits: int) -> list[str]:
    return [
        house.done("console", "take", m.Take(service="kvik"))["slip"]["number"] for _ in range(visits)
    ]


def serve(house: StoryHouse, visits: int) -> None:
    for _ in range(visits):
        house.done("desk-skranke-1", "press", m.Press(desk="skranke-1"))


def assert_no_way_from(there: StoryHouse, here: StoryHouse, cluster: Cluster) -> None:
    """Let a device of one house try to read all that another's is told, and to be it."""
    node, password = cluster.nodes[0], there.folder.keys().password("console")
    foreign = [topic.at(here.site.id, device="hub", desk="skranke-1") for topic in (BOARD, CALL, SERVICES, DESK)]
    with Probe(node.mqtt, f"{there.site.id}/console", password, mqtt5=False) as probe:
        probe.subscribe([*foreign, "#", "kvik/v1/+/board", SERVICES.at(there.site.id)])
        probe.wait_for(SERVICES.at(there.site.id))
        here.done("console", "take", m.Take(service="kvik"))
        heard = Seen()
        here.link("console").listen(SERVICES, heard.envelopes.append)
        wait_for(lambda: heard.last, "the other house goes on")
        assert probe.topics() == {SERVICES.at(there.site.id)}
    with pytest.raises(RefusedError):
        Probe(node.mqtt, f"{here.site.id}/console", password, mqtt5=False)



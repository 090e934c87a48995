"""Broker and hub killed in the middle of a day, and a display that comes late."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from broker import messages as m
from broker.topics import BOARD, CALL
from tests.patience import PATIENCE, wait_for
from tests.stories.conftest import StoryHouse, kill, kill_child

KIOSKS = 4
EACH = 25


def visit(seen: Any) -> m.Visit | None:
    return seen.last.visit if seen.last is not None else None


def test_a_display_that_comes_late_shows_the_board_at_once(house: StoryHouse) -> None:  # D-02
    desk = house.desk("skranke-1")
    house.done("console", "take", m.Take(service="kvik"))
    house.done("desk-skranke-1", "press", m.Press(desk="skranke-1"))
    house.start("hall-1", "display", "--device", "hall-1", "--headless")
    wait_for(lambda: (v := visit(desk)) and "hall-1" in v.shown_by, "the desk reads: shown in the hall")
    wait_for((house.folder.screens / "hall-1.png").exists, "the hall's picture is kept")


@pytest.mark.may_log("is down")
def test_the_broker_is_killed_and_comes_back(house: StoryHouse) -> None:
    house.start("hall-1", "display", "--device", "hall-1", "--headless")
    desk, calls = house.desk("skranke-1"), house.listen("console", CALL)
    kill(house.broker.pid)
    assert house.broker.wait(PATIENCE)
    replies: list[m.Reply | None] = []
    wait_for(lambda: not house.link("console").connected, "the loss is noticed")
    house.link("console").ask("take", m.Take(service="kvik"), replies.append, timeout=PATIENCE)  # asked meanwhile
    house.broker.start()
    wait_for(lambda: replies, "what was asked meanwhile is answered")
    assert replies[0] is not None
    assert replies[0].result["slip"]["number"] == "K001"
    wait_for(lambda: house.link("desk-skranke-1").connected, "the desk is back")
    house.done("desk-skranke-1", "press", m.Press(desk="skranke-1"))
    wait_for(lambda: [c.number for c in list(calls.payloads)] == ["K001"], "the call is announced once")
    wait_for(lambda: (v := visit(desk)) and "hall-1" in v.shown_by, "the hall is back and has shown it")


def test_the_hub_is_killed_in_the_middle_of_issuing(house: StoryHouse) -> None:
    numbers: list[str] = []
    enough = threading.Event()

    def take_many() -> None:
        for _ in range(EACH):
            slip = house.done("console", "take", m.Take(service="kvik"))["slip"]
            numbers.append(slip["number"])
            if len(numbers) >= KIOSKS * EACH // 4:
                enough.set()

    citizens = [threading.Thread(target=take_many) for _ in range(KIOSKS)]
    house.link("console")
    for citizen in citizens:
        citizen.start()
    assert enough.wait(PATIENCE)
    kill_child(house.hub)
    given_before = len(numbers)
    house.bring_back(house.hub)
    for citizen in citizens:
        citizen.join(PATIENCE)
    assert given_before < KIOSKS * EACH  # it was in the middle
    assert sorted(numbers) == [f"K{n:03d}" for n in range(1, KIOSKS * EACH + 1)]


def test_what_was_called_stands_on_the_board_after_the_hub_was_killed(house: StoryHouse) -> None:
    house.done("console", "take", m.Take(service="kvik"))
    house.done("desk-skranke-1", "press", m.Press(desk="skranke-1"))
    kill_child(house.hub)
    house.bring_back(house.hub)
    board = house.listen("console", BOARD)
    wait_for(lambda: board.last is not None and board.last.calls, "the board is told again")
    assert [call.number for call in board.last.calls] == ["K001"]
    assert house.done("desk-skranke-1", "finish", m.AtDesk(desk="skranke-1")) == {}

"""Two desks in the same instant."""

from __future__ import annotations

import threading

from broker import messages as m
from tests.patience import PATIENCE
from tests.stories.conftest import StoryHouse

ROUNDS = 10


def press_together(house: StoryHouse, *desks: str) -> list[m.Reply]:
    """Let each desk press in the same instant, each over its own connection."""
    start, replies = threading.Barrier(len(desks)), list[m.Reply]()

    def press(desk: str) -> None:
        start.wait(PATIENCE)
        replies.append(house.call(f"desk-{desk}", "press", m.Press(desk=desk)))

    hands = [threading.Thread(target=press, args=(desk,)) for desk in desks]
    for desk in desks:
        house.link(f"desk-{desk}")
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(PATIENCE)
    return replies


def called(replies: list[m.Reply]) -> list[str]:
    return sorted(reply.result["call"]["number"] for reply in replies if reply.result.get("call"))


def test_two_desks_press_in_the_same_instant_and_get_two_tickets(house: StoryHouse) -> None:
    for _ in range(2 * ROUNDS):
        house.done("console", "take", m.Take(service="kvik"))
    numbers: list[str] = []
    for _ in range(ROUNDS):
        numbers += called(press_together(house, "skranke-1", "skranke-2"))
    assert sorted(numbers) == [f"K{n:03d}" for n in range(1, 2 * ROUNDS + 1)]


def test_of_two_desks_and_one_citizen_one_gets_nobody(house: StoryHouse) -> None:
    house.done("console", "take", m.Take(service="kvik"))
    replies = press_together(house, "skranke-1", "skranke-2")
    assert called(replies) == ["K001"]
    [refusal] = [reply.refusal for reply in replies if reply.refusal is not None]
    assert refusal.reason == "nobody_waits"

from __future__ import annotations

import pytest

from desk.driver import Lamp
from desk.lamps import STATES, Lamps


@pytest.mark.parametrize("state", sorted(STATES))
def test_an_answer_gives_way_to_how_things_stand(state: Lamp) -> None:
    lamps = Lamps(state)
    lamps.show(Lamp.ACCEPTED, 10.0)
    assert [lamps.at(10.0), lamps.at(11.9), lamps.at(12.0)] == [Lamp.ACCEPTED, Lamp.ACCEPTED, state]
    assert lamps.seconds_left(11.5) == 0.5
    assert lamps.seconds_left(12.0) is None


def test_ready_lets_the_answer_be_seen_first_and_offline_does_not() -> None:
    lamps = Lamps(Lamp.OVER)
    lamps.show(Lamp.ACCEPTED, 0.0)
    lamps.show(Lamp.READY, 0.1)
    assert [lamps.at(1.0), lamps.at(2.0)] == [Lamp.ACCEPTED, Lamp.READY]
    lamps.show(Lamp.ACCEPTED, 5.0)
    lamps.show(Lamp.OFFLINE, 5.1)
    assert [lamps.at(5.1), lamps.at(9.0)] == [Lamp.OFFLINE, Lamp.OFFLINE]


def test_a_press_under_way_is_shown_until_its_answer() -> None:
    lamps = Lamps()
    lamps.show(Lamp.BUSY, 0.0)
    assert lamps.at(60.0) is Lamp.BUSY
    lamps.show(Lamp.NOBODY, 60.0)
    assert [lamps.at(61.0), lamps.at(62.0)] == [Lamp.NOBODY, Lamp.READY]

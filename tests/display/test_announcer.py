from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from display.announcer import Announcer
from queueing.clock import ManualClock
from screens.sound import Chime
from tests.display.conftest import Loudspeaker, call


@pytest.fixture
def announcer(speaker: Loudspeaker, clock: ManualClock, qtbot: QtBot) -> Iterator[Announcer]:
    announcer = Announcer(speaker.chime(), clock)
    yield announcer
    announcer.stop()


def times(speaker: Loudspeaker, wanted: int) -> Callable[[], bool]:
    return lambda: speaker.heard.count("end") == wanted


def test_every_call_chimes_and_none_over_another(  # D-03
    announcer: Announcer, speaker: Loudspeaker, qtbot: QtBot,
) -> None:
    for seq in range(1, 6):
        announcer.announce(call(seq, f"K{seq:03d}"))
    qtbot.waitUntil(times(speaker, 5))
    assert speaker.heard == ["begin", "end"] * 5


def test_a_call_that_expired_while_it_waited_is_not_announced(  # D-03
    announcer: Announcer, speaker: Loudspeaker, clock: ManualClock, qtbot: QtBot,
) -> None:
    announcer.announce(call(1, "K001"))
    announcer.announce(call(2, "K002"))
    announcer.announce(call(3, "K003", at=clock.now() + timedelta(seconds=60)))
    clock.advance(timedelta(seconds=121))
    qtbot.waitUntil(times(speaker, 2))
    qtbot.wait(100)
    assert speaker.heard == ["begin", "end"] * 2


def test_an_undone_call_is_not_announced(announcer: Announcer, speaker: Loudspeaker, qtbot: QtBot) -> None:
    first, undone = call(1, "K001"), call(2, "K002")
    announcer.announce(first)
    announcer.announce(undone)
    announcer.withdraw({first.id})
    qtbot.waitUntil(times(speaker, 1))
    qtbot.wait(100)
    assert speaker.heard == ["begin", "end"]


@pytest.mark.expects_log("no sound: there is no player")
def test_a_machine_without_sound_goes_on(clock: ManualClock, qtbot: QtBot) -> None:
    chime = Chime(players=[("no-such-player",)])
    announcer = Announcer(chime, clock)
    for seq in range(1, 4):
        with qtbot.waitSignal(chime.finished):
            announcer.announce(call(seq, f"K{seq:03d}"))
    announcer.stop()

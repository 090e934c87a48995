from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import combinations, pairwise

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtQuick import QQuickItem
from pytestqt.qtbot import QtBot

from broker.messages import Call, Services, Summonses, Wait
from broker.topics import BOARD, CALL, SERVICES, SUMMONSES
from config.site import Site
from display.sight import needed_capitals_mm
from queueing.clock import ManualClock
from screens import house
from tests.display.conftest import NOON, Loudspeaker, Screen, all_closed, all_open, board, call, service_state

Make = Callable[..., Screen]
SIZES = [(1920, 1080), (1280, 720), (3840, 2160), (1080, 1920), (2160, 3840)]
SHAPES = [(1920, 1080), (1280, 720), (1080, 1920)]
"""Sizes that are laid out each in its own way; the larger ones are these, doubled."""
SEAT_M = 10.0
BANNER = "Skærmen opdateres ikke lige nu.\nLyt efter dit nummer, eller spørg personalet."


def five_calls() -> tuple[Call, ...]:
    minutes = timedelta(minutes=1)
    return (
        call(1, "K010", "Skranke 3", at=NOON - 9 * minutes),
        call(2, "L007", "2. sal, bord 4", at=NOON - 6 * minutes),
        call(3, "K011", "Skranke 2", at=NOON - 5 * minutes),
        call(4, "B104", "Skranke 1", at=NOON - 4 * minutes),
        call(5, "K012", "Skranke 3", at=NOON - 2 * minutes),
    )


def ten_calls() -> list[Call]:
    return [call(10 + n, f"K{20 + n:03d}", ["Skranke 1", "2. sal, bord 4"][n % 2]) for n in range(10)]


def rectangle(item: QQuickItem) -> QRectF:
    return QRectF(item.mapToScene(QPointF(0, 0)), item.size())


def ink(text: QQuickItem) -> QRectF:
    """Return where letters are, without the air that the font keeps above capitals and below figures."""
    air = 0.24 * text.property("font").pixelSize()
    has_tails = any(letter in "gjpqy," for letter in text.property("text"))
    return rectangle(text).adjusted(0, air, 0, -air / 4 if has_tails else -air)


def summonses(*states: str) -> Summonses:
    return Summonses.model_validate({"summonses": [
        {"number": f"L{n:03d}", "service": "bibliotekar", "state": state, "since": NOON, "minutes": 2 if state ==
         "coming" else None} for n, state in enumerate(states, 4)
    ]})


# ---- what stands where


@pytest.mark.parametrize("size", SIZES)
def test_the_hall_sees_whether_somebody_is_on_the_way(  # B-08, D-04
    screen_of: Make, clock: ManualClock, size: tuple[int, int],
) -> None:
    screen = screen_of(clock)
    screen.show(*size)
    screen.hear(SERVICES, all_open())
    screen.hear(SUMMONSES, summonses("coming", "asked", "asked"))
    screen.picture()
    words = screen.words()
    assert "L 004\nVi er på vej, ca. 2 min." in words
    assert "L 005\nVi kalder på en medarbejder." in words
    assert "L 006" not in words
    for one, other in combinations(screen.texts(), 2):
        assert not ink(one).intersects(ink(other)), (one.property("text"), other.property("text"))
    for text in screen.texts():
        card = text.parentItem()
        while card is not None and not card.metaObject().className().startswith("HoursCard"):
            card = card.parentItem()
        assert card is None or rectangle(card).contains(ink(text)), text.property("text")
    screen.hear(SUMMONSES, summonses("unanswered"))
    assert "L 004\nFå en tid i skranken." in screen.words()
    screen.hear(SUMMONSES, summonses())
    assert "L 004" not in screen.words()


def test_the_newest_is_large_the_older_below_and_the_oldest_grey(
    screen_of: Make, clock: ManualClock,
) -> None:
    screen = screen_of(clock)
    screen.show()
    screen.hear(BOARD, board(*five_calls()))
    (large,) = screen.items("LargeCall")
    assert (large.property("number"), large.property("place")) == ("K012", "Skranke 3")
    lines = screen.items("CallLine")
    assert [line.property("number") for line in lines] == ["B104", "K011", "L007", "K010"]
    assert [line.property("past") for line in lines] == [False, False, False, True]
    assert large.height() >= 1080 / 3


def test_waits_hours_date_and_house_are_told(screen_of: Make, clock: ManualClock) -> None:
    screen = screen_of(clock)
    screen.show()
    screen.hear(SERVICES, all_open())
    words = screen.words()
    assert words.startswith("Borgernes Hus · Næstved\nmandag 23. november · 10.42")
    assert "Ventetid lige nu\nK\nKVIK\n3\u20136 min\nL\nBibliotekar\nledig nu\nI\nIT-hjælp\n10 min" in words
    assert "KVIK\nåbent til kl. 18.00\nBorgerservice\nåbner i morgen kl. 10.00" in words
    assert "Skærmbetjening" not in words


@pytest.mark.parametrize(("opens", "words"), [(None, "optaget"), (NOON + timedelta(days=1), "ikke flere")])
def test_nobody_is_told_to_be_free_who_takes_no_more(
    screen_of: Make, clock: ManualClock, opens: datetime | None, words: str,
) -> None:  # B-07, Q-12
    screen = screen_of(clock)
    screen.show()
    librarian = service_state("bibliotekar", Wait(kind="now"))
    told = librarian.model_copy(update={"takes_tickets": False, "opens_at": opens})
    screen.hear(SERVICES, Services(services=(told,)))
    assert f"Bibliotekar\n{words}" in screen.words()
    assert "ledig nu" not in screen.words()


def test_before_the_first_call_the_screen_says_what_will_come(screen_of: Make, clock: ManualClock) -> None:
    screen = screen_of(clock)
    screen.show()
    screen.hear(SERVICES, all_open())
    assert "Velkommen\nNår det er din tur, står dit nummer her." in screen.words()
    assert not screen.items("LargeCall")


def test_ten_calls_in_five_seconds_are_all_in_sight(screen_of: Make, clock: ManualClock) -> None:  # D-02
    screen = screen_of(clock)
    screen.show()
    for each in ten_calls():
        screen.hear(CALL, each)
        clock.advance(timedelta(seconds=0.5))
    words = screen.words()
    assert all(f"K {number:03d}" in words for number in range(20, 30))
    assert [line.property("awaits") for line in screen.items("CallLine")] == [True] * 9


def test_only_number_and_place_of_a_call_are_shown(screen_of: Make, clock: ManualClock) -> None:  # D-04
    screen = screen_of(clock)
    screen.show()
    before = set(screen.words().splitlines())
    screen.hear(BOARD, board(call(1, "B104", "Skranke 1")))
    assert set(screen.words().splitlines()) - before == {"B 104", "Skranke", "1"}


# ---- sizes


@pytest.mark.parametrize("size", SIZES)
def test_the_number_can_be_read_from_the_farthest_seat(  # D-01
    screen_of: Make, clock: ManualClock, site: Site, size: tuple[int, int],
) -> None:
    screen = screen_of(clock)
    screen.show(*size)
    screen.hear(BOARD, board(*five_calls()))
    (large,) = screen.items("LargeCall")
    millimetres_a_pixel = max(site.displays[0].panel_mm) / max(size)
    assert large.property("capitals") * millimetres_a_pixel >= needed_capitals_mm(SEAT_M)


@pytest.mark.expects_log("hall-1: the called number is .* mm high, but the farthest seat, 40 m away, needs 488 mm")
def test_a_panel_too_small_for_the_hall_is_told(  # D-01
    screen_of: Make, clock: ManualClock, site: Site, qtbot: QtBot,
) -> None:
    far = site.displays[0].model_copy(update={"farthest_seat_m": 40.0})
    screen = screen_of(clock, site=site.model_copy(update={"displays": (far,)}))
    screen.show()
    screen.hear(BOARD, board(*five_calls()))
    qtbot.wait(700)


@pytest.mark.parametrize("size", SHAPES)
@pytest.mark.parametrize("what", ["calls", "burst", "silent", "closed", "empty"])
def test_no_text_is_cut_or_covered(
    screen_of: Make, clock: ManualClock, size: tuple[int, int], what: str,
) -> None:
    screen = screen_of(clock)
    screen.show(*size)
    screen.hear(SERVICES, all_closed() if what == "closed" else all_open())
    if what in {"calls", "silent"}:
        screen.hear(BOARD, board(*five_calls()))
    if what == "burst":
        for each in ten_calls():
            screen.hear(CALL, each)
    if what == "silent":
        screen.house._fall_silent()  # noqa: SLF001 - ten seconds are waited for elsewhere
    screen.picture()
    texts = screen.texts()
    assert len(texts) > 5
    window = QRectF(0, 0, *size)
    for text in texts:
        assert not text.property("truncated"), text.property("text")
        assert window.contains(rectangle(text)), text.property("text")
        assert text.property("contentWidth") <= text.width() + 1, text.property("text")
    for one, other in combinations(texts, 2):
        assert not ink(one).intersects(ink(other)), (one.property("text"), other.property("text"))


def test_capitals_of_every_text_can_be_seen(screen_of: Make, clock: ManualClock, site: Site) -> None:
    screen = screen_of(clock)
    screen.show()
    screen.hear(SERVICES, all_open())
    screen.hear(BOARD, board(*five_calls()))
    for text in screen.texts():
        capitals = text.property("font").pixelSize() * 0.727 * site.displays[0].panel_mm[0] / 1920
        assert capitals >= 14, text.property("text")


# ---- silence, closing


def test_a_silent_hub_is_told_and_comes_back(  # D-05
    screen_of: Make, clock: ManualClock, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot,
) -> None:
    assert house.SILENT_AFTER_MS == 10_000
    monkeypatch.setattr(house, "SILENT_AFTER_MS", 100)
    screen = screen_of(clock)
    screen.show()
    screen.hear(SERVICES, all_open())
    screen.hear(BOARD, board(*five_calls()))
    qtbot.waitUntil(lambda: BANNER in screen.words())
    assert screen.words().count("ukendt") == 3
    assert "åbent til" not in screen.words()
    (large,) = screen.items("LargeCall")
    assert large.property("color").name() == "#f5f5f5"
    screen.hear(SERVICES, all_open())
    assert BANNER not in screen.words()
    assert "3\u20136 min" in screen.words()
    assert large.property("color").name() == "#febb30"


def test_after_closing_the_screen_says_when_the_desks_open_again(screen_of: Make, clock: ManualClock) -> None:
    screen = screen_of(clock)
    screen.show()
    screen.hear(BOARD, board(call(1, "K012")))
    screen.hear(SERVICES, all_closed())
    assert screen.items("LargeCall")
    clock.advance(timedelta(minutes=11))
    screen.hear(SERVICES, all_closed())
    assert "Betjeningen er lukket\nVi åbner igen i morgen kl. 10.00." in screen.words()
    assert not screen.items("LargeCall")


def test_the_screen_speaks_english_too(screen_of: Make, clock: ManualClock) -> None:
    screen = screen_of(clock)
    screen.house.language_changed.connect(screen.engine.retranslate)
    screen.show()
    screen.house.speak("en")
    assert "When it is your turn, your number is shown here." in screen.words()


# ---- sound and movement


def test_a_late_start_lists_all_and_announces_nothing_older_than_two_minutes(  # D-03
    screen_of: Make, clock: ManualClock, speaker: Loudspeaker, qtbot: QtBot,
) -> None:
    screen = screen_of(clock, chime=speaker.chime())
    screen.show()
    screen.hear(BOARD, board(*five_calls()[:4], call(5, "K012", at=NOON - timedelta(seconds=119))))
    assert len(screen.items("CallLine")) == 4
    qtbot.waitUntil(lambda: speaker.heard == ["begin", "end"])
    qtbot.wait(150)
    assert speaker.heard == ["begin", "end"]


def test_a_recall_chimes_again_and_copies_do_not(  # D-03, R-04
    screen_of: Make, clock: ManualClock, speaker: Loudspeaker, qtbot: QtBot,
) -> None:
    screen = screen_of(clock, chime=speaker.chime())
    screen.show()
    first = call(1, "K012")
    screen.hear_calls(first)
    screen.hear_calls(first)
    qtbot.waitUntil(lambda: speaker.heard == ["begin", "end"])
    clock.advance(timedelta(seconds=60))
    recall = call(2, "K012", at=clock.now(), times=2)
    screen.hear_calls(first, recall)
    screen.hear_calls(first, recall)
    qtbot.waitUntil(lambda: speaker.heard == ["begin", "end"] * 2)
    qtbot.wait(150)
    assert speaker.heard == ["begin", "end"] * 2


def test_a_restarted_display_does_not_announce_again(  # D-03
    screen_of: Make, clock: ManualClock, speaker: Loudspeaker, qtbot: QtBot,
) -> None:
    for _ in range(2):
        screen = screen_of(clock, chime=speaker.chime())
        screen.show()
        screen.hear_calls(call(1, "K012"))
        qtbot.waitUntil(lambda: speaker.heard == ["begin", "end"])
        qtbot.wait(150)
        assert "K 012" in screen.words()
    assert speaker.heard == ["begin", "end"]


def shades(number: QQuickItem, qtbot: QtBot) -> list[tuple[float, float]]:
    """Look at a number while it pulses; returns when it changed, in seconds, and how dark it then was."""
    seen: list[tuple[float, float]] = []
    began = time.monotonic()
    number.opacityChanged.connect(lambda: seen.append((time.monotonic() - began, number.opacity())))
    qtbot.wait(5300)
    return seen


def pulses_well(dark: list[tuple[float, float]]) -> bool:
    """Whether a number went dim five times, once a second, and was done within five seconds."""
    lows = [now for (_, before), (now, here), (_, after) in zip(dark, dark[1:], dark[2:], strict=False)
            if here < 0.7 and before > here <= after]
    steady = all(later - earlier > 0.9 for earlier, later in pairwise(lows))
    return len(lows) == 5 and steady and dark[-1][0] < 5


def test_the_called_number_pulses_once_a_second_for_five_and_then_nothing_moves(
    screen_of: Make, clock: ManualClock, qtbot: QtBot,
) -> None:
    screen = screen_of(clock)
    screen.show()
    for n in range(1, 5):  # on a machine that stands still now and then, the next call
        screen.hear_calls(call(n, f"K01{n}", at=clock.now()))
        (number,) = (text for text in screen.texts() if text.property("text") == f"K\u00a001{n}")
        if well := pulses_well(shades(number, qtbot)):
            break
        clock.advance(timedelta(seconds=60))
    assert well
    assert number.opacity() == 1
    frames: list[float] = []
    assert screen.window is not None
    screen.window.frameSwapped.connect(lambda: frames.append(time.monotonic()))
    qtbot.wait(300)
    assert frames == []

"""The desk's window while a citizen sits at a branch library's station: whom, where, and how the line stands."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from broker import messages as m
from tests.desk.conftest import LINE, DeskWindow, ago, alarm, remote, state, visit, waits
from tests.desk.test_window import asked, key, number

FUGLEBJERG = "station-fuglebjerg"


def talking(**more: object) -> m.Visit:
    return visit(number="S002", service="skaerm", limit_seconds=None, shown_by=(), remote=remote(**more))


def test_a_press_says_whether_it_calls_the_hall_or_a_station(desk_window: DeskWindow) -> None:
    desk_window.shows(state(line=LINE[3:]))
    assert desk_window.control(f"Kald næste, {number('S 002')}, skærm i Fuglebjerg")
    assert desk_window.control(f"{number('S 002')}, Skærm, Fuglebjerg")
    desk_window.shows(state(line=LINE[1:]))
    assert desk_window.control(f"Kald næste, {number('K 013')}")
    assert not desk_window.says("skærm i")


def test_a_booked_time_at_a_branch_names_both(desk_window: DeskWindow) -> None:
    booked = waits("S003", 8, booked_for=ago(minutes=-3), station=FUGLEBJERG)
    desk_window.shows(state(line=(booked,)))
    assert desk_window.control(f"Kald næste, {number('S 003')}, tid 10.45, skærm i Fuglebjerg")
    assert desk_window.control(f"{number('S 003')}, tid 10.45, Fuglebjerg")


@pytest.mark.parametrize(("far", "words"), [
    ({"video": "opening"}, "Samtalen åbner"),
    ({"video": "open"}, "Samtalen er åben"),
    ({"video": "failed"}, "Borgeren kan ikke se billedet"),
    ({"lost_since": ago(seconds=20)}, "Linjen er afbrudt"),
])
def test_the_state_of_the_conversation_is_said_instead_of_the_halls(
    desk_window: DeskWindow, far: dict[str, object], words: str,
) -> None:
    desk_window.shows(state(talking(**far)))
    desk_window.until_said(words)
    assert not desk_window.says("hallen")
    desk_window.until_said("Skærm, Fuglebjerg · ventede 4 min · dansk")
    desk_window.until_said("3:06 i samtale")


def test_a_picture_that_failed_here_is_not_told_of_the_next_visit(desk_window: DeskWindow) -> None:
    desk_window.shows(state(talking()))
    desk_window.until_said("Samtalen er åben")
    desk_window.counter.guest.far_end.note_picture(failed=True)
    desk_window.until_said("Billedet kan ikke åbne her")
    other = m.Conversation(call="2026-11-23-S003.11", room="r" * 24)
    desk_window.shows(state(talking(video="opening", conversation=other)))
    desk_window.until_said("Samtalen åbner")


def test_a_conversation_without_a_picture_is_open_when_the_station_says_so(desk_window: DeskWindow) -> None:
    told = talking(video="opening")
    desk_window.shows(state(told.model_copy(update={"shown_by": (FUGLEBJERG,)})))
    desk_window.until_said("Samtalen er åben")


def test_whether_the_citizen_is_ready_is_said_until_the_conversation_is_open(desk_window: DeskWindow) -> None:
    desk_window.shows(state(talking(video="opening", ready=False)))
    desk_window.until_said("har ikke meldt sig klar")
    desk_window.shows(state(talking(video="opening", ready=True)))
    desk_window.until_said("er klar")
    desk_window.shows(state(talking()))
    desk_window.until_said("ventede 4 min · dansk")


def test_who_waits_without_a_line_is_listed_and_told(desk_window: DeskWindow) -> None:
    lost = waits("S002", 4, station=FUGLEBJERG, lost_since=ago(minutes=1))
    desk_window.shows(state(line=(*LINE[:3], lost)))
    desk_window.until_said("Fuglebjerg: linjen er afbrudt")


def test_who_is_set_aside_until_the_line_is_back_is_readable_and_needs_no_button(desk_window: DeskWindow) -> None:
    aside = waits("S002", 4, station=FUGLEBJERG, lost_since=ago(minutes=1), state="parked")
    desk_window.shows(state(line=(aside,)))
    desk_window.until_said("Fuglebjerg: linjen er afbrudt")
    assert not desk_window.says("I kø")
    row = desk_window.control(f"{number('S 002')}, Fuglebjerg: linjen er afbrudt")
    words = next(i for i in row.childItems() if "linjen er afbrudt" in str(i.property("text")))
    assert words.height() <= row.height()


def test_the_button_promises_no_end_to_who_is_only_set_aside(desk_window: DeskWindow) -> None:
    desk_window.shows(state(talking(), line=()))
    desk_window.until_said(f"Ingen venter. Et tryk afslutter {number('S 002')}.")
    desk_window.shows(state(talking(lost_since=ago(minutes=1)), line=()))
    desk_window.until_said(f"Ingen venter. Et tryk sætter {number('S 002')} til side.")


def test_a_press_during_a_lost_line_says_what_became_of_the_citizen(desk_window: DeskWindow) -> None:
    desk_window.shows(state(talking(lost_since=ago(minutes=1))))
    desk_window.hub.reply = m.Reply(outcome="done", result={"call": None, "set_aside": "S002"})
    key(desk_window, Qt.Key.Key_Return)
    asked(desk_window, "press")
    desk_window.until_said(f"{number('S 002')} er sat til side, til linjen er tilbage.")


def test_a_no_show_into_a_lost_line_is_refused_in_words(desk_window: DeskWindow) -> None:
    desk_window.shows(state(talking(lost_since=ago(minutes=1))))
    desk_window.hub.refuses("line_lost", number="S002", station=FUGLEBJERG)
    key(desk_window, Qt.Key.Key_F3)
    asked(desk_window, "no-show")
    desk_window.until_said(f"Linjen til {number('S 002')} er afbrudt. Parkér, eller vent på linjen.")


def test_a_visit_over_a_screen_is_sent_on_only_where_there_is_one(desk_window: DeskWindow) -> None:
    desk_window.shows(state(talking()))
    key(desk_window, Qt.Key.Key_F4)
    desk_window.until_said("Til en anden skranke")
    assert desk_window.says("KVIK")
    assert desk_window.says("Borgerservice")
    assert not desk_window.says("Bibliotekar")
    assert not desk_window.says("IT-hjælp")


@pytest.mark.parametrize(("kind", "words"), [
    ("offline", "Skærmen i Fuglebjerg er slukket eller uden forbindelse."),
    ("help", "En borger ved skærmen i Fuglebjerg beder om hjælp."),
    ("video", "Skærmen i Fuglebjerg kan ikke vise billedet."),
    ("duplicate", "To skærme bruger navnet Fuglebjerg."),
])
def test_what_is_wrong_at_a_station_is_said_in_words(desk_window: DeskWindow, kind: str, words: str) -> None:
    desk_window.shows(state(), (alarm(kind, FUGLEBJERG),))
    desk_window.until_said(words)

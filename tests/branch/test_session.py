"""The station as a state machine: the house's word is the truth, and one citizen leaves nothing for the next."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication

from broker import messages as m
from tests.branch.conftest import DEVICE, ROOM, Lone
from tests.screens.conftest import settle, touch_at, until


class Asked:
    """Notes what is asked of the bridge and published; the bridge itself goes on as it does."""

    def __init__(self, seat: Lone, monkeypatch: pytest.MonkeyPatch) -> None:
        self.wishes: list[tuple[str, Any]] = []
        self.shown: list[str] = []
        really = seat.bridge.ask

        def ask(action: str, payload: Any, *, request_id: str | None = None, timeout: float = 5.0) -> str:
            self.wishes.append((action, payload))
            return str(really(action, payload, request_id=request_id, timeout=timeout))

        def publish(_topic: Any, data: Any, **_where: str) -> None:
            self.shown.extend(data.calls)

        monkeypatch.setattr(seat.bridge, "ask", ask)
        monkeypatch.setattr(seat.bridge, "publish", publish)

    def named(self, action: str) -> list[Any]:
        return [payload for name, payload in self.wishes if name == action]


@pytest.fixture
def asked(lone: Lone, monkeypatch: pytest.MonkeyPatch) -> Asked:
    return Asked(lone, monkeypatch)


def test_one_tap_asks_once(lone: Lone, asked: Asked) -> None:
    lone.tap("Tal med Borgerservice")
    lone.session.start()
    assert asked.named("start-visit") == [m.StartVisit(station=DEVICE)]
    lone.answer(m.Reply(outcome="done"))
    assert lone.page == "asking"  # until the house shows the place
    lone.sit()
    assert "Du er nummer S 002.\nDu er den næste." in lone.reads()
    lone.tap("Klar til samtale")
    assert asked.named("ready-visit") == [m.AtStation(station=DEVICE)]
    lone.sit(ready=True)
    assert "Du er meldt klar. Bliv siddende." in lone.reads()


def test_who_has_tapped_ready_sees_the_conversation_at_once(lone: Lone, asked: Asked) -> None:
    lone.sit(ready=True)
    lone.sit("called", ready=True)
    assert "Skranke 3 er klar." in lone.reads()
    assert asked.shown == ["S002.1"]


def test_who_has_not_is_told_and_it_opens_by_itself(lone: Lone, asked: Asked) -> None:
    lone.part.talk._tick.setInterval(10)  # noqa: SLF001 - two blinks instead of two seconds
    lone.sit()
    lone.sit("called")
    assert "Det er din tur.\nSamtalen åbner nu." in lone.reads()
    assert asked.shown == []
    until(lambda: lone.page == "talk")
    assert asked.shown == ["S002.1"]


def test_a_recall_chimes_again_and_changes_nothing_else(lone: Lone, asked: Asked) -> None:
    chimes: list[int] = []
    lone.part.chime.play = lambda: chimes.append(1)  # type: ignore[method-assign]
    lone.sit("called", ready=True)
    lone.sit("called", ready=True)  # said again, e.g. after a lost line
    lone.sit("called", ready=True, times=2, conversation=m.Conversation(call="S002.2", room=ROOM))
    assert len(chimes) == 2
    assert asked.shown == ["S002.1", "S002.2"]
    assert lone.page == "talk"


def test_a_call_comes_before_help_and_questions(lone: Lone) -> None:
    lone.sit()
    lone.session.call_help()
    assert lone.page == "help"
    lone.sit("called", ready=True)
    assert lone.page == "talk"


def test_leaving_asks_first(lone: Lone, asked: Asked) -> None:
    lone.sit()
    lone.tap("Gå ud af køen")
    assert "Vil du gå ud af køen?" in lone.reads()
    lone.tap("Nej, bliv i køen")
    assert "Du er den næste." in lone.reads()
    assert asked.named("end-visit") == []
    lone.tap("Gå ud af køen")
    lone.tap("Ja, gå ud af køen")
    assert asked.named("end-visit") == [m.AtStation(station=DEVICE)]
    lone.hear_visit(None)
    assert "Du er ude af køen." in lone.reads()


def test_after_the_thanks_nothing_is_left(lone: Lone) -> None:
    lone.sit("called", ready=True)
    lone.session.comfort.toggle("large")
    lone.session.comfort.toggle("contrast")
    lone.house.speak("en")
    lone.hear_visit(None)
    assert "Thank you for talking to us." in lone.reads()
    lone.session._thanks.setInterval(0)  # noqa: SLF001 - instead of ten seconds
    until(lambda: lone.page == "start")
    assert not lone.session.comfort.property("large")
    assert not lone.session.comfort.property("contrast")
    assert lone.house.shown == "da"
    assert "S 002" not in lone.reads()


@pytest.mark.parametrize("state", ["waiting", "parked", "called"])
def test_who_is_in_the_line_is_never_sent_away(lone: Lone, state: str) -> None:
    lone.sit(state, ready=True)
    assert not lone.session.patience._quiet.isActive()  # noqa: SLF001


def test_another_language_does_not_stay_for_the_next(lone: Lone) -> None:
    lone.tap("English")
    assert lone.session.patience._quiet.isActive()  # noqa: SLF001
    lone.session.patience.ended.emit()
    assert lone.house.shown == "da"
    assert not lone.session.patience._quiet.isActive()  # noqa: SLF001


def test_the_question_leads_to_start(lone: Lone) -> None:
    lone.tap("Kontrast")
    lone.session.patience._warn()  # noqa: SLF001
    lone.tap("Nej, gå til start")
    assert lone.session.patience.property("warning") is False
    assert lone.session.comfort.property("contrast") is False


def test_who_missed_the_call_and_is_not_here_leaves_the_line(lone: Lone, asked: Asked) -> None:
    lone.sit("missed")
    lone.session.patience._warn()  # noqa: SLF001
    lone.tap("Nej, gå til start")
    assert asked.named("end-visit") == [m.AtStation(station=DEVICE)]
    assert lone.session.patience.property("warning") is False


def test_a_touch_beside_the_question_brings_more_time(lone: Lone) -> None:
    lone.session.open_code()
    lone.session.patience._warn()  # noqa: SLF001
    settle()
    touch_at(lone.window, QPoint(8, 8))
    assert lone.page == "code"
    assert lone.session.patience.property("warning") is False


def test_a_pad_that_nobody_touches_goes_to_start(lone: Lone) -> None:
    lone.session.open_code()
    lone.type("H7K")
    lone.session.patience._warn()  # noqa: SLF001 - instead of a minute's wait
    assert "Er du her stadig?" in lone.reads()
    lone.tap("Ja, giv mig mere tid")
    assert lone.page == "code"
    lone.session.patience.ended.emit()
    assert lone.page == "start"
    assert lone.session.entry.property("typed") == ""


def test_a_missed_call_that_nobody_answers_leaves_the_line(lone: Lone, asked: Asked) -> None:
    lone.sit("missed")
    lone.tap("Ja, jeg er her")
    assert asked.named("ready-visit") == [m.AtStation(station=DEVICE)]
    refusal = m.Refusal(reason="too_many_returns", message="-", fix="-")
    lone.answer(m.Reply(outcome="refused", refusal=refusal))
    assert "Dit nummer er ikke i køen mere." in lone.reads()
    lone.session.patience.ended.emit()
    assert asked.named("end-visit") == [m.AtStation(station=DEVICE)]


def test_who_missed_too_many_calls_comes_to_start_and_a_new_number(lone: Lone, asked: Asked) -> None:
    lone.sit("missed")
    lone.tap("Ja, jeg er her")
    refusal = m.Refusal(reason="too_many_returns", message="-", fix="-")
    lone.answer(m.Reply(outcome="refused", refusal=refusal))
    assert "Gå til start, og tag et nyt nummer." in lone.reads()
    lone.draw()
    lone.tap("Tilbage til start")
    assert asked.named("end-visit") == [m.AtStation(station=DEVICE)]
    lone.hear_visit(None)
    assert "Du er ude af køen.\nDu kan altid tage et nyt nummer." in lone.reads()


def test_who_leaves_need_not_wait_for_the_answer_to_ready(lone: Lone, asked: Asked) -> None:
    lone.sit()
    lone.tap("Klar til samtale")
    lone.tap("Gå ud af køen")
    lone.tap("Ja, gå ud af køen")
    assert asked.named("end-visit") == [m.AtStation(station=DEVICE)]
    lone.hear_visit(None)
    assert "Du er ude af køen." in lone.reads()


def test_who_is_set_aside_and_leaves_is_not_thanked_for_a_conversation(lone: Lone) -> None:
    lone.sit("parked")
    lone.tap("Gå ud af køen")
    lone.tap("Ja, gå ud af køen")
    lone.hear_visit(None)
    assert "Du er ude af køen." in lone.reads()


def test_who_waits_while_nobody_is_there_is_told_so(lone: Lone) -> None:
    lone.sit(ready=True, wait=m.Wait(kind="unknown"))
    assert "Der er ingen ved Borgerservice lige nu.\nRing 55 88 55 88." in lone.reads()
    lone.sit(ready=True)
    assert "Du er meldt klar." in lone.reads()


def test_no_leaving_is_promised_that_a_lost_line_keeps_from(lone: Lone) -> None:
    lone.sit()
    assert "Du kan altid gå ud af køen." in lone.reads()
    lone.lose_line()
    assert "Du kan altid gå ud af køen." not in lone.reads()


def test_a_lost_line_is_said_and_the_number_stays(lone: Lone) -> None:
    lone.sit(ahead=3)
    lone.lose_line()
    for words in ("S 002", "Linjen er afbrudt.", "Du beholder din plads i 10 minutter.", "Ring 55 88 55 88."):
        assert words in lone.reads()
    assert "min\n" not in lone.reads()  # no wait that nobody knows
    lone.hear_services()
    assert "Der er 3 før dig." in lone.reads()


def test_a_line_lost_in_a_conversation_resumes_it(lone: Lone, asked: Asked) -> None:
    lone.sit("called", ready=True)
    lone.part.video.opened.emit()
    lone.lose_line()
    assert "Samtalen er afbrudt.\nVi prøver igen." in lone.reads()
    assert "Du er stadig i samtale med Skranke 3." in lone.reads()
    lone.hear_services()
    assert "Du taler med Skranke 3." in lone.reads()
    assert [r.state for r in asked.named("report-video")] == ["open", "open"]  # the house may have missed it


@pytest.mark.parametrize("ends", ["opened", "failed"])
def test_another_call_after_a_lost_line_opens_anew(
    lone: Lone, asked: Asked, monkeypatch: pytest.MonkeyPatch, ends: str,
) -> None:
    chimes: list[int] = []
    monkeypatch.setattr(lone.part.chime, "play", lambda: chimes.append(1))
    lone.sit("called", ready=True)
    getattr(lone.part.video, ends).emit(*(() if ends == "opened" else ("crashed", "-")))
    lone.lose_line()  # meanwhile the visit is set aside, taken back, and called by another desk
    other = m.Conversation(call="S002.5", room=ROOM[::-1])
    lone.sit("called", ready=True, place="Skranke 4", conversation=other)
    lone.hear_services()
    assert "Skranke 4 er klar." in lone.reads()
    assert asked.shown[-1] == "S002.5"
    assert len(chimes) == 2


def test_a_call_for_help_that_failed_can_be_tried_again(lone: Lone, asked: Asked) -> None:
    lone.sit("called", ready=True)
    lone.session.call_help()
    lone.session.call_help()
    lone.bridge.replied.emit(lone.session._help._request, None)  # noqa: SLF001
    lone.session.call_help()  # as from the bar above the picture, where no page is to go back from
    assert asked.named("help") == [m.AskForHelp(page="talk"), m.AskForHelp(page="help")]


def test_who_is_sent_on_out_of_a_conversation_reads_where_they_are(lone: Lone) -> None:
    lone.sit("called", ready=True)
    lone.session.call_help()
    lone.sit()
    assert "Du er nummer S 002.\nDu er den næste." in lone.reads()


def test_another_machine_in_our_place_is_said(lone: Lone) -> None:
    lone.sit()
    lone.session._line.note_trouble("taken_over")  # noqa: SLF001
    assert "Denne skærm er ikke i brug." in lone.reads()
    assert "Ring 55 88 55 88." in lone.reads()
    assert "S 002" not in lone.reads()


def test_help_shows_the_number_also_without_a_line(lone: Lone, asked: Asked) -> None:
    lone.lose_line()
    lone.tap("Hjælp")
    assert asked.named("help") == [m.AskForHelp(page="lost")]
    assert "Ring 55 88 55 88." in lone.reads()
    lone.bridge.replied.emit(lone.session._help._request, None)  # noqa: SLF001
    assert "Vi kan ikke nå personalet herfra lige nu." in lone.reads()
    lone.tap("Tilbage")
    assert lone.page == "lost"


def test_a_station_that_starts_in_the_middle_goes_on_there(lone: Lone) -> None:
    lone.sit(ahead=2, language="en")
    assert "You are number S 002.\n2 are before you." in lone.reads()


def test_a_visit_that_is_begun_from_elsewhere_speaks_its_own_language(lone: Lone) -> None:
    lone.hear_visit(None)
    lone.sit(language="en")
    assert "You are number S 002." in lone.reads()


def test_a_visit_that_is_begun_here_keeps_the_language_shown(lone: Lone) -> None:
    lone.hear_visit(None)
    lone.session.start()
    lone.house.speak("en")  # after the touch, before the answer
    lone.answer(m.Reply(outcome="done", result={}))
    lone.sit()
    assert "You are number S 002." in lone.reads()


def test_a_picture_that_does_not_open_is_reported_and_can_be_tried_again(lone: Lone, asked: Asked) -> None:
    lone.sit("called", ready=True)
    lone.part.video.failed.emit("unreachable", "net::ERR_NAME_NOT_RESOLVED")
    assert "Billedet kan ikke åbne." in lone.reads()
    (report,) = asked.named("report-video")
    assert (report.call, report.state) == ("S002.1", "failed")
    assert report.detail == "unreachable: net::ERR_NAME_NOT_RESOLVED"
    lone.draw()
    lone.tap("Prøv igen")
    assert "Skranke 3 er klar." in lone.reads()


def test_the_buttons_get_their_own_window_over_the_picture(lone: Lone, asked: Asked) -> None:
    lone.part.talk._headless = False  # noqa: SLF001 - as where there is a screen
    lone.sit("called", ready=True)
    lone.part.video.opened.emit()
    bar = next(w for w in QGuiApplication.topLevelWindows() if w.metaObject().className().startswith("TalkBar"))
    assert bar.isVisible()
    assert bar.height() < lone.window.height() / 4
    lone.part.talk._headless = True  # noqa: SLF001
    lone.hear_visit(None)
    assert not bar.isVisible()

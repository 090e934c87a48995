"""The screen as a state machine: wishes, patience, and what one citizen leaves for the next."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from screens.patience import Limits, Patience
from tests.kiosk.conftest import Lone, free_days, given
from tests.screens.conftest import settle, touch, touch_at

QUICK = Limits(choice=3, ticket=2, no_paper=6, react=4, extensions=2, tick_ms=20)


class Asked:
    """Notes what is asked of the bridge; the bridge itself goes on as it does."""

    def __init__(self, kiosk: Lone, monkeypatch: pytest.MonkeyPatch) -> None:
        self.wishes: list[tuple[str, Any, str]] = []
        really = kiosk.bridge.ask

        def ask(action: str, payload: Any, *, request_id: str | None = None, timeout: float = 5.0) -> str:
            request = str(really(action, payload, request_id=request_id, timeout=timeout))
            self.wishes.append((action, payload, request))
            return request

        monkeypatch.setattr(kiosk.bridge, "ask", ask)


@pytest.fixture
def asked(lone: Lone, monkeypatch: pytest.MonkeyPatch) -> Asked:
    return Asked(lone, monkeypatch)


def test_touches_while_waiting_for_an_answer_change_nothing(lone: Lone, asked: Asked) -> None:
    for service in ("kvik", "kvik", "bibliotekar"):
        lone.session.take(service)
    lone.session.come_back("K001ACDEFG")
    assert len(asked.wishes) == 1
    assert "Et øjeblik …" in lone.reads()


def test_an_unanswered_wish_keeps_its_id_also_through_home(lone: Lone, asked: Asked) -> None:
    lone.session.take("kvik")
    lone.answer(None)
    lone.session.try_again()
    lone.answer(None)
    lone.session.back()
    lone.session.take("kvik")
    assert len({request for _, _, request in asked.wishes}) == 1
    assert len({payload for _, payload, _ in asked.wishes}) == 1
    lone.answer(given())
    lone.session.restart()
    lone.session.take("kvik")
    assert len({request for _, _, request in asked.wishes}) == 2


def test_a_second_touch_does_not_choose_from_the_next_screen(lone: Lone, asked: Asked) -> None:
    lone.choose()
    reservation = lone.session._reservation  # noqa: SLF001 - QML has the same
    reservation.fresh.setInterval(500)
    reservation.choose("pas")
    lone.tell(free_days())
    reservation.choose("2026-11-24")
    assert [action for action, _, _ in asked.wishes] == ["free-days"]
    reservation.fresh.stop()
    reservation.choose("2026-11-24")
    assert [action for action, _, _ in asked.wishes] == ["free-days", "slots"]


def test_an_answer_for_somebody_who_left_is_not_shown(lone: Lone, asked: Asked) -> None:
    lone.session.take("kvik")
    lone.session.restart()
    lone.bridge.replied.emit(asked.wishes[0][2], given())
    settle()
    assert lone.page == "home"


def test_the_ticket_is_asked_for_in_the_language_shown(lone: Lone, asked: Asked) -> None:
    lone.tap("English")
    lone.tap("Quick help")
    assert asked.wishes[0][1].language == "en"


def test_paper_of_another_ticket_changes_nothing(lone: Lone) -> None:
    lone.get_ticket(number="K012")
    lone.session.settle("K011", "failed", "paper_out")
    assert lone.ticket.property("paper") == "printing"


def test_help_returns_to_the_ticket(lone: Lone) -> None:
    lone.get_ticket()
    lone.tap("Jeg har brug for hjælp")
    assert lone.page == "help"
    lone.tap("Tilbage")
    assert lone.page == "ticket"
    assert "K\u00a0012" in lone.reads()


def test_help_that_reaches_nobody_says_so(lone: Lone, asked: Asked) -> None:
    lone.tap("Hjælp")
    lone.bridge.replied.emit(asked.wishes[0][2], None)
    settle()
    assert "Vi kan ikke kalde personalet herfra." in lone.reads()
    assert "Gå hen til skranken." in lone.reads()


def test_without_the_house_no_card_promises_a_ticket(lone: Lone, asked: Asked) -> None:  # D-05
    lone.house._fall_silent()  # noqa: SLF001
    settle()
    assert "Kiosken har ikke forbindelse lige nu." in lone.reads()
    assert "Ledig nu" not in lone.reads()
    touch(lone.window, lone.control("KVIK"))
    assert asked.wishes == []
    lone.hear_services()
    assert "Kiosken har ikke forbindelse" not in lone.reads()


# ---- patience


@pytest.fixture
def patience(qapp) -> Patience:
    patience = Patience(QUICK)
    patience.begin(QUICK.choice)
    return patience


def test_the_end_is_announced_and_counted_down(patience: Patience, qtbot) -> None:
    seen = []
    patience.changed.connect(lambda: seen.append(patience.property("left")))
    with qtbot.waitSignals([patience.warned, patience.ended], order="strict"):
        pass
    assert seen == [4, 3, 2, 1, 0]


def test_time_can_be_added_only_so_often(patience: Patience, qtbot) -> None:
    for _ in range(QUICK.extensions):
        with qtbot.waitSignal(patience.warned):
            pass
        patience.stay()
        assert patience.property("left") == 0
    with qtbot.waitSignal(patience.ended):
        qtbot.waitUntil(lambda: patience.property("warning"))
        patience.stay()


def test_the_shipped_times_are_kind() -> None:
    limits = Limits()
    assert limits.choice >= 60
    assert limits.react >= 20
    assert limits.extensions == 10
    assert limits.no_paper >= 30  # P-02
    assert limits.ticket + limits.react >= 30


def test_a_touch_anywhere_is_a_sign_of_life(lone: Lone) -> None:
    lone.get_ticket()
    lone.session.patience._warn()  # noqa: SLF001 - instead of 15 s of waiting
    lone.draw()
    assert "Tryk for at blive." in lone.reads()
    touch_at(lone.window, QPoint(360, 1000))
    assert lone.session.patience.property("warning") is False
    assert lone.page == "ticket"


def test_the_question_brings_more_time(lone: Lone) -> None:
    lone.session.open_appointment()
    lone.session.patience._warn()  # noqa: SLF001
    settle()
    lone.tap("Ja, giv mig mere tid")
    assert lone.page == "appointment"
    assert lone.session.patience.property("warning") is False


def test_the_question_leads_to_start(lone: Lone) -> None:
    lone.session.open_appointment()
    lone.session.patience._warn()  # noqa: SLF001
    settle()
    lone.tap("Nej, gå til start")
    assert lone.page == "home"


def test_a_touch_beside_the_question_brings_more_time(lone: Lone) -> None:
    lone.session.open_appointment()
    lone.session.patience._warn()  # noqa: SLF001
    settle()
    touch_at(lone.window, QPoint(8, 8))
    assert lone.page == "appointment"
    assert lone.session.patience.property("warning") is False


def test_nothing_of_a_citizen_is_left_for_the_next(lone: Lone) -> None:
    lone.tap("English")
    lone.tap("Contrast")
    lone.tap("Low height")
    lone.session.open_appointment()
    lone.session.restart()
    settle()
    session = lone.session
    assert not any(session.comfort.property(p) for p in ("large", "contrast", "low"))
    assert lone.house.property("language") == "da"
    assert lone.page == "home"
    assert not session.patience._quiet.isActive()  # noqa: SLF001 - an idle kiosk has nothing to wait for


def test_a_changed_start_page_returns_to_what_it_was(lone: Lone) -> None:
    lone.tap("Kontrast")
    assert lone.session.patience._quiet.isActive()  # noqa: SLF001
    lone.session.patience.ended.emit()
    assert lone.session.comfort.property("contrast") is False


# ---- the scanner


@pytest.mark.parametrize(("text", "heard"), [
    ("K012ACDEFG", ["K012ACDEFG"]),
    ("0709614126", []),              # ten digits, as on a health card
    ("K012<script>", []),
    ("K012" + "A" * 600, []),
])
def test_only_tickets_come_through_the_scanner(
    lone: Lone, asked: Asked, text: str, heard: list[str],
) -> None:  # S-07, S-01
    lone.scan(text)
    assert [payload.code for action, payload, _ in asked.wishes if action == "come-back"] == heard
    assert lone.page == ("home" if heard else "sorry")
    assert text not in lone.reads()


def test_the_space_bar_is_no_scanner(lone: Lone) -> None:
    lone.control("Jeg har en tid").forceActiveFocus()
    QTest.keyClick(lone.window, Qt.Key.Key_Space)
    assert lone.page == "appointment"

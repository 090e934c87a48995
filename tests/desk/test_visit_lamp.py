from __future__ import annotations

from datetime import timedelta

from desk.driver import Lamp
from desk.visit_lamp import VisitLamp
from tests.desk.conftest import MORNING, visit


def test_the_hall_having_shown_a_call_is_told_once() -> None:
    lamp = VisitLamp()
    assert lamp.hear(visit(0, shown_by=())) is None
    assert lamp.hear(visit(0)) is Lamp.SHOWN
    assert lamp.hear(visit(0)) is None


def test_a_button_that_starts_late_tells_nothing_of_before() -> None:
    assert VisitLamp().hear(visit(100)) is None


def test_five_minutes_over_is_told_once() -> None:
    lamp = VisitLamp()
    lamp.hear(visit(200))
    assert lamp.seconds_left(MORNING) == 100
    assert lamp.tick(MORNING) is None
    assert lamp.tick(MORNING + timedelta(seconds=100)) is Lamp.OVER
    assert lamp.tick(MORNING + timedelta(seconds=101)) is None
    assert lamp.seconds_left(MORNING) is None


def test_a_service_without_a_limit_is_never_over() -> None:
    lamp = VisitLamp()
    lamp.hear(visit(9999, limit_seconds=None))
    assert lamp.tick(MORNING) is None


def test_the_end_of_a_visit_ends_over() -> None:
    lamp = VisitLamp()
    lamp.hear(visit(301))
    assert lamp.state is Lamp.READY
    assert lamp.tick(MORNING) is Lamp.OVER
    assert lamp.hear(visit(301)) is None
    assert lamp.state is Lamp.OVER
    assert lamp.hear(None) is Lamp.READY
    assert lamp.state is Lamp.READY
    assert lamp.hear(None) is None


def test_the_next_visit_ends_over_too() -> None:
    lamp = VisitLamp()
    lamp.hear(visit(301))
    lamp.tick(MORNING)
    assert lamp.hear(visit(0, "K013", shown_by=())) is Lamp.READY
    assert lamp.hear(visit(0, "K013")) is Lamp.SHOWN

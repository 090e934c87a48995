from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker import messages as m
from desk.button import COOL_DOWN, Edge, Stroke
from desk.client import DeskClient, Kind, Outcome
from queueing.clock import ManualClock

MORNING = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
DESK = "skranke-3"


def call(number: str) -> m.Call:
    return m.Call(
        id=f"2026-11-23-{number}.7", seq=7, number=number, service="kvik", desk=DESK, place="Skranke 3",
        called_at=MORNING, expires_at=MORNING + timedelta(seconds=120), times=1, language="da",
    )


def visit(number: str, called_at: datetime = MORNING - timedelta(minutes=3)) -> m.DeskState:
    return m.DeskState(desk=DESK, status="open", visit=m.Visit(
        number=number, service="kvik", language="da", waited_seconds=240, called_at=called_at,
        last_call_at=called_at, calls=1, call=f"2026-11-23-{number}.7",
    ))


class Setting:
    """A client whose hub is the test itself."""

    def __init__(self) -> None:
        self.clock = ManualClock(MORNING)
        self.asked: list[tuple[str, m.Payload, str]] = []
        self.outcomes: list[Outcome] = []
        self.client = DeskClient(
            desk=DESK, device="desk-skranke-3", session="abc", clock=self.clock,
            ask=lambda action, payload, request: self.asked.append((action, payload, request)),
            tell=self.outcomes.append,
        )
        self.client.connected = True
        self.client.hear(m.DeskState(desk=DESK, status="open"))

    def answers(self, result: m.Payload | None = None, *, refusal: m.Refusal | None = None) -> None:
        reply = m.Reply(outcome="done", result=(result or m.Nothing()).model_dump(mode="json"))
        if refusal is not None:
            reply = m.Reply(outcome="refused", refusal=refusal)
        self.client.answered(self.asked[-1][2], reply)

    def passes(self, seconds: float) -> None:
        self.clock.advance(timedelta(seconds=seconds))

    def box(self, edge: Edge, counter: int) -> None:
        self.client.stroke(Stroke("serial:1", edge, self.clock.monotonic(), counter))

    @property
    def kinds(self) -> list[Kind]:
        return [o.kind for o in self.outcomes]


@pytest.fixture
def setting() -> Setting:
    return Setting()


def test_a_press_carries_the_buttons_count_under_an_id_of_its_own(setting: Setting) -> None:
    setting.box(Edge.DOWN, 42)
    setting.answers(m.Called(call=call("K013"), finished="K012"))
    assert setting.asked == [("press", m.Press(desk=DESK, sequence=42), "desk-skranke-3-abc-1")]
    assert setting.outcomes == [
        Outcome(kind=Kind.SENT, action="press"),
        Outcome(kind=Kind.DONE, action="press", number="K013", finished="K012"),
    ]


def test_window_and_box_ask_the_same(setting: Setting) -> None:
    setting.client.press()
    setting.answers(m.Called(call=call("K013")))
    setting.passes(3)
    setting.box(Edge.DOWN, 2)
    assert [(action, type(payload)) for action, payload, _ in setting.asked] == [("press", m.Press)] * 2


def test_a_press_that_finds_nobody_is_told_so(setting: Setting) -> None:
    setting.client.press()
    setting.answers(refusal=m.Refusal(reason="nobody_waits", message="-", fix="-"))
    setting.passes(3)
    setting.client.press()
    setting.answers(m.Called(call=None, finished="K012"))
    assert setting.kinds == [Kind.SENT, Kind.NOBODY] * 2
    assert setting.outcomes[-1].finished == "K012"


def test_one_wish_is_on_its_way_at_a_time(setting: Setting) -> None:
    setting.client.order("finish")
    setting.client.press()
    setting.client.order("pause")
    assert setting.kinds == [Kind.SENT, Kind.BUSY, Kind.BUSY]
    setting.answers()
    setting.passes(1)
    setting.client.press()
    assert setting.kinds[-2:] == [Kind.DONE, Kind.SENT]


def test_a_stuck_button_asks_at_most_once_in_two_seconds(setting: Setting) -> None:  # S-06
    for count in range(200):
        setting.box(Edge.DOWN, count)
        if setting.client._open is not None:  # noqa: SLF001 - the answer comes at once
            setting.answers(m.Called(call=call("K013")))
        setting.passes(0.05)
    assert len(setting.asked) <= 5


def test_a_call_by_another_button_of_the_desk_counts_too(setting: Setting) -> None:  # S-06
    setting.client.hear(visit("K012", called_at=MORNING - timedelta(seconds=1)))
    setting.client.press()
    assert setting.kinds == [Kind.COOLING]
    setting.passes(1.1)
    setting.client.press()
    assert setting.kinds == [Kind.COOLING, Kind.SENT]


def test_without_a_connection_nothing_is_asked_now_or_later(setting: Setting) -> None:
    setting.client.connected = False
    setting.client.press()
    setting.client.order("recall")
    setting.client.connected = True
    setting.passes(60)
    setting.client.tick()
    assert setting.asked == []
    assert setting.kinds == [Kind.OFFLINE, Kind.OFFLINE]


def test_pressing_again_is_the_same_wish_until_something_changed(setting: Setting) -> None:
    setting.client.press()
    setting.client.answered(setting.asked[-1][2], None)
    setting.passes(6)
    setting.client.press()
    assert setting.asked[0] == setting.asked[1]
    setting.client.answered(setting.asked[-1][2], None)
    setting.passes(6)
    setting.client.hear(visit("K013"))  # the call was done after all
    setting.client.press()
    assert setting.asked[2][2] != setting.asked[1][2]


def test_an_unanswered_wish_of_long_ago_is_another_one(setting: Setting) -> None:
    setting.client.press()
    setting.client.answered(setting.asked[-1][2], None)
    setting.passes(30)
    setting.client.press()
    assert setting.asked[0][2] != setting.asked[1][2]


def test_an_answer_that_comes_twice_or_to_nobody_changes_nothing(setting: Setting) -> None:
    setting.client.order("finish")
    setting.answers()
    setting.answers()
    setting.client.answered("somebody-else", m.Reply(outcome="done"))
    assert setting.kinds == [Kind.SENT, Kind.DONE]


def test_a_long_press_calls_the_same_number_again(setting: Setting) -> None:
    setting.client.hear(visit("K012"))
    setting.box(Edge.DOWN, 1)
    setting.passes(1.5)
    setting.client.tick()
    assert [(action, payload) for action, payload, _ in setting.asked] == [("recall", m.AtDesk(desk=DESK))]


def test_a_refusal_brings_its_reason_and_facts(setting: Setting) -> None:
    setting.client.order("recall")
    setting.answers(refusal=m.Refusal(
        reason="too_soon", message="-", fix="-", facts={"number": "K012", "seconds": 41},
    ))
    assert setting.outcomes[-1] == Outcome(
        kind=Kind.REFUSED, action="recall", reason="too_soon", facts={"number": "K012", "seconds": 41},
    )


def test_ids_are_new_for_every_order_and_fit_the_wire(setting: Setting) -> None:
    for _ in range(3):
        setting.client.order("finish")
        setting.answers()
    ids = [request for _, _, request in setting.asked]
    assert len(set(ids)) == 3
    assert all(len(i) <= 64 and i.replace("-", "").isalnum() for i in ids)


@pytest.mark.expects_log("answer to press is not what the contract promises")
def test_an_answer_that_cannot_be_read_still_ends_the_wish(setting: Setting) -> None:
    setting.client.press()
    setting.answers(m.Nothing())
    setting.client.order("finish")
    assert setting.kinds == [Kind.SENT, Kind.DONE, Kind.SENT]


happenings = st.lists(st.tuples(
    st.sampled_from(["press", "ticket", "order", "box", "link", "answer", "silence", "time"]), st.floats(0, 4),
), max_size=80)


@given(happenings)
def test_whatever_happens_nothing_is_queued_and_calls_keep_their_distance(events: list) -> None:  # type: ignore[type-arg]  # S-06
    setting, waiting, sent_at = Setting(), 0, []
    client = setting.client
    for count, (event, seconds) in enumerate(events):
        before = len(setting.asked)
        if event == "press":
            client.press()
        elif event == "ticket":
            client.press("K014")
        elif event == "order":
            client.order("finish")
        elif event == "box":
            setting.box(Edge.DOWN, count)
        elif event == "link":
            client.connected = not client.connected
        elif event in ("answer", "silence") and setting.asked:
            reply = m.Reply(outcome="done", result={"call": None}) if event == "answer" else None
            client.answered(setting.asked[-1][2], reply)
            waiting = 0
        setting.passes(seconds)
        client.tick()
        sent = setting.asked[before:]
        assert len(sent) <= 1
        assert not sent or (client.connected and waiting == 0 and event in ("press", "ticket", "order", "box"))
        waiting += len(sent)
        sent_at += [setting.clock.monotonic() - seconds for action, _, _ in sent if action == "press"]
    assert all(later - earlier >= COOL_DOWN - 1e-6 for earlier, later in pairwise(sent_at))

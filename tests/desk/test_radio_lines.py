from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.button import Edge
from desk.radio_lines import RadioPress, read_press, topics_of

ZIGBEE = "zigbee2mqtt/knap-3"
SHELLY = "shellyplusi4-a8032abe54dc/events/rpc"
RECORDED_SHELLY = (
    b'{"src":"shellyplusi4-a8032abe54dc","dst":"shellyplusi4-a8032abe54dc/events","method":"NotifyEvent",'
    b'"params":{"ts":1668614712.01,"events":[{"component":"input:0","id":0,"event":"single_push",'
    b'"ts":1668614712.01}]}}'
)


@pytest.mark.parametrize(("raw", "press"), [
    (b'{"action":"single","battery":87,"linkquality":120,"voltage":2900}', RadioPress("", Edge.CLICK)),
    (b'{"action":"double"}', RadioPress("", Edge.CLICK)),
    (b'{"action":"hold"}', RadioPress("", Edge.HOLD)),
    (b'{"action":"1_single"}', RadioPress("1", Edge.CLICK)),
    (b'{"action":"button_2_hold"}', RadioPress("2", Edge.HOLD)),
    (b'{"action":"toggle_hold"}', RadioPress("", Edge.HOLD)),
    (b'{"action":""}', None), (b'{"action":"release"}', None), (b'{"action":"hold_release"}', None),
    (b'{"battery":87}', None), (b"[]", None), (b"single", None), (b"", None),
])
def test_zigbee_actions(raw: bytes, press: RadioPress | None) -> None:
    assert read_press(ZIGBEE, raw) == press


def test_the_double_of_an_action_is_read_as_text() -> None:
    assert topics_of(ZIGBEE) == (ZIGBEE, f"{ZIGBEE}/action")
    assert read_press(f"{ZIGBEE}/action", b"single") == RadioPress("", Edge.CLICK)


def test_shelly_events_tell_when() -> None:
    assert topics_of(SHELLY) == (SHELLY,)
    assert read_press(SHELLY, RECORDED_SHELLY) == RadioPress("0", Edge.CLICK, 1668614712.01)
    assert read_press(SHELLY, RECORDED_SHELLY.replace(b"single_push", b"long_push")) is not None
    assert read_press(SHELLY, RECORDED_SHELLY.replace(b"single_push", b"btn_down")) is None
    assert read_press(SHELLY, RECORDED_SHELLY.replace(b"NotifyEvent", b"NotifyStatus")) is None


def test_an_event_without_a_time_has_that_of_its_message() -> None:
    raw = RECORDED_SHELLY.replace(b',"ts":1668614712.01}]', b"}]")
    assert raw != RECORDED_SHELLY
    assert read_press(SHELLY, raw) == RadioPress("0", Edge.CLICK, 1668614712.01)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["action", "method", "params", "events", "event", "ts", "id"]), inner, max_size=5,
    ),
    max_leaves=12,
)


@given(st.binary(max_size=200), st.sampled_from([ZIGBEE, SHELLY, f"{ZIGBEE}/action"]))
def test_garbage_is_no_press(raw: bytes, topic: str) -> None:
    press = read_press(topic, raw)
    assert press is None or topic.endswith("/action")


@given(JSON, st.sampled_from([ZIGBEE, SHELLY]))
def test_well_formed_nonsense_harms_nobody(told: object, topic: str) -> None:
    read_press(topic, json.dumps(told).encode())


def test_a_bomb_of_brackets_is_no_press() -> None:
    assert read_press(ZIGBEE, b"[" * 100_000) is None

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker import messages as m
from broker.codec import MalformedError, Stamp, decode, encode
from broker.topics import ACTIONS, LARGEST, TOPICS

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PAYLOADS = [*(t.payload for t in TOPICS if t.payload is not None), *(a.payload for a in ACTIONS.values())]


def test_there_and_back() -> None:
    stamp = Stamp(id="r1", source="kiosk-1", type="command.take", time=NOW, lifetime=timedelta(seconds=30), seq=3)
    envelope = decode(encode(stamp, m.Take(service="kvik")), m.Take)
    assert (envelope.id, envelope.expires_at, envelope.seq) == ("r1", NOW + timedelta(seconds=30), 3)
    assert envelope.data == m.Take(service="kvik", language="da")


@given(st.sampled_from(PAYLOADS), st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_garbage_is_malformed_and_nothing_else(payload: type[m.Payload], raw: bytes) -> None:
    with pytest.raises(MalformedError):
        decode(raw, payload)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)


contents = st.dictionaries(st.sampled_from(["id", "source", "type", "time", "data"]), json_values)


@given(st.sampled_from(PAYLOADS), contents)
def test_wrong_json_is_malformed_and_nothing_else(payload: type[m.Payload], content: dict[str, object]) -> None:
    with pytest.raises(MalformedError, match=": "):
        decode(json.dumps(content).encode(), payload)


def test_a_large_message_is_not_even_parsed() -> None:
    with pytest.raises(MalformedError, match="65537 bytes"):
        decode(b"[" * (LARGEST + 1), m.Take)


def test_the_fault_is_named_and_the_value_is_not() -> None:  # S-01
    stamp = Stamp(id="r1", source="kiosk-1", type="command.take", time=NOW)
    raw = encode(stamp, m.Take(service="kvik")).replace(b'"kvik"', b'"0101811234 X"')
    with pytest.raises(MalformedError) as caught:
        decode(raw, m.Take)
    assert "data.service" in str(caught.value)
    assert "0101811234" not in str(caught.value)

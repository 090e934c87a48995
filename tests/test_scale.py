"""What docs/scale.md computes with is what the code does."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from broker import messages as m
from broker.codec import Stamp, encode
from broker.examples import example_of
from broker.link import KEEPALIVE_SECONDS
from broker.topics import ACTIONS, REPLY
from broker.views import MOST_CALLS
from broker.writer import HEARTBEAT_SECONDS, KEPT
from config.load import load_site

PAGE = " ".join((Path(__file__).parents[1] / "docs" / "scale.md").read_text(encoding="utf-8").split())
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
CALL = example_of(m.Call)


@pytest.mark.parametrize("sentence", [
    f"publishes its services every {HEARTBEAT_SECONDS:g} s",
    f"the newest {MOST_CALLS} calls",
    f"are kept for {KEPT // timedelta(hours=1)} hours",
    f"twice the {KEEPALIVE_SECONDS} s of their keep-alive",
])
def test_constants(sentence: str) -> None:
    assert sentence in PAGE


@pytest.mark.parametrize(("about", "told", "data"), [
    ("commands", 250, example_of(ACTIONS["take"].payload)),
    ("call", 370, CALL),
    ("shown", 210, example_of(m.Shown)),
    ("board", 9000, m.Board(seq=57, calls=(CALL,) * MOST_CALLS)),
])
def test_sizes(about: str, told: int, data: m.Payload) -> None:
    stamp = Stamp(
        id="0" * 32, source="console", type="command.take", time=AT, lifetime=timedelta(seconds=30),
        reply_to=REPLY.at("naestved", device="kiosk-1") if about == "commands" else None,
    )
    assert re.search(rf"\b{told // 1000} ?{told % 1000:03d}\b" if told >= 1000 else rf"\b{told}\b", PAGE)
    assert len(encode(stamp, data)) == pytest.approx(told, rel=0.15)


def test_connections() -> None:
    devices = [d for d in load_site(None).devices() if d.role not in ("console", "station")]
    assert f"make {len(devices)}." in PAGE

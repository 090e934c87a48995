"""The command line has words for everything that the wire may tell."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from broker import messages as m
from kvik import words
from kvik.words import Words
from queueing.tickets import Kind

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WORDS = Words(ZoneInfo("Europe/Copenhagen"), {"kvik": "KVIK"}, {"skranke-1": "Skranke 1"}, {})


@pytest.mark.parametrize("kind", get_args(m.Alarm.model_fields["kind"].annotation))
def test_every_alarm_has_words(kind: str) -> None:
    alarm = m.Alarm.model_validate({"device": "kiosk-1", "kind": kind, "detail": "paper_out", "since": NOW})
    assert words.alarm(alarm).startswith("kiosk-1: ")


@pytest.mark.parametrize("kind", Kind)
def test_every_event_has_words(kind: Kind) -> None:
    happening = m.Happening(
        seq=1, kind=kind.value, at=NOW, number="K001", service="kvik", desk="skranke-1", cause="c", actor="hub",
        detail={"reason": "day_end", "paper": "printed", "service": "kvik"},
    )
    assert WORDS.happening(happening)


@pytest.mark.parametrize(("typed", "label"), [
    ("k12", "K012"), ("K 012", "K012"), ("S1", "S001"), ("12", "12"), ("", ""), ("1234", "1234"), ("hall", "hall"),
])
def test_only_a_letter_with_digits_is_made_a_ticket(typed: str, label: str) -> None:
    assert words.ticket_label(typed) == label

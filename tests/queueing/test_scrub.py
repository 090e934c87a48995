"""What has the shape of a CPR number goes at the entrance; what only looks a little like one stays (S-01)."""

from __future__ import annotations

import pytest

from queueing.errors import Reason, Refused
from queueing.scrub import PLACEHOLDER, scrub


@pytest.mark.parametrize("number", [
    "2311701234", "231170-1234", "231170 1234", "231170.1234", "23 11 70 1234", "23-11-70-1234", "23.11.70-1234",
    "23/11/70 1234", "231170 - 1234", "231170\u20131234", "0101010000", "311299-9999",
    "831170-1234", "6101010000",  # replacement numbers and test persons: 60 is added to the day
])
@pytest.mark.parametrize("around", ["{}", "cpr {}", "cpr{}.", "({}), tak", "Ida{}Hus", "{}\n"])
def test_every_way_to_write_one(number: str, around: str) -> None:
    assert scrub(around.format(number)) == around.format(PLACEHOLDER)


@pytest.mark.parametrize("text", [
    "", "12345678", "+45 12 34 56 78", "+4512345678", "4512345678", "0045 12 34 56 78", "991170-1234",
    "231370-1234", "12311701234", "23117012345", "23-11-1970", "2026-11-23T10:00:00+00:00", "2026-11-23 10:15",
    "2026-11-23T10:00:00.123456+01:00", "23.11. kl. 10.15", "H4K7PX", "K012", "231170", "23. november 2026",
])
def test_what_is_none_stays(text: str) -> None:
    assert scrub(text) == text


def test_two_in_one_text_both_go() -> None:
    assert scrub("231170-1234 og 0101801111") == f"{PLACEHOLDER} og {PLACEHOLDER}"


def test_a_refusal_repeats_none() -> None:
    cpr = "231170-1234"
    refused = Refused(Reason.UNKNOWN_TASK, f"Nobody books {cpr!r}.", "Not 2311701234.", task=cpr, n=1)
    assert "1234" not in f"{refused} {refused.message} {refused.fix} {refused.facts}"
    assert refused.facts["n"] == 1

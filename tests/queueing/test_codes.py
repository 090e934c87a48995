from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from queueing.codes import ALPHABET, label_in, ticket_code

KEY, DAY = b"k" * 32, date(2026, 11, 23)


def test_a_code_is_short_and_cannot_be_misread() -> None:
    code = ticket_code(KEY, DAY, "K012")
    assert code.startswith("K012")
    assert len(code) == 10
    assert set(code[4:]) <= set(ALPHABET)
    assert not set(ALPHABET) & set("BIOQSUWZ0158")


def test_a_code_is_good_for_its_day_and_key_only() -> None:
    code = ticket_code(KEY, DAY, "K012")
    assert label_in(KEY, DAY, code) == "K012"
    assert label_in(KEY, date(2026, 11, 24), code) is None
    assert label_in(b"x" * 32, DAY, code) is None


def test_a_signature_is_that_of_its_number_only() -> None:
    code = ticket_code(KEY, DAY, "K012")
    for other in ("K013", "B012", "K120"):
        assert label_in(KEY, DAY, other + code[4:]) is None


def test_hardly_a_guess_is_good() -> None:
    """One in 24 to the sixth is; a kiosk tells them one at a time."""
    signatures = {ticket_code(KEY, DAY, f"K{number:03d}")[4:] for number in range(1000)}
    assert len(signatures) == 1000
    assert {len(signature) for signature in signatures} == {6}


@given(st.text(max_size=80))
def test_other_text_is_no_code(text: str) -> None:
    assert label_in(KEY, DAY, text) is None

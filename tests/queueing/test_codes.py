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


@given(st.text(max_size=80))
def test_other_text_is_no_code(text: str) -> None:
    assert label_in(KEY, DAY, text) is None

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.scanners import classify
from kiosk.scanners.civil import is_civil_number, keyed_hash
from kiosk.scanners.classify import ALPHABET, LONGEST, STRANGE, Classifier, Kind, Scan
from queueing import codes
from tests.kiosk.cards import KEY, NAME, NUMBER, NUMBERS, STREET, TODAY, stripe, track_2

OFF = Classifier(card_key=None, today=lambda: TODAY)
ON = Classifier(card_key=KEY, today=lambda: TODAY)
HASH = re.compile(r"[0-9A-F]{64}")


def test_the_signs_are_those_of_the_queue() -> None:
    assert ALPHABET == codes.ALPHABET


@pytest.mark.parametrize(("text", "kind", "code"), [
    ("K012ACDEFG", Kind.TICKET, "K012ACDEFG"),
    ("k012acdefg", Kind.TICKET, "K012ACDEFG"),
    (" K012ACDEFG \r\n", Kind.TICKET, "K012ACDEFG"),
    ("ACDEFG", Kind.BOOKING, "ACDEFG"),
    ("acd234", Kind.BOOKING, "ACD234"),
    ("K012ACDEF", Kind.STRANGE, ""),
    ("K012ACDEFGH", Kind.STRANGE, ""),
    ("K012ACDEB1", Kind.STRANGE, ""),       # signs that no signature has
    ("KK12ACDEFG", Kind.STRANGE, ""),
    ("ACDEF", Kind.STRANGE, ""),
    ("ACDEFB", Kind.STRANGE, ""),
    ("K012 ACDEFG", Kind.STRANGE, ""),
    ("K012ACDEFG\0", Kind.STRANGE, ""),
    ("https://example.org/K012ACDEFG", Kind.STRANGE, ""),
    ("", Kind.STRANGE, ""),
])
def test_codes_leave_clean_and_in_upper_case(text: str, kind: Kind, code: str) -> None:  # S-07
    assert OFF(text.encode()) == ON(text.encode()) == Scan(kind, code)


@given(st.integers(0, 999), st.dates(min_value=date(2020, 1, 1)), st.binary(min_size=32, max_size=32))
def test_every_code_that_the_queue_signs_is_a_ticket(number: int, day: date, key: bytes) -> None:
    code = codes.ticket_code(key, day, f"K{number:03d}")
    assert OFF(code.encode()) == Scan(Kind.TICKET, code)


# ---- health cards


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("read", [str, track_2, stripe])
def test_a_health_card_is_known_by_bar_code_and_stripe(number: str, read) -> None:  # S-02
    frame = read(number).encode("latin-1")
    assert OFF(frame) == Scan(Kind.HEALTH_CARD)
    birthday = f"{int(number[:2]) - 60:02}{number[2:4]}"  # 60 is added to the day of replacement numbers
    assert ON(frame) == Scan(Kind.HEALTH_CARD, keyed_hash(KEY, TODAY, number), birthday)


def test_cards_are_not_read_unless_the_site_says_so() -> None:  # S-02
    assert OFF(NUMBER.encode()).code == ""


def test_the_hash_is_keyed_and_lives_for_a_day() -> None:  # S-02
    ours = keyed_hash(KEY, TODAY, NUMBER)
    assert HASH.fullmatch(ours)
    assert ours == keyed_hash(KEY, TODAY, NUMBER)
    assert ours != keyed_hash(KEY, TODAY + timedelta(days=1), NUMBER)
    assert ours != keyed_hash(b"x" * 32, TODAY, NUMBER)
    assert ours != keyed_hash(KEY, TODAY, NUMBERS[1])


# As it is told to those who build registers: seventh digit, year in two digits, century.
CENTURIES = """
0123  00-99  1900
4     00-36  2000
4     37-99  1900
5678  00-57  2000
5678  58-99  1800
9     00-36  2000
9     37-99  1900
"""


def births() -> Iterator[tuple[str, date]]:
    """Yield numbers of people born on 2 March of the first and last year of each row."""
    for line in CENTURIES.strip().splitlines():
        sevenths, years, century = line.split()
        for seventh, year in product(sevenths, years.split("-")):
            yield f"0203{year}{seventh}000", date(int(century) + int(year), 3, 2)


@pytest.mark.parametrize(("digits", "born"), list(births()))
def test_the_seventh_digit_tells_the_century(digits: str, born: date) -> None:  # S-02
    for number in (digits, f"6{digits[1:]}"):
        assert is_civil_number(number, born)
        assert not is_civil_number(number, born - timedelta(days=1))


@pytest.mark.parametrize("digits", ["2902004000", "8902004000", "3112993999", "9112993999", "6101000000"])
def test_first_and_last_days_are_days(digits: str) -> None:  # S-02
    assert is_civil_number(digits, TODAY)


@pytest.mark.parametrize("digits", [
    "2902000000",       # no 29 February 1900
    "3204701234", "0013701234", "0000000000", "6013701234", "6000701234", "9204701234", "3104701234"[::-1],
    "611170432", "61117043210", "611170-4321", "611170432\N{FULLWIDTH DIGIT ONE}", "61117O4321", "",
])
def test_what_has_no_date_is_no_civil_number(digits: str) -> None:  # S-02
    assert not is_civil_number(digits, TODAY)
    assert ON(digits.encode()) == STRANGE


@pytest.mark.parametrize("last", range(10))
def test_modulus_11_is_not_looked_at(last: int) -> None:  # S-02
    assert is_civil_number(NUMBER[:-1] + str(last), TODAY)


@pytest.mark.parametrize("frame", [
    f";9208000{NUMBER}0000?",                           # one place too early
    f";92080000{NUMBER}",                               # no end
    ";4571123456781117=26112010000012345678?",           # a bank card
    f"%{NAME}?",                                        # the first track alone
    f"%{NAME};92080000{NUMBER}2611?",                   # a number inside the first track
])
def test_other_stripes_are_strange(frame: str) -> None:
    assert ON(frame.encode()) == STRANGE


# ---- what may leave


cards = st.sampled_from(NUMBERS).flatmap(lambda n: st.sampled_from([n, track_2(n), stripe(n)]))
frames = st.one_of(
    st.binary(max_size=600),
    st.builds(lambda a, b, c: a + b.encode("latin-1") + c, st.binary(max_size=9), cards, st.binary(max_size=9)),
    st.text("0123456789;=?%ACDEFG", max_size=64).map(str.encode),
)


@given(frames, st.sampled_from([ON, OFF]))
def test_only_classes_and_known_signs_leave(frame: bytes, classifier: Classifier) -> None:  # S-07
    scan = classifier(frame)
    assert re.fullmatch(rf"[A-Z0-9]{{0,{LONGEST}}}", scan.code)
    with_code = {Kind.TICKET, Kind.BOOKING} | ({Kind.HEALTH_CARD} if classifier is ON else set())
    assert bool(scan.code) == (scan.kind in with_code)


@given(cards, st.sampled_from([ON, OFF]))
def test_nothing_of_a_card_leaves(card: str, classifier: Classifier) -> None:  # S-01
    scan = classifier(card.encode("latin-1"))
    told = f"{scan!r} {scan} {scan.code}"
    assert not any(number in told for number in NUMBERS)
    assert not any(word in told for word in re.findall(r"\w{4,}", NAME + STREET))


def test_codes_are_not_written_where_a_scan_is() -> None:
    assert "ACDEFG" not in f"{Scan(Kind.BOOKING, 'ACDEFG')!r}"


@pytest.mark.expects_log("a scan could not be classed: ValueError")
def test_a_bug_quotes_no_card(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:  # S-01
    def broken(number: str, _today: date) -> bool:
        raise ValueError(f"cannot make sense of {number}")

    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(classify, "is_civil_number", broken)
    assert ON(stripe(NUMBER).encode("latin-1")) == STRANGE
    assert "is_civil_number" in caplog.text
    assert not any(private in caplog.text for private in (NUMBER, "GRETHE", "STOREGADE"))


def test_the_day_is_asked_for_every_card() -> None:
    days = iter([TODAY, TODAY + timedelta(days=1)])
    both = Classifier(card_key=KEY, today=lambda: next(days))
    assert both(NUMBER.encode()).code != both(NUMBER.encode()).code


def test_a_number_of_tomorrow_is_none_today() -> None:
    newborn = f"{datetime(2026, 11, 24, tzinfo=UTC):%d%m%y}4000"
    assert OFF(newborn.encode()) == STRANGE
    assert Classifier(card_key=None, today=lambda: date(2026, 11, 24))(newborn.encode()).kind is Kind.HEALTH_CARD

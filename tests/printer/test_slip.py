from __future__ import annotations

import tomllib
from datetime import datetime
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printer.slip import BookingContent, Code, Number, Rule, SlipContent, Text, Wait, booking_slip, slip
from printer.words import TEXTS, languages, words
from tests.printer.conftest import make_content


def lines(said: SlipContent) -> list[str]:
    return [block.plain for block in slip(said) if isinstance(block, Text)]


def test_paper_reads_number_service_place_wait_time_in_this_order() -> None:
    # P-06
    read = [
        block.label if isinstance(block, Number) else block.data if isinstance(block, Code) else block.plain
        for block in slip(make_content()) if isinstance(block, Number | Code | Text)
    ]
    assert read == [
        "Borgernes Hus · Næstved", "K 012", "KVIK", "I stueetagen", "2 før dig",
        "Forventet ventetid 3–6 min",  # noqa: RUF001 - a range has a dash
        "mandag 23. november 2026 kl.\u00a010.42", "K012A7QX9B2M", "Hold øje med skærmen i hallen.",
        "Tak, fordi du venter.",
    ]
    assert sum(isinstance(block, Rule) for block in slip(make_content())) == 2


def test_paper_is_in_the_language_of_its_citizen() -> None:
    assert "Expected wait 3–6 min" in lines(make_content(language="en"))  # noqa: RUF001
    assert "Monday 23 November 2026 at\u00a010.42" in lines(make_content(language="en"))


def test_a_language_without_words_gets_danish() -> None:
    assert lines(make_content(language="so")) == lines(make_content(language="da"))


@pytest.mark.parametrize(("wait", "said"), [
    (Wait(kind="now"), ["Ingen ventetid"]),
    (Wait(kind="range", low=0, high=2), ["Forventet ventetid højst 2 min"]),
    (Wait(kind="range", low=5, high=5), ["Forventet ventetid 5 min"]),
    (Wait(kind="unknown"), ["Ventetiden kendes ikke lige nu."]),
    (Wait(kind="closed"), []),
])
def test_each_kind_of_wait_has_its_words(wait: Wait, said: list[str]) -> None:
    # W-01
    assert lines(make_content(wait=wait))[4:-3] == said


def test_a_booked_ticket_tells_its_time_instead_of_a_wait() -> None:
    read = lines(make_content(booked_for=datetime(2026, 11, 23, 13, 15)))  # noqa: DTZ001 - local by contract
    assert "Din tid: kl.\u00a013.15" in read
    assert not [line for line in read if "før dig" in line or "ventetid" in line]


def test_a_confirmation_tells_what_when_where_the_code_and_what_to_bring() -> None:
    content = BookingContent(
        house="Borgernes Hus", task="Pas eller kørekort", place="Skrankerne i stueetagen", code="H7K4RT",
        start=datetime(2026, 11, 30, 13, 15), bring="Gyldig legitimation",  # noqa: DTZ001 - local by contract
    )
    blocks = booking_slip(content)
    read = [block.plain for block in blocks if isinstance(block, Text)]
    assert read == [
        "Borgernes Hus", "Du har en tid til", "Pas eller kørekort", "mandag 30. november 2026 kl.\u00a013.15",
        "Skrankerne i stueetagen", "Din kode", "H7K4RT", "Skriv eller scan koden på standeren, når du kommer.",
        "Det skal du have med:", "Gyldig legitimation",
    ]
    assert Code("H7K4RT") in blocks


@pytest.mark.parametrize("language", languages())
def test_who_comes_to_a_screen_is_not_sent_to_a_kiosk(language: str) -> None:
    content = BookingContent(
        house="Lokalbibliotek Fuglebjerg", task="Skat", place="Skærmen på lokalbiblioteket", code="H7K4RT",
        start=datetime(2026, 11, 30, 13, 15), language=language, over_screen=True,  # noqa: DTZ001 - local by contract
    )
    read = "\n".join(block.plain for block in booking_slip(content) if isinstance(block, Text))
    assert words(language).check_in not in read
    assert words(language).check_in_at_screen in read
    assert all("\n" not in block.plain for block in booking_slip(content) if isinstance(block, Text))


def test_a_wait_that_passes_closing_time_is_a_warning() -> None:
    # W-01
    wait = Wait(kind="range", low=40, high=70, passes_closing=True)
    warned = lines(make_content(wait=wait))[5:7]
    assert warned == ["Vi lukker måske, før det er din tur.", "Spørg personalet om en tid."]


def test_who_is_first_reads_that_nobody_is_ahead() -> None:
    assert "Ingen før dig" in lines(make_content(ahead=0))


def test_a_reprint_is_marked_as_a_copy_with_the_same_number() -> None:
    # P-02
    assert "Kopi af din billet" in lines(make_content(copy=True))
    assert "Kopi af din billet" not in lines(make_content())
    assert Number("K 012") in slip(make_content(copy=True))


@given(st.text(), st.text(), st.text())
def test_no_control_character_reaches_the_paper(house: str, service: str, code: str) -> None:
    blocks = slip(make_content(house=house, service=service, place=service, code=code))
    said = "".join(block.plain for block in blocks if isinstance(block, Text))
    said += "".join(block.data for block in blocks if isinstance(block, Code))
    assert not any(ord(letter) < 0x20 or 0x7F <= ord(letter) < 0xA0 for letter in said)


def test_endless_names_do_not_make_endless_paper() -> None:
    assert max(len(line) for line in lines(make_content(service="x" * 10_000))) == 120


def test_every_language_has_the_same_words_with_the_same_places_to_fill() -> None:
    assert {"da", "en", "de", "uk", "ar"} <= set(languages())
    danish = tomllib.loads((TEXTS / "da.toml").read_text(encoding="utf-8"))
    for language in languages():
        assert len(words(language).weekdays) == 7
        assert len(words(language).months) == 12
        own = tomllib.loads((TEXTS / f"{language}.toml").read_text(encoding="utf-8"))
        for key, text in danish.items():
            if isinstance(text, str):
                assert fields(own[key]) == fields(text), (language, key)


def fields(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", languages())
def test_paper_promises_no_phone_page_and_names_no_person(language: str) -> None:
    # S-01
    said = " ".join(lines(make_content(language=language))).lower()
    assert not any(word in said for word in ("mobil", "telefon", "phone", "nemid", "cpr", "http"))

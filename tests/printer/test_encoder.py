from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from printer import numerals
from printer.encoder import Encoded, encode, fit, harmless, is_native
from printer.models import MM_PER_INCH, MODELS, PLAIN, PrinterModel, UnknownModel, find_model
from printer.simulated_device import Device
from printer.simulated_faults import FaultControl
from printer.simulated_paper import Ticket
from printer.slip import BookingContent, Code, Number, Span, Text, Wait, booking_slip, slip
from printer.words import languages
from tests.patience import PATIENCE
from tests.printer.conftest import make_content

SMALL = MODELS["plain-58mm"]


def printed(paper: Encoded, model: PrinterModel) -> Ticket:
    """Return the one ticket that a printer makes of the paper."""
    tickets: list[Ticket] = []
    device = Device(FaultControl(), lambda ticket, _raw: tickets.append(ticket), model)
    device.receive(paper.data)
    device.process()
    assert len(tickets) == 1
    return tickets[0]


def ink_rows(picture: Image.Image) -> int:
    box = picture.point(lambda shade: 255 - shade).getbbox()
    assert box is not None
    return box[3] - box[1]


@pytest.mark.parametrize("model", MODELS.values(), ids=lambda model: model.id)
@pytest.mark.parametrize("language", ["da", "en"])
def test_a_slip_fits_every_model_and_says_all(model: PrinterModel, language: str) -> None:
    ticket = printed(encode(slip(make_content(language=language)), model), model)
    assert ticket.number == "K012"
    assert ticket.image.width == model.width
    assert "[QR K012A7QX9B2M]" in ticket.text
    assert "Borgernes Hus · Næstved" in ticket.text


@pytest.mark.parametrize("language", languages())
def test_every_language_comes_on_paper(language: str) -> None:
    model = find_model("epson-tm-t20iii")
    wait = Wait(kind="range", low=40, high=70, passes_closing=True)
    here = BookingContent(
        house="Borgernes Hus", task="Skat", place="Skrankerne", code="H7K4RT", bring="Pas", language=language,
        start=datetime(2026, 11, 24, 9, tzinfo=UTC),
    )
    papers = [
        slip(make_content(language=language, wait=wait)), slip(make_content(language=language, copy=True)),
        booking_slip(here), booking_slip(replace(here, over_screen=True)),
    ]
    assert all(printed(encode(paper, model), model).image.height > 600 for paper in papers)


def test_the_text_of_a_danish_slip_is_what_it_should_be() -> None:
    # P-05
    read = printed(encode(slip(make_content()), PLAIN), PLAIN).text
    assert [line for line in read.splitlines() if line and set(line) != {"-"}] == [
        "Borgernes Hus · Næstved", "K 012", "KVIK", "I stueetagen", "2 før dig", "Forventet ventetid 3-6 min",
        "mandag 23. november 2026 kl. 10.42", "[QR K012A7QX9B2M]", "Hold øje med skærmen i hallen.",
        "Tak, fordi du venter.",
    ]


def test_danish_letters_and_the_euro_go_as_letters_of_code_page_858() -> None:
    # P-05
    data = encode((Text((Span("æøåÆØÅ €"),)),), PLAIN).data
    assert b"\x1bt\x13" in data
    assert b"\x91\x9b\x86\x92\x9d\x8f \xd5" in data


@pytest.mark.parametrize("text", ["Чекайте, будь ласка", "يرجى الانتظار"])
def test_letters_that_the_printer_lacks_go_as_a_picture(text: str) -> None:
    # P-05
    assert not is_native(text)
    ticket = printed(encode((Text((Span(text),)),), PLAIN), PLAIN)
    assert ticket.text.startswith("[picture 5")


@pytest.mark.parametrize("model", MODELS.values(), ids=lambda model: model.id)
@pytest.mark.parametrize("label", ["K 012", "W 888", "Q 900", "I 111"])
def test_the_number_is_15_mm_high_on_paper_and_not_wider_than_it(model: PrinterModel, label: str) -> None:
    # P-06
    picture = numerals.draw(label, model.number_height, model.width)
    assert ink_rows(numerals.draw("I", model.number_height, model.width)) * MM_PER_INCH / model.dpi >= 15
    assert ink_rows(picture) * MM_PER_INCH / model.dpi >= 15
    assert picture.width <= model.width
    assert numerals.read(picture) == label


def test_a_picture_that_is_no_number_is_not_read_as_one() -> None:
    assert numerals.read(Image.new("1", (300, 128), 0)) is None
    assert numerals.read(Image.new("1", (300, 128), 1)) is None
    assert numerals.read(Image.new("1", (300, 4), 0)) is None


def test_all_other_text_has_capitals_over_3_mm() -> None:
    # P-06
    for language in ("da", "en"):
        for block in slip(make_content(language=language, copy=True)):
            assert not isinstance(block, Text) or block.height >= 2
    ticket = printed(encode((Text((Span("H"),)),), PLAIN), PLAIN)
    assert ink_rows(ticket.image) * MM_PER_INCH / PLAIN.dpi >= 3


def test_a_line_gives_way_to_the_paper_first_in_width_then_by_breaking() -> None:
    wide = Text((Span("Borgerservice", bold=True, width=2),))
    assert fit(wide, 48) == [wide]
    assert fit(wide, 20) == [Text((Span("Borgerservice", bold=True),))]
    broken = fit(Text((Span("Forventet ventetid "), Span("3-6 min", bold=True, width=2))), 22)
    assert broken == [
        Text((Span("Forventet ventetid "), Span("3-6", bold=True))), Text((Span("min", bold=True),)),
    ]


def test_the_time_of_day_keeps_its_word_when_the_line_breaks() -> None:
    read = printed(encode(slip(make_content()), SMALL), SMALL).text
    assert "mandag 23. november 2026\nkl. 10.42\n" in read


@given(st.text(max_size=200), st.integers(min_value=1, max_value=48))
def test_any_text_is_fitted_without_losing_a_letter(text: str, columns: int) -> None:
    lines = fit(Text((Span(text),)), columns)
    assert all(len(line.plain) <= columns for line in lines)
    assert "".join("".join(line.plain for line in lines).split()) == "".join(
        letter for letter in "".join(span.text for line in fit(Text((Span(text),)), 10_000) for span in line.spans)
        if not letter.isspace()
    )


@given(st.binary(min_size=32, max_size=32))
def test_no_picture_holds_bytes_that_a_printer_obeys_at_once(data: bytes) -> None:
    picture = harmless(Image.frombytes("1", (64, 4), data))
    sent = bytes(~byte & 0xFF for byte in picture.tobytes())
    assert not any(pair in sent for pair in (b"\x10\x04", b"\x10\x05", b"\x10\x14"))


def test_a_slip_ends_with_a_cut_and_begins_afresh() -> None:
    data = encode(slip(make_content()), PLAIN).data
    assert data.startswith(b"\x1b@\x1da\xff\x1bt\x13")
    assert data.endswith(b"\x1dVB\x00")


def test_a_ticket_is_small_and_quickly_encoded() -> None:
    model = find_model("epson-tm-t20iii")
    blocks = slip(make_content())
    encode(blocks, model)
    times = []
    for _ in range(20):
        began = time.perf_counter()
        data = encode(blocks, model).data
        times.append(time.perf_counter() - began)
    assert min(times) < 0.005
    assert len(data) < 8_000


def test_printers_without_qr_get_it_as_a_picture() -> None:
    ticket = printed(encode((Code("K012A7QX"),), replace(PLAIN, native_qr=False)), PLAIN)
    assert "[picture" in ticket.text


def test_number_alone_is_read_back_from_the_paper() -> None:
    assert printed(encode((Number("B 907"),), SMALL), SMALL).number == "B907"


def test_the_encoder_leaves_logging_and_temporary_folder_as_they_were(tmp_path: Path) -> None:
    program = (
        "import logging, tempfile, os\n"
        f"tempfile.tempdir = {str(tmp_path)!r}\n"
        "from printer.encoder import encode\n"
        "import sys; assert 'escpos' not in sys.modules\n"
        "from printer.slip import Number; from printer.models import PLAIN\n"
        "encode((Number('K 001'),), PLAIN)\n"
        "assert 'escpos' in sys.modules\n"
        "assert not logging.root.handlers, logging.root.handlers\n"
        "assert not os.listdir(tempfile.tempdir), os.listdir(tempfile.tempdir)\n"
        "assert 'ESCPOS_CAPABILITIES_FILE' not in os.environ\n"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True, timeout=PATIENCE)


def test_an_unknown_model_is_refused_with_the_list() -> None:
    with pytest.raises(UnknownModel, match="plain-80mm"):
        find_model("epson-lx300")


@pytest.mark.parametrize("model", [PLAIN, SMALL, MODELS["epson-tm-t88vi"]])
def test_the_length_of_a_slip_is_that_of_its_paper(model: PrinterModel) -> None:
    # P-03
    paper = encode(slip(make_content(copy=True)), model)
    assert paper.mm == pytest.approx(printed(paper, model).image.height * 25.4 / model.dpi, abs=2)

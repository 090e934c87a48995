"""From the blocks of a slip to the bytes of ESC/POS; python-escpos encodes, and nothing of it carries.

Text that the printer's own code page 858 can write goes as letters, which is small and sharp (P-05). The number,
and text in other scripts, go as pictures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from textwrap import wrap
from typing import Any

from PIL import Image

from printer import lettering, numerals
from printer.models import FONT_HEIGHT, MM_PER_INCH, PrinterModel
from printer.slip import Block, Code, Number, Rule, Space, Span, Text
from printer.status import AUTOMATIC_STATUS

INITIALIZE = b"\x1b@"
EJECT = b"\x1de\x05"
"""GS e 5: a presenter lets go of the ticket before, which nobody took; else it would jam."""
FRAGMENT_ROWS = 128
"""Rows of picture in one command: what a broken job can leave open is bounded by this."""
CODE_DOTS = 8
"""Dots of one module of the QR code: 1 mm at 203 dpi, which old scanners read from a hand's distance."""
RULE_DOTS = 4
LINE_DOTS = 30
"""From one line of small letters to the next, unless told otherwise."""
HEAD_TO_CUTTER_MM = 11.0
"""White that begins every slip, because the cutter sits behind the head."""
MARGIN_MM = 2.0
"""White at both sides of the number and the rules."""
ERROR_CORRECTION_M = 1

_OBEYED = (b"\xef\xfb", b"\xef\xfa", b"\xef\xeb")
"""DLE EOT, DLE ENQ and DLE DC4 as they stand in a picture, where ink is 0; one dot more makes them harmless."""
NO_BREAK = "\u00a0"
_TYPOGRAPHY = str.maketrans({
    "\u2013": "-", "\u2014": "-", "\u2212": "-",  # dashes, minus
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2026": "...",
    "\u202f": NO_BREAK, **dict.fromkeys("\t\n\v\f\r", " "),
})


@dataclass(frozen=True, slots=True)
class Encoded:
    """The bytes that print a slip, and how much of the roll that takes."""

    data: bytes
    mm: float


def encode(blocks: Iterable[Block], model: PrinterModel) -> Encoded:
    """Return what prints a slip on a model, from ESC @ to the cut."""
    paper = _Paper(model)
    for block in blocks:
        paper.add(block)
    return Encoded(paper.finished(), paper.rows * MM_PER_INCH / model.dpi)


class _Paper:
    """One slip while it is encoded."""

    def __init__(self, model: PrinterModel) -> None:
        from printer.dummy import new_dummy  # noqa: PLC0415 - python-escpos is slow to import

        self._model = model
        self._inner = model.width - 2 * model.dots(MARGIN_MM)
        self._dummy: Any = new_dummy(model)
        self._dummy.magic.force_encoding("CP858")
        self._dummy.set(align="center")
        self.rows = model.dots(HEAD_TO_CUTTER_MM)
        """How far the paper has been moved, in dots."""

    def add(self, block: Block) -> None:
        """Encode one block below the others."""
        match block:
            case Text():
                self._text(block)
            case Number(label):
                self._picture(numerals.draw(label, self._model.number_height, self._inner))
            case Rule():
                self._picture(_solid(self._inner, RULE_DOTS, ink=True))
            case Space(mm):
                self._picture(_solid(8, self._model.dots(mm), ink=False))
            case Code(data):
                self._code(data)

    def finished(self) -> bytes:
        """Cut, and return all bytes."""
        self._dummy.cut(feed=False)
        output: bytes = self._dummy.output
        return INITIALIZE + AUTOMATIC_STATUS + (EJECT if self._model.presenter else b"") + output

    def _text(self, block: Text) -> None:
        if not is_native(block.plain):
            picture = lettering.draw(block, self._model)
            if picture is not None:
                return self._picture(picture)
        for line in fit(block, self._model.columns):
            self._line(line)
        return None

    def _line(self, line: Text) -> None:
        for span in line.spans:
            self._dummy.set(bold=span.bold, custom_size=True, width=span.width, height=line.height)
            self._dummy.text(span.text.replace(NO_BREAK, " "))
        self._dummy.ln()
        self.rows += max(LINE_DOTS, FONT_HEIGHT * line.height)

    def _picture(self, picture: Image.Image) -> None:
        self.rows += picture.height
        self._dummy.image(harmless(picture), fragment_height=FRAGMENT_ROWS)

    def _code(self, data: str) -> None:
        self.rows += CODE_DOTS * _code_side(len(data))
        self._dummy.qr(data, ec=ERROR_CORRECTION_M, size=CODE_DOTS, native=self._model.native_qr)


def fold(text: str) -> str:
    """Return text with the typographer's signs that code page 858 lacks replaced by plain ones."""
    return text.translate(_TYPOGRAPHY)


def is_native(text: str) -> bool:
    """Whether the printer's own letters can write the text."""
    try:
        fold(text).encode("cp858")
    except UnicodeEncodeError:
        return False
    return True


def fit(block: Text, columns: int) -> list[Text]:
    """Return the block as lines that fit: well proportioned, else as wide as wished, else narrow and broken."""
    letters = [Span(letter, span.bold, span.width) for span in block.spans for letter in fold(span.text)]
    broad = [replace(letter, width=max(letter.width, block.height)) for letter in letters]
    for line in (broad, letters):
        if sum(letter.width for letter in line) <= columns:
            return [replace(block, spans=_joined(line))]
    narrow = [replace(letter, width=1) for letter in letters]
    return [replace(block, spans=_joined(line)) for line in _broken(narrow, columns)]


def _broken(letters: Sequence[Span], columns: int) -> list[list[Span]]:
    """Return letters in lines of at most so many, broken between words where there are any."""
    lines, at = [], 0
    for line in wrap("".join(letter.text for letter in letters), columns):
        while letters[at].text == " ":
            at += 1
        lines.append(list(letters[at:at + len(line)]))
        at += len(line)
    return lines


def _joined(letters: Iterable[Span]) -> tuple[Span, ...]:
    """Return letters of one weight and width as one span each."""
    runs = groupby(letters, key=lambda letter: (letter.bold, letter.width))
    return tuple(Span("".join(letter.text for letter in run), bold, width) for (bold, width), run in runs)


@lru_cache(maxsize=8)
def _code_side(length: int) -> int:
    """Return the modules of the side of a QR code with so many capitals and digits, as the printer chooses it."""
    import segno  # noqa: PLC0415 - only slips with a code need it

    code = segno.make("K" * length, mode="alphanumeric", error="m", micro=False, boost_error=False)
    side, _ = code.symbol_size(border=0)
    return int(side)


@lru_cache(maxsize=32)
def _solid(width: int, height: int, *, ink: bool) -> Image.Image:
    return Image.new("1", (width, max(1, height)), 0 if ink else 1)


def harmless(picture: Image.Image) -> Image.Image:
    """Return the picture without the byte pairs that a printer obeys even inside a picture (DLE and its kin)."""
    padded = Image.new("1", (-(-picture.width // 8) * 8, picture.height), 1)
    padded.paste(picture, (0, 0))
    data = padded.tobytes()
    if not any(pair in data for pair in _OBEYED):
        return picture
    for pair in _OBEYED:
        data = data.replace(pair, b"\xe7" + pair[1:])
    return Image.frombytes("1", padded.size, data)

"""The paper of the simulated printer: letters in a grid of 12 x 24 dots, pictures and codes, drawn as they lie."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from printer import numerals
from printer.models import FONT_HEIGHT, FONT_WIDTH

FONT = Path(__file__).parent / "fonts" / "font-a.ttf"
LINE_SPACING = 30
HEAD_TO_CUTTER = 88
"""Dots of white that lie between print head and cutter, and so begin every ticket: 11 mm."""
BASELINE = 19
CAPITALS = 16
"""Rows of a capital letter in the cell of Font A."""
LONGEST = 16_000
"""Rows on one ticket; what comes after is not drawn."""
NUMBER = re.compile(r"^([A-Z]) ?(\d{3})$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Ticket:
    """A piece of paper that was cut off."""

    image: Image.Image
    text: str

    @property
    def number(self) -> str:
        """Return the ticket number on it, e.g. "K012", or nothing."""
        found = NUMBER.search(self.text)
        return found[1] + found[2] if found else ""


@dataclass(slots=True)
class Style:
    """How letters are printed; what ESC @ resets."""

    align: int = 0
    bold: bool = False
    width: int = 1
    height: int = 1
    spacing: int = LINE_SPACING


@dataclass(frozen=True, slots=True)
class _Cell:
    letter: str
    bold: bool
    width: int
    height: int


@dataclass(slots=True)
class Paper:
    """The strip under the head since the last cut."""

    width: int = 576
    style: Style = field(default_factory=Style)
    _pieces: list[tuple[Image.Image, int, int]] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _line: list[_Cell] = field(default_factory=list)
    _y: int = HEAD_TO_CUTTER
    _cut_off: int = 0

    @property
    def travelled(self) -> int:
        """Return the rows that have gone by since the roll was put in."""
        return self._cut_off + self._y

    def reset(self) -> None:
        """Forget style and unprinted letters, as ESC @ does."""
        self.style = Style()
        self._line.clear()

    def put(self, letter: str) -> None:
        """Put one letter in the line, which goes on below when it is full."""
        cell = _Cell(letter, self.style.bold, self.style.width, self.style.height)
        if _length([*self._line, cell]) > self.width:
            self.feed_line()
        self._line.append(cell)

    def feed_line(self) -> None:
        """Print the line and go to the next."""
        height = self._print_line()
        self._y += max(self.style.spacing, height)

    def feed(self, dots: int) -> None:
        """Print the line, if there is one, and go on by so many dots."""
        self._y += max(dots, self._print_line())

    def picture(self, image: Image.Image, text: str | None = None) -> None:
        """Print a picture; its text is read off it where it is one of ours."""
        if self._line:
            self.feed_line()
        self._place(image, self._left(image.width), self._y)
        self._y += image.height
        self._text.append(_described(image) if text is None else text)

    def cut(self) -> Ticket | None:
        """Return what was printed, and begin anew; None when it is white."""
        self.feed(0)
        pieces, lines, height = self._pieces, self._text, self._y
        self._cut_off += height
        self._pieces, self._text, self._y = [], [], HEAD_TO_CUTTER
        if not pieces:
            return None
        image = Image.new("1", (self.width, min(height, LONGEST)), 1)
        for piece, left, top in pieces:
            image.paste(piece, (left, top))
        return Ticket(image, "\n".join(lines).strip() + "\n")

    def _left(self, width: int) -> int:
        return (0, max(0, self.width - width) // 2, max(0, self.width - width))[self.style.align]

    def _place(self, image: Image.Image, left: int, top: int) -> None:
        if top < LONGEST and image.convert("L").getextrema()[0] == 0:
            self._pieces.append((image, left, top))

    def _print_line(self) -> int:
        """Draw the waiting letters on a common baseline and return the line's height; 0 without letters."""
        cells, self._line = self._line, []
        if not cells:
            return 0
        height = max(cell.height for cell in cells) * FONT_HEIGHT
        left = self._left(_length(cells))
        for cell in cells:
            glyph = _glyph(cell)
            self._place(glyph, left, self._y + height - glyph.height)
            left += glyph.width
        self._text.append("".join(cell.letter for cell in cells).strip())
        return height


def _length(cells: list[_Cell]) -> int:
    return sum(cell.width for cell in cells) * FONT_WIDTH


def _described(image: Image.Image) -> str:
    """Return what a picture says in the text of the ticket."""
    darkest, lightest = image.convert("L").getextrema()
    if lightest == 0:
        return "-" * (image.width // FONT_WIDTH)
    if darkest:
        return ""
    return numerals.read(image) or f"[picture {image.width} x {image.height}]"


@lru_cache(maxsize=1024)
def _glyph(cell: _Cell) -> Image.Image:
    """Return a letter in its cell, magnified as the printer would."""
    width, height = FONT_WIDTH * cell.width, FONT_HEIGHT * cell.height
    font = _font(width)
    rows = round(CAPITALS * cell.height * font.size / -font.getbbox("H", anchor="ls")[1])
    ascent, descent = round(font.size * 1.05), round(font.size * 0.3)
    tall = Image.new("L", (width, ascent + descent), 255)
    ImageDraw.Draw(tall).text((0, ascent), cell.letter, font=font, anchor="ls", fill=0)
    stretched = tall.resize((width, round(tall.height * rows / font.size)))
    framed = Image.new("L", (width, height), 255)
    framed.paste(stretched, (0, BASELINE * cell.height - round(ascent * rows / font.size)))
    ink = framed.point(lambda shade: 255 * (shade > 140)).convert("1")  # noqa: PLR2004 - a head prints a little fat
    return _emboldened(ink, cell.width) if cell.bold else ink


def _emboldened(ink: Image.Image, dots: int) -> Image.Image:
    """Return a letter printed twice, a little aside, which is how heads make bold."""
    bold = ink.copy()
    for aside in range(1, dots + 1):
        shifted = Image.new("1", ink.size, 1)
        shifted.paste(ink, (aside, 0))
        bold = Image.composite(bold, shifted, shifted)
    return bold


@lru_cache(maxsize=16)
def _font(width: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, width / 0.602, layout_engine=ImageFont.Layout.BASIC)

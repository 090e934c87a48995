"""The ticket's number as a picture: heavy figures whose size on paper is exact.

A printer's own letters are 12 x 24 dots and differ from maker to maker; magnified eight times they would be
coarse and of unknown height, so the number alone is drawn here. Pictures are mode "1", ink is 0.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from string import ascii_uppercase, digits

from PIL import Image, ImageDraw, ImageFont

FONT = Path(__file__).parent / "fonts" / "numerals.otf"
EM_PER_CAP = 2816 / 2048
MARGIN = 3
"""Rows above and below the capitals, for round letters that reach further."""
GAP = 10
"""White columns between two figures: enough that they can be told apart and read back."""
SPACE = 44
HALF_GREY = 128
STRETCHES = tuple(percent / 100 for percent in range(100, 40, -5))
"""Widths that are tried, from natural to narrow; the height never gives way."""


def draw(label: str, cap: int, widest: int) -> Image.Image:
    """Return a label such as "K 012" with capitals `cap` dots high, at most `widest` dots wide."""
    pictures = (_compose(label, cap, stretch) for stretch in STRETCHES)
    return next((picture for picture in pictures if picture.width <= widest), _compose(label, cap, STRETCHES[-1]))


def read(picture: Image.Image) -> str | None:
    """Return the label that a picture shows, or None when it is not one of ours."""
    cap = picture.height - 2 * MARGIN
    labels = (_read(picture, cap, stretch) for stretch in STRETCHES if cap > 0)
    return next((label for label in labels if label), None)


@lru_cache(maxsize=128)
def _glyph(letter: str, cap: int, stretch: float) -> Image.Image:
    """Return one letter without white at its sides."""
    font = _font(cap)
    left, top, right, bottom = (round(edge) for edge in font.getbbox(letter, anchor="ls"))
    ink = Image.new("L", (right - left, bottom - top), 255)
    ImageDraw.Draw(ink).text((-left, -top), letter, font=font, anchor="ls", fill=0)
    framed = Image.new("L", (ink.width, cap + 2 * MARGIN), 255)
    if bottom > MARGIN:  # the tail of a Q
        framed.paste(ink.resize((ink.width, cap + MARGIN + top + cap)), (0, MARGIN + cap + top))
    else:
        framed.paste(ink, (0, MARGIN + cap + top))
    narrowed = framed.resize((math.ceil(ink.width * stretch), framed.height))
    narrowed = narrowed.point(lambda shade: 255 * (shade >= HALF_GREY))
    first, last = _ink_columns(narrowed)
    return narrowed.crop((first, 0, last, narrowed.height)).convert("1")


@lru_cache(maxsize=4)
def _font(cap: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, cap * EM_PER_CAP, layout_engine=ImageFont.Layout.BASIC)


def _ink_columns(picture: Image.Image) -> tuple[int, int]:
    """Return the first column with ink and the one after the last."""
    box = picture.point(lambda shade: 255 - shade).getbbox()
    return (box[0], box[2]) if box else (0, picture.width)


def _compose(label: str, cap: int, stretch: float) -> Image.Image:
    placed, x = [], 0
    for letter in label:
        if letter == " ":
            x += round((SPACE - GAP) * stretch)
        elif letter in ascii_uppercase + digits:
            placed.append((_glyph(letter, cap, stretch), x))
            x += placed[-1][0].width + GAP
    picture = Image.new("1", (max(1, x - GAP), cap + 2 * MARGIN), 1)
    for glyph, left in placed:
        picture.paste(glyph, (left, 0))
    return picture


def _read(picture: Image.Image, cap: int, stretch: float) -> str:
    known = _alphabet(cap, stretch)
    label, before = "", None
    for left, right in _inked_runs(picture):
        letter = known.get(picture.crop((left, 0, right, picture.height)).tobytes())
        if letter is None:
            return ""
        label += " " * (before is not None and left - before > GAP) + letter
        before = right
    return label


@lru_cache(maxsize=16)
def _alphabet(cap: int, stretch: float) -> dict[bytes, str]:
    return {_glyph(letter, cap, stretch).tobytes(): letter for letter in digits + ascii_uppercase}


def _inked_runs(picture: Image.Image) -> Iterator[tuple[int, int]]:
    """Yield the columns from and to of each run that has ink."""
    turned = picture.convert("L").transpose(Image.Transpose.TRANSPOSE)
    white = b"\xff" * turned.width
    rows = turned.tobytes()
    inked = (rows[at:at + turned.width] != white for at in range(0, len(rows), turned.width))
    for has_ink, run in groupby(enumerate(inked), key=lambda column: column[1]):
        columns = [at for at, _ in run]
        if has_ink:
            yield columns[0], columns[-1] + 1

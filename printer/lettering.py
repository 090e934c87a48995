"""Text as a picture, for scripts that the printer's own letters lack."""

from __future__ import annotations

from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from printer.models import PrinterModel
from printer.slip import Text

TEXT_MM = 5.0
"""Size of the letters; their capitals are then 3.6 mm (P-06 asks for 3)."""
MARGIN_MM = 1.0
FONTS = {False: "DejaVuSans.ttf", True: "DejaVuSans-Bold.ttf"}
"""By weight. DejaVu has Latin, Greek, Cyrillic and Arabic; Pillow's raqm shapes it and knows its direction."""


def draw(block: Text, model: PrinterModel) -> Image.Image | None:
    """Return a paragraph as a picture as wide as the paper, or None when the machine has no such font.

    A paragraph that mixes weights is drawn in the lighter one: shaped scripts must not be cut in pieces.
    """
    bold = all(span.bold for span in block.spans)
    font = _font(FONTS[bold], model.dots(TEXT_MM))
    if font is None:
        return None
    lines = _wrapped(block.plain, font, model.width - 2 * model.dots(MARGIN_MM))
    pitch = round(font.size * 1.3)
    picture = Image.new("L", (model.width, pitch * len(lines)), 255)
    pen = ImageDraw.Draw(picture)
    for row, line in enumerate(lines):
        pen.text((model.width / 2, row * pitch + pitch / 2), line, font=font, fill=0, anchor="mm")
    return picture.point(lambda shade: 255 * (shade > 127)).convert("1")  # noqa: PLR2004 - half grey


@lru_cache(maxsize=8)
def _font(name: str, size: int) -> ImageFont.FreeTypeFont | None:
    try:
        return ImageFont.truetype(name, size)
    except OSError:
        return None


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):  # not at spaces that shall not break
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines or [""]

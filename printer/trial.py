"""The test page: what a technician must see to know that model, width, letters, code and cutter are right."""

from __future__ import annotations

from printer.models import PrinterModel
from printer.slip import Block, Code, Number, Rule, Space, Span, Text


def trial_page(model: PrinterModel) -> tuple[Block, ...]:
    """Return a page for a model: a ruler of its columns, its letters, number, code, and letters it lacks."""
    return (
        _line(model.name, bold=True),
        _line(f"{model.width} punkter, {model.columns} tegn"),
        Rule(),
        Text((Span(_ruler(model.columns)),), height=1),
        Rule(),
        _line("æøå ÆØÅ é ü ß € 0123456789"),
        _line("Українська"),
        _line("العربية"),
        Space(3),
        Number("K 012"),
        Space(3),
        Code("K012A7QX9B2M"),
        Space(3),
        _line("Linealen går fra kant til kant.", bold=True),
        _line("Papiret skæres under denne linje."),
        Space(3),
    )


def _line(text: str, *, bold: bool = False) -> Text:
    return Text((Span(text, bold),))


def _ruler(columns: int) -> str:
    """Return a line as wide as the paper whose last figure of each ten counts the tens."""
    return "".join(str(at // 10 % 10) if at % 10 == 0 else "." for at in range(1, columns + 1))

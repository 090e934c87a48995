"""From a ticket to what its paper says: pure, and ignorant of any printer."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from printer.words import Words, words

LONGEST = 120
"""Characters kept of any text from outside; longer is a mistake, and paper is not endless."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of letters of one weight and width; width is in multiples of the printer's font."""

    text: str
    bold: bool = False
    width: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A centred paragraph; its spans grow narrow, and then it is broken, where the paper is too small."""

    spans: tuple[Span, ...]
    height: int = 2
    """In multiples of the printer's font, whose capitals alone would be under 3 mm."""

    @property
    def plain(self) -> str:
        """Return the letters without their weight."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Number:
    """The ticket's number, as large as the paper allows."""

    label: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code."""

    data: str


@dataclass(frozen=True, slots=True)
class Space:
    """White paper, in millimetres."""

    mm: float


Block = Text | Number | Rule | Code | Space


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """The wait as it was known when the ticket was taken, in whole minutes."""

    kind: Literal["now", "range", "unknown", "closed"]
    low: int = 0
    high: int = 0
    passes_closing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipContent:
    """What a ticket's paper tells; nothing of it is about a person (S-01)."""

    house: str
    number: str
    """As in the queue, e.g. "K012"."""
    service: str
    place: str
    ahead: int
    wait: Wait
    issued_at: datetime
    """In the house's own time zone."""
    code: str
    """The ticket's own code, for the kiosk's scanner."""
    language: str = "da"
    copy: bool = False
    booked_for: datetime | None = None
    """The booked time that the ticket stands for, in the house's own time zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingContent:
    """What the confirmation of a booked time tells; nothing of it is about a person (S-01)."""

    house: str
    task: str
    place: str
    start: datetime
    """In the house's own time zone."""
    code: str
    """Six signs to check in with."""
    bring: str = ""
    """What to have along."""
    language: str = "da"
    over_screen: bool = False
    """Whether one types the code and is served at a screen, where no kiosk stands."""


def slip(content: SlipContent) -> tuple[Block, ...]:
    """Return the paper of a ticket from top to bottom: number, service, place, wait, time (P-06)."""
    text = words(content.language)
    return (
        _line(content.house, bold=True),
        Space(3),
        *_when(content.copy, _marked(text.copy), Space(2)),
        Number(_spaced(_clean(content.number))),
        Space(3),
        _line(content.service, bold=True, width=2),
        *_when(content.place, _line(content.place)),
        Space(2),
        Rule(),
        Space(2),
        *(_marked(line, strong=2) for line in _turn(text, content)),
        Space(2),
        Rule(),
        Space(2),
        _marked(text.moment(content.issued_at)),
        *_when(content.code, Space(4), Code(_clean(content.code)), Space(4)),
        _marked(text.watch),
        _marked(text.thanks),
        Space(3),
    )


def booking_slip(content: BookingContent) -> tuple[Block, ...]:
    """Return the confirmation of a booked time: what, when, where, the code as text and picture, what to bring."""
    text = words(content.language)
    return (
        _line(content.house, bold=True),
        Space(3),
        _marked(text.booked),
        _line(content.task, bold=True, width=2),
        Space(2),
        Rule(),
        Space(2),
        _marked(f"*{text.moment(content.start)}*"),
        *_when(content.place, _line(content.place)),
        Space(2),
        Rule(),
        Space(2),
        _marked(text.booking_code),
        _line(_clean(content.code), bold=True, width=3),
        Space(4),
        Code(_clean(content.code)),
        Space(4),
        *_arrival(text, content),
        *_when(content.bring, Space(2), _marked(text.bring), _line(content.bring)),
        Space(3),
    )


def _arrival(text: Words, content: BookingContent) -> Iterator[Text]:
    lines = text.check_in_at_screen if content.over_screen else text.check_in
    return map(_marked, lines.split("\n"))


def _when(wanted: object, *blocks: Block) -> tuple[Block, ...]:
    return blocks if wanted else ()


def _turn(text: Words, content: SlipContent) -> list[str]:
    """Return when it will be the citizen's turn: at the booked time, or after those ahead."""
    if content.booked_for is not None:
        return [text.booked_for.format(hour=content.booked_for.hour, minute=content.booked_for.minute)]
    return [_ahead(text, content.ahead), *_wait(text, content.wait)]


def _ahead(text: Words, ahead: int) -> str:
    return text.ahead.format(ahead=ahead) if ahead > 0 else text.nobody_ahead


def _wait(text: Words, wait: Wait) -> list[str]:
    lines = {
        "now": [text.wait_now],
        "range": [_minutes(text, wait.low, wait.high)],
        "unknown": [text.wait_unknown],
        "closed": [],
    }[wait.kind]
    return [*lines, *text.passes_closing.splitlines()] if wait.passes_closing else lines


def _minutes(text: Words, low: int, high: int) -> str:
    if low >= high:
        return text.wait_exact.format(high=max(low, high))
    if low <= 0:
        return text.wait_at_most.format(high=high)
    return text.wait_range.format(low=low, high=high)


def _marked(line: str, *, strong: int = 1) -> Text:
    """Return a line whose `*starred*` parts are bold, and `strong` times as wide."""
    parts = [(part, index % 2 == 1) for index, part in enumerate(line.split("*"))]
    return Text(tuple(Span(part, bold, strong if bold else 1) for part, bold in parts if part))


def _line(text: str, *, bold: bool = False, width: int = 1) -> Text:
    return Text((Span(_clean(text), bold=bold, width=width),))


def _clean(text: str) -> str:
    """Return text from outside on one line and without control characters, which a printer would obey."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(letter for letter in line if unicodedata.category(letter) != "Cc")[:LONGEST]


def _spaced(number: str) -> str:
    return f"{number[:1]} {number[1:]}"

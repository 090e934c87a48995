"""What the encoder costs: time and bytes of each kind of slip, and how much paper it takes."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from kvik.bench.figures import Figure, figure
from printer.encoder import encode
from printer.models import find_model
from printer.slip import SlipContent, Wait, slip

MODEL = "epson-tm-t20iii"
_TICKET = SlipContent(
    house="Borgernes Hus · Næstved", number="K012", service="KVIK", place="Skrankerne i stueetagen", ahead=2,
    wait=Wait(kind="range", low=3, high=6), issued_at=datetime(2026, 11, 23, 9, 42, tzinfo=UTC), code="K012A7QX9B",
)
KINDS = {
    "Danish, letters": _TICKET,
    "Danish, a copy, closing soon": replace(
        _TICKET, copy=True, wait=Wait(kind="range", low=3, high=6, passes_closing=True),
    ),
    "Ukrainian, pictures": replace(_TICKET, language="uk"),
    "Arabic, pictures": replace(_TICKET, language="ar"),
}


@dataclass(frozen=True, slots=True)
class SlipSize:
    """How large one kind of slip is."""

    kind: str
    sent_bytes: int
    mm: float

    def as_json(self) -> dict[str, str | float]:
        """Return the size for scripts."""
        return {"kind": self.kind, "bytes": self.sent_bytes, "mm": round(self.mm, 1)}


def encoding(times: int) -> tuple[list[Figure], list[SlipSize]]:
    """Return how long the encoder takes for each kind of slip, and what comes out of it."""
    model = find_model(MODEL)
    figures, sizes = [], []
    for kind, content in KINDS.items():
        encoded = encode(slip(content), model)  # the first one loads fonts and encoder
        sizes.append(SlipSize(kind, len(encoded.data), encoded.mm))
        figures.append(figure(f"encode: {kind}", [_seconds(content) for _ in range(times)]))
    return figures, sizes


def _seconds(content: SlipContent) -> float:
    began = time.perf_counter()
    encode(slip(content), find_model(MODEL))
    return time.perf_counter() - began

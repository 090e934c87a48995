"""Messages to bytes and back: the envelope around every payload, with bounds checked before parsing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import TypeVar

from pydantic import ValidationError

from broker.messages import Envelope, Payload
from broker.topics import LARGEST

Data = TypeVar("Data", bound=Payload)


class MalformedError(ValueError):
    """A message that is not what its topic promises; says which field and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What the envelope says besides the payload."""

    id: str
    source: str
    type: str
    time: datetime
    lifetime: timedelta | None = None
    seq: int | None = None
    reply_to: str | None = None


@cache
def _envelope(payload: type[Data]) -> type[Envelope[Data]]:
    return Envelope[payload]  # type: ignore[valid-type]


def encode(stamp: Stamp, data: Payload) -> bytes:
    """Return the message as JSON bytes."""
    envelope = _envelope(type(data)).model_construct(
        id=stamp.id, source=stamp.source, type=stamp.type, time=stamp.time,
        expires_at=None if stamp.lifetime is None else stamp.time + stamp.lifetime,
        seq=stamp.seq, reply_to=stamp.reply_to, data=data,
    )
    return envelope.model_dump_json(exclude_none=True).encode()


def decode(raw: bytes, payload: type[Data]) -> Envelope[Data]:
    """Return the message in the bytes; raises MalformedError."""
    if len(raw) > LARGEST:
        raise MalformedError(f"{len(raw)} bytes, more than the {LARGEST} allowed")
    try:
        return _envelope(payload).model_validate_json(raw)
    except ValidationError as error:
        raise MalformedError(_in_words(error)) from None


def _in_words(error: ValidationError) -> str:
    """Return the first three faults as "data.desk: String should ..."; input values stay out of the log."""
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    words = [f"{'.'.join(map(str, f['loc'])) or 'message'}: {f['msg']}" for f in faults[:3]]
    more = f" and {len(faults) - 3} more" if len(faults) > 3 else ""  # noqa: PLR2004 - the three above
    return "; ".join(words) + more

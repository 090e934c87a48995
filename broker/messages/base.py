"""The envelope around every message, what all payloads have in common, and the hub's answer to a request."""

from __future__ import annotations

from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints

Id = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_.:/-]+$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[a-z0-9-]+$")]
"""Id of a device, desk or service."""
Number = Annotated[str, StringConstraints(min_length=4, max_length=4, pattern=r"^[A-Z][0-9]{3}$")]
"""A ticket's number as citizens read it, e.g. "K012"."""
BookingCode = Annotated[
    str, StringConstraints(min_length=6, max_length=6, pattern=r"^[ACDEFGHJKLMNPRTVXY234679]{6}$"),
]
"""Six signs that cannot be mistaken for each other."""
Language = Annotated[str, StringConstraints(min_length=2, max_length=8, pattern=r"^[a-z]{2,3}$")]


class Payload(BaseModel):
    """Base of all payloads: immutable, and strangers among the fields are refused.

    Built at first use: a face needs few of them, and all would cost every start 30 ms and 10 MB.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Refusal(Payload):
    """Why not, and how to mend it; for logs and scripts, in English."""

    reason: str
    message: str
    fix: str
    facts: dict[str, str | int] = {}


class Reply(Payload):
    """The hub's one answer to a request; repeats of the request get the same."""

    outcome: Literal["done", "refused"]
    result: dict[str, Any] = {}
    refusal: Refusal | None = None


class Nothing(Payload):
    """No content."""


Data = TypeVar("Data", bound=Payload)


class Envelope(BaseModel, Generic[Data]):
    """The message around a payload; attribute names of CloudEvents where it has them."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    id: Id
    source: Name
    """Identity of the sending device."""
    type: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    """Row of the topic table, and for commands the action: "command.take"."""
    time: AwareDatetime
    expires_at: AwareDatetime | None = None
    seq: int | None = None
    reply_to: Annotated[str, StringConstraints(max_length=200)] | None = None
    data: Data

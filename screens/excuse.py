"""Why a wish was not met, and what the citizen wants to know of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from broker.messages import Refusal

NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True)
class Excuse:
    """A reason, and its facts; all of them ids, as on the wire."""

    reason: str = ""
    service: str = ""
    start: datetime | None = None
    """The booked time that it is about."""
    number: str = ""
    """The ticket that it is about."""
    branch: str = ""
    """Where the citizen is expected instead; nothing for the house."""


def excuse_of(refusal: Refusal | None, service: str = "") -> Excuse:
    """Return the excuse for a refusal; of the service that was asked for, or else of the one it tells."""
    if refusal is None:
        return Excuse(service=service)
    facts: Mapping[str, str | int] = refusal.facts
    start = facts.get("start")
    return Excuse(
        reason=refusal.reason, service=service or str(facts.get("service", "")),
        start=datetime.fromisoformat(str(start)) if start else None,
        number=str(facts.get("number", "")), branch=str(facts.get("branch", "")),
    )

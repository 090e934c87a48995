"""Why a wish was not met at a station, and what the citizen wants to know of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from broker.messages import Refusal
    from config.site import Site

NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True)
class Excuse:
    """A reason, and its facts."""

    reason: str = ""
    start: datetime | None = None
    """The booked time that it is about."""
    branch: str = ""
    """Name of the branch where the citizen is expected instead; nothing for the house."""


def excuse_of(refusal: Refusal | None, site: Site) -> Excuse:
    """Return the excuse for a refusal."""
    if refusal is None:
        return Excuse()
    start, branch = refusal.facts.get("start"), site.branches.get(str(refusal.facts.get("branch", "")))
    return Excuse(
        reason=refusal.reason, start=datetime.fromisoformat(str(start)) if start else None,
        branch="" if branch is None else branch.name,
    )

"""Where a booked citizen can be served: in the house, or at a branch library over a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queueing.house import Entry

if TYPE_CHECKING:
    from config.site import Site


def places_for(site: Site, task: str) -> list[str | None]:
    """Return the places for a task: None is the house, which comes first; then branches with a station."""
    settings = site.tasks.get(task)
    over_screen = {s.staff_of for s in site.services.values() if s.entry == Entry.STATION}
    if settings is None or settings.presence or settings.service not in over_screen:
        return [None]
    return [None, *dict.fromkeys(s.branch for s in site.stations)]

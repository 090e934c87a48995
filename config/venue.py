"""Where citizens go for a service: the house or one of its branches, and the spot there."""

from __future__ import annotations

from dataclasses import dataclass

from config.site import Site
from config.values import in_language
from queueing.names import ServiceId


@dataclass(frozen=True, slots=True)
class Venue:
    """A place in the words of one language."""

    house: str
    """The name of the house, or of the branch library."""
    spot: str
    """Where in it."""
    over_screen: bool
    """Whether one is served there over a screen, from the house."""


def venue_of(site: Site, service: str, language: str, branch: str | None = None) -> Venue:
    """Return where citizens go for a service; `branch` is where its screen is, when it is given over one."""
    settings = site.services[service]
    screen = None if branch is None else site.house().over_screen(ServiceId(service))
    spot = settings.place if screen is None else site.services[screen.id].place
    at = branch or settings.branch
    return Venue(
        house=site.name if at is None else site.branches[at].name,
        spot=in_language(spot, language), over_screen=screen is not None,
    )

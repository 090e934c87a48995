"""What concerns the people before one display: the calls and services of the place where it hangs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from broker.messages import Call, ServiceState
    from config.site import Site


class Surroundings:
    """The house itself, or one branch library."""

    def __init__(self, site: Site, branch: str | None) -> None:
        self._desks = frozenset(d.id for d in site.desks.values() if d.branch == branch)
        self._services = frozenset(s.id for s in site.services.values() if s.branch == branch)

    def hear(self, call: Call) -> bool:
        """Whether somebody here is called; who sits at a station is called there alone."""
        return call.station is None and call.desk in self._desks

    def have(self, service: ServiceState) -> bool:
        """Whether a service is given here."""
        return service.service in self._services

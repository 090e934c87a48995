"""What concerns the people before one display: the calls and services of the place where it hangs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from broker.messages import Call, ServiceState
    from config.site import Site


class Surroundings:
    """The house itself, or one branch library."""

    def __init__(self, site: Site, branch: str | None) -> None:
        self._branch = branch
        self._desks = {d.id: d.branch for d in site.desks.values()}
        self._services = {s.id: s.branch for s in site.services.values()}

    def hear(self, call: Call) -> bool:
        """Whether somebody here is called; who sits at a station is called there alone.

        A desk that this display's file does not know yet is one of the house.
        """
        return call.station is None and self._desks.get(call.desk) == self._branch

    def have(self, service: ServiceState) -> bool:
        """Whether a service is given here."""
        return self._services.get(service.service) == self._branch

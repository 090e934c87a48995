"""Where booked times take place: in the house, at a branch library's own desks, or at its stations."""

from __future__ import annotations

from queueing.bookings import Booking
from queueing.errors import Reason, Refused
from queueing.house import House, Kiosk, Station, Task
from queueing.names import BranchId, ServiceId
from queueing.refusals import wrong


def check_branch(house: House, task: Task, branch: BranchId | None) -> None:
    """Refuse a branch without a station, and what cannot be done over a screen."""
    if branch is None:
        return
    if not house.stations_at(branch):
        known = sorted({s.branch for s in house.stations.values()})
        raise Refused(Reason.UNKNOWN_BRANCH, f"There is no station at {branch[:40]!r}.",
                      f"Use one of: {', '.join(known) or 'none; this house has no stations'}.",
                      branch=branch[:40])
    if task.needs_presence or house.over_screen(task.service) is None:
        raise Refused(Reason.NEEDS_PRESENCE, f"{task.id} cannot be done over a screen.",
                      "Book a time in the house.", task=task.id, branch=branch)


def check_place(house: House, booking: Booking, station: Station | None, kiosk: Kiosk | None) -> None:
    """Refuse a citizen who has come to another place than was booked; where staff stand does not matter."""
    place = booking.branch or house.service(booking.service).branch
    fits_screen = booking.branch == (None if station is None else station.branch)
    fits_kiosk = kiosk is None or (booking.branch is None and kiosk.branch == place)
    if fits_screen and fits_kiosk:
        return
    where = "in the house" if place is None else f"at the branch {place}"
    how = ", over its screen" if booking.branch else ""
    raise wrong(Reason.WRONG_PLACE, booking, f"is {where}{how}", "Go there, or have the time moved.",
                branch=place or "")


def served_by(house: House, booking: Booking) -> ServiceId:
    """Return the service under which a booking's citizen queues: at a branch the one over the screen."""
    screen = None if booking.branch is None else house.over_screen(booking.service)
    return booking.service if screen is None else screen.id

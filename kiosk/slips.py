"""From the wire's slips to what paper says, in the words of the site; without Qt, for everyone who prints."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from broker.messages import BookingView, Slip
from config.site import Site
from config.values import in_language
from config.venue import venue_of
from printer.slip import BookingContent, SlipContent, Wait


def slip_content(slip: Slip, site: Site) -> SlipContent:
    """Return what the paper of a slip says, in the language of its citizen."""
    wait, zone = slip.wait, ZoneInfo(site.time_zone)
    venue, service = venue_of(site, slip.service, slip.language), site.services[slip.service]
    return SlipContent(
        house=venue.house, number=slip.number, service=in_language(service.name, slip.language),
        place=venue.spot, ahead=slip.ahead,
        wait=Wait(kind=wait.kind, low=wait.low, high=wait.high, passes_closing=wait.passes_closing),
        issued_at=slip.issued_at.astimezone(zone), code=slip.code,
        language=slip.language, copy=slip.copy_of_first,
        booked_for=slip.booked_for.astimezone(zone) if slip.booked_for else None,
    )


def booking_content(booking: BookingView, site: Site) -> BookingContent:
    """Return what the confirmation of a booking says, in the language of its citizen."""
    task = site.tasks[booking.task]
    venue = venue_of(site, booking.service, booking.language, booking.branch)
    return BookingContent(
        house=venue.house, task=in_language(task.name, booking.language),
        place=venue.spot, over_screen=venue.over_screen,
        start=booking.start.astimezone(ZoneInfo(site.time_zone)), code=booking.code,
        bring=in_language(task.bring, booking.language) if task.bring else "", language=booking.language,
    )

"""From the wire's slips to what paper says, in the words of the site; without Qt, for everyone who prints."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from broker.messages import BookingView, Slip
from config.site import Site
from printer.slip import BookingContent, SlipContent, Wait


def slip_content(slip: Slip, site: Site) -> SlipContent:
    """Return what the paper of a slip says, in the language of its citizen."""
    service = site.services[slip.service]
    wait = slip.wait
    zone = ZoneInfo(site.time_zone)
    return SlipContent(
        house=site.name, number=slip.number, service=_in(service.name, slip.language),
        place=_in(service.place, slip.language), ahead=slip.ahead,
        wait=Wait(kind=wait.kind, low=wait.low, high=wait.high, passes_closing=wait.passes_closing),
        issued_at=slip.issued_at.astimezone(zone), code=slip.code,
        language=slip.language, copy=slip.copy_of_first,
        booked_for=slip.booked_for.astimezone(zone) if slip.booked_for else None,
    )


def booking_content(booking: BookingView, site: Site) -> BookingContent:
    """Return what the confirmation of a booking says, in the language of its citizen."""
    task = site.tasks[booking.task]
    return BookingContent(
        house=site.name, task=_in(task.name, booking.language),
        place=_in(site.services[booking.service].place, booking.language),
        start=booking.start.astimezone(ZoneInfo(site.time_zone)), code=booking.code,
        bring=_in(task.bring, booking.language) if task.bring else "", language=booking.language,
    )


def _in(words: Mapping[str, str], language: str) -> str:
    return words.get(language) or next(iter(words.values()))

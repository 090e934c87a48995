"""Giving the house's own bookings out: iCalendar and CSV, without anything about persons but initials if asked."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar import Event as IcsEvent

from broker import messages as m
from config.site import Site
from config.values import in_language
from config.venue import venue_of

_OWED = frozenset({"booked", "arrived"})
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = ("code", "task", "service", "start", "end", "state", "channel", "language", "number", "branch",
            "initials")


def to_ics(
    found: Iterable[m.BookingFound], site: Site, *, now: datetime, initials: bool = False,
) -> bytes:
    """Return bookings as a calendar to subscribe to; UIDs stay the same from export to export."""
    calendar = Calendar()
    calendar.add("prodid", "-//kvik//bookings//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for one in found:
        if one.booking.state in _OWED:
            calendar.add_component(_event(one, site, now, initials=initials))
    return bytes(calendar.to_ical())


def to_csv(found: Sequence[m.BookingFound], zone: ZoneInfo, *, initials: bool = False) -> str:
    """Return bookings as CSV with local times, safe to open in a spreadsheet (S-08)."""
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(_COLUMNS)
    for one in found:
        b = one.booking
        rows.writerow(safe(cell) for cell in (
            b.code, b.task, b.service, _local(b.start, zone), _local(b.end, zone), b.state, b.channel, b.language,
            b.number or "", b.branch or "",
            initials_of(one.person.name) if initials else "",
        ))
    return out.getvalue()


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula (S-08)."""
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell


def initials_of(name: str) -> str:
    """Return the first letters of a name, three at most: "Ida M. Hansen" is "IMH"."""
    return "".join(part[0].upper() for part in name.split() if part[0].isalpha())[:3]


def uid_of(code: str, site: str) -> str:
    """Return the name of a booking in all calendars and mails."""
    return f"{code}@{site}.kvik"


def _event(one: m.BookingFound, site: Site, now: datetime, *, initials: bool) -> IcsEvent:
    booking, event = one.booking, IcsEvent()
    who = initials_of(one.person.name) if initials else ""
    event.add("uid", uid_of(booking.code, site.id))
    event.add("dtstamp", now)
    event.add("dtstart", booking.start)
    event.add("dtend", booking.end)
    event.add("summary", " · ".join(filter(None, (_task(site, booking), who))))
    event.add("location", _where(site, booking))
    event.add("status", "CONFIRMED")
    return event


def _task(site: Site, booking: m.BookingView) -> str:
    """Return the name of what is booked; its id where the site's file does not know it any more."""
    known = site.tasks.get(booking.task)
    return booking.task if known is None else in_language(known.name, site.language)


def _where(site: Site, booking: m.BookingView) -> str:
    """Return where the citizen comes to, which for a time over a screen is not where the officer sits."""
    if booking.service not in site.services or booking.branch not in {None, *site.branches}:
        return site.name
    venue = venue_of(site, booking.service, site.language, booking.branch)
    return f"{venue.house}, {venue.spot}"


def _local(time: datetime, zone: ZoneInfo) -> str:
    return time.astimezone(zone).isoformat(sep=" ", timespec="minutes")

"""Mails about booked times, with their calendar entry; nothing about whom one is for gets into the log."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from config.values import in_language
from config.venue import Venue, venue_of
from queueing.bookings import Booking

if TYPE_CHECKING:
    from config.site import Site
    from queueing.ports import UnitOfWork

log = logging.getLogger(__name__)
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`~-]{1,64}@[A-Za-z0-9.-]{1,120}")
"""Nothing that a server must speak UTF-8 for, and nothing that was scrubbed."""


class Kind(StrEnum):
    """What a mail tells."""

    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Notice:
    """A mail that is due: what happened to which booking, and whom to tell."""

    kind: Kind
    booking: Booking
    to: str
    at: datetime


def mailable(contact: str) -> bool:
    """Whether a contact is one plain e-mail address."""
    return _ADDRESS.fullmatch(contact) is not None


_DAYS = {
    "da": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "da": ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober",
           "november", "december"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
}
_WHEN = {
    "da": "{day} den {date}. {month} {year} kl. {clock:%H.%M}",
    "en": "{day} {date} {month} {year} at {clock:%H:%M}",
}
_SUBJECT = {
    "da": {Kind.BOOKED: "Din tid hos {house}", Kind.MOVED: "Din tid hos {house} er flyttet",
           Kind.CANCELLED: "Din tid hos {house} er aflyst"},
    "en": {Kind.BOOKED: "Your appointment at {house}", Kind.MOVED: "Your appointment at {house} has been moved",
           Kind.CANCELLED: "Your appointment at {house} has been cancelled"},
}
_TEXT = {
    "da": {Kind.BOOKED: "Du har fået en tid.", Kind.MOVED: "Din tid er flyttet. Her er den nye tid.",
           Kind.CANCELLED: "Din tid er aflyst."},
    "en": {Kind.BOOKED: "You have an appointment.",
           Kind.MOVED: "Your appointment has been moved. This is the new time.",
           Kind.CANCELLED: "Your appointment has been cancelled."},
}
_LABELS = {
    "da": {"bring": "Husk: {bring}.", "code": "Din kode er {code}.",
           "arrive": "Tast koden på skærmen ved indgangen, når du kommer.",
           "arrive_at_screen": "Du taler med os over skærmen. Tast koden på den, når du kommer.",
           "phone": "Kan du ikke komme? Ring på {phone}."},
    "en": {"bring": "Please bring: {bring}.", "code": "Your code is {code}.",
           "arrive": "Enter the code on the screen at the entrance when you arrive.",
           "arrive_at_screen": "You talk to us over the screen. Enter the code on it when you arrive.",
           "phone": "Can't make it? Call {phone}."},
}


def compose(notice: Notice, site: Site, sender: str) -> EmailMessage:
    """Return the mail in the booking's language where the mails speak it, else in English."""
    booking = notice.booking
    language = booking.language if booking.language in _TEXT else "en"
    mail = EmailMessage(policy=policy.SMTP)
    mail["Subject"] = _SUBJECT[language][notice.kind].format(house=_venue(booking, site, language).house)
    mail["From"] = Address(display_name=site.name, addr_spec=sender)
    mail["To"] = notice.to
    mail["Date"] = format_datetime(notice.at)
    mail["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content("\n\n".join(_lines(notice, site, language)) + "\n", cte="quoted-printable")
    method = "CANCEL" if notice.kind is Kind.CANCELLED else "REQUEST"
    mail.add_attachment(
        _invitation(notice, site, sender, language, method), maintype="text", subtype="calendar",
        filename="tid.ics", params={"method": method, "charset": "utf-8"},
    )
    return mail


def _lines(notice: Notice, site: Site, language: str) -> list[str]:
    booking, words = notice.booking, _LABELS[language]
    task, venue = site.tasks[booking.task], _venue(booking, site, language)
    when = _when(booking.start, ZoneInfo(site.time_zone), language)
    what = in_language(task.name, language)
    lines = [_TEXT[language][notice.kind], f"{what}\n{when}\n{venue.house}, {venue.spot}"]
    if notice.kind is Kind.CANCELLED:
        return lines
    if task.bring is not None:
        lines.append(words["bring"].format(bring=in_language(task.bring, language)))
    arrive = words["arrive_at_screen" if venue.over_screen else "arrive"]
    lines.append(f"{words['code'].format(code=booking.code)} {arrive}")
    if site.phone is not None:
        lines.append(words["phone"].format(phone=site.phone))
    return lines


def _venue(booking: Booking, site: Site, language: str) -> Venue:
    return venue_of(site, booking.service, language, booking.branch)


def _when(start: datetime, zone: ZoneInfo, language: str) -> str:
    local = start.astimezone(zone)
    return _WHEN[language].format(
        day=_DAYS[language][local.weekday()], date=local.day, month=_MONTHS[language][local.month - 1],
        year=local.year, clock=local,
    )


def _invitation(notice: Notice, site: Site, sender: str, language: str, method: str) -> bytes:
    from icalendar import Calendar, Event, vCalAddress  # noqa: PLC0415 - only houses with mail load it

    from broker.calendars.export import uid_of  # noqa: PLC0415 - as above

    booking, event = notice.booking, Event()
    event.add("uid", uid_of(booking.code, site.id))
    # Grows with every change, as RFC 5546 wants it, without a count of the changes.
    event.add("sequence", max(0, int((notice.at - booking.made_at).total_seconds())))
    event.add("dtstamp", notice.at)
    event.add("dtstart", booking.start)
    event.add("dtend", booking.end)
    venue = _venue(booking, site, language)
    event.add("summary", f"{in_language(site.tasks[booking.task].name, language)}, {venue.house}")
    event.add("location", f"{venue.house}, {venue.spot}")
    event.add("status", "CANCELLED" if notice.kind is Kind.CANCELLED else "CONFIRMED")
    event.add("organizer", vCalAddress(f"mailto:{sender}"))
    event.add("attendee", vCalAddress(f"mailto:{notice.to}"))
    calendar = Calendar()
    calendar.add("prodid", "-//kvik//bookings//DA")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


class Postbox:
    """Puts mails into the transaction of what they tell; a house without a mail server has no use for them."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._sender = None if site.mail is None else site.mail.sender

    def put(self, uow: UnitOfWork, notice: Notice) -> None:
        """Store a mail; never raises for what is in it, for the booking stands whatever becomes of its mail."""
        if self._sender is None:
            return
        try:
            content = bytes(compose(notice, self._site, self._sender)).decode("ascii")
        except Exception as error:  # noqa: BLE001 - the error may hold the address; only its kind is told
            log.error("a mail could not be written: %s", type(error).__name__)  # noqa: TRY400 - as above
            return
        uow.post_mail(content, notice.at)

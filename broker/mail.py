"""Mails about booked times: composed with their calendar entry, kept on disk until a server has taken them.

The writer only puts a file into the spool; a thread of its own speaks with the server. Nothing about whom a mail
is for gets into the log.
"""

from __future__ import annotations

import logging
import os
import re
import smtplib
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4
from zoneinfo import ZoneInfo

from queueing.bookings import Booking

if TYPE_CHECKING:
    from config.mail import MailSettings
    from config.site import Site
    from queueing.clock import Clock

log = logging.getLogger(__name__)
KEPT = timedelta(hours=24)
"""A mail that no server takes for so long is thrown away, for it tells who comes (S-03)."""
SERVER_SECONDS = 10.0
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 900.0
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`~-]{1,64}@[A-Za-z0-9.-]{1,120}")
"""Nothing that a server must speak UTF-8 for, and nothing that was scrubbed."""
_LOST_FOR_GOOD = 500


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
    "da": {Kind.BOOKED: "Din tid i {house}", Kind.MOVED: "Din tid i {house} er flyttet",
           Kind.CANCELLED: "Din tid i {house} er aflyst"},
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
           "phone": "Kan du ikke komme? Ring på {phone}."},
    "en": {"bring": "Please bring: {bring}.", "code": "Your code is {code}.",
           "arrive": "Enter the code on the screen at the entrance when you arrive.",
           "phone": "Can't make it? Call {phone}."},
}


def compose(notice: Notice, site: Site, sender: str) -> EmailMessage:
    """Return the mail in the booking's language where the mails speak it, else in English."""
    booking = notice.booking
    language = booking.language if booking.language in _TEXT else "en"
    mail = EmailMessage(policy=policy.SMTP)
    mail["Subject"] = _SUBJECT[language][notice.kind].format(house=site.name)
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
    task, service = site.tasks[booking.task], site.services[booking.service]
    when = _when(booking.start, ZoneInfo(site.time_zone), language)
    place = f"{site.name}, {_in(service.place, language)}"
    lines = [_TEXT[language][notice.kind], f"{_in(task.name, language)}\n{when}\n{place}"]
    if notice.kind is Kind.CANCELLED:
        return lines
    if task.bring is not None:
        lines.append(words["bring"].format(bring=_in(task.bring, language)))
    lines.append(f"{words['code'].format(code=booking.code)} {words['arrive']}")
    if site.phone is not None:
        lines.append(words["phone"].format(phone=site.phone))
    return lines


def _in(words: Mapping[str, str], language: str) -> str:
    return str(words.get(language) or next(iter(words.values())))


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
    event.add("summary", f"{_in(site.tasks[booking.task].name, language)}, {site.name}")
    event.add("location", f"{site.name}, {_in(site.services[booking.service].place, language)}")
    event.add("status", "CANCELLED" if notice.kind is Kind.CANCELLED else "CONFIRMED")
    event.add("organizer", vCalAddress(f"mailto:{sender}"))
    event.add("attendee", vCalAddress(f"mailto:{notice.to}"))
    calendar = Calendar()
    calendar.add("prodid", "-//kvik//bookings//DA")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


class Mailer:
    """Keeps mails in a folder and sends them, oldest first, until a server has taken them."""

    def __init__(self, folder: Path, site: Site, settings: MailSettings, clock: Clock) -> None:
        self._folder = folder
        self._site = site
        self._settings = settings
        self._clock = clock
        self._stopping = threading.Event()
        self._work = threading.Event()
        self._thread = threading.Thread(target=self._run, name="hub-mail", daemon=True)

    def start(self) -> None:
        """Begin to send what waits."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._work.set()
        self._thread.start()

    def stop(self) -> None:
        """Stop; what waits stays in the folder."""
        self._stopping.set()
        self._work.set()
        self._thread.join(timeout=SERVER_SECONDS)

    def post(self, notice: Notice) -> None:
        """Put a mail into the spool; never raises, for the booking stands whatever becomes of its mail."""
        try:
            raw = bytes(compose(notice, self._site, self._settings.sender))
            name = f"{self._clock.now():%Y%m%dT%H%M%S%f}-{uuid4().hex}"
            part = self._folder / f"{name}.part"
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            part.rename(self._folder / f"{name}.eml")
        except Exception as error:  # noqa: BLE001 - the error may hold the address; only its kind is told
            log.error("a mail could not be kept: %s", type(error).__name__)  # noqa: TRY400 - as above
            return
        self._work.set()

    # ---- the thread

    def _run(self) -> None:
        pause = FIRST_PAUSE
        while not self._stopping.is_set():
            self._work.clear()
            if self._send_all():
                pause = FIRST_PAUSE
                self._work.wait(LONGEST_PAUSE)
            else:
                self._stopping.wait(pause)
                pause = min(LONGEST_PAUSE, pause * 2)

    def _send_all(self) -> bool:
        """Send what waits; False when something must be tried again."""
        done = True
        for file in sorted(self._folder.glob("*.eml")):
            if self._stopping.is_set():
                return True
            done = self._send_one(file) and done
        return done

    def _send_one(self, file: Path) -> bool:
        try:
            self._deliver(message_from_bytes(file.read_bytes(), policy=policy.SMTP))
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            why, for_good = f"the recipient is refused ({codes})", min(codes) >= _LOST_FOR_GOOD
        except smtplib.SMTPResponseException as error:
            why, for_good = f"the server answers {error.smtp_code}", False
        except (OSError, smtplib.SMTPException, ValueError) as error:
            why, for_good = type(error).__name__, False
        else:
            return _thrown_away(file)
        if for_good or self._age(file) > KEPT:
            log.error("a mail was given up: %s", why)
            return _thrown_away(file)
        log.warning("a mail waits for its server: %s", why)
        return False

    def _deliver(self, mail: EmailMessage) -> None:
        given = self._settings
        with smtplib.SMTP(given.host, given.port, timeout=SERVER_SECONDS) as server:
            if given.starttls:
                server.starttls(context=ssl.create_default_context())
            if given.user is not None and given.password_file is not None:
                server.login(given.user, Path(given.password_file).read_text(encoding="utf-8").strip())
            server.send_message(mail)

    def _age(self, file: Path) -> timedelta:
        posted = datetime.strptime(file.name[:21], "%Y%m%dT%H%M%S%f")  # noqa: DTZ007 - written in UTC above
        return self._clock.now().replace(tzinfo=None) - posted


def _thrown_away(file: Path) -> bool:
    with suppress(OSError):
        file.unlink()
    return not file.exists()

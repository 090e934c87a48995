"""Reading bookings as CSV: one row each, columns by name, times local to the house or with their offset (B-05)."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from broker.calendars.events import LARGEST, LONGEST_UID, MOST_EVENTS, Event, Reading, Window, safe_uid
from broker.calendars.ics import too_large
from queueing.bookings import Person, tidy_contact
from queueing.errors import Reason, Refused
from queueing.scrub import scrub

NEEDED = ("uid", "start", "task")
_KNOWN = frozenset({*NEEDED, "minutes", "status", "name", "contact", "topic"})
_CANCELLED = frozenset({"cancelled", "canceled", "aflyst", "annulleret"})
_FORMATS = ("%Y-%m-%d %H:%M", "%d-%m-%Y %H:%M", "%d.%m.%Y %H:%M", "%d/%m/%Y %H:%M")
_MOST_MINUTES = 24 * 60


def read_csv(raw: bytes, window: Window, zone: ZoneInfo) -> Reading:
    """Return the events of a CSV file with a first line of column names; commas or semicolons.

    Raises Refused for a file that is too large, has too many rows, is not UTF-8 or lacks a column.
    """
    if len(raw) > LARGEST:
        raise too_large(f"The file has more than {LARGEST // 1024 // 1024} MiB.")
    reading = Reading()
    rows = _rows(raw)
    try:
        for number, row in enumerate(rows, 2):
            if number > MOST_EVENTS + 1:
                raise too_large(f"The file has more than {MOST_EVENTS} rows.")
            _take(reading, f"line {number}", row, window, zone)
    except csv.Error as error:
        raise _malformed(f"It cannot be read as CSV: {error}") from None
    return reading


def _rows(raw: bytes) -> csv.DictReader[str]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _malformed("It is not UTF-8") from None
    head = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if ";" in head else ",", strict=True)
    try:
        names = [name.strip().lower() for name in rows.fieldnames or ()]
    except csv.Error as error:
        raise _malformed(f"It cannot be read as CSV: {error}") from None
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise _malformed(f"It has no column {' and no column '.join(missing)}")
    rows.fieldnames = names
    return rows


def _malformed(why: str) -> Refused:
    return Refused(Reason.MALFORMED, f"This is no list of bookings: {why}.",
                   f"Write UTF-8 with the columns {', '.join(NEEDED)}; also known: "
                   f"{', '.join(sorted(_KNOWN.difference(NEEDED)))}.")


def _take(reading: Reading, where: str, row: dict[str, str], window: Window, zone: ZoneInfo) -> None:
    cell = {name: (row.get(name) or "").strip() for name in _KNOWN}
    if not 0 < len(cell["uid"]) <= LONGEST_UID:
        reading.refuse(where, "no_uid", f"A row needs a uid of 1 to {LONGEST_UID} signs.",
                       "Write the other system's name for the booking.")
        return
    try:
        start, length = _start(cell["start"], zone), _length(cell["minutes"])
    except ValueError as error:
        reading.refuse(where, "malformed", f"{error}.", 'Write e.g. "2026-11-24 10:15" and whole minutes.')
        return
    if not window.holds(start):
        reading.passed_over += 1
        return
    reading.events.append(Event(
        uid=safe_uid(cell["uid"], start), where=where, start=start, length=length, words=(cell["task"],),
        cancelled=cell["status"].lower() in _CANCELLED,
        person=Person(
            name=scrub(cell["name"])[:60], contact=scrub(tidy_contact(cell["contact"]))[:120],
            topic=scrub(cell["topic"])[:400],
        ),
    ))


def _length(text: str) -> timedelta:
    if text and not (text.isdecimal() and int(text) <= _MOST_MINUTES):
        raise ValueError("The minutes are no length")
    return timedelta(minutes=int(text or 0))


def _start(text: str, zone: ZoneInfo) -> datetime:
    """Return the time in UTC; raises ValueError for one that is none, or that the clocks have twice or never."""
    found = _parsed(text)
    if found.tzinfo is not None:
        return found.astimezone(UTC)
    local = found.replace(tzinfo=zone)
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise ValueError("The start exists twice or never that night; write it with its offset")
    return local.astimezone(UTC)


def _parsed(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass  # the ways that spreadsheets write it are tried below
    for form in _FORMATS:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - its zone is the caller's to give
        except ValueError:
            continue
    raise ValueError("The start is no time")

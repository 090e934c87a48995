"""Reading iCalendar (RFC 5545): zones that are certain, repetitions that are bounded, nothing guessed (B-05)."""

from __future__ import annotations

import time
import warnings
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import recurring_ical_events
from icalendar import Calendar
from icalendar.cal.component import Component
from icalendar.timezone import tzp
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from broker.calendars.events import LARGEST, LONGEST_UID, MOST_EVENTS, Event, Reading, Window, safe_uid
from queueing.bookings import Person, tidy_contact
from queueing.errors import Reason, Refused
from queueing.scrub import scrub

MOST_SERIES = 500
"""Events that repeat, in one calendar."""
MOST_DATES = 1000
"""Single dates (RDATE, EXDATE) of one event."""
MOST_SECONDS = 20.0
"""How long the repetitions of one calendar may take to compute."""
_TIMES = ("DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE")
_RATES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_WITHIN_A_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")
_FIRST_YEAR = 2000
_ZONES = available_timezones()


class _FaultError(Exception):
    """Why one event cannot be taken: reason, message, fix."""


def read_ics(raw: bytes, window: Window, floating: ZoneInfo | None = None) -> Reading:
    """Return the events of an iCalendar file.

    `floating` is the zone of times that name none; without it they are refused. Raises Refused for a file that
    is too large, holds too many events or is no calendar.
    """
    if len(raw) > LARGEST:
        raise too_large(f"The calendar has more than {LARGEST // 1024 // 1024} MiB.")
    if raw.upper().count(b"BEGIN:VEVENT") > MOST_EVENTS:
        raise too_large(f"The calendar has more than {MOST_EVENTS} events.")
    reading = Reading()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about vendors' names of zones, which are refused below
        for calendar in _parsed(raw):
            _Reader(calendar, window, floating, reading).read()
    return reading


def too_large(message: str) -> Refused:
    """Return the refusal of a calendar beyond the bounds."""
    return Refused(Reason.TOO_LARGE, message, "Let the other system export a shorter stretch of time.")


def _parsed(raw: bytes) -> list[Any]:
    tzp.use_default()  # forgets the zones that an earlier file defined
    try:
        found = Calendar.from_ical(raw.decode("utf-8-sig"), multiple=True)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise Refused(Reason.MALFORMED, f"This is no iCalendar file: {str(error)[:120]}.",
                      "Export it again as iCalendar (.ics) in UTF-8.") from None
    if not found or any(calendar.name != "VCALENDAR" for calendar in found):
        raise Refused(Reason.MALFORMED, "This is no iCalendar file: it holds no VCALENDAR.",
                      "Export it again as iCalendar (.ics) in UTF-8.")
    return list(found)


class _Reader:
    """Reads one VCALENDAR."""

    def __init__(self, calendar: Any, window: Window, floating: ZoneInfo | None, reading: Reading) -> None:  # noqa: ANN401 - icalendar types its components loosely
        self._calendar = calendar
        self._window = window
        self._floating = floating
        self._reading = reading
        self._defined = {str(zone.get("TZID", "")) for zone in calendar.walk("VTIMEZONE")}
        self._series = 0

    def read(self) -> None:
        groups: dict[str, list[Any]] = {}
        for number, event in enumerate(self._calendar.walk("VEVENT"), 1):
            uid = str(event.get("UID", "")).strip()
            try:
                self._check(event, uid)
            except _FaultError as fault:
                self._reading.refuse(uid[:LONGEST_UID] or f"event {number}", *fault.args)
            else:
                groups.setdefault(uid, []).append(event)
        until = time.monotonic() + MOST_SECONDS
        for uid, events in groups.items():
            if time.monotonic() > until:
                raise too_large(f"The repetitions of the calendar take more than {MOST_SECONDS:g} s to compute.")
            self._take(uid, events)

    # ---- what is certain

    def _check(self, event: Any, uid: str) -> None:  # noqa: ANN401 - as above
        if not uid or len(uid) > LONGEST_UID:
            raise _FaultError("no_uid", f"An event needs a UID of 1 to {LONGEST_UID} signs.",
                              "Let the other system write one; without it changes cannot be followed.")
        if event.errors or any(_broken(event.get(name)) for name in _TIMES):
            raise _FaultError("malformed", "The event has a value that cannot be read.",
                              "Correct it where it was made.")
        if event.get("DTSTART") is None:
            raise _FaultError("malformed", "The event has no DTSTART.", "Correct it where it was made.")
        for value in _values(event):
            self._check_time(value)
        if event.get("RRULE") is not None or event.get("RDATE") is not None:
            self._check_repetition(event)

    def _check_time(self, value: Any) -> None:  # noqa: ANN401 - as above
        zone = value.params.get("TZID")
        if zone is not None and not self._is_known(str(zone)):
            raise _FaultError(
                "unknown_zone", f"Nobody knows the time zone {str(zone)[:60]!r}.",
                "Write an IANA or Windows name such as Europe/Copenhagen, or add its VTIMEZONE.",
            )
        for moment in _moments(value):
            if not isinstance(moment, datetime):
                raise _FaultError("all_day", "The event has a day, but no time.", "Give it a time of day.")
            if moment.tzinfo is None and self._floating is None:
                raise _FaultError("no_zone", "The event's time names no time zone.",
                                  "Export with zones, or set `time_zone` of the calendar (--zone).")

    def _is_known(self, zone: str) -> bool:
        return zone in self._defined or zone in WINDOWS_TO_OLSON or zone in _ZONES

    def _check_repetition(self, event: Any) -> None:  # noqa: ANN401 - as above
        self._series += 1
        rule = event.get("RRULE")
        if self._series > MOST_SERIES:
            raise _FaultError("too_much", f"More than {MOST_SERIES} events repeat.", "Export a shorter stretch.")
        if sum(1 for value in _values(event) for _ in _moments(value)) > MOST_DATES:
            raise _FaultError("too_much", f"The event names more than {MOST_DATES} dates.", "Split it.")
        if isinstance(rule, list) or (rule is not None and (
            rule.get("FREQ", [""])[0] not in _RATES or any(part in rule for part in _WITHIN_A_DAY)
        )):
            raise _FaultError("too_much", "The event repeats within a day, or by several rules.",
                              "Repeat it daily or more seldom, by one rule.")
        if event["DTSTART"].dt.year < _FIRST_YEAR:
            raise _FaultError("too_much", f"The event repeats since before {_FIRST_YEAR}.", "End the old series.")

    # ---- what happens when

    def _take(self, uid: str, events: list[Any]) -> None:
        if len(events) == 1 and not _repeats(events[0]):
            self._note(uid, events[0])
            return
        if len(events) == 1 and self._has_ended(events[0]):
            self._reading.passed_over += 1
            return
        masters = [event for event in events if event.get("RECURRENCE-ID") is None]
        if len(masters) > 1:
            newest = max(masters, key=lambda event: int(event.get("SEQUENCE", 0)))
            events = [newest, *(event for event in events if event.get("RECURRENCE-ID") is not None)]
        try:
            found = self._expanded(events)
        except (ValueError, TypeError, KeyError, OverflowError) as error:
            self._reading.refuse(uid, "malformed", f"The series cannot be computed: {str(error)[:80]}.",
                                 "Correct its rule where it was made.")
            return
        cancelled = bool(masters) and _is_cancelled(masters[0])
        for event in found:
            self._note(uid, event, cancelled=cancelled)
        for event in masters:
            self._note_left_out(uid, event)

    def _has_ended(self, event: Any) -> bool:  # noqa: ANN401 - as above
        """Return whether a series surely ended before the window; saves computing years of it at every look."""
        until = (event.get("RRULE") or {}).get("UNTIL", [None])[0]
        if until is None or event.get("RDATE") is not None:
            return False
        last = until.date() if isinstance(until, datetime) else until
        return bool(last < self._window.start.date() - timedelta(days=1))

    def _expanded(self, events: Iterable[Any]) -> list[Any]:
        calendar = Calendar()
        for zone in self._calendar.walk("VTIMEZONE"):
            calendar.add_component(zone)
        for event in events:
            calendar.add_component(event)
        query = recurring_ical_events.of(calendar)
        return list(query.between(self._window.start, self._window.end))

    def _note_left_out(self, uid: str, event: Any) -> None:  # noqa: ANN401 - as above
        """Note each EXDATE as a cancellation, for it may have been a date of the series before."""
        for moment in _dates(event, "EXDATE"):
            start = self._utc(moment)
            if self._window.holds(start):
                self._add(Event(uid=_repetition(uid, start), where=uid, start=start, cancelled=True))

    def _note(self, uid: str, event: Any, *, cancelled: bool = False) -> None:  # noqa: ANN401 - as above
        start = self._utc(event["DTSTART"].dt)
        if not self._window.holds(start):
            self._reading.passed_over += 1
            return
        named = event.get("RECURRENCE-ID")
        name = uid if named is None else _repetition(uid, self._utc(named.dt))
        self._add(Event(
            uid=safe_uid(name, start), where=uid, start=start, length=self._length(event, start),
            words=_words(event), cancelled=cancelled or _is_cancelled(event), person=_person(event),
        ))

    def _add(self, event: Event) -> None:
        if len(self._reading.events) >= MOST_EVENTS:
            raise too_large(f"The calendar has more than {MOST_EVENTS} events and repetitions.")
        self._reading.events.append(event)

    def _length(self, event: Any, start: datetime) -> timedelta:  # noqa: ANN401 - as above
        if (end := event.get("DTEND")) is not None:
            return max(self._utc(end.dt) - start, timedelta(0))
        duration = event.get("DURATION")
        return timedelta(0) if duration is None or _broken(duration) else duration.dt

    def _utc(self, moment: datetime) -> datetime:
        zone: tzinfo | None = moment.tzinfo or self._floating
        return moment.replace(tzinfo=zone).astimezone(UTC)


def _values(event: Component) -> Iterator[Any]:
    """Yield everything in an event that holds a time, with its parameters."""
    for name in _TIMES:
        found = event.get(name)
        yield from (found if isinstance(found, list) else [] if found is None else [found])


def _moments(value: Any) -> Iterator[Any]:  # noqa: ANN401 - icalendar types its values loosely
    for single in getattr(value, "dts", None) or [value]:
        moment = single.dt
        yield moment[0] if isinstance(moment, tuple) else moment


def _dates(event: Component, name: str) -> Iterator[datetime]:
    found = event.get(name)
    for value in found if isinstance(found, list) else [] if found is None else [found]:
        yield from _moments(value)


def _broken(value: Any) -> bool:  # noqa: ANN401 - as above
    values = value if isinstance(value, list) else [value]
    return any(type(single).__name__ == "vBrokenProperty" for single in values)


def _repeats(event: Component) -> bool:
    return event.get("RRULE") is not None or event.get("RDATE") is not None


def _is_cancelled(event: Component) -> bool:
    return str(event.get("STATUS", "")).upper() == "CANCELLED"


def _repetition(uid: str, at: datetime) -> str:
    return safe_uid(f"{uid}#{at:%Y%m%dT%H%M%SZ}", at)


def _words(event: Component) -> tuple[str, ...]:
    found = event.get("CATEGORIES")
    groups = found if isinstance(found, list) else [] if found is None else [found]
    categories = [str(word) for group in groups for word in getattr(group, "cats", [])]
    return (*categories, str(event.get("SUMMARY", "")))


def _person(event: Component) -> Person:
    """Return who comes: the first attendee. Titles and descriptions are not kept, whatever stands in them."""
    found = event.get("ATTENDEE")
    first = found[0] if isinstance(found, list) else found
    if first is None or _broken(first):
        return Person()
    address = str(first)
    scheme, _, rest = address.partition(":")
    contact = tidy_contact(rest) if scheme.lower() in ("mailto", "tel") else ""
    return Person(name=scrub(str(first.params.get("CN", "")))[:60], contact=scrub(contact)[:120])

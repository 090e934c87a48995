"""What a site's file says, for people and for scripts: its opening hours at a time, and its summary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from config.errors import UnknownServiceError
from config.site import InformationSettings, ServiceSettings, Site
from config.values import DAYS, in_language
from queueing.hours import MIDNIGHT, Shift, Stretch, Week
from queueing.names import ServiceId


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One service, or one thing that nobody queues for, at one time; times are in the house's zone."""

    id: str
    name: Mapping[str, str]
    queue: bool
    """Whether citizens queue for it."""
    open: bool
    staff: int | None
    """On duty by plan; None where the file does not say."""
    closes_at: datetime | None
    opens_at: datetime | None
    """Next opening after the present time, or after the present stretch."""
    today: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursReport:
    """The opening hours of a site at one time."""

    at: datetime
    closed: Mapping[str, str] | None
    """Why the whole house is closed that day, in each language; None when it is not."""
    rows: tuple[Row, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return it for scripts: JSON values, times as local ISO 8601."""
        return {
            "at": self.at.isoformat(), "house_closed": self.closed,
            "services": [_row_dict(row) for row in self.rows],
        }

    def lines(self, language: str = "en") -> list[str]:
        """Return it for people, names in a language of the site."""
        closed = f"; closed: {in_language(self.closed, language)}" if self.closed else ""
        texts = [_row_texts(row, self.at, language) for row in self.rows]
        return [f"{self.at:%A} {self.at.day} {self.at:%B %Y, %H:%M}{closed}", *_columns(texts)]


def hours_report(site: Site, at: datetime, only: str | None = None) -> HoursReport:
    """Return what is open at a time, with how many staff, until when, and when it opens next.

    Raises UnknownServiceError with those that exist.
    """
    known: dict[str, ServiceSettings | InformationSettings] = {**site.services, **site.information}
    if only is not None and only not in known:
        raise UnknownServiceError(f"There is no service {only!r}.", f"Use one of: {', '.join(known)}.")
    zone = ZoneInfo(site.time_zone)
    local = at.astimezone(zone)
    return HoursReport(
        at=local, closed=site.closed_words(local.date()),
        rows=tuple(_row(site, known[name], local) for name in ([only] if only else known)),
    )


def _row(site: Site, one: ServiceSettings | InformationSettings, at: datetime) -> Row:
    hours, service, zone = site.hours, ServiceId(one.id), at.tzinfo
    closes = hours.closes_at(service, at)
    opens = hours.opens_at(service, closes or at)
    knows_staff = isinstance(one, ServiceSettings) or one.staff_known
    return Row(
        id=one.id, name=one.name, queue=isinstance(one, ServiceSettings), open=closes is not None,
        staff=hours.staff(service, at) if knows_staff else None,
        closes_at=closes and closes.astimezone(zone), opens_at=opens and opens.astimezone(zone),
        today=tuple(
            Stretch(s.start.astimezone(zone), s.end.astimezone(zone))
            for s in hours.stretches(service, at.date())
        ),
    )


def _row_dict(row: Row) -> dict[str, Any]:
    return {
        "service": row.id, "name": dict(row.name), "queue": row.queue, "open": row.open, "staff": row.staff,
        "closes_at": row.closes_at and row.closes_at.isoformat(),
        "opens_at": row.opens_at and row.opens_at.isoformat(),
        "today": [{"from": s.start.isoformat(), "to": s.end.isoformat()} for s in row.today],
    }


def _row_texts(row: Row, at: datetime, language: str) -> tuple[str, ...]:
    until = f"until {row.closes_at:%H:%M}" if row.closes_at else ""
    staff = f"staff {row.staff}" if row.open and row.staff is not None else ""
    opens = f"opens {_when(row.opens_at, at.date())}" if row.opens_at else "no opening planned"
    return (in_language(row.name, language), "open" if row.open else "closed", until, staff, opens)


def _when(moment: datetime, today: date) -> str:
    clock = f"{moment:%H:%M}"
    return clock if moment.date() == today else f"{moment:%a} {moment.day} {moment:%b} {clock}"


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows]


# ---- the summary of a file without mistakes


def summary(site: Site) -> dict[str, Any]:
    """Return what a site's file says, for scripts."""
    return {
        "site": site.id, "name": site.name, "phone": site.phone, "time_zone": site.time_zone,
        "languages": list(site.languages),
        "services": {
            s.id: {"letter": s.letter, "entry": s.entry.value, "week": _week_texts(site, s.id)}
            for s in site.services.values()
        },
        "tasks": {
            t.id: {"service": t.service, "minutes": _minutes(t.length), "presence": t.presence}
            for t in site.tasks.values()
        },
        "information": {name: _week_texts(site, name) for name in site.information},
        "desks": {d.id: list(d.services) for d in site.desks.values()},
        "kiosks": {k.id: {"printer": k.printer, "printer_model": k.printer_model} for k in site.kiosks},
        "displays": [d.id for d in site.displays],
        "branches": {b.id: b.name for b in site.branches.values()},
        "stations": {s.id: s.branch for s in site.stations},
        "devices": len(site.devices()),
    }


def summary_lines(site: Site, language: str = "en") -> list[str]:
    """Return what a site's file says, for people."""
    services = [
        (s.letter, in_language(s.name, language), s.entry.value,
         f"the staff of {s.staff_of}" if s.staff_of else _week_line(site, s.id))
        for s in site.services.values()
    ]
    tasks = [(in_language(t.name, language), f"{_minutes(t.length)} min", t.service) for t in site.tasks.values()]
    booked = ["Tasks", *_indented(_columns(tasks)), ""] if tasks else []
    desks = [(d.name, ", ".join(d.services)) for d in site.desks.values()]
    branches = [(b.name, _listed(s.id for s in site.stations if s.branch == b.id)) for b in site.branches.values()]
    remote = ["Branch libraries", *_indented(_columns(branches)), ""] if branches else []
    faces = f"Kiosks {_listed(k.id for k in site.kiosks)}; displays {_listed(d.id for d in site.displays)}"
    return [
        f"{site.name} ({site.id}), {site.time_zone}, languages {', '.join(site.languages)}", "",
        "Services", *_indented(_columns(services)), "", *booked,
        "Desks", *_indented(_columns(desks)), "", *remote,
        f"{faces}; {len(site.devices())} devices with an identity of their own",
    ]


def _week_texts(site: Site, service: str) -> dict[str, list[str]]:
    """Return each weekday's shifts, e.g. {"mon": ["10:00-14:00 staff 3"]}, without closed days."""
    week = zip(DAYS, _week_of(site, service), strict=True)
    return {day: [_shift_text(shift) for shift in shifts] for day, shifts in week if shifts}


def _shift_text(shift: Shift) -> str:
    end = "24:00" if shift.end == MIDNIGHT else f"{shift.end:%H:%M}"
    return f"{shift.start:%H:%M}-{end} staff {shift.staff}"


def _week_line(site: Site, service: str) -> str:
    """Return a week on one line, days that are alike together: mon-fri 10:00-14:00 staff 3."""
    groups: list[tuple[list[str], list[str]]] = []
    for day, texts in _week_texts(site, service).items():
        if groups and groups[-1][1] == texts and DAYS.index(groups[-1][0][-1]) + 1 == DAYS.index(day):
            groups[-1][0].append(day)
        else:
            groups.append(([day], texts))
    return "; ".join(f"{'-'.join(dict.fromkeys((d[0], d[-1])))} {', '.join(texts)}" for d, texts in groups)


def _week_of(site: Site, service: str) -> Week:
    hours = site.hours
    name = ServiceId(service)
    return hours.weeks[hours.same_staff.get(name, name)]


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "none"

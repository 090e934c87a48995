"""What one house is: the models behind a site's file, and the value types that they become."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from functools import cached_property
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field

from config.calendar import Calendar, ClosureSettings
from config.calendars import CalendarSettings
from config.devices import CONSOLE, HUB, Device, button_device, desk_device
from config.hosts import Host
from config.mail import MailSettings
from config.remote import RemoteSettings
from config.values import (
    DAYS,
    ButtonUrl,
    Count,
    DatabaseUrl,
    Day,
    Duration,
    Language,
    Line,
    MeetingLength,
    Name,
    Node,
    Positive,
    PrinterUrl,
    ScannerUrl,
    Settings,
    StartTime,
    WallTime,
    Weekdays,
    Words,
    Zone,
)
from config.video import VideoSettings
from queueing.hours import Hours, Shift, Week
from queueing.house import Acute, Desk, Entry, House, Rules, Service, Station, Task
from queueing.names import BranchId, DeskId, ServiceId, StationId, TaskId


class Span(Settings):
    """A part of a day, in local wall time; with how many staff, where that matters."""

    start: StartTime = Field(alias="from", examples=["10:00"])
    end: WallTime = Field(alias="to", examples=["14:00"])
    staff: Count | None = Field(default=None, examples=[2])

    def shift(self) -> Shift:
        """Return the shift as the queue knows it."""
        return Shift(self.start, self.end, self.staff or 1)


class Attendance(Span):
    """A part of some days of every week, at which something that nobody queues for is there."""

    days: Weekdays = Field(examples=["mon-fri"])


class WeeklyShift(Attendance):
    """A shift at a service, which needs its staff."""

    staff: Count = Field(examples=[2])


class AcuteSettings(Settings):
    """Times of the day of which the last one is given out on the same day only."""

    times: tuple[StartTime, ...] = Field(min_length=1, examples=[["10:30"]])
    released_at: StartTime = Field(default=time(8), examples=["08:00"])

    def acute(self) -> Acute:
        """Return the times as the queue knows them."""
        return Acute(times=frozenset(self.times), released_at=self.released_at)


class ServiceSettings(Settings):
    """One thing that citizens queue for."""

    id: Name
    letter: Annotated[str, Field(strict=True, pattern=r"^[A-Z]$", examples=["K"])]
    entry: Entry = Field(examples=["walk-in"])
    name: Words = Field(examples=[{"da": "KVIK", "en": "Quick help"}])
    about: Words = Field(examples=[{"da": "Hurtige spørgsmål", "en": "Quick questions"}])
    place: Words = Field(examples=[{"da": "I stueetagen", "en": "On the ground floor"}])
    expected: Duration = Field(examples=["15 min"])
    longest_wait: Duration = timedelta(minutes=45)
    limit: Duration | None = None
    shifts: tuple[WeeklyShift, ...] = ()
    staff_of: Name | None = None
    """The service whose staff serve this one as well, at the same hours; instead of shifts."""
    branch: Name | None = None
    """The branch library that has it; None for the house itself."""
    acute: AcuteSettings | None = None

    def service(self) -> Service:
        """Return the service as the queue knows it."""
        return Service(
            id=ServiceId(self.id), letter=self.letter, entry=self.entry, expected=self.expected,
            longest_wait=self.longest_wait, limit=self.limit,
            branch=None if self.branch is None else BranchId(self.branch),
        )


class TaskSettings(Settings):
    """Something that citizens book a time for."""

    id: Name
    service: Name = Field(examples=["borgerservice"])
    length: MeetingLength = Field(examples=["15 min"])
    name: Words = Field(examples=[{"da": "Pas eller kørekort", "en": "Passport or driving licence"}])
    bring: Words | None = Field(default=None, examples=[{"da": "Gyldig legitimation", "en": "Valid ID"}])
    """What the citizen must have with them; told when the time is booked, and again at the kiosk."""
    topic: bool = Field(default=False, strict=True)
    """Whether the citizen may say beforehand what it is about."""
    presence: bool = Field(default=False, strict=True)
    """Whether the citizen must come to the house: no screen will do."""

    def task(self) -> Task:
        """Return the task as the queue knows it."""
        return Task(
            id=TaskId(self.id), service=ServiceId(self.service), length=self.length, takes_topic=self.topic,
            needs_presence=self.presence,
        )


class InformationSettings(Settings):
    """The hours of something that nobody queues for, such as the building."""

    id: Name
    name: Words = Field(examples=[{"da": "Kontaktcenter", "en": "Contact centre"}])
    about: Words | None = None
    shifts: tuple[Attendance, ...] = Field(min_length=1)
    branch: Name | None = None
    """The branch library that it is about; None for the house itself."""
    phone: bool = Field(default=False, strict=True)
    """Whether these are the people who answer the house's phone."""

    @property
    def staff_known(self) -> bool:
        """Whether the file says how many staff there are."""
        return all(shift.staff is not None for shift in self.shifts)


class DeskSettings(Settings):
    """A place where citizens are served."""

    id: Name
    name: Line = Field(examples=["Skranke 1"])
    services: tuple[Name, ...] = Field(min_length=1, examples=[["kvik"]])
    button: ButtonUrl = "keyboard:"
    branch: Name | None = None
    """The branch library where it stands; None for the house itself."""

    def desk(self) -> Desk:
        """Return the desk as the queue knows it."""
        return Desk(id=DeskId(self.id), name=self.name, services=frozenset(map(ServiceId, self.services)))


class ButtonSettings(Settings):
    """The button of a desk."""

    id: Name
    desk: Name
    source: str
    """Where its presses come from, as a URL."""


_Millimetres = Annotated[int, Field(strict=True, ge=50, le=9999)]
PanelSize = Annotated[tuple[_Millimetres, _Millimetres], Field(examples=[[476, 846]])]
"""Width and height of the picture in mm; what is drawn is measured in mm."""


class KioskSettings(Settings):
    """A kiosk at the entrance."""

    id: Name = Field(examples=["kiosk-1"])
    printer: PrinterUrl = Field(examples=["tcp://192.168.1.20:9100"])
    printer_model: Name = Field(examples=["epson-tm-t20iii"])
    roll_length_m: float = Field(default=80.0, strict=True, ge=5, le=1000, examples=[80.0])
    """Paper on a new roll; staff are told when it holds few tickets more."""
    scanner: ScannerUrl = "keyboard:"
    books: bool = Field(default=False, strict=True)
    """Whether citizens may book a time at it."""
    panel_mm: PanelSize
    branch: Name | None = None
    """The branch library where it stands; None for the house itself."""


class ScannerSettings(Settings):
    """What the scanners of all kiosks may read."""

    health_card: bool = Field(default=False, strict=True)
    """Whether they read health cards; only a keyed hash of the number and the birthday leave the reader."""


class DisplaySettings(Settings):
    """A screen in the hall."""

    id: Name = Field(examples=["hall-1"])
    panel_mm: PanelSize
    farthest_seat_m: float = Field(strict=True, gt=0, le=100, examples=[10.0])
    branch: Name | None = None
    """The branch library where it hangs; None for the house itself."""


class BranchSettings(Settings):
    """A branch library, whose citizens are served over a screen."""

    id: Name
    name: Line = Field(examples=["Lokalbibliotek Fuglebjerg"])
    town: Line = Field(examples=["Fuglebjerg"])
    """What staff and citizens call the place, beside a number."""


class StationSettings(Settings):
    """A screen at a branch library, with a chair before it."""

    id: Name = Field(examples=["station-fuglebjerg"])
    branch: Name = Field(examples=["fuglebjerg"])
    panel_mm: PanelSize

    def station(self) -> Station:
        """Return the station as the queue knows it."""
        return Station(id=StationId(self.id), branch=BranchId(self.branch))


class SpecialSpan(Span):
    """A part of one day, with its staff."""

    staff: Count = Field(examples=[2])


class SpecialDay(Settings):
    """A day on which the services that are named have other hours."""

    date: Day = Field(examples=[date(2026, 12, 23)])
    shifts: dict[Name, tuple[SpecialSpan, ...]] = Field(min_length=1)

    def by_service(self) -> dict[ServiceId, tuple[Shift, ...]]:
        """Return the day's shifts as the queue knows them."""
        return {ServiceId(name): tuple(s.shift() for s in spans) for name, spans in self.shifts.items()}


_DEFAULTS = Rules()


class RulesSettings(Settings):
    """The numbers behind the rules of the queue; the same names and defaults as there."""

    due_before: Duration = _DEFAULTS.due_before
    late_after: Duration = _DEFAULTS.late_after
    most_calls: Count = _DEFAULTS.most_calls
    recall_gap: Duration = _DEFAULTS.recall_gap
    undo_within: Duration = _DEFAULTS.undo_within
    most_returns: Count = _DEFAULTS.most_returns
    highest_number: Positive = Field(default=_DEFAULTS.highest_number, le=999)
    call_lifetime: Duration = _DEFAULTS.call_lifetime
    hold: Duration = _DEFAULTS.hold
    release_after: Duration = _DEFAULTS.release_after
    most_bookings: Count = _DEFAULTS.most_bookings
    booking_days: Positive = Field(default=_DEFAULTS.booking_days, le=730)
    persons_kept_days: Positive = Field(default=_DEFAULTS.persons_kept_days, le=30)
    tries_a_minute: Count = _DEFAULTS.tries_a_minute
    line_grace: Duration = _DEFAULTS.line_grace
    phone_after: Duration = _DEFAULTS.phone_after
    offer_after: Duration = _DEFAULTS.offer_after

    def rules(self) -> Rules:
        """Return the rules as the queue knows them."""
        return Rules(**dict(self))


class BrokerSettings(Settings):
    """Where the message broker listens: one of the house's own, or a cluster that is there already."""

    host: Host = "127.0.0.1"
    port: int = Field(default=0, strict=True, ge=0, le=65535)
    """0: a free one, chosen when the house starts."""
    remote: RemoteSettings | None = None
    """Where devices outside the house find it; None: nowhere."""
    hosts: tuple[Node, ...] | None = Field(default=None, min_length=1, examples=[["mq1.example.dk:1883"]])
    """The nodes of a cluster that houses share, instead of host and port; the house then starts no broker."""
    mqtt: Literal["5", "3.1.1"] = "5"
    """The version of MQTT that is spoken; nothing depends on more than the older one."""

    @property
    def nodes(self) -> tuple[tuple[str, int], ...]:
        """Return host and port of each node of the cluster; empty for a broker of the house's own."""
        parts = (urlsplit(f"//{node}") for node in self.hosts or ())
        return tuple((part.hostname or "", part.port or 0) for part in parts)


class DatabaseSettings(Settings):
    """Where the hub keeps the queue, when that is not the data folder."""

    url: DatabaseUrl | None = None


def _with_ids(tables: object) -> object:
    """Give each table of a group its own name as id."""
    if not isinstance(tables, dict):
        return tables
    return {
        name: {"id": name, **table} if isinstance(table, dict) else table for name, table in tables.items()
    }


_Tables = BeforeValidator(_with_ids)


class Site(Settings):
    """One house: everything that its file says."""

    id: Name = Field(examples=["naestved"])
    name: Line = Field(examples=["Borgernes Hus · Næstved"])
    town: Line | None = Field(default=None, examples=["Næstved"])
    """What citizens elsewhere call the place."""
    phone: Line | None = Field(default=None, examples=["55 88 55 88"])
    """Where citizens ring for a time or for help, as it is read aloud."""
    time_zone: Zone = Field(examples=["Europe/Copenhagen"])
    languages: tuple[Language, ...] = Field(min_length=1, examples=[["da", "en"]])
    services: Annotated[dict[str, ServiceSettings], _Tables, Field(min_length=1)]
    tasks: Annotated[dict[str, TaskSettings], _Tables] = Field(default={})
    information: Annotated[dict[str, InformationSettings], _Tables] = Field(default={})
    closures: ClosureSettings = ClosureSettings()
    special_days: tuple[SpecialDay, ...] = ()
    desks: Annotated[dict[str, DeskSettings], _Tables, Field(min_length=1)]
    kiosks: tuple[KioskSettings, ...] = ()
    scanner: ScannerSettings = ScannerSettings()
    displays: tuple[DisplaySettings, ...] = ()
    branches: Annotated[dict[str, BranchSettings], _Tables] = Field(default={})
    stations: tuple[StationSettings, ...] = ()
    rules: RulesSettings = RulesSettings()
    calendars: Annotated[dict[str, CalendarSettings], _Tables] = Field(default={})
    mail: MailSettings | None = None
    video: VideoSettings | None = None
    broker: BrokerSettings = BrokerSettings()
    database: DatabaseSettings = DatabaseSettings()

    @property
    def language(self) -> str:
        """Return the house's own language, the first of its file."""
        return self.languages[0]

    @property
    def buttons(self) -> tuple[ButtonSettings, ...]:
        """Return the buttons: one for each desk."""
        return tuple(
            ButtonSettings(id=button_device(d.id), desk=d.id, source=d.button) for d in self.desks.values()
        )

    def devices(self) -> tuple[Device, ...]:
        """Return every device with an identity of its own."""
        return (
            Device(HUB, "hub"), Device(CONSOLE, "console"),
            *(Device(kiosk.id, "kiosk", branch=kiosk.branch) for kiosk in self.kiosks),
            *(Device(display.id, "display", branch=display.branch) for display in self.displays),
            *(Device(desk_device(d.id), "desk", d.id, d.branch) for d in self.desks.values()),
            *(Device(button_device(d.id), "button", d.id, d.branch) for d in self.desks.values()),
            *(Device(station.id, "station", branch=station.branch) for station in self.stations),
        )

    def house(self) -> House:
        """Return the house as the queue knows it."""
        services = [settings.service() for settings in self.services.values()]
        desks = [settings.desk() for settings in self.desks.values()]
        return House(
            site=self.id, services={s.id: s for s in services}, desks={d.id: d for d in desks},
            hours=self.hours, rules=self.rules.rules(),
            tasks={TaskId(name): settings.task() for name, settings in self.tasks.items()},
            acute={ServiceId(s.id): s.acute.acute() for s in self.services.values() if s.acute},
            stations={StationId(s.id): s.station() for s in self.stations},
        )

    def closed_words(self, day: date) -> dict[str, str] | None:
        """Return why the house is closed on a day in each language; None when it is not."""
        reasons = {language: self._calendar.reason(day, language) for language in self.languages}
        return {language: reason for language, reason in reasons.items() if reason} or None

    @cached_property
    def hours(self) -> Hours:
        """The opening hours of all services, and of what the site informs about."""
        weeks = {name: _week(service.shifts) for name, service in self.services.items()}
        weeks |= {name: _week(row.shifts) for name, row in self.information.items()}
        return Hours(
            zone=ZoneInfo(self.time_zone),
            weeks={ServiceId(name): week for name, week in weeks.items()},
            closed=lambda day: self._calendar.reason(day, self.language),
            special={day.date: day.by_service() for day in self.special_days},
            same_staff={
                ServiceId(s.id): ServiceId(s.staff_of) for s in self.services.values() if s.staff_of
            },
        )

    @cached_property
    def _calendar(self) -> Calendar:
        return Calendar(self.closures)


def _week(shifts: Sequence[Attendance]) -> Week:
    """Return the seven days of a week, Monday first, each with its shifts in order."""
    return tuple(
        tuple(sorted((s.shift() for s in shifts if day in s.days), key=lambda shift: shift.start))
        for day in range(len(DAYS))
    )

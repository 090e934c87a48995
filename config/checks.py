"""Checks between the parts of a site's file; they read it leniently, so that one mistake hides no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from config.devices import CONSOLE, HUB, button_device, desk_device
from config.lines import Place
from config.mistakes import Found, dotted
from config.places import place_mistakes
from config.raw import Raw, names, one_of, strings, tables
from config.values import Mistake, parse_days, parse_length, parse_start, parse_time

LONGEST_NAME = 40
_DAY_MINUTES = 24 * 60
_QUARTER_MINUTES = 15
_ORIGINS = ("services", "information")


def cross_mistakes(raw: Raw) -> list[Found]:
    """Return what is wrong between parts that may each be right."""
    checks = (
        _ids_within, _letters, _desk_services, _unserved, _staff_of, _one_name_for_hours, _devices, _shifts,
        _special_days, _tasks, _calendars, _acute, _languages, _broker, place_mistakes,
    )
    return [found for check in checks for found in check(raw)]


def _ids_within(raw: Raw) -> Iterator[Found]:
    """Tables have their ids as names already."""
    for group in (*_ORIGINS, "tasks", "calendars", "desks", "branches"):
        for place, table in tables(raw, group):
            if "id" in table:
                yield Found((*place, "id"), "says again what the table's name says", "Remove this line")


def _letters(raw: Raw) -> Iterator[Found]:
    owners: dict[str, str] = {}
    for place, table in tables(raw, "services"):
        letter = table.get("letter")
        if not isinstance(letter, str):
            continue
        if letter in owners:
            yield Found((*place, "letter"), f'is "{letter}", which {owners[letter]} has already',
                        "Give each service its own letter, numbers begin with it")
        owners.setdefault(letter, str(place[-1]))


def _desk_services(raw: Raw) -> Iterator[Found]:
    services = names(raw, "services")
    for place, table in tables(raw, "desks"):
        named = strings(table.get("services"))
        for number, name in named:
            if name not in services:
                yield Found((*place, "services", number), f'is "{name}", and there is no such service',
                            one_of(name, services))
        for name, times in Counter(name for _n, name in named).items():
            if times > 1:
                yield Found((*place, "services"), f'names "{name}" {times} times', "Name it once")


def _unserved(raw: Raw) -> Iterator[Found]:
    desks = [table.get("services") for _place, table in tables(raw, "desks")]
    served = {name for services in desks for _n, name in strings(services)}
    for place, _table in tables(raw, "services"):
        if place[-1] not in served:
            yield Found(place, "is served at no desk", f'Add "{place[-1]}" to the services of a desk')


def _staff_of(raw: Raw) -> Iterator[Found]:
    services = dict(tables(raw, "services"))
    known = names(raw, "services")
    for place, table in services.items():
        team = table.get("staff_of")
        if team is None and not table.get("shifts"):
            yield Found(place, "has no shifts and is never open",
                        "Write shifts, or staff_of = the service whose staff serve it")
        if not isinstance(team, str):
            continue
        key = (*place, "staff_of")
        if "shifts" in table:
            yield Found(key, "comes with shifts, and only one can count", "Remove one of the two")
        if team not in known or team == place[-1]:
            yield Found(key, f'is "{team}", and there is no such other service',
                        one_of(team, [n for n in known if n != place[-1]]))
        elif "staff_of" in services["services", team]:
            yield Found(key, f'is "{team}", which has no staff of its own', "Name the service that has the shifts")


def _one_name_for_hours(raw: Raw) -> Iterator[Found]:
    services = names(raw, "services")
    for place, _table in tables(raw, "information"):
        if place[-1] in services:
            yield Found(place, "has the name of a service", "Choose another name")


def _devices(raw: Raw) -> Iterator[Found]:
    """Every device is one identity: no two may have the same name."""
    owners = {HUB: "the hub", CONSOLE: "the command line"}
    for place, _table in tables(raw, "desks"):
        desk = str(place[-1])
        owners |= {desk_device(desk): f"the window of {desk}", button_device(desk): f"the button of {desk}"}
        if len(button_device(desk)) > LONGEST_NAME:
            yield Found(place, "is too long an id for a desk",
                        f"Use at most {LONGEST_NAME - len(button_device(''))} letters")
    for group in ("kiosks", "displays", "stations"):
        for place, table in tables(raw, group):
            name = table.get("id")
            if isinstance(name, str) and name in owners:
                yield Found((*place, "id"), f'is "{name}", which is the name of {owners[name]}',
                            "Choose another name")
            elif isinstance(name, str):
                owners[name] = dotted(place)


def _shifts(raw: Raw) -> Iterator[Found]:
    for group in _ORIGINS:
        for place, table in tables(raw, group):
            yield from _clashes(list(_spans((*place, "shifts"), table.get("shifts"))))


def _special_days(raw: Raw) -> Iterator[Found]:
    hours = [name for group in _ORIGINS for name in names(raw, group)]
    dates: dict[date, Place] = {}
    for place, table in tables(raw, "special_days"):
        when, shifts = table.get("date"), table.get("shifts")
        if isinstance(when, date) and when in dates:
            yield Found((*place, "date"), f"is {when}, as in {dotted(dates[when])}", "Put both into one")
        elif isinstance(when, date):
            dates[when] = place
        for name, spans in shifts.items() if isinstance(shifts, dict) else ():
            key = (*place, "shifts", name)
            if name not in hours:
                yield Found(key, "names no service of this site", one_of(name, hours))
            yield from _clashes(list(_spans(key, spans)))


def _calendars(raw: Raw) -> Iterator[Found]:
    """Bookings of other calendars are for tasks that there are."""
    known = names(raw, "tasks")
    for place, table in tables(raw, "calendars"):
        words = table.get("tasks")
        named = [((*place, "task"), table.get("task"))]
        named += [((*place, "tasks", w), t) for w, t in words.items()] if isinstance(words, dict) else []
        for key, task in named:
            if isinstance(task, str) and task not in known:
                yield Found(key, f'is "{task}", and there is no such task', one_of(task, known))


def _broker(raw: Raw) -> Iterator[Found]:
    """Tell a broker of the house's own from a cluster, each of whose nodes is named once."""
    broker = raw.get("broker")
    if not isinstance(broker, dict) or "hosts" not in broker:
        return
    for key in ("host", "port", "remote"):
        if key in broker:
            yield Found(("broker", key), "comes with hosts, and only one can count",
                        f"Remove {key}, or remove hosts for a broker of the house's own")
    for name, times in Counter(name for _n, name in strings(broker["hosts"])).items():
        if times > 1:
            yield Found(("broker", "hosts"), f'names "{name}" {times} times', "Name each node once")


def _tasks(raw: Raw) -> Iterator[Found]:
    """Tasks take the time of a service's own staff, which has a shift that is long enough."""
    services = {str(place[-1]): table for place, table in tables(raw, "services")}
    for place, table in tables(raw, "tasks"):
        name, key = table.get("service"), (*place, "service")
        if not isinstance(name, str):
            continue
        if name not in services:
            yield Found(key, f'is "{name}", and there is no such service', one_of(name, list(services)))
        elif "staff_of" in services[name]:
            yield Found(key, f'is "{name}", which has no staff of its own to give out',
                        f'Write "{services[name]["staff_of"]}", whose staff it is')
        elif services[name].get("entry") == "walk-in":
            yield Found(key, f'is "{name}", which takes no bookings',
                        'Let its entry be "appointment" or "either", or name another service')
        else:
            yield from _too_long(place, table, services[name])
    yield from _nothing_to_book(raw, services)


def _too_long(place: Place, table: Raw, service: Raw) -> Iterator[Found]:
    shifts = list(_spans((), service.get("shifts")))
    try:
        minutes = parse_length(table.get("length")).total_seconds() / 60
    except Mistake:
        return  # told of elsewhere
    if shifts and all(span.end - span.start < minutes for span in shifts):
        yield Found((*place, "length"), f"is longer than every shift of {table['service']}",
                    "Write a shorter one; a time lies within one shift")


def _nothing_to_book(raw: Raw, services: Mapping[str, Raw]) -> Iterator[Found]:
    """Yield services by appointment without a task; a site without any task books nothing at all."""
    booked = [table.get("service") for _place, table in tables(raw, "tasks")]
    for name, table in services.items() if booked else ():
        if table.get("entry") == "appointment" and name not in booked:
            yield Found(("services", name), "is by appointment, and no task can be booked for it",
                        f'Add a table [tasks.an-id] with service = "{name}"')


def _acute(raw: Raw) -> Iterator[Found]:
    """Acute times are times at which somebody of that service is there, at a whole quarter of an hour."""
    for place, table in tables(raw, "services"):
        acute = table.get("acute")
        spans = list(_spans((), table.get("shifts")))
        for number, text in strings(acute.get("times")) if isinstance(acute, dict) else ():
            key = (*place, "acute", "times", number)
            try:
                at = parse_time(text)
            except Mistake:
                continue
            minute = at.hour * 60 + at.minute
            if minute % _QUARTER_MINUTES:
                yield Found(key, f'is "{text}", and times begin at whole quarters of an hour',
                            f'Write e.g. "{minute // 60:02d}:{minute % 60 // 15 * 15:02d}"')
            elif spans and not any(span.start <= minute < span.end for span in spans):
                yield Found(key, f'is "{text}", when this service is never open',
                            "Write a time within one of its shifts")


@dataclass(frozen=True)
class _Span:
    """A shift in minutes of the day, with where it is written."""

    place: Place
    days: frozenset[int]
    start: int
    end: int

    def __str__(self) -> str:
        return "-".join(f"{minutes // 60:02d}:{minutes % 60:02d}" for minutes in (self.start, self.end))

    def clashes(self, other: _Span) -> bool:
        return bool(self.days & other.days) and self.start < other.end and other.start < self.end


def _spans(place: Place, shifts: object) -> Iterator[_Span]:
    """Yield the shifts that can be read; the others are told of elsewhere."""
    for number, raw in enumerate(shifts if isinstance(shifts, list) else ()):
        try:
            start, end = parse_start(raw["from"]), parse_time(raw["to"])
            days = parse_days(raw["days"]) if "days" in raw else (0,)
        except (KeyError, TypeError, Mistake):
            continue
        last = end.hour * 60 + end.minute or _DAY_MINUTES
        yield _Span((*place, number), frozenset(days), start.hour * 60 + start.minute, last)


def _clashes(spans: Sequence[_Span]) -> Iterator[Found]:
    """Yield shifts that end before they start, and those that overlap with an earlier one."""
    for span in spans:
        if span.end <= span.start:
            yield Found(span.place, f"runs {span}, which ends before it starts",
                        'Write a shift over midnight as two: to = "24:00", and from = "00:00" the next day')
    for one, other in combinations(spans, 2):
        if one.clashes(other):
            yield Found(other.place, f"overlaps with {one} of {dotted(one.place)}",
                        "Let a shift end where the next one starts")


def _languages(raw: Raw) -> Iterator[Found]:
    """Every text for people is there in every language of the site, and in no other."""
    languages = [language for _n, language in strings(raw.get("languages"))]
    for name, times in Counter(languages).items():
        if times > 1:
            yield Found(("languages",), f'names "{name}" {times} times', "Name it once")
    for place, text in _texts(raw) if languages else ():
        for language in languages:
            if language not in text:
                yield Found((*place, language), "is missing", f'Write {language} = "..." beside the others')
        for language in text:
            if language not in languages:
                yield Found((*place, language), "is no language of this site",
                            f"Add it to languages, or use one of: {', '.join(languages)}")


def _texts(raw: Raw) -> Iterator[tuple[Place, Raw]]:
    for group in (*_ORIGINS, "tasks"):
        for place, table in tables(raw, group):
            yield from (((*place, key), table[key]) for key in ("name", "about", "place", "bring")
                        if isinstance(table.get(key), dict))
    closures = raw.get("closures")
    for group in ("every_year", "days"):
        for place, table in tables(closures if isinstance(closures, dict) else {}, group):
            if isinstance(table.get("reason"), dict):
                yield ("closures", *place, "reason"), table["reason"]


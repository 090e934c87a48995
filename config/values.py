"""The kinds of values that a site's file holds, with what each expects in words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from pathlib import Path
from typing import Annotated
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_UNITS = {"s": 1, "min": 60, "h": 3600}
_DURATION = re.compile(r"(\d{1,5}) ?(s|min|h)")
_TIME = re.compile(r"([01]\d|2[0-4]):([0-5]\d)")
_PRINTER_SCHEMES = ("tcp", "serial", "usb", "usblp")
_BUTTON_SCHEMES = ("keyboard", "serial", "evdev", "mqtt")
_SCANNER_SCHEMES = ("keyboard", "serial", "evdev")
_HIGHEST_PORT = 65535
_MIDNIGHT_HOUR = 24
_LONGEST = 60
_DATABASE = re.compile(r"(sqlite|postgres(ql)?)(\+\w+)?://")
_KEY = re.compile(r"evdev:///dev/(?!.*\.\.)[\w.:+=@/-]+(\?key=\d{1,3})?", re.ASCII)
_DEVICE = re.compile(r"[a-z]+:///dev/(?!.*\.\.)[\w.:+=@/-]+", re.ASCII)
_QUARTER = timedelta(minutes=15)
_LONGEST_LENGTH = timedelta(hours=4)


class Mistake(ValueError):  # noqa: N818 - a person's mistake, not a program's error
    """A value that will not do: what is wrong with it (after its key, e.g. "is ..."), and how to mend it."""

    def __init__(self, problem: str, fix: str) -> None:
        super().__init__(f"{problem}. {fix}.")
        self.problem = problem
        self.fix = fix


class Settings(BaseModel):
    """Base of all settings: immutable, and a key that nobody knows is a mistake.

    Built at first use, once as part of the whole: building each part before would cost every start 15 ms.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def parse_duration(value: object) -> timedelta:
    """Return the duration that "90 s", "5 min" or "2 h" says; raises Mistake, also for zero."""
    if isinstance(value, timedelta):
        return value
    found = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise Mistake(f"is {shown(value)}, which is not a duration",
                      'Write a number and a unit: "90 s", "5 min" or "2 h"')
    duration = timedelta(seconds=int(found[1]) * _UNITS[found[2]])
    if not duration:
        raise Mistake(f"is {shown(value)}, which is too short", "Write one that is longer than 0")
    return duration


def parse_length(value: object) -> timedelta:
    """Return the length of a booked time, whole quarters of an hour; raises Mistake."""
    length = parse_duration(value)
    if length % _QUARTER:
        raise Mistake(f"is {shown(value)}, which is not whole quarters of an hour",
                      'Write "15 min", "30 min" or another multiple of 15')
    if length > _LONGEST_LENGTH:
        raise Mistake(f"is {shown(value)}, which is longer than a shift", 'Write "4 h" at most')
    return length


def parse_time(value: object) -> time:
    """Return the time of day that "10:00" says; "24:00" is the midnight that ends a day; raises Mistake."""
    if isinstance(value, time):
        return value
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    if found is None or (int(found[1]) == _MIDNIGHT_HOUR and found[2] != "00"):
        raise Mistake(f"is {shown(value)}, which is not a time of day",
                      'Write hours and minutes, e.g. "10:00" or "24:00"')
    return time(int(found[1]) % _MIDNIGHT_HOUR, int(found[2]))


def parse_start(value: object) -> time:
    """Return the time of day at which something begins; raises Mistake, also for the midnight that ends a day."""
    if value == "24:00":
        raise Mistake('is "24:00", the midnight that ends a day', 'Write "00:00" for the one that begins it')
    return parse_time(value)


def parse_days(value: object) -> tuple[int, ...]:
    """Return the weekdays (Monday is 0) that e.g. "mon-fri" or "tue, thu" says; raises Mistake."""
    if isinstance(value, tuple):
        return value
    if not isinstance(value, str):
        raise Mistake(f"is {shown(value)}, which is not a text with weekdays",
                      'Write e.g. "mon-fri" or "tue, thu"')
    days = [day for part in value.split(",") for day in _days_of(part.strip())]
    if len(set(days)) < len(days):
        raise Mistake(f"is {shown(value)}, which names a day twice", "Name each day once")
    return tuple(sorted(days))


def _days_of(part: str) -> range:
    first, dash, last = part.partition("-")
    last = last if dash else first
    if first not in DAYS or last not in DAYS:
        raise Mistake(f"names {shown(part)}, which is not a weekday",
                      f'Use {", ".join(DAYS)}, or a range such as "mon-fri"')
    days = range(DAYS.index(first), DAYS.index(last) + 1)
    if not days:
        raise Mistake(f"names {shown(part)}, which runs backwards",
                      f'Write it as two parts: "{first}-sun, mon-{last}"')
    return days


def parse_zone(value: object) -> str:
    """Return the name of a time zone that this machine knows; raises Mistake."""
    try:
        if isinstance(value, str):
            return ZoneInfo(value).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass  # said below, with the same words as for what is no text at all
    raise Mistake(
        f"is {shown(value)}, which is no time zone known here",
        'Write one such as "Europe/Copenhagen"; on a bare machine install the package tzdata',
    )


def parse_printer(value: object) -> str:
    """Return a printer's URL; raises Mistake."""
    return _url(value, _PRINTER_SCHEMES, "tcp://192.168.1.20:9100")


def parse_button(value: object) -> str:
    """Return the URL of where a button's presses come from; raises Mistake."""
    url = _url(value, _BUTTON_SCHEMES, "serial:///dev/kvik-button-1")
    scheme = urlsplit(url).scheme
    if scheme == "evdev" and not _KEY.fullmatch(url):
        raise Mistake(f"is {shown(url)}, which names no device under /dev/, or no key by its number",
                      'Write e.g. "evdev:///dev/kvik-button", or what `kvik button learn` prints')
    if scheme == "mqtt" and not _has_topic(url):
        raise Mistake(f"is {shown(url)}, which names no broker with one topic",
                      'Write e.g. "mqtt://127.0.0.1/zigbee2mqtt/knap-3", or what `kvik button learn` prints')
    return url


def _has_topic(url: str) -> bool:
    try:
        parts = urlsplit(url)
        topic = unquote(parts.path).strip("/")
        has_both = bool(parts.hostname and topic) and parts.port != 0
        return has_both and "#" not in url and not set("+#\0") & set(topic)
    except ValueError:  # a port that is no number, or too high
        return False


def parse_scanner(value: object) -> str:
    """Return the URL of where a scanner is plugged in; raises Mistake."""
    url = _url(value, _SCANNER_SCHEMES, "serial:///dev/kvik-scanner")
    scheme = urlsplit(url).scheme
    if scheme == "keyboard" and url != "keyboard:":
        raise Mistake(f"is {shown(url)}, and the keyboard has no path", 'Write "keyboard:"')
    if scheme != "keyboard" and not _DEVICE.fullmatch(url):
        raise Mistake(f"is {shown(url)}, which names no device under /dev/",
                      f'Write three slashes before it, e.g. "{scheme}:///dev/kvik-scanner"')
    return url


def _url(value: object, schemes: tuple[str, ...], example: str) -> str:
    fix = f'Write e.g. "{example}"'
    if not isinstance(value, str):
        raise Mistake(f"is {shown(value)}, which is not a text", fix)
    scheme = value.partition(":")[0].lower() if ":" in value else ""
    if scheme not in schemes:
        raise Mistake(f"is {shown(value)}, which does not start with {' or '.join(f'{s}:' for s in schemes)}", fix)
    if scheme == "tcp" and not _has_host_and_port(value):
        raise Mistake(f"is {shown(value)}, which lacks a host or a port of 0-{_HIGHEST_PORT}", fix)
    return value


def _has_host_and_port(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port is not None
    except ValueError:  # a port that is no number, or too high
        return False


def parse_node(value: object) -> str:
    """Return the address of one node of a cluster, host:port; raises Mistake."""
    if not isinstance(value, str) or not _is_host_and_port(value):
        raise Mistake(f"is {shown(value)}, which is not a host with a port of 1-{_HIGHEST_PORT}",
                      'Write e.g. "mq1.example.dk:1883"')
    return value


def _is_host_and_port(text: str) -> bool:
    try:
        parts = urlsplit(f"//{text}")
        return bool(parts.hostname and parts.port) and parts.netloc == text and "@" not in text
    except ValueError:  # a port that is no number, or too high
        return False


def parse_database(value: object) -> str:
    """Return the address of a database; raises Mistake, without the password that may stand in it."""
    if not isinstance(value, str) or not value.isprintable() or not _DATABASE.match(value):
        raise Mistake("is no address of a database",
                      'Write e.g. "postgresql://kvik@localhost/kvik", or nothing for SQLite in the data folder')
    if value.startswith("sqlite") and ":////" not in value:
        raise Mistake("names a file that depends on where the hub is started, or none",
                      'Write four slashes, e.g. "sqlite:////srv/kvik/house.sqlite3"')
    return value


def parse_words(value: object) -> Mapping[str, str]:
    """Return a text in several languages; raises Mistake for what is none, is empty or is not one line."""
    if not isinstance(value, dict) or not value:
        raise Mistake(f"is {shown(value)}, which is not a text by language",
                      'Write e.g. { da = "Hej", en = "Hello" }')
    for language, text in value.items():
        if not isinstance(text, str) or not text.strip() or not text.isprintable():
            raise Mistake(f"has {shown(text)} as text for {language}", "Write one line that is not empty")
    return value


def parse_line(value: str) -> str:
    """Return one line of text; raises Mistake for what is empty, has blanks at its ends or control signs."""
    if not value or value.strip() != value or not value.isprintable():
        raise Mistake(f"is {shown(value)}, which is not one plain line",
                      "Write one line without blanks at its ends")
    return value


def parse_absolute(path: str) -> str:
    """Return a path from the root on; raises Mistake."""
    if not Path(path).is_absolute():
        raise Mistake(f"is {shown(path)}, which depends on where the hub is started",
                      "Write the whole path, beginning with /")
    return path


def shown(value: object) -> str:
    """Return a value as it is written in TOML, cut to what fits a message."""
    text = toml(value)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "..."


def toml(value: object) -> str:
    """Return a value as it is written in TOML."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, timedelta):
        seconds = int(value.total_seconds())
        return f'"{seconds // 60} min"' if seconds % 60 == 0 else f'"{seconds} s"'
    if isinstance(value, (date, time)):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def in_language(words: Mapping[str, str], language: str) -> str:
    """Return the words in a language, or in the house's own where there are none."""
    return words.get(language) or next(iter(words.values()))


Duration = Annotated[timedelta, BeforeValidator(parse_duration)]
MeetingLength = Annotated[timedelta, BeforeValidator(parse_length)]
WallTime = Annotated[time, BeforeValidator(parse_time)]
Day = Annotated[date, Field(strict=True)]
StartTime = Annotated[time, BeforeValidator(parse_start)]
Weekdays = Annotated[tuple[int, ...], BeforeValidator(parse_days)]
Zone = Annotated[str, BeforeValidator(parse_zone)]
PrinterUrl = Annotated[str, BeforeValidator(parse_printer)]
ButtonUrl = Annotated[str, BeforeValidator(parse_button)]
ScannerUrl = Annotated[str, BeforeValidator(parse_scanner)]
DatabaseUrl = Annotated[str, BeforeValidator(parse_database)]
Node = Annotated[str, BeforeValidator(parse_node)]
Words = Annotated[Mapping[str, str], BeforeValidator(parse_words)]
"""One line of text by language."""
Positive = Annotated[int, Field(strict=True, ge=1)]
"""For fields with a bound of their own; pydantic takes only one."""
Count = Annotated[int, Field(strict=True, ge=1, le=9999)]
Name = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=40, pattern=r"^[a-z0-9-]+$")]
"""Id of a site, service, desk or device, as it may stand in a topic of the wire."""
Language = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z]{2,3}$")]
AbsolutePath = Annotated[str, Field(strict=True), AfterValidator(parse_absolute)]
Line = Annotated[str, Field(strict=True, max_length=80), AfterValidator(parse_line)]
"""One line of text that people read."""

"""Getting calendars: from a file, a folder or an address; bounded in size and time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener
from zoneinfo import ZoneInfo

from broker.calendars.csv_file import read_csv
from broker.calendars.events import LARGEST, Reading, Window
from broker.calendars.ics import read_ics
from queueing.errors import Reason, Refused

SECONDS = 20.0
"""How long an address may take to answer."""
MOST_FILES = 100
"""Files of one folder."""
_PART = 64 * 1024
_KINDS = frozenset({".ics", ".csv"})


class _SafeRedirects(HTTPRedirectHandler):
    """Follows no redirect from an encrypted address to one that is not, nor to a local file."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202, PLR0917 - urllib's signature
        if urlsplit(newurl).scheme != "https" and urlsplit(req.full_url).scheme == "https":
            raise URLError("it leads to an address that is not encrypted")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(address: str) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of each file behind a path or an http(s) address; raises Refused."""
    if urlsplit(address).scheme in ("http", "https"):
        yield _name(address), _get(address)
        return
    path = Path(address)
    for file in _files(path):
        yield file.name, _content(file)


def read(name: str, raw: bytes, window: Window, house_zone: ZoneInfo, floating: ZoneInfo | None) -> Reading:
    """Return what a file of either kind holds; raises Refused."""
    start = raw[:64].lstrip(b"\xef\xbb\xbf \r\n").upper()
    is_calendar = start.startswith(b"BEGIN:VCALENDAR")
    if name.lower().endswith(".ics") and not is_calendar:
        raise Refused(Reason.MALFORMED, "This is no calendar: it does not begin with BEGIN:VCALENDAR.",
                      "Export it as iCalendar; a list with columns is named .csv.")
    if name.lower().endswith(".csv") or not is_calendar:
        return read_csv(raw, window, house_zone)
    return read_ics(raw, window, floating)


def _files(path: Path) -> list[Path]:
    try:
        found = sorted(f for f in path.iterdir() if f.suffix.lower() in _KINDS) if path.is_dir() else [path]
    except OSError as error:
        raise _unreachable(path.name, error.strerror or "it cannot be read") from None
    if len(found) > MOST_FILES:
        raise Refused(Reason.TOO_LARGE, f"The folder {path.name} holds more than {MOST_FILES} calendars.",
                      "Move the old ones away.")
    return found


def _content(file: Path) -> bytes:
    try:
        if file.exists() and not file.is_file():  # a pipe or a device may never end
            raise _unreachable(file.name, "it is no file")
        with file.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError as error:
        raise _unreachable(file.name, error.strerror or "it cannot be read") from None


def _get(address: str) -> bytes:
    request = Request(address, headers={"User-Agent": "kvik", "Accept": "text/calendar, text/csv"})  # noqa: S310 - http(s) alone comes here
    try:
        with _opener().open(request, timeout=SECONDS) as answer:
            return _within(answer, time.monotonic() + SECONDS)
    except (OSError, ValueError, HTTPException) as error:  # URLError and time-outs are OSErrors
        if isinstance(error, HTTPError):
            error.close()  # it is the answer, and holds its connection
        why = getattr(error, "reason", None) or error
        raise _unreachable(_name(address), str(why)) from None


def _within(answer: HTTPResponse, until: float) -> bytes:
    """Return what comes until a time, so that a slow drip does not last for ever."""
    raw = bytearray()
    while len(raw) <= LARGEST and (part := answer.read1(_PART)):
        raw += part
        if time.monotonic() > until:
            raise TimeoutError(f"it takes more than {SECONDS:g} s")
    return bytes(raw)


def _opener() -> OpenerDirector:
    return build_opener(_SafeRedirects)


def _name(address: str) -> str:
    """Return an address without what often is a secret: its query and its user."""
    parts = urlsplit(address)
    return f"{parts.hostname}{parts.path}"


def _unreachable(name: str, why: str) -> Refused:
    return Refused(Reason.UNAVAILABLE, f"The calendar {name} cannot be read: {why}.",
                   "Check its path or address, and that this machine may read it.")

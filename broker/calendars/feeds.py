"""The hub's watch over calendars: a thread of its own looks, the writer's thread takes in, log and book tell."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from broker import messages as m
from broker.calendars.events import Window
from broker.calendars.taking import TaskNames, chunks, combined, never_tried
from queueing.errors import Reason, Refused

if TYPE_CHECKING:
    from config.calendars import CalendarSettings
    from config.site import Site
    from queueing.clock import Clock

log = logging.getLogger(__name__)
STORED_SECONDS = 30.0
"""How long the writer may take for one part of a calendar."""

STOP_SECONDS = 5.0
"""A slow address must not keep the house from closing; the thread holds nothing that needs it."""

TakeIn = Callable[[Sequence[m.ImportedBooking]], m.ImportReport]
"""Stores one part; runs on the writer's thread; raises StoreError."""
Put = Callable[[Callable[[], None]], None]
Looked = Callable[[str, m.ImportReport | Refused], None]
"""Takes what came of a calendar, or why nothing did; runs on the writer's thread."""


class Feeds:
    """Watches the calendars of one site; each in its own rhythm."""

    def __init__(self, site: Site, clock: Clock, put: Put, take_in: TakeIn, looked: Looked) -> None:
        self._site = site
        self._clock = clock
        self._put = put
        self._take_in = take_in
        self._looked = looked
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="hub-calendars", daemon=True)
        self._told: dict[str, m.ImportReport] = {}
        """What the log knows of each calendar."""

    def start(self) -> None:
        """Begin to watch, if there is anything."""
        if self._site.calendars:
            self._thread.start()

    def stop(self) -> None:
        """End the watch."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=STOP_SECONDS)

    def _run(self) -> None:
        due = dict.fromkeys(self._site.calendars, self._clock.monotonic())
        while not self._stopping.wait(max(0.0, min(due.values()) - self._clock.monotonic())):
            name = min(due, key=due.__getitem__)
            settings = self._site.calendars[name]
            came = self._look(settings)
            self._put(partial(self._looked, name, came))
            due[name] = self._clock.monotonic() + settings.every.total_seconds()

    def _look(self, settings: CalendarSettings) -> m.ImportReport | Refused:
        try:
            report = self._import(settings)
        except Refused as refused:
            log.warning("calendar %s: %s", settings.id, refused)
            return refused
        except Exception:  # a watch that one odd file ends would leave the house without its bookings
            log.exception("calendar %s was given up this time", settings.id)
            return Refused(Reason.UNAVAILABLE, "The hub could not take it in.", "Look at the hub's log.")
        self._tell(settings.id, report)
        return report

    def _import(self, settings: CalendarSettings) -> m.ImportReport:
        from broker.calendars.fetching import fetch  # noqa: PLC0415 - only houses with calendars load the readers

        return combined(
            import_file(self._site, name, raw, self._clock.now(), self._store, tasks=settings.tasks,
                        task=settings.task, floating=settings.time_zone)
            for name, raw in fetch(settings.url or settings.path or "")
        )

    def _store(self, part: Sequence[m.ImportedBooking]) -> m.ImportReport:
        """Let the writer take a part in, and wait for it."""
        box: queue.SimpleQueue[m.ImportReport | Exception] = queue.SimpleQueue()

        def errand() -> None:
            try:
                box.put(self._take_in(part))
            except Exception as error:  # noqa: BLE001 - told to the watch, which waits; the writer goes on
                box.put(error)

        self._put(errand)
        came = box.get(timeout=STORED_SECONDS)
        if isinstance(came, Exception):
            raise came
        return came

    def _tell(self, name: str, report: m.ImportReport) -> None:
        """Log what is new: an unchanged calendar says nothing."""
        before = self._told.get(name)
        self._told[name] = report
        known = set() if before is None else set(before.refused)
        if report.taken or report.changed or report.cancelled:
            log.info("calendar %s: %d taken, %d changed, %d cancelled, %d refused", name, report.taken,
                     report.changed, report.cancelled, len(report.refused))
        for one in report.refused:
            if one not in known:
                log.warning("calendar %s, %s: %s %s", name, one.where, one.message, one.fix)


def import_file(
    site: Site, name: str, raw: bytes, now: datetime, store: TakeIn, *, tasks: Mapping[str, str] | None = None,
    task: str | None = None, floating: str | None = None,
) -> m.ImportReport:
    """Read one file, hand its bookings to `store` part by part, and return the report; raises Refused."""
    from broker.calendars.fetching import read  # noqa: PLC0415 - as above

    window = Window(now, now + timedelta(days=site.rules.booking_days))
    reading = read(name, raw, window, ZoneInfo(site.time_zone), ZoneInfo(floating) if floating else None)
    names = TaskNames(
        site.house().tasks, {t.id: t.name.values() for t in site.tasks.values()}, tasks or {}, task,
    )
    bookings = names.bookings(reading)
    return combined([*(store(part) for part in chunks(bookings)), never_tried(reading)])

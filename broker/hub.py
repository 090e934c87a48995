"""The hub: store, reception and link put together; it owns the queue of one house.

Composition root of the process `kvik hub` (`python -m broker.hub`).
"""

from __future__ import annotations

import argparse
import logging
import secrets
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from broker import messages as m
from broker.alarms import AlarmBook
from broker.appointment_clerk import Kiosks
from broker.calendars.book import CalendarBook
from broker.calendars.feeds import Feeds
from broker.calendars.taking import take_in
from broker.clerk import Clerk
from broker.commands import Commands
from broker.identity import Identity, identity_of
from broker.link import Link
from broker.mail import Postbox
from broker.mailer import Mailer
from broker.meetings import Meetings
from broker.outbox import Outbox
from broker.roll_call import RollCall
from broker.shop_window import ShopWindow
from broker.stations import StationBook
from broker.summons import SummonsBook
from broker.topics import COMMAND, HEALTH, PRESENCE, SHOWN, Role
from broker.video_pass import PassOffice, check_secret
from broker.work import Actor, Arrived
from broker.writer import Writer
from config.errors import SetupError
from queueing.appointments import CODE_LENGTH, Appointments
from queueing.codes import ALPHABET
from queueing.errors import Refused
from queueing.house import Entry
from queueing.reception import Ask, Reception
from queueing.store.errors import StoreError

if TYPE_CHECKING:
    from datetime import datetime

    from config.site import Site
    from queueing.clock import Clock
    from queueing.ports import Store

log = logging.getLogger(__name__)
ENDING = (signal.SIGINT, signal.SIGTERM)
SWITCH_SECONDS = 0.0005
"""How long a Python thread may keep the others waiting; the default of 5 ms would be felt at every press."""


class Hub:
    """One house's hub; `start` returns at once, and the hub is ready when its presence is online."""

    def __init__(self, *, site: Site, store: Store, identity: Identity, key: bytes, clock: Clock) -> None:
        house = site.house()
        self._clock = clock
        self._alarms = AlarmBook()
        self._link = Link(identity, clock)
        reception = Reception(house, key)
        actors = {d.id: Actor(d.id, Role(d.role), d.desk, d.branch) for d in site.devices()}
        kiosks = Kiosks(
            {kiosk.id: kiosk.branch for kiosk in site.kiosks},
            frozenset(kiosk.id for kiosk in site.kiosks if kiosk.books), cards=site.scanner.health_card,
        )
        meetings = Meetings(site, reception, PassOffice(site.video, clock), clock)
        self._stations = StationBook(reception, meetings, clock.now())
        appointments = Appointments(house, reception, new_booking_code)
        summons = SummonsBook((s.id for s in house.services.values() if s.entry is Entry.EITHER), house.rules)
        clerk = Clerk(
            reception, appointments, alarms=self._alarms, summons=summons, stations=self._stations, kiosks=kiosks,
        )
        self._calendars = CalendarBook(site.calendars, self._alarms)
        self._window = ShopWindow(
            house, alarms=self._alarms, summons=summons, stations=self._stations, calendars=self._calendars,
            link=self._link,
        )
        self._writer = Writer(
            store=store, commands=Commands(house.site, clerk, actors, Postbox(site)), reception=reception,
            appointments=appointments, summons=summons, stations=self._stations, outbox=Outbox(self._link),
            window=self._window, link=self._link, clock=clock, mailed=self._mailed,
        )
        self._mailer = None if site.mail is None else Mailer(store, site.mail, clock)
        self._feeds = Feeds(site, clock, self._writer.put, self._take_in, self._looked)
        self._store = store
        self._appointments = appointments
        self._ready = threading.Event()
        self._roll_call = RollCall(lambda: self._writer.put(self._miss_the_silent))
        self._listen(actors)

    def start(self) -> None:
        """Begin to answer."""
        if self._mailer is not None:
            self._mailer.start()
        self._writer.start()
        self._link.start()
        self._feeds.start()

    def wait_until_ready(self, timeout: float) -> bool:
        """Wait until commands are answered; False when that takes more than `timeout` seconds."""
        return self._ready.wait(timeout)

    def stop(self) -> None:
        """Stop listening, finish what has arrived, and close the link."""
        self._feeds.stop()
        self._writer.stop()
        if self._mailer is not None:
            self._mailer.stop()
        self._link.stop()
        self._roll_call.stop()

    def _listen(self, actors: dict[str, Actor]) -> None:
        link = self._link
        link.listen_raw(COMMAND, self._on_command, device="+", action="+")
        link.listen(SHOWN, self._on_shown, device="+")
        for actor in actors.values():  # one by one: clusters keep no retained messages for wildcards
            if actor.role in PRESENCE.publish and actor.role is not Role.HUB:
                link.listen(PRESENCE, self._on_presence, device=actor.device)
            if actor.role in HEALTH.publish:
                link.listen(HEALTH, self._on_health, device=actor.device)
        link.on_connection(self._on_connection)

    def _mailed(self) -> None:
        if self._mailer is not None:
            self._mailer.wake()

    def _take_in(self, part: Sequence[m.ImportedBooking]) -> m.ImportReport:
        """Take bookings of a watched calendar in, on the writer's thread."""
        ask = Ask("calendar", "hub", self._clock.now())
        with self._store.transaction() as uow:
            report = take_in(self._appointments, uow, ask, part)
            self._appointments.look_ahead(uow, ask.now)
        return report

    def _looked(self, name: str, came: m.ImportReport | Refused) -> None:
        self._calendars.looked(name, came, self._clock.now())

    def _on_command(self, topic: str, raw: bytes) -> None:
        device, action = topic.rsplit("/", 2)[-2:]
        self._writer.put(Arrived(device, action, raw))

    def _on_shown(self, envelope: m.Envelope[m.Shown]) -> None:
        self._writer.put(lambda: self._window.shown(envelope.data.device, envelope.data.calls))

    def _on_presence(self, envelope: m.Envelope[m.Presence]) -> None:
        data, now = envelope.data, self._clock.now()
        self._roll_call.answer(data.device)
        self._writer.put(lambda: self._came_or_went(data, now))
        if data.online and self._link.identity.nodes:
            # A node of a cluster may hand a newcomer old state, and never tell it the newer.
            self._writer.put(self._window.forget_published)

    def _came_or_went(self, told: m.Presence, now: datetime) -> None:
        if told.aside:
            self._alarms.doubled(told.device, now)
            return
        self._alarms.presence(told.device, online=told.online, now=now, instance=told.instance)
        if self._stations.presence(told.device, online=told.online, now=now):
            self._writer.keep_house()

    def _miss_the_silent(self) -> None:
        """Take for gone who was there before the broker was away and has not told so since."""
        now = self._clock.now()
        for device in self._alarms.online - self._roll_call.heard:
            self._came_or_went(m.Presence(device=device, online=False), now)

    def _on_health(self, envelope: m.Envelope[m.Health]) -> None:
        self._writer.put(lambda: self._alarms.health(envelope.data))

    def _on_connection(self, up: bool) -> None:  # noqa: FBT001 - a watcher's signature
        if up:
            self._writer.put(self._writer.resend)
            self._roll_call.begin()
            self._ready.set()


def new_booking_code() -> str:
    """Return six random signs that cannot be mistaken for each other."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def run(data: Path | None, site_file: Path | None, wait: Callable[[], Any]) -> int:
    """Run the hub until `wait` returns; returns the process's exit code."""
    from config.connection import find_connection, house_clock  # noqa: PLC0415 - keeps imports of tests small
    from queueing.store import open_store  # noqa: PLC0415 - SQLAlchemy loads only where a store opens

    connection = find_connection(device="hub", data=data, site=site_file)
    check_secret(connection.site.video)
    clock = house_clock(connection)
    store = open_store(connection.database_url, clock)
    try:
        hub = Hub(
            site=connection.site, store=store, key=connection.house_key, clock=clock,
            identity=identity_of(connection),
        )
        hub.start()
        wait()
        hub.stop()
    finally:
        store.close()
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the hub until it is told to stop; errors that a technician can mend become one clear line."""
    parser = argparse.ArgumentParser(prog="kvik hub", description="Run the hub of one house.")
    parser.add_argument("--data", type=Path, help="the house's data folder")
    parser.add_argument("--site", type=Path, help="the site's configuration file")
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    sys.setswitchinterval(SWITCH_SECONDS)
    # Kept back from all threads and fetched by this one: what the kernel hands to another would not wake it.
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        return run(given.data, given.site, lambda: signal.sigwait(ENDING))
    except (SetupError, StoreError) as error:
        log.error("%s", error)  # noqa: TRY400 - a sentence for the technician; a trace would hide it
        return 1


if __name__ == "__main__":
    sys.exit(main())

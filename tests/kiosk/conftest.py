from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtTest import QTest

from broker import messages as m
from broker.identity import Identity
from broker.link import Link
from broker.topics import SERVICES, Role
from config.connection import Connection
from config.folder import DataFolder
from config.load import load_site
from kiosk.app import FACE, Kiosk
from kiosk.session import Session
from printer.simulated import SimulatedPrinter
from queueing.clock import Clock, ManualClock
from screens import app as start
from screens.app import Arguments, Stage
from screens.bridge import Bridge
from screens.languages import OWN, Languages
from screens.sound import Chime
from tests.broker.conftest import House, running_house
from tests.conftest import RealBroker
from tests.screens.at_window import AtWindow
from tests.screens.conftest import settle, touch, until

MORNING = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
SIZE = (720, 1280)
"""The smallest panel: where words fit here, they fit on a larger one; and it is quickly painted."""


class Stand(AtWindow):
    """A kiosk as it stands in the hall: window, fingers, scanner."""

    def __init__(
        self, app: QGuiApplication, link: Link, clock: Clock, folder: Path, printer: str | None, *,
        books: bool = False,
    ) -> None:
        site = load_site(None)
        kiosks = tuple(kiosk.model_copy(update={"books": books}) for kiosk in site.kiosks)
        self.site = site.model_copy(update={"kiosks": kiosks})
        self.link = link
        self.folder = DataFolder(folder)
        self._engine: QQmlApplicationEngine = start.make_engine()
        self.bridge = Bridge(link, self._engine)
        self.bridge.listen(SERVICES)
        self.house = start.house_of(self._engine)
        self.house.open(self.site, clock, Languages(app, (OWN, FACE.room)), self.bridge)
        connection = Connection(
            host="127.0.0.1", port=1, site=self.site, device="kiosk-1", role="kiosk", desk=None, password="-",
            clock_offset=timedelta(0), folder=self.folder, printer=printer,
        )
        self.kiosk = Kiosk(Stage(
            connection=connection, headless=True, clock=clock, link=link, bridge=self.bridge, house=self.house,
        ), Chime(players=(("true",),)))
        self.session._reservation.fresh.setInterval(0)  # noqa: SLF001 - tests touch faster than hands
        self.window = start.load(self._engine, FACE, self.kiosk, (476, 846))
        start.show(self.window, FACE, Arguments(headless=True, size=SIZE))
        settle()

    @property
    def session(self) -> Session:
        return self.kiosk.session

    @property
    def page(self) -> str:
        return str(self.session.property("page"))

    @property
    def ticket(self) -> Any:
        return self.session.ticket

    def resize(self, width: int, height: int) -> None:
        self.window.resize(width, height)
        settle()

    def tap(self, name: str, times: int = 1) -> None:
        touch(self.window, self.control(name), times)

    def settled(self) -> bool:
        """Whether the house has answered everything; what it hears under another clock it refuses as too old."""
        return not self.link._asking._pending  # noqa: SLF001 - it is seen nowhere else

    def scan(self, code: str) -> None:
        for letter in code:
            QTest.keyClick(self.window, letter)
        QTest.keyClick(self.window, Qt.Key.Key_Return)
        settle()

    def close(self) -> None:
        self.kiosk.stop()
        self.link.stop()
        self.house.speak("da")
        start.discard(self._engine)
        self.kiosk.deleteLater()
        settle()


class Lone(Stand):
    """A kiosk whose link is never started; what the hub would say is put into its bridge."""

    clock: ManualClock
    _beats = 0

    def hear_services(self, *states: m.ServiceState) -> None:
        self._beats += 1
        sent = self.clock.now() + timedelta(microseconds=self._beats)
        data = m.Services(services=states)
        self.bridge.received.emit(
            "services", m.Envelope[m.Services](id="s", source="hub", type="services", time=sent, data=data))
        settle()

    def answer(self, reply: m.Reply | None) -> None:
        """Answer the wish that is open."""
        wish = self.session._wishes.open  # noqa: SLF001 - the hub would read the id from the wire
        assert wish is not None
        self.bridge.replied.emit(wish.id, reply)
        settle()

    def get_ticket(self, **slip: Any) -> None:
        self.session.take("kvik")
        self.answer(given(**slip))

    def choose(self, *keys: str) -> None:
        """Book at the kiosk: a task, a day, a time, each answered by the house."""
        self.session._open_booking("borgerservice")  # noqa: SLF001 - whether the site allows it or not
        settle()
        answers = (free_days(), free_times(), m.Booked(booking=booking("pas", minutes=1473)))
        for key, told in zip(keys, answers, strict=False):
            self.session.reservation.choose(key)
            self.tell(told)

    def tell(self, told: m.Payload) -> None:
        """Answer the wish that is open with what was done."""
        self.answer(m.Reply(outcome="done", result=told.model_dump(mode="json")))

    def turn_down(self, reason: str) -> None:
        """Refuse the wish that is open."""
        self.answer(m.Reply(outcome="refused", refusal=m.Refusal(reason=reason, message="-", fix="-")))

    def refuse(self, reason: str, service: str = "kvik") -> None:
        self.session._ask("take", m.Take(service=service))  # noqa: SLF001 - whatever the card would do now
        self.turn_down(reason)

    def arrive(self, minutes: int = 0, task: str = "pas", **slip: Any) -> None:
        """Check in so many minutes before the time, or after it."""
        self.session.check_in("H7K4RT")
        self.answer(arrived(minutes, task, **slip))

    def refuse_arrival(self, reason: str, service: str = "borgerservice", **facts: Any) -> None:
        self.session.check_in("H7K4RT")
        facts = {name: str(fact) for name, fact in facts.items()} | {"service": service}
        refusal = m.Refusal(reason=reason, message="-", fix="-", facts=facts)
        self.answer(m.Reply(outcome="refused", refusal=refusal))

    def undo(self) -> None:
        self.arrive(minutes=153)
        self.session.undo_check_in()
        self.answer(m.Reply(outcome="done", result=m.Booked(booking=booking()).model_dump(mode="json")))

    def summon(self, state: Any, minutes: int | None = None) -> None:
        self.get_ticket(number="L004", service="bibliotekar", ahead=0, wait=m.Wait(kind="now"))
        self.hear_summonses(m.SummonsView(
            number="L004", service="bibliotekar", state=state, since=MORNING, minutes=minutes))

    def hear_summonses(self, *summonses: m.SummonsView) -> None:
        data = m.Summonses(summonses=summonses)
        self.bridge.received.emit("summonses", m.Envelope[m.Summonses](
            id="s", source="hub", type="summonses", time=self.clock.now(), data=data))
        settle()


def free_days(more: int | None = 9) -> m.FreeDays:
    """Return six days from tomorrow on, and whether there are others."""
    days = [(MORNING + timedelta(days=n)).date() for n in (1, 2, 3, 4, 7, 8)]
    later = None if more is None else (MORNING + timedelta(days=more)).date()
    return m.FreeDays(task="pas", days=tuple(days), more=later)


def free_times(how_many: int = 9) -> m.FreeTimes:
    """Return times of tomorrow from 10.15 on, the later ones with more staff."""
    first = TOMORROW + timedelta(minutes=15)
    times = tuple(
        m.FreeTime(start=start, end=start + timedelta(minutes=15), staff=2 + n // 4, free=1)
        for n in range(how_many) for start in [first + n * timedelta(minutes=15)]
    )
    return m.FreeTimes(task="pas", day=TOMORROW.date(), times=times)


def booking(task: str = "pas", service: str = "borgerservice", minutes: int = 153) -> m.BookingView:
    start = MORNING + timedelta(minutes=minutes)
    return m.BookingView(
        code="H7K4RT", task=task, service=service, start=start, end=start + timedelta(minutes=15),
        state="arrived", channel="phone", language="da", number="B003",
    )


def arrived(minutes: int, task: str, **slip: Any) -> m.Reply:
    """Return the hub's reply to a check-in so many minutes before the time."""
    values: dict[str, Any] = {
        "number": "B003", "service": "borgerservice", "language": "da", "ahead": 1, "issued_at": MORNING,
        "wait": m.Wait(kind="range", low=3, high=6), "code": "B003ACDEFG",
        "booked_for": MORNING + timedelta(minutes=minutes),
    } | slip
    made = booking(task, values["service"], minutes)
    result = m.CheckedIn(
        slip=m.Slip(**values), booking=made, minutes_early=minutes, keeps_time=minutes >= -10)
    return m.Reply(outcome="done", result=result.model_dump(mode="json"))


def given(**changes: Any) -> m.Reply:
    """Return the hub's reply with a ticket."""
    values: dict[str, Any] = {
        "number": "K012", "service": "kvik", "language": "da", "ahead": 2, "issued_at": MORNING,
        "wait": m.Wait(kind="range", low=3, high=6), "code": "K012ACDEFG",
    }
    return m.Reply(outcome="done", result=m.Taken(slip=m.Slip(**values | changes)).model_dump(mode="json"))


def state(service: str, **changes: Any) -> m.ServiceState:
    values: dict[str, Any] = {
        "open": True, "takes_tickets": True, "staff": 2, "waiting": 2, "ahead": 2,
        "wait": m.Wait(kind="range", low=3, high=6), "closes_at": MORNING + timedelta(hours=7, minutes=18),
    }
    return m.ServiceState(service=service, **values | changes)


OPEN = (
    state("kvik"),
    state("borgerservice", takes_tickets=False, waiting=0, wait=m.Wait(kind="unknown"),
          next_free=MORNING + timedelta(minutes=153)),
    state("bibliotekar", waiting=0, wait=m.Wait(kind="now"), here_and_now_minutes=15,
          next_free=MORNING + timedelta(minutes=48)),
    state("it-hjaelp", waiting=1, wait=m.Wait(kind="range", low=8, high=12)),
)
TOMORROW = MORNING + timedelta(days=1, minutes=-42)
CLOSED = tuple(
    state(s, open=False, takes_tickets=False, waiting=0, wait=m.Wait(kind="closed"), closes_at=None,
          opens_at=TOMORROW)
    for s in ("kvik", "borgerservice", "bibliotekar", "it-hjaelp")
)


@pytest.fixture
def lone(qapp: QGuiApplication, tmp_path: Path) -> Iterator[Lone]:
    """A kiosk of one test's own, without a broker, in the middle of an open morning."""
    with lone_kiosk(qapp, tmp_path) as kiosk:
        yield kiosk


@contextmanager
def lone_kiosk(qapp: QGuiApplication, folder: Path, *, books: bool = False) -> Iterator[Lone]:
    """Let a kiosk without a broker stand; one that `books` gives times out."""
    start.make_application()
    clock = ManualClock(MORNING)
    identity = Identity(
        device="kiosk-1", password="none", host="127.0.0.1", port=1, site="naestved", role=Role.KIOSK,
    )
    stand = Lone(qapp, Link(identity, clock), clock, folder, None, books=books)
    stand.clock = clock
    stand.hear_services(*OPEN)
    stand.kiosk.scanner.start()
    stand.session.issued.disconnect(stand.kiosk.paper.print)
    stand.session.booked_here.disconnect(stand.kiosk.paper.print_booking)
    stand.session.warned.disconnect(stand.kiosk.chime.play)
    yield stand
    stand.close()


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[SimulatedPrinter]:
    with SimulatedPrinter(tmp_path / "tickets") as printer:
        yield printer


@pytest.fixture
def hub(mosquitto: RealBroker, tmp_path: Path) -> Iterator[House]:
    with running_house(mosquitto, tmp_path) as house:
        yield house


@pytest.fixture
def stand(
    qapp: QGuiApplication, hub: House, mosquitto: RealBroker, paper: SimulatedPrinter, tmp_path: Path,
) -> Iterator[Stand]:
    """A kiosk of a house that runs: real broker, real hub, simulated printer."""
    start.make_application()
    link = Link(mosquitto.identity("kiosk-1"), hub.clock)
    with ExitStack() as stack:
        stand = Stand(qapp, link, hub.clock, tmp_path, paper.url)
        stack.callback(stand.close)
        stand.kiosk.start()
        link.start()
        until(lambda: "Kendes ikke" not in stand.reads())
        until(lambda: stand.kiosk.paper.health.printer == "ready")
        yield stand



"""The desk as its window shows it: state from the wire, wishes of staff to the hub, and what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from broker import messages as m
from broker.topics import ALARMS, DESK, SERVICES, SUMMONSES
from desk.appointments import Appointments
from desk.client import ANSWER_SECONDS, LAMPS, DeskClient, Kind, Outcome
from desk.driver import Happening, Lamp, Plug
from desk.far_end import town_of
from desk.guest import Guest
from desk.lists import (
    AlarmRow,
    GoalRow,
    SummonsRow,
    WaitingRow,
    alarm_rows,
    goal_rows,
    summons_rows,
    waiting_rows,
)
from desk.report import Report
from desk.rows import Rows
from desk.topic import TopicCard

if TYPE_CHECKING:
    from collections.abc import Callable

    from config.site import Site
    from queueing.clock import Clock
    from screens.bridge import Bridge
    from screens.house import House

QML_IMPORT_NAME = "Desk"
QML_IMPORT_MAJOR_VERSION = 1
IDLE_MS = 5000
"""How often waiting minutes are looked at while nobody is at the desk."""


@QmlElement
class Counter(QObject):
    """One desk for QML; its slots are the keys of the window."""

    made = Signal()
    """Never comes: what is the same for good has to name a signal, since the linter knows no constants."""
    changed = Signal()
    busy_changed = Signal()
    lamp_changed = Signal(str)
    """What the button beside the window shall show."""

    summoned = Signal()
    """Somebody new waits for this desk's person: sound."""

    _happened = Signal(object)

    def __init__(
        self, *, site: Site, desk: str, device: str, session: str, house: House, bridge: Bridge, clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._site, self._desk, self._house, self._bridge, self._clock = site, desk, house, bridge, clock
        self._guest = Guest(site, house, clock, self)
        self._report = Report(self)
        self._line, self._alarms = Rows(WaitingRow, self), Rows(AlarmRow, self)
        self._goals = Rows(GoalRow, self)
        self._summonses = Rows(SummonsRow, self)
        self._called = frozenset[str]()
        self._appointments = Appointments(
            site=site, desk=desk, house=house, bridge=bridge, clock=clock, parent=self,
        )
        self._topic = TopicCard(site=site, desk=desk, house=house, bridge=bridge, clock=clock, parent=self)
        self._services: dict[str, m.ServiceState] = {}
        self._busy = ""
        self._met = self._opened = False
        self._client = DeskClient(
            desk=desk, device=device, session=session, clock=clock, ask=self._ask, tell=self._show,
        )
        self._second = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._second.timeout.connect(self._pass)
        self._press_due = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._press_due.timeout.connect(self._decide)
        self._listen()

    def _listen(self) -> None:
        bridge, house = self._bridge, self._house
        bridge.listen(DESK, desk=self._desk)
        bridge.listen(ALARMS)
        bridge.listen(SUMMONSES)
        bridge.received.connect(self._hear)
        bridge.replied.connect(self._answered)
        bridge.connected_changed.connect(self._reach)
        house.silent_changed.connect(self._reach)
        house.language_changed.connect(self._redraw)
        self._happened.connect(self._handle, Qt.ConnectionType.QueuedConnection)

    # ---- what QML reads

    @Property(str, notify=changed)
    def name(self) -> str:
        """Name of the desk, e.g. "Skranke 3"."""
        return self._site.desks[self._desk].name

    @Property(str, notify=changed)
    def services(self) -> str:
        """Names of the services that this desk has, e.g. "KVIK, Borgerservice"."""
        return ", ".join(self._service_name(s) for s in self._site.desks[self._desk].services)

    @Property(str, notify=changed)
    def status(self) -> str:
        """Status: unattended, open, paused or closed; empty until the hub has told."""
        state = self._client.state
        return "" if state is None else state.status

    @Property(bool, notify=changed)
    def online(self) -> bool:
        """Whether the hub can be asked now."""
        return self._client.connected

    @Property(bool, notify=changed)
    def met(self) -> bool:
        """Whether there was a connection since the start."""
        return self._met

    @Property(str, notify=changed)
    def next(self) -> str:
        """Whom the next press will call, as a number; empty when nobody waits."""
        state = self._client.state
        return "" if state is None or state.next is None else state.next.number

    @Property(str, notify=changed)
    def appointment(self) -> str:
        """Booked time of the next one, e.g. "10.45", or nothing."""
        state = self._client.state
        if state is None or state.next is None or state.next.booked_for is None:
            return ""
        return self._house.time_text(state.next.booked_for)

    @Property(str, notify=changed)
    def next_town(self) -> str:
        """Town of the station where the next one sits; empty for one in the house."""
        state = self._client.state
        return "" if state is None or state.next is None else town_of(self._site, state.next.station)

    @Property(int, notify=changed)
    def total(self) -> int:
        """How many wait for this desk, listed or not."""
        state = self._client.state
        return 0 if state is None else state.total_waiting

    @Property(int, notify=changed)
    def unlisted(self) -> int:
        """How many of them are not in the list, which the hub cuts."""
        listed = sum(1 for row in self._line.rows if row.standing == "waiting")
        state = self._client.state
        return 0 if state is None else max(0, state.total_waiting - listed)

    @Property(str, notify=busy_changed)
    def busy(self) -> str:
        """Wish that is on its way to the hub, or nothing."""
        return self._busy

    @Property(Guest, notify=made)
    def guest(self) -> Guest:
        """Citizen at the desk."""
        return self._guest

    @Property(Report, notify=made)
    def report(self) -> Report:
        """Outcome of the last wish."""
        return self._report

    @Property(Rows, notify=made)
    def line(self) -> Rows:
        """Who waits, in calling order; then who is parked, and who missed the call."""
        return self._line

    @Property(Rows, notify=made)
    def alarms(self) -> Rows:
        """Whatever is wrong, or wanted, in the house."""
        return self._alarms

    @Property(TopicCard, notify=made)
    def topic(self) -> TopicCard:
        """Topic of the next double time."""
        return self._topic

    @Property(Rows, notify=made)
    def summonses(self) -> Rows:
        """Who waits for a person that must be called."""
        return self._summonses

    @Property(Appointments, notify=made)
    def appointments(self) -> Appointments:
        """Booking of times."""
        return self._appointments

    @Property(str, notify=changed)
    def phone(self) -> str:
        """Phone number of the house, or nothing."""
        return self._site.phone or ""

    @Property(str, notify=changed)
    def offered(self) -> str:
        """Service where a longer matter can be booked, or nothing."""
        state = self._bookable()
        return "" if state is None else self._service_name(state.service)

    @Property(str, notify=changed)
    def offer(self) -> str:
        """Time that is free first there, e.g. "i dag 13.15"."""
        state = self._bookable()
        return "" if state is None or state.next_free is None else self._house.day_text(state.next_free)

    @Property(Rows, notify=made)
    def goals(self) -> Rows:
        """Where the visit can be sent on to."""
        return self._goals

    @Slot(str, result=str)
    def service_name(self, service: str) -> str:
        """Return a service's name."""
        return self._service_name(service)

    @Slot(str, result=str)
    def desk_name(self, desk: str) -> str:
        """Return a desk's name."""
        settings = self._site.desks.get(desk)
        return desk if settings is None else settings.name

    # ---- what staff do

    @Slot()
    def press(self) -> None:
        """Call who is next."""
        self._client.press()

    @Slot(str)
    def call(self, number: str) -> None:
        """Call this one: somebody who waits, is parked or missed the call."""
        self._client.press(number)

    @Slot(str)
    def put_back(self, number: str) -> None:
        """Put a parked ticket back into the line."""
        self._client.order("resume-ticket", m.AboutTicket(ticket=number))

    @Slot(str)
    def print_again(self, number: str) -> None:
        """Have the first kiosk of the house print a ticket again, marked as a copy."""
        for kiosk in self._site.kiosks[:1]:
            self._client.order("reprint", m.Reprint(ticket=number, paper_at=kiosk.id))

    @Slot(str)
    def order(self, action: str) -> None:
        """Do one of recall, no-show, finish, undo, park, open, pause and close at this desk."""
        self._client.order(action)

    @Slot(str, str)
    def send_on(self, kind: str, goal: str) -> None:
        """Send the visit on to a service or a desk."""
        where = {"to_service" if kind == "service" else "to_desk": goal}
        self._client.order("transfer", m.Transfer(desk=self._desk, **where))

    @Slot(str)
    def accept(self, number: str) -> None:
        """Tell that the person who is called comes down."""
        self._client.order("accept-summons", m.AcceptSummons(desk=self._desk, ticket=number, minutes=2))

    @Slot(str)
    def help_given(self, device: str) -> None:
        """Tell that somebody goes to the citizen who asked for help there."""
        self._client.order("help-done", m.HelpDone(device=device))

    # ---- buttons beside the window

    @property
    def guest_now(self) -> Guest:
        """The citizen at the desk, for Python; QML reads `guest`."""
        return self._guest

    @property
    def reachable(self) -> bool:
        """Whether the hub can be asked now, for Python; QML reads `online`."""
        return self._client.connected

    def take(self, happening: Happening) -> None:
        """Take in what a driver tells, from any thread."""
        self._happened.emit(happening)

    @Slot(object)
    def _handle(self, happening: Happening) -> None:
        if not isinstance(happening, Plug):
            self._client.stroke(happening)
        elif not happening.present:
            self._client.unplugged(happening.source)
        self._arm()

    @Slot()
    def _decide(self) -> None:
        self._client.tick()
        self._arm()

    def _arm(self) -> None:
        """Wake up when a press that is held or released has to be decided."""
        due = self._client.next_tick()
        if due is None:
            self._press_due.stop()
        else:
            self._press_due.start(max(0, int((due - self._clock.monotonic()) * 1000) + 1))

    # ---- wire

    def _ask(self, action: str, payload: m.Payload, request: str) -> None:
        self._set_busy(action)
        self._bridge.ask(action, payload, request_id=request, timeout=ANSWER_SECONDS)

    @Slot(str, object)
    def _answered(self, request: str, reply: m.Reply | None) -> None:
        self._client.answered(request, reply)

    @Slot(str, object)
    def _hear(self, topic: str, envelope: m.Envelope[Any]) -> None:
        take: dict[str, Callable[[Any], None]] = {
            DESK.name: self._take_state, ALARMS.name: self._take_alarms, SERVICES.name: self._take_services,
            SUMMONSES.name: self._take_summonses,
        }
        if topic in take:
            take[topic](envelope.data)

    def _take_state(self, state: m.DeskState) -> None:
        self._client.hear(state)
        if state.visit is not None and state.visit.number != self._guest.number_now:
            self._report.forget_refusal()
        self._guest.show(state.visit)
        self._redraw()
        if state.status != "unattended":
            self._opened = True
        elif not self._opened and self._client.connected:
            self._opened = True  # whoever starts the window is there; only once, not every morning after
            self._client.order("open")

    def _take_alarms(self, alarms: m.Alarms) -> None:
        self._alarms.show(alarm_rows(alarms.alarms, self._site, self._desk))

    def _take_services(self, services: m.Services) -> None:
        self._services = {s.service: s for s in services.services}
        self._show_goals()
        self.changed.emit()

    def _take_summonses(self, told: m.Summonses) -> None:
        rows = summons_rows(told, self._site, self._house, self._desk)
        self._summonses.show(rows)
        called = frozenset(r.number for r in rows if r.mine and r.standing != "coming")
        if called - self._called:
            self.summoned.emit()
        self._called = called

    def _bookable(self) -> m.ServiceState | None:
        """Return the first service that has a free time, other than the visit's own."""
        visit = None if self._client.state is None else self._client.state.visit
        own = None if visit is None else visit.service
        return next((s for s in self._services.values() if s.next_free is not None and s.service != own), None)

    @Slot()
    def _reach(self) -> None:
        """Follow the connection: the broker is reached, and the hub is heard."""
        online = self._bridge.connected and not self._house.silent
        self._client.connected = online
        self._met = self._met or online
        self.lamp_changed.emit(Lamp.READY if online else Lamp.OFFLINE)
        self.changed.emit()

    # ---- showing

    def _show(self, outcome: Outcome) -> None:
        if outcome.kind not in (Kind.SENT, Kind.BUSY, Kind.COOLING):
            self._set_busy("")
        self._report.show(outcome)
        self.lamp_changed.emit(LAMPS[outcome.kind])

    def _set_busy(self, action: str) -> None:
        if action != self._busy:
            self._busy = action
            self.busy_changed.emit()

    @Slot()
    def _redraw(self) -> None:
        self._show_line()
        self._show_goals()
        self.changed.emit()
        self._schedule()

    def _show_line(self) -> None:
        state = self._client.state
        if state is not None:
            self._line.show(waiting_rows(state, self._site, self._house, self._clock.now()))

    def _show_goals(self) -> None:
        state = self._client.state
        if state is not None and state.visit is not None:
            self._goals.show(goal_rows(
                self._site, self._house, self._services, own_desk=self._desk, service=state.visit.service,
                remote=state.visit.remote is not None,
            ))

    @Slot()
    def _pass(self) -> None:
        """Let time go on in what is shown."""
        self._guest.tick()
        self._show_line()
        self._schedule()

    def _schedule(self) -> None:
        present = self._client.state is not None and self._client.state.visit is not None
        self._second.start(int(self._guest.until_next_second() * 1000) + 2 if present else IDLE_MS)

    def _service_name(self, service: str) -> str:
        settings = self._site.services.get(service)
        return service if settings is None else self._house.words(settings.name)

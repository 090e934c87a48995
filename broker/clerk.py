"""The clerk: each action of the wire as a use case of the reception, and its outcome in the wire's words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from broker import messages as m
from broker import views
from broker.appointment_clerk import AppointmentClerk, Kiosks
from broker.station_clerk import StationClerk
from broker.topics import PRINT
from broker.work import Done, Serve
from queueing.errors import Reason, Refused
from queueing.house import Entry
from queueing.ports import UnitOfWork
from queueing.reception import Ask, Reception, Standing, Summons
from queueing.scrub import scrub
from queueing.tickets import State, Ticket
from queueing.why import explain

if TYPE_CHECKING:
    from datetime import datetime

    from broker.alarms import AlarmBook
    from broker.stations import StationBook
    from broker.summons import SummonsBook
    from queueing.appointments import Appointments



class Clerk:
    """Serves every action of the topic table."""

    def __init__(
        self, reception: Reception, appointments: Appointments, *, alarms: AlarmBook, summons: SummonsBook,
        stations: StationBook, kiosks: Kiosks,
    ) -> None:
        self._reception = reception
        self._house = reception.house
        self._alarms = alarms
        self._appointments = appointments
        self._summons = summons
        self._zone = reception.house.hours.zone
        self._kiosks = kiosks
        booking = AppointmentClerk(appointments, reception, kiosks)
        self._check_kiosk = booking.check_kiosk
        self._serve: dict[str, Serve] = {
            "take": self._take,
            "come-back": self._come_back,
            "paper": self._paper,
            "reprint": self._reprint,
            "help": self._help,
            "help-done": self._help_done,
            "press": self._press,
            "recall": self._recall,
            "transfer": self._transfer,
            "why": self._why,
            "finish": self._at_desk(reception.finish),
            "no-show": self._at_desk(reception.no_show),
            "undo": self._at_desk(reception.undo),
            "park": self._at_desk(reception.park),
            "open": self._at_desk(reception.open_desk),
            "pause": self._at_desk(reception.pause_desk),
            "close": self._at_desk(reception.close_desk),
            "resume-ticket": self._resume_ticket,
            "accept-summons": self._accept_summons,
            **booking.actions(),
            **StationClerk(reception, stations, alarms).actions(),
        }

    def serve(self, uow: UnitOfWork, ask: Ask, action: str, data: m.Payload, done: Done) -> m.Payload:
        """Do the action and return its result; letters and notes go into `done`."""
        return self._serve[action](uow, ask, data, done)

    # ---- citizens

    def _take(self, uow: UnitOfWork, ask: Ask, data: m.Take, done: Done) -> m.Payload:
        self._check_kiosk(data.paper_at)
        self._check_place(ask.actor, data.service)
        self._check_here_and_now(uow, data.service, ask.now)
        standing = self._reception.issue(
            uow, ask, data.service, data.language, help_wanted=data.help_wanted,
        )
        self._summons.ask(standing.ticket, ask.now)
        return self._taken(ask, standing, data.paper_at, done)

    def _come_back(self, uow: UnitOfWork, ask: Ask, data: m.ComeBack, _done: Done) -> m.Payload:
        return m.Taken(slip=views.slip(self._reception.come_back(uow, ask, data.code)))

    def _reprint(self, uow: UnitOfWork, ask: Ask, data: m.Reprint, done: Done) -> m.Payload:
        self._check_kiosk(data.paper_at)
        slip = views.slip(self._reception.reprint(uow, ask, data.ticket), copy_of_first=True)
        if data.paper_at is not None:
            done.notes.append((PRINT, m.PrintOrder(slip=slip), data.paper_at))
        return m.Taken(slip=slip)

    def _paper(self, uow: UnitOfWork, ask: Ask, data: m.PaperReport, _done: Done) -> m.Payload:
        self._reception.paper(uow, ask, data.ticket, data.paper)
        return m.Nothing()

    def _help(self, _uow: UnitOfWork, ask: Ask, data: m.AskForHelp, _done: Done) -> m.Payload:
        self._alarms.help_wanted(ask.actor, scrub(data.page), ask.now)
        return m.Nothing()

    def _help_done(self, _uow: UnitOfWork, _ask: Ask, data: m.HelpDone, _done: Done) -> m.Payload:
        self._alarms.help_given(data.device)
        return m.Nothing()

    # ---- desks

    def _press(self, uow: UnitOfWork, ask: Ask, data: m.Press, done: Done) -> m.Payload:
        pressed = self._reception.call_next(uow, ask, data.desk, data.ticket)
        left = _left(pressed.left)
        if pressed.summons is None:
            return m.Called(call=None, **left)
        choice = pressed.summons.choice
        call = self._announce(pressed.summons, done)
        return m.Called(call=call, rule=choice.rule.value, why=dict(choice.facts), **left)

    def _recall(self, uow: UnitOfWork, ask: Ask, data: m.AtDesk, done: Done) -> m.Payload:
        return m.Called(call=self._announce(self._reception.recall(uow, ask, data.desk), done))

    def _transfer(self, uow: UnitOfWork, ask: Ask, data: m.Transfer, _done: Done) -> m.Payload:
        self._reception.transfer(uow, ask, data.desk, data.to_service, data.to_desk)
        return m.Nothing()

    def _resume_ticket(self, uow: UnitOfWork, ask: Ask, data: m.AboutTicket, _done: Done) -> m.Payload:
        self._reception.resume_ticket(uow, ask, data.ticket)
        return m.Nothing()

    def _at_desk(self, use_case: Callable[[UnitOfWork, Ask, str], object]) -> Serve:
        def serve(uow: UnitOfWork, ask: Ask, data: m.AtDesk, _done: Done) -> m.Payload:
            use_case(uow, ask, data.desk)
            return m.Nothing()

        return serve

    # ---- looking

    def _why(self, uow: UnitOfWork, ask: Ask, data: m.AboutTicket, _done: Done) -> m.Payload:
        ticket = self._reception.find(uow, data.ticket)
        history = uow.history(ticket.id)
        because = explain(self._reception, uow, ticket, history, ask.now)
        return m.Explained(
            ticket=ticket.label, state=ticket.state.value, rule=because.rule, facts=dict(because.facts),
            sentences=because.in_words(self._zone),
            history=tuple(views.happening(event, ticket.service) for event in history),
        )

    # ---- inside

    def _check_place(self, kiosk: str, name: str) -> None:
        """Refuse a kiosk a service of another place."""
        service = self._house.service(name)
        branches = self._kiosks.branches
        if kiosk in branches and service.branch != branches[kiosk]:
            where = f"at the branch {service.branch}" if service.branch else "in the house"
            raise Refused(Reason.WRONG_PLACE, f"{service.id} is {where}, not where {kiosk} stands.",
                          "Use a kiosk there.", service=service.id, branch=service.branch or "")

    def _check_here_and_now(self, uow: UnitOfWork, name: str, now: datetime) -> None:
        """Refuse a walk-in where the next booking leaves no time for it (B-07)."""
        service = self._house.service(name)
        open_now = self._house.hours.open_at(service.id, now)
        if service.entry is not Entry.EITHER or not open_now or not self._house.tasks:
            return
        if not self._appointments.here_and_now(uow, service, now):
            raise Refused(Reason.NOT_NOW, f"{service.id} has no time before the next booking.",
                          "Book a time instead.", service=service.id)

    def _accept_summons(self, _uow: UnitOfWork, _ask: Ask, data: m.AcceptSummons, _done: Done) -> m.Payload:
        if not self._summons.accept(data.ticket, data.minutes):
            raise Refused(Reason.UNKNOWN_TICKET, f"Nobody was called for {data.ticket}.",
                          "Look at the list of who waits.", number=data.ticket)
        return m.Nothing()

    def _taken(self, ask: Ask, standing: Standing, paper_at: str | None, done: Done) -> m.Payload:
        slip = views.slip(standing)
        if paper_at is not None and paper_at != ask.actor:
            done.notes.append((PRINT, m.PrintOrder(slip=slip), paper_at))
        return m.Taken(slip=slip)

    def _announce(self, summons: Summons, done: Done) -> m.Call:
        call = views.call(self._house, summons.event, summons.ticket)
        done.calls.append(call)
        return call


def _left(visit: Ticket | None) -> dict[str, str]:
    """Return how the wire tells of the visit that a press left: ended, or set aside for its line."""
    if visit is None:
        return {}
    return {"set_aside" if visit.state is State.PARKED else "finished": visit.label}

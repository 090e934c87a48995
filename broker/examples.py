"""One true-to-life example of every payload, for the AsyncAPI document; each is checked by its own model."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from broker import messages as m

AT = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
"""10.42 on a Monday in the house."""
CALL_ID = "call-2026-11-23-K012-1"
CODE = "K012Q7XW3F"

_WAIT = m.Wait(kind="range", low=5, high=10)
_SLIP = m.Slip(
    number="K012", service="kvik", language="da", ahead=3, wait=_WAIT, issued_at=AT, code=CODE,
)
_CALLED_AT = AT + timedelta(minutes=8)
_CALL = m.Call(
    id=CALL_ID, seq=57, number="K012", service="kvik", desk="skranke-3", place="Skranke 3",
    called_at=_CALLED_AT, expires_at=_CALLED_AT + timedelta(seconds=120), times=1, language="da",
)
_HAPPENING = m.Happening(
    seq=57, kind="called", at=_CALLED_AT, number="K012", service="kvik", desk="skranke-3",
    cause="4f1d7a52b0c94ac6", actor="button-skranke-3",
)
_NEXT = m.Waiting(number="K013", service="kvik", state="waiting", arrived_at=AT + timedelta(minutes=1))
_VISIT = m.Visit(
    number="K012", service="kvik", language="da", waited_seconds=480, called_at=_CALLED_AT,
    last_call_at=_CALLED_AT, calls=1, call=CALL_ID, shown_by=("hall-1",), limit_seconds=300,
    undo_until=_CALLED_AT + timedelta(seconds=30), recall_from=_CALLED_AT + timedelta(seconds=60),
)
_KVIK = m.ServiceState(
    service="kvik", open=True, takes_tickets=True, staff=3, waiting=4, ahead=3, wait=_WAIT,
    closes_at=AT.replace(hour=17, minute=0),
)

_TIME = AT.replace(hour=13, minute=15)
_BOOKING = m.BookingView(
    code="H4K7PX", task="borgerservice", service="borgerservice", start=_TIME,
    end=_TIME + timedelta(minutes=15), state="booked", channel="desk", language="da",
)
_PERSON = m.PersonView(name="A. H.", contact="a.h@example.org", topic="Pas")

_CONVERSATION = m.Conversation(call="2026-11-23-S002.61", room="k7q2m9x4t1v8c3n6p5r0")

_ALL: tuple[m.Payload, ...] = (
    m.Take(service="kvik"),
    m.Press(desk="skranke-3", sequence=41),
    m.AtDesk(desk="skranke-3"),
    m.Transfer(desk="skranke-3", to_service="it-hjaelp"),
    m.AboutTicket(ticket="K012"),
    m.ComeBack(code=CODE),
    m.PaperReport(ticket="K012", paper="printed"),
    m.AskForHelp(page="ticket"),
    m.HelpDone(device="kiosk-1"),
    m.Reprint(ticket="K012", paper_at="kiosk-1"),
    m.AskSlots(task="borgerservice", day=AT.date()),
    m.Book(task="borgerservice", start=_TIME, name="A. H.", contact="a.h@example.org", ends_visit_at="skranke-3"),
    m.ConfirmBooking(code="H4K7PX", name="A. H."),
    m.AboutBooking(code="H4K7PX"),
    m.MoveBooking(code="H4K7PX", start=_TIME + timedelta(minutes=30)),
    m.FindBookings(code="H4K7PX"),
    m.CheckIn(code="H4K7PX"),
    m.AcceptSummons(desk="sal2-bord-4", ticket="L004"),
    m.ImportBookings(bookings=(m.ImportedBooking(
        uid="7f0c-2@kalender.example.org", where="line 2", start=_TIME, task="pas", name="A. H.",
    ),)),
    m.ImportReport(taken=1, refused=(m.NotImported(
        where="line 3", reason="just_taken", message="This time was taken a moment ago.",
        fix="Choose another one.",
    ),)),
    m.Calendars(calendars=(m.CalendarState(
        calendar="kommunen", looked_at=AT, changed_at=AT, report=m.ImportReport(unchanged=37),
    ),)),
    m.AskDays(task="pas", since=AT.date()),
    m.FreeDays(task="pas", days=(AT.date(),), more=AT.date() + timedelta(days=1)),
    m.FreeTimes(
        task="borgerservice", day=AT.date(),
        times=(free := m.FreeTime(start=_TIME, end=_TIME + timedelta(minutes=15), staff=3, free=2),),
        offers=(free,),
    ),
    m.Booked(booking=_BOOKING, finished="K012"),
    m.BookingsFound(bookings=(m.BookingFound(booking=_BOOKING, person=_PERSON),)),
    m.CheckedIn(
        slip=_SLIP.model_copy(update={"number": "B003", "service": "borgerservice"}),
        booking=_BOOKING.model_copy(update={"state": "arrived", "number": "B003"}),
        minutes_early=7, keeps_time=True,
    ),
    m.Summonses(
        summonses=(m.SummonsView(number="L004", service="bibliotekar", state="coming", since=AT, minutes=2),),
    ),
    m.StartVisit(station="station-fuglebjerg"),
    m.AtStation(station="station-fuglebjerg"),
    m.VideoReport(call="2026-11-23-S002.61", state="open"),
    m.StationState(station="station-fuglebjerg", visit=m.StationVisit(
        number="S002", service="skaerm", language="da", state="called", ready=True,
        wait=m.Wait(kind="now"), arrived_at=AT, place="Skranke 3", called_at=_CALLED_AT, times=1,
        conversation=_CONVERSATION,
    )),
    m.Nothing(),
    m.Taken(slip=_SLIP),
    _CALL,
    m.Called(call=_CALL, rule="first_come", why={"ahead": 0}),
    m.Board(seq=57, calls=(_CALL,)),
    m.Services(services=(_KVIK,)),
    m.DeskState(
        desk="skranke-3", status="open", visit=_VISIT, next=_NEXT, waiting=(_NEXT,), total_waiting=1,
    ),
    m.Alarms(alarms=(m.Alarm(device="kiosk-1", kind="printer", detail="paper_out", since=AT),)),
    m.Presence(device="kiosk-1", online=True),
    m.Health(device="kiosk-1", printer="ready", since=AT),
    m.Shown(device="hall-1", calls=(CALL_ID,)),
    m.PrintOrder(slip=_SLIP),
    _HAPPENING,
    m.Explained(
        ticket="K012", state="called", rule="first_come", facts={"ahead": 0},
        sentences={
            "da": "K012 blev kaldt, fordi nummeret havde ventet længst.",
            "en": "K012 was called because it had waited longest.",
        },
        history=(_HAPPENING,),
    ),
    m.Reply(
        outcome="refused",
        refusal=m.Refusal(
            reason="closed", message="kvik is closed.", fix="It opens again at 2026-11-24T10:00+01:00.",
        ),
    ),
)

EXAMPLES: dict[type[m.Payload], m.Payload] = {type(example): example for example in _ALL}


def example_of(model: type[m.Payload]) -> m.Payload:
    """Return the example of a payload; raises LookupError for a model that was given none."""
    if model not in EXAMPLES:
        raise LookupError(f"{model.__name__} crosses the wire without an example; add one to broker/examples.py")
    return EXAMPLES[model]

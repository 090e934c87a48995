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

"""Commands from bytes to reply: checked, remembered, done by the reception inside one savepoint."""

from __future__ import annotations

import json
import logging
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from broker import messages as m
from broker.clerk import Clerk
from broker.codec import MalformedError, Stamp, decode, encode
from broker.mail import Postbox
from broker.topics import ACTIONS, CALL, LARGEST, REPLY, Action, Role
from broker.work import Actor, Arrived, Done
from queueing.errors import Reason, Refused
from queueing.ports import Letter, Remembered, UnitOfWork
from queueing.reception import Ask

log = logging.getLogger(__name__)
OLDEST = timedelta(seconds=30)
"""Commands from longer ago, or from as far ahead, are refused (S-05)."""
UNREADABLE = "unreadable"
"""Stands for the id of a request whose own id could not be read."""


class Commands:
    """Turns commands into replies for one site."""

    def __init__(self, site: str, clerk: Clerk, actors: dict[str, Actor], postbox: Postbox) -> None:
        self._site = site
        self._clerk = clerk
        self._actors = actors
        self._postbox = postbox

    def handle(self, uow: UnitOfWork, arrived: Arrived, now: datetime) -> Done:
        """Do one command; every fault of the command itself becomes a refusal, and changes nothing."""
        try:
            actor, action = self._who_and_what(arrived)
            envelope = decode(arrived.raw, action.payload)
            _check_envelope(envelope, arrived, now)
        except (Refused, MalformedError) as fault:
            refused = _as_refusal(fault)
            log.warning("refused %s of %s: %s", arrived.action, arrived.device, refused)
            return self._refused(arrived, _id_in(arrived.raw), refused, now)
        fingerprint = _fingerprint(arrived, envelope.data)
        if not action.remembered:
            return self._do(uow, actor, arrived, envelope, now)
        known = uow.remembered(envelope.id)
        if known is not None:
            return self._repeat(arrived, envelope.id, known, fingerprint, now)
        done = self._do(uow, actor, arrived, envelope, now)
        uow.remember(Remembered(envelope.id, fingerprint, done.reply.decode(), now))
        return done

    def unavailable(self, arrived: Arrived, why: str, now: datetime) -> Done:
        """Answer a command that could not be stored; its id is free to be asked again."""
        refused = Refused(Reason.UNAVAILABLE, f"The house cannot store anything now: {why.removesuffix('.')}.",
                          "Try again; if it stays so, look at the hub's log.")
        return self._refused(arrived, _id_in(arrived.raw), refused, now)

    def _who_and_what(self, arrived: Arrived) -> tuple[Actor, Action]:
        actor = self._actors.get(arrived.device)
        if actor is None:
            raise Refused(Reason.UNKNOWN_DEVICE, f"There is no device {arrived.device[:40]!r} in this house.",
                          "Name it in the site's configuration and restart the hub.")
        action = ACTIONS.get(arrived.action)
        if action is None:
            raise Refused(Reason.MALFORMED, f"There is no action {arrived.action[:40]!r}.",
                          f"Use one of: {', '.join(ACTIONS)}.")
        if actor.role not in action.roles:
            raise Refused(Reason.NOT_ALLOWED, f"A {actor.role} may not {action.name}.",
                          "Use a device whose role may.")
        return actor, action

    def _do(
        self, uow: UnitOfWork, actor: Actor, arrived: Arrived, envelope: m.Envelope[Any], now: datetime,
    ) -> Done:
        ask = Ask(envelope.id, actor.device, now)
        done = Done(arrived.device, b"")
        try:
            with uow.savepoint():
                _check_desk(actor, envelope.data)
                _check_station(actor, envelope.data)
                result = self._clerk.serve(uow, ask, arrived.action, envelope.data, done)
        except Refused as refused:
            log.info("refused %s of %s: %s", arrived.action, arrived.device, refused)
            return self._refused(arrived, envelope.id, refused, now)
        done.events = ask.events
        done.letters = [call_letter(self._site, call) for call in done.calls]
        for letter in done.letters:
            uow.post(letter)
        for notice in done.mails:
            self._postbox.put(uow, notice)
        reply = m.Reply(outcome="done", result=result.model_dump(mode="json"))
        done.reply = self._encode(envelope.id, reply, now)
        return done

    def _repeat(
        self, arrived: Arrived, request: str, known: Remembered, fingerprint: str, now: datetime,
    ) -> Done:
        if known.fingerprint == fingerprint:
            return Done(arrived.device, known.reply.encode())
        refused = Refused(Reason.REUSED_ID, f"The id {request} was used for another request.",
                          "Give every request an id of its own.")
        log.warning("refused %s of %s: %s", arrived.action, arrived.device, refused)
        return self._refused(arrived, request, refused, now)

    def _refused(self, arrived: Arrived, request: str, refused: Refused, now: datetime) -> Done:
        refusal = m.Refusal(
            reason=refused.reason.value, message=refused.message, fix=refused.fix, facts=dict(refused.facts),
        )
        return Done(arrived.device, self._encode(request, m.Reply(outcome="refused", refusal=refusal), now))

    def _encode(self, request: str, reply: m.Reply, now: datetime) -> bytes:
        lifetime = timedelta(seconds=REPLY.expiry_seconds or 30)
        return encode(Stamp(id=request, source="hub", type=REPLY.name, time=now, lifetime=lifetime), reply)


def call_letter(site: str, call: m.Call) -> Letter:
    """Return the outbox row that announces a call."""
    stamp = Stamp(
        id=call.id, source="hub", type=CALL.name, time=call.called_at, seq=call.seq,
        lifetime=call.expires_at - call.called_at,
    )
    return Letter(call.seq, CALL.at(site), encode(stamp, call).decode(), call.expires_at)


def _check_envelope(envelope: m.Envelope[Any], arrived: Arrived, now: datetime) -> None:
    if envelope.source != arrived.device:
        raise Refused(Reason.NOT_ALLOWED, f"{arrived.device} sent as {envelope.source}.",
                      "Put the device's own identity into `source`.")
    age = now - envelope.time
    if abs(age) > OLDEST or (envelope.expires_at is not None and envelope.expires_at < now):
        raise Refused(Reason.EXPIRED, f"The command is {int(age.total_seconds())} s old.",
                      "Send it again with the present time; check the device's clock.")


def _check_desk(actor: Actor, data: m.Payload) -> None:
    """Refuse a desk or button that speaks for another desk, and a kiosk that spends another's paper."""
    desk = getattr(data, "desk", None) or getattr(data, "ends_visit_at", None)
    if actor.role is Role.KIOSK and desk is not None:
        raise Refused(Reason.NOT_ALLOWED, f"{actor.device} is a kiosk and ends no visits.",
                      "Leave `ends_visit_at` out.")
    if actor.desk is not None and desk is not None and desk != actor.desk:
        raise Refused(Reason.NOT_ALLOWED, f"{actor.device} belongs to {actor.desk}, not to {desk[:40]}.",
                      "Use the device of that desk.")
    kiosk = getattr(data, "paper_at", None)
    if actor.role is Role.KIOSK and kiosk is not None and kiosk != actor.device:
        raise Refused(Reason.NOT_ALLOWED, f"{actor.device} cannot print at {kiosk[:40]}.",
                      "Leave `paper_at` out.")


def _check_station(actor: Actor, data: m.Payload) -> None:
    """Refuse a station that speaks for another, or that takes a time in without saying where."""
    if actor.role is Role.STATION and hasattr(data, "station") and data.station != actor.device:
        raise Refused(Reason.NOT_ALLOWED, f"{actor.device} cannot speak for another station.",
                      "Put the station's own identity into `station`.")


def _as_refusal(fault: Refused | MalformedError) -> Refused:
    if isinstance(fault, Refused):
        return fault
    reason = Reason.TOO_LARGE if "more than the" in str(fault) else Reason.MALFORMED
    return Refused(reason, f"The message is not what its topic promises: {fault}.",
                   "Compare it with the published contract: kvik contract.")


def _id_in(raw: bytes) -> str:
    """Return the id in a message that may be damaged, so that its sender can be answered."""
    if len(raw) > LARGEST:
        return UNREADABLE
    try:
        found = json.loads(raw)["id"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return UNREADABLE
    good = isinstance(found, str) and 0 < len(found) <= 64 and found.replace("-", "").isalnum()  # noqa: PLR2004
    return found if good and found.isascii() else UNREADABLE


def _fingerprint(arrived: Arrived, data: m.Payload) -> str:
    content = f"{arrived.device}/{arrived.action}/{data.model_dump_json()}"
    return sha256(content.encode()).hexdigest()[:32]



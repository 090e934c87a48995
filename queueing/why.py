"""Choices in words: one sentence from the rule that fired (Q-13)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from queueing.calling import Rule
from queueing.tickets import Event, Kind, State, Ticket

if TYPE_CHECKING:
    from queueing.ports import UnitOfWork
    from queueing.reception import Reception

LANGUAGES = ("da", "en")

_SENTENCES: dict[str, dict[str, str]] = {
    "da": {
        Rule.LONGEST_WAIT: "{number} havde ventet {waited_minutes} minutter, og ingen skal vente mere end "
                           "{longest_minutes}.",
        Rule.DUE_BOOKING: "{number} havde en bestilt tid kl. {booked_for}.",
        Rule.TURN: "{number} havde ventet længst af dem, som {place} kan betjene.",
        Rule.FITS: "{number} kunne nås før den næste bestilte tid; {passed} ville tage for lang tid.",
        Rule.EARLY_BOOKING: "Ingen andre ventede, så {number} kom til før sin tid kl. {booked_for}.",
        Rule.CHOSEN_BY_STAFF: "En medarbejder ved {place} valgte {number} fra listen.",
        "waiting": "{number} venter, og {ahead} kommer før.",
        "next": "{number} venter og er den næste.",
        "parked": "{number} er sat til side af {place} og beholder sin plads.",
        "missed": "{number} blev kaldt, men kom ikke. Scan billetten for at komme tilbage i køen.",
        "closed": "{number} blev lukket uden betjening: {reason}.",
    },
    "en": {
        Rule.LONGEST_WAIT: "{number} had waited {waited_minutes} minutes, and nobody shall wait more than "
                           "{longest_minutes}.",
        Rule.DUE_BOOKING: "{number} had a booked time at {booked_for}.",
        Rule.TURN: "{number} had waited longest of those whom {place} can serve.",
        Rule.FITS: "{number} could be served before the next booked time; {passed} would take too long.",
        Rule.EARLY_BOOKING: "Nobody else waited, so {number} was called before its time at {booked_for}.",
        Rule.CHOSEN_BY_STAFF: "A member of staff at {place} chose {number} from the list.",
        "waiting": "{number} waits, and {ahead} come before it.",
        "next": "{number} waits and is next.",
        "parked": "{number} was set aside by {place} and keeps its place.",
        "missed": "{number} was called but did not come. Scan the ticket to come back into the line.",
        "closed": "{number} was closed without service: {reason}.",
    },
}


def sentences(rule: str, facts: Mapping[str, str | int], zone: ZoneInfo) -> dict[str, str]:
    """Return the explanation by language; `facts` holds what the rule's sentence names."""
    spoken = {name: _spoken(value, zone) if name == "booked_for" else value for name, value in facts.items()}
    return {language: words[rule].format_map(spoken) for language, words in _SENTENCES.items()}


def _spoken(value: str | int, zone: ZoneInfo) -> str:
    return datetime.fromisoformat(str(value)).astimezone(zone).strftime("%H.%M")


@dataclass(frozen=True, slots=True)
class Because:
    """The rule and the facts behind a ticket's place or call."""

    rule: str
    facts: Mapping[str, str | int]

    def in_words(self, zone: ZoneInfo) -> dict[str, str]:
        """Return the explanation by language, times in the house's zone."""
        return sentences(self.rule, self.facts, zone)


def explain(
    reception: Reception, uow: UnitOfWork, ticket: Ticket, history: Sequence[Event], now: datetime,
) -> Because:
    """Return why a ticket was called, or why it stands where it stands."""
    house = reception.house
    if ticket.state is State.WAITING:
        ahead = reception.standing(uow, ticket, now).estimate.ahead
        return Because("waiting" if ahead else "next", {"number": ticket.label, "ahead": ahead})
    last = history[-1]
    place = "" if last.desk is None else house.desk(last.desk).name
    if ticket.state in (State.PARKED, State.MISSED):
        return Because(ticket.state.value, {"number": ticket.label, "place": place})
    called = next((e for e in reversed(history) if e.kind is Kind.CALLED), None)
    if called is None or called.desk is None:
        return Because("closed", {"number": ticket.label, "reason": str(last.detail.get("reason", ""))})
    facts = {k: v for k, v in called.detail.items() if isinstance(v, str | int)}
    return Because(str(facts["rule"]), {
        **facts, "number": ticket.label, "place": house.desk(called.desk).name,
    })

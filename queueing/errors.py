"""Refusals: what the house says when a wish cannot be met."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from queueing.scrub import scrub


class Reason(StrEnum):
    """Why a request was refused; stable words that clients may act on."""

    UNKNOWN_SERVICE = "unknown_service"
    UNKNOWN_DESK = "unknown_desk"
    UNKNOWN_TICKET = "unknown_ticket"
    UNKNOWN_TASK = "unknown_task"
    UNKNOWN_BOOKING = "unknown_booking"
    UNKNOWN_DEVICE = "unknown_device"
    UNKNOWN_STATION = "unknown_station"
    UNKNOWN_BRANCH = "unknown_branch"
    CLOSED = "closed"
    CLOSING_SOON = "closing_soon"
    NOBODY_ON_DUTY = "nobody_on_duty"
    NEEDS_BOOKING = "needs_booking"
    ONLY_AT_BRANCH = "only_at_branch"
    NEEDS_PRESENCE = "needs_presence"
    NOT_BOOKABLE = "not_bookable"
    JUST_TAKEN = "just_taken"
    TOO_MANY_BOOKINGS = "too_many_bookings"
    TOO_MANY_TRIES = "too_many_tries"
    HOLD_LAPSED = "hold_lapsed"
    WRONG_DAY = "wrong_day"
    WRONG_PLACE = "wrong_place"
    ALREADY_IN = "already_in"
    CANCELLED = "cancelled"
    RELEASED = "released"
    NOT_NOW = "not_now"
    NO_NUMBERS_LEFT = "no_numbers_left"
    DESK_PAUSED = "desk_paused"
    DESK_CLOSED = "desk_closed"
    DESK_BUSY = "desk_busy"
    NOBODY_AT_DESK = "nobody_at_desk"
    STATION_BUSY = "station_busy"
    NOBODY_AT_STATION = "nobody_at_station"
    LINE_LOST = "line_lost"
    NOBODY_WAITS = "nobody_waits"
    WRONG_STATE = "wrong_state"
    WRONG_CODE = "wrong_code"
    NOT_COMPETENT = "not_competent"
    TOO_SOON = "too_soon"
    TOO_LATE = "too_late"
    TOO_MANY_CALLS = "too_many_calls"
    TOO_MANY_RETURNS = "too_many_returns"
    MALFORMED = "malformed"
    TOO_LARGE = "too_large"
    EXPIRED = "expired"
    REUSED_ID = "reused_id"
    NOT_ALLOWED = "not_allowed"
    UNAVAILABLE = "unavailable"


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """A wish that the rules turn down: reason, what happened, and how to mend it.

    It may repeat what was typed, and it is logged, stored and sent; so it is scrubbed (S-01).
    """

    def __init__(self, reason: Reason, message: str, fix: str, **facts: str | int) -> None:
        self.reason = reason
        self.message = scrub(message)
        self.fix = scrub(fix)
        self.facts: Mapping[str, str | int] = {
            name: scrub(fact) if isinstance(fact, str) else fact for name, fact in facts.items()
        }
        super().__init__(f"{self.message} {self.fix}")

"""Why a booked time, or one that was wished for, is refused: the answers that several use cases give."""

from __future__ import annotations

from datetime import datetime

from queueing.bookings import Booking, BookingState
from queueing.errors import Reason, Refused

_ENDED = {
    BookingState.CANCELLED: Reason.CANCELLED, BookingState.LAPSED: Reason.HOLD_LAPSED,
    BookingState.RELEASED: Reason.RELEASED,
}


def wrong(reason: Reason, booking: Booking, is_what: str, fix: str, **facts: str) -> Refused:
    """Return the refusal of something that cannot be done with a booking; its facts tell which it is."""
    return Refused(reason, f"The booking {booking.code} {is_what}.", fix, code=booking.code,
                   start=booking.start.isoformat(), service=booking.service, task=booking.task, **facts)


def ended(booking: Booking) -> Refused:
    """Return the refusal of anything to do with a booking that the house owes nothing any more."""
    return wrong(_ENDED[booking.state], booking, f"is {booking.state}", "Book a new time.")


def just_taken(start: datetime) -> Refused:
    """Return the answer to one of two who wished for the same time."""
    return Refused(Reason.JUST_TAKEN, "This time was taken a moment ago.", "Choose another one.",
                   start=start.isoformat())


def unknown_booking() -> Refused:
    """Return the one answer for a code that nobody has and for one that is wrong (B-03)."""
    return Refused(Reason.UNKNOWN_BOOKING, "No booking was found.",
                   "Check the code, or find the time by day of birth and hour.")

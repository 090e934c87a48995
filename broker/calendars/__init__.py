"""Calendars of others: their bookings taken in, the house's own given out."""

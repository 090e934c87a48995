"""The pages of a kiosk."""

from __future__ import annotations

from enum import StrEnum


class Page(StrEnum):
    """What the screen shows."""

    HOME = "home"
    APPOINTMENT = "appointment"
    CHOOSE = "choose"
    CHOSEN = "chosen"
    ASKING = "asking"
    TICKET = "ticket"
    SORRY = "sorry"
    HELP = "help"

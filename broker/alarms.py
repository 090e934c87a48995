"""The alarm book: printers that need somebody, citizens who ask for help, what is gone or cannot be read."""

from __future__ import annotations

from datetime import datetime

from broker import messages as m

FINE = ("ready", "unknown", "none")
"""States of printers and scanners that need nobody; a printer is unknown until it has been asked."""


class AlarmBook:
    """Keeps the alarms that stand; in memory, since every device tells its state again when it connects."""

    def __init__(self) -> None:
        self._alarms: dict[tuple[str, str], m.Alarm] = {}
        self._online: dict[str, bool] = {}

    def alarms(self) -> m.Alarms:
        """Return what stands, oldest first."""
        return m.Alarms(alarms=tuple(sorted(self._alarms.values(), key=lambda a: (a.since, a.device))))

    def is_online(self, device: str) -> bool:
        """Whether the device said that it is there, and its last will has not been heard since."""
        return self._online.get(device, False)

    def presence(self, device: str, *, online: bool, now: datetime) -> None:
        """Note that a device came or went; one that was never there is not missed."""
        was_there = self._online.get(device, False)
        self._online[device] = online
        if online:
            self._lower(device, "offline")
        elif was_there:
            self._raise("offline", device, "", now)
            self._lower(device, "help")

    def health(self, health: m.Health) -> None:
        """Note what a kiosk says of its printer and its scanner."""
        for kind, state in (("printer", health.printer), ("scanner", health.scanner)):
            if state in FINE:
                self._lower(health.device, kind)
            else:
                self._raise(kind, health.device, state, health.since)

    def help_wanted(self, device: str, page: str, now: datetime) -> None:
        """Note that a citizen at a kiosk asks for a person."""
        self._raise("help", device, page, now)

    def help_given(self, device: str) -> None:
        """Note that somebody went there."""
        self._lower(device, "help")

    def calendar(self, name: str, trouble: str, now: datetime) -> None:
        """Note what is wrong with a calendar: "unread", "refused", or "" for nothing."""
        if trouble:
            self._raise("calendar", name, trouble, now)
        else:
            self._lower(name, "calendar")

    def _raise(self, kind: str, device: str, detail: str, since: datetime) -> None:
        known = self._alarms.get((device, kind))
        if known is None or known.detail != detail:
            self._alarms[device, kind] = m.Alarm.model_validate(
                {"device": device, "kind": kind, "detail": detail, "since": since},
            )

    def _lower(self, device: str, kind: str) -> None:
        self._alarms.pop((device, kind), None)

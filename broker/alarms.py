"""The alarm book: printers that need somebody, citizens who ask for help, what is gone or cannot be read."""

from __future__ import annotations

from datetime import datetime, timedelta

from broker import messages as m

FINE = ("ready", "unknown", "none")
"""States of printers and scanners that need nobody; a printer is unknown until it has been asked."""
INSTANCES_KEPT = 8
SETTLED_AFTER = timedelta(minutes=2)
"""So long after two machines last took turns under one identity the alarm stands."""


class AlarmBook:
    """Keeps the alarms that stand; in memory, since every device tells its state again when it connects."""

    def __init__(self) -> None:
        self._alarms: dict[tuple[str, str], m.Alarm] = {}
        self._online: dict[str, bool] = {}
        self._instances: dict[str, list[str]] = {}
        """The processes that have spoken as a device, the present one last."""

    def alarms(self) -> m.Alarms:
        """Return what stands, oldest first."""
        return m.Alarms(alarms=tuple(sorted(self._alarms.values(), key=lambda a: (a.since, a.device))))

    @property
    def online(self) -> frozenset[str]:
        """Return the devices that are there."""
        return frozenset(device for device, online in self._online.items() if online)

    def is_online(self, device: str) -> bool:
        """Whether the device said that it is there, and its last will has not been heard since."""
        return self._online.get(device, False)

    def presence(self, device: str, *, online: bool, now: datetime, instance: str = "") -> None:
        """Note that a device came or went; one that was never there is not missed."""
        if online and instance:
            self._note_instance(device, instance, now)
        was_there = self._online.get(device, False)
        self._online[device] = online
        if online:
            self._lower(device, "offline")
        elif was_there:
            self._raise("offline", device, "", now)
            self._lower(device, "help")

    def doubled(self, device: str, now: datetime) -> None:
        """Note that a second machine has the identity of a device, and stands aside."""
        self._lower(device, "duplicate")
        self._raise("duplicate", device, "", now)

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

    def video(self, device: str, *, failed: bool, now: datetime) -> None:
        """Note whether the picture of a conversation opened at one of its ends."""
        if failed:
            self._raise("video", device, "", now)
        else:
            self._lower(device, "video")

    def keep(self, now: datetime) -> None:
        """Lower what has settled by itself: machines that no longer take turns under one identity."""
        for (device, kind), alarm in list(self._alarms.items()):
            if kind == "duplicate" and now - alarm.since > SETTLED_AFTER:
                self._lower(device, kind)

    def _note_instance(self, device: str, instance: str, now: datetime) -> None:
        """Raise the alarm when a process speaks again after another had taken its place."""
        known = self._instances.setdefault(device, [])
        if instance in known[:-1]:
            self.doubled(device, now)
        if instance in known:
            known.remove(instance)
        known.append(instance)
        del known[:-INSTANCES_KEPT]

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

"""What people read at the command line: numbers, times, waits and events in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from broker.messages import Alarm, BookingView, Call, Happening, Slip, Wait

_HAPPENED = {
    "issued": "{number}  takes a ticket for {service}",
    "called": "{number}  is called to {desk}",
    "recalled": "{number}  is called again to {desk}",
    "finished": "{number}  is finished at {desk}",
    "ready": "{number}  is ready at its station",
    "reopened": "{number}  goes on at {desk}",
    "missed": "{number}  did not come to {desk}",
    "returned": "{number}  came back into the line",
    "transferred": "{number}  is sent on to {goal}",
    "parked": "{number}  is set aside by {desk}",
    "parked:line_lost": "{number}  is set aside: the line to its station is lost",
    "resumed": "{number}  is back in the line",
    "call_undone": "{number}  goes back into the line: the call was undone",
    "closed": "{number}  is closed without service: {reason}",
    "paper": "{number}  paper: {paper}",
}
_REASONS = {
    "day_end": "the day is over", "check_in_undone": "the check-in was taken back",
    "left": "the citizen left the line",
}
_PAPER = {
    "printed": "printed", "failed": "FAILED, the number stays on the screen",
    "unknown": "not known to be printed",
}
_ALARMS = {
    "printer": "{device}: the printer needs somebody ({detail})",
    "scanner": "{device}: the scanner is not plugged in",
    "help": "{device}: a citizen asks for help",
    "offline": "{device}: is gone",
    "video": "{device}: cannot show the picture of a conversation",
    "duplicate": "{device}: two machines use this identity",
    "calendar": "{device}: the calendar needs somebody ({detail})",
}


class Words:
    """Words for one house: local times, and the names that the house gives its services and desks."""

    def __init__(
        self, zone: ZoneInfo, services: Mapping[str, str], desks: Mapping[str, str], tasks: Mapping[str, str],
    ) -> None:
        self._zone = zone
        self._tasks = tasks
        self._services = services
        self._desks = desks

    def service(self, name: str) -> str:
        """Return a service's name, e.g. "KVIK"."""
        return self._services.get(name, name)

    def task(self, name: str) -> str:
        """Return a task's name, e.g. "Pas eller kørekort"."""
        return self._tasks.get(name, name)

    def desk(self, name: str | None) -> str:
        """Return a desk's name as citizens know it, e.g. "Skranke 3"."""
        return "-" if name is None else self._desks.get(name, name)

    def place(self, name: str) -> str:
        """Return the name of a service or a desk."""
        return self._services.get(name) or self.desk(name)

    def local(self, moment: datetime) -> datetime:
        """Return a time in the house's zone."""
        return moment.astimezone(self._zone)

    def clock(self, moment: datetime) -> str:
        """Return a time of day, e.g. "10:42"."""
        return f"{self.local(moment):%H:%M}"

    def second(self, moment: datetime) -> str:
        """Return a time of day with seconds, e.g. "10:42:07"."""
        return f"{self.local(moment):%H:%M:%S}"

    def moment(self, moment: datetime, now: datetime) -> str:
        """Return a time, with its date unless it is today, e.g. "Tue 24 Nov 10:00"."""
        local = self.local(moment)
        today = local.date() == self.local(now).date()
        return self.clock(moment) if today else f"{local:%a} {local.day} {local:%b %H:%M}"

    def happening(self, event: Happening) -> str:
        """Return an event of the log as one line without its time."""
        detail = event.detail
        goal = detail.get("to_desk")
        kind = f"{event.kind}:{detail.get('reason')}"
        text = _HAPPENED.get(kind) or _HAPPENED.get(event.kind, "{number}  " + event.kind)
        return text.format(
            number=number(event.number), service=self.service(event.service), desk=self.desk(event.desk),
            goal=self.service(str(detail.get("service", ""))) if goal is None else self.desk(str(goal)),
            reason=_REASONS.get(str(detail.get("reason")), detail.get("reason")),
            paper=_PAPER.get(str(detail.get("paper")), detail.get("paper")),
        )

    def slip(self, slip: Slip) -> str:
        """Return a fresh ticket as one line."""
        return f"{number(slip.number)}  {self.service(slip.service)}  {slip.ahead} ahead  {wait(slip.wait)}"

    def booking(self, found: BookingView, now: datetime) -> str:
        """Return a booking as one line."""
        where = "" if found.branch is None else f"  at {found.branch}"
        return f"{found.code}  {self.task(found.task)}  {self.moment(found.start, now)}{where}  {found.state}"

    def call(self, call: Call) -> str:
        """Return a call as one line."""
        again = f"  (call {call.times})" if call.times > 1 else ""
        at = "" if call.station is None else f"  (at {call.station})"
        return f"{number(call.number)}  to {call.place}{again}{at}"


def number(label: str) -> str:
    """Return a ticket's number as citizens read it, e.g. "K 012"."""
    return f"{label[0]} {label[1:]}"


def ticket_label(typed: str) -> str:
    """Return a typed number as the wire has it: "k12", "K 012" and "K012" are "K012"; else as it was typed."""
    packed = typed.replace(" ", "").upper()
    return f"{packed[0]}{packed[1:]:0>3}" if packed[:1].isalpha() and packed[1:].isdecimal() else typed


def booking_code(typed: str) -> str:
    """Return a typed code as the wire has it: "h4k 7px" is "H4K7PX"."""
    return typed.replace(" ", "").replace("-", "").upper()


def wait(found: Wait) -> str:
    """Return a wait in words, e.g. "5-10 min"."""
    if found.kind == "range":
        late = ", may pass closing time" if found.passes_closing else ""
        minutes = f"{found.low}-{found.high}" if found.low != found.high else f"{found.low}"
        return f"{minutes} min{late}"
    return {"now": "no wait", "unknown": "nobody on duty", "closed": "closed"}[found.kind]


def alarm(found: Alarm) -> str:
    """Return an alarm as one line without its time."""
    return _ALARMS[found.kind].format(device=found.device, detail=found.detail.replace("_", " "))


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return rows under their heads, columns aligned; those of numbers to the right."""
    texts = [list(heads), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(cell) for cell in column) for column in zip(*texts, strict=True)]
    right = [all(row[i].isdecimal() for row in texts[1:]) and len(texts) > 1 for i in range(len(heads))]
    return "\n".join(
        "  ".join(c.rjust(w) if r else c.ljust(w) for c, w, r in zip(row, widths, right, strict=True)).rstrip()
        for row in texts
    )

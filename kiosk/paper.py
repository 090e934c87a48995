"""The kiosk's printer: slips from the wire become paper, and everybody hears what became of it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal, Slot

from broker.messages import Health, PaperReport, Reprint
from broker.topics import HEALTH

if TYPE_CHECKING:
    from pathlib import Path

    from broker.messages import BookingView, Reply, Slip
    from config.site import Site
    from printer.roll import RollCounter
    from printer.spool import Health as PrinterHealth
    from printer.spool import Printer, Result
    from queueing.clock import Clock
    from screens.bridge import Bridge

log = logging.getLogger(__name__)
PATIENCE_SECONDS = 15.0
"""A slip that could not be begun by then is not printed: the citizen has left (P-02)."""
REPORT_SECONDS = 20.0
PRINTS = ("ready", "near_end")
ROLL_ENDS = ("near_end", "paper_out")


class PaperWorks(QObject):
    """Prints slips on the kiosk's own printer, tells the house the outcome, and keeps its health published."""

    settled = Signal(str, str, str)
    """Number of a ticket; printed, failed or unknown; the printer's state."""

    booking_settled = Signal(str, str)
    """Code of a booking whose confirmation was asked for; printed, failed or unknown."""

    ready = Signal(bool)
    """Whether the printer could print now."""

    _result_came = Signal(object)
    _health_came = Signal(object)

    def __init__(
        self, *, site: Site, device: str, printer: str | None, roll: Path, clock: Clock, bridge: Bridge,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._site = site
        self._device = device
        self._url = printer
        self._roll_file = roll
        self._clock = clock
        self._bridge = bridge
        self._printer: Printer | None = None
        self._roll: RollCounter | None = None
        self._told = ("unknown", "")
        """What the printer said last; the roll may know better."""
        self._again: dict[str, str] = {}
        """Requests for a copy that are not answered, with their tickets."""
        self._bookings: set[str] = set()
        """Codes whose confirmation is being printed; no ticket's paper is settled by them."""
        self._scanner = "none"
        self._health = Health(device=device, printer="unknown", since=clock.now())
        """Published once it is known; until then nobody needs to be alarmed."""
        queued = Qt.ConnectionType.QueuedConnection
        self._result_came.connect(self._take_result, queued)
        self._health_came.connect(self._take_health, queued)
        bridge.connected_changed.connect(self._tell_health)
        bridge.replied.connect(self._hear)

    @property
    def health(self) -> Health:
        """Return what is known of the printer."""
        return self._health

    def start(self) -> None:
        """Open the printer; what is wrong about it is said once, and the kiosk goes on without paper."""
        from printer.addresses import open_transport  # noqa: PLC0415
        from printer.models import UnknownModel, find_model  # noqa: PLC0415 - after the first frame
        from printer.roll import RollCounter  # noqa: PLC0415
        from printer.spool import Printer  # noqa: PLC0415
        from printer.transport import BadAddress  # noqa: PLC0415

        settings = next((k for k in self._site.kiosks if k.id == self._device), None)
        if self._printer is not None or settings is None:
            return
        try:
            transport = open_transport(self._url or "")
            model = find_model(settings.printer_model)
        except (BadAddress, UnknownModel) as error:
            log.error("%s has no printer: %s", self._device, error)  # noqa: TRY400 - a sentence for technicians
            self._note("offline", str(error))
            return
        self._roll = RollCounter(self._roll_file, settings.roll_length_m, self._clock.now())
        self._printer = Printer(
            transport, model, self._clock,
            on_result=self._count, on_health=self._health_came.emit,
        )
        self._printer.start()

    def stop(self) -> None:
        """Let go of the printer, and pass on what it told last."""
        printer, self._printer = self._printer, None
        if printer is not None:
            printer.stop()
        QCoreApplication.sendPostedEvents(self)
        self._result_came.disconnect()
        self._health_came.disconnect()

    def print(self, slip: Slip) -> None:
        """Print a slip once; returns at once, and `settled` tells what became of it."""
        from kiosk.slips import slip_content  # noqa: PLC0415 - after the first frame
        from printer.slip import slip as lay_out  # noqa: PLC0415

        paper = lay_out(slip_content(slip, self._site))
        printer = self._printer
        if printer is None or not printer.print(slip.number, paper, within=PATIENCE_SECONDS):
            QTimer.singleShot(0, self, lambda: self._settle(slip.number, "failed", self._health.printer))

    def print_booking(self, booking: BookingView) -> None:
        """Print the confirmation of a booked time; of a printer in trouble staff hear by its alarm."""
        from kiosk.slips import booking_content  # noqa: PLC0415 - after the first frame
        from printer.slip import booking_slip  # noqa: PLC0415

        paper = booking_slip(booking_content(booking, self._site))
        printer = self._printer
        if printer is not None and printer.print(booking.code, paper, within=PATIENCE_SECONDS):
            self._bookings.add(booking.code)
        else:
            QTimer.singleShot(0, self, lambda: self.booking_settled.emit(booking.code, "failed"))

    @Slot(bool, str)
    def note_scanner(self, plugged: bool, _detail: str) -> None:  # noqa: FBT001 - a slot's signature
        """Tell the house whether the scanner is there, as it is told of the printer."""
        self._scanner = "ready" if plugged else "missing"
        self._note(self._health.printer, self._health.detail)

    @Slot(str)
    def print_again(self, number: str) -> None:
        """Ask the house for a copy of a ticket; it comes as an order to print, or `settled` says why not."""
        request = self._bridge.ask("reprint", Reprint(ticket=number, paper_at=self._device))
        self._again[request] = number

    @Slot(str, object)
    def _hear(self, request: str, reply: Reply | None) -> None:
        number = self._again.pop(request, None)
        if number is not None and (reply is None or reply.outcome != "done"):
            self.settled.emit(number, "failed", self._health.printer)

    def _count(self, result: Result) -> None:
        """Count the paper, on the printer's thread because it is kept on disk, and pass the result on."""
        if self._roll is not None:
            self._roll.use(result.mm)
        self._result_came.emit(result)

    @Slot(object)
    def _take_result(self, result: Result) -> None:
        if result.job in self._bookings:
            self._bookings.discard(result.job)
            log.info("the confirmation of a booking was %s", result.outcome.value)
            self.booking_settled.emit(result.job, result.outcome.value)
        else:
            self._settle(result.job, result.outcome.value, result.state.value)
        self._weigh()

    def _settle(self, number: str, outcome: str, state: str) -> None:
        report = PaperReport.model_validate({"ticket": number, "paper": outcome})
        self._bridge.ask("paper", report, timeout=REPORT_SECONDS)
        self.settled.emit(number, outcome, state)

    @Slot(object)
    def _take_health(self, health: PrinterHealth) -> None:
        state, before = health.state.value, self._told[0]
        self._told = state, health.detail
        if self._roll is not None and state == "ready" and before in ROLL_ENDS:
            self._roll.renew(self._clock.now())  # its own sensor saw the end of the old roll, and sees it no more
        self._weigh()

    def _weigh(self) -> None:
        """Take the printer's word, and the count of its paper where it says that all is well."""
        state, detail = self._told
        if state == "ready" and self._roll is not None and self._roll.near_end:
            state, detail = "near_end", f"paper for about {self._roll.tickets_left} tickets, by counting"
        if state != self._health.printer:
            self._note(state, detail)

    def _note(self, state: str, detail: str) -> None:
        self._health = Health.model_validate({
            "device": self._device, "printer": state, "scanner": self._scanner, "since": self._clock.now(),
            "detail": detail,
        })
        self.ready.emit(state in PRINTS)
        self._tell_health()

    @Slot()
    def _tell_health(self) -> None:
        known = self._health.printer != "unknown" or self._scanner != "none"
        if self._bridge.connected and known:
            self._bridge.publish(HEALTH, self._health, device=self._device)

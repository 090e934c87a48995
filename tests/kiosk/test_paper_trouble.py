"""Every fault of a printer, to the end: what the citizen sees, what staff see, and what the queue holds then."""

from __future__ import annotations

import pytest

from broker.messages import Alarms, AtDesk, Press, Services
from broker.topics import ALARMS, HAPPENING, SERVICES
from printer.roll import RollCounter
from printer.simulated import SimulatedPrinter
from tests.broker.conftest import House
from tests.kiosk.conftest import Stand
from tests.screens.conftest import settle, until

LOGS = pytest.mark.may_log("printer tcp.*")
DEFECT = "Printeren virker ikke lige nu."
MAYBE = "Din billet kom måske ikke ud."
STANDS = {
    "paper_out": ("paper_out", "Printeren mangler papir."), "cover_open": ("cover_open", "Printeren er åben."),
    "cutter_error": ("error", DEFECT), "jam": ("error", DEFECT), "offline": ("offline", DEFECT),
    "silent": ("silent", DEFECT), "refuse": ("offline", DEFECT),
}
"""What each fault makes of the printer's state, and of the citizen's page."""


def take(stand: Stand, paper: str) -> None:
    stand.tap("KVIK")
    until(lambda: stand.page == "ticket")
    until(lambda: stand.ticket.property("paper") == paper)


def details(seen: list[Alarms]) -> list[str]:
    return [alarm.detail for alarm in seen[-1].alarms if alarm.kind == "printer"] if seen else []


def waiting(seen: list[Services]) -> int:
    return seen[-1].services[0].waiting if seen else -1


@LOGS
@pytest.mark.parametrize("fault", STANDS)
def test_a_printer_that_stands_costs_nobody_a_place(
    stand: Stand, hub: House, paper: SimulatedPrinter, fault: str,
) -> None:
    # P-01, P-02, P-04
    state, words = STANDS[fault]
    alarms, services = hub.watch("console", ALARMS), hub.watch("console", SERVICES)
    until(lambda: stand.kiosk.paper.health.printer == "ready")
    paper.faults.set(**{fault: True})
    until(lambda: stand.kiosk.paper.health.printer == state)
    take(stand, "failed")
    assert words in stand.reads()
    assert "K\u00a0001" in stand.reads()
    assert "Du er i køen. Husk dit nummer" in stand.reads()
    assert "Udskriv igen" not in stand.reads()
    alarms.until(lambda seen: details(seen) == [state])
    services.until(lambda seen: waiting(seen) == 1)
    paper.faults.clear()
    until(lambda: stand.kiosk.paper.health.printer == "ready")
    alarms.until(lambda seen: seen and not details(seen))
    assert paper.tickets == []  # nothing comes late
    services.until(lambda seen: waiting(seen) == 1)


@LOGS
@pytest.mark.parametrize(("fault", "state"), [
    ({"paper_out_after": 3000}, "paper_out"), ({"silent_after": 4000}, "silent"), ({"reset_after": 3000}, None),
])
def test_a_printer_that_breaks_off_in_the_middle_leaves_the_place_and_says_so(
    stand: Stand, hub: House, paper: SimulatedPrinter, fault: dict[str, int], state: str | None,
) -> None:
    # P-01, P-02
    alarms, services = hub.watch("console", ALARMS), hub.watch("console", SERVICES)
    happenings = hub.watch("console", HAPPENING)
    until(lambda: stand.kiosk.paper.health.printer == "ready")
    paper.faults.set(**fault)
    take(stand, "unknown")
    assert MAYBE in stand.reads()
    assert "K\u00a0001" in stand.reads()
    if state is not None:
        alarms.until(lambda seen: details(seen) == [state])
    happenings.until(lambda seen: [h.detail.get("paper") for h in seen if h.kind == "paper"] == ["unknown"])
    services.until(lambda seen: waiting(seen) == 1)


@LOGS
def test_a_ticket_without_paper_is_printed_again_as_a_copy_when_the_printer_is_well(
    stand: Stand, hub: House, paper: SimulatedPrinter,
) -> None:
    # P-01, P-02
    services = hub.watch("console", SERVICES)
    until(lambda: stand.kiosk.paper.health.printer == "ready")
    paper.faults.set(cover_open=True)
    until(lambda: stand.kiosk.paper.health.printer == "cover_open")
    take(stand, "failed")
    paper.faults.clear()
    until(lambda: stand.ticket.property("again"))
    stand.draw()
    stand.tap("Udskriv igen", times=3)
    until(lambda: stand.ticket.property("paper") == "printed")
    assert [name[5:] for name in paper.tickets] == ["K001"]
    assert "Kopi af din billet" in (paper.folder / f"{paper.tickets[0]}.txt").read_text()
    services.until(lambda seen: waiting(seen) == 1)


@LOGS
def test_a_copy_that_the_house_does_not_give_is_said(stand: Stand, hub: House, paper: SimulatedPrinter) -> None:
    # P-02
    until(lambda: stand.kiosk.paper.health.printer == "ready")
    paper.faults.set(cover_open=True)
    until(lambda: stand.kiosk.paper.health.printer == "cover_open")
    take(stand, "failed")
    hub.link("console").call("press", Press(desk="skranke-1"))
    hub.link("console").call("no-show", AtDesk(desk="skranke-1"))
    stand.kiosk.paper.print_again("K001")
    settle()
    until(lambda: stand.ticket.property("paper") == "failed")
    assert paper.tickets == []


def test_little_paper_is_told_by_the_sensor_and_the_ticket_comes(
    stand: Stand, hub: House, paper: SimulatedPrinter,
) -> None:
    # P-03
    alarms = hub.watch("console", ALARMS)
    until(lambda: stand.kiosk.paper.health.printer == "ready")
    paper.faults.set(near_end=True)
    until(lambda: stand.kiosk.paper.health.printer == "near_end")
    take(stand, "printed")
    alarms.until(lambda seen: details(seen) == ["near_end"])


def test_little_paper_is_told_by_counting_at_least_fifty_tickets_before_the_end(
    stand: Stand, hub: House, paper: SimulatedPrinter,
) -> None:
    # P-03
    alarms = hub.watch("console", ALARMS)
    until(lambda: stand.kiosk.paper.health.printer == "ready")
    file = stand.folder.roll_file("kiosk-1")
    counter = RollCounter(file, 80.0, hub.clock.now())
    counter.use(80_000 - 300 - 60 * 150.0)
    assert counter.tickets_left == 60
    take(stand, "printed")
    until(lambda: stand.kiosk.paper.health.printer == "near_end")
    assert 50 <= counter.tickets_left < 60
    alarms.until(lambda seen: details(seen) == ["near_end"])
    counter.renew(hub.clock.now())  # as `kvik printer new-roll kiosk-1` does
    stand.session.restart()
    take(stand, "printed")
    until(lambda: stand.kiosk.paper.health.printer == "ready")
    alarms.until(lambda seen: seen and not details(seen))


@pytest.mark.parametrize("fault", [{"at_most": 97}, {"answer_delay": 0.2}, {"mm_per_second": 500.0}])
def test_slow_printers_and_short_writes_are_nobodys_trouble(
    stand: Stand, hub: House, paper: SimulatedPrinter, fault: dict[str, float],
) -> None:
    # P-01
    until(lambda: stand.kiosk.paper.health.printer == "ready")
    paper.faults.set(**fault)
    take(stand, "printed")
    assert [name[5:] for name in paper.tickets] == ["K001"]
    assert "Tag din billet her under." in stand.reads()

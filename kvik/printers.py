"""Printers at the command line: which there are, how they are, what they print, and one that is simulated."""

from __future__ import annotations

import logging
import queue
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.folder import data_folder
from kvik.answers import RefusedError, answer, answering
from kvik.options import DEFAULT_DATA, DataOption, JsonOption, SiteOption
from kvik.sites import clock_of, house_in, site_of
from kvik.words import ticket_label

if TYPE_CHECKING:
    from datetime import datetime

    from printer.models import PrinterModel
    from printer.roll import RollCounter
    from printer.slip import Block
    from printer.spool import Health, Printer, Result

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)
ToOption = Annotated[str, typer.Option("--to", metavar="URL", help="The printer, e.g. tcp://10.0.0.7:9100.")]
ModelOption = Annotated[str, typer.Option("--model", help="Which printer it is, e.g. epson-tm-t20iii.")]
PRINT_SECONDS = 20.0
STATUS_SECONDS = 4.0
"""Connecting and one round of questions take at most 3 s."""
LARGEST = 1_000_000
TICKET = re.compile(r"[A-Za-z] ?\d{1,3}")


@app.callback()
def printer() -> None:
    """Find printers, ask how they are, print on them, simulate one."""


@app.command("list")
def plugged_in(*, as_json: JsonOption = False) -> None:
    """List the printers that are plugged into this machine, as the configuration writes them.

    Example: kvik printer list
    """
    from printer.plugged import plugged_printers  # noqa: PLC0415

    with answering(as_json=as_json):
        found = plugged_printers()
        lines = [f"{each.url}  {each.name}{'' if each.usable else '  (access denied)'}" for each in found]
        content = {"printers": [{"url": each.url, "name": each.name, "usable": each.usable} for each in found]}
        answer("\n".join(lines) or "Nothing is plugged in. Printers on the network do not show here.", content,
               as_json=as_json)


@app.command()
def simulate(
    *,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes a free one.")] = 9100,
    pty: Annotated[bool, typer.Option("--pty", help="Hang at a serial line instead of a port.")] = False,
    link: Annotated[Path | None, typer.Option("--link", help="Stable name of that line.")] = None,
    control: Annotated[
        int | None, typer.Option("--control", min=0, max=65535, help="Port that takes faults as JSON lines."),
    ] = None,
    model: Annotated[str, typer.Option("--model", help="Which printer to be.")] = "epson-tm-t20iii",
    instant: Annotated[bool, typer.Option("--instant", help="Print at once, not as fast as the model.")] = False,
    folder: Annotated[Path, typer.Option("--folder", metavar="DIR", help="Where tickets go.")] = Path("tickets"),
    fault: Annotated[
        list[str] | None, typer.Option("--fault", help="Start with something wrong, e.g. paper_out."),
    ] = None,
) -> None:
    """Run a simulated ESC/POS printer until Ctrl-C; each ticket becomes PNG, text and the bytes received.

    Example: kvik printer simulate --port 9100 --folder tickets --fault near_end
    """
    from printer.simulated import main  # noqa: PLC0415 - drawing loads Pillow, which the others do without
    from printer.simulated_faults import SWITCHES  # noqa: PLC0415 - as above

    unknown = next((name for name in fault or () if name not in SWITCHES), None)
    if unknown is not None:
        raise typer.BadParameter(f"{unknown!r} is none of: {', '.join(SWITCHES)}.", param_hint="--fault")
    with answering(as_json=False):
        speed = 0 if instant else _model(model).speed
    wishes = ["--port", str(port), "--folder", str(folder), "--model", model.lower(), "--speed", str(speed)]
    wishes += ["--pty"] if pty else []
    wishes += ["--link", str(link)] if link else []
    wishes += [] if control is None else ["--control", str(control)]
    sys.exit(main([*wishes, *(part for name in fault or () for part in ("--fault", name))]))


@app.command("test")
def trial(*, to: ToOption, model: ModelOption = "plain-80mm", as_json: JsonOption = False) -> None:
    """Print a page that shows width, letters, number, pictures, code and cut, and say whether it came out.

    Example: kvik printer test --to usblp:///dev/kvik-printer --model epson-tm-t20iii
    """
    from printer.trial import trial_page  # noqa: PLC0415

    with answering(as_json=as_json):
        _printed("The test page", trial_page(_model(model)), to, model)
        answer("The test page is printed.", {"paper": "printed", "to": to}, as_json=as_json)


@app.command("new-roll")
def new_roll(
    kiosk: Annotated[str, typer.Argument(metavar="KIOSK", help="Id of the kiosk, e.g. kiosk-1.")],
    *, data: DataOption = DEFAULT_DATA, site: SiteOption = None, as_json: JsonOption = False,
) -> None:
    """Note that a kiosk's printer has a new roll of paper, so that its tickets are counted from now on.

    Run it on the kiosk's machine. Example: kvik printer new-roll kiosk-1
    """
    with answering(as_json=as_json):
        counter, now = _roll(kiosk, data, site)
        with _saying_it_ourselves():
            if not counter.renew(now):
                raise RefusedError("unwritable", f"The new roll of {kiosk} cannot be noted in {data}.",
                                   "Make room, or make the folder writable, and say it again.")
        left = counter.tickets_left
        answer(f"{kiosk} has a new roll, for about {left} tickets.", {"kiosk": kiosk, "tickets_left": left},
               as_json=as_json)


@app.command()
def roll(
    kiosk: Annotated[str, typer.Argument(metavar="KIOSK", help="Id of the kiosk, e.g. kiosk-1.")],
    *, data: DataOption = DEFAULT_DATA, site: SiteOption = None, as_json: JsonOption = False,
) -> None:
    """Say how many tickets a kiosk's roll of paper still holds, by counting.

    Run it on the kiosk's machine. Example: kvik printer roll kiosk-1
    """
    with answering(as_json=as_json):
        counter, _ = _roll(kiosk, data, site)
        left, used = counter.tickets_left, counter.roll
        answer(
            f"{kiosk} has paper for about {left} tickets; {used.slips} were printed since {used.since[:10]}.",
            {"kiosk": kiosk, "tickets_left": left, "printed": used.slips, "since": used.since}, as_json=as_json,
        )


@app.command("print")
def print_file(
    what: Annotated[str, typer.Argument(
        metavar="FILE|TICKET", help="Bytes for the printer, a .txt that is set as a slip, or a ticket's number.",
    )],
    *,
    to: Annotated[str, typer.Option(
        "--to", metavar="URL|KIOSK", help="The printer, e.g. tcp://10.0.0.7:9100; for a ticket also a kiosk.",
    )],
    model: ModelOption = "plain-80mm",
    data: DataOption = DEFAULT_DATA,
    site: SiteOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print a file or a ticket, and say whether it came out; a ticket is marked as a copy.

    With a kiosk in place of an address, the kiosk prints it. Example: kvik printer print K012 --to kiosk-1
    """
    with answering(as_json=as_json):
        ticket = ticket_label(what) if TICKET.fullmatch(what) and not Path(what).exists() else None
        if ticket is not None and ":" not in to:
            _copy_of(ticket, data, site, kiosk=to)
            answer(f"{to} prints a copy of {ticket}.", {"paper": "ordered", "to": to}, as_json=as_json)
            return
        paper = _paper(Path(what)) if ticket is None else _copy_of(ticket, data, site)
        _printed(ticket or what, paper, to, model)
        answer(f"{ticket or what} is printed.", {"paper": "printed", "to": to}, as_json=as_json)


@app.command()
def status(*, to: ToOption, model: ModelOption = "plain-80mm", as_json: JsonOption = False) -> None:
    """Say how a printer is; exits 1 when it cannot print.

    Example: kvik printer status --to tcp://10.0.0.7:9100
    """
    with answering(as_json=as_json):
        states: queue.SimpleQueue[Health] = queue.SimpleQueue()
        with _printer(to, model, on_health=states.put):
            try:
                health = states.get(timeout=STATUS_SECONDS)
            except queue.Empty:
                raise _unwell(to, "silent", "it does not answer") from None
        if not health.state.prints:
            raise _unwell(to, health.state.value, health.detail)
        state = health.state.value
        answer(f"{to} is {_spoken(state)}.", {"printer": state, "to": to}, as_json=as_json)


def _roll(kiosk: str, data: Path, site: Path | None) -> tuple[RollCounter, datetime]:
    """Return the count of a kiosk's paper, and what time it is there; raises RefusedError."""
    from printer.roll import RollCounter  # noqa: PLC0415

    house = house_in(data)
    kiosks = {each.id: each for each in site_of(site, house).kiosks}
    if kiosk not in kiosks:
        known = ", ".join(kiosks)
        raise RefusedError("unknown_kiosk", f"There is no kiosk {kiosk!r}.", f"Use one of: {known}.")
    now = clock_of(house).now()
    return RollCounter(data_folder(data).roll_file(kiosk), kiosks[kiosk].roll_length_m, now), now


def _copy_of(ticket: str, data: Path, site: Path | None, kiosk: str | None = None) -> tuple[Block, ...]:
    """Ask the house for a ticket's slip, marked as a copy; a kiosk that is named prints it."""
    from broker.messages import Reprint, Slip  # noqa: PLC0415 - printing a file needs no house
    from kiosk.slips import slip_content  # noqa: PLC0415
    from kvik.console import open_console, payload_of  # noqa: PLC0415
    from printer.slip import slip  # noqa: PLC0415

    with open_console(data, site) as console:
        told = console.ask("reprint", payload_of(Reprint, ticket=ticket, paper_at=kiosk))
        return slip(slip_content(Slip.model_validate(told["slip"]), console.site))


def _printed(what: str, paper: tuple[Block, ...] | bytes, to: str, model: str) -> None:
    """Print something and wait for its end; raises RefusedError when it is not known to have come out."""
    results: queue.SimpleQueue[Result] = queue.SimpleQueue()
    with _printer(to, model, on_result=results.put) as found:
        found.print(what[:40], paper)
        try:
            result = results.get(timeout=PRINT_SECONDS)
        except queue.Empty:
            raise _unwell(to, "silent", "it did not answer in time") from None
    if result.outcome != "printed":
        raise _not_printed(what, to, result)


def _model(name: str) -> PrinterModel:
    from printer.models import UnknownModel, find_model  # noqa: PLC0415

    try:
        return find_model(name)
    except UnknownModel as error:
        raise RefusedError("bad_printer", "This printer cannot be used.", str(error)) from None


@contextmanager
def _printer(
    url: str, model: str, *,
    on_result: Callable[[Result], None] = lambda _: None, on_health: Callable[[Health], None] = lambda _: None,
) -> Iterator[Printer]:
    """Own a printer for the length of the block; raises RefusedError for an address or model unknown to us."""
    from printer.addresses import open_transport  # noqa: PLC0415
    from printer.spool import Printer  # noqa: PLC0415 - `simulate` does without all of these
    from printer.transport import BadAddress  # noqa: PLC0415
    from queueing.clock import SystemClock  # noqa: PLC0415

    try:
        found = Printer(open_transport(url), _model(model), SystemClock(), on_result=on_result,
                        on_health=on_health)
    except BadAddress as error:
        raise RefusedError("bad_printer", "This printer cannot be used.", str(error)) from None
    with _saying_it_ourselves():
        found.start()
        try:
            yield found
        finally:
            found.stop()


@contextmanager
def _saying_it_ourselves() -> Iterator[None]:
    """Keep the printer's warnings out of the answer for the length of the block."""
    logger = logging.getLogger("printer")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)


def _paper(file: Path) -> tuple[Block, ...] | bytes:
    """Return what a file puts on paper."""
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        raise RefusedError("unreadable", f"{file} cannot be read: {error.strerror}.", "Name a file.") from error
    if len(content) > LARGEST:
        raise RefusedError("too_large", f"{file} has more than {LARGEST} bytes.", "Print a smaller file.")
    return _slip(content.decode("utf-8", errors="replace")) if file.suffix == ".txt" else content


def _slip(text: str) -> tuple[Block, ...]:
    from printer.slip import Space, Span, Text  # noqa: PLC0415 - see above

    return tuple(Text((Span(line),)) if line.strip() else Space(4) for line in text.splitlines())


def _unwell(url: str, state: str, detail: str) -> RefusedError:
    return RefusedError(
        f"printer_{state}", f"{url} is {_spoken(state)}.", _mend(state),
        {"printer": state, "to": url, "detail": detail},
    )


def _not_printed(what: str, url: str, result: Result) -> RefusedError:
    """Return why something did not come out; what is not known to be printed may still lie there."""
    state = result.state.value
    happened = "was not printed" if result.outcome == "failed" else "may not be printed"
    return RefusedError(
        f"paper_{result.outcome}", f"{what} {happened}: {url} is {_spoken(state)}.", _mend(state),
        {"paper": result.outcome.value, "printer": state, "to": url, "detail": result.why},
    )


def _mend(state: str) -> str:
    return _MENDS.get(state, "Look at the printer: power, cable, address, paper; then try again.")


def _spoken(state: str) -> str:
    return _STATES.get(state, state.replace("_", " "))


_STATES = {"paper_out": "out of paper", "near_end": "ready, its paper nearly at its end", "cover_open": "open"}
_MENDS = {"paper_out": "Put in a new roll.", "cover_open": "Close the cover."}

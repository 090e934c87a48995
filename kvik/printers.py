"""Printers at the command line: one that is simulated, a file sent to one, and how one is."""

from __future__ import annotations

import logging
import queue
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kvik.answers import RefusedError, answer, answering
from kvik.options import JsonOption

if TYPE_CHECKING:
    from printer.slip import Block
    from printer.spool import Health, Printer, Result

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)
ToOption = Annotated[str, typer.Option("--to", metavar="URL", help="The printer, e.g. tcp://10.0.0.7:9100.")]
ModelOption = Annotated[str, typer.Option("--model", help="Which printer it is, e.g. epson-tm-t20iii.")]
PRINT_SECONDS = 20.0
STATUS_SECONDS = 4.0
"""Connecting and one round of questions take at most 3 s."""
LARGEST = 1_000_000


@app.callback()
def printer() -> None:
    """Simulate a printer, print a file, ask a printer how it is."""


@app.command()
def simulate(
    *,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes a free one.")] = 9100,
    folder: Annotated[Path, typer.Option("--folder", metavar="DIR", help="Where tickets go.")] = Path("tickets"),
    fault: Annotated[
        list[str] | None, typer.Option("--fault", help="Start with something wrong, e.g. paper_out."),
    ] = None,
) -> None:
    """Run a simulated ESC/POS printer until Ctrl-C; each ticket becomes PNG, text and the bytes received.

    Example: kvik printer simulate --port 9100 --folder tickets
    """
    from printer.simulated import main  # noqa: PLC0415 - drawing loads Pillow, which the others do without

    faults = [part for name in fault or () for part in ("--fault", name)]
    sys.exit(main(["--port", str(port), "--folder", str(folder), *faults]))


@app.command("print")
def print_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Bytes for the printer; .txt is set as a slip.")],
    *,
    to: ToOption,
    model: ModelOption = "plain-80mm",
    as_json: JsonOption = False,
) -> None:
    """Print a file and say whether it came out.

    Example: kvik printer print notice.txt --to tcp://10.0.0.7:9100
    """
    with answering(as_json=as_json):
        paper = _paper(file)
        results: queue.SimpleQueue[Result] = queue.SimpleQueue()
        with _printer(to, model, on_result=results.put) as found:
            found.print(file.name[:40], paper)
            try:
                result = results.get(timeout=PRINT_SECONDS)
            except queue.Empty:
                raise _unwell(to, "silent", "it did not answer in time") from None
        if result.outcome != "printed":
            raise _not_printed(file, to, result)
        answer(f"{file} is printed.", {"paper": "printed", "to": to}, as_json=as_json)


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


@contextmanager
def _printer(
    url: str, model: str, *,
    on_result: Callable[[Result], None] = lambda _: None, on_health: Callable[[Health], None] = lambda _: None,
) -> Iterator[Printer]:
    """Own a printer for the length of the block; raises RefusedError for an address or model unknown to us."""
    from printer.models import UnknownModel, find_model  # noqa: PLC0415 - `simulate` does without all of these
    from printer.spool import Printer  # noqa: PLC0415
    from printer.transport import BadAddress, open_transport  # noqa: PLC0415
    from queueing.clock import SystemClock  # noqa: PLC0415

    logging.getLogger("printer").setLevel(logging.ERROR)  # we say ourselves what went wrong
    try:
        found = Printer(open_transport(url), find_model(model), SystemClock(), on_result=on_result,
                        on_health=on_health)
    except (BadAddress, UnknownModel) as error:
        raise RefusedError("bad_printer", "This printer cannot be used.", str(error)) from None
    found.start()
    try:
        yield found
    finally:
        found.stop()


def _paper(file: Path) -> tuple[Block, ...] | bytes:
    """Return what a file puts on paper."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise RefusedError("unreadable", f"{file} cannot be read: {error.strerror}.", "Name a file.") from error
    if len(content) > LARGEST:
        raise RefusedError("too_large", f"{file} has {len(content)} bytes.", f"Print at most {LARGEST}.")
    return _slip(content.decode("utf-8", errors="replace")) if file.suffix == ".txt" else content


def _slip(text: str) -> tuple[Block, ...]:
    from printer.slip import Space, Span, Text  # noqa: PLC0415 - see above

    return tuple(Text((Span(line),)) if line.strip() else Space(4) for line in text.splitlines())


def _unwell(url: str, state: str, detail: str) -> RefusedError:
    return RefusedError(
        f"printer_{state}", f"{url} is {_spoken(state)}.", _mend(state),
        {"printer": state, "to": url, "detail": detail},
    )


def _not_printed(file: Path, url: str, result: Result) -> RefusedError:
    """Return why a file did not come out; what is not known to be printed may still lie there."""
    state = result.state.value
    happened = "was not printed" if result.outcome == "failed" else "may not be printed"
    return RefusedError(
        f"paper_{result.outcome}", f"{file} {happened}: {url} is {_spoken(state)}.", _mend(state),
        {"paper": result.outcome.value, "printer": state, "to": url, "detail": result.why},
    )


def _mend(state: str) -> str:
    return _MENDS.get(state, "Look at the printer: power, cable, address, paper; then try again.")


def _spoken(state: str) -> str:
    return _STATES.get(state, state.replace("_", " "))


_STATES = {"paper_out": "out of paper", "near_end": "ready, its paper nearly at its end", "cover_open": "open"}
_MENDS = {"paper_out": "Put in a new roll.", "cover_open": "Close the cover."}

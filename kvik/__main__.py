"""`kvik`: every command imports its own module when it is called, so that none waits for the others."""

from __future__ import annotations

import sys
from errno import EDQUOT, EFBIG, ENOSPC
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

SECTIONS: dict[str, dict[str, tuple[str, str]]] = {
    "Run": {
        "run": ("kvik.run:run", "Run a whole house on this machine."),
        "hub": ("kvik.parts:hub", "Run the hub, which owns the queue."),
        "kiosk": ("kvik.parts:kiosk", "Run a kiosk."),
        "display": ("kvik.parts:display", "Run a hall display."),
        "desk": ("kvik.parts:desk", "Run the window of a desk."),
        "button": ("kvik.parts:button", "Run the driver of a desk's button."),
        "station": ("kvik.visits:stations", "Run the station of a branch library, or say how one stands."),
    },
    "Take part": {
        "take": ("kvik.citizens:take", "Take a ticket."),
        "press": ("kvik.desks:press", "Call the next citizen to a desk."),
        "recall": ("kvik.desks:recall", "Call the citizen at a desk again."),
        "finish": ("kvik.desks:finish", "End the visit at a desk."),
        "no-show": ("kvik.desks:no_show", "Note that the citizen called to a desk did not come."),
        "undo": ("kvik.desks:undo", "Take the last call of a desk back, within 30 seconds."),
        "transfer": ("kvik.desks:transfer", "Send the citizen at a desk on to a service or another desk."),
        "park": ("kvik.desks:park", "Set the visit at a desk aside; it keeps its place."),
        "resume": ("kvik.desks:resume", "Put a parked ticket back into the line."),
        "pause": ("kvik.desks:pause", "Pause a desk."),
        "open": ("kvik.desks:open_desk", "Open a desk, also after a pause."),
        "close": ("kvik.desks:close", "Close a desk for today."),
        "visit": ("kvik.visits:app", "Start, ready or end a visit at a branch library's station."),
    },
    "Book": {
        "slots": ("kvik.bookings:slots", "Show the free times of a task on one day."),
        "book": ("kvik.bookings:book", "Book a time, or keep it for one who is still choosing."),
        "booking": ("kvik.bookings:app", "Find, confirm, move or cancel a booking."),
        "checkin": ("kvik.bookings:checkin",
                    "Check a citizen with a booked time in, by code or by birthday and time."),
        "calendar": ("kvik.calendars:app", "Take bookings of other systems in, and give the house's own out."),
    },
    "Look": {
        "board": ("kvik.looking:board", "Show the newest calls, and how long each service's line is."),
        "why": ("kvik.looking:why", "Explain why a ticket is where it is."),
        "watch": ("kvik.looking:watch", "Show events as they happen, until Ctrl-C."),
        "hours": ("kvik.hours:hours", "Say what is open, with how many staff, until when."),
    },
    "Tools": {
        "printer": ("kvik.printers:app", "Find printers, ask how they are, print on them, simulate one."),
        "device": ("kvik.devices:app", "Let devices on other machines in: packs and certificates."),
        "config": ("kvik.checks:app", "Check a site's configuration."),
        "bench": ("kvik.bench.command:bench", "Measure the speed of the house beside the limits of this machine."),
        "contract": ("kvik.checks:contract", "Show or write the wire's contract: AsyncAPI and access list."),
    },
}
"""Every command by section: where it lives, and what `kvik --help` says of it."""
_NO_ROOM = (ENOSPC, EDQUOT, EFBIG)
COMMANDS = {name: entry for section in SECTIONS.values() for name, entry in section.items()}


class LazyGroup(TyperGroup):
    """The commands of the table above, imported one at a time."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - typer's vendored Context
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002 - typer's own types
        """Return one command, importing its module now; None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        return _command(cmd_name, getattr(import_module(module), attribute))

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002 - as above
        """Write the commands by section, without importing any."""
        for section, commands in SECTIONS.items():
            with formatter.section(section):
                formatter.write_dl([(name, summary) for name, (_, summary) in commands.items()])


def _command(name: str, found: Any) -> Any:  # noqa: ANN401 - a Typer application, or a plain function
    if isinstance(found, typer.Typer):
        app = found
    else:
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        app.command(name)(found)
    command = typer.main.get_command(app)
    command.name = name
    return command


app = typer.Typer(
    cls=LazyGroup, add_completion=False, no_args_is_help=True, rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback(epilog="Exit codes: 0 done, 1 refused with the reason, 2 wrong use.  Try: kvik run")
def kvik() -> None:
    """Queue and tickets for a citizens' house."""


def main() -> None:
    """Run the command line; a full disk, also behind the output, ends it in words."""
    try:
        app(prog_name="kvik")
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        what = error.filename or "what there is to write"
        sys.exit(f"There is no room for {what}: {error.strerror}.\nMake room on the disk, then try again.")


if __name__ == "__main__":
    sys.exit(main())  # type: ignore[func-returns-value]

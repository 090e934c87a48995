"""Lets a host that is not ours print to the simulated printer: receiptio, whose exit codes say what it met.

It prints to port 9100 of an address and no other, so every printer here has a loopback address of its own.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from printer.simulated import SimulatedPrinter
from printer.simulated_plugs import TcpPlug

HOST = Path(__file__).parent / "receiptio" / "node_modules" / "receiptio" / "bin" / "cli.js"
PORT = 9100
SECONDS = 60
SLIP = "^^^K 012\n\nKVIK | I stueetagen\n---\nTak, fordi du venter.\n"
EXPECTED = {"healthy": 0, "cover_open": 101, "paper_out": 102, "cutter_error": 103, "silent": 104, "refuse": 105}
"""Exit codes as receiptio documents them: success, coveropen, paperempty, error, offline, disconnect."""
PRINTS = ("healthy",)


def main() -> int:
    """Print once to a printer in each state; returns 1 when receiptio met another state."""
    with ExitStack() as stack, ThreadPoolExecutor(len(EXPECTED)) as pool:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        printers = {state: stack.enter_context(_printer(folder / state, state)) for state in EXPECTED}
        found = dict(zip(printers, pool.map(_print_to, printers.values()), strict=True))
        papers = {state: len(printer.tickets) for state, printer in printers.items()}
    wrong = [state for state, code in EXPECTED.items() if (found[state], papers[state]) != (code, state in PRINTS)]
    for state in wrong:
        sys.stderr.write(f"{state}: {papers[state]} tickets, exit {found[state]} instead of {EXPECTED[state]}\n")
    sys.stdout.write(f"receiptio met {len(EXPECTED) - len(wrong)} of {len(EXPECTED)} states of the printer.\n")
    return bool(wrong)


def _printer(folder: Path, state: str) -> SimulatedPrinter:
    address = f"127.{random.randint(1, 254)}.{random.randint(1, 254)}.{random.randint(2, 254)}"  # noqa: S311
    printer = SimulatedPrinter(folder, plug=TcpPlug(address, PORT))
    if state != "healthy":
        printer.faults.set(**{state: True})
    return printer


def _print_to(printer: SimulatedPrinter) -> int:
    address = printer.url.removeprefix("tcp://").removesuffix(f":{PORT}")
    done = subprocess.run(
        ["node", str(HOST), "-d", address, "-l", "en"], input=SLIP, text=True, capture_output=True,
        timeout=SECONDS, check=False,
    )
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())

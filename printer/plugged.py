"""What printers are plugged into this machine: the kernel's USB printers, libusb's, and serial lines."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

DEV, SYS = Path("/dev"), Path("/sys")
PRINTER_CLASS = "07"


@dataclass(frozen=True, slots=True)
class Plugged:
    """Something that a printer may be behind."""

    url: str
    name: str
    """What it says of itself."""
    usable: bool
    """Whether this user may open it."""


def plugged_printers(dev: Path = DEV, sys: Path = SYS) -> list[Plugged]:
    """Return all that is plugged in, by stable names where udev gave them."""
    return [*_named(dev), *_kernel_printers(dev, sys), *_usb_printers(dev, sys), *_serial_lines(dev)]


def _named(dev: Path) -> Iterator[Plugged]:
    """Yield what our udev rules have named."""
    for path in sorted(dev.glob("kvik-printer*")):
        scheme = "serial" if path.resolve().name.startswith("tty") else "usblp"
        yield Plugged(f"{scheme}://{path}", f"named by udev, {path.resolve().name}", _may(path))


def _kernel_printers(dev: Path, sys: Path) -> Iterator[Plugged]:
    for path in sorted(dev.glob("usb/lp*")):
        device = sys / "class" / "usbmisc" / path.name / "device"
        yield Plugged(f"usblp://{path}", _text(device.resolve().parent) or "USB printer", _may(path))


def _usb_printers(dev: Path, sys: Path) -> Iterator[Plugged]:
    """Yield every USB device with an interface of class 7, whether or not a driver has it."""
    for interface in sorted((sys / "bus" / "usb" / "devices").glob("*:*")):
        if _read(interface / "bInterfaceClass") != PRINTER_CLASS:
            continue
        device = interface.resolve().parent
        vendor, product, serial = _all(device / name for name in ("idVendor", "idProduct", "serial"))
        url = f"usb://{vendor}:{product}" + (f"/{serial}" if serial else "")
        node = dev / "bus" / "usb" / _padded(device / "busnum") / _padded(device / "devnum")
        yield Plugged(url, _text(device) or "USB printer", _may(node))


def _serial_lines(dev: Path) -> Iterator[Plugged]:
    for path in sorted(dev.glob("serial/by-id/*")):
        yield Plugged(f"serial://{path}?baud=115200", "serial line, maybe a printer", _may(path))


def _text(device: Path) -> str:
    return " ".join(part for part in _all(device / name for name in ("manufacturer", "product")) if part)


def _all(paths: Iterable[Path]) -> list[str]:
    return [_read(path) for path in paths]


def _padded(path: Path) -> str:
    return _read(path).zfill(3)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _may(path: Path) -> bool:
    return os.access(path, os.R_OK | os.W_OK)

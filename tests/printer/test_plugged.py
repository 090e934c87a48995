from __future__ import annotations

from pathlib import Path

from printer.addresses import open_transport
from printer.plugged import Plugged, plugged_printers


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n")
    return path


def machine(folder: Path) -> tuple[Path, Path]:
    """A machine with an Epson at USB that the kernel's driver has, a hub, and a serial adapter."""
    dev, sys = folder / "dev", folder / "sys"
    epson = sys / "devices" / "usb1" / "1-2"
    for name, text in (
        ("manufacturer", "EPSON"), ("product", "TM-T20III"), ("idVendor", "04b8"), ("idProduct", "0e28"),
        ("serial", "X5MU012345"), ("busnum", "1"), ("devnum", "5"),
    ):
        write(epson / name, text)
    write(epson / "1-2:1.0" / "bInterfaceClass", "07")
    write(sys / "devices" / "usb1" / "1-0:1.0" / "bInterfaceClass", "09")
    bus = sys / "bus" / "usb" / "devices"
    bus.mkdir(parents=True)
    (bus / "1-2:1.0").symlink_to(epson / "1-2:1.0")
    (bus / "1-0:1.0").symlink_to(sys / "devices" / "usb1" / "1-0:1.0")
    (sys / "class" / "usbmisc" / "lp0").mkdir(parents=True)
    (sys / "class" / "usbmisc" / "lp0" / "device").symlink_to(epson / "1-2:1.0")
    write(dev / "usb" / "lp0", "")
    write(dev / "bus" / "usb" / "001" / "005", "")
    write(dev / "ttyUSB0", "")
    (dev / "serial" / "by-id").mkdir(parents=True)
    (dev / "serial" / "by-id" / "usb-FTDI-if00").symlink_to(dev / "ttyUSB0")
    (dev / "kvik-printer").symlink_to(dev / "usb" / "lp0")
    return dev, sys


def test_every_way_to_a_printer_is_listed_as_the_configuration_writes_it(tmp_path: Path) -> None:
    dev, sys = machine(tmp_path)
    assert plugged_printers(dev, sys) == [
        Plugged(f"usblp://{dev}/kvik-printer", "named by udev, lp0", usable=True),
        Plugged(f"usblp://{dev}/usb/lp0", "EPSON TM-T20III", usable=True),
        Plugged("usb://04b8:0e28/X5MU012345", "EPSON TM-T20III", usable=True),
        Plugged(
            f"serial://{dev}/serial/by-id/usb-FTDI-if00?baud=115200", "serial line, maybe a printer", usable=True,
        ),
    ]


def test_what_is_listed_can_be_opened_by_its_url(tmp_path: Path) -> None:
    for found in plugged_printers(*machine(tmp_path)):
        assert open_transport(found.url).address


def test_a_machine_without_printers_has_an_empty_list(tmp_path: Path) -> None:
    assert plugged_printers(tmp_path, tmp_path) == []

"""Printers at USB by libusb, where the kernel's own driver is not wanted; pyusb talks, and nothing is guessed.

The interface of class 7 and its endpoints are looked up in what the device says of itself.
"""

from __future__ import annotations

import errno
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import usb.core
import usb.util

from printer.transport import Gone, Unreachable

PRINTER_CLASS = 7
GET_PORT_STATUS = 1
PAPER_OUT = 0x20
CHUNK = 16_384
"""Bytes of one transfer; what a time-out cuts off inside it is counted."""


@dataclass(frozen=True, slots=True)
class _Claimed:
    """A printer's interface that is ours."""

    device: Any
    number: int
    out: Any
    back: Any | None
    """Endpoint for answers; a printer that has none stays silent."""
    had_driver: bool


class UsbTransport:
    """One printer by its numbers, and by its serial number where there are several; `backend` is pyusb's."""

    def __init__(
        self, vendor: int, product: int, serial: str | None = None, backend: object | None = None,
    ) -> None:
        self._vendor = vendor
        self._product = product
        self._serial = serial
        self._backend = backend
        self._claimed: _Claimed | None = None

    @property
    def address(self) -> str:
        """Return `usb://VENDOR:PRODUCT[/SERIAL]`."""
        return f"usb://{self._vendor:04x}:{self._product:04x}" + (f"/{self._serial}" if self._serial else "")

    def open(self, timeout: float) -> None:  # noqa: ARG002 - a local device opens at once or not at all
        """Find the printer and claim its interface; raises Unreachable with what to do."""
        self.close()
        try:
            self._claimed = _claim(self._found())
        except usb.core.NoBackendError as error:
            raise Unreachable(f"{self.address}: libusb is missing. Install libusb-1.0-0.") from error
        except usb.core.USBError as error:
            raise Unreachable(f"{self.address}: {_reason(error)}") from error

    def write(self, data: memoryview, timeout: float) -> int:
        """Pass on one transfer's worth within `timeout` seconds; 0 is a stall. Raises Gone."""
        claimed = self._owned()
        try:
            return int(claimed.out.write(bytes(data[:CHUNK]), _milliseconds(timeout)))
        except usb.core.USBTimeoutError:
            return 0
        except usb.core.USBError as error:
            raise self._gone(error) from error

    def read(self, timeout: float) -> bytes:
        """Return what came within `timeout` seconds, or nothing; raises Gone when it was unplugged."""
        claimed = self._owned()
        if claimed.back is None:
            return b""
        try:
            return bytes(claimed.back.read(claimed.back.wMaxPacketSize, _milliseconds(timeout)))
        except usb.core.USBTimeoutError:
            return b""
        except usb.core.USBError as error:
            raise self._gone(error) from error

    def paper_out(self) -> bool:
        """Return whether the port's status says so, which it can when the printer itself is silent."""
        claimed = self._claimed
        if claimed is None:
            return False
        try:
            answer = claimed.device.ctrl_transfer(0xA1, GET_PORT_STATUS, 0, claimed.number, 1, _milliseconds(0.5))
        except usb.core.USBError:
            return False
        return bool(len(answer) and answer[0] & PAPER_OUT)

    def close(self) -> None:
        """Give the interface back, to the kernel's driver where that had it."""
        claimed, self._claimed = self._claimed, None
        if claimed is None:
            return
        with suppress(usb.core.USBError):  # unplugged
            usb.util.release_interface(claimed.device, claimed.number)
            if claimed.had_driver:
                claimed.device.attach_kernel_driver(claimed.number)
        usb.util.dispose_resources(claimed.device)

    def _found(self) -> Any:  # noqa: ANN401 - pyusb has no types
        devices = usb.core.find(
            find_all=True, backend=self._backend, idVendor=self._vendor, idProduct=self._product,
        )
        found = next((d for d in devices if self._serial in (None, _serial_of(d))), None)
        if found is None:
            raise usb.core.USBError("no such device", errno=errno.ENODEV)
        return found

    def _owned(self) -> _Claimed:
        if self._claimed is None:
            raise Gone(f"{self.address}: not connected. Check power and cable.")
        return self._claimed

    def _gone(self, error: usb.core.USBError) -> Gone:
        self.close()
        return Gone(f"{self.address}: {error.strerror or error}. Check power and cable.")


def _claim(device: Any) -> _Claimed:  # noqa: ANN401
    """Take the device's printer interface from whoever has it; raises USBError."""
    interface = _printer_interface(device)
    number = interface.bInterfaceNumber
    had_driver = _take_from_kernel(device, number)
    usb.util.claim_interface(device, number)
    out, back = (_endpoint(interface, way) for way in (usb.util.ENDPOINT_OUT, usb.util.ENDPOINT_IN))
    if out is None:
        raise usb.core.USBError("it has no way in for data", errno=errno.ENXIO)
    return _Claimed(device, number, out, back, had_driver)


def _printer_interface(device: Any) -> Any:  # noqa: ANN401
    try:
        configuration = device.get_active_configuration()
    except usb.core.USBError as error:
        if error.errno in (errno.EACCES, errno.ENODEV):
            raise
        device.set_configuration()  # nobody has set it up since it was plugged in
        configuration = device.get_active_configuration()
    found = usb.util.find_descriptor(configuration, bInterfaceClass=PRINTER_CLASS)
    if found is None:
        raise usb.core.USBError("it is no printer", errno=errno.ENXIO)
    return found


def _take_from_kernel(device: Any, number: int) -> bool:  # noqa: ANN401
    try:
        active = bool(device.is_kernel_driver_active(number))
    except NotImplementedError:  # a system where that cannot be
        return False
    if active:
        device.detach_kernel_driver(number)
    return active


def _endpoint(interface: Any, way: int) -> Any | None:  # noqa: ANN401
    return usb.util.find_descriptor(interface, custom_match=lambda endpoint: (
        usb.util.endpoint_direction(endpoint.bEndpointAddress) == way
        and usb.util.endpoint_type(endpoint.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK
    ))


def _serial_of(device: Any) -> str | None:  # noqa: ANN401
    try:
        found: str | None = device.serial_number
    except (usb.core.USBError, ValueError):  # not ours to read, or no languages while it starts
        return None
    return found


def _milliseconds(seconds: float) -> int:
    """Return a time-out for libusb, to which 0 would mean for ever."""
    return max(1, round(seconds * 1000))


def _reason(error: usb.core.USBError) -> str:
    match error.errno:
        case errno.ENODEV | errno.ENOENT | errno.EIO:
            return "nothing is plugged in there. Check power, cable, and the numbers with `kvik printer list`."
        case errno.EBUSY:
            return "another program uses it. End that program; CUPS takes printers."
        case errno.EACCES | errno.EPERM:
            return "access is denied. Install the udev rules of deploy/udev, and put the user into group lp."
        case _:
            return f"{error.strerror or error}. Check the printer and its numbers with `kvik printer list`."

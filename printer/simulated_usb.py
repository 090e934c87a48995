"""A USB bus that is not there, for pyusb: one simulated printer at it, of class 7, with all that can go wrong.

It stands in place of libusb below pyusb, so that everything above is the code that talks to real printers.
"""
# ruff: noqa: ARG002 - the arguments are those of pyusb

from __future__ import annotations

import errno
import time
from array import array
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import usb.core
from usb.backend import IBackend

from printer.simulated_device import Device

VENDOR, PRODUCT, SERIAL = 0x04B8, 0x0E28, "X5MU012345"
OUT, BACK, OTHER = 0x02, 0x81, 0x83
PACKET = 64
_STEP = 0.002


class SimulatedUsb(IBackend):  # type: ignore[misc]  # pyusb has no types
    """The bus; its printer is interface 1, behind one of another class, as on printers with a display."""

    def __init__(self, device: Device) -> None:
        self._device = device
        self.plugged = True
        self.driver_active = True
        """The kernel's own driver has the interface."""
        self.busy = False
        """Another program has it."""
        self.denied = False
        """The user may not open it."""
        self.configured = True
        self.takes_at_most: int | None = None
        """Bytes of one transfer after which it stalls, so that a time-out cuts the transfer."""
        self.port_status = 0x18
        self.claimed: set[int] = set()
        self.handles = 0
        self._said = b""

    # ---- who is there

    def enumerate_devices(self) -> Iterator[int]:
        """Yield the one device while it is plugged in."""
        yield from (1,) if self.plugged else ()

    def get_device_descriptor(self, dev: int) -> SimpleNamespace:
        """Return what the device says of itself."""
        return SimpleNamespace(
            bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0, bDeviceProtocol=0,
            bMaxPacketSize0=64, idVendor=VENDOR, idProduct=PRODUCT, bcdDevice=0x100, iManufacturer=1, iProduct=2,
            iSerialNumber=3, bNumConfigurations=1, address=5, bus=1, port_number=2, port_numbers=(2,), speed=2,
        )

    def get_configuration_descriptor(self, dev: int, config: int) -> SimpleNamespace:
        """Return the only configuration."""
        if config:
            raise IndexError(config)
        return SimpleNamespace(
            bLength=9, bDescriptorType=2, wTotalLength=32, bNumInterfaces=2, bConfigurationValue=1,
            iConfiguration=0, bmAttributes=0xC0, bMaxPower=1, extra_descriptors=array("B"),
        )

    def get_interface_descriptor(self, dev: int, intf: int, alt: int, config: int) -> SimpleNamespace:
        """Return the display's interface or the printer's."""
        if intf not in (0, 1) or alt:
            raise IndexError(intf)
        return SimpleNamespace(
            bLength=9, bDescriptorType=4, bInterfaceNumber=intf, bAlternateSetting=0, bNumEndpoints=2,
            bInterfaceClass=(255, 7)[intf], bInterfaceSubClass=1, bInterfaceProtocol=2, iInterface=0,
            extra_descriptors=array("B"),
        )

    def get_endpoint_descriptor(
        self, dev: int, ep: int, intf: int, alt: int, config: int,
    ) -> SimpleNamespace:
        """Return one of two bulk endpoints; the one for answers comes first, as on many printers."""
        addresses = {0: (OTHER, OTHER & 0x7F), 1: (BACK, OUT)}[intf]
        return SimpleNamespace(
            bLength=7, bDescriptorType=5, bEndpointAddress=addresses[ep], bmAttributes=2, wMaxPacketSize=PACKET,
            bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=array("B"),
        )

    def get_parent(self, dev: int) -> None:
        """Return no hub."""

    # ---- who may

    def open_device(self, dev: int) -> int:
        """Return a handle, if the user may have one."""
        self._present()
        if self.denied:
            raise _error(errno.EACCES)
        self.handles += 1
        return dev

    def close_device(self, dev_handle: int) -> None:
        """Give the handle back."""
        self.handles -= 1

    def set_configuration(self, dev_handle: int, config_value: int) -> None:
        """Set it up, as is needed once after plugging in."""
        self._present()
        self.configured = True

    def get_configuration(self, dev_handle: int) -> int:
        """Return 1 once it is set up."""
        self._present()
        return int(self.configured)

    def is_kernel_driver_active(self, dev_handle: int, intf: int) -> bool:
        """Whether the kernel's driver has it."""
        return self.driver_active

    def detach_kernel_driver(self, dev_handle: int, intf: int) -> None:
        """Take it from the kernel."""
        self.driver_active = False

    def attach_kernel_driver(self, dev_handle: int, intf: int) -> None:
        """Give it back to the kernel."""
        self._present()
        self.driver_active = True

    def claim_interface(self, dev_handle: int, intf: int) -> None:
        """Claim an interface that nobody else has."""
        self._present()
        if self.busy or self.driver_active:
            raise _error(errno.EBUSY)
        self.claimed.add(intf)

    def release_interface(self, dev_handle: int, intf: int) -> None:
        """Release it."""
        self._present()
        self.claimed.discard(intf)

    # ---- data

    def bulk_write(self, dev_handle: int, ep: int, intf: int, data: Any, timeout: int) -> int:  # noqa: ANN401
        """Pass on what the printer takes in time; a time-out after some bytes tells how many, as pyusb does."""
        self._check(ep == OUT, timeout)
        until, passed = time.monotonic() + timeout / 1000, 0
        while passed < len(data):
            self._present()
            most = min(len(data) - passed, self._device.room, self.takes_at_most or len(data))
            self._device.receive(bytes(data[passed:passed + most]))
            self._run()
            passed += most
            if self.takes_at_most is not None or time.monotonic() >= until:
                break
            if not most:
                time.sleep(_STEP)
        if not passed and len(data):
            raise usb.core.USBTimeoutError("Operation timed out", errno=errno.ETIMEDOUT)
        return passed

    def bulk_read(self, dev_handle: int, ep: int, intf: int, buff: Any, timeout: int) -> int:  # noqa: ANN401
        """Fill the buffer with what the printer says in time."""
        self._check(ep == BACK, timeout)
        until = time.monotonic() + timeout / 1000
        while not self._said:
            self._present()
            self._run()
            if self._said:
                break
            if time.monotonic() >= until:
                raise usb.core.USBTimeoutError("Operation timed out", errno=errno.ETIMEDOUT)
            time.sleep(_STEP)
        answer, self._said = self._said[:len(buff)], self._said[len(buff):]
        buff[:len(answer)] = array("B", answer)
        return len(answer)

    def ctrl_transfer(  # noqa: PLR0917
        self, dev_handle: int, bmRequestType: int, bRequest: int, wValue: int, wIndex: int,  # noqa: N803
        data: Any, timeout: int,  # noqa: ANN401
    ) -> int:
        """Answer the port's status, and the texts of the descriptor."""
        self._present()
        if (bmRequestType, bRequest) == (0xA1, 1):
            data[0] = self.port_status
            return 1
        answer = _text(wValue & 0xFF)[:len(data)]
        data[:len(answer)] = array("B", answer)
        return len(answer)

    def _run(self) -> None:
        self._device.process()
        self._device.tell_changes()
        self._said += self._device.answers()

    def _check(self, right_way: bool, timeout: int) -> None:  # noqa: FBT001
        """Refuse what would be a mistake at a real bus: a wrong endpoint, or waiting for ever."""
        self._present()
        if not right_way or timeout <= 0 or 1 not in self.claimed:
            raise _error(errno.EIO)

    def _present(self) -> None:
        if not self.plugged:
            self.claimed.clear()
            raise _error(errno.ENODEV)


def _text(index: int) -> bytes:
    """Return a descriptor with a text, or with the languages that there are (0)."""
    content = b"\x09\x04" if not index else {1: "EPSON", 2: "TM-T20III", 3: SERIAL}[index].encode("utf-16-le")
    return bytes((len(content) + 2, 3)) + content


def _error(number: int) -> usb.core.USBError:
    return usb.core.USBError(errno.errorcode[number], errno=number)

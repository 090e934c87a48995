"""From a printer's address in the configuration to the transport that reaches it."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, urlsplit

from printer.transport import BadAddress, Transport

HOW_TO_WRITE = (
    "Write tcp://HOST:PORT, usblp:///dev/NAME, usb://VENDOR:PRODUCT or serial:///dev/NAME?baud=115200."
)
_USB_IDS = re.compile(r"([0-9a-f]{4}):([0-9a-f]{4})", re.IGNORECASE)


def open_transport(url: str) -> Transport:
    """Return the transport for a printer's url such as `tcp://10.0.0.7:9100`; raises BadAddress.

    It is not connected yet: that is the work of the spool, again and again. Only the transport in use is loaded.
    """
    parts = _split(url)
    makers = {"tcp": _tcp, "usblp": _usblp, "usb": _usb, "serial": _serial}
    if parts.scheme not in makers:
        raise BadAddress(f'Printer "{url}": the scheme "{parts.scheme}" is not known. {HOW_TO_WRITE}')
    return makers[parts.scheme](url, parts)


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError as error:
        raise BadAddress(f'Printer "{url}": {error}. {HOW_TO_WRITE}') from None


def _tcp(url: str, parts: SplitResult) -> Transport:
    from printer.tcp import DEFAULT_PORT, TcpTransport  # noqa: PLC0415

    try:
        host, port = parts.hostname, DEFAULT_PORT if parts.port is None else parts.port
    except ValueError as error:
        raise BadAddress(f'Printer "{url}": {error}. Write tcp://HOST:PORT, PORT from 1 to 65535.') from None
    if not host or not port:
        raise BadAddress(f'Printer "{url}": host or port is missing. Write tcp://HOST:PORT.')
    return TcpTransport(host, port)


def _usblp(url: str, parts: SplitResult) -> Transport:
    from printer.usblp import UsblpTransport  # noqa: PLC0415

    return UsblpTransport(_device(url, parts))


def _serial(url: str, parts: SplitResult) -> Transport:
    from printer.serial_port import BAUD_RATES, Flow, SerialTransport  # noqa: PLC0415

    path = _device(url, parts)
    wishes = dict(parse_qsl(parts.query))
    baud, flow = wishes.pop("baud", "115200"), wishes.pop("flow", Flow.RTSCTS.value)
    if wishes or baud not in map(str, BAUD_RATES) or flow not in list(Flow):
        raise BadAddress(
            f'Printer "{url}": write serial:///dev/NAME?baud=115200&flow=rtscts; baud is one of '
            f'{", ".join(map(str, BAUD_RATES))}, flow one of {", ".join(Flow)}.',
        )
    return SerialTransport(path, int(baud), Flow(flow))


def _usb(url: str, parts: SplitResult) -> Transport:
    from printer.usb_bulk import UsbTransport  # noqa: PLC0415

    found = _USB_IDS.fullmatch(parts.netloc)
    if found is None:
        raise BadAddress(
            f'Printer "{url}": write usb://VENDOR:PRODUCT or usb://VENDOR:PRODUCT/SERIAL with the two numbers '
            "of lsusb, e.g. usb://04b8:0e28.",
        )
    return UsbTransport(int(found[1], 16), int(found[2], 16), parts.path.strip("/") or None)


def _device(url: str, parts: SplitResult) -> str:
    if parts.netloc or not parts.path.startswith("/"):
        raise BadAddress(
            f'Printer "{url}": write the device with three slashes, e.g. {parts.scheme}:///dev/kvik-printer.',
        )
    return parts.path

"""Names and addresses of machines."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import Annotated

from pydantic import AfterValidator, Field

from config.values import Mistake, shown

_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST_NAME = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(\.{_LABEL})*", re.ASCII)
_ALL_DIGITS = re.compile(r"[0-9.]+")


def is_address(text: str) -> bool:
    """Tell whether a text is an IP address."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def parse_host(text: str) -> str:
    """Return a host's name or address; raises Mistake."""
    if not is_address(text) and (not _HOST_NAME.fullmatch(text) or _ALL_DIGITS.fullmatch(text)):
        raise Mistake(f"is {shown(text)}, which is neither a host's name nor an address",
                      'Write it alone, without scheme and port, e.g. "kvik.example.dk" or "10.20.0.5"')
    return text


Host = Annotated[str, Field(strict=True), AfterValidator(parse_host)]

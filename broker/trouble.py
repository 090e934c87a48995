"""What keeps a link from its house, as stable words for screens and sentences for technicians."""

from __future__ import annotations

import ssl
from enum import StrEnum


class Trouble(StrEnum):
    """Why a link stays away, or is kept away, from a broker that can be reached."""

    TAKEN_OVER = "taken_over"
    """Another machine uses the same identity; the link waits until that one is gone."""
    REFUSED = "refused"
    CERTIFICATE_EXPIRED = "certificate_expired"
    CERTIFICATE_REVOKED = "certificate_revoked"
    CERTIFICATE_REFUSED = "certificate_refused"
    """Another house's, or not valid yet by the house's clock."""
    HOUSE_EXPIRED = "house_expired"
    """The house's certificate has ended, by the clock of this machine."""
    CLOCK_BEHIND = "clock_behind"
    """The house's certificate begins in the future, by the clock of this machine."""
    HOUSE_UNKNOWN = "house_unknown"
    """What answers has a certificate that the house's authority did not sign."""
    HOUSE_NAME = "house_name"
    """What answers has a certificate for other names."""
    NO_TLS = "no_tls"


MENDING = {
    Trouble.TAKEN_OVER: "another machine uses the same identity; stop that one, or revoke it and make a new pack",
    Trouble.REFUSED: "compare the device's secret here with the broker's",
    Trouble.CERTIFICATE_EXPIRED:
        "the device's certificate has expired; on the house's machine: kvik device renew {device}",
    Trouble.CERTIFICATE_REVOKED:
        "the device's certificate was revoked; on the house's machine: kvik device pack {device}",
    Trouble.CERTIFICATE_REFUSED:
        "the house does not accept the device's certificate; compare the clocks of both machines, or make a new "
        "pack on the house's machine: kvik device pack {device}",
    Trouble.HOUSE_EXPIRED:
        "the house's certificate has expired; compare the clocks of both machines, then start the house again",
    Trouble.CLOCK_BEHIND: "the house's certificate is not valid yet; set the clock of this machine",
    Trouble.HOUSE_UNKNOWN:
        "what answers there is not the house that made this device's pack; check the address, or make a new pack",
    Trouble.HOUSE_NAME:
        "the house's certificate is for other names; add this one to broker.remote.names in the site's file and "
        "start the house again",
    Trouble.NO_TLS: "what answers there does not speak TLS; check the port in the pack and in the site's file",
}
"""How a technician mends each."""
_NOT_YET_VALID, _EXPIRED, _OTHER_NAME, _OTHER_ADDRESS = 9, 10, 62, 64
"""OpenSSL's X509_V_ERR_ codes."""
_OF_HOUSE = {
    _NOT_YET_VALID: Trouble.CLOCK_BEHIND, _EXPIRED: Trouble.HOUSE_EXPIRED,
    _OTHER_NAME: Trouble.HOUSE_NAME, _OTHER_ADDRESS: Trouble.HOUSE_NAME,
}
_OF_REASON = {
    "CERTIFICATE_EXPIRED": Trouble.CERTIFICATE_EXPIRED,
    "CERTIFICATE_REVOKED": Trouble.CERTIFICATE_REVOKED,
    "UNKNOWN_CA": Trouble.CERTIFICATE_REFUSED,
    "BAD_CERTIFICATE": Trouble.CERTIFICATE_REFUSED,
    "UNSUPPORTED_CERTIFICATE": Trouble.CERTIFICATE_REFUSED,
    "CERTIFICATE_UNKNOWN": Trouble.CERTIFICATE_REFUSED,
    "CERTIFICATE_REQUIRED": Trouble.CERTIFICATE_REFUSED,
    "HANDSHAKE_FAILURE": Trouble.CERTIFICATE_REFUSED,
    "DECRYPT_ERROR": Trouble.CERTIFICATE_REFUSED,
    "WRONG_VERSION_NUMBER": Trouble.NO_TLS,
    "PROTOCOL_VERSION": Trouble.NO_TLS,
}
"""Parts of OpenSSL's names for what the other side, or this one, found wrong."""


def trouble_of(error: ssl.SSLError) -> Trouble | None:
    """Return what an error of a TLS connection means; None for one that says nothing, such as a cut line."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _OF_HOUSE.get(error.verify_code, Trouble.HOUSE_UNKNOWN)
    reason = error.reason or ""
    return next((trouble for part, trouble in _OF_REASON.items() if part in reason), None)

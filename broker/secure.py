"""TLS for a link: it shows the device's certificate, knows the house's authority only, and notes what goes wrong.

With TLS 1.3 the house looks at our certificate after our handshake is done, so a refusal comes with the first
bytes that are read. paho drops such errors; the socket notes them for the link before they are lost.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from broker.trouble import Trouble, trouble_of
from config.errors import SecretError
from config.pack import Credentials

if TYPE_CHECKING:
    from typing_extensions import Buffer


class HouseSocket(ssl.SSLSocket):
    """A TLS socket that notes what goes wrong in its context."""

    context: HouseContext

    def do_handshake(self, block: bool = False) -> None:  # noqa: FBT001, FBT002 - as in the standard library
        """Agree with the other side on who both are, or close: paho forgets a socket whose handshake failed."""
        try:
            with self._noting():
                super().do_handshake(block)
        except OSError:
            self.close()
            raise

    def recv(self, buflen: int = 1024, flags: int = 0) -> bytes:
        """Read; this is where a refusal comes."""
        with self._noting():
            return super().recv(buflen, flags)

    def send(self, data: Buffer, flags: int = 0) -> int:
        """Write; where the other side has closed already, its reason is still to be read."""
        try:
            return super().send(data, flags)
        except ConnectionError:
            self._read_last_words()
            raise

    def _read_last_words(self) -> None:
        try:
            self.recv(1)
        except OSError:
            return

    @contextmanager
    def _noting(self) -> Iterator[None]:
        try:
            yield
        except ssl.SSLError as error:
            self.context.trouble = trouble_of(error) or self.context.trouble
            raise


class HouseContext(ssl.SSLContext):
    """What all TLS connections of one link share."""

    sslsocket_class = HouseSocket
    trouble: Trouble | None = None
    """What last went wrong, until it is taken."""

    def take_trouble(self) -> Trouble | None:
        """Return what went wrong since this was last asked."""
        found, self.trouble = self.trouble, None
        return found


def house_context(credentials: Credentials) -> HouseContext:
    """Return the TLS context of a device; raises SecretError for files that are no certificate or no key."""
    context = HouseContext(ssl.PROTOCOL_TLS_CLIENT)  # this checks certificates and names
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_verify_locations(credentials.authority)
        context.load_cert_chain(credentials.certificate, credentials.key)
    except OSError as error:  # ssl.SSLError is one
        raise SecretError(f"The device's certificate in {credentials.certificate.parent} cannot be used: {error}.",
                          "Unpack the device's newest pack again.") from error
    return context

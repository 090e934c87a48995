"""A real SMTP server on this machine, which can demand a login, speak TLS, and refuse."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from config.mail import MailSettings

USER, PASSWORD = "booking", "kun til test"


class PostOffice:
    """Takes mails, or refuses them with the answer that a test sets."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answer = "250 taken"
        self.encrypted = False

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any,
    ) -> str:
        if self.answer.startswith("5"):
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - as above
        if self.answer.startswith("250"):
            found = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(found, EmailMessage)
            self.mails.append(found)
            self.encrypted = session.ssl is not None
        return self.answer


def check_login(_server: Any, _session: Any, _envelope: Any, mechanism: str, data: Any) -> AuthResult:
    """Let in who knows the password."""
    known = isinstance(data, LoginPassword) and (data.login, data.password) == (
        USER.encode(), PASSWORD.encode())
    return AuthResult(success=known, handled=known or mechanism not in ("PLAIN", "LOGIN"))


class _Counter(Controller):
    """Closes what its own server forgets: connections whose encryption failed."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._visits: list[SMTP] = []

    def factory(self) -> SMTP:
        self._visits.append(super().factory())
        return self._visits[-1]

    def stop(self, no_assert: bool = False) -> None:  # noqa: FBT001, FBT002 - the parent's signature
        asyncio.run_coroutine_threadsafe(self._hang_up(), self.loop).result(5)
        super().stop(no_assert)

    async def _hang_up(self) -> None:
        for visit in self._visits:
            for line in (visit._original_transport, visit.transport):  # noqa: SLF001 - nothing else knows them
                if isinstance(line, asyncio.Transport):
                    line.abort()
        await asyncio.sleep(0.01)  # the loop closes the sockets in its next turns, and then may end


@contextmanager
def opened(port: int, tls: ssl.SSLContext | None = None, *, login: bool = False) -> Iterator[PostOffice]:
    """Run the server; with `tls` it offers STARTTLS, with `login` it takes mails only from who has logged in."""
    office = PostOffice()
    demands = {"authenticator": check_login, "auth_required": True} if login else {}
    server = _Counter(office, hostname="127.0.0.1", port=port, tls_context=tls, **demands)
    server.start()
    try:
        yield office
    finally:
        server.stop()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def mail_settings(port: int, **given: object) -> MailSettings:
    """Return settings for the server; without encryption unless they say so."""
    return MailSettings.model_validate(
        {"host": "127.0.0.1", "port": port, "starttls": False, "from": "booking@naestved.example"} | given,
    )

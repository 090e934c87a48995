"""Sending mails: a thread that hands stored mails to a server, and erases each when the server has taken it.

A hub that dies between the two sends that mail again, under the same Message-ID; none is lost.
"""

from __future__ import annotations

import logging
import smtplib
import ssl
import threading
from collections.abc import Sequence
from datetime import timedelta
from email import message_from_string, policy
from pathlib import Path
from typing import TYPE_CHECKING

from queueing.store.errors import StoreError

if TYPE_CHECKING:
    from config.mail import MailSettings
    from queueing.clock import Clock
    from queueing.ports import Mail, Store

log = logging.getLogger(__name__)
KEPT = timedelta(hours=24)
"""A mail that no server takes for so long is thrown away, for it tells who comes (S-03)."""
SERVER_SECONDS = 10.0
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 900.0
MOST_AT_ONCE = 1000
_LOST_FOR_GOOD = 500


class Mailer:
    """Sends what waits in the store, oldest first, until a server has taken it."""

    def __init__(self, store: Store, settings: MailSettings, clock: Clock) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock
        self._stopping = threading.Event()
        self._work = threading.Event()
        self._thread = threading.Thread(target=self._run, name="hub-mail", daemon=True)

    def start(self) -> None:
        """Begin to send what waits."""
        self._thread.start()

    def stop(self) -> None:
        """Stop; what waits stays in the store."""
        self._stopping.set()
        self._work.set()
        self._thread.join(timeout=SERVER_SECONDS)

    def wake(self) -> None:
        """Have mails sent that were stored a moment ago."""
        self._work.set()

    # ---- the thread

    def _run(self) -> None:
        pause = FIRST_PAUSE
        while not self._stopping.is_set():
            self._work.clear()
            if self._send_all():
                pause = FIRST_PAUSE
                self._work.wait(LONGEST_PAUSE)
            else:
                self._stopping.wait(pause)
                pause = min(LONGEST_PAUSE, pause * 2)

    def _send_all(self) -> bool:
        """Send what waits; False when something must be tried again."""
        try:
            waiting = self._store.mails(MOST_AT_ONCE)
            return not waiting or self._visit_server(waiting)
        except StoreError as error:
            log.error("waiting mails cannot be read or erased: %s", error)  # noqa: TRY400 - known cause
            return False

    def _visit_server(self, waiting: Sequence[Mail]) -> bool:
        try:
            with smtplib.SMTP(self._settings.host, self._settings.port, timeout=SERVER_SECONDS) as server:
                self._introduce_ourselves(server)
                done = True
                for mail in waiting:
                    done = self._stopping.is_set() or (self._hand_over(server, mail) and done)
                return done
        except (OSError, smtplib.SMTPException, ValueError) as error:
            log.warning("%d mails wait for their server: %s", len(waiting), _explained(error, self._settings))
            for mail in waiting:
                self._give_up_when_old(mail)
            return False

    def _introduce_ourselves(self, server: smtplib.SMTP) -> None:
        given = self._settings
        if given.starttls:
            authorities = None if given.ca_file is None else Path(given.ca_file).read_text(encoding="ascii")
            server.starttls(context=ssl.create_default_context(cadata=authorities))
        if given.user is not None and given.password_file is not None:
            server.login(given.user, Path(given.password_file).read_text(encoding="utf-8").strip())

    def _hand_over(self, server: smtplib.SMTP, mail: Mail) -> bool:
        """Send one mail; False when it must be tried again. What ends the connection is raised."""
        try:
            server.send_message(message_from_string(mail.content, policy=policy.SMTP))
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            why, for_good = f"the recipient is refused ({codes})", min(codes) >= _LOST_FOR_GOOD
        except smtplib.SMTPResponseException as error:
            why, for_good = f"the server answers {error.smtp_code}", False
        else:
            self._store.erase_mail(mail.id)
            return True
        if for_good:
            log.error("a mail was given up: %s", why)
            self._store.erase_mail(mail.id)
            return True
        log.warning("a mail waits for its server: %s", why)
        return self._give_up_when_old(mail)

    def _give_up_when_old(self, mail: Mail) -> bool:
        if self._clock.now() - mail.at <= KEPT:
            return False
        log.error("a mail was given up: no server took it for %d hours", KEPT / timedelta(hours=1))
        self._store.erase_mail(mail.id)
        return True


def _explained(error: Exception, given: MailSettings) -> str:
    """Return what is wrong and how to mend it; never what the server says, for that may name people."""
    where = f"{given.host}:{given.port}"
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename} cannot be read: {error.strerror}; mend its path or its rights"
    match error:
        case smtplib.SMTPAuthenticationError():
            found = f"{where} refuses user and password ({error.smtp_code}); check password_file in [mail]"
        case smtplib.SMTPNotSupportedError():
            found = f"{where}: {error} Check port, starttls and user in [mail]"
        case smtplib.SMTPResponseException():
            found = f"{where} answers {error.smtp_code}"
        case ssl.SSLCertVerificationError():
            found = f"{where} has an untrusted certificate ({error.verify_message}); set ca_file in [mail]"
        case UnicodeEncodeError():
            found = "it knows ASCII only; take a user and a password without letters such as æ, ø and å"
        case _:
            found = f"{where} cannot be reached or understood: {_kind(error)}"
    return found


def _kind(error: Exception) -> str:
    return getattr(error, "strerror", None) or type(error).__name__

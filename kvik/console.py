"""The command line's own link to a running house: it asks and listens over the wire like everyone else."""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from broker.identity import identity_of
from broker.link import Link, NoAnswerError, new_id
from broker.messages import Envelope, Payload
from broker.topics import PRESENCE, Topic
from config.connection import Connection, find_connection, house_clock
from config.devices import CONSOLE, HUB
from config.site import Site
from kvik.answers import RefusedError, refused_by_hub
from kvik.words import Words
from queueing.scrub import scrub

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 5.0
RETAINED_SECONDS = 5.0
_IDS = "Ids have lower case letters, digits and hyphens, as in skranke-1."
_FORMS = {
    "ticket": "A ticket is a letter and digits, as in K012.",
    "code": "A booking's code has six signs, as in H4K7PX.",
    "name": "Write one line of at most 60 signs.",
    "contact": "Write one phone number or e-mail address.",
    "topic": "Write one line of at most 400 signs.",
}
"""What each field may hold, by its name; all others are ids."""


class Console:
    """A connection to one house under the name `console`."""

    def __init__(self, connection: Connection) -> None:
        self.site = connection.site
        self.clock = house_clock(connection)
        self.words = words_of(connection.site)
        self._link = Link(identity_of(connection), self.clock)
        self._connected = threading.Event()
        self._link.on_connection(lambda up: self._connected.set() if up else self._connected.clear())

    def start(self) -> None:
        """Connect; raises RefusedError when the house does not run."""
        me = self._link.identity
        if not any(_listens(host, port) for host, port in me.addresses):
            raise not_running(f"Nothing listens on {me.where}, where this house's broker should be.")
        self._link.start()
        if not self._connected.wait(CONNECT_SECONDS):
            self._link.stop()
            raise not_running(f"The broker on {me.where} has not let {CONSOLE} in within {CONNECT_SECONDS:g} s.")

    def stop(self) -> None:
        """Close the connection."""
        self._link.stop()

    @property
    def now(self) -> datetime:
        """Return the house's time in UTC."""
        return self.clock.now()

    def ask(self, action: str, payload: Payload) -> dict[str, Any]:
        """Ask the hub under a request id of its own and return the result; raises RefusedError."""
        request = new_id()
        try:
            reply = self._link.call(action, payload, request_id=request, timeout=ANSWER_SECONDS)
        except NoAnswerError:
            raise RefusedError(
                "no_answer", f"The hub of {self.site.name} did not answer within {ANSWER_SECONDS:g} s.",
                "Look at its log, DATA/logs/hub.log; `kvik run` or `kvik hub` starts it again.",
                {"request": request},
            ) from None
        if reply.refusal is not None:
            raise refused_by_hub(reply.refusal)
        return {"request": request, **reply.result}

    def on(self, topic: Topic, handler: Callable[[Envelope[Any]], None], **where: str) -> None:
        """Hand each message of a topic to a short handler, on the link's thread."""
        self._link.listen(topic, handler, **where)

    def listen(self, topic: Topic, into: queue.SimpleQueue[Envelope[Any]], **where: str) -> None:
        """Put each message of a topic into a queue from now on."""
        self._link.listen(topic, into.put, **where)

    def retained(self, topic: Topic, **where: str) -> Any:  # noqa: ANN401 - the topic's payload
        """Return the state that a topic retains, None when there is none."""
        box: queue.SimpleQueue[Envelope[Any]] = queue.SimpleQueue()
        self.listen(topic, box, **where)
        # The broker sends what is retained in the order of our wishes: what has not come before the hub's
        # presence is not there.
        self.listen(PRESENCE, box, device=HUB)
        found = None
        try:
            while not _is_presence_of(HUB, came := box.get(timeout=RETAINED_SECONDS)):
                found = came.data
        except queue.Empty:
            return found
        return came.data if where == {"device": HUB} else found

    def is_online(self, device: str) -> bool:
        """Whether a device says that it is there."""
        presence = self.retained(PRESENCE, device=device)
        return presence is not None and presence.online


@contextmanager
def open_console(data: Path, site: Path | None) -> Iterator[Console]:
    """Connect to the house that runs on a data folder; raises RefusedError or SetupError when none does."""
    console = Console(find_connection(device=CONSOLE, data=data, site=site))
    console.start()
    try:
        yield console
    finally:
        console.stop()


def payload_of(kind: type[Payload], **fields: object) -> Payload:
    """Return a payload; a field that no house could accept raises RefusedError with its name."""
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        fault = error.errors()[0]
        name = str(fault["loc"][0])
        typed = scrub(str(fields.get(name)))
        raise RefusedError(
            "malformed", f"{typed!r} cannot be the {name.replace('_', ' ')}.", _FORMS.get(name, _IDS),
            {name: typed[:40]},
        ) from None


def words_of(site: Site) -> Words:
    """Return the words for one site's names, in its own language."""
    services = {s.id: s.name[site.language] for s in site.services.values()}
    desks = {d.id: d.name for d in site.desks.values()}
    tasks = {t.id: t.name[site.language] for t in site.tasks.values()}
    return Words(ZoneInfo(site.time_zone), services, desks, tasks)


def not_running(why: str) -> RefusedError:
    """Return the refusal of a house that does not run."""
    return RefusedError(
        "not_running", f"The house does not answer: {why}",
        "Start one with `kvik run`, or name the data folder of one that runs with --data.",
    )


def _is_presence_of(device: str, envelope: Envelope[Any]) -> bool:
    return envelope.type == PRESENCE.name and envelope.data.device == device


def _listens(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True

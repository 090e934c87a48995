"""Somebody else writes to the house's database: only the command that meets it is turned away."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from threading import Event

import pytest

from broker import messages as m
from broker.link import Link
from tests.broker.conftest import House, result
from tests.patience import PATIENCE

FOREIGN_TICKET = """
INSERT INTO tickets VALUES ('2026-11-23-I001', 'I', 1, '2026-11-23', 'it-hjaelp', 'da', 0, 0, NULL, 'finished',
    NULL, 0, NULL, NULL, NULL, 0, 'none', false, NULL, false)"""
"""The number that the house would draw next for it-hjaelp, and would draw again at every attempt."""


@contextmanager
def writing(house: House) -> Iterator[sqlite3.Connection]:
    """A stranger's transaction, which holds the write lock until it ends well."""
    path = house.database.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None, timeout=5)) as stranger:
        stranger.execute("BEGIN IMMEDIATE")
        yield stranger
        stranger.execute("COMMIT")


class Asked:
    """A request on its way."""

    def __init__(self, link: Link, service: str) -> None:
        self._came = Event()
        self._reply: m.Reply | None = None
        link.ask("take", m.Take(service=service), self._take)

    def _take(self, reply: m.Reply | None) -> None:
        self._reply = reply
        self._came.set()

    def reply(self) -> m.Reply:
        assert self._came.wait(PATIENCE)
        assert self._reply is not None
        return self._reply


def _number(asked: Asked) -> str:
    return result(asked.reply(), m.Taken).slip.number


@pytest.mark.expects_log("tried again, each alone", "1 commands were not stored")
def test_a_conflict_spares_the_others_in_its_group(house: House) -> None:
    kiosk = house.link("kiosk-1")
    with writing(house) as stranger:
        stranger.execute(FOREIGN_TICKET)
        asked = [Asked(kiosk, service) for service in ("kvik", "it-hjaelp", "kvik", "kvik")]
        time.sleep(0.3)  # the hub waits with the first; the others gather behind it
    first, struck, *others = asked
    assert [_number(one) for one in (first, *others)] == ["K001", "K002", "K003"]
    refusal = struck.reply().refusal
    assert refusal is not None
    assert refusal.reason == "unavailable"


@pytest.mark.expects_log("tried again, each alone")
def test_a_conflict_that_has_passed_is_not_noticed_by_the_citizen(house: House) -> None:
    kiosk = house.link("kiosk-1")
    assert _number(Asked(kiosk, "kvik")) == "K001"
    with writing(house) as stranger:
        stranger.execute("UPDATE counters SET last = 5 WHERE letter = 'K'")
    assert _number(Asked(kiosk, "kvik")) == "K006"

"""A booking's mail while the mail server is gone and the power fails."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from broker import messages as m
from config.load import SHIPPED
from tests.broker.post_office import free_port, opened
from tests.patience import wait_for
from tests.stories.conftest import StoryHouse, kill_child

PORT = free_port()
TEN = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


@pytest.fixture
def site_file(tmp_path: Path) -> Path:
    shipped = SHIPPED.read_text(encoding="utf-8")
    file = tmp_path / "site.toml"
    server = f'[mail]\nhost = "127.0.0.1"\nport = {PORT}\nstarttls = false\nfrom = "hus@example.org"\n'
    file.write_text(f"{shipped}\n{server}", encoding="utf-8")
    return file


def test_a_mail_outlives_the_hub_that_is_killed_as_soon_as_it_has_answered(house: StoryHouse) -> None:
    for n in range(3):
        booked = m.Book(task="pas", start=TEN + n * QUARTER, channel="phone", contact=f"ida{n}@example.org")
        house.done("console", "book", booked)
    kill_child(house.hub)
    with opened(PORT) as office:
        house.bring_back(house.hub)
        wait_for(lambda: len(office.mails) == 3, "all mails come")
        assert [str(mail["To"]) for mail in office.mails] == [f"ida{n}@example.org" for n in range(3)]
        house.hub.stop()

"""The published contract is the topic table, whole, current, and true to what goes over the wire."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from broker import contract
from broker.asyncapi import document, text
from broker.codec import decode
from broker.examples import EXAMPLES
from broker.messages import Reply
from broker.topics import ACTIONS, COMMAND, REPLY, TOPICS, Role
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]


def test_every_row_and_every_action_has_a_channel_and_an_operation() -> None:
    made = document()
    rows = {t.name for t in TOPICS if t is not COMMAND}
    commands = {f"command.{name}" for name in ACTIONS}
    assert set(made["channels"]) == rows | commands
    assert set(made["operations"]) == (rows - {REPLY.name}) | commands  # a reply belongs to its command


@pytest.mark.parametrize("topic", [t for t in TOPICS if t not in (COMMAND, REPLY)], ids=lambda t: t.name)
def test_examples_are_messages_that_their_readers_accept(topic: contract.asyncapi.Topic) -> None:
    example = document()["components"]["messages"][topic.name]["examples"][0]["payload"]
    assert topic.payload is not None
    envelope = decode(json.dumps(example).encode(), topic.payload)
    assert envelope.type == topic.name
    assert (envelope.expires_at is None) == (topic.expiry_seconds is None)


@pytest.mark.parametrize("action", ACTIONS.values(), ids=lambda a: a.name)
def test_commands_show_a_request_that_the_hub_accepts_and_its_reply(action: contract.asyncapi.Action) -> None:
    messages = document()["components"]["messages"]
    request = messages[f"command.{action.name}"]["examples"][0]["payload"]
    done = messages[f"reply.{action.name}"]["examples"][0]["payload"]
    asked = decode(json.dumps(request).encode(), action.payload)
    assert asked.reply_to == REPLY.at("naestved", device=asked.source)
    answer = decode(json.dumps(done).encode(), Reply)
    assert answer.id == asked.id
    assert action.result.model_validate(answer.data.result) == EXAMPLES[action.result]


def test_who_may_publish_stands_in_the_document() -> None:
    channels = document()["channels"]
    commands = [channel for name, channel in channels.items() if name.startswith("command.")]
    assert not any("display" in channel["x-publish"] for channel in commands)
    assert channels["board"]["x-publish"] == {str(Role.HUB): "any"}
    assert channels["shown"]["x-publish"] == {str(Role.DISPLAY): "own", str(Role.STATION): "own"}


def test_the_text_is_the_same_in_every_process() -> None:
    environment = os.environ | {"PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)}
    other = subprocess.run(
        [sys.executable, "-c", "from broker.asyncapi import text; print(text(), end='')"],
        env=environment, capture_output=True, text=True, timeout=PATIENCE, check=True,
    )
    assert other.stdout == text()


def test_the_committed_files_are_current() -> None:
    assert contract.stale() == []


def test_a_stale_file_is_found_and_written_anew(tmp_path: Path) -> None:
    written = contract.write(tmp_path)
    assert set(written) == set(contract.generated())
    (tmp_path / written[0]).write_text("old")
    assert contract.stale(tmp_path) == written[:1]
    assert contract.write(tmp_path) == written[:1]
    assert contract.stale(tmp_path) == []

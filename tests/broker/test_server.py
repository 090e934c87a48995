"""Mosquitto as a child process: starts fast, keeps what it took over, never outlives its parent."""

from __future__ import annotations

import base64
import hashlib
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from broker import mosquitto as files
from broker.server import BrokerError, BrokerServer, BrokerUser, free_port
from tests.patience import PATIENCE, wait_for
from tests.probe import Probe, RefusedError

ROOT = Path(__file__).parents[2]
OPEN_TO_ANNA = "user anna\ntopic readwrite #\n"


def make(folder: Path, port: int | None = None) -> BrokerServer:
    return BrokerServer(folder, users=[BrokerUser("anna", "secret")], access=OPEN_TO_ANNA, port=port)


def say(server: BrokerServer, words: str) -> None:
    with Probe(server.port, "anna", "secret") as anna:
        anna.publish(["t"], words, retain=True)


def heard(server: BrokerServer) -> str:
    with Probe(server.port, "anna", "secret") as anna:
        anna.subscribe(["t"])
        anna.wait_for("t")
        return anna.inbox[0][1].decode()


def test_accepts_as_soon_as_start_returns_and_listens_only_here(tmp_path: Path) -> None:
    server = make(tmp_path)
    server.start()
    try:
        say(server, "hej")
        assert heard(server) == "hej"
        assert listening_addresses(server.port) == ["0100007F"]  # S-04: this machine only
    finally:
        server.stop()
    assert not server.alive


def listening_addresses(port: int) -> list[str]:
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return [r[1].split(":")[0] for r in rows if r[3] == "0A" and int(r[1].split(":")[1], 16) == port]


def test_nobody_gets_in_without_the_password(tmp_path: Path) -> None:  # S-04
    server = make(tmp_path)
    server.start()
    try:
        for user, password in (("anna", "guess"), ("berta", "secret"), ("", "")):
            with pytest.raises(RefusedError, match="Not authorized"):
                Probe(server.port, user, password)
    finally:
        server.stop()


def test_secrets_are_for_the_owner_alone(tmp_path: Path) -> None:
    server = make(tmp_path / "new")
    server.start()
    say(server, "hej")
    server.stop()
    rights = {path.name: path.stat().st_mode & 0o077 for path in (tmp_path / "new").iterdir()}
    assert rights == dict.fromkeys(("mosquitto.conf", "passwords", "access.acl"), 0)
    assert oct((tmp_path / "new").stat().st_mode & 0o777) == "0o700"
    assert "secret" not in (tmp_path / "new" / "passwords").read_text()


def test_after_kill_9_it_comes_back_on_its_port(tmp_path: Path) -> None:
    server = make(tmp_path)
    server.start()
    try:
        os.kill(server.pid, signal.SIGKILL)
        assert server.wait(PATIENCE)
        assert not server.alive
        port = server.port
        server.start()
        assert server.port == port
        say(server, "hej")
        assert heard(server) == "hej"
    finally:
        server.stop()


def test_it_keeps_nothing_on_the_disk(tmp_path: Path) -> None:
    server = make(tmp_path)
    server.start()
    say(server, "hej")
    server.stop()
    assert {path.name for path in tmp_path.iterdir()} == {"mosquitto.conf", "passwords", "access.acl"}


def test_a_taken_port_is_named_with_the_way_out(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(BrokerError, match=rf"port {port} .* is taken .*choose another"):
            make(tmp_path, port).start()


def test_two_brokers_of_two_houses_do_not_meet(tmp_path: Path) -> None:
    one, two = make(tmp_path / "one"), make(tmp_path / "two")
    one.start()
    two.start()
    try:
        say(one, "one")
        say(two, "two")
        assert (heard(one), heard(two)) == ("one", "two")
    finally:
        one.stop()
        two.stop()


def test_dies_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )
    assert parent.stdout is not None
    broker = int(parent.stdout.readline())
    assert Path(f"/proc/{broker}").exists()
    parent.kill()
    parent.wait(PATIENCE)
    parent.stdout.close()
    wait_for(lambda: not is_running(broker), "the broker ends with its parent")


PARENT = """
import pathlib, sys, time
from broker.server import BrokerServer
server = BrokerServer(pathlib.Path(sys.argv[1]), users=[], access="")
server.start()
print(server.pid, flush=True)
time.sleep(60)
"""


def is_running(pid: int) -> bool:
    """Tell whether a process runs; a zombie that nobody has collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_missing_mosquitto_is_named_with_its_apt_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files.shutil, "which", lambda *_a, **_k: None)
    with pytest.raises(BrokerError, match="sudo apt install mosquitto"):
        files.find_program.__wrapped__()


def test_password_file_is_what_mosquitto_passwd_writes(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    subprocess.run(["mosquitto_passwd", "-c", "-b", str(theirs), "anna", "secret"], check=True, timeout=PATIENCE)
    line = theirs.read_text().strip()
    salt = base64.b64decode(line.split("$")[3])
    assert files.password_line(BrokerUser("anna", "secret"), salt) == line
    digest = hashlib.pbkdf2_hmac("sha512", b"secret", salt, files.PASSWORD_ROUNDS)
    assert line.endswith(base64.b64encode(digest).decode())


@pytest.mark.parametrize(
    ("version", "plugins", "has", "has_not"),
    [
        ((2, 0, 11), None, {"per_listener_settings false", "acl_file /b/access.acl"}, "global_plugin"),
        ((2, 1, 2), None, {"acl_file /b/access.acl"}, "per_listener_settings"),
        ((2, 1, 2), Path("/lib"), {"plugin_opt_acl_file /b/access.acl"}, "\nacl_file"),
    ],
)
def test_configuration_avoids_what_the_version_deprecates(
    version: files.Version, plugins: Path | None, has: set[str], has_not: str,
) -> None:
    program = files.Program(Path("mosquitto"), version, plugins)
    text = files.configuration(program, files.Files(Path("/b")), "127.0.0.1", free_port())
    assert has <= set(text.splitlines())
    assert has_not not in text
    assert "allow_anonymous false" in text.splitlines()


@pytest.mark.parametrize("version", [(2, 0, 11), (2, 1, 2)])
def test_the_door_for_other_machines_is_the_same_for_all_versions(version: files.Version) -> None:
    door = files.RemoteDoor("0.0.0.0", 8883, Path("/a/ca"), Path("/a/server"), Path("/a/crl"))  # noqa: S104 - as meant
    program = files.Program(Path("mosquitto"), version, Path("/lib"))
    text = files.configuration(program, files.Files(Path("/b")), "127.0.0.1", 1883, remote=door)
    near, far = text.split("listener 8883 0.0.0.0\n")
    assert near.endswith("listener 1883 127.0.0.1\n")
    assert far.splitlines() == [
        "cafile /a/ca", "certfile /a/server", "keyfile /a/server", "crlfile /a/crl", "require_certificate true",
        "use_identity_as_username true", "tls_version tlsv1.2",
    ]
    assert "allow_anonymous false" in near.splitlines()


@pytest.mark.parametrize("place", ["", "x86_64-linux-gnu", "x86_64-linux-gnu/mosquitto"])
def test_plugins_are_found_where_distributions_put_them(tmp_path: Path, place: str) -> None:
    assert files.find_plugins([tmp_path]) is None
    folder = tmp_path / place
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mosquitto_acl_file.so").touch()
    assert files.find_plugins([tmp_path]) is None  # one without the other would let everybody in
    (folder / "mosquitto_password_file.so").touch()
    assert files.find_plugins([tmp_path]) == folder


def test_other_programs_and_old_versions_are_refused() -> None:
    assert files.parse_version("mosquitto version 2.0.21\n") == (2, 0, 21)
    with pytest.raises(BrokerError, match="does not name its version"):
        files.parse_version("usage: cat")

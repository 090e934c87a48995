"""`kvik device`: packs made, carried, renewed and taken back, beside a house that runs and one that does not."""

from __future__ import annotations

import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from broker.identity import Identity
from broker.link import Link
from broker.server import free_port
from broker.topics import Role
from broker.trouble import Trouble
from config.connection import find_connection, house_clock
from config.folder import DataFolder
from config.load import SHIPPED
from kvik.__main__ import app
from kvik.line import SecureLine
from kvik.premises import prepare
from kvik.supervisor import Supervisor
from queueing.clock import SystemClock
from tests.kvik.conftest import NO_FACES, OPENING, Terminal
from tests.patience import PATIENCE, PatientLink, wait_for


def site_with_door(folder: Path) -> Path:
    """Return the shipped site with its commented example of [broker.remote] taken into use, on a free port."""
    text = SHIPPED.read_text(encoding="utf-8")
    for old, new in (
        ("# [broker.remote]", "[broker.remote]"), ('# host = "0.0.0.0"', 'host = "127.0.0.1"'),
        ("# port = 8883", f"port = {free_port()}"), ('# names = ["kvik.example.dk"]', 'names = ["127.0.0.1"]'),
    ):
        assert old in text
        text = text.replace(old, new)
    site = folder / "site.toml"
    site.write_text(text, encoding="utf-8")
    return site


class OpenHouse:
    """A house with a second door, looked after in a thread as `kvik run` does it."""

    def __init__(self, folder: DataFolder, site: Path) -> None:
        self.terminal = Terminal(folder.path)
        self.news: list[str] = []
        self.premises = prepare(folder, site, OPENING)
        self._ended = threading.Event()
        self._opened = threading.Event()
        self._thread = threading.Thread(target=self._live, name="house")
        self._thread.start()
        assert self._opened.wait(PATIENCE)

    def close(self) -> None:
        self._ended.set()
        self._thread.join(PATIENCE)

    def _live(self) -> None:
        supervisor = Supervisor(self.premises, NO_FACES, self.news.append)
        try:
            supervisor.open(lambda: True)
            self._opened.set()
            while not self._ended.wait(0.05):
                supervisor.look_after()
        finally:
            supervisor.close()


@pytest.fixture
def open_house(tmp_path: Path) -> Iterator[OpenHouse]:
    folder = DataFolder(tmp_path / "house")
    folder.create()
    house = OpenHouse(folder, site_with_door(tmp_path))
    try:
        yield house
    finally:
        house.close()


@pytest.fixture
def closed_house(tmp_path: Path) -> Terminal:
    """A command line whose house has a second door, but has never run."""
    site_with_door(tmp_path)
    return Terminal(tmp_path / "house")


def link_from(data: Path, device: str) -> Link:
    found = find_connection(device=device, data=data)
    return PatientLink(Identity(
        device=device, password=found.password, host=found.host, port=found.port, site=found.site.id,
        role=Role(found.role), desk=found.desk, credentials=found.credentials,
    ), house_clock(found))


@pytest.mark.expects_log("refuses kiosk-1: the device's certificate was revoked; .* kvik device pack kiosk-1")
def test_a_pack_lets_a_device_in_until_it_is_revoked(open_house: OpenHouse, tmp_path: Path) -> None:
    house, file, branch = open_house.terminal, tmp_path / "kiosk-1.zip", tmp_path / "branch"
    assert house.done("device", "list")["devices"] == []
    assert house.done("device", "pack", "kiosk-1", "--out", str(file))["holds_key"] is True
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    said = Terminal(branch).done("device", "unpack", str(file))
    assert said["start"] == f"kvik kiosk --data {branch} --device kiosk-1"
    kiosk = link_from(branch, "kiosk-1")
    kiosk.start()
    try:
        wait_for(lambda: kiosk.connected, "it never came in")
        assert isinstance(kiosk.clock, SystemClock)
        assert kiosk.clock.offset == open_house.premises.start.offset  # the pack tells it of the trial's time
        assert house.done("device", "revoke", "kiosk-1")["house_runs"] is True
        wait_for(lambda: not kiosk.connected, "it is still in")
        wait_for(lambda: kiosk.trouble is Trouble.CERTIFICATE_REVOKED, "it is not refused")
    finally:
        kiosk.stop()
    assert any("that device is off" in line for line in open_house.news)
    listed = house.done("device", "list")["devices"]
    assert [(d["device"], d["role"], d["revoked"]) for d in listed] == [("kiosk-1", "kiosk", True)]


def test_a_house_that_does_not_run_gives_and_takes_as_well(closed_house: Terminal, tmp_path: Path) -> None:
    site, file = ("--site", str(tmp_path / "site.toml")), tmp_path / "a.zip"
    closed_house.done("device", "pack", "hall-1", "--out", str(file), *site)
    renewal = tmp_path / "renewal.zip"
    assert closed_house.done("device", "renew", "hall-1", "--out", str(renewal), *site)["holds_key"] is False
    branch = Terminal(tmp_path / "branch")
    for each in (file, renewal):
        branch.done("device", "unpack", str(each))
    assert closed_house.done("device", "revoke", "hall-1", *site)["house_runs"] is False
    assert "hall-1  display" in closed_house("device", "list", *site).out
    assert "revoked" in closed_house("device", "list", *site).out


def test_what_cannot_be_is_refused_with_the_way_out(closed_house: Terminal, tmp_path: Path) -> None:
    site, file = ("--site", str(tmp_path / "site.toml")), tmp_path / "a.zip"
    out = ("--out", str(file), *site)
    for device in ("hub", "console"):
        assert closed_house.refused("device", "pack", device, *out)["reason"] == "stays_here"
    assert closed_house.refused("device", "pack", "kiosk-9", *out)["reason"] == "unknown_device"
    assert closed_house.refused("device", "renew", "kiosk-1", *out)["reason"] == "certificate"
    assert closed_house.refused("device", "revoke", "kiosk-1", *site)["reason"] == "certificate"
    assert not file.exists()
    closed_house.done("device", "pack", "kiosk-1", *out)
    before = file.read_bytes()
    assert closed_house.refused("device", "pack", "hall-1", *out)["reason"] == "unusable_file"
    assert file.read_bytes() == before
    again = ("--out", str(tmp_path / "b.zip"), *site)
    assert "kvik device renew kiosk-1" in closed_house.refused("device", "pack", "kiosk-1", *again)["fix"]
    assert not (tmp_path / "b.zip").exists()


def test_a_site_without_the_door_says_how_to_make_one(nowhere: Terminal, tmp_path: Path) -> None:
    said = nowhere.refused("device", "pack", "kiosk-1", "--out", str(tmp_path / "a.zip"))
    assert said["reason"] == "no_remote"
    assert "[broker.remote]" in said["fix"]
    assert "kvik device pack" in nowhere("device", "list").out


def test_what_is_no_pack_is_refused(nowhere: Terminal, tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_text("hello", encoding="ascii")
    assert nowhere.refused("device", "unpack", str(tmp_path / "no.zip"))["reason"] == "bad_pack"
    assert nowhere.refused("device", "unpack", str(tmp_path / "none.zip"))["reason"] == "unusable_file"


def test_a_running_house_needs_no_pack(house: Terminal, tmp_path: Path) -> None:
    assert house.refused("device", "unpack", str(tmp_path / "a.zip"))["reason"] == "house_here"


def test_the_certificate_of_a_house_that_runs_on_is_renewed(
    open_house: OpenHouse, monkeypatch: pytest.MonkeyPatch,
) -> None:
    authority = DataFolder(open_house.terminal.data).authority
    before = (authority / "server.pem").read_text()
    line = open_house.premises.line
    assert isinstance(line, SecureLine)
    monkeypatch.setattr(line, "_names", ("127.0.0.1", "another.example"))
    monkeypatch.setattr(line, "_look_again_at", 0.0)
    wait_for(lambda: "the house's certificate was renewed" in open_house.news, "it was not renewed")
    assert (authority / "server.pem").read_text() != before
    wait_for(lambda: open_house.terminal("board").code == 0, "the house does not go on")


@pytest.mark.expects_log(r"devices on other machines: .*revoked\.crl cannot be read")
def test_a_list_that_is_lost_is_told_and_the_house_goes_on(open_house: OpenHouse) -> None:
    (DataFolder(open_house.terminal.data).authority / "revoked.crl").rename(open_house.terminal.data / "away")
    time_to_notice = threading.Event()
    assert not time_to_notice.wait(0.3)
    wait_for(lambda: open_house.terminal("board").code == 0, "the house does not go on")


def test_help_has_an_example_for_each(nowhere: Terminal) -> None:
    for name in ("list", "pack", "unpack", "renew", "revoke"):
        said = CliRunner().invoke(app, ["device", name, "--help"], prog_name="kvik")
        assert f"Example: kvik device {name}" in said.stdout

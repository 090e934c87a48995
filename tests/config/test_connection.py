from __future__ import annotations

import os
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from config.connection import find_connection, house_clock
from config.errors import FolderError, NoHouseError, SecretError, UnknownDeviceError
from config.folder import DataFolder, HouseFile, data_folder
from config.load import SHIPPED, ConfigErrors, load_site
from queueing.clock import SystemClock
from tests.patience import PATIENCE


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("KVIK_DATA", "KVIK_SITE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """Return the folder of a house that runs: this process stands for it."""
    found = DataFolder(tmp_path / "data")
    found.create()
    found.keys().ensure(d.id for d in load_site().devices())
    found.write_house(house())
    return found


def house(**changes: object) -> HouseFile:
    known = HouseFile.of_this_process(
        site="naestved", host="127.0.0.1", port=18830, printer="tcp://127.0.0.1:19100",
        clock_offset_seconds=-3600.0,
    )
    return known.model_copy(update=changes)


def ended_process() -> int:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait(PATIENCE)
    return child.pid


# ---- the folder


def test_a_folder_is_for_its_owner_alone(folder: DataFolder) -> None:
    parts = [folder.path, folder.broker, folder.tickets, folder.screens, folder.logs, folder.secrets]
    assert {stat.S_IMODE(part.stat().st_mode) for part in parts} == {0o700}
    assert {part.parent for part in parts[1:]} == {folder.path}
    folder.create()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FolderError, match="Choose another with --data"):
        DataFolder(tmp_path / "file" / "data").create()


def test_a_house_is_read_as_it_was_written(folder: DataFolder) -> None:
    assert folder.read_house() == house()
    folder.house_file.unlink()
    assert folder.last_house() is None


def test_a_house_whose_process_has_ended_runs_no_more(folder: DataFolder) -> None:
    folder.write_house(house(pid=ended_process(), pid_started=None))
    with pytest.raises(NoHouseError, match=f"No house runs in {folder.path}. Start one with `kvik run --data"):
        folder.read_house()
    assert folder.last_house() is not None


def test_another_process_with_the_same_number_is_not_taken_for_the_house() -> None:
    assert house().runs
    assert not house(pid_started="1").runs


def test_a_process_that_ended_and_was_not_collected_runs_no_more() -> None:
    child = subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.read()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert not house(pid=child.pid, pid_started=None).runs
    child.communicate(timeout=PATIENCE)


@pytest.mark.parametrize("content", ["", "{", '{"site": "x"}', "[]"])
def test_a_damaged_house_file_is_told(folder: DataFolder, content: str) -> None:
    folder.house_file.write_text(content, encoding="utf-8")
    with pytest.raises(FolderError, match=r"house\.json cannot be read"):
        folder.last_house()


def test_the_folder_is_the_one_given_or_of_the_environment_or_the_users_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert data_folder(None).path == tmp_path / "home" / "kvik"
    monkeypatch.setenv("KVIK_DATA", str(tmp_path / "named"))
    assert data_folder(None).path == tmp_path / "named"
    assert data_folder(tmp_path / "given").path == tmp_path / "given"


# ---- the connection


def test_a_device_finds_its_house(folder: DataFolder) -> None:
    found = find_connection(device="desk-skranke-3", data=folder.path)
    assert (found.host, found.port) == ("127.0.0.1", 18830)
    assert (found.device, found.role, found.desk) == ("desk-skranke-3", "desk", "skranke-3")
    assert found.password == folder.keys().password("desk-skranke-3")
    assert found.site == load_site()
    assert found.printer is None
    assert found.database_url == f"sqlite:///{folder.path}/house.sqlite3"
    assert found.house_key == folder.keys().house_key()


def test_no_password_stands_in_what_is_logged(folder: DataFolder) -> None:  # S-04
    found = find_connection(device="hub", data=folder.path)
    assert found.password not in repr(found)
    assert found.house_key.hex() not in repr(found)
    folder.keys().ensure([], health_card=True)
    assert found.health_card_key.hex() not in repr(found)


def test_the_houses_clock_is_the_machines_moved(folder: DataFolder) -> None:
    found = find_connection(device="hub", data=folder.path)
    assert found.clock_offset == timedelta(hours=-1)
    behind = SystemClock().now() - house_clock(found).now()
    assert timedelta(minutes=59) < behind < timedelta(minutes=61)


def test_a_kiosk_prints_where_the_house_says_else_where_its_site_says(folder: DataFolder) -> None:
    assert find_connection(device="kiosk-1", data=folder.path).printer == "tcp://127.0.0.1:19100"
    folder.write_house(house(printer=None))
    assert find_connection(device="kiosk-1", data=folder.path).printer == "tcp://127.0.0.1:0"


def test_the_environment_names_folder_and_site(
    folder: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = tmp_path / "other.toml"
    text = SHIPPED.read_text(encoding="utf-8")
    other.write_text(text.replace('id = "naestved"', 'id = "vordingborg"'), encoding="utf-8")
    monkeypatch.setenv("KVIK_DATA", str(folder.path))
    assert find_connection(device="hub").site.id == "naestved"
    folder.write_house(house(site="vordingborg", site_file=str(other)))
    assert find_connection(device="hub").site.id == "vordingborg"
    folder.write_house(house(site="vordingborg"))
    monkeypatch.setenv("KVIK_SITE", str(other))
    assert find_connection(device="hub").site.id == "vordingborg"
    folder.write_house(house())
    assert find_connection(device="hub", site=SHIPPED).site.id == "naestved"


def test_the_site_of_another_house_is_refused(folder: DataFolder) -> None:
    folder.write_house(house(site="vordingborg"))
    with pytest.raises(NoHouseError, match="is that of vordingborg, not of naestved"):
        find_connection(device="hub", data=folder.path, site=SHIPPED)


def test_where_no_house_runs_it_is_told_how_to_start_one(tmp_path: Path) -> None:
    with pytest.raises(NoHouseError, match=f"No house runs in {tmp_path}/none. Start one with `kvik run --data"):
        find_connection(device="hub", data=tmp_path / "none")


def test_a_broker_that_the_site_names_is_used_where_no_house_runs(folder: DataFolder, tmp_path: Path) -> None:
    site = tmp_path / "site.toml"
    text = SHIPPED.read_text(encoding="utf-8")
    text = text.replace('host = "127.0.0.1"\nport = 0 ', 'host = "hus.example"\nport = 8883 ')
    text = text.replace("# [database]\n# url", "[database]\nurl")
    site.write_text(text, encoding="utf-8")
    folder.house_file.unlink()
    found = find_connection(device="hub", data=folder.path, site=site)
    assert (found.host, found.port, found.clock_offset) == ("hus.example", 8883, timedelta(0))
    assert found.database_url == "postgresql+psycopg://kvik@localhost/kvik"


@pytest.mark.parametrize("runs", [True, False])
def test_a_cluster_that_the_site_names_is_used_in_any_case(
    folder: DataFolder, tmp_path: Path, *, runs: bool,
) -> None:
    site = tmp_path / "site.toml"
    text = SHIPPED.read_text(encoding="utf-8")
    own = 'host = "127.0.0.1"\nport = 0'
    assert own in text
    shared = 'mqtt = "3.1.1"\nhosts = ["mq1.example.dk:1883", "[::1]:1884"]'
    site.write_text(text.replace(own, shared), encoding="utf-8")
    if not runs:
        folder.house_file.unlink()
    found = find_connection(device="hub", data=folder.path, site=site)
    assert found.nodes == (("mq1.example.dk", 1883), ("::1", 1884))
    assert (found.host, found.port, found.mqtt5) == ("mq1.example.dk", 1883, False)


def test_an_unknown_device_is_told_with_those_that_exist(folder: DataFolder) -> None:
    with pytest.raises(UnknownDeviceError, match=r"no device 'kiosk-7'\. Use one of: hub, console, kiosk-1"):
        find_connection(device="kiosk-7", data=folder.path)


def test_a_device_without_its_password_is_told(folder: DataFolder) -> None:
    (folder.secrets / "hall-1").unlink()
    with pytest.raises(SecretError, match="There is no secret"):
        find_connection(device="hall-1", data=folder.path)


def test_a_bad_site_is_told(folder: DataFolder, tmp_path: Path) -> None:
    with pytest.raises(ConfigErrors, match="is not there"):
        find_connection(device="hub", data=folder.path, site=tmp_path / "none.toml")

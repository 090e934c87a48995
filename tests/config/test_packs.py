"""A device's pack: to another machine and back into a connection, with no secret but its own (S-04)."""

from __future__ import annotations

import stat
import subprocess
import tomllib
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from config.authority import Authority
from config.connection import find_connection, find_site
from config.errors import NoHouseError, PackError, SecretError, UnknownDeviceError
from config.folder import DataFolder, HouseFile
from config.load import SHIPPED, load_site
from config.pack import About, find_pack
from config.packing import HUB_ONLY, site_for_devices, unpack, write_pack
from queueing.clock import SystemClock
from tests.patience import PATIENCE

ABOUT = About(site="naestved", device="kiosk-1", host="kvik.example", port=8883)


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    made = Authority(tmp_path / "authority", "naestved", SystemClock())
    made.ensure(["kvik.example"])
    return made


@pytest.fixture
def file(tmp_path: Path, authority: Authority) -> Path:
    path = tmp_path / "kiosk-1.zip"
    write_pack(path, ABOUT, site_for_devices(SHIPPED), authority.issue("kiosk-1"))
    return path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    for name in ("KVIK_DATA", "KVIK_SITE"):
        monkeypatch.delenv(name, raising=False)
    return DataFolder(tmp_path / "branch")


def test_a_device_finds_its_house_by_its_pack(file: Path, folder: DataFolder) -> None:
    unpack(file, folder)
    found = find_connection(device="kiosk-1", data=folder.path)
    assert (found.host, found.port, found.device, found.role) == ("kvik.example", 8883, "kiosk-1", "kiosk")
    assert (found.password, found.clock_offset) == ("", timedelta(0))
    assert found.credentials is not None
    assert found.site == load_site() == find_site(data=folder.path)
    assert found.printer == load_site().kiosks[0].printer


def test_only_the_packed_device_is_found(file: Path, folder: DataFolder) -> None:
    unpack(file, folder)
    with pytest.raises(NoHouseError, match="No house runs in"):
        find_connection(device="hall-1", data=folder.path)


def test_several_devices_share_a_machine(
    file: Path, folder: DataFolder, authority: Authority, tmp_path: Path,
) -> None:
    other = tmp_path / "hall-1.zip"
    about = ABOUT.model_copy(update={"device": "hall-1", "clock_offset_seconds": 60.0})
    write_pack(other, about, site_for_devices(SHIPPED), authority.issue("hall-1"))
    for each in (file, other):
        unpack(each, folder)
    kiosk, hall = (find_connection(device=d, data=folder.path) for d in ("kiosk-1", "hall-1"))
    assert kiosk.credentials != hall.credentials
    assert hall.clock_offset == timedelta(minutes=1)


def test_in_a_folder_where_a_house_runs_the_house_counts(file: Path, folder: DataFolder) -> None:
    folder.create()
    folder.keys().ensure(["kiosk-1"])
    unpack(file, folder)
    folder.write_house(HouseFile.of_this_process(site="naestved", host="127.0.0.1", port=1883))
    found = find_connection(device="kiosk-1", data=folder.path)
    assert found.credentials is None
    assert found.password


def test_plain_unzip_does_as_well(file: Path, folder: DataFolder) -> None:
    folder.path.mkdir()
    subprocess.run(["python3", "-m", "zipfile", "-e", str(file), str(folder.path)], check=True, timeout=PATIENCE)
    pack = find_pack(folder, "kiosk-1")
    assert pack is not None
    for entry in zipfile.ZipFile(file).infolist():
        assert stat.S_IMODE(entry.external_attr >> 16) == 0o600
    pack.folder.joinpath("device.key").chmod(0o644)  # this unzip forgets who may read
    with pytest.raises(SecretError, match=r"is open to other users. Run `chmod 600 .*device\.key`"):
        find_connection(device="kiosk-1", data=folder.path)


def test_a_key_that_is_gone_is_told(file: Path, folder: DataFolder) -> None:
    (unpack(file, folder).folder / "device.key").unlink()
    with pytest.raises(SecretError, match=r"There is no key .* Unpack the device's pack again"):
        find_connection(device="kiosk-1", data=folder.path)


def test_everything_in_it_is_for_its_owner_alone(file: Path, folder: DataFolder) -> None:
    pack = unpack(file, folder)
    assert {stat.S_IMODE(p.stat().st_mode) for p in (pack.folder, *pack.folder.iterdir())} == {0o700, 0o600}


def test_what_only_the_hub_needs_stays_in_the_house(tmp_path: Path) -> None:
    site = tmp_path / "site.toml"
    site.write_text(SHIPPED.read_text(encoding="utf-8") + """
[database]
url = "postgresql+psycopg://kvik:secret-of-database@localhost/kvik"
[mail]
host = "smtp.example.dk"
from = "booking@example.dk"
[calendars.kommunen]
url = "https://kalender.example.dk/secret-of-calendar.ics"
task = "skat"
""", encoding="utf-8")
    sent = site_for_devices(site)
    assert "secret" not in sent
    assert not set(tomllib.loads(sent)) & set(HUB_ONLY)
    (tmp_path / "sent.toml").write_text(sent, encoding="utf-8")
    shipped = load_site()
    assert load_site(tmp_path / "sent.toml").model_dump() == shipped.model_dump()


def test_a_renewal_goes_over_the_first_pack(
    file: Path, folder: DataFolder, authority: Authority, tmp_path: Path,
) -> None:
    renewal = tmp_path / "renewal.zip"
    write_pack(renewal, ABOUT, site_for_devices(SHIPPED), authority.renew("kiosk-1"))
    with pytest.raises(PackError, match="renewal for kiosk-1, whose key is not in"):
        unpack(renewal, folder)
    first = unpack(file, folder)
    key, certificate = first.credentials.key.read_bytes(), first.credentials.certificate.read_bytes()
    again = unpack(renewal, folder)
    assert again.credentials.key.read_bytes() == key
    assert again.credentials.certificate.read_bytes() != certificate


def test_a_renewal_for_another_key_changes_nothing(
    file: Path, folder: DataFolder, authority: Authority, tmp_path: Path,
) -> None:
    first = unpack(file, folder)
    before = first.credentials.certificate.read_bytes()
    authority.revoke("kiosk-1")
    authority.issue("kiosk-1")
    renewal = tmp_path / "renewal.zip"
    write_pack(renewal, ABOUT, site_for_devices(SHIPPED), authority.renew("kiosk-1"))
    with pytest.raises(PackError, match="certificate of kiosk-1 and its key do not belong together"):
        unpack(renewal, folder)
    assert first.credentials.certificate.read_bytes() == before


def rewritten(file: Path, **changes: bytes | None) -> Path:
    """Return a copy of a pack with files changed, or left out for None."""
    copy = file.with_name("changed.zip")
    names = {name.replace(".", "_"): name for name in ("pack.json", "site.toml", "authority.crt", "device.crt")}
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(copy, "w") as new:
        for entry in old.infolist():
            name = entry.filename.rpartition("/")[2]
            content = {names[k]: v for k, v in changes.items()}.get(name, old.read(entry))
            if content is not None:
                new.writestr(entry.filename, content)
    return copy


@pytest.mark.parametrize("changes", [
    {"pack_json": None}, {"device_crt": None}, {"site_toml": b"\xff\xfe"}, {"site_toml": b"x" * 600_000},
])
def test_what_is_no_pack_is_told(file: Path, folder: DataFolder, changes: dict[str, bytes | None]) -> None:
    with pytest.raises(PackError, match=r"is no pack of a device. Make one on the house's machine"):
        unpack(rewritten(file, **changes), folder)
    assert not folder.path.exists()


def test_a_file_that_is_no_zip_is_told(tmp_path: Path, folder: DataFolder) -> None:
    (tmp_path / "x.zip").write_bytes(b"hello")
    with pytest.raises(PackError, match="is no pack"):
        unpack(tmp_path / "x.zip", folder)


@pytest.mark.parametrize("about", [
    b"{}", b'{"format": 2, "site": "naestved", "device": "kiosk-1", "host": "h", "port": 1}',
    b'{"site": "naestved", "device": "../../up", "host": "h", "port": 1}',
])
def test_a_pack_that_says_strange_things_is_refused(file: Path, folder: DataFolder, about: bytes) -> None:
    with pytest.raises(PackError, match="is not what this version knows"):
        unpack(rewritten(file, pack_json=about), folder)


def test_paths_in_a_pack_are_not_followed(file: Path, folder: DataFolder) -> None:
    copy = file.with_name("bad.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(copy, "w") as new:
        for entry in old.infolist():
            new.writestr("../../" + entry.filename.rpartition("/")[2], old.read(entry))
        new.writestr("/etc/kvik-was-here", b"")
    pack = unpack(copy, folder)
    assert {p for p in folder.path.parent.rglob("*") if p.name.startswith("device.")} == {
        pack.folder / "device.crt", pack.folder / "device.key",
    }


def test_a_pack_of_a_device_that_the_site_no_longer_has_is_told(
    folder: DataFolder, authority: Authority, tmp_path: Path,
) -> None:
    file = tmp_path / "kiosk-9.zip"
    about = ABOUT.model_copy(update={"device": "kiosk-9"})
    write_pack(file, about, site_for_devices(SHIPPED), authority.issue("kiosk-9"))
    unpack(file, folder)
    with pytest.raises(UnknownDeviceError, match="no device 'kiosk-9'"):
        find_connection(device="kiosk-9", data=folder.path)

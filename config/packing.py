"""Making and unpacking packs: zip files that go from the house's machine to a device's.

The site's file goes without what only the hub needs, since that may hold secrets. A renewal holds no key, and thus
no secret at all.
"""

from __future__ import annotations

import ssl
import stat
import tempfile
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import tomli_w

from config.errors import PackError
from config.files import PRIVATE_FOLDER, replace_file
from config.pack import ABOUT, AUTHORITY, CERTIFICATE, KEY, NAMES, PACKS, SITE, About, Pack, read_about

if TYPE_CHECKING:
    from config.authority import Issued
    from config.folder import DataFolder

HUB_ONLY = ("database", "mail", "calendars")
"""Parts of a site's file that the hub alone reads; each may hold an address with a password in it."""
LARGEST = 512 * 1024
"""Bytes of the largest file in a pack."""


def site_for_devices(site_file: Path) -> str:
    """Return a site's file for a pack, without what only the hub needs."""
    whole = tomllib.loads(site_file.read_text(encoding="utf-8-sig"))
    head = f"# The site for devices on other machines, without {', '.join(HUB_ONLY)}; made by kvik device pack.\n"
    return head + tomli_w.dumps({name: part for name, part in whole.items() if name not in HUB_ONLY})


def write_pack(file: Path, about: About, site: str, issued: Issued) -> None:
    """Write a pack as a zip file for its owner alone, in place of an empty one; raises OSError."""
    contents = {ABOUT: about.model_dump_json(indent=2) + "\n", SITE: site, AUTHORITY: issued.authority,
                CERTIFICATE: issued.certificate}
    if issued.key is not None:
        contents[KEY] = issued.key
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, text in contents.items():
            entry = zipfile.ZipInfo(f"{PACKS}/{about.device}/{name}")
            entry.external_attr = (stat.S_IFREG | stat.S_IRUSR | stat.S_IWUSR) << 16  # also for plain unzip
            pack.writestr(entry, text)


def unpack(file: Path, folder: DataFolder) -> Pack:
    """Unpack into a data folder, over what is there of the device; raises PackError and OSError."""
    contents = _contents(file)
    about = read_about(contents[ABOUT], f"{ABOUT} in {file}")
    here = folder.path / PACKS / about.device
    _check_fit(contents, here / KEY, about.device)
    here.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    for name in reversed(NAMES):  # what tells that a pack is here comes last
        if name in contents:
            replace_file(here / name, contents[name].decode("utf-8"))
    return Pack(about, here)


# ---- inside


def _contents(file: Path) -> dict[str, bytes]:
    """Return the files of a pack by name; nothing else in it is looked at, and no path in it is followed."""
    try:
        with zipfile.ZipFile(file) as pack:
            found = {PurePosixPath(entry.filename).name: entry for entry in pack.infolist()}
            wanted = {name: found[name] for name in NAMES if name in found}
            if any(entry.file_size > LARGEST for entry in wanted.values()):
                raise _no_pack(file)
            contents = {name: pack.read(entry) for name, entry in wanted.items()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):  # damaged, strangely packed, encrypted
        raise _no_pack(file) from None
    if not {*NAMES} - {KEY} <= set(contents) or not all(map(_is_text, contents.values())):
        raise _no_pack(file)
    return contents


def _is_text(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _check_fit(contents: Mapping[str, bytes], key_here: Path, device: str) -> None:
    """Refuse a certificate without its key before anything is written."""
    if KEY not in contents and not key_here.exists():
        raise PackError(f"This is a renewal for {device}, whose key is not in {key_here.parent}.",
                        f"Unpack it where the first pack is; or make a new one: kvik device pack {device}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / CERTIFICATE).write_bytes(contents[CERTIFICATE])
        (folder / KEY).touch(mode=0o600)
        (folder / KEY).write_bytes(contents[KEY] if KEY in contents else key_here.read_bytes())
        try:
            ssl.create_default_context(cadata=contents[AUTHORITY].decode("ascii", errors="replace"))
            ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_cert_chain(folder / CERTIFICATE, folder / KEY)
        except ssl.SSLError:
            raise PackError(f"The certificate of {device} and its key do not belong together.",
                            f"Unpack the newest pack, or make a new one: kvik device pack {device}") from None


def _no_pack(file: Path) -> PackError:
    return PackError(f"{file} is no pack of a device.", "Make one on the house's machine: kvik device pack DEVICE")

"""Devices on other machines, from the command line: their packs, and their certificates."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from config.connection import find_device
from config.devices import CONSOLE, HUB
from config.folder import DataFolder, data_folder
from config.remote import RemoteSettings
from config.site import Site
from kvik.answers import RefusedError, answer, answering
from kvik.line import authority_of
from kvik.options import DEFAULT_DATA, DataOption, JsonOption, SiteOption
from kvik.sites import house_in, site_of
from kvik.words import table

if TYPE_CHECKING:
    from config.authority import Authority, Holder, Issued

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)
IN_FORCE_SECONDS = 10.0
GLANCE_SECONDS = 0.05

DeviceArgument = Annotated[str, typer.Argument(metavar="DEVICE", help="A device's id, e.g. kiosk-1.")]
OutOption = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="The zip file to write.", show_default="DEVICE.zip"),
]


@app.callback()
def device() -> None:
    """Let devices on other machines in: packs and certificates."""


@app.command("list")
def list_(*, data: DataOption = DEFAULT_DATA, site: SiteOption = None, as_json: JsonOption = False) -> None:
    """Show which devices have a certificate, and until when.

    Example: kvik device list
    """
    with answering(as_json=as_json):
        house = _House(data, site)
        rows = [house.row(holder) for holder in house.authority.holders()]
        text = table(
            ("device", "role", "until", ""),
            [(r["device"], r["role"] or "-", r["until"], r["state"]) for r in rows],
        ) if rows else "No device has a certificate. Make the first pack: kvik device pack DEVICE"
        answer(text, {"devices": rows}, as_json=as_json)


@app.command()
def pack(
    device: DeviceArgument, *, out: OutOption = None, data: DataOption = DEFAULT_DATA, site: SiteOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make the pack with which a device on another machine finds this house; run it on the house's machine.

    Example: kvik device pack kiosk-1 --out kiosk-1.zip
    """
    file = out or Path(f"{device}.zip")
    with answering(as_json=as_json):
        house = _House(data, site)
        settings = house.door_for(device)
        with _new_file(file):
            house.authority.ensure(settings.names)
            issued = house.authority.issue(device)
            with house.taken_back_on_failure(device):
                house.write(file, device, settings, issued)
        text = (
            f"{file} lets {device} in until {issued.until:%Y-%m-%d}. It holds a key: carry it, do not mail it, "
            f"and delete it afterwards.\nOn the device's machine: kvik device unpack {file.name} --data DIR"
        )
        answer(text, house.about(file, device, issued), as_json=as_json)


@app.command()
def renew(
    device: DeviceArgument, *, out: OutOption = None, data: DataOption = DEFAULT_DATA, site: SiteOption = None,
    as_json: JsonOption = False,
) -> None:
    """Renew a device's certificate and its copy of the site's file; the device keeps its key.

    Example: kvik device renew kiosk-1 --out kiosk-1.zip
    """
    file = out or Path(f"{device}.zip")
    with answering(as_json=as_json):
        house = _House(data, site)
        settings = house.door_for(device)
        with _new_file(file):
            issued = house.authority.renew(device)
            house.write(file, device, settings, issued)
        text = (
            f"{file} lets {device} in until {issued.until:%Y-%m-%d}. It holds no secret and may be mailed.\n"
            f"On the device's machine: kvik device unpack {file.name} --data DIR, then start the device again"
        )
        answer(text, house.about(file, device, issued), as_json=as_json)


@app.command()
def revoke(
    device: DeviceArgument, *, data: DataOption = DEFAULT_DATA, site: SiteOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a device's certificate back: it is off within seconds, and does not come in again.

    Example: kvik device revoke kiosk-1
    """
    with answering(as_json=as_json):
        house = _House(data, site)
        house.authority.revoke(device)
        runs = house.runs and house.authority.in_force() is not None
        if runs:
            _wait_until_off(house.authority, device)
        text = f"{device} is shut out" + ("." if runs else "; no house runs here that would have let it in.")
        answer(f"{text} A new pack lets it in again: kvik device pack {device}",
               {"device": device, "house_runs": runs}, as_json=as_json)


@app.command()
def unpack(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A pack from the house's machine.")],
    *, data: DataOption = DEFAULT_DATA, as_json: JsonOption = False,
) -> None:
    """Unpack a device's pack on the device's own machine.

    Example: kvik device unpack kiosk-1.zip --data data
    """
    from config import packing  # noqa: PLC0415 - zip files are rare

    with answering(as_json=as_json):
        folder = data_folder(data)
        if house_in(data) is not None:
            raise RefusedError("house_here", f"A house runs in {folder.path}; its devices need no pack.",
                               "Unpack on the device's own machine, or name another folder with --data.")
        folder.create()
        with _file_errors(file):
            pack = packing.unpack(file, folder)
        about = pack.about
        role = find_device(site_of(pack.site, None), about.device).role
        start = f"kvik {role} --data {data} --device {about.device}"
        answer(
            f"{about.device} finds its house at {about.host}:{about.port}.\nStart it: {start}",
            {"device": about.device, "role": role, "host": about.host, "port": about.port, "start": start},
            as_json=as_json,
        )


# ---- inside


class _House:
    """The house whose devices a command is about, whether or not it runs."""

    def __init__(self, data: Path, site_file: Path | None) -> None:
        self.folder = DataFolder(data)
        self._running = house_in(data)
        last = self.folder.last_house()
        named = last.site_file if last is not None else None
        self._site_file = site_file or (Path(named) if named else None)
        self.site: Site = site_of(self._site_file, None)
        self.authority = authority_of(self.folder, self.site.id)

    @property
    def runs(self) -> bool:
        """Whether it runs now."""
        return self._running is not None

    def door_for(self, device: str) -> RemoteSettings:
        """Return where a device on another machine comes in; raises RefusedError for one that may not."""
        settings = self.site.broker.remote
        if settings is None:
            raise RefusedError(
                "no_remote", f"The house of {self.site.name} lets no other machine in.",
                "Write [broker.remote] with its names into the site's file, and start the house again.",
            )
        find_device(self.site, device)
        if device in {HUB, CONSOLE}:
            raise RefusedError("stays_here", f"{device} may do too much to leave the house's own machine.",
                               "Name a device that stands elsewhere.", {"device": device})
        return settings

    def write(self, file: Path, device: str, settings: RemoteSettings, issued: Issued) -> None:
        """Write a pack; raises OSError."""
        from config import packing  # noqa: PLC0415 - as above
        from config.load import SHIPPED  # noqa: PLC0415 - as above
        from config.pack import About  # noqa: PLC0415 - as above

        offset = self._running.clock_offset_seconds if self._running is not None else 0.0
        about = About(site=self.site.id, device=device, host=settings.names[0], port=settings.port,
                      clock_offset_seconds=offset)
        packing.write_pack(file, about, packing.site_for_devices(self._site_file or SHIPPED), issued)

    @contextmanager
    def taken_back_on_failure(self, device: str) -> Iterator[None]:
        """Revoke what was issued when it cannot be given away."""
        try:
            yield
        except OSError:
            self.authority.revoke(device)
            raise

    def row(self, holder: Holder) -> dict[str, Any]:
        """Return what there is to say of one certificate; a device that the site no longer has has no role."""
        role = next((d.role for d in self.site.devices() if d.id == holder.device), None)
        return {"device": holder.device, "role": role, "until": f"{holder.until:%Y-%m-%d}", "state": holder.state,
                "revoked": holder.state == "revoked"}

    def about(self, file: Path, device: str, issued: Issued) -> dict[str, Any]:
        """Return what was made, for scripts."""
        return {"device": device, "file": str(file), "until": issued.until.isoformat(),
                "holds_key": issued.key is not None}


@contextmanager
def _new_file(file: Path) -> Iterator[None]:
    """Make an empty private file before anything is issued; it does not stay when the rest fails."""
    with _file_errors(file):
        file.touch(mode=0o600, exist_ok=False)
        try:
            yield
        except BaseException:
            file.unlink()
            raise


@contextmanager
def _file_errors(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RefusedError("unusable_file", f"{error.filename or file} cannot be used: {error.strerror}.",
                           "Name another file, or make room.", {"file": str(file)}) from None


def _wait_until_off(authority: Authority, device: str) -> None:
    """Wait until the running house has acted; raises RefusedError when it does not."""
    until = time.monotonic() + IN_FORCE_SECONDS
    while authority.in_force() != authority.list_digest():
        if time.monotonic() > until:
            raise RefusedError(
                "not_in_force",
                f"{device} is revoked, but the running house has not acted within {IN_FORCE_SECONDS:g} s.",
                "Stop the house and start it again; then it is off.", {"device": device},
            )
        time.sleep(GLANCE_SECONDS)

"""How a device finds its house: where the broker listens, who the device is, and what time it is there."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from config.devices import Device, Role
from config.errors import NoHouseError, UnknownDeviceError
from config.folder import DataFolder, HouseFile, data_folder
from config.load import load_site
from config.pack import Credentials, Pack, find_pack, packs_in
from config.site import Site
from queueing.clock import SystemClock

SITE_ENVIRONMENT = "KVIK_SITE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """All that a device needs to take part in its house."""

    host: str
    port: int
    site: Site = field(repr=False)
    device: str
    role: Role
    desk: str | None
    password: str = field(repr=False)
    clock_offset: timedelta
    folder: DataFolder
    printer: str | None = None
    """URL of a kiosk's printer; None for other devices."""
    credentials: Credentials | None = field(default=None, repr=False)
    """With which a device on another machine comes in over TLS; it then has no password."""
    branch: str | None = None
    """The branch library where the device stands; None for the house itself."""
    nodes: tuple[tuple[str, int], ...] = ()
    """Host and port of every node, where the broker is a cluster that houses share."""
    mqtt5: bool = True

    @property
    def database_url(self) -> str:
        """Return where the hub keeps the queue."""
        return self.site.database.url or self.folder.database_url

    @property
    def house_key(self) -> bytes:
        """Return the key that signs tickets' codes; raises SecretError where it is not meant to be."""
        return self.folder.keys().house_key()

    @property
    def health_card_key(self) -> bytes:
        """Return the key of the hashes that stand for health cards; raises SecretError where there is none."""
        return self.folder.keys().health_card_key()


def find_connection(
    *, device: str, data: Path | None = None, site: Path | None = None,
) -> Connection:
    """Return a device's connection to the house of a data folder.

    `data` and `site` default to the environment's KVIK_DATA and KVIK_SITE, then to the user's own folder and
    to the site that the house runs with. A cluster that the site names is used in any case. Without a house in the
    folder, the device's pack is used, else a broker that the site names.
    Raises NoHouseError, UnknownDeviceError, SecretError, FolderError, PackError and ConfigErrors.
    """
    folder = data_folder(data)
    running = _running(folder)
    pack = find_pack(folder, device) if running is None else None
    if pack is not None:
        return _far_connection(folder, pack, site)
    found = load_site(_site_file(site, running))
    if running is not None and running.site != found.id:
        raise NoHouseError(f"The house in {folder.path} is that of {running.site}, not of {found.id}.",
                           "Leave out --site and KVIK_SITE, or name the other house's folder with --data.")
    known = find_device(found, device)
    nodes = found.broker.nodes
    if running is None and not nodes and not found.broker.port:
        folder.read_house()  # raises with the reason
        raise NoHouseError(f"No house runs in {folder.path}.", "Start one with `kvik run`.")
    own = (running.host, running.port) if running else (found.broker.host, found.broker.port)
    host, port = nodes[0] if nodes else own
    return Connection(
        host=host, port=port, nodes=nodes, mqtt5=found.broker.mqtt == "5",
        site=found, device=device, role=known.role, desk=known.desk, branch=known.branch,
        password=folder.keys().password(device),
        clock_offset=timedelta(seconds=running.clock_offset_seconds if running else 0),
        folder=folder, printer=_printer(found, device, running),
    )


def _far_connection(folder: DataFolder, pack: Pack, site: Path | None) -> Connection:
    """Return the connection of a device whose house is on another machine."""
    about, found = pack.about, load_site(_site_file(site, None) or pack.site)
    known = find_device(found, about.device)
    return Connection(
        host=about.host, port=about.port, site=found, device=about.device, role=known.role, desk=known.desk,
        branch=known.branch, password="", clock_offset=timedelta(seconds=about.clock_offset_seconds),
        folder=folder, printer=_printer(found, about.device, None), credentials=pack.credentials,
    )


def find_site(*, data: Path | None = None, site: Path | None = None) -> Site:
    """Return the site that `find_connection` would connect to; raises FolderError and ConfigErrors."""
    folder = data_folder(data)
    running = _running(folder)
    packs = [] if running is not None else packs_in(folder)
    return load_site(_site_file(site, running) or (packs[0].site if packs else None))


def house_clock(connection: Connection) -> SystemClock:
    """Return the house's clock: the machine's, moved as the house was started."""
    return SystemClock(connection.clock_offset)


def find_device(site: Site, device: str) -> Device:
    """Return a device of a site; raises UnknownDeviceError with those that exist."""
    known = {d.id: d for d in site.devices()}
    if device not in known:
        raise UnknownDeviceError(f"The site {site.id} has no device {device!r}.",
                                 f"Use one of: {', '.join(known)}.")
    return known[device]


def _running(folder: DataFolder) -> HouseFile | None:
    house = folder.last_house()
    return house if house is not None and house.runs else None


def _site_file(given: Path | None, house: HouseFile | None) -> Path | None:
    if given is not None:
        return given
    named = os.environ.get(SITE_ENVIRONMENT) or (house.site_file if house else None)
    return Path(named) if named else None


def _printer(site: Site, device: str, house: HouseFile | None) -> str | None:
    configured = next((kiosk.printer for kiosk in site.kiosks if kiosk.id == device), None)
    return (house.printer if house and configured else None) or configured

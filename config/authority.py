"""The house's own certificate authority: its files, who has a certificate, and whose was taken back.

It lies in a folder of the data folder, for its owner alone. The keys of devices are not kept here: each is in
its device's pack and nowhere else, so a renewal signs the same key again.
"""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Literal, TypeVar

from config.certificates import (
    Certificate,
    Pair,
    certificate_text,
    is_signed_by,
    issue_device,
    issue_server,
    key_text,
    make_authority,
    make_list,
    names_in,
    new_key,
    public_key_of,
    read_certificates,
    read_list,
    read_pair,
)
from config.errors import AuthorityError
from config.files import PRIVATE_FOLDER, replace_file
from queueing.clock import Clock

RENEW_BEFORE = timedelta(days=60)
Read = TypeVar("Read")
State = Literal["valid", "expired", "revoked"]


@dataclass(frozen=True, slots=True)
class Holder:
    """A device that was given a certificate, and how the newest one stands."""

    device: str
    until: datetime
    state: State


@dataclass(frozen=True, slots=True)
class Issued:
    """What a device is given, as PEM; its key only when it is new."""

    authority: str
    certificate: str
    until: datetime
    key: str | None = None


class Authority:
    """The certificate authority of one house; `clock` is the machine's own, see config.certificates."""

    def __init__(self, folder: Path, site: str, clock: Clock) -> None:
        self.folder = folder
        self.certificate = folder / "authority.crt"
        self.server = folder / "server.pem"
        """The broker's certificate and key."""
        self.revoked = folder / "revoked.crl"
        self._own = folder / "authority.pem"
        self._devices = folder / "devices"
        self._in_force = folder / "in-force"
        self._site = site
        self._clock = clock

    # ---- the house

    def ensure(self, names: Sequence[str]) -> bool:
        """Make what is missing, and a new certificate of the broker in time; tell whether that one is new.

        `names` is what devices connect to. Raises AuthorityError for files that are damaged, and OSError.
        """
        with self._alone():
            authority = self._authority()
            if self._server_is_good(authority, names):
                return False
            replace_file(self.server, issue_server(authority, names, self._clock.now()).pem)
            return True

    def list_digest(self) -> str:
        """Return a digest of the list of revoked certificates, which changes with it."""
        return sha256(_bytes(self.revoked)).hexdigest()

    def note_in_force(self, digest: str) -> None:
        """Note which list a running house holds its devices to; raises OSError."""
        replace_file(self._in_force, digest + "\n")

    def in_force(self) -> str | None:
        """Return the digest of the list that a house last held its devices to, None when none ever did."""
        if not self._in_force.exists():
            return None
        return _bytes(self._in_force).decode("ascii", errors="replace").strip()

    # ---- the devices

    def issue(self, device: str) -> Issued:
        """Return a new key and certificate; raises AuthorityError for a device that has a valid one."""
        with self._alone():
            authority, held = self._signing_authority(), self._holder(device)
            if held is not None and held.state == "valid":
                raise AuthorityError(
                    f"{device} has a certificate until {held.until:%Y-%m-%d} already.",
                    f"Renew it with `kvik device renew {device}`; if the machine is lost or new, first "
                    f"`kvik device revoke {device}`.",
                )
            key = new_key()
            certificate = issue_device(authority, device, key.public_key(), self._clock.now())
            self._keep(device, certificate)
            return self._issued(certificate, key_text(key))

    def renew(self, device: str) -> Issued:
        """Return a new certificate for the key that a device has; raises AuthorityError."""
        with self._alone():
            authority, held = self._signing_authority(), self._holder(device)
            if held is None or held.state == "revoked":
                was = "no certificate" if held is None else "a certificate that was revoked"
                raise AuthorityError(f"{device} has {was}.", f"Make it a pack: kvik device pack {device}")
            key = public_key_of(self._certificates(device)[0])
            certificate = issue_device(authority, device, key, self._clock.now())
            self._keep(device, certificate)
            return self._issued(certificate)

    def revoke(self, device: str) -> int:
        """Take all certificates of a device back, for ever; returns how many; raises AuthorityError for none."""
        with self._alone():
            serials = {certificate.serial_number for certificate in self._certificates(device)}
            if not serials:
                raise AuthorityError(f"{device} has no certificate.", "See who has one: kvik device list")
            known = self._revoked()
            new = dict.fromkeys(serials - set(known), self._clock.now())
            if new:
                replace_file(self.revoked, certificate_text(make_list(self._authority(), {**known, **new})))
            return len(new)

    def holders(self) -> list[Holder]:
        """Return all devices that were given a certificate, by name; raises AuthorityError."""
        names = sorted(file.stem for file in self._devices.glob("*.crt"))
        return [holder for name in names if (holder := self._holder(name)) is not None]

    # ---- inside

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold others off meanwhile: the house that runs, and commands."""
        for folder in (self.folder, self._devices):
            folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        with (self.folder / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _authority(self) -> Pair:
        """Return the authority, made now if there is none."""
        if not self._own.exists():
            self._make()
        if not self.revoked.exists():  # an empty one in its place would let in all who were shut out
            raise AuthorityError(f"The list of revoked certificates, {self.revoked}, is gone.", self._restore)
        return _read(self._own, read_pair)

    def _make(self) -> None:
        if any(self._devices.iterdir()):
            raise AuthorityError(f"The authority's key, {self._own}, is gone.", self._restore)
        pair = make_authority(self._site, self._clock.now())
        replace_file(self.revoked, certificate_text(make_list(pair, {})))
        replace_file(self.certificate, certificate_text(pair.certificate))
        replace_file(self._own, pair.pem)

    @property
    def _restore(self) -> str:
        return (f"Restore {self.folder} from a backup; or delete it, start the house again and make every device "
                "a new pack.")

    def _signing_authority(self) -> Pair:
        authority = self._authority()
        ends = authority.certificate.not_valid_after_utc
        if self._clock.now() >= ends:
            raise AuthorityError(
                f"The house's certificate authority ended on {ends:%Y-%m-%d}.",
                f"Check this machine's clock. {self._restore}",
            )
        return authority

    def _server_is_good(self, authority: Pair, names: Sequence[str]) -> bool:
        if not self.server.exists():
            return False
        held = _read(self.server, read_pair).certificate
        ends = held.not_valid_after_utc
        # At the authority's own end nothing better can be had, so it is not made anew at every look.
        in_time = ends - self._clock.now() > RENEW_BEFORE or ends == authority.certificate.not_valid_after_utc
        return in_time and names_in(held) == set(names) and is_signed_by(held, authority)

    def _holder(self, device: str) -> Holder | None:
        held = self._certificates(device)
        if not held:
            return None
        newest, until = held[0], held[0].not_valid_after_utc
        if newest.serial_number in self._revoked():
            return Holder(device, until, "revoked")
        return Holder(device, until, "expired" if until <= self._clock.now() else "valid")

    def _certificates(self, device: str) -> list[Certificate]:
        """Return the certificates of a device, newest first."""
        path = self._file(device)
        return _read(path, read_certificates) if path.exists() else []

    def _keep(self, device: str, certificate: Certificate) -> None:
        """Remember a certificate before it is given away; those that have ended are forgotten."""
        now = self._clock.now()
        others = [c for c in self._certificates(device) if c.not_valid_after_utc > now]
        replace_file(self._file(device), "".join(map(certificate_text, [certificate, *others])))

    def _revoked(self) -> dict[int, datetime]:
        return _read(self.revoked, read_list) if self.revoked.exists() else {}

    def _issued(self, certificate: Certificate, key: str | None = None) -> Issued:
        authority = self.certificate.read_text(encoding="ascii")
        return Issued(authority, certificate_text(certificate), certificate.not_valid_after_utc, key)

    def _file(self, device: str) -> Path:
        return self._devices / f"{device}.crt"


def _read(path: Path, read: Callable[[str], Read]) -> Read:
    try:
        return read(_bytes(path).decode("ascii", errors="replace"))
    except ValueError:
        raise AuthorityError(f"{path} is damaged.", "Restore it from a backup.") from None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise AuthorityError(f"{path} cannot be read: {error.strerror}.",
                             "Run as the user who started the house.") from error

"""The data folder of one house: where everything that it writes has its place."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field, ValidationError

from config.errors import FolderError, NoHouseError
from config.files import PRIVATE_FOLDER, replace_file
from config.secrets import Secrets
from config.values import Line, Name, Settings

ENVIRONMENT = "KVIK_DATA"


class HouseFile(Settings):
    """What a running house tells those who look for it."""

    site: Name
    site_file: str | None = None
    """Path of the site's file, None for the shipped one."""
    host: Line
    port: int = Field(ge=1, le=65535)
    """Where the broker listens."""
    printer: str | None = None
    """URL of the printer in place of the site's, e.g. that of the simulated one."""
    clock_offset_seconds: float = 0.0
    pid: int
    """The process that runs the house."""
    pid_started: str | None = None
    """When that process started, so that a later one with the same number is not taken for it."""

    @classmethod
    def of_this_process(
        cls, *, site: str, host: str, port: int, site_file: Path | None = None, printer: str | None = None,
        clock_offset_seconds: float = 0.0,
    ) -> HouseFile:
        """Return the file of a house that this process runs."""
        return cls(
            site=site, site_file=str(site_file.resolve()) if site_file else None, host=host, port=port,
            printer=printer, clock_offset_seconds=clock_offset_seconds, pid=os.getpid(),
            pid_started=_started(os.getpid()),
        )

    @property
    def runs(self) -> bool:
        """Whether the house's process is still there."""
        started = _started(self.pid)
        return started is not None and self.pid_started in (None, started)


class DataFolder:
    """The folder of one house; two houses on one machine have two."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.house_file = self.path / "house.json"
        self.broker = self.path / "broker"
        self.tickets = self.path / "tickets"
        self.screens = self.path / "screens"
        self.logs = self.path / "logs"
        self.secrets = self.path / "secrets"
        self.authority = self.path / "authority"

    @property
    def database_url(self) -> str:
        """Return the URL of the embedded database."""
        return f"sqlite:///{self.path / 'house.sqlite3'}"

    def create(self) -> None:
        """Make the folder and its parts, for their owner alone; raises FolderError."""
        try:
            self.path.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
            for part in (self.broker, self.tickets, self.screens, self.logs, self.secrets):
                part.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        except OSError as error:
            raise FolderError(f"The data folder {self.path} cannot be made: {error.strerror}.",
                              "Choose another with --data, or make this one writable.") from error

    def roll_file(self, kiosk: str) -> Path:
        """Return where a kiosk counts the paper of its roll."""
        return self.path / "rolls" / f"{kiosk}.json"

    def keys(self) -> Secrets:
        """Return the secrets of this house."""
        return Secrets(self.secrets)

    def write_house(self, house: HouseFile) -> None:
        """Tell that a house runs here; raises FolderError."""
        try:
            replace_file(self.house_file, house.model_dump_json(indent=2) + "\n")
        except OSError as error:
            raise unwritable(self.house_file, error) from error

    def read_house(self) -> HouseFile:
        """Return what the house that runs here tells; raises NoHouseError."""
        house = self.last_house()
        if house is None or not house.runs:
            raise NoHouseError(f"No house runs in {self.path}.",
                               f"Start one with `kvik run --data {self.path}`.")
        return house

    def last_house(self) -> HouseFile | None:
        """Return what the last house here told, running or not; None when there was none.

        Raises FolderError for a file that cannot be read.
        """
        try:
            return HouseFile.model_validate_json(self.house_file.read_bytes())
        except FileNotFoundError:
            return None
        except NotADirectoryError:
            raise FolderError(f"{self.path} is no folder.", "Name the folder of a house with --data.") from None
        except OSError as error:
            raise FolderError(f"{self.house_file} cannot be read: {error.strerror}.",
                              "Let this user read it, or name another folder with --data.") from error
        except ValidationError:
            raise FolderError(f"{self.house_file} cannot be read: it is not as a house writes it.",
                              "Stop the house, delete the file, and start the house again.") from None


def unwritable(file: Path, error: OSError) -> FolderError:
    """Return the error of a file in a data folder that cannot be written."""
    return FolderError(f"{file} cannot be written: {error.strerror}.", "Make room, or make the folder writable.")


def data_folder(given: Path | None) -> DataFolder:
    """Return the folder that was given, else that of KVIK_DATA, else the user's own."""
    named = os.environ.get(ENVIRONMENT)
    if given is None and not named:
        home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
        return DataFolder(Path(home) / "kvik")
    return DataFolder(given or Path(named or ""))


def _started(pid: int) -> str | None:
    """Return when a process started, in the kernel's ticks since boot; None when it is gone."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    # After the name, which may hold anything, in parentheses: state is the first field, start the 20th.
    fields = status.rpartition(")")[2].split()
    return None if fields[0] == "Z" else fields[19]

"""Files that are whole or not there, whatever happens while they are written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

PRIVATE_FOLDER = 0o700


def replace_file(path: Path, content: str) -> None:
    """Write a file for its owner alone, in place of what was there; raises OSError."""
    new = _written_beside(path, content)
    try:
        new.replace(path)
    except OSError:
        new.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def create_file(path: Path, content: str) -> bool:
    """Write a file for its owner alone, unless it is there: then return False; raises OSError."""
    new = _written_beside(path, content)
    try:
        # Unlike a rename, a hard link fails when the name is taken, so two who start at once agree on one.
        os.link(new, path)
    except FileExistsError:
        return False
    finally:
        new.unlink(missing_ok=True)
    _sync_folder(path.parent)
    return True


def _written_beside(path: Path, content: str) -> Path:
    """Write a temporary file, mode 0600, to disk; it never stays behind when that fails."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

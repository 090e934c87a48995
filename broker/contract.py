"""The contract's generated files: the AsyncAPI document, and the shipped site's access lists.

`python -m broker.contract` writes them; with `--check` it writes nothing and exits 1 when one is out of date.
"""

from __future__ import annotations

import sys
from pathlib import Path

from broker import asyncapi
from broker.acl import access_list
from broker.nats import account
from config.load import load_site

ROOT = Path(__file__).resolve().parents[1]


def generated() -> dict[str, str]:
    """Return the generated files by their path from the project's root."""
    site = load_site(None)
    return {
        "docs/asyncapi.json": asyncapi.text(),
        f"deploy/broker/{site.id}.acl": access_list(site.id, site.devices()),
        f"deploy/broker/{site.id}.nats.conf": account(site.id, site.devices()),
    }


def write(root: Path = ROOT) -> list[str]:
    """Write what is out of date and return the paths written."""
    paths = stale(root)
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(generated()[path], encoding="utf-8")
    return paths


def stale(root: Path = ROOT) -> list[str]:
    """Return the paths of those that are missing or differ from what the topic table says now."""
    return [path for path, text in generated().items() if not _holds(root / path, text)]


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def main() -> int:
    """Write, or with --check compare; return the exit code."""
    checking = "--check" in sys.argv[1:]
    paths = stale() if checking else write()
    for path in paths:
        hint = ": out of date; run python -m broker.contract and commit it" if checking else ": written"
        sys.stdout.write(f"{path}{hint}\n")
    return 1 if checking and paths else 0


if __name__ == "__main__":
    sys.exit(main())

"""Reading a site's file."""

from __future__ import annotations

import tomllib
from pathlib import Path

from config.site import Site

SHIPPED = Path(__file__).with_name("naestved.toml")
"""The site that is used when none is named."""


def load_site(path: Path | None = None) -> Site:
    """Return the site that a file describes, the shipped one for None."""
    return Site.model_validate(tomllib.loads((path or SHIPPED).read_text(encoding="utf-8")))

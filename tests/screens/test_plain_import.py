"""What Qt does to Python's import, and that faces are spared it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.patience import PATIENCE

KEPT_SOURCES = "import linecache, {module}; print(sum(size for size, *_ in linecache.cache.values()))"
MOST_BYTES = 200_000


@pytest.mark.parametrize("module", ["kiosk.app", "display.app", "desk.app"])
def test_a_face_does_not_read_and_keep_the_source_of_all_it_imports(module: str) -> None:
    kept = subprocess.run(
        [sys.executable, "-c", KEPT_SOURCES.format(module=module)],
        check=True, capture_output=True, text=True, timeout=PATIENCE,
    )
    assert int(kept.stdout) < MOST_BYTES  # 4 MB of text, and 10 MB in memory, before

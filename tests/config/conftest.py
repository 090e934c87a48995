from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from config.load import SHIPPED, ConfigErrors, Problem, load_site

Mistakes = Callable[..., tuple[Problem, ...]]


@pytest.fixture
def mistakes(tmp_path: Path) -> Mistakes:
    """Return the mistakes of the shipped file with some of its text replaced: (old, new), ..."""
    def read(*changes: tuple[str, str]) -> tuple[Problem, ...]:
        text = SHIPPED.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new, 1)
        return problems_of(tmp_path, text.encode())
    return read


def problems_of(folder: Path, content: bytes) -> tuple[Problem, ...]:
    file = folder / "site.toml"
    file.write_bytes(content)
    with pytest.raises(ConfigErrors) as caught:
        load_site(file)
    assert all(problem.file == str(file) for problem in caught.value.problems)
    return caught.value.problems

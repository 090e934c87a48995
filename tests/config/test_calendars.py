"""Calendars in a site's file: what is wrong with one is told with its line and its mend."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

import config.load
from config.load import ConfigErrors

SHIPPED = Path(config.load.__file__).with_name("naestved.toml").read_text(encoding="utf-8")


def written(folder: Path, *lines: str) -> Path:
    file = folder / "site.toml"
    file.write_text("\n".join([SHIPPED, "[calendars.kommunen]", *lines]), encoding="utf-8")
    return file


def test_a_calendar_by_address(tmp_path: Path) -> None:  # B-05
    site = config.load.load_site(written(
        tmp_path, 'url = "https://kalender.example.dk/b.ics"', 'every = "2 min"', 'tasks = { "Pas" = "pas" }',
    ))
    found = site.calendars["kommunen"]
    assert (found.every, found.tasks, found.path) == (timedelta(minutes=2), {"Pas": "pas"}, None)


@pytest.mark.parametrize(("lines", "key"), [
    (['url = "http://kalender.example.dk/b.ics"'], "url"), (['url = "ftp://a/b"'], "url"),
    (['path = "calendars"'], "path"), (['path = "/a"', 'every = "1 s"'], "every"),
    (['path = "/a"', 'task = "yoga"'], "task"), (['path = "/a"', 'tasks = { "Yoga" = "yoga" }'], "Yoga"),
    (['path = "/a"', 'time_zone = "Romance"'], "time_zone"), (['task = "pas"'], "kommunen"),
    (['path = "/a"', 'url = "https://a.dk/b"'], "kommunen"),
])
def test_a_mistake_is_told_with_its_mend(tmp_path: Path, lines: list[str], key: str) -> None:
    with pytest.raises(ConfigErrors) as caught:
        config.load.load_site(written(tmp_path, *lines))
    [problem] = caught.value.problems
    assert key in problem.key
    assert problem.line > SHIPPED.count("\n")
    assert problem.fix

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from config.load import LARGEST, SHIPPED, ConfigErrors, load_site
from config.site import Site

TEN_MISTAKES = """\
id = "Hus 1"
name = "Huset"
time_zone = "Europe/Kobenhavn"
languages = ["da", "en"]
langauges = ["da"]

[services.kvik]
letter = "K"
entry = "walk-in"
name = { da = "KVIK", en = "Quick help" }
about = { da = "Hurtigt" }
place = { da = "Her", en = "Here" }
expected = 4
shifts = [
    { days = "mon-fri", from = "10:00", to = "14:00", staff = 3 },
    { days = "wed", from = "13:00", to = "18:00", staff = 0 },
]

[services.pas]
letter = "K"
entry = "appointment"
name = { da = "Pas", en = "Passport" }
about = { da = "Pas", en = "Passport" }
place = { da = "Her", en = "Here" }
expected = "15 min"
staff_of = "kvik"

[desks.et]
name = "Skranke 1"
services = ["kvik", "pass"]

[rules]
most_calls = -1
"""
THEIR_LINES = [
    (1, "id"), (3, "time_zone"), (5, "langauges"), (11, "services.kvik.about.en"),
    (13, "services.kvik.expected"), (16, "services.kvik.shifts[2]"), (16, "services.kvik.shifts[2].staff"),
    (19, "services.pas"), (20, "services.pas.letter"), (30, "desks.et.services[2]"), (33, "rules.most_calls"),
]


def told(file: Path, content: bytes | str) -> ConfigErrors:
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(ConfigErrors) as caught:
        load_site(file)
    return caught.value


def test_ten_mistakes_are_told_at_once_each_with_its_line(tmp_path: Path) -> None:
    errors = told(tmp_path / "site.toml", TEN_MISTAKES)
    assert [(p.line, p.key) for p in errors.problems] == THEIR_LINES
    assert all(p.problem and p.fix for p in errors.problems)


def test_a_mistake_reads_as_file_line_key_problem_and_mend(tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    first, *_others = str(told(file, TEN_MISTAKES)).splitlines()
    assert first == (
        f'{file}:1: id is "Hus 1": ids have lower case letters a-z, digits and hyphens only. '
        'Write e.g. id = "naestved".'
    )


def test_when_the_mistakes_are_mended_the_file_is_read(tmp_path: Path) -> None:
    mended = TEN_MISTAKES
    for old, new in (
        ('"Hus 1"', '"hus-1"'), ("Kobenhavn", "Copenhagen"), ('langauges = ["da"]\n', ""),
        ('about = { da = "Hurtigt" }', 'about = { da = "Hurtigt", en = "Quick" }'),
        ("expected = 4", 'expected = "4 min"'), ('from = "13:00"', 'from = "14:00"'),
        ("staff = 0", "staff = 1"), ('[services.pas]\nletter = "K"', '[services.pas]\nletter = "P"'),
        ('"pass"', '"pas"'), ("most_calls = -1", "most_calls = 2"),
    ):
        assert old in mended
        mended = mended.replace(old, new)
    file = tmp_path / "site.toml"
    file.write_text(mended, encoding="utf-8")
    site = load_site(file)
    assert site.house().rules.most_calls == 2
    assert [d.id for d in site.devices()] == ["hub", "console", "desk-et", "button-et"]


@pytest.mark.parametrize(("content", "line", "word"), [
    (b'id = "a"\nname = \n', 2, "is no TOML"),
    (b'id = "a"\nid = "b"\n', 2, "is no TOML"),
    (b'id = "a"\n\n[desks\n', 3, "is no TOML"),
    (b'id = "a"\nname = "N\xe6stved"\n', 2, "is not UTF-8: byte 0xe6"),
    (b"a = " + 5000 * b"[", 1, "nested too deep"),
    (b"# " + LARGEST * b"x", 1, "larger than"),
])
def test_what_is_no_toml_is_told_with_its_line(tmp_path: Path, content: bytes, line: int, word: str) -> None:
    (problem,) = told(tmp_path / "site.toml", content).problems
    assert problem.line == line
    assert word in problem.problem


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigErrors, match=r"none\.toml:1: is not there\. Check the path"):
        load_site(tmp_path / "none.toml")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigErrors, match="cannot be read"):
        load_site(tmp_path)


def test_an_empty_file_lacks_all_that_a_site_needs(tmp_path: Path) -> None:
    keys = {p.key for p in told(tmp_path / "site.toml", "").problems}
    assert keys == {"id", "name", "time_zone", "languages", "services", "desks"}


@pytest.mark.parametrize("prefix", [b"\xef\xbb\xbf", b""])
def test_files_of_other_editors_are_read(tmp_path: Path, prefix: bytes) -> None:
    file = tmp_path / "site.toml"
    file.write_bytes(prefix + SHIPPED.read_bytes().replace(b"\n", b"\r\n"))
    assert load_site(file) == load_site(None)


def changed(folder: Path, *changes: tuple[str, str]) -> Site:
    text = SHIPPED.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "site.toml").write_text(text, encoding="utf-8")
    return load_site(folder / "site.toml")


OWN_DAYS = """\
days = [{ date = 2027-07-12, until = 2027-07-16, reason = { da = "Ombygning", en = "Rebuilding" } }]

[[special_days]]
date = 2026-12-24
shifts.kvik = [{ from = "10:00", to = "12:00", staff = 1 }]
"""


def test_own_closed_days_and_special_days(tmp_path: Path) -> None:
    site = changed(tmp_path, ("days = []", OWN_DAYS))
    hours, kvik = site.hours, site.house().service("kvik").id
    week = [date(2027, 7, 10) + timedelta(days=n) for n in range(8)]
    assert [hours.closed_reason(day) for day in week] == [None, None, *["Ombygning"] * 5, None]
    (stretch,) = hours.stretches(kvik, date(2026, 12, 24))
    assert stretch.end - stretch.start == timedelta(hours=2)


def test_the_house_may_stay_open_on_its_customary_days_and_on_holidays(tmp_path: Path) -> None:
    site = changed(
        tmp_path, ('holidays_of = "DK"', 'holidays_of = ""'),
        ('    { month = 6, day = 5, reason = { da = "Grundlovsdag", en = "Constitution Day" } },\n', ""),
    )
    assert site.hours.closed_reason(date(2026, 6, 5)) is None
    assert site.hours.closed_reason(date(2026, 12, 25)) is None
    assert site.hours.closed_reason(date(2026, 12, 24)) == "Juleaften"


def test_a_house_in_another_country_has_its_holidays(tmp_path: Path) -> None:
    site = changed(tmp_path, ('holidays_of = "DK"', 'holidays_of = "SE"'))
    assert site.hours.closed_reason(date(2026, 6, 6)) is not None

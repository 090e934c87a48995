"""The udev rules, the manual and the settings speak of the same device."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from config.load import SHIPPED
from config.values import parse_scanner

ROOT = Path(__file__).parents[2]
RULES = (ROOT / "deploy" / "udev" / "70-kvik-scanner.rules").read_text(encoding="utf-8")
MANUAL = (ROOT / "docs" / "hardware.md").read_text(encoding="utf-8")
LINES = [line for line in RULES.splitlines() if line and not line.startswith("#")]
PART = re.compile(
    r'(?:ACTION|SUBSYSTEM|KERNEL|SYMLINK|GROUP|MODE|TAG|GOTO|LABEL|ENV\{[A-Z_]+\})(==|!=|=|\+=|-=)"[^"]+"',
)


@pytest.mark.parametrize("line", LINES)
def test_every_rule_can_be_read(line: str) -> None:
    assert all(PART.fullmatch(part) for part in line.split(", ")), line


def test_both_kinds_have_one_stable_name_and_a_group() -> None:
    named = [line for line in LINES if 'SYMLINK+="kvik-scanner"' in line]
    assert [re.search('SUBSYSTEM=="(.*?)"', line)[1] for line in named] == ["tty", "input"]
    assert [re.search('GROUP="(.*?)"', line)[1] for line in named] == ["dialout", "input"]


def test_a_scanner_that_is_grabbed_is_nothing_to_a_desktop() -> None:  # S-07
    assert all('ENV{LIBINPUT_IGNORE_DEVICE}="1"' in line for line in LINES if 'SUBSYSTEM=="input"' in line)


@pytest.mark.parametrize("text", [MANUAL, SHIPPED.read_text(encoding="utf-8")], ids=["manual", "site"])
def test_the_urls_that_people_read_are_good_ones(text: str) -> None:
    urls = re.findall(r'"((?:serial|evdev):///dev/kvik-scanner[^"]*|keyboard:)"', text)
    assert {url.split(":")[0] for url in urls} == {"serial", "evdev", "keyboard"}
    assert [parse_scanner(url) for url in urls] == urls


def test_the_manual_names_the_file_of_the_rules() -> None:
    assert "deploy/udev/70-kvik-scanner.rules" in MANUAL

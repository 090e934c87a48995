"""The Qt that is installed is the one that was proven; see docs/decisions."""

from __future__ import annotations

import importlib.metadata

import pytest

from screens import guard

PROVEN = "6.11.3"


@pytest.mark.parametrize("package", ["PySide6_Essentials", "shiboken6"])
def test_the_pinned_version_is_installed(package: str) -> None:
    assert importlib.metadata.version(package) == PROVEN


def test_everything_of_qt_is_not_pulled_in() -> None:
    names = {distribution.metadata["Name"].lower() for distribution in importlib.metadata.distributions()}
    assert not names & {"pyside6", "pyside6-addons", "pyside6_addons"}


def test_qt_calls_lose_no_references() -> None:
    assert guard.lost_references() <= guard.CALLS // 10
    guard.check()

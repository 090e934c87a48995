from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTranslator

from screens import languages
from tests.screens.conftest import Room

ROOMS = [room for room in languages.ROOMS if (room / "translations").is_dir()]
FILES = [file for room in ROOMS for file in sorted((room / "translations").glob("*.ts"))]
HOLE = re.compile(r"%(?:n|\d)")


def names(path: Path) -> str:
    return f"{path.parents[1].name}-{path.stem}"


def messages(file: Path) -> list[ET.Element]:
    return ET.parse(file).getroot().findall(".//message")  # noqa: S314 - our own file


@pytest.mark.parametrize("file", FILES, ids=names)
def test_every_text_is_translated_and_keeps_its_placeholders(file: Path) -> None:
    for message in messages(file):
        source = message.findtext("source") or ""
        translation = message.find("translation")
        assert translation is not None
        assert translation.get("type") is None, f"{source!r} is not translated"
        for text in [form.text for form in translation] or [translation.text]:
            assert text, f"{source!r} is not translated"
            assert sorted(HOLE.findall(text)) == sorted(HOLE.findall(source)), source


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_what_the_program_reads_is_what_translators_wrote(room: Path, tmp_path: Path) -> None:
    for made in languages.release(room, tmp_path):
        assert made.read_bytes() == (room / "translations" / made.name).read_bytes(), f"{room.name}/{made.name}"


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_the_translations_know_every_text_of_their_room(room: Path, tmp_path: Path) -> None:
    copy = tmp_path / room.name
    shutil.copytree(room, copy, ignore=shutil.ignore_patterns("__pycache__"))
    for file in sorted((room / "translations").glob("*.ts")):
        languages.update(copy, [file.stem])
        assert (copy / "translations" / file.name).read_text() == file.read_text(), f"run make for {room.name}"


def test_switching_makes_no_new_translators(room: Room) -> None:
    def translators() -> int:
        return len(room.app.findChildren(QTranslator))

    room.house.speak("en")
    room.house.speak("da")
    before = translators()
    for _ in range(20):
        room.house.speak("en")
        room.house.speak("da")
    assert translators() == before
    assert isinstance(room.house, QObject)


def test_a_broken_translation_is_named(room: Room, tmp_path: Path) -> None:
    (tmp_path / "translations").mkdir()
    (tmp_path / "translations" / "en.qm").write_bytes(b"not a translation")
    with pytest.raises(RuntimeError, match=r"en\.qm is no translation; mend: python -m"):
        languages.Languages(room.app, [tmp_path]).use("en")


def test_wrong_use_of_the_tool_says_how(capsys) -> None:
    assert languages.main(["translate"]) == 2
    assert "update|release" in capsys.readouterr().err

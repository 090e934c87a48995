from __future__ import annotations

import wave
from pathlib import Path

import pytest

from screens import sound
from screens.sound import Chime


def player(folder: Path, script: str) -> tuple[str, ...]:
    program = folder / "player"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return (str(program),)


def test_the_committed_chime_is_the_one_that_is_generated(tmp_path: Path) -> None:
    sound.write(tmp_path / "chime.wav")
    assert (tmp_path / "chime.wav").read_bytes() == sound.FILE.read_bytes()


def test_the_chime_is_short_and_never_clips() -> None:
    with wave.open(str(sound.FILE)) as chime:
        assert 0.5 < chime.getnframes() / chime.getframerate() < 2
    assert 8000 < max(map(abs, sound.samples())) < 32767


def test_the_chime_plays_once_at_a_time(tmp_path: Path, qtbot) -> None:  # D-03
    log = tmp_path / "played"
    chime = Chime(players=[player(tmp_path, f'echo "$1" >> {log}; sleep 0.2')])
    with qtbot.waitSignal(chime.finished):
        chime.play()
        chime.play()
        assert chime.playing
    assert log.read_text().splitlines() == [str(sound.FILE)]
    assert not chime.playing
    with qtbot.waitSignal(chime.finished):
        chime.play()
    assert len(log.read_text().splitlines()) == 2


@pytest.mark.expects_log("no sound: there is no player; install")
def test_without_a_player_the_chime_says_so_once(qtbot, caplog) -> None:
    chime = Chime(players=[("no-such-player",)])
    for _ in range(3):
        with qtbot.waitSignal(chime.finished):
            chime.play()
    assert len(caplog.records) == 1
    assert chime.heard is False


@pytest.mark.expects_log("no sound: .*said: no server; check the sound server")
def test_without_a_sound_server_the_chime_says_what_the_player_said(tmp_path: Path, qtbot) -> None:
    chime = Chime(players=[player(tmp_path, "echo no server >&2; exit 1")])
    with qtbot.waitSignal(chime.finished):
        chime.play()
    assert chime.heard is False


@pytest.mark.expects_log("no sound: .*said: nothing")
def test_a_player_that_hangs_is_ended(tmp_path: Path, qtbot) -> None:
    chime = Chime(players=[player(tmp_path, "exec sleep 60")])
    chime._deadline.setInterval(50)  # noqa: SLF001
    with qtbot.waitSignal(chime.finished):
        chime.play()


def test_stopping_ends_the_player(tmp_path: Path) -> None:
    chime = Chime(players=[player(tmp_path, "exec sleep 60")])
    chime.play()
    chime.stop()
    assert not chime.playing

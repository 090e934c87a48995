"""The engine of conversations in a site's file: one of three kinds, and every mistake in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from config.load import SHIPPED, Problem, load_site
from config.video import Side, VideoSettings

Mistakes = Callable[..., tuple[Problem, ...]]
LAST_LINE = "# [database]"
ROOM = "abcdefghijklmnop"
TOKEN = 'token = { app_id = "kvik", secret_file = "/etc/kvik/jitsi.secret" }\n'

WRONG = [
    # what [video] says; key, part of the problem, part of the mend
    ("", "video", "names no engine", "Keep one of jitsi, url and command"),
    ('jitsi = "https://a.dk"\ncommand = ["x", "{room}"]', "video", "names jitsi and command", "Keep one"),
    ('jitsi = "http://meet.example.dk"', "video.jitsi", "others could listen", "https://meet.example.dk"),
    ('jitsi = "https://meet.example.dk/{room}"', "video.jitsi", "only the server", "a room of its own"),
    ('jitsi = "meet.example.dk"', "video.jitsi", "names no server", "https://"),
    ("jitsi = 7", "video.jitsi", "is 7, which is no address", "https://"),
    ('url = "https://a.dk/rum"', "video.url", "lacks {room}", "{room} once"),
    ('url = "https://a.dk/{room}/{number}"', "video.url", "more in braces", "{room} once"),
    ('url = "https://{room}.a.dk/"', "video.url", "names no server", "{room}"),
    ('url = "https://kvik:x@a.dk/{room}"', "video.url", "names no server", "{room}"),
    ('url = "file:///etc/{room}"', "video.url", "names no server", "{room}"),
    ('url = "javascript:{room}"', "video.url", "names no server", "{room}"),
    ('command = ["samtale"]', "video.command", "lacks {room}", '"{room}"'),
    ('command = ["samtale", "{room}", "{navn}"]', "video.command", '"{navn}", which stands', "{side}"),
    ('command = "samtale {room}"', "video.command", "no list of words", '["samtale"'),
    ('jitsi = "https://a.dk"\nbrowser = []', "video.browser", "no list of words", '["chromium"]'),
    ('jitsi = "https://a.dk"\nbrowser = [""]', "video.browser", 'has "" as a word', '["chromium"]'),
    ('url = "https://a.dk/{room}"\n' + TOKEN, "video", "which only jitsi asks for", "Remove [video.token]"),
    ('jitsi = "https://a.dk"\ntoken = { app_id = "kvik" }', "video.token.secret_file", "is missing",
     "/etc/kvik/jitsi.secret"),
    ('jitzi = "https://a.dk"', "video.jitzi", "not a setting", "Did you mean jitsi?"),
]


@pytest.mark.parametrize("case", WRONG, ids=[f"{case[1]} {case[2]}" for case in WRONG])
def test_each_mistake_is_told_in_words(mistakes: Mistakes, case: tuple[str, str, str, str]) -> None:
    written, key, problem, fix = case
    found = {p.key: p for p in mistakes((LAST_LINE, f"[video]\n{written}\n{LAST_LINE}"))}
    assert problem in found[key].problem
    assert fix in found[key].fix
    assert not any(word in str(p) for p in found.values() for word in ("Input", "tuple", "None"))


def test_the_shipped_site_has_no_engine_and_shows_how_to_write_one(tmp_path: Path) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert load_site(None).video is None
    for line in ("[video]", "jitsi =", "[video.token]", "app_id =", "audience =", "secret_file ="):
        text = text.replace(f"#   {line}", line, 1)
    file = tmp_path / "site.toml"
    file.write_text(text, encoding="utf-8")
    video = load_site(file).video
    assert video is not None
    assert video.jitsi == "https://meet.example.dk"
    assert video.token is not None
    assert video.browser == ("chromium",)


def test_a_room_of_jitsi_asks_no_questions() -> None:
    video = VideoSettings(jitsi="https://meet.example.dk/")
    page = video.page(ROOM, "a.b-c&d", "Skranke 3")
    assert page is not None
    assert page.startswith(f"https://meet.example.dk/{ROOM}?jwt=a.b-c%26d#config.prejoinConfig.enabled=false&")
    assert page.endswith("&userInfo.displayName=%22Skranke%203%22")
    assert "jwt" not in str(video.page(ROOM, None, "Skranke 3"))


def test_other_engines_get_the_room_in_their_own_place() -> None:
    assert VideoSettings(url="https://a.dk/r/{room}?x=1").page(ROOM, "t", "n") == f"https://a.dk/r/{ROOM}?x=1"
    program = VideoSettings(command=("samtale", "--rum={room}", "{side}", "{number}"))
    assert program.page(ROOM, None, "n") is None
    assert program.words(ROOM, Side.DESK, "S002") == ("samtale", f"--rum={ROOM}", "desk", "S002")

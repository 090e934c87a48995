from __future__ import annotations

import errno
import os
import string
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import evdev
import pytest
from evdev import ecodes
from hypothesis import given
from hypothesis import strategies as st

from kiosk.scanners import keys, reader, wedge
from kiosk.scanners.civil import birthday, keyed_hash
from kiosk.scanners.classify import STRANGE, Classifier, Kind, Scan
from kiosk.scanners.framing import Frames
from kiosk.scanners.keys import DOWN, EV_KEY, EV_SYN, REPEAT, SYN_DROPPED, UNKNOWN, UP, Keys, key_of
from kiosk.scanners.simulated import BUFFER, LEFT_SHIFT, Event, SimulatedWedge
from kiosk.scanners.wedge import WedgePort
from tests.kiosk.cards import KEY, NUMBER, TODAY, stripe
from tests.kiosk.scanner_ear import Ear

TICKET = Scan(Kind.TICKET, "K012ACDEFG")
Test = Callable[..., None]

# What a scanner that types K01 in capitals and Enter was heard to say by `evtest`: type, code, value.
RECORDED = [
    Event(4, 4, 458977), Event(1, 42, 1), Event(0, 0, 0),
    Event(4, 4, 458766), Event(1, 37, 1), Event(0, 0, 0),
    Event(4, 4, 458766), Event(1, 37, 0), Event(4, 4, 458977), Event(1, 42, 0), Event(0, 0, 0),
    Event(4, 4, 458791), Event(1, 11, 1), Event(0, 0, 0), Event(4, 4, 458791), Event(1, 11, 0), Event(0, 0, 0),
    Event(4, 4, 458782), Event(1, 2, 1), Event(0, 0, 0), Event(4, 4, 458782), Event(1, 2, 0), Event(0, 0, 0),
    Event(4, 4, 458792), Event(1, 28, 1), Event(0, 0, 0), Event(4, 4, 458792), Event(1, 28, 0), Event(0, 0, 0),
]


def gone(test: Test) -> Test:
    """Mark a test in which the plug is pulled; whether opening is tried before it is back, timing decides."""
    return pytest.mark.expects_log("the scanner at .* is gone: No such device; plug it in again")(
        pytest.mark.may_log("cannot be opened: .*; plug the scanner in")(test))


@pytest.fixture
def scanner(tmp_path: Path) -> SimulatedWedge:
    return SimulatedWedge(tmp_path / "kvik-scanner")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "RETRY_SECONDS", 0.02)


@pytest.fixture
def ear(scanner: SimulatedWedge) -> Iterator[Ear]:
    scanner.plug()
    ear = Ear(scanner.path, partial(WedgePort, open_device=scanner.open))
    assert ear.plug()
    yield ear
    ear.stop()


# ---- keys


def test_the_keys_are_those_of_the_kernel() -> None:
    names = dict.fromkeys(string.ascii_uppercase + string.digits, "") | {
        "-": "MINUS", "=": "EQUAL", "[": "LEFTBRACE", "]": "RIGHTBRACE", "\\": "BACKSLASH", ";": "SEMICOLON",
        "'": "APOSTROPHE", "`": "GRAVE", ",": "COMMA", ".": "DOT", "/": "SLASH", " ": "SPACE", "\r": "ENTER",
    }
    for sign, name in names.items():
        number = ecodes.ecodes[f"KEY_{name or sign}"]
        assert Keys().feed(iter([Event(EV_KEY, number, DOWN)])) == sign.lower().encode()
    for digit in string.digits:
        assert Keys().feed(iter([Event(EV_KEY, ecodes.ecodes[f"KEY_KP{digit}"], DOWN)])) == digit.encode()
    for name in ("LEFTSHIFT", "RIGHTSHIFT", "LEFTCTRL", "RIGHTCTRL", "LEFTALT", "RIGHTALT", "CAPSLOCK", "NUMLOCK",
                 "SCROLLLOCK", "LEFTMETA", "RIGHTMETA"):
        assert Keys().feed(iter([Event(EV_KEY, ecodes.ecodes[f"KEY_{name}"], DOWN)])) == b""
    assert (EV_SYN, EV_KEY, SYN_DROPPED) == (ecodes.EV_SYN, ecodes.EV_KEY, ecodes.SYN_DROPPED)
    assert evdev.KeyEvent.key_hold == REPEAT


@pytest.mark.parametrize("sign", string.ascii_letters + string.digits + string.punctuation + " \r")
def test_every_sign_of_the_american_keyboard_is_typed(scanner: SimulatedWedge, sign: str) -> None:
    scanner.press(sign)
    assert Keys().feed(iter(scanner.seen_by_windows)) == sign.encode()


def test_what_was_recorded_reads_as_it_was_meant() -> None:
    assert Keys().feed(iter(RECORDED)) == b"K01\r"


def test_repeats_and_releases_type_nothing() -> None:
    code, _ = key_of("k")
    held = [Event(EV_KEY, code, DOWN), *[Event(EV_KEY, code, REPEAT)] * 30, Event(EV_KEY, code, UP)]
    assert Keys().feed(iter(held)) == b"k"
    assert Keys().feed(iter([Event(EV_KEY, code, UP)])) == b""


def test_lost_events_and_keys_without_a_sign_spoil_the_code() -> None:
    assert Keys().feed(iter([Event(EV_SYN, SYN_DROPPED, 0)])) == UNKNOWN
    assert Keys().feed(iter([Event(EV_KEY, ecodes.KEY_F1, DOWN)])) == UNKNOWN


def test_a_shift_whose_release_was_lost_is_up() -> None:
    typed = [Event(EV_KEY, LEFT_SHIFT, DOWN), Event(EV_SYN, SYN_DROPPED, 0), Event(EV_KEY, key_of("1")[0], DOWN)]
    assert Keys().feed(iter(typed)) == UNKNOWN + b"1"


events = st.builds(
    Event, st.sampled_from([0, 1, 1, 1, 4, 17]), st.one_of(st.integers(0, 120), st.integers(0, 0x2FF)),
    st.integers(0, 2),
)


@given(st.lists(events, max_size=400))
def test_whatever_keys_are_pressed_only_known_signs_leave(pressed: list[Event]) -> None:  # S-07
    classify = Classifier(card_key=KEY, today=lambda: TODAY)
    scans = [classify(frame) for frame in Frames().feed(Keys().feed(iter(pressed)) + b"\r")]
    assert all(len(scan.code) <= 64 for scan in scans)
    assert all(scan.code.isalnum() and scan.code.isascii() for scan in scans if scan.code)


# ---- the device


@pytest.mark.parametrize("text", ["K012ACDEFG", "k012acdefg"])
def test_a_typed_ticket_is_read(scanner: SimulatedWedge, ear: Ear, text: str) -> None:
    scanner.type(text)
    assert ear.next() == TICKET
    ear.nothing()


def test_no_window_sees_what_is_typed(scanner: SimulatedWedge, ear: Ear) -> None:  # S-07
    scanner.type("K012ACDEFG")
    ear.next()
    assert scanner.seen_by_windows == []
    ear.stop()
    scanner.type("K012ACDEFG")
    assert scanner.seen_by_windows


def test_a_key_that_is_stuck_types_once(scanner: SimulatedWedge, ear: Ear) -> None:
    for sign in "K012ACDEF":
        scanner.press(sign, repeats=2)
    scanner.type("G")
    assert ear.next() == TICKET


@pytest.mark.may_log("stopped without CR")
def test_a_key_that_repeats_for_ever_does_not_keep_the_reader_from_stopping(
    scanner: SimulatedWedge, ear: Ear,
) -> None:
    code, _ = key_of("k")
    scanner.hold(code)
    for _ in range(20):
        scanner.play([Event(EV_KEY, code, REPEAT)])
    ear.stop()
    assert not any("scanner" in thread.name for thread in threading.enumerate())


@pytest.mark.expects_log("stopped without CR")
def test_half_a_code_is_forgotten_after_a_silence(scanner: SimulatedWedge, ear: Ear) -> None:
    scanner.type("ACD", end="")
    ear.nothing(2.5 * reader.SILENCE_SECONDS)
    scanner.type("EFG")
    assert ear.next() == STRANGE


@gone
def test_the_key_ups_of_the_unplugging_are_no_keys_and_the_scanner_comes_back(
    scanner: SimulatedWedge, ear: Ear,
) -> None:
    scanner.hold(LEFT_SHIFT)
    scanner.hold(key_of("\r")[0])
    scanner.unplug()
    assert not ear.plug()
    ear.nothing()
    scanner.plug()
    assert ear.plug()
    scanner.type("K012ACDEFG")
    assert ear.next() == TICKET
    assert scanner.seen_by_windows == []


@pytest.mark.expects_log("kvik-scanner cannot be opened: No such file or directory; plug the scanner in")
def test_a_missing_scanner_is_waited_for(scanner: SimulatedWedge) -> None:
    ear = Ear(scanner.path, partial(WedgePort, open_device=scanner.open))
    try:
        ear.nothing()
        scanner.plug()
        assert ear.plug()
    finally:
        ear.stop()


@pytest.mark.expects_log("cannot be opened: Device or resource busy")
def test_a_scanner_that_another_program_has_grabbed_is_said(scanner: SimulatedWedge, ear: Ear) -> None:
    second = Ear(scanner.path, partial(WedgePort, open_device=scanner.open))
    try:
        second.nothing()
        scanner.type("K012ACDEFG")
        assert ear.next() == TICKET
    finally:
        second.stop()


def test_events_that_the_kernel_had_no_room_for_spoil_their_code(scanner: SimulatedWedge) -> None:
    scanner.plug()
    port = WedgePort(scanner.path, scanner.open)
    scanner.play([Event(EV_KEY, key_of("K")[0], DOWN)] * BUFFER)
    scanner.type("ACD")
    assert port.read() == UNKNOWN + b"ACD\r"
    port.close()


def test_a_card_leaves_its_hash_and_its_birthday_and_reaches_no_window(
    scanner: SimulatedWedge, ear: Ear, caplog: pytest.LogCaptureFixture,
) -> None:  # S-01, S-02
    text = stripe(NUMBER).encode("ascii", "ignore").decode()
    scanner.type(text)
    assert ear.next() == Scan(Kind.HEALTH_CARD, keyed_hash(KEY, TODAY, NUMBER), birthday(NUMBER))
    assert scanner.seen_by_windows == []
    assert NUMBER not in caplog.text


# ---- the simulation, held to the manners of the kernel


def test_the_simulation_tells_what_a_real_device_would(scanner: SimulatedWedge) -> None:
    with pytest.raises(FileNotFoundError):
        scanner.open(scanner.path)
    scanner.plug()
    first = scanner.open(scanner.path)
    with pytest.raises(OSError, match=os.strerror(errno.EAGAIN)):
        first.read()
    scanner.hold(key_of("k")[0])
    scanner.unplug()
    assert Event(EV_KEY, key_of("k")[0], UP) in list(first.read())
    with pytest.raises(OSError, match=os.strerror(errno.ENODEV)):
        first.read()
    first.close()


def test_the_real_driver_says_that_nothing_is_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        WedgePort(tmp_path / "kvik-scanner")
    (tmp_path / "kvik-scanner").touch()
    with pytest.raises(OSError, match="Inappropriate ioctl"):
        wedge.open_keyboard(tmp_path / "kvik-scanner")
    assert set(dir(evdev.InputDevice)) >= {"fileno", "grab", "read", "close"}


def test_the_table_of_keys_has_no_key_twice() -> None:
    assert len(keys._PLAIN) == len(keys._SHIFTED) == sum(len(row[1]) for row in keys._ROWS)  # noqa: SLF001

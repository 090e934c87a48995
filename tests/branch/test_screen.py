"""What a citizen sees and can touch at a station, on every page, in both languages, with every help for eyes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QFont, QFontMetricsF, QGuiApplication
from PySide6.QtQuick import QQuickItem

from branch.app import FACE
from branch.talk import Stage
from broker.messages import Wait
from queueing.errors import Reason
from screens.app import Arguments
from screens.app import show as show_window
from screens.help_call import Help
from tests.branch.conftest import CLOSED, MORNING, NOBODY, OPEN, PANEL, TOO_LATE, Lone, lone_station
from tests.screens.conftest import items

NOW = Wait(kind="now")
LATE = Wait(kind="range", low=20, high=45, passes_closing=True)
PAGES: dict[str, Callable[[Lone], object]] = {
    "start": lambda k: k.hear_services(*OPEN),
    "start-silent": lambda k: k.lose_line(),
    "closed": lambda k: k.hear_services(*CLOSED),
    "closed-nobody": lambda k: k.hear_services(*NOBODY),
    "closed-late": lambda k: k.hear_services(*TOO_LATE),
    "taken-over": lambda k: k.session._line.note_trouble("taken_over"),  # noqa: SLF001
    "code": lambda k: (k.session.open_code(), enter(k, "H7K")),
    "asking": lambda k: (k.session.start(), k.session._tell_slow()),  # noqa: SLF001
    "waiting-next": lambda k: k.sit(),
    "waiting": lambda k: k.sit(ahead=3, wait=Wait(kind="range", low=12, high=20)),
    "waiting-ready": lambda k: k.sit(ready=True, wait=NOW),
    "waiting-booked": lambda k: k.sit(booked_for=MORNING + timedelta(minutes=33)),
    "waiting-closing": lambda k: k.sit(ahead=7, wait=LATE),
    "waiting-nobody": lambda k: k.sit(ahead=7, booked_for=MORNING, wait=Wait(kind="unknown")),
    "waiting-lost": lambda k: (k.sit(ahead=1), k.lose_line()),
    "leaving": lambda k: (k.sit(), k.session.ask_to_leave()),
    "called": lambda k: k.sit("called"),
    "talk-plain": lambda k: k.sit("called", ready=True),
    "talk-opening": lambda k: (k.sit("called", ready=True), show_stage(k, "opening")),
    "talk-open": lambda k: (k.sit("called", ready=True), k.part.video.opened.emit()),
    "talk-failed": lambda k: (k.sit("called", ready=True), k.part.video.failed.emit("unreachable", "x")),
    "talk-lost": lambda k: (k.sit("called", ready=True), k.lose_line()),
    "talk-ending": lambda k: (k.sit("called", ready=True), k.session.ask_to_leave()),
    "parked": lambda k: k.sit("parked"),
    "parked-lost": lambda k: (k.sit("parked"), k.lose_line()),
    "missed": lambda k: k.sit("missed"),
    "thanks": lambda k: (k.sit("called", ready=True), k.hear_visit(None)),
    "left": lambda k: (k.sit(), k.session.leave(), k.hear_visit(None)),
    "over": lambda k: (k.sit(), k.hear_visit(None)),
    "help": lambda k: k.session.call_help(),
    "help-told": lambda k: (k.session.call_help(), set_help(k, "told")),
    "help-failed": lambda k: (k.session.call_help(), set_help(k, "failed")),
    "sorry-closed": lambda k: k.refuse("closed"),
    "sorry-busy": lambda k: k.refuse("station_busy"),
    "sorry-silence": lambda k: (k.session.start(), k.answer(None)),
    "sorry-unknown": lambda k: k.refuse("unknown_booking"),
    "sorry-day": lambda k: k.refuse("wrong_day", start=MORNING + timedelta(days=7, hours=2.55)),
    "sorry-past": lambda k: k.refuse("wrong_day", start=MORNING - timedelta(days=3)),
    "sorry-place": lambda k: k.refuse("wrong_place", branch="glumsoe"),
    "sorry-house": lambda k: k.refuse("wrong_place", branch=""),
    "sorry-desk": lambda k: k.refuse("wrong_place", branch="fuglebjerg"),
    "sorry-released": lambda k: k.refuse("released"),
    "still-there": lambda k: (k.session.open_code(), warn(k)),
}
NO_LANGUAGES = ("talk",)
Fault = list[str] | bool
Faults = dict[str, Fault]
COMFORTS = ("", "large", "contrast")
CITIZENS_MEET = {
    Reason.CLOSED, Reason.CLOSING_SOON, Reason.NOBODY_ON_DUTY, Reason.NO_NUMBERS_LEFT, Reason.STATION_BUSY,
    Reason.LINE_LOST, Reason.UNKNOWN_BOOKING, Reason.WRONG_DAY, Reason.WRONG_PLACE, Reason.ALREADY_IN,
    Reason.CANCELLED, Reason.RELEASED, Reason.HOLD_LAPSED, Reason.TOO_MANY_TRIES, Reason.TOO_MANY_RETURNS,
    Reason.WRONG_STATE, Reason.NOBODY_AT_STATION, Reason.NEEDS_PRESENCE,
}


def enter(seat: Lone, signs: str) -> None:
    for sign in signs:
        seat.session.entry.type(sign)


def warn(seat: Lone) -> None:
    seat.session.patience._warn()  # noqa: SLF001 - instead of a minute's wait


def show_stage(seat: Lone, stage: str) -> None:
    seat.part.talk._stage = Stage(stage)  # noqa: SLF001 - it lasts a blink
    seat.part.talk.changed.emit()


def set_help(seat: Lone, told: str) -> None:
    seat.session._help.state = Help(told)  # noqa: SLF001
    seat.session.changed.emit()


def show(seat: Lone, page: str, comfort: str = "", language: str = "da") -> None:
    seat.wipe()
    seat.session.comfort.toggle(comfort)
    seat.house.speak(language)
    PAGES[page](seat)
    seat.draw()


def field(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(item.boundingRect())


def written(item: QQuickItem) -> QRectF:
    """Return where a text's letters are, not the room that it was given."""
    place = field(item)
    height = 0.8 * min(place.height(), float(item.property("contentHeight")))  # the rest is between lines
    top = place.center().y() - height / 2
    return QRectF(place.x(), top, min(place.width(), float(item.property("contentWidth"))), height)


def in_front(seat: Lone, found: list[QQuickItem]) -> list[QQuickItem]:
    """Return the items that the question "are you still here" does not cover."""
    return [i for i in found if in_question(i)] if seat.session.patience.property("warning") else found


def in_question(item: QQuickItem | None) -> bool:
    while item is not None:
        if item.metaObject().className().startswith("StillThere"):
            return True
        item = item.parentItem()
    return False


def what_does_not_fit(seat: Lone) -> list[str]:
    """Return every text that is cut, leaves the window, or lies over another."""
    window = QRectF(0, 0, seat.window.width(), seat.window.height())
    faults = []
    texts = [(str(t.property("text")), t, written(t)) for t in in_front(seat, seat.texts())]
    for words, text, place in texts:
        if text.property("truncated") or float(text.property("contentWidth")) > text.width() + 1:
            faults.append(f"{words!r} is wider than its place")
        if not window.adjusted(-1, -1, 1, 1).contains(place):
            faults.append(f"{words!r} leaves the window")
    controls = [(c, field(c)) for c in in_front(seat, seat.controls())]
    for words, text, place in texts:
        if any(area.intersects(place) and not control.isAncestorOf(text) for control, area in controls):
            faults.append(f"{words!r} is under something to touch")
    faults += [f"{w!r} is under the foot" for w, t, p in texts if foot_over(seat, t, p)]
    for (one, _, first), (other, _, second) in combinations(texts, 2):
        both = first.intersected(second)
        if both.width() > 2 and both.height() > 4:
            faults.append(f"{one!r} lies over {other!r}")
    return faults


def foot_over(seat: Lone, text: QQuickItem, place: QRectF) -> bool:
    """Whether the row of languages and help lies over a text that is not its own."""
    feet = (i for i in items(seat.window.contentItem()) if i.metaObject().className().startswith("Footer"))
    return any(field(foot).intersects(place) and not foot.isAncestorOf(text) for foot in feet)


def what_fingers_miss(seat: Lone) -> list[str]:
    """Return the targets that are smaller than 20 mm, or nearer to each other than 3 mm."""
    mm = seat.window.width() / PANEL[0]
    places = {str(c.property("spoken")): field(c) for c in in_front(seat, seat.controls())}
    small = [f"{n} is small" for n, p in places.items() if min(p.width(), p.height()) < 20 * mm - 0.5]
    near = [
        f"{one} and {other} are near" for (one, a), (other, b) in combinations(places.items(), 2)
        if max(max(a.x(), b.x()) - min(a.right(), b.right()), max(a.y(), b.y()) - min(a.bottom(), b.bottom()))
        < 3 * mm - 0.5
    ]
    return small + near


def what_is_too_small(seat: Lone) -> list[str]:
    tall = 7.3 * (1.4 if seat.session.comfort.property("large") else 1)
    mm = seat.window.width() / PANEL[0]
    return [str(t.property("text")) for t in seat.texts() if capital(t) / mm < tall - 0.2]


def capital(text: QQuickItem) -> float:
    return QFontMetricsF(QFont(text.property("font"))).capHeight()


def what_has_no_name(seat: Lone) -> list[str]:
    return [str(c.property("spoken")) for c in in_front(seat, seat.controls()) if not is_a_named_button(c)]


def is_a_named_button(control: QQuickItem) -> bool:
    found = QAccessible.queryAccessibleInterface(control)
    name = found.text(QAccessible.Text.Name)
    return found.role() == QAccessible.Role.Button and bool(name.strip()) and "QMLTYPE" not in name


def is_helpless(seat: Lone) -> bool:
    names = [str(c.property("spoken")) for c in seat.controls()]
    covered = seat.page == "help" or seat.session.property("asks_to_leave")
    return not covered and not {"Hjælp", "Help"} & set(names)


def what_is_not_there(seat: Lone) -> list[str]:
    words = seat.reads().lower()
    return [w for w in ("sundhedskort", "nemid", "fejlkode", "undefined", "%1", "%n", "chromium") if w in words]


def what_is_not_plain(seat: Lone) -> list[str]:
    """Return sentences of more than 12 words (A-15)."""
    if seat.house.shown != "da":
        return []
    sentences = [s for line in seat.reads().splitlines() for s in re.split(r"[.?!] ", line)]
    return [s for s in sentences if len(s.split()) > 12]


LOOKS = (
    what_does_not_fit, what_fingers_miss, what_is_too_small, what_has_no_name, is_helpless, what_is_not_there,
    what_is_not_plain,
)


class Tour:
    """Goes through all pages once for each comfort and language, and looks for every kind of fault there."""

    def __init__(self, seat: Lone) -> None:
        self._seat = seat
        self._found: dict[tuple[str, str], dict[str, dict[str, Fault]]] = {}

    def faults(self, look: Callable[[Lone], Fault], comfort: str = "", language: str = "da") -> Faults:
        """Return what one look found at fault, by page."""
        key = comfort, language
        if key not in self._found:
            self._found[key] = self._go(*key)
        pages = self._found[key]
        return {page: found[look.__name__] for page, found in pages.items() if found[look.__name__]}

    def _go(self, comfort: str, language: str) -> dict[str, dict[str, Fault]]:
        pages = {}
        for page in PAGES:
            show(self._seat, page, comfort, language)
            pages[page] = {look.__name__: look(self._seat) for look in LOOKS}
        self._seat.wipe()
        return pages


@pytest.fixture(scope="module")
def tour(qapp: QGuiApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tour]:
    with lone_station(qapp, tmp_path_factory.mktemp("tour")) as seat:
        seat.session.call_help()  # the link's first question starts a thread, which stays
        yield Tour(seat)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("comfort", COMFORTS)
def test_every_word_has_its_place(tour: Tour, comfort: str, language: str) -> None:
    assert tour.faults(what_does_not_fit, comfort, language) == {}


@pytest.mark.parametrize("comfort", COMFORTS)
@pytest.mark.parametrize("look", [what_fingers_miss, what_is_too_small], ids=["A-05", "A-04"])
def test_targets_and_letters_are_large_enough(tour: Tour, look: Callable[[Lone], Fault], comfort: str) -> None:
    assert tour.faults(look, comfort) == {}


@pytest.mark.parametrize("look", [what_has_no_name, is_helpless, what_is_not_there, what_is_not_plain],
                         ids=["A-10", "A-01", "true", "A-15"])
def test_every_page_is_plain_and_has_help(tour: Tour, look: Callable[[Lone], Fault]) -> None:
    assert tour.faults(look) == {}


@pytest.mark.parametrize("size", [(1920, 1080), (1920, 1200), (3840, 2160)], ids=str)
def test_other_panels_fit_as_well(lone: Lone, size: tuple[int, int]) -> None:
    lone.window.resize(*size)
    for page in ("start", "code", "waiting-closing", "talk-failed"):
        show(lone, page)
        assert what_does_not_fit(lone) == [], page


def test_every_refusal_is_said_in_plain_words(lone: Lone) -> None:
    for reason in Reason:
        lone.wipe()
        lone.refuse(reason.value)
        words = lone.reads()
        assert ("Det lykkedes ikke." in words) is (reason not in CITIZENS_MEET), reason
        assert "Ring 55 88 55 88." in words
        assert reason.value not in words.split()
        assert what_is_not_plain(lone) == [], reason


@pytest.mark.parametrize(("branch", "language", "words"), [
    ("glumsoe", "da", "Den er på Lokalbibliotek Glumsø."),
    ("glumsoe", "en", "It is at Lokalbibliotek Glumsø."),
    ("", "da", "Den er i Borgernes Hus · Næstved."),
    ("", "en", "It is at Borgernes Hus · Næstved."),
    ("fuglebjerg", "da", "Den er her på biblioteket. Spørg personalet."),
    ("fuglebjerg", "en", "It is here in the library. Ask the staff."),
])
def test_who_came_to_the_wrong_place_reads_the_right_one(
    lone: Lone, branch: str, language: str, words: str,
) -> None:
    lone.house.speak(language)
    lone.refuse("wrong_place", branch=branch)
    assert words in lone.reads()


def test_the_start_page_tells_what_a_citizen_wants_to_know(lone: Lone) -> None:  # W-01
    words = lone.reads()
    for expected in (
        "Lokalbibliotek Fuglebjerg", "10.42", "Hvad kan vi hjælpe med?", "ca. 3\u20136 min",
        "Linjen til Borgerservice i Næstved virker.", "Pas eller kørekort, Flytning uden fast bopæl",
        "Næste ledige tid er i dag 13.15.", "Selvbetjening i Fuglebjerg", "åben til 22.00",
        "Borgerservice i Næstved", "åben til 18.00", "Kontaktcenter", "åben til 15.00 · 55 88 55 88",
    ):
        assert expected in words, expected
    for unknown in ("Glumsø", "Callcenter", "Bygningen"):
        assert unknown not in words


def test_closed_says_when_it_opens_also_without_the_hub(lone: Lone) -> None:
    lone.hear_services(*CLOSED)
    assert "Borgerservice har lukket." in lone.reads()
    assert "Skærmen åbner igen i morgen kl. 10.00." in lone.reads()
    lone.clock.advance(timedelta(hours=8))
    lone.lose_line()
    lone.house._turn_minute()  # noqa: SLF001
    words = lone.reads()
    assert "Vi kan ikke nå Borgerservice lige nu." in words
    assert "Ring 55 88 55 88." in words
    assert "Skærmen åbner igen i morgen kl. 10.00." in words
    assert "åben til 22.00" in words


def test_full_screen_needs_no_window_manager(lone: Lone) -> None:
    size = lone.window.size()
    show_window(lone.window, FACE, Arguments(headless=True, fullscreen=True))
    lone.window.showNormal()  # what is left is what the window asked for itself
    assert lone.window.geometry() == lone.window.screen().geometry()
    lone.window.resize(size)

"""What a citizen sees and can touch, on every page, in both languages, with every help for eyes and arms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QFont, QFontMetricsF, QGuiApplication
from PySide6.QtQuick import QQuickItem

from broker.messages import Booked, FreeDays, Wait
from queueing.errors import Reason
from tests.kiosk.conftest import CLOSED, MORNING, OPEN, TOMORROW, Lone, booking, free_times, lone_kiosk

A_DAY = TOMORROW.date().isoformat()
A_TIME = (TOMORROW + timedelta(minutes=15)).isoformat()
PAGES: dict[str, Callable[[Lone], object]] = {
    "home": lambda k: k.hear_services(*OPEN),
    "home-closed": lambda k: k.hear_services(*CLOSED),
    "home-silent": lambda k: k.house._fall_silent(),  # noqa: SLF001
    "code": lambda k: k.session.open_appointment(),
    "code-half": lambda k: (k.session.open_appointment(), enter(k, "H7K")),
    "code-no-scanner": lambda k: (k.session.open_appointment(), k.session.note_scanner(False)),  # noqa: FBT003
    "birth": lambda k: (k.session.open_appointment(), k.session.entry.find_without_code(), enter(k, "050")),
    "birth-wrong": lambda k: (k.session.open_appointment(), k.session.entry.find_without_code(), enter(k, "3102")),
    "time": lambda k: (find_by_birth(k), enter(k, "1315")),
    "asking": lambda k: (k.session.take("kvik"), k.session._tell_slow()),  # noqa: SLF001
    "ticket": lambda k: k.get_ticket(),
    "ticket-printed": lambda k: (k.get_ticket(), k.session.settle("K012", "printed", "ready")),
    "ticket-closing": lambda k: k.get_ticket(wait=Wait(kind="range", low=20, high=45, passes_closing=True)),
    "ticket-lost": lambda k: (k.get_ticket(), k.session.settle("K012", "failed", "paper_out"), warn(k)),
    "ticket-uncertain": lambda k: (k.get_ticket(), k.session.settle("K012", "unknown", "silent")),
    "sorry-closed": lambda k: (k.hear_services(*CLOSED), k.refuse("closed", "bibliotekar")),
    "sorry-booking": lambda k: k.refuse("needs_booking", "borgerservice"),
    "sorry-silence": lambda k: (k.session.take("kvik"), k.answer(None)),
    "sorry-code": lambda k: k.session.refuse_code(),
    "in-early": lambda k: k.arrive(minutes=153),
    "in-on-time": lambda k: k.arrive(minutes=1, task="bibliotekar", service="bibliotekar", number="L001"),
    "in-late": lambda k: k.arrive(minutes=-8),
    "in-too-late": lambda k: (k.arrive(minutes=-25), k.session.settle("B003", "printed", "ready")),
    "in-lost": lambda k: (k.arrive(minutes=-25), k.session.settle("B003", "failed", "paper_out"), warn(k)),
    "in-again": lambda k: (
        k.arrive(minutes=12), k.session.note_printer(True),  # noqa: FBT003
        k.session.settle("B003", "failed", "ready")),
    "undone": lambda k: k.undo(),
    "not-wrong-day": lambda k: k.refuse_arrival("wrong_day", start=MORNING + timedelta(days=7, hours=2.55)),
    "not-tomorrow": lambda k: k.refuse_arrival("wrong_day", start=MORNING + timedelta(days=1)),
    "not-past": lambda k: k.refuse_arrival("wrong_day", start=MORNING - timedelta(days=3)),
    "not-twice": lambda k: k.refuse_arrival("already_in", start=MORNING, number="B003"),
    "not-twice-gone": lambda k: k.refuse_arrival("wrong_state", start=MORNING, number="B003"),
    "not-cancelled": lambda k: k.refuse_arrival("cancelled", start=MORNING),
    "not-released": lambda k: k.refuse_arrival("released", start=MORNING),
    "not-found": lambda k: k.refuse_arrival("unknown_booking", service=""),
    "not-so-often": lambda k: k.refuse_arrival("too_many_tries", service=""),
    "not-closed": lambda k: (k.hear_services(*CLOSED), k.refuse_arrival("closed")),
    "not-here": lambda k: k.refuse_arrival("wrong_place", branch="fuglebjerg"),
    "not-at-branch": lambda k: k.refuse_arrival("wrong_place", branch=""),
    "librarian-asked": lambda k: k.summon("asked"),
    "librarian-coming": lambda k: k.summon("coming", 2),
    "librarian-escalated": lambda k: k.summon("escalated"),
    "librarian-unanswered": lambda k: k.summon("unanswered"),
    "sorry-busy": lambda k: k.refuse("not_now", "bibliotekar"),
    "book-task": lambda k: k.choose(),
    "book-any-task": lambda k: (k.hear_services(*CLOSED), k.refuse("closed", "kvik"), k.session.book_instead()),
    "book-day": lambda k: k.choose("pas"),
    "book-no-day": lambda k: (
        k.choose(), k.session.reservation.choose("pas"), k.tell(FreeDays(task="pas", days=()))),
    "book-time": lambda k: k.choose("pas", A_DAY),
    "book-taken": lambda k: (
        k.choose("pas", A_DAY), k.session.reservation.choose(A_TIME), k.turn_down("just_taken"),
        k.tell(free_times(4))),
    "book-sure": lambda k: k.choose("pas", A_DAY, A_TIME),
    "book-lapsed": lambda k: (book(k, "hold_lapsed"), k.tell(free_times())),
    "booked": lambda k: (book(k), None),
    "booked-printed": lambda k: (book(k), k.session.settle_booking("H7K4RT", "printed")),
    "booked-lost": lambda k: (book(k), k.session.settle_booking("H7K4RT", "failed")),
    "given-back": lambda k: (book(k), k.session.reservation.give_back(), k.tell(Booked(booking=booking()))),
    "card-and-time": lambda k: (k.session.check_in_by_card("", "0503"), k.turn_down("unknown_booking")),
    "help": lambda k: k.session.call_help(),
    "still-there": lambda k: (k.session.open_appointment(), warn(k)),
}
Fault = list[str] | list[QQuickItem] | dict[str, tuple[int, int]] | bool
Faults = dict[str, Fault]
COMFORTS = ("", "large", "contrast", "low")
CITIZENS_MEET = {
    Reason.CLOSED, Reason.CLOSING_SOON, Reason.NOBODY_ON_DUTY, Reason.NEEDS_BOOKING, Reason.ONLY_AT_BRANCH,
    Reason.NO_NUMBERS_LEFT, Reason.WRONG_CODE, Reason.UNKNOWN_TICKET, Reason.WRONG_STATE, Reason.TOO_MANY_RETURNS,
    Reason.NOT_NOW, Reason.UNKNOWN_BOOKING, Reason.WRONG_DAY, Reason.WRONG_PLACE, Reason.ALREADY_IN,
    Reason.CANCELLED, Reason.RELEASED, Reason.HOLD_LAPSED, Reason.TOO_MANY_TRIES,
}


def book(kiosk: Lone, refusal: str = "") -> None:
    kiosk.choose("pas", A_DAY, A_TIME)
    kiosk.session.reservation.confirm()
    if refusal:
        kiosk.turn_down(refusal)
    else:
        kiosk.tell(Booked(booking=booking("pas", minutes=1473)))


def enter(kiosk: Lone, signs: str) -> None:
    for sign in signs:
        kiosk.session.entry.type(sign)


def find_by_birth(kiosk: Lone) -> None:
    kiosk.session.open_appointment()
    kiosk.session.entry.find_without_code()
    enter(kiosk, "0503")
    kiosk.session.enter()


def warn(kiosk: Lone) -> None:
    kiosk.session.patience._warn()  # noqa: SLF001 - instead of a minute's wait


def field(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(item.boundingRect())


def written(item: QQuickItem) -> QRectF:
    """Return where a text's letters are, not the room that it was given."""
    place = field(item)
    height = 0.8 * min(place.height(), float(item.property("contentHeight")))  # the rest is between lines
    top = place.center().y() - height / 2
    return QRectF(place.x(), top, min(place.width(), float(item.property("contentWidth"))), height)


def what_does_not_fit(kiosk: Lone) -> list[str]:
    """Return every text that is cut, leaves the window, or lies over another."""
    window = QRectF(0, 0, kiosk.window.width(), kiosk.window.height())
    faults = []
    texts = [(str(t.property("text")), t, written(t)) for t in in_front(kiosk, kiosk.texts())]
    for words, text, place in texts:
        if text.property("truncated") or float(text.property("contentWidth")) > text.width() + 1:
            faults.append(f"{words!r} is wider than its place")
        if not window.adjusted(-1, -1, 1, 1).contains(place):
            faults.append(f"{words!r} leaves the window")
    controls = [(c, field(c)) for c in reachable(kiosk)]
    for words, text, place in texts:
        if any(area.intersects(place) and not control.isAncestorOf(text) for control, area in controls):
            faults.append(f"{words!r} is under something to touch")
    for (one, _, first), (other, _, second) in combinations(texts, 2):
        both = first.intersected(second)
        if both.width() > 2 and both.height() > 4:
            faults.append(f"{one!r} lies over {other!r}")
    return faults


def in_front(kiosk: Lone, items: list[QQuickItem]) -> list[QQuickItem]:
    """Return the items that the question "are you still here" does not cover."""
    return [i for i in items if in_question(i)] if is_asked(kiosk) else items


def is_asked(kiosk: Lone) -> bool:
    return bool(kiosk.session.patience.property("warning")) and kiosk.page != "ticket"


def in_question(item: QQuickItem | None) -> bool:
    while item is not None:
        if item.metaObject().className().startswith("StillThere"):
            return True
        item = item.parentItem()
    return False


def reachable(kiosk: Lone) -> list[QQuickItem]:
    return in_front(kiosk, kiosk.controls())


def on_every_page(kiosk: Lone, look: Callable[[Lone], Fault], comfort: str = "", language: str = "da") -> Faults:
    """Return what a look at each page finds at fault, by page."""
    found = {}
    for page in PAGES:
        show(kiosk, page, comfort, language)
        found[page] = look(kiosk)
    return {page: faults for page, faults in found.items() if faults}


def show(kiosk: Lone, page: str, comfort: str = "", language: str = "da") -> None:
    kiosk.session.restart()
    kiosk.hear_services(*OPEN)
    kiosk.session.comfort.toggle(comfort)
    kiosk.house.speak(language)
    PAGES[page](kiosk)
    kiosk.draw()


class Tour:
    """Goes through all pages once for each comfort and language, and looks for every kind of fault there."""

    def __init__(self, kiosk: Lone) -> None:
        self._kiosk = kiosk
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
            show(self._kiosk, page, comfort, language)
            pages[page] = {look.__name__: look(self._kiosk) for look in LOOKS}
        self._kiosk.session.restart()
        return pages


@pytest.fixture(scope="module")
def tour(qapp: QGuiApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tour]:
    with lone_kiosk(qapp, tmp_path_factory.mktemp("tour"), books=True) as kiosk:
        kiosk.session.call_help()  # the link's first question starts a thread, which stays
        yield Tour(kiosk)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("comfort", COMFORTS)
def test_every_word_has_its_place(tour: Tour, comfort: str, language: str) -> None:
    assert tour.faults(what_does_not_fit, comfort, language) == {}


@pytest.mark.parametrize("size", [(1080, 1920), (1200, 1920), (2160, 3840)], ids=str)
def test_other_panels_fit_as_well(lone: Lone, size: tuple[int, int]) -> None:
    lone.resize(*size)
    for page in ("home", "ticket-lost", "sorry-silence"):
        show(lone, page)
        assert what_does_not_fit(lone) == [], page


@pytest.mark.parametrize("comfort", COMFORTS)
def test_targets_are_large_and_apart(tour: Tour, comfort: str) -> None:
    assert tour.faults(what_fingers_miss, comfort) == {}


def what_fingers_miss(kiosk: Lone) -> list[str]:
    """Return the targets that are smaller than 20 mm (services 25), or nearer to each other than 3 mm."""
    mm = kiosk.window.width() / 476
    places = {str(c.property("spoken")): field(c) for c in reachable(kiosk)}
    small = [f"{n} is small" for n, p in places.items() if min(p.width(), p.height()) < least(n) * mm - 0.5]
    near = [
        f"{one} and {other} are near" for (one, a), (other, b) in combinations(places.items(), 2)
        if max(max(a.x(), b.x()) - min(a.right(), b.right()), max(a.y(), b.y()) - min(a.bottom(), b.bottom()))
        < 3 * mm - 0.5
    ]
    return small + near


def least(name: str) -> float:
    return 25 if name.split(".", maxsplit=1)[0] in ("KVIK", "Bibliotekar", "IT-hjælp", "Borgerservice") else 20


def test_low_puts_every_target_within_reach(tour: Tour) -> None:
    assert tour.faults(what_is_out_of_reach, "low") == {}


def what_is_out_of_reach(kiosk: Lone) -> dict[str, tuple[int, int]]:
    """Return the targets that are not 900 to 1100 mm above the floor."""
    mm = kiosk.window.height() / 846
    floor = kiosk.window.height() + 700 * mm
    heights = {
        str(c.property("spoken")): (round((floor - field(c).bottom()) / mm), round((floor - field(c).top()) / mm))
        for c in reachable(kiosk)
    }
    assert heights
    return {n: h for n, h in heights.items() if h[0] < 900 or h[1] > 1100}


@pytest.mark.parametrize("comfort", COMFORTS)
def test_letters_are_tall_enough(tour: Tour, comfort: str) -> None:
    assert tour.faults(what_is_too_small, comfort) == {}


def what_is_too_small(kiosk: Lone) -> list[str]:
    tall = 7.3 * (1.4 if kiosk.session.comfort.property("large") else 1)
    mm = kiosk.window.width() / 476
    return [str(t.property("text")) for t in kiosk.texts() if capital(t) / mm < tall - 0.2]


def capital(text: QQuickItem) -> float:
    return QFontMetricsF(QFont(text.property("font"))).capHeight()


def test_everything_has_a_name_and_a_role(tour: Tour) -> None:
    assert tour.faults(what_has_no_name) == {}


def what_has_no_name(kiosk: Lone) -> list[str]:
    return [str(c.property("spoken")) for c in reachable(kiosk) if not is_a_named_button(c)]


def is_a_named_button(control: QQuickItem) -> bool:
    found = QAccessible.queryAccessibleInterface(control)
    name = found.text(QAccessible.Text.Name)
    return found.role() == QAccessible.Role.Button and bool(name.strip()) and "QMLTYPE" not in name


def test_a_service_is_read_with_all_that_is_known(lone: Lone) -> None:
    spoken = str(lone.control("KVIK").property("spoken"))
    assert spoken.startswith("KVIK. Hurtige spørgsmål")
    assert spoken.endswith("3\u20136 min · 2 venter")


def test_help_is_one_touch_away(tour: Tour) -> None:
    assert tour.faults(is_helpless) == {}


def is_helpless(kiosk: Lone) -> bool:
    names = " ".join(str(c.property("spoken")) for c in kiosk.controls())
    return kiosk.page != "help" and "hjælp" not in names.replace("IT-hjælp", "").lower()


def test_languages_are_on_every_page_with_a_choice(lone: Lone) -> None:
    def lost(kiosk: Lone) -> list[str]:
        before, may_choose = kiosk.page, kiosk.page not in ("asking", "ticket") and not is_asked(kiosk)
        if not may_choose:
            return []
        kiosk.control("English").setProperty("quiet", False)  # noqa: FBT003 - it was touched a moment ago
        kiosk.tap("English")
        shown = {str(c.property("spoken")) for c in kiosk.controls()}
        stays = kiosk.page == before and kiosk.house.shown == "en" and {"Dansk", "English"} <= shown
        return [] if stays else [before]

    assert on_every_page(lone, lost) == {}


def test_no_page_speaks_of_what_is_not_there(tour: Tour) -> None:
    assert tour.faults(what_is_not_there) == {}


def what_is_not_there(kiosk: Lone) -> list[str]:
    words = kiosk.reads().lower()
    return [w for w in ("sundhedskort", "nemid", "mobil", "fejlkode", "læst op") if w in words]

LOOKS = (
    what_does_not_fit, what_fingers_miss, what_is_out_of_reach, what_is_too_small, what_has_no_name,
    is_helpless, what_is_not_there,
)


def test_every_refusal_is_said_in_plain_words(lone: Lone) -> None:
    lone.hear_services(*CLOSED)
    for reason in Reason:
        lone.session.restart()
        lone.refuse(reason.value)
        words = lone.reads()
        assert ("Det lykkedes ikke." in words) is (reason not in CITIZENS_MEET), reason
        assert "skranken" in words or reason is Reason.WRONG_CODE
        assert reason.value not in words.split()
        sentences = [s for line in words.splitlines() for s in line.split(".")]
        assert max(len(s.split()) for s in sentences) <= 12, words


def test_closed_says_when_it_opens(lone: Lone) -> None:
    lone.hear_services(*CLOSED)
    assert "Lukket. Åbner i morgen kl. 10.00" in lone.reads()
    lone.refuse("closed")
    assert "KVIK har lukket nu." in lone.reads()
    assert "Der åbner igen i morgen kl. 10.00." in lone.reads()


@pytest.mark.parametrize(("branch", "language", "words"), [
    ("glumsoe", "da", "Den er på Lokalbibliotek Glumsø."),
    ("glumsoe", "en", "It is at Lokalbibliotek Glumsø."),
    ("", "da", "Den er i Borgernes Hus · Næstved."),
    ("", "en", "It is at Borgernes Hus · Næstved."),
])
def test_who_came_to_the_wrong_place_reads_the_right_one(
    lone: Lone, branch: str, language: str, words: str,
) -> None:
    lone.house.speak(language)
    lone.refuse_arrival("wrong_place", branch=branch)
    assert words in lone.reads()


@pytest.mark.parametrize(("language", "words"), [
    ("da", "Sæt dig ved den anden skærm her på biblioteket. Meld din ankomst der."),
    ("en", "Sit down at the other screen here in the library. Check in there."),
])
def test_a_kiosk_beside_a_station_sends_its_citizens_there(lone: Lone, language: str, words: str) -> None:
    lone.house._place = "Lokalbibliotek Glumsø"  # noqa: SLF001 - as at the start of a kiosk there
    lone.house.speak(language)
    lone.refuse_arrival("wrong_place", branch="glumsoe")
    assert words in lone.reads()
    lone.draw()
    assert what_does_not_fit(lone) == []


def test_cards_tell_the_truth(lone: Lone) -> None:  # W-01
    words = lone.reads()
    for expected in ("3\u20136 min · 2 venter", "Ledig nu i 15 min", "Næste ledige: i\u00a0dag\u00a013.15"):
        assert expected in words
    assert "Skærmbetjening" not in words

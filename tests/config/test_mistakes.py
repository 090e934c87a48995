"""Each mistake alone, made in the shipped file: told once, on its line, in words that help."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from config.load import SHIPPED, Problem
from config.values import Mistake, parse_button, parse_scanner

Mistakes = Callable[..., tuple[Problem, ...]]
KVIK_MORNING = '{ days = "mon-fri", from = "10:00", to = "14:00", staff = 3 }'
KIOSK = 'id = "kiosk-1"'
SCANNER = 'scanner = "keyboard:"'
LAST_LINE = "# [database]"
MAIL = "host = 'smtp.example.dk'\nfrom = 'booking@example.dk'"
OWN_BROKER = 'host = "127.0.0.1"\nport = 0'

ONE_EACH = [
    # what is written, what it becomes; key, part of the problem, part of the mend
    ('"station-glumsoe"\nbranch = "glumsoe"', '"station-glumsoe"\nbranch = "glumso"', "stations[2].branch",
     "no such branch library", 'Did you mean "glumsoe"?'),
    ('letter = "I"', 'letter = "I"\nbranch = "glumsoe"', "desks.it-2.services[1]", "given at another place",
     "the same branch"),
    ('entry = "station"', 'entry = "walk-in"', "stations[2]", "no service is given over a screen",
     'entry = "station"'),
    ('id = "station-glumsoe"', 'id = "kiosk-1"', "stations[2].id", "the name of kiosks[1]", "another name"),
    ("[branches.glumsoe]", '[branches.glumsoe]\nid = "g"', "branches.glumsoe.id", "table's name says", "Remove"),
    ('letter = "K"', 'leter = "K"', "services.kvik.leter", "not a setting", "Did you mean letter?"),
    ('letter = "B"', 'letter = "K"', "services.borgerservice.letter", "kvik has already", "its own letter"),
    ('letter = "B"', 'letter = "Æ"', "services.borgerservice.letter", "one of A-Z", 'letter = "K"'),
    ('entry = "walk-in"', 'entry = "walkin"', "services.kvik.entry", "'walk-in'", 'entry = "walk-in"'),
    ('expected = "4 min"', "expected = 4", "services.kvik.expected", "not a duration", '"5 min"'),
    ('expected = "4 min"', 'expected = "0 min"', "services.kvik.expected", "too short", "longer than 0"),
    ('expected = "4 min"\n', "", "services.kvik.expected", "is missing", 'expected = "15 min"'),
    ('staff_of = "borgerservice"', 'staff_of = "borgerservise"', "services.skaerm.staff_of",
     "no such other service", 'Did you mean "borgerservice"?'),
    ('staff_of = "borgerservice"', 'staff_of = "skaerm"', "services.skaerm.staff_of", "no such other", "kvik"),
    ('staff_of = "borgerservice"', "", "services.skaerm", "never open", "Write shifts"),
    ('expected = "4 min"', 'expected = "4 min"\nstaff_of = "borgerservice"', "services.kvik.staff_of",
     "only one can count", "Remove one"),
    (KVIK_MORNING, KVIK_MORNING.replace("3", "0"), "services.kvik.shifts[1].staff", "is 0", "staff = 2"),
    (KVIK_MORNING, KVIK_MORNING.replace("3", "true"), "services.kvik.shifts[1].staff", "is true", "staff = 2"),
    (KVIK_MORNING, KVIK_MORNING.replace("14:00", "15:00"), "services.kvik.shifts[2]",
     "overlaps with 10:00-15:00", "where the next one starts"),
    (KVIK_MORNING, KVIK_MORNING.replace("14:00", "09:00"), "services.kvik.shifts[1]",
     "runs 10:00-09:00", "over midnight as two"),
    (KVIK_MORNING, KVIK_MORNING.replace("14:00", "24:30"), "services.kvik.shifts[1].to", "time of day", "24:00"),
    (KVIK_MORNING, KVIK_MORNING.replace("mon-fri", "fri-mon"), "services.kvik.shifts[1].days", "backwards",
     '"fri-sun, mon-mon"'),
    (KVIK_MORNING, KVIK_MORNING.replace("mon-fri", "mon-"), "services.kvik.shifts[1].days",
     "not a weekday", "mon-fri"),
    (KVIK_MORNING, KVIK_MORNING.replace("10:00", "24:00"), "services.kvik.shifts[1].from",
     "ends a day", '"00:00"'),
    (KVIK_MORNING, KVIK_MORNING.replace("3", "10000"), "services.kvik.shifts[1].staff", "9999", "staff = 2"),
    ('released_at = "08:00"', 'released_at = "24:00"', "services.borgerservice.acute.released_at", "ends a day",
     '"00:00"'),
    (KVIK_MORNING, KVIK_MORNING.replace("mon-fri", "man-fre"), "services.kvik.shifts[1].days",
     "not a weekday", "mon, tue"),
    (KVIK_MORNING, KVIK_MORNING.replace("mon-fri", "mon-fri, tue"), "services.kvik.shifts[1].days", "twice",
     "once"),
    ("[information.callcenter]", "[information.kvik]", "information.kvik", "name of a service", "another name"),
    ('name = { da = "KVIK", en = "Quick help" }', 'name = { da = "KVIK" }', "services.kvik.name.en",
     "is missing", "en ="),
    ('name = { da = "KVIK", en = "Quick help" }', 'name = { da = "KVIK", en = "" }', "services.kvik.name",
     "as text for en", "not empty"),
    ('name = { da = "KVIK", en = "Quick help" }', 'name = { da = "KVIK", en = "Q", dk = "K" }',
     "services.kvik.name.dk", "no language of this site", "da, en"),
    ('name = { da = "KVIK", en = "Quick help" }', 'name = "KVIK"', "services.kvik.name", "by language", "da ="),
    ('en = "Christmas Eve"', 'de = "Heiligabend", en = "Christmas Eve"', "closures.every_year[2].reason.de",
     "no language", "da, en"),
    ("month = 6, day = 5", "month = 6, day = 31", "closures.every_year[1]", "does not exist", "that exists"),
    ('holidays_of = "DK"', 'holidays_of = "DN"', "closures.holidays_of", "not known", '"DK"'),
    ("days = []", 'days = [{ date = "jul", reason = { da = "Jul", en = "Yule" } }]', "closures.days[1].date",
     "must be a date", "2027-01-15"),
    ("days = []", 'days = [{ date = 2027-01-02, until = 2027-01-01, reason = { da = "J", en = "Y" } }]',
     "closures.days[1]", "ends on 2027-01-01", "last closed day"),
    ("[desks.it-1]", "[desks.IT_1]", "desks.IT_1", "name that will not do", "another name"),
    ("[desks.it-1]", f"[desks.{34 * 'x'}]", f"desks.{34 * 'x'}", "too long", "33 letters"),
    ('name = "Skranke 1"', 'name = "Skranke 1 "', "desks.skranke-1.name", "not one plain line", "blanks"),
    ('name = "Skranke 1"', 'name = "Skranke\\u0007"', "desks.skranke-1.name", "not one plain line", "one line"),
    ('name = "Skranke 1"', 'name = "Skranke 1"\nid = "x"', "desks.skranke-1.id", "says again", "Remove"),
    ('services = ["bibliotekar"]', "services = []", "desks.sal2-bord-4.services", "must not be empty", "kvik"),
    ('services = ["kvik", "borgerservice", "skaerm"]', 'services = ["kvik", "kvik"]',
     "desks.skranke-1.services", '"kvik" 2 times', "once"),
    (KIOSK, 'id = "hub"', "kiosks[1].id", "name of the hub", "another"),
    (KIOSK, 'id = "desk-it-1"', "kiosks[1].id", "the window of it-1", "another"),
    (KIOSK, 'id = "hall-1"', "displays[1].id", "name of kiosks[1]", "another"),
    ("tcp://127.0.0.1:0", "tcp://127.0.0.1", "kiosks[1].printer", "lacks a host or a port", ":9100"),
    ("tcp://127.0.0.1:0", "tcp://127.0.0.1:99999", "kiosks[1].printer", "lacks a host or a port", ":9100"),
    ("tcp://127.0.0.1:0", "tcp://[::1", "kiosks[1].printer", "lacks a host or a port", ":9100"),
    ("tcp://127.0.0.1:0", "LPT1", "kiosks[1].printer", "does not start with tcp:", ":9100"),
    (SCANNER, 'scanner = "/dev/ttyACM0"', "kiosks[1].scanner", "does not start with keyboard:",
     '"serial:///dev/kvik-scanner"'),
    (SCANNER, 'scanner = "mqtt:scanner"', "kiosks[1].scanner", "does not start with", "serial:///dev/"),
    (SCANNER, 'scanner = "keyboard:///dev/input/event3"', "kiosks[1].scanner", "no path", '"keyboard:"'),
    (SCANNER, 'scanner = "serial://dev/kvik-scanner"', "kiosks[1].scanner", "no device under /dev/",
     'three slashes before it, e.g. "serial:///dev/kvik-scanner"'),
    (SCANNER, 'scanner = "evdev:"', "kiosks[1].scanner", "no device under /dev/", '"evdev:///dev/kvik-scanner"'),
    (SCANNER, 'scanner = "serial:///dev/../etc/passwd"', "kiosks[1].scanner", "no device under", "serial:///dev/"),
    (SCANNER, 'scanner = "serial:///dev/kvik-scanner?baud=1"', "kiosks[1].scanner", "no device under", "serial:"),
    (SCANNER, "scanner = 1", "kiosks[1].scanner", "not a text", "serial:///dev/kvik-scanner"),
    (SCANNER, 'scaner = "keyboard:"', "kiosks[1].scaner", "not a setting", "Did you mean scanner?"),
    ("health_card = false", 'health_card = "no"', "scanner.health_card", "true or false", "health_card = false"),
    ("health_card = false", "health_cards = true", "scanner.health_cards", "not a setting", "mean health_card?"),
    ("panel_mm = [476, 846]", "panel_mm = [476]", "kiosks[1].panel_mm[2]", "is missing", "[476, 846]"),
    ("panel_mm = [476, 846]", "panel_mm = [476, 1]", "kiosks[1].panel_mm[2]", "50", "[476, 846]"),
    ("farthest_seat_m = 10.0", "farthest_seat_m = true", "displays[1].farthest_seat_m", "a number", "10.0"),
    ("farthest_seat_m = 10.0", "farthest_seat_m = 0", "displays[1].farthest_seat_m", "greater than 0", "10.0"),
    ("most_calls = 3", "most_calls = 0", "rules.most_calls", "is 0", "most_calls = 3"),
    ('recall_gap = "60 s"', "recall_gap = 60", "rules.recall_gap", "not a duration", '"90 s"'),
    ("highest_number = 899", "highest_number = 1000", "rules.highest_number", "999", "899"),
    ('late_after = "10 min"', 'late_afte = "10 min"', "rules.late_afte", "not a setting", "late_after?"),
    ('time_zone = "Europe/Copenhagen"', 'time_zone = "../etc"', "time_zone", "no time zone", "Europe/Copenhagen"),
    ('languages = ["da", "en"]', 'languages = ["da", "English"]', "languages[2]", "lower case letters", "da"),
    ('languages = ["da", "en"]', 'languages = ["da", "en", "da"]', "languages", '"da" 2 times', "once"),
    ('languages = ["da", "en"]', 'languages = "da"', "languages", "a list", '["da", "en"]'),
    ('id = "naestved"', "id = 7", "id", "is 7", 'id = "naestved"'),
    ("port = 0 ", "port = 65536 ", "broker.port", "65535", "port = 0"),
    (LAST_LINE, "[printers]\n", "printers", "not a setting", "Remove it; known here: "),
    (LAST_LINE, "[tasks]\nnix = 1\n", "tasks.nix", "a table", "[tasks.nix]"),
    (LAST_LINE, '[database]\nurl = "nix"\n', "database.url", "no address of a database", "postgresql://"),
    (LAST_LINE, '[database]\nurl = "mysql://kvik@localhost/kvik"\n', "database.url", "no address", "SQLite"),
    (LAST_LINE, '[database]\nurl = "sqlite:///house.sqlite3"\n', "database.url", "where the hub is",
     "four slashes"),
    (LAST_LINE, f"[mail]\n{MAIL}\nuser = 'kvik'\n", "mail", "a user or a password_file", "both, or neither"),
    (LAST_LINE, f"[mail]\n{MAIL}\npassword_file = '/etc/x'\n", "mail", "a user or a", "both, or neither"),
    (LAST_LINE, f"[mail]\n{MAIL.replace('smtp.', 'smtp://smtp.')}\n", "mail.host", "neither a host's",
     "without scheme"),
    (LAST_LINE, f"[mail]\n{MAIL.replace('booking@', '')}\n", "mail.from", "one mail address",
     "booking@example.dk"),
    (LAST_LINE, "[calendars.x]\nurl = 'https://[x'\n", "calendars.x.url", "no web address", "https://"),
    (LAST_LINE, "[calendars.x]\nurl = 'https://x.dk:99999/a'\n", "calendars.x.url", "no web address", "https://"),
    (LAST_LINE, "[video]\njitsi = 'https://x.dk:99999'\n", "video.jitsi", "names no server", "https://"),
    (LAST_LINE, "[[special_days]]\ndate = 0\nshifts.kvik = []\n", "special_days[1].date", "a date", "2026-12-23"),
    (LAST_LINE, "[[special_days]]\ndate = [1]\nshifts.kvik = []\n", "special_days[1].date", "a date",
     "2026-12-23"),
    ('[tasks.pas]\nservice = "borgerservice"', "[tasks.pas]\nservice = []", "tasks.pas.service",
     "a text", "borger"),
    (LAST_LINE, "[[special_days]]\ndate = 2026-12-23\nshifts.kvikk = []\n", "special_days[1].shifts.kvikk",
     "names no service", 'Did you mean "kvik"?'),
    (OWN_BROKER, 'hosts = ["mq1.example.dk"]', "broker.hosts[1]", "not a host with", "mq1.example.dk:1883"),
    (OWN_BROKER, 'hosts = ["mq1:0"]', "broker.hosts[1]", "a port of 1-65535", "mq1.example.dk:1883"),
    (OWN_BROKER, 'hosts = ["mqtt://mq1:1883"]', "broker.hosts[1]", "not a host with", "mq1.example.dk:1883"),
    (OWN_BROKER, 'hosts = ["kvik:geheim@mq1:1883"]', "broker.hosts[1]", "not a host", "mq1.example.dk:1883"),
    (OWN_BROKER, "hosts = []", "broker.hosts", "must not be empty", "mq1.example.dk:1883"),
    (OWN_BROKER, 'hosts = ["mq1:1883", "mq1:1883"]', "broker.hosts", "2 times", "Name each node once"),
    (OWN_BROKER, 'port = 1883\nhosts = ["mq1:1883"]', "broker.port", "only one can count", "Remove port"),
    (OWN_BROKER, 'host = "mq1"\nhosts = ["mq1:1883"]', "broker.host", "only one can count", "Remove host"),
    (OWN_BROKER, 'host = "http://[x"', "broker.host", "neither a host's name nor", "without scheme and port"),
    (OWN_BROKER, 'host = "kvik.example.dk:1883"', "broker.host", "neither a host's name nor", "without scheme"),
    (OWN_BROKER, "mqtt = 5", "broker.mqtt", "'5' or '3.1.1'", 'mqtt = "5"'),
]


@pytest.mark.parametrize("case", ONE_EACH, ids=[case[2] for case in ONE_EACH])
def test_one_mistake(mistakes: Mistakes, case: tuple[str, str, str, str, str]) -> None:
    old, new, key, problem, fix = case
    found = {p.key: p for p in mistakes((old, new))}
    assert key in found
    assert problem in found[key].problem
    assert fix in found[key].fix


@pytest.mark.parametrize("url", [
    "keyboard:", "serial:///dev/kvik-scanner", "serial:///dev/ttyACM0",
    "serial:///dev/serial/by-id/usb-Newland_Auto-ID_NLS-FM430_A1B2-if00",
    "evdev:///dev/input/by-path/pci-0000:00:14.0-usb-0:2:1.0-event-kbd",
])
def test_the_names_of_scanners_that_udev_gives_are_good(url: str) -> None:
    assert parse_scanner(url) == url


@pytest.mark.parametrize("url", [
    "keyboard:", "serial:///dev/kvik-box", "evdev:///dev/kvik-button", "evdev:///dev/input/by-id/usb-PCsensor?key=183",
    "mqtt://127.0.0.1/zigbee2mqtt/knap-3", "mqtt://zigbee@gateway:1884/zigbee2mqtt/R%C3%B8d%20knap",
    "mqtt://gateway/shellyplusi4-a8032abe54dc/events/rpc?button=2",
])
def test_the_urls_of_buttons_that_learning_prints_are_good(url: str) -> None:
    assert parse_button(url) == url


@pytest.mark.parametrize("url", [
    "evdev://dev/kvik-button", "evdev:///dev/../etc", "evdev:///dev/kvik-button?key=F13", "mqtt://gateway", "mqtt:///knap",
    "mqtt://gateway/zigbee2mqtt/+", "mqtt://gateway/zigbee2mqtt/#", "mqtt://gateway/%23", "mqtt://gateway:x/knap",
    "mqtt://gateway:0/knap",
])
def test_a_button_that_could_never_be_read_is_a_mistake(url: str) -> None:
    with pytest.raises(Mistake, match="which names no"):
        parse_button(url)


def test_a_service_that_no_desk_serves(mistakes: Mistakes) -> None:
    (found,) = mistakes(('services = ["bibliotekar"]', 'services = ["kvik"]'))
    assert (found.key, found.problem) == ("services.bibliotekar", "is served at no desk")


def test_an_unknown_service_at_a_desk_is_told_on_its_line(mistakes: Mistakes) -> None:
    found = mistakes(('services = ["bibliotekar"]', 'services = [\n  "bibliotekar",\n  "bibliotek",\n]'))
    start = SHIPPED.read_text(encoding="utf-8").split('["bibliotekar"]')[0].count("\n") + 1
    assert [(p.line, p.fix) for p in found] == [(start + 2, 'Did you mean "bibliotekar"?')]


def test_two_special_days_of_one_date(mistakes: Mistakes) -> None:
    day = "[[special_days]]\ndate = 2026-12-23\nshifts.kvik = []\n"
    (found,) = mistakes((LAST_LINE, day + day))
    assert found.problem == "is 2026-12-23, as in special_days[1]"


def test_overlapping_shifts_of_a_special_day(mistakes: Mistakes) -> None:
    span = '{ from = "10:00", to = "12:00", staff = 1 }'
    day = f"[[special_days]]\ndate = 2026-12-23\nshifts.kvik = [{span}, {span}]\n"
    assert [p.key for p in mistakes((LAST_LINE, day))] == ["special_days[1].shifts.kvik[2]"]


@pytest.mark.parametrize("table", ["services", "information", "desks", "kiosks", "closures", "special_days"])
@pytest.mark.parametrize("value", ['"x"', "[1]", "{ x = 1 }", "[[]]", "{ x = { shifts = 3, services = 4 } }"])
def test_what_is_no_table_at_all_is_a_mistake_and_no_crash(
    mistakes: Mistakes, table: str, value: str,
) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    start = min(text.find(mark) for mark in (f"[{table}", f"[[{table}") if mark in text)
    rest = text[start:]
    found = mistakes((rest, ""), ('languages = ["da", "en"]', f'languages = ["da", "en"]\n{table} = {value}'))
    assert any(p.key.startswith(table) for p in found)


PYTHON = ("Input", "dict", "tuple", "None", "datetime.", "error", "Settings", "unable")


def test_no_text_of_a_message_has_python_in_it(mistakes: Mistakes) -> None:
    for old, new, *_rest in ONE_EACH:
        for problem in mistakes((old, new)):
            assert not any(word in str(problem) for word in PYTHON)


# ---- devices on other machines


DOOR = ("# [database]", '[broker.remote]\nnames = ["kvik.example.dk"]\n\n# [database]')


@pytest.mark.parametrize(("line", "problem"), [
    ("names = []", "names"),
    ('names = ["https://kvik.example.dk"]', "neither a host's name nor an address"),
    ('names = ["kvik.example.dk", "10.20.0"]', "neither a host's name nor an address"),
    ('names = ["a b"]', "neither a host's name nor an address"),
    ('names = ["kvik"]\nhost = "kvik"', "no address of this machine"),
    ('names = ["kvik"]\nport = 0', "port"),
])
def test_a_door_that_leads_nowhere(mistakes: Mistakes, line: str, problem: str) -> None:
    (found,) = mistakes(DOOR, ('names = ["kvik.example.dk"]\n\n# [database]', f"{line}\n\n# [database]"))
    assert problem in f"{found.key} {found.problem}"
    assert found.key.startswith("broker.remote.")
    assert found.fix

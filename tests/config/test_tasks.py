"""What citizens book: the shipped tasks, the queue's view of them, and every mistake told once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta

import pytest

from config.load import Problem, load_site
from config.report import summary, summary_lines
from queueing.names import ServiceId, TaskId

Mistakes = Callable[..., tuple[Problem, ...]]
SITE = load_site(None)
PAS = '[tasks.pas]\nservice = "borgerservice"\nlength = "15 min"'
ACUTE = 'acute = { times = ["10:30", "15:30"], released_at = "08:00" }'


@pytest.mark.parametrize(("name", "service", "minutes", "danish"), [
    ("pas", "borgerservice", 15, "Pas eller kørekort"),
    ("boligstoette", "borgerservice", 30, "Boligstøtte"),
    ("skat", "borgerservice", 15, "Skat"),
    ("flytning", "borgerservice", 30, "Flytning uden fast bopæl"),
    ("fritagelse", "borgerservice", 15, "Fritagelse for Digital Post"),
    ("bibliotekar", "bibliotekar", 15, "Bibliotekar"),
    ("bibliotekar-dobbelt", "bibliotekar", 30, "Bibliotekar, dobbelttid"),
])
def test_the_shipped_tasks(name: str, service: str, minutes: int, danish: str) -> None:
    task = SITE.tasks[name]
    assert (task.service, task.length, task.name["da"]) == (service, timedelta(minutes=minutes), danish)


def test_the_queue_s_view_of_tasks_and_acute_times() -> None:
    house = SITE.house()
    assert list(house.tasks) == list(SITE.tasks)
    passport, double = house.tasks[TaskId("pas")], house.tasks[TaskId("bibliotekar-dobbelt")]
    assert (passport.needs_presence, passport.takes_topic) == (True, False)
    assert (double.needs_presence, double.takes_topic, double.length) == (False, True, timedelta(minutes=30))
    [(service, acute)] = house.acute.items()
    assert (service, acute.times, acute.released_at) == (
        ServiceId("borgerservice"), {time(10, 30), time(15, 30)}, time(8))


def test_what_to_bring_is_said_in_every_language() -> None:
    assert SITE.tasks["pas"].bring == {
        "da": "Gyldig legitimation og dit gamle pas eller kørekort",
        "en": "Valid ID and your old passport or driving licence",
    }
    assert all(t.bring is None or set(t.bring) == {"da", "en"} for t in SITE.tasks.values())


def test_the_summary_tells_tasks_and_phone() -> None:
    told = summary(SITE)
    assert told["tasks"]["boligstoette"] == {"service": "borgerservice", "minutes": 30, "presence": False}
    assert told["phone"] == SITE.phone
    lines = [" ".join(line.split()) for line in summary_lines(SITE, "da")]
    assert "Pas eller kørekort 15 min borgerservice" in lines


@pytest.mark.parametrize(("old", "new", "key", "problem", "fix"), [
    (PAS, PAS.replace("15", "20"), "tasks.pas.length", "whole quarters", '"30 min"'),
    (PAS, PAS.replace("15 min", "5 h"), "tasks.pas.length", "longer than a shift", '"4 h"'),
    (PAS, PAS.replace("15 min", "0 min"), "tasks.pas.length", "too short", "longer than 0"),
    (PAS, PAS.replace('\nlength = "15 min"', ""), "tasks.pas.length", "is missing", 'length = "15 min"'),
    (PAS, PAS.replace("borgerservice", "borgerservise"), "tasks.pas.service", "no such service",
     'Did you mean "borgerservice"?'),
    (PAS, PAS.replace("borgerservice", "skaerm"), "tasks.pas.service", "no staff of its own", '"borgerservice"'),
    (PAS, PAS.replace("borgerservice", "kvik"), "tasks.pas.service", "takes no bookings", '"appointment"'),
    (PAS, PAS + '\nbreng = "x"', "tasks.pas.breng", "not a setting", "Did you mean bring?"),
    (PAS, PAS + '\nid = "pas"', "tasks.pas.id", "says again", "Remove this line"),
    (PAS, PAS + "\ntopic = 1", "tasks.pas.topic", "is 1", "topic = false"),
    ('name = { da = "Skat", en = "Tax" }', 'name = { da = "Skat" }', "tasks.skat.name.en", "is missing", "en ="),
    ('bring = { da = "Gyldig legitimation", en = "Valid ID" }\npresence', 'bring = { da = "Gyldigt" }\npresence',
     "tasks.flytning.bring.en", "is missing", "en ="),
    (ACUTE, ACUTE.replace("10:30", "10:20"), "services.borgerservice.acute.times[1]", "whole quarters", '"10:15"'),
    (ACUTE, ACUTE.replace("15:30", "18:00"), "services.borgerservice.acute.times[2]", "never open", "shifts"),
    (ACUTE, ACUTE.replace('"10:30", "15:30"', ""), "services.borgerservice.acute.times", "not be empty", "10:30"),
    (ACUTE, ACUTE.replace("08:00", "8"), "services.borgerservice.acute.released_at", "time of day", '"10:00"'),
    ("persons_kept_days = 1 ", "persons_kept_days = 31 ", "rules.persons_kept_days", "is 31", "= 1"),  # S-03
    ("most_bookings = 2 ", "most_bookings = 0 ", "rules.most_bookings", "is 0", "= 2"),
    ('hold = "10 min"', 'hold = "10"', "rules.hold", "not a duration", '"5 min"'),
    ('phone = "55 88 55 88"', "phone = 55885588", "phone", "text in quotes", "55 88 55 88"),
])
def test_each_mistake_is_told_once(  # noqa: PLR0917 - R-08
    mistakes: Mistakes, old: str, new: str, key: str, problem: str, fix: str,
) -> None:
    [found] = mistakes((old, new))
    assert found.key == key
    assert problem in found.problem
    assert fix in found.fix


def test_a_service_by_appointment_without_a_task_is_told(mistakes: Mistakes) -> None:
    found = mistakes(*[('service = "borgerservice"\nlength', 'service = "bibliotekar"\nlength')] * 5)
    assert [(p.key, p.problem) for p in found] == [
        ("services.borgerservice", "is by appointment, and no task can be booked for it")]


def test_a_task_longer_than_every_shift_is_told(mistakes: Mistakes) -> None:
    shift = '{ days = "mon-fri", from = "10:00", to = "14:00", staff = 1 }'
    later = '{ days = "mon-fri", from = "14:00", to = "18:00", staff = 1 }'
    [found] = mistakes(
        (shift, shift.replace("14:00", "10:15")), (later, later.replace("18:00", "14:15")))
    assert found.key == "tasks.bibliotekar-dobbelt.length"
    assert "longer than every shift of bibliotekar" in found.problem

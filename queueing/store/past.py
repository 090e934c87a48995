"""An invented past for measurements and drills: finished visits with their events, straight into SQLite."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import date

from queueing.store.connections import address, engine_for

VISITS_A_DAY = 800

_PAST = """
CREATE TEMP TABLE past AS
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :visits)
SELECT i, date(:before, '-' || (i / :a_day + 1) || ' days') AS day, i % :a_day + 1 AS number,
    (unixepoch(:before) - (i / :a_day + 1) * 86400 + 32400 + (i % :a_day) * 30) * 1000000 AS at FROM n;
INSERT INTO tickets (
    id, letter, number, day, service, language, arrived_at, place_at, state, desk, calls, called_at, last_call_at,
    wait_ended_at, returns, paper, help_wanted)
SELECT day || '-K' || substr('00' || number, -3), 'K', number, day, 'kvik', 'da', at, at, 'finished',
    'skranke-1', 1, at + 240000000, at + 240000000, at + 240000000, 0, 'none', false FROM past ORDER BY i DESC;
INSERT INTO events (seq, kind, at, ticket, desk, cause, actor, detail)
SELECT 3 * (:visits - i) + k, CASE k WHEN -2 THEN 'issued' WHEN -1 THEN 'called' ELSE 'finished' END,
    at + (k + 2) * 240000000, day || '-K' || substr('00' || number, -3),
    CASE k WHEN -2 THEN NULL ELSE 'skranke-1' END, 'past-' || i, 'past',
    CASE k WHEN -2 THEN json_object('letter', 'K', 'number', number, 'day', day, 'service', 'kvik',
        'language', 'da', 'place_at', strftime('%Y-%m-%dT%H:%M:%S+00:00', at / 1000000, 'unixepoch'),
        'help_wanted', json('false')) ELSE '{}' END
FROM past, (SELECT -2 AS k UNION ALL SELECT -1 UNION ALL SELECT 0) ORDER BY i DESC, k;
INSERT INTO counters (letter, day, last) SELECT 'K', day, max(number) FROM past GROUP BY day;
UPDATE house SET day = date(:before, '-1 days'), day_began = (SELECT max(seq) FROM events) WHERE :visits > 0;
DROP TABLE past
"""


def invent_past(url: str, visits: int, *, before: date) -> None:
    """Write so many finished visits of the days before a date, 800 a day, into a new house on SQLite."""
    values = {"visits": visits, "before": before.isoformat(), "a_day": VISITS_A_DAY}
    engine = engine_for(address(url), own=False)
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        for statement in filter(str.strip, _PAST.split(";")):
            cursor.execute(statement, {k: v for k, v in values.items() if re.search(rf":{k}\b", statement)})
        connection.commit()
    engine.dispose()

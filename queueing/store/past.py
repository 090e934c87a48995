"""An invented past for measurements and drills: finished visits with their events, straight into SQLite."""

from __future__ import annotations

from contextlib import closing
from datetime import date

from queueing.store.connections import address, engine_for

VISITS_A_DAY = 800

_PAST = """
CREATE TEMP TABLE past AS
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :visits)
SELECT i, date(:before, '-' || (i / :a_day + 1) || ' days') AS day, i % :a_day + 1 AS number,
    (unixepoch(:before) - (i / :a_day + 1) * 86400 + 32400 + (i % :a_day) * 30) * 1000000 AS at FROM n;
INSERT INTO tickets
SELECT day || '-K' || substr('00' || number, -3), 'K', number, day, 'kvik', 'da', at, at, NULL, 'finished',
    'skranke-1', 1, at + 240000000, at + 240000000, at + 240000000, 0, 'printed', false FROM past ORDER BY i DESC;
INSERT INTO events
SELECT 3 * (:visits - i) + k, CASE k WHEN -2 THEN 'issued' WHEN -1 THEN 'called' ELSE 'finished' END,
    at + (k + 2) * 240000000, day || '-K' || substr('00' || number, -3),
    CASE k WHEN -2 THEN NULL ELSE 'skranke-1' END, 'past-' || i, 'past', '{}'
FROM past, (SELECT -2 AS k UNION ALL SELECT -1 UNION ALL SELECT 0) ORDER BY i DESC, k;
INSERT INTO counters SELECT 'K', day, max(number) FROM past GROUP BY day;
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
            cursor.execute(statement, {k: v for k, v in values.items() if f":{k}" in statement})
        connection.commit()
    engine.dispose()

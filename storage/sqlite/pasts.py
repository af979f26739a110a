"""A source's past, as its next turn is told from it: its runs, and when its articles appear. No judgement."""

from __future__ import annotations

from datetime import datetime, timedelta

from crawler.clock import to_iso
from storage.sqlite.connection import Connection
from storage.sqlite.rows import time_or_none
from storage.sqlite.runs import run_of
from storage.store import WEEK_HOURS, Past

WATCHED = timedelta(days=28)
RUNS = 12

_RUNS = """
    SELECT * FROM runs WHERE source = ? AND "trigger" <> 'import' ORDER BY started_at DESC, id DESC LIMIT ?
"""
_FIRST = """SELECT min(started_at) FROM runs WHERE source = ? AND "trigger" <> 'import'"""
_GOOD = """
    SELECT max(started_at) FROM runs WHERE source = ? AND outcome = 'ok' AND "trigger" <> 'import'
"""
# Of the index alone. Local midnight to the second is a day without an hour, and says nothing here.
_NEWS = """
    SELECT (CAST(strftime('%w', dated_at) AS INTEGER) + 6) % 7 * 24
        + CAST(strftime('%H', dated_at) AS INTEGER) AS hour, count(*) AS articles
    FROM articles
    WHERE source = :source AND dated_at >= :since AND dated_at < :until
        AND time(dated_at, (SELECT utc_offset FROM sources WHERE name = :source)) <> '00:00:00'
    GROUP BY hour
"""


def past(db: Connection, source: str, at: datetime) -> Past:
    runs = tuple(run_of(row) for row in db.rows(_RUNS, (source, RUNS)))
    first = time_or_none(db.value(_FIRST, (source,)))
    news = [0] * WEEK_HOURS
    if first is not None:
        # of days before the first run only what its lists still named is known
        values = {"source": source, "since": to_iso(max(first, at - WATCHED)), "until": to_iso(at)}
        for row in db.rows(_NEWS, values):
            news[row["hour"]] = row["articles"]
    return Past(
        last_good=time_or_none(db.value(_GOOD, (source,))), runs=runs, watched_since=first, news=tuple(news)
    )

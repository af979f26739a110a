"""The state of a source, as far as its articles, runs and addresses tell. Judges nothing, writes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from crawler.clock import from_iso, to_iso
from storage.sqlite.connection import Connection
from storage.sqlite.rows import time_or_none
from storage.store import Reading, Trouble, Vitals

PAST = timedelta(days=90)  # what a source is compared with; a template of a quarter ago says little
MOST = 4000  # readings: 90 days of a paper with forty articles a day
REFUSALS = 40

# All from indexes that hold what is asked (schema_9.py), but for the few articles without a title.
_READINGS = """
    SELECT id, first_fetched_at, published_at IS NOT NULL AS dated, authors <> '[]' AS authored,
        doubts = '[]' AS doubtless, word_count
    FROM articles WHERE source = ? AND first_fetched_at >= ?
    ORDER BY first_fetched_at DESC LIMIT ?
"""
_UNTITLED = "SELECT id FROM articles WHERE title IS NULL AND source = ? AND first_fetched_at >= ?"
_NEWS_DAYS = """
    SELECT DISTINCT date(first_fetched_at, ?) FROM articles WHERE source = ? AND first_fetched_at >= ?
"""
_GOOD_DAYS = """
    SELECT DISTINCT date(started_at, ?) FROM runs
    WHERE source = ? AND started_at >= ? AND outcome = 'ok' AND "trigger" <> 'import'
"""
_FIRST_RUN = "SELECT min(started_at) FROM runs WHERE source = ? AND \"trigger\" <> 'import'"
_TROUBLES = """
    SELECT kind, failure, count(*) AS addresses, url, max(failed_at) FROM urls
    WHERE source = ? AND attempts > 0 GROUP BY kind, failure ORDER BY kind DESC, addresses DESC LIMIT 20
"""
_REFUSALS = """
    SELECT reason FROM urls WHERE source = ? AND disposition = 'refused' ORDER BY visited_at DESC LIMIT ?
"""


def vitals(db: Connection, source: str, at: datetime) -> Vitals:
    since = to_iso(at - PAST)
    offset = db.value("SELECT utc_offset FROM sources WHERE name = ?", (source,)) or "+07:00"
    last_new = db.value("SELECT max(first_fetched_at) FROM articles WHERE source = ?", (source,))
    since = min(since, last_new or since)  # a silence longer than what is looked at is still known
    untitled = {row["id"] for row in db.rows(_UNTITLED, (source, since))}
    return Vitals(
        readings=tuple(
            Reading(
                first_fetched_at=from_iso(row["first_fetched_at"]),
                title=row["id"] not in untitled,
                date=bool(row["dated"]),
                author=bool(row["authored"]),
                doubtless=bool(row["doubtless"]),
                words=row["word_count"],
            )
            for row in db.rows(_READINGS, (source, since, MOST))
        ),
        today=db.value("SELECT date(?, ?)", (to_iso(at), offset)),
        last_new_at=time_or_none(last_new),
        news_days=frozenset(row[0] for row in db.rows(_NEWS_DAYS, (offset, source, since))),
        good_days=frozenset(row[0] for row in db.rows(_GOOD_DAYS, (offset, source, since))),
        first_run_at=time_or_none(db.value(_FIRST_RUN, (source,))),
        troubles=tuple(
            Trouble(kind=row["kind"], reason=row["failure"], addresses=row["addresses"], example=row["url"])
            for row in db.rows(_TROUBLES, (source,))
        ),
        refusals=tuple(row["reason"] for row in db.rows(_REFUSALS, (source, REFUSALS))),
    )

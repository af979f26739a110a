"""The state of a source, as far as its articles and lists tell. Judges nothing, writes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from statistics import median

from crawler.clock import to_iso
from storage.sqlite.connection import Connection
from storage.sqlite.rows import time_or_none
from storage.store import Sample, Vitals

RECENT, BEFORE = 20, 100  # articles of the two samples: a day's or a week's, and what came before
DAYS = 60

_NEWEST = """
    SELECT published_at IS NOT NULL AS dated, authors <> '[]' AS authored, word_count
    FROM articles WHERE source = ? ORDER BY first_fetched_at DESC, id DESC LIMIT ?
"""
_NEW_DAYS = """
    SELECT DISTINCT substr(first_fetched_at, 1, 10) AS day FROM articles
    WHERE source = ? AND first_fetched_at >= ? ORDER BY day DESC
"""
_TROUBLES = """
    SELECT url, http_status, failure FROM urls
    WHERE source = ? AND kind = 'list' AND attempts > 0 ORDER BY failed_at DESC LIMIT 20
"""


def vitals(db: Connection, source: str, at: datetime) -> Vitals:
    newest = db.rows(_NEWEST, (source, RECENT + BEFORE))
    rows = [(row["dated"], row["authored"], row["word_count"]) for row in newest]
    days = db.rows(_NEW_DAYS, (source, to_iso(at - timedelta(days=DAYS))))
    troubles = db.rows(_TROUBLES, (source,))
    return Vitals(
        recent=_sample(rows[:RECENT]),
        before=_sample(rows[RECENT:]),
        last_new_at=time_or_none(
            db.value("SELECT max(first_fetched_at) FROM articles WHERE source = ?", (source,))
        ),
        new_days=tuple(row["day"] for row in days),
        list_troubles=tuple((row["url"], row["http_status"], row["failure"]) for row in troubles),
    )


def _sample(rows: list[tuple[int, int, int]]) -> Sample:
    return Sample(
        articles=len(rows),
        with_date=sum(dated for dated, _, _ in rows),
        with_author=sum(authored for _, authored, _ in rows),
        median_words=int(median(words for _, _, words in rows)) if rows else 0,
    )

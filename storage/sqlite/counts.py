"""How much there is of a source, counted in indexes alone: asked every minute, on a file of any size."""

from __future__ import annotations

from storage.sqlite.connection import Connection
from storage.sqlite.rows import time_or_none
from storage.sqlite.runs import last_ended
from storage.store import SourceCounts

_ARTICLES = """
    SELECT count(*) AS articles, max(first_fetched_at) AS last_new_at FROM articles WHERE source = ?
"""
_PENDING = "SELECT count(*) FROM urls WHERE source = ? AND disposition = 'pending' AND kind = 'article'"
_FAILING = "SELECT count(*) FROM urls WHERE source = ? AND attempts > 0"
_RUNS = """
    SELECT outcome, count(*) AS runs, max(started_at) AS last FROM runs
    WHERE source = ? GROUP BY outcome
"""


def source_counts(db: Connection, source: str) -> SourceCounts:
    articles = db.rows(_ARTICLES, (source,))[0]
    runs = {row["outcome"]: row for row in db.rows(_RUNS, (source,))}
    return SourceCounts(
        source=source,
        articles=articles["articles"],
        pending=db.value(_PENDING, (source,)),
        failing=db.value(_FAILING, (source,)),
        runs={outcome: row["runs"] for outcome, row in runs.items()},
        last=last_ended(db, source),
        last_good_run_at=time_or_none(runs["ok"]["last"]) if "ok" in runs else None,
        last_new_at=time_or_none(articles["last_new_at"]),
    )

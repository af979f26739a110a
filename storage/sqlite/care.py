"""Is the file sound, and what is in it? Mends nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from crawler.errors import StoreError
from storage.sqlite.connection import Connection

# By source, each from an index that holds what is asked: a look at every row reads every text.
_TOTALS = (
    """
    SELECT source, count(*) AS articles, count(*) - count(published_at) AS without_date,
        min(published_at) AS first_published_at, max(published_at) AS last_published_at
    FROM articles GROUP BY source
    """,
    "SELECT source, count(*) AS partial FROM articles WHERE partial GROUP BY source",
    # the plus keeps SQLite from walking all rows in the order of their sources
    "SELECT source, count(*) AS copies FROM articles WHERE copy_of IS NOT NULL GROUP BY +source",
    """
    SELECT a.source, count(*) AS revisions FROM revisions r CROSS JOIN articles a ON a.id = r.article_id
    GROUP BY a.source
    """,
)
_NOTHING = {
    "articles": 0,
    "without_date": 0,
    "partial": 0,
    "copies": 0,
    "revisions": 0,
    "first_published_at": None,
    "last_published_at": None,
}
_COUNTS = ("articles", "without_date", "partial", "copies", "revisions")
_ADDRESSES = """
    SELECT count(*) AS addresses,
        count(*) FILTER (WHERE disposition = 'pending') AS pending,
        count(*) FILTER (WHERE disposition = 'failed') AS failed_urls
"""
# By itself: the index of what fails is short, and "+" keeps it from being passed over for a longer one.
_FAILING = "SELECT count(*) AS failing{} FROM urls WHERE +kind = 'article' AND attempts > 0"
_LABELLERS = """
    SELECT a.source, coalesce(l.labeller, '') AS labeller, count(*) AS articles
    FROM articles a LEFT JOIN article_labels l ON l.article_id = a.id GROUP BY a.source, labeller
"""
_DUPLICATES = "SELECT a.source, count(*) AS duplicates FROM aliases l JOIN articles a ON a.id = l.article_id"


def check(db: Connection) -> list[str]:
    """What is wrong, in words. Opened for reading only, the full-text index is counted, not compared."""
    return [problem for look in (_structure, _references, _full_text) for problem in _found(db, look)]


def stats(db: Connection) -> Mapping[str, Any]:
    """The figures of the whole, and under `sources` those of each; times are ISO 8601 in UTC, or None.

    `duplicates` counts addresses that repeat a text of their source, `copies` articles with the text of an
    earlier one of another source, `failed_urls` addresses never had so far, `failing` all whose last
    try failed.
    """
    sources = _by_source(db)
    totals = {name: sum(one[name] for one in sources.values()) for name in _COUNTS}
    totals["first_published_at"] = min(_known(sources, "first_published_at"), default=None)
    totals["last_published_at"] = max(_known(sources, "last_published_at"), default=None)
    totals |= dict(db.rows(f"{_ADDRESSES} FROM urls WHERE kind = 'article'")[0])
    totals |= dict(db.rows(_FAILING.format(""))[0])
    totals["duplicates"] = db.value("SELECT count(*) FROM aliases WHERE kind = 'address'")
    totals["runs"] = db.value("SELECT count(*) FROM runs")
    totals["bytes"] = db.value("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
    return totals | {"sources": sources}


def _known(sources: Mapping[str, Mapping[str, Any]], name: str) -> list[str]:
    return [one[name] for one in sources.values() if one[name]]


def labellers(db: Connection) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for row in db.rows(_LABELLERS):
        found.setdefault(row["source"], {})[row["labeller"]] = row["articles"]
    return found


def _by_source(db: Connection) -> dict[str, dict[str, Any]]:
    articles = [_grouped(db, sql) for sql in _TOTALS]
    addresses = _grouped(db, f"{_ADDRESSES}, source FROM urls WHERE kind = 'article' GROUP BY source")
    failing = _grouped(db, f"{_FAILING.format(', source')} GROUP BY source")
    duplicates = _grouped(db, f"{_DUPLICATES} WHERE l.kind = 'address' GROUP BY a.source")
    last = "SELECT max(started_at) FROM runs WHERE source = name AND outcome = 'ok'"
    good = _grouped(db, f"SELECT name AS source, ({last}) AS last_good_run_at FROM sources")  # noqa: S608
    # A source without rows in one of the tables has the figures of an empty one.
    nothing = (
        _NOTHING
        | dict(db.rows(f"{_ADDRESSES} FROM urls WHERE 0")[0])
        | {"failing": 0, "duplicates": 0, "last_good_run_at": None}
    )
    return {
        row["name"]: {"title": row["title"]}
        | nothing
        | {
            key: value
            for table in (*articles, addresses, failing, duplicates, good)
            for key, value in table.get(row["name"], {}).items()
        }
        for row in db.rows("SELECT name, title FROM sources ORDER BY name")
    }


def _grouped(db: Connection, sql: str) -> dict[str, dict[str, Any]]:
    rows = [dict(row) for row in db.rows(sql)]
    return {row.pop("source"): row for row in rows}


def _found(db: Connection, look: Callable[[Connection], Iterator[str]]) -> list[str]:
    """A file so damaged that a check cannot end is a finding too."""
    try:
        return list(look(db))
    except StoreError as error:
        return [str(error)]


def _structure(db: Connection) -> Iterator[str]:
    for row in db.rows("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield f"integrity: {row[0]}"


def _references(db: Connection) -> Iterator[str]:
    for row in db.rows("PRAGMA foreign_key_check"):
        yield f"foreign key: row {row['rowid']} of {row['table']} names a missing row of {row['parent']}"


def _full_text(db: Connection) -> Iterator[str]:
    indexed = db.value("SELECT count(*) FROM articles_fts_docsize")
    stored = db.value("SELECT count(*) FROM articles")
    if indexed != stored:
        yield f"full-text index: holds {indexed} articles of {stored}. {_REBUILD}"
    elif not db.read_only:
        try:
            # Rank 1: compare with the table whose text is indexed, not only the index with itself.
            with db.write():
                db.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")
        except StoreError as error:
            yield f"full-text index: {error}. {_REBUILD}"


_REBUILD = "Mend it with: INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')"

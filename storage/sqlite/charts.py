"""Facts for charts: how many articles by day, source, topic, unit or place, and what each day was.

Days are those of the source's own clock. Knows no charts; what a day's status means is in `coverage_sql.py`.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from crawler.clock import to_iso
from storage.sqlite.connection import Connection
from storage.sqlite.coverage_sql import DISTRICTS, PLACED, SEES, coverage_sql
from storage.store import ArticleQuery, CoveredDay, Tally

# What is counted: the table beside `articles` (an index of each leads from one to the other), and the key.
_LABELS = {
    "topic": ("article_topics k", "k.topic", ""),
    "unit": ("article_units k", "k.unit", ""),
    "kabupaten": ("article_places k", "k.kabupaten_kota", "k.event AND k.kabupaten_kota IS NOT NULL"),
    "kecamatan": (
        "article_places k CROSS JOIN json_each(k.kecamatan) e",
        "e.value || ', ' || k.kabupaten_kota",
        "k.event AND k.kabupaten_kota IS NOT NULL",
    ),
}
_DAY = "date(a.dated_at, s.utc_offset)"
KEYS = ("day", "source", *_LABELS)


def tallies(db: Connection, key: str, query: ArticleQuery) -> list[Tally]:
    """Articles by `key`, one of KEYS: days in order, all else the most first. An article counts for each of
    its topics, units and places; of places only where something happened."""
    conditions, values = _conditions(query)
    if key in _LABELS:
        table, name, condition = _LABELS[key]
        conditions += [condition] if condition else []
        tables = f"articles a CROSS JOIN {table} ON k.article_id = a.id"
        if not (query.sources or query.since or query.until):
            tables = f"{table}"  # nothing is asked of the article itself
        article = "k.article_id"
    else:
        tables, article = "articles a", "a.id"
        name = _DAY if key == "day" else "a.source"
        tables += " JOIN sources s ON s.name = a.source" if key == "day" else ""
    sql = f"""
        SELECT {name} AS tallied, count(*) AS articles, coalesce(sum(l.relevant), 0) AS relevant
        FROM {tables} LEFT JOIN article_labels l ON l.article_id = {article}
        {"WHERE " + " AND ".join(conditions) if conditions else ""}
        GROUP BY tallied ORDER BY {"tallied" if key == "day" else "articles DESC, tallied"}
        LIMIT {-1 if query.limit is None else query.limit}
    """  # noqa: S608 - constants and numbers only
    return [
        Tally(name=row["tallied"], articles=row["articles"], relevant=row["relevant"])
        for row in db.rows(sql, values)
    ]


def coverage(db: Connection, query: ArticleQuery) -> list[CoveredDay]:
    """What each day was for each source, the sources in order, their days from the oldest."""
    clause, values = _covering(query)
    sql = f"{clause} SELECT * FROM covered WHERE day BETWEEN :first AND :last ORDER BY source, day"  # noqa: S608
    names = ("source", "day", "status", "articles", "evidence")
    return [
        CoveredDay(
            name=row["source"],
            day=row["day"],
            status=row["status"],
            articles=row["articles"],
            evidence=row["evidence"],
            figures={name: row[name] for name in row.keys() if name not in names},  # noqa: SIM118 - a Row
        )
        for row in db.rows(sql, values)
    ]


def district_coverage(db: Connection, query: ArticleQuery) -> list[CoveredDay]:
    """The same for each district that at least one of the sources sees."""
    clause, values = _covering(query)
    early = "AND a.dated_at >= strftime('%Y-%m-%dT%H:%M:%SZ', :first, '-{} days')" if query.since else ""
    sees, placed = SEES.format(articles=early.format(90)), PLACED.format(articles=early.format(1))
    sql = f"""
        SELECT * FROM ({clause}, {sees}, {placed} {DISTRICTS})
        WHERE day BETWEEN :first AND :last ORDER BY kabupaten_kota, day
    """  # noqa: S608 - constants only
    return [
        CoveredDay(
            name=row["kabupaten_kota"],
            day=row["day"],
            status=row["status"],
            articles=row["articles"],
            evidence=row["evidence"],
            figures={"sources": row["sources"], "sources_well": row["sources_well"]},
        )
        for row in db.rows(sql, values)
    ]


def _conditions(query: ArticleQuery) -> tuple[list[str], dict[str, Any]]:
    given = {
        "a.source IN (SELECT value FROM json_each(:sources))": query.sources,
        "a.dated_at >= :since": query.since,
        "a.dated_at < :until": query.until,
    }
    values = {
        "sources": json.dumps(query.sources),
        "since": to_iso(query.since) if query.since else None,
        "until": to_iso(query.until) if query.until else None,
    }
    return [condition for condition, asked in given.items() if asked], values


def _covering(query: ArticleQuery) -> tuple[str, dict[str, Any]]:
    """The WITH clause and its values. `since` and `until` are taken as days of the zone they are given in."""
    sources = "s.name IN (SELECT value FROM json_each(:sources))" if query.sources else "1"
    last = (query.until - timedelta(microseconds=1)).date().isoformat() if query.until else "9999-12-31"
    values = {
        "sources": json.dumps(query.sources),
        "first": query.since.date().isoformat() if query.since else "0000-01-01",
        "last": last,
    }
    return coverage_sql(source=sources, since=":first" if query.since else None), values

"""Where the pages as fetched are kept, and which of them an article was read from. Opens no file.

A version of an article was read from each of the visits between its first one and the next version's: they
gave the same text. Of these the visit counts that had most parts, and of several the latest.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from crawler.clock import from_iso, to_iso
from storage.records import ArchivedPage, ArticleQuery, PageRecord
from storage.sqlite.connection import Connection
from storage.sqlite.lookup import filters, limit_of
from storage.sqlite.rows import as_json, link

_NOTE = """
    INSERT INTO pages (url, source, fetched_at, part, missing, file, "offset", length)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
"""
_PAGE = """
    p.url, p.source, p.fetched_at, p.part, p.missing, p.file, p."offset", p.length, u.ask, u.list_title,
    u.list_published_at, u.list_published_precision, u.list_modified_at, u.found_on
"""
# An address that only repeats the article's text tells nothing of its other fields.
_OF_ARTICLE = f"""
    SELECT {_PAGE} FROM urls u JOIN pages p ON p.url = u.url AND p.source = :source
    WHERE u.article_id = :id AND NOT EXISTS (SELECT 1 FROM aliases WHERE alias = u.url AND article_id = :id)
    ORDER BY p.fetched_at, p.url, p.part
"""  # noqa: S608 - a constant
_VERSIONS = """
    SELECT number, current, seen_at, replaced_at FROM article_versions WHERE article_id = ? ORDER BY number
"""
_REFUSED = f"""
    SELECT {_PAGE} FROM urls u JOIN pages p ON p.url = u.url AND p.source = u.source
    WHERE u.article_id IS NULL AND u.kind = 'article'
        AND p.fetched_at = (SELECT max(fetched_at) FROM pages WHERE url = u.url)
        AND (:since IS NULL OR p.fetched_at >= :since) AND (:until IS NULL OR p.fetched_at < :until)
        AND (:every OR u.source IN (SELECT value FROM json_each(:sources)))
    ORDER BY p.fetched_at DESC, p.url, p.part
"""  # noqa: S608 - a constant


def note_pages(db: Connection, records: Sequence[PageRecord]) -> None:
    with db.write():
        for one in records:
            at, missing = to_iso(one.fetched_at), as_json(one.missing)
            values = (one.url, one.source, at, one.part, missing, one.file, one.offset, one.length)
            db.execute(_NOTE, values)


def forget_files(db: Connection, files: Iterable[str]) -> None:
    with db.write():
        for file in files:
            db.execute("DELETE FROM pages WHERE file = ?", (file,))


def count_pages(db: Connection) -> int:
    return int(db.value("SELECT count(*) FROM pages WHERE part = 1"))


def archived(db: Connection, query: ArticleQuery) -> Iterator[ArchivedPage]:
    """The pages of each version of each article that has any, the newest article first."""
    where, values = filters(query)
    sql = f"""
        SELECT a.id, a.source FROM articles a
        WHERE {where} AND EXISTS (
            SELECT 1 FROM urls u JOIN pages p ON p.url = u.url WHERE u.article_id = a.id
        )
        ORDER BY a.dated_at DESC, a.id DESC LIMIT ?
    """  # noqa: S608 - our own words
    for article in db.rows(sql, (*values, limit_of(query))):
        yield from _of_article(db, article["id"], article["source"])


def refused(db: Connection, query: ArticleQuery) -> Iterator[ArchivedPage]:
    """The latest page of each address that has given no article so far; the query's times are the visit's."""
    since, until = (to_iso(at) if at else None for at in (query.since, query.until))
    sources = {"every": not query.sources, "sources": json.dumps(query.sources)}
    for visit in _visits(db.rows(_REFUSED, {"since": since, "until": until} | sources))[: query.limit]:
        yield _page(visit, None, 0, current=True)


def _of_article(db: Connection, number: int, source: str) -> Iterator[ArchivedPage]:
    visits = _visits(db.rows(_OF_ARTICLE, {"id": number, "source": source}))
    for version in db.rows(_VERSIONS, (number,)):
        gave = [
            visit
            for visit in visits
            if version["seen_at"] <= visit[0]["fetched_at"] < (version["replaced_at"] or "9999")
        ]
        if gave:
            # `max` gives the first of equals: the list is turned round, so the latest
            best = max(reversed(gave), key=lambda visit: -len(json.loads(visit[0]["missing"])))
            yield _page(best, number, version["number"], current=bool(version["current"]))


def _visits(rows: Iterable[sqlite3.Row]) -> list[list[sqlite3.Row]]:
    """Rows by visit; one whose records are not all there any more is left out."""
    visits = (list(group) for _, group in groupby(rows, key=itemgetter("fetched_at", "url")))
    return [visit for visit in visits if [row["part"] for row in visit] == list(range(1, len(visit) + 1))]


def _page(visit: list[sqlite3.Row], article: int | None, version: int, *, current: bool) -> ArchivedPage:
    first = visit[0]
    return ArchivedPage(
        article_id=article,
        version=version,
        current=current,
        source=first["source"],
        link=link(first),
        missing=tuple(json.loads(first["missing"])),
        records=tuple(_record(row) for row in visit),
    )


def _record(row: sqlite3.Row) -> PageRecord:
    shared: dict[str, Any] = {
        name: row[name] for name in ("url", "source", "part", "file", "offset", "length")
    }
    missing = tuple(json.loads(row["missing"]))
    return PageRecord(fetched_at=from_iso(row["fetched_at"]), missing=missing, **shared)

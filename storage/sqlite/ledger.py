"""What became of articles after they were stored: their versions, edits and removals. Writes nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from crawler.clock import from_iso, to_iso
from storage.sqlite.connection import Connection
from storage.sqlite.rows import time_or_none
from storage.store import ArticleQuery, Edit, Takedown, Version

_VERSIONS = """
    SELECT article_id, number, title, text, content_hash, published_at, modified_at, seen_at, replaced_at,
        replaced_because
    FROM article_versions WHERE article_id = ? ORDER BY number
"""
_EDITS = """
    SELECT article_id, number, canonical_url, source, edited_at, what, title_before, title_after, text_before,
        text_after, seen_at, modified_before, modified_after
    FROM edits
"""
_TAKEDOWNS = """
    SELECT a.id, a.canonical_url, a.source, a.title, u.visited_at, u.reason, a.fetched_at
    FROM urls u JOIN articles a ON a.id = u.article_id AND a.url = u.url
    WHERE u.disposition = 'gone'
"""


def versions(db: Connection, article_id: int) -> list[Version]:
    return [_version(row) for row in db.rows(_VERSIONS, (article_id,))]


def edits(db: Connection, query: ArticleQuery) -> Iterator[Edit]:
    where, values = _between("source", "edited_at", query)
    for row in db.rows(f"{_EDITS} WHERE {where} ORDER BY edited_at DESC, article_id LIMIT ?", values):
        yield Edit(
            article_id=row["article_id"],
            number=row["number"],
            source=row["source"],
            url=row["canonical_url"],
            at=from_iso(row["edited_at"]),
            what=row["what"],
            title_before=row["title_before"],
            title_after=row["title_after"],
            text_before=row["text_before"],
            text_after=row["text_after"],
            seen_at=from_iso(row["seen_at"]),
            modified_before=time_or_none(row["modified_before"]),
            modified_after=time_or_none(row["modified_after"]),
        )


def takedowns(db: Connection, query: ArticleQuery) -> Iterator[Takedown]:
    where, values = _between("u.source", "u.visited_at", query)
    for row in db.rows(f"{_TAKEDOWNS} AND {where} ORDER BY u.visited_at DESC, a.id LIMIT ?", values):
        yield Takedown(
            article_id=row["id"],
            source=row["source"],
            url=row["canonical_url"],
            title=row["title"],
            at=from_iso(row["visited_at"]),
            reason=row["reason"],
            last_had_at=from_iso(row["fetched_at"]),
        )


def _between(source: str, moment: str, query: ArticleQuery) -> tuple[str, tuple[Any, ...]]:
    """The conditions of a query on the time of the event, and their values, the limit last."""
    conditions, values = ["1"], []
    if query.sources:
        conditions.append(f"{source} IN (SELECT value FROM json_each(?))")  # noqa: S608 - our own words
        values.append(json.dumps(query.sources))
    for sign, limit in ((">=", query.since), ("<", query.until)):
        if limit is not None:
            conditions.append(f"{moment} {sign} ?")
            values.append(to_iso(limit))
    return " AND ".join(conditions), (*values, -1 if query.limit is None else query.limit)


def _version(row: sqlite3.Row) -> Version:
    return Version(
        article_id=row["article_id"],
        number=row["number"],
        title=row["title"],
        text=row["text"],
        content_hash=row["content_hash"],
        published_at=time_or_none(row["published_at"]),
        modified_at=time_or_none(row["modified_at"]),
        seen_at=from_iso(row["seen_at"]),
        replaced_at=time_or_none(row["replaced_at"]),
        reason=row["replaced_because"] or "",
    )

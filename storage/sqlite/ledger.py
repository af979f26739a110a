"""What became of articles after they were stored: their versions and edits. Writes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from crawler.clock import from_iso
from storage.sqlite.connection import Connection
from storage.sqlite.rows import between, time_or_none
from storage.store import ArticleQuery, Edit, Version

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


def versions(db: Connection, article_id: int) -> list[Version]:
    return [_version(row) for row in db.rows(_VERSIONS, (article_id,))]


def edits(db: Connection, query: ArticleQuery) -> Iterator[Edit]:
    where, values = between("source", "edited_at", query)
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

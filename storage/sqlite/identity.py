"""Which stored article a new reading belongs to. Changes nothing.

The canonical address decides first, then the address that was asked for, then the text. Texts are compared in
full: 64 bits of hash find candidates, they prove nothing.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from crawler.items import Article
from storage.sqlite.connection import Connection

_COLUMNS = "a.id, a.source, a.canonical_url, a.title, a.text, json_array_length(a.missing_parts) AS missing"
_BY_CANONICAL = f"SELECT {_COLUMNS} FROM articles a WHERE a.source = :source AND a.canonical_url = :canonical"  # noqa: S608 - a constant
# The address asked for is the same page whichever source asked; a canonical address is what the page
# claims, and counts inside one source only: an outlet that reprints names the original's address.
_BY_ADDRESS = f"""
    SELECT {_COLUMNS} FROM urls u JOIN articles a ON a.id = u.article_id
    WHERE u.url IN (:canonical, :url) AND (a.source = :source OR u.url = :url)
        AND NOT EXISTS (SELECT 1 FROM aliases WHERE alias = u.url AND article_id = a.id)
    ORDER BY a.source = :source DESC, u.url = :canonical DESC LIMIT 1
"""  # noqa: S608 - a constant
_BY_ALIAS = f"""
    SELECT {_COLUMNS} FROM aliases l JOIN articles a ON a.id = l.article_id
    WHERE l.alias IN (:canonical, :url) AND l.kind = 'address' AND a.source = :source
    ORDER BY l.alias = :canonical DESC, a.id LIMIT 1
"""  # noqa: S608 - a constant
_BY_TEXT = f"SELECT {_COLUMNS} FROM articles a WHERE a.content_hash = :hash AND a.text = :text ORDER BY a.id"  # noqa: S608 - a constant


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """An article of the store, as far as it is compared. `missing`: how many of its parts are."""

    id: int
    source: str
    canonical_url: str
    title: str | None
    text: str
    missing: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Twins:
    """Articles with the same text: of the same source, and the earliest of another one."""

    own: Known | None = None
    other: Known | None = None


def known_article(db: Connection, article: Article) -> Known | None:
    """The article at this address; None when the address is new, or only an alias of an article."""
    addresses = {"source": article.source, "canonical": article.canonical_url, "url": article.url}
    row = db.row(_BY_CANONICAL, addresses) or db.row(_BY_ADDRESS, addresses)
    return _known(row) if row else None


def aliased_article(db: Connection, article: Article) -> Known | None:
    """The article whose text this address repeated when it was last visited."""
    row = db.row(
        _BY_ALIAS, {"source": article.source, "canonical": article.canonical_url, "url": article.url}
    )
    return _known(row) if row else None


def twins(db: Connection, article: Article) -> Twins:
    """Who else holds exactly this text. An empty text has no twins."""
    if not article.text:
        return Twins()
    same = [_known(row) for row in db.rows(_BY_TEXT, {"hash": article.content_hash, "text": article.text})]
    return Twins(
        own=next((known for known in same if known.source == article.source), None),
        other=next((known for known in same if known.source != article.source), None),
    )


def _known(row: sqlite3.Row) -> Known:
    return Known(
        id=row["id"],
        source=row["source"],
        canonical_url=row["canonical_url"],
        title=row["title"],
        text=row["text"],
        missing=row["missing"],
    )

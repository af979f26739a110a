"""What becomes of an article's addresses: gone, back again, moved; and texts that were not believed.

Inside the transaction of whoever calls. Knows no texts: that one should not be believed, `articles` decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from crawler.clock import from_iso, to_iso
from storage.sqlite.connection import Connection
from storage.sqlite.rows import between, clean
from storage.store import ArticleQuery, Happening

BELIEVED_AFTER = timedelta(hours=24)  # no outage that we saw lasted so long with one and the same page

_NOTE = """
    INSERT INTO article_events (article_id, what, at, url, other_url, content_hash, reason, run_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_MAIN = """
    SELECT a.id, u.disposition FROM urls u JOIN articles a ON a.id = u.article_id AND a.url = u.url
    WHERE u.url = ?
"""
# Another address that the same text was read at.
_ELSEWHERE = """
    SELECT u.url FROM aliases l JOIN urls u ON u.url = l.alias AND u.article_id = l.article_id
    WHERE l.article_id = ? AND l.kind = 'address' AND u.url <> ?
        AND u.disposition IN ('duplicate', 'stored', 'unchanged', 'revised')
    ORDER BY u.visited_at DESC LIMIT 1
"""
_HAPPENINGS = """
    SELECT e.article_id, e.what, e.at, e.url, e.other_url, e.reason, a.source, a.title
    FROM article_events e JOIN articles a ON a.id = e.article_id
    WHERE e.what <> 'withheld'
"""


def is_gone(db: Connection, url: str) -> bool:
    """Whether the article of an address was gone when the address was last asked."""
    row = db.row(_MAIN, (url,))
    return row is not None and row["disposition"] == "gone"


def note_gone(db: Connection, url: str, at: datetime, reason: str, run: int | None) -> None:
    """The address no longer has its article, which it had until now: gone, or moved to where it is had, too.

    Nothing where the address is not the one that an article is asked at.
    """
    row = db.row(_MAIN, (url,))
    if row is None:
        return
    elsewhere = db.row(_ELSEWHERE, (row["id"], url))
    if elsewhere is not None:
        move(db, row["id"], at, url, elsewhere["url"], f"{reason}; it is there, too", run)
    else:
        _note(db, row["id"], "gone", at, url, reason=reason, run=run)


def note_back(db: Connection, url: str, at: datetime, run: int | None) -> None:
    """The address has its article again, which was gone."""
    row = db.row(_MAIN, (url,))
    if row is not None:
        _note(db, row["id"], "back", at, url, reason="had again at its address", run=run)


def move(
    db: Connection, article_id: int, at: datetime, url: str, other: str, reason: str, run: int | None
) -> None:
    """From now on the article is asked at `other`; the old address becomes an alias. Nothing where another
    article of the source is known by that address."""
    taken = db.row(
        "SELECT 1 FROM articles WHERE id <> :id AND source = (SELECT source FROM articles WHERE id = :id) "
        "AND :other IN (canonical_url, url)",
        {"id": article_id, "other": other},
    )
    if taken is not None:
        return
    db.execute("DELETE FROM aliases WHERE alias = ? AND article_id = ?", (other, article_id))
    for old in {url, _canonical(db, article_id)} - {other}:
        sql = "INSERT INTO aliases (alias, kind, article_id) VALUES (?, 'address', ?) ON CONFLICT DO NOTHING"
        db.execute(sql, (old, article_id))
    db.execute("UPDATE articles SET url = ?, canonical_url = ? WHERE id = ?", (other, other, article_id))
    _note(db, article_id, "moved", at, url, other=other, reason=reason, run=run)


def moved_before(db: Connection, article_id: int, other: str) -> bool:
    """Whether the article moved to this address once: a site that cannot decide is told of once."""
    sql = "SELECT 1 FROM article_events WHERE article_id = ? AND what = 'moved' AND other_url = ?"
    return db.row(sql, (article_id, other)) is not None


def withheld_for_long(db: Connection, article_id: int, content_hash: str, at: datetime) -> bool:
    """Whether this very text has stood there for so long that it is the article now."""
    sql = """
        SELECT min(at) FROM article_events WHERE article_id = ? AND what = 'withheld' AND content_hash = ?
    """
    first = db.value(sql, (article_id, content_hash))
    return first is not None and at - from_iso(first) >= BELIEVED_AFTER


def withhold(
    db: Connection, article_id: int, url: str, content_hash: str, at: datetime, reason: str, run: int | None
) -> None:
    """Notes a text that was not taken, once a text."""
    sql = "SELECT 1 FROM article_events WHERE article_id = ? AND what = 'withheld' AND content_hash = ?"
    if db.row(sql, (article_id, content_hash)) is None:
        _note(db, article_id, "withheld", at, url, content_hash=content_hash, reason=reason, run=run)


def happenings(db: Connection, query: ArticleQuery) -> Iterator[Happening]:
    where, values = between("a.source", "e.at", query)
    for row in db.rows(f"{_HAPPENINGS} AND {where} ORDER BY e.at DESC, e.id DESC LIMIT ?", values):
        yield Happening(
            article_id=row["article_id"],
            what=row["what"],
            source=row["source"],
            title=row["title"],
            at=from_iso(row["at"]),
            url=row["url"],
            other_url=row["other_url"],
            reason=row["reason"],
        )


def _canonical(db: Connection, article_id: int) -> str:
    return str(db.value("SELECT canonical_url FROM articles WHERE id = ?", (article_id,)))


def _note(
    db: Connection,
    article_id: int,
    what: str,
    at: datetime,
    url: str,
    *,
    reason: str,
    run: int | None,
    other: str | None = None,
    content_hash: str | None = None,
) -> None:
    db.execute(_NOTE, (article_id, what, to_iso(at), url, other, content_hash, clean(reason), run))

"""The lines of a source's latest pages, by which its furniture can be told. Knows not what furniture is."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.clock import to_iso
from crawler.items import Article
from storage.sqlite.connection import Connection
from storage.store import REMEMBERED_PAGES, Sighting

_FORGET_PAGE = "DELETE FROM page_lines WHERE source = ? AND page = ?"
_NOTE = """
    INSERT INTO page_lines (source, page, mark, opening, size, sentence, seen_at)
    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
"""
_FORGET_OLD = """
    DELETE FROM page_lines WHERE source = :source AND page IN (
        SELECT page FROM page_lines WHERE source = :source
        GROUP BY page ORDER BY max(seen_at) DESC, page LIMIT -1 OFFSET :keep
    )
"""
_ALL = "SELECT page, mark, size, sentence FROM page_lines WHERE source = ? ORDER BY seen_at DESC, page"


def note_lines(db: Connection, article: Article) -> None:
    """Remembers the lines of a page in the place of those it had. Inside a transaction."""
    if not article.lines:  # an import: not a page of a site
        return
    at = to_iso(article.fetched_at)
    db.execute(_FORGET_PAGE, (article.source, article.canonical_url))
    for line in article.lines:
        db.execute(
            _NOTE,
            (
                article.source,
                article.canonical_url,
                line.mark,
                line.opening,
                line.size,
                int(line.sentence),
                at,
            ),
        )


def forget_old_pages(db: Connection, articles: Iterable[Article]) -> None:
    """Forgets the oldest pages of the articles' sources. Once a transaction: it looks at all of them."""
    for source in {article.source for article in articles if article.lines}:
        db.execute(_FORGET_OLD, {"source": source, "keep": REMEMBERED_PAGES})


def sightings(db: Connection, source: str) -> list[Sighting]:
    return [
        Sighting(page=row["page"], mark=row["mark"], size=row["size"], sentence=bool(row["sentence"]))
        for row in db.rows(_ALL, (source,))
    ]

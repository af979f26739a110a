"""An archived page was read again, and read otherwise: the article is put right in its place. So are labels
that newer rules gave.

No edit of the outlet's: nothing becomes a revision, and no time of a visit moves. The page is the one the
article was read from, so what the new reading says counts, what it leaves empty too; except that a title or
a part is not lost.
"""

from __future__ import annotations

from collections.abc import Sequence

from crawler.items import Article, StoredArticle
from crawler.labels import Labels
from storage.sqlite.connection import Connection
from storage.sqlite.identity import twins
from storage.sqlite.labels import write_labels
from storage.sqlite.rows import article_values
from storage.sqlite.sightings import note_lines

_SAME_NAMES = (
    "text",
    "content_hash",
    "word_count",
    "language",
    "authors",
    "editors",
    "section",
    "tags",
    "image_url",
    "dateline",
    "agency",
    "captions",
    "related",
    *(f"published_{part}" for part in ("at", "offset", "printed", "by", "precision")),
    *(f"modified_{part}" for part in ("at", "offset", "printed", "by", "precision")),
    "partial",
    "missing_parts",
    "method",
    "reader",
    "kind",
    "doubts",
)
_STANDING = f"""
    UPDATE articles SET title = coalesce(:title, title), copy_of = coalesce(copy_of, :copy_of),
        {", ".join(f"{name} = :{name}" for name in _SAME_NAMES)}
    WHERE id = :id AND json_array_length(missing_parts) >= :missing
"""  # noqa: S608 - constants
_EARLIER = """
    UPDATE revisions SET title = coalesce(:title, title), text = :text, content_hash = :content_hash,
        word_count = :word_count, published_at = :published_at, modified_at = :modified_at
    WHERE article_id = :id AND number = :version AND partial = :partial
"""


def reread(db: Connection, article_id: int, article: Article, version: int | None) -> bool:
    if not article.text:
        return False
    values = article_values(article) | {"id": article_id, "missing": len(article.missing_parts)}
    with db.write():
        if version is not None:
            return db.execute(_EARLIER, values | {"version": version}).rowcount > 0
        other = twins(db, article).other
        earlier = other.id if other is not None and other.id < article_id else None
        written = db.execute(_STANDING, values | {"copy_of": earlier}).rowcount > 0
        if written:
            note_lines(db, article)
            write_labels(db, article_id, article.labels)
    return written


def relabel(db: Connection, labelled: Sequence[tuple[StoredArticle, Labels]]) -> int:
    """How many; labels of a text that stands no more are left out."""
    sql = "SELECT 1 FROM articles WHERE id = ? AND content_hash = ? AND title IS ?"
    with db.write():
        standing = [
            (article.id, labels)
            for article, labels in labelled
            if db.value(sql, (article.id, article.content_hash, article.title))
        ]
        for number, labels in standing:
            write_labels(db, number, labels)
    return len(standing)

"""Articles kept in one transaction enter the full-text index together. Knows no article.

See schema_10 for why, and for the triggers that take part.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from storage.sqlite.connection import Connection

_LATER = "INSERT INTO index_later (first_id) SELECT coalesce(max(id), 0) + 1 FROM articles"
_NOW = """
    INSERT INTO articles_fts (rowid, title, text)
    SELECT id, title, text FROM articles WHERE id >= (SELECT first_id FROM index_later)
"""


@contextmanager
def indexed_together(db: Connection) -> Iterator[None]:
    """Articles that arise in the block are indexed at its end. Inside a transaction; nothing of the block may
    search."""
    db.execute(_LATER)
    yield
    db.execute(_NOW)
    db.execute("DELETE FROM index_later")

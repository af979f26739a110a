"""Articles kept in one transaction enter the full-text index together; its segments stay few.

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


def merge_small_segments(db: Connection) -> None:
    """What a run has left of small segments becomes one, which takes 10 ms: each would cost every later
    search half a millisecond. Inside a transaction."""
    db.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('merge', 500)")

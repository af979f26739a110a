"""What keeping pages in batches needs: their articles enter the index together. Frozen once released.

FTS5 writes out what it has gathered whenever a statement begins that may be undone by itself, so 32 articles
kept in one transaction became 32 segments of the index, each to be merged five to ten times over. While
`index_later` holds a row, articles from that number on are left to whoever wrote it, who indexes them in one
statement and takes the row back before the transaction ends: no other connection ever sees it.
"""

from __future__ import annotations

TABLES = ("CREATE TABLE index_later (first_id INTEGER NOT NULL) STRICT",)

_AT_ONCE = "WHEN NOT EXISTS (SELECT 1 FROM index_later WHERE first_id <= {}.id)"
_ADD = "INSERT INTO articles_fts (rowid, title, text) VALUES (new.id, new.title, new.text)"
_TAKE = """
    INSERT INTO articles_fts (articles_fts, rowid, title, text) VALUES ('delete', old.id, old.title, old.text)
"""

TRIGGERS = (
    "DROP TRIGGER articles_inserted",
    "DROP TRIGGER articles_deleted",
    "DROP TRIGGER articles_rewritten",
    f"CREATE TRIGGER articles_inserted AFTER INSERT ON articles {_AT_ONCE.format('new')} BEGIN {_ADD}; END",
    f"CREATE TRIGGER articles_deleted AFTER DELETE ON articles {_AT_ONCE.format('old')} BEGIN {_TAKE}; END",
    f"""
    CREATE TRIGGER articles_rewritten AFTER UPDATE OF title, text ON articles {_AT_ONCE.format("old")}
    BEGIN {_TAKE}; {_ADD}; END
    """,
)

# Segments of one size that are merged together. With 4, FTS5's own, a word is written eight times in the life
# of a million articles, with 6 six times, with 8 five; each segment more costs a search half a millisecond.
MERGES = ("INSERT INTO articles_fts (articles_fts, rank) VALUES ('automerge', 6)",)

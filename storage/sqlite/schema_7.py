"""What the rounds add: what became of the addresses of articles. Frozen once released."""

from __future__ import annotations

from storage.sqlite.schema_1 import _HASH, _TIME

TABLES = (
    f"""
    CREATE TABLE article_events (
        id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES articles (id),
        what TEXT NOT NULL CHECK (what IN ('gone', 'back', 'moved', 'withheld')),
        at TEXT NOT NULL CHECK (at GLOB {_TIME}),
        url TEXT NOT NULL,
        other_url TEXT,
        content_hash TEXT CHECK (content_hash IS NULL OR ({_HASH})),
        reason TEXT NOT NULL,
        run_id INTEGER REFERENCES runs (id)
    ) STRICT
    """,
    "CREATE INDEX article_events_by_article ON article_events (article_id, what)",
    "CREATE INDEX article_events_by_date ON article_events (at)",
    # What was gone before there was this table.
    """
    INSERT INTO article_events (article_id, what, at, url, reason, run_id)
    SELECT a.id, 'gone', u.visited_at, u.url, u.reason, u.run_id
    FROM urls u JOIN articles a ON a.id = u.article_id AND a.url = u.url
    WHERE u.disposition = 'gone' AND u.visited_at IS NOT NULL
    """,
)

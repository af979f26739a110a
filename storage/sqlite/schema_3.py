"""What the third release adds: the lines a source is remembered by. Frozen once released."""

from __future__ import annotations

from storage.sqlite.schema_1 import _TIME

TABLES = (
    f"""
    CREATE TABLE page_lines (
        source TEXT NOT NULL REFERENCES sources (name),
        page TEXT NOT NULL,
        mark TEXT NOT NULL,
        opening TEXT NOT NULL,
        size INTEGER NOT NULL,
        sentence INTEGER NOT NULL CHECK (sentence IN (0, 1)),
        seen_at TEXT NOT NULL CHECK (seen_at GLOB {_TIME}),
        PRIMARY KEY (source, page, mark)
    ) STRICT, WITHOUT ROWID
    """,
)

"""What the fourth release adds: where the pages as fetched are kept. Frozen once released."""

from __future__ import annotations

from storage.sqlite.schema_1 import _TIME

TABLES = (
    f"""
    CREATE TABLE pages (
        id INTEGER PRIMARY KEY,
        url TEXT NOT NULL,
        source TEXT NOT NULL REFERENCES sources (name),
        fetched_at TEXT NOT NULL CHECK (fetched_at GLOB {_TIME}),
        part INTEGER NOT NULL CHECK (part > 0),
        missing TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(missing)),
        file TEXT NOT NULL,
        "offset" INTEGER NOT NULL,
        length INTEGER NOT NULL CHECK (length > 0),
        UNIQUE (url, fetched_at, part)
    ) STRICT
    """,
    "CREATE INDEX pages_by_file ON pages (file)",
)

"""What the second release adds: how each host wants to be treated. Frozen once released."""

from __future__ import annotations

from storage.sqlite.schema_1 import _TIME

TABLES = (
    f"""
    CREATE TABLE host_waits (
        host TEXT PRIMARY KEY NOT NULL,
        wait_until TEXT NOT NULL CHECK (wait_until GLOB {_TIME}),
        reason TEXT NOT NULL,
        tries INTEGER NOT NULL CHECK (tries > 0),
        noted_at TEXT NOT NULL CHECK (noted_at GLOB {_TIME})
    ) STRICT
    """,
    f"""
    CREATE TABLE robots (
        origin TEXT PRIMARY KEY NOT NULL,
        rules TEXT NOT NULL,
        asked_at TEXT NOT NULL CHECK (asked_at GLOB {_TIME})
    ) STRICT
    """,
)

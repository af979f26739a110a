"""How each host wants to be treated: until when it is left alone, and what its robots.txt said."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from crawler.clock import from_iso, to_iso
from crawler.manners import HostWait
from storage.sqlite.connection import Connection
from storage.sqlite.rows import clean

_WAIT = """
    INSERT INTO host_waits (host, wait_until, reason, tries, noted_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (host) DO UPDATE SET wait_until = excluded.wait_until, reason = excluded.reason,
        tries = excluded.tries, noted_at = excluded.noted_at
"""
_ROBOTS = """
    INSERT INTO robots (origin, rules, asked_at) VALUES (?, ?, ?)
    ON CONFLICT (origin) DO UPDATE SET rules = excluded.rules, asked_at = excluded.asked_at
"""


def host_wait(db: Connection, host: str) -> HostWait | None:
    row = db.row("SELECT * FROM host_waits WHERE host = ?", (host,))
    return None if row is None else _wait(row)


def host_waits(db: Connection) -> list[HostWait]:
    return [_wait(row) for row in db.rows("SELECT * FROM host_waits ORDER BY host")]


def keep_host_wait(db: Connection, wait: HostWait) -> None:
    values = (wait.host, to_iso(wait.until), clean(wait.reason), wait.tries, to_iso(wait.noted_at))
    with db.write():
        db.execute(_WAIT, values)


def end_host_wait(db: Connection, host: str) -> None:
    with db.write():
        db.execute("DELETE FROM host_waits WHERE host = ?", (host,))


def robots(db: Connection, origin: str, after: datetime, until: datetime) -> str | None:
    row = db.row(
        "SELECT rules FROM robots WHERE origin = ? AND asked_at BETWEEN ? AND ?",
        (origin, to_iso(after), to_iso(until)),
    )
    return row["rules"] if row else None


def keep_robots(db: Connection, origin: str, rules: str, at: datetime) -> None:
    with db.write():
        db.execute(_ROBOTS, (origin, clean(rules), to_iso(at)))


def _wait(row: sqlite3.Row) -> HostWait:
    return HostWait(
        host=row["host"],
        until=from_iso(row["wait_until"]),
        reason=row["reason"],
        tries=row["tries"],
        noted_at=from_iso(row["noted_at"]),
    )

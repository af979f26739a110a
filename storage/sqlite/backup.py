"""A whole copy of the database while crawls write to it. Changes nothing in the original."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from crawler.errors import StoreError
from storage.sqlite.connection import Connection
from storage.sqlite.remedies import store_error

PAGES = 1024  # copied at a time (16 MiB); between two such steps writers have their turn


def back_up(db: Connection, target: Path, told: Callable[[int, int], None]) -> None:
    """Copies the database to `target`, which appears only when it is whole and sound.

    By SQLite's online backup: the copy is the state at one moment, whatever is written meanwhile. `told`
    hears of pages done and pages in all. Raises StoreError when the target cannot be written or the copy is
    not sound.
    """
    made = target.with_name(f".{target.name}.part")
    try:
        with closing(sqlite3.connect(made)) as copy:
            db.raw.backup(copy, pages=PAGES, progress=lambda _, left, pages: told(pages - left, pages))
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
            problems = [row[0] for row in copy.execute("PRAGMA integrity_check(1)") if row[0] != "ok"]
        if problems:
            raise StoreError(f"the copy of {db.path} is not sound: {problems[0]}. `ronda doctor` says more")
        _sync(made)
        made.replace(target)
        _sync(target.parent)
    except sqlite3.Error as error:
        raise store_error(made, error) from error
    except OSError as error:
        raise StoreError(f"{target}: {error.strerror}. Name a place this user may write to") from error
    finally:
        for left in (made, made.with_name(made.name + "-journal")):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    """On the disk, not only in its cache: a backup is made for the day the power fails."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""What SQLite complains of, in words a user can act on. Opens no database."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from crawler.errors import StoreError

BUSY_SECONDS = 30

# By primary result code (https://www.sqlite.org/rescode.html); the path is put in front.
_REMEDIES = {
    sqlite3.SQLITE_NOTADB: "is not a SQLite database. Name another file with --database",
    sqlite3.SQLITE_CORRUPT: (
        "is damaged. Restore the last copy, or save what can be read with `sqlite3 FILE .recover`"
    ),
    sqlite3.SQLITE_BUSY: (
        f"was held by another program for over {BUSY_SECONDS} seconds. End that program, or try again later"
    ),
    sqlite3.SQLITE_LOCKED: "is in use by this program itself. Finish reading before writing",
    sqlite3.SQLITE_READONLY: (
        "cannot be written: it was opened for reading only, or the file or its folder is write-protected "
        "(readers, too, keep two files beside it). Make both writable for this user"
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "cannot be opened. Make the file and its folder readable and writable for this user "
        "(SQLite keeps two files beside it)"
    ),
    sqlite3.SQLITE_PERM: "cannot be opened. Make the file readable and writable for this user",
    sqlite3.SQLITE_FULL: (
        "cannot grow: the disk is full. Free some space and run again; nothing half-written was kept"
    ),
    sqlite3.SQLITE_IOERR: "cannot be read or written: the disk reports an error. Check the disk",
    sqlite3.SQLITE_TOOBIG: "takes no text of over a gigabyte. Leave this article out",
    sqlite3.SQLITE_CONSTRAINT: "refused a row that breaks a rule of the schema. Please report this",
}


def store_error(path: Path, error: sqlite3.Error) -> StoreError:
    """The StoreError that tells the user of `error`; chain it: `raise store_error(path, e) from e`."""
    code = getattr(error, "sqlite_errorcode", None)
    # An extended code holds the primary one in its low byte.
    remedy = _REMEDIES.get(code & 0xFF) if code is not None else None
    return StoreError(f"{path} {remedy or 'could not be used. `ronda doctor` checks it'} (SQLite: {error})")

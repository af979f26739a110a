"""One SQLite connection: how it is opened, how it writes, how it complains. Knows no table.

Every write is a `BEGIN IMMEDIATE`: a plain BEGIN that reads first and writes later cannot wait for another
writer and fails with "database is locked", whatever the timeout.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from crawler.errors import StoreError
from storage.sqlite.remedies import BUSY_SECONDS, store_error

OLDEST_SQLITE = (3, 37, 0)  # the first with STRICT tables
PAGE_SIZE = 16_384  # texts of 3 KB: 20 % smaller than with pages of 4 KB
WAL_LIMIT = 64 * 1024 * 1024  # the -wal file is cut back to this after a large transaction

Values = Sequence[Any] | Mapping[str, Any]


class Connection:
    """A connection whose errors are StoreErrors. `raw` is for the migrations alone."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Opens the file; makes an empty one unless `read_only`. Raises StoreError when that fails."""
        self.path = path
        self.read_only = read_only
        try:
            _check_place(path, read_only=read_only)
        except OSError as error:
            raise StoreError(f"{path}: {error.strerror}. Name a file this user may open") from error
        with self.translated():
            self.raw = _connect(path, read_only=read_only)
        try:
            with self.translated():
                self._prepare()
        except StoreError:
            self.raw.close()
            raise

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turns what SQLite raises inside the block into StoreError."""
        try:
            yield
        except sqlite3.Error as error:
            raise store_error(self.path, error) from error
        except UnicodeEncodeError as error:
            raise StoreError(
                f"{self.path} takes no lone surrogates ({error.object[error.start : error.end]!r}). "
                "Clean the text before it is kept"
            ) from error

    @contextmanager
    def write(self) -> Iterator[None]:
        """One transaction, whole or not at all. Waits up to 30 s for another writer."""
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            if self.raw.in_transaction:  # a full disk may have ended it already
                self.execute("ROLLBACK")
            raise

    def execute(self, sql: str, values: Values = ()) -> sqlite3.Cursor:
        """Runs one statement, inside `write()` when it writes; read all rows before the next write."""
        with self.translated():
            return self.raw.execute(sql, values)

    def rows(self, sql: str, values: Values = ()) -> list[sqlite3.Row]:
        """All rows."""
        with self.translated():
            return self.raw.execute(sql, values).fetchall()

    def row(self, sql: str, values: Values = ()) -> sqlite3.Row | None:
        """The first row, or None."""
        found = self.rows(sql, values)
        return found[0] if found else None

    def value(self, sql: str, values: Values = ()) -> Any:
        """The first column of the first row; None when there is no row."""
        found = self.row(sql, values)
        return None if found is None else found[0]

    def close(self) -> None:
        with self.translated():
            self.raw.close()

    def _prepare(self) -> None:
        self.raw.row_factory = sqlite3.Row
        self.raw.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # refuses what is no database
        self.raw.execute("PRAGMA foreign_keys = ON")
        if self.read_only:
            return
        self.raw.execute(f"PRAGMA page_size = {PAGE_SIZE}")  # counts for a new file only
        self._use_wal()
        self.raw.execute("PRAGMA synchronous = FULL")
        self.raw.execute(f"PRAGMA journal_size_limit = {WAL_LIMIT}")

    def _use_wal(self) -> None:
        """Turns WAL on; retries by itself, because SQLite does not wait for the lock this needs."""
        deadline = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                self.raw.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)


def _connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    # isolation_level None: no BEGIN but ours.
    if read_only:
        uri = f"{path.absolute().as_uri()}?mode=ro"
        return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    return sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)


def _check_place(path: Path, *, read_only: bool) -> None:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise StoreError(
            f"Python brings SQLite {sqlite3.sqlite_version}; {'.'.join(map(str, OLDEST_SQLITE))} or newer is "
            "needed. Use a newer Python or system"
        )
    if not path.absolute().parent.is_dir():
        raise StoreError(
            f"{path}: there is no folder {path.absolute().parent}. Make it, or name another file"
        )
    if path.is_dir():
        raise StoreError(f"{path} is a folder. Name a file in it, such as {path / 'ronda.db'}")
    if read_only and not path.exists():
        raise StoreError(f"{path}: no such database. Crawl or import something first, or name another file")

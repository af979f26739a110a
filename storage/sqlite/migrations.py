"""Brings a file to the present schema. One function a migration; never edited after release, only added to.

Knows no articles. sqlite-utils keeps the list of what was applied in the table `_sqlite_migrations`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from crawler.errors import StoreError
from storage.sqlite import (
    schema_1,
    schema_2,
    schema_3,
    schema_4,
    schema_5,
    schema_6,
    schema_7,
    schema_8,
    schema_9,
    schema_10,
    views_1,
    views_2,
)
from storage.sqlite.connection import Connection

if TYPE_CHECKING:
    from sqlite_utils import Database

SET = "ronda"
Migration = Callable[["Database"], None]


class Steps:
    """The migrations in their order. Most files need none, so sqlite-utils (40 ms of every command) is loaded
    when there is one to apply."""

    def __init__(self, *migrations: Migration) -> None:
        self.migrations = list(migrations)

    def __call__(self) -> Callable[[Migration], Migration]:
        def add(migration: Migration) -> Migration:
            self.migrations.append(migration)
            return migration

        return add

    def names(self) -> list[str]:
        return [migration.__name__ for migration in self.migrations]

    def apply(self, connection: Connection) -> None:
        """Applies those that are missing, inside a transaction."""
        from sqlite_utils import Database, Migrations

        known = Migrations(SET)
        for migration in self.migrations:
            known()(migration)
        # Plugins of the sqlite-utils command are the user's affair, not the store's.
        known.apply(Database(connection.raw, execute_plugins=False))


migrations = Steps()


@migrations()
def m001_tables(db: Database) -> None:
    _run(db, schema_1.TABLES + schema_1.INDEXES)


@migrations()
def m002_full_text(db: Database) -> None:
    _run(db, schema_1.FULL_TEXT)


@migrations()
def m003_views(db: Database) -> None:
    _run(db, views_1.VIEWS)


@migrations()
def m004_hosts(db: Database) -> None:
    _run(db, schema_2.TABLES)


@migrations()
def m005_page_lines(db: Database) -> None:
    _run(db, schema_3.TABLES)


@migrations()
def m006_pages(db: Database) -> None:
    _run(db, schema_4.TABLES)


@migrations()
def m007_labels(db: Database) -> None:
    _run(db, schema_5.TABLES + schema_5.INDEXES)


@migrations()
def m008_officials(db: Database) -> None:
    _run(db, views_2.VIEWS)


@migrations()
def m009_stories(db: Database) -> None:
    _run(db, schema_6.TABLES + schema_6.INDEXES + schema_6.TRIGGERS + schema_6.FILL + schema_6.VIEWS)


@migrations()
def m010_rounds(db: Database) -> None:
    _run(db, schema_7.TABLES)


@migrations()
def m011_large_stores(db: Database) -> None:
    _run(db, schema_8.INDEXES + schema_8.VIEWS)


@migrations()
def m012_charts(db: Database) -> None:
    _run(db, schema_9.COLUMNS + schema_9.INDEXES + schema_9.VIEWS)


@migrations()
def m013_batches(db: Database) -> None:
    _run(db, schema_10.TABLES + schema_10.TRIGGERS + schema_10.MERGES)


def bring_up_to_date(connection: Connection) -> None:
    """Applies what is missing, in one transaction.

    Raises StoreError for a database of another program, of a newer Ronda, or (when opened for reading only)
    of an older one.
    """
    with connection.translated():
        applied = _applied(connection)
    if applied >= set(migrations.names()):
        return
    if connection.read_only:
        raise StoreError(
            f"{connection.path} was made by an older Ronda. Open it once for writing (any crawl does) "
            "and it is brought up to date"
        )
    # sqlite-utils opens savepoints inside our transaction; another process may have been faster, and then
    # `apply` finds nothing left to do.
    with connection.write(), connection.translated():
        migrations.apply(connection)


def _applied(connection: Connection) -> set[str]:
    """The names of the migrations in the file. Raises StoreError for a file that is not ours to change."""
    # First the tables, then what was applied: another process may be making this very file, and commits both
    # together.
    tables = _tables(connection)
    applied: set[str] = set()
    if "_sqlite_migrations" in _tables(connection):
        query = "SELECT name FROM _sqlite_migrations WHERE migration_set = ?"
        applied = {row["name"] for row in connection.rows(query, (SET,))}
    newer = applied - set(migrations.names())
    if newer:
        raise StoreError(
            f"{connection.path} was written by a newer Ronda ({', '.join(sorted(newer))}). "
            "Update this program, or name another database"
        )
    if tables and not applied:
        raise StoreError(
            f"{connection.path} is a database of another program. Name another file with --database"
        )
    return applied


def _tables(connection: Connection) -> set[str]:
    return {row["name"] for row in connection.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")}


def _run(db: Database, statements: tuple[str, ...]) -> None:
    for statement in statements:
        db.execute(statement)

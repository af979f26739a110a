"""Brings a file to the present schema. One function a migration; never edited after release, only added to.

Knows no articles. sqlite-utils keeps the list of what was applied in the table `_sqlite_migrations`.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from crawler.errors import StoreError
from storage.sqlite import schema_1, schema_2, schema_3, schema_4, schema_5, schema_8, views_1, views_2
from storage.sqlite.connection import Connection

SET = "ronda"
migrations = Migrations(SET)


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
def m010_large_stores(db: Database) -> None:
    _run(db, schema_8.INDEXES + schema_8.VIEWS)


def bring_up_to_date(connection: Connection) -> None:
    """Applies what is missing, in one transaction.

    Raises StoreError for a database of another program, of a newer Ronda, or (when opened for reading only)
    of an older one.
    """
    with connection.translated():
        # Plugins of the sqlite-utils command are the user's affair, not the store's.
        db = Database(connection.raw, execute_plugins=False)
        _refuse_strangers(db, connection)
        if not migrations.pending(db):
            return
    if connection.read_only:
        raise StoreError(
            f"{connection.path} was made by an older Ronda. Open it once for writing (any crawl does) "
            "and it is brought up to date"
        )
    # sqlite-utils opens savepoints inside our transaction; another process may have been faster, and then
    # `apply` finds nothing left to do.
    with connection.write(), connection.translated():
        migrations.apply(db)


def _refuse_strangers(db: Database, connection: Connection) -> None:
    # First the tables, then what was applied: another process may be making this very file, and commits both
    # together.
    tables = db.table_names()
    applied = {migration.name for migration in migrations.applied(db)}
    newer = applied - _known()
    if newer:
        raise StoreError(
            f"{connection.path} was written by a newer Ronda ({', '.join(sorted(newer))}). "
            "Update this program, or name another database"
        )
    if tables and not applied:
        raise StoreError(
            f"{connection.path} is a database of another program. Name another file with --database"
        )


def _known() -> set[str]:
    with Database(memory=True, execute_plugins=False) as empty:
        return {migration.name for migration in migrations.pending(empty)}


def _run(db: Database, statements: tuple[str, ...]) -> None:
    for statement in statements:
        db.execute(statement)

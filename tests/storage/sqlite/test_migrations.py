"""A file is brought to the present schema, once, whole, whoever opens it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from crawler.errors import StoreError
from storage import open_store
from storage.sqlite import migrations
from storage.store import FIGURES
from tests.storage.conftest import Look
from tests.storage.samples import article

ROOT = Path(__file__).parents[3]


def test_the_names_of_applied_migrations_are_kept_in_the_file(path: Path, look: Look) -> None:
    open_store(path).close()
    assert look("SELECT migration_set, name FROM _sqlite_migrations ORDER BY id") == [
        ("ronda", "m001_tables"),
        ("ronda", "m002_full_text"),
        ("ronda", "m003_views"),
        ("ronda", "m004_hosts"),
        ("ronda", "m005_page_lines"),
        ("ronda", "m006_pages"),
        ("ronda", "m007_labels"),
        ("ronda", "m008_officials"),
        ("ronda", "m009_stories"),
        ("ronda", "m010_rounds"),
        ("ronda", "m011_large_stores"),
        ("ronda", "m012_charts"),
        ("ronda", "m013_batches"),
    ]
    before = look("SELECT * FROM _sqlite_migrations")
    open_store(path).close()
    assert look("SELECT * FROM _sqlite_migrations") == before


def test_a_file_of_a_newer_program_is_left_as_it_is(path: Path, look: Look) -> None:
    open_store(path).close()
    with closing(sqlite3.connect(path)) as other:
        other.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('ronda', 'm999_stories', '')"
        )
        other.commit()
    for read_only in (False, True):
        with pytest.raises(StoreError, match=r"newer Ronda \(m999_stories\). Update this program"):
            open_store(path, read_only=read_only)
    assert look("SELECT count(*) FROM articles") == [(0,)]


def test_an_older_file_is_brought_up_to_date_and_loses_nothing(path: Path, look: Look) -> None:
    with closing(open_store(path)) as store:
        store.keep(article("/1"), None)
    with closing(sqlite3.connect(path)) as older:
        for (view,) in older.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall():
            older.execute(f"DROP VIEW {view}")
        older.execute("DELETE FROM _sqlite_migrations WHERE name = 'm003_views'")
        older.commit()
    with pytest.raises(StoreError, match=r"older Ronda. Open it once for writing"):
        open_store(path, read_only=True)
    with closing(open_store(path)) as store:
        assert store.count() == 1
    assert look("SELECT id FROM latest") == [(1,)]


def test_articles_of_an_older_file_wait_to_be_linked(path: Path, look: Look) -> None:
    with closing(open_store(path)) as store:
        store.keep_many([article("/1"), article("/2", text="Isi yang lain.")], None)
    with closing(sqlite3.connect(path)) as older:
        for kind, name in older.execute(
            "SELECT type, name FROM sqlite_schema WHERE name IN ('latest_stories', 'same_cases', 'stories', "
            "'article_stories') OR name GLOB 'story_*' OR name GLOB 'articles_to_*'"
        ).fetchall():
            if kind != "index":
                older.execute(f"DROP {kind} {name}")
        older.execute("DELETE FROM _sqlite_migrations WHERE name = 'm009_stories'")
        older.commit()
    with closing(open_store(path)) as store:
        assert store.count_unlinked() == 2
    assert look("SELECT article_id FROM story_queue ORDER BY ticket") == [(1,), (2,)]


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    path: Path, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store(path).close()
    before = look("SELECT name FROM sqlite_schema")

    def m998_half(db: Database) -> None:
        db.execute("CREATE TABLE half (a)")
        db.execute("CREATE TABLE articles (a)")

    longer = migrations.Steps(*migrations.migrations.migrations, m998_half)
    monkeypatch.setattr(migrations, "migrations", longer)
    with pytest.raises(StoreError, match="already exists"):
        open_store(path)
    assert look("SELECT name FROM sqlite_schema") == before


def test_tables_and_views_of_the_users_own_are_no_hindrance(path: Path) -> None:
    open_store(path).close()
    with closing(sqlite3.connect(path)) as own:
        own.execute("CREATE TABLE my_notes (article_id INTEGER, note TEXT)")
    with closing(open_store(path)) as store:
        assert store.count() == 0


def test_programs_that_open_a_new_file_at_the_same_moment_make_one_schema(path: Path, look: Look) -> None:
    code = f"from storage import open_store; open_store({str(path)!r}).close()"
    children = [subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) for _ in range(6)]
    assert [child.wait(60) for child in children] == [0] * 6
    assert look("SELECT count(*) FROM _sqlite_migrations") == [(13,)]
    assert look("PRAGMA page_size") == [(16_384,)]


def test_a_file_that_is_up_to_date_is_opened_without_sqlite_utils(path: Path) -> None:
    code = f"import sys; from storage import open_store; open_store({str(path)!r}).close(); "
    for loaded in (True, False):
        told = f"sys.exit(('sqlite_utils' in sys.modules) != {loaded})"
        assert subprocess.run([sys.executable, "-c", code + told], cwd=ROOT, check=False).returncode == 0


def test_every_figure_of_a_run_has_its_column(path: Path, look: Look) -> None:
    open_store(path).close()
    columns = {name for (name,) in look("SELECT name FROM pragma_table_info('runs')")}
    assert set(FIGURES) <= columns


def test_other_tools_see_which_table_is_searched(path: Path) -> None:
    with closing(open_store(path)) as store:
        store.keep(article("/1"), None)
    db = Database(str(path))
    with closing(db):
        assert db.table("articles").detect_fts() == "articles_fts"
        assert [row["id"] for row in db.table("articles").search("polsek")] == [1]

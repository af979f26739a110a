"""`open_store`: what it makes, and what it says when it cannot."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from crawler.errors import StoreError
from storage import open_store
from storage.sqlite import connection, remedies
from storage.store import ArticleQuery
from tests.storage.conftest import Look
from tests.storage.samples import NOON, article, link, visit


@pytest.fixture
def closed_path() -> Iterator[Path]:
    """A path in a folder of an ordinary user's, and his rights: the superuser may write anything."""
    with TemporaryDirectory() as folder:
        superuser = os.geteuid() == 0
        if superuser:
            os.chown(folder, 65534, 65534)
            os.seteuid(65534)
        yield Path(folder) / "ronda.db"
        if superuser:
            os.seteuid(0)


def test_a_new_file_is_safe_and_roomy(path: Path, look: Look) -> None:
    with closing(open_store(str(path))) as store:
        assert store.path == path
        assert look("PRAGMA journal_mode") == [("wal",)]
        assert look("PRAGMA page_size") == [(16_384,)]
    assert all(
        strict
        for (strict,) in look(
            "SELECT strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main' "
            "AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'"
        )
    )


def test_every_commit_reaches_the_disk_and_references_hold(path: Path) -> None:
    db = connection.Connection(path)
    with closing(db):
        assert db.value("PRAGMA synchronous") == 2  # FULL
        assert db.value("PRAGMA foreign_keys") == 1


def test_what_was_kept_is_there_when_opened_again(path: Path) -> None:
    with closing(open_store(path)) as store:
        store.keep(article("/1"), None)
    with closing(open_store(path)) as store:
        assert store.count() == 1
    with closing(open_store(path, read_only=True)) as store:
        assert store.find("1") is not None


def test_a_store_opened_for_reading_writes_nothing(path: Path) -> None:
    open_store(path).close()
    with closing(open_store(path, read_only=True)) as store:
        with pytest.raises(StoreError, match="opened for reading only"):
            store.keep(article("/1"), None)
        with pytest.raises(StoreError, match="reading only"):
            store.see_links("sumeks", [link("/1")], NOON, visit())
        assert store.check() == []
        assert store.search("polsek", ArticleQuery()).hits == ()


def test_reading_makes_no_file(path: Path) -> None:
    with pytest.raises(StoreError, match=r"no such database. Crawl or import"):
        open_store(path, read_only=True)
    assert not path.exists()


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"there is no folder .*/nowhere\. Make it"):
        open_store(tmp_path / "nowhere" / "ronda.db")


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"is a folder. Name a file in it"):
        open_store(tmp_path)


@pytest.mark.parametrize("content", [b"Ini bukan basis data. " * 100, b"SQLite format 2\x00" + b"\x00" * 100])
def test_a_file_of_another_kind_is_left_as_it_is(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    for read_only in (False, True):
        with pytest.raises(StoreError, match=r"is not a SQLite database. Name another file"):
            open_store(path, read_only=read_only)
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_left_as_it_is(path: Path, look: Look) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipes (name)")
    with pytest.raises(StoreError, match="database of another program"):
        open_store(path)
    assert look("SELECT name FROM sqlite_schema") == [("recipes",)]


def test_an_empty_file_becomes_a_store(path: Path) -> None:
    path.touch()
    with closing(open_store(path)) as store:
        assert store.count() == 0


def test_a_write_protected_file_is_named_with_the_remedy(closed_path: Path) -> None:
    open_store(closed_path).close()
    closed_path.chmod(0o400)
    with pytest.raises(StoreError, match="Make both writable"), closing(open_store(closed_path)) as store:
        store.keep(article("/1"), None)


def test_an_unreadable_file_is_named_with_the_remedy(closed_path: Path) -> None:
    open_store(closed_path).close()
    closed_path.chmod(0o000)
    with pytest.raises(StoreError, match="readable and writable"):
        open_store(closed_path)


def test_a_folder_where_readers_can_keep_no_files_is_named_with_the_remedy(closed_path: Path) -> None:
    open_store(closed_path).close()
    closed_path.parent.chmod(0o555)
    try:
        with pytest.raises(StoreError, match=r"readers, too, keep two files beside it"):
            open_store(closed_path, read_only=True)
    finally:
        closed_path.parent.chmod(0o777)


def test_a_folder_one_may_not_enter_is_named_with_the_remedy(closed_path: Path) -> None:
    folder = closed_path.parent / "rahasia"
    folder.mkdir(mode=0o000)
    with pytest.raises(StoreError, match="Permission denied"):
        open_store(folder / "ronda.db")
    folder.rmdir()


def test_a_name_that_is_too_long_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="File name too long"):
        open_store(tmp_path / ("x" * 300))


def test_a_database_held_too_long_is_named_with_the_remedy(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.2)  # 30 s in earnest
    assert remedies.BUSY_SECONDS == 30
    with closing(open_store(path)) as store, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"by another program for over 30 seconds. End that"):
            store.keep(article("/1"), None)
        assert store.count() == 0, "reading goes on meanwhile"
        other.rollback()
        store.keep(article("/1"), None)


def test_a_writer_waits_for_another_to_end(path: Path) -> None:
    with closing(open_store(path)) as store:
        other = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        timer = threading.Timer(0.3, other.rollback)
        timer.start()
        store.keep(article("/1"), None)
        timer.join()
        other.close()
        assert store.count() == 1


def fill(db: connection.Connection) -> None:
    with db.write():
        for number in range(100):
            db.execute("INSERT INTO t VALUES (?, ?)", (number, "x" * 10_000))


def break_off(db: connection.Connection) -> None:
    with db.write():
        db.execute("INSERT INTO t VALUES (1)")
        raise KeyboardInterrupt


def test_a_full_disk_is_named_and_keeps_only_whole_transactions(path: Path) -> None:
    db = connection.Connection(path)
    with closing(db):
        db.execute("CREATE TABLE t (a, b)")
        db.execute("INSERT INTO t VALUES (1, 'utuh')")
        db.execute(f"PRAGMA max_page_count = {db.value('PRAGMA page_count') + 2}")
        with pytest.raises(StoreError, match=r"the disk is full. Free some space"):
            fill(db)
        assert db.value("SELECT count(*) FROM t") == 1
        with db.write():
            db.execute("INSERT INTO t VALUES (2, 'lagi')")
        assert db.value("SELECT count(*) FROM t") == 2


def test_an_error_inside_a_transaction_takes_it_back(path: Path) -> None:
    db = connection.Connection(path)
    with closing(db):
        db.execute("CREATE TABLE t (a)")
        with pytest.raises(KeyboardInterrupt):
            break_off(db)
        assert db.value("SELECT count(*) FROM t") == 0


def test_a_closed_store_complains_in_words(path: Path) -> None:
    store = open_store(path)
    store.close()
    with pytest.raises(StoreError, match="closed database"):
        store.count()


def test_a_name_with_signs_of_a_uri_is_a_plain_name(tmp_path: Path) -> None:
    odd = tmp_path / "arsip #1 50%?mode=rwc&x.db"
    open_store(odd).close()
    with closing(open_store(odd, read_only=True)) as store:
        assert store.count() == 0
    assert odd.exists()

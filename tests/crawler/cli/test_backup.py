"""A backup is whole, though a crawl writes meanwhile, and a restore brings back exactly that."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from crawler.runs.lock import take_lock
from storage import open_store
from tests.house import House
from tests.storage.samples import article


@pytest.fixture
def filled(house: House) -> House:
    with closing(open_store(house.database)) as store:
        for number in range(30):
            store.keep(article(f"/{number}", text=f"Patroli ke-{number} di pasar."), None)
    return house


def hashes(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as db:
        return {row[0] for row in db.execute("SELECT content_hash FROM articles")}


def test_a_backup_is_one_sound_file_with_all_articles(filled: House, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    done = filled.ronda("backup", str(copy))
    assert done.returncode == 0, done.stderr
    assert "30 articles" in done.stdout
    assert hashes(copy) == hashes(filled.database)
    assert sorted(path.name for path in tmp_path.glob("*copy*")) == ["copy.db"]
    with closing(open_store(copy)) as store:
        assert store.check() == []


def test_a_backup_while_others_write_is_the_state_of_one_moment(filled: House, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        with closing(open_store(filled.database)) as store:
            number = 100
            while not stop.is_set():
                store.keep_many(
                    [article(f"/{number + n}", text=f"Berita {number + n} malam ini.") for n in range(3)],
                    None,
                )
                number += 3

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for name in ("one.db", "two.db", "three.db"):
            assert filled.ronda("backup", str(tmp_path / name)).returncode == 0
    finally:
        stop.set()
        writer.join()
    for name in ("one.db", "two.db", "three.db"):
        assert len(hashes(tmp_path / name)) % 3 == 0, "a transaction of three is there whole or not at all"
        with closing(open_store(tmp_path / name)) as store:
            assert store.check() == []


def test_a_restore_brings_back_what_was_there_and_keeps_what_it_replaces(
    filled: House, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    filled.ronda("backup", str(copy))
    before = hashes(filled.database)
    with closing(open_store(filled.database)) as store:
        store.keep(article("/later", text="Setelah salinan dibuat."), None)
    later = hashes(filled.database)

    refused = filled.ronda("restore", str(copy))
    assert refused.returncode == 2
    assert "--force" in refused.stderr
    assert hashes(filled.database) == later

    done = filled.ronda("restore", str(copy), "--force")
    assert done.returncode == 0, done.stderr
    assert hashes(filled.database) == before
    assert hashes(filled.database.with_name("ronda.db.before")) == later
    with closing(open_store(filled.database)) as store:
        assert store.check() == []
        assert store.search("patroli", article_query())


def article_query() -> object:
    from storage.store import ArticleQuery

    return ArticleQuery(limit=1)


def test_a_restore_waits_for_no_crawl_but_refuses(filled: House, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    filled.ronda("backup", str(copy))
    lock = take_lock(filled.database, "sumeks")
    try:
        assert filled.ronda("restore", str(copy), "--force").returncode == 75
    finally:
        lock.release()


def test_a_damaged_copy_is_refused_and_the_database_left_alone(filled: House, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    filled.ronda("backup", str(copy))
    with copy.open("r+b") as file:
        file.seek(16_384 * 3)
        file.write(b"\xff" * 4096)
    before = hashes(filled.database)
    done = filled.ronda("restore", str(copy), "--force")
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert hashes(filled.database) == before


def test_the_database_is_no_place_for_its_own_backup(filled: House) -> None:
    done = filled.ronda("backup", str(filled.database))
    assert done.returncode == 2
    assert "the database itself" in done.stderr


def test_a_place_that_cannot_be_written_is_told(filled: House, tmp_path: Path) -> None:
    done = filled.ronda("backup", str(tmp_path / "missing" / "copy.db"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr

"""Is a file sound, and what is in it?"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from crawler.items import Outcome
from storage import open_store
from storage.store import RunReport, Store
from tests.storage.samples import NOON, article, later, link, refusal, source_row, visit


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def fill(store: Store) -> None:
    store.put_sources([source_row("sumeks"), source_row("palpos")], NOON)
    run = store.start_run("sumeks", at=NOON, trigger="hand", pid=1)
    store.see_links("sumeks", [link("/8"), link("/9")], NOON, visit())
    store.keep(article("/1", text="Satu."), run)
    store.keep(article("/2", text="Satu."), run)
    store.keep(article("/3", text="Tiga.", published=None, missing_parts=("/3/15",)), run)
    store.keep(article("/1", text="Satu, diubah."), run)
    store.keep(article("/1", source="palpos", text="Satu, diubah."), None)
    store.dispose(refusal("/8"), run)
    store.dispose(refusal("/4", Outcome.GONE), run)
    ended = RunReport(finished_at=later(1), outcome="ok", reason="", figures={}, stats={})
    store.finish_run(run, ended)


def test_a_store_in_use_is_sound(store: Store) -> None:
    fill(store)
    assert store.check() == []


def test_a_full_text_index_that_missed_an_article_is_noticed(store: Store, path: Path) -> None:
    fill(store)
    change(path, "DROP TRIGGER articles_rewritten", "UPDATE articles SET text = 'Lain.' WHERE id = 1")
    (problem,) = store.check()
    assert problem.startswith("full-text index:")
    assert "'rebuild'" in problem
    change(path, "INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")
    assert store.check() == []


def test_an_article_missing_from_the_index_is_noticed_when_only_reading(store: Store, path: Path) -> None:
    fill(store)
    change(
        path,
        "DROP TRIGGER articles_deleted",
        "PRAGMA foreign_keys = OFF",
        "DELETE FROM articles WHERE id = 2",
    )
    with closing(open_store(path, read_only=True)) as reading:
        assert any(problem.startswith("full-text index: holds 3") for problem in reading.check())


def test_a_row_that_names_nothing_is_noticed(store: Store, path: Path) -> None:
    fill(store)
    change(path, "UPDATE urls SET run_id = 99 WHERE url LIKE '%/4'")
    (problem,) = store.check()
    assert "urls names a missing row of runs" in problem


def test_a_damaged_page_is_noticed(store: Store, path: Path) -> None:
    fill(store)
    store.close()
    bytes_ = bytearray(path.read_bytes())
    page = 16_384
    bytes_[3 * page : 4 * page] = b"\x00" * page
    path.write_bytes(bytes_)
    with closing(open_store(path)) as opened:
        assert opened.check() != []


def test_figures_are_given_in_all_and_by_source(store: Store) -> None:
    fill(store)
    figures = store.stats()
    expected = {
        "articles": 3,
        "without_date": 1,
        "partial": 1,
        "copies": 1,
        "revisions": 1,
        "duplicates": 1,
        "addresses": 7,
        "pending": 1,
        "failed_urls": 1,
        "failing": 2,
        "runs": 1,
        "first_published_at": "2026-02-16T03:00:00Z",
    }
    assert {key: figures[key] for key in expected} == expected
    sumeks, palpos = figures["sources"]["sumeks"], figures["sources"]["palpos"]
    assert (sumeks["articles"], sumeks["duplicates"], sumeks["copies"], sumeks["failing"]) == (2, 1, 0, 2)
    assert (sumeks["last_good_run_at"], palpos["last_good_run_at"]) == ("2026-02-16T05:00:00Z", None)
    assert (palpos["articles"], palpos["copies"], palpos["title"]) == (1, 1, "Palpos")


def test_an_empty_store_and_a_silent_source_have_figures_too(store: Store) -> None:
    assert store.stats()["articles"] == 0
    store.put_sources([source_row("sumeks")], NOON)
    silent = store.stats()["sources"]["sumeks"]
    assert (silent["articles"], silent["revisions"], silent["last_published_at"], silent["pending"]) == (
        0,
        0,
        None,
        0,
    )

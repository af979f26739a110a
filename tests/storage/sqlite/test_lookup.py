"""Articles by key and by filter."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from storage.sqlite import addresses, identity, lookup
from storage.store import ArticleQuery, Store
from tests.storage.samples import NOON, article, later, moment


@pytest.fixture
def filled(store: Store) -> Store:
    for number in range(1, 7):
        store.keep(
            article(
                f"/{number}",
                source="sumeks" if number % 2 else "palpos",
                text=f"Berita ke-{number}.",
                published=moment(NOON - timedelta(days=number)) if number < 6 else None,
                fetched_at=later(number),
            ),
            None,
        )
    return store


def numbers(store: Store, **query: Any) -> list[int]:
    return [found.id for found in store.articles(ArticleQuery(**query))]


def test_articles_come_newest_first_the_undated_by_their_first_visit(filled: Store) -> None:
    assert numbers(filled) == [6, 1, 2, 3, 4, 5]
    assert numbers(filled, oldest_first=True) == [5, 4, 3, 2, 1, 6]


def test_filters_narrow_by_source_and_time_since_counts_and_until_does_not(filled: Store) -> None:
    assert numbers(filled, sources=("sumeks",)) == [1, 3, 5]
    assert numbers(filled, sources=("sumeks", "palpos"), limit=2) == [6, 1]
    assert numbers(filled, sources=("nobody",)) == []
    since, until = NOON - timedelta(days=4), NOON - timedelta(days=2)
    assert numbers(filled, since=since, until=until) == [3, 4]
    assert numbers(filled, since=since, until=until, sources=("palpos",)) == [4]
    assert numbers(filled, limit=0) == []


def test_an_export_longer_than_a_batch_loses_and_doubles_nothing_while_others_write(
    store: Store, path: Path
) -> None:
    total = lookup.BATCH * 2 + 7
    store.keep_many([article(f"/{n}", text=f"Nomor {n}.") for n in range(total)], None)
    seen = []
    for count, found in enumerate(store.articles(ArticleQuery())):
        if count == 10:
            store.keep(article("/0", text="Diubah di tengah jalan.", published=moment(later(60))), None)
            store.keep(article("/baru", text="Baru.", published=moment(later(90))), None)
        seen.append(found.id)
    assert sorted(seen) == list(range(1, total + 1))


def test_one_article_is_found_by_every_key_it_has(store: Store) -> None:
    kept = article(
        "/1", url="https://sumeks.example/read/1/15", canonical_url="https://sumeks.example/read/1"
    )
    store.keep(kept, None, aliases=["00ff00ff00ff00ff"])
    keys = (
        kept.content_hash,
        kept.content_hash.upper(),
        "00ff00ff00ff00ff",
        kept.url,
        kept.canonical_url,
        "HTTPS://SUMEKS.example:443/read/1?utm_source=wa#top",
        "1",
        "  1\n",
    )
    assert [getattr(store.find(key), "id", None) for key in keys] == [1] * len(keys)


def test_keys_that_mean_nothing_find_nothing(store: Store) -> None:
    store.keep(article("/1"), None)
    strange = (
        "",
        "2",
        "0",
        "-1",
        "9" * 400,
        "f" * 16,
        "http://",
        "https://[",
        "\x00",
        "\ud83d",
        "٣",
        "1; DROP",
    )
    assert [store.find(key) for key in strange] == [None] * len(strange)


def test_a_hash_that_sources_share_gives_the_earliest(store: Store) -> None:
    for source in ("palpos", "sumeks"):
        store.keep(article("/1", source=source, text="Sama."), None)
    found = store.find(article("/1", text="Sama.").content_hash)
    assert found is not None
    assert found.source == "palpos"


def test_an_address_still_waiting_is_no_article(store: Store) -> None:
    from tests.storage.samples import link, visit

    store.see_links("sumeks", [link("/1")], NOON, visit())
    assert store.find("https://sumeks.example/1") is None


QUESTIONS = {
    "latest of a source": (
        "SELECT a.id FROM articles a WHERE a.source = 'x' ORDER BY a.dated_at DESC, a.id DESC LIMIT 20",
        "articles_by_source",
    ),
    "latest of all": ("SELECT * FROM latest LIMIT 20", "articles_by_date"),
    "by hash": ("SELECT id FROM articles WHERE content_hash = 'x' ORDER BY id LIMIT 1", "articles_by_hash"),
    "by canonical address": (identity._BY_CANONICAL, "sqlite_autoindex_articles"),
    "the same text": (identity._BY_TEXT, "articles_by_hash"),
    "pending": (addresses._PENDING, "urls_open"),
    "an address": ("SELECT etag FROM urls WHERE url = 'x'", "sqlite_autoindex_urls"),
    "failed of a source": (
        "SELECT url FROM urls WHERE source = 'x' AND disposition = 'failed'",
        "urls_by_source",
    ),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_daily_questions_use_an_index_and_sort_nothing(store: Store, path: Path, question: str) -> None:
    sql, index = QUESTIONS[question]
    values = dict.fromkeys(
        ("source", "canonical", "url", "hash", "text", "most", "limit", "now", "tried"), "x"
    )
    with closing(sqlite3.connect(path)) as connection:
        plan = " | ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values))
    assert index in plan
    assert "TEMP B-TREE" not in plan

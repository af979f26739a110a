"""No question that is asked often reads a whole table; common words are ranked by their newest articles."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from storage.search.stop_words import STOP_WORDS
from storage.sqlite import candidates, search
from storage.sqlite.store import SqliteStore
from storage.store import ArticleQuery, Facet
from tests.benchmarks.bulk import END, make_store, vocabulary

ARTICLES = 2000
WORDS = "polisi -kereta (motor OR mobil)"
# Not meant: an index that holds all that is asked; one of few rows, or walked from the newest on until the
# limit is reached; a list that the query brings along; tables that stay short.
WALKED = "revisions_by_date|articles_by_date|article_events_by_date|urls_gone|urls_failing"
SCAN = re.compile(
    rf"^SCAN (?!.*(COVERING INDEX|INDEX ({WALKED})|VIRTUAL TABLE|\(subquery|CONSTANT ROW))"
    r"(?!(sources|runs|aliases|l|sqlite_schema)\b)"
)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "ronda.db"
    make_store(path, ARTICLES)
    return path


QUERIES = {
    "all": ArticleQuery(limit=20),
    "source": ArticleQuery(limit=20, sources=("paper3",)),
    "sources": ArticleQuery(limit=20, sources=("paper3", "paper9")),
    "month": ArticleQuery(limit=20, since=END - timedelta(days=1)),
    "until": ArticleQuery(limit=20, sources=("paper0",), until=END - timedelta(days=1)),
    "topic": ArticleQuery(limit=20, facets=(Facet(kind="topic", values=("kriminal",)),)),
    "unit": ArticleQuery(limit=20, facets=(Facet(kind="unit", values=("Polres Daerah 7",)),)),
    "province": ArticleQuery(limit=20, facets=(Facet(kind="place", values=("11",)),)),
}


@pytest.mark.parametrize("name", [*QUERIES, "figures", "look-ups"])
def test_no_statement_scans_a_table(large: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # as few matches as that, and as few articles, are "many" here
    monkeypatch.setattr(candidates, "MOST", 100)
    monkeypatch.setattr(candidates, "NARROW", 300)
    with closing(SqliteStore(large, read_only=True)) as store:
        seen: list[str] = []
        store._db.raw.set_trace_callback(seen.append)
        if name == "figures":
            list(store.edits(QUERIES["all"]))
            list(store.happenings(QUERIES["all"]))
            store.vitals("paper0", END)
            store.stats()
        elif name == "look-ups":
            known = store.find("17")
            assert known is not None
            assert all(store.find(key) for key in (known.content_hash, known.url))
            store.find("https://nowhere.example/")
            store.validators(known.url)
            store.pending("paper0")
            store.young("paper0", END - timedelta(hours=1))
            store.open_lists("paper0")
        else:
            assert store.search(WORDS, QUERIES[name]).hits
            list(store.articles(QUERIES[name]))
        store._db.raw.set_trace_callback(None)
        asked = [statement for statement in seen if not re.search("^--|articles_fts_", statement)]
        assert asked
        for statement in asked:
            plan = [row["detail"] for row in store._db.rows(f"EXPLAIN QUERY PLAN {statement}")]
            assert not [step for step in plan if SCAN.match(step)], (statement, plan)


@pytest.mark.parametrize("name", QUERIES)
def test_common_words_find_what_the_filter_allows_and_say_that_it_is_the_newest(
    large: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(SqliteStore(large, read_only=True)) as store:
        exact = {hit.article.id for hit in store.search("polisi", _all_of(QUERIES[name])).hits}
        monkeypatch.setattr(candidates, "MOST", 100)
        monkeypatch.setattr(candidates, "NARROW", 300)
        found = store.search("polisi", QUERIES[name])
        assert {hit.article.id for hit in found.hits} <= exact
        assert len(found.hits) == min(20, len(exact))


@pytest.mark.parametrize("name", QUERIES)
def test_phrases_of_common_words_find_what_the_filter_allows_and_all_of_few(
    large: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = [word for word in vocabulary() if word not in STOP_WORDS][:2]
    phrase, query = f'"{one} {other}"', QUERIES[name]
    with closing(SqliteStore(large, read_only=True)) as store:
        exact = {hit.article.id for hit in store.search(phrase, _all_of(query)).hits}
        monkeypatch.setattr(search, "POOL", 20)
        monkeypatch.setattr(candidates, "HEAVY", 0)
        found = store.search(phrase, query)
        numbers = {hit.article.id for hit in found.hits}
        assert exact
        assert numbers <= exact
        assert len(numbers) == min(20, len(exact))
        assert found.notes or len(exact) <= 40


def test_more_than_can_be_ranked_is_told(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "MOST", 100)
    with closing(SqliteStore(large, read_only=True)) as store:
        assert "only the newest" in store.search("polisi", ArticleQuery(limit=20)).notes[0]


def _all_of(query: ArticleQuery) -> ArticleQuery:
    from dataclasses import replace

    return replace(query, limit=None)


def test_the_large_store_is_sound(large: Path) -> None:
    with closing(SqliteStore(large)) as store:
        assert store.count() == ARTICLES
        assert store.check() == []

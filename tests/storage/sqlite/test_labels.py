"""Labels stand and fall with the text they were made of."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.errors import StoreError
from crawler.items import Outcome
from crawler.labels import Topic, Unit
from storage import open_store
from storage.store import ArticleQuery, Store
from tests.storage.conftest import Look
from tests.storage.samples import article, labels, later, link, refusal, visit

TABLES = ("labels", "topics", "units", "places", "officials", "laws", "evidence")
OTHER = labels(relevant=False, score=0.2, topics=(), units=(), places=(), officials=(), laws=(), evidence=())
OFF_TOPIC = labels(relevant=False, score=0.12)


def counts(look: Look) -> dict[str, int]:
    return {name: look(f"SELECT count(*) FROM article_{name}")[0][0] for name in TABLES}


def test_an_article_gives_its_labels_back_as_they_were(store: Store) -> None:
    store.keep(article(labels=labels()), None)
    found = store.find("1", labels=True)
    assert found is not None
    assert found.labels == labels()
    (listed,) = store.articles(ArticleQuery(labels=True))
    assert listed.labels == labels()
    assert [one.labels for one in store.articles(ArticleQuery())] == [None]


def test_any_sqlite_tool_finds_an_article_by_its_labels(store: Store, look: Look) -> None:
    store.keep(article(labels=labels()), None)
    assert look("SELECT article_id, quotes FROM article_topics WHERE topic = 'narkoba'") == [
        (1, '["sabu", "narkoba"]')
    ]
    assert look("SELECT article_id FROM article_units WHERE unit = 'Polres Ogan Komering Ulu'") == [(1,)]
    sql = "SELECT code, event, kecamatan FROM article_places ORDER BY position"
    assert look(sql) == [("16.01", 1, '["Baturaja Timur"]'), ("16", 0, "[]")]
    assert look("SELECT name, rank, role FROM article_officials ORDER BY position") == [
        ("Andi Wijaya", "AKBP", ""),
        ("Budi", None, "suspect"),
    ]
    assert look("SELECT pasal, act FROM article_laws") == [("114 ayat 1", "UU 35/2009")]
    assert look("SELECT kind, name, amount, unit FROM article_evidence") == [("drug", "sabu", 14.96, "gram")]
    sql = "SELECT event_date, event_text, operation, why ->> '$.relevance[0].rule' FROM article_labels"
    assert look(sql) == [("2026-02-16", "Senin (16/2/2026)", "Operasi Antik Musi 2026", "units")]


def test_a_revised_text_has_its_own_labels_and_none_of_the_old(store: Store, look: Look) -> None:
    store.keep(article(labels=labels()), None)
    kept = store.keep(article(text="Harga cabai turun.", fetched_at=later(60), labels=OTHER), None)
    assert kept.outcome is Outcome.REVISED
    found = store.find("1", labels=True)
    assert found is not None
    assert found.labels == OTHER
    assert counts(look) == dict.fromkeys(TABLES, 0) | {"labels": 1}


def test_a_revised_text_that_could_not_be_labelled_has_no_labels(store: Store, look: Look) -> None:
    store.keep(article(labels=labels()), None)
    store.keep(article(text="Teks yang lain.", fetched_at=later(60), labels=None), None)
    assert counts(look) == dict.fromkeys(TABLES, 0)


def test_an_unchanged_text_keeps_the_labels_it_has(store: Store) -> None:
    store.keep(article(labels=labels()), None)
    kept = store.keep(article(fetched_at=later(60), labels=replace(OTHER, labeller="newer")), None)
    assert kept.outcome is Outcome.UNCHANGED
    found = store.find("1", labels=True)
    assert found is not None
    assert found.labels == labels()


def test_a_repeated_text_is_labelled_once(store: Store, look: Look) -> None:
    store.keep(article("/1", labels=labels()), None)
    kept = store.keep(article("/2", text=article("/1").text, labels=labels()), None)
    assert kept.outcome is Outcome.DUPLICATE
    assert counts(look)["labels"] == 1


def test_text_and_labels_are_written_together_or_not_at_all(store: Store, look: Look) -> None:
    store.keep(article(labels=labels()), None)
    broken = labels(topics=(Topic(topic="narkoba", score=7.0, quotes=()),))  # the last of many statements
    with pytest.raises(StoreError):
        store.keep(article(text="Teks baru.", fetched_at=later(60), labels=broken), None)
    found = store.find("1", labels=True)
    assert found is not None
    assert (found.text, found.labels) == (article().text, labels())
    assert look("SELECT count(*) FROM revisions") == [(0,)]


def test_a_second_label_of_one_name_costs_the_article_nothing(store: Store, look: Look) -> None:
    unit = Unit(unit="Polsek Sukaraja", level="polsek", code="16.01.02", quotes=("Polsek",))
    kept = store.keep(article(labels=labels(units=(unit, replace(unit, code=None)))), None)
    assert kept.outcome is Outcome.STORED
    assert look("SELECT unit, code FROM article_units") == [("Polsek Sukaraja", "16.01.02")]


def test_reading_again_puts_labels_right(store: Store) -> None:
    store.keep(article(labels=labels()), None)
    assert store.reread(1, article(text="Dibaca lain.", labels=OTHER))
    found = store.find("1", labels=True)
    assert found is not None
    assert found.labels == OTHER


def test_an_earlier_version_leaves_the_labels_of_the_text_that_stands(store: Store) -> None:
    store.keep(article(text="Versi satu.", labels=labels()), None)
    store.keep(article(text="Versi dua.", fetched_at=later(60), labels=labels(score=0.6)), None)
    assert store.reread(1, article(text="Versi satu, dibaca lain.", labels=OTHER), version=1)
    found = store.find("1", labels=True)
    assert found is not None
    assert found.labels == labels(score=0.6)


def test_newer_rules_label_stored_texts_again(store: Store) -> None:
    store.keep(article("/1", labels=labels(labeller="old")), None)
    store.keep(article("/2"), None)
    store.keep(article("/3", labels=labels(labeller="new")), None)
    assert store.labellers() == {"sumeks": {"old": 1, "": 1, "new": 1}}
    old = list(store.articles(ArticleQuery(unlike="new", oldest_first=True)))
    assert [one.id for one in old] == [1, 2]
    assert store.relabel([(one, labels(labeller="new")) for one in old]) == 2
    assert store.labellers() == {"sumeks": {"new": 3}}


def test_labels_of_a_text_that_stands_no_more_are_not_written(store: Store) -> None:
    store.keep(article(labels=labels(labeller="old")), None)
    (old,) = store.articles(ArticleQuery())
    store.keep(article(text="Direvisi.", fetched_at=later(60), labels=labels(labeller="old")), None)
    assert store.relabel([(old, labels(labeller="new"))]) == 0
    assert store.labellers() == {"sumeks": {"old": 1}}


def test_what_is_off_topic_is_kept_unless_the_owner_says_drop(store: Store, look: Look) -> None:
    assert store.keep(article("/1", labels=OFF_TOPIC), None).outcome is Outcome.STORED
    kept = store.keep(article("/2", labels=OFF_TOPIC), None, drop=True)
    assert (kept.outcome, kept.article_id) == (Outcome.OFF_TOPIC, None)
    assert kept.reason == "not about polri: score 0.12"
    assert store.count() == 1
    sql = "SELECT disposition, reason, article_id FROM urls WHERE url LIKE '%/2'"
    assert look(sql) == [("off-topic", "not about polri: score 0.12", None)]
    relevant = store.keep(article("/3", labels=labels()), None, drop=True)
    assert relevant.outcome is Outcome.STORED
    unlabelled = store.keep(article("/4"), None, drop=True)
    assert unlabelled.outcome is Outcome.STORED


def test_what_was_dropped_is_never_asked_for_again(store: Store) -> None:
    url = article("/2").url
    store.see_links("sumeks", [link("/2")], later(0), visit())
    partial = article("/2", labels=OFF_TOPIC, missing_parts=("https://sumeks.example/2/15",))
    store.keep(partial, None, drop=True)
    newer = link("/2", modified_at=later(120))
    assert store.see_links("sumeks", [newer], later(180), visit(later(180))) == []
    assert store.pending("sumeks") == []
    assert url not in {one.link.url for one in store.young("sumeks", later(-999))}


def test_a_known_article_stays_whatever_it_is_about_by_now(store: Store) -> None:
    store.keep(article(labels=labels()), None)
    kept = store.keep(article(text="Kini iklan.", fetched_at=later(60), labels=OFF_TOPIC), None, drop=True)
    assert kept.outcome is Outcome.REVISED
    again = store.keep(article(text="Kini iklan.", fetched_at=later(90), labels=OFF_TOPIC), None, drop=True)
    assert again.outcome is Outcome.UNCHANGED
    assert store.count() == 1


def test_a_dropped_address_may_be_stored_when_the_owner_changes_their_mind(store: Store) -> None:
    store.keep(article(labels=OFF_TOPIC), None, drop=True)
    assert store.keep(article(labels=OFF_TOPIC), None).outcome is Outcome.STORED
    store.dispose(refusal("/1", at=later(60)), None)
    assert store.count() == 1


def test_an_older_file_gets_the_tables_and_keeps_its_articles(path: Path, look: Look) -> None:
    with closing(open_store(path)) as store:
        store.keep(article("/1"), None)
    with closing(sqlite3.connect(path)) as older:
        for name in TABLES:
            older.execute(f"DROP TABLE article_{name}")
        older.execute("DELETE FROM _sqlite_migrations WHERE name = 'm007_labels'")
        older.commit()
    with closing(open_store(path)) as store:
        assert store.labellers() == {"sumeks": {"": 1}}
        (old,) = store.articles(ArticleQuery(unlike="new"))
        store.relabel([(old, labels(labeller="new"))])
    assert counts(look)["labels"] == 1


def test_who_deletes_an_article_deletes_what_was_said_of_it(store: Store, path: Path, look: Look) -> None:
    store.keep(article(labels=labels()), None)
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("PRAGMA foreign_keys = ON")
        other.execute("UPDATE urls SET article_id = NULL")
        other.execute("DELETE FROM articles")
    assert counts(look) == dict.fromkeys(TABLES, 0)
    assert store.check() == []

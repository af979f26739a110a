"""What articles say narrows a search and a listing down."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage import open_store
from storage.store import ArticleQuery, Facet, Store
from tests.storage.samples import article

LABELS = (
    "INSERT INTO article_labels (article_id, labeller, relevant, score, operation) "
    "VALUES (1, 't', 1, 1, 'Operasi Pekat Musi 2026'), (2, 't', 1, 1, NULL)",
    "INSERT INTO article_topics (article_id, topic, position, score) "
    "VALUES (1, 'narkoba', 1, 1), (2, 'kriminal', 1, 1), (2, 'narkoba', 2, 0.5)",
    "INSERT INTO article_units (article_id, unit, position, level) "
    "VALUES (1, 'Polres Ogan Komering Ulu', 1, 'polres'), (2, 'Polsek Rupit', 1, 'polsek')",
    "INSERT INTO article_places (article_id, code, position, provinsi, kecamatan, event) VALUES "
    "(1, '16.01', 1, 'Sumatera Selatan', '[\"Lubuk Raja\"]', 1), "
    "(2, '16.13', 1, 'Sumatera Selatan', '[]', 1), (2, '16.01', 2, 'Sumatera Selatan', '[]', 0), "
    "(3, '1', 1, 'x', '[]', 1)",
    "INSERT INTO article_officials (article_id, position, name, rank, post, unit) "
    "VALUES (1, 1, 'Imam Zamroni', 'AKBP', 'Kapolres Ogan Komering Ulu', 'Polres Ogan Komering Ulu')",
)


@pytest.fixture
def labelled(path: Path) -> Store:
    with closing(open_store(path)) as store:
        for number in (1, 2, 3):
            store.keep(article(f"/{number}", text=f"Polisi menangkap pengedar sabu {number}."), None)
    with closing(sqlite3.connect(path)) as db:
        for statement in LABELS:
            db.execute(statement)
        db.commit()
    return open_store(path)


@pytest.mark.parametrize(
    ("kind", "values", "found"),
    [
        ("topic", ("narkoba",), {1, 2}),
        ("topic", ("kriminal", "pemilu"), {2}),
        ("unit", ("Polres Ogan Komering Ulu",), {1}),
        ("place", ("16.01",), {1}),
        ("place", ("16",), {1, 2}),
        ("place", ("1",), {3}),
        ("kecamatan", ("lubuk raja",), {1}),
        ("official", ("zamroni",), {1}),
        ("official", ("kapolres imam",), {1}),
        ("official", ("kapolsek imam",), set()),
        ("operation", ("pekat musi",), {1}),
        ("source", ("sumeks",), {1, 2, 3}),
    ],
)
def test_a_facet_finds_its_articles_with_words_and_without_and_its_opposite_the_others(
    labelled: Store, kind: str, values: tuple[str, ...], found: set[int]
) -> None:
    for excluded, wanted in ((False, found), (True, {1, 2, 3} - found)):
        query = ArticleQuery(facets=(Facet(kind=kind, values=values, excluded=excluded),))
        assert {hit.article.id for hit in labelled.search("sabu", query).hits} == wanted
        assert {one.id for one in labelled.articles(query)} == wanted


def test_several_facets_must_all_hold(labelled: Store) -> None:
    both = (Facet(kind="topic", values=("narkoba",)), Facet(kind="unit", values=("Polsek Rupit",)))
    assert [hit.article.id for hit in labelled.search("sabu", ArticleQuery(facets=both)).hits] == [2]


def test_a_kind_that_is_none_is_a_mistake_of_the_program(labelled: Store) -> None:
    with pytest.raises(ValueError, match="no kind of label: warna"):
        labelled.search("sabu", ArticleQuery(facets=(Facet(kind="warna", values=("x",)),)))

"""Search: what is found, in which order, with which snippet."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.sqlite.search import split_marks
from storage.store import ArticleQuery, Store
from tests.storage.samples import NOON, article, later, moment

ALL = ArticleQuery()
FILLING = "Warga diminta tetap waspada dan melapor bila melihat hal yang mencurigakan. " * 20


@pytest.fixture
def filled(store: Store) -> Store:
    texts = {
        "Pencurian di Pasar": f"{FILLING}\nPolres Ogan Ilir menahan tersangka bernama Désiré.",
        "Polres Ogan Ilir Gelar Razia": FILLING,
        "Arus Mudik Lancar": f"{FILLING}\nIlir mudik kendaraan diatur petugas, ogan tidak disebut polres.",
    }
    for number, (title, text) in enumerate(texts.items(), start=1):
        store.keep(
            article(
                f"/{number}",
                source="palpos" if number == 3 else "sumeks",
                title=title,
                text=f"{text}\n{number}",
                published=moment(NOON - timedelta(days=number)),
            ),
            None,
        )
    return store


def ids(store: Store, words: str, query: ArticleQuery = ALL) -> list[int]:
    return [hit.article.id for hit in store.search(words, query)]


def test_a_word_of_the_title_counts_more_than_one_of_the_text(filled: Store) -> None:
    hits = filled.search("Polres Ogan Ilir", ALL)
    assert hits[0].article.id == 2
    assert [hit.rank for hit in hits] == sorted(hit.rank for hit in hits)
    assert {hit.article.id for hit in hits} == {1, 2, 3}


def test_a_phrase_is_found_as_it_stands_only(filled: Store) -> None:
    assert set(ids(filled, '"Polres Ogan Ilir"')) == {1, 2}


def test_case_and_accents_do_not_matter(filled: Store) -> None:
    assert ids(filled, "DESIRE tersangka") == [1]


def test_all_words_must_occur_but_stop_words_do_not_count(filled: Store) -> None:
    assert ids(filled, "razia pencurian") == []
    assert ids(filled, "pencurian yang di kepada") == [1]


def test_filters_of_the_query_are_honoured(filled: Store) -> None:
    assert ids(filled, "polres", ArticleQuery(sources=("palpos",))) == [3]
    assert ids(filled, "polres", ArticleQuery(since=NOON - timedelta(days=1))) == [1]
    assert ids(filled, "polres", ArticleQuery(until=NOON - timedelta(days=2))) == [3]
    assert len(ids(filled, "polres", ArticleQuery(limit=1))) == 1


def test_a_snippet_shows_the_words_found_where_the_marks_say(filled: Store) -> None:
    (hit,) = filled.search("tersangka menahan", ALL)
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["menahan", "tersangka"]
    assert "\n" not in hit.snippet
    assert hit.snippet.startswith("…")


def test_a_hit_in_the_title_alone_shows_the_text_unmarked(filled: Store) -> None:
    (hit,) = filled.search("razia", ALL)
    assert (hit.marks, hit.snippet[:12]) == ((), "Warga dimint")


@pytest.mark.parametrize("typed", ["", "   ", '"', "*", "🚓", "()", "^:", "\x00"])
def test_nothing_to_look_for_finds_nothing(filled: Store, typed: str) -> None:
    assert filled.search(typed, ALL) == []


def test_a_revised_article_is_found_by_its_new_words_only(filled: Store) -> None:
    for hours in (0, 25):  # of so much that was there so little is left that it is believed a day later
        changed = article("/2", title="Razia Usai", text="Operasi ditutup.", fetched_at=later(hours * 60))
        filled.keep(changed, None)
    assert ids(filled, "ditutup") == [2]
    assert 2 not in ids(filled, "Polres Ogan")
    assert filled.check() == []


def test_stray_marks_in_a_text_harm_no_snippet() -> None:
    assert split_marks("a\x03b\x02c\x03\x02d") == ("abcd", ((2, 3),))

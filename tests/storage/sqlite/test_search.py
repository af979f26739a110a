"""Search: what is found, in which order, with which snippet."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.store import ArticleQuery, Facet, Findings, Store
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
    return [hit.article.id for hit in store.search(words, query).hits]


def test_a_word_of_the_title_counts_more_than_one_of_the_text(filled: Store) -> None:
    hits = filled.search("Polres Ogan Ilir", ALL).hits
    assert hits[0].article.id == 2
    assert [hit.rank for hit in hits] == sorted(hit.rank for hit in hits)
    assert {hit.article.id for hit in hits} == {1, 2, 3}


def test_a_phrase_is_found_as_it_stands_only(filled: Store) -> None:
    assert set(ids(filled, '"Polres Ogan Ilir"')) == {1, 2}


def test_case_and_accents_do_not_matter(filled: Store) -> None:
    assert ids(filled, "DESIRE tersangka") == [1]


def test_all_words_must_occur_but_stop_words_do_not_count(filled: Store) -> None:
    assert ids(filled, "razia AND pencurian") == []
    assert ids(filled, "pencurian yang di kepada") == [1]


def test_filters_of_the_query_are_honoured(filled: Store) -> None:
    assert ids(filled, "polres", ArticleQuery(sources=("palpos",))) == [3]
    assert ids(filled, "polres", ArticleQuery(since=NOON - timedelta(days=1))) == [1]
    assert ids(filled, "polres", ArticleQuery(until=NOON - timedelta(days=2))) == [3]
    assert len(ids(filled, "polres", ArticleQuery(limit=1))) == 1


def test_a_snippet_shows_the_words_found_where_the_marks_say(filled: Store) -> None:
    (hit,) = filled.search("tersangka menahan", ALL).hits
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["menahan", "tersangka"]
    assert "\n" not in hit.snippet
    assert hit.snippet.startswith("…")


def test_a_hit_in_the_title_alone_shows_the_text_unmarked(filled: Store) -> None:
    (hit,) = filled.search("razia", ALL).hits
    assert (hit.marks, hit.snippet[:12]) == ((), "Warga dimint")


@pytest.mark.parametrize("typed", ["", "   ", '"', "*", "🚓", "()", "^:", "\x00"])
def test_nothing_to_look_for_finds_nothing(filled: Store, typed: str) -> None:
    assert filled.search(typed, ALL).hits == ()


def test_stop_words_alone_find_nothing_and_that_is_said(filled: Store) -> None:
    found = filled.search("yang di", ALL)
    assert found.hits == ()
    assert found.notes[0].startswith("yang, di: in nearly every article")


def test_a_revised_article_is_found_by_its_new_words_only(filled: Store) -> None:
    for hours in (0, 25):  # of so much that was there so little is left that it is believed a day later
        changed = article("/2", title="Razia Usai", text="Operasi ditutup.", fetched_at=later(hours * 60))
        filled.keep(changed, None)
    assert ids(filled, "ditutup") == [2]
    assert 2 not in ids(filled, "Polres Ogan")
    assert filled.check() == []


@pytest.fixture
def thefts(store: Store) -> Store:
    texts = (
        "Pencurian motor kembali terjadi di Indralaya, polisi memburu pelaku.",
        "Warga menangkap pria yang mencuri sepeda motor milik tetangganya.",
        "Kawanan curanmor dibekuk Satreskrim Polres Ogan Komering Ulu.",
        "Harga karet di Ogan Ilir naik lagi pekan ini.",
        "Tabung gas dicuri dari warung di Baturaja.",
    )
    for number, text in enumerate(texts, start=1):
        store.keep(article(f"/{number}", title=f"Berita {number}", text=text), None)
    return store


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("pencurian", {1, 2, 5}),
        ("mencuri", {1, 2, 5}),
        ("dicuri -motor", {5}),
        ("curanmor", {1, 2, 3}),
        ("pencurian kendaraan bermotor", {1, 2, 3}),
        ("maling motor", {1, 2, 3}),
        ('"mencuri"', {2}),
        ("polres oku", {3}),
        ("OI", {4}),
        ("karet OR gas", {4, 5}),
        ("(karet OR gas) baturaja", {5}),
        ("pencurian NOT (tabung OR tetangganya)", {1}),
        ("title:berita gas", {5}),
        ("title:gas", set()),
    ],
)
def test_other_forms_and_synonyms_are_found(thefts: Store, typed: str, found: set[int]) -> None:
    assert set(ids(thefts, typed)) == found


def test_the_word_as_typed_comes_before_its_other_forms(thefts: Store) -> None:
    assert ids(thefts, "mencuri")[0] == 2
    assert ids(thefts, "dicuri")[0] == 5


def test_other_forms_are_marked_in_the_snippet(thefts: Store) -> None:
    (hit,) = thefts.search("pencurian tabung", ALL).hits
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["Tabung", "dicuri"]


def test_when_no_article_holds_all_words_those_with_most_are_shown_and_that_is_said(thefts: Store) -> None:
    found = thefts.search("karet naik kemarau panjang", ALL)
    assert [hit.article.id for hit in found.hits] == [4]
    assert "hold most of them" in found.notes[0]
    assert thefts.search("karet AND kemarau", ALL) == Findings()


def test_of_equal_articles_the_newer_comes_first_and_a_better_older_one_stays_above(store: Store) -> None:
    for number, title, text, days in (
        (1, "Razia", f"{FILLING}Pelaku begal ditangkap. {1}", 200),
        (2, "Razia", f"{FILLING}Pelaku begal ditangkap. {2}", 100),
        (3, "Begal Ditangkap", f"Pelaku begal ditangkap. {FILLING}", 2000),
    ):
        published = moment(NOON - timedelta(days=days))
        store.keep(article(f"/{number}", title=title, text=text, published=published), None)
    assert ids(store, "begal") == [3, 2, 1]


def test_one_article_a_story_with_the_number_of_the_others(store: Store) -> None:
    for number, source in enumerate(("sumeks", "palpos", "antara"), start=1):
        text = "Begal ditangkap di Indralaya."
        store.keep(article(f"/{number}", source=source, title="Begal", text=text), None)
    store.keep(article("/4", title="Begal lain", text="Begal lain ditangkap di Lahat."), None)
    assert len(ids(store, "begal")) == 4
    hits = store.search("begal", ALL, one_per_story=True).hits
    assert sorted(hit.others for hit in hits) == [0, 2]


def test_without_words_the_newest_of_the_query_are_shown(filled: Store) -> None:
    assert ids(filled, "", ArticleQuery(sources=("palpos",))) == [3]
    assert filled.search("", ArticleQuery(limit=5)) == Findings()


def test_a_facet_excludes(filled: Store) -> None:
    without = Facet(kind="source", values=("palpos",), excluded=True)
    assert set(ids(filled, "polres", ArticleQuery(facets=(without,)))) == {1, 2}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(max_size=40)
    | st.lists(
        st.sampled_from(
            [
                "curanmor",
                "polres",
                "-motor",
                "OR",
                "(",
                ")",
                '"',
                "NOT",
                "title:",
                "oku",
                "karet",
                "yang",
                "é",
            ]
        ),
        max_size=12,
    ).map(" ".join)
)
def test_no_question_breaks_a_search_and_marks_are_words_of_the_snippet(thefts: Store, typed: str) -> None:
    for one_per_story in (False, True):
        for hit in thefts.search(typed, ArticleQuery(limit=5), one_per_story=one_per_story).hits:
            assert all(hit.snippet[start:end].strip() for start, end in hit.marks)
            assert hit.rank < 0


def test_the_linked_stories_decide_which_articles_are_one(store: Store, path: Path) -> None:
    for number, text in enumerate(
        ("Begal ditangkap di Lahat.", "Pelaku begal Lahat dibekuk polisi."), start=1
    ):
        store.keep(article(f"/{number}", title="Begal", text=text), None)
    with closing(sqlite3.connect(path)) as db:
        db.execute("DELETE FROM article_stories")
        db.executemany(
            "INSERT INTO article_stories (article_id, story_id, newsroom, names_release, dated_at, keys) "
            "VALUES (?, 1, 'x', 0, '2026-02-16T03:00:00Z', x'')",
            [(1,), (2,)],
        )
        db.commit()
    (hit,) = store.search("begal", ALL, one_per_story=True).hits
    assert hit.others == 1

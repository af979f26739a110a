"""Which archived page a version of an article was read from, and putting that version right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.items import LineMark, Moment, Outcome
from storage.records import ArchivedPage, PageRecord
from storage.store import ArticleQuery, Store
from tests.storage.conftest import Look
from tests.storage.samples import NOON, article, content_hash, later, link, moment, refusal, source_row, visit


def visited(
    store: Store, minutes: float, path: str = "/1", *, parts: int = 1, missing: tuple[str, ...] = ()
) -> None:
    """An archived visit to an address of `sumeks`."""
    store.put_sources([source_row("sumeks")], NOON)
    store.note_pages(
        [
            PageRecord(
                url=f"https://sumeks.example{path}",
                source="sumeks",
                fetched_at=later(minutes),
                part=part,
                file=f"202602/{minutes:g}.warc.gz",
                offset=100 * part,
                length=90,
                missing=missing,
            )
            for part in range(1, parts + 1)
        ]
    )


def kept(store: Store, minutes: float, text: str, **changes: object) -> int:
    return store.keep(article("/1", text=text, fetched_at=later(minutes), **changes), None).article_id


def archived(store: Store, query: ArticleQuery | None = None) -> list[ArchivedPage]:
    return list(store.archived(query or ArticleQuery()))


def files(pages: list[ArchivedPage]) -> list[tuple[int, str]]:
    return [
        (page.version, page.records[0].file.removeprefix("202602/").removesuffix(".warc.gz"))
        for page in pages
    ]


def test_of_visits_that_gave_the_same_text_the_latest_counts(store: Store) -> None:
    for minutes in (0, 60, 120):
        kept(store, minutes, "Satu.")
        visited(store, minutes)
    assert files(archived(store)) == [(1, "120")]


def test_a_visit_that_lacked_parts_yields_to_a_fuller_one(store: Store) -> None:
    kept(store, 0, "Satu.\nDua.")
    visited(store, 0, parts=2)
    kept(store, 60, "Satu.", missing_parts=("https://sumeks.example/1/15",))
    visited(store, 60, missing=("https://sumeks.example/1/15",))
    (page,) = archived(store)
    assert (page.missing, [record.part for record in page.records]) == ((), [1, 2])


def test_each_version_has_the_page_of_its_own_time(store: Store) -> None:
    for minutes, text in ((0, "Satu."), (60, "Satu."), (120, "Dua."), (180, "Dua.")):
        kept(store, minutes, text)
        visited(store, minutes)
    found = archived(store)
    assert files(found) == [(1, "60"), (2, "180")]
    assert [page.current for page in found] == [False, True]


def test_a_page_from_before_a_revision_that_was_not_archived_is_not_taken_for_it(store: Store) -> None:
    kept(store, 0, "Satu.")
    visited(store, 0)
    kept(store, 60, "Dua.")
    assert files(archived(store)) == [(1, "0")]


def test_a_visit_of_which_a_record_was_deleted_is_no_page(store: Store, look: Look) -> None:
    kept(store, 0, "Satu.\nDua.")
    visited(store, 0, parts=2)
    store.forget_files([])
    assert files(archived(store)) == [(1, "0")]
    store.forget_files(["202602/0.warc.gz"])
    assert archived(store) == []
    assert look("SELECT count(*) FROM pages") == [(0,)]


def test_an_address_that_only_repeats_the_text_is_left_out(store: Store) -> None:
    kept(store, 0, "Satu.")
    visited(store, 0)
    copy = article("/salinan", text="Satu.", fetched_at=later(60))
    assert store.keep(copy, None).outcome is Outcome.DUPLICATE
    visited(store, 60, "/salinan")
    assert files(archived(store)) == [(1, "0")]


def test_a_page_comes_with_what_the_list_told_of_it(store: Store) -> None:
    named = link("/1", title="Dari daftar", published_at=NOON, ask="https://sumeks.example/kriminal/1")
    store.see_links("sumeks", [named], NOON, visit())
    kept(store, 0, "Satu.")
    visited(store, 0)
    assert archived(store)[0].link == named


def test_articles_are_chosen_by_source_time_and_number(store: Store) -> None:
    for number in range(1, 4):
        at = moment(NOON.replace(day=number))
        store.keep(article(f"/{number}", published=at), None)
        visited(store, number, f"/{number}")
    newest = [page.link.url[-1] for page in archived(store, ArticleQuery(limit=2))]
    assert newest == ["3", "2"]
    since = ArticleQuery(sources=("sumeks",), until=NOON.replace(day=2))
    assert [page.link.url[-1] for page in archived(store, since)] == ["1"]
    assert archived(store, ArticleQuery(sources=("palpos",))) == []


def test_the_latest_page_of_an_address_without_an_article_is_found(store: Store) -> None:
    for minutes in (0, 60):
        store.dispose(refusal("/9", Outcome.REFUSED, at=later(minutes)), None)
        visited(store, minutes, "/9")
    kept(store, 0, "Satu.")
    visited(store, 0)
    (page,) = store.refused(ArticleQuery())
    assert (page.article_id, page.records[0].file) == (None, "202602/60.warc.gz")
    assert list(store.refused(ArticleQuery(since=later(61)))) == []
    assert list(store.refused(ArticleQuery(sources=("palpos",)))) == []
    assert store.count_pages() == 3


def test_a_visit_is_noted_once(store: Store, look: Look) -> None:
    visited(store, 0)
    visited(store, 0)
    assert look("SELECT count(*) FROM pages") == [(1,)]


def test_a_rereading_replaces_what_the_rules_read_wrongly_and_is_no_edit(store: Store, look: Look) -> None:
    number = kept(store, 0, "Baca juga: lain\nSatu.", authors=("ANTARA",), section="Kriminal")
    before = look("SELECT fetched_at, first_fetched_at, revised_at, revisions FROM articles")
    newer = article("/1", text="Satu.", fetched_at=later(0), reader="ronda 9", section=None)
    assert store.reread(number, replace(newer, title=None, published=None))
    (stored,) = store.articles(ArticleQuery())
    assert (stored.text, stored.authors, stored.section, stored.reader) == ("Satu.", (), None, "ronda 9")
    assert stored.content_hash == content_hash("Satu.")
    assert stored.title == "Dua Pemuda Diamankan Polsek Sukaraja"
    assert stored.published_at is None
    assert look("SELECT fetched_at, first_fetched_at, revised_at, revisions FROM articles") == before
    assert look("SELECT count(*) FROM revisions") == [(0,)]
    assert list(store.edits(ArticleQuery())) == []


def test_after_a_rereading_the_same_page_is_unchanged_at_the_next_visit(store: Store) -> None:
    number = kept(store, 0, "Iklan.\nSatu.")
    store.reread(number, article("/1", text="Satu.", fetched_at=later(0)))
    again = store.keep(article("/1", text="Satu.", fetched_at=later(60)), None)
    assert (again.outcome, again.article_id) == (Outcome.UNCHANGED, number)


def test_words_that_a_rereading_took_away_are_found_no_more(store: Store) -> None:
    number = kept(store, 0, "Iklan rokok.\nPatroli malam.")
    store.reread(number, article("/1", text="Patroli malam."))
    assert store.search("rokok", ArticleQuery()).hits == ()
    assert len(store.search("patroli", ArticleQuery()).hits) == 1
    assert store.check() == []


def test_an_earlier_version_is_put_right_and_the_edit_that_never_was_leaves_the_ledger(
    store: Store,
) -> None:
    number = kept(store, 0, "Satu.\nIklan.")
    kept(store, 60, "Satu.\nIklan lain.")
    assert len(list(store.edits(ArticleQuery()))) == 1
    right = article("/1", text="Satu.")
    assert store.reread(number, right, 1)
    assert store.reread(number, right)
    assert [version.text for version in store.versions(number)] == ["Satu.", "Satu."]
    assert list(store.edits(ArticleQuery())) == []


@pytest.mark.parametrize("version", [None, 1])
def test_no_rereading_takes_a_text_or_parts_away(store: Store, version: int | None) -> None:
    number = kept(store, 0, "Satu.\nDua.")
    if version:
        kept(store, 60, "Tiga.")
    lacking = article("/1", text="Satu.", missing_parts=("https://sumeks.example/1/15",))
    before = store.versions(number)
    assert not store.reread(number, lacking, version)
    assert not store.reread(number, replace(lacking, paragraphs=(), missing_parts=()), version)
    assert store.versions(number) == before


def test_a_rereading_teaches_the_furniture_of_the_source_anew(store: Store) -> None:
    def lines(*marks: str) -> tuple[LineMark, ...]:
        return tuple(LineMark(mark=mark * 16, opening=mark, size=9, sentence=False) for mark in marks)

    number = kept(store, 0, "Satu.", lines=lines("a", "b"))
    store.reread(number, article("/1", text="Satu.", fetched_at=later(0), lines=lines("c")))
    assert [one.mark[0] for one in store.sightings("sumeks")] == ["c"]


def test_a_text_that_another_source_had_first_is_known_as_its_copy(store: Store) -> None:
    first = store.keep(article("/7", source="palpos", text="Satu."), None).article_id
    number = kept(store, 0, "Iklan.\nSatu.")
    store.reread(number, article("/1", text="Satu."))
    found = store.find(str(number))
    assert found is not None
    assert found.copy_of == first


def test_a_time_is_replaced_whole(store: Store, look: Look) -> None:
    number = kept(store, 0, "Satu.")
    at = Moment(at=later(5), printed="16 Feb", by="meta")
    store.reread(number, article("/1", text="Satu.", published=at))
    (row,) = look("SELECT published_at, published_printed, published_by, published_offset FROM articles")
    assert row == ("2026-02-16T05:05:00Z", "16 Feb", "meta", "+00:00")

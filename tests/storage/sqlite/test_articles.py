"""What becomes of an article that is kept: new, known, revised, doubled, copied, partial."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.errors import StoreError
from crawler.items import Kept, Outcome, Precision, Related
from storage.sqlite.store import SqliteStore
from storage.store import ArticleQuery, Store
from tests.storage.conftest import Look
from tests.storage.samples import NOON, TEXT, article, later, moment


def test_a_new_article_is_stored_and_found_whole(store: Store) -> None:
    kept = store.keep(
        article(
            "/1",
            authors=("Rina Wijaya",),
            editors=("Budi",),
            tags=("pencurian", "polsek"),
            section="Kriminal",
            image_url="https://sumeks.example/foto.jpg",
            dateline="Baturaja",
            agency="ANTARA",
            captions=("Kapolres memberi keterangan.",),
            related=(Related(title="Ronda", url="https://sumeks.example/8"), Related(title="Pos Ronda")),
            modified=moment(later(-5)),
        ),
        None,
    )
    assert kept == Kept(outcome=Outcome.STORED, article_id=1, reason="new")
    found = store.find("https://sumeks.example/1")
    assert found is not None
    assert found.text == "\n".join((*TEXT, "Halaman /1."))
    assert (found.authors, found.editors, found.tags) == (
        ("Rina Wijaya",),
        ("Budi",),
        ("pencurian", "polsek"),
    )
    assert (found.section, found.image_url) == ("Kriminal", "https://sumeks.example/foto.jpg")
    assert (found.dateline, found.agency) == ("Baturaja", "ANTARA")
    assert found.captions == ("Kapolres memberi keterangan.",)
    assert found.related == (
        Related(title="Ronda", url="https://sumeks.example/8"),
        Related(title="Pos Ronda"),
    )
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2026-02-16T10:00:00+07:00"
    assert found.published_printed == "16/02/2026 10:00 WIB"
    assert found.published_precision is Precision.MINUTE
    assert found.modified_at is not None
    assert found.modified_at.isoformat() == "2026-02-16T11:55:00+07:00"
    assert found.first_fetched_at == found.fetched_at == NOON
    assert (found.revisions, found.partial, found.copy_of, found.aliases) == (0, False, None, ())


def test_anybody_can_check_the_hash_of_a_stored_text(store: Store, look: Look) -> None:
    store.keep(article("/1", text="Satu.\nDua – “tiga”."), None)
    ((text, content_hash),) = look("SELECT text, content_hash FROM articles")
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == content_hash


def test_times_are_utc_text_beside_the_printed_offset(store: Store, look: Look) -> None:
    store.keep(article("/1", published=moment(NOON, precision=Precision.DAY)), None)
    assert look(
        "SELECT published_at, published_offset, published_by, published_precision, first_fetched_at "
        "FROM articles"
    ) == [("2026-02-16T05:00:00Z", "+07:00", "text", "day", "2026-02-16T05:00:00Z")]


def test_the_same_article_again_is_unchanged_and_its_visit_is_noted(store: Store) -> None:
    store.keep(article("/1"), None)
    kept = store.keep(article("/1", fetched_at=later(60)), None)
    assert kept.outcome is Outcome.UNCHANGED
    found = store.find("1")
    assert found is not None
    assert (found.first_fetched_at, found.fetched_at, found.revisions) == (NOON, later(60), 0)
    assert store.count() == 1


def test_other_text_at_a_known_address_is_a_revision_that_keeps_the_old_text(
    store: Store, look: Look
) -> None:
    old, new = (
        article("/1"),
        article("/1", text="Dua pemuda itu dilepas.", title="Dilepas", fetched_at=later(60)),
    )
    store.keep(old, None)
    kept = store.keep(new, None)
    assert (kept.outcome, kept.reason) == (Outcome.REVISED, "text and title changed")
    assert look("SELECT number, title, text, content_hash, seen_at, replaced_at, reason FROM revisions") == [
        (
            1,
            old.title,
            old.text,
            old.content_hash,
            "2026-02-16T05:00:00Z",
            "2026-02-16T06:00:00Z",
            kept.reason,
        )
    ]
    found = store.find(new.content_hash)
    assert found is not None
    assert (found.title, found.text, found.revisions) == ("Dilepas", new.text, 1)


def test_revisions_are_numbered_and_say_from_when_to_when_each_version_stood(
    store: Store, look: Look
) -> None:
    for hour in range(4):
        store.keep(article("/1", text=f"Versi {hour}.", fetched_at=later(60 * hour)), None)
    assert look(
        "SELECT number, text, substr(seen_at, 12, 2), substr(replaced_at, 12, 2) FROM article_versions "
        "ORDER BY number"
    ) == [
        (1, "Versi 0.", "05", "06"),
        (2, "Versi 1.", "06", "07"),
        (3, "Versi 2.", "07", "08"),
        (4, "Versi 3.", "08", None),
    ]


def test_a_new_title_alone_is_a_revision(store: Store) -> None:
    store.keep(article("/1"), None)
    kept = store.keep(article("/1", title="RALAT: Dua Pemuda Diamankan"), None)
    assert (kept.outcome, kept.reason) == (Outcome.REVISED, "title changed")


def test_a_reading_without_title_or_metadata_takes_nothing_away(store: Store) -> None:
    pointer = Related(title="Ronda")
    press = {"dateline": "BATURAJA", "agency": "ANTARA", "captions": ("Foto",), "related": (pointer,)}
    store.keep(article("/1", authors=("Rina",), tags=("polsek",), section="Kriminal", **press), None)
    kept = store.keep(article("/1", title=None, published=None, fetched_at=later(5)), None)
    assert kept.outcome is Outcome.UNCHANGED
    found = store.find("1")
    assert found is not None
    assert (found.title, found.authors, found.tags, found.section) == (
        "Dua Pemuda Diamankan Polsek Sukaraja",
        ("Rina",),
        ("polsek",),
        "Kriminal",
    )
    assert (found.dateline, found.agency, found.captions) == ("BATURAJA", "ANTARA", ("Foto",))
    assert found.related == (pointer,)
    assert found.published_printed == "16/02/2026 10:00 WIB"


def test_a_date_that_is_found_later_is_taken(store: Store) -> None:
    store.keep(article("/1", published=None), None)
    store.keep(article("/1"), None)
    found = store.find("1")
    assert found is not None
    assert found.published_at == NOON - timedelta(hours=2)


def test_the_same_text_at_another_address_of_the_source_is_a_duplicate(store: Store, look: Look) -> None:
    first = article("/1", text="Teks yang sama.")
    store.keep(first, None)
    kept = store.keep(
        article("/amp/1", text="Teks yang sama.", canonical_url="https://sumeks.example/x"), None
    )
    assert (kept.outcome, kept.article_id) == (Outcome.DUPLICATE, 1)
    assert store.count() == 1
    found = store.find("https://sumeks.example/amp/1")
    assert found is not None
    assert found.aliases == ("https://sumeks.example/amp/1", "https://sumeks.example/x")
    assert set(look("SELECT url, disposition, article_id FROM urls")) == {
        ("https://sumeks.example/1", "stored", 1),
        ("https://sumeks.example/amp/1", "duplicate", 1),
        ("https://sumeks.example/x", "duplicate", 1),
    }


def test_a_duplicate_address_stays_a_duplicate_at_every_visit(store: Store) -> None:
    store.keep(article("/1", text="Sama."), None)
    outcomes = [store.keep(article("/2", text="Sama."), None).outcome for _ in range(3)]
    assert outcomes == [Outcome.DUPLICATE] * 3


def test_a_duplicate_address_whose_text_goes_its_own_way_becomes_an_article(store: Store) -> None:
    store.keep(article("/1", text="Sama."), None)
    store.keep(article("/2", text="Sama."), None)
    kept = store.keep(article("/2", text="Kini lain sekali."), None)
    assert (kept.outcome, kept.article_id) == (Outcome.STORED, 2)
    first, second = store.find("1"), store.find("https://sumeks.example/2")
    assert first is not None
    assert second is not None
    assert (first.text, first.revisions, first.aliases) == ("Sama.", 0, ())
    assert second.text == "Kini lain sekali."
    assert store.keep(article("/2", text="Kini lain sekali."), None).outcome is Outcome.UNCHANGED


def test_the_same_text_at_another_source_is_a_copy_of_the_earliest(store: Store) -> None:
    for source in ("sumeks", "palpos", "lampost"):
        kept = store.keep(article("/1", source=source, text="Rilis Humas Polda."), None)
        assert kept.outcome is Outcome.STORED
    assert kept.reason == "new: same text as article 1 of sumeks"
    assert [found.copy_of for found in store.articles(ArticleQuery(oldest_first=True))] == [None, 1, 1]


def test_equal_hashes_of_different_texts_are_never_merged(store: Store) -> None:
    clash = "0123456789abcdef"
    one = store.keep(article("/1", text="Satu teks.", content_hash=clash), None)
    two = store.keep(article("/2", text="Teks lain.", content_hash=clash), None)
    far = store.keep(article("/3", source="palpos", text="Ketiga.", content_hash=clash), None)
    assert [kept.outcome for kept in (one, two, far)] == [Outcome.STORED] * 3
    assert [found.copy_of for found in store.articles(ArticleQuery())] == [None] * 3
    again = store.keep(article("/1", text="Bukan teks itu.", content_hash=clash), None)
    assert again.outcome is Outcome.REVISED


def test_texts_that_are_empty_are_not_taken_for_the_same(store: Store) -> None:
    store.keep(article("/1", text=""), None)
    assert store.keep(article("/2", text=""), None).outcome is Outcome.STORED


def test_another_form_of_the_address_with_a_known_canonical_one_is_the_same_article(store: Store) -> None:
    store.keep(article("/read/7"), None)
    other = article("/read/7/15", canonical_url="https://sumeks.example/read/7")
    assert store.keep(replace(other, paragraphs=article("/read/7").paragraphs), None).outcome is (
        Outcome.UNCHANGED
    )
    assert store.find("https://sumeks.example/read/7/15") == store.find("https://sumeks.example/read/7")


def test_an_address_keeps_its_article_when_the_page_claims_a_new_canonical_one(store: Store) -> None:
    store.keep(article("/7"), None)
    moved = replace(article("/7", title="Judul Baru"), canonical_url="https://sumeks.example/judul-baru")
    kept = store.keep(moved, None)
    assert (kept.outcome, kept.article_id) == (Outcome.REVISED, 1)
    assert store.find("https://sumeks.example/judul-baru") == store.find("https://sumeks.example/7")


def test_an_outlet_that_names_the_originals_address_as_canonical_keeps_its_own_copy(
    store: Store, look: Look
) -> None:
    original = article("/1", text="Rilis.")
    store.keep(original, None)
    kept = store.keep(
        article("/salin", source="palpos", text="Rilis.", canonical_url=original.url, fetched_at=later(9)),
        None,
    )
    assert (kept.outcome, kept.article_id) == (Outcome.STORED, 2)
    assert look("SELECT article_id FROM urls WHERE url = ?", original.url) == [(1,)]
    assert look("SELECT source, original_source FROM copies") == [("palpos", "sumeks")]


def test_an_address_that_two_sources_ask_is_one_article(store: Store) -> None:
    store.keep(article("/1"), None)
    shared = replace(article("/1"), source="nasional")
    assert store.keep(shared, None).outcome is Outcome.UNCHANGED
    assert store.count() == 1


def test_a_partial_article_that_comes_again_complete_is_revised_as_completed(
    store: Store, look: Look
) -> None:
    part = article("/1", text="Awal.", missing_parts=("https://sumeks.example/1/15",))
    store.keep(part, None)
    stored = store.find("1")
    assert stored is not None
    assert stored.partial
    kept = store.keep(article("/1", text="Awal.\nAkhir."), None)
    assert (kept.outcome, kept.reason) == (Outcome.REVISED, "completed: 1 part arrived")
    stored = store.find("1")
    assert stored is not None
    assert (stored.partial, stored.text) == (False, "Awal.\nAkhir.")
    assert look("SELECT count(*) FROM edits") == [(0,)]  # the outlet edited nothing


def test_a_partial_article_is_asked_for_again_without_conditions(store: Store) -> None:
    part = article("/1", missing_parts=("https://sumeks.example/1/15",), etag='"a"')
    store.keep(part, None)
    assert [waiting.url for waiting in store.pending("sumeks")] == [part.url]
    answered = store.validators(part.url)
    assert answered is not None
    assert answered.etag is None
    store.keep(article("/1", text="Semua.", etag='"b"'), None)
    assert store.pending("sumeks") == []
    answered = store.validators(part.url)
    assert answered is not None
    assert answered.etag == '"b"'


def test_a_partial_reading_never_overwrites_a_complete_text(store: Store) -> None:
    store.keep(article("/1", text="Awal.\nAkhir."), None)
    kept = store.keep(article("/1", text="Awal.", missing_parts=("https://sumeks.example/1/15",)), None)
    assert kept.outcome is Outcome.UNCHANGED
    assert "the fuller text stays" in kept.reason
    found = store.find("1")
    assert found is not None
    assert (found.text, found.partial, found.revisions) == ("Awal.\nAkhir.", False, 0)


def test_a_name_given_at_import_finds_the_article(store: Store, look: Look) -> None:
    store.keep(article("/1"), None, aliases=["CB4C41014EF653A6".lower(), "https://lama.example/9"])
    assert store.find("cb4c41014ef653a6") == store.find(" https://lama.example/9 ") == store.find("1")
    assert look("SELECT kind FROM aliases ORDER BY alias") == [("hash",), ("address",)]


def test_a_batch_is_kept_whole_with_the_same_outcomes_as_one_by_one(store: Store) -> None:
    batch = [article("/1"), article("/2", text="B."), article("/3", text="B."), article("/1", text="C.")]
    outcomes = [kept.outcome for kept in store.keep_many(batch, None)]
    assert outcomes == [Outcome.STORED, Outcome.STORED, Outcome.DUPLICATE, Outcome.REVISED]


def test_a_batch_is_indexed_together_with_what_became_of_its_articles(store: Store, look: Look) -> None:
    store.keep(article("/1", text="Warga melihat gajah."), None)
    changed = article("/1", text="Warga melihat harimau."), article("/2", text="Warga melihat badak.")
    again = article("/2", text="Warga melihat tapir."), article("/3", text="Warga melihat rusa.")
    store.keep_many([*changed, *again], None)
    found = "SELECT rowid FROM articles_fts (?)"
    assert [look(found, word) for word in ("gajah", "harimau", "badak")] == [[], [(1,)], []]
    assert [look(found, word) for word in ("tapir", "rusa")] == [[(2,)], [(3,)]]
    assert look("SELECT count(*) FROM index_later") == [(0,)]
    assert store.check() == []


def test_a_batch_is_one_segment_of_the_index(path: Path) -> None:
    with closing(SqliteStore(path)) as store:
        store.keep_many([article(f"/{number}", text=f"Nomor {number}.") for number in range(10)], None)
        assert store._db.value("SELECT count(DISTINCT segid) FROM articles_fts_idx") == 1


def test_articles_of_other_programs_are_indexed_at_once(store: Store, path: Path) -> None:
    store.keep_many([article("/1"), article("/2", text="Isi yang lain.")], None)
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("UPDATE articles SET text = 'Seekor tapir.' WHERE id = 1")
        other.execute("DELETE FROM urls WHERE article_id = 2")
        other.execute("DELETE FROM articles WHERE id = 2")
        assert other.execute("SELECT rowid FROM articles_fts ('tapir OR lain')").fetchall() == [(1,)]
    assert store.check() == []


def test_a_batch_with_one_impossible_article_leaves_nothing_behind(store: Store, look: Look) -> None:
    bad = article("/2", text="Rusak \ud83d di tengah.", content_hash="0" * 16)
    with pytest.raises(StoreError, match="surrogates"):
        store.keep_many([article("/1"), bad], None)
    assert store.count() == 0
    assert look("SELECT count(*) FROM urls") == [(0,)]
    assert store.keep(article("/1"), None).outcome is Outcome.STORED


def test_an_article_that_breaks_the_schema_is_refused_in_words(store: Store) -> None:
    with pytest.raises(StoreError, match="breaks a rule of the schema"):
        store.keep(article("/1", content_hash="short"), None)
    assert store.count() == 0


def test_lists_are_json_that_other_tools_read(store: Store, look: Look) -> None:
    store.keep(article("/1", tags=("begal", 'kata "kutip"'), authors=("Siti Zulaikhá",)), None)
    ((tags, authors),) = look("SELECT tags, authors FROM articles")
    assert json.loads(tags) == ["begal", 'kata "kutip"']
    assert authors == '["Siti Zulaikhá"]'
    assert look("SELECT value FROM articles, json_each(tags) WHERE value LIKE 'beg%'") == [("begal",)]


def test_an_article_remembers_the_run_that_brought_it(store: Store, look: Look) -> None:
    run = store.start_run("sumeks", at=NOON, trigger="hand", pid=1)
    store.keep(article("/1"), run)
    next_run = store.start_run("sumeks", at=later(60), trigger="cron", pid=2)
    store.keep(article("/1", text="Lain."), next_run)
    assert look("SELECT run_id FROM articles") == [(run,)]
    assert look("SELECT run_id FROM revisions") == [(next_run,)]
    assert look("SELECT run_id FROM urls") == [(next_run,)]

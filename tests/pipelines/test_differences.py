"""What a new reading of a page says otherwise, field by field."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from crawler.clock import WIB, WITA
from crawler.items import Article, Moment, Related, StoredArticle
from pipelines.differences import Difference, differences, differences_of_texts
from tests.storage.samples import NOON, article

NEW = article("/1", text="Satu.\nDua.", authors=("Siti",), related=(Related(title="Lain"),))


def stored(reading: Article) -> StoredArticle:
    return StoredArticle(
        id=1,
        source=reading.source,
        url=reading.url,
        canonical_url=reading.canonical_url,
        title=reading.title,
        text=reading.text,
        content_hash=reading.content_hash,
        language=reading.language,
        first_fetched_at=NOON,
        fetched_at=NOON,
        authors=reading.authors,
        related=reading.related,
        published_at=reading.published.at if reading.published else None,
        method=reading.method,
        reader="an older one",
    )


def test_the_same_reading_by_a_newer_reader_differs_in_nothing() -> None:
    assert differences(stored(NEW), NEW) == []


def test_each_field_that_differs_is_named_once_with_both_values() -> None:
    after = replace(NEW, paragraphs=("Satu.",), authors=(), section="Kriminal", doubts=("pendek",))
    assert differences(stored(NEW), after) == [
        Difference(field="text", before="Satu.\nDua.", after="Satu."),
        Difference(field="section", before=None, after="Kriminal"),
        Difference(field="authors", before="Siti", after=None),
        Difference(field="doubts", before=None, after="pendek"),
    ]


def test_times_differ_by_moment_and_by_the_zone_that_was_printed() -> None:
    def at(zone: object, hours: int = 0) -> Moment:
        return Moment(at=(NOON + timedelta(hours=hours)).astimezone(zone), printed="x", by="text")  # type: ignore[arg-type]  # a zone

    before = stored(replace(NEW, published=at(WIB)))
    assert differences(before, replace(NEW, published=at(WIB))) == []
    (zone,) = differences(before, replace(NEW, published=at(WITA)))
    assert (zone.field, zone.before, zone.after) == (
        "published",
        "2026-02-16T12:00:00+07:00",
        "2026-02-16T13:00:00+08:00",
    )
    (none,) = differences(before, replace(NEW, published=None))
    assert none.after is None


def test_a_title_that_is_not_read_any_more_is_no_difference_for_it_stays() -> None:
    assert differences(stored(NEW), replace(NEW, title=None)) == []
    assert differences_of_texts("Judul", NEW.text, replace(NEW, title=None)) == []


def test_parts_that_are_missing_now_are_told() -> None:
    (found,) = differences(stored(NEW), replace(NEW, missing_parts=("https://sumeks.example/1/15",)))
    assert found == Difference(field="partial", before="False", after="True")


def test_of_an_earlier_version_title_and_text_are_compared() -> None:
    found = differences_of_texts("Judul lama", "Satu.", NEW)
    assert [one.field for one in found] == ["title", "text"]

"""The stage that keeps articles: one outcome an address, no article lost to a neighbour."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.clock import now
from crawler.config import Config
from crawler.items import Article, Hints, Link, ListVisit, Outcome, Page, Part, Refusal
from pipelines import batches, stages
from pipelines.batches import MOST
from pipelines.fingerprint import content_hash
from pipelines.stages import (
    LOSSES,
    RELEARN,
    ReadStage,
    StoreStage,
    close_store,
    loss_of,
    store_of,
)


class Stats:
    """Scrapy's collector, as far as the stage uses it."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.values: dict[str, object] = {}

    def set_value(self, key: str, value: object) -> None:
        self.values[key] = value

    def inc_value(self, key: str, count: int = 1) -> None:
        self.counts[key] += count

    def get_value(self, key: str) -> object:
        return self.values.get(key)


class Crawl:
    """What a Scrapy crawler is to the stage."""

    def __init__(self, database: Path) -> None:
        self.settings = {"RONDA": Config(database=database)}
        self.stats = Stats()


class Engine:
    """Scrapy's engine, as far as it is told to end."""

    def __init__(self) -> None:
        self.reasons: list[str] = []

    async def close_spider_async(self, *, reason: str) -> None:
        self.reasons.append(reason)


@pytest.fixture
def crawl(tmp_path: Path) -> Iterator[Any]:
    made = Crawl(tmp_path / "ronda.db")
    yield made
    close_store(made)  # type: ignore[arg-type]  # a stand-in


def article(number: int, text: str = "") -> Article:
    paragraphs = (text or f"Polisi menggelar patroli malam yang ke-{number} di pasar kecamatan.",)
    return Article(
        source="sumeks",
        url=f"https://sumeks.disway.id/read/{number}/patroli",
        canonical_url=f"https://sumeks.disway.id/read/{number}/patroli",
        title=f"Patroli {number}",
        paragraphs=paragraphs,
        content_hash=content_hash(paragraphs),
        fetched_at=now(),
        language="id",
    )


async def put_all(crawl: Any, *items: object) -> StoreStage:
    stage = StoreStage(crawl)
    await asyncio.gather(*(stage.process_item(item) for item in items))
    return stage


async def test_articles_that_arrive_together_are_all_kept_and_counted(crawl: Any) -> None:
    count = 2 * MOST + 3
    await put_all(crawl, *(article(number) for number in range(count)))
    assert store_of(crawl).count() == count
    assert crawl.stats.counts["ronda/stored"] == crawl.stats.counts["ronda/pages"] == count


async def test_a_single_article_does_not_wait_for_others(crawl: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "SECONDS", 60)
    async with asyncio.timeout(5):
        await put_all(crawl, article(1))
    assert store_of(crawl).count() == 1


async def test_an_article_waits_for_those_being_read_and_no_longer_than_for_the_last(
    crawl: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "SECONDS", 60)
    monkeypatch.setitem(stages._in_reading, crawl, 1)
    url, stage = "https://sumeks.disway.id/read/2/video", StoreStage(crawl)
    unread = Refusal(source="sumeks", url=url, outcome=Outcome.REFUSED, reason="a video", at=now())
    first = asyncio.ensure_future(stage.process_item(article(1)))
    await asyncio.sleep(0.1)
    assert store_of(crawl).count() == 0
    stages._in_reading[crawl] = 0
    async with asyncio.timeout(5):
        await stage.process_item(unread)  # the last one gave no article
        await first
    assert store_of(crawl).count() == 1


async def test_an_article_that_cannot_be_kept_costs_its_neighbours_nothing(
    crawl: Any, caplog: pytest.LogCaptureFixture
) -> None:
    bad = replace(article(2), title="sur\ud800rogate")
    with caplog.at_level(logging.WARNING):
        await put_all(crawl, article(1), bad, article(3))
    assert store_of(crawl).count() == 2
    assert crawl.stats.counts["ronda/errors"] == 1
    assert crawl.stats.counts["ronda/stored"] == crawl.stats.counts["ronda/pages"] == 2
    assert "read/2/patroli" in caplog.text


async def test_a_bug_met_while_storing_reaches_who_waits_and_costs_its_neighbours_nothing(crawl: Any) -> None:
    bad = replace(article(2), fetched_at=datetime(2026, 2, 16, 6, 30))  # noqa: DTZ001 - naive: refused by the store
    stage = StoreStage(crawl)
    async with asyncio.timeout(5):
        put = (stage.process_item(item) for item in (article(1), bad, article(3)))
        results = await asyncio.gather(*put, return_exceptions=True)
    assert [type(result) for result in results] == [Article, ValueError, Article]
    assert store_of(crawl).count() == 2


async def test_when_nothing_can_be_kept_any_more_the_crawl_is_ended_once(
    crawl: Any, caplog: pytest.LogCaptureFixture
) -> None:
    crawl.engine = Engine()
    with store_of(crawl)._db.translated():  # type: ignore[attr-defined]  # spoils the file as nobody else does
        store_of(crawl)._db.raw.execute("DROP TABLE articles")  # type: ignore[attr-defined]
    await put_all(crawl, *(article(number) for number in range(LOSSES + 2)))
    await asyncio.sleep(0)
    assert crawl.engine.reasons == ["store_unusable"]
    assert "no such table" in loss_of(crawl)
    assert crawl.stats.counts["ronda/errors"] == LOSSES + 2
    assert len([record for record in caplog.records if record.levelno >= logging.ERROR]) == LOSSES


async def test_losses_between_which_things_are_kept_end_nothing(crawl: Any) -> None:
    for number in range(2 * LOSSES):
        await put_all(crawl, replace(article(number), title="sur\ud800rogate"))
        await put_all(crawl, article(100 + number))
    assert crawl.stats.counts["ronda/errors"] == 2 * LOSSES
    assert loss_of(crawl) == ""


async def test_a_page_that_reading_breaks_on_has_failed_and_costs_itself_alone(crawl: Any) -> None:
    stage = ReadStage(Config(workers=1), None, crawl)
    try:
        broken = Page(source="sumeks", link=Link(url="https://a.id/1"), url="https://a.id/1", parts=(None,))  # type: ignore[arg-type]
        reading = asyncio.ensure_future(stage.process_item(broken))
        await asyncio.sleep(0)
        assert stages._in_reading[crawl] == 1
        refusal = await reading
        assert stages._in_reading[crawl] == 0
    finally:
        await stage.close_spider()
    assert (refusal.outcome, refusal.url) == (Outcome.FAILED, "https://a.id/1")
    assert refusal.reason.startswith("reading broke: ")


async def test_outcomes_of_known_articles_are_told_apart(crawl: Any) -> None:
    await put_all(crawl, article(1))
    await put_all(crawl, article(1))
    await put_all(crawl, article(1, "Ralat: patroli itu digelar di dua pasar, bukan satu."))
    counts = crawl.stats.counts
    assert (counts["ronda/stored"], counts["ronda/unchanged"], counts["ronda/revised"]) == (1, 1, 1)


@pytest.mark.parametrize("outcome", [Outcome.GONE, Outcome.FAILED, Outcome.REFUSED, Outcome.OFF_TOPIC])
async def test_a_refusal_ends_its_address_with_its_reason(crawl: Any, outcome: Outcome) -> None:
    url = "https://sumeks.disway.id/read/9/hilang"
    await put_all(crawl, Refusal(source="sumeks", url=url, outcome=outcome, reason="HTTP 404", at=now()))
    assert crawl.stats.counts[f"ronda/{outcome.replace('-', '_')}"] == 1
    pending = {link.url for link in store_of(crawl).pending("sumeks")}
    assert (url in pending) is (outcome is Outcome.FAILED)


async def test_a_failed_list_is_counted_and_keeps_its_validators(crawl: Any) -> None:
    url = "https://sumeks.disway.id/rss/kriminal"
    well = ListVisit(source="sumeks", url=url, at=now(), links=1, etag='"a"')
    store_of(crawl).saw_list(well)
    await put_all(crawl, replace(well, links=0, etag=None, problem="connection refused"))
    assert crawl.stats.counts["ronda/lists_failed"] == 1
    validators = store_of(crawl).validators(url)
    assert validators is not None
    assert validators.etag == '"a"'
    assert crawl.stats.values["ronda/trouble"] == "connection refused"


async def test_what_is_none_of_ours_passes_through(crawl: Any) -> None:
    stage = StoreStage(crawl)
    assert await stage.process_item({"other": 1}) == {"other": 1}
    assert not crawl.stats.counts


def html(number: int) -> bytes:
    """A page of a small paper: a story of its own between lines that all its pages have."""
    story = "".join(
        f"<p>Pada malam ke-{number} warga desa ke-{number} melapor bahwa kejadian bagian {part} itu terjadi "
        f"sebelum polisi nomor {number} tiba di sana bersama kepala dusun dan dua orang saksi.</p>"
        for part in range(4)
    )
    return (
        f"<html><head><title>Kejadian {number}</title></head><body><h1>Kejadian {number}</h1>"
        f"<div class=isi><p>Kabar Desa Kita Bersama</p>{story}"
        "<p>Ruang Baca Warga Desa</p></div></body></html>"
    ).encode()


def page(number: int) -> Page:
    url = f"https://sumeks.disway.id/read/{number}/kejadian"
    part = Part(url=url, body=html(number), fetched_at=now(), content_type="text/html; charset=utf-8")
    return Page(source="sumeks", link=Link(url=url), url=url, parts=(part,), hints=Hints(body=(".isi",)))


async def test_lines_that_a_source_has_on_its_pages_are_learned_on_the_way_and_left_out(crawl: Any) -> None:
    reading, keeping = ReadStage(Config(workers=1), store_of(crawl)), StoreStage(crawl)
    try:
        read = [await keeping.process_item(await reading.process_item(page(n))) for n in range(RELEARN + 1)]
    finally:
        await reading.close_spider()
    assert read[0].paragraphs[0] == "Kabar Desa Kita Bersama"
    assert read[-1].furniture == ("Kabar Desa Kita Bersama", "Ruang Baca Warga Desa")
    assert len(read[-1].paragraphs) == 4
    again = await put_all(crawl, replace(read[-1], url=read[0].url, canonical_url=read[0].url))
    assert again.store.count() == RELEARN + 1


async def test_new_articles_that_were_read_with_doubts_are_counted(crawl: Any) -> None:
    doubtful = replace(article(1), doubts=("a second reader agrees to 40%",))
    await put_all(crawl, doubtful, article(2))
    await put_all(crawl, doubtful)
    assert crawl.stats.counts["ronda/doubtful"] == 1

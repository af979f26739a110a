"""The stage that keeps articles: small transactions, one outcome an address, no article lost to a neighbour."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crawler.clock import now
from crawler.config import Config
from crawler.items import Article, ListVisit, Outcome, Refusal
from pipelines.fingerprint import content_hash
from pipelines.stages import BATCH_SIZE, StoreStage, close_store, store_of


class Stats:
    """Scrapy's collector, as far as the stage uses it."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def inc_value(self, key: str, count: int = 1) -> None:
        self.counts[key] += count

    def get_value(self, key: str) -> None:
        return None


class Crawl:
    """What a Scrapy crawler is to the stage."""

    def __init__(self, database: Path) -> None:
        self.settings = {"RONDA": Config(database=database)}
        self.stats = Stats()


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
    count = 2 * BATCH_SIZE + 3
    await put_all(crawl, *(article(number) for number in range(count)))
    assert store_of(crawl).count() == count
    assert crawl.stats.counts["ronda/stored"] == crawl.stats.counts["ronda/pages"] == count


async def test_a_single_article_does_not_wait_for_others(crawl: Any) -> None:
    async with asyncio.timeout(5):
        await put_all(crawl, article(1))
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


async def test_what_is_none_of_ours_passes_through(crawl: Any) -> None:
    stage = StoreStage(crawl)
    assert await stage.process_item({"other": 1}) == {"other": 1}
    assert not crawl.stats.counts

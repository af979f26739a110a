"""The two Scrapy stages: read a page in a worker process, keep what was read. Nothing is decided here.

Alone in this folder it imports Scrapy and the store. A page becomes an Article or a Refusal in `ReadStage`;
`StoreStage`, the one writer of a crawl, ends each address with exactly one outcome and counts it.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Self
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler

from crawler.clock import now
from crawler.config import Config
from crawler.errors import ReadingGaveUp, StoreError
from crawler.items import Article, Kept, ListVisit, Outcome, Page, Refusal
from pipelines.pool import ReadingPool
from pipelines.process import process_page
from storage import open_store
from storage.store import Store

log = logging.getLogger(__name__)

_stores: WeakKeyDictionary[Crawler, Store] = WeakKeyDictionary()

# One transaction for what arrives within this time: with one fsync a batch, a crawl of many small pages waits
# for its readers, not for the disk. It is less than a pause between two requests: no polite crawl notices.
BATCH_SECONDS = 0.05
BATCH_SIZE = 32


def store_of(crawler: Crawler) -> Store:
    """The store of a crawl, opened at first use; every component of the crawl shares this one."""
    if crawler not in _stores:
        config: Config = crawler.settings["RONDA"]
        _stores[crawler] = open_store(config.database)
    return _stores[crawler]


def close_store(crawler: Crawler) -> None:
    """Closes the store of a crawl, if it was opened."""
    store = _stores.pop(crawler, None)
    if store is not None:
        store.close()


class ReadStage:
    """Page → Article or Refusal, in a worker process with limits."""

    def __init__(self, config: Config) -> None:
        self.pool = ReadingPool(
            process_page,
            workers=config.reading_processes(),
            seconds=config.read_seconds,
            megabytes=config.read_megabytes,
        )

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings["RONDA"])

    async def open_spider(self) -> None:
        await self.pool.start()

    async def close_spider(self) -> None:
        await self.pool.close()

    async def process_item(self, item: Any) -> Any:
        if not isinstance(item, Page):
            return item
        try:
            return await self.pool.run(item)
        except ReadingGaveUp as error:
            log.warning("%s: reading given up: %s", item.url, error)
            return Refusal(
                source=item.source,
                url=item.link.url,
                outcome=Outcome.FAILED,
                reason=f"reading given up: {error}",
                at=now(),
            )


class StoreStage:
    """Article, Refusal or ListVisit → the store, in small transactions; counts each outcome once."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.store = store_of(crawler)
        self._batch: list[tuple[Article, asyncio.Future[Kept]]] = []
        self._timer: asyncio.TimerHandle | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    @property
    def _run(self) -> int | None:
        run: int | None = self.crawler.stats.get_value("ronda/run")
        return run

    async def process_item(self, item: Any) -> Any:
        try:
            await self._put(item)
        except StoreError as error:
            self.crawler.stats.inc_value("ronda/errors")
            log.error("not kept: %s: %s", getattr(item, "url", item), error)
        return item

    async def _put(self, item: Any) -> None:
        if isinstance(item, Article):
            kept = await self._keep(item)
            self._count(kept.outcome, item.url, kept.reason)
        elif isinstance(item, Refusal):
            self.store.dispose(item, self._run)
            self._count(item.outcome, item.url, item.reason)
        elif isinstance(item, ListVisit):
            self.store.saw_list(item)
            self.crawler.stats.inc_value("ronda/lists")
            self.crawler.stats.inc_value("ronda/lists_failed")
            log.warning("%s: list failed: %s", item.url, item.problem)

    def _count(self, outcome: Outcome, url: str, reason: str) -> None:
        self.crawler.stats.inc_value("ronda/pages")
        self.crawler.stats.inc_value(f"ronda/{outcome.replace('-', '_')}")
        level = logging.WARNING if outcome is Outcome.FAILED else logging.INFO
        log.log(level, "%s: %s (%s)", url, outcome, reason)

    async def _keep(self, article: Article) -> Kept:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Kept] = loop.create_future()
        self._batch.append((article, future))
        if len(self._batch) >= BATCH_SIZE:
            self._flush()
        elif self._timer is None:
            self._timer = loop.call_later(BATCH_SECONDS, self._flush)
        return await future

    def _flush(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        batch, self._batch = self._batch, []
        try:
            results: list[Kept] = self.store.keep_many([article for article, _ in batch], self._run)
        except StoreError as error:
            log.warning("a batch of %d was not kept, trying one by one: %s", len(batch), error)
            for article, future in batch:
                self._keep_alone(article, future)
        else:
            for (_, future), kept in zip(batch, results, strict=True):
                future.set_result(kept)

    def _keep_alone(self, article: Article, future: asyncio.Future[Kept]) -> None:
        try:
            future.set_result(self.store.keep(article, self._run))
        except StoreError as error:
            future.set_exception(error)

"""The three Scrapy stages: archive a page, read it in a worker process, keep what was read. Decides nothing.

Alone in this folder it imports Scrapy and the store. `ArchiveStage` keeps a page as it came; it becomes an
Article or a Refusal in `ReadStage`; `StoreStage`, the one writer of a crawl, ends each address with exactly
one outcome and counts it.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import Any, Self
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.clock import now
from crawler.config import Config
from crawler.errors import ReadingGaveUp, StoreError
from crawler.items import Article, Furniture, Kept, ListVisit, Outcome, Page, Refusal
from pipelines.batches import Batch
from pipelines.memory import learned
from pipelines.pool import ReadingPool
from storage import open_store
from storage.store import Store
from storage.warc.archive import PageArchive, thin_out

log = logging.getLogger(__name__)

_stores: WeakKeyDictionary[Crawler, Store] = WeakKeyDictionary()
_losses: WeakKeyDictionary[Crawler, list[str]] = WeakKeyDictionary()
_in_reading: WeakKeyDictionary[Crawler, int] = WeakKeyDictionary()  # pages, the waiting ones too
LOSSES = 3  # so many things in a row that could not be kept: it is the store, and asking on would be vain

# By name: what reading needs (trafilatura, lxml) is loaded in its own processes, .13 s of a start.
READING = "pipelines.process:process_page"
RELEARN = 20  # pages read between two looks at what a source's pages have in common


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


def not_kept(crawler: Crawler, what: str, error: StoreError) -> None:
    """Counts and logs what the store did not take; ends the crawl when it takes nothing any more."""
    crawler.stats.inc_value("ronda/errors")
    losses = _losses.setdefault(crawler, [])
    losses.append(str(error))
    # what is still on its way when the crawl is being ended fails for the same reason
    log.log(logging.ERROR if len(losses) <= LOSSES else logging.INFO, "not kept: %s: %s", what, error)
    if len(losses) == LOSSES:
        losing = asyncio.ensure_future(crawler.engine.close_spider_async(reason="store_unusable"))
        losing.add_done_callback(lambda task: task.exception())


def list_failed(crawler: Crawler, visit: ListVisit) -> None:
    """Counts a list that failed and says so; the first one's trouble is told of the whole run."""
    crawler.stats.inc_value("ronda/lists_failed")
    if not crawler.stats.get_value("ronda/trouble"):
        crawler.stats.set_value("ronda/trouble", visit.problem)
    log.warning("%s: list failed: %s", visit.url, visit.problem)


def loss_of(crawler: Crawler) -> str:
    """Why the last thing could not be kept; empty when things are being kept."""
    return next(reversed(_losses.get(crawler, [])), "")


def end_address(crawler: Crawler, url: str, reason: str) -> None:
    """An article that failed, as its middleware tells it; no page of it has come this way."""
    assert crawler.spider is not None
    refusal = Refusal(source=crawler.spider.name, url=url, outcome=Outcome.FAILED, reason=reason, at=now())
    try:
        store_of(crawler).dispose(refusal, crawler.stats.get_value("ronda/run"))
    except StoreError as error:
        not_kept(crawler, url, error)
    else:
        count_page(crawler, refusal.outcome, url, reason)


def count_page(crawler: Crawler, outcome: Outcome, url: str, reason: str) -> None:
    crawler.stats.inc_value("ronda/pages")
    crawler.stats.inc_value(f"ronda/{outcome.replace('-', '_')}")
    level = logging.WARNING if outcome is Outcome.FAILED else logging.INFO
    log.log(level, "%s: %s (%s)", url, outcome, reason)


class ArchiveStage:
    """Page → the same Page, written to the archive first: a page that reading breaks on is worth most there.

    A disk that takes no pages costs none of the articles: it is said once, and counted.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.config: Config = crawler.settings["RONDA"]
        if not self.config.archive:
            raise NotConfigured
        self.store = store_of(crawler)
        self._archives: dict[str, PageArchive] = {}  # of one source, but for what tests send
        self._added: Batch[Page] = Batch(lambda pages: self._note())
        self._said = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        if isinstance(item, Page):
            try:
                self._archive_of(item.source).add(item)
            except OSError as error:
                self._failed(item.url, error)
            else:
                self._added.add(item)
        return item

    def close_spider(self) -> None:
        self._added.flush()
        try:
            for archive in self._archives.values():
                archive.close()
            thin_out(
                self.store,
                days=self.config.archive_days,
                gigabytes=self.config.archive_gigabytes,
                at=now(),
            )
        except (OSError, StoreError) as error:
            self._failed("the archive could not be closed or thinned out", error)

    def _archive_of(self, source: str) -> PageArchive:
        if source not in self._archives:
            run: int | None = self.crawler.stats.get_value("ronda/run")
            self._archives[source] = PageArchive(self.store, source=source, run=run, at=now())
        return self._archives[source]

    def _note(self) -> None:
        try:
            for archive in self._archives.values():
                archive.note()
        except StoreError as error:
            self._failed("where pages are archived", error)

    def _failed(self, what: str, error: Exception) -> None:
        self.crawler.stats.inc_value("ronda/not_archived")
        level = logging.DEBUG if self._said else logging.ERROR
        log.log(level, "not archived: %s: %s. Articles are kept all the same", what, error)
        self._said = True


class ReadStage:
    """Page → Article or Refusal, in a worker process with limits. Tells each page what furniture the earlier
    pages of its source showed; without a store, none."""

    def __init__(self, config: Config, store: Store | None = None, crawler: Crawler | None = None) -> None:
        if config.topics:  # the gazetteer is loaded in the reading processes; here, only to check these
            from pipelines.labels.own_topics import check_topics

            check_topics(config)
        self.store, self.crawler = store, crawler
        self._furniture: dict[str, tuple[int, Furniture]] = {}  # by source, with how many pages used it
        self.pool: ReadingPool[Page, Article | Refusal] = ReadingPool(
            READING,
            workers=config.reading_processes(),
            seconds=config.read_seconds,
            megabytes=config.read_megabytes,
        )

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings["RONDA"], store_of(crawler), crawler)

    async def close_spider(self) -> None:
        await self.pool.close()

    async def process_item(self, item: Any) -> Any:
        if not isinstance(item, Page):
            return item
        if not self.pool.started:  # most rounds find nothing new, and are spared the start of the processes
            await self.pool.start()
        self._count(1)
        try:
            return await self.pool.run(replace(item, furniture=self._furniture_of(item.source)))
        except ReadingGaveUp as error:
            return self._unread(item, f"reading given up: {error}")
        except Exception as error:  # a page that our reading breaks on costs itself alone
            log.info("%s: reading broke", item.url, exc_info=error)
            return self._unread(item, f"reading broke: {type(error).__name__}: {error}"[:300])
        finally:
            self._count(-1)

    def _count(self, change: int) -> None:
        if self.crawler is not None:
            _in_reading[self.crawler] = _in_reading.get(self.crawler, 0) + change

    def _furniture_of(self, source: str) -> Furniture:
        """What was learned of the source, looked up anew every few pages: a first crawl learns on its way."""
        if self.store is None:
            return Furniture()
        uses, furniture = self._furniture.get(source, (RELEARN, Furniture()))
        if uses >= RELEARN:
            uses, furniture = 0, learned(self.store.sightings(source))
        self._furniture[source] = (uses + 1, furniture)
        return furniture

    @staticmethod
    def _unread(page: Page, reason: str) -> Refusal:
        """Failed, and so asked again: a later version may read it."""
        return Refusal(source=page.source, url=page.link.url, outcome=Outcome.FAILED, reason=reason, at=now())


class StoreStage:
    """Article, Refusal or ListVisit → the store, in small transactions; counts each outcome once."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.store = store_of(crawler)
        self._drop = crawler.settings["RONDA"].off_topic == "drop"
        self._batch: Batch[tuple[Article, asyncio.Future[Kept]]] = Batch(self._keep_together)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    @property
    def _run(self) -> int | None:
        run: int | None = self.crawler.stats.get_value("ronda/run")
        return run

    async def process_item(self, item: Any) -> Any:
        try:
            if not _in_reading.get(self.crawler):
                self._batch.soon()  # with this item, which this turn of the loop adds
            await self._put(item)
        except StoreError as error:
            not_kept(self.crawler, str(getattr(item, "url", item)), error)
        else:
            _losses.pop(self.crawler, None)
        return item

    async def _put(self, item: Any) -> None:
        if isinstance(item, Article):
            kept = await self._keep(item)
            count_page(self.crawler, kept.outcome, item.url, kept.reason)
            if item.doubts and kept.outcome in (Outcome.STORED, Outcome.REVISED):
                self.crawler.stats.inc_value("ronda/doubtful")
                log.warning("%s: read with doubts: %s", item.url, "; ".join(item.doubts))
        elif isinstance(item, Refusal):
            self.store.dispose(item, self._run)
            count_page(self.crawler, item.outcome, item.url, item.reason)
        elif isinstance(item, ListVisit):
            self.store.saw_list(item)
            self.crawler.stats.inc_value("ronda/lists")
            list_failed(self.crawler, item)

    async def _keep(self, article: Article) -> Kept:
        future: asyncio.Future[Kept] = asyncio.get_running_loop().create_future()
        self._batch.add((article, future))
        return await future

    def _keep_together(self, batch: list[tuple[Article, asyncio.Future[Kept]]]) -> None:
        try:
            results: list[Kept] = self.store.keep_many(
                [article for article, _ in batch], self._run, drop=self._drop
            )
        except Exception as error:  # noqa: BLE001 - whatever it was, those who wait must hear of it
            log.info("a batch of %d was not kept, trying one by one: %s", len(batch), error)
            for article, future in batch:
                self._keep_alone(article, future)
        else:
            for (_, future), kept in zip(batch, results, strict=True):
                future.set_result(kept)

    def _keep_alone(self, article: Article, future: asyncio.Future[Kept]) -> None:
        try:
            future.set_result(self.store.keep(article, self._run, drop=self._drop))
        except Exception as error:  # noqa: BLE001 - raised again where the article is waited for
            future.set_exception(error)

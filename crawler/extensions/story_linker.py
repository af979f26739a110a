"""Links what a crawl stored, once all of it is stored. The run is judged without it: what is not linked now
waits, and nothing is lost."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from crawler.errors import StoreError
from pipelines.stages import store_of

log = logging.getLogger(__name__)

# A crawl's articles take a second; after an upgrade a whole store may wait, and each crawl does a part of it.
SECONDS = 20.0
_CUT_OFF = ("shutdown", "memusage_exceeded", "store_unusable")


class StoryLinker:
    """A Scrapy extension."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        linker = cls(crawler)
        crawler.signals.connect(linker.closed, signal=signals.spider_closed)
        return linker

    async def closed(self, spider: Spider, reason: str) -> None:
        """A crawl that somebody stopped ends at once: what waits is linked by the next one."""
        if reason in _CUT_OFF:
            return
        await asyncio.sleep(0)  # the end of the run is recorded first, in whatever order handlers are called
        store, end, count = store_of(self.crawler), time.monotonic() + SECONDS, 0
        try:
            if not store.count_unlinked():
                return
            # 24 ms that a round in which nothing is new need not spend
            from crawler.runs.linking import linked_in_batches

            for linked in linked_in_batches(store):
                count += linked
                if time.monotonic() > end:
                    log.info("%d articles linked, more wait: `ronda stories --link` does them now", count)
                    return
                await asyncio.sleep(0)  # a signal to stop is heard between two batches
        except StoreError as error:  # the articles are kept, and wait to be linked
            log.warning("stories: %s", error)

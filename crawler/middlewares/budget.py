"""Ends a crawl that has received or asked more than its source may cost in one run; the next run goes on.

The other budgets stand elsewhere: articles and depth of lists in the frontier and the lists, parts of an
article in the spider, the minutes of a run in Scrapy's own CLOSESPIDER_TIMEOUT.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler

from spiders.base import NewsSpider
from spiders.troubles import NotNow

log = logging.getLogger(__name__)

REQUESTS_BESIDE = 200  # lists, redirects and second tries; each article may take four
FINISH = "budget"


class Budget:
    """A Scrapy downloader middleware."""

    def __init__(self, crawler: Crawler) -> None:
        assert issubclass(crawler.spidercls, NewsSpider)
        source = crawler.spidercls.source
        self.crawler = crawler
        self.bytes = source.max_megabytes * 2**20
        self.requests = REQUESTS_BESIDE + 4 * source.max_articles
        self._closing: asyncio.Future[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises NotNow, and ends the crawl, once the budget is used up."""
        stats = self.crawler.stats
        received = stats.get_value("downloader/response_bytes", 0)
        asked = stats.get_value("downloader/request_count", 0)
        if received <= self.bytes and asked <= self.requests:
            return
        if self._closing is None:
            log.warning("budget used up: %d requests, %.0f MB", asked, received / 2**20)
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason=FINISH))
        raise NotNow("the budget of this run is used up")

"""Lets go of what still waits for its turn when a crawl begins to end; it stays pending for the next run.

Scrapy finishes all that it has taken out of its queue, each after its host's pause: at a host that asks for
half a minute between two requests a crawl whose time is up, or that is told to stop, would be killed with
what it has in hand.
"""

from __future__ import annotations

import asyncio
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler

from spiders.troubles import TooLate

_SECONDS = 0.5  # between two looks: Scrapy has no signal for the beginning of the end


class LettingGo:
    """A Scrapy extension."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._task: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.closed, signal=signals.spider_closed)
        return extension

    def opened(self) -> None:
        self._task = asyncio.ensure_future(self._look())

    def closed(self) -> None:
        if self._task is not None:
            self._task.cancel()

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(_SECONDS)
            slot = self.crawler.engine._slot
            if slot is not None and slot.closing is not None:
                self._let_go()

    def _let_go(self) -> None:
        """Again and again until the end, as more may come out of the middlewares."""
        for slot in self.crawler.engine.downloader.slots.values():
            while slot.queue:
                _, waiting = slot.queue.popleft()
                waiting.errback(TooLate("the crawl was ending"))

"""What waits to be asked, of one priority: first come, first served; after trouble the last has its turn."""

from __future__ import annotations

from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.squeues import FifoMemoryQueue

from crawler.middlewares.patience import Patience


class Waiting(FifoMemoryQueue):  # type: ignore[misc, valid-type]  # made at import
    """A queue of Scrapy's scheduler.

    Of ten bad pages in a row and a good one behind them, the good one is asked before the bad ones have used
    up the patience with their host.
    """

    crawler: Crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler, *_: Any, **__: Any) -> Self:
        queue: Self = cls()
        queue.crawler = crawler
        return queue

    def pop(self) -> Request | None:
        patience = self.crawler.get_downloader_middleware(Patience)
        if patience is not None and patience.wants_other():
            self.q.rotate(1)
        popped: Request | None = super().pop()
        return popped

"""The same crawl without extraction: Ronda's child process, the two stages replaced by one that counts."""

from __future__ import annotations

import sys
from typing import Any, Self

from scrapy.crawler import Crawler

from crawler.config import Config
from crawler.items import Page
from crawler.runs import child
from crawler.settings import scrapy_settings


class CountStage:
    """Counts the pages, so that the crawl's own verdict on itself stays as it was."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        if isinstance(item, Page):
            self.crawler.stats.inc_value("ronda/pages")
            self.crawler.stats.inc_value("ronda/stored")
        return item


def bare_settings(config: Config) -> dict[str, Any]:
    return scrapy_settings(config) | {"ITEM_PIPELINES": {"tests.benchmarks.bare.CountStage": 100}}


if __name__ == "__main__":
    child.scrapy_settings = bare_settings
    sys.exit(child.main())

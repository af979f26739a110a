"""Keeps a crawl on the hosts of its source: where a redirect leads elsewhere, nothing is asked there.

Scrapy's own middleware lets every request with `dont_filter` through, redirects of it too, and ours carry it:
its filter for duplicates would drop an article, without a word, whose redirect ends at an address asked
before.
"""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.urls import host_of
from spiders.base import NewsSpider
from spiders.troubles import Declined


class SiteGate:
    """A Scrapy downloader middleware; robots.txt alone may redirect to any host (RFC 9309, 2.3.1.2)."""

    def __init__(self, crawler: Crawler) -> None:
        assert issubclass(crawler.spidercls, NewsSpider)
        self.source = crawler.spidercls.source

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises Declined for a host that is not one of the source's."""
        host = host_of(request.url)
        if not request.meta.get("robots") and not self.source.owns(host):
            raise Declined(f"leads to another site, {host}")

"""Asks known addresses conditionally (RFC 9110, section 13): the server answers 304 where nothing changed."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler

from pipelines.stages import store_of


class ConditionalGet:
    """A Scrapy downloader middleware; acts on requests with `meta["conditional"]`."""

    def __init__(self, crawler: Crawler) -> None:
        self.store = store_of(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        if not request.meta.get("conditional") or "redirect_times" in request.meta:
            return
        link = request.meta.get("link")
        known = self.store.validators(link.url if link else request.url)
        if known is None:
            return
        if known.etag:
            request.headers["If-None-Match"] = known.etag
        if known.last_modified:
            request.headers["If-Modified-Since"] = known.last_modified

"""robots.txt by RFC 9309: asked before the first request to a host, awaited, obeyed.

Scrapy's own middleware lets requests through while robots.txt is on its way, and when it cannot be had. Here
a server error or silence means no (section 2.3.1.4), a plain "not there" means yes (2.3.1.3), and what is
read is the first 500 KiB (2.5).
"""

from __future__ import annotations

import asyncio
import logging
from typing import Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK

log = logging.getLogger(__name__)

AGENT = "Ronda"  # the product token that robots.txt is asked for
READ = 500 * 1024


class RobotsGate:
    """A Scrapy downloader middleware. One answer a host and run, shared by all who wait for it."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._rules: dict[str, asyncio.Task[Protego | str]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raises IgnoreRequest, with the reason, where robots.txt says no or cannot be had."""
        if request.meta.get("robots"):
            return
        rules = await self._rules_of(request.url)
        if isinstance(rules, str):
            raise IgnoreRequest(f"robots.txt {rules}, so nothing is asked there")
        if not rules.can_fetch(request.url, AGENT):
            self.crawler.stats.inc_value("ronda/robots_forbidden")
            raise IgnoreRequest("forbidden by robots.txt")

    async def _rules_of(self, url: str) -> Protego | str:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = asyncio.ensure_future(self._ask(origin))
        # shielded: a request that is cancelled must not take the answer from the others
        return await asyncio.shield(self._rules[origin])

    async def _ask(self, origin: str) -> Protego | str:
        """The rules of an origin, or the words why there are none to go by."""
        request = Request(f"{origin}/robots.txt", callback=NO_CALLBACK, meta={"robots": True}, priority=1000)
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception as error:  # noqa: BLE001 - whatever keeps robots.txt from us means no
            log.warning("%s/robots.txt cannot be had (%s): nothing is asked there", origin, error)
            return f"could not be had ({type(error).__name__})"
        if response.status >= 500 or response.status == 429:
            log.warning("%s/robots.txt answers HTTP %d: nothing is asked there", origin, response.status)
            return f"answers HTTP {response.status}"
        if response.status != 200:
            return Protego.parse("")
        return Protego.parse(response.body[:READ].decode("utf-8", "replace"))

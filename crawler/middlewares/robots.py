"""robots.txt by RFC 9309: asked before the first request to a host, awaited, obeyed.

Scrapy's own middleware lets requests through while robots.txt is on its way, and when it cannot be had. Here
a server error or silence means no (section 2.3.1.4), a plain "not there" (2.3.1.3) or more than five
redirects (2.3.1.2) mean yes, and what is read is the first 500 KiB (2.5).
"""

from __future__ import annotations

import asyncio
import logging
import re
from datetime import timedelta
from typing import Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http.request import NO_CALLBACK
from w3lib.encoding import read_bom

from crawler.clock import now
from crawler.config import Config
from crawler.manners import CRAWL_DELAY, pause
from pipelines.stages import store_of
from spiders.troubles import Declined, NotNow, is_redirect_loop, reason_of

log = logging.getLogger(__name__)

READ = 500 * 1024  # bytes
# In all the spellings that Protego knows.
_NAMED = re.compile(r"\s*user[- ]?agent(?:\s*:|\s)\s*(?P<name>\*|[\w-]*)", re.IGNORECASE)
KEEP = timedelta(hours=12)  # RFC 9309, 2.4: not more than a day


class RobotsGate:
    """A Scrapy downloader middleware. One answer a host and run, shared by all who wait for it."""

    def __init__(self, crawler: Crawler) -> None:
        config: Config = crawler.settings["RONDA"]
        self.crawler = crawler
        self.store = store_of(crawler)
        self.agent = product(config.agent())
        self._rules: dict[str, asyncio.Task[Protego | str]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raises Declined where robots.txt says no, NotNow where it cannot be had."""
        if request.meta.get("robots"):
            return
        rules = await self._rules_of(request.url)
        if isinstance(rules, str):
            raise NotNow(f"robots.txt: {rules}; so nothing is asked there")
        if not rules.can_fetch(request.url, self.agent):
            self.crawler.stats.inc_value("ronda/robots_forbidden")
            raise Declined("forbidden by robots.txt")

    async def _rules_of(self, url: str) -> Protego | str:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = asyncio.ensure_future(self._obtain(origin))
        # shielded: a request that is cancelled must not take the answer from the others
        return await asyncio.shield(self._rules[origin])

    async def _obtain(self, origin: str) -> Protego | str:
        """The rules of an origin, from this run or a recent one, or the words why there are none to go by."""
        at = now()
        known = self.store.robots(origin, after=at - KEEP, until=at)
        text, why = (known, "") if known is not None else await self._ask(origin)
        if text is None:
            return why
        rules = Protego.parse(as_to_us(text, self.agent))
        slow_down(self.crawler, origin, rules.crawl_delay(self.agent))
        return rules

    async def _ask(self, origin: str) -> tuple[str | None, str]:
        """What robots.txt says, or None and the words why it could not be had."""
        request = Request(
            f"{origin}/robots.txt",
            callback=NO_CALLBACK,
            meta={"robots": True, "cut": READ},
            priority=1000,
            headers={"Accept-Encoding": "identity"},  # cut at 500 KiB, anything else could not be unpacked
        )
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception as error:  # noqa: BLE001 - whatever keeps robots.txt from us means no
            if is_redirect_loop(error):
                return "", ""
            log.warning("%s/robots.txt: %s; nothing is asked there", origin, reason_of(error))
            return None, reason_of(error)
        if response.status >= 500 or response.status == 429:
            log.warning("%s/robots.txt: HTTP %d; nothing is asked there", origin, response.status)
            return None, f"HTTP {response.status}"
        text = rules_text(response.body) if 200 <= response.status < 300 else ""
        self.store.keep_robots(origin, text, now())
        return text, ""


def slow_down(crawler: Crawler, origin: str, seconds: float | None) -> None:
    """Makes the pause between two requests to a host as long as its Crawl-delay asks, up to CRAWL_DELAY."""
    host = urlsplit(origin).hostname or ""
    delay, _ = pause(min(seconds or 0.0, CRAWL_DELAY))
    if delay <= crawler.settings.getfloat("DOWNLOAD_DELAY"):
        return
    downloader = crawler.engine.downloader
    # for the slot that is there, and for one made after this has been idle
    downloader.per_slot_settings[host] = {"delay": delay}
    if host in downloader.slots:
        downloader.slots[host].delay = delay


def product(user_agent: str) -> str:
    """What robots.txt may call us, with the version or without: `Ronda/1.0` of `Ronda/1.0 (news monitor)`."""
    return next(iter(user_agent.split()), "Ronda")


def rules_text(body: bytes) -> str:
    """What counts of a robots.txt; a line cut in the middle would say something else, so it goes.

    UTF-8 by RFC 9309; but one in UTF-16, or with NULs in it, means what it says, too.
    """
    if len(body) > READ:
        body = body[:READ]
        body = body[: max(body.rfind(b"\n"), body.rfind(b"\r")) + 1]
    charset, mark = read_bom(body)
    return body[len(mark or b"") :].decode(charset or "utf-8", "replace").replace("\0", "")


def as_to_us(text: str, agent: str) -> str:
    """The rules with every group named as it concerns us: by our name, `*`, or another's.

    Protego takes a group for ours whose name ours begins with (`Ro`), which would then hold in place of that
    for `*`, and passes over one that names a version which is not ours (`ronda/2.0`).
    """
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if (named := _NAMED.match(line)) and named["name"] != "*":
            ours = named["name"].lower() == agent.partition("/")[0].lower()
            lines[number] = f"User-agent: {agent if ours else '-'}"
    return "\n".join(lines)

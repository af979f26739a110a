"""Which of the links a crawl follows: what the store does not know yet, and what earlier crawls left open.

Every link that a list names is noted in the store, as pending, in the transaction that notes the list's
ETag: a crawl killed the next moment loses none of them, although the list will answer 304 from then on.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from time import monotonic
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response

from crawler.clock import now
from crawler.errors import StoreError
from crawler.items import Link, ListVisit
from crawler.middlewares.revisits import OLDEST, is_due
from crawler.middlewares.spared import Spared
from pipelines.stages import list_failed, not_kept, store_of
from spiders.base import NewsSpider
from spiders.lists import ListAddress
from storage.store import OpenList

log = logging.getLogger(__name__)

REVISITED = timedelta(days=7)  # --revisit asks articles this young again: corrections come early
ENOUGH_DAYS = 3  # articles of a page whose day is known, to say that it lies before `since`
CATCH_UP = 20.0  # seconds that a page of a backfill waits for the articles before it to be read
PINNED = timedelta(days=1)  # grace for what a listing keeps on top


class Frontier:
    """A Scrapy spider middleware around NewsSpider; the only one that drops a request for an article."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.store = store_of(crawler)
        self._lists: set[str] = set()  # asked in this run
        self._named: set[str] = set()  # by the lists of this run, and open
        self._asked: set[str] = set()
        self._pages: dict[str, list[list[Link]]] = {}  # of a backfill: what each page named, by the first
        self._paged: set[str] = set()
        assert issubclass(crawler.spidercls, NewsSpider)
        self._spared = Spared(crawler.spidercls.source)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        frontier = cls(crawler)
        crawler.signals.connect(frontier.idle, signal=signals.spider_idle)
        return frontier

    def idle(self) -> None:
        """Asks the lists that wait for a feed which then failed, before the crawl ends."""
        left = self._spared.rest()
        for request in left:
            self.crawler.engine.crawl(request)
        if left:
            raise DontCloseSpider

    @property
    def spider(self) -> NewsSpider:
        spider = self.crawler.spider
        assert isinstance(spider, NewsSpider)
        return spider

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """The lists first, then what earlier crawls left open, then known articles to look at again."""
        async for request in start:
            self._lists.add(request.url)
            if not self._is_spared(request):
                yield request
        try:
            lists, links, failed = self._left_open()
        except StoreError as error:
            not_kept(self.crawler, "what earlier crawls left open cannot be asked", error)
            return
        for left in lists:
            where = ListAddress.from_note(left.resume)
            if where and left.url not in self._lists:
                self._lists.add(left.url)
                yield self.spider.list_request(where)
        for link in links:
            if self._take(link):
                yield self.spider.article_request(link)
        for link in failed:
            if self._take(link):
                # after all news: five bad pages in a row would end the crawl before anything good was asked
                yield self.spider.article_request(link).replace(priority=-1)

    def _left_open(self) -> tuple[list[OpenList], list[Link], list[Link]]:
        """Lists, links that were not tried and known articles, links that failed before."""
        name = self.spider.source.name
        if self.spider.orders.retry:
            self.store.retry(name)
        at = None if self.spider.orders.retry else now()
        fresh = self.store.pending(name, at=at, tried=False) + self._due_again(name)
        return self.store.open_lists(name), fresh, self.store.pending(name, at=at, tried=True)

    def _due_again(self, name: str) -> list[Link]:
        """Young articles whose turn has come, within the source's budget; all of them with --revisit."""
        at = now()
        if self.spider.orders.revisit:
            return [known.link for known in self.store.young(name, at - REVISITED)]
        budget = self.spider.source.revisits
        known_ones = self.store.young(name, at - OLDEST) if budget else []
        due = [
            known.link
            for known in known_ones
            if is_due(known.link.url, known.first_fetched_at, known.visited_at, at)
        ]
        return due[:budget]

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        if "list" not in response.meta:
            async for output in result:
                yield output
            return
        links: list[Link] = []
        lists: list[Request] = []
        visit: ListVisit | None = None
        async for output in result:
            if isinstance(output, ListVisit):
                visit = output
            elif "link" in output.meta:
                links.append(output.meta["link"])
            else:
                lists.append(output)
        if visit is None:  # the spider broke in the middle of the list: Scrapy has logged it
            return
        await self._read_so_far(response.meta["list"])
        try:
            fresh = self._note(response.meta["list"], visit, links, lists)
        except StoreError as error:  # what is not noted is not asked: the next run finds it in the list again
            not_kept(self.crawler, visit.url, error)
            return
        for request in self._spared.heard(visit.url, unchanged=visit.unchanged):
            yield request
        for link in fresh:
            if self._take(link):
                yield self.spider.article_request(link)
        for request in lists:
            if request.url not in self._lists and not self._full():
                self._lists.add(request.url)
                # of a backfill the articles of a page come before the next page: they may show its end
                further = request.meta["list"].first in self._pages
                yield request.replace(priority=-1) if further else request

    def _is_spared(self, request: Request) -> bool:
        """Whether a list is only asked when a feed has something new; a backfill asks them all."""
        if self.spider.orders.since or self.spider.orders.until:
            return False
        try:
            return self._spared.holds(request, self.store.validators(request.url), now())
        except StoreError:
            return False

    def _note(
        self, where: ListAddress, visit: ListVisit, links: list[Link], lists: list[Request]
    ) -> list[Link]:
        """Keeps what a list told; gives its open links, and takes out of `lists` what is not worth asking."""
        stats = self.crawler.stats
        stats.inc_value("ronda/lists")
        stats.inc_value("ronda/lists_unchanged", int(visit.unchanged))
        stats.inc_value("ronda/links", len(links))
        if visit.problem:
            list_failed(self.crawler, visit)
            self.store.saw_list(visit)
            return []
        if self._is_past(where):
            self.store.saw_list(visit)
            lists.clear()
            return []
        further = [OpenList(url=request.url, resume=request.meta["list"].note()) for request in lists]
        still_open = self.store.see_links(visit.source, links, visit.at, visit, further)
        # several lists of one run name the same article: it is new once
        fresh = [link for link in still_open if link.url not in self._named]
        self._named.update(link.url for link in fresh)
        stats.inc_value("ronda/links_new", len(fresh))
        log.info("%s: %d links, %d of them new", visit.url, len(links), len(fresh))
        vain = [request.url for request in lists if not self._goes_on(request, links)]
        if vain:
            self.store.leave_lists(vain)
            lists[:] = [request for request in lists if request.url not in vain]
        return fresh

    def _take(self, link: Link) -> bool:
        """Whether a link is asked in this run: once, in the range of days, within the limit."""
        in_range = self.spider.orders.in_range(link.published_at)
        if link.url in self._asked or not in_range or self._full():
            return False
        self._asked.add(link.url)
        return True

    def _full(self) -> bool:
        limit, most = self.spider.orders.limit, self.spider.source.max_articles
        return len(self._asked) >= min(limit or most, most)

    def _goes_on(self, request: Request, links: list[Link]) -> bool:
        """A listing is paged on while its pages name something new, or until `since` is reached.

        New is what this run found new, in whichever list: the feed names the articles of the first page, too.
        A backfill also goes on behind pages that are known, for what it wants may lie behind them.
        """
        where: ListAddress = request.meta["list"]
        if where.page == 1:
            return True
        fresh = any(link.url in self._named for link in links)
        if self.spider.orders.since is None:
            return fresh
        self._pages.setdefault(where.first, []).append(links)
        seen, self._paged = self._paged, self._paged | {link.url for link in links}
        dated = [link.published_at for link in links if link.published_at]
        return fresh or (max(dated) >= self.spider.orders.since if dated else bool(self._paged - seen))

    async def _read_so_far(self, where: ListAddress) -> None:
        """Waits, on the further pages of a backfill, until what was fetched is read: it may show the end."""
        scraper = self.crawler.engine.scraper
        until = monotonic() + CATCH_UP
        while where.first in self._pages and monotonic() < until:
            if scraper.slot is None or not scraper.slot.itemproc_size:
                return
            await asyncio.sleep(0.05)

    def _is_past(self, where: ListAddress) -> bool:
        """Whether the pages that led to this one turned out to lie before `since`, although their list dates
        nothing: their articles, asked before this page was, say so themselves."""
        since = self.spider.orders.since
        if since is None:
            return False
        for links in reversed(self._pages.get(where.first, ())):
            told = {link.url: link.published_at for link in links if link.published_at}
            days = self.store.published([link.url for link in links]) | told
            if len(days) >= min(ENOUGH_DAYS, len(links)):
                return bool(days) and max(days.values()) < since - PINNED
        return False

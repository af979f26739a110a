"""Which of the links a crawl follows: what the store does not know yet, and what earlier crawls left open.

Every link that a list names is noted in the store, as pending, in the transaction that notes the list's
ETag: a crawl killed the next moment loses none of them, although the list will answer 304 from then on.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.clock import now
from crawler.errors import StoreError
from crawler.items import Link, ListVisit
from crawler.middlewares.revisits import OLDEST, is_due
from pipelines.stages import list_failed, not_kept, store_of
from spiders.base import NewsSpider
from spiders.lists import ListAddress
from storage.store import OpenList

log = logging.getLogger(__name__)

REVISITED = timedelta(days=7)  # --revisit asks articles this young again: corrections come early


class Frontier:
    """A Scrapy spider middleware around NewsSpider; the only one that drops a request for an article."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.store = store_of(crawler)
        self._lists: set[str] = set()  # asked in this run
        self._named: set[str] = set()  # by the lists of this run, and open
        self._asked: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    @property
    def spider(self) -> NewsSpider:
        spider = self.crawler.spider
        assert isinstance(spider, NewsSpider)
        return spider

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """The lists first, then what earlier crawls left open, then known articles to look at again."""
        async for request in start:
            self._lists.add(request.url)
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
        try:
            fresh = self._note(visit, links, lists)
        except StoreError as error:  # what is not noted is not asked: the next run finds it in the list again
            not_kept(self.crawler, visit.url, error)
            return
        for link in fresh:
            if self._take(link):
                yield self.spider.article_request(link)
        for request in lists:
            if request.url not in self._lists and not self._full():
                self._lists.add(request.url)
                yield request

    def _note(self, visit: ListVisit, links: list[Link], lists: list[Request]) -> list[Link]:
        """Keeps what a list told; gives its open links, and takes out of `lists` what is not worth asking."""
        stats = self.crawler.stats
        stats.inc_value("ronda/lists")
        stats.inc_value("ronda/lists_unchanged", int(visit.unchanged))
        stats.inc_value("ronda/links", len(links))
        if visit.problem:
            list_failed(self.crawler, visit)
            self.store.saw_list(visit)
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
        """
        where: ListAddress = request.meta["list"]
        if where.page == 1:
            return True
        since = self.spider.orders.since
        dated = [link.published_at for link in links if link.published_at]
        return any(link.url in self._named for link in links) or bool(since and dated and max(dated) >= since)

"""Looks a site over with the manners of a crawl: its front page, its lists, a few articles. Keeps nothing.

What an answer says decides what is asked next. What the answers mean is for `spiders.discovery.survey` and
`spiders.catalog.propose` to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import urlsplit, urlunsplit

from scrapy.http import Response

from crawler.clock import now
from crawler.config import Config
from crawler.errors import SiteUnusable
from crawler.items import Link, Page, Refusal
from crawler.runs.ask import bound, run_spiders
from crawler.runs.asker import NAME, Asker, Unanswered, content_type
from crawler.urls import host_of
from pipelines.stages import store_of
from spiders.catalog import Catalog, Source, load_catalog
from spiders.catalog.networks import (
    GENERIC,
    domain_of,
    network_by_host,
    network_by_template,
    sibling_lists,
)
from spiders.catalog.propose import Choice, Seen, choose, samples
from spiders.discovery import survey as pages
from spiders.discovery.identity import article_address
from spiders.discovery.listing import read_listing
from spiders.discovery.rules import is_article
from spiders.discovery.wordpress import posts_url
from spiders.lists import ListAddress, read_list
from spiders.loader import spider_class
from spiders.orders import Orders
from spiders.troubles import list_trouble

MOST_FOR_LISTS = 18  # requests; the rest of MOST is for articles
TRIED, MOST_TRIED = 3, 5  # articles wanted, and asked where some are refused
NOT_WELL = 2  # answers in a row that are errors other than "not there": then no further list is asked
ROBOTS_AGE = timedelta(hours=12)


@dataclass(frozen=True, kw_only=True, slots=True)
class Survey:
    """What a site showed. `origin` is scheme and host of its front page, after redirects."""

    origin: str
    network: str
    front: pages.Front
    choices: tuple[Choice, ...]
    tried: tuple[tuple[str, Page | Refusal], ...]  # with the address of the list that named it
    requests: int


def survey(url: str, catalog: Catalog, config: Config, step: Callable[[], Any]) -> Survey:
    """Looks the site of a canonical address over; `step` is called before each request. Once in a process.

    Raises SiteUnusable when it cannot be reached, forbids it, or names no article.
    """
    parts = urlsplit(url)
    answers: list[Survey | Unusable] = []
    source = Source(name=NAME, title=parts.netloc, network=GENERIC, host=parts.netloc, scheme=parts.scheme)
    spider = bound(Surveyor, source, config)
    spider.url, spider.catalog, spider.config = url, catalog, config  # type: ignore[attr-defined]  # of Surveyor
    spider.step = staticmethod(step)  # type: ignore[attr-defined]  # of Surveyor
    run_spiders([spider], config, answers.append)
    if not answers:
        raise SiteUnusable(f"{parts.netloc}: looking it over broke off: see the log above")
    answer = answers[0]
    if isinstance(answer, Unusable):
        raise SiteUnusable(f"{parts.netloc}: {answer.why}. Nothing was written")
    return answer


@dataclass(frozen=True, slots=True)
class Unusable:
    why: str


class Surveyor(Asker):
    """A spider whose `start` is the whole crawl; gives one Survey, or why there is none."""

    url: ClassVar[str]
    catalog: ClassVar[Catalog]
    config: ClassVar[Config]

    async def start(self) -> AsyncIterator[Any]:
        try:
            yield await self._survey()
        except Unanswered as error:
            yield Unusable(str(error))

    async def _survey(self) -> Survey:
        answer = await self.ask(urlunsplit(urlsplit(self.url)._replace(path="/", query="")))
        if answer.status != 200:
            raise Unanswered(f"its front page answers HTTP {answer.status}")
        parts = urlsplit(answer.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        front = pages.read_front(answer.body, answer.url, content_type(answer))
        given = pages.on_site(self.url, self.url, origin + "/") or ""
        network = await self._network(answer, given)
        source = self._source(origin, network)
        choices = choose(await self._lists(source, front, answer, given), now())
        if not any(choice.taken for choice in choices):
            raise Unanswered(f"no feed, sitemap or page of it names an article{_elsewhere(answer)}")
        tried = await self._try(source, choices, given)
        return Survey(
            origin=origin, network=network, front=front, choices=choices, tried=tried, requests=self.asked()
        )

    # --- the network

    async def _network(self, front: Response, given: str) -> str:
        known = network_by_host(urlsplit(front.url).netloc, self.catalog)
        if known is not None:
            return known
        named = [
            url
            for link in read_listing(front.body, front.url, content_type=content_type(front)).links
            if (url := pages.on_site(link.url, front.url, front.url))
        ]
        for url in ([given] if _is_article(given) else named)[:1]:
            try:
                self.kept[url] = answer = await self.ask(url)
            except Unanswered:
                continue
            if answer.status == 200:
                found = network_by_template(answer.body, url, self.catalog, content_type(answer))
                return found or GENERIC
        return GENERIC

    def _source(self, origin: str, network: str) -> Source:
        """A source as the network's defaults have it, its lists aside."""
        parts = urlsplit(origin)
        row = {"network": network, "scheme": parts.scheme, "host": parts.netloc, "listings": ["/"]}
        catalog = load_catalog(replace(self.config, sources={**self.config.sources, NAME: row}))
        return replace(catalog[NAME], words=())

    # --- its lists

    async def _lists(self, source: Source, front: pages.Front, answer: Response, given: str) -> list[Seen]:
        origin = f"{source.scheme}://{source.host}"
        known = sibling_lists(source.network, self.catalog)

        def of_network(kind: str) -> list[str]:
            return [origin + path for its, path in known if its == kind]

        feeds = await self._seen_all(source, "feed", [*front.feeds, *of_network("feed")])
        if not _any(feeds):
            feeds += await self._guess(source, "feed", [origin + path for path in pages.FEED_GUESSES])
        if front.wordpress:
            feeds += [rest := await self._seen(source, "wordpress", front.wordpress)]
            if rest.links:
                return feeds
        section = [given] if given and not _is_article(given) and urlsplit(given).path != "/" else []
        sections = dict.fromkeys([*section, *of_network("listing"), *front.sections])
        sections.pop(origin + "/", None)
        listings = await self._seen_all(source, "listing", list(sections)[: pages.MAX_SECTIONS + 1])
        listings.append(self._read(source, "listing", origin + "/", answer))
        found = feeds + listings
        return found + await self._sitemaps(source, origin, of_network("sitemap"), needed=not _any(found))

    async def _sitemaps(self, source: Source, origin: str, known: list[str], *, needed: bool) -> list[Seen]:
        """Those of news; any sitemap, and guesses where one may be, when no other list names an article."""
        at = now()
        robots = store_of(self.crawler).robots(origin, after=at - ROBOTS_AGE, until=at) or ""
        named = [*pages.sitemaps_named(robots, origin + "/"), *known]
        named = [url for url in named if needed or "news" in url]
        seen = await self._seen_all(source, "sitemap", named[: pages.MAX_SITEMAPS])
        if _any(seen) or not needed:
            return seen
        return seen + await self._guess(source, "sitemap", [origin + path for path in pages.SITEMAP_GUESSES])

    async def _seen_all(self, source: Source, kind: str, urls: Iterable[str]) -> list[Seen]:
        return [await self._seen(source, kind, url) for url in dict.fromkeys(urls)]

    async def _guess(self, source: Source, kind: str, urls: Iterable[str]) -> list[Seen]:
        """The first of these addresses where there is such a list; the others are not worth a word."""
        for url in urls:
            if self.not_well >= NOT_WELL or self.asked() >= MOST_FOR_LISTS:
                break
            seen = await self._seen(source, kind, url)
            if seen.links:
                return [seen]
        return []

    async def _seen(self, source: Source, kind: str, url: str) -> Seen:
        if self.not_well >= NOT_WELL:
            return Seen(kind=kind, url=url, trouble="not asked: the site answers with errors")
        try:
            answer = await self.ask(posts_url(url) if kind == "wordpress" else url, MOST_FOR_LISTS)
            seen = self._read(source, kind, url, answer)
            if kind == "sitemap" and not seen.links and not seen.trouble:
                more = read_list(source, Orders(), ListAddress(url=url, kind=kind, first=url), answer).more
                below = await self.ask(more[0].url, MOST_FOR_LISTS)
                seen = replace(self._read(source, kind, more[0].url, below), url=url)
        except Unanswered as error:
            return Seen(kind=kind, url=url, trouble=str(error))
        return seen

    def _read(self, source: Source, kind: str, url: str, answer: Response) -> Seen:
        trouble = list_trouble(answer)
        if trouble:
            return Seen(kind=kind, url=url, trouble=trouble)
        where = ListAddress(url=answer.url, kind=kind, first=url)
        listed = read_list(source, Orders(), where, answer)
        return Seen(kind=kind, url=url, links=listed.links, trouble=listed.trouble)

    # --- articles

    async def _try(
        self, source: Source, choices: tuple[Choice, ...], given: str
    ) -> tuple[tuple[str, Page | Refusal], ...]:
        spider = spider_class(source, self.config)()
        wanted = [(seen.url, link) for seen, link in samples(choices)]
        if _is_article(given):
            wanted.insert(0, ("", Link(url=article_address(given, source.network))))
        tried: dict[str, tuple[str, Page | Refusal]] = {}
        self.not_well = 0  # lists may be closed to us, and articles not
        for named_by, link in wanted:
            good = sum(isinstance(result, Page) for _, result in tried.values())
            if good >= TRIED or len(tried) >= MOST_TRIED or self.not_well >= NOT_WELL:
                break
            if link.url not in tried:
                tried[link.url] = (named_by, await self.article(spider, link))
        return tuple(tried.values())


def _is_article(url: str) -> bool:
    return bool(url) and is_article(url, GENERIC) is None


def _any(lists: Iterable[Seen]) -> bool:
    return any(seen.links for seen in lists)


def _elsewhere(front: Response) -> str:
    """Where the articles of a front page are, when they are on another host of the same owner."""
    host = host_of(front.url)
    found = read_listing(front.body, front.url, content_type=content_type(front))
    hosts = Counter(host_of(link.url) for link in found.links)
    others = [name for name, _ in hosts.most_common() if name != host and domain_of(name) == domain_of(host)]
    return f"; its articles seem to be on {others[0]}: give that address" if others else ""

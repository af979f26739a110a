"""NewsSpider: Source → Page. Asks the lists of one source, then the articles they name, part by part.

Knows the web and the catalogue; neither the store (what is already known is sorted out by
`crawler/middlewares/frontier.py`) nor how a page is read. Yields

- `ListVisit`: what a list gave, once a list;
- requests for articles, each with its `Link`;
- `Page`: an article with all its parts, or
- `Refusal`: an address that gave none, and why.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.clock import now
from crawler.items import Link, ListVisit, Outcome, Page, Part, Refusal
from spiders.catalog import Source
from spiders.lists import ListAddress, first_lists, read_list
from spiders.moves import moved_to
from spiders.orders import Orders, read_orders
from spiders.parts import MAX_PARTS, with_query
from spiders.troubles import GONE, NotNow, TooLate, article_trouble, is_forbidden, list_trouble, reason_of

MOST_MISSING = 2  # parts of an article that fail, before the host is left in peace with the others
Output = Request | ListVisit | Page | Refusal


@dataclass(frozen=True, slots=True)
class Half:
    """An article on its way: the parts fetched so far, and those still to ask, by number."""

    link: Link
    parts: tuple[Part, ...] = ()
    waiting: tuple[tuple[int, str], ...] = ()
    asked: frozenset[int] = frozenset()
    missing: tuple[str, ...] = ()
    whole: str = ""  # the address that shows all parts, where that is the one being asked


class NewsSpider(Spider):
    """Base of every network's spider. `source` is bound by `spiders.loader.spider_class`."""

    source: ClassVar[Source]

    def __init__(self, *args: Any, **arguments: Any) -> None:
        self.orders: Orders = read_orders(arguments, self.source.zone)
        super().__init__(*args, **arguments)

    def parts_of(self, url: str, body: bytes) -> dict[int, str]:
        """Addresses of further parts that a page links to, by number; what a network overrides.

        `url` is the address of the first part, `body` the page of any of them.
        """
        return {}

    # --- lists

    async def start(self) -> AsyncIterator[Request]:
        for where in first_lists(self.source, self.orders):
            yield self.list_request(where)

    def list_request(self, where: ListAddress) -> Request:
        return Request(
            where.url,
            callback=self.parse_list,
            errback=self.list_failed,
            cb_kwargs={"where": where},
            # of a list too long to be had whole the beginning counts, where the newest stands
            meta={"list": where, "conditional": True, "cut": None},
            priority=10,  # lists first: the newest of all lists is then known before the first article
            dont_filter=True,  # a list is asked anew in each run, also after a redirect to another list
        )

    async def parse_list(self, response: Response, where: ListAddress) -> AsyncIterator[Output]:
        """A list's answer → its visit, a request for each article it names, and the next lists."""
        # past the last page a list ends with 404: no failure of it
        past_end = where.page > 1 and response.status in GONE
        trouble = None if past_end else list_trouble(response)
        if trouble or past_end or response.status == 304:
            yield self._visit(response, where, 0, trouble)
            return
        listed = read_list(self.source, self.orders, where, response)
        for problem in listed.problems:
            self.logger.info("%s: %s", where.url, problem)
        for link in listed.links:
            yield self.article_request(link)
        for further in listed.more:
            yield self.list_request(further)
        yield self._visit(response, where, listed.named, listed.trouble)

    def _visit(self, response: Response, where: ListAddress, links: int, problem: str | None) -> ListVisit:
        return ListVisit(
            source=self.source.name,
            url=where.url,
            at=now(),
            links=links,
            status=response.status,
            problem=problem,
            unchanged=response.status == 304 and problem is None,
            etag=header(response, "ETag"),
            last_modified=header(response, "Last-Modified"),
        )

    async def list_failed(self, failure: Failure) -> AsyncIterator[Output]:
        if isinstance(failure.value, TooLate):
            return
        where: ListAddress = failure.request.meta["list"]  # type: ignore[attr-defined]  # set by Scrapy
        yield ListVisit(
            source=self.source.name, url=where.url, at=now(), links=0, problem=reason_of(failure.value)
        )

    # --- articles

    def article_request(self, link: Link) -> Request:
        """The request for the first part of an article."""
        plain = link.ask or link.url
        whole = with_query(plain, self.source.one_page) if self.source.one_page else ""
        return self._part_request(whole or plain, Half(link, whole=whole), conditional=True)

    def _part_request(self, url: str, half: Half, *, conditional: bool = False) -> Request:
        return Request(
            url,
            callback=self.parse_article,
            errback=self.article_failed,
            cb_kwargs={"half": half},
            meta={"link": half.link, "conditional": conditional},
            priority=1 if half.parts else 0,  # an article begun is finished before the next begins
            dont_filter=True,  # the frontier asks each once; Scrapy would drop one that a redirect led to
        )

    async def parse_article(self, response: Response, half: Half) -> AsyncIterator[Output]:
        trouble = article_trouble(response, half.link, first=not half.parts)
        if trouble is not None:
            yield self._give_up(half, first_address(response.request), *trouble, status=response.status)
        elif response.url in {part.url for part in half.parts}:
            yield self._next_part(half)  # no such part: it leads back to one that we have
        elif half.whole and urlsplit(response.url).query == urlsplit(half.whole).query:
            yield self._page(replace(half, parts=(self._first(response, half),)))
        else:
            part = part_of(response) if half.parts else self._first(response, half)
            yield self._go_on(replace(half, parts=(*half.parts, part)), response)

    def _first(self, response: Response, half: Half) -> Part:
        return replace(part_of(response), moved_to=moved_to(self.source, half.link, response))

    async def article_failed(self, failure: Failure) -> AsyncIterator[Output]:
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy
        half: Half = request.cb_kwargs["half"]
        if isinstance(failure.value, NotNow):
            return  # not asked, so neither failed nor anything else: it stays pending
        outcome = Outcome.REFUSED if is_forbidden(failure) else Outcome.FAILED
        yield self._give_up(half, first_address(request), outcome, reason_of(failure.value))

    def _go_on(self, half: Half, response: Response) -> Output:
        """The next part to ask, or the finished page."""
        known = dict(half.waiting)
        # by the address of the first: part 2 is at /judul/2/ and leads to /judul/3/, not to /judul/2/3/
        for number, url in self.parts_of(half.parts[0].url, response.body).items():
            if number not in half.asked:
                known.setdefault(number, url)
        return self._next_part(replace(half, waiting=tuple(sorted(known.items()))))

    def _next_part(self, half: Half) -> Output:
        if half.waiting and len(half.asked) < MAX_PARTS - 1:
            (number, url), *rest = half.waiting
            half = replace(half, waiting=tuple(rest), asked=half.asked | {number})
            return self._part_request(url, half)
        return self._page(replace(half, missing=(*half.missing, *(url for _, url in half.waiting))))

    def _page(self, half: Half) -> Page:
        return Page(
            source=self.source.name,
            link=half.link,
            url=half.link.url,
            parts=half.parts,
            missing=half.missing,
            hints=self.source.hints,
        )

    def _give_up(
        self, half: Half, url: str, outcome: Outcome, reason: str, *, status: int | None = None
    ) -> Output:
        """Without its first part an article is refused; a later one that is missing marks it partial."""
        if half.parts:
            missing = (*half.missing, url)
            if len(missing) >= MOST_MISSING:  # what can be had of it is kept, and the rest asked another time
                half, missing = replace(half, waiting=()), (*missing, *(url for _, url in half.waiting))
            return self._next_part(replace(half, missing=missing))
        if half.whole and outcome is not Outcome.UNCHANGED:
            return self._part_request(half.link.ask or half.link.url, Half(half.link), conditional=True)
        return Refusal(
            source=self.source.name,
            url=half.link.url,
            outcome=outcome,
            reason=reason,
            at=now(),
            status=status,
        )


def first_address(request: Request | None) -> str:
    """What was asked for, before any redirect."""
    assert request is not None  # every answer to a spider has its request
    first: str = request.meta.get("redirect_urls", [request.url])[0]
    return first


def part_of(response: Response) -> Part:
    return Part(
        url=response.url,
        body=response.body,
        fetched_at=now(),
        status=response.status,
        content_type=header(response, "Content-Type"),
        etag=header(response, "ETag"),
        last_modified=header(response, "Last-Modified"),
        date=header(response, "Date"),
    )


def header(response: Response, name: str) -> str | None:
    """A header of the answer as text, or None."""
    value = response.headers.get(name)
    return value.decode("latin-1").strip()[:1000] if value else None

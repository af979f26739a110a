"""Which lists a source has, how each kind is read, and which list comes next. Makes no requests."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from urllib.parse import quote_plus, urlsplit

from scrapy.http import Response

from crawler.clock import ZONES, now
from crawler.items import Link
from crawler.urls import host_of
from spiders.catalog import Source
from spiders.discovery.feed import read_feed
from spiders.discovery.found import Found
from spiders.discovery.identity import article_address
from spiders.discovery.listing import read_listing
from spiders.discovery.paging import declared_next, next_page
from spiders.discovery.rules import is_article, wanted
from spiders.discovery.sitemap import read_sitemap
from spiders.discovery.wordpress import posts_url, read_posts
from spiders.orders import Orders

# A sitemap index can name a thousand sitemaps; the newest hold the news.
SITEMAPS_FOLLOWED = 3
DEPTH = 3  # an index of indexes of sitemaps; deeper is a loop
PAGES_BACK = 200  # with --since a listing is paged until that day, but never further than this
_POSTS = re.compile(r"post|news|berita|artikel|article")
_NO_POSTS = re.compile(
    r"page-|-page|taxonom|categor|author|user|tag|image|video"
)  # of WordPress and its plug-ins
ITEMS: dict[str, tuple[str, ...]] = {
    "antara": ("article.simple-post h3 a", ".card__post__title a"),
    "disway": ("h2.media-heading a",),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ListAddress:
    """One list to ask: its kind, and which page of which first address it is."""

    url: str
    kind: str  # feed, sitemap, listing, search, wordpress
    first: str  # the address of page 1
    page: int = 1
    depth: int = 0  # of sitemaps within sitemaps

    def note(self) -> str:
        """All of it as text, by which a later run goes on; `from_note` reads it."""
        return json.dumps(asdict(self))

    @classmethod
    def from_note(cls, text: str) -> ListAddress | None:
        """None for a note that another version wrote in another form."""
        try:
            return cls(**json.loads(text))
        except (ValueError, TypeError):
            return None


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """What one answer of a list gave, after the rules of the source."""

    links: tuple[Link, ...]  # wanted articles of this source
    named: int  # articles of this source, wanted or not
    more: tuple[ListAddress, ...]
    problems: tuple[str, ...]
    trouble: str | None  # why the list counts as failed


def first_lists(source: Source, orders: Orders) -> Iterator[ListAddress]:
    """Every list of the source, in the order they are asked: the cheapest and newest first."""
    for kind, urls in (("feed", source.feeds), ("sitemap", source.sitemaps), ("listing", source.listings)):
        for url in urls:
            yield ListAddress(url=url, kind=kind, first=url)
    for pattern in source.searches:
        for words in source.search_words:
            url = pattern.replace("{words}", quote_plus(words))
            yield ListAddress(url=url, kind="search", first=url)
    if source.wordpress:
        url = posts_url(source.wordpress, page=1, after=orders.since, before=orders.until)
        yield ListAddress(url=url, kind="wordpress", first=url)


def read_list(source: Source, orders: Orders, where: ListAddress, response: Response) -> Listed:
    """The answer of a list → wanted links of this source and further lists. Never raises for bad input."""
    found = _found(source, where, response)
    links, problems = _ours(source, found.links, named=_names_articles_only(where))
    links = tuple(replace(link, found_on=where.url) for link in links)
    more = _more(source, orders, where, response, found, bool(links))
    trouble = None
    if not links and not more and _must_name_articles(orders, where):
        trouble = "; ".join(found.problems[:2]) or "named no article"
    return Listed(
        links=tuple(link for link in links if wanted(link, source.words)),
        named=len(links),
        more=more,
        problems=(*found.problems, *problems),
        trouble=trouble,
    )


def _found(source: Source, where: ListAddress, response: Response) -> Found:
    zone = ZONES[source.zone]
    kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
    if where.kind == "feed":
        return read_feed(response.body, response.url, zone=zone, content_type=kind)
    if where.kind == "sitemap":
        return read_sitemap(response.body, response.url, zone=zone, content_type=kind)
    if where.kind == "wordpress":
        pages = _number(response.headers.get("X-WP-TotalPages"))
        return read_posts(response.body, where.url, total_pages=pages, zone=zone)
    return read_listing(
        response.body,
        response.url,
        items=ITEMS.get(source.network, ()),
        zone=zone,
        now=now(),
        network=source.network,
        article=source.article,
        not_article=source.not_article,
        content_type=kind,
    )


def _names_articles_only(where: ListAddress) -> bool:
    """Whether every entry of such a list is an article, so that its address need not look like one."""
    if where.kind == "sitemap":
        return bool(_POSTS.search(urlsplit(where.url).path))
    return where.kind in ("feed", "wordpress")


def _ours(
    source: Source, links: tuple[Link, ...], *, named: bool
) -> tuple[tuple[Link, ...], tuple[str, ...]]:
    """The links that are articles of this source, and why the others are not (once a reason)."""
    ours: dict[str, Link] = {}
    problems: dict[str, None] = {}
    for link in links:
        reason = _not_ours(source, link, named=named)
        if reason is None:
            identity = article_address(link.url, source.network)
            ours.setdefault(identity, replace(link, url=identity, ask=_ask(link.url, identity)))
        else:
            problems.setdefault(f"left out {link.url}: {reason}")
    return tuple(ours.values()), tuple(problems)[:20]


def _ask(url: str, identity: str) -> str | None:
    """The address to ask, where it is another form of the identity; of an AMP form the identity is asked,
    since that has the whole article."""
    return None if url == identity or "/amp/" in url else url


def _not_ours(source: Source, link: Link, *, named: bool) -> str | None:
    if not source.owns(host_of(link.url)):
        return "another site"
    return is_article(link.url, source.network, source.article, source.not_article, named=named)


def _must_name_articles(orders: Orders, where: ListAddress) -> bool:
    """A search, a later page, or an API asked for the time since a day may well be empty."""
    if where.kind == "wordpress" and (orders.since or orders.until):
        return False
    return where.kind != "search" and where.page == 1


def _more(
    source: Source, orders: Orders, where: ListAddress, response: Response, found: Found, any_link: bool
) -> tuple[ListAddress, ...]:
    if where.kind == "sitemap":
        if where.depth >= DEPTH:
            return ()
        below = [url for url in found.more if not _NO_POSTS.search(urlsplit(url).path)]
        below = below if orders.since else below[:SITEMAPS_FOLLOWED]
        return tuple(
            ListAddress(url=url, kind="sitemap", first=url, depth=where.depth + 1)
            for url in below
            if host_of(url) == host_of(where.url)
        )
    pages = PAGES_BACK if orders.since else source.pages
    if where.kind == "feed" or where.page >= pages or not any_link or _before(orders, found.links):
        return ()
    url = _next_page(source, where, response, found)
    return (replace(where, url=url, page=where.page + 1),) if url else ()


def _next_page(source: Source, where: ListAddress, response: Response, found: Found) -> str | None:
    if where.kind == "wordpress":
        return found.more[0] if found.more else None
    if urlsplit(where.first).path == "/" and not urlsplit(where.first).query:
        return None  # a front page has no second page that we know of
    names_it = not source.paging and source.network not in ITEMS
    if names_it and (declared := declared_next(response.body, response.url)):
        return declared if host_of(declared) == host_of(where.url) else None
    return next_page(source.network, where.first, where.page + 1, source.paging)


def _before(orders: Orders, links: tuple[Link, ...]) -> bool:
    """Whether a page of a listing lies wholly before the day asked for (a day's grace for pinned items)."""
    dated = [link.published_at for link in links if link.published_at]
    return bool(orders.since and dated and max(dated) < orders.since - timedelta(days=1))


def _number(text: bytes | None) -> int | None:
    return int(text) if text and text.isdigit() and len(text) < 6 else None

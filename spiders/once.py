"""Asks single addresses as a crawl would, for `ronda read`: an article with all its parts, or a list.

Keeps nothing and knows no store. Yields Page, Refusal, or what a list named.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response

from crawler.items import Link
from crawler.urls import host_of
from spiders.base import Half, NewsSpider
from spiders.catalog import Catalog, Source
from spiders.discovery.identity import article_address
from spiders.discovery.rules import is_article
from spiders.lists import ListAddress, Listed, read_list

_LIST_TYPES = ("rss", "atom", "xml")


@dataclass(frozen=True, kw_only=True, slots=True)
class ListAnswer:
    """What one list address named, and the links that were left out, with the reason."""

    url: str
    listed: Listed


def source_for(url: str, catalog: Catalog) -> Source:
    """The source whose host this is, an enabled one first; else a `generic` one, made up for the host."""
    host, parts = host_of(url), urlsplit(url)
    ours = [source for source in catalog.values() if source.owns(host)]
    if ours:
        return max(ours, key=lambda source: (parts.netloc in source.hosts, source.enabled))
    name = host.replace(".", "-") or "unknown"
    return Source(name=name, title=host, network="generic", host=parts.netloc, scheme=parts.scheme)


def once(base: type[NewsSpider], urls: tuple[str, ...]) -> type[NewsSpider]:
    """The spider class `base`, bound to a source, that asks just these addresses."""

    class Once(base):  # type: ignore[misc, valid-type]  # the base is known at run time only
        async def start(self) -> AsyncIterator[Request]:
            for url in urls:
                yield self.one_request(url)

        def one_request(self, url: str) -> Request:
            identity = article_address(url, self.source.network)
            link = Link(url=identity, ask=url if url != identity else None)
            request: Request = self.article_request(link).replace(callback=self.parse_one)
            return request

        async def parse_one(self, response: Response, half: Half) -> AsyncIterator[Any]:
            kind = _kind_of_list(self.source, response)
            if kind is None or response.status != 200:
                async for output in self.parse_article(response, half):
                    yield output
                return
            where = ListAddress(url=response.url, kind=kind, first=response.url)
            source = replace(self.source, words=())
            yield ListAnswer(url=response.url, listed=read_list(source, self.orders, where, response))

    Once.__name__ = f"Once_{base.__name__}"
    return Once


def _kind_of_list(source: Source, response: Response) -> str | None:
    """feed, sitemap or listing; None for what is read as an article."""
    kind = (response.headers.get("Content-Type") or b"").decode("latin-1").lower()
    if any(name in kind for name in _LIST_TYPES) and "xhtml" not in kind:
        return "sitemap" if b"<urlset" in response.body or b"<sitemapindex" in response.body else "feed"
    reason = is_article(response.url, source.network, source.article, source.not_article)
    return None if reason is None or "does not look like" in reason else "listing"

"""What a redirect says of an article: moved to another address, or gone where it leads to a list. Pure."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from scrapy.http import Response

from crawler.items import Link
from crawler.urls import BadAddress, host_of
from spiders.catalog import Source
from spiders.discovery.identity import article_address, article_key
from spiders.discovery.rules import is_article

PERMANENT = (301, 308)
_HEADLINE_HYPHENS = 2
_LISTS = re.compile(
    r"/(?:tags?|topi[ck]s?|kategori|category|categories|inde(?:x|ks)|search|cari|penulis|author|terkini|404)\b"
)
_SEARCH = ("s", "q")


def moved_to(source: Source, link: Link, response: Response) -> str | None:
    """The identity of the address that permanent redirects led to, where that is another one.

    Another form of the same address (AMP, a part, a scheme) is none, nor one that could not be an article's.
    """
    reasons = _redirects(response)
    if (
        not reasons
        or any(reason not in PERMANENT for reason in reasons)
        or not source.owns(host_of(response.url))
    ):
        return None
    try:
        there = article_address(response.url, source.network)
        if is_article(there, source.network, source.article, source.not_article, named=True) is not None:
            return None
        known = {article_key(url, source.network) for url in (link.url, link.ask or link.url)}
        same = article_key(there, source.network) in known
    except BadAddress:
        return None
    return None if same and urlsplit(there).path == urlsplit(link.url).path else there


def leads_to_list(response: Response, link: Link) -> str | None:
    """Why a redirect ends an article: it leads to the home page, a section or a search. None: it does not."""
    asked, there = urlsplit(link.ask or link.url), urlsplit(response.url)
    if _is_root(asked.path, asked.query):
        return None
    if _is_root(there.path, there.query):
        return "redirects to the home page"
    if not _redirects(response) or (asked.path, asked.query) == (there.path, there.query):
        return None
    above = asked.path.startswith(there.path.rstrip("/") + "/")
    above = above and not re.search(r"\d", there.path + there.query)
    listed = _LISTS.match(there.path.lower()) or _searches(there.path, there.query)
    if above or listed or _unnamed(there.path):
        return f"redirects to a list, {there.path[:80]}"
    return None


def _redirects(response: Response) -> list[int | str]:
    """The statuses of the redirects that led to an answer, in order."""
    reasons: list[int | str] = response.request.meta.get("redirect_reasons", []) if response.request else []
    return reasons


def _is_root(path: str, query: str) -> bool:
    return path in ("", "/") and not query


def _searches(path: str, query: str) -> bool:
    return path in ("", "/") and any(name in _SEARCH for name, _ in parse_qsl(query))


def _unnamed(path: str) -> bool:
    """Whether a path has neither a number nor a headline: `/berita`, `/hukum/kriminal`, not `/read/123`."""
    words = [word for word in path.split("/") if word]
    if not words or path.endswith((".html", ".htm", ".php")):
        return False
    return not any(re.search(r"\d", word) or word.count("-") >= _HEADLINE_HYPHENS for word in words)

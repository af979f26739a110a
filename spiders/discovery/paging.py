"""Where the next page of a listing is. Builds addresses; fetches nothing and follows nothing."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit, urlunsplit

from crawler.urls import BadAddress, canonical, host_of
from spiders.discovery.markup import Unreadable, html_tree

DISWAY_STEP = 30  # items a page
_PAGE_NAMES = ("page", "paged", "halaman", "hal", "p")
_DATED_SEARCH = re.compile(r"(/search/[^/]+/\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d)(/\d+)?/?")


def next_page(network: str, listing: str, page: int, paging: str = "") -> str:
    """The absolute address of page 2, 3 … of a listing whose first page is `listing`.

    antara   `/terkini` → `/terkini/2`. Regional pages link `href="terkini/2"`, which from page 2 resolves to
             `/terkini/terkini/3`; so the links in the page are not used. Search: `?q=…&page=2`; dated search
             `/search/{words}/{day}/{day}` → `…/2`.
    disway   `/kategori/x` → `/kategori/x/30`, `/60`: an offset. Search `/search/kata/?c=words` →
             `/search/kata/30/30/?c=words&num=`: items a page, then the offset (pages from 3 on are inferred).
    others   a listing that has `?page=` or its like gets that number; all else is paged as WordPress does,
             `/category/x/` → `/category/x/page/2/`, the query kept.
    `paging`, where a source has one, says it instead: `?page={page}`, or `/{page}` behind the path.
    Raises ValueError for a page below 1; page 1 is the listing itself.
    """
    if page < 1:
        raise ValueError(f"there is no page {page} of a listing")
    if page == 1:
        return listing
    parts = urlsplit(listing)
    if paging:
        return _as_told(parts, page, paging)
    if network == "antara":
        return _antara(parts, page)
    if network == "disway":
        return _disway(parts, (page - 1) * DISWAY_STEP)
    return _generic(parts, page)


def declared_next(body: bytes, base: str, content_type: str | None = None) -> str | None:
    """The next page that an HTML listing itself names by `rel=next`, canonical; None when it names none.

    Not for antara, whose relative links mislead. An address of another host, or the page's own, is none.
    """
    try:
        tree = html_tree(body, content_type)
    except Unreadable:
        return None
    for element in tree.iter("link", "a"):
        is_next = "next" in (element.get("rel") or "").lower().split()
        # WordPress's own pagination says it in the class only
        is_next = is_next or {"next", "page-numbers"} <= set((element.get("class") or "").lower().split())
        address = _safe(element.get("href"), base) if is_next else None
        if address is not None and host_of(address) == host_of(base) and address != _safe(base, base):
            return address
    return None


def _safe(url: str | None, base: str) -> str | None:
    try:
        return canonical(url, base) if url and url.strip() else None
    except BadAddress:
        return None


def _as_told(parts: SplitResult, page: int, paging: str) -> str:
    path, mark, query = paging.partition("?")
    parts = parts._replace(path=parts.path.rstrip("/") + path.format(page=page)) if path else parts
    if not mark:
        return urlunsplit(parts)
    *fixed, (name, _) = parse_qsl(query, keep_blank_values=True)
    for key, value in fixed:
        parts = urlsplit(_with_number(parts, key, value))
    return _with_number(parts, name, str(page))


def _antara(parts: SplitResult, page: int) -> str:
    dated = _DATED_SEARCH.fullmatch(parts.path)
    if dated:
        return urlunsplit(parts._replace(path=f"{dated[1]}/{page}"))
    if parts.path.rstrip("/").endswith("/search"):
        return _with_number(parts, "page", page)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{page}"))


def _disway(parts: SplitResult, offset: int) -> str:
    path = parts.path.rstrip("/")
    if path.endswith("/search/kata"):
        query = parts.query if "num=" in parts.query else f"{parts.query}&num="
        return urlunsplit(parts._replace(path=f"{path}/{DISWAY_STEP}/{offset}/", query=query))
    return urlunsplit(parts._replace(path=f"{path}/{offset}"))


def _generic(parts: SplitResult, page: int) -> str:
    named = {key for key, value in parse_qsl(parts.query) if value.isdigit()}
    name = next((name for name in _PAGE_NAMES if name in named), None)
    if name:
        return _with_number(parts, name, page)
    path = re.sub(r"/page/\d+/?$", "", parts.path).rstrip("/")
    return urlunsplit(parts._replace(path=f"{path}/page/{page}/"))


def _with_number(parts: SplitResult, name: str, page: int | str) -> str:
    pairs = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key != name]
    return urlunsplit(parts._replace(query=urlencode([*pairs, (name, str(page))], quote_via=quote)))

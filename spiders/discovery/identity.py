"""Which addresses are one article. Lexical, on top of `crawler.urls.canonical`; asks no site.

https://sumeks.disway.id/kriminal/read/700173/judul      canonical
https://sumeks.disway.id/read/700173/judul               shared
https://sumeks.disway.id//read/700173/judul              in texts
https://sumeks.disway.id/amp/700173/judul                AMP
https://sumeks.disway.id/read/700173/judul/15            its second part
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from crawler.urls import canonical

# `15`, `30` behind the slug are parts; a slug is never a bare number
_DISWAY = re.compile(
    r"/(?:(?:[^/]+/){0,2}read|amp(?:/read)?)/(?P<id>\d+)(?:/(?P<slug>(?!(?:\d+|amp)(?:/|$))[^/]+))?(?:/\d+)?(?:/amp)?/?"
)
_ANTARA = re.compile(r"(?:/amp)?/berita/(?P<id>\d+)(?:/(?P<slug>(?!(?:\d+|amp)(?:/|$))[^/]+))?(?:/.*)?")
_PART = re.compile(r"(?P<article>.*/[^/]+-[^/]+-[^/]+-[^/]+)/\d{1,2}/?")  # /slug-of-four-words/2
_PART_VALUE = re.compile(r"\d{1,3}|all", re.IGNORECASE)
_PART_NAMES = ("page", "single", "showpage", "halaman")


def article_address(url: str, network: str) -> str:
    """The one address of an article: no part number, no AMP form, no section before Disway's `/read/`.

    Raises BadAddress for what `crawler.urls.canonical` refuses.
    """
    address = canonical(url)
    parts = urlsplit(address)
    plain = _plain_path(parts.path)
    found = _of_network(parts.path, network) or _of_network(plain, network)
    if found is None:
        return urlunsplit(parts._replace(path=plain, query=_without_parts(parts.path, parts.query)))
    folder = "berita" if network == "antara" else "read"
    slug = f"/{found['slug']}" if found["slug"] else ""
    return urlunsplit(parts._replace(path=f"/{folder}/{found['id']}{slug}", query=""))


def article_key(url: str, network: str) -> str:
    """What stays the same when an article's slug or scheme changes: host and number, or else the address.

    Not an address, only something to compare: `sumeks.disway.id/700173`. Raises BadAddress as above.
    """
    parts = urlsplit(article_address(url, network))
    found = _of_network(parts.path, network)
    if found is not None:
        return f"{parts.netloc}/{found['id']}"
    return urlunsplit(("", parts.netloc, parts.path.rstrip("/"), parts.query, "")).removeprefix("//")


def _of_network(path: str, network: str) -> re.Match[str] | None:
    if network == "disway":
        return _DISWAY.fullmatch(path)
    return _ANTARA.fullmatch(path) if network == "antara" else None


def _plain_path(path: str) -> str:
    if path.startswith("/amp/") and len(path) > len("/amp/"):
        path = path.removeprefix("/amp")
    for ending in ("/amp", "/amp/"):
        if path.endswith(ending) and path != ending:
            path = path.removesuffix(ending) + ("/" if ending.endswith("/") else "")
    part = _PART.fullmatch(path)
    if part is None:
        return path
    return part["article"] + ("/" if path.endswith("/") else "")


def _without_parts(path: str, query: str) -> str:
    if path == "/" or not query:  # `/?page=3` is a page of the site, not a part of an article
        return query
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [
        (key, value)
        for key, value in pairs
        if not (key.lower() in _PART_NAMES and _PART_VALUE.fullmatch(value))
    ]
    return query if len(kept) == len(pairs) else urlencode(kept, quote_via=quote)

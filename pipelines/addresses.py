"""An address and what its page calls itself in, the canonical address out. Lexical only.

A page's own word is a hint: templates name the home page, the first article, nothing, or another host.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit

from crawler.items import Page
from crawler.urls import BadAddress, canonical

_NUMBER = re.compile(r"\d{4,}")
_FRONTS = re.compile(r"^(?:www|m|amp|mobile)\.")
_ENDING = re.compile(r"\.(?:html?|php|aspx?)$")


def canonical_address(url: str, stated: Iterable[str], base: str) -> str:
    """The first of the `stated` addresses (resolved against `base`) that is of the same article, else `url`.

    The same article: same host but for `www.`, `m.` or `amp.`, not the home page, and with every number of
    the path, or where there is none with the same last word. `http` for `https` and a
    query that is added change nothing.
    """
    ours = urlsplit(url)
    for text in stated:
        try:
            address = canonical(text, base=base) if text.strip() else ""
        except BadAddress:
            continue
        there = urlsplit(address)
        if address and _same_article(ours, there):
            only_query = ours[1:3] == there[1:3] and (bool(there.query) or not ours.query)
            return url if only_query else address
    return url


def own_address(page: Page) -> str:
    """What an article is called where its page says nothing: the address a list gave, unless that is an AMP
    form or a part, which both end otherwise than the identity does."""
    asked = page.link.ask
    if asked is None or "/amp/" in asked or not asked.endswith(urlsplit(page.url).path.rsplit("/", 1)[-1]):
        return page.url
    return asked


def absolute(addresses: Iterable[str], base: str) -> str | None:
    """The first address that one could ask for, absolute and canonical."""
    for text in addresses:
        try:
            return canonical(text, base=base)
        except BadAddress:
            continue
    return None


def _same_article(ours: SplitResult, there: SplitResult) -> bool:
    if _bare_host(ours) != _bare_host(there) or there.path in ("", "/"):
        return False
    if ours.path in ("", "/"):  # /?p=123
        return bool(ours.query)
    numbers = set(_NUMBER.findall(ours.path))
    if numbers:
        return numbers <= set(_NUMBER.findall(there.path))
    return _last_word(ours) == _last_word(there)


def _bare_host(address: SplitResult) -> str:
    return _FRONTS.sub("", address.hostname or "")


def _last_word(address: SplitResult) -> str:
    words = [word for word in address.path.lower().split("/") if word and word != "amp"]
    return _ENDING.sub("", words[-1]) if words else ""

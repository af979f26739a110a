"""Finds the further parts of a split article in the bytes of one part. Opens nothing, parses nothing.

A regular expression over the bytes is enough for `href`s and costs a fraction of a millisecond; the page is
parsed once, later, in a worker process.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

from crawler.urls import BadAddress, canonical

MAX_PARTS = 30  # a trap has no end; split articles of two to four parts are what is seen
_HREF = re.compile(rb"""<a\s[^<>]{0,500}?href\s*=\s*["']?([^"'\s<>]{1,2000})""", re.IGNORECASE)


def part_addresses(body: bytes, url: str, pattern: re.Pattern[str]) -> dict[int, str]:
    """The parts that a page links to on its own host, by number, in order.

    `pattern` must match the whole of a link's path and query; its first group is the number (or offset)
    of the part.
    """
    host = urlsplit(url).netloc
    found: dict[int, str] = {}
    for match in _HREF.finditer(body):
        href = unescape(match.group(1).decode("utf-8", "replace"))
        if not any(digit in href for digit in "23456789"):
            continue  # an offset or a page above 1 has one: spares most links the costly part
        try:
            there = urlsplit(canonical(href, base=url))
        except BadAddress:
            continue
        number = pattern.fullmatch(there.path + (f"?{there.query}" if there.query else ""))
        if number and there.netloc == host:
            found.setdefault(int(number.group(1)), there.geturl())
    return dict(sorted(found.items())[:MAX_PARTS])


def same_path(url: str, suffix: str) -> re.Pattern[str]:
    """A pattern for the address's own path followed by `suffix`."""
    return re.compile(re.escape(urlsplit(url).path.rstrip("/")) + suffix)

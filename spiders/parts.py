"""Finds the further parts of a split article in the bytes of one part. Opens nothing, parses nothing.

A regular expression over the bytes is enough for `href`s and costs a fraction of a millisecond; the page is
parsed once, later, in a worker process.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit, urlunsplit

from crawler.urls import BadAddress, canonical

MAX_PARTS = 30  # a trap has no end; split articles of two to four parts are what is seen
_HREF = re.compile(rb"""<a\s[^<>]{0,500}?href\s*=\s*["']?([^"'\s<>]{1,2000})""", re.IGNORECASE)
# A part's number stands alone behind a slash or an equals sign, at the end of path or value; other links are
# spared the costly part, on real pages five sixths of the time (median of 7 turns over 23 pages). All links
# of a page are searched at once, a line each: half the time of one by one.
_NUMBERED = re.compile(rb"[\n/=](?:[2-9]|[1-9]\d\d?)/?(?=[?&#\n])")


def part_addresses(body: bytes, url: str, pattern: re.Pattern[str] | SamePath) -> dict[int, str]:
    """The parts that a page links to on its own host, by number, in order.

    `pattern` must match the whole of a link's path and query; its first group is the number (or offset)
    of the part.
    """
    host = urlsplit(url).netloc
    found: dict[int, str] = {}
    for link in _numbered_links(body):
        href = unescape(link.decode("utf-8", "replace"))
        try:
            there = urlsplit(canonical(href, base=url))
        except BadAddress:
            continue
        number = pattern.fullmatch(there.path + (f"?{there.query}" if there.query else ""))
        if number and there.netloc == host:
            found.setdefault(int(number.group(1)), there.geturl())
    return dict(sorted(found.items())[:MAX_PARTS])


def _numbered_links(body: bytes) -> Iterator[bytes]:
    links = b"\n".join((b"", *dict.fromkeys(_HREF.findall(body)), b""))
    for match in _NUMBERED.finditer(links):
        start = links.rfind(b"\n", 0, match.start() + 1) + 1
        yield links[start : links.find(b"\n", match.end())]


def with_query(url: str, query: str) -> str:
    """The address with `query` added to its own, unless it has it already."""
    parts = urlsplit(url)
    pairs = [pair for pair in parts.query.split("&") if pair]
    pairs += [pair for pair in query.split("&") if pair not in pairs]
    return urlunsplit(parts._replace(query="&".join(pairs)))


class SamePath:
    """Matches an address's own path followed by `suffix`. No pattern of its own is compiled for each page:
    that took longer than all the rest."""

    def __init__(self, url: str, suffix: str) -> None:
        self._path = urlsplit(url).path.rstrip("/")
        self._suffix = re.compile(suffix)  # re keeps it

    def fullmatch(self, target: str) -> re.Match[str] | None:
        return self._suffix.fullmatch(target, len(self._path)) if target.startswith(self._path) else None


def same_path(url: str, suffix: str) -> SamePath:
    """A pattern for the address's own path followed by `suffix`."""
    return SamePath(url, suffix)

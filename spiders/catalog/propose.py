"""What the lists of a site answered → which of them are worth asking for years, and the row. Fetches nothing.

The cheapest lists that together name what is new: the REST interface and a feed, else feeds and a listing or
two that can be paged, a sitemap only when it is one of news or nothing else is there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from crawler.items import Link
from spiders.catalog.networks import GENERIC, domain_of
from spiders.catalog.rules import Fault, check_name
from spiders.catalog.source import Source

KEYS = {"feed": "feeds", "sitemap": "sitemaps", "listing": "listings", "wordpress": "wordpress"}
MOST_FEEDS, MOST_LISTINGS = 3, 4
_NEW_SHARE = 0.25  # of a list's articles that no other list names: with less it is not worth a request a turn
_FRESH = timedelta(days=14)  # a sitemap whose newest article is older is no news sitemap, whatever its name
_ENOUGH_ARTICLES = 30  # that the pages of a listing should reach back, so that a busy day is not missed
_USUAL_PAGES, _MOST_PAGES = 3, 10  # the first is the default of `pages`


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """One list of a site, as it answered."""

    kind: str  # feed, sitemap, listing, wordpress
    url: str  # as the row will name it: of a sitemap index the index, of a REST interface its root
    links: tuple[Link, ...] = ()  # articles of the site
    trouble: str | None = None  # why it named none

    @property
    def articles(self) -> frozenset[str]:
        return frozenset(link.url for link in self.links)


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """One list, whether it goes into the row, and why not."""

    seen: Seen
    taken: bool
    why: str = ""


def choose(lists: Sequence[Seen], at: datetime) -> tuple[Choice, ...]:
    """Every list with the decision about it, in the order given; `at` is the present, aware.

    Of equals the one that comes first wins: declared before guessed, the section before the front page.
    """
    choosing = _Choosing(at)
    by_kind: dict[str, list[Seen]] = {kind: [one for one in lists if one.kind == kind] for kind in KEYS}
    for kind in ("wordpress", "feed", "listing", "sitemap"):
        for seen in by_kind[kind]:
            choosing.decide(seen)
    return tuple(choosing.decided[id(seen)] for seen in lists)


class _Choosing:
    def __init__(self, at: datetime) -> None:
        self.at = at
        self.named: set[str] = set()  # by feeds and listings that were taken
        self.count = dict.fromkeys(KEYS, 0)
        self.decided: dict[int, Choice] = {}

    def decide(self, seen: Seen) -> None:
        why = (seen.trouble or "named no article") if not seen.links else self._against(seen)
        self.decided[id(seen)] = Choice(seen=seen, taken=why is None, why=why or "")
        if why is None:
            self.count[seen.kind] += 1
            self.named |= seen.articles

    def _against(self, seen: Seen) -> str | None:
        """Why a list that works is not needed; None when it is."""
        first_of_kind = not self.count[seen.kind]
        if seen.kind == "wordpress" or (seen.kind == "feed" and first_of_kind):
            return None if first_of_kind else "one REST interface is enough"
        if self.count["wordpress"]:
            return "the REST interface names the same"
        if seen.kind == "sitemap":
            if not first_of_kind or (self.named and not self._is_news(seen)):
                return "the other lists are cheaper"
        elif self.count[seen.kind] >= (MOST_FEEDS if seen.kind == "feed" else MOST_LISTINGS):
            return "enough of its kind"
        elif seen.kind == "listing" and first_of_kind and not _is_front(seen.url):
            return None  # one list that can be paged, for a busy day and for --since
        new = len(seen.articles - self.named)
        return (
            None if new and new >= _NEW_SHARE * len(seen.articles) else "other lists name the same articles"
        )

    def _is_news(self, seen: Seen) -> bool:
        dated = [link.published_at for link in seen.links if link.published_at]
        return 2 * len(dated) >= len(seen.links) and self.at - max(dated) < _FRESH


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def without(choices: Sequence[Choice], bad: Collection[str]) -> tuple[Choice, ...]:
    """The choices, less the lists whose addresses are `bad`; all of them when nothing would remain."""
    if not any(choice.taken and choice.seen.url not in bad for choice in choices):
        return tuple(choices)
    return tuple(
        Choice(seen=choice.seen, taken=False, why="what it names are no articles")
        if choice.taken and choice.seen.url in bad
        else choice
        for choice in choices
    )


def samples(choices: Sequence[Choice]) -> Iterator[tuple[Seen, Link]]:
    """Articles to try the row on: the newest of each list in turn, no article twice."""
    lists = [choice.seen for choice in choices if choice.taken]
    tried: set[str] = set()
    for rank in zip_longest(*([(seen, link) for link in seen.links] for seen in lists)):
        for pair in rank:
            if pair is not None and pair[1].url not in tried:
                tried.add(pair[1].url)
                yield pair


def row_of(
    choices: Sequence[Choice],
    *,
    network: str,
    origin: str,
    title: str,
    zone: str,
    language: str,
    shared: Collection[str],
) -> dict[str, Any]:
    """The table of `[sources.NAME]`, without what is the default anyway.

    `origin` is scheme and host, `shared` the kinds of lists that the network gives its sources: one that this
    site does not have is taken back with an empty list.
    """
    parts = urlsplit(origin)
    row: dict[str, Any] = {"title": title, "host": parts.netloc}
    told = {"network": (network, GENERIC), "scheme": (parts.scheme, "https"), "zone": (zone, "Asia/Jakarta")}
    told["language"] = (language, "id")
    row |= {key: value for key, (value, usual) in told.items() if value != usual}
    for kind, key in KEYS.items():
        urls = [_path(choice.seen.url) for choice in choices if choice.taken and choice.seen.kind == kind]
        if kind == "wordpress":
            row |= {key: urls[0]} if urls else {}
        elif urls or kind in shared:
            row[key] = urls
    pages = _pages([choice.seen for choice in choices if choice.taken and choice.seen.kind == "listing"])
    return row | ({"pages": pages} if pages > _USUAL_PAGES else {})


def _path(url: str) -> str:
    return urlunsplit(urlsplit(url)._replace(scheme="", netloc=""))


def _pages(listings: Sequence[Seen]) -> int:
    """Pages of a listing that a run looks at, at most; paging ends earlier where nothing new is named."""
    fewest = min((len(seen.articles) for seen in listings), default=_ENOUGH_ARTICLES)
    return max(_USUAL_PAGES, min(_MOST_PAGES, -(-_ENOUGH_ARTICLES // max(fewest, 1))))


def name_for(host: str, title: str, network: str, taken: Mapping[str, Source]) -> str:
    """A name that the catalogue does not have: `harianpagi` for www.harianpagi.co.id, `antara-sumsel` for a
    host of a network; of an IP address, which says nothing, the title. Raises Fault when none can be made."""
    domain = domain_of(host)
    core = domain.partition(".")[0]
    below = [label for label in host.removesuffix(domain).strip(".").split(".") if label not in ("", "www")]
    by_host = [network if network != GENERIC else core, *below]
    words = [title] if domain == host and core.isdigit() else by_host
    name = _slug("-".join(words)) or _slug(host)
    for tried in (name, *(f"{name}-{number}" for number in range(2, 100))):
        if tried not in taken:
            check_name(tried)
            return tried
    raise Fault(f"every name like {name!r} is taken", "Choose one with --name")


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:50].strip("-")

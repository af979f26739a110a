"""Which network a site belongs to: by its host, else by the template of an article of it. Fetches nothing.

What is known of networks is the catalogue itself: the hosts of its rows, their selectors, their addresses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from urllib.parse import urlsplit

from cssselect import SelectorError
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from crawler.items import Hints
from spiders.catalog.source import Source
from spiders.discovery.markup import Unreadable, html_tree
from spiders.discovery.rules import is_article

GENERIC = "generic"
# Of seven fields so many must be where a network has them, title and body among them: two or three also meet
# by chance, since themes and microdata share names.
_FIELDS = ("title", "body", "author", "editor", "date", "tags", "section")
_ENOUGH = 5
_SECOND_LEVEL = frozenset(("co", "go", "or", "ac", "sch", "web", "my", "desa", "com", "net", "org", "polri"))


def domain_of(host: str) -> str:
    """What somebody registered, `antaranews.com` of `sumsel.antaranews.com`; IP address and port stay."""
    labels = host.split(".")
    if labels[-1].partition(":")[0].isdigit():
        return host
    keep = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2
    return ".".join(labels[-keep:])


def network_by_host(host: str, catalog: Mapping[str, Source]) -> str | None:
    """The network whose sources are on the same domain; None where there is none."""
    domain = domain_of(host)
    return next(
        (
            source.network
            for source in catalog.values()
            if source.network != GENERIC and domain in {domain_of(own) for own in source.hosts}
        ),
        None,
    )


def network_by_template(
    body: bytes, url: str, catalog: Mapping[str, Source], content_type: str | None = None
) -> str | None:
    """The network on whose template the article at `url` is; None for an unknown one, as WordPress is."""
    if b"/wp-content/" in body or b"https://api.w.org/" in body:
        return None
    try:
        tree = html_tree(body, content_type)
    except Unreadable:
        return None
    scores: Counter[str] = Counter()
    for source in catalog.values():
        if source.network == GENERIC or source.network in scores:
            continue
        fits = is_article(url, source.network, source.article, source.not_article) is None
        scores[source.network] = _score(tree, source.hints) if fits else 0
    best, score = max(scores.items(), key=lambda pair: pair[1], default=("", 0))
    return best if score >= _ENOUGH else None


def sibling_lists(network: str, catalog: Mapping[str, Source]) -> tuple[tuple[str, str], ...]:
    """The lists that most sources of a network have on their own hosts, as (kind, path)."""
    if network == GENERIC:
        return ()
    counted: Counter[tuple[str, str]] = Counter()
    siblings = [source for source in catalog.values() if source.network == network]
    for source in siblings:
        for kind, urls in (
            ("feed", source.feeds),
            ("sitemap", source.sitemaps),
            ("listing", source.listings),
        ):
            for url in urls:
                if urlsplit(url).netloc == source.host:
                    counted[kind, urlsplit(url).path] += 1
    return tuple(pair for pair, count in counted.items() if 2 * count >= len(siblings))


def _score(tree: HtmlElement, hints: Hints) -> int:
    """How many fields of an article are where the hints say; 0 without title or body."""
    there = [name for name in _FIELDS if _matches(tree, getattr(hints, name))]
    return len(there) if {"title", "body"} <= set(there) else 0


def _matches(tree: HtmlElement, selectors: tuple[str, ...]) -> bool:
    for selector in selectors:
        try:
            if CSSSelector(selector, translator="html")(tree):
                return True
        except SelectorError:
            continue
    return False

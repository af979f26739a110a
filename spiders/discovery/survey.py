"""A front page in; what it tells of the site out: its names, feeds, REST root, sections. Fetches nothing.

Whatever a page names on another site is left out; of thousands of links a few are kept, the likeliest first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin, urlsplit, urlunsplit

from lxml.html import HtmlElement

from crawler.urls import BadAddress, canonical
from spiders.discovery.found import plain_title
from spiders.discovery.listing import MAX_ANCHORS
from spiders.discovery.markup import Unreadable, decoded, html_tree
from spiders.discovery.rules import is_article

# Where feeds and sitemaps are when no page says where; the commonest first.
FEED_GUESSES = ("/feed/", "/rss", "/rss.xml", "/index.xml", "/atom.xml")
SITEMAP_GUESSES = ("/sitemap_index.xml", "/sitemap.xml", "/wp-sitemap.xml", "/sitemap-news.xml")
MAX_FEEDS = 4
MAX_SITEMAPS = 4
MAX_SECTIONS = 5
MAX_NAME = 60  # characters; what is longer is a slogan
_FEED_TYPES = ("application/rss+xml", "application/atom+xml")
_REST = "https://api.w.org/"
# the newest of everything; then what a monitor of public order is after; then the region
_RANKS = (
    re.compile(r"terkini|terbaru|latest|indeks|index-berita"),
    re.compile(
        r"kriminal|hukum|hukrim|peristiwa|kamtibmas|polri|polisi|polda|polres|lalu-?lintas|lantas|crime"
    ),
    re.compile(r"daerah|regional|nasional|berita|news|kabar|sumsel|lampung|kota|kabupaten"),
)
_NO_SECTION = re.compile(r"/\d+/?$|comment|/(feed|rss|amp)(/|$)")
_SECTION_REASONS = ("a category", "does not look like an article's address")
_SITE_PARTS = re.compile(r"\s+[|\-–—»·:]+\s+|\s*[|»]\s*")
_CLOCK = re.compile(r"\d{1,2}[.:]\d{2}(?:[.:]\d{2})?\s{0,3}(WIB|WITA|WIT)\b")
_OFFSET = re.compile(r"T\d\d:\d\d(?::\d\d)?(?:\.\d+)?\+0([789]):?00\b|\d\d:\d\d:\d\d \+0([789])00\b")
_ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
_ZONES |= {"7": "Asia/Jakarta", "8": "Asia/Makassar", "9": "Asia/Jayapura"}
_READ_FOR_ZONE = 1_000_000  # characters of a page


@dataclass(frozen=True, kw_only=True, slots=True)
class Front:
    """What a page tells of its site; addresses are canonical and on the site itself."""

    name: str = ""  # og:site_name
    title: str = ""  # of the page
    feeds: tuple[str, ...] = ()
    wordpress: str = ""  # the REST root
    sections: tuple[str, ...] = ()  # the likeliest first


def read_front(body: bytes, base: str, content_type: str | None = None) -> Front:
    """What the page at `base` tells of its site. Raises nothing: of what is no page, nothing is told."""
    try:
        tree = html_tree(body, content_type)
    except Unreadable:
        return Front()
    inside = base_of(tree, base)
    return Front(
        name=_site_name(tree),
        title=plain_title(tree.findtext(".//title")) or "",
        feeds=tuple(dict.fromkeys(_feeds(tree, inside, base)))[:MAX_FEEDS],
        wordpress=_rest_root(tree, inside, base, body),
        sections=_sections(tree, inside, base),
    )


def base_of(tree: HtmlElement, address: str) -> str:
    """What relative links of a page are resolved against: its `<base>`, or its address."""
    href = next((element.get("href") for element in tree.iter("base") if element.get("href")), None)
    try:
        return str(urljoin(address, href)) if href else address
    except ValueError:
        return address


def on_site(url: str | None, inside: str, base: str) -> str | None:
    """The canonical address at the origin of `base`; None for another site's, but `www.` is none."""
    try:
        parts = urlsplit(canonical(url or "", inside))
    except BadAddress:
        return None
    own = urlsplit(base)
    if parts.netloc.removeprefix("www.") != own.netloc.removeprefix("www."):
        return None
    return urlunsplit(parts._replace(scheme=own.scheme, netloc=own.netloc))


def sitemaps_named(robots: str, base: str) -> tuple[str, ...]:
    """The site's own sitemaps that a robots.txt names; those of news first."""
    lines = re.findall(r"^\s*sitemap\s*:\s*(\S{1,2000})", robots, re.IGNORECASE | re.MULTILINE)
    urls = dict.fromkeys(url for line in lines[:1000] if (url := on_site(line, base, base)))
    return tuple(sorted(urls, key=lambda url: "news" not in url))[:MAX_SITEMAPS]


def site_title(front: Front, articles: Iterable[Front], host: str) -> str:
    """The outlet's own name: what its pages state, else what the titles of front page and articles share,
    else the part of the front page's title that is most like its host, else the host."""
    pages = (front, *articles)
    stated = [page.name for page in pages if page.name]
    if stated:
        return stated[0]
    parts = _parts(front.title)
    for page in pages[1:]:
        # the article's own headline stands first: what is shared behind it names the site
        shared = [part for part in reversed(_parts(page.title)[1:]) if part in parts]
        if shared:
            return shared[0]
    like = [part for part in parts if len(word := _letters(part)) >= 4 and word in _letters(host)]
    return max(like, key=len) if like else (parts[0] if parts else host)


def zone_of(bodies: Iterable[bytes]) -> str | None:
    """The zone that most times on these pages are printed in, by WIB, WITA, WIT, else by +07:00 and so on;
    None where nothing tells."""
    texts = [decoded(body)[:_READ_FOR_ZONE] for body in bodies]
    for pattern in (_CLOCK, _OFFSET):
        marks = Counter(
            _ZONES["".join(found.groups(""))] for text in texts for found in pattern.finditer(text)
        )
        if marks:
            return marks.most_common(1)[0][0]
    return None


def _site_name(tree: HtmlElement) -> str:
    for element in tree.iter("meta"):
        if (element.get("property") or element.get("name") or "").lower() == "og:site_name":
            name = plain_title(element.get("content")) or ""
            if 0 < len(name) <= MAX_NAME:
                return name
    return ""


def _parts(title: str) -> list[str]:
    parts = (part.strip(" |-–—»·:") for part in _SITE_PARTS.split(title))
    return [part for part in parts if 0 < len(part) <= MAX_NAME]


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text).lower()


def _feeds(tree: HtmlElement, inside: str, base: str) -> Iterator[str]:
    for link in tree.iter("link"):
        if "alternate" in (link.get("rel") or "").lower().split() and (
            link.get("type") or ""
        ).lower().startswith(_FEED_TYPES):
            url = on_site(link.get("href"), inside, base)
            if url and "comment" not in urlsplit(url).path:
                yield url


def _rest_root(tree: HtmlElement, inside: str, base: str, body: bytes) -> str:
    """The root that the page names; the usual one where WordPress made the page and names none."""
    for link in tree.iter("link"):
        if (link.get("rel") or "").strip() == _REST and (url := on_site(link.get("href"), inside, base)):
            return url
    return on_site("/wp-json/", base, base) or "" if b"/wp-content/" in body else ""


def _sections(tree: HtmlElement, inside: str, base: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for anchor in islice(tree.iterfind(".//a[@href]"), MAX_ANCHORS):
        url = on_site(anchor.get("href"), inside, base)
        if url and _may_be_section(url):
            found.setdefault(url)
    return tuple(sorted(found, key=_rank))[:MAX_SECTIONS]


def _may_be_section(url: str) -> bool:
    parts = urlsplit(url)
    path = parts.path.strip("/").lower()
    if not path or parts.query or path.count("/") > 2 or _NO_SECTION.search(parts.path.lower()):
        return False
    return is_article(url, "generic") in _SECTION_REASONS


def _rank(url: str) -> int:
    path = urlsplit(url).path.lower()
    return next((number for number, words in enumerate(_RANKS) if words.search(path)), len(_RANKS))

"""What a page is for in, article or live blog or a reason for neither out. Knows no texts, only their length.

Errs towards articles. An address or a type alone proves little: newspapers file reports under /video/ and
call a photo page NewsArticle. Only where the text is as short as such pages have it, the name decides.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.items import Outcome
from pipelines import jsonld
from pipelines.looks import NoArticle
from pipelines.metadata import Metadata

ARTICLE = "article"
LIVE_BLOG = "live-blog"

CAPTIONS = 600  # characters; the texts beside pictures and players are shorter
BEFORE_WALL = 1_500  # characters; the most generous walls let so much through
TEASER = 280  # characters that a pay wall leaves; a page with more is an article, if not the whole of it
_MANY_HEADLINES = 10  # headings that are links: a front page has dozens, an article with related ones six
_LIVE_MARKUP = re.compile(rb"itemtype\s*=\s*[\"']?https?://schema\.org/LiveBlogPosting")
_HEADLINE_HYPHENS = 3
_LISTS = frozenset({"collectionpage", "searchresultspage"})
_LIST_PATHS = re.compile(
    r"/?|/(?:[\w-]+/)?(?:tags?|topi[ck]s?|kategori|category|categories|inde(?:x|ks)(?:-berita)?|search|cari|penulis|author"
    r"|listtag|terkini|terpopuler|populer)(?:/[\w%+.-]*){0,3}|/page/\d+/?"
)
_SEGMENTS: dict[str, str] = {
    **dict.fromkeys(("video", "videos", "tv", "watch", "20detik"), "a video page"),
    **dict.fromkeys(
        ("foto", "fotos", "photo", "photos", "galeri", "gallery", "galleries", "foto-news"), "a photo page"
    ),
    **dict.fromkeys(("infografis", "infografik", "infographic", "infographics"), "an infographic"),
}
_TYPES: dict[str, str] = {
    **dict.fromkeys(("videoobject", "video.other", "video.movie", "video"), "a video page"),
    **dict.fromkeys(("imagegallery", "mediagallery", "photograph"), "a photo page"),
}
_ADVERTORIAL = re.compile(
    r"advertorial|adv|pariwara|iklan|sponsored|brand(?:ed)?[- ]content|paid[- ]post", re.IGNORECASE
)
_ADVERTORIAL_TITLE = re.compile(r"\W*(?:adv(?:ertorial)?|pariwara)\W*[\])|:–-].*", re.IGNORECASE)
_WALL = re.compile(
    r"(?:subscribe|log ?in|sign ?in|register) (?:now )?to (?:continue|read|keep reading|unlock)"
    r"|(?:this|the) (?:article|content|story) is (?:for|reserved for|exclusive to|available to)"
    r" (?:our )?(?:subscribers|members)"
    r"|(?:khusus|hanya) untuk pelanggan|berlangganan untuk (?:membaca|melanjutkan|mengakses)"
    r"|(?:masuk|login|daftar) untuk (?:membaca|melanjutkan)|artikel (?:ini )?(?:premium|khusus pelanggan)",
    re.IGNORECASE,
)


def kind_of(body: bytes, metadata: Metadata) -> str:
    """`live-blog` for what says so itself in JSON-LD or in the markup of `body`, else `article`."""
    stated = any("liveblogposting" in jsonld.types(node) for node in metadata.nodes)
    # looked for first as it is: a tenth of the pattern's time
    marked = b"LiveBlogPosting" in body and _LIVE_MARKUP.search(body) is not None
    return LIVE_BLOG if stated or marked else ARTICLE


def no_article(url: str, root: HtmlElement, metadata: Metadata, length: int) -> NoArticle | None:
    """Why a page with a text of `length` characters is no article; None for one that is."""
    stated: set[str] = set().union(*map(jsonld.types, metadata.nodes))
    path = urlsplit(url).path.lower()
    reason = (
        _advertorial(stated, path, metadata)
        or _index(stated, path, metadata, root, length)
        or (_pictures(stated, path, metadata) if length < CAPTIONS else None)
        or ("behind a pay wall or login" if length < TEASER and is_walled(root, metadata, length) else None)
    )
    return NoArticle(outcome=Outcome.REFUSED, reason=reason) if reason else None


def is_walled(root: HtmlElement, metadata: Metadata, length: int) -> bool:
    """Whether a page says that its text, of `length` characters, is for those who pay or log in."""
    for node in metadata.nodes:
        if (
            jsonld.types(node) & jsonld.ARTICLE_TYPES
            and str(node.get("isAccessibleForFree")).lower() == "false"
        ):
            return True
    if length > BEFORE_WALL:  # menus of open articles invite to log in as well
        return False
    return _WALL.search(" ".join(root.text_content().split())) is not None


def _advertorial(stated: set[str], path: str, metadata: Metadata) -> str | None:
    named = any(_ADVERTORIAL.fullmatch(word) for word in (*path.split("/")[:-1], metadata.section or ""))
    titled = any(map(_ADVERTORIAL_TITLE.fullmatch, metadata.headings))
    if named or titled or "advertisercontentarticle" in stated:
        return "an advertorial"
    return None


def _index(stated: set[str], path: str, metadata: Metadata, root: HtmlElement, length: int) -> str | None:
    slug = path.rstrip("/").rpartition("/")[2]
    listed = bool(stated & _LISTS) or _LIST_PATHS.fullmatch(path) is not None
    # a slug is a headline in small letters; templates call their lists articles too
    called_article = metadata.og_type == "article" and (not listed or slug.count("-") >= _HEADLINE_HYPHENS)
    if stated & jsonld.ARTICLE_TYPES or called_article:
        return None
    headlines = root.xpath("count((//h2|//h3|//h4)[.//a[@href] or parent::a[@href]])")
    many = isinstance(headlines, float) and headlines >= _MANY_HEADLINES
    # a front page by another name: the reading is its teasers, and no heading stands over them
    unnamed = many and length < 2 * CAPTIONS and _headless(root)
    return "a list of articles" if unnamed or (listed and (many or length < CAPTIONS)) else None


def _headless(root: HtmlElement) -> bool:
    """Whether no heading of the first rank stands over a text: lists have none, or one that is the logo."""
    return all(len(heading.text_content().split()) < 4 for heading in root.iter("h1"))


def _pictures(stated: set[str], path: str, metadata: Metadata) -> str | None:
    for segment in path.split("/")[:-1]:
        if segment in _SEGMENTS:
            return _SEGMENTS[segment]
    if stated & jsonld.ARTICLE_TYPES:
        return None
    return next((_TYPES[name] for name in (*sorted(stated), metadata.og_type) if name in _TYPES), None)

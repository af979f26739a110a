"""What a page is for in, article or live blog or a reason for neither out. Knows no texts, only their length.

Errs towards articles. An address or a type alone proves little: newspapers file reports under /video/ and
call a photo page NewsArticle. Only where the text is as short as such pages have it, the name decides.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from crawler.items import Outcome
from pipelines import jsonld
from pipelines.looks import NoArticle
from pipelines.metadata import Metadata
from pipelines.plain import key

ARTICLE = "article"
LIVE_BLOG = "live-blog"

Known = tuple[str, str]  # what a page is, and by what it is known
WALLED: Known = ("behind a pay wall or login", "it says so, and hardly anything else")
# What is told apart, by the reasons of refusals.
NAMES = {
    "a video page": "video",
    "a photo page": "photo",
    "an infographic": "infographic",
    "an advertorial": "advertorial",
    "a list of articles": "index",
    "a page that says it was not found": "soft-404",
    "a challenge page": "challenge",
    "an outage page": "outage",
    "a login page": "login",
    WALLED[0]: "wall",
}

CAPTIONS = 600  # characters; the texts beside pictures and players are shorter
BEFORE_WALL = 1_500  # characters; the most generous walls let so much through
TEASER = 280  # characters that a pay wall leaves; a page with more is an article, if not the whole of it
_MANY_HEADLINES = 10  # headings that are links: a front page has dozens, an article with related ones six
_LIVE_MARKUP = re.compile(rb"itemtype\s*=\s*[\"']?https?://schema\.org/LiveBlogPosting")
_HEADLINE_HYPHENS = 3
_HEADING_WORDS = 4  # a shorter one is a logo or the name of a section
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

_WALL_WORDS = (  # one of them stands in all that _WALL matches
    *("to continue", "to read", "to keep reading", "to unlock", "subscribers", "members", "pelanggan"),
    *("untuk membaca", "untuk melanjutkan", "untuk mengakses", "artikel premium", "artikel ini premium"),
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
    known = (
        _advertorial(stated, path, metadata)
        or _index(stated, path, metadata, root, length)
        or (_pictures(stated, path, metadata) if length < CAPTIONS else None)
        or (WALLED if length < TEASER and is_walled(root, metadata, length) else None)
    )
    return NoArticle(outcome=Outcome.REFUSED, reason=known[0], why=known[1]) if known else None


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
    visible = " ".join(root.text_content().split()).lower()
    # a plain search first: half a millisecond for the patterns, on each page with a short text
    return any(word in visible for word in _WALL_WORDS) and _WALL.search(visible) is not None


def _advertorial(stated: set[str], path: str, metadata: Metadata) -> Known | None:
    words = (*path.split("/")[:-1], metadata.section or "")
    if named := next(filter(_ADVERTORIAL.fullmatch, words), None):
        return "an advertorial", f"{named!r} in its address or as its section"
    if titled := next(filter(_ADVERTORIAL_TITLE.fullmatch, metadata.headings), None):
        return "an advertorial", f"its title is {titled!r}"
    return ("an advertorial", "its JSON-LD says so") if "advertisercontentarticle" in stated else None


def _index(stated: set[str], path: str, metadata: Metadata, root: HtmlElement, length: int) -> Known | None:
    slug = path.rstrip("/").rpartition("/")[2]
    listed = bool(stated & _LISTS) or _LIST_PATHS.fullmatch(path) is not None
    # a slug is a headline in small letters; templates call their lists articles too
    called_article = metadata.og_type == "article" and (not listed or slug.count("-") >= _HEADLINE_HYPHENS)
    if stated & jsonld.ARTICLE_TYPES or called_article:
        return None
    headlines = root.xpath("count((//h2|//h3|//h4)[.//a[@href] or parent::a[@href]])")
    many = isinstance(headlines, float) and headlines >= _MANY_HEADLINES
    # a front page by another name: the reading is its teasers, and no heading stands over them
    unnamed = many and length < 2 * CAPTIONS and _headless(root, metadata)
    if unnamed:
        return "a list of articles", f"{headlines:.0f} headlines that are links, and no heading over the text"
    if listed and (many or length < CAPTIONS):
        return "a list of articles", "by its address or JSON-LD, and by many headlines or little text"
    return None


def _headless(root: HtmlElement, metadata: Metadata) -> bool:
    """Whether no heading stands over a text: none of the first rank but a logo, nowhere the page's title."""
    if any(len(heading.text_content().split()) >= _HEADING_WORDS for heading in root.iter("h1")):
        return False
    title = key(metadata.title or "")
    return not any(_heads(element, title) for element in root.iter(etree.Element))


def _heads(element: HtmlElement, title: str) -> bool:
    """Whether an element that is no link prints the title of its page, which may end in the site's name."""
    text = element.text or ""
    if element.tag == "title" or not len(text) < CAPTIONS or len(text.split()) < _HEADING_WORDS:
        return False
    return title.startswith(key(text)) and all(one.tag != "a" for one in (element, *element.iterancestors()))


def _pictures(stated: set[str], path: str, metadata: Metadata) -> Known | None:
    for segment in path.split("/")[:-1]:
        if segment in _SEGMENTS:
            return _SEGMENTS[segment], f"/{segment}/ in its address, and little text"
    if stated & jsonld.ARTICLE_TYPES:
        return None
    typed = next((name for name in (*sorted(stated), metadata.og_type) if name in _TYPES), None)
    return (_TYPES[typed], f"{typed!r} in its JSON-LD or og:type, and little text") if typed else None

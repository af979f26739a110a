"""A parsed page in, the same page without what is never an article's text out. Knows names, not meanings.

Sites name the furniture around a text in `class` and `id`: `related-posts`, `share-bar`, `comments`. The
names are hints that themes also give to frames of the whole page (`has-sidebar`), so nothing goes that
holds the heading or a good part of the page's text. What stays is read faster and with less taken for text.
"""

from __future__ import annotations

import re
from copy import deepcopy
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement

from pipelines.paragraphs import BLOCKS

LARGEST = 0.25  # share of the page's text; a larger element is a frame, whatever it is called
LARGEST_TALK = 0.8  # comments may well be longer than what they are about

_ALWAYS = ("nav", "footer", "aside", "form", "select", "button", "iframe", "noscript", "template", "dialog")
_WITHOUT_TEXT = (
    "head",
    "img",
    "picture",
    "source",
    "video",
    "audio",
    "object",
    "embed",
    "canvas",
    "input",
    "map",
)
_NAMED = ("div", "section", "ul", "ol", "p", "table", "span", "figure", "header", "details", "h2", "h3", "h4")
_HEADINGS = ("h2", "h3", "h4")
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_TALK = frozenset(
    {"comment", "comments", "komentar", "disqus", "discussion", "responses", "replies"}
    | {"comentario", "comentarios", "commentaire", "commentaires", "kommentar", "kommentare", "reacties"}
)
_FURNITURE = frozenset(
    {"related", "recommend", "recommended", "recommendation", "recommendations", "trending", "popular"}
    | {"terkait", "terpopuler", "rekomendasi", "bacajuga", "linksisip", "newsletter", "newsletters"}
    | {"iklan", "tagar", "hashtag", "hashtags", "paging", "populer", "terkini", "terbaru"}
    | {
        "subscribe",
        "subscription",
        "signup",
        "share",
        "sharing",
        "sharebar",
        "sharedaddy",
        "social",
        "addthis",
    }
    | {
        "breadcrumb",
        "breadcrumbs",
        "sidebar",
        "promo",
        "promotion",
        "sponsor",
        "sponsored",
        "advert",
        "adverts",
    }
    | {
        "advertisement",
        "advertisements",
        "ads",
        "adsbygoogle",
        "banner",
        "cookie",
        "cookies",
        "consent",
        "gdpr",
    }
    | {"byline", "bylines", "caption", "captions", "credit", "credits", "copyright", "navbar", "nav", "menu"}
    | {
        "navigation",
        "tags",
        "taglist",
        "tagcloud",
        "toolbar",
        "tooltip",
        "popup",
        "modal",
        "outbrain",
        "taboola",
    }
    | {
        "pagination",
        "pager",
        "poll",
        "pullquote",
        "footer",
        "jp",
        "disclaimer",
        "masthead",
        "biography",
        "bio",
    }
)
_PHRASES = re.compile(
    r"(?:read|see|watch|baca|simak|lihat)[-_]?(?:also|next|more|juga|pula)|more[-_]?(?:stories|news|from|on)\b"
    r"|most[-_]?(?:read|viewed|popular)|(?:you|u)[-_]?may|author[-_]?(?:bio|info|box|card|description)"
    r"|(?:about|post)[-_]?author|sr[-_]only|visually[-_]?hidden|screen[-_]reader|pull[-_]?quote|up[-_]?next"
    r"|editors?[-_]?picks?|berita[-_]?(?:lain|terkait)|artikel[-_]?terkait|skip[-_]link",
    re.IGNORECASE,
)
# What an element has beside it or inside, not what it is: `has-ads`, `with-sidebar`, `block--no-social`.
_STATES = re.compile(r"(?<![\w-])(?:\w+-)?(?:has|with|without|no|is|js)-[\w-]+|--[\w-]+")
_LENGTH = etree.XPath("string-length(normalize-space())")
# Page builders call every single paragraph a widget or a module: their names say nothing.
_BUILDERS = ("elementor", "wpb_", "et_pb", "fl-module", "vc_")


def pruned(root: HtmlElement) -> HtmlElement:
    """A copy of the page without navigation, comments, share bars, captions and their like."""
    copy = deepcopy(root)
    etree.strip_elements(copy, *_WITHOUT_TEXT, with_tail=False)  # a third of the elements of a page
    whole = _size(copy)
    for element in list(copy.iter(*_ALWAYS)):
        if element.tag not in ("form", "aside", "footer") or not _is_frame(element, whole, LARGEST):
            _drop(element)
    for element in list(copy.iter(*_NAMED)):
        # a heading's id is an anchor made of its words: `nav_nur_die_folie`
        name = "" if element.tag in _HEADINGS else (element.get("id") or "")[:100]
        limit = _limit((element.get("class") or "")[:300], name)
        if limit and not _is_frame(element, whole, limit):
            _drop(element)
    return copy


@lru_cache(maxsize=20_000)
def _limit(classes: str, name: str) -> float:
    """The largest share of the page's text that an element of these names may hold to be dropped; 0: none."""
    if not (classes or name) or any(builder in classes for builder in _BUILDERS):
        return 0.0
    kinds = _STATES.sub(" ", f"{classes} {name}")
    parts = {part.lower() for part in _PARTS.findall(kinds)}
    if parts & _TALK:
        return LARGEST_TALK
    return LARGEST if parts & _FURNITURE or _PHRASES.search(kinds) else 0.0


def _is_frame(element: HtmlElement, whole: float, limit: float) -> bool:
    if element.find(".//h1") is not None:
        return True
    size = _size(element)
    return size > 200 and size > limit * whole


def _size(element: HtmlElement) -> float:
    """Characters, without those that only indent the markup."""
    size = _LENGTH(element)
    return size if isinstance(size, float) else 0.0


def _drop(element: HtmlElement) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if element.tag in BLOCKS and element.tail and not element.tail.isspace():
        # it stood between two lines, which may be paragraphs without a tag of their own
        broken = element.makeelement("br")
        broken.tail, element.tail = element.tail, None
        element.addnext(broken)
    element.drop_tree()

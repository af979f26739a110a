"""A tree and its text in, what it is instead of an article out. Knows the obvious cases only.

Errs towards articles: each pattern needs a telling title or a page with next to no text, since a report on
hackers may well be titled "Access denied".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.items import Outcome, Part

SHORT = 600  # characters; the texts of challenge, error and login pages are shorter

_TITLES: tuple[tuple[re.Pattern[str], Outcome, str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), outcome, reason)
    for pattern, outcome, reason in (
        (
            r"just a moment\W*|attention required!?.*cloudflare|checking your browser.*|ddos-guard"
            r"|one moment, please\W*|(?:security|human) (?:check|verification)|access denied"
            r"|verif(?:y|ying) you are human.*|are you a robot\W*|403 forbidden|429 too many requests",
            Outcome.FAILED,
            "a challenge page",
        ),
        (
            r"(?:5\d\d\b.{0,60}|database error|error establishing a database connection|bad gateway"
            r"|service (?:temporarily )?unavailable|gateway time-?out|(?:under|scheduled) maintenance"
            r"|.{0,40}(?:sedang dalam|masa) (?:perbaikan|pemeliharaan).{0,40}|account suspended"
            r"|(?:situs|website|web|laman)\b.{0,20}\bdalam (?:perbaikan|pemeliharaan|maintenance).{0,40}"
            r"|.{0,60}\b(?:is|may be) for sale\W*|(?:domain )?parked(?: domain)?)",
            Outcome.FAILED,
            "an outage page",
        ),
        (
            r"(?:error\W*)?404\b.{0,60}|.{0,40}\b(?:page )?not found\b.{0,40}"
            r"|.{0,60}\b(?:halaman|berita|artikel)\b.{0,30}\btidak (?:ditemukan|tersedia|ada)\b.{0,60}",
            Outcome.GONE,
            "a page that says it was not found",
        ),
    )
)
_BODIES: tuple[tuple[re.Pattern[str], Outcome, str], ...] = (
    (
        re.compile(
            r"enable javascript and cookies to continue|cf-browser-verification|_cf_chl_", re.IGNORECASE
        ),
        Outcome.FAILED,
        "a challenge page",
    ),
    (
        re.compile(r"error establishing a database connection", re.IGNORECASE),
        Outcome.FAILED,
        "an outage page",
    ),
    (
        re.compile(  # words of neighbouring elements are glued together
            r"(?:fatal|parse) error\W{1,4}.{1,1000}\bon line \d"
            r"|(?:situs|website|web|laman) (?:kami|ini)\b.{0,20}\bdalam (?:perbaikan|pemeliharaan)"
            r"|domain\b.{0,60}\b(?:is|may be) for sale",
            re.IGNORECASE,
        ),
        Outcome.FAILED,
        "an outage page",
    ),
    (
        re.compile(r"halaman (?:yang (?:anda )?\w{0,10} )?tidak ditemukan", re.IGNORECASE),
        Outcome.GONE,
        "a page that says it was not found",
    ),
)
# What such a page calls itself where it goes on with what else there is to read, and so is long.
_NOT_FOUND = re.compile(
    r"(?:(?:oops|ups|maaf|error)\W{1,4})?(?:404\W{0,4})?"
    r"(?:404|(?:halaman|berita|artikel|page|article)(?: yang (?:anda|kamu) (?:cari|tuju|minta))?\W{1,3}"
    r"(?:tidak (?:dapat )?(?:ditemukan|tersedia)|not found)|not found)\W{0,4}",
    re.IGNORECASE,
)
_SITE = re.compile(r"\s[-|–—»]\s")
_TEASERS = 5  # headings that are links
_NOT_HTML = re.compile(
    r"(?:image|video|audio|font)/|application/(?!xhtml|xml|octet-stream)|text/(?:css|csv|calendar)"
)
_NO_TEXT = bytes(set(range(1, 32)) - set(b"\t\n\f\r\x1b")) + b"\x7f"
_MAGIC = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF")


@dataclass(frozen=True, kw_only=True, slots=True)
class NoArticle:
    outcome: Outcome
    reason: str  # what it is: "a video page"
    why: str = ""  # by what it is known for that: "/video/ in its address"


def of_response(part: Part) -> NoArticle | None:
    """What the status, the header and the first bytes tell before anything is parsed."""
    if part.status in (404, 410):
        return NoArticle(outcome=Outcome.GONE, reason=f"HTTP {part.status}")
    if part.status >= 400:
        return NoArticle(outcome=Outcome.FAILED, reason=f"HTTP {part.status}")
    kind = (part.content_type or "").partition(";")[0].strip().lower()
    if part.body.startswith(_MAGIC) or _NOT_HTML.match(kind):
        return NoArticle(outcome=Outcome.REFUSED, reason=f"no HTML page: {kind or 'binary data'}")
    if _is_binary(part.body):
        return NoArticle(outcome=Outcome.FAILED, reason="no text but binary data")
    return None


def _is_binary(body: bytes) -> bool:
    """Whether the head of a body is mostly what no text has, such as a packing that nobody unpacked. NULs do
    not count: UTF-16 is full of them."""
    head = body[:4096]
    return len(head.translate(None, _NO_TEXT)) < 0.95 * len(head)  # packed data has 0.9


def _not_found_but_long(root: HtmlElement, titles: tuple[str, ...]) -> NoArticle | None:
    """A page that says it was not found, of which the text is that of teasers."""
    telling = next((title for title in titles if _NOT_FOUND.fullmatch(_SITE.split(title.strip())[0])), None)
    if telling is None:
        return None
    teasers = root.xpath("count((//h2|//h3|//h4|//h5)[.//a[@href] or parent::a[@href]])")
    if not isinstance(teasers, float) or teasers < _TEASERS:
        return None
    why = f"its title is {telling.strip()!r}, over {teasers:.0f} headlines that are links"
    return NoArticle(outcome=Outcome.GONE, reason="a page that says it was not found", why=why)


def of_page(root: HtmlElement, titles: tuple[str, ...], text_length: int) -> NoArticle | None:
    """What a page is whose text has `text_length` characters; `titles` are its own, from <title> and <h1>."""
    if text_length >= SHORT:
        return _not_found_but_long(root, titles)
    for pattern, outcome, reason in _TITLES:
        telling = next((title for title in titles if pattern.fullmatch(title.strip())), None)
        if telling is not None:
            return NoArticle(outcome=outcome, reason=reason, why=f"its title is {telling.strip()!r}")
    visible = " ".join(root.text_content().split())
    for pattern, outcome, reason in _BODIES if len(visible) < 5 * SHORT else ():
        telling_words = pattern.search(visible)
        if telling_words:
            return NoArticle(outcome=outcome, reason=reason, why=f"it says {telling_words.group()!r}")
    if root.find(".//input[@type='password']") is not None and len(visible) < 2 * SHORT:
        return NoArticle(outcome=Outcome.REFUSED, reason="a login page", why="it asks for a password")
    return None

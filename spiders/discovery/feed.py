"""RSS 0.9x, 1.0 and 2.0 and Atom in, links out. Which of the links are articles is for the rules to say."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from itertools import islice
from urllib.parse import urljoin, urlsplit

from crawler.clock import WIB
from crawler.dates import read_date
from spiders.discovery.found import Found, Gathering
from spiders.discovery.markup import Field, unpacked, unread_items, xml_text

MAX_ITEMS = 2_000  # items looked at in one feed
_PUBLISHED = ("pubdate", "published", "issued", "date", "created")
_MODIFIED = ("modified", "updated")
_FEED_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
_BASE = re.compile(
    r"""<(?:[\w.-]+:)?(?:rss|feed|rdf)\s[^<>]{0,2000}?xml:base\s*=\s*["']([^"'<>]{1,500})["']""",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"""\s(?:[\w.-]+:)?about\s*=\s*["']([^"'<>]+)["']""", re.IGNORECASE)


def read_feed(body: bytes, base: str, *, zone: tzinfo = WIB, content_type: str | None = None) -> Found:
    """The links of a feed, plain or gzip.

    `base` is the feed's own address, against which relative links are resolved; `zone` holds for times that
    are printed without one; `content_type` is the header, whole. Raises nothing for bad input: what cannot be
    read is told in `problems`, and a body that is no feed gives no links and says so.
    """
    plain, damage = unpacked(body)
    text = xml_text(plain, content_type)
    gathering = Gathering(_base(text, base))
    if damage:
        gathering.blame(damage)
    items = enumerate(unread_items(text, "item", "entry"), start=1)
    # a feed too long to be read whole begins with its newest items, or else ends with them
    half = MAX_ITEMS // 2
    read = [*islice(items, half), *deque(items, maxlen=half)]
    for number, (tag, fields) in read:
        _add(gathering, tag, fields(), zone, number)
    if read and read[-1][0] > len(read):
        gathering.blame(f"{read[-1][0]} items; the first and the last {half} were read")
    if not read:
        gathering.blame(
            "a feed without items" if _FEED_ROOT.search(text[:5000]) else "no feed: neither RSS nor Atom"
        )
    return gathering.found()


def _base(text: str, base: str) -> str:
    stated = _BASE.search(text[:5000])
    if stated is None:
        return base
    try:
        return str(urljoin(base, stated[1]))
    except ValueError:
        return base


def _add(gathering: Gathering, tag: str, fields: Sequence[Field], zone: tzinfo, number: int) -> None:
    candidates = [url for url in _addresses(tag, fields) if url]
    if not candidates:
        gathering.blame(f"item {number} names no address")
        return
    # some feeds give the home page as the link of every item, and the article only as its guid
    url = next((url for url in candidates if _has_path(url)), candidates[0])
    gathering.add(
        url,
        title=_title(fields),
        published_at=_moment(fields, _PUBLISHED, zone),
        modified_at=_moment(fields, _MODIFIED, zone),
    )


def _addresses(tag: str, fields: Sequence[Field]) -> Iterable[str]:
    """What may be the item's address, the most trusted first."""
    yield from (field.text for field in fields if field.name == "origlink")  # FeedBurner's
    links = [field for field in fields if field.name == "link"]
    for field in links:
        if field.attributes.get("href") and field.attributes.get("rel", "alternate").lower() == "alternate":
            yield _unescaped(field.attributes["href"])
    yield from (_unescaped(field.text) for field in links if field.text and not field.attributes.get("href"))
    for field in fields:
        permanent = field.name == "id" or (
            field.name == "guid" and field.attributes.get("ispermalink", "true").lower() != "false"
        )
        if permanent and field.text.startswith(("http://", "https://")):
            yield field.text
    if about := _ABOUT.search(tag):
        yield about[1].replace("&amp;", "&")


def _unescaped(url: str) -> str:
    return url.strip().replace("&amp;", "&")  # escaped twice


def _has_path(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.path.strip("/") or parts.query)


def _title(fields: Sequence[Field]) -> str | None:
    titles = [field for field in fields if field.name == "title" and field.text]
    own = [field.text for field in titles if field.prefix in ("", "rss", "atom", "a")]
    return own[0] if own else titles[0].text if titles else None


def _moment(fields: Sequence[Field], names: tuple[str, ...], zone: tzinfo) -> datetime | None:
    for name in names:
        for field in fields:
            if field.name == name and (reading := read_date(field.text, zone=zone)):
                return reading.at
    return None

"""Sitemaps in, links or further sitemaps out. Fetches nothing: which of them to ask is for the spider.

The protocol is sitemaps.org 0.9, with Google's news extension; text sitemaps hold an address a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from itertools import islice

from crawler.clock import WIB
from crawler.dates import read_date
from spiders.discovery.feed import read_feed
from spiders.discovery.found import MAX_LINKS, Found, Gathering
from spiders.discovery.markup import Field, unpacked, xml_items, xml_text

MAX_ENTRIES = 50_000  # the protocol's own limit
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def read_sitemap(body: bytes, base: str, *, zone: tzinfo = WIB, content_type: str | None = None) -> Found:
    """The links of a sitemap, or in `more` the sitemaps of an index; newest first. Plain or gzip.

    `zone` holds for times without one. At most ten megabytes are ever decompressed. A feed handed in as a
    sitemap is read as a feed. Raises nothing for bad input; see `problems`.
    """
    plain, damage = unpacked(body)
    text = xml_text(plain, content_type)
    gathering = Gathering(base)
    if damage:
        gathering.blame(damage)
    more = _index(gathering, text, zone)
    entries = _entries(text, zone)
    for moment, published, url, title in sorted(entries, key=lambda entry: entry[0], reverse=True):
        if gathering.full:
            gathering.blame(f"{len(entries)} addresses; the newest {MAX_LINKS} are taken")
            break
        modified = moment if moment > _LONG_AGO and moment != published else None
        gathering.add(url, title=title, published_at=published, modified_at=modified)
    if entries or more:
        return gathering.found(more)
    return _otherwise(plain, text, base, gathering, zone)


def _otherwise(plain: bytes, text: str, base: str, gathering: Gathering, zone: tzinfo) -> Found:
    """A text sitemap, a feed, or nothing we know."""
    lines = [line.strip() for line in text[: MAX_ENTRIES * 100].splitlines()]
    addresses = [line for line in lines if line.startswith(("http://", "https://"))]
    if addresses and not text.lstrip().startswith("<"):
        for address in addresses[:MAX_LINKS]:
            gathering.add(address.replace("&amp;", "&"))
        return gathering.found()
    if next(xml_items(text, "item", "entry"), None):
        return read_feed(plain, base, zone=zone)
    gathering.blame("no sitemap: it names no address")
    return gathering.found()


def _index(gathering: Gathering, text: str, zone: tzinfo) -> tuple[str, ...]:
    named: list[tuple[datetime, str]] = []
    for _, fields in islice(xml_items(text, "sitemap"), MAX_ENTRIES):
        named.append((_date(fields, "lastmod", zone) or _LONG_AGO, _value(fields, "loc") or ""))
    named.sort(key=lambda pair: pair[0], reverse=True)
    addresses = (gathering.address(url) for _, url in named[:MAX_LINKS])
    return tuple(dict.fromkeys(address for address in addresses if address is not None))


def _entries(text: str, zone: tzinfo) -> list[tuple[datetime, datetime | None, str, str | None]]:
    """Latest time, time of publication, address and title of each entry; 1970 stands for no time."""
    entries: list[tuple[datetime, datetime | None, str, str | None]] = []
    for _, fields in islice(xml_items(text, "url"), MAX_ENTRIES):
        news = [field for outer in fields if outer.name == "news" for field in outer.below]
        published = _date(news, "publication_date", zone)
        modified = _date(fields, "lastmod", zone)
        url = _value(fields, "loc") or ""
        entries.append((modified or published or _LONG_AGO, published, url, _value(news, "title")))
    return entries


def _value(fields: Sequence[Field], name: str) -> str | None:
    return next((field.text for field in fields if field.name == name and field.text), None)


def _date(fields: Sequence[Field], name: str, zone: tzinfo) -> datetime | None:
    text = _value(fields, name)
    reading = read_date(text, zone=zone) if text else None
    return reading.at if reading else None

"""Feeds, sitemaps and robots.txt: what is written for machines. Knows no site's addresses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape


@dataclass(frozen=True, kw_only=True)
class Item:
    """One entry of a feed."""

    title: str
    link: str
    published: datetime  # aware; printed at its own offset
    description: str  # HTML; escaped here
    author: str = ""
    guid: str = ""  # the link, where there is none
    tags: tuple[str, ...] = ()


def rss(title: str, link: str, items: Iterable[Item], built: datetime) -> str:
    """RSS 2.0 with the descriptions escaped, as ANTARA and WordPress both serve them."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel>\n'
        f"<title>{escape(title)}</title>\n<link>{escape(link)}</link>\n<language>id</language>\n"
        f"<lastBuildDate>{format_datetime(built)}</lastBuildDate>\n"
        + "".join(map(_item, items))
        + "</channel>\n</rss>\n"
    )


def urlset(pages: Iterable[tuple[str, datetime]]) -> str:
    """A sitemap of addresses and when they last changed."""
    return _sitemap("urlset", "url", pages)


def sitemap_index(maps: Iterable[tuple[str, datetime]]) -> str:
    return _sitemap("sitemapindex", "sitemap", maps)


def robots(*disallowed: str, sitemap: str = "") -> str:
    """A robots.txt for all agents, without a crawl delay."""
    rules = "".join(f"Disallow: {path}\n" for path in disallowed)
    return f"User-agent: *\n{rules}" + (f"\nSitemap: {sitemap}\n" if sitemap else "")


def _item(item: Item) -> str:
    author = f"<dc:creator>{escape(item.author)}</dc:creator>" if item.author else ""
    tags = "".join(f"<category>{escape(tag)}</category>" for tag in item.tags)
    permanent = ' isPermaLink="false"' if item.guid else ""
    return (
        f"<item>\n<title>{escape(item.title)}</title>\n<link>{escape(item.link)}</link>\n{author}{tags}\n"
        f"<pubDate>{format_datetime(item.published)}</pubDate>\n"
        f"<description>{escape(item.description)}</description>\n"
        f"<guid{permanent}>{escape(item.guid or item.link)}</guid>\n</item>\n"
    )


def _sitemap(kind: str, entry: str, pages: Iterable[tuple[str, datetime]]) -> str:
    entries = "".join(
        f"<{entry}><loc>{escape(url)}</loc><lastmod>{changed.isoformat()}</lastmod></{entry}>\n"
        for url, changed in pages
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</{kind}>\n'
    )

"""Sitemaps: plain, news, index, gzip, text, huge and hostile."""

from __future__ import annotations

import gzip
import time
import tracemalloc
from datetime import UTC, datetime

import pytest

from crawler.clock import WIB, WITA
from spiders.discovery.found import MAX_LINKS
from spiders.discovery.sitemap import read_sitemap

BASE = "https://kabar.example/sitemap.xml"
NEWS = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://kabar.example/berita/1/lama</loc><lastmod>2026-02-15</lastmod></url>
<url>
 <image:image><image:loc>https://kabar.example/a.jpg</image:loc><image:title>Foto</image:title></image:image>
 <loc>https://kabar.example/berita/2/baru?a=1&amp;b=2</loc><lastmod>2026-02-16T14:00:00+07:00</lastmod>
 <news:news><news:publication><news:name>Kabar</news:name></news:publication>
 <news:publication_date>2026-02-16T13:30:00+07:00</news:publication_date>
 <news:title><![CDATA[Baru & segar]]></news:title>
 </news:news></url>
<url><loc>https://kabar.example/berita/3/tanpa-tanggal</loc></url>
</urlset>"""


def test_a_news_sitemap_gives_title_and_both_times_newest_first() -> None:
    found = read_sitemap(NEWS, BASE)
    assert [link.url.rpartition("/")[2] for link in found.links] == ["baru?a=1&b=2", "lama", "tanpa-tanggal"]
    new, old, undated = found.links
    assert new.title == "Baru & segar"
    assert new.published_at == datetime(2026, 2, 16, 13, 30, tzinfo=WIB)
    assert new.modified_at == datetime(2026, 2, 16, 14, tzinfo=WIB)
    assert (old.published_at, old.modified_at) == (None, datetime(2026, 2, 15, tzinfo=WIB))
    assert (undated.published_at, undated.modified_at, undated.title) == (None, None, None)
    assert found.more == ()
    assert found.problems == ()


def test_times_without_a_zone_are_the_source_s_own() -> None:
    found = read_sitemap(
        b"<urlset><url><loc>/a</loc><lastmod>2026-02-15 10:00</lastmod></url></urlset>", BASE, zone=WITA
    )
    assert found.links[0].modified_at == datetime(2026, 2, 15, 10, tzinfo=WITA)


def test_an_index_names_the_newest_sitemap_first() -> None:
    body = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <sitemap><loc>/tanpa.xml</loc></sitemap>
    <sitemap><loc>https://kabar.example/2025.xml</loc><lastmod>2025-12-31</lastmod></sitemap>
    <sitemap><loc>file:///etc/passwd</loc><lastmod>2026-02-17</lastmod></sitemap>
    <sitemap><loc>https://kabar.example/2026.xml.gz</loc><lastmod>2026-02-16T10:00:00Z</lastmod></sitemap>
    <sitemap><loc>https://kabar.example/2025.xml</loc><lastmod>2025-12-30</lastmod></sitemap></sitemapindex>"""
    found = read_sitemap(body, BASE)
    assert found.links == ()
    assert [url.rpartition("/")[2] for url in found.more] == ["2026.xml.gz", "2025.xml", "tanpa.xml"]
    assert len(found.problems) == 1


@pytest.mark.parametrize("body", [gzip.compress(NEWS), gzip.compress(NEWS[:400]) + gzip.compress(NEWS[400:])])
def test_gzip_is_known_by_its_first_bytes(body: bytes) -> None:
    assert len(read_sitemap(body, BASE).links) == 3


def test_a_damaged_gzip_gives_what_comes_before_the_damage() -> None:
    body = b"<urlset>" + b"".join(
        b"<url><loc>https://kabar.example/berita/%d/judul-%d</loc></url>" % (n, n * n) for n in range(2000)
    )
    packed = gzip.compress(body)
    damaged = packed[: len(packed) // 2] + b"\x00" * 200 + packed[len(packed) // 2 + 200 :]
    found = read_sitemap(damaged, BASE)
    assert len(found.links) > 100
    assert any("gzip" in problem for problem in found.problems)


def test_a_text_sitemap_has_an_address_a_line() -> None:
    found = read_sitemap(
        b"\xef\xbb\xbfhttps://kabar.example/a-b\r\n\r\nhttp://[\r\nhttps://kabar.example/c\n", BASE
    )
    assert [link.url for link in found.links] == ["https://kabar.example/a-b", "https://kabar.example/c"]
    assert len(found.problems) == 1


def test_a_feed_in_place_of_a_sitemap_is_read_too() -> None:
    found = read_sitemap(b"<rss><item><link>/berita/1/a</link></item></rss>", BASE)
    assert [link.url for link in found.links] == ["https://kabar.example/berita/1/a"]


@pytest.mark.parametrize("body", [b"", b"<html><body>404</body></html>", b"<urlset></urlset>"])
def test_a_sitemap_without_addresses_says_so(body: bytes) -> None:
    found = read_sitemap(body, BASE)
    assert (found.links, found.more) == ((), ())
    assert found.problems == ("no sitemap: it names no address",)


def test_a_broken_entry_costs_only_itself() -> None:
    body = b"""<urlset><url><loc>https://kabar.example/a</loc></url>
    <url><loc>https://kabar.example/?x=1&y=2&nbsp;</loc><lastmod>kapan-kapan</url>
    <url><lastmod>2026-01-01</lastmod></url><url><loc>javascript:x</loc></url>
    <url><loc>https://kabar.example/z</loc></urlset>"""
    found = read_sitemap(body, BASE)
    assert [link.url[:24] for link in found.links if "?" not in link.url] == [
        "https://kabar.example/a",
        "https://kabar.example/z",
    ]
    assert any("?x=1&y=2" in link.url for link in found.links)
    assert len(found.problems) == 2


def large(count: int) -> bytes:
    entry = "<url><loc>https://kabar.example/berita/{0}/judul-berita-{0}</loc><lastmod>{1}</lastmod></url>"
    days = [
        datetime(2020, 1, 1, tzinfo=UTC).fromtimestamp(1_577_836_800 + n * 3600, UTC) for n in range(count)
    ]
    return (
        "<urlset>" + "".join(entry.format(n, day.isoformat()) for n, day in enumerate(days)) + "</urlset>"
    ).encode()


def test_of_a_huge_sitemap_the_newest_links_are_kept() -> None:
    found = read_sitemap(large(20_000), BASE)
    assert len(found.links) == MAX_LINKS
    assert found.links[0].url.endswith("-19999")
    assert found.links[-1].url.endswith("-19000")
    assert found.problems == ("20000 addresses; the newest 1000 are taken",)


def test_a_gzip_bomb_is_never_inflated() -> None:
    head = b"<urlset><url><loc>https://kabar.example/awal</loc></url>"
    packed = gzip.compress(head + b" " * 200_000_000, compresslevel=1)
    tracemalloc.start()
    before = time.process_time()
    found = read_sitemap(packed, BASE)
    used, peak = time.process_time() - before, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [link.url for link in found.links] == ["https://kabar.example/awal"]
    assert any("10 MB" in problem for problem in found.problems)
    assert used < 5
    assert peak < 80_000_000


@pytest.mark.parametrize(
    "body",
    [gzip.compress(b"") * 100_000, b"<urlset>" + b"<url>" * 400_000, b"https://kabar.example/a\n" * 200_000],
)
def test_hostile_sitemaps_are_read_in_bounded_time(body: bytes) -> None:
    before = time.process_time()
    read_sitemap(body, BASE)
    assert time.process_time() - before < 8

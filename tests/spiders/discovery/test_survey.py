"""What a front page tells of its site, and what it is kept from telling."""

from __future__ import annotations

import pytest

from spiders.discovery.survey import (
    MAX_FEEDS,
    MAX_SECTIONS,
    Front,
    read_front,
    site_title,
    sitemaps_named,
    zone_of,
)

BASE = "https://www.wartasore.example/"


def front(head: str = "", body: str = "", base: str = BASE) -> Front:
    return read_front(f"<html><head>{head}</head><body>{body}</body></html>".encode(), base)


def feed(href: str) -> str:
    return f'<link rel="alternate" type="application/rss+xml" href="{href}">'


def test_declared_feeds_are_found_at_the_origin_of_the_site() -> None:
    found = front(feed("/feed/") + feed("http://wartasore.example/rss/hukum") + feed("/feed/#atas"))
    assert found.feeds == (BASE + "feed/", BASE + "rss/hukum")


def test_feeds_of_comments_and_of_other_sites_are_left_out() -> None:
    assert front(feed("/comments/feed/") + feed("https://lain.example/feed/") + feed("ftp://x/")).feeds == ()


def test_of_a_thousand_feeds_a_few_are_kept() -> None:
    assert len(front("".join(feed(f"/rss/{n}") for n in range(1000))).feeds) == MAX_FEEDS


def test_links_are_resolved_against_the_base_of_the_page() -> None:
    assert front(f'<base href="{BASE}berita/">' + feed("rss.xml")).feeds == (BASE + "berita/rss.xml",)


@pytest.mark.parametrize(
    ("head", "root"),
    [
        ('<link rel="https://api.w.org/" href="/api/">', BASE + "api/"),
        ('<link rel="https://api.w.org/" href="https://lain.example/wp-json/">', ""),
        ('<link rel="stylesheet" href="/wp-content/themes/a.css">', BASE + "wp-json/"),
        ('<link rel="stylesheet" href="/a.css">', ""),
    ],
)
def test_the_rest_root_is_the_one_named_or_the_usual_one_of_wordpress(head: str, root: str) -> None:
    assert front(head).wordpress == root


def test_sections_come_with_the_newest_first_then_those_of_public_order() -> None:
    links = ("/olahraga", "/daerah", "/hukum-kriminal", "/terkini", "/kategori/peristiwa")
    body = "".join(f'<a href="{link}">x</a>' for link in links)
    assert front(body=body).sections == tuple(
        BASE.rstrip("/") + path
        for path in ("/terkini", "/hukum-kriminal", "/kategori/peristiwa", "/daerah", "/olahraga")
    )


@pytest.mark.parametrize(
    "href",
    [
        "/",
        "#atas",
        "/kriminal?page=2",
        "/terkini/2",
        "/category/kriminal/page/2/",
        "/polisi-tangkap-pencuri-sapi-di-baturaja",
        "/tag/polres",
        "/video",
        "/login",
        "/redaksi",
        "/kriminal.jpg",
        "/kriminal/feed/",
        "https://lain.example/kriminal",
        "javascript:alert(1)",
        "http://[kriminal",
    ],
)
def test_what_is_no_section_is_not_taken_for_one(href: str) -> None:
    assert front(body=f'<a href="{href}">x</a>').sections == ()


def test_of_thousands_of_links_few_become_sections() -> None:
    found = front(
        body="".join(f'<a href="/kanal{n}">x</a>' for n in range(20_000)) + '<a href="/hukum">x</a>'
    )
    assert len(found.sections) == MAX_SECTIONS


@pytest.mark.parametrize("body", [b"", b"\x00\xff", b"<", b"{}"])
def test_of_what_is_no_page_nothing_is_told(body: bytes) -> None:
    assert read_front(body, BASE).sections == ()


def test_robots_names_sitemaps_of_the_site_those_of_news_first() -> None:
    robots = (
        "User-agent: *\nSitemap: https://www.wartasore.example/sitemap.xml\n"
        "sitemap : /sitemap_news.xml\nSitemap: https://lain.example/sitemap.xml\n# Sitemap: /nein.xml\n"
    )
    assert sitemaps_named(robots, BASE) == (BASE + "sitemap_news.xml", BASE + "sitemap.xml")


@pytest.mark.parametrize(
    ("home", "articles", "title"),
    [
        (Front(name="Warta Sore", title="Berita Terkini"), [], "Warta Sore"),
        (Front(title="Beranda"), [Front(name="Warta Sore")], "Warta Sore"),
        (
            Front(title="Berita Hari Ini - Harian Kita"),
            [Front(title="Sapi Hilang - Kriminal - Harian Kita")],
            "Harian Kita",
        ),
        (Front(title="Berita Terkini Lampung | Warta Sore"), [], "Warta Sore"),
        (Front(title="Wartasore.example ·"), [], "Wartasore.example"),
        (Front(title="Beranda: selamat datang"), [], "Beranda: selamat datang"),
        (Front(), [Front(title="Sapi Hilang")], "www.wartasore.example"),
    ],
)
def test_the_title_is_what_is_stated_or_shared_or_like_the_host(
    home: Front, articles: list[Front], title: str
) -> None:
    assert site_title(home, articles, "www.wartasore.example") == title


@pytest.mark.parametrize(
    ("pages", "zone"),
    [
        ([b"Senin, 16 Februari 2026 13:30 WITA", b"14.05 WITA", b"13:30 WIB"], "Asia/Makassar"),
        ([b"pukul 09:15:00 WIT "], "Asia/Jayapura"),
        ([b'"datePublished":"2026-02-16T13:30:00+08:00"'], "Asia/Makassar"),
        ([b"<pubDate>Mon, 16 Feb 2026 13:30:00 +0900</pubDate>"], "Asia/Jayapura"),
        # what people read counts before what a content system writes for all its sites
        ([b'"2026-02-16T13:30:00+07:00" "2026-02-16T13:30:00+07:00" 14:30 WITA'], "Asia/Makassar"),
        ([b'"2026-02-16T06:30:00+00:00"', b"WITA"], None),
        ([], None),
    ],
)
def test_the_zone_is_the_one_most_times_are_printed_in(pages: list[bytes], zone: str | None) -> None:
    assert zone_of(pages) == zone

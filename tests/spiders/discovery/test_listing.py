"""Listing pages: which links, with which title and time; and what hostile pages cost."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

import pytest

from crawler.clock import WIB, WITA
from crawler.items import Precision
from spiders.discovery.found import MAX_LINKS, MAX_PROBLEMS, Found
from spiders.discovery.listing import read_listing

BASE = "https://kabar.example/terkini"
NOW = datetime(2026, 2, 16, 13, 30, tzinfo=WIB)
PAGE = """<!doctype html><html><head><title>Terkini</title></head><body>
<header class="top"><nav><a href="/berita/900/judul-di-menu-atas">Judul di menu atas</a></nav>
<a href="/berita/901/judul-di-kepala-halaman">Judul di kepala</a></header>
<div class="mega-menu"><a href="/berita/902/judul-di-menu-lebar-ini">Judul</a></div>
<p>Senin, 16 Februari 2026</p>
<main>
 <article class="simple-post"><a href="/berita/1/warga-gelar-ronda-malam"><img alt=""></a>
  <header><h3><a href="https://kabar.example/berita/1/warga-gelar-ronda-malam?utm_source=x">Warga gelar ronda
   malam &amp; jaga</a></h3>
  <p><a href="/daerah">Daerah</a> / <span><i class="clock"></i> 3 jam lalu</span></p></header></article>
 <article class="simple-post"><h3><a href="/berita/2/jadwal-ronda-17-agustus-2025-terbit">Jadwal
   ronda 17 Agustus 2025
   terbit</a></h3><div title="Minggu, 15 Feb 2026 09:15 WITA">kemarin</div></article>
 <article class="simple-post"><h3><a href="/berita/3/pos-baru-di-ujung-jalan"
   title="Pos baru di ujung jalan"></a></h3>
  <time datetime="2026-02-14T08:00:00+07:00">dua hari lalu</time></article>
 <article class="simple-post"><h3><a href="/video/4/rekaman-ronda-malam-minggu">Rekaman</a></h3></article>
 <article class="simple-post"><h3><a href="javascript:void(0)">Iklan</a> <a href="http://[">rusak</a></h3></article>
</main><aside><ul><li><a href="/berita/5/terpopuler-minggu-ini-di-kota">Terpopuler</a></li></ul></aside>
<footer><a href="/berita/903/judul-di-kaki-halaman">Kaki</a></footer></body></html>"""


def read(markup: str, **options: object) -> Found:
    return read_listing(markup.encode(), BASE, **{"zone": WIB, "now": NOW, **options})  # type: ignore[arg-type] # options of several kinds


def numbers(found: Found) -> set[str]:
    return {link.url.split("/")[4] for link in found.links}


def test_selected_items_are_taken_and_nothing_else() -> None:
    found = read(PAGE, items=("article.simple-post h3 a",))
    assert numbers(found) == {"1", "2", "3", "4"}  # what of these is a video is for the rules to say
    assert [link.title for link in found.links][:2] == [
        "Warga gelar ronda malam & jaga",
        "Jadwal ronda 17 Agustus 2025 terbit",
    ]
    assert len(found.problems) == 1


def test_without_selectors_article_links_outside_menus_are_taken() -> None:
    assert numbers(read(PAGE)) == {"1", "2", "3", "5"}
    assert numbers(read(PAGE, network="antara", not_article=["terpopuler"])) == {"1", "2", "3"}
    assert numbers(read(PAGE, article=[r"/video/.*"])) == {"4"}


def test_selectors_may_name_the_items_instead_of_the_links() -> None:
    found = read(PAGE, items=(".tidak-ada", "article"))
    assert numbers(found) == {"1", "2", "3", "4"}
    assert found.links[0].title == "Warga gelar ronda malam & jaga"


def test_a_wrong_selector_is_told_and_the_next_one_used() -> None:
    found = read(PAGE, items=("h3 >>> a[", "h3 a"))
    assert numbers(found) == {"1", "2", "3", "4"}
    assert any("h3 >>> a[" in problem for problem in found.problems)


@pytest.mark.parametrize("items", [(), ("article.simple-post h3 a",)])
def test_the_time_beside_each_item_is_read(items: tuple[str, ...]) -> None:
    times = {link.url.split("/")[4]: link.published_at for link in read(PAGE, items=items).links}
    assert times["1"] == NOW - timedelta(hours=3)
    assert times["2"] == datetime(2026, 2, 15, 9, 15, tzinfo=WITA), "the day in the headline is the event's"
    assert times["3"] == datetime(2026, 2, 14, 8, tzinfo=WIB)


def test_time_ago_and_a_bare_day_are_no_more_exact_than_a_day() -> None:
    exact = {link.url.split("/")[4]: link.published_precision for link in read(PAGE).links}
    assert [exact[name] for name in "123"] == [Precision.DAY, Precision.MINUTE, Precision.MINUTE]


def test_relative_times_need_the_moment_of_the_fetch() -> None:
    times = {link.url.split("/")[4]: link.published_at for link in read(PAGE, now=None).links}
    assert times["1"] is None
    assert times["3"] is not None


def test_the_date_of_the_page_is_not_the_date_of_its_only_article() -> None:
    found = read(
        "<div><p>Senin, 16 Februari 2026</p></div>"
        "<main><div><a href='/berita/1/satu-saja-hari-ini'>Satu</a></div></main>"
    )
    assert [link.published_at for link in found.links] == [None]


def test_a_teaser_is_no_date_line_and_a_date_is_no_title() -> None:
    found = read(
        "<li><a href='/berita/1/pencurian-di-kota-lama'><img></a>"
        "<a href='/berita/1/pencurian-di-kota-lama'>25/07/2025</a>"
        "<p>Pencurian yang terjadi pada 3 Januari 2020 di kota lama itu kini disidangkan lagi.</p></li>"
    )
    (link,) = found.links
    assert (link.title, link.published_at) == (None, datetime(2025, 7, 25, tzinfo=WIB))


def test_if_everything_stands_in_a_menu_the_menu_is_read() -> None:
    assert numbers(read("<div id='menu'><a href='/berita/1/satu-saja-hari-ini'>Satu</a></div>")) == {"1"}


def test_a_link_that_wraps_its_item_gives_the_heading_and_the_time() -> None:
    found = read("<a href='/berita/1/satu-saja-hari-ini'><h2>Judul</h2><span>16/02/2026 10:00 WIB</span></a>")
    (link,) = found.links
    assert (link.title, link.published_at) == ("Judul", datetime(2026, 2, 16, 10, tzinfo=WIB))


def test_links_in_scripts_and_comments_are_none() -> None:
    script = "<script>var a = '<a href=\"/berita/1/satu-saja-hari-ini\">x</a>'</script>"
    assert read(script + "<!-- <a href='/berita/2/dua-kali-hari-ini'>x</a> -->").links == ()


@pytest.mark.parametrize(
    "body", [b"", b"   ", b"\x00\x00", b"\xff\xfe", b"<", b"plain words", b"<!doctype html>"]
)
def test_what_is_no_page_gives_no_links(body: bytes) -> None:
    assert read_listing(body, BASE).links == ()


@pytest.mark.parametrize(
    "body",
    [
        "<p " + " ".join(f"a{n}=''" for n in range(100_000)) + ">",
        "<p " + " ".join(f"a{n}='<>'" for n in range(100_000)) + ">",
        "<p" + "".join(f"/a{n}" for n in range(100_000)) + ">",
        ("<p " + " ".join(f"a{n}=''" for n in range(900)) + ">") * 500,
    ],
)
def test_tags_that_would_freeze_the_parser_are_refused(body: str) -> None:
    before = time.process_time()
    found = read_listing(body.encode(), BASE)
    assert time.process_time() - before < 2
    assert found.problems == ("not read: tags with too many attributes",)


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 300_000 + "<a href='/berita/1/satu-saja-hari-ini'>x</a>",
        "<a href='/berita/1/satu-saja-hari-ini'><b>" * 50_000,
        "<article>" + "<header><p>" * 100_000,
        "<script>" * 100_000,
        '<p a="' * 100_000,
    ],
)
def test_hostile_pages_are_read_in_bounded_time(body: str) -> None:
    before = time.process_time()
    read_listing(body.encode(), BASE, now=NOW)
    assert time.process_time() - before < 5


def test_links_and_problems_of_a_page_are_bounded() -> None:
    good = "".join(f"<p><a href='/berita/{n}/satu-saja-hari-ini'>x</a>" for n in range(3000))
    found = read("<a href='http://['>x</a>" * 100 + good)
    assert len(found.links) == MAX_LINKS
    assert len(found.problems) <= MAX_PROBLEMS

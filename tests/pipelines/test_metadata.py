"""Single fields and their rules; whole pages are in test_process."""

from __future__ import annotations

import pytest

from crawler.items import Hints, Precision
from pipelines.markup import parse
from pipelines.metadata import Metadata, read_metadata
from tests.pipelines.pages import page

URL = "https://koran.example/berita/4711/judul-berita"
LD = '<script type="application/ld+json">{"@type":"NewsArticle",%s}</script>'


def read(html: str, *, hints: Hints | None = None, url: str = URL) -> Metadata:
    whole = page(html, url=url, hints=hints)
    return read_metadata(whole, parse(whole.parts[0].body))


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ('<meta property="og:title" content="Dari og &amp; lain"><title>Lain</title>', "Dari og & lain"),
        (LD % '"headline":"Dari JSON-LD"' + "<title>Lain</title>", "Dari JSON-LD"),
        ("<title>Dari title | Koran Dusun</title><h1>Dari h1</h1>", "Dari title"),
        ("<h1>Dari <b>h1</b></h1>", "Dari h1"),
        (
            "<title>Pasar Lama Terbakar Lagi - Daerah - Koran Dusun</title><h1>Pasar Lama Terbakar Lagi</h1>",
            "Pasar Lama Terbakar Lagi",
        ),
        # a heading that is the whole printed title keeps what looks like a site's name
        (
            "<title>Warga Tegur - Koran Dusun</title><h1>Warga Tegur - Koran Dusun</h1>",
            "Warga Tegur - Koran Dusun",
        ),
        ("<p>tanpa judul", None),
    ],
)
def test_title_is_the_first_stated_without_the_sites_name(html: str, title: str | None) -> None:
    assert read(html, hints=Hints(site_names=("Koran Dusun",))).title == title


def test_selector_of_the_source_is_the_first_word_on_the_title() -> None:
    html = '<meta property="og:title" content="Dari og"><h2 class="judul">Dari sumber</h2>'
    assert read(html, hints=Hints(title=(".tiada", ".judul"))).title == "Dari sumber"


@pytest.mark.parametrize(
    ("html", "at", "by"),
    [
        (
            LD % '"datePublished":"2026-02-16T13:30:00+07:00"' + '<meta name="pubdate" content="2020-01-01">',
            "2026-02-16T13:30:00+07:00",
            "json-ld",
        ),
        (
            '<meta property="article:published_time" content="2026-02-16T06:30:00Z">',
            "2026-02-16T13:30:00+07:00",
            "meta",
        ),
        ('<meta name="PublishDate" content="2026/02/16 13:30:00">', "2026-02-16T13:30:00+07:00", "meta"),
        ('<time datetime="2026-02-16T13:30:00+07:00">tadi</time>', "2026-02-16T13:30:00+07:00", "time"),
        ("<time>Senin, 16 Februari 2026 - 13:30 wib</time>", "2026-02-16T13:30:00+07:00", "time"),
        (
            '<span itemprop="datePublished">Senin, 16 Februari 2026 &ndash; 13:30 WIB</span>',
            "2026-02-16T13:30:00+07:00",
            "time",
        ),
        (
            "<h1>Judul</h1><div><span>Senin, 16/02/2026 13:30 WIB</span></div>",
            "2026-02-16T13:30:00+07:00",
            "text",
        ),
        ("<div>Senin, 16/02/2026 13:30 WIB</div><h1>Judul</h1>", "2026-02-16T13:30:00+07:00", "text"),
        ("<h1>Judul</h1><i>Sen, 16 Februari 2026 13:30 WIB</i>", "2026-02-16T13:30:00+07:00", "text"),
        ("<h1>Judul</h1><i>Posted on 16 Februari 2026 13:30 by Edo</i>", "2026-02-16T13:30:00+07:00", "text"),
        (
            "<h1>Judul</h1><small>Oleh: Edo - Senin, 16 Februari 2026 | 13:30 WIB</small>",
            "2026-02-16T13:30:00+07:00",
            "text",
        ),
        (
            "<h1>Judul</h1><p><a href=/edo>Edo</a> • Senin, 16 Februari 2026 13:30 WIB</p>",
            "2026-02-16T13:30:00+07:00",
            "text",
        ),
        (
            "<div><h1><a href=/x>Judul berita yang panjangnya enam kata</a></h1>"
            "<i>Senin, 16/02/2026 13:30 WIB</i></div>",
            "2026-02-16T13:30:00+07:00",
            "text",
        ),
    ],
)
def test_time_is_found_by_the_most_trusted_rule_that_gives_one(html: str, at: str, by: str) -> None:
    published = read(html).published
    assert published is not None
    assert (published.at.isoformat(), published.by, published.precision) == (at, by, Precision.MINUTE)


@pytest.mark.parametrize(
    "html",
    [
        "<h1>Judul</h1><p>Pada 5 Mei 2017 jembatan itu patah.</p>",
        "<div>Selasa, 3 Maret 2026</div><h1>Judul</h1>",  # today's date in the page's head
        "<h1>Judul</h1><aside><span>Senin, 16 Februari 2026 13:30 WIB</span></aside>",
        "<h1>Judul</h1><ul><li><time datetime='2026-02-16T13:30:00+07:00'>x</time></li></ul>",
        "<h1>Judul</h1><p>Polisi datang 3 jam lalu</p><footer>(c) 2026</footer>",
        "<h1>Judul</h1>" + "<p>x</p>" * 80 + "<div>Senin, 16 Februari 2026 13:30 WIB</div>",
        "<h1>Judul</h1><blockquote><p>Ayo!</p>Edo <a href=/t>November 8, 2025</a></blockquote>",
        "<h1>Judul</h1><p><span>Warga,</span> <span>Senin</span> <span>(16/2/2026)</span> pagi, pulang.</p>",
        "<h1>Judul</h1><div><h4><a href=/y>Jembatan gantung di hulu sungai diresmikan</a></h4>"
        "<span>3 jam lalu</span></div>",
        "<h1>Judul</h1><div><a href=/y>Jembatan gantung di hulu sungai diresmikan</a>"
        "<small>16 Februari 2026 13:30</small></div>",
    ],
)
def test_undated_page_stays_undated(html: str) -> None:
    assert read(html).published is None


def test_selector_finds_a_date_that_stands_anywhere() -> None:
    html = "<h1>Judul</h1>" + "<p>x</p>" * 80 + "<div class=tgl>Senin 26-01-2026,16:46 WIB</div>"
    published = read(html, hints=Hints(date=(".tgl",))).published
    assert published is not None
    assert (published.at.isoformat(), published.printed) == (
        "2026-01-26T16:46:00+07:00",
        "Senin 26-01-2026,16:46 WIB",
    )


def test_zone_of_the_source_is_taken_where_none_is_printed() -> None:
    published = read(
        '<meta name="pubdate" content="2026-02-16 13:30:00">', hints=Hints(zone="Asia/Jayapura")
    ).published
    assert published is not None
    assert published.at.isoformat() == "2026-02-16T13:30:00+09:00"


@pytest.mark.parametrize(
    ("html", "authors", "by"),
    [
        ('<b class="penulis">Oleh Rina</b>' + LD % '"author":{"name":"Joko"}', ("Rina",), "selector"),
        (
            LD % '"author":[{"@type":"Person","name":"Joko"}]' + '<meta name="author" content="Edo">',
            ("Joko",),
            "json-ld",
        ),
        (
            '<meta name="author" content="Koran Dusun"><meta name="dtk:author" content="Edo">',
            ("Edo",),
            "meta",
        ),
        ('<a rel="author" href="/p/1">Laila Sari</a>', ("Laila Sari",), "rel"),
        ('<meta property="article:author" content="https://www.facebook.com/koran">', (), ""),
        ("<p>x" + LD % '"author":{"@type":"Organization","name":"Kantor Anu"}', (), ""),
    ],
)
def test_authors_are_people_by_the_most_trusted_rule(html: str, authors: tuple[str, ...], by: str) -> None:
    metadata = read(html, hints=Hints(author=(".penulis",), site_names=("Koran Dusun",)))
    assert (metadata.authors, metadata.by.get("authors", "")) == (authors, by)


def test_section_and_tags_are_shown_ones_before_keywords() -> None:
    html = (
        LD % '"articleSection":"Daerah","keywords":["a","b"]'
        + '<meta name="keywords" content="x, y"><a class=t># Sabu</a><a class=t>#Lahat</a>'
        + "<a class=s>Home</a><a class=s>Kriminal</a>"
    )
    with_selectors = read(html, hints=Hints(tags=(".t",), section=(".s",)))
    assert (with_selectors.section, with_selectors.tags) == ("Kriminal", ("Sabu", "Lahat"))
    without = read(html)
    assert (without.section, without.tags) == ("Daerah", ("a", "b", "x", "y"))


def test_picture_is_absolute_and_the_first_usable() -> None:
    html = (
        '<meta property="og:image" content="http:http://x">'
        '<meta property="twitter:image" content="/a b.jpg?utm_source=y">'
    )
    assert read(html).image_url == "https://koran.example/a%20b.jpg"


def test_empty_canonical_does_not_move_the_article() -> None:
    assert read('<link rel="canonical" href="">').canonical_url == URL
    there = "https://koran.example/daerah/4711/judul-berita"
    assert read(f'<link rel="canonical" href="{there}">').canonical_url == there


def test_title_of_a_megabyte_is_cut() -> None:
    title = read(f"<title>{'kata ' * 200_000}</title>").title
    assert title is not None
    assert len(title) <= 500


def test_traps_are_gone_from_every_field() -> None:
    html = (
        '<title>Ju\u202edul\x07</title><meta name="author" content="Ri\u200bna">'
        '<meta name="keywords" content="sa\u00adbu">'
    )
    metadata = read(html)
    assert (metadata.title, metadata.authors, metadata.tags) == ("Judul", ("Rina",), ("sabu",))

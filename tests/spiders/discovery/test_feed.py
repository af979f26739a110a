"""Feeds of every kind and in every state; what one broken item costs is that item alone."""

from __future__ import annotations

import gzip
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.clock import WIB, WITA
from crawler.urls import host_of
from spiders.discovery.feed import read_feed
from spiders.discovery.found import MAX_LINKS, MAX_PROBLEMS, MAX_TITLE

BASE = "https://kabar.example/rss/terkini.xml"


def rss(*items: str) -> bytes:
    declaration = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{declaration}<rss version="2.0"><channel>{"".join(items)}</channel></rss>'.encode()


def item(slug: str, title: str = "Judul", extra: str = "") -> str:
    return f"<item><title>{title}</title><link>https://kabar.example/berita/{slug}</link>{extra}</item>"


def slugs(body: bytes, **options: str) -> list[str]:
    return [link.url.rpartition("/")[2] for link in read_feed(body, BASE, **options).links]


def test_rss_2_gives_address_title_and_time() -> None:
    found = read_feed(
        rss(
            item("1/pos-ronda", "Pos ronda &amp; warga", "<pubDate>Thu, 12 Sep 2024 10:00:00 +0700</pubDate>")
        ),
        BASE,
    )
    (link,) = found.links
    assert link.url == "https://kabar.example/berita/1/pos-ronda"
    assert link.title == "Pos ronda & warga"
    assert link.published_at == datetime(2024, 9, 12, 10, tzinfo=WIB)
    assert link.found_on == BASE
    assert found.problems == ()


def test_atom_takes_the_alternate_link_and_both_times() -> None:
    found = read_feed(
        b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry>
        <title type="html">Kapolsek &lt;b&gt;baru&lt;/b&gt;</title>
        <link rel="self" href="/api/1"/><link rel="enclosure" href="/a.mp3"/>
        <link href="/berita/1/kapolsek-baru"/>
        <published>2026-02-16T13:30:00+07:00</published><updated>2026-02-16T07:00:00Z</updated>
        </entry></feed>""",
        BASE,
    )
    (link,) = found.links
    assert link.url == "https://kabar.example/berita/1/kapolsek-baru"
    assert link.title == "Kapolsek baru"
    assert link.published_at == datetime(2026, 2, 16, 13, 30, tzinfo=WIB)
    assert link.modified_at == datetime(2026, 2, 16, 7, tzinfo=UTC)


def test_rss_1_and_its_dublin_core_dates_are_read() -> None:
    body = b"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="https://kabar.example/"><items><rdf:Seq><rdf:li resource="x"/></rdf:Seq></items>
        </channel>
        <item rdf:about="https://kabar.example/berita/1/satu"><title>Satu</title>
        <link>https://kabar.example/berita/1/satu</link><dc:date>2026-02-16 13:30</dc:date></item>
        <item rdf:about="https://kabar.example/berita/2/dua"><title>Dua</title></item></rdf:RDF>"""
    found = read_feed(body, BASE, zone=WITA)
    assert [link.url[-4:] for link in found.links] == ["satu", "/dua"]
    assert found.links[0].published_at == datetime(2026, 2, 16, 13, 30, tzinfo=WITA)


@pytest.mark.parametrize(
    "body",
    [
        b'<rss version="0.91"><channel><item><link>/berita/1/satu</link></item></channel></rss>',
        b"<rss><item><guid>https://kabar.example/berita/1/satu</guid></item></rss>",
        b"<rss><item><link/><guid isPermaLink='true'>https://kabar.example/berita/1/satu</guid></item></rss>",
        b"<rss><item><link><![CDATA[ https://kabar.example/berita/1/satu ]]></link></item></rss>",
        b"<rss><item><link>https://kabar.example/berita/1/satu</link><guid>https://kabar.example/x</guid></item></rss>",
        b"<rss><item><link>https://kabar.example/</link><guid>https://kabar.example/berita/1/satu</guid></item></rss>",
        b"<RSS><ITEM><LINK>https://kabar.example/berita/1/satu</LINK></ITEM></RSS>",
        b"<feed><entry><id>https://kabar.example/berita/1/satu</id></entry></feed>",
        b"<feed xml:base='https://kabar.example/berita/'><entry><link href='1/satu'/></entry></feed>",
        b"<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:link href='/berita/1/satu'/></a:entry>",
        b"<rss><item><feedburner:origLink>https://kabar.example/berita/1/satu</feedburner:origLink>"
        b"<link>https://feeds.example/~r/1</link></item></rss>",
        b"\xef\xbb\xbf \n\t<?xml version='1.0'?><rss><item><link>/berita/1/satu</link></item></rss>",
        b"<br />\n<b>Warning</b>: x\n<?xml version='1.0'?><rss><item><link>/berita/1/satu</link></item>",
        "<?xml version='1.0' encoding='utf-16'?><rss><item><link>/berita/1/satu</link></item></rss>".encode(
            "utf-16"
        ),
        gzip.compress(b"<rss><item><link>/berita/1/satu</link></item></rss>"),
        gzip.compress(b"<rss><item><link>/berita/1/satu</link></item>" + b" " * 3000)[:-9],
    ],
)
def test_the_address_of_an_item_is_found_wherever_it_stands(body: bytes) -> None:
    assert [link.url for link in read_feed(body, BASE).links] == ["https://kabar.example/berita/1/satu"]


def test_a_guid_that_is_no_permalink_is_no_address() -> None:
    found = read_feed(
        rss('<item><guid isPermaLink="false">https://kabar.example/?p=1</guid></item>', item("2/dua")), BASE
    )
    assert [link.url[-3:] for link in found.links] == ["dua"]
    assert found.problems == ("item 1 names no address",)


@pytest.mark.parametrize(
    ("body", "header"),
    [
        (
            "<?xml version='1.0' encoding='iso-8859-1'?><rss>{}</rss>".format(
                item("1/a", "Jum’at — é")
            ).encode(),
            None,
        ),
        (
            "<?xml version='1.0' encoding='utf-8'?><rss>{}</rss>".format(item("1/a", "Jum’at — é")).encode(
                "cp1252"
            ),
            None,
        ),
        (
            "<rss>{}</rss>".format(item("1/a", "Jum’at — é")).encode("cp1252"),
            "text/xml; charset=windows-1252",
        ),
        ("<rss>{}</rss>".format(item("1/a", "Jum’at — é")).encode(), "text/xml; charset=us-ascii"),
        (
            "<?xml version='1.0' encoding='klingon'?><rss>{}</rss>".format(
                item("1/a", "Jum’at — é")
            ).encode(),
            None,
        ),
    ],
)
def test_a_wrong_charset_does_not_spoil_titles(body: bytes, header: str | None) -> None:
    (link,) = read_feed(body, BASE, content_type=header).links
    assert link.title == "Jum’at — é"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Satu&nbsp;dua &ndash; tiga", "Satu dua – tiga"),
        ("Kapolda & Wakapolda", "Kapolda & Wakapolda"),
        ("<![CDATA[Rp&nbsp;5 juta <b>raib</b> & hilang]]>", "Rp 5 juta raib & hilang"),
        ("&#8220;Ronda&#8221; &amp;amp; malam", "“Ronda” & malam"),
        ("buat\x00 \x1b[31mmerah\u202e dan&#0; &#xD800;&#1114112;baik", "buat [31mmerah dan baik"),
        ("&tidakada; &lt;i&gt;miring&lt;/i&gt;", "&tidakada; miring"),
        ("x" * 5000, "x" * (MAX_TITLE - 1) + "…"),
        ("", None),
    ],
)
def test_titles_are_short_plain_text(title: str, expected: str | None) -> None:
    (link,) = read_feed(rss(item("1/a", title)), BASE).links
    assert link.title == expected


@pytest.mark.parametrize(
    "broken",
    [
        "<item><title>Tanpa <b>tutup</title><link>https://kabar.example/berita/2/rusak</link></item>",
        "<item><title>Tanpa tutup</title><link>https://kabar.example/berita/2/rusak</link>",
        "<item><link>https://kabar.example/berita/2/rusak</item>",
        "<item><title>a < b & c</title><link>https://kabar.example/berita/2/rusak</link><br></item>",
        "<item><title x=1 y>a</titel><link>https://kabar.example/berita/2/rusak</link></item>",
        "<item><link>https://kabar.example/berita/2/rusak</link><description></p></div></item></item>",
        "<item><link>https://kabar.example/berita/2/rusak</link><description><![CDATA[<item><link>x]]></description></item>",
    ],
)
def test_links_before_in_and_after_a_broken_item_survive(broken: str) -> None:
    assert slugs(rss(item("1/awal"), broken, item("3/akhir"))) == ["awal", "rusak", "akhir"]


def test_a_feed_that_breaks_off_keeps_what_came_before() -> None:
    assert slugs(rss(item("1/awal"), item("2/tengah"), item("3/akhir"))[:-70])[:2] == ["awal", "tengah"]


BAD_LINKS = [
    *(
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://kabar.example/x",
        "http://[",
        "http://[::1",
    ),
    *(
        "https://kabar.example\\@169.254.169.254/",
        "https://a:b@kabar.example/",
        "https://kabar.example:99999/x",
    ),
    *("https:///x", "https://kabar.example/" + "a" * 5000, "http://\u2100.example/", "https://%00/", "   "),
]


@pytest.mark.parametrize("bad", BAD_LINKS)
def test_a_bad_link_costs_only_itself(bad: str) -> None:
    found = read_feed(rss(item("1/awal"), f"<item><link>{bad}</link></item>", item("3/akhir")), BASE)
    assert [link.url.rpartition("/")[2] for link in found.links] == ["awal", "akhir"]
    assert len(found.problems) == 1
    assert len(found.problems[0]) <= 200
    assert found.problems[0].isprintable()


def test_problems_are_bounded() -> None:
    found = read_feed(rss(*["<item><link>file:///x</link></item>"] * 500, item("1/akhir")), BASE)
    assert len(found.problems) == MAX_PROBLEMS
    assert len(found.links) == 1


def test_the_same_article_twice_is_one_link_with_all_that_was_told() -> None:
    found = read_feed(
        rss(
            "<item><link>https://KABAR.example/berita/1/a?utm_source=rss</link></item>",
            item("1/a#komentar", "Judul", "<pubDate>16 Feb 2026 10:00 WIB</pubDate>"),
        ),
        BASE,
    )
    (link,) = found.links
    assert (link.title, link.published_at) == ("Judul", datetime(2026, 2, 16, 10, tzinfo=WIB))


def test_the_newest_of_very_many_items_are_kept_newest_first() -> None:
    items = [
        item(f"{n}/a", extra=f"<pubDate>2026-01-{n % 28 + 1:02} {n % 24:02}:00</pubDate>")
        for n in range(1990)
    ]
    found = read_feed(rss(*items), BASE)
    times = [link.published_at for link in found.links if link.published_at]
    assert len(times) == len(found.links) == MAX_LINKS
    assert times == sorted(times, reverse=True)
    assert times[0] == datetime(2026, 1, 28, 23, tzinfo=WIB)
    assert any("1000" in problem for problem in found.problems)


@pytest.mark.parametrize(
    "body", [b"", b"<html><title>Just a moment...</title><body>x</body></html>", b"\x00\xff" * 50]
)
def test_what_is_no_feed_says_so(body: bytes) -> None:
    found = read_feed(body, BASE)
    assert found.links == ()
    assert found.problems == ("no feed: neither RSS nor Atom",)


def bomb() -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE r [<!ENTITY e0 "boom">{entities}]>'.encode() + rss(item("1/a", "&e11;"), item("2/b"))


def test_an_entity_bomb_is_taken_literally() -> None:
    before = time.process_time()
    found = read_feed(bomb(), BASE)
    assert time.process_time() - before < 1
    assert [link.title for link in found.links] == ["&e11;", "Judul"]


def test_external_entities_open_no_file(tmp_path) -> None:  # type: ignore[no-untyped-def] # pytest's own type
    secret = tmp_path / "secret"
    secret.write_text("RAHASIA")
    declared = (
        f'<!DOCTYPE r [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY % y SYSTEM "file://{secret}"> %y;]>'
    )
    found = read_feed(declared.encode() + rss(item("1/a", "&x;"), item("2/b")), BASE)
    assert [link.title for link in found.links] == ["&x;", "Judul"]


@pytest.mark.parametrize(
    "piece",
    ["<![CDATA[", "<item>", "<item ", "&", "<a>", "</ite", "<item><link>http://a/b<a>", "]]>", "&#x41;"],
)
def test_hostile_feeds_are_read_in_bounded_time(piece: str) -> None:
    before = time.process_time()
    found = read_feed(b"<rss><item>" + (piece * (1_000_000 // len(piece))).encode(), BASE)
    assert time.process_time() - before < 5
    assert len(found.problems) <= MAX_PROBLEMS


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_any_bytes_between_two_items_leave_the_first_one(before: bytes, between: bytes) -> None:
    found = read_feed(b"<rss>" + item("1/awal").encode() + between + item("9/akhir").encode(), BASE)
    assert found.links
    assert all(host_of(link.url) for link in read_feed(before, BASE).links)


def test_an_address_behind_texts_of_megabytes_is_found() -> None:
    long = "x" * 1_500_000
    texts = f"<title>{long}</title><description><![CDATA[<p>{long}]]></description>"
    body = f"<rss><channel><item>{texts}<link>/berita/1/a</link></item></channel></rss>"
    found = read_feed(body.encode(), "https://koran.example/feed")
    assert [link.url for link in found.links] == ["https://koran.example/berita/1/a"]
    assert len(found.links[0].title or "") <= 300

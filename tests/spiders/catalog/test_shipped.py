"""The catalogue that is shipped: what can be known of it without asking any site."""

import re
import time
from importlib.resources import files
from itertools import pairwise

import pytest
from parsel import Selector

from crawler.config import Config
from crawler.urls import canonical, host_of
from spiders.catalog import Source, load_catalog
from spiders.catalog.describe import lists_of
from spiders.catalog.interval import parse_interval
from spiders.catalog.source import NETWORKS

CATALOG = load_catalog(Config())
SOURCES = list(CATALOG.values())
SOUTHERN_SUMATRA = {
    "Sumatera Selatan",
    "Lampung",
    "Bengkulu",
    "Jambi",
    "Kepulauan Bangka Belitung",
}
each_source = pytest.mark.parametrize("source", SOURCES, ids=list(CATALOG))


def test_the_sources_people_ask_for_first_are_there() -> None:
    wanted = "antara antara-sumsel antara-lampung antara-babel antara-bengkulu antara-jambi sumeks palpos"
    wanted += " palpres pagaralampos harianmuba radarlampung sumateraekspres lampost tribratanews-sumsel"
    assert set(wanted.split()) <= set(CATALOG)


def test_the_networks_of_the_region_are_there_and_switched_on() -> None:
    wanted = "tribun-sumsel sripoku tribun-lampung bangkapos tribun-jambi tribun-bengkulu detik-sumbagsel"
    wanted += (
        " rmollampung rmolsumsel rmolbengkulu rmolbabel jpnn-sumsel suara-sumsel viva-lampung kompas-regional"
    )
    assert set(wanted.split()) <= {source.name for source in CATALOG.enabled()}


def test_what_robots_txt_is_believed_to_say_is_told() -> None:
    assert "Scrapy" in CATALOG["republika"].terms
    assert "?" in CATALOG["merdeka"].note
    assert "/search" in CATALOG["sripoku"].note
    tribun = [source for source in SOURCES if source.network == "tribun"]
    assert not [
        url
        for s in tribun
        for url in lists_of(s)
        if any(word in url for word in ("/tag", "/topic", "/search"))
    ]


def test_every_network_has_sources() -> None:
    assert {source.network for source in SOURCES} == set(NETWORKS)


def test_every_toml_file_gives_sources() -> None:
    shipped = {file.name for file in files("spiders.catalog").iterdir() if file.name.endswith(".toml")}
    assert {source.file for source in SOURCES} == shipped


def test_no_host_belongs_to_two_sources() -> None:
    hosts = sorted(host for source in SOURCES for host in source.hosts)
    assert all(one != other for one, other in pairwise(hosts))


@each_source
def test_every_list_is_canonical_and_on_a_host_of_its_source(source: Source) -> None:
    lists = [url.replace("{words}", "polisi") for url in lists_of(source)]
    assert lists
    for url in lists:
        assert url == canonical(url)
        assert url.startswith("https://")
        assert host_of(url) in source.hosts


@each_source
def test_a_row_says_what_it_is_and_where(source: Source) -> None:
    assert source.title != source.host
    assert source.region
    assert source.title in source.hints.site_names
    assert source.hints.body
    assert parse_interval(source.interval)


@each_source
def test_what_ships_enabled_is_of_the_region_or_picks_what_names_it(source: Source) -> None:
    if source.enabled:
        assert source.region in SOUTHERN_SUMATRA or source.words
    else:
        assert source.region not in SOUTHERN_SUMATRA


@each_source
def test_manners_are_those_of_a_guest(source: Source) -> None:
    assert source.concurrency == 1
    assert source.delay is None or source.delay >= 1
    assert len(lists_of(source)) + len(source.search_words) <= 8


def test_the_notice_of_antara_stands_on_each_of_its_rows() -> None:
    rows = [source for source in SOURCES if source.network == "antara"]
    assert len(rows) > 30
    assert all("written permission" in source.terms for source in rows)


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("antara-sumsel", "Asia/Jakarta"),
        ("antara-kalbar", "Asia/Pontianak"),
        ("antara-bali", "Asia/Makassar"),
        ("antara-kaltim", "Asia/Makassar"),
        ("antara-kupang", "Asia/Makassar"),
        ("antara-ambon", "Asia/Jayapura"),
        ("antara-papua", "Asia/Jayapura"),
        ("tribratanews-ntb", "Asia/Makassar"),
    ],
)
def test_a_regional_source_has_its_own_zone(name: str, zone: str) -> None:
    assert CATALOG[name].zone == CATALOG[name].hints.zone == zone


PATTERNS = sorted(
    {p for s in SOURCES for p in (*s.article, *s.not_article, *s.hints.drop_lines)},
)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_no_pattern_takes_more_than_linear_time(pattern: str) -> None:
    rule = re.compile(pattern, re.IGNORECASE)
    heads = ("id ", "baca juga: ", "editor: ", "-", "/blog/a-", "/detail-post/", "bagikan ini: ", "")
    began = time.perf_counter()
    for head in heads:
        for filler in ("a", "-", " ", ": ", "a-", "1", "-1", "/"):
            rule.fullmatch(head + filler * 20_000 + "!")
    assert time.perf_counter() - began < 1.0  # 64 hostile texts of 20 to 40 kB; a quadratic one takes minutes


PAGE = """<html><body><main class="wrap">{inner}</main></body></html>"""


@pytest.mark.parametrize(
    ("name", "field", "inner"),
    [
        ("antara-sumsel", "body", '<div itemprop="articleBody">teks</div>'),
        ("antara-sumsel", "body", '<div class="post-content clearfix">teks</div>'),
        ("antara", "body", '<div class="wrap__article-detail-content post-content">teks</div>'),
        ("antara", "body", '<div id="content_news">teks</div>'),
        ("antara", "editor", '<p>Editor: <span itemprop="editor">teks</span></p>'),
        ("sumeks", "body", '<div class="post text-black-1">teks</div>'),
        ("sumeks", "author", '<div id="author">Reporter: <strong>teks</strong></div>'),
        ("sumeks", "tags", '<div class="news-tags"><a href="/listtag/7/teks">teks</a></div>'),
        ("sumeks", "section", '<ul class="breadcrumb"><li><a href="/kategori/x">teks</a></li></ul>'),
        ("lampost", "body", '<article><div class="entry-content">teks</div></article>'),
        ("polres-oku", "body", '<div class="td-post-content">teks</div>'),
    ],
)
def test_a_selector_finds_its_part_of_the_template(name: str, field: str, inner: str) -> None:
    page = Selector(PAGE.format(inner=inner))
    selectors = getattr(CATALOG[name].hints, field)
    found = next(text for css in selectors if (text := page.css(css).xpath("string()").get()))
    assert found == "teks"


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("antara-sumsel", "Baca juga: Polres OKU gelar patroli malam"),
        ("antara-sumsel", "Pewarta: Rahmat SavitriEditor: Budi"),
        ("antara-sumsel", "COPYRIGHT © ANTARA 2026"),
        ("antara-sumsel", "id polres oku, patroli malam, baturaja"),
        ("sumeks", "BACA JUGA: Warga Baturaja serahkan senjata api rakitan"),
        ("sumeks", "BACA JUGA : Warga Baturaja serahkan senjata api rakitan"),
        ("sumeks", "Kapolres memimpin apel pagi-foto: Humas Polres-"),
        ("sumeks", "Kapolres memimpin apel pagi.--"),
        ("sumeks", "Cek Berita dan Artikel lainnya di Google News"),
        ("lampost", "Post Views: 1.204"),
    ],
)
def test_furniture_of_a_network_is_dropped(name: str, line: str) -> None:
    assert any(re.fullmatch(rule, line, re.IGNORECASE) for rule in CATALOG[name].hints.drop_lines)


@pytest.mark.parametrize("name", ["antara-sumsel", "sumeks", "lampost"])
@pytest.mark.parametrize(
    "line",
    [
        "Baturaja (ANTARA) - Polres Ogan Komering Ulu menangkap dua tersangka, Senin (16/2).",
        "Identitas korban masih didalami penyidik.",
        '"Kami imbau warga tetap tenang," kata Kapolres.',
        "Barang bukti itu - sebuah sepeda motor - dibawa ke mapolsek.",
        "Sumber api diduga dari kompor, kata Kapolsek.",
        "Editor sebuah media menjadi saksi dalam perkara itu.",
    ],
)
def test_a_line_of_the_story_stays(name: str, line: str) -> None:
    assert not any(re.fullmatch(rule, line, re.IGNORECASE) for rule in CATALOG[name].hints.drop_lines)


@pytest.mark.parametrize(
    ("name", "path", "is_article"),
    [
        ("tribratanews", "/blog/hukum-4/polda-ungkap-kasus-curanmor-73642", True),
        ("tribratanews", "/blog/hukum-4", False),
        ("tribratanews", "/blog/hukum-4/page/2", False),
        ("tribratanews-lampung", "/detail-post/polres-gelar-apel", True),
        ("tribratanews-lampung", "/kategori/berita", False),
        ("sripoku", "/2026/02/18/polisi-sita-pupuk", True),
        ("sripoku", "/kriminal/2026/02/18/polisi-sita-pupuk", True),
        ("sripoku", "/kriminal/812345/polisi-sita-pupuk", True),
        ("sripoku", "/kriminal", False),
        ("detik-sumbagsel", "/sumbagsel/berita/d-8790123/dua-remaja-selamatkan-bocah", True),
        ("detik-sumbagsel", "/jatim/berita/d-8790123/dua-remaja-selamatkan-bocah", False),
        ("detik-sumbagsel", "/sumbagsel/indeks/2", False),
        ("kompas-regional", "/read/2015/11/04/21040031/Polisi.Serahkan.Berkas", True),
        ("kompas-regional", "/read/xml/2015/11/04", False),
        ("rmollampung", "/kapolres-lepas-tukik-bersama-nelayan", True),
        ("rmollampung", "/category/daerah", False),
        ("rmollampung", "/index-berita", False),
        ("okezone-news", "/read/2026/02/19/610/3300123/kapal-jukung-bocor", True),
        ("okezone-news", "/nusantara", False),
        ("republika", "/berita/nasional/daerah/16/02/15/o2l07x284-promo-wisata", True),
        ("republika", "/berita/s1abcd328/promo-wisata", True),
        ("republika", "/berita/nasional", False),
        ("sindonews-daerah", "/read/1660123/174/patroli-gabungan-1771600000", True),
        ("sindonews-daerah", "/174", False),
        ("suara-sumsel", "/read/2026/02/22/093000/warga-plaju-gotong-royong", True),
        ("suara-sumsel", "/tag/plaju", False),
        ("viva-lampung", "/berita/21123-polres-ajari-nelayan", True),
        ("viva-lampung", "/berita", False),
        ("mediaindonesia", "/nusantara/861234/jalan-lintas-barat-tertimbun", True),
        ("mediaindonesia", "/nusantara", False),
        ("liputan6-regional", "/regional/read/6300123/sekolah-terapung", True),
        ("liputan6-regional", "/regional", False),
        ("merdeka", "/peristiwa/pos-polisi-di-pulau.html", True),
        ("merdeka", "/peristiwa", False),
        ("tempo", "/read/1900123/anak-harimau", True),
        ("tempo", "/hukum/anak-harimau-masuk-kampung-2012345", True),
        ("tempo", "/hukum", False),
        ("jpnn-sumsel", "/kriminal/8812/polisi-tutup-sumur", True),
        ("jpnn-sumsel", "/tag/palembang", False),
    ],
)
def test_article_patterns_tell_articles_from_sections(name: str, path: str, is_article: bool) -> None:
    assert any(re.fullmatch(rule, path) for rule in CATALOG[name].article) is is_article

"""What is an article by its address, and what is wanted."""

from __future__ import annotations

import pytest

from crawler.items import Link
from spiders.discovery.rules import is_article, wanted


@pytest.mark.parametrize(
    ("network", "url"),
    [
        ("antara", "https://sumsel.antaranews.com/berita/788297/polisi-tangkap-pencuri"),
        ("antara", "https://www.antaranews.com/berita/1/x?page=2"),
        ("disway", "https://sumeks.disway.id/kriminal/read/700173/maling-kabel"),
        ("disway", "https://sumeks.disway.id/read/700173/maling-kabel"),
        ("disway", "https://sumeks.disway.id/amp/700173/maling-kabel"),
        ("disway", "https://sumateraekspres.bacakoran.co/read/5521/maling-kabel/15"),
        ("generic", "https://a.example/2020/05/04/judul"),
        ("generic", "https://a.example/regional/2020/05/04/jawaban-soal"),
        ("generic", "https://a.example/sumbagsel/hukum/d-6453785/polisi-soal"),
        ("generic", "https://a.example/read/2023/11/02/213400578/judul-berita"),
        ("generic", "https://a.example/lampung/polsek-wonosobo-tutup-tambang/"),
        ("generic", "https://a.example/103-koperasi-sudah-terbentuk"),
        ("generic", "https://a.example/news/kapolres-lantik-pejabat"),
        ("generic", "https://a.example/?p=133830"),
        ("generic", "https://a.example/ekonomi/853412/harga-beras"),
        ("generic", "https://a.example/polres-oku-1234567.html"),
    ],
)
def test_an_article_is_taken_for_one(network: str, url: str) -> None:
    assert is_article(url, network) is None


@pytest.mark.parametrize(
    ("network", "url", "reason"),
    [
        ("antara", "https://lampung.antaranews.com/video/788005/oditur-tuntut-kopda", "a video"),
        ("antara", "https://lampung.antaranews.com/foto/779149/pemungutan-suara-ulang", "a photo page"),
        ("antara", "https://lampung.antaranews.com/infografik/12/harga-beras", "no text page"),
        ("antara", "https://lampung.antaranews.com/tag/polda", "a tag page"),
        ("antara", "https://lampung.antaranews.com/search?q=polda", "a search page"),
        (
            "antara",
            "https://lampung.antaranews.com/lampung-update/pemprov-lampung",
            "not /berita/{number}/{slug}",
        ),
        ("antara", "https://lampung.antaranews.com/", "the home page"),
        ("antara", "https://lampung.antaranews.com/rss/terkini.xml", "a feed"),
        ("disway", "https://sumeks.disway.id/kategori/kriminal", "a category"),
        ("disway", "https://sumeks.disway.id/listtag/12/polda", "a tag page"),
        ("disway", "https://sumeks.disway.id/readstatik/3/pedoman-pemberitaan-media-siber", "no news page"),
        ("disway", "https://sumeks.disway.id/rss/nasional", "a feed"),
        ("generic", "https://a.example", "the home page"),
        ("generic", "https://a.example/category/berita-utama-kota-palembang/", "a category"),
        ("generic", "https://a.example/author/tim-redaksi-kota-palembang/", "an author page"),
        ("generic", "https://a.example/foto-news/d-7571834/kontras-beri-catatan", "a photo page"),
        ("generic", "https://20.detik.com/detikupdate/20241004-241004100/video-pd-tak-masalah", "a video"),
        ("generic", "https://a.example/2026/02/laporan-tahun-ini.pdf", "a file"),
        ("generic", "https://a.example/wp-content/uploads/2026/02/foto-pos-ronda-baru.JPG", "no news page"),
        ("generic", "https://a.example/pedoman-pemberitaan-media-siber", "no news page"),
        ("generic", "https://a.example/2026/02/16/", "does not look like an article's address"),
        ("generic", "https://a.example/ekonomi", "does not look like an article's address"),
        ("generic", "http://[", "no address"),
    ],
)
def test_what_is_no_article_is_named(network: str, url: str, reason: str) -> None:
    assert is_article(url, network) == reason


def test_the_source_s_own_rules_come_first() -> None:
    url = "https://a.example/video/12?x=7"
    assert is_article(url, "generic", article=[r"/video/\d+"]) is None
    assert is_article(url, "generic", article=[r"/video"]) == "does not fit the source's article"
    assert (
        is_article(url, "generic", article=["/video/.*"], not_article=["x=7"])
        == "left out by the source's not_article"
    )
    assert (
        is_article("https://s.disway.id/read/1/advertorial-x", "disway", not_article=["advertorial"])
        is not None
    )


def link(title: str | None, path: str = "/berita/1/judul") -> Link:
    return Link(url=f"https://oki.example{path}", title=title)


@pytest.mark.parametrize(
    ("word", "title", "path", "expected"),
    [
        ("oki", "Polres OKI tangkap pencuri", "/a", True),
        ("OKI", None, "/read/1/polres-oki-tangkap-pencuri", True),
        ("oki", "Kedai Tokitoki dibuka", "/read/1/tokitoki-dibuka", False),
        ("ogan ilir", "Warga Ogan Ilir ronda", "/a", True),
        ("ogan ilir", None, "/1/warga-ogan-ilir-ronda", True),
        ("ogan ilir", "Ogan Komering Ilir", "/a", False),
        ("ogan-ilir", "Ogan\u00a0Ilir", "/a", True),
        ("jum'at", "Jum'at berkah", "/a", True),
        ("curanmor", "Judul lain", "/%63uranmor/1", True),
        ("polisi", "Kepolisian", "/a", False),
        ("", "Judul", "/a", False),
    ],
)
def test_words_are_compared_whole(word: str, title: str | None, path: str, expected: bool) -> None:
    assert wanted(link(title, path), [word]) is expected


def test_one_of_several_words_is_enough_and_none_want_all() -> None:
    assert wanted(link("Polda gelar apel"), ["oki", "polda"])
    assert not wanted(link("Harga beras"), ["oki", "polda"])
    assert wanted(link(None), [])

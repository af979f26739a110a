"""Which addresses are one article."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crawler.urls import BadAddress
from spiders.discovery.identity import article_address, article_key

DISWAY = "https://sumeks.disway.id/read/700173/maling-kabel-ditangkap"


@pytest.mark.parametrize(
    "url",
    [
        DISWAY,
        "https://sumeks.disway.id/kriminal/read/700173/maling-kabel-ditangkap",
        "https://sumeks.disway.id//read/700173/maling-kabel-ditangkap",
        "https://SUMEKS.disway.id/amp/700173/maling-kabel-ditangkap",
        "https://sumeks.disway.id/read/700173/maling-kabel-ditangkap/15",
        "https://sumeks.disway.id/kriminal/read/700173/maling-kabel-ditangkap/30/?utm_source=wa&page=2#atas",
    ],
)
def test_all_forms_of_a_disway_article_have_one_address(url: str) -> None:
    assert article_address(url, "disway") == DISWAY


def test_a_disway_article_is_known_by_host_and_number_whatever_its_slug() -> None:
    key = article_key(DISWAY, "disway")
    assert key == "sumeks.disway.id/700173"
    assert article_key("http://sumeks.disway.id/umum/read/700173/judul-baru", "disway") == key
    assert article_key("https://sumeks.disway.id/read/700173", "disway") == key
    assert article_key("https://sumeks.disway.id/read/700173/15", "disway") == key
    assert article_key("https://palpos.disway.id/read/700173/maling-kabel-ditangkap", "disway") != key
    assert article_key("https://sumeks.disway.id/read/700174/maling-kabel-ditangkap", "disway") != key


def test_scheme_and_port_stay_so_that_the_address_can_be_asked() -> None:
    address = article_address("http://127.0.0.1:8100/kriminal/read/1/judul/15", "disway")
    assert address == "http://127.0.0.1:8100/read/1/judul"


@pytest.mark.parametrize("ending", ["", "/", "/2", "/amp", "?page=2", "?page=all", "/amp/?utm_medium=x"])
def test_all_forms_of_an_antara_article_have_one_address(ending: str) -> None:
    plain = "https://sumsel.antaranews.com/berita/788297/polisi-tangkap-pencuri"
    assert article_address(plain + ending, "antara") == plain
    assert article_key(plain + ending, "antara") == "sumsel.antaranews.com/788297"


def test_a_list_of_a_network_keeps_its_own_address() -> None:
    assert (
        article_address("https://x.disway.id/kategori/kriminal/30", "disway")
        == "https://x.disway.id/kategori/kriminal/30"
    )
    assert (
        article_address("https://x.antaranews.com/terkini/2", "antara")
        == "https://x.antaranews.com/terkini/2"
    )


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/2020/05/04/judul?page=2", "https://a.example/2020/05/04/judul"),
        ("https://a.example/2020/05/04/judul?page=all&x=1", "https://a.example/2020/05/04/judul?x=1"),
        ("https://a.example/berita/d-1/judul?single=1", "https://a.example/berita/d-1/judul"),
        ("https://a.example/read/judul?showpage=all", "https://a.example/read/judul"),
        ("https://a.example/judul-berita/amp/", "https://a.example/judul-berita/"),
        ("https://a.example/judul-berita?amp", "https://a.example/judul-berita"),
        ("https://a.example/amp/2020/05/04/judul", "https://a.example/2020/05/04/judul"),
        ("https://a.example/judul-empat-kata-ini/2/", "https://a.example/judul-empat-kata-ini/"),
        ("https://m.a.example/judul", "https://m.a.example/judul"),
        ("https://a.example/index.php?page=berita", "https://a.example/index.php?page=berita"),
        ("https://a.example/?p=133830", "https://a.example/?p=133830"),
        ("https://a.example/?page=2", "https://a.example/?page=2"),
        ("https://a.example/2026/02/16", "https://a.example/2026/02/16"),
        ("https://a.example/amp", "https://a.example/amp"),
    ],
)
def test_parts_and_amp_forms_of_other_sites_are_their_article(url: str, expected: str) -> None:
    assert article_address(url, "generic") == expected


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(BadAddress):
        article_address("file:///etc/passwd", "disway")


segments = st.lists(
    st.sampled_from(["read", "amp", "berita", "12", "15", "judul", "judul-empat-kata-ini", "2"]),
    max_size=6,
    unique=True,
)


@example(["amp", "berita", "12", "read", "15"], "", "disway")
@given(
    segments,
    st.sampled_from(["", "/", "?page=2", "?x=1&page=all"]),
    st.sampled_from(["antara", "disway", "generic"]),
)
def test_the_address_of_an_address_is_itself(path: list[str], ending: str, network: str) -> None:
    once = article_address("https://a.example/" + "/".join(path) + ending, network)
    assert article_address(once, network) == once
    assert article_key(once, network) == article_key(article_address(once, network), network)

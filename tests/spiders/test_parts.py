"""The further parts of a split article are found in its links, whatever form those have."""

from __future__ import annotations

import time

from spiders.antara import AntaraSpider
from spiders.disway import DiswaySpider
from spiders.generic import GenericSpider
from spiders.parts import MAX_PARTS, part_addresses, same_path

SUMEKS = "https://sumeks.disway.id/kriminal/read/712001/polisi-tangkap-pencuri-sawit"


def page(*hrefs: str) -> bytes:
    return "".join(f'<li><a class="x" href="{href}">hal</a></li>' for href in hrefs).encode()


def disway(body: bytes, url: str = SUMEKS) -> dict[int, str]:
    return DiswaySpider.parts_of(None, url, body)  # type: ignore[arg-type]  # needs no spider


def generic(body: bytes, url: str) -> dict[int, str]:
    return GenericSpider.parts_of(None, url, body)  # type: ignore[arg-type]


def test_disway_offsets_order_the_parts_whatever_form_their_links_have() -> None:
    body = page(
        "https://sumeks.disway.id/read/712001/polisi-tangkap-pencuri-sawit/30",
        "/kriminal/read/712001/polisi-tangkap-pencuri-sawit/15",
        "//sumeks.disway.id//read/712001/polisi-tangkap-pencuri-sawit/45",
    )
    assert list(disway(body)) == [15, 30, 45]
    assert disway(body)[15] == f"{SUMEKS}/15"


def test_the_parts_of_another_article_are_not_taken() -> None:
    assert disway(page("/read/712002/warga-temukan-motor/15", "/kategori/kriminal/30", "/read/712001")) == {}


def test_a_link_to_the_first_part_is_no_further_part() -> None:
    assert disway(page("/read/712001/polisi-tangkap-pencuri-sawit", "/read/712001/polisi-x/0")) == {}


def test_query_parts_of_the_same_path_are_found() -> None:
    url = "https://www.koran.example/2026/02/banjir-surut/"
    body = page("?page=2", "/2026/02/banjir-surut/?page=3", "/2026/02/lain/?page=2", "?halaman=9")
    assert list(generic(body, url)) == [2, 3]


def test_wordpress_parts_behind_the_path_are_found() -> None:
    url = "https://www.koran.example/banjir-surut/"
    assert generic(page("https://www.koran.example/banjir-surut/2/"), url) == {
        2: "https://www.koran.example/banjir-surut/2/"
    }


def test_a_part_is_found_whatever_follows_its_number_and_wherever_its_link_starts() -> None:
    url = "https://www.koran.example/banjir-surut/"
    body = page("2/", "/banjir-surut/3/?utm_source=x", "?page=4#isi", "/banjir-surut/page/5?ref=home")
    assert list(generic(body, url)) == [2, 3, 4, 5]


def test_a_number_that_is_none_of_a_part_is_left_alone() -> None:
    url = "https://www.koran.example/banjir-surut/"
    body = page("/banjir-surut/1/", "/banjir-surut/2026/", "/banjir-surut/a2/", "/banjir-surut/?page=22b")
    assert generic(body, url) == {}


def test_a_link_to_another_host_is_never_a_part() -> None:
    url = "https://www.koran.example/banjir-surut/"
    assert generic(page("https://evil.example/banjir-surut/2/"), url) == {}


def test_antara_takes_query_parts_only() -> None:
    url = "https://sumsel.antaranews.com/berita/700100/polres-oku-patroli"
    body = page("/berita/700100/polres-oku-patroli?page=2", "/berita/700100/polres-oku-patroli/7")
    assert list(AntaraSpider.parts_of(None, url, body)) == [2]  # type: ignore[arg-type]


def test_a_trap_of_endless_parts_is_cut() -> None:
    url = "https://www.koran.example/banjir-surut"
    body = page(*(f"/banjir-surut/{number}" for number in range(2, 500)))
    assert len(part_addresses(body, url, same_path(url, r"/(\d+)"))) == MAX_PARTS


def test_broken_links_cost_their_neighbours_nothing() -> None:
    url = "https://www.koran.example/banjir-surut"
    body = page("http://[2", "javascript:go(2)", "\\\\host\\2", "/banjir-surut/2")
    assert list(generic(body, url)) == [2]


def test_a_page_of_unclosed_tags_is_read_in_time() -> None:
    url = "https://www.koran.example/banjir-surut"
    started = time.perf_counter()
    part_addresses(b"<a " * 700_000, url, same_path(url, r"/(\d+)"))
    assert time.perf_counter() - started < 10  # 0.5 s here; a quadratic search would take hours


def test_another_number_that_begins_like_the_article_is_no_part_of_it() -> None:
    url = "https://www.koran.example/berita/12"
    assert generic(page("/berita/123", "/berita/12/2"), url) == {2: "https://www.koran.example/berita/12/2"}

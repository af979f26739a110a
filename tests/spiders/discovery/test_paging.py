"""The next page of a listing, built or declared."""

from __future__ import annotations

import pytest

from spiders.discovery.paging import declared_next, next_page

A, D, W = "https://sumsel.antaranews.com", "https://sumeks.disway.id", "https://lampu.example"


@pytest.mark.parametrize(
    ("network", "listing", "page", "expected"),
    [
        ("antara", f"{A}/terkini", 2, f"{A}/terkini/2"),
        ("antara", f"{A}/lampung-update/pemprov/", 3, f"{A}/lampung-update/pemprov/3"),
        ("antara", f"{A}/tag/polda-sumsel", 2, f"{A}/tag/polda-sumsel/2"),
        ("antara", f"{A}/search?q=polda%20sumsel", 2, f"{A}/search?q=polda%20sumsel&page=2"),
        ("antara", f"{A}/search?q=polda&page=1", 3, f"{A}/search?q=polda&page=3"),
        ("antara", f"{A}/search/polda/2026-02-01/2026-02-16", 2, f"{A}/search/polda/2026-02-01/2026-02-16/2"),
        (
            "antara",
            f"{A}/search/polda/2026-02-01/2026-02-16/1",
            2,
            f"{A}/search/polda/2026-02-01/2026-02-16/2",
        ),
        ("disway", f"{D}/kategori/kriminal", 2, f"{D}/kategori/kriminal/30"),
        ("disway", f"{D}/kategori/12/kriminal/", 3, f"{D}/kategori/12/kriminal/60"),
        (
            "disway",
            f"{D}/search/kata/?c=begal+palembang",
            2,
            f"{D}/search/kata/30/30/?c=begal+palembang&num=",
        ),
        ("disway", f"{D}/search/kata/?c=begal", 3, f"{D}/search/kata/30/60/?c=begal&num="),
        ("generic", f"{W}/category/daerah/", 2, f"{W}/category/daerah/page/2/"),
        ("generic", f"{W}/category/daerah/page/1/", 3, f"{W}/category/daerah/page/3/"),
        ("generic", f"{W}/", 2, f"{W}/page/2/"),
        ("generic", f"{W}/?s=polda", 2, f"{W}/page/2/?s=polda"),
        ("generic", f"{W}/category/daerah?page=1", 2, f"{W}/category/daerah?page=2"),
        ("generic", f"{W}/indeks?hal=1&x=a%20b", 4, f"{W}/indeks?x=a%20b&hal=4"),
        ("generic", f"{W}/category/daerah", 1, f"{W}/category/daerah"),
    ],
)
def test_each_network_pages_in_its_own_way(network: str, listing: str, page: int, expected: str) -> None:
    assert next_page(network, listing, page) == expected


@pytest.mark.parametrize(
    ("listing", "paging", "expected"),
    [
        (f"{W}/category/daerah", "?page={page}", f"{W}/category/daerah?page=3"),
        (f"{W}/indeks?site=regional", "?page={page}", f"{W}/indeks?site=regional&page=3"),
        (f"{W}/indeks?page=1", "?page={page}", f"{W}/indeks?page=3"),
        (f"{W}/cari?q=x", "?type=artikel&p={page}", f"{W}/cari?q=x&type=artikel&p=3"),
        (f"{W}/sumbagsel/indeks/", "/{page}", f"{W}/sumbagsel/indeks/3"),
        (f"{W}/tag/x", "/hal/{page}/", f"{W}/tag/x/hal/3/"),
    ],
)
def test_a_source_may_say_how_its_listings_are_paged(listing: str, paging: str, expected: str) -> None:
    assert next_page("generic", listing, 3, paging) == expected
    assert next_page("generic", listing, 1, paging) == listing


def test_page_nought_does_not_exist() -> None:
    with pytest.raises(ValueError, match="no page 0"):
        next_page("generic", W, 0)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<link rel="next" href="/daerah?page=3">', f"{W}/daerah?page=3"),
        ('<a rel="nofollow next" href="page/3/">»</a>', f"{W}/page/3/"),
        ('<a class="next page-numbers" href="/page/3/">»</a>', f"{W}/page/3/"),
        ('<a rel=next href="https://lain.example/3">', None),
        ('<a rel=next href="javascript:x"><a rel=next href="http://[">', None),
        ('<a rel=next href="/daerah?page=2#x">', None),
        ('<a rel=next href=""><a rel=next>', None),
        ('<a rel=prev href="/1">', None),
        ("", None),
        ("<p " + " ".join(f"a{n}=1" for n in range(100_000)) + '><a rel=next href="/3">', None),
    ],
)
def test_a_page_may_name_its_next_page(markup: str, expected: str | None) -> None:
    assert declared_next(markup.encode(), f"{W}/daerah?page=2") == expected

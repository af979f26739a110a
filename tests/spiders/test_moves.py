"""What a redirect says: a new address, or that the article is gone."""

from __future__ import annotations

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response

from crawler.items import Link
from spiders.catalog.source import Source
from spiders.moves import leads_to_list, moved_to

PAPER = Source(name="uji", title="Uji", network="generic", host="uji.example")
HOME = "https://uji.example"
ASKED = f"{HOME}/berita/9001/polisi-tangkap-pencuri-sapi"


def answer(url: str, *statuses: int) -> Response:
    meta = {"redirect_reasons": list(statuses), "redirect_urls": [ASKED]} if statuses else {}
    return HtmlResponse(url, body=b"<p>teks</p>", request=Request(url, meta=meta))


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/", "the home page"),
        ("/berita", "a list"),
        ("/berita/", "a list"),
        ("/kategori/kriminal", "a list"),
        ("/tag/pencurian-sapi-di-oku-timur", "a list"),
        ("/?s=polisi", "a list"),
        ("/hukum/kriminal", "a list"),
        ("/berita/9001", None),
        ("/berita/9001/polisi-tangkap-pencuri-sapi?page=all", None),
        ("/arsip/9001/polisi-tangkap-pencuri-sapi", None),
        ("/2026/02/polisi-tangkap-pencuri-sapi", None),
        ("/polisi-tangkap-pencuri-sapi/", None),
        ("/halaman.html", None),
    ],
)
def test_a_redirect_to_a_list_is_the_end_of_an_article(path: str, told: str | None) -> None:
    found = leads_to_list(answer(HOME + path, 302), Link(url=ASKED))
    assert (told or "") in (found or "")
    assert (found is None) == (told is None)


def test_without_a_redirect_nothing_is_a_list_but_the_home_page() -> None:
    assert leads_to_list(answer(f"{HOME}/berita"), Link(url=f"{HOME}/berita")) is None
    assert leads_to_list(answer(f"{HOME}/"), Link(url=f"{HOME}/")) is None


@pytest.mark.parametrize(
    ("path", "statuses", "moved"),
    [
        ("/arsip/9001/polisi-tangkap-pencuri-sapi", (301,), True),
        ("/arsip/9001/polisi-tangkap-pencuri-sapi", (308, 301), True),
        ("/arsip/9001/polisi-tangkap-pencuri-sapi", (301, 302), False),
        ("/arsip/9001/polisi-tangkap-pencuri-sapi", (302,), False),
        ("/arsip/9001/polisi-tangkap-pencuri-sapi", (), False),
        ("/berita/9001/polisi-tangkap-pencuri-sapi?page=all", (301,), False),
        ("/amp/berita/9001/polisi-tangkap-pencuri-sapi", (301,), False),
    ],
)
def test_only_permanent_redirects_to_another_address_move(
    path: str, statuses: tuple[int, ...], moved: bool
) -> None:
    found = moved_to(PAPER, Link(url=ASKED), answer(HOME + path, *statuses))
    assert found == (HOME + path if moved else None)


def test_nothing_moves_to_another_site() -> None:
    there = answer("https://lain.example/berita/9001/polisi-tangkap-pencuri-sapi", 301)
    assert moved_to(PAPER, Link(url=ASKED), there) is None

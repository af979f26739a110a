"""A site's network by its host, and by its template where the host is new."""

from __future__ import annotations

import pytest

from crawler.config import Config
from crawler.demo.newsroom import Newsroom
from spiders.catalog import Catalog, load_catalog
from spiders.catalog.networks import domain_of, network_by_host, network_by_template, sibling_lists


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(Config())


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("sumsel.antaranews.com", "antaranews.com"),
        ("www.harianpagi.co.id", "harianpagi.co.id"),
        ("lampost.co", "lampost.co"),
        ("a.b.disway.id", "disway.id"),
        ("127.0.0.1:8000", "127.0.0.1:8000"),
        ("localhost", "localhost"),
    ],
)
def test_the_domain_is_what_somebody_registered(host: str, domain: str) -> None:
    assert domain_of(host) == domain


@pytest.mark.parametrize(
    ("host", "network"),
    [
        ("kotabaru.antaranews.com", "antara"),
        ("baru.disway.id", "disway"),
        ("kotabaru.tribunnews.com", "tribun"),
        ("tribunnews.com.example", None),
        ("lampost.co", None),
        ("www.wartasore.co.id", None),
    ],
)
def test_a_new_host_of_a_known_domain_is_of_its_network(
    host: str, network: str | None, catalog: Catalog
) -> None:
    assert network_by_host(host, catalog) == network


@pytest.mark.parametrize(
    ("site", "network"), [("antara", "antara"), ("disway", "disway"), ("wordpress", None)]
)
def test_an_unknown_host_is_known_by_the_template_of_its_articles(
    site: str, network: str | None, catalog: Catalog
) -> None:
    newsroom = Newsroom()
    url = newsroom.url_of(newsroom.pieces(site)[0], "http://baru.example")
    path = url.removeprefix("http://baru.example")
    body = newsroom.respond(site, "GET", path, {"Host": "baru.example"}).body
    assert network_by_template(body, url, catalog) == network
    assert network_by_template(body, "http://baru.example/halaman", catalog) is None


def test_a_page_with_a_few_names_in_common_is_of_no_network(catalog: Catalog) -> None:
    body = b"<h1 class=post-title>Sapi</h1><div itemprop=articleBody>Teks</div><time itemprop=datePublished>"
    assert network_by_template(body, "https://a.example/berita/1/sapi-hilang", catalog) is None
    assert network_by_template(b"", "https://a.example/berita/1/sapi-hilang", catalog) is None


def test_the_lists_of_a_network_are_those_most_of_its_sources_have(catalog: Catalog) -> None:
    assert ("feed", "/rss/terkini.xml") in sibling_lists("antara", catalog)
    assert ("listing", "/tag/polres-oku") not in sibling_lists("antara", catalog)
    assert sibling_lists("generic", catalog) == ()

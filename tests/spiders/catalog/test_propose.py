"""Which lists of a site are worth asking for years, and the row that they make."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crawler.config import Config
from crawler.items import Link
from spiders.catalog import load_catalog
from spiders.catalog.propose import Choice, Seen, choose, name_for, row_of, samples, without

NOW = datetime(2026, 2, 20, tzinfo=UTC)
HOST = "https://www.wartasore.example"


def seen(kind: str, path: str, numbers: range = range(0), **more: Any) -> Seen:
    links = tuple(Link(url=f"{HOST}/berita/{n}", published_at=more.get("dated")) for n in numbers)
    return Seen(kind=kind, url=HOST + path, links=links, trouble=more.get("trouble"))


def taken(*lists: Seen) -> list[str]:
    return [c.seen.url.removeprefix(HOST) for c in choose(lists, NOW) if c.taken]


def test_a_rest_interface_and_one_feed_are_enough() -> None:
    lists = (
        seen("feed", "/feed/", range(10)),
        seen("feed", "/hukum/feed/", range(5, 20)),
        seen("wordpress", "/wp-json/", range(100)),
        seen("listing", "/hukum", range(90, 110)),
        seen("sitemap", "/sitemap.xml", range(1000)),
    )
    assert taken(*lists) == ["/feed/", "/wp-json/"]


def test_a_feed_that_names_what_another_does_is_left_out_with_the_reason() -> None:
    lists = (
        seen("feed", "/feed/", range(10)),
        seen("feed", "/atom", range(10)),
        seen("feed", "/hukum", range(8, 18)),
    )
    first, same, other = choose(lists, NOW)
    assert (first.taken, same.taken, other.taken) == (True, False, True)
    assert same.why == "other lists name the same articles"


def test_without_a_rest_interface_one_listing_stands_beside_the_feed_for_a_busy_day() -> None:
    lists = (
        seen("feed", "/feed/", range(10)),
        seen("listing", "/terkini", range(3)),
        seen("listing", "/hukum", range(3)),
    )
    assert taken(*lists) == ["/feed/", "/terkini"]


def test_sections_that_add_articles_are_taken_up_to_a_few() -> None:
    lists = [seen("listing", f"/kanal{n}", range(10 * n, 10 * n + 10)) for n in range(9)]
    assert taken(*lists) == ["/kanal0", "/kanal1", "/kanal2", "/kanal3"]


def test_the_front_page_is_taken_only_for_what_nothing_else_names() -> None:
    section = seen("listing", "/hukum", range(10))
    assert taken(section, seen("listing", "/", range(11))) == ["/hukum"]
    assert taken(section, seen("listing", "/", range(40))) == ["/hukum", "/"]
    assert taken(seen("listing", "/", range(1))) == ["/"]


def test_a_sitemap_is_taken_when_it_is_one_of_news_or_nothing_else_is_there() -> None:
    feed = seen("feed", "/feed/", range(10))
    fresh = seen("sitemap", "/news.xml", range(200), dated=NOW - timedelta(hours=1))
    stale = seen("sitemap", "/news.xml", range(200), dated=NOW - timedelta(days=90))
    undated = seen("sitemap", "/sitemap.xml", range(200))
    assert taken(feed, fresh) == ["/feed/", "/news.xml"]
    assert taken(feed, stale) == ["/feed/"]
    assert taken(feed, undated) == ["/feed/"]
    assert taken(undated) == ["/sitemap.xml"]


def test_lists_that_name_nothing_are_never_taken() -> None:
    lists = (seen("feed", "/feed/", trouble="HTTP 404"), seen("listing", "/"))
    assert [(c.taken, c.why) for c in choose(lists, NOW)] == [
        (False, "HTTP 404"),
        (False, "named no article"),
    ]


def test_samples_go_round_the_lists_and_name_no_article_twice() -> None:
    choices = [
        Choice(seen=seen("feed", "/feed/", range(3)), taken=True),
        Choice(seen=seen("listing", "/x", range(50, 60)), taken=False, why="…"),
        Choice(seen=seen("listing", "/hukum", range(2, 5)), taken=True),
    ]
    found = [(one.kind, link.url[-1]) for one, link in samples(choices)]
    assert found == [("feed", "0"), ("listing", "2"), ("feed", "1"), ("listing", "3"), ("listing", "4")]
    assert list(samples([])) == []


def test_a_list_whose_articles_are_none_goes_unless_it_is_the_only_one() -> None:
    choices = choose((seen("feed", "/feed/", range(9)), seen("listing", "/hukum", range(20, 40))), NOW)
    left = without(choices, {HOST + "/feed/"})
    assert [(c.taken, c.why) for c in left] == [(False, "what it names are no articles"), (True, "")]
    assert without(left, {HOST + "/hukum"}) == left


def row(*lists: Seen, **more: Any) -> dict[str, Any]:
    facts = {"network": "generic", "origin": HOST, "title": "Warta Sore", "zone": "Asia/Jakarta"}
    return row_of(choose(lists, NOW), **(facts | {"language": "id", "shared": ()} | more))


def test_a_row_has_paths_and_nothing_that_is_the_default() -> None:
    assert row(seen("feed", "/feed/", range(10)), seen("wordpress", "/wp-json/", range(50))) == {
        "title": "Warta Sore",
        "host": "www.wartasore.example",
        "feeds": ["/feed/"],
        "wordpress": "/wp-json/",
    }


def test_a_row_says_what_differs_from_the_default() -> None:
    made = row(
        seen("listing", "/?m=terkini", range(5)),
        network="antara",
        origin="http://a.example:8080",
        zone="Asia/Makassar",
        language="en",
        shared=("feed", "listing"),
    )
    assert made == {
        "title": "Warta Sore",
        "host": "a.example:8080",
        "network": "antara",
        "scheme": "http",
        "zone": "Asia/Makassar",
        "language": "en",
        "feeds": [],  # the network's feed, which this site does not have
        "listings": ["/?m=terkini"],
        "pages": 6,
    }


@pytest.mark.parametrize(("articles", "pages"), [(1, 10), (3, 10), (6, 5), (10, None), (80, None)])
def test_short_listings_are_paged_further(articles: int, pages: int | None) -> None:
    assert row(seen("listing", "/terkini", range(articles))).get("pages") == pages


@pytest.mark.parametrize(
    ("host", "title", "network", "name"),
    [
        ("www.wartasore.co.id", "Warta Sore", "generic", "wartasore"),
        ("lampung.wartasore.id", "Warta", "generic", "wartasore-lampung"),
        ("kotabaru.antaranews.com", "ANTARA", "antara", "antara-kotabaru"),
        ("127.0.0.1:8000", "Warta Pesisir (peragaan)", "generic", "warta-pesisir-peragaan"),
        ("127.0.0.1:8000", "新聞", "generic", "127-0-0-1-8000"),
        ("sumeks.example", "Sumeks", "generic", "sumeks-2"),
    ],
)
def test_a_name_is_made_of_the_host_and_is_free(host: str, title: str, network: str, name: str) -> None:
    assert name_for(host, title, network, load_catalog(Config())) == name

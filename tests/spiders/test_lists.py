"""Lists as sites really give them: broken, hostile, endless. Each site is crawled once, at a real server."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.config import Config
from crawler.demo.response import Response, page
from spiders.catalog import load_catalog
from spiders.lists import ListAddress, first_lists
from spiders.orders import Orders
from tests.crowd import Brought, crawl, paths_asked
from tests.sites import (
    Answer,
    Site,
    SiteHandler,
    article,
    dripping,
    huge,
    listing,
    moved,
    rss,
    served,
)

STORY = article("Polres OKU menggelar patroli malam di Baturaja.")
GOOD = "/kabar/patroli-malam-di-baturaja"


def feed(*items: str) -> Response:
    body = "".join(f"<item>{item}</item>" for item in items)
    return page(f'<rss version="2.0"><channel>{body}</channel></rss>', kind="text/xml")


def link(url: str) -> str:
    return f"<title>Kabar</title><link>{url}</link>"


def slugs(name: str, count: int) -> list[str]:
    return [f"/kabar/{name}-di-halaman-ke-{n}" for n in range(1, count + 1)]


def api(handler: SiteHandler) -> Response:
    """WordPress: three posts in three answers, and an error behind the last."""
    query = parse_qs(urlsplit(handler.path).query)
    number = int(query["page"][0])
    if number > 3:
        return page(
            json.dumps({"code": "rest_post_invalid_page_number"}), kind="application/json", status=400
        )
    post = {
        "link": f"{handler.server.site.origin}/kabar-ke-{number}/",
        "date_gmt": f"2026-02-{20 - number}T01:00:00",
    }
    answer = page(json.dumps([post]), kind="application/json")
    return Response(headers={**answer.headers, "X-WP-Total": "3", "X-WP-TotalPages": "3"}, body=answer.body)


def calendar(handler: SiteHandler) -> Response:
    """A listing without end: each page names one article more and a next page."""
    last = handler.path.strip("/").rpartition("/")[2]
    number = int(last) if last.isdigit() else 1
    return listing(
        slugs("kalender", number)[-1:], f'<a rel="next" href="/kalender/page/{number + 1}/">lanjut</a>'
    )


def index(*paths: str) -> Response:
    rows = "".join(f"<sitemap><loc>{path}</loc></sitemap>" for path in paths)
    return page(f"<sitemapindex>{rows}</sitemapindex>", kind="text/xml")


def stories(paths: list[str]) -> dict[str, Answer]:
    return dict.fromkeys(paths, STORY)


SITES: dict[str, Site] = {
    "schemes": Site(
        {GOOD: STORY},
        {
            "/feed/": feed(
                link("file:///etc/passwd"),
                link("data:text/html,&lt;p&gt;isi&lt;/p&gt;"),
                link("ftp://127.0.0.1/kabar/x"),
                link("javascript:alert(1)"),
                link("http://127.0.0.1:1\\@lain.example/kabar/x"),
                link("http://pengguna:sandi@127.0.0.1/kabar/x"),
                link(GOOD),
            )
        },
    ),
    "broken-item": Site(
        {GOOD: STORY}, {"/feed/": feed("<title>Tanpa alamat", link("http://[2"), "<link>", link(GOOD))}
    ),
    "self": Site(
        stories(slugs("diri", 1)),
        {"/indeks/": listing(slugs("diri", 1), '<a rel="next" href="/indeks/">»</a>')},
    ),
    "pair": Site(
        stories(slugs("berdua", 2)),
        {
            "/indeks/": listing(slugs("berdua", 2)[:1], '<a rel="next" href="/indeks/2/">»</a>'),
            "/indeks/2/": listing(slugs("berdua", 2)[1:], '<a rel="next" href="/indeks/">»</a>'),
        },
    ),
    "calendar": Site(
        stories(slugs("kalender", 9)),
        {"/kalender/": calendar} | {f"/kalender/page/{n}/": calendar for n in range(2, 99)},
    ),
    "away": Site(
        {}, {"/feed/": moved("http://lain.invalid/feed/"), "/indeks/": listing([GOOD])} | {GOOD: STORY}
    ),
    "sitemaps": Site(
        {},
        {"/sitemap.xml": index(*(f"/peta-{n}.xml" for n in range(9)))}
        | {f"/peta-{n}.xml": index("/sitemap.xml") for n in range(9)},
    ),
    "wordpress": Site(stories([f"/kabar-ke-{n}/" for n in range(1, 4)]), {"/wp-json/wp/v2/posts": api}),
    "wordpress-since": Site(stories([f"/kabar-ke-{n}/" for n in range(1, 4)]), {"/wp-json/wp/v2/posts": api}),
    "wordpress-closed": Site(
        {},
        {
            "/wp-json/wp/v2/posts": page(
                '{"code":"rest_login_required","message":"Hanya untuk anggota"}', kind="application/json"
            )
        },
    ),
    "lists": Site(
        {GOOD: STORY},
        {
            "/besar/": huge,
            "/menetes/": dripping,
            "/galat/": page("", status=500),
            "/kosong/": page("<html><body><p>Belum ada berita</p></body></html>"),
            "/biner/": page("\x00\x01\x02" * 999, kind="image/png"),
            "/feed/": rss([GOOD]),
        },
    ),
}
ROWS: dict[str, dict[str, Any]] = {
    **{name: {"feeds": [], "listings": ["/indeks/"]} for name in ("self", "pair")},
    "calendar": {"feeds": [], "listings": ["/kalender/"], "pages": 4},
    "away": {"listings": ["/indeks/"]},
    "sitemaps": {"feeds": [], "sitemaps": ["/sitemap.xml"]},
    **{
        name: {"feeds": [], "wordpress": "/wp-json/", "pages": 2}
        for name in SITES
        if name.startswith("wordpress")
    },
    "lists": {"listings": ["/besar/", "/menetes/", "/galat/", "/kosong/", "/biner/"]},
}
ARGUMENTS = {"wordpress-since": {"since": "2026-02-01"}}


@pytest.fixture(scope="module")
def brought(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Brought]:
    with served(SITES):
        return crawl(tmp_path_factory.mktemp("lists"), SITES, ROWS, ARGUMENTS)


@pytest.mark.parametrize("name", ["schemes", "broken-item"])
def test_bad_links_of_a_feed_are_never_opened_and_cost_the_good_one_nothing(
    name: str, brought: dict[str, Brought]
) -> None:
    assert paths_asked(SITES[name]) == [GOOD]
    assert brought[name].paths == [GOOD]
    assert brought[name].refusals == {}
    assert brought[name].figures["errors"] == 0


def test_a_listing_whose_next_page_is_itself_ends(brought: dict[str, Brought]) -> None:
    assert SITES["self"].targets.count("/indeks/") == 1
    assert brought["self"].paths == slugs("diri", 1)


def test_two_pages_that_name_each_other_are_asked_once_each(brought: dict[str, Brought]) -> None:
    assert sorted(paths_asked(SITES["pair"])) == ["/indeks/", "/indeks/2/", *slugs("berdua", 2)]


def test_a_listing_without_end_is_paged_as_far_as_the_source_says(brought: dict[str, Brought]) -> None:
    asked = [target for target in SITES["calendar"].targets if target.startswith("/kalender/")]
    assert asked == ["/kalender/", *(f"/kalender/page/{n}/" for n in (2, 3, 4))]
    assert brought["calendar"].outcome == "ok"


def test_a_list_that_leads_to_another_site_has_failed_and_its_neighbour_has_not(
    brought: dict[str, Brought],
) -> None:
    assert brought["away"].failed_lists == {"/feed/": "leads to another site, lain.invalid"}
    assert brought["away"].paths == [GOOD]


def test_sitemaps_that_name_each_other_end(brought: dict[str, Brought]) -> None:
    assert sorted(SITES["sitemaps"].targets) == [
        "/peta-0.xml",
        "/peta-1.xml",
        "/peta-2.xml",
        "/robots.txt",
        "/sitemap.xml",
    ]
    assert brought["sitemaps"].outcome == "failed"


def numbers(name: str) -> list[str]:
    """The pages of the API that were asked."""
    return [
        parse_qs(urlsplit(target).query)["page"][0] for target in SITES[name].targets if "wp-json" in target
    ]


def test_wordpress_is_paged_as_far_as_the_source_says(brought: dict[str, Brought]) -> None:
    assert numbers("wordpress") == ["1", "2"]
    assert brought["wordpress"].paths == ["/kabar-ke-1/", "/kabar-ke-2/"]


def test_with_since_wordpress_is_asked_for_that_time_and_to_its_end(brought: dict[str, Brought]) -> None:
    assert numbers("wordpress-since") == ["1", "2", "3"]
    assert brought["wordpress-since"].paths == [f"/kabar-ke-{n}/" for n in (1, 2, 3)]
    asked = [
        parse_qs(urlsplit(target).query) for target in SITES["wordpress-since"].targets if "wp-json" in target
    ]
    assert {query["after"][0] for query in asked} == {"2026-01-31T17:00:00Z"}  # midnight in Jakarta


def test_an_api_that_is_closed_says_so(brought: dict[str, Brought]) -> None:
    assert brought["wordpress-closed"].outcome == "failed"


def test_lists_that_fail_in_every_way_cost_the_one_that_answers_nothing(brought: dict[str, Brought]) -> None:
    end = brought["lists"]
    assert end.outcome == "ok"
    assert end.paths == [GOOD]
    assert (end.figures["lists"], end.figures["lists_failed"]) == (6, 5)
    assert end.failed_lists == {"/menetes/": "no answer in time"}  # the others answered, if with no article


def test_lists_are_asked_feeds_first_and_words_stand_in_searches() -> None:
    row = {
        "host": "koran.example",
        "feeds": ["/feed/"],
        "listings": ["/"],
        "sitemaps": ["/peta.xml"],
        "searches": ["/cari?q={words}"],
        "search_words": ["polres oku", "a&b"],
        "wordpress": "/wp-json/",
    }
    lists = list(first_lists(load_catalog(Config(sources={"koran": row}))["koran"], Orders()))
    assert [where.kind for where in lists] == ["feed", "sitemap", "listing", "search", "search", "wordpress"]
    assert [where.url for where in lists[3:5]] == [
        "https://koran.example/cari?q=polres+oku",
        "https://koran.example/cari?q=a%26b",
    ]


def test_a_note_brings_a_list_back_and_a_strange_one_does_not() -> None:
    where = ListAddress(
        url="https://koran.example/page/3/", kind="listing", first="https://koran.example/", page=3
    )
    assert ListAddress.from_note(where.note()) == where
    for note in ("", "[]", "{}", '{"url": 1, "lain": 2}', "bukan json"):
        assert ListAddress.from_note(note) is None

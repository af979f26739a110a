"""Which links a crawl follows, in two crawls of each of many small sites, all in one child a round.

Pages are not read here, so an article that answered stays open; one that is gone or refused is done with.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Any

import pytest

from crawler.demo.response import Response, page
from tests.crowd import Brought, crawl, paths_asked
from tests.sites import Answer, Site, article, listing, rss, served

STORY = article("Polres OKU menggelar patroli malam di Baturaja.")
GONE = page("tidak ada", status=404)
DAYS = {day: f"/kabar/berita-hari-ke-{day}" for day in range(10, 16)}  # of February 2026


def dated(days: dict[int, str]) -> Response:
    items = "".join(
        f"<item><title>Kabar {day}</title><link>{escape(path)}</link>"
        f"<pubDate>{day} Feb 2026 08:00:00 +0700</pubDate></item>"
        for day, path in days.items()
    )
    return page(f'<rss version="2.0"><channel>{items}</channel></rss>', kind="text/xml")


def tagged(response: Response, tag: str) -> Answer:
    """The response, with a validator that is honoured."""

    def answer(handler: Any) -> Response:
        if handler.headers["If-None-Match"] == tag:
            return Response(status=304)
        return replace(response, headers={**response.headers, "ETag": tag})

    return answer


def sitemap(*paths: str, index: bool = False) -> Response:
    outer, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    rows = "".join(f"<{inner}><loc>{path}</loc></{inner}>" for path in paths)
    return page(f"<{outer}>{rows}</{outer}>", kind="text/xml")


def pages(name: str, answer: Answer, count: int = 4) -> dict[str, Answer]:
    """Articles of which a listing names one a page."""
    return {f"/kabar/{name}-di-halaman-ke-{n}": answer for n in range(1, count + 1)}


def paged(name: str, count: int = 4, tag: str = "") -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for n in range(1, count + 1):
        more = f'<a rel="next" href="/indeks/page/{n + 1}/">lanjut</a>' if n < count else ""
        response = listing([f"/kabar/{name}-di-halaman-ke-{n}"], more, f"2026-02-{20 - n}")
        answers["/indeks/" if n == 1 else f"/indeks/page/{n}/"] = tagged(response, tag) if tag else response
    return answers


LISTING = {"feeds": [], "listings": ["/indeks/"]}
SITES: dict[str, Site] = {
    "range": Site(dict.fromkeys(DAYS.values(), STORY), {"/feed/": dated(DAYS)}),
    "limit": Site(dict.fromkeys(DAYS.values(), GONE), {"/feed/": dated(DAYS)}),
    "most": Site(dict.fromkeys(DAYS.values(), GONE), {"/feed/": dated(DAYS)}),
    "twice": Site(pages("dua-kali", STORY, 1), {"/indeks/": listing(list(pages("dua-kali", STORY, 1)))}),
    "ends": Site(
        {"/kabar/sudah-tidak-ada-lagi": GONE, "/kabar/hanya-berkas-pdf": page("%PDF", kind="application/pdf")}
        | {"/kabar/gagal-untuk-sementara": page("", status=503)},
    ),
    "known": Site(pages("sudah-dikenal", GONE), paged("sudah-dikenal")),
    "since": Site(pages("sampai-hari-itu", GONE), paged("sampai-hari-itu")),
    "cut": Site(pages("terpotong", GONE), paged("terpotong", tag='"satu"')),
    "others": Site(
        {"/kabar/milik-kami-sendiri": STORY},
        {"/feed/": rss(["https://lain.example/kabar/milik-orang-lain", "/kabar/milik-kami-sendiri"])},
    ),
    "same-list": Site(
        {"/kabar/dari-peta-situs-ini": STORY},
        {
            "/a.xml": sitemap("/c.xml", "/b.xml", "/a.xml", index=True),
            "/b.xml": sitemap("/c.xml", "/a.xml", index=True),
            "/c.xml": sitemap("/kabar/dari-peta-situs-ini"),
        },
    ),
}
ROWS: dict[str, dict[str, Any]] = {
    "most": {"max_articles": 2},
    "twice": {"listings": ["/indeks/"]},
    "known": LISTING,
    "since": LISTING,
    "cut": LISTING,
    "same-list": {"feeds": [], "sitemaps": ["/a.xml"]},
}
FIRST = {
    "range": {"since": "2026-02-12", "until": "2026-02-13"},
    "limit": {"limit": "2"},
    "cut": {"limit": "1"},
}


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[list[str], list[str]]]:
    """What was asked of each site in its first and in its second crawl."""
    folder = tmp_path_factory.mktemp("frontier")
    with served(SITES):
        first = asked_in(crawl(folder, SITES, ROWS, FIRST))
        second = asked_in(crawl(folder, SITES, ROWS, {"since": {"since": "2026-02-18"}}))
    return {name: (first[name], second[name]) for name in SITES}


def asked_in(brought: dict[str, Brought]) -> dict[str, list[str]]:
    assert {name: end.outcome for name, end in brought.items() if end.outcome != "ok"} in (
        {},
        {"ends": "failed"},
    )
    asked = {name: paths_asked(site) for name, site in SITES.items()}
    for site in SITES.values():
        site.asked.clear()
    return asked


Rounds = dict[str, tuple[list[str], list[str]]]


def test_since_and_until_choose_by_day_and_leave_the_others_open(rounds: Rounds) -> None:
    assert rounds["range"] == ([DAYS[13], DAYS[12]], [DAYS[day] for day in range(15, 9, -1)])


def test_limit_takes_the_newest_and_the_next_run_the_rest(rounds: Rounds) -> None:
    assert rounds["limit"] == ([DAYS[15], DAYS[14]], [DAYS[13], DAYS[12], DAYS[11], DAYS[10]])


def test_a_source_has_its_own_limit(rounds: Rounds) -> None:
    assert rounds["most"] == ([DAYS[15], DAYS[14]], [DAYS[13], DAYS[12]])


def test_an_article_that_two_lists_name_is_asked_once(rounds: Rounds) -> None:
    (path,) = SITES["twice"].articles
    assert [asked.count(path) for asked in rounds["twice"]] == [1, 1]


def test_what_is_gone_or_no_page_is_done_with_and_what_failed_is_not(rounds: Rounds) -> None:
    first, second = rounds["ends"]
    assert set(first) == set(SITES["ends"].articles)
    assert set(second) == {"/kabar/gagal-untuk-sementara"}


def test_a_listing_is_paged_until_a_page_names_nothing_new(rounds: Rounds) -> None:
    first, second = rounds["known"]
    # page 5 is guessed, as WordPress papers have it, and is past the end
    assert [path for path in first if "/indeks/page" in path] == [f"/indeks/page/{n}/" for n in range(2, 6)]
    assert second == ["/indeks/"]


def test_with_since_a_listing_is_paged_until_that_day_though_nothing_is_new(rounds: Rounds) -> None:
    # page 1 is of the 19th, page 3 of the 17th: the day before, for what is pinned above its time
    assert rounds["since"][1] == ["/indeks/", "/indeks/page/2/", "/indeks/page/3/"]


def test_the_second_crawl_asks_no_article_that_the_first_ended(rounds: Rounds) -> None:
    for name in ("known", "since"):
        assert not set(rounds[name][1]) & set(SITES[name].articles)


def test_lists_that_a_limit_left_are_asked_later_though_the_first_answers_304(rounds: Rounds) -> None:
    first, second = rounds["cut"]
    assert sorted(first) == ["/indeks/", "/kabar/terpotong-di-halaman-ke-1"]
    assert set(SITES["cut"].articles) - set(first) <= set(second)
    assert second.count("/indeks/page/2/") == 1


def test_a_link_to_another_site_is_left_alone(rounds: Rounds) -> None:
    assert rounds["others"] == (["/kabar/milik-kami-sendiri"],) * 2


def test_each_list_is_asked_once_a_run_however_often_it_is_named(rounds: Rounds) -> None:
    for asked in rounds["same-list"]:
        assert sorted(asked) == ["/a.xml", "/b.xml", "/c.xml", "/kabar/dari-peta-situs-ini"]

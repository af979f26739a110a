"""Conditional GET at real servers: what is sent depends on what the last good answer said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.demo.response import Response, page
from tests.crowd import crawl
from tests.house import House
from tests.sites import Answer, Asked, Site, SiteHandler, article, moved, rss, served

LINK = "/kabar/patroli-malam-di-baturaja"
DATE = "Mon, 16 Feb 2026 06:30:00 GMT"
FEED = rss([LINK])


def with_headers(**headers: str) -> Response:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return replace(FEED, headers={**FEED.headers, **names})


def validated(response: Response) -> Answer:
    """Answers 304 to whoever sends back the ETag."""

    def answer(handler: SiteHandler) -> Response:
        if handler.headers["If-None-Match"] == response.headers["ETag"]:
            return Response(status=304)
        return response

    return answer


TAGGED = with_headers(ETag='"satu"')
FEEDS: dict[str, Answer] = {
    "tag": validated(TAGGED),
    "weak": with_headers(ETag='W/"dua"'),
    "date": with_headers(Last_Modified=DATE),
    "both": with_headers(ETag='"tiga"', Last_Modified=DATE),
    "neither": FEED,
    "fails-between": TAGGED,
    "changes": TAGGED,
    "moved": moved("/rss/"),
}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Asked]]:
    """The requests for each site's feed in three crawls."""
    sites = {name: Site({LINK: article("Polisi berjaga.")}, {"/feed/": feed}) for name, feed in FEEDS.items()}
    sites["moved"].answers = {"/feed/": moved("/rss/"), "/rss/": validated(TAGGED)}
    folder = tmp_path_factory.mktemp("conditional")
    with served(sites):
        first = crawl(folder, sites)
        assert {brought.outcome for brought in first.values()} == {"ok"}
        sites["fails-between"].answers = {"/feed/": page("", status=500)}
        sites["changes"].answers = {"/feed/": with_headers(ETag='"lain"')}
        second = crawl(folder, sites)
        assert {name for name, brought in second.items() if brought.outcome != "ok"} == {"fails-between"}
        assert second["tag"].figures["lists_unchanged"] == second["moved"].figures["lists_unchanged"] == 1
        assert second["both"].figures["lists_unchanged"] == 0
        crawl(folder, sites)
    return {name: [a for a in site.asked if a.path in ("/feed/", "/rss/")] for name, site in sites.items()}


def sent(asked: list[Asked], number: int) -> tuple[str | None, str | None]:
    headers = asked[number].headers
    return headers["If-None-Match"], headers["If-Modified-Since"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("tag", ('"satu"', None)),
        ("weak", ('W/"dua"', None)),
        ("date", (None, DATE)),
        ("both", ('"tiga"', DATE)),
        ("neither", (None, None)),
    ],
)
def test_a_list_is_asked_with_the_validators_of_its_last_answer(
    name: str, expected: tuple[str | None, str | None], asked: dict[str, list[Asked]]
) -> None:
    assert len(asked[name]) == 3
    assert sent(asked[name], 0) == (None, None)
    assert sent(asked[name], 1) == sent(asked[name], 2) == expected


def test_a_failure_takes_no_validator_away(asked: dict[str, list[Asked]]) -> None:
    assert sent(asked["fails-between"], -1) == ('"satu"', None)


def test_a_new_answer_brings_new_validators(asked: dict[str, list[Asked]]) -> None:
    assert [sent(asked["changes"], number)[0] for number in range(3)] == [None, '"satu"', '"lain"']


def test_a_list_that_moved_is_asked_conditionally_where_it_is_now(asked: dict[str, list[Asked]]) -> None:
    assert [request.headers["If-None-Match"] for request in asked["moved"] if request.path == "/rss/"] == [
        None,
        '"satu"',
        '"satu"',
    ]


def test_known_articles_are_asked_conditionally_and_one_that_lacks_a_part_in_full(house: House) -> None:
    piece = next(piece for piece in house.newsroom.pieces("disway") if piece.parts > 1)
    part = f"/read/{piece.id}/{piece.slug}/15"
    house.newsroom.faults["disway", part] = Response(status=500)
    house.crawl("demo-disway")
    assert house.one("SELECT title FROM articles WHERE partial") == piece.title
    house.newsroom.faults.clear()
    house.newsroom.requests.clear()
    house.crawl("demo-disway", revisit=True)
    asked = {r.path: r for r in house.newsroom.requests if "/read/" in r.path}
    whole = [request for path, request in asked.items() if f"/{piece.id}/" not in path]
    assert len(whole) == house.one("SELECT count(*) FROM articles") - 1
    assert all(request.status == 304 and request.headers["if-none-match"] for request in whole)
    assert asked[part].status == 200
    assert "if-none-match" not in asked[part].headers
    assert house.one("SELECT text FROM articles WHERE title = ?", piece.title) == piece.text
    assert house.one("SELECT count(*) FROM articles WHERE partial") == 0

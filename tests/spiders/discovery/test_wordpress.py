"""The WordPress REST API: the addresses asked for, and the answers, good and bad."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.clock import WIB
from spiders.discovery.wordpress import posts_url, read_posts

ROOT = "https://lampu.example/wp-json/"


def post(number: int, **changes: object) -> dict[str, object]:
    return {
        "link": f"https://lampu.example/2026/02/judul-{number}/",
        "title": {"rendered": f"Judul &#8220;{number}&#8221; &amp; lain"},
        "date": "2026-02-16T13:30:00",
        "date_gmt": "2026-02-16T06:30:00",
        "modified_gmt": "2026-02-16T07:00:00",
    } | changes


def test_posts_are_asked_for_newest_first_and_without_their_texts() -> None:
    url = posts_url(ROOT, page=2, after=datetime(2026, 2, 1, 7, tzinfo=WIB), search="polres oku")
    parts = urlsplit(url)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    assert parts.path == "/wp-json/wp/v2/posts"
    assert (query["page"], query["per_page"], query["order"]) == ("2", "100", "desc")
    assert (query["after"], query["search"]) == ("2026-02-01T00:00:00Z", "polres oku")
    assert "content" not in query["_fields"]
    assert "before" not in query


def test_a_site_without_pretty_addresses_can_be_asked_too() -> None:
    assert posts_url("https://lampu.example/?rest_route=/").startswith(
        "https://lampu.example/?rest_route=/wp/v2/posts&per_page=100&page=1"
    )


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no zone"):
        posts_url(ROOT, after=datetime(2026, 2, 1))  # noqa: DTZ001 - the mistake under test


def test_a_post_gives_address_title_and_times() -> None:
    found = read_posts(json.dumps([post(1)]).encode(), posts_url(ROOT), total_pages=1)
    (link,) = found.links
    assert link.url == "https://lampu.example/2026/02/judul-1/"
    assert link.title == "Judul “1” & lain"
    assert link.published_at == datetime(2026, 2, 16, 6, 30, tzinfo=UTC)
    assert link.modified_at == datetime(2026, 2, 16, 7, tzinfo=UTC)
    assert (found.more, found.problems) == ((), ())


def test_without_date_gmt_the_source_s_zone_holds() -> None:
    body = json.dumps([post(1, date_gmt="0000-00-00T00:00:00")]).encode()
    assert read_posts(body, ROOT, zone=WIB).links[0].published_at == datetime(2026, 2, 16, 13, 30, tzinfo=WIB)


@pytest.mark.parametrize(
    ("count", "total", "more"), [(100, 3, True), (100, None, True), (99, None, False), (5, 2, False)]
)
def test_the_next_page_is_named_while_there_is_one(count: int, total: int | None, more: bool) -> None:
    asked = posts_url(ROOT, page=2, after=datetime(2026, 2, 1, tzinfo=UTC))
    found = read_posts(json.dumps([post(n) for n in range(count)]).encode(), asked, total_pages=total)
    assert found.more == ((posts_url(ROOT, page=3, after=datetime(2026, 2, 1, tzinfo=UTC)),) if more else ())


def test_one_broken_post_costs_only_itself() -> None:
    broken = [
        None,
        7,
        {},
        post(2, link=None),
        post(3, link="file:///x"),
        post(4, title=None, date_gmt=[], date=1),
    ]
    found = read_posts(json.dumps([post(1), *broken, post(5)]).encode(), ROOT)
    assert {link.url[-8:] for link in found.links} == {"judul-1/", "judul-4/", "judul-5/"}
    assert len(found.problems) == 5


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "no JSON"),
        (b"<html>", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b'"x"', "no list of posts: str"),
        (b'{"code":"rest_forbidden","message":"Maaf, tidak boleh."}', "no list of posts: Maaf, tidak boleh."),
    ],
)
def test_an_answer_that_is_no_list_says_why(body: bytes, problem: str) -> None:
    found = read_posts(body, ROOT)
    assert found.links == ()
    assert found.more == ()
    assert found.problems[0].startswith(problem)


def test_a_byte_order_mark_before_the_answer_is_no_trouble() -> None:
    assert len(read_posts(b"\xef\xbb\xbf\n" + json.dumps([post(1)]).encode(), ROOT).links) == 1

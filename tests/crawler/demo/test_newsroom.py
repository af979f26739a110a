"""What all sites do alike: validators, compression, robots.txt, rounds, the record of requests."""

from __future__ import annotations

import gzip
from dataclasses import replace
from urllib.robotparser import RobotFileParser

import pytest

from crawler.demo.library import SITES
from crawler.demo.newsroom import HOSTS, Newsroom
from crawler.demo.response import Response
from tests.crawler.demo.conftest import Ask

LISTS = [
    ("antara", "/rss/terkini.xml"),
    ("antara", "/terkini"),
    ("disway", "/rss/kriminal"),
    ("disway", "/kategori/kriminal"),
    ("wordpress", "/feed/"),
    ("wordpress", "/wp-sitemap-posts-post-1.xml"),
]


def first_article(newsroom: Newsroom, site: str) -> str:
    return newsroom.url_of(newsroom.pieces(site)[0], "")


@pytest.mark.parametrize("site", SITES)
def test_every_piece_of_a_site_has_a_page_with_its_title(newsroom: Newsroom, site: str, ask: Ask) -> None:
    for piece in newsroom.pieces(site):
        answer = ask(site, newsroom.url_of(piece, ""))
        assert answer.status == 200
        assert piece.title.split(",")[0] in answer.body.decode()


@pytest.mark.parametrize(("site", "target"), LISTS)
def test_lists_that_have_not_changed_are_a_304(ask: Ask, site: str, target: str) -> None:
    first = ask(site, target)
    by_etag = ask(site, target, If_None_Match=first.headers["ETag"])
    by_date = ask(site, target, If_Modified_Since=first.headers["Last-Modified"])
    assert first.status == 200
    assert (by_etag.status, by_etag.body) == (304, b"")
    assert by_date.status == 304
    assert by_etag.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize(("site", "target"), LISTS)
def test_lists_change_with_the_second_round(ask: Ask, newsroom: Newsroom, site: str, target: str) -> None:
    seen = ask(site, target).headers
    newsroom.round = 2
    assert ask(site, target, If_None_Match=seen["ETag"]).status == 200
    assert ask(site, target, If_Modified_Since=seen["Last-Modified"]).status == 200


@pytest.mark.parametrize("site", SITES)
def test_in_the_second_round_only_edited_articles_are_sent_again(
    ask: Ask, newsroom: Newsroom, site: str
) -> None:
    first = {newsroom.url_of(piece, ""): piece.text for piece in newsroom.pieces(site)}
    etags = {url: ask(site, url).headers["ETag"] for url in first}
    newsroom.round = 2
    now = {newsroom.url_of(piece, ""): piece.text for piece in newsroom.pieces(site)}
    sent = {url for url in first if ask(site, url, If_None_Match=etags[url]).status == 200}
    assert sent == {url for url in first if url in now and now[url] != first[url]}
    assert len(sent) == 1


def test_what_was_taken_down_is_a_404_and_in_no_list(ask: Ask, newsroom: Newsroom) -> None:
    here = set(newsroom.pieces("antara"))
    newsroom.round = 2
    ids = {piece.id for piece in newsroom.pieces("antara")}
    (gone,) = [piece for piece in here if piece.id not in ids]
    newsroom.round = 1
    url = newsroom.url_of(gone, "")
    assert ask("antara", url).status == 200
    newsroom.round = 2
    assert ask("antara", url).status == 404
    assert str(gone.id) not in ask("antara", "/search?q=arisan").body.decode()


def test_if_none_match_outdoes_the_date(ask: Ask) -> None:
    seen = ask("antara", "/terkini").headers["Last-Modified"]
    answer = ask("antara", "/terkini", If_None_Match='"other"', If_Modified_Since=seen)
    assert answer.status == 200


def test_a_date_that_cannot_be_read_is_as_if_not_sent(ask: Ask) -> None:
    assert ask("antara", "/terkini", If_Modified_Since="kemarin").status == 200


def test_gzip_is_sent_only_where_it_is_accepted(ask: Ask) -> None:
    plain = ask("disway", "/")
    packed = ask("disway", "/", Accept_Encoding="br;q=1.0, gzip;q=0.8")
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body)


@pytest.mark.parametrize("site", SITES)
def test_robots_forbids_something_that_pages_link_to(ask: Ask, site: str) -> None:
    answer = ask(site, "/robots.txt")
    rules = RobotFileParser()
    rules.parse(answer.body.decode().splitlines())
    front = ask(site, "/").body.decode()
    closed = {"antara": "/admin/login", "disway": "/login", "wordpress": "/wp-admin/"}[site]
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert f"http://koran.test{closed}" in front
    assert not rules.can_fetch("Ronda", closed)
    assert rules.crawl_delay("Ronda") is None


def test_robots_forbids_one_article_that_a_list_names(ask: Ask, newsroom: Newsroom) -> None:
    rules = RobotFileParser()
    rules.parse(ask("antara", "/robots.txt").body.decode().splitlines())
    urls = {newsroom.url_of(piece, ""): piece.allowed for piece in newsroom.pieces("antara")}
    assert {url for url in urls if not rules.can_fetch("Ronda", url)} == {
        url for url, allowed in urls.items() if not allowed
    }
    assert list(urls.values()).count(False) == 1


@pytest.mark.parametrize("site", SITES)
def test_an_unknown_address_is_a_404_page(ask: Ask, site: str) -> None:
    answer = ask(site, "/ini/tidak/ada")
    assert answer.status == 404
    assert "Halaman tidak ditemukan" in answer.body.decode()
    assert "ETag" not in answer.headers


def test_only_get_and_head_are_allowed(newsroom: Newsroom) -> None:
    assert newsroom.respond("antara", "POST", "/terkini", {}).status == 405


def test_every_request_is_recorded(newsroom: Newsroom, ask: Ask) -> None:
    ask("antara", "/terkini?page=2", User_Agent="Ronda/1 (uji)")
    ask("disway", "/tidak-ada")
    first, second = newsroom.requests
    assert (first.site, first.method, first.path, first.status) == ("antara", "GET", "/terkini", 200)
    assert first.target == "/terkini?page=2"
    assert first.agent == "Ronda/1 (uji)"
    assert first.at <= second.at
    assert second.status == 404
    assert newsroom.asked("disway") == ["/tidak-ada"]


def test_a_fault_is_answered_in_place_of_the_page(newsroom: Newsroom, ask: Ask) -> None:
    newsroom.faults["antara", "/terkini"] = Response(status=503, headers={"Retry-After": "120"})
    assert ask("antara", "/terkini").headers["Retry-After"] == "120"
    assert ask("antara", "/terkini/2").status == 200
    assert newsroom.requests[0].status == 503


def test_addresses_on_a_page_are_those_of_the_host_that_was_asked(newsroom: Newsroom) -> None:
    for host, site in HOSTS.items():
        text = newsroom.respond(site, "GET", "/", {"host": host}, "https").body.decode()
        assert f"https://{host}/" in text
        assert "127.0.0.1" not in text


def test_weight_makes_a_page_as_heavy_as_real_ones(newsroom: Newsroom) -> None:
    heavy = Newsroom(base=newsroom.base, weight_kb=150)
    for site in SITES:
        target = first_article(newsroom, site)
        light = newsroom.respond(site, "GET", target, {}).body
        body = heavy.respond(site, "GET", target, {}).body
        assert 148 * 1024 < len(body) - len(light) < 154 * 1024
        assert body.count(b"<li") > 200


def test_a_piece_of_ones_own_can_be_published(newsroom: Newsroom) -> None:
    own = replace(newsroom.pieces("antara")[0], title="Judul sendiri", number=900)
    small = Newsroom([own], base=newsroom.base)
    assert b"Judul sendiri" in small.respond("antara", "GET", "/terkini", {}).body
    assert small.respond("disway", "GET", "/", {}).status == 200

"""The main job, end to end: real children crawl the served newsroom into a real file."""

from __future__ import annotations

import subprocess
import sys

from crawler.demo.library import Piece
from crawler.demo.response import Response
from crawler.demo.sources import NAMES
from spiders.catalog import load_catalog
from spiders.catalog.describe import lists_of
from tests.house import REPOSITORY, House


def titles(house: House, site: str) -> set[str]:
    """What a crawl should bring of a site: robots.txt forbids some of it."""
    return {piece.title for piece in house.newsroom.pieces(site) if piece.allowed}


def path_of(house: House, piece: Piece) -> str:
    return house.newsroom.url_of(piece, "")


def test_all_parts_of_a_split_article_are_one_text(crawled: House) -> None:
    house = crawled
    split = [piece for piece in house.newsroom.pieces("disway") if piece.parts > 1]
    assert split
    for piece in split:
        text = house.one("SELECT text FROM articles WHERE title = ?", piece.title)
        assert text == piece.text
        assert house.one("SELECT partial FROM articles WHERE title = ?", piece.title) == 0


def test_the_four_addresses_of_a_disway_article_are_one_article(house: House) -> None:
    piece = house.newsroom.pieces("disway")[0]
    house.newsroom.faults["disway", "/rss/kriminal"] = Response(
        status=200,
        headers={"Content-Type": "text/html"},
        body="".join(
            f'<h2 class="media-heading"><a href="{address}">{piece.title}</a></h2>'
            for address in (
                f"/amp/{piece.id}/{piece.slug}",
                f"//{house.running.host('disway')}//read/{piece.id}/{piece.slug}",
                f"/read/{piece.id}/{piece.slug}?utm_source=x",
                f"/{piece.section}/read/{piece.id}/{piece.slug}",
                f"/{piece.section}/read/{piece.id}/{piece.slug}/15",
            )
        ).encode(),
    )
    house.changes["demo-disway"] = {"feeds": [], "listings": ["/rss/kriminal"], "pages": 1}
    end = house.crawl("demo-disway")
    assert (end.figures["links"], end.figures["stored"]) == (1, 1)
    base = house.running.base("disway")
    for path in (f"/amp/{piece.id}/{piece.slug}", f"/x/read/{piece.id}/{piece.slug}/15"):
        shown = house.ronda("show", base + path, "--json")
        assert shown.returncode == 0, shown.stderr
        assert piece.title in shown.stdout


def test_each_address_ends_with_exactly_one_outcome(house: House) -> None:
    for source in NAMES.values():
        end = house.crawl(source)
        figures = end.figures
        outcomes = ("stored", "unchanged", "revised", "duplicate", "off_topic", "refused", "gone", "failed")
        assert figures["pages"] == sum(figures[name] for name in outcomes)
    assert house.one("SELECT count(*) FROM urls WHERE disposition = 'pending'") == 0


def test_a_quiet_round_is_one_304_a_list_and_no_article(house: House) -> None:
    for source in NAMES.values():
        house.crawl(source)
    house.newsroom.requests.clear()
    for source in NAMES.values():
        end = house.crawl(source)
        assert end.outcome == "ok"
        assert end.figures["pages"] == 0
    # the API of WordPress knows no conditions: its feed, which has not changed, speaks for it
    catalog = load_catalog(house.config())
    lists = [address for name in NAMES.values() for address in lists_of(catalog[name])]
    assert len(house.newsroom.requests) == sum("/wp-json/" not in address for address in lists) == 8
    assert {request.status for request in house.newsroom.requests} == {304}


def test_an_api_that_a_feed_speaks_for_is_asked_when_the_feed_fails_or_has_news(house: House) -> None:
    api, feed = "/wp-json/wp/v2/posts", "/feed/"
    house.crawl("demo-wordpress")

    def asked() -> bool:
        house.newsroom.requests.clear()
        assert house.crawl("demo-wordpress").outcome == "ok"
        return any(request.path == api for request in house.newsroom.requests)

    assert not asked()
    house.newsroom.faults["wordpress", feed] = Response(status=500)
    assert asked()
    house.newsroom.faults.clear()
    assert not asked()
    house.change("UPDATE urls SET visited_at = '2026-01-01T00:00:00Z' WHERE url LIKE '%/wp-json/%'")
    assert asked(), "not for so long"
    house.newsroom.round = 2
    assert asked()


def test_ten_unchanged_rounds_bring_no_false_revision(house: House) -> None:
    for source in NAMES.values():
        house.crawl(source)
    before = house.rows("SELECT url, title, text, content_hash FROM articles ORDER BY id")
    for _ in range(10):
        # as if nobody had told us that nothing changed: every article is read anew
        house.change("UPDATE urls SET etag = NULL, last_modified = NULL WHERE kind = 'article'")
        end = house.crawl("demo-disway", revisit=True)
        assert (end.outcome, end.figures["unchanged"]) == ("ok", len(titles(house, "disway")))
    for site in ("antara", "wordpress"):
        house.crawl(NAMES[site], revisit=True)
    assert house.rows("SELECT url, title, text, content_hash FROM articles ORDER BY id") == before
    assert house.one("SELECT count(*) FROM revisions") == 0
    assert house.one("SELECT count(*) FROM article_events") == 0


def test_robots_txt_is_asked_first_and_obeyed(house: House) -> None:
    for source in NAMES.values():
        house.crawl(source)
    for site in NAMES:
        targets = house.newsroom.asked(site)
        assert targets[0] == "/robots.txt"
        assert targets.count("/robots.txt") == 1
        rules = house.newsroom.respond(site, "GET", "/robots.txt", {}).body.decode()
        forbidden = [line.split(":", 1)[1].strip() for line in rules.splitlines() if "Disallow" in line]
        assert forbidden
        assert not [target for target in targets for prefix in forbidden if target.startswith(prefix)]


def test_the_user_agent_says_who_we_are_and_whom_to_ask(house: House) -> None:
    house.settings["contact"] = "https://example.org/monitor"
    house.crawl("demo-wordpress")
    agents = {request.agent for request in house.newsroom.requests}
    assert len(agents) == 1
    assert agents.pop().startswith("Ronda/")
    assert "https://example.org/monitor" in house.newsroom.requests[0].agent


def test_a_failing_feed_costs_the_other_lists_nothing(house: House) -> None:
    house.newsroom.faults["antara", "/rss/terkini.xml"] = Response(status=500, headers={}, body=b"")
    end = house.crawl("demo-antara")
    assert end.outcome == "ok"
    assert end.figures["lists_failed"] == 1
    assert end.figures["stored"] == len(titles(house, "antara"))
    assert house.one("SELECT reason FROM urls WHERE kind = 'list' AND disposition = 'failed'") == "HTTP 500"


def test_a_source_that_answers_nothing_has_failed(house: House) -> None:
    for path in ("/rss/terkini.xml", "/terkini"):
        house.newsroom.faults["antara", path] = Response(status=503, headers={}, body=b"")
    end = house.crawl("demo-antara")
    assert end.outcome == "failed"
    assert "lists failed" in end.reason


def test_a_source_whose_lists_name_no_article_has_failed(house: House) -> None:
    for path in ("/rss/terkini.xml", "/terkini"):
        house.newsroom.faults["antara", path] = Response(
            status=200, headers={"Content-Type": "text/html"}, body=b"<html><body><p>Kosong</p></body></html>"
        )
    assert house.crawl("demo-antara").outcome == "failed"


def test_a_source_that_cannot_be_reached_has_failed(house: House) -> None:
    house.changes["demo-antara"] = {"host": "127.0.0.1:1", "feeds": ["/rss"], "listings": []}
    end = house.crawl("demo-antara")
    assert end.outcome == "failed"
    assert "its only list failed: robots.txt: connection refused" in end.reason


def test_a_page_that_fails_is_asked_again_in_the_next_run(house: House) -> None:
    piece = next(piece for piece in house.newsroom.pieces("antara") if piece.allowed)
    path = path_of(house, piece)
    house.newsroom.faults["antara", path] = Response(status=503, headers={}, body=b"")
    assert house.crawl("demo-antara").figures["failed"] == 1
    assert house.newsroom.asked("antara").count(path) == 3  # twice more, however well its neighbours answer
    house.newsroom.faults.clear()
    end = house.crawl("demo-antara")
    assert end.figures["stored"] == 1
    assert house.one("SELECT count(*) FROM articles WHERE title = ?", piece.title) == 1


def test_a_missing_part_makes_the_article_partial_and_loses_nothing(house: House) -> None:
    piece = next(piece for piece in house.newsroom.pieces("disway") if piece.parts > 1)
    path = f"/read/{piece.id}/{piece.slug}/15"
    house.newsroom.faults["disway", path] = Response(status=500, headers={}, body=b"")
    house.crawl("demo-disway")
    row = house.rows("SELECT * FROM articles WHERE title = ?", piece.title)[0]
    assert row["partial"] == 1
    assert piece.portions()[0][0] in row["text"]


def test_limit_takes_the_newest_and_leaves_the_rest_for_the_next_run(house: House) -> None:
    first = house.crawl("demo-antara", limit=3)
    assert first.figures["stored"] == 3
    newest = sorted(house.newsroom.pieces("antara"), key=lambda piece: piece.published, reverse=True)[:3]
    assert {row["title"] for row in house.rows("SELECT title FROM articles")} == {p.title for p in newest}
    second = house.crawl("demo-antara")
    assert second.outcome == "ok"
    assert house.one("SELECT count(*) FROM articles") == len(titles(house, "antara"))


def test_pages_of_a_list_that_a_limit_cut_off_are_asked_later_though_the_first_is_unchanged(
    house: House,
) -> None:
    house.changes["demo-antara"] = {"feeds": []}
    house.crawl("demo-antara", limit=1)
    assert house.one("SELECT count(*) FROM urls WHERE kind = 'list' AND resume IS NOT NULL") == 1
    house.crawl("demo-antara")
    assert house.one("SELECT count(*) FROM articles") == len(titles(house, "antara"))
    assert house.one("SELECT count(*) FROM urls WHERE resume IS NOT NULL") == 0


def test_round_two_brings_the_new_and_shows_the_edited(crawled: House) -> None:
    house = crawled
    before = house.one("SELECT count(*) FROM articles")
    house.newsroom.round = 2
    ends = [house.crawl(source, revisit=True) for source in NAMES.values()]
    assert {end.outcome for end in ends} == {"ok"}
    assert sum(end.figures["stored"] for end in ends) >= 5
    assert sum(end.figures["revised"] for end in ends) == 3
    assert sum(end.figures["gone"] for end in ends) == 1
    assert house.one("SELECT count(*) FROM revisions") == 3
    assert house.one("SELECT count(*) FROM articles") == before + sum(end.figures["stored"] for end in ends)


def test_plain_scrapy_lists_and_crawls_every_source_by_its_name(house: House) -> None:
    house.config()
    environ = {"RONDA_CONFIG": str(house.file), "PATH": "/usr/bin:/bin", "HOME": str(house.folder)}

    def scrapy(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "scrapy", *arguments]
        return subprocess.run(
            command, cwd=REPOSITORY, env=environ, capture_output=True, text=True, timeout=120, check=True
        )

    names = scrapy("list").stdout.split()
    assert {"sumeks", "antara-sumsel", *NAMES.values()} <= set(names)
    scrapy("crawl", "demo-wordpress", "-a", "since=2020-01-01")
    assert house.one("SELECT count(*) FROM articles") == len(titles(house, "wordpress"))
    assert house.one("SELECT trigger FROM runs") == "scrapy"


def test_a_young_article_is_looked_at_again_when_its_hour_has_come(crawled: House) -> None:
    house = crawled
    house.newsroom.round = 2
    # three hours pass
    house.change(
        "UPDATE articles SET first_fetched_at = strftime('%Y-%m-%dT%H:%M:%SZ', first_fetched_at, '-3 hours')"
    )
    house.change("UPDATE urls SET visited_at = strftime('%Y-%m-%dT%H:%M:%SZ', visited_at, '-3 hours')")
    end = house.crawl("demo-antara")
    assert (end.figures["revised"], end.figures["gone"]) == (1, 1)
    assert end.figures["unchanged"] == len(titles(house, "antara")) - end.figures["stored"] - 1
    again = house.crawl("demo-antara")
    assert again.figures["pages"] == 0

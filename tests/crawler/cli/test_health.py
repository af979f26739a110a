"""`ronda health` over real crawls: exit code and words that a person or cron can act on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.demo.desk import Desk
from crawler.demo.newsroom import Newsroom
from crawler.demo.response import Response
from crawler.demo.server import serve
from crawler.demo.synthetic import make_articles
from tests.house import House

FEED, LISTING = "/rss/terkini.xml", "/terkini"


class Paper(Newsroom):
    """An ANTARA-like site of twelve articles, and of eight more after a redesign that loses its authors."""

    def __init__(self, base: datetime) -> None:
        made = make_articles(20, sites=("antara",), base=base)
        self.written = tuple(replace(piece, author="Siti Rahma") for piece in made)
        super().__init__(self.written[8:], base=base, per_page=20, feed_items=20)

    def redesign(self) -> None:
        self.all_pieces, self.round = self.written, 2

    def _answer(self, site: str, desk: Desk, method: str, target: str) -> Response:
        given = super()._answer(site, desk, method, target)
        if self.round == 1:
            return given
        return replace(given, body=re.sub(rb"Pewarta:.*?<br>", b"", given.body, flags=re.DOTALL))


@pytest.fixture
def paper(tmp_path: Path, base: datetime) -> Iterator[House]:
    """The paper after three good rounds, an hour and more apart."""
    with serve(Paper(base)) as running:
        house = House(tmp_path, running)
        house.crawl("demo-antara")
        for _ in range(2):
            house.later(hours=1)
            quiet_round(house)
        house.later(hours=1)
        yield house


def quiet_round(house: House) -> None:
    """The row that a round without news leaves, without the seconds of a crawl."""
    house.change(
        'INSERT INTO runs (source, started_at, finished_at, outcome, reason, "trigger", pid, lists, '
        "lists_unchanged) SELECT source, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), "
        "strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), 'ok', '0 new', 'cron', 1, 2, 2 FROM runs LIMIT 1"
    )


def health(house: House, code: int) -> Mapping[str, Any]:
    done = house.ronda("health", "demo-antara", "--json")
    assert done.returncode == code, done.stderr
    (found,) = json.loads(done.stdout)
    return dict(found)


def fail(house: House, status: int, body: bytes = b"") -> None:
    for path in (FEED, LISTING):
        house.newsroom.faults["antara", path] = Response(status=status, headers={}, body=body)


def test_a_source_is_new_then_well(paper: House) -> None:
    done = paper.ronda("health", "demo-antara", "demo-disway", "--json")
    assert done.returncode == 0, done.stderr
    states = {one["source"]: one["state"] for one in json.loads(done.stdout)}
    assert states == {"demo-antara": "well", "demo-disway": "new"}
    found = health(paper, 0)
    assert (found["articles"], found["with_author"], found["with_date"]) == (12, 1.0, 1.0)
    assert found["latency_ms"] > 0


def test_a_redesign_that_loses_its_authors_is_told_with_evidence(paper: House) -> None:
    paper.newsroom.redesign()
    end = paper.crawl("demo-antara")
    assert end.figures["stored"] == 8
    found = health(paper, 1)
    assert found["state"] == "broken"
    assert "an author on 0 of the newest 8 articles, 12 of 12 before" in found["evidence"]
    shown = paper.ronda("health", "demo-antara")
    assert shown.stdout.startswith("demo-antara\tbroken\t2")


@pytest.mark.parametrize("status", [403, 401])
def test_a_source_that_declines_is_blocked(paper: House, status: int) -> None:
    fail(paper, status)
    paper.crawl("demo-antara")
    found = health(paper, 1)
    assert found["state"] == "blocked"
    assert f"HTTP {status}" in found["evidence"]


def test_a_challenge_in_place_of_new_articles_is_a_block(paper: House) -> None:
    wall = b"<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>"
    paper.newsroom.redesign()
    for piece in paper.newsroom.written:
        path = "/" + paper.newsroom.url_of(piece, "http://x").split("/", 3)[3]
        headers = {"Content-Type": "text/html"}
        paper.newsroom.faults["antara", path] = Response(status=200, headers=headers, body=wall)
    paper.crawl("demo-antara")
    found = health(paper, 1)
    assert found["state"] == "blocked"
    assert "a challenge page" in found["evidence"]


def test_robots_txt_that_forbids_all_is_a_block(paper: House) -> None:
    paper.newsroom.faults["antara", "/robots.txt"] = Response(
        headers={"Content-Type": "text/plain"}, body=b"User-agent: *\nDisallow: /\n"
    )
    paper.change("DELETE FROM robots")  # half a day has passed
    paper.crawl("demo-antara")
    found = health(paper, 1)
    assert found["state"] == "blocked"
    assert "robots.txt" in found["evidence"]


def test_a_site_that_is_no_more_is_gone(paper: House) -> None:
    fail(paper, 410)
    paper.crawl("demo-antara")
    assert health(paper, 1)["state"] == "gone"


def test_a_host_that_cannot_be_reached_is_gone_when_it_lasts(paper: House) -> None:
    paper.changes["demo-antara"] = {"host": "127.0.0.1:9"}
    paper.crawl("demo-antara")
    assert health(paper, 0)["state"] == "unsteady"
    paper.crawl("demo-antara")
    found = health(paper, 1)
    assert found["state"] == "gone"
    assert "connection refused" in found["evidence"]
    assert "the last 2 runs" in found["evidence"]


def test_rounds_without_anything_new_for_weeks_are_a_silence(paper: House) -> None:
    for _ in range(32):
        paper.later(hours=24)
        quiet_round(paper)
    found = health(paper, 1)
    assert found["state"] == "silent"
    assert "nothing new on 3" in found["evidence"]


def test_an_unknown_source_is_wrong_use(house: House) -> None:
    house.crawl("demo-antara", limit=1)
    done = house.ronda("health", "demo-antar")
    assert done.returncode == 2
    assert "demo-antara" in done.stderr

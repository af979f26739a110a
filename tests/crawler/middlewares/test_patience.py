"""Patience with real crawls: what a host asks for holds from run to run, trouble opens the circuit."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from crawler.clock import from_iso, now
from tests.hostile.crawl import Crawled, crawl
from tests.hostile.paper import HTML, Fault, Vice, answers, paper
from tests.hostile.server import Ask, Hostile, Reply, Stream, served

LONG_AGO = "2026-01-01T00:00:00Z"
LIST = ("/robots.txt", "/feed.xml")
Again = Callable[[], Crawled]


def articles(vice: str, status: int, **headers: str) -> Fault:
    """Every article answers so; the lists are well."""

    def answer(ask: Ask) -> Reply | Stream:
        if ask.path in LIST:
            return paper(Vice(name=vice, row="", pieces=30), ask)
        return Reply(status=status, headers=HTML | headers, body=b"<h1>x</h1>")

    return answer


def change(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "ronda.db")) as database, database:
        database.execute(statement)


def waits(crawled: Crawled) -> list[tuple[int, timedelta]]:
    rows = crawled.rows("SELECT tries, wait_until, noted_at FROM host_waits")
    return [(row["tries"], from_iso(row["wait_until"]) - from_iso(row["noted_at"])) for row in rows]


def pending(crawled: Crawled) -> int:
    sql = "SELECT count(*) AS n FROM urls WHERE kind = 'article' AND disposition = 'pending'"
    return int(crawled.rows(sql)[0]["n"])


def past(folder: Path) -> None:
    """As if the time of waiting were over, and robots.txt to be asked anew."""
    change(
        folder, "UPDATE host_waits SET wait_until = '2026-01-01T00:00:00Z', noted_at = '2026-01-01T00:00:00Z'"
    )
    change(folder, "DELETE FROM robots")


def test_an_hour_that_a_host_asks_for_is_kept_over_runs_and_nothing_is_lost(tmp_path: Path) -> None:
    vice = Vice(name="busy", row="", faults={"*": articles("busy", 429, **{"Retry-After": "3600"})})
    with served(answers((vice,))) as newsroom:
        first = crawl(tmp_path, [vice], newsroom)
        asked = len(newsroom.asked)
        second = crawl(tmp_path, [vice], newsroom)
        assert len(newsroom.asked) == asked == 3  # robots.txt, the feed, one article
    for crawled in (first, second):
        assert crawled.ends["busy"]["outcome"] == "failed"
        assert "left alone until" in crawled.ends["busy"]["reason"]
        assert waits(crawled) == [(1, timedelta(hours=1))]
        assert pending(crawled) == 30


def test_trouble_after_trouble_opens_the_circuit_and_one_probe_tries_it(tmp_path: Path) -> None:
    sick = True

    def answer(ask: Ask) -> Reply | Stream:
        if sick and ask.path != "/robots.txt":
            return Reply(status=500, headers=HTML)
        return paper(vice, ask)

    feeds = ["/feed.xml", *(f"/{number}.xml" for number in range(9))]
    vice = Vice(name="sick", row="", faults={"*": answer}, source={"feeds": feeds})
    with served(answers((vice,))) as newsroom:
        first = crawl(tmp_path, [vice], newsroom)
        assert len(newsroom.requests("sick")) == 1 + 5  # robots.txt, and five times trouble
        assert first.ends["sick"]["outcome"] == "failed"
        [(tries, wait)] = waits(first)
        assert tries == 1
        assert wait > timedelta(minutes=4)
        change(tmp_path, f"UPDATE host_waits SET wait_until = '{LONG_AGO}'")
        newsroom.asked.clear()
        second = crawl(tmp_path, [vice], newsroom)
        assert len(newsroom.requests("sick")) == 1  # the probe
        [(tries, longer)] = waits(second)
        assert tries == 2
        assert longer > 1.3 * wait
        sick = False
        past(tmp_path)
        third = crawl(tmp_path, [vice], newsroom)
    assert waits(third) == []
    assert third.ends["sick"]["figures"]["stored"] == 4


@pytest.mark.parametrize("status", [429, 503])
def test_a_short_wait_is_sat_out_at_the_length_that_was_asked_for(tmp_path: Path, status: int) -> None:
    def answer(ask: Ask) -> Reply | Stream:
        if ask.path not in LIST and ask.count == 1:
            return Reply(status=status, headers=HTML | {"Retry-After": "2"})
        return paper(vice, ask)

    vice = Vice(name="short", row="", faults={"*": answer}, pieces=1)
    with served(answers((vice,))) as newsroom:
        crawled = crawl(tmp_path, [vice], newsroom)
        first, second = newsroom.asked[-2:]
    assert first.target == second.target
    assert 2.0 <= second.at - first.at < 5.0
    assert crawled.ends["short"]["figures"]["stored"] == 1
    assert waits(crawled) == []


def test_a_wait_noted_by_a_clock_that_ran_ahead_is_not_believed(tmp_path: Path) -> None:
    vice = Vice(name="clock", row="", pieces=2)
    with served(answers((vice,))) as newsroom:
        crawl(tmp_path, [vice], newsroom)
        host = f"127.0.0.1:{newsroom.ports['clock']}"
        values = f"('{host}', '2999-01-02T00:00:00Z', 'x', 1, '2999-01-01T00:00:00Z')"
        change(tmp_path, f"INSERT INTO host_waits VALUES {values}")
        crawled = crawl(tmp_path, [vice], newsroom)
    assert crawled.ends["clock"]["outcome"] == "ok"
    assert now().year < 2999


def test_the_pauses_a_server_sees_are_never_shorter_than_configured(tmp_path: Path) -> None:
    vice = Vice(name="pause", row="", pieces=6, source={"delay": 0.4})
    with served(answers((vice,))) as newsroom:
        crawl(tmp_path, [vice], newsroom)
        gaps = gaps_of(newsroom)
    assert len(gaps) == 7
    assert min(gaps) >= 0.4
    assert newsroom.most["pause"] == 1


def test_crawl_delay_makes_the_pause_longer_also_when_robots_txt_is_known(tmp_path: Path) -> None:
    robots = Reply(headers={"Content-Type": "text/plain"}, body=b"User-agent: *\nCrawl-delay: 0.7\n")
    vice = Vice(name="slow", row="", pieces=2, faults={"/robots.txt": lambda ask: robots})
    with served(answers((vice,))) as newsroom:
        crawl(tmp_path, [vice], newsroom)
        assert min(gaps_of(newsroom)) >= 0.7
        newsroom.asked.clear()
        change(tmp_path, "UPDATE urls SET disposition = 'pending', visited_at = NULL WHERE kind = 'article'")
        crawl(tmp_path, [vice], newsroom)
        assert "/robots.txt" not in newsroom.requests("slow")
        assert min(gaps_of(newsroom)) >= 0.7


def gaps_of(newsroom: Hostile) -> list[float]:
    times = [ask.at for ask in newsroom.asked]
    return [later - earlier for earlier, later in pairwise(times)]

"""A site that is down for rounds and rounds: nothing of it is given up, and all of it is had in the end."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.hostile.crawl import crawl
from tests.hostile.paper import HTML, Vice, answers, paper
from tests.hostile.server import Ask, Reply, Stream, served

LISTS = ("/robots.txt", "/feed.xml")
DOWN = Vice(name="down", row="", pieces=4)


def test_a_host_that_is_down_for_rounds_costs_no_address_its_tries(tmp_path: Path) -> None:
    sick = True

    def answer(ask: Ask) -> Reply | Stream:
        if sick and ask.path not in LISTS:
            return Reply(status=500, headers=HTML, body=b"<h1>500</h1>")
        return paper(DOWN, ask)

    vice = Vice(name="down", row="", pieces=4, faults={"*": answer})
    with served(answers((vice,))) as newsroom:
        for _ in range(3):
            crawled = crawl(tmp_path, [vice], newsroom)
            assert crawled.ends["down"]["outcome"] == "failed"
            rows = crawled.rows("SELECT disposition, attempts FROM urls WHERE kind = 'article'")
            assert {row["attempts"] for row in rows} <= {0, 1}
            with closing(sqlite3.connect(tmp_path / "ronda.db")) as database, database:
                database.execute("DELETE FROM host_waits")  # as if their time were over
        sick = False
        crawled = crawl(tmp_path, [vice], newsroom)
        assert crawled.ends["down"]["figures"]["stored"] == 4


def test_one_page_that_always_fails_uses_up_its_own_tries_behind_all_news(tmp_path: Path) -> None:
    bad = "/berita/9001/kabar"
    fails = {bad: lambda ask: Reply(status=500, headers=HTML, body=b"<h1>500</h1>")}
    vice = Vice(name="page", row="", pieces=4, links=(bad,), faults=fails)
    with served(answers((vice,))) as newsroom:
        crawl(tmp_path, [vice], newsroom, arguments=("--limit", "1"))
        newsroom.asked.clear()
        crawled = crawl(tmp_path, [vice], newsroom)
        rows = crawled.rows("SELECT attempts FROM urls WHERE url LIKE '%/9001/%'")
        assert rows == [{"attempts": 2}]
        articles = [target for target in newsroom.requests("page") if target.startswith("/berita")]
        assert articles[-1] == bad
        newsroom.asked.clear()
        crawled = crawl(tmp_path, [vice], newsroom)
        assert bad not in newsroom.requests("page"), "not for a quarter of an hour"
        crawl(tmp_path, [vice], newsroom, arguments=("--retry",))
        assert bad in newsroom.requests("page")

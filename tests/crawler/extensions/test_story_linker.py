"""Real crawls end with their articles in stories, whatever befell an earlier one."""

from __future__ import annotations

import subprocess
import sys

from tests.crawler.kills import CHILD, Victim
from tests.house import REPOSITORY, House
from tests.processes import soon

UNLINKED = "SELECT count(*) FROM articles WHERE id NOT IN (SELECT article_id FROM article_stories)"


def test_what_a_crawl_stored_is_in_stories_when_it_ends(house: House) -> None:
    end = house.crawl("demo-wordpress")
    assert end.figures["stored"] > 10
    assert house.one("SELECT count(*) FROM story_queue") == 0
    assert house.one(UNLINKED) == 0
    assert house.one("SELECT sum(articles) FROM stories") == end.figures["stored"]


def test_what_a_killed_crawl_stored_is_linked_by_the_next(house: House) -> None:
    with Victim(house, "crawl", "demo-wordpress") as victim:
        assert victim.until_asked(8)
        assert soon(lambda: house.database.exists() and house.one("SELECT count(*) FROM articles") > 2)
        victim.kill(victim.pids(CHILD)[0])
        victim.finish()
    assert house.one(UNLINKED) == house.one("SELECT count(*) FROM story_queue") > 2
    house.crawl("demo-antara")
    assert house.one(UNLINKED) == 0


def test_scrapys_own_command_links_too(house: House) -> None:
    house.config()
    subprocess.run(
        [sys.executable, "-m", "scrapy", "crawl", "demo-wordpress"],
        cwd=REPOSITORY,
        env={"RONDA_CONFIG": str(house.file), "PATH": "/usr/bin:/bin", "HOME": str(house.folder)},
        capture_output=True,
        timeout=120,
        check=True,
    )
    assert house.one("SELECT count(*) FROM articles") > 10
    assert house.one(UNLINKED) == 0


def test_a_crawl_that_is_told_to_stop_leaves_linking_to_the_next(house: House) -> None:
    house.changes["demo-wordpress"] = {"delay": 2.0}  # a dozen articles are to come, on a busy machine too
    with Victim(house, "crawl", "demo-wordpress") as victim:
        assert victim.until_asked(2)
        assert soon(lambda: house.database.exists() and house.one("SELECT count(*) FROM articles") > 0)
        victim.process.terminate()
        victim.finish()
    assert house.one("SELECT outcome FROM runs") == "interrupted"
    assert house.one("SELECT count(*) FROM story_queue") > 0

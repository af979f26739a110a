"""The run as the store has it: begun, growing, ended, whatever befalls the crawl."""

from __future__ import annotations

import json
import subprocess
import sys
import time

from crawler.clock import now
from storage import open_store
from tests.crawler.children import run_child
from tests.crawler.kills import CHILD, Victim, assert_complete
from tests.house import REPOSITORY, House
from tests.processes import soon

STAGES = """{
    'pipelines.stages.ReadStage': 100,
    'tests.crawler.extensions.broken.BrokenStage': 150,
    'pipelines.stages.StoreStage': 200,
}"""
BROKEN = "made = child.scrapy_settings; child.scrapy_settings = lambda config: made(config) | "
BROKEN += "{'ITEM_PIPELINES': " + STAGES + "}"


def test_a_run_notes_who_started_it_when_it_began_and_ended_and_scrapys_own_stats(house: House) -> None:
    before = now()
    told = run_child(house, "demo-wordpress", "--trigger", "cron")
    (row,) = house.rows("SELECT * FROM runs")
    assert (row["source"], row["trigger"], row["outcome"]) == ("demo-wordpress", "cron", "ok")
    assert before.strftime("%Y-%m-%dT%H:%M:%SZ") <= row["started_at"] <= row["finished_at"]
    assert row["pid"] > 0
    assert json.loads(row["stats"])["finish_reason"] == "finished"
    assert told.end["figures"]["stored"] == row["stored"]


def test_the_store_keeps_what_the_catalogue_says_of_the_source(house: House) -> None:
    run_child(house, "demo-wordpress")
    (row,) = house.rows("SELECT * FROM sources")
    assert (row["name"], row["title"], row["region"]) == ("demo-wordpress", "Warta Pesisir (demo)", "Lampung")
    assert row["utc_offset"] == "+07:00"


def test_while_it_runs_its_figures_can_be_read(house: House) -> None:
    house.newsroom.pause = 0.3  # over seven seconds for all; the figures are kept every five
    with Victim(house, "crawl", "demo-antara") as victim:
        assert victim.until_asked(10)
        assert soon(
            lambda: bool(house.rows("SELECT id FROM runs WHERE outcome = 'running' AND requests > 9"))
        )
        house.newsroom.pause = 0.0
        assert victim.finish() == 0
    assert house.one("SELECT outcome FROM runs") == "ok"


def test_a_run_that_was_cut_off_is_mended_by_the_next_and_said_so(house: House) -> None:
    house.newsroom.pause = 0.05
    with Victim(house, "crawl", "demo-antara") as victim:
        assert victim.until_asked(8)
        (child,) = victim.pids(CHILD)
        victim.kill(victim.process.pid)  # nobody is left to mend it now
        victim.finish()
        assert soon(lambda: child not in victim.pids(CHILD))
    assert victim.left_behind() == []
    assert house.one("SELECT outcome FROM runs") == "running"
    house.newsroom.pause = 0.0
    told = run_child(house, "demo-antara")
    assert told.log.count("an earlier run was cut off; what it left open is asked now") == 1
    outcomes = [row["outcome"] for row in house.rows("SELECT outcome FROM runs ORDER BY id")]
    assert outcomes == ["interrupted", "ok"]
    assert_complete(house, "antara")


def test_a_crawl_whose_run_cannot_be_recorded_does_not_begin(house: House) -> None:
    house.database.write_text("no database, but somebody's notes\n" * 50)
    told = run_child(house, "demo-antara")
    assert told.code == 1
    assert "is not a SQLite database" in told.error
    assert "Traceback" not in told.log
    assert house.newsroom.requests == []
    assert house.database.read_text().startswith("no database")


def test_a_bug_in_a_stage_fails_the_run_and_loses_nothing(house: House) -> None:
    told = run_child(house, "demo-antara", before=BROKEN)
    broken = told.end["figures"]["errors"]
    assert (told.code, told.end["outcome"]) == (1, "failed")
    assert broken == 8
    assert told.end["reason"] == "8 errors: see the log"
    assert told.log.count("KeyError: 'a bug of ours'") == broken
    assert house.one("SELECT count(*) FROM urls WHERE disposition = 'pending'") == broken
    assert run_child(house, "demo-antara").end["figures"]["stored"] == broken
    assert_complete(house, "antara")


def test_an_end_that_cannot_be_recorded_is_told_all_the_same(house: House) -> None:
    run_child(house, "demo-antara", "--argument", "limit=1")
    gone = "from storage.sqlite.store import SqliteStore as S; from crawler.errors import StoreError\n"
    gone += "def full(*_): raise StoreError('ronda.db cannot grow: the disk is full')\n"
    told = run_child(house, "demo-antara", before=f"exec({gone + 'S.finish_run = full'!r})")
    assert (told.code, told.end["outcome"]) == (1, "failed")
    assert told.end["reason"] == "its end could not be recorded: ronda.db cannot grow: the disk is full"
    assert "Traceback" not in told.log


def test_under_plain_scrapy_the_verdict_stands_in_the_log(house: House) -> None:
    house.changes["demo-antara"] = {"host": "127.0.0.1:1", "feeds": ["/rss"], "listings": []}
    house.config()
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "crawl", "demo-antara"],
        cwd=REPOSITORY,
        env={"RONDA_CONFIG": str(house.file), "PATH": "/usr/bin:/bin", "HOME": str(house.folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "ERROR crawler.extensions.run_recorder: demo-antara: failed: its only list failed" in done.stderr


def test_the_store_is_closed_and_the_lock_free_when_a_crawl_has_ended(house: House) -> None:
    run_child(house, "demo-antara", "--argument", "limit=1")
    store = open_store(house.database)  # the last to close a database takes its -wal file away
    store.close()
    assert not house.database.with_name("ronda.db-wal").exists()
    begin = time.monotonic()
    assert run_child(house, "demo-antara", "--argument", "limit=1").code == 0
    assert time.monotonic() - begin < 60

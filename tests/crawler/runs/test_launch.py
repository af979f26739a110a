"""One crawl as a child process: every way it can end is told, and noted in the store."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crawler.demo.response import Response
from crawler.runs import launch as launching
from crawler.runs.launch import CrawlEnd, CrawlOrder, launch
from crawler.runs.lock import take_lock
from pipelines.stages import LOSSES
from storage.store import FIGURES
from tests.crawler.kills import CHILD, assert_complete, assert_sound, expected, stored
from tests.house import REPOSITORY, House
from tests.processes import alive, descendants, mentioning

DOWN = Response(status=503, body=b"")


def run_row(house: House) -> dict[str, Any]:
    return house.rows("SELECT * FROM runs ORDER BY id DESC LIMIT 1")[0]


def begin(house: House, source: str = "demo-antara", **order: Any) -> asyncio.Task[CrawlEnd]:
    return asyncio.create_task(launch(CrawlOrder(source=source, **order), house.config()))


async def until(true: Callable[[], object], seconds: float = 30) -> None:
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.01)


async def until_asked(house: House, requests: int) -> int:
    """The pid of the child, once it has asked so often."""
    await until(lambda: len(house.newsroom.requests) >= requests)
    database = str(house.database)
    (pid,) = (
        pid for pid, command in descendants(os.getpid()).items() if CHILD in command and database in command
    )
    return pid


async def test_a_good_crawl_is_told_as_it_stands_in_the_store(house: House) -> None:
    end = await begin(house, trigger="cron")
    row = run_row(house)
    assert (end.outcome, row["outcome"], row["trigger"]) == ("ok", "ok", "cron")
    assert end.reason == row["reason"] == f"{len(expected(house, 'antara'))} new"
    assert dict(end.figures) == {name: row[name] for name in FIGURES}
    assert row["finished_at"] >= row["started_at"]


async def test_a_crawl_without_an_answer_is_told_as_failed(house: House) -> None:
    for path in ("/rss/terkini.xml", "/terkini"):
        house.newsroom.faults["antara", path] = DOWN
    end = await begin(house)
    row = run_row(house)
    assert (end.outcome, row["outcome"]) == ("failed", "failed")
    assert end.reason == row["reason"] == "all 2 lists failed: HTTP 503"


async def test_while_another_run_holds_the_lock_nothing_is_asked(house: House) -> None:
    lock = take_lock(house.database, "demo-antara")
    end = await begin(house)
    lock.release()
    assert end.outcome == "locked"
    assert "another run holds the lock" in end.reason
    assert house.newsroom.requests == []
    assert house.one("SELECT count(*) FROM runs") == 0


async def test_two_at_once_crawl_a_source_once(house: House) -> None:
    house.newsroom.pause = 0.05
    ends = await asyncio.gather(begin(house), begin(house))
    assert sorted(end.outcome for end in ends) == ["locked", "ok"]
    assert house.one("SELECT count(*) FROM runs") == 1
    assert_complete(house, "antara")


async def test_a_source_that_is_in_no_catalogue_is_told_with_the_nearest_name(house: House) -> None:
    end = await begin(house, "demo-antar")
    assert end.outcome == "failed"
    assert "did you mean 'demo-antara'?" in end.reason


async def test_a_killed_child_has_failed_and_its_run_does_not_stay_open(house: House) -> None:
    house.newsroom.pause = 0.05
    crawl = begin(house)
    os.kill(await until_asked(house, 5), signal.SIGKILL)
    end = await crawl
    row = run_row(house)
    assert (end.outcome, end.reason) == ("failed", "killed by SIGKILL")
    assert (row["outcome"], row["reason"]) == ("interrupted", "killed before it ended")
    assert row["finished_at"]


async def test_a_child_that_cannot_run_has_failed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    end = await begin(house)
    assert (end.outcome, end.reason) == ("failed", "broke with exit code 1: see the log")


async def test_what_lies_in_the_working_directory_is_none_of_a_crawls_business(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = house.config()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "ronda.toml").write_text("paralel = 2", encoding="utf-8")
    (elsewhere / "storage.py").write_text("raise SystemExit('a foreign module')", encoding="utf-8")
    monkeypatch.syspath_prepend(str(REPOSITORY))
    monkeypatch.chdir(elsewhere)
    end = await launch(CrawlOrder(source="demo-antara", limit=1), config)
    assert (end.outcome, end.reason) == ("ok", "1 new")


async def test_out_of_time_a_crawl_ends_by_itself_and_the_next_goes_on(house: House) -> None:
    house.settings["run_minutes"] = 0.02
    house.newsroom.pause = 0.15
    end = await begin(house)
    assert end.outcome == "ok"
    assert end.reason.endswith("time was up, the next run goes on")
    assert 0 < len(house.newsroom.requests) < 24
    house.settings.clear()
    house.newsroom.pause = 0.0
    assert (await begin(house)).outcome == "ok"
    assert_complete(house, "antara")


async def test_out_of_time_a_crawl_lets_go_of_what_waits_for_its_turn(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    # a list after 6 s, an article after 12, and when time is up after 15 two wait, the second until 24
    monkeypatch.setattr(launching, "OVERTIME_SECONDS", 7.0)
    house.settings["run_minutes"] = 0.25
    house.changes["demo-antara"] = {"delay": 6.0}
    end = await begin(house)
    assert end.outcome == "ok"
    assert end.reason.endswith("time was up, the next run goes on")
    assert end.figures["lists_failed"] == 0
    assert house.one("SELECT count(*) FROM urls WHERE disposition = 'pending'") > 0
    house.settings.clear()
    house.changes.clear()
    assert (await begin(house)).outcome == "ok"
    assert_complete(house, "antara")


async def test_a_child_that_hangs_past_its_time_is_ended(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launching, "OVERTIME_SECONDS", 2.0)
    monkeypatch.setattr(launching, "DRAIN_SECONDS", 0.3)
    house.settings["run_minutes"] = 0.01
    crawl = begin(house)
    await until(lambda: mentioning(str(house.database)))
    (pid,) = mentioning(str(house.database))
    os.kill(pid, signal.SIGSTOP)  # hears no SIGTERM
    end = await crawl
    assert (end.outcome, end.reason) == ("failed", "over its time limit of 0.01 minutes, ended")
    assert not alive(pid)
    if house.database.exists():
        assert house.rows("SELECT id FROM runs WHERE outcome = 'running'") == []


async def test_a_cancelled_crawl_finishes_the_page_in_hand_and_leaves_the_rest_open(house: House) -> None:
    house.newsroom.pause = 0.1
    crawl = begin(house)
    pid = await until_asked(house, 14)  # of 24: articles are on their way
    crawl.cancel()
    with pytest.raises(asyncio.CancelledError):
        await crawl
    assert not alive(pid)
    assert mentioning(str(house.database)) == []
    row = run_row(house)
    assert (row["outcome"], row["reason"]) == (
        "interrupted",
        "stopped before it was done; the next run goes on",
    )
    articles = [target for target in house.newsroom.asked("antara") if target.startswith("/berita/")]
    assert row["stored"] == row["pages"] - row["refused"] == len(articles) == len(stored(house, "antara"))
    assert house.one("SELECT count(*) FROM urls WHERE disposition = 'pending'") > 0
    house.newsroom.pause = 0.0
    await begin(house)
    assert_complete(house, "antara")


async def test_a_crawl_that_is_cancelled_before_it_has_begun_leaves_nothing(house: House) -> None:
    crawl = begin(house)
    await until(lambda: mentioning(str(house.database)))
    crawl.cancel()
    with pytest.raises(asyncio.CancelledError):
        await crawl
    assert mentioning(str(house.database)) == []
    if house.database.exists():
        assert house.rows("SELECT id FROM runs WHERE outcome = 'running'") == []


async def test_progress_is_told_about_once_a_second(house: House) -> None:
    house.newsroom.pause = 0.1
    told: list[tuple[str, dict[str, int]]] = []
    order = CrawlOrder(source="demo-antara")
    end = await launch(order, house.config(), progress=lambda name, f: told.append((name, dict(f))))
    assert {name for name, _ in told} == {"demo-antara"}
    counts = [figures["requests"] for _, figures in told]
    assert len(counts) >= 2
    assert counts == sorted(counts)
    assert counts[0] < end.figures["requests"] == 24
    assert set(told[0][1]) == set(FIGURES)


async def test_a_spider_that_breaks_fails_the_run_and_costs_its_neighbours_nothing(
    house: House, capfd: pytest.CaptureFixture[str]
) -> None:
    await begin(house, limit=1)
    with sqlite3.connect(house.database) as database:
        # a note as a bug of an earlier version could have left it: its page is no number
        url = f"{house.running.base('antara')}/terkini/2"
        note = json.dumps({"url": url, "kind": "listing", "first": url, "page": "2"})
        database.execute("UPDATE urls SET resume = ?, disposition = 'pending' WHERE url = ?", (note, url))
    database.close()
    capfd.readouterr()
    end = await begin(house)
    assert (end.outcome, end.reason) == ("failed", "1 errors: see the log")
    assert end.figures["stored"] > 5
    assert "TypeError" in capfd.readouterr().err


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="limits a running process: Linux")
async def test_a_disk_that_takes_no_more_ends_the_crawl_with_a_clear_reason(
    house: House, capfd: pytest.CaptureFixture[str]
) -> None:
    house.newsroom.pause = 0.05
    crawl = begin(house)
    pid = await until_asked(house, 14)
    log = house.database.with_name("ronda.db-wal").stat().st_size
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (log, log))
    end = await crawl
    said = capfd.readouterr().err
    assert end.outcome == "failed"
    assert "ronda.db cannot be read or written: the disk reports an error" in end.reason
    assert "Traceback" not in said
    assert said.count("not kept: ") == LOSSES
    assert_sound(house)
    assert house.one("SELECT count(*) FROM runs WHERE outcome = 'running'") <= 1
    house.newsroom.pause = 0.0
    assert (await begin(house)).outcome == "ok"
    assert_complete(house, "antara")


async def test_a_page_that_fails_is_one_line_of_the_log(
    house: House, capfd: pytest.CaptureFixture[str]
) -> None:
    pieces = [piece for piece in house.newsroom.pieces("antara") if piece.allowed][:2]
    for piece in pieces:
        house.newsroom.faults["antara", house.newsroom.url_of(piece, "")] = DOWN
    end = await begin(house)
    assert end.figures["failed"] == 2
    lines = capfd.readouterr().err.splitlines()
    assert len(lines) == 2, lines
    for line in lines:
        assert " WARNING http://" in line
        assert line.endswith(": failed (HTTP 503)")


async def test_a_good_crawl_says_nothing(house: House, capfd: pytest.CaptureFixture[str]) -> None:
    await begin(house)
    said = capfd.readouterr()
    assert (said.out, said.err) == ("", "")

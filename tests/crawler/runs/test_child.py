"""The child by itself: nothing but events on standard output, a readable log, honest exit codes."""

from __future__ import annotations

import re
import signal
from datetime import timedelta

import pytest

from crawler.clock import now
from crawler.demo.response import Response
from crawler.errors import EXIT_FAILED, EXIT_LOCKED, EXIT_OK, EXIT_USAGE
from crawler.runs.lock import take_lock
from storage.store import FIGURES
from tests.crawler.children import run_child
from tests.crawler.kills import assert_complete
from tests.house import House

# a library in C that writes to file descriptor 1, and a Python one that prints
NOISE = """
import os
def heard(event, _):
    if event == "sqlite3.connect":
        os.write(1, b"noise\\n")
        print("noise", flush=True)
sys.addaudithook(heard)
"""


def test_a_good_crawl_ends_with_its_verdict_and_status_0(house: House) -> None:
    told = run_child(house, "demo-antara")
    assert (told.code, told.end["outcome"]) == (EXIT_OK, "ok")
    assert set(told.end["figures"]) == set(FIGURES)
    assert house.one("SELECT id FROM runs") == told.end["run"]
    assert told.log == ""


def test_a_failed_crawl_is_status_1(house: House) -> None:
    for path in ("/rss/terkini.xml", "/terkini"):
        house.newsroom.faults["antara", path] = Response(status=500, body=b"")
    told = run_child(house, "demo-antara")
    assert (told.code, told.end["outcome"]) == (EXIT_FAILED, "failed")


def test_a_held_lock_is_status_75(house: House) -> None:
    lock = take_lock(house.database, "demo-antara")
    told = run_child(house, "demo-antara")
    lock.release()
    assert told.code == told.events[-1]["exit_code"] == EXIT_LOCKED
    assert "another run holds the lock" in told.error
    assert "Traceback" not in told.log


@pytest.mark.parametrize(
    ("source", "argument", "said"),
    [
        ("demo-antara", "limit=0", "limit must be 1 or more"),
        ("demo-antara", "since=gestern", "is no day"),
        ("demo-antara", "colour=red", "unknown argument 'colour'"),
        ("demo-antaro", "limit=1", "did you mean 'demo-antara'?"),
    ],
)
def test_wrong_use_is_status_2_in_one_sentence(house: House, source: str, argument: str, said: str) -> None:
    told = run_child(house, source, "--argument", argument)
    assert told.code == EXIT_USAGE
    assert said in told.error
    assert "Traceback" not in told.log
    assert house.newsroom.requests == []


def test_whatever_prints_in_the_child_leaves_its_events_whole(house: House) -> None:
    told = run_child(house, "demo-antara", before=f"exec({NOISE!r})")
    assert told.code == EXIT_OK
    assert told.log.count("noise") >= 2


def test_whose_parent_is_gone_already_asks_nothing(house: House) -> None:
    told = run_child(house, "demo-antara", parent=1)
    assert told.code == -signal.SIGKILL
    assert house.newsroom.requests == []


def test_the_log_is_one_line_a_page_in_the_configured_zone(house: House) -> None:
    house.settings["timezone"] = "Asia/Jayapura"
    told = run_child(house, "demo-antara", "--log-level", "INFO")
    lines = told.log.splitlines()
    assert len([line for line in lines if line.endswith(": stored (new)")]) == told.end["figures"]["stored"]
    here = now() + timedelta(hours=9)
    for line in lines:
        assert re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (INFO|WARNING) ", line), line
        assert line[:10] in (f"{here:%Y-%m-%d}", f"{here - timedelta(minutes=5):%Y-%m-%d}")
    assert not [line for line in lines if "scrapy" in line]


def test_a_child_that_takes_too_much_memory_stops_and_says_so(house: House) -> None:
    house.newsroom.pause = 0.05
    told = run_child(house, "demo-antara", before="child.CRAWL_MEGABYTES = 20")
    assert (told.code, told.end["outcome"]) == (EXIT_FAILED, "failed")
    assert told.end["reason"] == "took too much memory and was stopped; the next run goes on"
    house.newsroom.pause = 0.0
    assert run_child(house, "demo-antara").code == EXIT_OK
    assert_complete(house, "antara")


def test_a_crawl_that_breaks_keeps_its_traceback_in_the_log_and_names_the_source(house: House) -> None:
    broken = "from scrapy.core.scheduler import Scheduler; Scheduler.open = None"
    told = run_child(house, "demo-antara", before=broken)
    assert told.code == EXIT_FAILED
    assert "ERROR demo-antara: the crawl broke\nTraceback" in told.log
    assert told.end["outcome"] == house.one("SELECT outcome FROM runs") == "failed"
    assert told.end["reason"] == "broke before it had begun: see the log"


def test_a_round_without_news_starts_no_reading_process(house: House) -> None:
    no_start = "from pipelines.pool import ReadingPool; ReadingPool.start = None"
    assert run_child(house, "demo-antara").code == EXIT_OK
    quiet = run_child(house, "demo-antara", before=no_start)
    assert (quiet.code, quiet.end["figures"]["pages"]) == (EXIT_OK, 0)
    house.newsroom.round = 2
    assert run_child(house, "demo-antara", before=no_start).code == EXIT_FAILED

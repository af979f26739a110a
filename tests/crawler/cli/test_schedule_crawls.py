"""`ronda schedule` with real crawls: starts what is due, drains when told, leaves no orphan when killed."""

from __future__ import annotations

import signal
import time

from tests.crawler.kills import CHILD, WORKER, Victim, assert_complete, assert_sound, stored
from tests.house import House
from tests.processes import soon


def test_what_is_due_starts_at_once_and_sigterm_drains(house: House) -> None:
    house.newsroom.pause = 0.1
    with Victim(house, "schedule", "demo-antara", "demo-disway") as victim:
        assert victim.until_asked(24)
        victim.kill(victim.process.pid, signal.SIGTERM)
        assert victim.finish() == 0
    assert victim.left_behind() == []
    assert "demo-antara: due, starts now" in victim.err
    assert "stopping: crawls that finish the pages in hand: " in victim.err
    assert "Traceback" not in victim.err
    assert_sound(house)
    assert {row["trigger"] for row in house.rows('SELECT "trigger" FROM runs')} == {"schedule"}
    assert house.one("SELECT count(*) FROM runs WHERE outcome = 'running'") == 0
    house.newsroom.pause = 0.0
    house.crawl("demo-antara")
    house.crawl("demo-disway")
    assert_complete(house, "antara", "disway")


def test_a_finished_turn_is_told_with_its_figures_and_the_next(house: House) -> None:
    with Victim(house, "schedule", "demo-wordpress") as victim:
        assert soon(lambda: house.database.exists() and len(house.newsroom.requests) >= 17, 60)
        assert soon(lambda: not victim.pids(CHILD), 60)
        time.sleep(0.5)  # it has yet to read of its child's end
        victim.kill(victim.process.pid, signal.SIGTERM)
        assert victim.finish() == 0
    assert "demo-wordpress: ok: 12 new; 12 stored; next " in victim.err
    assert len(stored(house, "wordpress")) == 12


def test_a_killed_timetable_leaves_neither_crawls_nor_readers(house: House) -> None:
    house.newsroom.pause = 0.1
    with Victim(house, "schedule", "demo-antara", "demo-disway") as victim:
        assert victim.until_asked(8)
        assert soon(lambda: bool(victim.pids(CHILD)) and bool(victim.pids(WORKER)))
        victim.kill(victim.process.pid)
        assert victim.finish() == -signal.SIGKILL
        assert len(victim.below) >= 2
        assert victim.left_behind() == []
    assert_sound(house)

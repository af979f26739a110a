"""`kill -9` at random moments of a crawl, then the crawl again: nothing lost, nothing twice."""

from __future__ import annotations

import os
import random
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from crawler.demo.newsroom import Newsroom
from crawler.demo.server import serve
from crawler.demo.sources import NAMES
from tests.crawler.kills import (
    CHILD,
    WORKER,
    Victim,
    assert_complete,
    assert_sound,
    dice,
    expected,
    stored,
)
from tests.house import House

# more or fewer: KILLS=50 pytest -m nightly tests/crawler/test_kill.py
MANY = int(os.environ.get("KILLS", "1000"))
LANES = max(1, min(4, os.cpu_count() or 1, MANY))


def kill_somewhen(house: House, site: str, what: str, chance: random.Random, *arguments: str) -> bool:
    """One crawl of a site with one kill in it. Gives False when it was over before its moment came.

    A moment is a number of requests (none: while it still starts) and some milliseconds, so that a slow
    machine sees lists, articles, their parts, reading and storing as often as a quick one.
    """
    with Victim(house, "crawl", NAMES[site], *arguments) as victim:
        met = victim.until_asked(chance.choice([0, 1, 2, 3, 5, 8, 12, 16]))
        met = met and (what == "parent" or victim.until_below(what))
        time.sleep(chance.random() * 0.06)
        victims = [victim.process.pid] if what == "parent" else victim.pids(what)
        for pid in victims[:1]:
            victim.kill(pid)
        code = victim.finish()
    assert victim.left_behind() == []
    # good; failed, as the parent says of a killed child; killed itself
    assert code in (0, 1, -signal.SIGKILL), victim.err
    assert "Traceback" not in victim.err, victim.err
    assert_sound(house)
    return met and bool(victims)


def crawl_to_the_end(house: House, site: str) -> None:
    end = house.crawl(NAMES[site])
    assert end.outcome == "ok", end.reason
    # a reading process that was killed cost its page a try: one more round, and it is had
    if end.figures["failed"]:
        house.crawl(NAMES[site])


@pytest.mark.parametrize(
    ("site", "what", "times"),
    [
        ("antara", CHILD, 3),
        ("disway", CHILD, 4),
        ("wordpress", "parent", 3),
        ("disway", WORKER, 2),
        ("antara", "parent", 2),
    ],
)
def test_after_kills_at_any_moment_the_next_crawl_has_it_all(
    house: House, site: str, what: str, times: int
) -> None:
    house.newsroom.pause = 0.01
    with dice() as chance:
        met = [kill_somewhen(house, site, what, chance) for _ in range(times)]
        assert any(met)
        house.newsroom.pause = 0.0
        crawl_to_the_end(house, site)
        assert_complete(house, site)


def test_a_kill_between_fetching_and_storing_the_last_article_costs_nothing(house: House) -> None:
    with Victim(house, "crawl", "demo-wordpress") as victim:
        assert victim.until_asked(17)  # robots.txt, four lists, twelve articles
        victim.kill(victim.pids(CHILD)[0])
        assert victim.finish() == 1
    assert len(stored(house, "wordpress")) < len(expected(house, "wordpress"))
    assert_sound(house)
    crawl_to_the_end(house, "wordpress")
    assert_complete(house, "wordpress")


def test_kills_in_round_two_lose_no_correction_and_note_none_twice(house: House) -> None:
    house.crawl("demo-disway")
    first = stored(house, "disway")
    house.newsroom.round = 2
    house.newsroom.pause = 0.01
    with dice() as chance:
        for _ in range(3):
            kill_somewhen(house, "disway", CHILD, chance, "--revisit")
        house.newsroom.pause = 0.0
        assert house.crawl("demo-disway", revisit=True).outcome == "ok"
        assert stored(house, "disway").items() >= expected(house, "disway").items()
        pieces = [piece for piece in house.newsroom.all_pieces if piece.site == "disway"]
        numbers = {piece.number for piece in pieces if piece.since == 1}
        edited = {piece.text for piece in pieces if piece.since == 2 and piece.number in numbers}
        revised = house.rows(
            "SELECT r.text AS old, a.text AS new FROM revisions r JOIN articles a ON a.id = r.article_id"
        )
        assert sorted(row["new"] for row in revised) == sorted(edited)
        assert edited
        assert {row["old"] for row in revised} <= set(first.values()) - edited


@pytest.mark.nightly
def test_a_thousand_kills(tmp_path: Path, base: datetime) -> None:
    """A lane for each processor: a crawl that starts keeps one busy, and mostly they start."""
    shares = [MANY // LANES + (lane < MANY % LANES) for lane in range(LANES)]
    with ThreadPoolExecutor(LANES) as pool:
        lanes = [pool.submit(_lane, tmp_path / f"lane-{n}", base, share) for n, share in enumerate(shares)]
        assert sum(lane.result() for lane in lanes) >= MANY


def _lane(folder: Path, base: datetime, kills: int) -> int:
    """So many kills in a house of its own; every few of them the crawl is let to its end and looked over."""
    folder.mkdir()
    done = 0
    with serve(Newsroom(base=base)) as running, dice() as chance:
        house = House(folder, running)
        while done < kills:
            for beside in ("", "-wal", "-shm"):
                house.database.with_name(house.database.name + beside).unlink(missing_ok=True)
            house.newsroom.requests.clear()
            house.newsroom.pause = chance.choice([0.0, 0.005, 0.02])
            site = chance.choice(sorted(NAMES))
            for _ in range(min(chance.randint(1, 10), kills - done + 1)):
                done += kill_somewhen(house, site, chance.choice([CHILD, CHILD, "parent", WORKER]), chance)
            house.newsroom.pause = 0.0
            crawl_to_the_end(house, site)
            assert_complete(house, site)
    return done

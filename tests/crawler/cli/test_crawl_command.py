"""`ronda crawl` and `ronda demo` as cron and a person meet them: real processes, exit codes, signals."""

from __future__ import annotations

import json
import re
import signal
import subprocess
from pathlib import Path

import pytest

from crawler.config import Config
from crawler.demo.response import Response
from crawler.demo.sources import NAMES
from crawler.errors import EXIT_FAILED, EXIT_LOCKED, EXIT_OK, EXIT_USAGE
from crawler.runs.lock import take_lock
from spiders.catalog import load_catalog
from tests.crawler.kills import CHILD, WORKER, Victim, assert_complete, assert_sound, expected, stored
from tests.house import House
from tests.processes import soon

DOWN = Response(status=503, body=b"")


def break_antara(house: House) -> None:
    for path in ("/rss/terkini.xml", "/terkini"):
        house.newsroom.faults["antara", path] = DOWN


def rows_of(done: subprocess.CompletedProcess[str]) -> dict[str, list[str]]:
    """The lines of the report that a pipe gets, by source."""
    return {line.split("\t")[0]: line.split("\t")[1:] for line in done.stdout.splitlines()}


# --- exit codes


def test_all_good_is_status_0_and_a_line_a_source(house: House) -> None:
    done = house.ronda("crawl", "demo-disway", "demo-wordpress", "demo-disway")
    assert (done.returncode, done.stderr) == (EXIT_OK, "")
    rows = rows_of(done)
    assert list(rows) == ["demo-disway", "demo-wordpress"]
    assert rows["demo-wordpress"][0] == "ok"
    assert rows["demo-wordpress"][-1] == f"{len(expected(house, 'wordpress'))} new"
    assert_complete(house, "disway", "wordpress")


def test_one_failed_source_among_good_ones_is_status_1_and_costs_them_nothing(house: House) -> None:
    break_antara(house)
    lock = take_lock(house.database, "demo-disway")
    done = house.ronda("crawl", "demo-antara", "demo-disway", "demo-wordpress")
    lock.release()
    assert done.returncode == EXIT_FAILED  # though a lock was held, too
    rows = rows_of(done)
    assert [row[0] for row in rows.values()] == ["failed", "locked", "ok"]
    assert rows["demo-antara"][-1] == "all 2 lists failed: HTTP 503"
    assert stored(house, "wordpress") == expected(house, "wordpress")
    assert len(done.stderr.splitlines()) == 2  # a line a list
    assert "Traceback" not in done.stderr


def test_a_lock_that_another_run_holds_is_status_75(house: House) -> None:
    lock = take_lock(house.database, "demo-antara")
    done = house.ronda("crawl", "demo-antara")
    lock.release()
    assert done.returncode == EXIT_LOCKED
    assert "demo-antara: another run holds the lock" in done.stdout
    assert house.newsroom.requests == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["crawl", "demo-antar"], "no source 'demo-antar'; did you mean 'demo-antara'?"),
        (["crawl"], "name sources, or --all, or --due"),
        (["crawl", "--all", "demo-antara"], "name sources, or --all, or --due"),
        (["crawl", "--all", "--due"], "name sources, or --all, or --due"),
        (["crawl", "demo-antara", "--since", "kemarin"], "--since: 'kemarin' is no time"),
        (["crawl", "demo-antara", "--since", "1d", "--until", "2d"], "--since must lie before --until"),
        (["crawl", "demo-antara", "--limit", "0"], "Invalid value for '--limit'"),
        (["--config", "/nowhere/ronda.toml", "crawl", "demo-antara"], "no such file"),
    ],
)
def test_wrong_use_is_status_2_says_what_to_do_and_asks_nothing(
    house: House, arguments: list[str], told: str
) -> None:
    done = house.ronda(*arguments)
    assert done.returncode == EXIT_USAGE
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert house.newsroom.requests == []


def test_a_broken_configuration_is_status_2_and_names_file_and_line(house: House, tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("database = \n", encoding="utf-8")
    done = house.ronda("--config", str(broken), "crawl", "demo-antara")
    assert done.returncode == EXIT_USAGE
    assert "broken.toml" in done.stderr
    assert "line 1" in done.stderr
    assert len(done.stderr.splitlines()) == 1


# --- what is crawled


def test_due_is_what_never_was_crawled_and_what_failed_only_when_its_interval_is_over(house: House) -> None:
    house.changes = {name: {"enabled": False} for name in load_catalog(Config()).names()}
    break_antara(house)
    first = house.ronda("crawl", "--due")
    assert first.returncode == EXIT_FAILED
    assert {name: row[0] for name, row in rows_of(first).items()} == {
        "demo-antara": "failed",
        "demo-disway": "ok",
        "demo-wordpress": "ok",
    }
    assert {row["trigger"] for row in house.rows('SELECT "trigger" FROM runs')} == {"cron"}
    house.newsroom.faults.clear()
    early = house.ronda("-v", "crawl", "--due")
    assert early.stdout == ""
    assert "demo-antara: next " in early.stderr
    assert "after the last try: its last run failed" in early.stderr
    assert "demo-disway: next " in early.stderr
    house.change("UPDATE runs SET started_at = '2026-01-01T00:00:00Z' WHERE source = 'demo-antara'")
    second = house.ronda("crawl", "--due")
    assert (second.returncode, list(rows_of(second))) == (EXIT_OK, ["demo-antara"])
    third = house.ronda("crawl", "--due")
    assert (third.returncode, third.stdout, third.stderr) == (EXIT_OK, "", "nothing is due\n")
    fourth = house.ronda("crawl", "--due", "--json")
    assert (fourth.returncode, json.loads(fourth.stdout)) == (EXIT_OK, [])
    assert_complete(house, *NAMES)


def test_json_is_one_document_with_every_figure(house: House) -> None:
    done = house.ronda("crawl", "demo-wordpress", "--limit", "2", "--json")
    (end,) = json.loads(done.stdout)
    assert (end["source"], end["outcome"], end["reason"]) == ("demo-wordpress", "ok", "2 new")
    assert end["figures"]["stored"] == 2
    assert end["figures"]["lists"] >= 3  # the fourth is left for later when the limit was reached before
    newest = list(expected(house, "wordpress"))[:2]
    assert set(stored(house, "wordpress")) == set(newest)


def test_since_and_until_bound_what_is_asked_of_lists_that_tell_times(house: House) -> None:
    pieces = sorted(
        (piece for piece in house.newsroom.pieces("antara") if piece.allowed),
        key=lambda piece: piece.published,
    )
    early, late = (a.published + (b.published - a.published) / 2 for a, b in (pieces[2:4], pieces[-4:-2]))
    done = house.ronda("crawl", "demo-antara", "--since", early.isoformat(), "--until", late.isoformat())
    assert done.returncode == EXIT_OK
    wanted = {piece.title for piece in pieces if early <= piece.published < late}
    assert set(stored(house, "antara")) == wanted


def test_verbose_says_what_became_of_each_page_and_nothing_of_scrapys_parts(house: House) -> None:
    done = house.ronda("-v", "crawl", "demo-wordpress")
    assert len(re.findall(r"INFO http\S+: stored \(new\)", done.stderr)) == len(expected(house, "wordpress"))
    assert "Enabled" not in done.stderr


# --- signals


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_stops_cleanly_and_the_next_crawl_completes(house: House, number: int) -> None:
    house.newsroom.pause = 0.1
    with Victim(house, "crawl", "demo-antara", "demo-disway") as victim:
        assert victim.until_asked(24)
        victim.kill(victim.process.pid, number)
        assert victim.finish() == 130
    assert victim.left_behind() == []
    assert victim.err == "ronda: stopped at your request; what was stored stays\n"
    assert_sound(house)
    outcomes = [row["outcome"] for row in house.rows("SELECT outcome FROM runs")]
    assert outcomes
    assert set(outcomes) <= {"interrupted", "ok"}
    house.newsroom.pause = 0.0
    assert house.ronda("crawl", "demo-antara", "demo-disway").returncode == EXIT_OK
    assert_complete(house, "antara", "disway")


def test_a_killed_parent_leaves_neither_children_nor_readers(house: House) -> None:
    house.newsroom.pause = 0.1
    with Victim(house, "crawl", "demo-antara", "demo-disway") as victim:
        assert victim.until_asked(8)
        assert soon(lambda: len(victim.pids(CHILD)) == len(victim.pids(WORKER)) == 2)
        victim.kill(victim.process.pid)
        assert victim.finish() == -signal.SIGKILL
        assert len(victim.below) >= 4
        assert victim.left_behind() == []


# --- the demo


def test_the_demo_crawls_both_rounds_and_shows_what_came_in(house: House, tmp_path: Path) -> None:
    folder = tmp_path / "warta"
    done = house.ronda("demo", "--round", "2", "--into", str(folder))
    assert (done.returncode, done.stderr) == (EXIT_OK, "")
    for told in (
        "Round 1: 3 sites",
        "Round 2: 3 sites",
        "The newest articles",
        'ronda search "narkoba"',
        "SELECT source",
        f"Go on with: ronda --config {folder}",
    ):
        assert told in done.stdout
    assert done.stdout.count(": ok: ") == 6
    assert "revised" in done.stdout.partition("Round 2")[2]
    again = house.ronda("demo", "--into", str(folder))
    assert again.returncode == EXIT_OK  # its own folder may be written anew
    assert "Round 2" not in again.stdout
    searched = house.ronda("--config", str(folder / "ronda.toml"), "search", "narkoba")
    assert searched.returncode == EXIT_OK
    assert searched.stdout


@pytest.mark.parametrize("what", ["a folder of other things", "a file"])
def test_the_demo_writes_over_nothing_that_is_not_its_own(house: House, tmp_path: Path, what: str) -> None:
    mine = tmp_path / "mine"
    if what == "a file":
        mine.write_text("berita", encoding="utf-8")
        kept = mine
    else:
        mine.mkdir()
        kept = mine / "ronda.db"
        kept.write_text("berita", encoding="utf-8")
    done = house.ronda("demo", "--into", str(mine))
    assert done.returncode == EXIT_USAGE
    assert "--into" in done.stderr
    assert kept.read_text(encoding="utf-8") == "berita"

"""`ronda schedule`: what it would do, and the long-running command itself as a process with real signals."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawler.clock import now
from storage import open_store
from storage.store import RunReport
from tests.crawler.cli.conftest import Ronda

SETTINGS = """
log_level = "ERROR"
[sources.pagi]
host = "127.0.0.1:9"
scheme = "http"
feeds = ["/feed"]
interval = "30m"
[sources.sore]
host = "127.0.0.2:9"
scheme = "http"
feeds = ["/feed"]
interval = "0 6 * * *"
"""


@pytest.fixture
def settings(empty: Path) -> Path:
    file = empty.with_name("ronda.toml")
    file.write_text(SETTINGS, encoding="utf-8")
    return file


def crawled(database: Path, *sources: str, ago: timedelta = timedelta(0)) -> None:
    """Notes a good run of each source that began so long ago."""
    store = open_store(database)
    at = now() - ago
    for source in sources:
        run = store.start_run(source, at=at, trigger="hand", pid=1)
        store.finish_run(run, RunReport(finished_at=at, outcome="ok", reason="", figures={}, stats={}))
    store.close()


def test_a_dry_run_shows_when_each_source_comes_next(ronda: Ronda, empty: Path, settings: Path) -> None:
    crawled(empty, "sore")
    rows = [line.split("\t") for line in ronda("schedule", "--dry-run", "pagi", "sore").out.splitlines()]
    assert [row[:2] for row in rows] == [["pagi", "30m"], ["sore", "0 6 * * *"]]
    assert rows[0][2].startswith("now, ")
    assert rows[1][2].count("06:00 WIB") == 3


def test_a_dry_run_makes_no_database(ronda: Ronda, empty: Path, settings: Path) -> None:
    assert ronda("schedule", "--dry-run").code == 0
    assert not empty.exists()


def test_without_names_all_enabled_sources_are_shown(ronda: Ronda, settings: Path) -> None:
    settings.write_text(SETTINGS + "[sources.palpos]\nenabled = false\n", encoding="utf-8")
    names = {line.split("\t")[0] for line in ronda("schedule", "--dry-run").out.splitlines()}
    assert {"pagi", "sore", "sumeks"} <= names
    assert "palpos" not in names


def test_a_source_that_is_named_may_be_disabled_and_is_shown_once(ronda: Ronda, settings: Path) -> None:
    settings.write_text(SETTINGS + "[sources.palpos]\nenabled = false\n", encoding="utf-8")
    assert len(ronda("schedule", "--dry-run", "palpos", "palpos").out.splitlines()) == 1


def test_json_gives_times_with_their_offset(ronda: Ronda, empty: Path, settings: Path) -> None:
    crawled(empty, "pagi", ago=timedelta(minutes=10))
    (line,) = json.loads(ronda("schedule", "--dry-run", "--json", "pagi").out)
    turns = [datetime.fromisoformat(turn) for turn in line["next"]]
    assert (line["source"], line["interval"], line["due"]) == ("pagi", "30m", False)
    assert timedelta(minutes=19) < turns[0] - now() <= timedelta(minutes=20)
    assert turns[1] - turns[0] == timedelta(minutes=30)
    assert turns[0].utcoffset() == timedelta(hours=7)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--dry-run", "pagii"), "did you mean 'pagi'?"),
        (("pagii",), "did you mean 'pagi'?"),
        (("--json",), "--json goes with --dry-run"),
    ],
)
def test_wrong_use_is_said_in_one_line_and_is_status_2(
    arguments: tuple[str, ...], told: str, ronda: Ronda, settings: Path
) -> None:
    found = ronda("schedule", *arguments)
    assert found.code == 2
    assert told in found.err


def test_wrong_settings_at_the_start_are_status_2(ronda: Ronda, settings: Path) -> None:
    settings.write_text("paralel = 2", encoding="utf-8")
    found = ronda("schedule")
    assert (found.code, found.err.count("\n")) == (2, 1)
    assert "paralel: unknown key" in found.err


class Watch:
    """A `ronda schedule` that runs, with what it has said so far."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.log = folder / "schedule.log"
        program = f"import sys; sys.path.insert(0, {str(Path(__file__).parents[3])!r})\n"
        program += "from crawler.cli.main import run; run()"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", program, "schedule", *arguments], cwd=folder, stderr=log
            )

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def until(self, true: Callable[[str], object]) -> str:
        end = time.monotonic() + 20
        while not true(self.said()):
            assert time.monotonic() < end, self.said()
            assert self.process.poll() is None, self.said()
            time.sleep(0.02)
        return self.said()


@contextmanager
def watching(folder: Path, *arguments: str) -> Iterator[Watch]:
    watch = Watch(folder, *arguments)
    try:
        yield watch
    finally:
        watch.process.kill()
        watch.process.wait()


def test_it_stays_takes_new_settings_keeps_the_old_after_a_mistake_and_ends_when_told(
    empty: Path, settings: Path
) -> None:
    crawled(empty, "pagi", "sore")
    with watching(empty.parent, "pagi", "sore") as watch:
        watch.until(lambda log: "pagi: next " in log and "sore: next " in log)
        settings.write_text(SETTINGS.replace("30m", "30 minutes"), encoding="utf-8")
        watch.process.send_signal(signal.SIGHUP)
        watch.until(lambda log: "the timetable stays as it was: " in log and "sources.pagi.interval" in log)
        settings.write_text(SETTINGS.replace("30m", "1d"), encoding="utf-8")
        watch.process.send_signal(signal.SIGHUP)
        said = watch.until(lambda log: log.count("pagi: next ") == 2)
        watch.process.send_signal(signal.SIGTERM)
        assert watch.process.wait(10) == 0
    assert said.count("sore: next ") == 1
    assert "Traceback" not in said
    today = now() + timedelta(hours=7)
    assert said.startswith(f"{today:%Y-%m-%d %H:}")  # the configured zone, whatever the machine's

"""The whole hostile newsroom in one crawl, beside a healthy paper of fifty articles that must notice nothing.

`python -m tests.hostile.test_all_at_once` prints what was measured.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.hostile.crawl import Crawled, problems, run
from tests.hostile.test_vices import ALL
from tests.hostile.vices_hosts import HEALTHY

MOST_MEGABYTES = 700
ENOUGH = 0.95  # of the good articles of the sick sites


@dataclass
class Peak:
    """The most memory that all descendants of this process held at one time, in MB; shared pages once."""

    megabytes: float = 0.0


def children(pid: int) -> list[int]:
    """All descendants of a process."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += [int(child), *children(int(child))]
    return found


def held(pid: int) -> float:
    """The proportional set size of a process in MB; 0 for one that is gone."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        return int(next(line for line in text.splitlines() if line.startswith("Pss:")).split()[1]) / 1024
    except (OSError, StopIteration):
        return 0.0


@contextmanager
def measured() -> Iterator[Peak]:
    peak, over = Peak(), threading.Event()

    def watch() -> None:
        while not over.wait(0.2):
            try:
                now = sum(held(pid) for pid in children(os.getpid()))
            except OSError:  # a process ended while we looked
                continue
            peak.megabytes = max(peak.megabytes, now)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        over.set()
        thread.join()


def everything(folder: Path) -> tuple[Crawled, Peak]:
    with measured() as peak:
        crawled = run(folder, (HEALTHY, *ALL), fetch_seconds=3.0)
    return crawled, peak


def good_articles(crawled: Crawled) -> tuple[int, int]:
    """How many good articles of the sick sites were stored, and how many there were."""
    stored = wanted = 0
    for vice in ALL:
        if vice.good.stored:
            wanted += vice.good.stored
            stored += min(vice.good.stored, crawled.ends[vice.name]["figures"].get("stored", 0))
    return stored, wanted


@pytest.mark.nightly
@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_all_vices_at_once_cost_a_healthy_neighbour_nothing(tmp_path: Path) -> None:
    crawled, peak = everything(tmp_path)
    assert problems(HEALTHY, crawled) == []
    stored, wanted = good_articles(crawled)
    assert stored >= ENOUGH * wanted
    assert crawled.newsroom.canary_hits == []
    assert 0 < peak.megabytes < MOST_MEGABYTES


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        begun = time.monotonic()
        crawled, peak = everything(Path(folder))
        stored, wanted = good_articles(crawled)
        healthy = crawled.ends[HEALTHY.name]["figures"].get("stored", 0)
        failing = {vice.name: found for vice in ALL if (found := problems(vice, crawled))}
        print(f"{len(ALL)} sites with a vice, {time.monotonic() - begun:.0f} s")
        print(f"healthy neighbour: {healthy} of 50 stored")
        print(f"good articles of the sick sites: {stored} of {wanted}")
        print(f"peak memory of all processes: {peak.megabytes:.0f} MB")
        print(f"canary hits: {len(crawled.newsroom.canary_hits)}")
        print(f"sites whose outcome is not the good one: {len(failing)}")
        for name, found in failing.items():
            print(f"  {name}: {'; '.join(found)}")


if __name__ == "__main__":
    main()

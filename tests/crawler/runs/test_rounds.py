"""Several crawls side by side: limits hold, one that breaks stops no other, and the sum is an exit code."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from crawler.config import Config
from crawler.errors import EXIT_FAILED, EXIT_LOCKED, EXIT_OK, StoreError
from crawler.runs.launch import CrawlEnd, CrawlOrder, launch
from crawler.runs.rounds import exit_code, run_all


def end(source: str, outcome: str = "ok") -> CrawlEnd:
    return CrawlEnd(source=source, outcome=outcome, reason="")


def orders(*hosts: str) -> list[tuple[list[str], CrawlOrder]]:
    return [([host], CrawlOrder(source=f"{number}@{host}")) for number, host in enumerate(hosts)]


class Crawls:
    """A launcher that only takes time, and notes what ran beside what."""

    def __init__(self, seconds: float = 0.02) -> None:
        self.seconds = seconds
        self.now: list[str] = []
        self.beside: list[list[str]] = []
        self.cancelled: list[str] = []

    async def __call__(self, order: CrawlOrder, config: Config) -> CrawlEnd:
        self.now.append(order.source)
        self.beside.append(list(self.now))
        try:
            await asyncio.sleep(self.seconds)
        except asyncio.CancelledError:
            self.cancelled.append(order.source)
            raise
        finally:
            self.now.remove(order.source)
        return end(order.source)


async def test_no_more_run_at_once_than_configured() -> None:
    crawls = Crawls()
    await run_all(orders(*"abcdefgh"), Config(parallel=3), crawls, lambda _: None)
    assert max(map(len, crawls.beside)) == 3
    assert len(crawls.beside) == 8


async def test_no_host_is_crawled_twice_at_once() -> None:
    crawls = Crawls()
    await run_all(orders("a.id", "a.id", "b.id", "a.id"), Config(parallel=4), crawls, lambda _: None)
    for beside in crawls.beside:
        hosts = [name.partition("@")[2] for name in beside]
        assert len(hosts) == len(set(hosts))
    assert max(map(len, crawls.beside)) == 2


async def test_ends_come_in_the_order_asked_and_are_told_as_they_come() -> None:
    async def launcher(order: CrawlOrder, config: Config) -> CrawlEnd:
        await asyncio.sleep(0.1 if order.source == "0@slow.id" else 0)
        return end(order.source)

    told: list[str] = []
    ends = await run_all(
        orders("slow.id", "quick.id"), Config(parallel=2), launcher, lambda end: told.append(end.source)
    )
    assert [end.source for end in ends] == ["0@slow.id", "1@quick.id"]
    assert told == ["1@quick.id", "0@slow.id"]


@pytest.mark.parametrize(
    "error", [StoreError("ronda.db is damaged"), RuntimeError("a bug"), OSError(11, "x")]
)
async def test_a_crawl_that_breaks_has_failed_and_stops_no_other(error: Exception) -> None:
    async def launcher(order: CrawlOrder, config: Config) -> CrawlEnd:
        if order.source == "0@a.id":
            raise error
        await asyncio.sleep(0.02)
        return end(order.source)

    told: list[str] = []
    ends = await run_all(
        orders("a.id", "b.id", "c.id"), Config(parallel=2), launcher, lambda end: told.append(end.source)
    )
    assert [end.outcome for end in ends] == ["failed", "ok", "ok"]
    assert str(error) in ends[0].reason
    assert sorted(told) == ["0@a.id", "1@b.id", "2@c.id"]


async def test_where_no_process_can_be_started_the_crawl_has_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    (only,) = await run_all(orders("a.id"), Config(database=tmp_path / "ronda.db"), launch, lambda _: None)
    assert only.outcome == "failed"
    assert "No such file" in only.reason


async def test_cancelling_cancels_all_that_run_and_starts_none_that_wait() -> None:
    crawls = Crawls(seconds=9)
    running = asyncio.create_task(run_all(orders(*"abcd"), Config(parallel=2), crawls, lambda _: None))
    await asyncio.sleep(0.05)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert sorted(crawls.cancelled) == ["0@a", "1@b"]
    assert len(crawls.beside) == 2


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        ([], EXIT_OK),
        (["ok", "ok"], EXIT_OK),
        (["ok", "failed"], EXIT_FAILED),
        (["ok", "interrupted"], EXIT_FAILED),
        (["ok", "locked"], EXIT_LOCKED),
        (["locked", "failed", "ok"], EXIT_FAILED),
    ],
)
def test_the_exit_code_is_that_of_the_worst(outcomes: list[str], code: int) -> None:
    assert exit_code([end("a", outcome) for outcome in outcomes]) == code

"""The timetable at work: real signals to this process, real child processes as crawls."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from crawler.clock import now
from crawler.config import Config
from crawler.errors import ConfigError, StoreError
from crawler.runs.launch import CrawlEnd, CrawlOrder
from crawler.timetable.clockwork import Timetable
from crawler.timetable.plan import Plan
from crawler.timetable.rhythm import Turn
from spiders.catalog.source import Source
from tests.crawler.timetable.sources import plan, source

# a crawl that finishes "the pages in hand" in a tenth of a second when told to stop; `deaf` never listens
CHILD = """
import signal, sys, time
def drain(*_):
    if sys.argv[1] != "deaf":
        time.sleep(0.1); print("drained", flush=True); sys.exit(0)
signal.signal(signal.SIGTERM, drain)
print("up", flush=True)
time.sleep(float(sys.argv[2]))
"""


@dataclass
class Yard:
    """Launches children as `launch` does, and remembers what became of them."""

    seconds: float = 0.0
    deaf: bool = False
    started: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    drained: list[str] = field(default_factory=list)
    children: dict[str, asyncio.subprocess.Process] = field(default_factory=dict)
    together: int = 0
    orders: list[tuple[CrawlOrder, Config]] = field(default_factory=list)

    async def launch(self, order: CrawlOrder, config: Config) -> CrawlEnd:
        manner = "deaf" if self.deaf else "good"
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-Sc", CHILD, manner, str(self.seconds), stdout=asyncio.subprocess.PIPE
        )
        assert child.stdout is not None
        try:
            await child.stdout.readline()
            self.orders.append((order, config))
            self.started.append(order.source)
            self.children[order.source] = child
            self.together = max(self.together, sum(c.returncode is None for c in self.children.values()))
            await child.wait()
        except asyncio.CancelledError:
            await self._stop(child, order.source)
            raise
        self.ended.append(order.source)
        return CrawlEnd(source=order.source, outcome="ok", reason="", figures={"stored": 3, "requests": 9})

    async def _stop(self, child: asyncio.subprocess.Process, name: str) -> None:
        assert child.stdout is not None
        child.terminate()
        try:
            if await child.stdout.read():
                self.drained.append(name)
        except asyncio.CancelledError:
            child.kill()
        await child.wait()


@asynccontextmanager
async def running(read: Callable[[], Plan], yard: Yard, **options: Any) -> AsyncIterator[Timetable]:
    timetable = Timetable(read, yard.launch, **options)
    task = asyncio.create_task(timetable.run())
    await asyncio.sleep(0.05)
    try:
        yield timetable
    finally:
        if not task.done():
            timetable.stop()
        await asyncio.wait_for(task, 10)


async def until(true: Callable[[], object], seconds: float = 5.0) -> None:
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.01)


@pytest.fixture(autouse=True)
def _readable_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, logger="apscheduler")
    caplog.set_level(logging.INFO, logger="crawler.timetable")  # last: it sets the handler's level too


async def test_sources_that_are_due_are_crawled_at_the_start_and_others_wait(
    caplog: pytest.LogCaptureFixture,
) -> None:
    yard = Yard()
    made = plan(source("due"), source("fresh"), last_good={"fresh": now()}, timezone="Asia/Jayapura")
    async with running(lambda: made, yard) as timetable:
        await until(lambda: yard.ended)
        await asyncio.sleep(0.05)
        turns = timetable.next_turns()
    assert yard.started == ["due"]
    assert yard.orders[0][0].trigger == "schedule"
    for turn in turns.values():
        assert turn is not None
        assert timedelta(minutes=29) < turn - now() < timedelta(minutes=32)
    assert "due: due, starts now" in caplog.messages
    assert any(
        line.startswith("due: ok: 3 stored; next ") and line.endswith(" WIT") for line in caplog.messages
    )


@pytest.mark.parametrize(
    ("row", "looked", "hours"),
    [
        (source("a", "1h"), True, 5),
        (source("ill", "1h"), True, 1),  # what cannot be looked up keeps its interval
        (source("daily", "0 * * * *"), False, 1),  # a cron expression stays as it is written
    ],
    ids=lambda value: value.name if isinstance(value, Source) else "",
)
async def test_after_a_crawl_the_next_turn_is_told_from_what_is_known_by_then(
    row: Source, looked: bool, hours: int
) -> None:
    yard, asked = Yard(), []
    begun = now()

    def look(row: Source) -> Turn:
        asked.append(row.name)
        if row.name == "ill":
            raise StoreError("the database is locked")
        return Turn(at=begun + timedelta(hours=5), why="a quiet night")

    async with running(lambda: plan(row), yard, look=look) as timetable:
        await until(lambda: yard.ended and (asked or not looked))
        await asyncio.sleep(0.05)
        turn = timetable.next_turns()[row.name]
    assert asked == ([row.name] if looked else [])
    assert turn is not None
    assert timedelta(0) < turn - begun <= timedelta(hours=hours, minutes=2)
    assert hours == 1 or turn == begun + timedelta(hours=5)


async def test_a_turn_that_is_due_at_once_leaves_a_breath_all_the_same() -> None:
    yard = Yard()
    async with running(
        lambda: plan(source("a", "1h")), yard, look=lambda row: Turn(at=now(), why="cut off")
    ) as timetable:
        await until(lambda: yard.ended == ["a"])
        await until(lambda: timetable.next_turns()["a"] - now() < timedelta(minutes=1))  # type: ignore[operator]
        await asyncio.sleep(0.2)
    assert yard.started == ["a"]


async def test_no_more_crawls_at_once_than_allowed() -> None:
    yard = Yard(seconds=0.15)
    rows = [source(f"s{n}", "1m") for n in range(5)]
    async with running(lambda: plan(*rows, parallel=2), yard) as timetable:
        timetable_now(timetable)
        await until(lambda: len(yard.ended) == 5)
    assert yard.together == 2


async def test_two_sources_of_one_host_are_never_crawled_at_once() -> None:
    yard = Yard(seconds=0.1)
    rows = [source("a", host="disway.id"), source("b", host="b.id", also_hosts=("disway.id",))]
    async with running(lambda: plan(*rows), yard) as timetable:
        timetable_now(timetable)
        await until(lambda: len(yard.ended) == 2)
    assert yard.together == 1


async def test_a_source_still_running_leaves_its_next_turns_out_and_makes_up_for_none(
    caplog: pytest.LogCaptureFixture,
) -> None:
    yard = Yard(seconds=0.4)
    async with running(lambda: plan(source()), yard) as timetable:
        await until(lambda: yard.started)
        for _ in range(3):
            timetable_now(timetable)
            await asyncio.sleep(0.02)
        await until(lambda: yard.ended)
        await asyncio.sleep(0.2)
    assert yard.started == ["sumeks"]
    assert any("a turn is left out, it is not done with the one before; next " in m for m in caplog.messages)


async def test_many_turns_slept_through_are_one_crawl() -> None:
    yard = Yard()
    made = plan(source(interval="1m"), last_good={"sumeks": now()})
    async with running(lambda: made, yard) as timetable:
        timetable_now(timetable, now() - timedelta(minutes=8))  # within the grace of ten
        await until(lambda: yard.ended)
        await asyncio.sleep(0.2)
        turn = timetable.next_turns()["sumeks"]
    assert yard.started == ["sumeks"]
    assert turn is not None
    assert turn > now()


async def test_a_turn_later_than_the_grace_is_left_out_and_said(caplog: pytest.LogCaptureFixture) -> None:
    yard = Yard()
    made = plan(source(interval="1d"), last_good={"sumeks": now()}, grace_seconds=60)
    async with running(lambda: made, yard) as timetable:
        timetable_now(timetable, now() - timedelta(minutes=8))
        await until(lambda: any("it came over 60 s late" in message for message in caplog.messages))
    assert yard.started == []


async def test_sigterm_starts_nothing_more_and_lets_the_pages_in_hand_be_finished() -> None:
    yard = Yard(seconds=30)
    rows = [source("a"), source("b", host="a.id")]  # b waits for a's host
    async with running(lambda: plan(*rows), yard) as timetable:
        timetable_now(timetable)
        await until(lambda: yard.started == ["a"])
        began = time.monotonic()
        os.kill(os.getpid(), signal.SIGTERM)
        await until(lambda: yard.drained)
    assert time.monotonic() - began < 3
    assert (yard.started, yard.drained, yard.ended) == (["a"], ["a"], [])
    assert yard.children["a"].returncode == 0


async def test_a_turn_that_comes_while_it_stops_starts_nothing() -> None:
    yard = Yard()
    timetable = Timetable(lambda: plan(source()), yard.launch)
    timetable.stop()
    await timetable._turn("sumeks")
    assert yard.started == []


async def test_a_second_signal_kills_what_does_not_listen() -> None:
    yard = Yard(seconds=30, deaf=True)
    async with running(lambda: plan(source()), yard):
        await until(lambda: yard.started)
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.sleep(0.2)
        assert yard.children["sumeks"].returncode is None
        os.kill(os.getpid(), signal.SIGINT)
        await until(lambda: yard.children["sumeks"].returncode is not None)
    assert yard.children["sumeks"].returncode == -signal.SIGKILL


async def test_draining_has_an_end() -> None:
    yard = Yard(seconds=30, deaf=True)
    async with running(lambda: plan(source()), yard, drain_seconds=0.2) as timetable:
        await until(lambda: yard.started)
        timetable.stop()
        await until(lambda: yard.children["sumeks"].returncode is not None)
    assert yard.children["sumeks"].returncode == -signal.SIGKILL


async def test_the_signals_are_the_processs_own_again_afterwards() -> None:
    before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)]
    async with running(lambda: plan(source(), last_good={"sumeks": now()}), Yard()):
        assert signal.getsignal(signal.SIGTERM) != before[0]
    assert [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)] == before


class Shelf:
    """Holds the plan in force; what is put there is what the next SIGHUP reads."""

    def __init__(self, first: Plan) -> None:
        self.plan, self.error, self.reads = first, None, 0
        self.error: Exception | None

    def read(self) -> Plan:
        self.reads += 1
        if self.error:
            raise self.error
        return self.plan


async def hang_up(shelf: Shelf) -> None:
    reads = shelf.reads
    os.kill(os.getpid(), signal.SIGHUP)
    await until(lambda: shelf.reads > reads)
    await asyncio.sleep(0.05)


async def test_sighup_adds_removes_and_changes_sources_and_leaves_the_others_alone() -> None:
    good = {name: now() for name in ("same", "changed", "gone")}
    shelf = Shelf(plan(source("same", "1h"), source("changed", "1h"), source("gone", "1h"), last_good=good))
    async with running(shelf.read, Yard()) as timetable:
        # as after a crawl that failed: the last good run is no guide to the next turn
        timetable_now(timetable, now() + timedelta(minutes=25))
        before = timetable.next_turns()
        shelf.plan = plan(
            source("same", "1h", pages=9),
            source("changed", "2h"),
            source("new", "1h"),
            last_good=good | {"new": now()},
        )
        await hang_up(shelf)
        after = timetable.next_turns()
    assert after.keys() == {"same", "changed", "new"}
    assert after["same"] == before["same"]
    assert after["changed"] == good["changed"] + timedelta(hours=2)


async def test_a_source_that_sighup_brings_is_crawled_at_once_with_the_new_settings() -> None:
    shelf, yard = Shelf(plan(source("old"), last_good={"old": now()})), Yard()
    async with running(shelf.read, yard):
        shelf.plan = plan(source("old"), source("new"), last_good={"old": now()}, delay=7.0)
        await hang_up(shelf)
        await until(lambda: yard.ended)
    assert [(order.source, config.delay) for order, config in yard.orders] == [("new", 7.0)]


@pytest.mark.parametrize("error", [ConfigError("ronda.toml: paralel: unknown key"), StoreError("no disk")])
async def test_settings_that_cannot_be_read_change_nothing_and_are_logged(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    shelf = Shelf(plan(source("a"), last_good={"a": now()}))
    async with running(shelf.read, Yard()) as timetable:
        before = timetable.next_turns()
        shelf.error = error
        await hang_up(shelf)
        assert timetable.next_turns() == before
        shelf.error, shelf.plan = None, plan(source("b"), last_good={"b": now()})
        await hang_up(shelf)
        assert timetable.next_turns().keys() == {"b"}
    assert f"the timetable stays as it was: {error}" in caplog.messages


async def test_settings_that_cannot_be_read_at_the_start_are_the_callers() -> None:
    shelf = Shelf(plan())
    shelf.error = ConfigError("ronda.toml: no")
    with pytest.raises(ConfigError):
        Timetable(shelf.read, Yard().launch)


async def test_more_parallel_crawls_are_allowed_from_the_reload_on() -> None:
    rows = [source(f"s{n}") for n in range(4)]
    shelf, yard = Shelf(plan(*rows, parallel=1)), Yard(seconds=0.4)
    async with running(shelf.read, yard) as timetable:
        timetable_now(timetable)
        await until(lambda: yard.started)
        shelf.plan = replace(shelf.plan, config=replace(shelf.plan.config, parallel=4))
        await hang_up(shelf)
        await until(lambda: len(yard.started) == 4)
    assert yard.together > 1


async def test_a_crawl_that_breaks_costs_the_others_nothing(caplog: pytest.LogCaptureFixture) -> None:
    crawled: list[str] = []

    async def launch(order: CrawlOrder, config: Config) -> CrawlEnd:
        crawled.append(order.source)
        if order.source == "bug":
            raise ZeroDivisionError
        if order.source == "mishap":
            raise StoreError("no room on the disk. Make some")
        return CrawlEnd(
            source=order.source, outcome="failed", reason="no list answered", figures={"requests": 4}
        )

    timetable = Timetable(lambda: plan(source("bug"), source("mishap"), source("well")), launch)
    task = asyncio.create_task(timetable.run())
    await asyncio.sleep(0.05)
    timetable_now(timetable)
    await until(lambda: any(m.startswith("well: failed: no list answered; next ") for m in caplog.messages))
    timetable.stop()
    await asyncio.wait_for(task, 5)
    assert set(crawled) == {"bug", "mishap", "well"}
    assert any(m.startswith("mishap: no room on the disk. Make some; next ") for m in caplog.messages)
    assert any(m.startswith("bug: the crawl broke off; next ") for m in caplog.messages)


@pytest.mark.parametrize("step", [-7200.0, 7200.0])
async def test_a_clock_that_was_set_makes_all_turns_anew(
    step: float, caplog: pytest.LogCaptureFixture
) -> None:
    shift, yard = [0.0], Yard()
    shelf = Shelf(plan(source(interval="6h"), last_good={"sumeks": now()}))
    options: dict[str, Any] = {"watch_seconds": 0.05, "wall": lambda: time.time() + shift[0]}
    async with running(shelf.read, yard, **options):
        await asyncio.sleep(0.2)
        assert shelf.reads == 1
        shift[0] = step
        shelf.plan = plan(source(interval="6h"), last_good={"sumeks": now() + timedelta(hours=9)})
        await until(lambda: yard.ended)
        await asyncio.sleep(0.2)
    assert shelf.reads == 2
    assert any(f"the clock moved by {step:.0f} s" in message for message in caplog.messages)


def timetable_now(timetable: Timetable, at: Any = None) -> None:
    """Makes every source's turn come now, or as if it had come at `at`."""
    scheduler = timetable._scheduler
    for job in scheduler.get_jobs():
        job.modify(next_run_time=at or now())
    scheduler.wakeup()

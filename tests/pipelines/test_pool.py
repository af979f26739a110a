"""Pages are read in real processes here, by work that sleeps, spins, crashes, and eats memory."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path

import pytest

from crawler.errors import ReadingGaveUp
from pipelines import pool as pool_module
from pipelines.pool import ReadingPool
from tests.pipelines import chores, hungry
from tests.processes import alive, soon

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0  # seconds an item may take where its time is not what is tested


def pool_of(work: Callable[..., object], workers: int = 1, **limits: float) -> ReadingPool[object, object]:
    known = {"seconds": PATIENCE, "megabytes": 1024} | limits
    return ReadingPool(work, workers=workers, **known)  # type: ignore[arg-type]  # int and float limits mixed


@pytest.fixture
async def chores_pool() -> AsyncIterator[ReadingPool[object, object]]:
    async with pool_of(chores.chore) as pool:
        yield pool


async def test_results_come_back_to_the_item_they_belong_to() -> None:
    async with pool_of(chores.echo, workers=2) as pool:
        items = [{"nomor": n, "body": bytes([n]) * 50_000} for n in range(40)]
        assert await asyncio.gather(*(pool.run(item) for item in items)) == items


async def test_page_of_many_megabytes_goes_there_and_back() -> None:
    page = os.urandom(20 * 2**20)
    async with pool_of(chores.echo) as pool:
        assert await pool.run(page) == page


async def test_work_is_shared_among_all_workers() -> None:
    async with pool_of(chores.nap, workers=2) as pool:
        await asyncio.gather(*(pool.run(0.3) for _ in range(2)))  # both are up
        assert len(set(await asyncio.gather(*(pool.run(0.3) for _ in range(2))))) == 2


async def test_items_are_served_in_the_order_they_came() -> None:
    done: list[int] = []

    async def read(pool: ReadingPool[object, object], number: int) -> None:
        await pool.run(number)
        done.append(number)

    async with pool_of(chores.echo) as pool:
        await asyncio.gather(*(read(pool, number) for number in range(30)))
    assert done == list(range(30))


async def test_page_over_its_time_is_given_up_and_the_others_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pool_module, "_GRACE_SECONDS", 1000.0)  # so it is the process's own timer that rings
    async with pool_of(chores.chore, workers=2, seconds=1) as pool:
        chores_given = ["pid", "sleep", "pid", "spin", "pid", "pid"]
        ends = await asyncio.gather(*(pool.run(chore) for chore in chores_given), return_exceptions=True)
    for chore, end in zip(chores_given, ends, strict=True):
        if chore == "pid":
            assert isinstance(end, int)
        else:
            assert isinstance(end, ReadingGaveUp)
            assert str(end) == "reading took longer than 1 s"


async def test_time_is_the_items_own_and_not_that_of_the_queue_before_it() -> None:
    async with pool_of(chores.nap, seconds=1.5) as pool:
        assert len(await asyncio.gather(*(pool.run(0.3) for _ in range(6)))) == 6  # 1.8 s in all


async def test_stalled_event_loop_costs_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "_GRACE_SECONDS", 60.0)
    async with pool_of(chores.nap, seconds=0.7) as pool:
        worker = await pool.run(0)
        reading = asyncio.ensure_future(pool.run(0.2))
        await asyncio.sleep(0.01)
        time.sleep(1.0)  # the answer comes within the stall, which ends after the page's time
        assert await reading == worker


async def test_process_that_ignores_its_timer_is_killed_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "_GRACE_SECONDS", 0.5)
    async with pool_of(chores.chore, seconds=0.5) as pool:
        before = await pool.run("pid")
        with pytest.raises(ReadingGaveUp, match=r"longer than 0\.5 s"):
            await pool.run("sleep deaf")
        assert await pool.run("pid") != before
    assert isinstance(before, int)
    assert not alive(before)


@pytest.mark.parametrize(
    ("chore", "reason"),
    [
        ("segfault", "reading crashed its process (SIGSEGV)"),
        ("sigkill", "reading was killed (SIGKILL), as when the machine runs out of memory"),
        ("sys.exit", "reading ended its process (exit status 3)"),
        ("os._exit", "reading ended its process (exit status 4)"),
        ("eat memory", "reading needed more than 1024 MB"),
    ],
)
async def test_page_that_ends_its_process_is_given_up_and_the_process_replaced(
    chore: str, reason: str, chores_pool: ReadingPool[object, object]
) -> None:
    before = await chores_pool.run("pid")
    with pytest.raises(ReadingGaveUp) as caught:
        await chores_pool.run(chore)
    assert str(caught.value) == reason
    assert await chores_pool.run("pid") != before


@pytest.mark.parametrize(
    ("chore", "reason"),
    [
        ("unpicklable", "cannot pickle '_thread.lock' object"),
        ("unreturnable", "its result cannot be received"),
        ("huge", "its result is over 64 MB"),
        ("picky error", "Picky: nothing found at Palembang"),
    ],
)
async def test_what_cannot_come_back_is_given_up_and_its_process_goes_on(
    chore: str, reason: str, chores_pool: ReadingPool[object, object]
) -> None:
    before = await chores_pool.run("pid")
    with pytest.raises(ReadingGaveUp, match=reason):
        await chores_pool.run(chore)
    assert await chores_pool.run("pid") == before


async def test_item_that_cannot_be_sent_is_given_up(chores_pool: ReadingPool[object, object]) -> None:
    with pytest.raises(ReadingGaveUp, match="cannot be sent"):
        await chores_pool.run(lambda: None)
    assert await chores_pool.run("pid")


async def test_ordinary_error_arrives_with_its_type_text_and_place(
    chores_pool: ReadingPool[object, object],
) -> None:
    before = await chores_pool.run("pid")
    with pytest.raises(ValueError, match="tanggal tidak terbaca") as caught:
        await chores_pool.run("value error")
    assert str(caught.value) == "tanggal tidak terbaca"
    assert "in _raise_value_error" in caught.value.__notes__[0]
    assert await chores_pool.run("pid") == before


async def test_process_is_replaced_after_its_share_of_items() -> None:
    async with pool_of(chores.pid, recycle_after=3) as pool:
        pids = [await pool.run(None) for _ in range(9)]
    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [3, 3, 3]


async def test_cancelled_read_leaves_the_worker_to_the_next(chores_pool: ReadingPool[object, object]) -> None:
    before = await chores_pool.run("pid")
    for _ in range(20):
        reading = asyncio.ensure_future(chores_pool.run("chatter"))
        await asyncio.sleep(0)
        waiting = asyncio.ensure_future(chores_pool.run("chatter"))
        await asyncio.sleep(0)
        reading.cancel()
        waiting.cancel()
        ends = await asyncio.gather(reading, waiting, return_exceptions=True)
        assert all(isinstance(end, asyncio.CancelledError) for end in ends)
    assert await chores_pool.run("pid") == before


async def test_closing_finishes_what_is_being_read_and_gives_up_what_waits() -> None:
    pool = pool_of(chores.nap)
    await pool.start()
    worker = await pool.run(0)
    reading = asyncio.ensure_future(pool.run(0.5))
    await asyncio.sleep(0.05)
    waiting = [asyncio.ensure_future(pool.run(0)) for _ in range(3)]
    await asyncio.sleep(0.05)
    await pool.close()
    assert await reading == worker
    for end in await asyncio.gather(*waiting, return_exceptions=True):
        assert isinstance(end, ReadingGaveUp)
        assert "closed" in str(end)
    assert isinstance(worker, int)
    assert not alive(worker)
    await pool.close()
    with pytest.raises(RuntimeError, match="between start"):
        await pool.run(0)


async def test_pool_left_by_an_error_does_not_wait_for_its_pages() -> None:
    began = time.monotonic()
    pool = pool_of(chores.nap, seconds=600)
    with pytest.raises(KeyError):  # noqa: PT012 - what the pool does at the error is the matter
        async with pool:
            worker = await pool.run(0)
            reading = asyncio.ensure_future(pool.run(300))
            await asyncio.sleep(0.05)
            raise KeyError
    with pytest.raises(ReadingGaveUp):
        await reading
    assert time.monotonic() - began < 100
    assert isinstance(worker, int)
    assert not alive(worker)


async def test_pool_that_never_read_anything_closes_at_once() -> None:
    async with pool_of(chores.echo, workers=4):
        pass


async def test_process_that_cannot_start_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "_START_PAUSES", (0.0, 0.0))
    async with pool_of(hungry.echo, megabytes=64) as pool:
        for _ in range(2):
            with pytest.raises(ReadingGaveUp, match="no reading process could be started in 64 MB"):
                await pool.run("a page")


async def test_interrupts_of_the_whole_group_are_the_parents_business() -> None:
    async with pool_of(chores.pid) as pool:
        worker = await pool.run(None)
        assert isinstance(worker, int)
        for sent in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            os.kill(worker, sent)
        assert await pool.run(None) == worker
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


async def test_what_work_prints_keeps_off_standard_output(capfd: pytest.CaptureFixture[str]) -> None:
    async with pool_of(chores.chore) as pool:
        await pool.run("chatter")
    assert capfd.readouterr() == ("", "said aloud\n")


@pytest.mark.parametrize(
    "wrong", [{"workers": 0}, {"seconds": 0}, {"megabytes": 0}, {"recycle_after": 0}, {"workers": -1}]
)
def test_limits_that_make_no_sense_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="more than 0"):
        pool_of(chores.echo, **wrong)


def test_work_that_no_other_process_can_import_is_refused() -> None:
    for work in (lambda item: item, partial(chores.echo), chores.Picky(place="x").with_traceback):
        with pytest.raises(ValueError, match="top of a module"):
            pool_of(work)


# A script without `if __name__ == "__main__"`, as people type it; argv: the folder to sign in.
UNGUARDED = """
import asyncio, sys
from pipelines.pool import ReadingPool
from tests.pipelines.chores import sign_in_and_sleep

async def main():
    async with ReadingPool(sign_in_and_sleep, workers=2, seconds=60, megabytes=1024) as pool:
        await asyncio.gather(*(pool.run(sys.argv[1]) for _ in range(2)))

asyncio.run(main())
"""


def test_no_worker_outlives_a_killed_parent(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-", str(tmp_path)], stdin=subprocess.PIPE, cwd=ROOT, text=True
    )
    assert parent.stdin is not None
    parent.stdin.write(UNGUARDED)
    parent.stdin.close()
    assert soon(lambda: len(list(tmp_path.iterdir())) == 2)
    workers = [int(file.name) for file in tmp_path.iterdir()]
    assert all(alive(pid) for pid in workers)
    parent.kill()
    parent.wait()
    assert soon(lambda: not any(alive(pid) for pid in workers))


CRAWL = """
import scrapy
from scrapy.crawler import CrawlerProcess
from crawler.errors import ReadingGaveUp
from pipelines.pool import ReadingPool
from tests.pipelines import chores

class Read:
    async def open_spider(self):
        self.pool = ReadingPool(chores.chore, workers=2, seconds=1, megabytes=1024)
        await self.pool.start()

    async def process_item(self, item):
        try:
            await self.pool.run(item["chore"])
            print("read", item["chore"])
        except ReadingGaveUp as error:
            print("gave up", item["chore"])
        return item

    async def close_spider(self):
        await self.pool.close()
        print("closed")

class Chores(scrapy.Spider):
    name = "chores"
    custom_settings = {"ITEM_PIPELINES": {Read: 1}, "TELNETCONSOLE_ENABLED": False, "LOG_LEVEL": "ERROR"}

    start_urls = ["data:,"]

    def parse(self, response):
        for chore in ["pid", "sleep", "segfault"] + ["pid"] * 20:
            yield {"chore": chore}

process = CrawlerProcess()
process.crawl(Chores)
process.start()
"""


def test_scrapys_own_event_loop_can_wait_for_the_workers() -> None:
    run = subprocess.run(
        [sys.executable, "-c", CRAWL], cwd=ROOT, capture_output=True, text=True, timeout=100, check=True
    )
    lines = run.stdout.splitlines()
    assert sorted(lines[:-1]) == ["gave up segfault", "gave up sleep"] + ["read pid"] * 21
    assert lines[-1] == "closed"
    assert "Traceback" not in run.stderr

"""Crawls side by side: never more than allowed, never two at one host, and no slot is lost."""

from __future__ import annotations

import asyncio
import random
from collections import Counter

import pytest

from crawler.runs.slots import Slots


class Street:
    """Bodies that note who runs beside whom."""

    def __init__(self, size: int) -> None:
        self.slots = Slots(size)
        self.running: Counter[str] = Counter()
        self.most = 0
        self.clashes: list[str] = []
        self.finished: list[str] = []

    async def visit(self, *hosts: str, seconds: float = 0.01) -> None:
        async with self.slots.taken(hosts):
            self.clashes += [host for host in hosts if self.running[host]]
            self.running.update(hosts)
            self.most = max(self.most, sum(1 for host in self.running if self.running[host]))
            try:
                await asyncio.sleep(seconds)
            finally:  # one that is cancelled at work is no longer there
                self.running.subtract(hosts)
            self.finished.append(hosts[0])


async def test_as_many_run_as_there_are_slots_and_no_more() -> None:
    street = Street(3)
    await asyncio.gather(*(street.visit(f"{number}.id") for number in range(10)))
    assert street.most == 3
    assert len(street.finished) == 10


async def test_two_at_one_host_run_one_after_the_other() -> None:
    street = Street(8)
    await asyncio.gather(*(street.visit("a.id") for _ in range(5)))
    assert (street.most, street.clashes, len(street.finished)) == (1, [], 5)


async def test_a_further_host_of_a_source_counts_too() -> None:
    street = Street(8)
    await asyncio.gather(street.visit("a.id", "m.a.id"), street.visit("m.a.id"), street.visit("b.id"))
    assert street.clashes == []


async def test_waiting_for_a_host_takes_no_slot_from_others() -> None:
    street = Street(2)
    slow = [asyncio.create_task(street.visit("slow.id", seconds=0.2)) for _ in range(3)]
    await asyncio.sleep(0.01)
    await asyncio.wait_for(street.visit("quick.id"), 0.15)
    assert street.finished == ["quick.id"]
    await asyncio.gather(*slow)


async def test_one_cancelled_in_the_queue_takes_nothing_with_it() -> None:
    street = Street(1)
    first = asyncio.create_task(street.visit("a.id", seconds=0.05))
    await asyncio.sleep(0.01)
    waiting = asyncio.create_task(street.visit("a.id"))
    await asyncio.sleep(0.01)
    waiting.cancel()
    await asyncio.wait({first, waiting})
    await asyncio.wait_for(street.visit("a.id"), 1)
    assert waiting.cancelled()
    assert street.finished == ["a.id", "a.id"]


async def test_one_that_breaks_or_is_cancelled_at_work_gives_its_slot_back() -> None:
    slots = Slots(1)
    with pytest.raises(RuntimeError):
        async with slots.taken(["a.id"]):
            raise RuntimeError("broken")
    working = asyncio.create_task(Street.visit(street := Street(1), "a.id", seconds=9))
    await asyncio.sleep(0.01)
    working.cancel()
    await asyncio.wait({working})
    for busy in (slots, street.slots):
        async with asyncio.timeout(1), busy.taken(["a.id"]):
            pass


async def test_more_slots_help_those_who_wait() -> None:
    street = Street(1)
    visits = [asyncio.create_task(street.visit(f"{n}.id", seconds=0.1)) for n in range(3)]
    await asyncio.sleep(0.01)
    await street.slots.resize(3)
    await asyncio.gather(*visits)
    assert street.most == 3


async def test_fewer_slots_hold_from_the_next_on() -> None:
    street = Street(3)
    first = [asyncio.create_task(street.visit(f"{n}.id", seconds=0.05)) for n in range(3)]
    await asyncio.sleep(0.01)
    await street.slots.resize(1)
    await asyncio.gather(*first)
    street.most = 0
    await asyncio.gather(*(street.visit(f"{n}.id") for n in range(4)))
    assert street.most == 1


async def test_any_mixture_of_hosts_and_cancellations_comes_to_an_end() -> None:
    dice = random.Random(7)
    street = Street(3)
    tasks = [
        asyncio.create_task(street.visit(*dice.sample("abcde", dice.randint(1, 3)), seconds=0.002))
        for _ in range(120)
    ]
    for task in dice.sample(tasks, 40):
        await asyncio.sleep(0.001)
        task.cancel()
    async with asyncio.timeout(5):
        await asyncio.wait(tasks)
    assert street.clashes == []
    assert len(street.finished) >= 80

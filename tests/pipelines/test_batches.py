"""What comes quickly is handed over together, and what comes alone does not wait for it."""

from __future__ import annotations

import asyncio

import pytest

from pipelines import batches
from pipelines.batches import MOST, Batch


async def test_what_comes_together_is_handed_over_together_and_in_order() -> None:
    handed: list[list[int]] = []
    batch: Batch[int] = Batch(handed.append)
    for number in range(3):
        batch.add(number)
    assert handed == []
    await asyncio.sleep(3 * batches.SECONDS)
    assert handed == [[0, 1, 2]]


async def test_a_full_batch_waits_for_nothing() -> None:
    handed: list[list[int]] = []
    batch: Batch[int] = Batch(handed.append)
    for number in range(2 * MOST + 1):
        batch.add(number)
    assert [len(some) for some in handed] == [MOST, MOST]
    batch.flush()
    assert handed[-1] == [2 * MOST]


async def test_nothing_is_never_handed_over() -> None:
    handed: list[list[int]] = []
    batch: Batch[int] = Batch(handed.append)
    batch.flush()
    batch.add(1)
    batch.flush()
    await asyncio.sleep(3 * batches.SECONDS)  # the timer has gone with what it was for
    assert handed == [[1]]


async def test_a_quick_crawl_waits_longer_and_a_slow_one_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    loop = asyncio.get_running_loop()
    later = loop.call_later
    monkeypatch.setattr(loop, "call_later", lambda after, *rest: waits.append(after) or later(after, *rest))
    batch: Batch[int] = Batch(lambda handed: None)
    for size in (1, 4, 20, 1, 1):
        for number in range(size):
            batch.add(number)
        batch.flush()
    first, second, third, fourth, last = waits
    assert first == second == last == batches.SECONDS
    assert (third, fourth) == (4 * batches.SECONDS, batches.MOST_SECONDS)

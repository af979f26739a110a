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
    await asyncio.sleep(2 * batches.SECONDS)
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
    await asyncio.sleep(2 * batches.SECONDS)  # the timer has gone with what it was for
    assert handed == [[1]]


async def test_soon_takes_along_what_the_same_turn_adds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(batches, "SECONDS", 60)
    handed: list[list[int]] = []
    batch: Batch[int] = Batch(handed.append)
    batch.add(1)
    batch.soon()
    batch.add(2)
    assert handed == []
    await asyncio.sleep(0)
    assert handed == [[1, 2]]
    batch.add(3)  # and waits again
    await asyncio.sleep(0)
    assert handed == [[1, 2]]

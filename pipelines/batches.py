"""Gathers what comes quickly one after another, and hands it over together. Knows not what it is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

# What comes alone waits so long: less than a pause between two requests, so no polite crawl notices.
SECONDS = 0.05
# What comes quickly waits as many times longer as the last batch was large: the disk takes 7 ms a
# transaction, of one article or of 32 (2026-11-25).
MOST_SECONDS = 0.5
MOST = 32


class Batch(Generic[T]):
    """`hand_over` is called with what was added, in order, within MOST_SECONDS. Of one event loop."""

    def __init__(self, hand_over: Callable[[list[T]], None]) -> None:
        self._hand_over = hand_over
        self._gathered: list[T] = []
        self._timer: asyncio.TimerHandle | None = None
        self._seconds = SECONDS

    def add(self, one: T) -> None:
        self._gathered.append(one)
        if len(self._gathered) >= MOST:
            self.flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._seconds, self.flush)

    def flush(self) -> None:
        """Hands over now what is there, if anything is."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        batch, self._gathered = self._gathered, []
        self._seconds = min(SECONDS * max(len(batch), 1), MOST_SECONDS)
        if batch:
            self._hand_over(batch)

"""Gathers what comes quickly one after another, and hands it over together. Knows not what it is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

# The disk takes 7 ms a transaction, of one article or of 32 (2026-11-25): a quick crawl that wrote each by
# itself would wait for the disk and not for its readers.
SECONDS = 0.25
MOST = 32


class Batch(Generic[T]):
    """`hand_over` is called with what was added, in order: when there are MOST, after SECONDS, or `soon`.
    Of one event loop."""

    def __init__(self, hand_over: Callable[[list[T]], None]) -> None:
        self._hand_over = hand_over
        self._gathered: list[T] = []
        self._timer: asyncio.Handle | None = None

    def add(self, one: T) -> None:
        self._gathered.append(one)
        if len(self._gathered) >= MOST:
            self.flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(SECONDS, self.flush)

    def soon(self) -> None:
        """Nothing more is to be expected: hands over in the loop's next turn, what this one adds included."""
        self._forget_timer()
        self._timer = asyncio.get_running_loop().call_soon(self.flush)

    def flush(self) -> None:
        """Hands over now what is there, if anything is."""
        self._forget_timer()
        batch, self._gathered = self._gathered, []
        if batch:
            self._hand_over(batch)

    def _forget_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

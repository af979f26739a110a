"""How many crawls at once, and never two at one host. Knows nothing of what a crawl is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager


class Slots:
    """Lets at most `size` bodies of `async with slots.taken(hosts)` run, no two of which share a host.

    A body that waits for a host takes no slot from others. Use it from one event loop.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._taken = 0
        self._hosts: set[str] = set()
        self._changed = asyncio.Condition()

    @asynccontextmanager
    async def taken(self, hosts: Iterable[str]) -> AsyncIterator[None]:
        """Waits until a slot is free and none of `hosts` is busy; cancelled while waiting, takes nothing."""
        wanted = frozenset(hosts)
        async with self._changed:
            await self._changed.wait_for(lambda: self._taken < self._size and self._hosts.isdisjoint(wanted))
            self._taken += 1
            self._hosts |= wanted
        try:
            yield
        finally:
            self._taken -= 1
            self._hosts -= wanted
            async with self._changed:
                self._changed.notify_all()

    async def resize(self, size: int) -> None:
        """Another number of slots; those above it that are taken run to their end."""
        async with self._changed:
            self._size = size
            self._changed.notify_all()

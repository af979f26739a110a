"""Lists that cannot be asked conditionally, and are not asked at all while the source's feeds stay the same.

WordPress answers 304 for its feed and sends its API in full each time, although both tell of the same posts:
a quiet round would cost a hundred of them. What was spared for SPARED_FOR is asked all the same.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from scrapy import Request

from spiders.catalog import Source
from spiders.lists import ListAddress
from storage.store import Validators

SPARED_FOR = timedelta(hours=6)  # a feed that its cache keeps for too long hides news for no longer than this


class Spared:
    """What is held back in one run until the feeds have answered."""

    def __init__(self, source: Source) -> None:
        self._feeds = set(source.feeds)
        self._held: list[Request] = []

    def holds(self, request: Request, known: Validators | None, now: datetime) -> bool:
        """Whether a list waits for the feeds; `known` is what the store has of it."""
        where: ListAddress = request.meta["list"]
        if where.kind != "wordpress" or not self._feeds or known is None or known.visited_at is None:
            return False
        if known.etag or known.last_modified or not timedelta(0) <= now - known.visited_at < SPARED_FOR:
            return False
        self._held.append(request)
        return True

    def heard(self, url: str, *, unchanged: bool) -> list[Request]:
        """The lists to ask now that a list has answered; those held are dropped when the last feed has not
        changed, as all before it."""
        if url not in self._feeds:
            return []
        self._feeds.discard(url)
        if not unchanged:
            return self.rest()
        if not self._feeds:
            self._held.clear()
        return []

    def rest(self) -> list[Request]:
        """What is still held: a feed that failed says nothing."""
        held, self._held = self._held, []
        return held

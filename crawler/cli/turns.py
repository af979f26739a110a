"""When sources come next, for the commands that say or use it: the store's past, and the words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from crawler.clock import now

if TYPE_CHECKING:
    from crawler.cli.context import Context
    from crawler.timetable.rhythm import Turn
    from spiders.catalog import Source
    from storage.store import Past, Store


def pasts_of(store: Store, sources: Iterable[Source]) -> dict[str, Past]:
    """By source, as it is now."""
    at = now()
    return {source.name: store.past(source.name, at) for source in sources}


def look(here: Context, source: Source, *, read_only: bool = False) -> Turn:
    """The next turn of one source, from the store as it is now. Raises StoreError."""
    from crawler.timetable.rhythm import next_turn

    at = now()
    with here.store(read_only=read_only) as store:
        return next_turn(source, store.past(source.name, at), at, here.zone, store.host_waits())


def told(here: Context, turn: Turn) -> str:
    """`now`, `14:30 WIB` or `never`."""
    from crawler.timetable.plan import clock_time

    at = now()
    if turn.at is None:
        return "never"
    return "now" if turn.at <= at else clock_time(turn.at, at, here.zone)

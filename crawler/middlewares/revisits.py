"""When a young article is looked at again: corrections, silent edits and removals come early. Pure."""

from __future__ import annotations

import zlib
from datetime import datetime, timedelta

# After each of these an article is visited once more. Later than the last of them nothing is asked.
STEPS = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=3), timedelta(days=7))
# Each article is late by its own part of a step, up to this one: what came in one round spreads over several.
SPREAD = 0.2
# A visit that was missed (the machine was off) is made up for until the article is this old.
OLDEST = timedelta(days=14)


def is_due(url: str, first: datetime, last: datetime, now: datetime) -> bool:
    """Whether an article first fetched at `first` and last visited at `last` should be visited at `now`.

    All times are aware. One visit makes up for all steps that passed since the last one.
    """
    if now - first > OLDEST or last > now:
        return False
    passed = [step for number, step in enumerate(STEPS) if first + step + _late(url, number, step) <= now]
    return bool(passed) and last < first + passed[-1]


def _late(url: str, number: int, step: timedelta) -> timedelta:
    """The same for the same article and step, evenly spread over articles."""
    return step * SPREAD * (zlib.crc32(f"{number} {url}".encode()) / 2**32)

"""How long a host is left alone when it asks for it, or when it does not answer. Pure; asks nobody."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = timedelta(days=1)  # of what a host may ask for: a monitor that stays away for longer is broken
FIRST = timedelta(minutes=5)  # a host that gives trouble without saying for how long
MOST = timedelta(hours=6)
CRAWL_DELAY = 30.0  # seconds; more than this in robots.txt is taken as this


@dataclass(frozen=True, kw_only=True)
class HostWait:
    """A host (with its port) that is left alone until a time. `tries` counts such times in a row."""

    host: str
    until: datetime  # aware, UTC
    reason: str
    tries: int
    noted_at: datetime  # aware, UTC


def retry_after(value: str | None, at: datetime) -> timedelta | None:
    """What a Retry-After header asks for (RFC 9110, 10.2.3), in seconds or as a date; at least a second, at
    most a day. None for a header that is missing or says neither."""
    text = (value or "").strip()
    if re.fullmatch(r"\d{1,9}", text):
        asked = timedelta(seconds=int(text))
    else:
        try:
            moment = parsedate_to_datetime(text)
        except (TypeError, ValueError, OverflowError):
            return None
        asked = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - at
    return min(max(asked, timedelta(seconds=1)), LONGEST)


def back_off(tries: int) -> timedelta:
    """How long after so many periods of trouble in a row (1 for the first): doubling, and never quite alike,
    so that hosts which fell together are not asked together."""
    spread = random.uniform(0.9, 1.3)  # noqa: S311 - no secret
    doubled: timedelta = FIRST * 2 ** min(tries - 1, 10)
    return min(doubled, MOST) * spread


def pause(delay: float) -> tuple[float, float]:
    """Scrapy's DOWNLOAD_DELAY and jitter for a pause of at least `delay` seconds: from 1.02 to 1.53 of it.

    Scrapy spreads to both sides of its delay; nobody is to be asked sooner than was promised.
    """
    return delay * 1.275, 0.2

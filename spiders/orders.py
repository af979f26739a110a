"""What one crawl was told to do: the arguments of `ronda crawl` and of `scrapy crawl -a since=…`."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from crawler.clock import ZONES
from crawler.errors import UsageError

KNOWN = ("since", "until", "limit", "revisit", "retry")


@dataclass(frozen=True, slots=True)
class Orders:
    since: datetime | None = None  # aware; links printed before it are left for another time
    until: datetime | None = None  # aware
    limit: int | None = None  # at most so many articles
    revisit: bool = False  # known articles of the last week, too
    retry: bool = False  # also what failed so often that it was given up

    def in_range(self, moment: datetime | None) -> bool:
        """Whether a link of that time is wanted; a link without a time is."""
        if moment is None:
            return True
        return not ((self.since and moment < self.since) or (self.until and moment >= self.until))


def read_orders(arguments: MutableMapping[str, Any], zone: str) -> Orders:
    """Takes our arguments out of Scrapy's `-a name=value` texts. Raises UsageError for one that is wrong.

    A day without an hour begins at midnight in `zone`; `until` a day includes that day.
    """
    since, until, limit, revisit, retry = (arguments.pop(name, None) for name in KNOWN)
    if arguments:
        raise UsageError(f"unknown argument {next(iter(arguments))!r}: -a takes {', '.join(KNOWN)}")
    return Orders(
        since=_moment("since", since, zone),
        until=_moment("until", until, zone, end_of_day=True),
        limit=_count(limit),
        revisit=_yes(revisit),
        retry=_yes(retry),
    )


def _moment(name: str, text: str | None, zone: str, *, end_of_day: bool = False) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{name}={text!r} is no day: write 2026-02-01 or 2026-02-01T06:00+07:00") from error
    if end_of_day and len(text) == len("2026-02-01"):
        moment += timedelta(days=1)
    return moment if moment.tzinfo else moment.replace(tzinfo=ZONES.get(zone, UTC))


def _yes(text: str | None) -> bool:
    return str(text or "").lower() in ("1", "true", "yes")


def _count(text: str | int | None) -> int | None:
    if text is None:
        return None
    try:
        count = int(text)
    except ValueError as error:
        raise UsageError(f"limit={text!r} is no number") from error
    if count < 1:
        raise UsageError("limit must be 1 or more")
    return count

"""What people type for a moment becomes one: a day, a month, a day with a time, how long ago. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo

from crawler.errors import UsageError

_AGO = re.compile(r"([0-9]{1,9})([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_DATED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].+)?", re.DOTALL)
EXAMPLES = "2026-02-01, 2026-02-01T10:00, 2026-02-01T10:00+07:00, 7d, 24h or 30m"


def parse_when(text: str, zone: tzinfo, now: datetime) -> datetime:
    """The aware moment that was meant.

    `2026-02-01` is that day's first moment in `zone`, `2026-02` that month's, and a time without an offset is
    of that zone too;
    `7d`, `24h`, `30m` and `2w` lie so long before `now` (aware). Raises UsageError, with examples, for all
    else.
    """
    wanted = text.strip()
    try:
        if ago := _AGO.fullmatch(wanted):
            moment = now - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
        elif _MONTH.fullmatch(wanted):
            moment = datetime.fromisoformat(f"{wanted}-01")
        elif _DATED.fullmatch(wanted):
            moment = datetime.fromisoformat(wanted)
        else:
            raise ValueError("neither a day nor a time span")
        aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        aware.astimezone(UTC)  # the store compares in UTC: the year 1 may have no such moment
    except (ValueError, OverflowError) as error:
        raise UsageError(f"{text!r} is no time. Write {EXAMPLES}") from error
    return aware

"""What a page states of its times in, one Moment out. Never guesses: an undated page stays undated.

Takes candidates in the order of trust and reads them; where on a page they stand is metadata's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crawler.clock import WIB, ZONES
from crawler.dates import read_date
from crawler.items import Moment, Precision

TOLERANCE = timedelta(days=1)  # clocks of sites are off by hours, and zones are forgotten
MAX_PRINTED = 100
_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})/(\d{1,2})/(\d{1,2})(?=/)")
# The words of a line that is a date and no sentence with one.
_WORD = re.compile(r"[^\W\d_]+(?:['’`][^\W\d_]+)?")
_DATE_WORDS = re.compile(
    r"(?:di)?(?:terbitkan|tayangkan|tayang|terbit|publikasikan|publikasi|rilis|posting|perbarui|update)"
    r"|published|posted|updated|last|views?|dibaca|dilihat|kali|on|at|pada|tanggal|waktu|pukul|jam|am|pm|wib|wita|wit|gmt|utc"
    r"|senin|selasa|rabu|kamis|jum['’`]?at|sabtu|minggu|ahad"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|januari|january|jan|februari|february|pebruari|feb|peb|maret|march|mar|april|apr|mei|may|juni|june|jun"
    r"|juli|july|jul|agustus|august|agu|agt|ags|aug|september|sept?|oktober|october|okt|oct|november|nopember"
    r"|nov|nop|desember|december|des|dec",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stated:
    """A time as a page states it. `by` is the rule that found it, as in Moment."""

    printed: str
    by: str


def zone_of(name: str) -> tzinfo:
    """The zone of a source; WIB for a name that this machine does not know."""
    if name in ZONES:
        return ZONES[name]
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return WIB


def choose(
    stated: Iterable[Stated], *, zone: tzinfo, fetched_at: datetime, further: Iterable[Moment | None] = ()
) -> Moment | None:
    """The most trusted time that can be read and is not more than a day after the visit, else the first of
    `further`.

    A day alone gives way to a minute of the same day. A time in UTC gives way to the same figures in the
    source's zone: sites write `Z` behind local times. What is in UTC is shown in the source's zone.
    """
    read = [_read(one, zone, fetched_at) for one in stated]
    moments = [moment for moment in (*read, *further) if moment is not None]
    if not moments:
        return None
    first = moments[0]
    for other in moments[1:]:
        exact = first.precision is Precision.DAY and other.precision is Precision.MINUTE
        if exact and other.at.astimezone(zone).date() == first.at.date():
            return _local(other, zone)
        if _is_utc(first) and not _is_utc(other) and _figures(first) == _figures(other):
            return other
    return _local(first, zone)


def from_list(moment: datetime | None, *, zone: tzinfo, fetched_at: datetime) -> Moment | None:
    """The time that the list which named the article gave it."""
    if moment is None or moment > fetched_at + TOLERANCE:
        return None
    return _local(Moment(at=moment, printed=moment.isoformat(), by="list"), zone)


def from_address(url: str, *, zone: tzinfo, fetched_at: datetime) -> Moment | None:
    """The day in an address such as /2016/02/23/."""
    match = _IN_ADDRESS.search(urlsplit(url).path)
    if match is None:
        return None
    return _read(Stated(printed="-".join(match.groups()), by="address"), zone, fetched_at)


def is_date_line(text: str) -> bool:
    """Whether a short text is a printed date and nothing else."""
    if len(text) > MAX_PRINTED or not any(map(str.isdigit, text)):
        return False
    return all(_DATE_WORDS.fullmatch(word) for word in _WORD.findall(text))


def _read(stated: Stated, zone: tzinfo, fetched_at: datetime) -> Moment | None:
    printed = " ".join(stated.printed.split())[:MAX_PRINTED]
    reading = read_date(printed, zone=zone)
    if reading is None or reading.at > fetched_at + TOLERANCE:
        return None
    return Moment(at=reading.at, printed=printed, by=stated.by, precision=reading.precision)


def _local(moment: Moment, zone: tzinfo) -> Moment:
    if not _is_utc(moment):
        return moment
    return Moment(
        at=moment.at.astimezone(zone), printed=moment.printed, by=moment.by, precision=moment.precision
    )


def _is_utc(moment: Moment) -> bool:
    return moment.at.utcoffset() == timedelta(0)


def _figures(moment: Moment) -> datetime:
    return moment.at.replace(tzinfo=None, second=0, microsecond=0)

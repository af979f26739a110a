"""A printed date in, an aware datetime out. Never guesses: what cannot be read whole is None.

Knows the forms that Indonesian sites print, ISO 8601 and RFC 822, and nothing of pages: where on a page a
date stands, and whether it is the date of publication, is the caller's business.

Numbers are day first (`05/06/2025` is the 5th of June); a weekday is skipped and never believed, since
printed ones are often wrong; month names are Indonesian or English.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from crawler.clock import ABBREVIATIONS, WIB
from crawler.items import Precision

MAX_INPUT = 200  # a date line is shorter; what is behind that is not looked at
FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What a printed date says.

    `at` is aware, in the printed zone or else the caller's; midnight when only the day was printed. "3 jam
    lalu" gives the moment three hours ago with Precision.DAY, since its minutes are not known.
    """

    at: datetime
    precision: Precision
    zone_printed: bool


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari pebruari febuari february feb peb",
            "maret march mar mrt",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agust agst agus agt ags agu aug",
            "september sept sep",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
# RFC 822, section 5.1, and the neighbours' (hours east of Greenwich)
_FOREIGN = {
    **{"utc": 0, "gmt": 0, "ut": 0, "z": 0, "sgt": 8, "myt": 8, "jst": 9, "bst": 1, "cet": 1, "cest": 2},
    **{"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7},
}
_ZONES = {name.lower(): zone for name, zone in ABBREVIATIONS.items()} | {
    name: timezone(timedelta(hours=hours)) if hours else UTC for name, hours in _FOREIGN.items()
}

# Every repetition below is bounded, so the time taken grows with the input alone.
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?![a-z])\.?"
_WEEKDAY = (
    r"(?:senin|selasa|rabu|kamis|jum['’‘`´]?at|sabtu|minggu|ahad|mon|tue|wed|thu|fri|sat|sun"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?![a-z])"
)
_GAP = r"[\s,|/–—\-·•()\[\]]{0,6}"
_DATES = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        # 2024-08-26, 2022/12/10, 2022.12.10
        r"(?<![\d.])(?P<year>\d{4})(?P<sep>[-/.])(?P<number>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)",
        # 20240826T164600Z: the compact form of ISO 8601, only with a time or alone
        r"(?<!\d)(?P<year>\d{4})(?P<number>\d{2})(?P<day>\d{2})"
        r"(?:(?=t\d{4})|(?<=^\d{8})(?=z?$))",
        # 26-08-2024, 02/11/2023, 9.6.2025
        r"(?<!\d)(?<!\d[./\-])(?P<day>\d{1,2})\s?(?P<sep>[-/.])\s?(?P<number>\d{1,2})\s?(?P=sep)\s?(?P<year>\d{4})"
        r"(?!\d|\.\d)",
        # 16 Februari 2026, 10 Des. 2022, 3-May-2024, 2nd of January 2024
        r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s.,/\-]{0,3}(?:of\s)?"
        + _MONTH
        + r"[\s.,/\-]{0,3}(?P<year>\d{4})(?!\d)",
        # February 16, 2026
        r"(?<![a-z])"
        + _MONTH
        + r"\s{0,2}(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d)[\s,]{1,3}(?P<year>\d{4})(?!\d)",
        # Thu, 12 Sep 24 10:00: RFC 822 had two digits; taken only in its full form
        _WEEKDAY + r",\s?(?P<day>\d{1,2})\s" + _MONTH + r"\s(?P<short>\d{2})(?=\s\d{2}:\d{2})",
    )
)
_CLOCK = (
    r"(?P<hour>\d{1,2})(?P<mark>[:.])(?P<minute>\d{2})(?:(?P=mark)(?P<second>\d{2})(?:[.,]\d{1,9})?)?(?!\d)"
    r"(?:\s?(?P<half>[ap])\.?m(?![a-z]))?"
)
_ZONE = (
    r"(?:\s?\(?(?P<zone>" + "|".join(sorted(_ZONES, key=len, reverse=True)) + r")(?![a-z])"
    r"(?:\s?(?P<shift>[+-]\d{1,2})(?!\d\d\d):?(?P<shiftmin>\d{2})?(?!\d))?"
    r"|\s?(?P<offset>[+-]\d{2}):?(?P<offmin>\d{2})(?!\d|\s?wi)|(?P<hours>[+-]\d{2})(?![\d:]))?"
)
_TIME_AFTER = re.compile(
    rf"{_GAP}(?:{_WEEKDAY}{_GAP})?(?P<word>(?:pukul|pkl|jam|at|t)[\s.:]{{0,3}})?{_CLOCK}{_ZONE}", re.ASCII
)
_COMPACT_TIME = re.compile(
    r"t(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?:[.,]\d{1,9})?(?!\d)" + _ZONE, re.ASCII
)
_TIME_BEFORE = re.compile(rf"(?<![\d:.]){_CLOCK}{_ZONE}{_GAP}(?:{_WEEKDAY}{_GAP})?$", re.ASCII)
# 14-27 Juli 2025, 27 Juli s/d 3 Agustus 2025: a span of days is no date
_SPAN = re.compile(
    r"(?:(?<![\d:.])\d{1,2}|" + _MONTH + r")\s?(?:[-–—/&]|s/d|s\.d\.?|sampai|hingga|dan|to)\s?$", re.ASCII
)
_AGO = re.compile(
    r"(?<![\w.,])(?P<count>\d{1,3}|se|satu|an?)\s?"
    r"(?P<unit>detik|menit|jam|hari|minggu|pekan|seconds?|minutes?|mins?|hours?|days?|weeks?)"
    r"\s(?:yang\s)?(?:lalu|ago)(?![a-z])",
    re.ASCII,
)
_NAMED_DAY = re.compile(
    r"(?<![a-z])(?:(?P<now>baru saja|just now)|(?P<today>hari ini)|kemarin|yesterday)(?![a-z])"
)
_UNITS = {
    **dict.fromkeys(("detik", "second"), timedelta(seconds=1)),
    **dict.fromkeys(("menit", "minute", "min"), timedelta(minutes=1)),
    **dict.fromkeys(("jam", "hour"), timedelta(hours=1)),
    **dict.fromkeys(("hari", "day"), timedelta(days=1)),
    **dict.fromkeys(("minggu", "pekan", "week"), timedelta(weeks=1)),
}


@lru_cache(
    maxsize=512
)  # a page states its two or three times in many places, and they are held against each other
def read_date(text: str, *, zone: tzinfo = WIB, now: datetime | None = None) -> Reading | None:
    """The first date in a short text, or None when it holds none that can be trusted.

    `zone` is assumed where none is printed. Relative words ("3 jam lalu", "kemarin") are read only when
    `now`, an aware datetime, is given; "2 bulan lalu" never is, for it names no day. Days that do not exist,
    years outside 1990 to 2100 and spans ("14-27 Juli 2025") are None; a time that does not exist leaves the
    day. Fractions of a second are dropped.
    """
    line = _plain(text)
    found = [match for pattern in _DATES if (match := pattern.search(line))]
    if found:
        return _absolute(line, min(found, key=lambda match: match.start()), zone)
    return _relative(line, zone, now) if now is not None else None


def _plain(text: str) -> str:
    # twice the cap before, the cap after: NFKC can lengthen, invisible marks shorten
    line = text.lstrip()[: 2 * MAX_INPUT]
    if not line.isascii():
        line = unicodedata.normalize("NFKC", line)
        line = "".join(mark for mark in line if unicodedata.category(mark) != "Cf")
    return " ".join(line.lower().split())[:MAX_INPUT]


def _absolute(line: str, date: re.Match[str], zone: tzinfo) -> Reading | None:
    if _SPAN.search(line[max(0, date.start() - 30) : date.start()]):
        return None
    named = date.groupdict()
    month = _MONTHS[named["month"]] if named.get("month") else int(named["number"])
    year = int(named["year"]) if named.get("year") else _century(int(named["short"]))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        day = datetime(year, month, int(named["day"]), tzinfo=zone)
    except ValueError:
        return None
    return _with_time(day, _time_beside(line, date))


def _century(short: int) -> int:
    """RFC 2822, section 4.3: 00 to 49 are of this century."""
    return short + (2000 if short < 50 else 1900)


def _time_beside(line: str, date: re.Match[str]) -> re.Match[str] | None:
    """The time printed right behind the date, or else right before it."""
    after = _COMPACT_TIME.match(line, date.end()) or _TIME_AFTER.match(line, date.end())
    if after and _is_time(after, line[after.end() :]):
        return after
    before = _TIME_BEFORE.search(line[max(0, date.start() - 60) : date.start()])
    return before if before and (before["mark"] == ":" or before["zone"]) else None


def _is_time(match: re.Match[str], rest: str) -> bool:
    """`12.50 persen` is no time: a dotted one needs a zone, a word like `pukul`, or the end of the line."""
    named = match.groupdict()
    return named.get("mark") != "." or bool(named["zone"] or named["word"] or not rest.strip(" .,)|-"))


def _with_time(day: datetime, time: re.Match[str] | None) -> Reading:
    unknown = Reading(at=day, precision=Precision.DAY, zone_printed=False)
    if time is None:
        return unknown
    named = time.groupdict()
    hour, half = int(named["hour"]), named.get("half")
    if half:
        if not 1 <= hour <= 12:
            return unknown
        hour = hour % 12 + (12 if half == "p" else 0)
    zone = _zone(named)
    try:  # a leap second is printed as :60
        at = day.replace(hour=hour, minute=int(named["minute"]), second=min(int(named["second"] or 0), 59))
    except ValueError:
        return unknown
    return Reading(
        at=at.replace(tzinfo=zone or day.tzinfo), precision=Precision.MINUTE, zone_printed=zone is not None
    )


def _zone(named: dict[str, str | None]) -> tzinfo | None:
    name = named["zone"]
    hours = named["offset"] or named["hours"] or (named["shift"] if name in ("utc", "gmt") else None)
    if hours is None:
        return _ZONES[name] if name else None
    minutes = int(named["offmin"] or (named["shiftmin"] if name else None) or 0)
    size = timedelta(hours=abs(int(hours)), minutes=minutes)
    if size > timedelta(hours=14) or minutes >= 60:
        return None
    return timezone(-size if hours.startswith("-") else size) if size else UTC


def _relative(line: str, zone: tzinfo, now: datetime) -> Reading | None:
    here = now.astimezone(zone).replace(microsecond=0)
    if ago := _AGO.search(line):
        return _ago(ago, here)
    named = _NAMED_DAY.search(line)
    if named is None:
        return None
    if named["now"]:
        return Reading(at=here, precision=Precision.MINUTE, zone_printed=False)
    day = _midnight(here if named["today"] else here - timedelta(days=1))
    time = _TIME_AFTER.match(line, named.end())
    return _with_time(day, time if time and _is_time(time, line[time.end() :]) else None)


def _ago(match: re.Match[str], here: datetime) -> Reading:
    count = int(match["count"]) if match["count"].isdigit() else 1
    unit = _UNITS[match["unit"].removesuffix("s")]
    at = here - count * unit
    exact = unit <= timedelta(minutes=1)
    if unit >= timedelta(days=1):
        at = _midnight(at)
    return Reading(at=at, precision=Precision.MINUTE if exact else Precision.DAY, zone_printed=False)


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)

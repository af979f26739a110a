"""What a page states of its times in, one Moment out. Never guesses: an undated page stays undated.

Takes candidates in the order of trust, reads them and judges them by each other; where on a page they stand
is metadata's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crawler.clock import WIB, ZONES
from crawler.dates import read_date
from crawler.items import Moment, Precision

# A time printed in the east without a zone and read as WIB lies two hours ahead; no site's clock is worse.
TOLERANCE = timedelta(hours=3)
FIRST_YEAR = 1995  # no Indonesian news site is older
_SAME_DAY = timedelta(days=2)  # of an address and of a time: a night shift and a zone lie between at most
MAX_PRINTED = 100
_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})/(\d{1,2})/(\d{1,2})(?=/)")
# The words of a line that is a date and no sentence with one.
_AGO = re.compile(
    r"(?:\d{1,3}|se)\s?(?:detik|menit|jam|hari|minggu|pekan)(?:\syang)?\slalu|baru saja", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+(?:['’`][^\W\d_]+)?")
_DATE_WORDS = re.compile(
    r"(?:di)?(?:terbitkan|tayangkan|tayang|terbit|publikasikan|publikasi|rilis|posting|perbarui|update)"
    r"|published|posted|updated|last|views?|dibaca|dilihat|kali|on|at|pada|tanggal|waktu|pukul|jam|am|pm|wib|wita|wit|gmt|utc"
    r"|myt|sgt|hrs|local|time"
    r"|senin|selasa|rabu|kamis|jum['’`]?at|sabtu|minggu|ahad"
    r"|sen|sel|rab|kam|jum|sab|ming"
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


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What is known of a page before its times are read; `refused` collects what is not believed, and why."""

    zone: tzinfo
    fetched_at: datetime  # aware
    first_year: int = FIRST_YEAR  # in which the source began
    day: date | None = None  # that the address names
    false_utc: tzinfo | None = None  # this page writes `Z` behind times that are of this zone
    refused: list[str] = field(default_factory=list)


def zone_of(name: str) -> tzinfo:
    """The zone of a source; WIB for a name that this machine does not know."""
    if name in ZONES:
        return ZONES[name]
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return WIB


def choose(stated: Iterable[Stated], frame: Frame, *, further: Iterable[Moment | None] = ()) -> Moment | None:
    """The most trusted time that can be read and believed, else the first of `further`, else "3 jam lalu".

    Not believed is what lies after the visit, before the source began, or days from the day in the address. A
    day alone gives way to a minute of the same day. What is in UTC is shown in the source's zone.
    """
    listed = list(stated)
    read = [moment for one in listed if (moment := _read(one, frame)) is not None]
    agreeing = [moment for moment in read if _agrees(moment, frame)]
    moments = [*agreeing, *(moment for moment in further if moment is not None)]
    moments = (
        moments or read or [moment for one in listed if (moment := _read(one, frame, ago=True)) is not None]
    )
    if not moments:
        return None
    first = moments[0]
    if first.precision is Precision.DAY:
        day = first.at.astimezone(frame.zone).date()
        exact = (one for one in moments[1:] if one.precision is Precision.MINUTE)
        first = next((one for one in exact if one.at.astimezone(frame.zone).date() == day), first)
    return _local(first, frame.zone)


def false_utc(machine: Iterable[Stated], printed: Iterable[Stated], frame: Frame) -> tzinfo | None:
    """The zone of the times behind which a page writes `Z` all the same; None when its `Z` can be believed.

    It cannot when one of its times in UTC has the very figures of one that is printed, or lies after the
    visit unless it is local. Any of the page's times will do: published, created, modified.
    """
    utc = [one for one in (_plainly(one, frame) for one in machine) if one is not None and _is_utc(one)]
    shown = [one for one in (_plainly(one, frame) for one in printed) if one is not None and not _is_utc(one)]
    shown = [one for one in shown if one.precision is Precision.MINUTE]
    if any(_minute(one.at) == _minute(other.at) for one in utc for other in shown):
        return None
    for other in shown:
        if any(_figures(one) == _figures(other) for one in utc):
            return other.at.tzinfo
    latest = frame.fetched_at + TOLERANCE
    ahead = any(one.at > latest and one.at.replace(tzinfo=frame.zone) <= latest for one in utc)
    return frame.zone if ahead else None


def is_settled(published: Iterable[Stated], machine: Iterable[Stated], frame: Frame) -> bool:
    """Whether no printed time can change what `choose` makes of `published`: a minute that is believed comes
    first, and none of the `machine`'s times is in UTC, the one thing that printed times are asked about."""
    believed = (one for one in (_read(stated, frame) for stated in published) if one and _agrees(one, frame))
    first = next(believed, None)
    if first is None or first.precision is Precision.DAY:
        return False
    return not any(
        one is not None and _is_utc(one) for one in (_plainly(stated, frame) for stated in machine)
    )


def from_list(moment: datetime | None, precision: Precision, frame: Frame) -> Moment | None:
    """The time that the list which named the article gave it. Midnight sharp is a day."""
    if moment is None or not _possible(moment, moment.isoformat(), frame):
        return None
    midnight = any(at.time() == at.min.time() for at in (moment, moment.astimezone(frame.zone)))
    found = Moment(
        at=moment, printed=moment.isoformat(), by="list", precision=Precision.DAY if midnight else precision
    )
    return _local(found, frame.zone)


def day_in_address(url: str) -> date | None:
    """The day in an address such as /2016/02/23/."""
    match = _IN_ADDRESS.search(urlsplit(url).path)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def from_address(frame: Frame) -> Moment | None:
    """The day that the address names."""
    if frame.day is None:
        return None
    return _read(Stated(printed=frame.day.isoformat(), by="address"), frame)


def is_date_line(text: str) -> bool:
    """Whether a short text is a printed date, or "3 jam lalu", and nothing else."""
    if _AGO.fullmatch(text.strip(" .|·•-")):
        return True
    if len(text) > MAX_PRINTED or not any(map(str.isdigit, text)):
        return False
    return all(_DATE_WORDS.fullmatch(word) for word in _WORD.findall(text))


def words_beside_date(text: str) -> int:
    """How many words of a text are none that printed dates are made of."""
    return sum(_DATE_WORDS.fullmatch(word) is None for word in _WORD.findall(text))


def _read(stated: Stated, frame: Frame, *, ago: bool = False) -> Moment | None:
    moment = _plainly(stated, frame, now=frame.fetched_at if ago else None)
    if moment is None:
        return None
    if frame.false_utc and _is_utc(moment) and stated.by in ("json-ld", "meta"):
        moment = replace(moment, at=moment.at.replace(tzinfo=frame.false_utc))
    return moment if _possible(moment.at, moment.printed, frame) else None


def _plainly(stated: Stated, frame: Frame, now: datetime | None = None) -> Moment | None:
    printed = " ".join(stated.printed.split())[:MAX_PRINTED]
    reading = read_date(printed, zone=frame.zone, now=now)
    if reading is None:
        return None
    return Moment(at=reading.at, printed=printed, by=stated.by, precision=reading.precision)


def _possible(at: datetime, printed: str, frame: Frame) -> bool:
    problem = None
    if at > frame.fetched_at + TOLERANCE:
        problem = "lies in the future"
    elif at.astimezone(frame.zone).year < frame.first_year:
        problem = f"lies before {frame.first_year}, when the source began"
    if problem:
        _refuse(frame, f"{printed!r} {problem}")
    return problem is None


def _refuse(frame: Frame, reason: str) -> None:
    if reason not in frame.refused:
        frame.refused.append(reason)


def _agrees(moment: Moment, frame: Frame) -> bool:
    if frame.day is None or abs(moment.at.astimezone(frame.zone).date() - frame.day) < _SAME_DAY:
        return True
    _refuse(frame, f"{moment.printed!r} is not of the day in the address, {frame.day}")
    return False


def _local(moment: Moment, zone: tzinfo) -> Moment:
    return replace(moment, at=moment.at.astimezone(zone)) if _is_utc(moment) else moment


def _is_utc(moment: Moment) -> bool:
    return moment.at.utcoffset() == timedelta(0)


def _figures(moment: Moment) -> datetime:
    return moment.at.replace(tzinfo=None, second=0, microsecond=0)


def _minute(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(second=0, microsecond=0)

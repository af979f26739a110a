"""The days that a text names: "Senin (16/2/2025)", "Kamis malam (24/7)", "14-27 Juli 2025", "pagi tadi".

Finds and takes apart; which of them is the day of the event is for `event_time.py`. Numbers are day first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipelines.labels.words import Span, Words

FIRST_YEAR, LAST_YEAR = 1945, 2100
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("senin", "selasa", "rabu", "kamis", "jumat jum'at jum’at jum`at", "sabtu", "minggu ahad")
    )
    for name in names.split()
}
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("januari jan", "februari pebruari febuari feb", "maret mar", "april apr", "mei", "juni jun"),
            *("juli jul", "agustus agust ags agt", "september sept sep", "oktober okt"),
            *("november nopember nov nop", "desember des"),
        ),
        start=1,
    )
    for name in names.split()
}
# Every repetition is bounded, so the time taken grows with the text alone.
_DAY_NAME = r"(?P<weekday>senin|selasa|rabu|kamis|jum['’`]?at|sabtu|minggu|ahad)(?![a-z])"
_PART = r"(?P<part>dini hari|pagi|siang|sore|petang|malam|subuh|dinihari)(?![a-z])"
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_SLASHED = (
    r"(?P<day>\d{1,2})\s?(?P<sep>[/.]|-(?=\d{1,2}-\d))\s?(?:(?P<number>\d{1,2})|(?P<named>" + _MONTH + r"))"
    r"(?:\s?(?P=sep)\s?(?P<year>\d{4}|\d{2}))?(?![\d/]|\.\d)"
)
_SPELT = (
    r"(?:(?P<from>\d{1,2})\s?(?:[-–—]|s/d|s\.d\.?|sampai(?:\sdengan)?|hingga|dan)\s?)?"
    r"(?P<sday>\d{1,2})\s?(?:bulan\s)?(?P<month>" + _MONTH + r")(?![a-z])\.?"
    r"(?:[\s,]{1,2}(?:tahun\s)?(?P<syear>\d{4})(?!\d))?"
)
_DATED = re.compile(
    rf"(?:{_DAY_NAME}[\s,]{{0,3}}(?:{_PART}[\s,]{{0,3}})?(?:tanggal\s)?)?"
    rf"(?:(?P<bracket>\(\s?)?(?<![\d/.-]){_SLASHED}(?(bracket)\s?\))|(?<![\d/.-])\(?{_SPELT}\)?)",
    re.IGNORECASE,
)
_WEEKDAY_ALONE = re.compile(rf"{_DAY_NAME}(?:\s{_PART})?(?![\s,]{{0,3}}(?:tanggal\s|\(?\d)|-)", re.IGNORECASE)
_RELATIVE = re.compile(
    r"(?:(?P<before>kemarin(?:\s(?:pagi|siang|sore|malam))?|(?:tadi\s)?malam tadi|tadi malam|semalam)"
    r"|(?P<same>(?:pagi|siang|sore|dini hari|dinihari|subuh)(?:\shari)?\stadi|tadi\s(?:pagi|siang|sore|subuh)"
    r"|hari ini))(?!\w)",
    re.IGNORECASE,
)
_ANCHORS = frozenset(
    (
        *_WEEKDAYS,
        *_MONTHS,
        "jum",
        "kemarin",
        "semalam",
        "malam",
        "tadi",
        "pagi",
        "siang",
        "sore",
        "dini",
        "dinihari",
    )
) | {"subuh", "hari"}
_BACK = 5  # words from the month back to the first number: "6 sampai dengan 9 Juni"


@dataclass(frozen=True, slots=True)
class Written:
    """A day as written. `weekday`: 0 is Monday. Parts that are not written are None; `until` says that it is
    the last day of a span ("14-27 Juli"), `offset` is -1 or 0 for "kemarin" and "pagi tadi"."""

    span: Span
    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    until: bool = False
    offset: int | None = None

    def on(self, year: int | None = None) -> date | None:
        """The day, in its own or the given year; None where parts lack or there is no such day."""
        year = self.year or year
        if year is None or self.day is None or self.month is None or not FIRST_YEAR <= year <= LAST_YEAR:
            return None
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None

    def agrees(self, day: date) -> bool:
        """Its weekday, where one is written, is that of the day."""
        return self.weekday is None or self.weekday == day.weekday()


def written_dates(words: Words) -> list[Written]:
    """In the order of the text; none in pointers to other articles."""
    found: list[Written] = []
    end = 0
    for i in _anchors(words):
        if words.aside[i] or words.starts[i] < end:
            continue
        one = _date_at(words, i) or _weekday_at(words, i) or _relative_at(words, i)
        if one is not None:
            found.append(one)
            end = one.span.end
    return found


def _anchors(words: Words) -> list[int]:
    """Words at which a day may be written: its weekday, its month, the number before a slash, "tadi"."""
    keys, seps = words.keys, words.seps
    return [
        i
        for i, key in enumerate(keys)
        if key in _ANCHORS
        or (key.isdigit() and len(key) < 3 and (seps[i][-1:] == "(" or _is_numeric(words, i)))
    ]


def _is_numeric(words: Words, i: int) -> bool:
    """ "16/6/2025", "16-6-2025" without brackets."""
    return words.seps[i + 1 : i + 3] in (["/", "/"], ["-", "-"]) and words.keys[i + 2].isdigit()


def _date_at(words: Words, i: int) -> Written | None:
    for start in _starts(words, i):
        match = _DATED.match(words.text, start)
        if match and match.end() >= words.ends[i]:
            return _dated(words.text, match)
    return None


def _starts(words: Words, i: int) -> Iterator[int]:
    """Characters at which the date of an anchor may begin."""
    if words.keys[i] in _MONTHS:
        for back in range(min(_BACK, i), 0, -1):  # "14-27 Juli", "6 s.d. 9 Juni", "9 Juni"
            if words.raw[i - back].isdigit() and len(words.raw[i - back]) < 3:
                yield words.starts[i - back]
    elif words.raw[i].isdigit():
        yield words.starts[i] - (words.seps[i][-1:] == "(")
    else:
        yield words.starts[i]


def _dated(text: str, match: re.Match[str]) -> Written | None:
    named = match.groupdict()
    day, month = int(named["day"] or named["sday"] or 0), _month(named)
    if not (1 <= day <= 31 and 1 <= month <= 12) or not _is_day(named):
        return None
    return Written(
        _trimmed(text, match),
        weekday=_weekday(named),
        day=day,
        month=month,
        year=_year(named["year"] or named["syear"]),
        until=named["from"] is not None,
    )


def _is_day(named: dict[str, str | None]) -> bool:
    """Numbers alone are a day in brackets, with their weekday or with a year in full: not "10.30", "2-1"."""
    if named["sday"] or named["named"]:
        return True
    sure = named["weekday"] is not None or len(named["year"] or "") == 4
    return sure or (named["bracket"] is not None and (named["sep"] != "-" or named["year"] is not None))


def _weekday_at(words: Words, i: int) -> Written | None:
    match = _WEEKDAY_ALONE.match(words.text, words.starts[i])
    # "dua minggu lalu" is a week, "Banjar Minggu" a place; a day stands in capitals or with its part
    if match and (words.raw[i][0].isupper() or match["part"]) and words.seps[i][-1:] != "-":
        return Written(Span(*match.span()), weekday=_weekday(match.groupdict()))
    return None


def _relative_at(words: Words, i: int) -> Written | None:
    match = _RELATIVE.match(words.text, words.starts[i])
    return Written(Span(*match.span()), offset=-1 if match["before"] else 0) if match else None


def _trimmed(text: str, match: re.Match[str]) -> Span:
    begin, end = match.span()
    while text[end - 1] in " ,.":
        end -= 1
    return Span(begin, end)


def _month(named: dict[str, str | None]) -> int:
    name = named["month"] or named["named"]
    return _MONTHS[name.lower()] if name else int(named["number"] or 0)


def _weekday(named: dict[str, str | None]) -> int | None:
    name = named["weekday"]
    return _WEEKDAYS[name.lower()] if name else None


def _year(written: str | None) -> int | None:
    """Two digits are of this century: "(7/6/25)"."""
    if written is None:
        return None
    return int(written) + (2000 if len(written) == 2 else 0)

"""When the event of an article was, apart from when it was published: a day, how it is written, and what is
wrong with it.

`day` comes from the text alone and is never guessed: no year in the text, no date; a text whose days do not
fit together gives none. `likely` completes what is missing ("Kamis (24/7)", "Sabtu", "pagi tadi") by the day
of publication, where the caller knows it. A day in full stands even where its weekday disagrees, which is
marked.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain
from pathlib import Path

from pipelines.labels.tally import headline_end
from pipelines.labels.words import NEAR, STOP, Span, Words, as_words
from pipelines.labels.written_dates import Written, written_dates

_FILE = Path(__file__).parent / "data" / "dates.toml"
_SENTENCE = 30  # words to look back
_CLOSE = 6  # words before a day in which a doubtful word still tells
_NEIGHBOURS = 60  # days between two days of a text of which one takes its year from the other
_MOST = 50  # different days that a text is asked for a year; more are a table
_HISTORY = 180  # days before the text's latest day; an event further back is history
_RECENT = 45  # days before publication in which an event without a year is looked for
_GLUED = ("dilansir", "dikutip")  # "DilansirdetikJateng": links lose their blanks when pages are scraped
_FULL_STOP = re.compile(r"\.\S{0,3}\s")
EVENT, STATEMENT, PLANNED, PAPER, EDGE, EARLIER = "event", "statement", "planned", "paper", "edge", "earlier"


@dataclass(frozen=True, slots=True)
class EventTime:
    """`text` as written; `evidence` begins with its place. `contradictions` in words, for a reader."""

    day: date | None
    likely: date | None
    text: str
    contradictions: tuple[str, ...]
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """A written day, what it is the day of, and the day that the text alone makes it."""

    written: Written
    role: str
    cue: str  # the word that says so, or empty
    day: date | None


def find_event_time(text: str | Words, *, published: date | None = None) -> EventTime | None:
    """None when no day is written that could be the event's. `published`: the day, where it was published."""
    words = as_words(text)
    written = written_dates(words)
    if not written:
        return None
    full = list(dict.fromkeys(day for one in written if (day := one.on())))[:_MOST]
    told = [_told(words, one, full) for one in written]
    best = _best(words, told)
    if best is None:
        return None
    wrong, astray = _contradictions(words, written), _astray(words, written, full)
    day = None if astray else best.day
    likely, span = day, best.written.span
    if published and day and day > published + timedelta(days=1) and best.role == EVENT:
        wrong.append(f"{words.quote(span)}: after publication")
        likely = _by_publication(replace(best.written, year=None), published)  # "2026" for 2025
    elif published and day is None:
        likely = _by_publication(best.written, published)
    return EventTime(day, likely, words.quote(span), (*wrong, *astray), (span,))


def _best(words: Words, told: Sequence[_Told]) -> _Told | None:
    """The day of the event: that of the arrest where the headline tells of one, else the first with a date,
    else the first at all."""
    latest = max((one.day for one in told if one.day), default=date.min)
    events = [
        one
        for one in told
        if one.role == EVENT and (one.day is None or latest - one.day <= timedelta(days=_HISTORY))
    ]
    dated = [one for one in events if one.day]
    cues, headline = _cues(), set(words.keys[: headline_end(words)])
    if headline & (cues.arrest | cues.solved):
        dated.sort(key=lambda one: one.cue not in cues.arrest)
    if dated:
        return dated[0]
    spoken = [one for one in told if one.role == STATEMENT and one.day] if headline & cues.held else []
    numbered = [one for one in events if one.written.day]
    return next(chain(_same_day(words, told), spoken, numbered, events), None)


def _completed(one: Written, full: Sequence[date]) -> date | None:
    """The day, its year taken from a near one in full, when its weekday agrees."""
    if one.year is not None:
        return one.on()
    if one.weekday is None:
        return None
    for year in dict.fromkeys(day.year for day in full):
        day = one.on(year)
        if day and one.agrees(day) and any(abs((day - other).days) <= _NEIGHBOURS for other in full):
            return day
    return None


def _same_day(words: Words, told: Sequence[_Told]) -> Iterator[_Told]:
    """ "Pagi tadi," kata Kapolsek, Minggu (29/12/2019): the statement's day is the event's."""
    days = {one.day for one in told if one.role == STATEMENT and one.day}
    headline = words.starts[headline_end(words)] if headline_end(words) < len(words) else 0
    for one in told:
        offset = one.written.offset
        loose = words.quote(one.written.span).lower() == "hari ini" and one.written.span.start >= headline
        if offset is not None and one.role in (EVENT, EDGE) and not loose and len(days) == 1:
            yield _Told(one.written, EVENT, "", min(days) + timedelta(days=offset))


def _by_publication(one: Written, published: date) -> date | None:
    """The last such day up to publication."""
    if one.offset is not None:
        return published + timedelta(days=one.offset)
    if one.day is None and one.weekday is not None:
        return published - timedelta(days=(published.weekday() - one.weekday) % 7)
    for year in (published.year, published.year - 1):
        day = one.on(year) if one.year is None else None
        if day and one.agrees(day) and timedelta(0) <= published - day <= timedelta(days=_RECENT):
            return day
    return None


def _contradictions(words: Words, written: Sequence[Written]) -> list[str]:
    found = []
    for one in written:
        day = one.on()
        if day and not one.agrees(day):
            found.append(f"{words.quote(one.span)}: that day was no such weekday")
        elif one.year is not None and day is None:
            found.append(f"{words.quote(one.span)}: there is no such day or year")
    return found


def _astray(words: Words, written: Sequence[Written], full: Sequence[date]) -> list[str]:
    """Days without a year whose weekday fits no year of the text's other days: one of them is wrong, and
    nobody can say which."""
    return [
        f"{words.quote(one.span)}: the weekday does not fit the year of the text's other days"
        for one in written
        if one.year is None and one.day and one.weekday is not None and full
        if not any((day := one.on(other.year)) and one.agrees(day) for other in full)
    ]


@dataclass(frozen=True, slots=True)
class _Cues:
    """`far` and `near`: by word what a day behind it is the day of, in the sentence or a few words on."""

    far: Mapping[str, str]
    near: Mapping[str, str]
    edge: frozenset[str]
    earlier: frozenset[str]
    later: frozenset[str]
    arrest: frozenset[str]
    solved: frozenset[str]
    held: frozenset[str]


@lru_cache(maxsize=1)
def _cues() -> _Cues:
    file = {
        name: frozenset(words) for name, words in tomllib.loads(_FILE.read_text(encoding="utf-8")).items()
    }
    far = {word: role for role in (PLANNED, STATEMENT, EVENT) for word in file[role]}
    near = {word: role for role in (PAPER, STATEMENT) for word in file[f"{role}_near"]}
    return _Cues(
        far, near, file["edge"], file["earlier"], file["later"], file["arrest"], file["solved"], file["held"]
    )


def _told(words: Words, one: Written, full: Sequence[date]) -> _Told:
    first, end = bisect_left(words.starts, one.span.start), bisect_left(words.starts, one.span.end)
    role, cue = _behind(words, end), ""
    if one.until or _is_edge(words, first):
        role = EDGE
    if not role:
        role, cue = _before(words, first)
    return _Told(one, role, cue, _completed(one, full))


def _behind(words: Words, end: int) -> str:
    """What the word behind a day says of it, or nothing."""
    if end >= len(words) or _ends(words, end):
        return ""
    behind, cues = words.keys[end], _cues()
    if behind in cues.earlier:
        return EARLIER
    if behind in cues.later:
        return EDGE if behind in cues.edge else PLANNED
    # "Kapolres OKU di Baturaja, Kamis, mengatakan …"
    return STATEMENT if behind.startswith("me") and cues.far.get(behind) == STATEMENT else ""


def _is_edge(words: Words, first: int) -> bool:
    """ "mulai Senin", "sejak hari Senin": the day is one end of a span."""
    i = first - 2 if first > 1 and words.keys[first - 1] in ("hari", "tanggal", "pada") else first - 1
    return i >= 0 and words.gaps[i + 1] == NEAR and words.keys[i] in _cues().edge


def _before(words: Words, first: int) -> tuple[str, str]:
    """The role that the nearest telling word of the sentence gives, and that word."""
    cues = _cues()
    for back in range(1, min(_SENTENCE, first) + 1):
        i = first - back
        if _ends(words, i + 1):
            break
        key = words.keys[i]
        role = cues.far.get(key) or (back <= _CLOSE and cues.near.get(key))
        if role == EVENT and i and cues.far.get(words.keys[i - 1]) == PLANNED:
            return PLANNED, key  # "akan digelar"
        if role:
            return role, key
        if key.startswith(_GLUED):
            return STATEMENT, key
    return EVENT, ""


def _ends(words: Words, i: int) -> bool:
    """A sentence ends before word `i`: not in "SRIPOKU.COM, Senin", nor in "SH. pada"."""
    sep = words.seps[i]
    if words.gaps[i] != STOP or "," in sep or not words.raw[i][0].isupper():
        return False
    return "\n" in sep or any(mark in sep for mark in "!?") or bool(_FULL_STOP.search(sep))

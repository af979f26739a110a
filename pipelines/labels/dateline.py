"""The place that stands before a report's first sentence: "BATURAJA, SRIPOKU.COM – ", "Bandarlampung
(ANTARA) - ".

The forms are those by which a page is read (`pipelines/dateline.py`); here they are looked for in a bare
text, below its banners and doubled titles, and the place is kept as written, with where it stands. Where the
reporter sat, often the provincial capital: one hint of several for `places.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from pipelines.dateline import Dateline as Opening
from pipelines.dateline import read_opening
from pipelines.labels.gazetteer import mentions
from pipelines.labels.words import Span, Words, as_words

_REACH = 1500  # characters of the body in which a report begins; before it stand titles and captions
_MARKS = "*#_ \t‎"


@dataclass(frozen=True, slots=True)
class Dateline:
    """`text` as written ("KAB. OKI", "Pesawaran, Lampung"); `span` where it stands."""

    text: str
    span: Span


def find_dateline(text: str | Words) -> Dateline | None:
    """The first line that opens with a dateline: an area of Indonesia or, beside an outlet's or agency's
    name, any ("LONDON, KOMPAS.com –")."""
    words = as_words(text)
    starts: set[int] | None = None
    for begin, opening in _openings(words):
        span = _place(words.text, begin, opening.place or "")
        if span is None:
            continue
        if starts is None:
            starts = {words.starts[mention.first] for mention in mentions(words)}
        if opening.outlet or span.start in starts:
            span = _of_area(words.text, span, starts)
            return Dateline(words.text[span.start : span.end], span)
    return None


def _of_area(text: str, span: Span, starts: Set[int]) -> Span:
    """Without what stands behind a comma and is no area: "PALEMBANG, BP –", "Baturaja, Humas Polri –"."""
    first, comma, second = text[span.start : span.end].partition(",")
    begin = span.end - len(second.lstrip())
    if not comma or span.start not in starts or begin in starts:
        return span
    return Span(span.start, span.start + len(first.rstrip()))


def _openings(words: Words) -> Iterator[tuple[int, Opening]]:
    """The lines of the body's beginning that open like a report, with the place of their first character."""
    begin = words.title_end + bool(words.title_end)
    lines = words.text[begin : begin + _REACH].split("\n")
    below = [line.strip(_MARKS) for line in lines if line.strip(_MARKS)]
    for line in lines:
        if below and line.strip(_MARKS) == below[0]:
            below.pop(0)
            plain = " ".join(line.replace("**", "").split()).strip(_MARKS)
            opening = read_opening(plain, below[0] if below else "")
            if opening and opening.place:
                yield begin, opening
        begin += len(line) + 1


def _place(text: str, begin: int, place: str) -> Span | None:
    """Where the place stands in its line, whatever blanks were mended."""
    pattern = r"\s*".join(re.escape(part) for part in re.findall(r"[^\s,]+|,", place))
    found = re.compile(pattern).search(text, begin)
    return Span(*found.span()) if found else None

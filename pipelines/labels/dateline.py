"""The place that stands before a report's first sentence: "BATURAJA, SRIPOKU.COM – ", "Bandarlampung
(ANTARA) - ".

Kept as written. Where the reporter sat, often the provincial capital: one hint of several for `places.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.labels.gazetteer import mentions
from pipelines.labels.words import Span, Words, as_words

_REACH = 1500  # characters of the body in which a report begins; before it stand titles and captions
_OUTLET = (
    r"(?:[A-Za-z][\w\-]{2,30}\.(?:(?i:com|co\.id|id|net|co|news|info))|(?:POS ?METRO|TRIBUN|RADAR)(?= ))"
)
_WORD = r"(?:K[Aa][Bb]\. ?)?[A-Z][A-Za-z'’]*"
_PLACE = rf"{_WORD}(?:[ \-/]{_WORD}){{0,4}}(?: ?, ?{_WORD}(?: {_WORD}){{0,3}})?"
_LINE = re.compile(
    rf"^[ \t#*]*(?P<before>{_OUTLET}\s*[,|:\-–— ]\s*)?(?P<place>{_PLACE}?)"
    rf"\s*(?P<behind>,\s*{_OUTLET}|\([A-Z][\w .\-/]{{2,30}}\))?"
    r"[\s*]*,?\s*(?P<dash>-{1,3}|[–—]|\|\||:)(?=[\s*\"“‘A-Z]|$)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """`text` as written ("KAB. OKI", "Pesawaran, Lampung"); `span` where it stands."""

    text: str
    span: Span


def find_dateline(text: str | Words) -> Dateline | None:
    """The first line that begins with a place and a dash: an area of Indonesia or, beside an outlet's or
    agency's name, any ("LONDON, KOMPAS.com –")."""
    words = as_words(text)
    body = words.title_end + bool(words.title_end)
    starts = {words.starts[mention.first] for mention in mentions(words)}
    for match in _LINE.finditer(words.text, body, body + _REACH):
        begin, end = match.span("place")
        credited = match["before"] or match["behind"]
        if (
            (begin in starts and match["dash"] != ":")
            or (credited and match["place"].isupper())
            or match["behind"]
        ):
            return Dateline(match["place"].strip(), Span(begin, end))
    return None

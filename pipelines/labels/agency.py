"""Whom a text credits: the agency or outlet that it is from, as printed ("ANTARA", "detikJateng").

The rules are those by which a page's credits are read (`pipelines/credited.py`); here they are applied to a
bare text, scraped with its banners, doubled titles and broken links, and each credit keeps its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.credited import read_credit
from pipelines.dateline import LOOKED_AT, read_dateline
from pipelines.labels.words import Span, Words, as_words

_HEAD, _TAIL = 1500, 300  # characters in which a text names whom it is from
_SKIPPED = 9  # paragraphs above the dateline that may be banners, titles, captions, "Laporan Wartawan …"
_SOURCE = re.compile(r"^\W{0,3}sumber\s?:\s?(?P<name>[^\n]{3,80})$", re.IGNORECASE | re.MULTILINE)
_GLUED = re.compile(r"\s?(?:editor|penulis|reporter|laporan|sumber)\s?:.*$", re.IGNORECASE)
_LINK = re.compile(r"\b((?:[Dd]ilansir|[Dd]ikutip)(?:\sdari)?)\s?\n?\s?(?=[A-Za-z])")
_MARKS = "*#_ ‎"


@dataclass(frozen=True, slots=True)
class Agency:
    name: str
    evidence: tuple[Span, ...]


def find_agency(text: str | Words) -> Agency | None:
    """None where nothing is credited. A line "Sumber: …" counts before the outlet of the dateline."""
    words = as_words(text)
    body = words.text[words.title_end :]
    lines = _SOURCE.finditer(body) if "umber" in body else ()
    credited = [line for match in lines if (line := _GLUED.sub("", match["name"]).strip())]
    paragraphs = list(_paragraphs(body[:_HEAD]))
    credit = read_credit([*paragraphs, *_paragraphs(body[max(_HEAD, len(body) - _TAIL) :])], credited)
    name: str | None = credit.agency
    if credit.dateline is None and not credited:
        below = (read_dateline(paragraphs[i : i + LOOKED_AT]) for i in range(LOOKED_AT, _SKIPPED, LOOKED_AT))
        name = next((line.outlet for line in below if line and line.outlet), name)
    return _placed(words, name) if name else None


def _paragraphs(body: str) -> Iterator[str]:
    """Without the marks of Markdown; a link that scraping put on its own line is in its sentence again."""
    if "ilansir" in body or "ikutip" in body:
        body = _LINK.sub(r"\1 ", body)
    for line in body.split("\n"):
        if plain := " ".join(line.replace("**", "").split()).strip(_MARKS):
            yield plain


def _placed(words: Words, name: str) -> Agency | None:
    start = words.text.find(name, words.title_end)
    if start < 0:  # its blanks were mended
        found = re.search(r"\s+".join(map(re.escape, name.split())), words.text[words.title_end :])
        if found is None:
            return None
        return Agency(name, (Span(found.start() + words.title_end, found.end() + words.title_end),))
    return Agency(name, (Span(start, start + len(name)),))

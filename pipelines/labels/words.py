"""The words of an article, each with its place in the text. Knows letters and stops; what was glued together
when a page was scraped, `glued.py` knows.

All finders share one reading of an article, so that a text is taken apart once and evidence always counts
characters of the same text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from pipelines.labels.asides import mark_asides
from pipelines.labels.glued import WORD, unglued
from pipelines.labels.vocabulary import vocabulary

_DOT = -1  # a dot alone: what it says depends on the word before it
NEAR, PART, STOP = 0, 1, 2
"""What stands before a word. NEAR: nothing that parts (blank, hyphen, apostrophe, dot of an abbreviation).
PART: a comma, bracket, quotation mark, colon or slash. STOP: the end of a sentence or of a line."""

_PARTS = re.compile(r"[^\s\-'’`‘.‐‑]")
# A dot behind these ends no sentence.
_ABBREVIATIONS = vocabulary(
    "kab kec prov kel ds dsn jl jln gg no rt rw dr drs dra ir h hj kh tgk pdt st ny tn sdr bpk pol sat res",
    "kep tj tjg ops adm bid div sek sie dll",
)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` up to, not including, `end` of `Words.text`."""

    start: int
    end: int


class Words:
    """A text as words; treat it as frozen.

    Lists run in parallel: `raw[i]` as written, `keys[i]` in lower case, `starts[i]` and `ends[i]` its
    characters, `gaps[i]` and `seps[i]` what stands before it (as a rank and as written), `aside[i]` whether
    it belongs to a pointer to another article. `distinct` are all keys, each once.
    """

    __slots__ = ("aside", "distinct", "ends", "gaps", "keys", "raw", "seps", "starts", "text", "title_end")

    def __init__(self, text: str, title_end: int = 0) -> None:
        self.text = text
        self.title_end = title_end  # characters of the title; 0 without one
        pieces = unglued(WORD.split(text))
        edges = list(accumulate(map(len, pieces)))
        self.seps: Sequence[str] = pieces[0:-1:2]
        self.raw: Sequence[str] = pieces[1::2]
        self.starts: Sequence[int] = edges[0:-1:2]
        self.ends: Sequence[int] = edges[1::2]
        self.keys: Sequence[str] = [word.lower() for word in self.raw]
        self.distinct = frozenset(self.keys)
        self.gaps: Sequence[int] = [
            NEAR if sep == " " else _gap(sep, before)
            for sep, before in zip(self.seps, ["", *self.keys], strict=False)
        ]
        self.aside: Sequence[bool] = mark_asides(self.raw, self.keys, self.seps)

    def __len__(self) -> int:
        return len(self.raw)

    def where(self, wanted: Set[str]) -> list[int]:
        """The words whose key is one of the wanted, in order."""
        present = self.distinct & wanted
        return [i for i, key in enumerate(self.keys) if key in present] if present else []

    def span(self, first: int, end: int) -> Span:
        """Of the words `first` up to, not including, `end`."""
        return Span(self.starts[first], self.ends[end - 1])

    def quote(self, span: Span) -> str:
        """The text of a span, on one line."""
        return " ".join(self.text[span.start : span.end].split())


def read(text: str, *, title: str = "") -> Words:
    """Title and body, joined by a line break (when there is a title), taken apart. Linear in the length."""
    return Words(f"{title}\n{text}", len(title)) if title else Words(text)


def as_words(text: str | Words) -> Words:
    return read(text) if isinstance(text, str) else text


def _gap(sep: str, before: str) -> int:
    rank = _rank(sep)
    if rank == _DOT:
        # "Kab. OKI" and "Hj.Bertha" hold no sentence's end, "kata dia.Polisi" may
        return NEAR if len(before) == 1 or before in _ABBREVIATIONS else STOP
    return rank


@lru_cache(maxsize=1024)
def _rank(sep: str) -> int:
    if any(mark in sep for mark in "!?;\n…•|"):
        return STOP
    if "." in sep and "," not in sep:  # "S.H., hadir" goes on
        return STOP if _PARTS.search(sep) else _DOT
    return PART if _PARTS.search(sep) else NEAR
